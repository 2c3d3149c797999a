"""The index at the left of the visit's form: its parts, and what each still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionViewItem,
)

from assessor.i18n import _, language, ngettext
from assessor.ui import theme
from assessor.ui.panels.prepare_parts import PARTS, Lacking
from assessor.ui.widgets.cell_ground import Index, PaintedRow, paint_lit

_STATE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class _State:
    letter: str  # the one that Alt jumps with
    text: str
    role: str


class PrepareIndex(QListWidget):
    """`entered` tells the part that the person wants to be in; letters pass to the page."""

    entered = Signal(str)
    shown = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Parts of the form"))
        self.setItemDelegate(_IndexDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.letters = _letters()
        for part, title in PARTS.items():
            item = QListWidgetItem(_(title))
            item.setData(_STATE, _State(self.letters[part], "", "ink3"))
            self.addItem(item)
        self.setCurrentRow(0)
        self.currentRowChanged.connect(lambda _at: self.shown.emit(self.part()))
        self.itemClicked.connect(lambda _item: self.entered.emit(self.part()))

    def part(self) -> str:
        """Return the part that is lit."""
        return list(PARTS)[max(0, self.currentRow())]

    def light(self, part: str) -> None:
        """Light a part without telling anyone."""
        self.blockSignals(True)
        self.setCurrentRow(list(PARTS).index(part))
        self.blockSignals(False)
        self.viewport().update()

    def set_lacking(self, lacking: Mapping[str, Lacking]) -> None:
        """Show at each part what it lacks; hovering and listening tell which fields."""
        for at, (part, found) in enumerate(lacking.items()):
            item = self.item(at)
            state = _state(self.letters[part], part, found)
            item.setData(_STATE, state)
            told = [gap.text(language()) for gap in found.gaps]
            told += [_("{name}: blank").format(name=_(name)) for name in found.blank]
            item.setToolTip("\n".join(told))
            spoken = state.text.replace("✓", _("complete"))
            title = _(PARTS[part])
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {spoken}".strip(", "))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, " ".join(told))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}:
            self.entered.emit(self.part())
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)


def _state(letter: str, part: str, found: Lacking) -> _State:
    if found.gaps:
        count = len(found.gaps)
        text = ngettext("{count} open", "{count} open", count).format(count=count)
        lacking = {gap.language for gap in found.gaps}
        if len(lacking) == 1 and (lang := lacking.pop()):
            text = _("{language} missing").format(language=lang.upper())
        blocking = any(gap.blocking for gap in found.gaps)
        return _State(letter, text, "not_met" if blocking else "partly")
    if found.blank:
        count = len(found.blank)
        text = ngettext("{count} blank", "{count} blank", count).format(count=count)
        return _State(letter, text, "ink3")
    return _State(letter, "" if part == "note" else "✓", "met")


def _letters() -> dict[str, str]:
    """Return the letter that jumps to each part: the first of its title that is still free."""
    taken: dict[str, str] = {}
    for part, title in PARTS.items():
        free = (c for c in _(title).upper() if "A" <= c <= "Z" and c not in taken.values())
        taken[part] = next(free, "")
    return taken


class _IndexDelegate(PaintedRow):
    """Paints title, the underlined letter, and what is lacking at the right."""

    height = 34

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state: _State = index.data(_STATE)
        box, px = QRectF(option.rect), theme.px
        lit = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_lit(painter, option)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(11.5, bold=state.role != "ink3"))
        painter.setPen(theme.color(state.role))
        right = box.adjusted(0, 0, -px(14), 0)
        painter.drawText(right, int(middle | Qt.AlignmentFlag.AlignRight), state.text)
        taken = painter.fontMetrics().horizontalAdvance(state.text)
        room = box.adjusted(px(16), 0, -px(22) - taken, 0)
        painter.setFont(theme.font(13, bold=lit))
        painter.setPen(theme.color("ink"))
        title = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, int(room.width())
        )
        flags = int(middle | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic)
        painter.drawText(room, flags, _underlined(title, state.letter))


def _underlined(title: str, letter: str) -> str:
    at = title.upper().find(letter) if letter else -1
    plain = title.replace("&", "&&")
    return f"{plain[:at]}&{plain[at:]}" if at >= 0 and "&" not in title else plain
