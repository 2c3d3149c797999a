"""Painted marks: level badge, verdict shapes, pills, key hints. Each reads in greyscale."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from assessor.terms import Claim, Level, Verdict
from assessor.ui import theme

# The role of colour of each verdict and claim; None is "not seen yet".
ROLES: dict[StrEnum | None, str] = {
    Verdict.MET: "met",
    Verdict.PARTLY: "partly",
    Verdict.NOT_MET: "not_met",
    Verdict.NA: "na",
    Verdict.NOT_VERIFIED: "na",
    Claim.YES: "met",
    Claim.PARTLY: "partly",
    Claim.NO: "not_met",
    Claim.NA: "na",
    Claim.NONE: "na",
    None: "na",
}
_SHAPES: dict[StrEnum | None, str] = {
    Verdict.MET: "disc",
    Verdict.PARTLY: "half",
    Verdict.NOT_MET: "cross",
    Verdict.NA: "dash",
    Verdict.NOT_VERIFIED: "question",
    Claim.YES: "disc",
    Claim.PARTLY: "half",
    Claim.NO: "cross",
    Claim.NA: "dash",
    Claim.NONE: "ring",
    None: "ring",
}


def paint_shape(
    painter: QPainter, box: QRectF, term: Verdict | Claim | None, role: str | None = None
) -> None:
    """Draw ● ◐ ✖ – ? ○ into the middle of `box`, in the colour of the term or of `role`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tint = theme.color(role or ROLES[term])
    size = min(box.width(), box.height())
    line = QPen(tint, max(1.0, size * 0.12))
    middle = box.center()
    round_box = QRectF(0, 0, size * 0.84, size * 0.84)
    round_box.moveCenter(middle)
    shape = _SHAPES[term]
    if shape == "disc":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawEllipse(round_box)
    elif shape in {"half", "ring"}:
        _paint_ring(painter, round_box, line, half=shape == "half")
    elif shape == "question":
        face = QFont(theme.font(13, bold=True))
        face.setPixelSize(max(1, round(size * 1.05)))
        painter.setFont(face)
        painter.setPen(tint)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")
    else:
        _paint_strokes(painter, middle, size, line, cross=shape == "cross")
    painter.restore()


def _paint_ring(painter: QPainter, box: QRectF, line: QPen, *, half: bool) -> None:
    inset = line.widthF() / 2
    ring = box.adjusted(inset, inset, -inset, -inset)
    painter.setPen(line)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(ring)
    if half:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line.color())
        painter.drawPie(ring, 90 * 16, 180 * 16)


def _paint_strokes(
    painter: QPainter, middle: QPointF, size: float, line: QPen, *, cross: bool
) -> None:
    reach = size * 0.3
    thick = QPen(line.color(), size * (0.24 if cross else 0.14))
    thick.setCapStyle(Qt.PenCapStyle.FlatCap if cross else Qt.PenCapStyle.RoundCap)
    painter.setPen(thick)
    x, y = middle.x(), middle.y()
    if cross:
        painter.drawLine(QPointF(x - reach, y - reach), QPointF(x + reach, y + reach))
        painter.drawLine(QPointF(x - reach, y + reach), QPointF(x + reach, y - reach))
    else:
        painter.drawLine(QPointF(x - reach, y), QPointF(x + reach, y))


def paint_key(painter: QPainter, box: QRectF, text: str, *, inverse: bool = False) -> None:
    """Draw a key cap with `text` into `box`; `inverse` on the accent colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = theme.color("on_accent" if inverse else "line")
    if inverse:
        edge.setAlphaF(0.45)
    cap = box.adjusted(0.5, 0.5, -0.5, -1.5)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if inverse else theme.color("card"))
    painter.drawRoundedRect(cap, theme.px(4), theme.px(4))
    foot = QPen(edge, max(1.0, theme.px(1)))
    painter.setPen(foot)
    painter.drawLine(cap.bottomLeft() + QPointF(4, 1), cap.bottomRight() + QPointF(-4, 1))
    painter.setFont(theme.font(10.5, bold=True))
    painter.setPen(theme.color("on_accent" if inverse else "ink2"))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def key_size(text: str) -> QSize:
    """Return the room a key cap takes."""
    width = QFontMetrics(theme.font(10.5, bold=True)).horizontalAdvance(text)
    return QSize(max(width + theme.px(11), theme.px(18)), theme.px(17))


class KeyHint(QWidget):
    """A key cap beside what the key does, such as KeyHint("N")."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.setFixedSize(key_size(text))
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_key(painter, QRectF(self.rect()), self.text)


class LevelBadge(QWidget):
    """MUST filled with ink, SHOULD outlined; `text` is the programme's word."""

    def __init__(self, level: Level = Level.MUST, text: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_level(level, text)

    def set_level(self, level: Level, text: str) -> None:
        """Show another level."""
        self.level, self.text = level, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return badge_size(self.text)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self.level, self.text)


def badge_size(text: str) -> QSize:
    """Return the room a level badge takes."""
    width = QFontMetrics(theme.font(10.5, bold=True, spacing=0.5)).horizontalAdvance(text)
    return QSize(width + theme.px(14), theme.px(19))


def paint_badge(painter: QPainter, box: QRectF, level: Level, text: str) -> None:
    """Draw a level badge into `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    must = level == Level.MUST
    painter.setPen(QPen(theme.color("ink"), 1))
    painter.setBrush(theme.color("ink" if must else "card"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
    painter.setFont(theme.font(10.5, bold=True, spacing=0.5))
    painter.setPen(theme.color("on_ink" if must else "ink"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class VerdictMark(QWidget):
    """The shape of a verdict alone, 12 pixels; give it a name for those who listen."""

    def __init__(self, verdict: Verdict | None = None, size: int = 12) -> None:
        super().__init__()
        self.verdict = verdict
        self.setFixedSize(theme.px(size), theme.px(size))

    def set_verdict(self, verdict: Verdict | None, name: str = "") -> None:
        """Show another verdict."""
        self.verdict = verdict
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_shape(painter, QRectF(self.rect()), self.verdict)


class Pill(QWidget):
    """A rounded pill with an optional shape: Pill("Not met", Verdict.NOT_MET).

    Without a term give a role of colour: Pill("company claimed met", role="partly", mark="⚠").
    """

    def __init__(
        self,
        text: str,
        term: Verdict | Claim | None = None,
        *,
        role: str | None = None,
        mark: str = "",
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text, term, role=role, mark=mark)

    def set_text(
        self,
        text: str,
        term: Verdict | Claim | None = None,
        *,
        role: str | None = None,
        mark: str = "",
    ) -> None:
        """Show something else."""
        self.text, self.term, self.mark = text, term, mark
        self.role = role or ROLES[term]
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(11.5, bold=True))
        width = metrics.horizontalAdvance(self.text) + theme.px(20)
        if self.term is not None or self.mark:
            width += theme.px(16)
        return QSize(width, theme.px(21))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{self.role}_soft"))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        left = theme.px(10)
        mark_box = QRectF(left, (self.height() - theme.px(11)) / 2, theme.px(11), theme.px(11))
        painter.setFont(theme.font(11.5, bold=True))
        if self.mark:
            _paint_mark(painter, mark_box, self.mark, self.role)
        elif self.term is not None:
            paint_shape(painter, mark_box, self.term, self.role)
        if self.mark or self.term is not None:
            left += theme.px(16)
        painter.setPen(theme.color(self.role))
        room = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text)


def _paint_mark(painter: QPainter, box: QRectF, mark: str, role: str) -> None:
    if mark == "⚠":
        paint_warning(painter, box, role)
    else:
        painter.setPen(theme.color(role))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark)


def paint_warning(painter: QPainter, box: QRectF, role: str = "partly") -> None:
    """Draw a filled triangle with an exclamation mark."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(role))
    painter.drawPolygon(
        QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()])
    )
    face = theme.font(13, bold=True)
    face.setPixelSize(max(1, round(box.height() * 0.8)))
    painter.setFont(face)
    painter.setPen(theme.color("card"))
    painter.drawText(box.adjusted(0, box.height() * 0.2, 0, 0), Qt.AlignmentFlag.AlignCenter, "!")
    painter.restore()
