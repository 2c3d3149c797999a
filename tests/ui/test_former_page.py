"""From the former edition, without a place: read from Prepare and the walk until looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from assessor import gaps, validations
from assessor.terms import Verdict
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.former_page import FormerPage
from assessor.ui.pages.prepare_page import PreparePage
from tests import make
from tests.make import both
from tests.ui.conftest import Press
from tests.ui.editions_case import NEW, OLD, both_editions, settle, texts
from tests.ui.walk_driving import page_of


@pytest.fixture
def moved(window: MainWindow, tmp_path: Path) -> Iterator[make.Case]:
    """A visit was moved to an edition that no longer asks for 2.2."""
    with both_editions(tmp_path / "own"):
        ws = window.desk.ws
        made = make.visit(ws, OLD)
        seen = {"seen": both("Old ribbons"), "private_note": "ask Luis"}
        make.assess(ws, made, "2.2", Verdict.NOT_MET, "a", **seen)
        make.observe(ws, made, "2.2")
        validations.move_to_edition(ws, made.id, checklist_id=NEW)
        window.desk.open_validation(made.id)
        yield made


def waiting(window: MainWindow, case: make.Case) -> int:
    found = gaps.gaps_of(validations.validation(window.desk.ws, case.id))
    return sum(gap.field == "former" for gap in found)


def shown(window: MainWindow) -> FormerPage:
    page = window.page()
    assert isinstance(page, FormerPage)
    return page


def test_f_in_prepare_opens_the_list_with_all_that_was_recorded(
    window: MainWindow, moved: make.Case, qtbot: QtBot, press: Press
) -> None:
    window.go("prepare", {"field": "former"})
    page = window.page()
    assert isinstance(page, PreparePage)
    assert page.form is not None
    box = page.form.parts["visit"].editions  # type: ignore[attr-defined]
    assert box.read_button.text() == (
        "From the former edition, without a place: 1 · 1 not looked at yet"
    )
    assert box.read_button.hasFocus()
    press(window, "F")
    settle(window, qtbot)
    read = texts(shown(window).area)
    for words in ("2.2", "typewriters", "Not met", "Old ribbons", "ask Luis", "edition 2.10"):
        assert words in read


def test_s_marks_it_as_looked_at_and_the_gap_goes(
    window: MainWindow, moved: make.Case, qtbot: QtBot, press: Press
) -> None:
    window.go("former")
    assert waiting(window, moved) == 1
    press(window, "S")
    settle(window, qtbot)
    assert waiting(window, moved) == 0
    page = shown(window)
    assert page.model.index(0).data().endswith("looked at")
    assert page.mark.text() == "Not looked at yet"
    assert "not looked at" not in page.told.text()
    press(window, "Ctrl+Z")
    settle(window, qtbot)
    assert waiting(window, moved) == 1
    assert shown(window).model.index(0).data().endswith("not looked at yet")


def test_the_walk_points_to_the_list(window: MainWindow, moved: make.Case, qtbot: QtBot) -> None:
    window.go("walk")
    link = page_of(window).tree.former
    assert link.isVisible()
    assert link.text() == "Without a place: 1"
    link.click()
    settle(window, qtbot)
    assert window.current == "former"


def test_its_observation_is_opened_in_findings(
    window: MainWindow, moved: make.Case, qtbot: QtBot
) -> None:
    window.go("former")
    settle(window, qtbot)
    [link] = [
        made
        for made in shown(window).area.findChildren(QPushButton)
        if made.text().startswith("Open observation")
    ]
    link.click()
    settle(window, qtbot)
    assert window.current == "findings"


def test_keys_move_and_lead_back(window: MainWindow, moved: make.Case, press: Press) -> None:
    window.go("former")
    press(window, "J", "K", "Alt+Left")
    assert window.current == "prepare"


def test_where_everything_has_a_place_the_page_says_so(window: MainWindow, visit: str) -> None:
    window.go("former")
    page = shown(window)
    assert "Everything has a place" in texts(page.stack.currentWidget())
    window.go("walk")
    assert not page_of(window).tree.former.isVisible()
