"""How the words of an HTML page look: bold, hidden, in a symbol font, their blanks narrowed."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from assessor.saq.package import local
from assessor.saq.symbols import translate
from assessor.saq.text import tidy

_BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight\s*:\s*(normal|[1-5]00)", re.IGNORECASE)
_HIDDEN = re.compile(
    r"(display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE
)
_FONT = re.compile(r"font-family\s*:\s*['\"]?([^;,'\"]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """How the text inside an element looks."""

    bold: bool = False
    hidden: bool = False
    font: str = ""
    kept: bool = False  # blanks and line ends stand as they are written
    level: int = 0
    number: str = ""
    margin: bool = False  # a printed page's header or footer


@dataclass(slots=True)
class Words:
    """The text of a place while it is put together."""

    parts: list[str] = field(default_factory=list)
    hidden: bool = False
    picture: bool = False
    bold: int = 0
    length: int = 0
    look: Look = field(default_factory=Look)

    def add(self, text: str, look: Look) -> None:
        """Add a run of text with its look; the first run gives level and number."""
        if not text:
            return
        text = shown_as(text, look)
        if not text.strip():
            self.parts.append(text)
            return
        if not self.parts or not self.text():
            self.look = look
        self.parts.append(text)
        self.hidden |= look.hidden
        self.length += len(text.strip())
        self.bold += len(text.strip()) if look.bold else 0

    def text(self) -> str:
        """Return what was gathered, blanks narrowed where lines begin and end."""
        return tidy("".join(self.parts))


def shown_as(text: str, look: Look) -> str:
    """Return a run of text as a page shows it: blanks narrowed, symbols as they look."""
    if not look.kept and ("  " in text or not text.isprintable()):
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
    return translate(text, look.font)


def name_of(item: Any) -> str:
    """Return an element's name in small letters, without its namespace."""
    return _lowered(item.tag)


@lru_cache(maxsize=4_000)
def _lowered(tag: Any) -> str:
    return local(tag).lower()


def look_of(item: Any, base: Look) -> Look:
    """Return how the text inside an element looks, in what it stands in."""
    name = name_of(item)
    if name in {"tr", "td"} and not item.attrib:
        return base
    style = item.get("style") or ""
    bold = base.bold or name in {"b", "strong", "th"}
    bold = (bold or bool(_BOLD.search(style))) and not _LIGHT.search(style)
    hidden = base.hidden or item.get("hidden") is not None or bool(_HIDDEN.search(style))
    face = _FONT.search(style)
    font = face[1] if face else item.get("face", "") if name == "font" else ""
    level = int(name[1]) if re.fullmatch(r"h[1-6]", name) else base.level
    margin = base.margin or (item.get("title") in {"header", "footer"} and name == "div")
    kept = base.kept or name in {"pre", "textarea"}
    return Look(bold, hidden, font.split(",")[0] or base.font, kept, level, base.number, margin)
