"""The import's table: every row of the file with what becomes of it, doubtful ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from assessor.i18n import N_, _, format_number
from assessor.ui.models.rows_model import Column, RowsModel
from assessor.ui.words import here, place, spoken

if TYPE_CHECKING:
    from assessor.checklist import Checklist
    from assessor.saq.types import LedgerRow

STATUSES = {
    "to_check": N_("To check"),
    "unmatched": N_("Unmatched"),
    "accepted": N_("Accepted"),
    "blank": N_("Blank"),
    "no_answer": N_("No answer"),
}
# Status → role of colour and the sign that says it in greyscale.
ROLES = {
    "to_check": ("partly", "?"),
    "unmatched": ("not_met", "≠"),
    "accepted": ("met", "✓"),
    "blank": ("na", "○"),
    "no_answer": ("na", "–"),
}
MATCHED_BY = {
    "reference": N_("Reference"),
    "alias": N_("Other name"),
    "wording": N_("Wording"),
    "person": N_("You"),
}
KINDS = {
    "answer": N_("Answer"),
    "unmatched question": N_("A question of its own"),
    "action": N_("A task of the company"),
    "note": N_("A note"),
    "comment": N_("A comment"),
    "continuation": N_("Goes on from the row above"),
    "company": N_("About the company"),
    "title": N_("A title"),
    "heading": N_("A heading"),
    "header": N_("Column names"),
    "instructions": N_("Instructions"),
    "signature": N_("A signature"),
    "page": N_("Page header or footer"),
    "footer": N_("The end of the form"),
    "list": N_("Values of a drop-down list"),
    "set aside": N_("Set aside by you"),
    "asked in parts": N_("A question asked in parts"),
}
FLAGS = {
    "claim and text disagree": N_("The text takes back what the tick claims."),
    "two boxes ticked": N_("More than one box is ticked; no claim was taken."),
    "text says nothing by itself": N_("The answer says nothing by itself."),
    "answered twice": N_("This requirement is answered twice."),
    "own numbers": N_("The file numbers in its own way: only the wording was compared."),
    "nothing chosen": N_("An answer is written, but none of the list was chosen."),
    "picture": N_("A picture stands in the answer; it was not read."),
    "read by OCR": N_("Read by OCR, check"),
    "question and answer run together": N_(
        "Where the question ends and the answer begins cannot be told here."
    ),
}
HIDDEN = {
    "row": N_("This row is hidden in the file."),
    "column": N_("This column is hidden in the file."),
    "sheet": N_("This sheet is hidden in the file."),
    "text": N_("This text is hidden in the file."),
}
CONTRADICTS = "claim and text disagree"
_BEST = 3


class Line(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A row of the preview, and what the person made of it; `settled` once they decided.

    Each is itself and no other: a hundred thousand of them are looked through at each key.
    """

    at: int
    row: LedgerRow
    settled: bool = False
    chosen: str = ""

    @property
    def ref(self) -> str:
        """The requirement it will go to: the person's choice before the program's guess."""
        return self.chosen if self.settled else self.row.ref or ""

    @property
    def status(self) -> str:
        """What becomes of the row as things stand."""
        if not self.settled:
            return self.row.status
        return "accepted" if self.chosen else "unmatched"

    @property
    def answers(self) -> bool:
        """Whether the row is an answer at all: a task or a note claims nothing."""
        return self.row.kind in {"answer", "unmatched question", "continuation"}

    @property
    def open(self) -> bool:
        """Whether it waits for a person."""
        return not self.settled and self.row.status in {"to_check", "unmatched"}

    @property
    def contradicts(self) -> bool:
        """Whether the answer takes back what its tick claims."""
        return CONTRADICTS in self.row.flags

    @property
    def candidates(self) -> tuple[str, ...]:
        """The best guesses; the one already taken comes first."""
        own = (self.row.ref,) if self.row.ref else ()
        return tuple(dict.fromkeys((*own, *self.row.candidates)))[:_BEST]


class LedgerModel(RowsModel):
    """Lines through eight columns; `choose` settles one of them."""

    def __init__(self, checklist: Checklist) -> None:
        super().__init__(_columns(checklist))

    def of_preview(self, rows: Sequence[LedgerRow]) -> list[Line]:
        """Return the rows of a preview as lines, those that wait for a person first."""
        found: dict[str, list[Line]] = {status: [] for status in STATUSES}
        for at, row in enumerate(rows):
            found[row.status].append(Line(at, row))
        return list(chain.from_iterable(found.values()))

    def choose(self, line: Line, ref: str | None) -> Line:
        """Settle a line: a reference, "" for none; None takes the decision back."""
        made = replace(line, settled=ref is not None, chosen=ref or "")
        for lines in (self.all, self.rows):
            if line in lines:
                lines[lines.index(line)] = made
        if made in self.rows:
            at = self.rows.index(made)
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))
        return made

    def choices(self) -> dict[int, str | None]:
        """Return what the person decided, by the row's number in the preview."""
        return {line.at: line.chosen or None for line in self.all if line.settled}

    def counts(self) -> Mapping[str, int]:
        """Return how many rows there are of each status, as things stand."""
        return Counter(line.status for line in self.all)

    def next_open(self, line: Line | None) -> Line | None:
        """Return the next line that waits for a person, then from the start."""
        at = self.rows.index(line) + 1 if line in self.rows else 0
        onwards = chain(islice(self.rows, at, None), islice(self.rows, at))
        return next((other for other in onwards if other.open), None)


def _columns(checklist: Checklist) -> list[Column]:
    titles = {item.ref: here(item.title) for item in checklist.requirements}

    def order(ref: str) -> int:
        return list(titles).index(ref) if ref in titles else len(titles)

    return [
        Column(_("Status"), lambda line: _(STATUSES[line.status]), _by_status),
        Column(_("Place"), lambda line: place(line.row.place), lambda line: line.at),
        Column(_("Ref."), _ref, lambda line: (order(line.ref), line.row.part, line.at)),
        Column(_("Requirement"), lambda line: titles.get(line.ref, ""), None),
        Column(_("Claim"), claim_text, None),
        Column(_("What the company wrote"), _text, None),
        Column(_("Certainty"), certainty, lambda line: line.row.confidence, right=True),
        Column(_("Matched by"), matched_by, None),
    ]


def _by_status(line: Line) -> tuple[int, int]:
    return list(STATUSES).index(line.status), line.at


def _ref(line: Line) -> str:
    return " ".join(filter(None, (line.ref, line.row.part)))


def _text(line: Line) -> str:
    return " ".join((line.row.text or line.row.question).split())


def claim_text(line: Line) -> str:
    """Return what the company claims; nothing where the row is no answer."""
    return spoken(line.row.claim) if line.answers else ""


def certainty(line: Line) -> str:
    """Return how sure the match is, in percent; nothing where there is none."""
    if line.settled or not line.ref:
        return ""
    return f"{format_number(round(line.row.confidence * 100))} %"


def matched_by(line: Line) -> str:
    """Return how the requirement was found."""
    how = MATCHED_BY.get("person" if line.settled else line.row.matched_by, "")
    return _(how) if line.ref else ""
