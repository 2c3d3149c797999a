"""The page History: entries and their details, filters, ten thousand steps, care for the record."""

import sqlite3
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from assessor import config, validations, walk, worksheets
from assessor.store import backup
from assessor.store.workspace import Workspace
from assessor.terms import Verdict
from assessor.ui.dialogs.ask import Ask
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.history_page import EVERY, HistoryPage
from tests.ui import worksheets_driving
from tests.ui.conftest import Press, start_visit


def open_history(window: MainWindow, qtbot: QtBot) -> HistoryPage:
    window.go("history")
    qtbot.waitUntil(lambda: not window.desk.tasks.running)
    page = window.page()
    assert isinstance(page, HistoryPage)
    return page


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> HistoryPage:
    """A visit with a verdict, a text typed in two goes, a private note and something undone."""
    ws = window.desk.ws
    visit = start_visit(ws)
    window.desk.open_validation(visit)
    site = validations.validation(ws, visit).covered[0].id
    where = {"validation_id": visit, "ref": "6.2", "point_id": "a", "site_id": site}
    walk.assess(ws, verdict=Verdict.NOT_MET, **where)
    for text in ("Sellos", "Sellos de cable"):
        walk.write_seen(ws, seen={"es": text}, burst="typing", **where)
    walk.write_private_note(ws, note="Preguntar por el lote 2198", **where)
    walk.assess(ws, verdict=Verdict.MET, **where)
    ws.undo(visit)
    return open_history(window, qtbot)


def shown(page: HistoryPage) -> list[str]:
    return [line.what for line in page.model.rows]


def details(page: HistoryPage) -> str:
    QApplication.sendPostedEvents(None, 52)
    return "\n".join(label.text() for label in page.details.findChildren(QLabel))


def test_entries_stand_newest_first_with_what_was_done(page: HistoryPage) -> None:
    assert shown(page)[:4] == [
        "Undo: Verdict · 6.2",
        "Verdict · 6.2",
        "Private note · 6.2",
        "What you saw · 6.2",
    ]


def test_what_was_undone_is_marked(page: HistoryPage) -> None:
    states = [page.model.index(row, 4).data() for row in range(3)]
    assert states == ["", "Undone", ""]
    font = page.model.index(1, 2).data(6)
    assert font.strikeOut()


def test_the_newest_entry_is_open_and_j_goes_to_older_ones(
    window: MainWindow, page: HistoryPage, press: Press
) -> None:
    assert page.details.what.text() == "Undo: Verdict · 6.2"
    press(window, "J", "J")
    assert page.details.what.text() == "Private note · 6.2"
    assert "Preguntar por el lote 2198" in details(page)
    press(window, "K")
    assert page.details.what.text() == "Verdict · 6.2"
    assert "Not met" in details(page)
    assert page.details.note.isVisible()


def test_a_spell_of_typing_says_how_often_it_was_saved(page: HistoryPage) -> None:
    page.field.setText("what you saw")
    assert shown(page) == ["What you saw · 6.2"]
    assert "Sellos de cable" in details(page)
    assert "2 saves" in page.details.chain.text()


def test_text_and_validation_narrow_the_list(
    window: MainWindow, page: HistoryPage, qtbot: QtBot
) -> None:
    other = start_visit(window.desk.ws, company="Otra Empresa")
    qtbot.waitUntil(lambda: page.which.findData(other) > 0)
    page.which.setCurrentIndex(page.which.findData(other))
    assert {line.entry.validation_id for line in page.model.rows} == {other}
    page.which.setCurrentIndex(page.which.findData(EVERY))
    page.field.setText("otra empresa")
    assert {line.entry.validation_id for line in page.model.rows} <= {other, None}
    page.field.setText("nothing of the kind")
    assert shown(page) == []
    assert page.foot() == "0 entries"


def test_letters_are_typed_in_the_search_and_escape_leaves_it(
    window: MainWindow, page: HistoryPage, press: Press
) -> None:
    press(window, "/")
    QTest.keyClicks(page.field, "jv")
    assert page.field.text() == "jv"
    press(window, "Escape")
    assert QApplication.focusWidget() is page


def test_a_change_is_heard_at_once(
    window: MainWindow, page: HistoryPage, press: Press, qtbot: QtBot
) -> None:
    press(window, "Ctrl+Shift+Z")
    qtbot.waitUntil(lambda: shown(page)[0] == "Redo: Verdict · 6.2")
    assert page.details.what.text() == "Redo: Verdict · 6.2"


def test_the_place_survives_a_switch_of_language(
    window: MainWindow, page: HistoryPage, qtbot: QtBot
) -> None:
    page.field.setText("6.2")
    page._step(1)()
    chosen = page._selected()
    window.desk.settle(theme="dark")
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.desk.tasks.running)
    again = window.page()
    assert isinstance(again, HistoryPage)
    assert (again.field.text(), again._selected()) == ("6.2", chosen)


def test_an_empty_history_says_what_will_stand_there(window: MainWindow, qtbot: QtBot) -> None:
    page = open_history(window, qtbot)
    assert page._stack.currentIndex() == 1
    assert page.details.isHidden()


def test_ten_thousand_steps_are_shown_and_scroll(window: MainWindow, qtbot: QtBot) -> None:
    ws = window.desk.ws
    visit = start_visit(ws)
    _fill_with_steps(ws, visit, 10_000)
    page = open_history(window, qtbot)
    qtbot.waitUntil(lambda: len(page.model.rows) >= 10_000, timeout=10_000)
    bar, slowest = page.table.verticalScrollBar(), 0.0
    for at in range(0, bar.maximum(), max(1, bar.maximum() // 25)):
        begun = time.thread_time()
        bar.setValue(at)
        page.table.viewport().repaint()
        slowest = max(slowest, time.thread_time() - begun)
    assert slowest < 0.25
    begun = time.thread_time()
    page.field.setText("step 9999")
    assert time.thread_time() - begun < 0.5
    assert shown(page) == ["Step 9999"]


def _fill_with_steps(ws: Workspace, visit: str, count: int) -> None:
    """Write steps past the journal, as many as years of work would leave."""
    with sqlite3.connect(ws.folder / "workspace.db") as database:
        database.executemany(
            "insert into step (id, device, number, label, subject, by, at, validation_id, burst,"
            " undoes, undoable, previous_hash, hash)"
            " values (?, 'OLD', ?, ?, '', 'Ana', '2026-01-01 10:00:00.000000', ?, ?, null, 1,"
            " '', '')",
            [(f"s{n}", n, f"Step {n}", visit, f"s{n}") for n in range(count)],
        )


# care


def banner(window: MainWindow) -> str:
    return window.banner.accessibleName()


def test_a_sound_record_is_said_to_be_sound(
    window: MainWindow, page: HistoryPage, press: Press, qtbot: QtBot
) -> None:
    press(window, "V")
    qtbot.waitUntil(lambda: "Everything is sound" in banner(window))
    assert "steps" in banner(window)


def test_a_tampered_record_is_found_and_listed(
    window: MainWindow, page: HistoryPage, press: Press, qtbot: QtBot
) -> None:
    with sqlite3.connect(page.ws.folder / "workspace.db") as database:
        database.execute("update step set subject = '9.9' where subject = '6.2'")
    press(window, "V")
    qtbot.waitUntil(lambda: "wrong" in banner(window))
    seen: list[int] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Ask)
        seen.append(dialog.findChildren(QListWidget)[0].count())
        dialog.reject()

    QTimer.singleShot(50, look)
    buttons = window.banner.findChildren(QPushButton)
    action = next(made for made in buttons if made.text() == "Show the list")
    action.click()
    assert seen
    assert seen[0] >= 1


def test_a_backup_is_written_and_said_to_be_whole(
    window: MainWindow, page: HistoryPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.care.back_up(tmp_path / "copy.zip")
    qtbot.waitUntil(lambda: "complete" in banner(window), timeout=15_000)
    assert str(tmp_path / "copy.zip") in banner(window)
    restored = backup.restore(tmp_path / "copy.zip", tmp_path / "elsewhere")
    assert restored.files


def test_restoring_puts_the_backup_in_place_and_sets_the_rest_aside(
    window: MainWindow, page: HistoryPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.care.back_up(tmp_path / "copy.zip")
    qtbot.waitUntil(lambda: "complete" in banner(window), timeout=15_000)
    start_visit(page.ws, company="Later")
    assert len(validations.validations(page.ws)) == 2
    page.care.restore(tmp_path / "copy.zip")
    qtbot.waitUntil(lambda: window.desk.is_open and "restored" in banner(window), timeout=15_000)
    assert len(validations.validations(window.desk.ws)) == 1
    assert window.isEnabled()
    assert list(window.desk.folder.glob("before-restore-*"))
    assert config.load_settings(window.desk.folder).name == "Ana Pérez"


def test_what_is_no_backup_changes_nothing(
    window: MainWindow, page: HistoryPage, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "holiday.zip").write_bytes(b"no backup at all")
    page.care.restore(tmp_path / "holiday.zip")
    qtbot.waitUntil(lambda: window.desk.is_open and "not a complete" in banner(window))
    assert len(validations.validations(window.desk.ws)) == 1
    assert window.isEnabled()


def test_entries_of_a_worksheet_are_told_by_the_labels_of_its_form(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    with worksheets_driving.known_forms(tmp_path / "own", worksheets_driving.content()):
        ws = window.desk.ws
        visit = start_visit(ws)
        window.desk.open_validation(visit)
        sheet = worksheets.start_sheet(ws, visit, form_id=worksheets_driving.FORM)
        row = worksheets.add_row(ws, visit, sheet, section_id="seals")
        told = {
            "unit.outside": 1200,
            "unit.seal": "i",
            "points.p2.sound": "no",
            f"seals.{row}.seal": "ML-1",
        }
        worksheets.fill(ws, visit, sheet, told)
        worksheets.dismiss_proposal(ws, visit, sheet, "points.p2.sound", reason="Repaired")
        page = open_history(window, qtbot)
        decided = details(page)
        decided = decided.replace(" (en)", "")
        assert "Points · Point 2 · Sound" in decided
        assert "set aside: Repaired" in decided
        page._go_to(1)
        entries = details(page).replace(" (en)", "")
    for words in (
        "Unit · Outside", "1,200 cm", "Unit · Seal class", "I indicative",
        "Points · Point 2 · Sound", "No", "Seals · Seal 1 · Seal number", "ML-1",
        "Yard check yard-check",
    ):  # fmt: skip
        assert words in entries, words
    assert "unit.outside" not in entries
