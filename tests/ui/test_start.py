"""The first window stands before the database is even loaded."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assessor import config
from assessor.ui import app as starter
from assessor.ui.dialogs.who import WhoAreYou

LOADED = """
import sys
from pathlib import Path
from assessor.ui import app
qt = app.make_app()
window = app.start(qt, Path(sys.argv[1]))
heavy = ("sqlalchemy", "alembic", "openpyxl", "reportlab", "docx", "PIL", "lxml", "pikepdf")
print([name for name in heavy if name in sys.modules])
"""


MADE = """
import sys
from pathlib import Path
from PySide6 import QtCore, QtGui, QtWidgets
from assessor import registry
from assessor.ui import app
qt = app.make_app()
window = app.start(qt, Path(sys.argv[1]))

def lacking():
    modules = (QtCore, QtGui, QtWidgets)
    return [name for module in modules for name in dir(module) if name not in vars(module)]

found, load = [len(lacking()) > 100], registry.plugins

def loading(package):
    found.append(lacking())
    return load(package)

registry.plugins = loading
window.ready.connect(qt.quit)
window.show()
qt.exec()
print(found[:2])
"""


def told(program: str, folder: Path) -> str:
    """Return what a program prints that starts the window in a process of its own."""
    root = Path(__file__).resolve().parent.parent.parent
    command = [sys.executable, "-c", program, str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    return ended.stdout.strip()


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    assert told(LOADED, tmp_path) == "[]"


def test_no_class_of_qt_is_made_on_the_thread_that_loads_the_pages(tmp_path: Path) -> None:
    config.save_settings(tmp_path, config.Settings(name="Ana Ruiz", language="en"))
    assert told(MADE, tmp_path) == "[True, []]"


def test_the_first_start_asks_who_is_there(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    config.save_settings(tmp_path, config.Settings(language="en"))
    window = starter.start(qapp, tmp_path)
    window.show()
    qtbot.waitUntil(lambda: isinstance(qapp.activeModalWidget(), WhoAreYou), timeout=20_000)
    dialog = qapp.activeModalWidget()
    assert isinstance(dialog, WhoAreYou)
    assert not dialog.accept_button.isEnabled()
    qtbot.keyClicks(dialog.name, "Ana Ruiz")
    dialog.accept()
    qtbot.waitUntil(lambda: window.desk.settings.name == "Ana Ruiz")
    assert window.desk.ws.by == "Ana Ruiz"
    assert config.load_settings(tmp_path).name == "Ana Ruiz"
    window.close()


def test_where_somebody_goes_before_the_pages_are_there_is_shown_once_they_are(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    config.save_settings(tmp_path, config.Settings(name="Ana Ruiz", language="en"))
    window = starter.start(qapp, tmp_path)
    window.show()
    qtbot.waitUntil(lambda: window.desk.is_open, timeout=20_000)
    assert [plugin.id for plugin in window.plugins] == ["validations"]
    window.desk.go("checklists")
    qtbot.waitUntil(lambda: window.current == "checklists", timeout=20_000)
    window.close()


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [
        ([], None),
        (["--workspace", "x"], Path("x")),
        (["--workspace=x"], Path("x")),
        (["checklists"], None),
        (["--workspace", "x", "checklists"], None),
    ],
)
def test_a_folder_alone_opens_the_window_there(arguments: list[str], folder: Path | None) -> None:
    from main import _folder_alone

    assert _folder_alone(arguments) == folder
