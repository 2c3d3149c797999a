"""Reads the rows of a table whose columns are known: questions, headings, tasks and the rest."""

import re
from functools import lru_cache

from assessor.saq.claims import (
    claim_of_status,
    claim_word,
    is_crossed,
    is_ticked,
    is_ticked_over,
    marked_label,
    read_boxes,
    says_nothing,
    words_beside_tick,
)
from assessor.saq.columns import Table, repeats, signature, usual_width
from assessor.saq.corrections import Mark
from assessor.saq.heads import TICK_ROLES
from assessor.saq.items import (
    DIFFER,
    OVERFULL,
    UNCOMPUTED,
    Context,
    Item,
    hidden_of,
    is_footer,
    is_signature_label,
    own,
    place_of,
    state,
    tick,
)
from assessor.saq.marks import KINDS, asking_item, plain_item
from assessor.saq.references import looks_like_reference, part_letter
from assessor.saq.steps import EACH, step
from assessor.saq.text import fold, one_line, tidy
from assessor.saq.types import Block, Cell, Line
from assessor.saq.within import take_answer
from assessor.saq.words import REMARKS, STATE_OF
from assessor.terms import Claim


def _closing(table: Table, cells: list[Cell], *, last: bool) -> str:
    """Return what a row below the answers is: a total, or a place for names and signatures."""
    first = cells[0]
    named = table.roles.get(first.column) in {"ref", "question", "?", None}
    if len(cells) <= 3 and (named or last) and is_signature_label(first.text):
        return "signature"
    if named and not looks_like_reference(first) and is_footer(first.text):
        return "footer"
    return ""


_WORD = re.compile(r"\w\w")
_ASKING = {"ref", "question", "level", "guidance", "section", "other"}


def read_table(table: Table, context: Context) -> None:
    """Add the table's rows to the context: heads, headings, questions with answers, tasks."""
    for line in table.head:
        context.items.append(_plain(table, line, "header"))
    heads = {signature(line) for line in table.head}
    leader: Item | None = None
    table.width = usual_width(table)
    table.answering = table.columns("answer") or table.columns("claim") or table.columns("yes")
    for index, line in enumerate(table.lines):
        if index % EACH == 0:
            step(index, len(table.lines))
        if line.kind:
            context.items.append(extra_item(table.block, line, context))
            continue
        cells = own(line)
        if not cells:
            continue
        if repeats(cells, heads):
            context.items.append(_plain(table, line, "header"))
            continue
        item = _read_row(table, line, cells, context, leader)
        marked = line.key in context.marks
        if item.kind == "heading" and not marked and not _heads(table, index, item.text, context):
            item.kind = "note"
        if item.kind == "heading":
            context.section = item.text
            leader = None
        if item.kind == "question":
            context.asked = True
            if item.leader is None:
                leader = item
        context.items.append(item)


def _heads(table: Table, index: int, text: str, context: Context) -> bool:
    """Whether a lone text heads questions: it names a section, or a question follows it."""
    if context.bank.section_of_heading(text)[1] >= 82:
        return True
    below = (table.lines[at] for at in range(index + 1, len(table.lines)))
    after = next(filter(own, below), None)
    if after is None or text.rstrip().endswith(".") or REMARKS.match(fold(text)):
        return False
    roles = {table.roles.get(cell.column) for cell in own(after)}
    return bool(roles & {"ref", "question"})


def extra_item(block: Block, line: Line, context: Context) -> Item:
    """Return a comment, text box or note: none of them may vanish unseen."""
    del context
    cell = line.cells[0]
    kind = {"page": "page", "comment": "comment", "textbox": "note", "footnote": "note"}[line.kind]
    return Item(kind, cell.place, [line.key], tidy(cell.text), hidden=hidden_of(block, line, cell))


def _plain(table: Table, line: Line, kind: str) -> Item:
    return plain_item(table.block, line, kind)


def _read_row(
    table: Table, line: Line, cells: list[Cell], context: Context, leader: Item | None
) -> Item:
    if mark := context.marks.get(line.key):
        return _as_marked(mark, table, line, leader, context)
    if table.is_action_list():
        return _action(table, line)
    roles = table.roles
    filled = table.filled(line)
    questions, reference = filled.get("question"), _reference(table, line, filled)
    said = any(roles.get(cell.column) not in _ASKING for cell in cells)
    if kind := _closing(table, cells, last=line.key in context.last):
        item = _plain(table, line, kind)
        if kind == "signature":
            item.text = ": ".join(one_line(cell.text) for cell in cells[:2])
        return item
    if len(cells) == 1 and context.bank.section_of_heading(cells[0].text)[1] >= 82:
        return _plain(table, line, "heading")  # whatever column a section's name stands in
    if not said and _is_heading(cells, reference, questions, table, context):
        item = _plain(table, line, "heading")
        item.text = " ".join(one_line(cell.text) for cell in cells)
        return item
    if not questions and reference is None:
        return _without_question(table, line, leader, context)
    return _question(table, line, filled, leader, context)


def _reference(table: Table, line: Line, filled: dict[str, list[Cell]]) -> Cell | None:
    """Return where the row's number stands, be it written or printed by a list."""
    if refs := filled.get("ref"):
        return refs[0]
    return next((c for c in line.cells if c.number and table.roles.get(c.column) == "ref"), None)


def _as_marked(mark: Mark, table: Table, line: Line, leader: Item | None, context: Context) -> Item:
    """Return a row as the person says that it is."""
    if mark != "question":
        return _plain(table, line, KINDS[mark])
    refs, questions = table.cells(line, "ref"), table.cells(line, "question")
    if not refs and not questions:
        return asking_item(table.block, line, context)
    item = _question(table, line, table.filled(line), leader, context)
    if not questions and not context.bank.references.read(refs[0]).ref:
        item.question = one_line(refs[0].text)  # words that stand in the column of numbers
    return item


def _is_heading(
    cells: list[Cell],
    reference: Cell | None,
    questions: list[Cell] | None,
    table: Table,
    context: Context,
) -> bool:
    """Whether a row without any answer is the heading of a section and not an open question."""
    if any(table.roles.get(cell.column) == "level" for cell in cells) or len(cells) > 2:
        return False
    text = " ".join(one_line(cell.text) for cell in cells)
    references = context.bank.references
    if reference is not None:
        reading = references.read(reference)
        if reading.ref or reading.candidates:
            return False
        if part_letter(reference.text)[0]:
            return False
    shown, rest = references.split_leading(text)
    if shown and references.read_text(shown).ref and context.bank.scores(rest):
        return False
    if context.bank.section_of_heading(text)[1] >= 82:
        return True
    ranked = context.bank.ranked(rest or text)
    if "?" in text or len(text) > 140 or (ranked and ranked[0][1] >= 0.85 and len(text) > 40):
        return False
    return len(cells) == 1 or len(text) <= 80 or not questions


def _action(table: Table, line: Line) -> Item:
    cells = table.cells(line, "action") or own(line)
    item = Item("action", cells[0].place, [line.key], tidy(cells[0].text))
    item.hidden = hidden_of(table.block, line, cells[0])
    refs = table.cells(line, "ref")
    item.shown = refs[0].text if refs else ""
    return item


def _without_question(table: Table, line: Line, leader: Item | None, context: Context) -> Item:
    """A row that only answers: it goes on where the row above stopped, or belongs nowhere."""
    item = _answered(table, line, table.filled(line), context)
    carried = [cell for cell in line.cells if cell.carried]
    asked = [cell for cell in carried if table.roles.get(cell.column) in {"ref", "question"}]
    item.kind = "continuation" if leader is not None else "note"
    if asked and leader is not None:
        item.cell, item.shown, item.question = leader.cell, leader.shown, leader.question
    item.leader = leader
    item.place = item.place if item.text else own(line)[0].place
    item.text = item.text or " | ".join(one_line(cell.text) for cell in own(line))
    return item


def _question(
    table: Table,
    line: Line,
    filled: dict[str, list[Cell]],
    leader: Item | None,
    context: Context,
) -> Item:
    item = _answered(table, line, filled, context)
    reference = _reference(table, line, filled)
    questions = filled.get("question", [])
    item.kind, item.cell = "question", reference
    item.question = "\n".join(tidy(cell.text) for cell in questions)
    if reference is None and questions:
        item.shown, item.question = _split_number(questions[0], item.question, context)
    letter, rest = part_letter(item.question)
    if not letter and reference is not None:
        letter, left = part_letter(reference.text)
        letter = "" if left else letter
    lettered = reference is None or part_letter(reference.text)[0]
    take_answer(item)
    if letter and leader is not None and lettered and not _is_lettered(leader):
        item.part, item.question, item.leader = letter, rest or item.question, leader
        item.cell = None
    return item


def _is_lettered(item: Item) -> bool:
    """Whether a question is itself only a letter: then the next letter is no part of it."""
    return item.cell is not None and bool(part_letter(item.cell.text)[0])


def _split_number(cell: Cell, question: str, context: Context) -> tuple[str, str]:
    """Return the number written in the question's own cell, and the question without it."""
    references = context.bank.references
    if cell.number:
        return cell.number, question
    shown, rest = references.split_leading(question)
    if shown:
        return shown, rest
    return references.split_trailing(question)


def _answered(table: Table, line: Line, filled: dict[str, list[Cell]], context: Context) -> Item:
    """Return the row's answer: its words, its claim, its papers, its place."""
    columns = table.answering
    answers, states = filled.get("answer", []), filled.get("claim", [])
    place = place_of(table.block, line, columns[0]) if columns else line.key
    words = [tidy(cell.text) for cell in answers]
    item = Item("question", place, [line.key], "\n".join(words), section=context.section)
    hiding = next((cell for cell in [*answers, *states] if cell.hidden), None)
    item.hidden = hidden_of(table.block, line, hiding)
    item.evidence = "\n".join([cell.text for cell in filled.get("evidence", ())])
    _flag_cells(item, table, line)
    _claim(item, table, line, states)
    _overfull(item, table, line, min(columns, default=1))
    if item.claim is Claim.NONE and context.unmarked_is_partly:
        explained = bool(item.text) and not _says_no_words(item.text)
        item.claim = Claim.PARTLY if explained and _unmarked(table, line) else Claim.NONE
    return item


def _flag_cells(item: Item, table: Table, line: Line) -> None:
    """Say that a picture stands where words should, or that an answer was never computed."""
    odd = [cell for cell in line.cells if cell.kind == "formula" or cell.picture]
    if any(cell.picture and not cell.text for cell in odd):
        item.flags.append("picture")
    answers = (cell for cell in odd if table.roles.get(cell.column) not in _ASKING)
    if any(cell.kind == "formula" for cell in answers):
        item.flags.append(UNCOMPUTED)


def _overfull(item: Item, table: Table, line: Line, column: int) -> None:
    """Show a row of more cells than the head as it stands: a stray delimiter shifted its cells."""
    end = max([cell.column for cell in line.cells], default=0)
    if not table.width or max(line.width, end) <= table.width:
        return
    end = max((cell.column for cell in own(line)), default=0)
    if max(line.width, end) <= table.width:
        return
    stated = [cell for cell in table.cells(line, "claim") if claim_word(cell.text) is not None]
    ticks = [cell for cell in line.cells if table.roles.get(cell.column) in TICK_ROLES]
    kept = {cell.column for cell in (*stated, *ticks)}
    cells = [cell for cell in own(line) if cell.column >= column and cell.column not in kept]
    glue = f"{table.block.delimiter} " if table.block.delimiter else "\n"
    item.text, item.evidence = glue.join(tidy(cell.text) for cell in cells), ""
    item.flags.append(OVERFULL)


def _claim(item: Item, table: Table, line: Line, states: list[Cell]) -> None:
    """Take the claim from the boxes to tick, else the status column, else how the answer opens."""
    boxes = [cell for cell in line.cells if table.roles.get(cell.column) in TICK_ROLES]
    if boxes and (ticked := _ticked(boxes, table)):
        tick(item, ticked)
        _keep_words(item, table, line)
        return
    if worded := [cell for cell in boxes if not cell.carried and _explains(cell.text)]:
        # “Yes (describe)” beside “No (explain)”: what is written there ticks the column, too.
        tick(item, frozenset(TICK_ROLES[table.roles[cell.column]] for cell in worded))
        item.text = "\n".join([*(tidy(cell.text) for cell in worded), item.text]).strip()
        return
    for cell in states:
        _take_status(item, cell.text)
    if states and _differ(states, table):  # no claim is the right one
        item.claim = Claim.NONE
        item.flags.append(DIFFER)
    if not item.status:
        state(item)


def _differ(states: list[Cell], table: Table) -> bool:
    """Whether columns state different things, or one speaks where the first of them is silent."""
    if len(states) == 1:
        return states[0].column != min(table.columns("claim"))
    return len({claim_word(cell.text) for cell in states} - {None}) > 1


def _ticked(boxes: list[Cell], table: Table) -> frozenset[Claim]:
    """Return the claims whose boxes are ticked in a row."""
    crossed = any(is_ticked(cell.text) and not is_crossed(cell.text) for cell in boxes)
    return frozenset(
        TICK_ROLES[table.roles[cell.column]]
        for cell in boxes
        if not cell.carried and is_ticked_over(cell.text, crossed=crossed)
    )


def _explains(text: str) -> bool:
    return bool(_WORD.search(text)) and not says_nothing(text) and claim_word(text) is None


def _keep_words(item: Item, table: Table, line: Line) -> None:
    """Keep what is written beside a tick: “X (plant 1 only)”."""
    for role in TICK_ROLES:
        for cell in table.cells(line, role):
            if said := words_beside_tick(cell.text):
                item.text = f"{said}\n{item.text}".strip()


def _take_status(item: Item, said: str) -> None:
    """Take what a status cell states; other words in it belong to the answer."""
    boxed, left, claim = _status_of(said)
    if left and fold(left) not in fold(item.text):
        item.text = f"{left}\n{item.text}".strip()
    if boxed:
        tick(item, boxed)
    elif boxed is None:  # boxes that were all left empty state nothing
        item.claim, item.status = claim, said


@lru_cache(maxsize=2_000)
def _status_of(said: str) -> tuple[frozenset[Claim] | None, str, Claim]:
    """Return the boxes ticked in a status cell, its other words, and what it states."""
    boxed, left = read_boxes(said)
    if boxed is not None:
        return boxed, left, Claim.NONE
    stated = claim_word(said)
    known = is_ticked(said) or fold(said).strip(" .,;:()[]") in STATE_OF
    known = known or stated not in {None, Claim.NONE} or marked_label(said) is not None
    silent = known or not any(map(str.isalnum, said))
    return None, "" if silent else said, claim_of_status(said)


def _unmarked(table: Table, line: Line) -> bool:
    """Whether the form has boxes and this row left them all empty."""
    if "yes" in table.roles.values():
        boxes = [cell for cell in line.cells if table.roles.get(cell.column) in TICK_ROLES]
        return not any(is_ticked(cell.text) for cell in boxes)
    return any(read_boxes(cell.text)[0] == frozenset() for cell in table.cells(line, "claim"))


def _says_no_words(text: str) -> bool:
    return not _WORD.search(text) or claim_word(text) is Claim.NONE
