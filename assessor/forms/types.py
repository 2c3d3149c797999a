"""What a form is made of: sections, fields, repeated rows, computed scores; all frozen values."""

from functools import cached_property
from typing import Literal

import msgspec

from assessor.checklist import Source, Strict
from assessor.i18n import LocalText
from assessor.terms import Level

FieldKind = Literal[
    "text",
    "long_text",
    "number",
    "date",
    "time",
    "choice",
    "point",
    "photo",
    "seal",
    "person",
    "place",
]
ScoreKind = Literal["matrix", "product", "sum", "ratio", "difference", "share", "highest"]
BandName = Literal["low", "medium", "high", "extreme"]
BANDS: tuple[BandName, ...] = ("low", "medium", "high", "extreme")
# The references that something bears on, by the id of each checklist.
Links = dict[str, tuple[str, ...]]


class Option(Strict, frozen=True):
    """One answer of a choice; one with a level is a shortfall when it is chosen."""

    id: str
    label: LocalText
    value: float | None = None
    level: Level | None = None


class Field(Strict, frozen=True):
    """One thing to fill in; which of the later keys belong to it depends on its kind."""

    id: str
    kind: FieldKind
    label: LocalText
    help: LocalText | None = None
    names: bool = False
    unit: str | LocalText = ""
    min: float | None = None
    max: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    options: tuple[Option, ...] = ()
    several: bool = False
    level: Level | None = None
    short: LocalText | None = None
    action: LocalText | None = None
    links: Links = msgspec.field(default_factory=dict)

    def option(self, option_id: str) -> Option | None:
        """Return the option with this id, if there is one."""
        return next((option for option in self.options if option.id == option_id), None)


class NamedRow(Strict, frozen=True):
    """A row that every sheet has from the start, such as “Floor”."""

    id: str
    label: LocalText
    help: LocalText | None = None


class Rows(Strict, frozen=True):
    """How a section repeats: what a row is called, which are always there, whether more may be."""

    label: LocalText
    named: tuple[NamedRow, ...] = ()
    more: bool = True


class Section(Strict, frozen=True):
    """A part of a form; with `rows` its fields are filled once for each row."""

    id: str
    title: LocalText
    fields: tuple[Field, ...]
    help: LocalText | None = None
    rows: Rows | None = None
    links: Links = msgspec.field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Field]:
        """The fields by their id."""
        return {field.id: field for field in self.fields}

    def named_row(self, row_id: str) -> NamedRow | None:
        """Return the pre-named row with this id, if there is one."""
        named = self.rows.named if self.rows else ()
        return next((row for row in named if row.id == row_id), None)


class Score(Strict, frozen=True):
    """A value worked out from others: what is done (`kind`) with which values (`of`).

    With `section` it is worked out for each row of that section.
    """

    id: str
    kind: ScoreKind
    title: LocalText
    of: tuple[str, ...] = ()
    section: str = ""
    help: LocalText | None = None
    unit: str | LocalText = ""
    table: tuple[tuple[BandName, ...], ...] = ()
    bands: dict[BandName, float] = msgspec.field(default_factory=dict)
    at_least: float | None = None
    at_most: float | None = None
    short_from: BandName | None = None
    level: Level | None = None
    short: LocalText | None = None
    action: LocalText | None = None
    links: Links = msgspec.field(default_factory=dict)


class Form(Strict, frozen=True):
    """One edition of a worksheet, to be filled any number of times in a validation."""

    id: str
    edition: str
    languages: tuple[str, ...]
    title: LocalText
    purpose: LocalText
    source: Source
    sections: tuple[Section, ...]
    scores: tuple[Score, ...] = ()
    links: Links = msgspec.field(default_factory=dict)

    @property
    def key(self) -> str:
        """Id and edition: what tells one form from all others."""
        return f"{self.id}@{self.edition}"

    @cached_property
    def by_id(self) -> dict[str, Section]:
        """The sections by their id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def scores_by_id(self) -> dict[str, Score]:
        """The scores by their id."""
        return {score.id: score for score in self.scores}

    @cached_property
    def all_links(self) -> Links:
        """Every reference that the form, a section, a field or a score names, by checklist."""
        found: dict[str, dict[str, None]] = {}
        fields = [field for section in self.sections for field in section.fields]
        parts = [*(section.links for section in self.sections), *(field.links for field in fields)]
        for links in (self.links, *parts, *(score.links for score in self.scores)):
            for checklist_id, refs in links.items():
                found.setdefault(checklist_id, {}).update(dict.fromkeys(refs))
        return {checklist_id: tuple(refs) for checklist_id, refs in found.items()}
