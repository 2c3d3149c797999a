"""Progress in the colours of the verdicts."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from assessor.terms import Verdict
from assessor.ui import theme

ORDER = (
    (Verdict.MET, "met"),
    (Verdict.PARTLY, "partly_bar"),
    (Verdict.NOT_MET, "not_met"),
    (Verdict.NA, "na_bar"),
    (Verdict.NOT_VERIFIED, "ink3"),
)


def paint_bar(painter: QPainter, box: QRectF, counts: Mapping[Verdict, int], total: int) -> None:
    """Draw the shares of `total` into `box`: met, partly, not met, not applicable, not verified."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    path = QPainterPath()
    path.addRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.fillPath(path, theme.color("track"))
    painter.setClipPath(path)
    left = box.left()
    for verdict, role in ORDER:
        width = box.width() * counts.get(verdict, 0) / max(1, total)
        painter.fillRect(QRectF(left, box.top(), width, box.height()), theme.color(role))
        left += width
    painter.restore()


class VerdictBar(QWidget):
    """A thin bar; `set_counts({Verdict.MET: 50, …}, total)`."""

    def __init__(self, *, height: int = 5) -> None:
        super().__init__()
        self._counts: Mapping[Verdict, int] = {}
        self._total = 0
        self._height = theme.px(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_counts(self, counts: Mapping[Verdict, int], total: int, name: str = "") -> None:
        """Show other shares; `name` says them in words."""
        self._counts, self._total = dict(counts), total
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_bar(painter, QRectF(self.rect()), self._counts, self._total)
