"""Keys that work anywhere, live language, themes, scales, banners, and names for all controls."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assessor import config, errors, validations
from assessor.ui import app as starter
from assessor.ui import theme
from assessor.ui.dialogs.keys import KeysOverview
from assessor.ui.dialogs.palette import Palette, spoken_keys
from assessor.ui.main_window import MainWindow
from assessor.ui.page import Command
from assessor.ui.window_commands import undo_label
from tests.ui.conftest import Press, start_visit, type_into, when_open

SPOKEN = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QComboBox,
    QAbstractItemView,
    QAbstractSpinBox,
)


def unnamed(within: QWidget) -> list[str]:
    """Return the controls that a screen reader would have no name for."""
    found = []
    for kind in SPOKEN:
        for control in within.findChildren(kind):
            inner = control.objectName().startswith("qt_") or not control.isVisibleTo(within)
            if inner or control.focusPolicy().value == 0:
                continue
            spoken = QAccessible.queryAccessibleInterface(control)
            if not spoken.text(QAccessible.Text.Name).strip():
                found.append(f"{type(control).__name__} in {type(control.parent()).__name__}")
    return found


def test_every_control_of_home_and_walk_has_a_name(window: MainWindow, visit: str) -> None:
    for page in ("validations", "walk"):
        window.go(page)
        QApplication.processEvents()
        assert unnamed(window) == []


def test_the_palette_finds_a_command_by_a_few_letters_and_runs_it(
    window: MainWindow, visit: str, press: Press, qtbot: QtBot
) -> None:
    def act(palette: Palette) -> None:
        type_into(palette.field, "valida")
        assert palette.list.count() >= 1
        QTest.keyClick(palette.field, "\r")

    when_open(Palette, act)
    press(window, "Ctrl+K")
    qtbot.waitUntil(lambda: window.current == "validations")


def test_the_palette_says_when_nothing_fits(window: MainWindow, visit: str, press: Press) -> None:
    def act(palette: Palette) -> None:
        assert palette.none.isHidden()
        type_into(palette.field, "zzz")
        assert palette.list.count() == 0
        assert not palette.none.isHidden()
        palette.reject()

    assert when_open(Palette, act) is not None
    press(window, "Ctrl+K")


def test_the_keys_name_what_undo_would_undo_now(
    window: MainWindow, visit: str, press: Press
) -> None:
    told: list[str] = []

    def act(overview: KeysOverview) -> None:
        told.extend(label.text() for label in overview.findChildren(QLabel))
        overview.reject()

    press(window, "1")
    when_open(KeysOverview, act)
    press(window, "?")
    assert any(text == undo_label(window) for text in told)


def test_keys_have_the_names_of_the_persons_keyboard(window: MainWindow) -> None:
    command = Command("Go", lambda: None, ("PgDown", "Alt+Down", "Ctrl++", "Return", "Del"))
    assert spoken_keys(command) == ["PgDn", "Alt+↓", "Ctrl++", "⏎", "Del"]
    window.desk.settle(language="es")
    assert spoken_keys(command) == ["Av Pág", "Alt+↓", "Ctrl++", "⏎", "Supr"]


def test_question_mark_shows_every_key(window: MainWindow, visit: str, press: Press) -> None:
    seen: list[str] = []

    def act(overview: KeysOverview) -> None:
        from assessor.ui.widgets.marks import KeyHint

        seen.extend(hint.text for hint in overview.findChildren(KeyHint))
        overview.reject()

    when_open(KeysOverview, act)
    press(window, "?")
    wanted = {*"1234500JKUNPEFRG/?", "Ctrl+K", "Ctrl+Z", "Ctrl+Shift+Z"}
    assert wanted <= set(seen)


def test_undo_says_what_it_undid_and_survives_a_restart_of_the_pages(
    window: MainWindow, visit: str, press: Press
) -> None:
    press(window, "1")
    window.desk.settle(language="es")
    press(window, "Ctrl+Z")
    assert window.toast.isVisible()
    known = validations.validation(window.desk.ws, visit)
    assert known.assessments == {} or all(r.verdict is None for r in known.assessments.values())


def test_nothing_to_undo_is_a_word_not_an_error(window: MainWindow, press: Press) -> None:
    press(window, "Ctrl+Z")
    assert not window.banner.isVisible()
    assert window.toast.isVisible()


def test_a_known_error_is_a_banner_that_escape_puts_away(window: MainWindow, press: Press) -> None:
    window.desk.tasks.troubled.emit(errors.DiskFull())
    assert window.banner.isVisible()
    assert "disk is full" in window.banner.accessibleName()
    press(window, "Esc")
    assert not window.banner.isVisible()


@pytest.mark.parametrize("scale", [100, 125, 150, 200])
@pytest.mark.parametrize("theme_name", ["light", "dark"])
def test_every_scale_and_theme_fits_the_screen(
    window: MainWindow, visit: str, scale: int, theme_name: str
) -> None:
    window.desk.settle(scale=scale, theme=theme_name)
    QApplication.processEvents()
    window.resize(1366, 768)
    QApplication.processEvents()
    assert window.width() == 1366
    assert window.height() == 768
    assert theme.is_dark() == (theme_name == "dark")
    assert window.page().geometry().right() <= window.width()


def test_steps_tell_what_is_missing(window: MainWindow, visit: str, qtbot: QtBot) -> None:
    step = window.top._steps["walk"]
    qtbot.waitUntil(lambda: step.text().endswith("95"), timeout=8000)
    assert "95" in step.accessibleName()


def test_what_is_missing_is_not_counted_while_keys_fall(
    window: MainWindow, visit: str, qtbot: QtBot, press: Press
) -> None:
    step = window.top._steps["walk"]
    qtbot.waitUntil(lambda: step.text().endswith("95"), timeout=8000)
    counted: list[object] = []
    window.desk.tasks.started.connect(counted.append)
    press(window, "1")
    QTest.qWait(300)  # a first pause: counting what is missing is due in 0.9 s
    for at in range(24):
        press(window, "231"[at % 3])
        QTest.qWait(50)
    assert counted == []
    qtbot.waitUntil(lambda: step.text().endswith("94"), timeout=8000)
    assert len(counted) == 1


def test_switching_language_again_and_again_leaves_one_page_of_each(
    window: MainWindow, visit: str
) -> None:
    for at in range(20):
        window.desk.settle(language="es" if at % 2 else "en")
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert set(window.pages) == {"walk"}
    assert len(window.findChildren(type(window.page()))) <= 2


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    bright, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK])
def test_every_text_stands_out_from_its_ground(tokens: theme.Tokens) -> None:
    pairs = [(ink, ground) for ink in ("ink", "ink2", "ink3") for ground in ("card", "ground")]
    pairs += [(f"{name}", f"{name}_soft") for name in ("met", "partly", "not_met", "na", "accent")]
    pairs += [(name, "card") for name in ("met", "partly", "not_met", "na", "accent")]
    pairs += [("on_accent", "accent"), ("on_ink", "ink"), ("rail_ink", "rail")]
    pairs += [("ink", "accent_soft"), ("ink2", "accent_soft"), ("ink", "hint_soft")]
    pairs += [("ink", "not_met_soft"), ("ink", "partly_soft"), ("ink2", "na_soft")]
    weak = [
        (ink, ground, round(contrast(getattr(tokens, ink), getattr(tokens, ground)), 2))
        for ink, ground in pairs
        if contrast(getattr(tokens, ink), getattr(tokens, ground)) < 4.5
    ]
    assert weak == []


def test_undo_names_the_change_and_where_it_was(
    window: MainWindow, visit: str, press: Press
) -> None:
    page_of = window.page()
    press(window, "1")
    assert undo_label(window) == "Undo: Verdict · 1.1"
    page_of.go_to("6.2")
    press(window, "Ctrl+Z")
    assert window.toast.text() == "Undone: Verdict · 1.1"
    press(window, "Ctrl+Shift+Z")
    assert window.toast.text() == "Done again: Verdict · 1.1"


def test_words_that_cannot_be_saved_keep_the_window_open(
    window: MainWindow, visit: str, press: Press, qtbot: QtBot
) -> None:
    from assessor.ui.dialogs.ask import Ask

    def full(*_given: object, **_named: object) -> None:
        raise errors.DiskFull

    page = window.page()
    press(window, "P")
    page.right.note.saver._write = full
    type_into(page.right.note, "do not lose me")
    asked = when_open(Ask, lambda dialog: dialog.reject())
    assert not window.close()
    assert asked
    assert window.isVisible()
    assert "disk is full" in window.banner.accessibleName()
    assert page.right.note.toPlainText() == "do not lose me"
    page.right.note.saver.forget()


def test_a_workspace_that_does_not_open_says_why(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    (tmp_path / "workspace.db").write_bytes(b"this is no database at all" * 100)
    config.save_settings(tmp_path, config.Settings(name="Ana", language="en"))
    made = starter.start(qapp, tmp_path)
    made.show()
    qtbot.waitUntil(made.banner.isVisible, timeout=20_000)
    assert "cannot be opened" in made.banner.accessibleName()
    made.close()


def test_another_validation_does_not_wear_the_counts_of_the_one_before(
    window: MainWindow, visit: str, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: window.top._steps["walk"].text().endswith("95"), timeout=8000)
    window.desk.open_validation(start_visit(window.desk.ws, company="Otra S.A."))
    assert window.top._steps["walk"].text() == "Walk"
