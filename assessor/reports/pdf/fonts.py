"""Fonts of a look, registered once; nothing but embedded fonts may reach a page."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assessor.config import ROOT
from assessor.reports.theme import folder_of, theme

SHIPPED = ROOT / "templates" / "default" / "fonts"


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


def font_path(look: str, name: str) -> Path:
    """The font file in the folder of the look, or the shipped one of this name."""
    own = folder_of(look) / "fonts" / name
    return own if own.exists() else SHIPPED / name


def _register(look: str, names: Faces) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    files = theme(look).fonts
    for face in ("regular", "bold", "italic", "bold_italic"):
        path = font_path(look, getattr(files, face))
        pdfmetrics.registerFont(TTFont(getattr(names, face), str(path)))
    pdfmetrics.registerFontFamily(
        names.regular,
        normal=names.regular,
        bold=names.bold,
        italic=names.italic,
        boldItalic=names.bold_italic,
    )
