"""Turns the characters of symbol fonts into the boxes and ticks that a reader sees."""

import re

from assessor.i18n import N_

# Code points below 256 of Wingdings and its sequels; Word stores them bare or as U+F000 + code.
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒", 0xA1: "○",
    0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x2A: "☐", 0xA3: "☐",
    0x99: "○", 0x98: "●",
}  # fmt: skip
_PRIVATE = {0xF000 + code: mark for code, mark in {**_WINGDINGS_2, **_WINGDINGS}.items()}

_PRIVATE_USE = re.compile("[\uf000-\uf0ff]")


def translate(text: str, font: str = "") -> str:
    """Return `text` with the marks of symbol fonts as ordinary characters."""
    if not font and text.isascii():
        return text
    name = font.casefold()
    if name.startswith("wingdings"):
        table = _WINGDINGS_2 if "2" in name else _WINGDINGS
        return "".join(table.get(ord(char) & 0xFF, char) for char in text)
    if _PRIVATE_USE.search(text):
        return text.translate(_PRIVATE)
    return text


# “Sí / No” with one of them struck out is a choice.
STRUCK = N_("Words that are struck out were not read where others stand beside them.")
