"""Takes the rows of a worksheet apart without a tree, where all of it is written plainly.

Most sheets are: no comments, no instructions, no prefixes. Whether it is well-formed XML at all is
told by the counter, whose parser goes over every byte of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

MOST = 120_000_000  # bytes; a larger sheet would be held twice
EACH = 20  # rows of which one is looked at: are they plain?
_OPENS, _CLOSES = "<sheetData>", "</sheetData>"
_ODD = re.compile(r"<[!?]|\r")
_DECLARED = re.compile(
    r"""<\?xml version=["']1\.0["'](?: encoding=["'](?i:utf-8)["'])?"""
    r"""(?: standalone=["'](?:yes|no)["'])?\s*\?>\s*"""
)
_ROOT = re.compile(r'<worksheet(?: [\w:.-]+="[^"<]*")*>')
_ROW_OPENS = re.compile(r'<row((?: [\w:.-]+="[^"<&]*")*)(/?)>')
_ROW_CLOSES = "</row>"
_NUMBER = re.compile(r' r="(\d{1,9})"')
_HIDDEN = re.compile(r' hidden="(?:1|true)"')
_CELL = (
    r'<c r="([A-Z]{1,3})\d{1,7}"(?: s="(\d{1,9})")?(?: t="(s|n|inlineStr)")?'
    r'(?:/>|></c>|><v>([^<]*)</v></c>|><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>)'
)
_ENTITY = re.compile(r"&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_PLAIN_CELL = re.compile(_CELL)
_PLAIN_CELLS = re.compile(f"(?:{_CELL})*")

Written = tuple[str, str, str, str, str]  # a cell's letters, style, type, value and words


@dataclass(frozen=True, slots=True)
class PlainRow:
    """A row: its cells as they are written, or None where one of them is no plain cell."""

    number: int  # 0: none is given
    hidden: bool
    cells: list[Written] | None
    alone: bytes  # a sheet of this row alone, for a parser of XML; empty where nobody needs it


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A worksheet: its text, and where its rows stand in it."""

    text: str
    root: str
    begin: int
    end: int

    def frame(self) -> bytes:
        """Return the sheet without its rows."""
        return f"{self.text[: self.begin]}{self.text[self.end :]}".encode()

    def rows(self) -> Iterator[PlainRow]:
        """Yield the rows in their order."""
        for _at, looks, inner in _rows_of(self.text, self.begin, self.end):
            number, hidden = _NUMBER.search(looks), _HIDDEN.search(looks) is not None
            place = int(number[1]) if number else 0
            if _PLAIN_CELLS.fullmatch(inner):
                yield PlainRow(place, hidden, _PLAIN_CELL.findall(inner), b"")
            else:
                row = f"<row{looks}>{inner}{_ROW_CLOSES}"
                alone = f"{self.root}{_OPENS}{row}{_CLOSES}</worksheet>"
                yield PlainRow(place, hidden, None, alone.encode())


def plain_sheet(data: bytes) -> PlainSheet | None:
    """Return a worksheet that is written plainly; None of any other."""
    if len(data) > MOST:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    declared = _DECLARED.match(text)
    start = declared.end() if declared else 0
    root = _ROOT.match(text, start)
    begin, end = text.find(_OPENS, start) + len(_OPENS), text.find(_CLOSES, start)
    if root is None or begin < len(_OPENS) or end < begin or text.count("sheetData") != 2:
        return None
    if _ODD.search(text, start) or not _are_plain(text, begin, end):
        return None
    return PlainSheet(text, root[0], begin, end)


def unescaped(text: str) -> str:
    """Return what a text stands for that XML wrote."""
    return _unescaped(text) if "&" in text else text


@lru_cache(maxsize=4_000)
def _unescaped(text: str) -> str:
    return _ENTITY.sub(_char, text)


def _char(match: re.Match[str]) -> str:
    name, number, hexadecimal = match.groups()
    if name:
        return _NAMED[name]
    code = int(number) if number else int(hexadecimal, 16)
    # What is no letter is no XML either: the counter will say so.
    return chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else match[0]


def _rows_of(text: str, at: int, end: int) -> Iterator[tuple[int, str, str]]:
    """Yield where each row ends, its attributes, and what is in it; stop where no row stands."""
    while at < end and (opens := _ROW_OPENS.match(text, at, end)):
        looks, empty = opens.groups()
        inner, at = "", opens.end()
        if not empty:
            closes = text.find(_ROW_CLOSES, at, end)
            if closes < 0:
                return
            inner, at = text[at:closes], closes + len(_ROW_CLOSES)
        yield at, looks, inner


def _are_plain(text: str, begin: int, end: int) -> bool:
    """Whether row stands upon row, with nothing between them, and nine in ten hold plain cells.

    Any other is given to a parser by itself, which takes longer than all of them at once.
    """
    last, looked, plain = begin, 0, 0
    for index, (at, looks, inner) in enumerate(_rows_of(text, begin, end)):
        if "<row" in inner or (' r="' in looks and not _NUMBER.search(looks)):
            return False
        if index % EACH == 0:
            looked += 1
            plain += _PLAIN_CELLS.fullmatch(inner) is not None
        last = at
    return last == end and plain >= 0.9 * looked
