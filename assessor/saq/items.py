"""What the layout makes of a file's rows before they are matched to requirements."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from assessor.saq.bank import Bank
from assessor.saq.claims import (
    asks_to_name,
    claim_of_opening,
    claim_word,
    marked_label,
    only,
    read_boxes,
)
from assessor.saq.corrections import Mark
from assessor.saq.heads import COMPANY, SIGNATURE_LABELS
from assessor.saq.text import bare, column_letters, fold, one_line
from assessor.saq.types import Block, Cell, Hidden, Line
from assessor.saq.words import FOOTERS, INSTRUCTIONS, SIGNATURE_TEXT, THE_END
from assessor.terms import Claim

OVERFULL = "more cells than the head"
UNCOMPUTED = "formula without value"
ASKS_AGAIN = "answer sounds like a question"
READ_BY_OCR = "read by OCR"
RUNS_ON = "question and answer run together"
DIFFER = "columns state different things"
# What leaves a row to a person, however it matched.
DOUBTS = (OVERFULL, UNCOMPUTED, ASKS_AGAIN, READ_BY_OCR, RUNS_ON, DIFFER)


class Item(msgspec.Struct):
    """A question with its answer, or a row that is neither, with its place in the file."""

    kind: str  # question, heading, company, instructions, signature, title, header, list, action …
    place: str
    keys: list[str]
    text: str = ""
    cell: Cell | None = None  # where the reference stands
    shown: str = ""  # a reference that was written before the question
    question: str = ""
    claim: Claim = Claim.NONE
    status: str = ""  # the words or mark that state the claim, if it has a place of its own
    evidence: str = ""
    part: str = ""
    section: str = ""
    hidden: Hidden = ""
    label: str = ""
    value: str = ""
    flags: list[str] = []  # each item has a list of its own
    leader: "Item | None" = None  # the question that this sub-item belongs to
    known: str = ""  # the requirement, where the form itself says which


@dataclass(slots=True)
class Context:
    """What is known of the whole file while its blocks are read in order."""

    bank: Bank
    items: list[Item] = field(default_factory=list)
    section: str = ""
    asked: bool = False  # a question has been seen: what comes now is no cover page
    closing: bool = False  # the closing declaration has begun
    unmarked_is_partly: bool = False
    last: frozenset[str] = frozenset()  # the last lines, where a declaration may stand
    marks: Mapping[str, Mark] = field(default_factory=dict)  # what a person says of single rows


def state(item: Item) -> None:
    """Let an answer without a status column state its claim: by its boxes, or as it opens."""
    boxed, item.text = read_boxes(item.text)
    if boxed:
        tick(item, boxed)
    else:
        claim = claim_word(item.text) or _of_labels(item) or claim_of_opening(item.text)
        named = claim is not Claim.NA and asks_to_name(item.question)
        item.claim = Claim.NONE if named else claim


def _of_labels(item: Item) -> Claim | None:
    """Return what the first line states: a word alone, or printed labels of which one has an X."""
    first, more, _rest = item.text.partition("\n")
    return marked_label(first) or (claim_word(first) if more else None)


def tick(item: Item, claims: frozenset[Claim]) -> None:
    """Take the claim whose box is ticked; more than one states nothing and is noticed."""
    item.claim, item.status = only(claims), "☒"
    if len(claims) > 1:
        item.flags.append("two boxes ticked")


def hidden_of(block: Block, line: Line, cell: Cell | None = None) -> Hidden:
    """Return what hides a row: its sheet, itself, or the column of its answer."""
    if block.hidden:
        return "sheet"
    if line.hidden:
        return "row"
    if cell is not None and cell.hidden:
        return "column" if block.kind == "sheet" else "text"
    return ""


def own(line: Line) -> list[Cell]:
    """Return the cells of a row that hold something of their own."""
    return [cell for cell in line.cells if (cell.text or cell.picture) and not cell.carried]


def is_wide(line: Line) -> bool:
    """Whether a row holds more than one thing of its own."""
    found = 0
    for cell in line.cells:
        if (cell.text or cell.picture) and not cell.carried:
            found += 1
            if found > 1:
                return True
    return False


def place_of(block: Block, line: Line, column: int) -> str:
    """Return how the manifest writes this cell's place, also when the cell is empty."""
    for cell in line.cells:
        if cell.column == column:
            return cell.place
    if block.kind == "sheet" and "!" in line.key:
        sheet, _, row = line.key.rpartition("!")
        return f"{sheet}!{column_letters(column)}{row}"
    return line.key


def _is_delimited(block: Block, line: Line) -> bool:
    return block.kind == "sheet" and "!" not in line.key


def joint(block: Block, line: Line) -> str:
    """Return what stands between the cells of a row that is shown as one text."""
    return "; " if _is_delimited(block, line) else " | "


def company_key(label: str) -> str:
    """Return which fact about the company a label asks for, if any."""
    plain = bare(label)
    if not 1 < len(plain) <= 60:
        return ""
    return next((key for key, pattern in COMPANY.items() if pattern.fullmatch(plain)), "")


@lru_cache(maxsize=4_000)  # asked of each row's first cell, which mostly holds a known number
def is_signature_label(label: str) -> bool:
    """Whether a label asks who wrote, checked or signed the form."""
    plain = bare(label)
    return len(plain) <= 32 and bool(SIGNATURE_LABELS.fullmatch(plain))


def is_signature(text: str) -> bool:
    """Whether a text is the closing declaration or its signature line."""
    return bool(SIGNATURE_TEXT.search(fold(text)))


def is_instruction(text: str) -> bool:
    """Whether a text tells the company how to fill the form."""
    return len(text) > 25 and bool(INSTRUCTIONS.search(fold(text)))


@lru_cache(maxsize=4_000)
def is_footer(text: str) -> bool:
    """Whether a row sums up or dates an export."""
    plain = fold(text)
    return bool(FOOTERS.match(plain) or THE_END.match(plain))


def other_item(block: Block, line: Line, context: Context) -> Item:
    """Return a row outside any table of questions as what it looks like."""
    cells = own(line)
    texts = [one_line(cell.text) for cell in cells]
    between = joint(block, line) if len(cells) != 2 or _is_delimited(block, line) else ": "
    said = between.join([texts[0].rstrip(" :"), *texts[1:]]) if between == ": " else ""
    place = cells[-1 if len(cells) == 2 else 0].place
    item = Item("", place, [line.key], said or between.join(texts))
    item.hidden = hidden_of(block, line, cells[0])
    if len(cells) > 1:
        item.label, item.value = texts[0], texts[1]
    item.kind = _kind(texts, context)
    if len(cells) == 1 and item.kind == "company":
        item.label, _, item.value = (part.strip() for part in texts[0].partition(":"))
    return item


def _kind(texts: list[str], context: Context) -> str:
    first, cover = texts[0], not context.asked
    if is_signature_label(first) or is_signature(" ".join(texts)):
        return "signature"
    if len(texts) > 1:
        if company_key(first) and (cover or len(texts) == 2):
            return "company"
        if is_footer(first):
            return "footer"
        plain = len(first) <= 60 and not any(char.isdigit() for char in first)
        return "company" if cover and plain and len(texts) <= 3 else "note"
    label, colon, value = first.partition(":")
    if colon and value.strip() and company_key(label) and (cover or context.closing):
        return "company"
    if is_instruction(first) and cover:
        return "instructions"
    if context.bank.section_of_heading(first)[1] >= 85:
        return "heading"
    if cover:
        return "instructions" if len(first) > 90 else "title"
    return "footer" if is_footer(first) else "note"
