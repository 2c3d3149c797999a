"""Small pictures of evidence, read from the print-size copy at the size they are shown."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImageReader, QPixmap

if TYPE_CHECKING:
    from assessor.facts import EvidenceRow
    from assessor.store.workspace import Workspace

# What stands on the tile of a piece that is no photograph.
KINDS = {
    "application/pdf": ("PDF", "file-pdf-box"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        "DOCX",
        "file-word-outline",
    ),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (
        "XLSX",
        "file-excel-outline",
    ),
}


def kind_of(piece: EvidenceRow) -> tuple[str, str]:
    """Return the short name and the icon of what a piece is."""
    if piece.media_type.startswith("image/"):
        return "IMG", "image-outline"
    if piece.media_type.startswith("audio/"):
        return "AUDIO", "microphone-outline"
    return KINDS.get(piece.media_type, ("FILE", "file-outline"))


def picture(workspace: Workspace, sha256: str, size: QSize) -> QPixmap:
    """Return the photograph filling `size`; a null pixmap if there is none to show."""
    if not sha256:
        return QPixmap()
    return _picture(workspace, sha256, size.width(), size.height())


@lru_cache(maxsize=200)
def _picture(workspace: Workspace, sha256: str, width: int, height: int) -> QPixmap:
    raw = QByteArray(workspace.blobs.read(sha256))
    buffer = QBuffer(raw)
    reader = QImageReader(buffer)
    whole = reader.size()
    if not whole.isValid():
        return QPixmap()
    # The decoder skips what is not shown: 5 ms instead of 40 for a print-size photograph.
    share = max(width / whole.width(), height / whole.height())
    reader.setScaledSize(QSize(round(whole.width() * share), round(whole.height() * share)))
    return QPixmap.fromImage(reader.read())
