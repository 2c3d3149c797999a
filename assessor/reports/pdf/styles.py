"""Paragraph styles of a look, by what a text is for."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from assessor.reports.pdf.fonts import Faces, faces
from assessor.reports.pdf.glyphs import Letters, letters
from assessor.reports.theme import Theme, theme


@dataclass(frozen=True)
class Styles:
    """A look, ready to set type with: `of(name)` is a ReportLab ParagraphStyle."""

    theme: Theme
    faces: Faces
    letters: Letters
    named: dict[str, Any]

    def of(self, name: str) -> Any:
        """The paragraph style of this name."""
        return self.named[name]


@cache
def styles(look: str = "default") -> Styles:
    """The paragraph styles of a look, made once."""
    chosen, names = theme(look), faces(look)
    return Styles(chosen, names, letters(look), _named(chosen, names))


def _named(chosen: Theme, names: Faces) -> dict[str, Any]:
    from reportlab.lib.colors import HexColor

    ink, ink_2, ink_3 = (
        HexColor(value)
        for value in (chosen.colours.ink, chosen.colours.ink_2, chosen.colours.ink_3)
    )
    text, small = chosen.text.size, chosen.text.small
    rows: dict[str, tuple[str, float, Any]] = {
        "body": (names.regular, text, ink),
        "body second": (names.italic, text, ink_2),
        "strong": (names.bold, text, ink),
        "strong second": (names.italic, text, ink_2),
        "lead": (names.bold, text + 4.4, ink),
        "lead second": (names.regular, text + 3.4, ink_2),
        "note": (names.regular, small + 0.6, ink_2),
        "note second": (names.italic, small + 0.6, ink_2),
        "label": (names.bold, small, ink_3),
        "label second": (names.bold, small, ink_3),
        "small": (names.regular, small, ink_3),
        "small second": (names.regular, small, ink_3),
        "quote": (names.italic, text, ink_2),
        "head": (names.bold, small - 0.4, ink_3),
        "contents": (names.regular, text, ink),
        "title": (names.bold, chosen.text.title, ink),
        "title second": (names.italic, chosen.text.title - 5, ink_2),
    }
    leading = chosen.text.leading / chosen.text.size
    return {name: _style(name, *row, leading=leading) for name, row in rows.items()}


def _style(name: str, font: str, size: float, colour: Any, *, leading: float) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        name,
        fontName=font,
        bulletFontName=font,
        fontSize=size,
        leading=round(size * leading, 1),
        textColor=colour,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
    )
