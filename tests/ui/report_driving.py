"""Driving the page Report in tests: open it, wait for its pages, answer its dialogs."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from assessor.store.workspace import Workspace
from assessor.terms import Verdict
from assessor.ui.dialogs.ask import Ask
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.report_page import ReportPage
from tests import make

Show = Callable[[make.Case], ReportPage]


def open_report(window: MainWindow, qtbot: QtBot, case: make.Case) -> ReportPage:
    """Open a visit's report and wait for its pages."""
    window.desk.open_validation(case.id)
    window.go("report")
    settle(qtbot, page_of(window))
    return page_of(window)


def page_of(window: MainWindow) -> ReportPage:
    """Return the page Report, which is shown."""
    page = window.page()
    assert isinstance(page, ReportPage)
    return page


def window_of(page: ReportPage) -> MainWindow:
    """Return the window that shows the page."""
    window = page.desk.window
    assert isinstance(window, MainWindow)
    return window


def settle(qtbot: QtBot, page: ReportPage) -> None:
    """Wait until the pages show the present state and nothing runs."""
    qtbot.waitUntil(page.preview.is_current, timeout=20_000)
    qtbot.waitUntil(lambda: not page.desk.tasks.running, timeout=20_000)


def begin(ws: Workspace) -> make.Case:
    """Make a visit with a shortfall without finding, a text in Spanish alone, unseen points."""
    case = make.visit(ws, "small")
    make.assess(ws, case, "1.1", Verdict.NOT_MET)
    make.assess(ws, case, "1.10", Verdict.NOT_MET)
    make.observe(ws, case, "1.1", text={"es": "Sólo en español"})
    return case


def words_of(pdf: bytes) -> str:
    """Return what is written on all pages."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def in_dialog(kind: type[QWidget], act: Callable[..., object]) -> list[QWidget]:
    """When a dialog of this kind stands open, let `act` use it; returns what was met."""
    met: list[QWidget] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        # By name: of what C++ made, Python may hold an older wrapper of another type.
        ready = dialog is not None and dialog.isActiveWindow()
        if ready and dialog.inherits(kind.__name__):
            met.append(dialog)
            try:
                act(dialog)
            except BaseException:
                dialog.close()  # or the test would wait for ever
                raise
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)
    return met


def accept(dialog: Ask) -> None:
    """Press the button that says yes."""
    dialog.accept_button.click()


def type_name(dialog: QWidget, path: Path) -> None:
    """Type a path into the system's own question for a file, and press Enter."""
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    line.selectAll()
    QTest.keyClicks(line, str(path))
    line.completer().popup().hide()
    QTest.keyClick(line, Qt.Key.Key_Return)


def said(dialog: QWidget) -> str:
    """Return what the dialog says."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))
