"""The five verdicts: large for a single point, a compact row where a requirement has several."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap, QPixmapCache
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from assessor.terms import Verdict
from assessor.ui import theme
from assessor.ui.widgets.marks import ROLES, key_size, paint_key, paint_shape

KEYS = {
    Verdict.MET: "1",
    Verdict.PARTLY: "2",
    Verdict.NOT_MET: "3",
    Verdict.NA: "4",
    Verdict.NOT_VERIFIED: "5",
}


class VerdictButton(QAbstractButton):
    """Shape, words and key; chosen it takes the colour of its verdict. Compact it has no words."""

    def __init__(self, verdict: Verdict, text: str, *, compact: bool = False) -> None:
        super().__init__()
        self.verdict, self.compact, self.show_key = verdict, compact, True
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        if compact:
            self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def nextCheckState(self) -> None:
        # The verdict is lit when it is in the database, never by the click itself.
        return

    def sizeHint(self) -> QSize:
        return QSize(theme.px(54 if self.compact else 120), theme.px(32 if self.compact else 37))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(44 if self.compact else 90), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what was drawn before in this state: a key that falls waits for two buttons."""
        ratio = self.devicePixelRatioF()
        states = (self.isChecked(), self.hasFocus(), self.isEnabled(), self.show_key, self.compact)
        size = (self.width(), self.height(), ratio, theme.scale(), theme.is_dark())
        name = f"verdict {self.verdict} {self.text()} {states} {size}"
        picture = QPixmap()
        if not QPixmapCache.find(name, picture):
            picture = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            self._paint(QPainter(picture))
            QPixmapCache.insert(name, picture)
        QPainter(self).drawPixmap(0, 0, picture)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = ROLES[self.verdict]
        chosen = self.isChecked()
        edge = "accent" if self.hasFocus() else role if chosen else "line"
        painter.setPen(QPen(theme.color(edge), theme.px(2) if self.hasFocus() else 1.5))
        painter.setBrush(theme.color(f"{role}_soft" if chosen else "card"))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, theme.px(8), theme.px(8))
        ink = role if chosen else "ink" if self.isEnabled() else "ink3"
        size = theme.px(12)
        left = theme.px(10)
        shape = QRectF(left, (self.height() - size) / 2, size, size)
        paint_shape(painter, shape, self.verdict, ink)
        begin = shape.right() + theme.px(7)
        right = self._paint_key(painter, begin)
        if not self.compact:
            room = QRectF(begin, 0, right - theme.px(4) - begin, self.height())
            self._paint_words(painter, room, ink)

    def _paint_key(self, painter: QPainter, begin: float) -> float:
        """Draw the key where the longest word leaves room for it; return where words must end."""
        cap = key_size(KEYS[self.verdict])
        right = self.width() - theme.px(9)
        small = QFontMetrics(theme.font(11, bold=True))
        longest = max(small.horizontalAdvance(word) for word in self.text().split())
        crowded = not self.compact and begin + longest + cap.width() + theme.px(6) > right
        if not self.show_key or crowded:
            return right
        left = right - cap.width()
        top = (self.height() - cap.height()) / 2
        paint_key(painter, QRectF(left, top, cap.width(), cap.height()), KEYS[self.verdict])
        return left

    def _paint_words(self, painter: QPainter, room: QRectF, ink: str) -> None:
        face = theme.font(12.5, bold=True)
        if QFontMetrics(face).horizontalAdvance(self.text()) > room.width():
            face = theme.font(11, bold=True)
        painter.setFont(face)
        painter.setPen(theme.color(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), self.text())


class VerdictRow(QWidget):
    """Five verdicts; `choose(verdict)` is called, `set_verdict` lights what is recorded."""

    def __init__(
        self,
        names: dict[Verdict, str],
        choose: Callable[[Verdict], object],
        *,
        compact: bool = False,
    ) -> None:
        super().__init__()
        self.buttons = {
            verdict: VerdictButton(verdict, names[verdict], compact=compact) for verdict in KEYS
        }
        for verdict, made in self.buttons.items():
            made.clicked.connect(lambda _on=False, verdict=verdict: choose(verdict))
        if compact:
            self._lay_row()
        else:
            self._lay_grid()

    def set_verdict(self, verdict: Verdict | None) -> None:
        """Light the recorded verdict."""
        for each, made in self.buttons.items():
            made.setChecked(each == verdict)

    def show_keys(self, shown: bool) -> None:
        """Show the keys only where they act."""
        for made in self.buttons.values():
            made.show_key = shown
            made.update()

    def _lay_row(self) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(6))
        for made in self.buttons.values():
            box.addWidget(made)

    def _lay_grid(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(8))
        places = {
            Verdict.MET: (0, 0, 1, 1),
            Verdict.PARTLY: (0, 1, 1, 1),
            Verdict.NOT_MET: (1, 0, 1, 1),
            Verdict.NA: (1, 1, 1, 1),
            Verdict.NOT_VERIFIED: (2, 0, 1, 2),
        }
        for verdict, place in places.items():
            grid.addWidget(self.buttons[verdict], *place)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
