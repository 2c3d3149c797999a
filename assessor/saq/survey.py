"""Reads what survey tools export: a column for each question, a row for each company."""

from assessor.saq.claims import claim_of_status, claim_word
from assessor.saq.columns import head_role
from assessor.saq.flow import Flow
from assessor.saq.items import Context, Item, company_key, hidden_of, own, place_of, state
from assessor.saq.text import one_line, tidy
from assessor.saq.types import Block, Cell, Line

_FEWEST = 4  # questions that make a row of them
_DEEPEST = 10  # rows above it
_ROWS = 200


def read_survey(flow: Flow, block: Block) -> bool:
    """Read a survey's export into the flow's items; False, and nothing read, if it is none."""
    lines = [line for line in block.lines if own(line) and not line.kind]
    if block.kind == "text" or not 2 <= len(lines) <= _ROWS:
        return False
    context = flow.context
    at = next((n for n, line in enumerate(lines[:_DEEPEST]) if _is_head(line, context)), None)
    if at is None or at + 1 == len(lines) or any(_is_head(x, context) for x in lines[at + 1 :]):
        return False
    flow.close()
    flow.flush()
    for line in block.lines:
        if line.kind:
            cell = line.cells[0]
            kind = "comment" if line.kind == "comment" else "note"
            context.items.append(Item(kind, cell.place, [line.key], tidy(cell.text)))
    for line in lines[:at]:
        flow.add_other(block, line)
    head = lines[at]
    texts = " | ".join(one_line(cell.text) for cell in own(head))
    context.items.append(Item("header", own(head)[0].place, [head.key], texts))
    context.asked = True
    for line in lines[at + 1 :]:
        context.items += _read_row(block, head, line, context)
    return True


def _asks(cell: Cell, context: Context) -> bool:
    """Whether the head of a column is a question: a known number with words, or its wording."""
    references = context.bank.references
    shown, rest = references.split_leading(one_line(cell.text))
    if len(rest) > 12 and references.read_text(shown).ref:
        return True
    return len(rest) > 25 and max(context.bank.scores(rest).values(), default=0.0) >= 0.5


def _is_head(line: Line, context: Context) -> bool:
    cells = own(line)
    if len(cells) < _FEWEST:
        return False
    asking = sum(_asks(cell, context) for cell in cells[:40])
    return asking >= _FEWEST and asking * 3 >= len(cells[:40])


def _read_row(block: Block, head: Line, line: Line, context: Context) -> list[Item]:
    """Return one company's answers in the order of the columns."""
    given = {cell.column: cell for cell in line.cells}
    items: list[Item] = []
    asked: Item | None = None
    for name in own(head):
        cell = given.pop(name.column, None)
        if _asks(name, context):
            asked = _question(block, name, cell, line, context)
            items.append(asked)
        elif cell is None or not cell.text:
            continue
        elif asked is not None and head_role(name.text) in {"answer", "evidence", "claim"}:
            _go_on(asked, head_role(name.text), cell)
        else:
            kind = "company" if company_key(name.text) or asked is None else "note"
            item = Item(kind, cell.place, [], f"{one_line(name.text)}: {one_line(cell.text)}")
            item.label, item.value = one_line(name.text), one_line(cell.text)
            items.append(item)
    left = [cell for cell in given.values() if cell.text]
    items += [Item("note", cell.place, [], tidy(cell.text)) for cell in left]
    for item in items:
        if item.kind == "question" and not item.status:
            state(item)
    items[0].keys = [line.key]
    return items


def _question(block: Block, name: Cell, cell: Cell | None, line: Line, context: Context) -> Item:
    shown, asked = context.bank.references.split_leading(tidy(name.text))
    place = cell.place if cell else place_of(block, line, name.column)
    item = Item("question", place, [], shown=shown, question=asked)
    item.hidden = hidden_of(block, line, cell)
    text = tidy(cell.text) if cell else ""
    if text and claim_word(text) is not None:
        item.status, item.claim = text, claim_of_status(text)
    else:
        item.text = text
    return item


def _go_on(item: Item, role: str, cell: Cell) -> None:
    """Add a column that explains the question before it."""
    if role == "evidence":
        item.evidence = f"{item.evidence}\n{cell.text}".strip()
    elif role == "claim" and not item.status:
        item.status, item.claim = cell.text, claim_of_status(cell.text)
    else:
        item.text = f"{item.text}\n{tidy(cell.text)}".strip()
