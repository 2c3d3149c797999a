"""Worksheets in the window: rows, sheets, photographs, proposals, all of a visit, read only."""

from collections.abc import Callable
from pathlib import Path

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
from tests import files
from tests.ui import screen
from tests.ui.conftest import Press, start_visit, type_into, when_open
from tests.ui.report_driving import in_dialog, type_name
from tests.ui.worksheets_driving import FORM, content, known_forms, offered, page_of, settle, sheets

Write = Callable[[str], None]
REF = "5.3"


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
