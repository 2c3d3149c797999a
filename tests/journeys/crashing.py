"""The real program with somebody at its keys, in a process that is killed at any moment.

A line is a JSON list: what the window shows once it is open, what a key is about to record, or
what the window then shows as recorded.
"""

import itertools
import json
import os
import sys
import threading
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

import main
from assessor.terms import Verdict
from assessor.ui import core
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.walk_page import WalkPage
from tests.journeys.person import Person

Say = Callable[..., None]
LANG = "en"
KEYS = {Verdict.MET: "1", Verdict.PARTLY: "2", Verdict.NOT_MET: "3"}
# Loaded before the process is forked, as whoever starts the program a second time has it at hand.
LOADED = core.walk, core.validations, core.workspace


def go(told: int) -> None:
    """Start the program as from the command line; tell by the file `told` what the window shows."""
    person, begun = Person(), time.monotonic()

    def say(*words: object) -> None:
        os.write(told, f"{json.dumps(words)}\n".encode())

    def act() -> None:
        try:
            open_walk(person)
            say("open", time.monotonic() - begun, person.see(verdicts))
            record(person, say)
        except BaseException as error:
            say("failed", f"{type(error).__name__}: {error}")
            raise

    threading.Thread(target=act, daemon=True).start()
    sys.exit(main.main(["--workspace", sys.argv[1]]))


def open_walk(person: Person) -> None:
    """Open the first validation of the list, go to its walk."""
    person.wait_until("the window", window)
    person.wait_until("the list", lambda: window().page() and window().page().state().get("lit"))
    person.press("O", "Ctrl+2")
    person.wait_until("the walk", lambda: isinstance(window().page(), WalkPage))


def record(person: Person, say: Say) -> None:
    """Go through the walk, a verdict and a text for each point, until the end comes."""
    for turn in itertools.count():
        place = person.see(lambda: (page().ref, page().point().id))
        verdict = person.see(another)
        say("about", *place, "verdict", verdict)
        person.press(KEYS[verdict])
        say("shown", *place, "verdict", person.see(shown_verdict))
        seen = f"In {os.getpid()}, turn {turn}"
        person.press("N", "Ctrl+A")
        say("about", *place, "text", seen)
        person.type(seen)
        person.press("Esc")
        say("shown", *place, "text", person.see(shown_text))
        person.press("." if person.see(lambda: not page().line().complete) else "J")


def window() -> MainWindow | None:
    """Return the program's window once it stands on the screen."""
    tops = QApplication.topLevelWidgets()
    return next((top for top in tops if isinstance(top, MainWindow) and top.isVisible()), None)


def page() -> WalkPage:
    """Return the walk that is shown."""
    return window().page()


def verdicts() -> dict[str, str]:
    """Return each verdict that the walk shows."""
    points = ((row.ref, point) for row in page().rows.values() for point in row.points)
    return {f"{ref} {point.id}": point.verdict for ref, point in points if point.verdict}


def another() -> Verdict:
    """Return a verdict that is not the one that stands."""
    return next(each for each in KEYS if each != page().point().verdict)


def shown_verdict() -> Verdict | None:
    """Return the verdict whose button is pressed down, once the foot says that it is saved."""
    panel, point = page().right, page().point().id
    rows = {block.point_id: block.verdicts for block in panel.blocks} or {point: panel.single}
    pressed = (each for each, made in rows[point].buttons.items() if made.isChecked())
    return next(pressed, None) if is_saved() else None


def shown_text() -> str:
    """Return what was seen, once the keyboard has left it and the foot says that it is saved."""
    field = page().right.seen.edits[LANG]
    return "" if field.hasFocus() or not is_saved() else field.toPlainText()


def is_saved() -> bool:
    """Tell whether the foot says so."""
    return window().foot.saved.text().startswith("✓ Saved")
