"""Reads a whole file in order: which blocks are tables of questions, boxes, cover or lists."""

from itertools import islice

from assessor.saq.bank import Bank
from assessor.saq.boxes import join_table, read_boxes_table, with_number
from assessor.saq.cards import read_cards
from assessor.saq.claims import claim_word
from assessor.saq.columns import (
    Table,
    find_tables,
    repeats,
    settle_roles,
    signature,
)
from assessor.saq.corrections import NONE, Corrections, part_of, take_roles
from assessor.saq.flow import Flow, answers_are_marked, read_lines
from assessor.saq.grid import extra_item, read_table
from assessor.saq.headless import roles_without_head
from assessor.saq.items import Context, Item, company_key, hidden_of, other_item, own
from assessor.saq.marks import settle_marks
from assessor.saq.own_form import read_own_form
from assessor.saq.pages import settle_pages
from assessor.saq.steps import step
from assessor.saq.survey import read_survey
from assessor.saq.text import bare, fold
from assessor.saq.types import Block, Line, Source
from assessor.saq.words import LEVELS, UNMARKED_IS_PARTLY


def lay_out(source: Source, bank: Bank, said: Corrections = NONE) -> tuple[list[Item], list[Table]]:
    """Return the rows of the file as what they are, in order, and its tables of questions."""
    # Naming columns asks for reading by columns; what single rows are is settled either way.
    by_columns = bool(said.roles) or "names" in said.marks.values()
    if not by_columns and (sent_out := read_own_form(source, bank)) is not None:
        context = Context(bank, sent_out, marks=said.marks)
        settle_marks(source, context)
        return context.items, []
    context = Context(bank, marks=said.marks)
    context.unmarked_is_partly = _says_unmarked_is_partly(source)
    context.last = _last_lines(source)
    parts = [_prepare(block, context) for block in source.blocks]
    tables = [table for _, found in parts for table in found]
    _settle_together(tables, context, said)
    flow = Flow(context, marked=answers_are_marked(source.blocks))
    used: list[Table] = []
    for block, (before, found) in zip(source.blocks, parts, strict=True):
        asking = found if any(table.asks() or table.is_action_list() for table in found) else []
        if not by_columns and (read_cards(flow, block) or read_survey(flow, block)):
            continue
        if asking:
            _read_tables(flow, block, before, asking)
        elif not _is_settled(found, said) and (
            asking := _without_heads(block, used[-1] if used else None, flow, said)
        ):
            _read_tables(flow, block, [], asking)
        else:
            _read_block(flow, block)
        used += asking
    flow.close()
    flow.flush()
    if not any(item.kind == "question" for item in context.items):
        _show_all(context.items)
    settle_marks(source, context)
    settle_pages(context.items, source)
    return context.items, used


def _is_settled(tables: list[Table], said: Corrections) -> bool:
    """Whether a person named the columns of a table: then it is not guessed at once more."""
    return any(part_of(table.head[0], table.block) in said.roles for table in tables)


def _last_lines(source: Source) -> frozenset[str]:
    backwards = (line for block in reversed(source.blocks) for line in reversed(block.lines))
    last = (line.key for line in backwards if own(line) and not line.kind)
    return frozenset(islice(last, 8))


def _show_all(items: list[Item]) -> None:
    """Where no question was understood, what looked like a cover page may hold the answers."""
    for item in items:
        unknown = item.kind == "company" and not company_key(item.label)
        if unknown or (item.kind in {"title", "instructions", "heading"} and len(item.text) > 25):
            item.kind = "note"


def _read_tables(flow: Flow, block: Block, before: list[Line], tables: list[Table]) -> None:
    flow.close()
    flow.flush()
    if block.kind == "sheet":
        flow.context.section = block.name
    _read_before(flow, block, before)
    for table in tables:
        read_table(table, flow.context)


def _prepare(block: Block, context: Context) -> tuple[list[Line], list[Table]]:
    if block.kind == "text":
        return [], []
    return find_tables(block, context.marks)


def _says_unmarked_is_partly(source: Source) -> bool:
    texts = [
        fold(cell.text)
        for block in source.blocks
        for line in block.lines[:40]
        for cell in own(line)
        if len(cell.text) > 40
    ]
    return any(UNMARKED_IS_PARTLY.search(text) for text in texts[:60])


def _settle_together(tables: list[Table], context: Context, said: Corrections) -> None:
    """Judge tables with the same head by all their rows at once: small ones say too little."""
    groups: dict[tuple[str, ...], list[Table]] = {}
    for table in tables:
        groups.setdefault(signature(table.head[0]), []).append(table)
    for head, group in groups.items():
        lines = [line for table in group for line in table.lines if not line.kind]
        step(0, len(lines))
        lines = [line for line in lines if not repeats(own(line), [head])]
        settle_roles(group[0], lines, context.bank)
        take_roles(group[0].roles, said.roles.get(part_of(group[0].head[0], group[0].block), {}))
        for table in group[1:]:
            table.roles = dict(group[0].roles)


def _without_heads(block: Block, last: Table | None, flow: Flow, said: Corrections) -> list[Table]:
    """Return a table for a block without a head: by the table before it, or by what it holds."""
    if (own_roles := said.roles.get(part_of(None, block))) and block.kind != "text":
        return _as_said(block, own_roles, flow.context)
    if block.kind == "text" or (flow.marked and flow.item is not None):
        return []
    if _is_list(block) or _is_cover(block, flow.context):
        return []
    lines = [line for line in block.lines if not line.kind]
    if not lines:
        return []
    width = max((cell.column for line in lines for cell in own(line)), default=0)
    follows = last is not None and block.kind == last.block.kind == "table"
    if follows and last and width >= len(last.roles) - 1 and _goes_on(lines, last, flow.context):
        return [Table(block, [], list(block.lines), dict(last.roles), dict(last.names))]
    if width < 3 and block.kind == "table":
        return []  # boxes: read as questions above or beside their answers
    roles = roles_without_head(lines, flow.context.bank)
    if "question" in roles.values() and {"answer", "claim"} & set(roles.values()):
        return [Table(block, [], list(block.lines), roles)]
    return []


def _as_said(block: Block, said: dict[int, str], context: Context) -> list[Table]:
    """Return a table for a block whose columns a person named, if it asks anything then."""
    lines = [line for line in block.lines if not line.kind]
    roles = roles_without_head(lines, context.bank)
    take_roles(roles, said)
    made = Table(block, [], list(block.lines), roles)
    return [made] if made.asks() else []


def _goes_on(lines: list[Line], last: Table, context: Context) -> bool:
    """Whether rows go on as the table before them: known numbers or questions in its columns."""
    rows = [line for line in lines if len(line.cells) > 1]
    known = 0
    for line in rows:
        refs, questions = last.cells(line, "ref"), last.cells(line, "question")
        numbered = bool(refs) and context.bank.references.read(refs[0]).ref is not None
        scores = context.bank.scores(questions[0].text).values() if questions else ()
        known += numbered or max(scores, default=0.0) >= 0.45
    return known * 2 > len(rows)


def _read_before(flow: Flow, block: Block, before: list[Line]) -> None:
    for line in before:
        if line.kind:
            flow.context.items.append(extra_item(block, line, flow.context))
            continue
        if not own(line):
            continue
        item = other_item(block, line, flow.context)
        answering = flow.context.asked and block.kind == "table" and len(own(line)) > 2
        if item.kind == "note" and not answering:
            item.kind = "title"
        if item.kind == "heading":
            flow.context.section = item.text
        flow.context.items.append(item)


def _read_block(flow: Flow, block: Block) -> None:
    """Read a block that is no table of questions."""
    extras = [line for line in block.lines if line.kind]
    lines = tuple(line for line in block.lines if not line.kind)
    plain = Block(block.name, block.kind, lines, block.hidden)
    if block.kind == "text":
        read_lines(flow, plain)
    elif flow.marked and flow.item is not None:
        join_table(flow, plain)
    elif _is_list(plain):
        flow.context.items.append(_list_item(plain))
    elif _is_cover(plain, flow.context):
        flow.close()
        flow.flush()
        for line in lines:
            if own(line):
                flow.context.items.append(other_item(plain, line, flow.context))
    elif _is_boxes(plain, flow):
        flow.flush()
        flow.close()
        read_boxes_table(flow, plain)
    elif flow.item is not None and block.kind == "table":
        join_table(flow, plain)
    else:
        read_lines(flow, plain) if _is_single(plain) else _read_rest(flow, plain)
    if block.kind == "sheet":
        flow.close()
        flow.flush()
    flow.context.items += [extra_item(block, line, flow.context) for line in extras]


def _read_rest(flow: Flow, block: Block) -> None:
    flow.close()
    flow.flush()
    for line in block.lines:
        if own(line):
            flow.context.items.append(other_item(block, line, flow.context))


def _is_single(block: Block) -> bool:
    """Whether each row holds one text: questions and answers under one another."""
    filled = [line for line in block.lines if own(line)]
    return sum(len(own(line)) == 1 for line in filled) > 0.8 * len(filled)


def _is_list(block: Block) -> bool:
    """Whether a sheet only holds the values of a drop-down list."""
    if block.kind != "sheet":
        return False
    texts = [cell.text for line in block.lines for cell in own(line)]
    short = all(len(text) <= 40 for text in texts)
    known = [text for text in texts if claim_word(text) or LEVELS.fullmatch(bare(text))]
    return (
        bool(texts)
        and short
        and (len(known) * 2 >= len(texts) or (block.hidden and len(texts) <= 40))
    )


def _list_item(block: Block) -> Item:
    """Return a sheet of drop-down values as one row of the preview."""
    cells = [cell for line in block.lines for cell in own(line)]
    first, last = cells[0].place, cells[-1].place.rpartition("!")[2]
    item = Item("list", f"{first}:{last}" if len(cells) > 1 else first, [])
    item.keys = [line.key for line in block.lines]
    item.text = "\n".join(cell.text for cell in cells)
    item.hidden = hidden_of(block, block.lines[0], cells[0])
    return item


def _is_cover(block: Block, context: Context) -> bool:
    """Whether a block holds company data: labels beside their values."""
    pairs = [line for line in block.lines if len(own(line)) >= 2]
    known = [line for line in pairs if company_key(own(line)[0].text)]
    if not context.asked and block.kind == "sheet" and len(known) >= 2:
        return True
    if any(len(own(line)) > 2 for line in pairs) and block.kind == "table":
        return False
    return bool(pairs) and len(known) * 2 >= len(pairs) and (not context.asked or known == pairs)


def _is_boxes(block: Block, flow: Flow) -> bool:
    """Whether a table of at most three columns asks in its first cell."""
    lines = [line for line in block.lines if own(line)]
    width = max((len([c for c in line.cells if not c.carried]) for line in lines), default=0)
    if not lines or width > 3:
        return False
    if block.kind == "sheet":
        return _asks_below(lines, flow)
    first = own(with_number(lines[0]))[0]
    references = flow.context.bank.references
    shown, rest = references.split_leading(first.text)
    numbered = "." in shown or references.read_text(shown).ref or "?" in rest
    if first.number or (shown and rest and numbered):
        return True
    scores = flow.context.bank.scores(rest or first.text).values()
    return "?" in first.text or (len(first.text) > 25 and max(scores, default=0.0) >= 0.6)


def _asks_below(lines: list[Line], flow: Flow) -> bool:
    """Whether a sheet holds known numbers in its first column and answers in rows below them."""
    references = flow.context.bank.references
    firsts = [own(line)[0] for line in lines]
    known = [cell for cell in firsts if references.split_leading(cell.text)[0]]
    known = [
        cell for cell in known if references.read_text(references.split_leading(cell.text)[0]).ref
    ]
    return len(known) >= 2 and len(known) * 4 > len(lines)
