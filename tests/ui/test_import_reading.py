"""How a file was understood, in the window: shown, corrected by keys, taken back, remembered."""

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from assessor import i18n, saq, validations
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.prepare_page import PreparePage
from assessor.ui.panels.import_preview import READING, ROW, ImportPreview
from assessor.ui.widgets.pick import Pick
from tests import saq_samples as forms
from tests.make import SAMPLES
from tests.ui.conftest import Press, start_visit, when_open
from tests.ui.test_import_new import opened

FILE = SAMPLES / "saq" / "ctpat_fabricante_es.xlsx"
HEAD = ["ID", "Criterio", "Respuesta", "Descripción", "Zona"]


@pytest.fixture
def page(window: MainWindow) -> PreparePage:
    window.desk.open_validation(start_visit(window.desk.ws))
    window.desk.go("prepare")
    made = window.page()
    assert isinstance(made, PreparePage)
    return made


def read(page: PreparePage, qtbot: QtBot, path: Path) -> ImportPreview:
    page.import_file(path)
    qtbot.waitUntil(lambda: page.importing is not None, timeout=60_000)
    assert page.importing is not None
    return page.importing


def form(folder: Path, company: str) -> Path:
    """Write one company's file of a form with a column that nobody asked for."""
    rows = [HEAD]
    rows += [
        [one.ref, one.question, "Sí", f"{company}: {one.text}", "Norte"]
        for one in forms.manufacturer()[:20]
    ]
    path = folder / f"{company}.xlsx"
    path.write_bytes(forms.as_xlsx(rows))
    return path


def choose(pick: Pick, value: str) -> None:
    """Choose as a person does: by arrows and Enter on the list."""
    at = pick.findData(value)
    pick.setCurrentIndex(at)
    pick.activated.emit(at)


def texts(preview: ImportPreview) -> set[str]:
    assert preview.read is not None
    return {row.text for row in preview.read.shown.rows if row.kind == "answer"}


def part(preview: ImportPreview) -> str:
    assert preview.read is not None
    return preview.read.shown.understood.parts[0].part


# shown


def test_each_column_stands_there_with_its_role_and_the_reason(
    window: MainWindow, page: PreparePage, qtbot: QtBot, press: Press
) -> None:
    preview = read(page, qtbot, FILE)
    press(window, "H")
    assert preview.ledger.side.currentIndex() == READING
    reading = preview.reading
    roles = [reading.picks[part(preview), at].value() for at in range(1, 7)]
    assert roles == ["ref", "question", "level", "claim", "answer", "evidence"]
    why = reading.whys[part(preview), 4].text()
    assert why == "95 of 95 cells are yes, no or the like. Its head says “Respuesta”."
    pick = QApplication.focusWidget()
    assert pick is reading.picks[part(preview), 1]
    assert pick.accessibleName().startswith("Column A · ID, 1 Seguridad empresarial")
    assert pick.accessibleDescription() == "97 of 97 cells are numbers. Its head says “ID”."
    assert reading.file_language is not None
    assert reading.file_language.value() == "es"
    assert reading.encoding is None
    press(window, "H")
    assert preview.ledger.side.currentIndex() == ROW


def test_answers_that_take_back_their_tick_can_be_shown_alone(
    page: PreparePage, qtbot: QtBot
) -> None:
    preview = read(page, qtbot, FILE)
    chip = preview.ledger.contradicting
    assert chip.isVisible()
    chip.click()
    (line,) = preview.ledger.model.rows
    assert line.row.place == "3 Personas e instalaciones!E19"
    preview.ledger.chips[""].click()
    assert preview.ledger.model.rowCount() == 144


# corrected


def test_a_column_is_corrected_by_keys_and_the_rows_follow(
    window: MainWindow, page: PreparePage, qtbot: QtBot, tmp_path: Path, press: Press
) -> None:
    preview = read(page, qtbot, form(tmp_path, "Uno"))
    press(window, "H")
    pick = preview.reading.picks[part(preview), 4]
    pick.setFocus()
    before = texts(preview)
    press(window, *["Down"] * (pick.count() - 1 - pick.currentIndex()))
    qtbot.waitUntil(lambda: texts(preview) != before, timeout=5_000)
    assert preview.reading.picks[part(preview), 4].value() == "other"
    assert preview.reading.whys[part(preview), 4].text() == "You said so."
    assert QApplication.focusWidget() is preview.reading.picks[part(preview), 4]
    choose(pick, "")
    assert pick.value() == "answer"
    assert texts(preview) == before


def test_what_was_decided_stays_and_ctrl_z_takes_back_step_by_step(
    window: MainWindow, page: PreparePage, qtbot: QtBot, press: Press
) -> None:
    preview = read(page, qtbot, FILE)
    assert preview.read is not None
    press(window, "1")
    decided = preview.choices()
    choose(preview.reading.picks[part(preview), 6], "other")
    assert preview.choices() == decided
    assert not any(row.documents for row in preview.read.shown.rows if row.text == "")
    press(window, "Ctrl+Z")
    assert preview.reading.picks[part(preview), 6].value() == "evidence"
    assert preview.choices() == decided
    press(window, "Ctrl+Z")
    assert preview.choices() == {}
    assert preview.ledger.current() == preview.ledger.model.next_open(None)
    press(window, "Ctrl+Z")  # nothing is left, and nothing recorded is touched
    press(window, "Ctrl+Shift+Z")
    assert preview.choices() == decided
    press(window, "Ctrl+Y")
    assert preview.reading.picks[part(preview), 6].value() == "other"
    preview._undoing.past.clear()
    preview.ledger.model.all.clear()
    press(window, "Alt+Left")
    assert window.desk.steps is None


@pytest.mark.parametrize("said", [("X", "set aside"), ("T", "heading"), ("M", "header")])
def test_a_row_is_marked_by_one_key_and_by_it_again_not(
    window: MainWindow, page: PreparePage, qtbot: QtBot, press: Press, said: tuple[str, str]
) -> None:
    key, kind = said
    preview = read(page, qtbot, FILE)
    line = next(line for line in preview.ledger.model.all if line.ref == "2.1")
    preview.ledger.light(line)
    press(window, key)
    after = preview.ledger.current()
    assert after is not None
    assert (after.row.keys, after.row.kind) == (line.row.keys, kind)
    assert preview.ledger.detail.marks is not None
    on = [name for name, made in preview.ledger.detail.marks.buttons.items() if made.isChecked()]
    assert len(on) == 1
    assert preview.read is not None
    assert preview.read.shown.counts.read == 144
    press(window, key)
    assert preview.ledger.current().row == line.row  # type: ignore[union-attr]


def test_a_heading_is_made_a_question_by_a_click(page: PreparePage, qtbot: QtBot) -> None:
    preview = read(page, qtbot, FILE)
    line = next(line for line in preview.ledger.model.all if line.row.kind == "heading")
    preview.ledger.light(line)
    assert preview.ledger.detail.marks is not None
    preview.ledger.detail.marks.buttons["question"].click()
    after = preview.ledger.current()
    assert after is not None
    assert after.row.kind in {"answer", "unmatched question"}
    assert after.row.keys == line.row.keys


def test_the_preview_follows_within_a_tenth_of_a_second(page: PreparePage, qtbot: QtBot) -> None:
    preview = read(page, qtbot, FILE)
    pick = preview.reading.picks[part(preview), 6]
    took = []
    for role in ("other", "evidence", "answer", "evidence", "other"):
        start = time.thread_time()
        choose(pick, role)
        took.append(time.thread_time() - start)
    # 0.1 s when the machine is free; here it may not be
    assert min(took) < 0.3


def test_encoding_and_delimiter_are_chosen_and_the_file_read_anew(
    page: PreparePage, qtbot: QtBot
) -> None:
    preview = read(page, qtbot, SAMPLES / "saq" / "portal_export_es.csv")
    assert preview.reading.encoding is not None
    assert preview.reading.delimiter is not None
    assert preview.reading.encoding.value() == "cp1252"
    assert preview.reading.delimiter.value() == ";"
    choose(preview.reading.encoding, "mac_roman")
    qtbot.waitUntil(
        lambda: preview.read is not None and preview.read.corrections.encoding == "mac_roman",
        timeout=60_000,
    )
    assert preview.read is not None
    assert preview.read.shown.understood.encoding == "mac-roman"
    preview.undo()
    qtbot.waitUntil(
        lambda: preview.read is not None and not preview.read.corrections, timeout=60_000
    )
    choose(preview.reading.file_language, "en")  # type: ignore[arg-type]
    assert preview.read.shown.language == "en"
    assert "English" in preview.about.text()


# remembered


def accept(page: PreparePage, window: MainWindow, press: Press, qtbot: QtBot) -> None:
    press(window, "Ctrl+Return")
    qtbot.waitUntil(lambda: page.importing is None, timeout=60_000)


def test_the_next_companys_file_says_who_corrected_the_form_and_forgets_it_by_a_click(
    window: MainWindow, page: PreparePage, qtbot: QtBot, tmp_path: Path, press: Press
) -> None:
    preview = read(page, qtbot, form(tmp_path, "Uno"))
    choose(preview.reading.picks[part(preview), 5], "answer")
    choose(preview.reading.picks[part(preview), 4], "other")
    accept(page, window, press, qtbot)
    assert {a.text for a in validations.validation(page.ws, page.validation_id).answers} == {
        "Norte"
    }
    window.desk.undo()  # the import goes, what was learnt stays
    window.desk.open_validation(start_visit(window.desk.ws, company="Dos, S.A."))
    window.desk.go("prepare")
    page = window.page()  # type: ignore[assignment]
    preview = read(page, qtbot, form(tmp_path, "Dos"))
    assert texts(preview) == {"Norte"}
    forget = preview.reading.forget_button
    assert forget is not None
    assert preview.read is not None
    assert preview.read.remembered is not None
    told = saq.told_of(preview.read.remembered, "Ana Pérez")
    assert told == f"As you corrected it on {i18n.format_date(preview.read.remembered.at.date())}" \
        " for the same form."  # fmt: skip
    assert forget.accessibleName() == "Forget how this form is read"
    forget.click()
    assert "Dos: " in min(texts(preview))
    assert preview.reading.forget_button is None
    assert preview.read.remembered is None
    accept(page, window, press, qtbot)
    again = read(page, qtbot, form(tmp_path, "Tres"))
    assert again.read is not None
    assert again.read.remembered is None


def test_from_home_too_the_form_is_read_as_it_was_corrected(
    window: MainWindow, page: PreparePage, qtbot: QtBot, tmp_path: Path, press: Press
) -> None:
    preview = read(page, qtbot, form(tmp_path, "Uno"))
    choose(preview.reading.picks[part(preview), 5], "answer")
    choose(preview.reading.picks[part(preview), 4], "other")
    accept(page, window, press, qtbot)
    made = opened(window, qtbot, form(tmp_path, "Dos"))
    assert made.preview is not None
    assert made.fields.checklist.value() == forms.MANUFACTURER
    assert texts(made.preview) == {"Norte"}
    choose(made.preview.reading.picks[part(made.preview), 5], "other")
    press(made, "Ctrl+Z")
    assert texts(made.preview) == {"Norte"}
    choose(made.fields.checklist, forms.checklists.checklist("ctpat-msc-us-importer").id)
    assert made.preview.read is not None
    assert made.preview.read.corrections.roles
    made.preview.forget()
    choose(made.fields.checklist, forms.MANUFACTURER)
    assert made.preview.read.remembered is None
    made.preview._undoing.past.clear()
    made.reject()


# locked


def answer_password(*given: str | None) -> Callable[[], list[str]]:
    """Type these passwords one after another; None cancels. Return what was asked."""
    asked: list[str] = []
    left = list(given)

    def act(dialog: QInputDialog) -> None:
        asked.append(dialog.labelText())
        assert dialog.textEchoMode() == QLineEdit.EchoMode.Password
        word = left.pop(0)
        if left:
            when_open(QInputDialog, act)
        if word is None:
            dialog.reject()
        else:
            dialog.setTextValue(word)
            dialog.accept()

    when_open(QInputDialog, act)
    return lambda: asked


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    path, found = tmp_path / "protegido.xlsx", io.BytesIO()
    OOXMLFile(io.BytesIO(FILE.read_bytes())).encrypt("Sello 17712", found)
    path.write_bytes(found.getvalue())
    return path


def test_a_protected_workbook_asks_for_its_password_and_again_if_it_is_wrong(
    page: PreparePage, qtbot: QtBot, locked: Path
) -> None:
    asked = answer_password("otra", "Sello 17712")
    preview = read(page, qtbot, locked)
    assert preview.read is not None
    assert preview.read.shown.counts.accepted == 94
    first, second = asked()
    assert first == "Password of protegido.xlsx"
    assert second.startswith("protegido.xlsx does not open with this password.")


def test_without_its_password_nothing_is_lost(
    window: MainWindow, page: PreparePage, qtbot: QtBot, locked: Path, press: Press
) -> None:
    preview = read(page, qtbot, FILE)
    press(window, "1")
    decided = preview.choices()
    asked = answer_password(None)
    page.import_file(locked)
    qtbot.waitUntil(lambda: bool(asked()), timeout=60_000)
    qtbot.waitUntil(window.banner.isVisible, timeout=60_000)
    assert page.importing is preview
    assert preview.choices() == decided
    assert not validations.validation(page.ws, page.validation_id).files
