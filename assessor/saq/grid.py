"""Finds out which column of a table holds what, and reads its rows accordingly."""

import re
from collections import Counter
from dataclasses import dataclass, field

from assessor.saq.claims import claim_of_opening, claim_of_status, claim_word, is_ticked, read_boxes
from assessor.saq.items import (
    Context,
    Item,
    hidden_of,
    is_footer,
    is_signature_label,
    joint,
    own,
    place_of,
)
from assessor.saq.references import looks_like_reference, part_letter
from assessor.saq.text import bare, fold, one_line, tidy
from assessor.saq.types import Block, Cell, Line
from assessor.saq.words import HEADS, LEVELS
from assessor.terms import Claim

TICKS = {"yes": Claim.YES, "no": Claim.NO, "na": Claim.NA, "partly": Claim.PARTLY}
_NAMING = {"question", "answer", "claim", "evidence", "ref", "action", "guidance"}
_SAMPLE = 60  # rows that are looked at to learn what a column holds


@dataclass(slots=True)
class Table:
    """Rows under one head, and the role of each of their columns."""

    block: Block
    head: list[Line]
    lines: list[Line]
    roles: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def columns(self, role: str) -> list[int]:
        """Return the columns with this role, from left to right."""
        return sorted(column for column, its in self.roles.items() if its == role)

    def cells(self, line: Line, role: str) -> list[Cell]:
        """Return the row's filled cells in the columns with this role."""
        return [cell for cell in line.cells if self.roles.get(cell.column) == role and cell.text]

    def is_action_list(self) -> bool:
        """Whether the table lists tasks instead of answers."""
        found = set(self.roles.values())
        return "action" in found and not found & {"question", "answer", "claim", "yes"}

    def asks(self) -> bool:
        """Whether the table can hold questions and answers."""
        found = set(self.roles.values())
        answers = found & {"answer", "claim", "yes", "evidence"}
        return bool(answers and found & {"question", "ref"})


def head_roles(line: Line) -> dict[int, str]:
    """Return the role of each column if this row is a table's head; nothing if it is not."""
    cells = own(line)
    if len(cells) < 2 or any(len(cell.text) > 120 for cell in cells):
        return {}
    roles = {cell.column: _head_role(cell.text) for cell in cells}
    _settle_no(cells, roles)
    naming = {role for role in roles.values() if role in _NAMING}
    if "yes" in roles.values() and "no" in roles.values():
        naming.add("ticks")
    known = [role for role in roles.values() if role]
    enough = len(naming) >= 2 and len(known) * 2 > len(cells)
    speaks = naming & {"question", "answer", "claim", "ticks", "action", "evidence"}
    return {column: role or "?" for column, role in roles.items()} if enough and speaks else {}


def _head_role(text: str) -> str:
    pieces = [bare(piece) for piece in re.split(r"\s/\s|\n|\|", text)]
    for piece in (bare(text.replace("\n", " ")), *pieces):
        for role, pattern in HEADS:
            if piece and pattern.fullmatch(piece):
                return role
    return ""


def _settle_no(cells: list[Cell], roles: dict[int, str]) -> None:
    """“No.” before the question numbers the row; beside “Yes” it is an answer."""
    yes = [column for column, role in roles.items() if role == "yes"]
    for cell in cells:
        if roles[cell.column] == "no" and not any(cell.column > column for column in yes):
            roles[cell.column] = "ref"
    if not yes:
        for column, role in list(roles.items()):
            if role == "no" and column != min(roles):
                roles[column] = "claim"
    answers = [column for column, role in roles.items() if role == "question"]
    if answers and [column for column, role in roles.items() if role == "ref"] == []:
        first = min(roles)
        if roles[first] == "section" and first < min(answers):
            roles[first] = "section"


def find_tables(block: Block) -> tuple[list[Line], list[Table]]:
    """Return the rows before the first head, and a table for each head that is found."""
    before: list[Line] = []
    tables: list[Table] = []
    for line in block.lines:
        roles = head_roles(line) if not line.kind else {}
        if roles and tables and not tables[-1].lines and len(tables[-1].head) == 1:
            tables[-1].head.append(line)  # a head of two rows
            tables[-1].roles |= {c: role for c, role in roles.items() if role != "?"}
            _name(tables[-1], line)
        elif roles and tables and _same_head(tables[-1], line):
            tables[-1].lines.append(line)  # repeated: told apart again when rows are read
        elif roles:
            tables.append(Table(block, [line], [], roles))
            _name(tables[-1], line)
        elif tables and not tables[-1].lines and _is_second_head(line):
            tables[-1].head.append(line)
            tables[-1].roles |= {
                cell.column: _head_role(cell.text) for cell in own(line) if _head_role(cell.text)
            }
            _name(tables[-1], line)
        elif tables:
            tables[-1].lines.append(line)
        else:
            before.append(line)
    return before, tables


def _name(table: Table, line: Line) -> None:
    for cell in own(line):
        table.names[cell.column] = one_line(cell.text).replace("\n", " ")


def _same_head(table: Table, line: Line) -> bool:
    return signature(table.head[0]) == signature(line)


def signature(line: Line) -> tuple[str, ...]:
    """Return the words of a head, to recognise it when it comes again."""
    return tuple(bare(cell.text) for cell in own(line))


def _is_second_head(line: Line) -> bool:
    cells = own(line)
    return bool(cells) and all(_head_role(cell.text) in TICKS for cell in cells)


@dataclass(slots=True)
class Look:
    """What the cells of one column look like."""

    filled: int = 0
    refs: float = 0.0
    claims: float = 0.0
    ticks: float = 0.0
    levels: float = 0.0
    length: float = 0.0
    likeness: float = 0.0  # how much they sound like the checklist


def look_at(column: int, lines: list[Line], context: Context) -> Look:
    """Return what the column's cells look like, judged by the first rows."""
    cells = [cell for line in lines for cell in own(line) if cell.column == column]
    cells = cells[:_SAMPLE]
    if not cells:
        return Look()
    share = 1 / len(cells)
    texts = [cell.text for cell in cells]
    long = [text for text in texts if len(text) > 20][:12]
    best = [max(context.bank.scores(text).values(), default=0.0) for text in long]
    return Look(
        filled=len(cells),
        refs=sum(looks_like_reference(cell) for cell in cells) * share,
        claims=sum(claim_word(text) is not None for text in texts) * share,
        ticks=sum(len(text) <= 3 and is_ticked(text) for text in texts) * share,
        levels=sum(bool(LEVELS.fullmatch(bare(text))) for text in texts) * share,
        length=sum(map(len, texts)) * share,
        likeness=sum(best) / len(best) if best else 0.0,
    )


def settle_roles(table: Table, lines: list[Line], context: Context) -> None:
    """Let what the columns hold correct what their heads say."""
    lines = [line for line in lines if len(own(line)) > 1]
    columns = sorted({cell.column for line in lines for cell in own(line)} | set(table.roles))
    looks = {column: look_at(column, lines, context) for column in columns}
    roles = table.roles
    _settle_ref(roles, looks)
    _settle_question(roles, looks)
    _settle_claim(roles, looks)
    _settle_answer(roles, looks, context)


def _settle_ref(roles: dict[int, str], looks: dict[int, Look]) -> None:
    named = [column for column, role in roles.items() if role == "ref"]
    for column in named:
        if looks[column].filled and looks[column].refs < 0.3:
            roles[column] = "question" if looks[column].length > 25 else "?"
    if any(roles.get(column) == "ref" for column in named):
        return
    free = {"?", "question", "section", ""}
    for column, look in sorted(looks.items()):
        before = [c for c, role in roles.items() if role in {"answer", "claim", "yes"} and c < column]
        if look.refs >= 0.6 and look.filled > 1 and roles.get(column, "?") in free and not before:
            roles[column] = "ref"
            return


def _settle_question(roles: dict[int, str], looks: dict[int, Look]) -> None:
    named = [column for column, role in roles.items() if role == "question"]
    if len(named) > 1:
        best = max(named, key=lambda column: (looks[column].likeness, looks[column].length))
        for column in named:
            if column != best:
                after = column > best and looks[column].length > 0
                roles[column] = "answer" if after and _lacks(roles, "answer") else "section"
    if named or "ref" not in roles.values():
        return
    free = [c for c, role in roles.items() if role in {"?", "section", "guidance"}]
    free += [column for column in looks if column not in roles]
    free = [column for column in free if looks[column].length > 15 and looks[column].likeness > 0.45]
    if free:
        roles[max(free, key=lambda column: looks[column].likeness)] = "question"


def _lacks(roles: dict[int, str], role: str) -> bool:
    return role not in roles.values()


def _settle_claim(roles: dict[int, str], looks: dict[int, Look]) -> None:
    """A column of bare states is the claim, whatever its head says, if another one holds words."""
    if any(role in {"yes", "partly"} for role in roles.values()):
        for column, role in roles.items():
            if role == "claim" and looks[column].claims < 0.5:
                roles[column] = "answer"
        return
    claims = [column for column, role in roles.items() if role == "claim"]
    for column in claims:
        look = looks[column]
        if look.filled and look.claims + look.ticks < 0.5:
            roles[column] = "answer"
    if "claim" in roles.values():
        extra = [column for column, role in roles.items() if role == "claim"][1:]
        for column in extra:
            roles[column] = "other"
        return
    for column, role in sorted(roles.items()):
        look = looks[column]
        if role not in {"answer", "?"} or not look.filled:
            continue
        others = [c for c, its in roles.items() if its in {"answer", "?"} and c != column]
        worded = any(looks[other].claims < 0.5 and looks[other].length > 8 for other in others)
        if look.claims >= 0.6 and (worded or look.claims >= 0.95):
            roles[column] = "claim"
            return


def _settle_answer(roles: dict[int, str], looks: dict[int, Look], context: Context) -> None:
    questions = [column for column, role in roles.items() if role == "question"]
    start = max(questions, default=0)
    for column, look in looks.items():
        if column not in roles and look.filled:
            roles[column] = "level" if look.levels > 0.7 else "answer" if column > start else "?"
    if _lacks(roles, "answer"):
        free = [c for c, role in roles.items() if role in {"?", "guidance"} and c > start]
        free = [c for c in free if looks[c].length > 8 and looks[c].levels < 0.7]
        if free:
            roles[max(free, key=lambda column: looks[column].length)] = "answer"
        elif "evidence" in roles.values() and not {"claim", "yes"} & set(roles.values()):
            roles[next(c for c, role in roles.items() if role == "evidence")] = "answer"
    del context


def roles_without_head(lines: list[Line], context: Context) -> dict[int, str]:
    """Return the columns' roles where no head names them, from what they hold."""
    rows = [line for line in lines if len(own(line)) > 1]
    columns = sorted({cell.column for line in rows for cell in own(line)})
    looks = {column: look_at(column, rows, context) for column in columns}
    likely = [column for column in columns if looks[column].likeness > 0.5]
    if not likely or len(columns) < 2 or not rows:
        return {}
    question = max(likely, key=lambda column: looks[column].likeness * looks[column].filled)
    if looks[question].filled < max(2, len(rows) * 0.4) and len(rows) > 2:
        return {}
    roles = {question: "question"}
    for column in columns:
        look = looks[column]
        if column == question:
            continue
        if look.refs >= 0.6 and column < question and "ref" not in roles.values():
            roles[column] = "ref"
        elif look.levels > 0.7:
            roles[column] = "level"
        elif look.claims >= 0.6 and column > question and "claim" not in roles.values():
            roles[column] = "claim"
        elif column > question:
            roles[column] = "evidence" if "answer" in roles.values() else "answer"
        else:
            roles[column] = "section"
    return roles


def read_table(table: Table, context: Context) -> None:
    """Add the table's rows to the context: heads, headings, questions with answers, tasks."""
    for line in table.head:
        context.items.append(_plain(table, line, "header"))
    heads = {signature(line) for line in table.head}
    leader: Item | None = None
    for line in table.lines:
        if line.kind:
            context.items.append(extra_item(table.block, line, context))
            continue
        if not own(line):
            continue
        if signature(line) in heads:
            context.items.append(_plain(table, line, "header"))
            continue
        item = _read_row(table, line, context, leader)
        if item.kind == "heading":
            context.section = item.text
            leader = None
        if item.kind == "question":
            context.asked = True
            if item.leader is None:
                leader = item
        context.items.append(item)


def extra_item(block: Block, line: Line, context: Context) -> Item:
    """Return a comment, text box or note: none of them may vanish unseen."""
    del context
    cell = line.cells[0]
    kind = {"page": "page", "comment": "comment", "textbox": "note", "footnote": "note"}[line.kind]
    return Item(kind, cell.place, [line.key], tidy(cell.text), hidden=hidden_of(block, line, cell))


def _plain(table: Table, line: Line, kind: str) -> Item:
    cells = own(line)
    text = joint(table.block, line).join(one_line(cell.text) for cell in cells)
    return Item(kind, cells[0].place, [line.key], text, hidden=hidden_of(table.block, line))


def _read_row(table: Table, line: Line, context: Context, leader: Item | None) -> Item:
    if table.is_action_list():
        return _action(table, line)
    cells = own(line)
    refs, questions = table.cells(line, "ref"), table.cells(line, "question")
    numbers = [cell for cell in line.cells if table.roles.get(cell.column) == "ref" and cell.number]
    reference = next(iter(refs or numbers), None)
    said = [cell for cell in cells if table.roles.get(cell.column) not in _ASKING]
    if is_footer(cells[0].text) and not (refs and looks_like_reference(refs[0])):
        return _plain(table, line, "footer")
    if is_signature_label(cells[0].text) and len(cells) <= 3:
        item = _plain(table, line, "signature")
        item.text = ": ".join(one_line(cell.text) for cell in cells[:2])
        return item
    if not said and _is_heading(cells, reference, questions, table, context):
        item = _plain(table, line, "heading")
        item.text = " ".join(one_line(cell.text) for cell in cells)
        return item
    if not questions and reference is None:
        return _without_question(table, line, leader, context)
    return _question(table, line, reference, questions, leader, context)


_ASKING = {"ref", "question", "level", "guidance", "section", "other"}


def _is_heading(
    cells: list[Cell],
    reference: Cell | None,
    questions: list[Cell],
    table: Table,
    context: Context,
) -> bool:
    """Whether a row without any answer is the heading of a section and not an open question."""
    if any(table.roles.get(cell.column) == "level" for cell in cells) or len(cells) > 2:
        return False
    text = " ".join(one_line(cell.text) for cell in cells)
    references = context.bank.references
    if reference is not None and len(cells) == 2:
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
    item = _answered(table, line, context)
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
    reference: Cell | None,
    questions: list[Cell],
    leader: Item | None,
    context: Context,
) -> Item:
    item = _answered(table, line, context)
    item.kind, item.cell = "question", reference
    item.question = "\n".join(tidy(cell.text) for cell in questions)
    if reference is None and questions:
        item.shown, item.question = _split_number(questions[0], item.question, context)
    letter, rest = part_letter(item.question)
    if not letter and reference is not None:
        letter, left = part_letter(reference.text)
        letter = "" if left else letter
    if letter and leader is not None and (reference is None or part_letter(reference.text)[0]):
        item.part, item.question, item.leader = letter, rest or item.question, leader
        item.cell = None
    return item


def _split_number(cell: Cell, question: str, context: Context) -> tuple[str, str]:
    """Return the number written in the question's own cell, and the question without it."""
    references = context.bank.references
    if cell.number:
        return cell.number, question
    shown, rest = references.split_leading(question)
    if shown:
        return shown, rest
    return references.split_trailing(question)


def _answered(table: Table, line: Line, context: Context) -> Item:
    """Return the row's answer: its words, its claim, its papers, its place."""
    columns = table.columns("answer") or table.columns("claim") or table.columns("yes")
    answers = table.cells(line, "answer")
    states = [cell for cell in table.cells(line, "claim")]
    place = place_of(table.block, line, columns[0]) if columns else line.key
    words = [tidy(cell.text) for cell in answers]
    item = Item("question", place, [line.key], "\n".join(words), section=context.section)
    hiding = next((cell for cell in [*answers, *states] if cell.hidden), None)
    item.hidden = hidden_of(table.block, line, hiding)
    item.evidence = "\n".join(cell.text for cell in table.cells(line, "evidence"))
    if any(cell.picture and not cell.text for cell in line.cells):
        item.flags.append("picture")
    _claim(item, table, line, states)
    if item.claim is Claim.NONE and context.unmarked_is_partly and _unmarked(table, line):
        if item.text and not _says_no_words(item.text):
            item.claim = Claim.PARTLY
    return item


def _claim(item: Item, table: Table, line: Line, states: list[Cell]) -> None:
    ticked = {
        TICKS[role]
        for role in TICKS
        for cell in line.cells
        if table.roles.get(cell.column) == role and not cell.carried and is_ticked(cell.text)
    }
    if len(ticked) > 1:
        item.flags.append("two boxes ticked")
        return
    if ticked:
        item.claim, item.status = ticked.pop(), "☒"
        return
    for cell in states:
        item.claim = claim_of_status(cell.text)
        item.status = cell.text
        if claim_word(cell.text) is None and len(bare(cell.text)) > 3:
            left = read_boxes(cell.text)[1]
            if fold(left) not in fold(item.text):
                item.text = f"{left}\n{item.text}".strip()
        if item.claim is not Claim.NONE or claim_word(cell.text):
            return
    if any(cell.text for cell in states):
        return
    boxed, text = read_boxes(item.text)
    if boxed is not None:
        item.text, item.claim, item.status = text, boxed, "☒"
        if boxed is not Claim.NONE:
            return
    item.claim = claim_word(item.text) or claim_of_opening(item.text)


def _unmarked(table: Table, line: Line) -> bool:
    """Whether the form has boxes and this row left them all empty."""
    if "yes" not in table.roles.values():
        return False
    boxes = [cell for cell in line.cells if table.roles.get(cell.column) in TICKS]
    return not any(is_ticked(cell.text) for cell in boxes)


def _says_no_words(text: str) -> bool:
    return not re.search(r"\w\w", text) or claim_word(text) is Claim.NONE


def usual_section(lines: list[Line]) -> str:
    """Return the first line of a sheet as its title."""
    counts = Counter(one_line(cell.text) for line in lines for cell in own(line))
    return next(iter(counts), "")
