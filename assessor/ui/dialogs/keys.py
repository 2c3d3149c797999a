"""?: every key of this page and those that work anywhere."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.dialogs.ask import Ask
from assessor.ui.dialogs.palette import spoken_keys
from assessor.ui.page import Command
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import row, scrolling
from assessor.ui.widgets.marks import KeyHint


class KeysOverview(Ask):
    """Groups of commands with their key caps, in two columns."""

    def __init__(self, parent: QWidget, commands: Sequence[Command]) -> None:
        super().__init__(
            parent, _("Keys"), _("Single letters rest while you write; Esc leaves the field.")
        )
        groups: dict[str, list[Command]] = {}
        for command in commands:
            if command.keys:
                groups.setdefault(command.group or _("This page"), []).append(command)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, theme.px(8), 0)
        grid.setHorizontalSpacing(theme.px(28))
        grid.setVerticalSpacing(theme.px(6))
        heights = [0, 0]
        for name, members in groups.items():
            side = heights.index(min(heights))
            grid.addWidget(label(name), heights[side], side)
            for at, command in enumerate(members, heights[side] + 1):
                caps = [KeyHint(key) for key in spoken_keys(command)]
                grid.addLayout(row(words(command.label, wrap=False), 1, *caps), at, side)
            heights[side] += len(members) + 1
        grid.setRowStretch(max(heights), 1)
        self.setMinimumSize(theme.px(720), theme.px(480))
        self.body.addWidget(scrolling(inner), 1)
        self.finish()
