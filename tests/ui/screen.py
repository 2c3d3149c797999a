"""What stands on the screen: every text of a window, and what a screen reader calls its parts."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
    QWidget,
)

Said = tuple[QWidget, str]


def texts(window: QWidget) -> Iterator[Said]:
    """Give every text of `window` that is to be seen now, with the widget that shows it."""
    if window.isWindow():
        yield window, window.windowTitle()
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisible():
            for text in _of(widget):
                if text.strip():
                    yield widget, text


def spoken(window: QWidget) -> Iterator[Said]:
    """Give what is not painted but told: names, descriptions and tips of what is to be seen."""
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisible():
            for text in (widget.accessibleName(), widget.accessibleDescription()):
                if text.strip():
                    yield widget, text
            if widget.toolTip().strip():
                yield widget, widget.toolTip()


def _of(widget: QWidget) -> list[str]:
    match widget:
        case QLabel():
            return [widget.text()]
        case QAbstractButton():
            return [widget.text()]
        case QLineEdit():
            return [widget.text() or widget.placeholderText()]
        case QPlainTextEdit() | QTextEdit():
            return [widget.toPlainText() or widget.placeholderText()]
        case QComboBox():
            return [widget.itemText(at) for at in range(widget.count())]
        case QGroupBox():
            return [widget.title()]
        case QAbstractSpinBox():
            return [widget.text()]
        case QProgressBar():
            return [widget.text()] if widget.isTextVisible() else []
        case QAbstractItemView() if not isinstance(widget, QHeaderView):
            return list(_of_view(widget))
    # Painted by our own hand: the text is an attribute or the accessible name.
    return [found] if isinstance(found := getattr(widget, "told", ""), str) else []


def _of_view(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    yield from _of_model(model, QModelIndex())
    for at in range(_columns(model, QModelIndex())):
        head = model.headerData(at, Qt.Orientation.Horizontal)
        if isinstance(head, str) and view.findChildren(QHeaderView):
            yield head


def _of_model(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(model.rowCount(parent)):
        for at in range(_columns(model, parent)):
            index = model.index(row, at, parent)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                if isinstance(text := index.data(role), str):
                    yield text
            yield from _of_model(model, index) if at == 0 else ()


def _columns(model: QAbstractItemModel, parent: QModelIndex) -> int:
    # A list has one column and keeps the question to itself.
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    # On Linux a list to choose from says its value where other systems say its name.
    if isinstance(widget, QComboBox) and widget.accessibleName():
        return widget.accessibleName()
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found is not None else ""
