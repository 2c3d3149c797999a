"""Icons by name, drawn from the fonts that qtawesome brings along; nothing is fetched.

Importing qtawesome itself costs 0.15 s (it loads all of Qt's bindings through qtpy and eleven
fonts), a quarter of what a start may take; its Material Design font alone takes 6 ms.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from assessor.ui import theme


@cache
def _font() -> tuple[str, dict[str, str]]:
    spec = find_spec("qtawesome")
    assert spec is not None  # noqa: S101  a pinned dependency
    folder = Path(str(spec.origin)).parent / "fonts"
    [charmap] = folder.glob("materialdesignicons6-*.json")
    [face] = folder.glob("materialdesignicons6-*.ttf")
    family = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(face)))[0]
    return family, json.loads(charmap.read_text(encoding="utf-8"))


class _Glyph(QIconEngine):
    """Draws one character of the icon font, sharp at every size."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self.name, self.role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = "ink3" if mode == QIcon.Mode.Disabled else self.role
        paint(painter, rect, self.name, role)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Glyph(self.name, self.role)


def icon(name: str, role: str = "ink2") -> QIcon:
    """Return the Material Design icon `name` (such as "check") in the colour of `role`."""
    return QIcon(_Glyph(name, role))


def paint(painter: QPainter, rect: QRect, name: str, role: str = "ink2") -> None:
    """Draw the icon into `rect`."""
    family, charmap = _font()
    face = QFont(family)
    face.setPixelSize(min(rect.width(), rect.height()))
    painter.save()
    painter.setFont(face)
    painter.setPen(theme.color(role))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chr(int(charmap[name], 16)))
    painter.restore()
