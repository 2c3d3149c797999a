"""Letters that the fonts of a look lack: another font of the machine, or the letter's name."""

import os
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from assessor.reports.pdf.fonts import Faces, faces, font_path
from assessor.reports.pdf.scripts import visual
from assessor.reports.theme import theme

# Beyond here there are pictures, and no font that can be embedded draws them.
_PICTURES = 0x1F000
# What only changes how the letter before it looks.
_JOINERS = {"Cf", "Mn", "Me", "Cc", "Sk"}

Run = tuple[str, str]  # the name of a font, "" for the one in use; what is written in it


@dataclass(frozen=True)
class Letters:
    """Which letters the four faces of a look have, and what stands for the others."""

    common: frozenset[str]
    upright: str
    spares: tuple[str, ...]

    def runs(self, text: str) -> list[Run]:
        """The text as it stands on paper from left to right, in parts of one font each."""
        composed = unicodedata.normalize("NFC", text)
        if self.common.issuperset(composed):
            return [("", composed)]
        return list(self._mixed(composed))

    def _mixed(self, text: str) -> Iterator[Run]:
        for font, letters in groupby(visual(text), self._font):
            written = "".join(letters)
            yield ("", _named(written)) if font is None else (font, written)

    def _font(self, letter: str) -> str | None:
        """The font in use, another one that has the letter, or None."""
        if letter in self.common or letter == "\n":
            return ""
        return _other_font(letter, self.upright, self.spares)

    def markup(self, text: str) -> str:
        """The text as the markup of a paragraph."""
        return "".join(
            f'<font face="{font}">{escape(part, quote=False)}</font>'
            if font
            else escape(part, quote=False)
            for font, part in self.runs(text)
        ).replace("\n", "<br/>")

    def plain(self, text: str) -> str:
        """The text in the letters of the look alone."""
        return "".join(_named(part) if font else part for font, part in self.runs(text))

    def width(self, text: str, font: str, size: float) -> float:
        """How wide the text is."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return sum(float(stringWidth(part, own or font, size)) for own, part in self.runs(text))

    def draw(self, canvas: Any, place: tuple[float, float], text: str, font: str) -> None:
        """Draw one line from `place` to the right, in the size that the canvas has."""
        x, y = place
        size = canvas._fontsize  # noqa: SLF001  ReportLab tells it nowhere else
        for own, part in self.runs(text):
            canvas.setFont(own or font, size)
            canvas.drawString(x, y, part)
            x += float(canvas.stringWidth(part, own or font, size))
        canvas.setFont(font, size)

    def shortened(self, text: str, font: str, size: float, width: float) -> str:
        """The text, cut short with an ellipsis where it is wider than its place."""
        if self.width(text, font, size) <= width:
            return text
        room = width - self.width("…", font, size)
        kept = _longest(len(text), lambda count: self.width(text[:count], font, size) <= room)
        return text[:kept].rstrip() + "…"


def _longest(count: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to `count` that fits; 0 if none does."""
    low, high = 0, count
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


@cache
def letters(look: str = "default") -> Letters:
    """The letters of a look, found once."""
    names = faces(look)
    common = frozenset.intersection(*(_letters_of(name) for name in _four(names)))
    path = font_path(look, theme(look).fonts.regular)
    return Letters(common | {"\n", "\t"}, f"{look}-upright:{path}", theme(look).fonts.fallback)


def _four(names: Faces) -> tuple[str, ...]:
    return names.regular, names.bold, names.italic, names.bold_italic


def _letters_of(name: str) -> frozenset[str]:
    from reportlab.pdfbase import pdfmetrics

    return frozenset(map(chr, pdfmetrics.getFont(name).face.charToGlyph))


@lru_cache(4096)
def _other_font(letter: str, upright: str, spares: tuple[str, ...]) -> str | None:
    """A font for a letter that not all faces have: the upright face, then those of the machine."""
    if unicodedata.category(letter) in _JOINERS:
        return None
    name, _, path = upright.partition(":")
    if letter in _opened(name, path):
        return name
    if ord(letter) >= _PICTURES:
        return None
    for place in _on_this_machine(spares):
        if letter in _opened(f"spare-{place.stem}", str(place)):
            return f"spare-{place.stem}"
    return None


@cache
def _opened(name: str, path: str) -> frozenset[str]:
    """Register a font without bold or italics and return its letters; none if it is of no use."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    try:
        pdfmetrics.registerFont(TTFont(name, path))
    except (TTFError, OSError):
        return frozenset()
    pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)
    return _letters_of(name)


@cache
def _on_this_machine(spares: tuple[str, ...]) -> tuple[Path, ...]:
    """The files of these names among the fonts of the machine, in the order of the names."""
    found = {
        path.name: path for folder in font_folders() for path in folder.rglob("*") if path.is_file()
    }
    return tuple(found[name] for name in spares if name in found)


def font_folders() -> list[Path]:
    """Where systems keep their fonts."""
    home = Path.home()
    if sys.platform == "win32":
        own = Path(os.environ.get("LOCALAPPDATA", str(home)), "Microsoft", "Windows", "Fonts")
        return [own, Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")]
    if sys.platform == "darwin":
        places = ["/System/Library/Fonts", "/Library/Fonts"]
        return [*map(Path, places), home / "Library" / "Fonts"]
    return [Path("/usr/share/fonts"), home / ".local" / "share" / "fonts", home / ".fonts"]


def _named(text: str) -> str:
    """What stands for letters that no font has: the name of a picture, the numbers of others."""
    seen = [letter for letter in text if unicodedata.category(letter) not in _JOINERS]
    parts: list[str] = []
    for is_picture, found in groupby(seen, lambda letter: ord(letter) >= _PICTURES):
        if is_picture:
            parts += [unicodedata.name(letter, _number(letter)).lower() for letter in found]
        else:
            parts.append(" ".join(map(_number, found)))
    return "".join(f"[{part}]" for part in parts)


def _number(letter: str) -> str:
    return f"U+{ord(letter):04X}"
