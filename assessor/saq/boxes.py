"""Reads answer boxes: a question above its answer, beside it, or with sub-items below it."""

from msgspec.structs import replace

from assessor.saq.asking import speaks_against
from assessor.saq.flow import Flow, take_marked
from assessor.saq.items import ASKS_AGAIN, company_key, own
from assessor.saq.recognising import asks, is_known, numbered
from assessor.saq.references import looks_like_reference, part_letter
from assessor.saq.text import fold, one_line, tidy
from assessor.saq.types import Block, Cell, Line
from assessor.saq.words import ANSWER_MARK


def read_boxes_table(flow: Flow, block: Block) -> None:
    """Read a table of boxes: a question above its answer, beside it, or with sub-items below it."""
    for line in map(with_number, block.lines):
        cells = [cell for cell in line.cells if not cell.carried]
        if not cells or line.kind or take_marked(flow, block, line):
            continue
        first, others = cells[0], cells[1:]
        text = one_line(first.text)
        shown, rest = numbered(flow, line, text)
        letter, lettered = part_letter(first.number or text)
        if first.number and letter:
            lettered = text
        if letter and flow.item is not None and letter == chr(97 + flow.parts):
            _read_part(flow, block, line, letter, lettered)
        elif text and _opens(flow, line, shown, rest):
            flow.open(block, line, rest if shown else first.text, shown)
            if any(cell.text for cell in others):
                _fill(flow, line, others)
        elif flow.item is not None:
            _fill(flow, line, cells)
        elif own(line):
            flow.add_other(block, line)
    alone = sum(bool(own(line)) for line in block.lines) == 1
    if not (alone and flow.item and not flow.item.text and not flow.answering):
        flow.close()  # a question alone in its frame is answered in the paragraphs below


def with_number(line: Line) -> Line:
    """Return a row whose number has a cell of its own with the number before the question."""
    cells = [cell for cell in line.cells if not cell.carried]
    if len(cells) < 2 or not cells[1].text or not looks_like_reference(cells[0]):
        return line
    if part_letter(cells[0].text)[0] and cells[0].text.strip()[-1] not in ".)":
        return line
    joined = replace(cells[1], text=f"{cells[0].text} {cells[1].text}")
    return replace(line, cells=(joined, *cells[2:]))


def _opens(flow: Flow, line: Line, shown: str, rest: str) -> bool:
    """Whether a box asks: a known number, or nothing is asked yet and it sounds like a question."""
    item = flow.item
    if is_known(flow, shown):
        awaited = item is not None and not item.text and len(line.cells) == 1
        against = awaited and speaks_against(flow.context.bank, shown, rest)
        if against and item is not None:
            item.flags.append(ASKS_AGAIN)
        return not against
    if item is None:
        return asks(flow, line, shown, rest) or bool(shown) or "?" in rest
    if not (item.text or flow.answering or len(line.cells) > 1):
        return False  # the answer is still to come
    sounds = max(flow.context.bank.scores(rest).values(), default=0.0) >= 0.5
    return (sounds and "?" in rest) or (bool(shown) and asks(flow, line, shown, rest))


def _fill(flow: Flow, line: Line, cells: list[Cell]) -> None:
    """Add the cells of a row to the answer; a label stays before what it asks for."""
    filled = [cell for cell in cells if tidy(cell.text)]
    if filled and ANSWER_MARK.match(fold(filled[0].text) + "\n"):
        filled = filled[1:]
    texts = [tidy(cell.text) for cell in filled]
    place = (filled or cells)[0].place
    labelled = len(texts) == 2 and len(texts[0]) < 60
    if labelled and (texts[0].endswith(":") or company_key(texts[0])):
        flow.answer(line, f"{texts[0].rstrip(':')}: {texts[1]}", place)
    elif len(texts) > 1:
        flow.answer(line, " | ".join(text.replace("\n", " ") for text in texts), place)
    else:
        flow.answer(line, "".join(texts), place)


def _read_part(flow: Flow, block: Block, line: Line, letter: str, question: str) -> None:
    """Read a sub-item with a box of its own; the question above it stays its leader."""
    leader = flow.item
    if leader is None:
        return
    leader = leader.leader or leader
    keys: list[str] = []
    if flow.parts == 0 and not leader.text:
        keys, leader.keys = leader.keys, []
        flow.context.items.remove(leader)
    parts = flow.parts + 1
    flow.close()
    item = flow.open(block, line, question, leader.shown)
    item.cell, item.part, item.leader = leader.cell, letter, leader
    item.keys = [*keys, line.key]
    flow.parts = parts
    if others := [cell for cell in line.cells if not cell.carried][1:]:
        _fill(flow, line, others)


def join_table(flow: Flow, block: Block) -> None:
    """Add a table that stands inside an answer, one line for each of its rows."""
    for line in block.lines:
        if take_marked(flow, block, line):
            continue
        if flow.item is None:  # a row above was marked as a heading: this answers nothing any more
            if own(line):
                flow.add_other(block, line)
            continue
        texts = [tidy(cell.text).replace("\n", " ") for cell in line.cells if not cell.carried]
        if any(texts):
            flow.answer(line, " | ".join(texts))
