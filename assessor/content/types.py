"""The rows of a table of criteria as they are read, each accounted for once."""

from dataclasses import dataclass, field
from typing import Literal

from assessor.i18n import LocalText
from assessor.saq.types import Cell, Hidden, Notice
from assessor.terms import Level

Status = Literal["accepted", "to_check", "no_requirement"]


@dataclass(slots=True)
class Row:
    """A row of the file while it is read; several may come to one requirement."""

    place: str
    keys: list[str]
    kind: str  # requirement, point, heading, title, head, note, comment, text, total, continued
    section: str = ""
    ref: str = ""
    cell: Cell | None = None  # where the reference stands
    said: str = ""  # what the table says of the level
    said_levels: tuple[Level, ...] = ()
    title: LocalText = field(default_factory=dict)
    texts: LocalText = field(default_factory=dict)
    guidance: LocalText = field(default_factory=dict)
    look_for: LocalText = field(default_factory=dict)
    ask: LocalText = field(default_factory=dict)
    source: str = ""
    shown: str = ""  # what the row says, for the ledger
    hidden: Hidden = ""
    why: list[str] = field(default_factory=list)
    leader: "Row | None" = None  # the requirement whose point it is


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One row of the ledger: what stands where, and what becomes of it."""

    place: str
    status: Status
    kind: str
    ref: str = ""
    section: str = ""
    levels: tuple[Level, ...] = ()
    said: str = ""
    text: str = ""
    why: tuple[str, ...] = ()
    hidden: Hidden = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows were read, and what became of them."""

    read: int
    accepted: int
    to_check: int
    no_requirement: int


@dataclass(frozen=True, slots=True)
class Drafted:
    """A table of criteria as a draft; nothing is written yet. `content` is the file to be."""

    file: str
    sha256: str
    content: dict[str, object] = field(repr=False)
    rows: tuple[CriterionRow, ...]
    counts: Counts
    languages: tuple[str, ...]  # found in the table
    missing: tuple[str, ...]  # asked for, but not in the table
    notices: tuple[Notice, ...]
