"""A sheet as it is filled: sections below one another, the keyboard going from field to field."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from assessor.ui import theme
from assessor.ui.panels.sheet_photos import PhotoBlock
from assessor.ui.panels.sheet_points import PointBlock
from assessor.ui.panels.sheet_sections import Block, Makers, SectionCard, Steps
from assessor.ui.widgets.layouts import empty, order_by_eye

if TYPE_CHECKING:
    from assessor.facts import EvidenceRow
    from assessor.forms import Form
    from assessor.forms.sheets import SheetRow

# A long form is built in slices of this many seconds, between which keys and paint have their turn.
_SLICE = 0.004
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_FIELD_KEYS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SheetForm(QWidget):
    """`show_sheet` shows another sheet; of the same form only its values are exchanged."""

    def __init__(self, makers: Makers) -> None:
        super().__init__()
        self._makers = makers
        self.sheet: SheetRow | None = None
        self.pieces: dict[str, EvidenceRow] = {}
        self.cards: list[SectionCard] = []
        self._form: Form | None = None
        self._enabled = True
        self._steps: Steps = iter(())
        self._known: dict[str, Block] = {}
        self._wanted = ""
        self._slice = QTimer(self, singleShot=True, interval=0)
        self._slice.timeout.connect(self._go_on)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(12))

    # showing

    def show_sheet(self, sheet: SheetRow, pieces: dict[str, EvidenceRow], *, enabled: bool) -> None:
        """Show a sheet; what was typed into another one has been saved before."""
        another = self.sheet is None or self.sheet.id != sheet.id
        self.sheet, self.pieces, self._enabled = sheet, pieces, enabled
        if another:
            for block in self._known.values():
                block.forget()
        if self._form != sheet.form:
            self._form = sheet.form
            self._clear()
            self._steps = self._build()
        elif any(card.lacks(sheet) for card in self.cards) and not self._slice.isActive():
            self._steps = self._build_rows()
        for card in self.cards:
            self._show_card(card)
        self._go_on()

    def _clear(self) -> None:
        self._slice.stop()
        empty(self._box)
        self.cards, self._known = [], {}

    def _build(self) -> Steps:
        assert self._form is not None  # noqa: S101  built only for a sheet
        # From the start: what stands must not move while the rest comes below it.
        self._box.addStretch(1)
        for section in self._form.sections:
            card = SectionCard(section, self._makers)
            self.cards.append(card)
            self._box.insertWidget(self._box.count() - 1, card)
            yield from self._built(card)

    def _build_rows(self) -> Steps:
        for card in self.cards:
            yield from self._built(card)

    def _built(self, card: SectionCard) -> Steps:
        assert self.sheet is not None  # noqa: S101
        for _step in card.build(self.sheet):
            self._learn(card)
            yield
        self._learn(card)
        self._show_card(card)
        yield

    def _learn(self, card: SectionCard) -> None:
        for block in card.blocks():
            if self._known.get(block.spot.key) is not block:
                self._known[block.spot.key] = block
                for stop in block.stops:
                    stop.installEventFilter(self)
                if isinstance(block, PointBlock):
                    block.grown.connect(self._watch)
                self._show_block(block)

    def _watch(self, line: QWidget) -> None:
        line.installEventFilter(self)

    def _go_on(self) -> None:
        """Build for a moment; the rest comes after whatever waits."""
        end = time.monotonic() + _SLICE
        for _step in self._steps:
            if time.monotonic() > end:
                self._slice.start()
                break
        else:
            self._follow_rows()
        if self._wanted in self._known:
            self.focus_path(self._wanted)

    def _follow_rows(self) -> None:
        """Rows may have come or gone while the form was still being built."""
        if self.sheet is not None and any(card.lacks(self.sheet) for card in self.cards):
            self._steps = self._build_rows()
            self._slice.start()

    def finish(self) -> None:
        """Build all that is still to be built."""
        self._slice.stop()
        for _step in self._steps:
            pass

    @property
    def building(self) -> bool:
        """Whether a part of the form is still to come."""
        return self._slice.isActive()

    def _show_card(self, card: SectionCard) -> None:
        assert self.sheet is not None  # noqa: S101
        living = {block.spot.key for each in self.cards for block in each.blocks()}
        for key in [key for key in self._known if key not in living]:
            del self._known[key]
        for block in card.blocks():
            self._show_block(block)
        for part in card.parts.values():
            part.show_scores(self.sheet)
        if card.more is not None:
            card.more.setEnabled(self._enabled)

    def _show_block(self, block: Block) -> None:
        assert self.sheet is not None  # noqa: S101
        short = {each.key: each.level for each in self.sheet.shortfalls}
        if isinstance(block, PhotoBlock):
            block.pieces = self.pieces
        block.enable(self._enabled)
        block.show_value(self.sheet.values, short.get(block.spot.key))

    # the keyboard

    def blocks(self) -> list[Block]:
        """Return all fields that stand, in order."""
        return [block for card in self.cards for block in card.blocks()]

    def focus_first(self) -> None:
        """Put the cursor into the first field that is empty, or into the first of all."""
        fields = [block for block in self.blocks() if block.stops]
        values = self.sheet.values if self.sheet else {}
        empty_one = next((each for each in fields if not values.get(each.spot.key)), None)
        if target := empty_one or next(iter(fields), None):
            self._focus(target)

    def focus_path(self, path: str) -> None:
        """Put the cursor into a field, once it is built."""
        block = self._known.get(path)
        if block is None:
            self._wanted = path
        else:
            self._focus(block)

    def current(self) -> Block | None:
        """Return the field that has the keyboard."""
        now = QApplication.focusWidget()
        while now is not None and now is not self:
            for block in self._known.values():
                if block is now:
                    return block
            now = now.parentWidget()
        return None

    def go_on(self, _from: QWidget | None = None, by: int = 1) -> None:
        """Go to the next field, notes and photographs passed by."""
        if self._slice.isActive():
            self.finish()
        now = self.current()
        fields = [block for block in self.blocks() if block.stops]
        if now not in fields:
            return
        at = fields.index(now) + by
        if 0 <= at < len(fields):
            self._focus(fields[at])

    def _focus(self, block: Block) -> None:
        # Fields side by side are put in their place together, once the last of them is made.
        self._wanted = "" if self.isAncestorOf(block) else block.spot.key
        if self._wanted:
            return
        block.main.setFocus(Qt.FocusReason.TabFocusReason)
        self.reveal(block)

    def reveal(self, block: QWidget) -> None:
        """Bring a field into sight, with some room below it."""
        area = self.parentWidget()
        while area is not None and not hasattr(area, "ensureWidgetVisible"):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(block, 0, theme.px(48))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Shift+Enter back; so do the arrows where they mean nothing else."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = self._step_of(watched, event)
            if by:
                self.go_on(by=by)
                return True
        return super().eventFilter(watched, event)

    def _step_of(self, watched: QObject, event: QKeyEvent) -> int:
        key, held = Qt.Key(event.key()), event.modifiers()
        several = isinstance(watched, QPlainTextEdit)
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        if key in _ENTER and (control or not several):
            return -1 if shift else 1
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and not several and not _steps_itself(watched):
            return _FIELD_KEYS.get(key, 0)
        return 0

    def order(self) -> None:
        """Let Tab go as the eye does, rows that were added included."""
        order_by_eye(self)


def _steps_itself(watched: QObject) -> bool:
    """A date is stepped by the arrows."""
    from assessor.ui.widgets.date_edit import DateEdit

    return isinstance(watched.parent(), DateEdit)
