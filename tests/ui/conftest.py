"""The real window on a real workspace, offscreen."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from assessor import config, i18n
from assessor.ui import app as starter
from assessor.ui.desk import Desk
from assessor.ui.main_window import MainWindow


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture
def window(qtbot: object, tmp_path: Path) -> Iterator[MainWindow]:
    """The window in English, its workspace open and empty, the person known."""
    app = starter.make_app()
    folder = tmp_path / "workspace"
    config.save_settings(folder, config.Settings(name="Ana Pérez", language="en", theme="light"))
    made = starter.start(app, folder)
    made.show()
    qtbot.waitUntil(lambda: made.desk.is_open, timeout=10_000)  # type: ignore[attr-defined]
    yield made
    made.close()
    made.deleteLater()
    i18n.set_language("en")


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    return window.desk


@pytest.fixture
def press() -> Callable[..., None]:
    """Press keys as a person does, on whatever has the focus: press(window, "J", "Ctrl+Z")."""

    def do(window: QWidget, *keys: str) -> None:
        for key in keys:
            target = QApplication.focusWidget() or window
            combination = QKeySequence(key)[0]
            QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
            QApplication.processEvents()

    return do


def type_text(widget: QWidget, text: str) -> None:
    """Type words into a field."""
    QTest.keyClicks(widget, text)


__all__ = ["Qt", "type_text"]
