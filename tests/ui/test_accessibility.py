"""For everyone: each control says its name, shows the focus, and Tab goes as the eye does."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from assessor.ui.main_window import MainWindow
from tests import greek
from tests.journeys.person import Person, play
from tests.ui import screen
from tests.ui.tour import Stop, Tour, opened

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)
# A caret alone is one pixel wide: whoever cannot see it well sees nothing.
VISIBLE = 36
CONTRAST = 3.0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a workspace with something of everything; give the folder that holds it."""
    folder = tmp_path_factory.mktemp("greek")
    with greek.world(folder):
        greek.make_workspace(folder)
        yield folder


@pytest.fixture
def world(made: Path, tmp_path: Path) -> Path:
    """Give a copy of that workspace: a tour settles some of what it meets."""
    return shutil.copytree(made, tmp_path / "greek") / "workspace"


def on_tour(world: Path, look: Callable[[], object], *, dressed: str = "light") -> None:
    """Let `look` see every page and dialog."""

    def story(person: Person) -> None:
        stop: Stop = lambda _name: person.see(look)  # noqa: E731
        Tour(person, stop, world.parent / "1.xlsx").all()

    with opened(world, greek.greek("Ana"), dressed=dressed):
        play(story)


def controls(window: QWidget) -> Iterator[QWidget]:
    """Give what a person can act on, leaving out the parts Qt's own controls are made of."""
    for widget in window.findChildren(QWidget):
        inside = isinstance(widget.parent(), (QComboBox, QAbstractSpinBox, QLineEdit, QHeaderView))
        own = not widget.objectName().startswith("qt_") and not isinstance(widget, QHeaderView)
        if isinstance(widget, CONTROLS) and widget.isVisible() and own and not inside:
            yield widget


def active() -> QWidget | None:
    return QApplication.activeModalWidget() or QApplication.activeWindow()


def test_every_control_says_its_name(world: Path) -> None:
    unnamed: set[str] = set()

    def look() -> None:
        for widget in controls(active()):
            if not screen.name_of(widget).strip():
                unnamed.add(described(widget))

    on_tour(world, look)
    assert unnamed == set()


def described(widget: QWidget) -> str:
    """Return where a control stands, for whoever has to find it."""
    names = []
    at: QWidget | None = widget
    while at is not None:
        names.append(type(at).__name__)
        at = at.parentWidget()
    return " in ".join(names[:6])


@pytest.mark.parametrize("dressed", ["light", "dark"])
def test_every_kind_of_control_shows_the_focus(world: Path, dressed: str) -> None:
    hidden: set[str] = set()
    known: set[tuple[object, ...]] = set()

    def look() -> None:
        window, before = active(), QApplication.focusWidget()
        for widget in controls(window):
            kind = kind_of(widget)
            reachable = widget.isEnabled() and widget.focusPolicy() & TAB
            if kind in known or not reachable or widget.visibleRegion().isEmpty():
                continue
            known.add(kind)
            if changed_by_focus(window, widget) < VISIBLE:
                hidden.add(described(widget))
        if before is not None:
            before.setFocus()

    on_tour(world, look, dressed=dressed)
    assert hidden == set()


def kind_of(widget: QWidget) -> tuple[object, ...]:
    """Return what makes a control look as it does: lists are dressed by whom they belong to."""
    looks = type(widget), widget.property("look"), widget.property("in_card")
    if isinstance(widget, QAbstractItemView):
        return *looks, type(widget.parent()), widget.model().rowCount() > 0
    return looks


TAB, PIXELS = Qt.FocusPolicy.TabFocus, QImage.Format.Format_RGB32


def changed_by_focus(window: QWidget, widget: QWidget) -> int:
    """Return how many pixels around a control change when the keyboard comes to it."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    with_focus = picture(window, widget)
    widget.clearFocus()
    return differing(with_focus, picture(window, widget))


def picture(window: QWidget, widget: QWidget) -> QImage:
    QApplication.processEvents()
    around = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-14, -14, 14, 14)
    return window.grab(around).toImage()


def differing(one: QImage, other: QImage) -> int:
    """Count the pixels that change so much that a weak eye sees it."""
    assert one.size() == other.size()
    bits = (bytes(each.convertToFormat(PIXELS).constBits()) for each in (one, other))
    here, there = (memoryview(each).cast("I") for each in bits)
    changed = Counter(pair for pair in zip(here, there, strict=True) if pair[0] != pair[1])
    return sum(often for pair, often in changed.items() if contrast(*pair) >= CONTRAST)


def contrast(one: int, other: int) -> float:
    """Return the contrast of two colours as WCAG reckons it, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(pixel: int) -> float:
    parts = ((pixel >> shift & 255) / 255 for shift in (16, 8, 0))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_tab_goes_as_the_eye_does(world: Path) -> None:
    """Within a column the tabulator goes down, within a line to the right."""
    wrong: set[str] = set()

    def story(person: Person) -> None:
        walked: set[type] = set()

        def stop(_name: str) -> None:
            where = person.see(lambda: type(start()))
            if where not in walked:
                walked.add(where)
                found = backward(person)
                # A dialog begins where there is something to write: once it comes round.
                spare = person.see(QApplication.activeModalWidget) is not None
                wrong.update(f"{where.__name__}: {step}" for step in found[spare:])

        Tour(person, stop, world.parent / "1.xlsx").all()

    with opened(world, greek.greek("Ana")):
        play(story)
    assert wrong == set()


def start() -> QWidget:
    """Return where Tab begins: the page that is shown, or the dialog."""
    window = active()
    return window.page() if isinstance(window, MainWindow) else window


def backward(person: Person) -> list[str]:
    """Press Tab until it comes round; return the steps at which the eye has to go back."""
    if not person.see(QApplication.activeModalWidget):
        # As Esc does, which on some pages goes back once no field has the keyboard.
        person.see(lambda: start().setFocus())
    found, known = [], set[int]()
    for _turn in range(150):
        before = person.see(QApplication.focusWidget)
        if id(before) in known:
            break
        known.add(id(before))
        person.press("Tab")
        if step := person.see(partial(goes_back, before)):
            found.append(step)
    return found


def goes_back(before: QWidget) -> str:
    """Name the step from `before` to where the keyboard is now, if it goes up or left."""
    after, whole = QApplication.focusWidget(), start()
    if not all(whole.isAncestorOf(each) and each.isVisible() for each in (before, after)):
        return ""
    here, there = (QRect(w.mapTo(whole, QPoint(0, 0)), w.size()) for w in (before, after))
    return f"{said(before)} → {said(after)}" if is_behind(here, there) else ""


def is_behind(before: QRect, after: QRect) -> bool:
    """Tell whether the eye would have to go up in a column, or left in a line."""
    common = before.united(after)
    narrow = min(before.width(), after.width())
    low = min(before.height(), after.height())
    same_column = before.width() + after.width() - common.width() > narrow / 2
    same_line = before.height() + after.height() - common.height() > low / 2
    up = same_column and after.bottom() <= before.top()
    left = same_line and after.right() <= before.left()
    return up or left


def said(widget: QWidget) -> str:
    return screen.name_of(widget) or type(widget).__name__
