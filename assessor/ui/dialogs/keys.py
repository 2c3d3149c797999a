"""?: every key of this page and those that work anywhere."""

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.dialogs.ask import Ask
from assessor.ui.dialogs.palette import spoken_keys
from assessor.ui.page import Command
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column, row, scrolling
from assessor.ui.widgets.marks import KeyHint


class KeysOverview(Ask):
    """Groups of commands with their key caps, in two columns."""

    def __init__(self, parent: QWidget, commands: Sequence[Command]) -> None:
        about = _("Single letters rest while you write; Esc leaves the field.")
        super().__init__(parent, _("Keys"), about)
        sides = (column(gap=4), column(gap=4))
        heights = [0, 0]
        for name, members in _groups(commands).items():
            at = heights.index(min(heights))
            _add_group(sides[at], name, members, first=not heights[at])
            heights[at] += len(members) + 2
        for side in sides:
            side.addStretch(1)
        inner = QWidget()
        both = row(gap=36, margins=(0, 0, 10, 0))
        for side in sides:
            both.addLayout(side, 1)
        inner.setLayout(both)
        room = parent.size().shrunkBy(QMargins(*(theme.px(20),) * 4))
        self.setMinimumSize(QSize(theme.px(760), theme.px(640)).boundedTo(room))
        self.body.addWidget(scrolling(inner), 1)
        self.finish()


def _groups(commands: Sequence[Command]) -> dict[str, list[Command]]:
    groups: dict[str, list[Command]] = {}
    for command in commands:
        if command.keys:
            groups.setdefault(command.group or _("This page"), []).append(command)
    return groups


def _add_group(side: QVBoxLayout, name: str, members: list[Command], *, first: bool) -> None:
    title = label(name)
    title.setContentsMargins(0, 0 if first else theme.px(12), 0, 0)
    side.addWidget(title)
    for command in members:
        caps = [KeyHint(key) for key in spoken_keys(command)]
        side.addLayout(row(words(command.label, wrap=False), 1, *caps, gap=6))
