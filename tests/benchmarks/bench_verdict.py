"""How long a verdict key takes until it is on the disk and painted, quietly and while importing."""

import os
import statistics
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assessor import checklist, saq
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.walk_page import WalkPage
from tests.ui.conftest import start_visit, window

__all__ = ["window"]

SAMPLE = Path(os.environ.get("AEO_SAMPLES", "tests/samples/saq")) / "ctpat_fabricante_es.xlsx"
ROUND = 90
CHECKLIST = "ctpat-msc-foreign-manufacturer"


def told(name: str, times: list[float]) -> None:
    """Print median and p99 in milliseconds."""
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(f"{name}: median {statistics.median(times):.1f} ms, p99 {p99:.1f} ms", file=sys.stderr)


def keys(page: WalkPage, count: int) -> list[float]:
    """Press 1, 2 and 3 in turn and wait for the paint of each."""
    times = []
    for at in range(count):
        page.go_to(page.tree.step(page.ref, 1 if at % ROUND else 1 - ROUND))
        # A person reads before judging: what going there costs is measured by itself.
        QTest.qWait(100)
        begun = time.perf_counter()
        # Another verdict than in the round before, so that there is something to paint.
        QTest.keyClick(page, Qt.Key(Qt.Key.Key_1 + (at + at // ROUND) % 3))
        QApplication.processEvents()
        times.append((time.perf_counter() - begun) * 1000)
        QTest.qWait(5 if at % 10 else 90)
    return times


def moves(page: WalkPage, count: int) -> list[float]:
    """Go on with J and wait for the paint of each requirement."""
    times = []
    for at in range(count):
        begun = time.perf_counter()
        QTest.keyClick(page, Qt.Key.Key_J if at % ROUND < ROUND // 2 else Qt.Key.Key_K)
        QApplication.processEvents()
        times.append((time.perf_counter() - begun) * 1000)
        QTest.qWait(5)
    return times


@pytest.mark.benchmark
def test_verdict_key(window: MainWindow, qtbot: QtBot) -> None:
    desk = window.desk
    validation_id = start_visit(desk.ws)
    if SAMPLE.exists():
        preview = saq.preview(SAMPLE, checklist.checklist(CHECKLIST))
        saq.accept(desk.ws, preview, validation_id=validation_id)
    desk.open_validation(validation_id)
    desk.go("walk")
    page = window.page()
    assert isinstance(page, WalkPage)
    keys(page, 20)
    told("verdict key to disk and paint", keys(page, 200))
    told("next requirement by key to painted", moves(page, 180))
    stop = threading.Event()

    def import_again() -> None:
        again = saq.preview(SAMPLE, checklist.checklist(CHECKLIST))
        for at in range(1000):
            if stop.wait(0.3):
                return
            other = start_visit(desk.ws, company=f"Otra {at} S.A.")
            saq.accept(desk.ws, again, validation_id=other)

    thread = threading.Thread(target=import_again)
    if SAMPLE.exists():
        thread.start()
        told("verdict key while imports are written", keys(page, 200))
        stop.set()
        thread.join()
