"""The frozen rows of an import: what a reader hands over, and what a preview shows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from assessor.terms import Claim

Status = Literal["accepted", "to_check", "unmatched", "blank", "no_answer"]
Hidden = Literal["", "row", "column", "sheet", "text"]
CellKind = Literal["text", "number", "date", "error", "formula"]  # a formula without its value


# Made by the hundred thousand: quick to make, and never looked at for garbage, as no cycle can
# go through them. Between processes cells and lines go as plain lists.


class Cell(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A cell of a table, or a whole paragraph; text as a person would see it."""

    place: str
    text: str
    column: int = 1
    span: int = 1
    kind: CellKind = "text"
    raw: str = ""  # a number or date as it is stored
    number: str = ""  # what a word processor's list prints before the text
    hidden: bool = False  # its column, or its own text, is hidden
    carried: bool = False  # belongs to the row above: a cell merged downwards
    picture: bool = False  # holds a picture or an embedded file that cannot be read


class Line(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A row or paragraph of the file; `key` is its name in the count."""

    key: str
    cells: tuple[Cell, ...]
    hidden: bool = False
    level: int = 0  # heading level, 0 for ordinary text
    bold: bool = False
    width: int = 0  # how many fields a delimited record was divided into
    kind: Literal["", "page", "comment", "textbox", "footnote"] = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A sheet, a table or a run of paragraphs, in the order of the file."""

    name: str
    kind: Literal["sheet", "table", "text"]
    lines: tuple[Line, ...]
    hidden: bool = False
    delimiter: str = ""  # what divides the fields of delimited text


@dataclass(frozen=True, slots=True)
class Notice:
    """Something worth knowing about the file; `text` is a msgid with named places."""

    code: str
    text: str
    place: str = ""
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """All that a reader found in a file."""

    media_type: str
    blocks: tuple[Block, ...]
    notices: tuple[Notice, ...] = ()
    scanned: frozenset[int] = frozenset()  # pages that were read by OCR
    unsure: frozenset[str] = frozenset()  # keys of paragraphs that may end elsewhere


@dataclass(frozen=True, slots=True)
class Raw:
    """A file that was read but not interpreted: interpreting it again costs no reading."""

    file: str
    sha256: str
    source: Source
    counted: tuple[str, ...]  # keys of its rows, as a second parser counts them
    content: bytes = field(repr=False, compare=False, default=b"")


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: who recognises it, who reads it, and who counts its rows a second time."""

    id: str
    extensions: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: Callable[[bytes], Source]
    count: Callable[[bytes], list[str]]  # keys of all rows that hold something, read another way
    unlock: Callable[[bytes, str], bytes] | None = None  # takes the password off, before reading
    read_as: "Callable[[str, str], Reader] | None" = None  # by a given encoding and delimiter
    count_beside: bool = False  # counting large files takes long enough for a process of its own


class LedgerRow(msgspec.Struct, frozen=True, gc=False):
    """One row of the preview: what stands where, and what becomes of it."""

    place: str
    status: Status
    kind: str
    text: str = ""
    ref: str | None = None
    part: str = ""
    claim: Claim = Claim.NONE
    documents: tuple[str, ...] = ()
    question: str = ""
    ref_shown: str = ""
    matched_by: str = ""
    confidence: float = 0.0
    candidates: tuple[str, ...] = ()
    hidden: Hidden = ""
    flags: tuple[str, ...] = ()
    section: str = ""
    keys: tuple[str, ...] = ()  # the rows of the file that it accounts for


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows were read, and what became of them."""

    read: int = 0
    accepted: int = 0
    to_check: int = 0
    unmatched: int = 0
    blank: int = 0
    no_answer: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for a person: a msgid with named places, and what stands in them."""

    text: str
    values: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """What a column of a part was taken for, and why; `said` where a person named it."""

    column: int
    letter: str
    name: str
    role: str
    why: tuple[Said, ...]
    said: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class PartRead:
    """Rows under one head, on one sheet or on several, and how their columns were taken."""

    part: str
    places: tuple[str, ...]  # sheets or tables
    head: str  # the key of the row that names the columns; empty where none does
    rows: int
    columns: tuple[ColumnRead, ...]
    asks: bool  # whether questions and answers were read from it


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a file was understood, each with its reasons."""

    parts: tuple[PartRead, ...] = ()
    layout: tuple[Said, ...] = ()
    headings: tuple[Said, ...] = ()
    checklist: tuple[Said, ...] = ()
    language: tuple[Said, ...] = ()
    text: tuple[Said, ...] = ()  # how a text file is encoded and divided; empty for others
    encoding: str = ""
    delimiter: str = ""


@dataclass(frozen=True, slots=True)
class SaqPreview:
    """A file as it would be imported; nothing is stored yet."""

    file: str
    sha256: str
    media_type: str
    checklist_id: str
    language: str
    counts: Counts
    rows: tuple[LedgerRow, ...]
    company: dict[str, str]
    notices: tuple[Notice, ...]
    content: bytes = field(repr=False, compare=False, default=b"")
    raw: Raw | None = field(repr=False, compare=False, default=None)
    understood: Understanding = field(compare=False, default=Understanding())
