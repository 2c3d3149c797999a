"""A file that takes long or breaks the process that reads it: the window goes on all the same."""

import os
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assessor.ui.dialogs.import_new import ImportNew
from assessor.ui.main_window import MainWindow
from tests import processes
from tests import saq_samples as forms
from tests.ui.conftest import Press

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
SAMPLE = forms.SAMPLES / "ctpat_fabricante_es.xlsx"


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    """Return a file that takes a while to read."""
    path = tmp_path / "long.csv"
    rows = forms.rows_of(forms.manufacturer(), "es")
    path.write_bytes(forms.as_csv([*rows, *rows[1:] * 800]))
    return path


def reading(window: MainWindow, qtbot: QtBot, path: Path) -> tuple[ImportNew, int]:
    """Begin to read a file; return the dialog and the process that reads."""
    qtbot.waitUntil(lambda: bool(processes.readers()), timeout=20_000)
    (number,) = processes.readers()
    made = ImportNew(window.desk, path)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made, number


def test_rows_are_told_and_escape_ends_the_reading_at_once(
    window: MainWindow, qtbot: QtBot, press: Press, long_file: Path
) -> None:
    dialog, number = reading(window, qtbot, long_file)
    qtbot.waitUntil(lambda: "rows" in dialog.far.text(), timeout=20_000)
    press(dialog, "Esc")
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not Path(f"/proc/{number}").exists(), timeout=1_000)
    qtbot.waitUntil(lambda: not window.desk.tasks.running, timeout=5_000)
    assert not dialog.validation_id


@pytest.mark.expects_log("reading ended with")
def test_a_process_that_breaks_is_told_in_the_dialog_and_the_next_file_is_read(
    window: MainWindow, qtbot: QtBot, long_file: Path
) -> None:
    dialog, number = reading(window, qtbot, long_file)
    qtbot.waitUntil(lambda: "rows" in dialog.far.text(), timeout=20_000)
    os.kill(number, signal.SIGKILL)
    trouble = dialog._trouble
    qtbot.waitUntil(lambda: dialog.stack.currentWidget() is trouble, timeout=5_000)
    assert trouble.text.text() == "Reading long.csv broke off."
    assert "nothing is lost" in trouble.hint.text()
    dialog.read(SAMPLE)
    qtbot.waitUntil(lambda: dialog.preview is not None, timeout=20_000)


def test_the_strip_of_a_visit_says_how_many_rows_and_cancels(
    window: MainWindow, visit: str, qtbot: QtBot, long_file: Path
) -> None:
    qtbot.waitUntil(lambda: bool(processes.readers()), timeout=20_000)
    (number,) = processes.readers()
    window.desk.go("prepare", file=str(long_file))
    strip = window.strip
    qtbot.waitUntil(lambda: strip.isVisible() and "·" in strip._title.text(), timeout=20_000)
    assert strip._title.text().startswith("Reading long.csv · ")
    strip._cancel.click()
    qtbot.waitUntil(lambda: not Path(f"/proc/{number}").exists(), timeout=1_000)
    qtbot.waitUntil(lambda: not window.desk.tasks.running, timeout=5_000)
    QApplication.processEvents()
    assert not strip.isVisible()


def test_closing_the_window_does_not_wait_for_a_file(
    window: MainWindow, qtbot: QtBot, long_file: Path
) -> None:
    dialog, number = reading(window, qtbot, long_file)
    os.kill(number, signal.SIGSTOP)
    dialog.reject()
    window.desk.tasks.stop(2)
    assert not Path(f"/proc/{number}").exists()
