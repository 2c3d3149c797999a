"""Parts side by side where there is room, below one another where there is not."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from assessor.ui import theme


class Columns(QWidget):
    """Each part gets at least `each` pixels of the 100 % scale, or a line of its own.

    `shares` says how the width is divided when all stand in one line.
    """

    def __init__(
        self,
        parts: Sequence[QWidget | QLayout],
        *,
        each: int = 180,
        shares: Sequence[int] = (),
        gap: int = 12,
    ) -> None:
        super().__init__()
        self.parts = [_as_widget(part) for part in parts]
        self._each, self._shares, self._gap = each, tuple(shares), gap
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(gap))
        self._arrange(len(self.parts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap = theme.px(self._gap)
        fitting = (self.width() + gap) // (theme.px(self._each) + gap)
        # Four beside one another, else two and two: never three and one.
        count = len(self.parts)
        while count > 1 and count > fitting:
            count = (count + 1) // 2
        self._arrange(count)

    def minimumSizeHint(self) -> QSize:
        narrow = max((part.minimumSizeHint().width() for part in self.parts), default=0)
        return QSize(min(narrow, theme.px(self._each)), super().minimumSizeHint().height())

    def _arrange(self, count: int) -> None:
        if count == self._count:
            return
        self._count = count
        for part in self.parts:
            self._grid.removeWidget(part)
        for at in range(len(self.parts)):
            self._grid.setColumnStretch(at, 0)
        for at, part in enumerate(self.parts):
            self._grid.addWidget(part, at // count, at % count)
        in_one_line = count == len(self.parts)
        for at in range(count):
            share = self._shares[at] if self._shares and in_one_line else 1
            self._grid.setColumnStretch(at, share)
            self._grid.setColumnMinimumWidth(at, 1)
        self.updateGeometry()


def _as_widget(part: QWidget | QLayout) -> QWidget:
    if isinstance(part, QWidget):
        return part
    made = QWidget()
    made.setLayout(part)
    return made
