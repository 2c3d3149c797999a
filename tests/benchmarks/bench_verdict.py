"""How long a verdict key takes until it is on the disk and painted, quietly and while importing."""

import csv
import io
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assessor import checklist, saq
from assessor.saq.preview import preview_bytes
from assessor.saq.types import LedgerRow, SaqPreview
from assessor.store.workspace import Workspace
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.walk_page import WalkPage
from tests.ui.conftest import start_visit, window

__all__ = ["window"]

SAMPLE = Path(os.environ.get("AEO_SAMPLES", "tests/samples/saq")) / "ctpat_fabricante_es.xlsx"
ROUND = 90
LARGE = {3_000: 700, 10_000: 300, 100_000: 60}  # rows of an import, and how many are written
CHECKLIST = "ctpat-msc-foreign-manufacturer"


def told(name: str, times: list[float]) -> None:
    """Print median and p99 in milliseconds."""
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(f"{name}: median {statistics.median(times):.1f} ms, p99 {p99:.1f} ms", file=sys.stderr)


def rest(milliseconds: int) -> None:
    """Wait as the program waits for its next key: QTest's own way lets no thread work meanwhile."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def keys(page: WalkPage, count: int, *, until: Callable[[], bool] | None = None) -> list[float]:
    """Press 1, 2 and 3 in turn and wait for the paint of each; `until` may end it earlier."""
    times: list[float] = []
    for at in range(count):
        if until is not None and until():
            break
        if at % ROUND:
            QTest.keyClick(page, Qt.Key.Key_J)
        else:
            page.go_to(page.tree.step(page.ref, 1 - ROUND))
        # A person reads before judging: what going there costs is measured by itself.
        rest(100)
        begun = time.perf_counter()
        # Another verdict than in the round before, so that there is something to paint.
        QTest.keyClick(page, Qt.Key(Qt.Key.Key_1 + (at + at // ROUND) % 3))
        QApplication.processEvents()
        times.append((time.perf_counter() - begun) * 1000)
        rest(5 if at % 10 else 90)
    return times


def moves(page: WalkPage, count: int) -> list[float]:
    """Go on with J and wait for the paint of each requirement."""
    times = []
    for at in range(count):
        begun = time.perf_counter()
        QTest.keyClick(page, Qt.Key.Key_J if at % ROUND < ROUND // 2 else Qt.Key.Key_K)
        QApplication.processEvents()
        times.append((time.perf_counter() - begun) * 1000)
        rest(5)
    return times


@pytest.mark.benchmark
def test_verdict_key(window: MainWindow, tmp_path: Path) -> None:
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
    if not SAMPLE.exists():
        return
    stop = threading.Event()
    ready = [start_visit(desk.ws, company=f"Otra {at} S.A.") for at in range(120)]
    rest(1000)
    shown = saq.preview(SAMPLE, checklist.checklist(CHECKLIST))
    thread = threading.Thread(target=import_into, args=(desk.ws, shown, ready, stop))
    thread.start()
    told("verdict key while imports are written", keys(page, 200))
    stop.set()
    thread.join()
    for rows, files in LARGE.items():
        very_large(page, desk.ws, rows, files)
    being_read(page, max(LARGE), tmp_path)


def import_into(
    workspace: Workspace, shown: SaqPreview, ready: list[str], stop: threading.Event
) -> None:
    """Write a file into one validation after the other, three times a second."""
    for validation_id in ready:
        if stop.wait(0.3):
            return
        saq.accept(workspace, shown, validation_id=validation_id)


def very_large(page: WalkPage, workspace: Workspace, rows: int, files: int) -> None:
    """Measure the keys while files of so many rows are written, one upon the other without a rest.

    One alone is written in a tenth of a second: a key would hardly ever meet it. So many are
    written that two hundred keys fall meanwhile, for of thirty the slowest is no p99.
    """
    shown = preview_bytes(large(rows), "large.csv", checklist.checklist(CHECKLIST))
    ready = [start_visit(workspace, company=f"Grande {rows} {at} S.A.") for at in range(files)]
    rest(3000)
    written = []

    def write(stop: threading.Event) -> None:
        for at, validation_id in enumerate(ready):
            if not stop.is_set():
                another = replace(shown, content=shown.content + f"{at}".encode())
                written.append(saq.accept(workspace, another, validation_id=validation_id))

    times = beside(page, write)
    told(
        f"verdict key ({len(times)}) while {len(written)} files of {rows:,} rows are written", times
    )


def being_read(page: WalkPage, rows: int, folder: Path) -> None:
    """Measure the keys while a file of so many rows is read apart and matched, again and again."""
    file = folder / "large.csv"
    file.write_bytes(large(rows))

    def read(stop: threading.Event) -> None:
        while not stop.is_set():
            saq.preview_apart(file, checklist.checklist(CHECKLIST))

    rest(3000)
    times = beside(page, read)
    told(f"verdict key ({len(times)}) while a file of {rows:,} rows is read and matched", times)


def beside(page: WalkPage, work: Callable[[threading.Event], None]) -> list[float]:
    """Return what two hundred keys take beside `work`, which ends when it is done or told to."""
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(stop,))
    watch = Watch()
    thread.start()
    times = keys(page, 200, until=lambda: not thread.is_alive())
    print(f"longest wait of the window, in what follows: {watch.end():.0f} ms", file=sys.stderr)
    stop.set()
    thread.join()
    return times


def large(rows: int) -> bytes:
    """Return the questions of the sample over and over, as a table of so many rows."""
    plain = saq.preview(SAMPLE, checklist.checklist(CHECKLIST))
    return csv_of([row for row in plain.rows if row.question], rows)


def csv_of(rows: list[LedgerRow], count: int) -> bytes:
    """Return a table of the same questions over and over, each with an answer of its own."""
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(["ID", "Pregunta", "Respuesta", "Comentarios"])
    for at in range(count):
        row = rows[at % len(rows)]
        out.writerow([row.ref, row.question, "Sí", f"como en la fila {at}"])
    return text.getvalue().encode()


class Watch:
    """Notices how long the window's event loop does not come round."""

    def __init__(self) -> None:
        self.last, self.longest = time.perf_counter(), 0.0
        self.timer = QTimer(interval=0)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        now = time.perf_counter()
        self.longest, self.last = max(self.longest, now - self.last), now

    def end(self) -> float:
        self.look()
        self.timer.stop()
        return 1000 * self.longest
