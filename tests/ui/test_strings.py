"""The window in a language nobody speaks: a Latin word that is visible was never translated."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from assessor.i18n import _
from assessor.ui.panels.settings_about import LIBRARIES
from tests import greek
from tests.journeys.person import Person, play
from tests.ui import screen
from tests.ui.tour import Stop, Tour, opened

# The heads of the self-assessment stand in its own words, libraries under their own names.
OWN_WORDS = ("Requirement", "Status", "Company", "response", "No", "Yes")
NAMED = (*LIBRARIES, *LIBRARIES.values(), "Apache-2.0", "Python", "Qt")


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what is drawn by our own hand, however it got there."""
    said: list[str] = []
    draw = QPainter.drawText

    def listen(painter: QPainter, *given: object) -> object:
        said.extend(each for each in given if isinstance(each, str))
        return draw(painter, *given)

    monkeypatch.setattr(QPainter, "drawText", listen)
    return said


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Path]:
    """Let everything there is be in Greek letters; give the folder of a workspace not yet made."""
    with greek.world(tmp_path):
        yield tmp_path / "workspace"


def test_every_visible_sentence_is_translated(
    qapp: QApplication, world: Path, painted: list[str]
) -> None:
    saq = greek.make_workspace(world.parent)
    with opened(world, greek.greek("Ana")):
        assert found_on(lambda person, stop: Tour(person, stop, saq).all(), painted) == {}


def test_the_first_start_is_translated(qapp: QApplication, world: Path, painted: list[str]) -> None:
    def story(person: Person, stop: Stop) -> None:
        person.holds(_("Name"))
        stop("who are you")
        person.type("Ανα")
        person.press("Return")
        person.sees(_("Open the sample"))
        stop("three choices")

    with opened(world, ""):
        assert found_on(story, painted) == {}


def found_on(tour: Callable[[Person, Stop], None], painted: list[str]) -> dict[str, set[str]]:
    """Return each Latin word with its sentence, and the stops of the tour where it stood."""
    found: dict[str, set[str]] = defaultdict(set)

    def story(person: Person) -> None:
        def stop(name: str) -> None:
            said = [*person.see(everything), *painted]
            painted.clear()
            for text in said:
                for word in () if _is_named(text) else greek.leaks(text, *OWN_WORDS, *_cut(text)):
                    found[f"{word} in “{text}”"].add(name)

        tour(person, stop)

    play(story)
    return dict(found)


def _cut(text: str) -> list[str]:
    """Return what is left of a word of the file where its column cuts it: “Comp…”."""
    last = text.removesuffix("…").split(" ")[-1]
    cut = last and text.endswith("…") and any(word.startswith(last) for word in OWN_WORDS)
    return [last] if cut else []


def _is_named(text: str) -> bool:
    return text in NAMED or bool(re.fullmatch(r"[\d.]+(post\d+)?|Python [\d.]+ · Qt [\d.]+", text))


def everything() -> list[str]:
    """Return every text of the active window: shown, painted just now, told to a screen reader."""
    window = QApplication.activeModalWidget() or QApplication.activeWindow()
    if window is None:
        return []
    window.grab()
    return [text for _widget, text in (*screen.texts(window), *screen.spoken(window))]
