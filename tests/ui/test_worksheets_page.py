"""Worksheets in the window, driven by keys; what the keys did is looked up in the database."""

from collections.abc import Callable

import pytest

from assessor.terms import Kind
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.walk_page import WalkPage
from assessor.ui.panels.sheet_points import PointBlock
from tests.ui import screen
from tests.ui.conftest import Press
from tests.ui.worksheets_driving import offered, page_of, settle, sheets

Write = Callable[[str], None]
REF = "5.3"


# from the walk and back


def test_w_shows_the_forms_that_fit_the_requirement_first(
    window: MainWindow, visit: str, press: Press, forms_here: None
) -> None:
    window.desk.go("walk", ref=REF)
    press(window, "W")
    offered(window)
    page = page_of(window)
    assert page.ref == REF
    told = [line.title for line in page.list.model.lines if not hasattr(line, "number")]
    fitting = told.index("Yard check yard-check (en)")
    assert told[0] == "Begin one for 5.3"
    assert fitting < told.index("Begin one of this checklist")
    assert told.index("Yard check other-check (en)") > told.index("Begin one of this checklist")
    assert "unit must be inspected" in page.middle.demand.plain()


def test_escape_leaves_the_field_and_then_goes_back_to_the_same_requirement(
    window: MainWindow, begun: str, press: Press
) -> None:
    press(window, "Esc")
    assert page_of(window).hasFocus()
    press(window, "Esc")
    page = window.page()
    assert isinstance(page, WalkPage)
    assert page.ref == REF
    assert [line.accessibleName() for line in page.right.sheets.lines] == [
        "Yard check yard-check (en) · No. 1 · blank"
    ]


def test_alt_left_goes_back_from_within_a_field_and_saves_it(
    window: MainWindow, begun: str, press: Press, write: Write
) -> None:
    write("MSKU 1")
    press(window, "Alt+Left")
    assert isinstance(window.page(), WalkPage)
    assert sheets(window)[0].name == "MSKU 1"


# filling


def test_enter_goes_from_field_to_field_and_everything_is_kept(
    window: MainWindow, begun: str, press: Press, write: Write
) -> None:
    write("MSKU 123456-7")
    press(window, "Return", "1", "T", "Return")
    write("1405")
    press(window, "Return")
    write("1219")
    press(window, "Return")
    write("1203")
    press(window, "Return", "Y", "N", "Tab")
    settle(window)
    values = sheets(window)[0].values
    assert values["unit.number"] == "MSKU 123456-7"
    assert values["unit.seal"] == "h"
    assert (values["unit.hour"], values["unit.outside"]) == ("14:05", 1219)
    assert values["unit.inside"] == 1203
    assert (values["points.p1.sound"], values["points.p1.clean"]) == ("yes", "no")


@pytest.mark.parametrize(("key", "answer"), [("Y", "yes"), ("1", "yes"), ("N", "no"), ("2", "no")])
def test_a_point_is_answered_by_one_key_and_the_next_has_the_keyboard(
    window: MainWindow, begun: str, press: Press, key: str, answer: str
) -> None:
    page = page_of(window)
    page.middle.fill("points.p1.sound")
    press(window, key)
    assert sheets(window)[0].values["points.p1.sound"] == answer
    current = page.middle.form.current()
    assert current.spot.key == "points.p1.clean"


def test_arrows_move_between_fields_and_backspace_takes_an_answer_back(
    window: MainWindow, begun: str, press: Press
) -> None:
    page = page_of(window)
    page.middle.fill("points.p1.sound")
    press(window, "Y", "Up", "Backspace")
    assert "points.p1.sound" not in sheets(window)[0].values
    press(window, "Down", "Down", "Up", "Up", "Up")
    assert page.middle.form.current().spot.key == "unit.inside"


@pytest.mark.parametrize("key", ["-", "3"])
def test_not_applicable_asks_its_reason_inline(
    window: MainWindow, begun: str, press: Press, write: Write, key: str
) -> None:
    page = page_of(window)
    page.middle.fill("points.p2.sound")
    press(window, key)
    assert "points.p2.sound" not in sheets(window)[0].values
    write("No roof")
    press(window, "Return")
    settle(window)
    values = sheets(window)[0].values
    assert (values["points.p2.sound"], values["points.p2.sound:note"]) == ("na", "No roof")
    assert page.middle.form.current().spot.key == "points.p2.clean"


def test_without_its_reason_not_applicable_is_not_recorded_and_that_is_said(
    window: MainWindow, begun: str, press: Press
) -> None:
    page = page_of(window)
    page.middle.fill("points.p2.sound")
    press(window, "-", "Return")
    assert "points.p2.sound" not in sheets(window)[0].values
    block = next(b for b in page.middle.form.blocks() if b.spot.key == "points.p2.sound")
    assert isinstance(block, PointBlock)
    assert any("needs its reason" in text for _w, text in screen.texts(window))
    assert block.answer.answer == ""


def test_a_reason_that_is_taken_away_takes_the_answer_along(
    window: MainWindow, begun: str, press: Press, write: Write
) -> None:
    page = page_of(window)
    page.middle.fill("points.p2.sound")
    press(window, "-")
    write("No roof")
    press(window, "Return", "Shift+Tab", "Ctrl+A", "Backspace", "Return")
    settle(window)
    values = sheets(window)[0].values
    assert not {key for key in values if key.startswith("points.p2.sound")}


def test_letters_in_a_number_are_refused_beside_the_field_and_stay_there(
    window: MainWindow, begun: str, press: Press, write: Write
) -> None:
    page = page_of(window)
    page.middle.fill("unit.outside")
    write("12o9")
    press(window, "Return")
    assert "unit.outside" not in sheets(window)[0].values
    assert any(text == "Write a number from 100 to 1,700." for _w, text in screen.texts(window))
    field = next(b for b in page.middle.form.blocks() if b.spot.key == "unit.outside")
    assert field.editor.edit.line.text() == "12o9"
    page.middle.fill("unit.outside")
    press(window, "Ctrl+A")
    write("1209.5")
    press(window, "Return")
    assert sheets(window)[0].values["unit.outside"] == 1209.5


def test_f2_opens_a_note_beside_a_yes(
    window: MainWindow, begun: str, press: Press, write: Write
) -> None:
    page_of(window).middle.fill("points.p1.sound")
    press(window, "Y", "Up", "F2")
    write("Scratched")
    press(window, "Return")
    assert sheets(window)[0].values["points.p1.sound:note"] == "Scratched"


def test_scores_follow_at_once_and_say_what_they_lack(
    window: MainWindow, begun: str, press: Press, write: Write
) -> None:
    page = page_of(window)
    page.middle.fill("unit.outside")
    write("1219")
    press(window, "Return")
    assert "Missing: Inside (en)" in told(window)
    write("1180")
    press(window, "Return")
    assert "39 cm" in told(window)
    assert "6 points not answered" in told(window)
    settle(window)
    box = page.right.proposals.boxes[0]
    assert box.item.kind is Kind.FINDING
    assert "A false wall is possible." in box.accessibleName()


def test_a_shortfall_shows_the_word_of_its_level_at_once(
    window: MainWindow, begun: str, press: Press
) -> None:
    page_of(window).middle.fill("points.p1.sound")
    press(window, "N")
    assert marks(window) == ["Finding: action required"]
    press(window, "N")
    assert marks(window) == ["Finding: action required", "Recommendation"]


def marks(window: MainWindow) -> list[str]:
    """Return the marks that stand in the form."""
    from assessor.ui.widgets.kind_mark import KindMark

    found = page_of(window).middle.form.findChildren(KindMark)
    return [mark.told for mark in found if mark.isVisible()]


def told(window: MainWindow) -> list[str]:
    """Return all that the right column says."""
    pills = [p.text for p in page_of(window).right.findChildren(object) if hasattr(p, "mark")]
    return [text for _widget, text in screen.texts(window)] + pills
