"""Choose a requirement by typing its number or its words."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from assessor.i18n import _
from assessor.ui import core, theme
from assessor.ui.dialogs.ask import fitting
from assessor.ui.widgets.cell_ground import Index, PaintedRow
from assessor.ui.widgets.labels import heading
from assessor.ui.widgets.layouts import column
from assessor.ui.widgets.marks import badge_size, paint_badge, paint_shape
from assessor.ui.widgets.stepping import step_list
from assessor.ui.words import here, plain, spoken

if TYPE_CHECKING:
    from assessor.checklist import Requirement
    from assessor.facts import Dossier
    from assessor.terms import Verdict

_ROW = Qt.ItemDataRole.UserRole
_VERDICT = Qt.ItemDataRole.UserRole + 1


class ChooseRequirement(QDialog):
    """A field and the requirements that fit it; Enter takes the lit one."""

    def __init__(
        self,
        parent: QWidget,
        known: Dossier,
        *,
        title: str,
        without: Collection[str] = (),
        only: Collection[str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.chosen = ""
        self._known = known
        self._items = [
            item
            for item in known.checklist.requirements
            if item.ref not in without and (only is None or item.ref in only)
        ]
        self.setWindowTitle(title)
        self.setFixedSize(fitting(600, 440))
        self.field, self.list = QLineEdit(), QListWidget()
        hint = _("Number or words of the requirement")
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.list.setAccessibleName(_("Requirements"))
        # The field keeps the keyboard and moves in the list.
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_RequirementDelegate(known, self.list))
        box = column(heading(title), self.field, gap=10, margins=(20, 18, 20, 18))
        box.addWidget(self.list, 1)
        self.setLayout(box)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._take)
        self.list.itemActivated.connect(lambda _item: self._take())
        self.list.itemClicked.connect(lambda _item: self._take())
        self.field.installEventFilter(self)
        self._fill("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while the field keeps the focus."""
        return step_list(self.list, event) or super().eventFilter(watched, event)

    def _fill(self, text: str) -> None:
        wanted = plain(text).split()
        self.list.clear()
        fitting = [item for item in self._items if _fits(item, wanted)]
        # A number that is typed whole comes before those that only begin with it.
        fitting.sort(key=lambda item: item.ref != text.strip())
        for item in fitting:
            self.list.addItem(self._entry(item))
        self.list.setCurrentRow(0)

    def _entry(self, item: Requirement) -> QListWidgetItem:
        entry = QListWidgetItem(f"{item.ref} {here(item.title)}")
        entry.setData(_ROW, item)
        verdict = core.tally.verdict_of(self._known, item)
        entry.setData(_VERDICT, verdict)
        level = spoken(item.level, self._known.profile)
        seen = spoken(verdict, self._known.profile) if verdict else _("Not seen yet")
        entry.setData(
            Qt.ItemDataRole.AccessibleTextRole, f"{item.ref} {here(item.title)}, {level}, {seen}"
        )
        return entry

    def _take(self) -> None:
        entry = self.list.currentItem()
        if entry is not None:
            self.chosen = entry.data(_ROW).ref
            self.accept()


def _fits(item: Requirement, wanted: list[str]) -> bool:
    where = plain(f"{item.ref} {' '.join(item.title.values())}")
    return all(word in where for word in wanted)


class _RequirementDelegate(PaintedRow):
    """Paints verdict, number, title and level in one line."""

    def __init__(self, known: Dossier, parent: QWidget) -> None:
        super().__init__(parent)
        self._profile = known.profile

    height = 32

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Requirement = index.data(_ROW)
        verdict: Verdict | None = index.data(_VERDICT)
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("accent_soft"))
        px, middle = theme.px, box.center().y()
        mark = QRectF(box.left() + px(10), middle - px(6), px(12), px(12))
        paint_shape(painter, mark, verdict)
        text = spoken(item.level, self._profile)
        size = badge_size(text)
        badge = QRectF(box.right() - px(10) - size.width(), 0, size.width(), size.height())
        badge.moveTop(middle - size.height() / 2)
        paint_badge(painter, badge, item.level, text)
        line = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font(13, bold=True))
        painter.drawText(
            QRectF(box.left() + px(32), box.top(), px(50), box.height()), line, item.ref
        )
        painter.setFont(theme.font(13))
        room = QRectF(
            box.left() + px(84), box.top(), badge.left() - box.left() - px(94), box.height()
        )
        title = painter.fontMetrics().elidedText(
            here(item.title), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, line, title)


def choose_requirement(
    parent: QWidget,
    known: Dossier,
    *,
    title: str,
    without: Collection[str] = (),
    only: Collection[str] | None = None,
) -> str:
    """Return the reference that the person chose; empty if none."""
    dialog = ChooseRequirement(parent, known, title=title, without=without, only=only)
    return dialog.chosen if dialog.exec() == QDialog.DialogCode.Accepted else ""
