"""Garbage that holds widgets is taken down on the window's thread, whatever works beside it."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from assessor.ui import collecting
from assessor.ui.main_window import MainWindow
from assessor.ui.tasks import Report, Tasks
from assessor.urgent import uncollected


@pytest.fixture(autouse=True)
def left_as_found() -> Iterator[None]:
    """Leave the collector to the other tests as it was."""
    collects = gc.isenabled()
    yield
    gc.enable() if collects else gc.disable()


def turned_to_garbage(died_on: list[threading.Thread]) -> None:
    """Make a label that only itself holds; `died_on` gets the thread that takes it down."""
    label = QLabel("x")
    label.itself = label  # type: ignore[attr-defined]
    weakref.finalize(label, lambda: died_on.append(threading.current_thread()))


def test_slow_work_takes_no_widget_down(window: MainWindow, qtbot: QtBot) -> None:
    died_on: list[threading.Thread] = []
    turned_to_garbage(died_on)
    kept: list[list[object]] = []
    window.desk.task("", lambda _report: kept.extend([] for _each in range(50_000)))
    qtbot.waitUntil(lambda: not window.desk.tasks.running)
    assert died_on == [], "the thread of the slow work took it down"
    collecting.collect()
    assert died_on == [threading.main_thread()]


def test_it_collects_as_long_as_the_window_lives(window: MainWindow, qtbot: QtBot) -> None:
    assert not gc.isenabled()
    died_on: list[threading.Thread] = []
    turned_to_garbage(died_on)
    kept = [[] for _each in range(2 * collecting.LIMITS[0])]
    qtbot.waitUntil(lambda: died_on == [threading.main_thread()], timeout=5000)
    assert kept


def test_while_a_file_is_read_nothing_is_looked_for(window: MainWindow) -> None:
    assert not gc.isenabled()
    died_on: list[threading.Thread] = []
    kept = [[] for _each in range(2 * collecting.LIMITS[0])]
    with uncollected():
        turned_to_garbage(died_on)
        collecting.collect()
        assert died_on == []
        kept += [[] for _each in range(collecting.VERY_MANY)]
        collecting.collect()
        assert died_on == [threading.main_thread()], "that much is looked through all the same"
    turned_to_garbage(died_on)
    kept += [[] for _each in range(2 * collecting.LIMITS[0])]
    collecting.collect()
    assert len(died_on) == 2
    assert kept


def test_what_a_task_worked_with_is_let_go(qtbot: QtBot) -> None:
    tasks = Tasks()
    big = QLabel("x")
    gone = weakref.ref(big)

    def work(_report: Report, held: QLabel = big) -> str:
        return held.text()

    tasks.start("", work, done=lambda _text: None)
    qtbot.waitUntil(lambda: not tasks.running)
    del big, work
    qtbot.waitUntil(lambda: gone() is None, timeout=2000)
