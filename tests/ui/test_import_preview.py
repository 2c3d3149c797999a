"""The import on Prepare: read, settle by keys, accept in one step, undo, hand in again."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from assessor import facts, saq, validations
from assessor.saq.types import Notice
from assessor.terms import Claim
from assessor.ui.dialogs.ask import Ask
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.prepare_page import PreparePage
from assessor.ui.panels.import_notices import FEW, FURTHER, ImportNotices
from assessor.ui.panels.import_preview import COMPANY, NOTICES, ROW, ImportPreview
from tests.make import SAMPLES
from tests.ui.conftest import Press, start_visit

Write = Callable[[str], None]
FILE = SAMPLES / "saq" / "ctpat_fabricante_es.xlsx"


@pytest.fixture
def page(window: MainWindow) -> PreparePage:
    window.desk.open_validation(start_visit(window.desk.ws))
    window.desk.go("prepare")
    made = window.page()
    assert isinstance(made, PreparePage)
    return made


@pytest.fixture
def preview(page: PreparePage, qtbot: QtBot) -> ImportPreview:
    return read(page, qtbot, FILE)


def read(page: PreparePage, qtbot: QtBot, path: Path) -> ImportPreview:
    page.import_file(path)
    qtbot.waitUntil(lambda: page.importing is not None, timeout=20_000)
    assert page.importing is not None
    return page.importing


def known(page: PreparePage) -> facts.Dossier:
    return validations.validation(page.ws, page.validation_id)


def accept(page: PreparePage, window: MainWindow, press: Press, qtbot: QtBot) -> None:
    press(window, "Ctrl+Return")
    qtbot.waitUntil(lambda: page.importing is None, timeout=20_000)


def line_at(preview: ImportPreview, place: str) -> object:
    return next(line for line in preview.ledger.model.all if line.row.place == place)


# the preview


def test_the_preview_accounts_for_every_row(page: PreparePage, preview: ImportPreview) -> None:
    assert preview.read is not None
    counts = preview.read.shown.counts
    chips = {name: made.text() for name, made in preview.ledger.chips.items()}
    assert chips[""] == f"All {counts.read}"
    assert chips["accepted"] == f"Accepted {counts.accepted}"
    assert chips["unmatched"] == f"Unmatched {counts.unmatched}"
    told = sum(int(text.rsplit(" ", 1)[1]) for name, text in chips.items() if name)
    assert told == counts.read == preview.ledger.model.rowCount()
    assert not known(page).files


def test_rows_that_wait_come_first_and_are_settled_with_one_key_each(
    window: MainWindow, page: PreparePage, preview: ImportPreview, press: Press
) -> None:
    first = preview.ledger.current()
    assert first is not None
    assert first.open
    best = first.candidates[0]
    press(window, "1")
    settled = preview.ledger.model.all[0]
    assert (settled.status, settled.ref) == ("accepted", best)
    second = preview.ledger.current()
    assert second is not None
    assert second.at != first.at
    press(window, "0")
    assert preview.ledger.model.all[1].status == "unmatched"
    assert preview.choices() == {first.at: best, second.at: None}


@pytest.mark.parametrize("key", ["F2", "R"])
def test_any_reference_can_be_typed(
    window: MainWindow, preview: ImportPreview, press: Press, write: Write, key: str
) -> None:
    first = preview.ledger.current()
    assert first is not None
    press(window, key)
    assert QApplication.focusWidget() is preview.ledger.detail.field
    write("1.10")
    press(window, "Return")
    assert preview.choices() == {}  # the manufacturer's criteria know no 1.10
    press(window, "Ctrl+A")
    write("9.6")
    press(window, "Return")
    assert preview.choices() == {first.at: "9.6"}


def test_words_name_a_requirement_too(
    window: MainWindow, preview: ImportPreview, press: Press, write: Write
) -> None:
    checklist = known(window.page()).checklist  # type: ignore[arg-type]
    title = checklist.requirement("6.2").title["en"]
    press(window, "F2")
    write(title)
    press(window, "Return")
    assert list(preview.choices().values()) == ["6.2"]


def test_j_k_and_u_move_and_a_filter_shows_one_status(
    window: MainWindow, preview: ImportPreview, press: Press
) -> None:
    places = [line.row.place for line in preview.ledger.model.rows]
    press(window, "J")
    assert preview.ledger.current().row.place == places[1]  # type: ignore[union-attr]
    press(window, "K")
    assert preview.ledger.current().row.place == places[0]  # type: ignore[union-attr]
    preview.ledger.chips["blank"].click()
    assert {line.status for line in preview.ledger.model.rows} == {"blank"}
    press(window, "U")
    preview.ledger.chips[""].click()
    assert preview.ledger.model.rowCount() == len(places)


def test_a_sure_row_can_be_sent_elsewhere(
    window: MainWindow, preview: ImportPreview, press: Press
) -> None:
    line = next(line for line in preview.ledger.model.all if line.status == "accepted")
    preview.ledger.light(line)
    press(window, "0")
    assert preview.choices() == {line.at: None}
    assert preview.ledger.current().at == line.at  # type: ignore[union-attr]


def test_notices_lead_to_their_row_and_company_data_is_shown(
    window: MainWindow, preview: ImportPreview, press: Press
) -> None:
    assert preview.read is not None
    press(window, "N")
    assert preview.ledger.side.currentIndex() == NOTICES
    notice = next(n for n in preview.read.shown.notices if n.code == "claim-and-text-disagree")
    preview.notices._go(notice.place)
    assert preview.ledger.side.currentIndex() == ROW
    assert preview.ledger.current().row.place == notice.place  # type: ignore[union-attr]
    assert preview.ledger.detail.warnings.isVisible()
    press(window, "C")
    assert preview.ledger.side.currentIndex() == COMPANY
    assert preview.company.ticks["tax_id"].isChecked()
    assert not preview.company.ticks["name"].isChecked()  # it would overwrite the record


# accepting


def test_accepting_is_one_key_and_one_undo(
    window: MainWindow, page: PreparePage, preview: ImportPreview, press: Press, qtbot: QtBot
) -> None:
    before = known(page)
    press(window, "1")
    accept(page, window, press, qtbot)
    after = known(page)
    assert [file.file_name for file in after.files] == [FILE.name]
    assert preview.read is not None
    assert len({a.ref for a in after.answers}) == 95
    assert sum(answer.matched_by == "person" for answer in after.answers) == 1
    assert after.answers_by_ref["1.1"][0].claim is Claim.YES
    assert after.company.identifiers["tax_id"] == "MEB060214QK7"
    assert after.company.legal_name == before.company.legal_name
    assert after.company.contacts[0].name == "Lic. Óscar Treviño Salinas"
    assert page.form is not None
    assert page.form.index.part() == "saq"
    press(window, "Esc", "Ctrl+Z")
    gone = known(page)
    assert (gone.files, gone.answers, gone.company) == ((), (), before.company)


def test_a_ticked_difference_overwrites(
    window: MainWindow, page: PreparePage, preview: ImportPreview, press: Press, qtbot: QtBot
) -> None:
    preview.company.ticks["name"].click()
    preview.company.ticks["contact"].click()
    accept(page, window, press, qtbot)
    company = known(page).company
    assert company.legal_name.startswith("Manufacturas Electrónicas del Bravo")
    assert not company.contacts


def test_rows_left_over_are_settled_on_prepare(
    window: MainWindow, page: PreparePage, preview: ImportPreview, press: Press, qtbot: QtBot
) -> None:
    accept(page, window, press, qtbot)
    waiting = saq.leftovers(page.ws, page.validation_id)
    assert waiting
    assert page.form is not None
    assert str(len(waiting)) in page.form.parts["saq"].settle.text()  # type: ignore[attr-defined]
    press(window, "Esc", "L")
    assert page.left_over is not None
    assert page.left_over.ledger.model.rowCount() == len(waiting)
    press(window, "1")
    best = waiting[0].what.candidates[0]
    assert any(a.matched_by == "person" and a.ref == best for a in known(page).answers)
    assert page.left_over.ledger.model.rowCount() == len(waiting) - 1
    for _row in waiting[1:]:
        press(window, "0")
    assert page.left_over is None
    assert not saq.leftovers(page.ws, page.validation_id)


# handing in again


@pytest.fixture
def second_file(tmp_path: Path) -> Path:
    """Return the same file with one answer changed and one taken away."""
    book = openpyxl.load_workbook(FILE)
    sheet = book["1 Seguridad empresarial"]
    sheet["E6"] = "Carta compromiso renovada por el nuevo director."
    path = tmp_path / "otra.xlsx"
    book.save(path)
    return path


@pytest.mark.usefixtures("preview")
def test_importing_again_shows_the_differences_first(
    window: MainWindow, page: PreparePage, press: Press, qtbot: QtBot, second_file: Path
) -> None:
    accept(page, window, press, qtbot)
    again = read(page, qtbot, second_file)
    assert again.read is not None
    assert again.read.differences is not None
    (changed,) = again.read.differences.changed
    assert changed.ref == "1.1"
    assert again.body.currentIndex() == 1
    press(window, "D")
    assert again.body.currentIndex() == 0
    press(window, "D")
    again._go_ref("1.1")
    assert again.ledger.current().ref == "1.1"  # type: ignore[union-attr]
    accept(page, window, press, qtbot)
    assert known(page).answers_by_ref["1.1"][0].text.startswith("Carta compromiso renovada")


def test_a_file_about_one_of_several_sites(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    window.desk.open_validation(start_visit(window.desk.ws, "Planta", "Almacén"))
    window.desk.go("prepare")
    page = window.page()
    assert isinstance(page, PreparePage)
    choose_site(read(page, qtbot, FILE), "Planta")
    accept(page, window, press, qtbot)
    again = read(page, qtbot, FILE)
    assert again.read is not None
    assert again.read.differences is not None
    assert len(again.read.differences.new) == 95  # nothing is known about every site
    choose_site(again, "Almacén")
    accept(page, window, press, qtbot)
    sites = {site.id: site.name for site in known(page).covered}
    about = [sites.get(answer.site_id or "") for answer in known(page).answers]
    assert about.count("Planta") == about.count("Almacén") == 95


def choose_site(preview: ImportPreview, site: str) -> None:
    at = preview.site.findText(f"about {site}")
    preview.site.setCurrentIndex(at)
    preview.site.activated.emit(at)


# leaving, failing, dropping


def test_putting_aside_asks_once_something_was_decided(
    window: MainWindow, page: PreparePage, preview: ImportPreview, press: Press
) -> None:
    press(window, "1")
    seen: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Ask)
        seen.append(dialog.windowTitle())
        dialog.accept()

    QTimer.singleShot(50, answer)
    press(window, "Alt+Left")
    assert seen
    assert page.importing is None
    assert not known(page).files


def test_what_is_no_questionnaire_is_said_where_the_person_looks(
    window: MainWindow, page: PreparePage, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "foto.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    page.import_file(path)
    qtbot.waitUntil(window.banner.isVisible, timeout=10_000)
    assert "foto.xlsx" in window.banner.accessibleName()
    assert page.importing is None


def test_a_file_is_dropped_on_the_page(page: PreparePage, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(FILE))])
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, button, none)
    page.dropEvent(event)
    qtbot.waitUntil(lambda: page.importing is not None, timeout=20_000)


def test_another_language_keeps_the_preview_and_what_was_decided(
    window: MainWindow, preview: ImportPreview, press: Press
) -> None:
    press(window, "1", "0")
    decided = preview.choices()
    window.desk.settle(language="es")
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, PreparePage)
    assert page.importing is not None
    assert page.importing is not preview
    assert page.importing.choices() == decided


# what is worth knowing


def _links(notices: ImportNotices) -> list[str]:
    return [made.text() for made in notices.findChildren(QPushButton) if not made.isHidden()]


def test_what_is_said_of_many_rows_is_said_once(qtbot: QtBot) -> None:
    shown: list[str] = []
    notices = ImportNotices(shown.append)
    qtbot.addWidget(notices)
    notices.resize(600, 400)
    notices.show()
    twice = [Notice("twice", "Answered twice.", f"Hoja!B{row}") for row in range(2, 2002)]
    hidden = Notice("hidden-row", "{count} hidden rows were read.", "Hoja!B7", {"count": "3"})
    notices.show_notices([*twice[:9], hidden, *twice[9:], Notice("macros", "Macros.")])
    told = [made.text() for made in notices.findChildren(QLabel) if made.text()]
    assert told[1:] == ["Answered twice. (2,000)", "3 hidden rows were read.", "Macros."]
    assert notices.count == 3
    assert len(_links(notices)) == FEW + 1 + 1
    more = next(made for made in notices.findChildren(QPushButton) if "more" in made.text())
    assert more.text() == more.accessibleName() == "and 1,994 more"
    QApplication.processEvents()
    more.setFocus()
    qtbot.keyClick(more, Qt.Key.Key_Space)
    assert len(_links(notices)) == FEW + FURTHER + 1 + 1
    assert more.text() == "and 1,964 more"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert shown == [twice[FEW].place]


def test_all_places_can_be_asked_for(qtbot: QtBot) -> None:
    notices = ImportNotices(print)
    qtbot.addWidget(notices)
    notices.show()
    notices.show_notices([Notice("x", "Words.", f"row {row}") for row in range(FEW + FURTHER)])
    more = next(made for made in notices.findChildren(QPushButton) if "more" in made.text())
    more.click()
    assert len(_links(notices)) == FEW + FURTHER
    assert more.isHidden()
