"""Makes the preview's rows out of items and matches, and shows that no row of the file is lost."""

from collections import Counter

from assessor.errors import SaqRowsLost
from assessor.saq.bank import Bank
from assessor.saq.claims import contradicts, says_nothing
from assessor.saq.counting import missing
from assessor.saq.documents import documents
from assessor.saq.items import Item
from assessor.saq.match import Match
from assessor.saq.matching import match_items
from assessor.saq.steps import EACH, step
from assessor.saq.text import tidy
from assessor.saq.types import Counts, LedgerRow, Status
from assessor.terms import Claim

# What belongs to no requirement but was written by the company has to be shown, never dropped.
_MUST_REPORT = {"note", "action", "comment", "continuation"}
MAX_QUESTION = 2_000


def make_rows(items: list[Item], bank: Bank) -> tuple[LedgerRow, ...]:
    """Return the preview's rows in the order of the file."""
    matches = {id(match.item): match for match in match_items(items, bank)}
    leading = {id(item.leader) for item in items if item.kind == "question"}
    for item in items:
        if id(item) in leading and not item.text and item.claim is Claim.NONE and not item.evidence:
            item.kind, item.text = "asked in parts", item.question
    rows = []
    for index, item in enumerate(items):
        if index % EACH == 0:
            step(index, len(items))
        asked = item.kind == "question"
        rows.append(_matched_row(item, matches.pop(id(item))) if asked else _other_row(item, bank))
    return tuple(rows)


def _matched_row(item: Item, match: Match) -> LedgerRow:
    papers = documents(item.evidence, item.text)
    flags = [*item.flags, *match.flags]
    if item.status and contradicts(item.claim, item.text, item.status):
        flags.append("claim and text disagree")
    if says_nothing(item.text):
        flags.append("text says nothing by itself")
    shown = (item.cell.text or item.cell.number) if item.cell else item.shown
    status = _status(item, match, papers)
    return LedgerRow(
        place=item.place,
        status=status,
        kind="answer" if match.by else "unmatched question",
        text=item.text,
        ref=match.ref,
        part=match.part,
        claim=item.claim,
        documents=papers,
        question=tidy(item.question)[:MAX_QUESTION],
        ref_shown=shown if shown != match.ref else "",
        matched_by=match.by,
        confidence=round(match.confidence, 2) if match.by else 0.0,
        candidates=match.candidates if not match.sure else (),
        hidden=item.hidden,
        flags=tuple(dict.fromkeys(flags)),
        section=item.section,
        keys=tuple(item.keys),
    )


def _status(item: Item, match: Match, papers: tuple[str, ...]) -> Status:
    if not match.by:
        return "unmatched"
    if not match.sure:
        return "to_check"
    if not item.text and item.claim is Claim.NONE and not papers:
        return "to_check" if item.flags else "blank"
    return "accepted"


def _other_row(item: Item, bank: Bank) -> LedgerRow:
    """Return a row that is no question: no answer, or words of the company that fit nowhere."""
    status: Status = "unmatched" if item.kind in _MUST_REPORT else "no_answer"
    candidates: tuple[str, ...] = ()
    if item.kind == "continuation" and item.leader is not None:
        status, candidates = "to_check", _leader_refs(item.leader, bank)
    return LedgerRow(
        place=item.place,
        status=status,
        kind=item.kind,
        text=item.text,
        ref=candidates[0] if candidates else None,
        claim=item.claim,
        documents=documents(item.evidence, item.text) if status != "no_answer" else (),
        question=tidy(item.question)[:MAX_QUESTION],
        ref_shown=item.shown if item.kind in {"action", "note"} else "",
        candidates=candidates,
        hidden=item.hidden,
        flags=tuple(item.flags),
        section=item.section,
        keys=tuple(item.keys),
    )


def _leader_refs(leader: Item, bank: Bank) -> tuple[str, ...]:
    reading = (
        bank.references.read(leader.cell)
        if leader.cell
        else bank.references.read_text(leader.shown)
    )
    if reading.ref:
        return (reading.ref,)
    ranked = bank.ranked(leader.question)[:1] if leader.question else []
    return reading.candidates or tuple(ref for ref, _ in ranked)


def count_rows(rows: tuple[LedgerRow, ...]) -> Counts:
    """Return how many rows there are of each status."""
    found = Counter(str(row.status) for row in rows)
    return Counts(read=len(rows), **found)


def check_complete(rows: tuple[LedgerRow, ...], counted: list[str]) -> None:
    """Raise SaqRowsLost unless each row that was counted stands in the ledger exactly once."""
    lost = missing((key for row in rows for key in row.keys), counted)
    if lost:
        places = ", ".join(lost[:5]) + (" …" if len(lost) > 5 else "")
        raise SaqRowsLost(name="", count=len(lost), places=places)
