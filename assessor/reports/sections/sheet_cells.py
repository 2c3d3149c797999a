"""What stands in the cells of filled worksheets, and the notes that are too long for a cell."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial, reduce
from typing import Any

from assessor.facts import AS_WRITTEN
from assessor.forms.scores import ScoreValue
from assessor.forms.sheets import SheetRow
from assessor.forms.spoken import ANSWERS, score_text, value_text
from assessor.forms.types import Field, Score
from assessor.forms.values import NOTE, local, path_of
from assessor.i18n import N_, LocalText
from assessor.reports.blocks import (
    Block,
    Cell,
    Column,
    Mark,
    Piece,
    Prose,
    Row,
    Table,
    Text,
    Words,
    plain,
)
from assessor.reports.sections.parts import badge, both, cell, joined
from assessor.reports.subject import Subject
from assessor.reports.theme import SHAPES
from assessor.terms import Level, Verdict

_MARKS = {"yes": Verdict.MET, "no": Verdict.NOT_MET, "na": Verdict.NA}
_WRITTEN = frozenset({"text", "long_text", "seal", "person", "place"})
BLANK = plain("–")


def title_of(part: Field | Score) -> LocalText:
    """What a field or a score is called."""
    return part.title if isinstance(part, Score) else part.label


def name_of(sheet: SheetRow) -> Words:
    """The number of a sheet with what tells it from the others."""
    return plain(f"№ {sheet.number} {sheet.name}".strip())


def row_label(subject: Subject, label: LocalText) -> Words:
    """What a row is called: the form's words, or those of the person who added it."""
    return plain(label[AS_WRITTEN]) if AS_WRITTEN in label else subject.say.given(label)


@dataclass
class Notes:
    """The notes of one form, numbered as they are met; each is printed once, in full."""

    subject: Subject
    longest: int
    found: list[tuple[Words, Words]] = field(default_factory=list)

    def words(self, value: Any) -> Words:
        """What somebody wrote, in the languages of the document."""
        say = self.subject.say
        return say.local(local(value)) if isinstance(value, dict) else say.written(str(value))

    def noted(self, where: Words, value: Any) -> Text:
        """A reference to what is printed among the notes."""
        self.found.append((where, self.words(value)))
        return Text(plain(f"[{len(self.found)}]"), "small")

    def short_or_noted(self, where: Words, value: Any) -> Text:
        """The words themselves where they fit into a cell, else a reference to them."""
        words = self.words(value)
        if max((len(said.text) for said in words), default=0) > self.longest:
            return self.noted(where, value)
        return Text(words, layout="stacked")

    def blocks(self) -> list[Block]:
        """All notes, each with its number and where it belongs."""
        say = self.subject.say
        if not self.found:
            return []
        columns = (
            Column(plain("№"), width=10),
            Column(say.gettext("Where"), width=52),
            Column(say.gettext("Note")),
        )
        rows = [
            Row(
                (
                    cell(Text(plain(f"[{number}]"), "strong")),
                    cell(Text(where, "small", layout="stacked")),
                    cell(Text(words, layout="stacked")),
                )
            )
            for number, (where, words) in enumerate(self.found, start=1)
        ]
        return [Table(columns, tuple(rows))]


@dataclass(frozen=True)
class Place:
    """A field of one sheet, in a row where there is one; `where` names it for a note."""

    sheet: SheetRow
    section_id: str
    field: Field
    row_id: str
    where: Words

    @property
    def key(self) -> str:
        """The path of its value."""
        return path_of(self.section_id, self.field.id, self.row_id)

    @property
    def blank(self) -> bool:
        """Whether neither a value nor a note stands there."""
        values = self.sheet.values
        return values.get(self.key) is None and values.get(self.key + NOTE) is None


def value_cell(notes: Notes, place: Place) -> Cell:
    """The value of a field: its mark or words, the level where it falls short, its note."""
    value = place.sheet.values.get(place.key)
    pieces: list[Piece] = []
    if value is not None:
        pieces.append(_value(notes, place, value))
    pieces += _level(notes.subject, place.sheet, place.key)
    note = place.sheet.values.get(place.key + NOTE)
    if note is not None:
        pieces.append(notes.short_or_noted(place.where, note))
    return Cell(tuple(pieces) or (Text(BLANK),))


def shape_cell(notes: Notes, place: Place) -> Cell:
    """A point in a narrow column: its shape, the level's word where it falls short, its note."""
    value, subject = place.sheet.values.get(place.key), notes.subject
    pieces: list[Piece] = [Mark(_MARKS.get(value or ""), plain(""))]
    levels = (item.level for item in place.sheet.shortfalls if item.key == place.key)
    pieces += [Text(subject.say.term(level), "small", layout="stacked") for level in levels]
    note = place.sheet.values.get(place.key + NOTE)
    if note is not None:
        pieces.append(notes.noted(place.where, note))
    return Cell(tuple(pieces))


def legend(subject: Subject) -> Prose:
    """What the shapes of points mean."""
    say, parts = subject.say, [*ANSWERS.items(), ("", N_("Not filled in"))]
    told = [both(plain(SHAPES[_MARKS.get(key)]), say.gettext(word), " ") for key, word in parts]
    return Prose(reduce(partial(both, separator="  "), told), "note")


def _value(notes: Notes, place: Place, value: Any) -> Piece:
    say, kind = notes.subject.say, place.field.kind
    if kind == "point":
        return Mark(_MARKS[value], say.gettext(ANSWERS[value]))
    if kind == "photo":
        return Text(_photographs(notes.subject, value))
    if kind in _WRITTEN:
        return notes.short_or_noted(place.where, value)
    words = say.each(lambda lang: value_text(place.field, value, lang))
    return Text(words, layout="stacked" if kind == "choice" else "inline")


def _photographs(subject: Subject, ids: Iterable[str]) -> Words:
    """The numbers that photographs have in the index of evidence; “–” where none is shown."""
    numbers = sorted(piece.number for piece in subject.evidence if piece.id in set(ids))
    if not numbers:
        return BLANK
    return both(subject.say.gettext(N_("Evidence")), joined(numbers), " ")


def _level(subject: Subject, sheet: SheetRow, key: str) -> list[Piece]:
    found: list[Level] = [item.level for item in sheet.shortfalls if item.key == key]
    return [badge(subject, level) for level in found]


def score_cell(subject: Subject, sheet: SheetRow, score: Score, value: ScoreValue) -> Cell:
    """A score in words, with the level where it falls short."""
    words = subject.say.each(lambda lang: score_text(score, value, lang))
    return Cell((Text(words, "strong", layout="stacked"), *_level(subject, sheet, value.key)))
