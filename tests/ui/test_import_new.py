"""From home: a file, or four fields, begin a validation; every key lands where it should."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assessor import companies, config, saq, validations
from assessor.checklist import checklist
from assessor.saq.preview import read
from assessor.store.workspace import Workspace
from assessor.terms import TeamPart
from assessor.ui.dialogs.import_new import ImportNew
from assessor.ui.dialogs.new_validation import NewValidation, Wish, begin
from assessor.ui.main_window import MainWindow
from assessor.ui.panels import import_fitting
from tests.make import IMPORTER, MANUFACTURER, SAMPLES
from tests.ui.conftest import Press, start_visit

Write = Callable[[str], None]
FILE = SAMPLES / "saq" / "ctpat_importer_en.docx"


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> ImportNew:
    return opened(window, qtbot, FILE)


def opened(window: MainWindow, qtbot: QtBot, path: Path) -> ImportNew:
    made = ImportNew(window.desk, path)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.preview is not None, timeout=20_000)
    return made


def test_the_checklist_that_fits_is_chosen_and_the_company_taken_from_the_file(
    dialog: ImportNew,
) -> None:
    assert dialog.fields.checklist.value() == IMPORTER
    assert dialog.fields.company.text() == "Harbor & Pine Home Goods, Inc."
    assert dialog.fields.site.text() == "Main site"
    assert "92" in dialog.fields.asks.text()
    assert not validations.validations(dialog.desk.ws)


def test_one_key_starts_the_validation_with_company_answers_and_lead(
    window: MainWindow, dialog: ImportNew, press: Press
) -> None:
    press(dialog, "Ctrl+Return")
    (row,) = validations.validations(window.desk.ws)
    assert dialog.validation_id == row.id
    known = validations.validation(window.desk.ws, row.id)
    assert known.company.legal_name == "Harbor & Pine Home Goods, Inc."
    assert known.company.identifiers["importer_number"] == "58-555014200"
    assert known.company.contacts[0].email == "dwhitlock@harborandpine.example"
    assert known.covered[0].address.startswith("2210 Old River Road")
    assert len({answer.ref for answer in known.answers}) == 92
    assert [(p.name, p.part) for p in known.people] == [("Ana Pérez", TeamPart.LEAD)]


def test_another_checklist_shows_the_same_file_against_it(dialog: ImportNew, press: Press) -> None:
    before = dialog.preview
    assert before is not None
    picked = dialog.fields.checklist
    at = picked.findData(MANUFACTURER)
    picked.setCurrentIndex(at)
    picked.activated.emit(at)
    after = dialog.preview
    assert after is not None
    assert after is not before
    assert after.read is not None
    assert after.read.shown.checklist_id == MANUFACTURER


def test_a_very_long_file_is_matched_with_what_its_beginning_fits(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    known = [row for row in saq.preview(FILE, checklist(IMPORTER)).rows if row.question]
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["ID", "Question", "Answer", "Comments"])
        for at in range(import_fitting.LARGE + 10):
            row = known[at % len(known)]
            out.writerow([row.ref, row.question, "Yes", f"as in line {at}"])
    made = opened(window, qtbot, path)
    assert made.fields.checklist.value() == IMPORTER
    assert list(made._reads) == [IMPORTER]
    assert made.preview is not None
    assert made.preview.read is not None
    assert made.preview.read.shown.counts.read > import_fitting.LARGE
    picked = made.fields.checklist
    picked.setCurrentIndex(picked.findData(MANUFACTURER))
    picked.activated.emit(picked.currentIndex())
    assert made.stack.currentWidget() is made._waiting
    qtbot.waitUntil(lambda: MANUFACTURER in made._reads, timeout=20_000)
    assert made.preview.read.shown.checklist_id == MANUFACTURER
    assert made.head.isEnabled()


def test_the_beginning_of_a_file_is_a_file_of_its_own() -> None:
    raw = read(FILE)
    part = saq.beginning(raw, 5)
    assert [len(block.lines) for block in part.source.blocks] == [
        min(5, len(block.lines)) for block in raw.source.blocks
    ]
    shown = saq.interpret(part, checklist(IMPORTER))
    assert 0 < shown.counts.read == len(part.counted) < len(raw.counted)
    assert saq.beginning(raw, 10_000) == raw


def test_a_company_already_known_is_compared(
    window: MainWindow, qtbot: QtBot, press: Press
) -> None:
    start_visit(window.desk.ws, "Savannah", company="Harbor & Pine Home Goods, Inc.")
    made = opened(window, qtbot, FILE)
    assert made.fields.site.text() == ""  # its one site is covered
    press(made, "Ctrl+Return")
    assert len(companies.companies(window.desk.ws)) == 1
    known = validations.validation(window.desk.ws, made.validation_id)
    assert [site.name for site in known.covered] == ["Savannah"]


def test_without_a_site_the_cursor_goes_there_instead(dialog: ImportNew, press: Press) -> None:
    dialog.fields.site.clear()
    assert dialog.preview is not None
    assert not dialog.preview.take.isEnabled()
    press(dialog, "Ctrl+Return")
    assert QApplication.focusWidget() is dialog.fields.site
    assert not dialog.validation_id


def test_leaving_stores_nothing(window: MainWindow, dialog: ImportNew, press: Press) -> None:
    assert dialog.preview is not None
    dialog.preview.ledger.table.setFocus()
    press(dialog, "Esc")
    assert not dialog.isVisible()
    assert not companies.companies(window.desk.ws)


def test_escape_leaves_a_field_first(dialog: ImportNew, press: Press) -> None:
    dialog.fields.company.setFocus()
    press(dialog, "Esc")
    assert dialog.isVisible()
    assert dialog.preview is not None
    assert QApplication.focusWidget() is dialog.preview.ledger.table


def test_a_file_of_another_kind_is_said_in_the_dialog_and_another_can_be_read(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "foto.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    made = ImportNew(window.desk, path)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.stack.currentWidget() is made._trouble, timeout=20_000)
    assert "foto.xlsx" in made._trouble.text.text()
    assert made._trouble.hint.text()
    made.read(FILE)
    qtbot.waitUntil(lambda: made.preview is not None, timeout=20_000)


# a new validation without a file


@pytest.fixture
def question(window: MainWindow, qtbot: QtBot) -> NewValidation:
    start_visit(window.desk.ws, "Planta Apodaca", "Almacén Norte")
    made = NewValidation(window, window.desk.ws, ("es", "en"))
    made.fields.checklist.set_value(MANUFACTURER)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def test_four_fields_by_keyboard(question: NewValidation, press: Press, write: Write) -> None:
    assert QApplication.focusWidget() is question.fields.company
    for letter in "Café del Sur":  # letter by letter: names are offered in between
        write(letter)
    press(question, "Tab")
    write("Beneficio")
    press(question, "Tab", "Down", "Tab", "Tab", "Tab", "Up")
    assert question.accept_button.isEnabled()
    wanted = Wish("Café del Sur", "Beneficio", IMPORTER, ("es",), profile_id="ctpat")
    assert question.wish() == wanted
    assert question.fields.asks.text().startswith("92 requirements")
    press(question, "Ctrl+Return")
    assert not question.isVisible()


def test_a_known_company_needs_no_site(question: NewValidation, write: Write) -> None:
    assert not question.accept_button.isEnabled()
    write("Empresa de Muestra S.A. de C.V.")
    assert question.accept_button.isEnabled()
    assert "2" in question.fields.site.placeholderText()
    assert question.fields.known.isVisible()


def test_beginning_keeps_a_known_company_and_its_sites(workspace: Workspace) -> None:
    start_visit(workspace, "Planta Apodaca", "Almacén Norte")
    wish = Wish("Empresa de Muestra S.A. de C.V.", "", MANUFACTURER, ("es", "en"))
    known = validations.validation(workspace, begin(workspace, wish))
    assert len(known.covered) == 2
    assert len(companies.companies(workspace)) == 1
    assert not known.people


def test_beginning_names_the_person_at_the_laptop_as_lead(workspace: Workspace) -> None:
    ana = config.Settings(name="Ana Pérez", post="Validadora", organisation="Aduana")
    wish = Wish("Café del Sur", "Beneficio", MANUFACTURER, ("en",), address="Km 4")
    known = validations.validation(workspace, begin(workspace, wish, ana))
    (lead,) = known.people
    assert (lead.name, lead.post, lead.part) == ("Ana Pérez", "Validadora", TeamPart.LEAD)
    assert known.covered[0].address == "Km 4"
    assert known.visit.languages == ("en",)
    assert not saq.leftovers(workspace, known.visit.id)
