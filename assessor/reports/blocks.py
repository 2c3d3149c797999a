"""What a document says, language by language and free of any format: every writer reads this."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from assessor.terms import Level, Verdict

# XML 1.0 knows no other characters; a spreadsheet cell may well hold some.
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Marks that nobody sees, and that could turn a line round: bidirectional controls, no-width spaces.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

Look = Literal["body", "strong", "label", "note", "lead", "small"]
Layout = Literal["inline", "stacked", "columns"]


@dataclass(frozen=True, slots=True)
class Said:
    """A text in one language; `lang` is empty for names, numbers and hashes.

    `remark` says what kind of text it is, such as “as written”; it is printed behind it.
    """

    lang: str
    text: str
    pending: bool = False
    remark: str = ""

    @property
    def whole(self) -> str:
        """The text and its remark."""
        return f"{self.text} [{self.remark}]" if self.remark else self.text


Words = tuple[Said, ...]
NOTHING: Words = ()


def clean(text: str, *, strip: bool = True) -> str:
    """Return `text` without characters that no document format can hold."""
    kept = _UNPRINTABLE.sub("", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))
    return kept.strip() if strip else kept


def plain(text: object) -> Words:
    """Return a text that belongs to no language: a name, a number, a hash."""
    return (Said("", clean(str(text))),)


def distinct(words: Words) -> Words:
    """Return the words without a language that says the same as one before it.

    Of those that do, the remarks are all kept.
    """
    seen: dict[str, Said] = {}
    for said in words:
        first = seen.setdefault(said.text, said)
        if said.remark and said.remark not in first.remark:
            remarks = " · ".join(filter(None, (first.remark, said.remark)))
            seen[said.text] = replace(first, remark=remarks)
    return tuple(seen.values())


def inline(words: Words, separator: str = " · ") -> str:
    """Return the words on one line, each text once."""
    return separator.join(said.whole for said in distinct(words) if said.text)


# What stands inside a cell


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the languages of the document, with a bold lead-in where there is one."""

    words: Words
    look: Look = "body"
    layout: Layout = "inline"
    lead: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Badge:
    """How binding something is: filled for MUST, outlined for SHOULD."""

    level: Level
    words: Words


@dataclass(frozen=True, slots=True)
class Mark:
    """A verdict as shape, colour and word; no verdict means not seen yet."""

    verdict: Verdict | None
    words: Words


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words in the language in which they were written; no words, no quotation."""

    text: str
    lang: str
    label: Words
    details: tuple[Text, ...] = ()


Piece = Text | Badge | Mark | Quote


@dataclass(frozen=True, slots=True)
class Cell:
    """The pieces of one cell, one below the other; it may reach over several columns."""

    pieces: tuple[Piece, ...] = ()
    span: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in millimetres or as a share of what is left."""

    head: Words
    width: float = 0
    share: float = 1


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; `rule` draws the line that ends it, `whole` keeps it on one page.

    A row that goes on over the page begins there with the first words of its first cell.
    """

    cells: tuple[Cell, ...]
    rule: bool = True
    whole: bool = False


# What stands on a page


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the document on its first page."""

    words: Words


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; `listed` ones stand in the table of contents."""

    level: int
    words: Words
    number: str = ""
    listed: bool = True
    note: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text; languages side by side, one below the other, or on one line."""

    words: Words
    look: Look = "body"
    layout: Layout = "columns"
    lead: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value; a `wide` one takes the whole width."""

    label: Words
    value: tuple[Piece, ...]
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with values, `across` of them side by side; a card has a frame around it.

    `keep` holds them on one page with what follows.
    """

    items: tuple[Fact, ...]
    across: int = 2
    look: Literal["plain", "banner", "card"] = "plain"
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads that repeat on every page; `whole` keeps a short one on one page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    headed: bool = True
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """How many of how many, for one line of a chart."""

    label: Words
    value: int
    total: int


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of shares, one bar per line, in per cent."""

    title: Words
    bars: tuple[Bar, ...]
    note: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result in a card, with the chart beside it."""

    label: Words
    result: Words
    tone: Verdict | None
    lines: tuple[Text, ...]
    chart: Bars


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture with its caption; `sha256` names the bytes that `Document.read` gives."""

    sha256: str
    caption: Words
    detail: Words


@dataclass(frozen=True, slots=True)
class Photos:
    """Pictures side by side; `missing` stands where the bytes of one are gone."""

    items: tuple[Photo, ...]
    missing: Words
    across: int = 2


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on."""

    name: str
    part: Words


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, side by side, each with room for name and date."""

    items: tuple[Signature, ...]
    date: Words


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, down to headings of level `depth`."""

    title: Words
    depth: int = 1


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows starts on a new page.

    A `soft` one is for formats that cannot tell whether it fits on the page they are on.
    """

    soft: bool = False


Block = Title | Heading | Prose | Facts | Table | Outcome | Photos | Signatures | Contents | NewPage


@dataclass(frozen=True, slots=True)
class Running:
    """What repeats on every page; `page` holds the places {page} and {pages}."""

    header: Words
    marking: Words
    footer: Words
    page: Words


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: what it is called, what repeats on each page, what it says."""

    title: Words
    number: str
    author: str
    languages: tuple[str, ...]
    running: Running
    blocks: tuple[Block, ...]
    watermark: Words = NOTHING
    dated: datetime | None = None
    country: str | None = None
    read: Callable[[str], bytes | None] = lambda _sha256: None
