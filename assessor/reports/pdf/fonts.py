"""Fonts of a look, registered once; nothing but embedded fonts may reach a page."""

from dataclasses import dataclass
from functools import cache

from assessor.reports.theme import folder_of, theme


@dataclass(frozen=True, slots=True)
class Faces:
    """The names under which ReportLab knows the four faces of a look."""

    regular: str
    bold: str
    italic: str
    bold_italic: str


@cache
def faces(look: str = "default") -> Faces:
    """Register the four faces of a look with ReportLab and return their names."""
    from reportlab import rl_config

    names = Faces(*(f"{look}-{face}" for face in ("regular", "bold", "italic", "bold_italic")))
    # Before platypus is imported: its default styles take this font, and a canvas starts with it;
    # an unembedded Helvetica would stay in the file.
    rl_config.canvas_basefontname = names.regular
    rl_config.useA85 = 0
    _register(look, names)
    return names


def _register(look: str, names: Faces) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    files = theme(look).fonts
    home = folder_of(look) / "fonts"
    for face in ("regular", "bold", "italic", "bold_italic"):
        font = TTFont(getattr(names, face), str(home / getattr(files, face)))
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(
        names.regular,
        normal=names.regular,
        bold=names.bold,
        italic=names.italic,
        boldItalic=names.bold_italic,
    )
