"""The evidence of a requirement as small tiles, and the tile that adds more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from assessor.i18n import _, format_time, ngettext
from assessor.ui import icons, theme
from assessor.ui.widgets import thumbnails
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import FlowLayout, empty

if TYPE_CHECKING:
    from assessor.facts import EvidenceRow
    from assessor.store.workspace import Workspace

SIZE = (78, 58)


class _Tile(QAbstractButton):
    """The common shape of a tile."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(theme.px(SIZE[0]), theme.px(SIZE[1]))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(SIZE[0]), theme.px(SIZE[1]))

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(6), theme.px(6))
        return path

    def paint_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self.shape())


class AddTile(_Tile):
    """A dashed tile with a plus."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("dash"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(theme.color("card"))
        painter.drawPath(self.shape())
        size = theme.px(20)
        box = self.rect().adjusted(0, 0, 0, 0)
        box.setSize(QSize(size, size))
        box.moveCenter(self.rect().center())
        icons.paint(painter, box, "plus", "ink3")
        self.paint_focus(painter)


class PieceTile(_Tile):
    """A photograph with its time, or the kind and name of another file."""

    def __init__(self, workspace: Workspace, piece: EvidenceRow, name: str) -> None:
        super().__init__(name)
        self.piece = piece
        self._workspace = workspace

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(self.shape())
        whole = self.size() * self.devicePixelRatioF()
        shown = thumbnails.picture(self._workspace, self.piece.print_sha256, whole)
        if shown.isNull():
            self._paint_file(painter)
        else:
            self._paint_photograph(painter, shown)
        painter.setClipping(False)
        self.paint_focus(painter)

    def _paint_photograph(self, painter: QPainter, shown: object) -> None:
        room = QRectF(self.rect())
        ratio = self.devicePixelRatioF()
        width, height = shown.width() / ratio, shown.height() / ratio  # type: ignore[attr-defined]
        left, top = (room.width() - width) / 2, (room.height() - height) / 2
        painter.drawPixmap(QRectF(left, top, width, height), shown, QRectF(shown.rect()))  # type: ignore[attr-defined, call-overload]
        shade = QLinearGradient(room.bottomLeft(), room.bottomLeft() - room.topLeft() * 0)
        shade.setStart(0, room.bottom())
        shade.setFinalStop(0, room.bottom() - theme.px(22))
        dark = theme.color("rail")
        dark.setAlphaF(0.75)
        shade.setColorAt(0, dark)
        dark.setAlphaF(0)
        shade.setColorAt(1, dark)
        painter.fillRect(room, shade)
        if self.piece.taken_at is not None:
            painter.setFont(theme.font(9.5, bold=True))
            painter.setPen(Qt.GlobalColor.white)
            told = self.piece.taken_at.astimezone().strftime("%H:%M")
            under = room.adjusted(theme.px(5), 0, 0, -theme.px(4))
            painter.drawText(under, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, told)

    def _paint_file(self, painter: QPainter) -> None:
        short, icon = thumbnails.kind_of(self.piece)
        painter.fillRect(self.rect(), theme.color("na_soft"))
        size = theme.px(22)
        box = self.rect().adjusted(0, theme.px(8), 0, 0)
        box.setHeight(size)
        icons.paint(painter, box, icon, "ink2")
        painter.setFont(theme.font(9.5, bold=True))
        painter.setPen(theme.color("ink2"))
        flag = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter
        painter.drawText(self.rect().adjusted(0, 0, 0, -theme.px(6)), int(flag), short)


class EvidenceStrip(QWidget):
    """`add` opens the file chooser, `show_one(piece)` shows a piece with all it knows."""

    def __init__(
        self, add: Callable[[], object], show_one: Callable[[EvidenceRow], object]
    ) -> None:
        super().__init__()
        self._add, self._show_one = add, show_one
        self.tiles: list[PieceTile] = []
        self._pieces: tuple[EvidenceRow, ...] | None = None
        self._flow = FlowLayout(gap=8)
        self._told = words("", "fine")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(6))
        box.addLayout(self._flow)
        box.addWidget(self._told)

    def show_pieces(self, workspace: Workspace, pieces: Sequence[EvidenceRow]) -> None:
        """Show the tiles of `pieces`; nothing is built anew when they are the same."""
        if self._pieces == tuple(pieces):
            return
        self._pieces = tuple(pieces)
        empty(self._flow)
        self.tiles = []
        for piece in pieces:
            tile = PieceTile(workspace, piece, _name(piece))
            tile.clicked.connect(lambda _on=False, piece=piece: self._show_one(piece))
            self._flow.addWidget(tile)
            self.tiles.append(tile)
        self.adder = AddTile(_("Add evidence"))
        self.adder.clicked.connect(lambda _on=False: self._add())
        self._flow.addWidget(self.adder)
        self._told.setText(_summary(pieces))
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move between the tiles."""
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)


def _name(piece: EvidenceRow) -> str:
    when = format_time(piece.taken_at) if piece.taken_at else ""
    return " · ".join(part for part in (f"{piece.number}", piece.file_name, when) if part)


def _summary(pieces: Sequence[EvidenceRow]) -> str:
    if not pieces:
        return _("Photographs, PDF, DOCX, XLSX, audio: drop them here.")
    photos = sum(piece.media_type.startswith("image/") for piece in pieces)
    files = len(pieces) - photos
    parts = []
    if photos:
        parts.append(ngettext("{count} photo", "{count} photos", photos).format(count=photos))
    if files:
        parts.append(ngettext("{count} document", "{count} documents", files).format(count=files))
    parts.append(_("SHA-256 sealed"))
    if any(piece.latitude is not None for piece in pieces):
        parts.append(_("GPS kept out of exports"))
    return " · ".join(parts)
