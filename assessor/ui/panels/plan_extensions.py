"""Requests for more time, each with its decision; and a way to record another one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from assessor.i18n import _, format_date
from assessor.ui.panels.plan_fields import group
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import column, empty, row

if TYPE_CHECKING:
    from assessor.improvement import ActionRow, ExtensionRow


class PlanExtensions(QWidget):
    """`ask()` records a request, `decide(id, granted)` the decision."""

    def __init__(self, ask: Callable[[], object], decide: Callable[[str, bool], object]) -> None:
        super().__init__()
        self._decide = decide
        self._shown: tuple[ExtensionRow, ...] | None = None
        self.ask = button(_("Record a request…"), ask, look="link")
        self.list = QVBoxLayout()
        head = row(group(_("Extension of the due date")), 1, self.ask)
        self.setLayout(column(head, self.list, gap=8))

    def show_card(self, card: ActionRow) -> None:
        """Show the requests of one card."""
        if self._shown == card.extensions:
            return
        self._shown = card.extensions
        empty(self.list)
        before: QWidget = self.ask
        for item in card.extensions:
            line = self._line(item)
            self.list.addWidget(line)
            # What is built later stands last for Tab, unless it is told where it belongs.
            for made in line.findChildren(QPushButton):
                QWidget.setTabOrder(before, made)
                before = made
        if not card.extensions:
            self.list.addWidget(words(_("Nobody has asked for more time."), "muted"))

    def _line(self, item: ExtensionRow) -> QWidget:
        made = QWidget()
        inner = column(words(_asked(item), "bold"), words(item.reason), gap=2)
        if source := _source(item):
            inner.addWidget(words(source, "fine"))
        decision = self._buttons(item) if item.granted is None else words(_decided(item), "small")
        line = row(inner, 1, decision, gap=12, margins=(0, 4, 0, 4))
        line.setStretch(0, 3)
        made.setLayout(line)
        return made

    def _buttons(self, item: ExtensionRow) -> QWidget:
        made = QWidget()
        grant = button(_("Grant"), lambda: self._decide(item.id, True), look="primary")
        refuse = button(_("Refuse"), lambda: self._decide(item.id, False))
        made.setLayout(row(grant, refuse))
        return made


def _asked(item: ExtensionRow) -> str:
    if item.new_date is None:
        return _("More time asked for")
    return _("New date asked for: {date}").format(date=format_date(item.new_date))


def _source(item: ExtensionRow) -> str:
    parts = []
    if item.asked_on is not None:
        parts.append(_("Asked on {date}").format(date=format_date(item.asked_on)))
    if item.document:
        parts.append(_("Document: {name}").format(name=item.document))
    return " · ".join(parts)


def _decided(item: ExtensionRow) -> str:
    mark = f"✓ {_('Extension granted')}" if item.granted else f"✖ {_('Extension refused')}"
    return f"{mark}\n{item.decided_by}, {format_date(item.decided_on)}"
