"""Reads the form that goes out to companies: it says itself what it is, so nothing is guessed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import quote, unquote

from assessor.checklist import Checklist, Requirement, Section
from assessor.i18n import languages, pick, translation
from assessor.saq.bank import Bank
from assessor.saq.claims import claim_of_status
from assessor.saq.columns import signature
from assessor.saq.grid import extra_item
from assessor.saq.items import (
    OVERFULL,
    UNCOMPUTED,
    Context,
    Item,
    company_key,
    hidden_of,
    joint,
    other_item,
    own,
    place_of,
)
from assessor.saq.text import fold, one_line, tidy
from assessor.saq.types import Block, Cell, Line, Source
from assessor.terms import Claim, label

# The columns of a question's row, from its reference on. A form of another shape is another
# version, with a mark of its own.
COLUMNS = ("ref", "level", "question", "claim", "answer", "evidence")
UNCHOSEN = "nothing chosen"
_LEVEL, _QUESTION, _CLAIM, _ANSWER, _EVIDENCE = range(1, len(COLUMNS))
_MARK = re.compile(r"aeo-saq-form/1/([^/\s]+)/([^/\s]+)/([a-z]{2,3}(?:,[a-z]{2,3})*)(?![\w/,])")
_PARTED = re.compile(r"(.+) ([a-z])\)")
# What a control says until it is filled in. Some word processors save it as if it were text.
_HINT = re.compile(r"‹[^‹›]*›")


def mark_of(checklist: Checklist, languages: Sequence[str]) -> str:
    """Return the line by which a form of this checklist is recognised, whoever saved it."""
    known = (quote(text, safe="") for text in (checklist.id, checklist.edition))
    return "/".join(("aeo-saq-form", "1", *known, ",".join(languages)))


def hint(text: str) -> str:
    """Return what stands in a field that is not filled in, so that it is never an answer."""
    return f"‹{text}›"


def asked_in(item: Requirement, lang: str) -> str:
    """Return a requirement's question in a language; a draft may have but a title."""
    return tidy(pick(item.saq, lang) or pick(item.title, lang))


def headed_in(section: Section, lang: str) -> str:
    """Return how a section is headed in a language."""
    return one_line(f"{section.ref}  {pick(section.title, lang)}")


def parted(ref: str, part: str) -> str:
    """Return how the form writes the part of a requirement that was answered in parts."""
    return f"{ref} {part})"


@dataclass(frozen=True)
class Marked:
    """A form that was recognised: whose, and in which language it asks first."""

    checklist: Checklist
    lang: str

    @cached_property
    def questions(self) -> dict[str, str]:
        """How each requirement is asked, folded."""
        return {item.ref: fold(asked_in(item, self.lang)) for item in self.checklist.requirements}

    @cached_property
    def headings(self) -> dict[str, str]:
        """How each section is headed, folded, with the heading as it stands."""
        texts = [headed_in(section, self.lang) for section in self.checklist.sections]
        return {fold(text): text for text in texts}


def read_own_form(source: Source, bank: Bank) -> list[Item] | None:
    """Return the rows of a form of this checklist and edition; None if it is any other file."""
    found = next(_marks(source), None)
    mine = bank.checklist
    if found is None or tuple(map(unquote, found.groups()[:2])) != (mine.id, mine.edition):
        return None
    marked = Marked(mine, found[3].split(",")[0])
    if not any(_asked(line, marked) for block in source.blocks for line in block.lines):
        return None
    context, heads = Context(bank), set[tuple[str, ...]]()
    for block in source.blocks:
        _read_block(block, context, marked, heads)
    return context.items


def _marks(source: Source) -> Iterator[re.Match[str]]:
    for block in source.blocks:
        for line in block.lines:
            for cell in line.cells:
                if "aeo-saq-form" in cell.text and (found := _MARK.search(cell.text)):
                    yield found


def _read_block(
    block: Block, context: Context, marked: Marked, heads: set[tuple[str, ...]]
) -> None:
    """Add the rows of a block; `heads` are those that were seen: a print repeats them."""
    asks = any(_asked(line, marked) for line in block.lines)
    begun = False
    for line in block.lines:
        if line.kind:
            context.items.append(extra_item(block, line, context))
        elif not own(line):
            continue
        elif asked := _asked(line, marked):
            context.asked = begun = True
            context.items.append(_question(block, line, asked, context, marked))
        elif head := marked.headings.get(fold(_heading(line))):
            context.section = head
            context.items.append(_plain(block, line, "heading"))
        elif signature(line) in heads or (
            asks and not begun and len(own(line)) >= len(COLUMNS) - 2
        ):
            heads.add(signature(line))
            context.items.append(_plain(block, line, "header"))
        else:
            context.items.append(_other(block, line, context))


def _heading(line: Line) -> str:
    """Return the first line of a row that holds one text: the language the form asks in."""
    cells = own(line)
    return one_line(cells[0].text).partition("\n")[0] if len(cells) == 1 else ""


def _plain(block: Block, line: Line, kind: str) -> Item:
    cells = own(line)
    text = joint(block, line).join(one_line(cell.text) for cell in cells)
    return Item(kind, cells[0].place, [line.key], text, hidden=hidden_of(block, line))


def _other(block: Block, line: Line, context: Context) -> Item:
    """Return a row around the questions: company data by the first line of its label."""
    cells = own(line)
    item = other_item(block, line, context)
    label = one_line(cells[0].text).partition("\n")[0].partition(" · ")[0]
    if len(cells) == 2 and company_key(label):
        value = "" if _HINT.fullmatch(tidy(cells[1].text)) else one_line(cells[1].text)
        item.kind, item.label, item.value, item.text = "company", label, value, f"{label}: {value}"
    return item


def _asked(line: Line, marked: Marked) -> tuple[Cell, str, str] | None:
    """Return the cell of the reference, the requirement and its part, if the row asks."""
    cells = own(line)
    if len(cells) < 2 or line.kind:
        return None
    first, texts = cells[0], {cell.column: cell.text for cell in cells}
    ref, part = first.text.strip(), ""
    if ref not in marked.questions and (split := _PARTED.fullmatch(ref)):
        ref, part = split.groups()
    if ref not in marked.questions:
        return None
    question = fold(texts.get(first.column + _QUESTION, ""))
    fits = question if part else question.startswith(marked.questions[ref])
    return (first, ref, part) if fits else None


def _question(
    block: Block, line: Line, asked: tuple[Cell, str, str], context: Context, marked: Marked
) -> Item:
    first, ref, part = asked
    at = {cell.column - first.column: cell for cell in line.cells if not cell.carried}
    said, claim, papers = (_written(at.get(column)) for column in (_ANSWER, _CLAIM, _EVIDENCE))
    place = place_of(block, line, first.column + _ANSWER)
    item = Item("question", place, [line.key], said, cell=first, section=context.section)
    item.known, item.part, item.evidence, item.status = ref, part, papers, claim
    item.question = asked_in(marked.checklist.requirement(ref), marked.lang)
    if part:
        item.question = tidy(at[_QUESTION].text)
    item.claim = _choices().get(fold(claim)) or claim_of_status(claim)
    item.hidden = hidden_of(block, line, at.get(_ANSWER))
    _take_doubts(item, at)
    if (said or papers) and not claim:
        item.flags.append(UNCHOSEN)
    return item


@cache
def _choices() -> dict[str, Claim]:
    """Return what a form's list offers, in each language; those of a pair read the same way."""
    spoken: dict[str, Claim] = {
        fold(translation(lang).gettext(label(claim))): claim
        for claim in Claim
        for lang in languages()
        if claim is not Claim.NONE
    }
    pairs = {f"{one} / {two}": spoken[one] for one in spoken for two in spoken}
    return spoken | {pair: claim for pair, claim in pairs.items() if _agree(pair, spoken)}


def _agree(pair: str, spoken: dict[str, Claim]) -> bool:
    return len({spoken[word] for word in pair.split(" / ")}) == 1


def _written(cell: Cell | None) -> str:
    """Return what the company wrote in a field."""
    text = tidy(cell.text) if cell is not None else ""
    return "" if _HINT.fullmatch(text) else text


def _take_doubts(item: Item, at: dict[int, Cell]) -> None:
    """Leave to a person what only a form whose protection was taken off can hold."""
    answers = [cell for column, cell in at.items() if column >= _CLAIM]
    beyond = [cell.text for column, cell in at.items() if column > _EVIDENCE and cell.text]
    if beyond:
        item.text = "\n".join(filter(None, (item.text, *map(tidy, beyond))))
        item.flags.append(OVERFULL)
    if any(cell.kind == "formula" for cell in answers):
        item.flags.append(UNCOMPUTED)
    if any(cell.picture and not cell.text for cell in answers):
        item.flags.append("picture")
