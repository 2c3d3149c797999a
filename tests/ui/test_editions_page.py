"""Editions side by side: chosen from a list, filtered by chips, changed words marked."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from assessor import checklist as checklists
from assessor.ui.dialogs.choose_edition import ChooseEdition
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.editions_page import EditionsPage
from tests import make
from tests.ui.conftest import Press, when_open
from tests.ui.editions_case import NEW, OLD, both_editions, settle, texts


@pytest.fixture
def known(tmp_path: Path) -> Iterator[Path]:
    with both_editions(tmp_path / "own") as folder:
        yield folder


@pytest.fixture
def page(window: MainWindow, known: Path, qtbot: QtBot) -> EditionsPage:
    window.go("editions", {"old": OLD, "new": NEW})
    settle(window, qtbot)
    shown = window.page()
    assert isinstance(shown, EditionsPage)
    return shown


def chips(page: EditionsPage) -> list[str]:
    return [made.text() for made in page.list.chips.values()]


def refs(page: EditionsPage) -> list[str]:
    return [
        " ".join((*line.item.old_refs, "→", *line.item.new_refs)) for line in page.list.model.lines
    ]


def test_d_on_the_checklists_asks_for_another_and_reads_the_two(
    window: MainWindow, known: Path, qtbot: QtBot, press: Press
) -> None:
    window.go("checklists", {"checklist": OLD})
    offered: list[Any] = []

    def choose(dialog: ChooseEdition) -> None:
        rows = [dialog.list.item(at) for at in range(dialog.list.count())]
        offered.extend((row.text(), row.flags() == Qt.ItemFlag.NoItemFlags) for row in rows)
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)

    assert when_open(ChooseEdition, choose) == []
    press(window, "D")
    settle(window, qtbot)
    heads = [text for text, is_head in offered if is_head]
    assert heads == ["Editions of the same checklist", "Other checklists"]
    assert "edition 2.11" in offered[1][0]
    shown = window.page()
    assert isinstance(shown, EditionsPage)
    assert shown.what.text().endswith("edition 2.10  →  edition 2.11")


def test_the_later_edition_stands_at_the_right_whichever_was_open(
    window: MainWindow, known: Path, qtbot: QtBot, press: Press
) -> None:
    window.go("checklists", {"checklist": NEW})
    used = when_open(ChooseEdition, lambda dialog: QTest.keyClick(dialog.list, Qt.Key.Key_Return))
    press(window, "D")
    settle(window, qtbot)
    assert used
    shown = window.page()
    assert isinstance(shown, EditionsPage)
    assert (shown.old.id, shown.new.id) == (OLD, NEW)  # type: ignore[union-attr]


def test_esc_in_the_list_leaves_everything(window: MainWindow, known: Path, press: Press) -> None:
    window.go("checklists", {"checklist": OLD})
    used = when_open(ChooseEdition, lambda dialog: QTest.keyClick(dialog.list, Qt.Key.Key_Escape))
    press(window, "D")
    assert used
    assert window.current == "checklists"


def test_chips_count_and_filter(page: EditionsPage) -> None:
    assert chips(page) == [
        "Changed 6", "All 6", "Reworded 1", "Level changed 2",
        "Moved 1", "Split 1", "New 1", "Gone 1",
    ]  # fmt: skip
    assert refs(page)[0] == "1.1 → 1.1"
    page.list.chips["gone"].click()
    assert refs(page) == ["2.2 →"]
    assert page.list.line().item.old_refs == ("2.2",)  # type: ignore[union-attr]
    assert page.list.chips["gone"].accessibleName() == "Gone: 1 requirement"


def test_j_and_k_go_through_and_the_lit_one_is_read_in_both_editions(
    window: MainWindow, page: EditionsPage, qtbot: QtBot, press: Press
) -> None:
    read = texts(page.reader)
    assert "1.1  ·  reworded" in read
    assert "Edition 2.10" in read
    assert "(no longer: at … entrance)" in read
    assert "(new: in … canteen)" in read
    marked = "".join(label.text() for label in page.reader.findChildren(QLabel))
    assert "<s>entrance</s>" in marked
    assert "<b><u>canteen</u></b>" in marked
    press(window, "J")
    settle(window, qtbot)
    assert "level changed" in texts(page.reader)
    press(window, "K", "K")
    assert page.list.list.currentIndex().row() == 0
    press(window, "Alt+Left")
    assert window.current == "checklists"


def test_what_is_gone_says_so_on_the_other_side(
    page: EditionsPage, window: MainWindow, qtbot: QtBot
) -> None:
    page.list.chips["gone"].click()
    settle(window, qtbot)
    assert "This edition does not ask for it." in texts(page.reader)


def test_l_reads_in_the_next_language_that_both_speak(
    window: MainWindow, page: EditionsPage, qtbot: QtBot, press: Press
) -> None:
    assert page.lang == "en"
    press(window, "L")
    settle(window, qtbot)
    assert page.lang == "es"
    assert "(es)" in texts(page.reader)


def test_x_reads_the_pair_the_other_way_round(
    window: MainWindow, page: EditionsPage, qtbot: QtBot, press: Press
) -> None:
    press(window, "X")
    settle(window, qtbot)
    assert page.what.text().endswith("edition 2.11  →  edition 2.10")
    assert "New 1" in chips(page)
    assert "Merged 1" in chips(page)


def test_place_and_filter_stay_over_another_theme(
    window: MainWindow, page: EditionsPage, qtbot: QtBot
) -> None:
    page.list.chips["gone"].click()
    window.desk.settle(theme="dark")
    QApplication.processEvents()
    settle(window, qtbot)
    shown = window.page()
    assert isinstance(shown, EditionsPage)
    assert shown is not page
    assert refs(shown) == ["2.2 →"]


def test_every_line_is_spoken_whole(page: EditionsPage) -> None:
    spoken = [page.list.model.index(at).data() for at in range(len(page.list.model.lines))]
    assert spoken[1].startswith("1.2, level changed, SHOULD → MUST")


def test_two_large_checklists_are_read_without_delay(
    window: MainWindow, qtbot: QtBot, press: Press
) -> None:
    window.go("editions", {"old": "eu-aeo-saq", "new": "wco-safe-aeo", "only": "all"})
    settle(window, qtbot)
    shown = window.page()
    assert isinstance(shown, EditionsPage)
    count = len(shown.list.model.lines)
    assert count > 150
    started = time.thread_time()
    for _ in range(10):
        press(window, "J")
    assert (time.thread_time() - started) / 10 < 0.1
    assert shown.list.list.currentIndex().row() == 10


def test_where_there_is_only_one_checklist_the_list_says_so(
    window: MainWindow, qtbot: QtBot
) -> None:
    only = checklists.checklist(make.MANUFACTURER)
    kept = dict(checklists.checklists())
    known = checklists.checklists()
    try:
        known.clear()
        known[only.id] = only
        dialog = ChooseEdition(window, only, "Compare with…", "Compare")
        assert "There is no other checklist yet." in texts(dialog)
        assert dialog.chosen == ""
        dialog.deleteLater()
        QApplication.processEvents()
    finally:
        known.update(kept)
