"""The real window on a real workspace, offscreen; keys are pressed as a person presses them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from assessor import companies, config, validations
from assessor.store.workspace import Workspace
from assessor.ui import app as starter
from assessor.ui.desk import Desk
from assessor.ui.main_window import MainWindow
from tests.ui import worksheets_driving as driving

Press = Callable[..., None]


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """Open the window in English on an empty workspace; Ana Pérez sits at the laptop."""
    starter.make_app()
    folder = tmp_path / "workspace"
    known = config.Settings(name="Ana Pérez", language="en", theme="light")
    config.save_settings(folder, known)
    made = starter.start(qapp, folder)
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(lambda: made.desk.is_open and made.ready_for_all, timeout=20_000)
    qtbot.waitUntil(lambda: not made.desk.tasks.running, timeout=20_000)
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    """Give the desk of the open window."""
    return window.desk


@pytest.fixture
def visit(window: MainWindow) -> str:
    """Start a validation of one site and open its walk; return its id."""
    validation_id = start_visit(window.desk.ws)
    window.desk.open_validation(validation_id)
    window.desk.go("walk")
    QApplication.processEvents()
    return validation_id


def start_visit(
    workspace: Workspace,
    *sites: str,
    checklist_id: str = "ctpat-msc-foreign-manufacturer",
    company: str = "Empresa de Muestra S.A. de C.V.",
) -> str:
    """Record a company with sites and start its validation."""
    company_id = companies.add_company(workspace, legal_name=company)
    for name in sites or ("Planta Apodaca",):
        companies.add_site(workspace, company_id=company_id, name=name)
    return validations.start(workspace, company_id=company_id, checklist_id=checklist_id)


@pytest.fixture
def press(qtbot: QtBot) -> Press:
    """Press keys on whatever has the focus: `press(window, "J", "Ctrl+Z")`."""

    def do(window: QWidget, *keys: str) -> None:
        for key in keys:
            target = QApplication.focusWidget() or window
            stroke = QKeySequence(key)[0]
            QTest.keyClick(target, stroke.key(), stroke.keyboardModifiers())
            QApplication.processEvents()

    return do


@pytest.fixture
def write(qtbot: QtBot) -> Callable[[str], None]:
    """Type words into whatever has the focus."""

    def do(text: str) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        type_into(target, text)

    return do


@pytest.fixture
def forms_here(tmp_path: Path) -> Iterator[None]:
    """Know a form that fits 5.3, and one that fits another requirement."""
    with driving.known_forms(
        tmp_path / "own", driving.content(), driving.content("other-check", links="1.1")
    ):
        yield


@pytest.fixture
def begun(window: MainWindow, visit: str, press: Press, forms_here: None) -> str:
    """Go to 5.3, press W, find the form and begin a sheet by Enter; return its id."""
    window.desk.go("walk", ref="5.3")
    press(window, "W")
    driving.offered(window)
    press(window, "/")
    type_into(QApplication.focusWidget(), driving.FORM)
    press(window, "Return")
    driving.settle(window)
    [sheet] = driving.sheets(window)
    return sheet.id


def when_open(kind: type[QDialog], act: Callable[..., None], tries: int = 400) -> list[QDialog]:
    """Let `act` use the next dialog of this kind once it stands open; return those it used.

    Whatever fails inside closes the dialog, so that a test fails instead of waiting for ever.
    """
    used: list[QDialog] = []

    def look(left: int) -> None:
        top = QApplication.activeModalWidget()
        if not isinstance(top, kind) or top.focusWidget() is None:
            if left:
                QTimer.singleShot(20, lambda: look(left - 1))
            elif isinstance(top, QDialog):
                top.reject()
            return
        used.append(top)
        try:
            act(top)
        except BaseException:
            top.reject()
            raise

    QTimer.singleShot(20, lambda: look(tries))
    return used


def type_into(field: QWidget, text: str) -> None:
    """Type words, accents included: QTest's own aborts on anything but ASCII."""
    none = Qt.KeyboardModifier.NoModifier
    for letter in text:
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, 0, none, letter))
    QApplication.processEvents()
