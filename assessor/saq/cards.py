"""Reads cards: a question, and below it labels beside what they ask for (status, answer, …)."""

from dataclasses import dataclass, field

from assessor.saq.claims import claim_of_status, claim_word
from assessor.saq.columns import head_role
from assessor.saq.flow import Flow
from assessor.saq.items import Context, Item, company_key, hidden_of, other_item, own, state
from assessor.saq.references import looks_like_reference
from assessor.saq.text import bare, fold, one_line, tidy
from assessor.saq.types import Block, Cell, Line
from assessor.saq.words import ANSWER_MARK
from assessor.terms import Claim

_SAMPLE = 400  # rows that are looked at to tell cards from other tables
_TELLING = {"answer", "claim"}
_KNOWN = {"answer", "claim", "evidence", "question", "ref", "level", "guidance", "other", "section"}
_NAMING = {"answer", "claim", "question", "ref"}
Pair = tuple[str, str, Cell | None]  # role, value, the value's cell


@dataclass(slots=True)
class Card:
    """One question with what its labels say."""

    item: Item
    waiting: str = ""  # a label whose value is still to come, in the row below it
    words: list[str] = field(default_factory=list)


def read_cards(flow: Flow, block: Block) -> bool:
    """Read a block of cards into the flow's items; False, and nothing read, if it is none."""
    lines = [line for line in block.lines if own(line) and not line.kind]
    sample = lines[:_SAMPLE]
    if block.kind == "text" or not sample:
        return False
    context = flow.context
    labelled = [line for line in sample if _pairs(line)]
    telling = [line for line in labelled if any(role in _TELLING for role, *_ in _pairs(line))]
    opening = [line for line in sample if _opens(line, context)]
    rest = len(sample) - len({line.key for line in (*labelled, *opening)})
    if not telling or rest > 0.25 * len(sample) or len(telling) * 6 < len(sample):
        return False
    if not opening:
        return flow.item is not None and not rest and _fill_open(flow, lines)
    flow.close()
    flow.flush()
    _read(block, context)
    return True


def _read(block: Block, context: Context) -> None:
    card: Card | None = None
    for line in block.lines:
        if line.kind:
            place = line.cells[0].place
            kind = "comment" if line.kind == "comment" else "note"
            context.items.append(Item(kind, place, [line.key], tidy(line.cells[0].text)))
            continue
        if not own(line):
            continue
        if _opens(line, context) and not (card and _belongs(line, card)):
            _close(card)
            card = _open(block, line, context)
        elif card is not None and (pairs := _pairs(line)):
            _add(card, line, pairs)
        elif card is not None and card.waiting and len(own(line)) == 1:
            cell = own(line)[0]
            _add(card, line, [(card.waiting, cell.text, cell)])
        else:
            _close(card)
            card = None
            item = other_item(block, line, context)
            if item.kind == "heading":
                context.section = item.text
            context.items.append(item)
    _close(card)


def _role(text: str) -> str:
    """Return what a label beside or above its value asks for, if it is one."""
    plain = bare(text)
    if not plain or len(text) > 60 or text.rstrip().endswith("?"):
        return ""
    if ANSWER_MARK.match(fold(text) + "\n"):
        return "answer"
    role = head_role(text)
    return role if role in _KNOWN else ""


def _pairs(line: Line) -> list[Pair]:
    """Return the labels of a row with their values; nothing if the row holds anything else."""
    cells = own(line)
    if not cells or len(cells) > 4:
        return []
    if len(cells) == 1:
        role = _role(cells[0].text)
        return [(role, "", _beside(line, cells[0]))] if role in _TELLING | {"evidence"} else []
    if len(cells) == 3 or (len(cells) == 4 and not _role(cells[2].text)):
        return []
    found: list[Pair] = []
    for label, value in zip(cells[::2], cells[1::2], strict=True):
        role = _role(label.text)
        heads = _KNOWN if role in {"ref", "question"} else _NAMING
        if not role or (_role(value.text) in heads and claim_word(value.text) is None):
            return []  # two heads beside one another name columns
        found.append((role, value.text, value))
    return found


def _beside(line: Line, label: Cell) -> Cell | None:
    return next((cell for cell in line.cells if cell.column > label.column), None)


def _opens(line: Line, context: Context) -> bool:
    """Whether a row begins a card: a known number, or the label of one."""
    cells = own(line)
    references = context.bank.references
    pairs = _pairs(line)
    if pairs:
        return pairs[0][0] in {"ref", "question"}
    if len(cells) == 2 and looks_like_reference(cells[0]):
        return references.read(cells[0]).ref is not None
    if len(cells) > 2:
        return False
    shown, rest = references.split_leading(one_line(cells[0].text))
    return bool(rest) and references.read_text(shown).ref is not None


def _belongs(line: Line, card: Card) -> bool:
    """Whether a row labelled as a question goes on with the card that its number opened."""
    pairs = _pairs(line)
    return bool(pairs) and pairs[0][0] == "question" and not card.item.question


def _open(block: Block, line: Line, context: Context) -> Card:
    cells, references = own(line), context.bank.references
    item = Item("question", cells[0].place, [line.key], section=context.section)
    item.hidden = hidden_of(block, line, cells[-1])
    context.asked = True
    context.items.append(item)
    card = Card(item)
    if pairs := _pairs(line):
        item.keys = []
        _add(card, line, pairs)
    elif len(cells) == 2 and looks_like_reference(cells[0]):
        item.cell, item.question = cells[0], tidy(cells[1].text)
    else:
        item.shown, item.question = references.split_leading(tidy(cells[0].text))
        if len(cells) == 2:
            _add(card, line, [("answer", cells[1].text, cells[1])])
    return card


def _add(card: Card, line: Line, pairs: list[Pair]) -> None:
    """Take what the labels of a row say into the card."""
    item = card.item
    if line.key not in item.keys:
        item.keys.append(line.key)
    card.waiting = ""
    for role, said, cell in pairs:
        text = tidy(said)
        if role == "ref":
            item.cell = cell
        elif role == "question":
            item.question = text
        elif role == "claim" and text:
            item.status = f"{item.status} {text}".strip()
        elif role == "evidence":
            item.evidence = f"{item.evidence}\n{text}".strip()
        elif role == "answer":
            if not card.words:
                item.place = cell.place if cell else line.cells[-1].place
            card.words += [text] if text else []
        if not text and role in _TELLING | {"evidence"}:
            card.waiting = role


def _close(card: Card | None) -> None:
    if card is None:
        return
    item = card.item
    item.text = "\n".join(card.words)
    if item.status:
        item.claim = claim_of_status(item.status)
    if item.status and item.claim is Claim.NONE and claim_word(item.status) is None:
        item.text = f"{item.status}\n{item.text}".strip()  # words, and no status
        item.status = ""
    if not item.status:
        state(item)


def _fill_open(flow: Flow, lines: list[Line]) -> bool:
    """Take a table of labels below a question that stands in a paragraph before it."""
    item = flow.item
    if item is None or item.text or any(_asks_company(line) for line in lines):
        return False
    card = Card(item)
    for line in lines:
        _add(card, line, _pairs(line))
    _close(card)
    flow.answering = True
    flow.close()
    return True


def _asks_company(line: Line) -> bool:
    return bool(company_key(own(line)[0].text))
