"""The page Settings: everything is kept at once, and the window follows."""

import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from assessor import config, i18n
from assessor.ui import theme
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.settings_page import SettingsPage
from assessor.ui.panels.settings_about import LIBRARIES
from assessor.ui.widgets.autosave_edit import AutosaveLine
from assessor.ui.widgets.pick import Pick
from tests.ui.conftest import Press

ROOT = Path(__file__).parents[2]


def page_of(window: MainWindow) -> SettingsPage:
    page = window.page()
    assert isinstance(page, SettingsPage)
    return page


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    window.go("settings")
    QApplication.processEvents()
    return page_of(window)


def kept(window: MainWindow) -> config.Settings:
    return config.load_settings(window.desk.folder)


def click(page: SettingsPage, control: str) -> None:
    made = page.controls[control]
    assert isinstance(made, QPushButton)
    made.click()


@pytest.mark.parametrize("field", ["name", "post", "organisation"])
def test_a_line_about_the_person_is_kept_without_a_save_button(
    window: MainWindow, page: SettingsPage, press: Press, field: str
) -> None:
    line = page.controls[field]
    assert isinstance(line, AutosaveLine)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Eva Mora")
    press(window, "Tab")
    assert getattr(kept(window), field) == "Eva Mora"


def test_the_name_stands_in_the_history_from_now_on(
    window: MainWindow, page: SettingsPage, press: Press
) -> None:
    line = page.controls["name"]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, " Mora")
    press(window, "Escape")
    assert window.desk.ws.by == "Ana Pérez Mora"


def test_the_language_switches_at_once_and_the_focus_stays(
    window: MainWindow, page: SettingsPage, qtbot: QtBot
) -> None:
    other = next(code for code in i18n.languages() if code != "en")
    page.controls[f"language:{other}"].setFocus()
    click(page, f"language:{other}")
    qtbot.waitUntil(lambda: i18n.language() == other)
    assert kept(window).language == other
    assert page_of(window) is not page
    assert QApplication.focusWidget() is page_of(window).controls[f"language:{other}"]


def test_dark_is_kept_and_shown(window: MainWindow, page: SettingsPage, qtbot: QtBot) -> None:
    click(page, "theme:dark")
    qtbot.waitUntil(theme.is_dark)
    assert kept(window).theme == "dark"


def test_the_size_is_kept_and_shown(window: MainWindow, page: SettingsPage, qtbot: QtBot) -> None:
    click(page, "scale:150")
    qtbot.waitUntil(lambda: theme.scale() == 150)
    assert kept(window).scale == 150
    click(page_of(window), "scale:100")
    qtbot.waitUntil(lambda: theme.scale() == 100)


def choose(page: SettingsPage, side: str, code: str) -> None:
    box = page.controls[side]
    assert isinstance(box, Pick)
    at = box.findData(code)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def test_report_languages_are_an_ordered_pair_or_one(
    window: MainWindow, page: SettingsPage
) -> None:
    choose(page, "second", "")
    assert kept(window).report_languages == (kept(window).report_languages[0],)
    choose(page, "first", "en")
    assert kept(window).report_languages == ("en",)


def test_choosing_the_other_sides_language_swaps_them(
    window: MainWindow, page: SettingsPage
) -> None:
    if "es" not in i18n.languages():
        pytest.skip("needs a second language")
    assert kept(window).report_languages == ("es", "en")
    choose(page, "first", "en")
    assert kept(window).report_languages == ("en", "es")


def test_folders_are_shown(window: MainWindow, page: SettingsPage) -> None:
    said = [label.text() for label in page.findChildren(QLabel)]
    assert str(window.desk.folder) in said
    assert str(window.desk.folder / "checklists") in said


class Opened(QObject):
    """Stands in for the system's own file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def note(self, url: QUrl) -> None:
        self.urls.append(url)


def test_a_folder_opens_in_the_systems_own_way_and_is_made_if_it_is_not_there(
    window: MainWindow, page: SettingsPage
) -> None:
    opened, folder = Opened(), window.desk.folder / "checklists"
    QDesktopServices.setUrlHandler("file", opened, "note")
    try:
        click(page, "own")
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert folder.is_dir()
    assert [Path(url.toLocalFile()) for url in opened.urls] == [folder]


def test_the_libraries_are_those_the_program_depends_on(page: SettingsPage, qtbot: QtBot) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.match(r"[\w-]+", line)[0] for line in project["dependencies"]}
    assert named == LIBRARIES.keys()
    about = page.about
    qtbot.waitUntil(lambda: bool(about.versions["sqlalchemy"].text()))


def test_every_control_has_a_name(page: SettingsPage) -> None:
    assert not [name for name, made in page.controls.items() if not made.accessibleName()]
