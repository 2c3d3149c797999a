"""Worksheets in the window, driven by keys; what the keys did is looked up in the database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from assessor import evidence, observations, validations, worksheets
from assessor.model import Validation
from assessor.terms import Kind, Phase
from assessor.ui.dialogs.ask import Ask
from assessor.ui.dialogs.link_evidence import LinkEvidence
from assessor.ui.dialogs.reason import ReasonDialog
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.walk_page import WalkPage
from assessor.ui.panels.sheet_points import PointBlock
from tests import files
from tests.ui import screen
from tests.ui.conftest import Press, start_visit, type_into, when_open
from tests.ui.report_driving import in_dialog, type_name
from tests.ui.worksheets_driving import FORM, content, known_forms, offered, page_of, settle, sheets

Write = Callable[[str], None]
REF = "5.3"


@pytest.fixture
def forms_here(tmp_path: Path) -> Iterator[None]:
    """Know a form that fits 5.3, and one that fits another requirement."""
    with known_forms(tmp_path / "own", content(), content("other-check", links="1.1")):
        yield


@pytest.fixture
def begun(window: MainWindow, visit: str, press: Press, forms_here: None) -> str:
    """Go to 5.3, press W, find the form and begin a sheet by Enter; return its id."""
    window.desk.go("walk", ref=REF)
    press(window, "W")
    offered(window)
    press(window, "/")
    type_into(QApplication.focusWidget(), FORM)
    press(window, "Return")
    settle(window)
    [sheet] = sheets(window)
    return sheet.id


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


# rows, sheets, photographs


def test_a_key_adds_a_row_and_its_button_takes_it_out(
    window: MainWindow, begun: str, press: Press, write: Write
) -> None:
    page = page_of(window)
    press(window, "Ctrl+R")
    settle(window)
    write("ABC 1")
    press(window, "Ctrl+R")
    settle(window)
    write("ABC 2")
    press(window, "Esc")
    sheet = sheets(window)[0]
    ids = [line.id for line in sheet.rows("seals")]
    assert [sheet.values[f"seals.{row}.seal"] for row in ids] == ["ABC 1", "ABC 2"]
    page.remove_row("seals", ids[0])
    settle(window)
    assert [line.id for line in sheets(window)[0].rows("seals")] == [ids[1]]
    press(window, "Ctrl+Z")
    assert [line.id for line in sheets(window)[0].rows("seals")] == ids


def test_the_next_sheet_of_the_form_carries_over_nothing_but_the_site(
    window: MainWindow, begun: str, press: Press, write: Write
) -> None:
    write("MSKU 1")
    press(window, "Ctrl+N")
    settle(window)
    first, second = sheets(window)
    assert (first.name, second.name) == ("MSKU 1", "")
    assert second.blank
    assert second.site_id == first.site_id is not None
    write("MSKU 2")
    press(window, "Esc")
    assert [sheet.name for sheet in sheets(window)] == ["MSKU 1", "MSKU 2"]


def test_j_and_k_go_from_sheet_to_sheet_and_show_their_values(
    window: MainWindow, begun: str, press: Press, write: Write
) -> None:
    write("MSKU 1")
    press(window, "Ctrl+N")
    write("MSKU 2")
    press(window, "Esc", "K")
    page = page_of(window)
    first = page.middle.form.blocks()[0]
    assert first.editor.line.text() == "MSKU 1"
    press(window, "J")
    assert first.editor.line.text() == "MSKU 2"


def test_a_form_that_is_not_linked_bears_on_the_requirement_it_was_begun_at(
    window: MainWindow, visit: str, press: Press, forms_here: None
) -> None:
    window.desk.go("walk", ref=REF)
    press(window, "W")
    offered(window)
    press(window, "/")
    type_into(QApplication.focusWidget(), "other-check")
    press(window, "Return")
    assert sheets(window)[0].refs == (REF,)


def test_a_sheet_stays_when_the_person_thinks_better_of_it(
    window: MainWindow, begun: str, press: Press
) -> None:
    asked = when_open(Ask, lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    press(window, "Esc", "Del")
    assert asked
    assert len(sheets(window)) == 1


def test_a_sheet_is_removed_once_the_person_agrees_and_undo_brings_it_back(
    window: MainWindow, begun: str, press: Press
) -> None:
    when_open(Ask, lambda dialog: dialog.accept_button.click())
    press(window, "Esc", "Del")
    assert not sheets(window)
    window.undo()
    assert len(sheets(window)) == 1
    assert "Remove worksheet" in window.toast.text()


def test_e_attaches_a_photograph_to_the_row_where_the_keyboard_is(
    window: MainWindow, begun: str, press: Press, tmp_path: Path, qtbot: QtBot
) -> None:
    photo = tmp_path / "door.jpg"
    photo.write_bytes(files.photograph(text="door", size=(320, 240)))
    page_of(window).middle.fill("points.p2.clean")

    seen = in_dialog(QFileDialog, lambda dialog: type_name(dialog, photo))
    press(window, "E")
    assert seen
    qtbot.waitUntil(lambda: "points.p2.photo" in sheets(window)[0].values, timeout=20_000)
    qtbot.waitUntil(lambda: not window.desk.tasks.running, timeout=20_000)
    settle(window)
    block = next(b for b in page_of(window).middle.form.blocks() if b.spot.key == "points.p2.photo")
    assert [tile.piece.file_name for tile in block.tiles] == ["door.jpg"]
    [piece] = evidence.evidence(window.desk.ws, window.desk.validation_id)
    assert REF in piece.refs


def test_evidence_that_is_there_is_linked_to_a_field(
    window: MainWindow, begun: str, press: Press
) -> None:
    piece = evidence.add(
        window.desk.ws,
        validation_id=window.desk.validation_id,
        data=files.photograph(text="seal", size=(320, 240)),
        file_name="seal.jpg",
        refs=(REF,),
    )
    settle(window)
    block = next(b for b in page_of(window).middle.form.blocks() if b.spot.key == "points.p1.photo")
    when_open(LinkEvidence, lambda dialog: dialog.accept())
    block.linker.click()
    assert sheets(window)[0].values["points.p1.photo"] == [piece]


# proposals


def test_a_proposal_is_recorded_on_the_walk_by_one_key(
    window: MainWindow, begun: str, press: Press
) -> None:
    worksheets.fill(window.desk.ws, window.desk.validation_id, begun, {"unit.seal": "i"})
    window.desk.go("walk", ref="6.2")
    page = window.page()
    assert isinstance(page, WalkPage)
    assert [box.item.refs for box in page.right.sheets.boxes.boxes] == [("6.2",)]
    press(window, "A")
    [made] = observations.observations(window.desk.ws, window.desk.validation_id)
    assert (made.kind, made.refs) == (Kind.FINDING, ("6.2",))
    assert made.text["en"].startswith("Weak. (en)")
    assert not page.right.sheets.boxes.boxes
    press(window, "Ctrl+Z")
    assert not observations.observations(window.desk.ws, window.desk.validation_id)
    assert page.right.sheets.boxes.boxes


def test_a_proposal_is_set_aside_with_a_reason_and_taken_up_again(
    window: MainWindow, begun: str, press: Press
) -> None:
    page_of(window).middle.fill("points.p1.sound")
    press(window, "N")
    settle(window)

    def act(dialog: ReasonDialog) -> None:
        type_into(dialog.focusWidget(), "Repaired while we watched")
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    seen = when_open(ReasonDialog, act)
    press(window, "Esc", "D")
    assert seen
    [item] = worksheets.proposals(window.desk.ws, window.desk.validation_id)
    assert (item.state, item.reason) == ("dismissed", "Repaired while we watched")
    settle(window)
    [box] = page_of(window).right.proposals.boxes
    assert any("Repaired while we watched" in text for _w, text in screen.texts(window))
    page_of(window).deciding.reopen(box.item)
    [item] = worksheets.proposals(window.desk.ws, window.desk.validation_id)
    assert item.state == "open"


# all worksheets, history, issued


def test_the_palette_leads_to_all_worksheets_of_the_validation(
    window: MainWindow, visit: str, press: Press, forms_here: None
) -> None:
    worksheets.start_sheet(window.desk.ws, visit, form_id=FORM)
    worksheets.start_sheet(window.desk.ws, visit, form_id="other-check")
    window.desk.go("worksheets")
    page = page_of(window)
    assert len([line for line in page.list.model.lines if hasattr(line, "number")]) == 2
    assert not page.list.here.isVisible()
    assert page.foot() == "2 worksheets"


def test_undo_names_what_it_takes_back(window: MainWindow, begun: str, press: Press) -> None:
    page_of(window).middle.fill("points.p1.sound")
    press(window, "Y", "Ctrl+Z")
    assert "points.p1.sound" not in sheets(window)[0].values
    assert "Fill worksheet" in window.toast.text()
    press(window, "Ctrl+Shift+Z")
    assert sheets(window)[0].values["points.p1.sound"] == "yes"


def test_an_issued_validation_is_only_read(window: MainWindow, begun: str, press: Press) -> None:
    issue(window)
    page = page_of(window)
    page.refresh()
    block = next(b for b in page.middle.form.blocks() if b.spot.key == "points.p1.sound")
    assert not block.answer.isEnabled()
    assert page.middle.form.blocks()[0].editor.line.isReadOnly()
    press(window, "Esc", "Ctrl+N")
    assert len(sheets(window)) == 1
    assert "issued" in window.toast.text()


def issue(window: MainWindow) -> None:
    """Say that the report went out, as the journal alone may."""
    with window.desk.ws.change("Issue", validation_id=window.desk.validation_id) as session:
        session.get(Validation, window.desk.validation_id).phase = Phase.ISSUED
    assert (
        validations.validation(window.desk.ws, window.desk.validation_id).visit.phase
        == Phase.ISSUED
    )


def test_a_form_can_be_read_in_any_of_its_languages(
    window: MainWindow, visit: str, press: Press, forms_here: None
) -> None:
    window.desk.go("walk", ref=REF)
    press(window, "W")
    offered(window)
    press(window, "/")
    type_into(QApplication.focusWidget(), FORM)
    press(window, "Esc", "L")
    assert any("See that the unit is sound. (es)" in text for _w, text in screen.texts(window))


def test_a_large_form_is_built_in_slices_that_keep_the_keys_alive(
    window: MainWindow, visit: str, press: Press, tmp_path: Path
) -> None:
    with known_forms(tmp_path / "own", content("large-check", points=26)):
        window.desk.go("walk", ref=REF)
        press(window, "W")
        offered(window)
        press(window, "/")
        type_into(QApplication.focusWidget(), "large-check")
        press(window, "Return")
        page = page_of(window)
        assert page.middle.form.building
        settle(window)
        assert len(page.middle.form.blocks()) > 60


def test_with_two_sites_a_sheet_is_filled_at_the_one_of_the_walk(
    window: MainWindow, press: Press, forms_here: None
) -> None:
    validation_id = start_visit(window.desk.ws, "Planta", "Bodega")
    window.desk.open_validation(validation_id)
    window.desk.go("walk", ref=REF)
    press(window, "S", "W")
    offered(window)
    press(window, "/")
    type_into(QApplication.focusWidget(), FORM)
    press(window, "Return")
    known = validations.validation(window.desk.ws, validation_id)
    names = {site.id: site.name for site in known.covered}
    assert names[sheets(window)[0].site_id] == "Bodega"
