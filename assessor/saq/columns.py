"""Finds out which column of a table holds what, by its head and by what it holds."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from assessor.saq.asides import (
    ANSWERS_TOO,
    is_portals,
    is_review,
    set_aside,
    spaced,
    without_year,
)
from assessor.saq.bank import Bank
from assessor.saq.claims import claim_word
from assessor.saq.corrections import Mark
from assessor.saq.heads import (
    ANY_HEAD,
    HEADS,
    JUDGED,
    PARTLY_LETTERS,
    TICK_ROLES,
    VAGUE,
    is_judged,
)
from assessor.saq.items import is_wide, own
from assessor.saq.looks import Look, look_at
from assessor.saq.references import looks_like_reference
from assessor.saq.steps import EACH, step
from assessor.saq.text import bare, digits_alike, one_line
from assessor.saq.types import Block, Cell, Line

_YEAR = re.compile(r"(?:19|20)\d\d")  # heads a column, as any other bare number does not
_STRAY = 4  # times fuller than what stands beyond the head is a column that answers
_BELOW = {"claim", "answer", "evidence"}  # what a second row of heads may name below a site
_NAMING = {"question", "answer", "claim", "evidence", "ref", "action", "guidance"}


@dataclass(slots=True)
class Table:
    """Rows under one head, and the role of each of their columns."""

    block: Block
    head: list[Line]
    lines: list[Line]
    roles: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    width: int = 0  # columns that a row may fill; 0: no head says so
    answering: list[int] = field(default_factory=list)  # columns where an answer has its place

    def columns(self, role: str) -> list[int]:
        """Return the columns with this role, from left to right."""
        return sorted(column for column, its in self.roles.items() if its == role)

    def cells(self, line: Line, role: str) -> list[Cell]:
        """Return the row's filled cells in the columns with this role."""
        return [cell for cell in line.cells if self.roles.get(cell.column) == role and cell.text]

    def filled(self, line: Line) -> dict[str, list[Cell]]:
        """Return the row's filled cells by the roles of their columns."""
        found: dict[str, list[Cell]] = {}
        for cell in line.cells:
            if cell.text and (role := self.roles.get(cell.column)):
                if role in found:
                    found[role].append(cell)
                else:
                    found[role] = [cell]
        return found

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
    if len(cells) < 2:
        return {}
    for cell in cells:
        if _is_data(cell):
            return {}
    roles = {cell.column: head_role(cell.text) for cell in cells}
    if sum([bool(roles[cell.column]) or is_judged(cell.text) for cell in cells]) < 2:
        return {}  # the most frequent row by far, settled before it is looked at closely
    _settle_judged(cells, roles)
    states = set(roles.values()) & set(TICK_ROLES)
    if states and not {"yes", "no"} <= states and not (states == {"no"} and _is_alone(cells)):
        return {}  # the answers of a row, not the heads of columns
    _settle_no(cells, roles)
    set_aside(cells, roles)
    naming = {role for role in roles.values() if role in _NAMING}
    if "yes" in roles.values() and "no" in roles.values():
        naming.add("ticks")
    if list(roles.values()).count("question") > 1:
        naming.add("answer")  # one of them may head the answers: “Question”, “Description”
    known = [role for role in roles.values() if role]
    enough = len(naming) >= 2 and len(known) * 2 >= len(cells)
    speaks = naming & {"question", "answer", "claim", "ticks", "action", "evidence"}
    return {column: role or "?" for column, role in roles.items()} if enough and speaks else {}


def _is_data(cell: Cell) -> bool:
    """Whether a cell is too long, too much of a question or a number to head a column."""
    text = cell.text.strip()
    if len(text) > 120 or (text.endswith("?") and len(text) > 45):
        return True
    if text.isdecimal():
        return not _YEAR.fullmatch(text)
    return looks_like_reference(cell) and any(map(str.isdigit, text))


def _is_alone(cells: list[Cell]) -> bool:
    """Whether “No” heads the numbers: it stands first, or is written as an abbreviation."""
    found = [cell for cell in cells if bare(cell.text) == "no"]
    return all(cell is cells[0] or cell.text.strip() != "No" for cell in found)


def head_role(text: str) -> str:
    """Return which column the head of it means, or nothing if it names none."""
    return _role_of(digits_alike(without_year(text)))


@lru_cache(maxsize=4_000)  # asked of each cell of very many rows, most of which say the same
def _role_of(text: str) -> str:
    text = spaced(text)
    pieces = [bare(piece) for piece in re.split(r"\s/\s|\n|\|", text)]
    if is_portals(text):
        return "other"
    if ANSWERS_TOO.search(bare(text)):
        return "answer"
    for piece in (bare(text.replace("\n", " ")), *pieces):
        if piece and ANY_HEAD.fullmatch(piece):
            return next(role for role, pattern in HEADS.items() if pattern.fullmatch(piece))
    last = bare(re.split(r":\s|\s[–—-]\s", text)[-1])  # “North plant: answer”
    return next(
        (role for role in ("claim", "evidence", "answer") if HEADS[role].fullmatch(last)), ""
    )


def _settle_no(cells: list[Cell], roles: dict[int, str]) -> None:
    """“No.” before the question numbers the row; beside “Yes” it is an answer."""
    yes = [column for column, role in roles.items() if role == "yes"]
    for cell in cells:
        if roles[cell.column] == "no" and not any(cell.column > column for column in yes):
            roles[cell.column] = "ref"


def _settle_judged(cells: list[Cell], roles: dict[int, str]) -> None:
    """“Complies” beside “does not comply” is a column to tick, not one to fill."""
    judged: dict[int, str] = {}
    for role, pattern in JUDGED.items():
        columns = [cell.column for cell in cells if pattern.fullmatch(bare(cell.text))]
        if not columns:
            return
        judged |= dict.fromkeys(columns, role)
    roles |= judged
    for cell in cells:
        if cell.column not in judged and bare(cell.text) in PARTLY_LETTERS:
            roles[cell.column] = "partly"


def find_tables(
    block: Block, marks: Mapping[str, Mark] = MappingProxyType({})
) -> tuple[list[Line], list[Table]]:
    """Return the rows before the first head, and a table for each head that is found.

    A row that a person marked is a head if it is marked so, and no head otherwise.
    """
    before: list[Line] = []
    tables: list[Table] = []
    for index, line in enumerate(block.lines):
        if index % EACH == 0:
            step(index, len(block.lines))
        mark = marks.get(line.key)
        roles = _roles_said(line, mark) if mark else head_roles(line) if not line.kind else {}
        last = tables[-1] if tables else None
        if roles and (last is None or not (_same_head(last, line) or _states_one(line))):
            if last is not None and not last.lines and len(last.head) == 1:
                _add_head(last, line, roles)  # a head of two rows
            else:
                tables.append(Table(block, [line], [], roles))
                _name(tables[-1], line)
        elif last is None:
            before.append(line)
        elif not last.lines and not mark and (below := _second_heads(line)):
            _add_head(last, line, below)
        else:
            last.lines.append(line)  # a head that is repeated is told apart when rows are read
    return before, tables


def _roles_said(line: Line, mark: Mark) -> dict[int, str]:
    """Return the roles that a row gives to columns because a person says that it names them."""
    if mark != "names":
        return {}
    return head_roles(line) or {cell.column: head_role(cell.text) or "?" for cell in own(line)}


def _add_head(table: Table, line: Line, roles: dict[int, str]) -> None:
    table.head.append(line)
    table.roles |= {column: role for column, role in roles.items() if role not in {"", "?"}}
    _name(table, line)


def _states_one(line: Line) -> bool:
    """Whether a row below a head states one thing, and so answers instead of naming columns."""
    stated = {claim_word(cell.text) for cell in own(line)} - {None}
    return len(stated) == 1


def _name(table: Table, line: Line) -> None:
    for cell in own(line):
        table.names[cell.column] = one_line(cell.text).replace("\n", " ")


def _same_head(table: Table, line: Line) -> bool:
    return signature(table.head[0]) == signature(line)


def signature(line: Line) -> tuple[str, ...]:
    """Return the words of a head, to recognise it when it comes again."""
    return tuple(bare(cell.text) for cell in own(line))


def repeats(cells: list[Cell], heads: Iterable[tuple[str, ...]]) -> bool:
    """Whether a row's own cells say a head's words again; most open with a number instead."""
    for head in heads:
        if len(head) == len(cells):
            for cell, word in zip(cells, head, strict=True):
                if cell.text[:1].isdigit() > word[:1].isdigit() or bare(cell.text) != word:
                    break
            else:
                return True
    return False


def _second_heads(line: Line) -> dict[int, str]:
    """Return the roles of a second row of heads: boxes to tick, or what each part answers."""
    cells = own(line)
    roles = {cell.column: head_role(cell.text) for cell in cells}
    _settle_judged(cells, roles)
    if cells and all(role in TICK_ROLES for role in roles.values()):
        return roles
    return roles if len(cells) > 1 and set(roles.values()) <= _BELOW else {}


def settle_roles(table: Table, lines: list[Line], bank: Bank) -> None:
    """Let what the columns hold correct what their heads say."""
    lines = [line for line in lines if is_wide(line)]
    filled = {
        cell.column
        for line in lines
        for cell in line.cells
        if (cell.text or cell.picture) and not cell.carried
    }
    columns = sorted(filled | set(table.roles))
    looks = {column: look_at(column, lines, bank) for column in columns}
    roles = table.roles
    _settle_ref(roles, looks)
    _settle_question(roles, looks, table.names)
    _settle_claim(roles, looks, table.names)
    _settle_answer(roles, looks)


def usual_width(table: Table) -> int:
    """Return how many columns a row may fill: those of the head, and those that most rows fill."""
    if not table.head:  # delimited text that is not even regular is no table: doubt all of it
        widths = [line.width for line in table.lines if line.width]
        often = max(Counter(widths).values(), default=0)
        return 1 if often * 5 < len(widths) * 4 else 0
    lines = [line for line in table.lines if not line.kind and is_wide(line)]
    if any(line.width for line in lines):
        widths = sorted(line.width for line in lines)
        return max(table.head[0].width, widths[len(widths) // 2] if len(widths) > 2 else 0)
    last = max(cell.column + cell.span - 1 for line in table.head for cell in line.cells)
    ends = Counter(max(cell.column for cell in own(line)) for line in lines)
    beyond = {column for column in ends if column > last and ends[column] * 2 >= len(lines)}
    return max(beyond, default=last)


def _settle_ref(roles: dict[int, str], looks: dict[int, Look]) -> None:
    named = [column for column, role in roles.items() if role == "ref"]
    for column in named:
        if looks[column].filled and looks[column].refs < 0.3:
            roles[column] = "question" if looks[column].length > 25 else "?"
    if any(roles.get(column) == "ref" for column in named):
        return
    free = {"?", "question", "section", ""}
    for column, look in sorted(looks.items()):
        before = [
            c for c, role in roles.items() if role in {"answer", "claim", "yes"} and c < column
        ]
        if look.refs >= 0.6 and look.filled > 1 and roles.get(column, "?") in free and not before:
            roles[column] = "ref"
            return


def _settle_question(roles: dict[int, str], looks: dict[int, Look], names: dict[int, str]) -> None:
    named = [column for column, role in roles.items() if role == "question"]
    if len(named) > 1:
        plain = [column for column in named if not VAGUE.match(bare(names.get(column, "")))]
        best = max(plain or named, key=lambda column: (looks[column].likeness, -column))
        for column in named:
            # The same question in a second language is no answer; anything else may be one.
            alike = looks[column].likeness >= max(0.5, 0.75 * looks[best].likeness)
            if column != best:  # answers repeat the question's words: one column has to answer
                others = [c for c, role in roles.items() if role == "answer"]
                spare = any(looks[c].filled and looks[c].claims < 0.5 for c in others)
                roles[column] = "section" if alike and spare else "answer"
    if named:
        return
    free = [c for c, role in roles.items() if role in {"?", "section", "guidance"}]
    free += [column for column in looks if column not in roles]
    free = [
        column for column in free if looks[column].length > 15 and looks[column].likeness > 0.45
    ]
    if free:
        roles[max(free, key=lambda column: looks[column].likeness)] = "question"


def _lacks(roles: dict[int, str], role: str) -> bool:
    return role not in roles.values()


def _settle_claim(roles: dict[int, str], looks: dict[int, Look], names: dict[int, str]) -> None:
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
        for column in extra:  # what only states is held against the first; the rest is no claim
            held = looks[column].states_all and not is_review(names.get(column, ""))
            roles[column] = "claim" if held else "other"
        return
    for column, role in sorted(roles.items()):
        look = looks[column]
        if role not in {"answer", "?"} or not look.filled:
            continue
        others = [c for c, its in roles.items() if its in {"answer", "?"} and c != column]
        worded = any(looks[other].claims < 0.5 and looks[other].length > 8 for other in others)
        states = look.claims + look.ticks
        likely = states >= 0.6 and (worded or states >= 0.95)
        if likely if _lacks(roles, "claim") else look.states_all:
            second = not _lacks(roles, "claim") and is_review(names.get(column, ""))
            roles[column] = "other" if second else "claim"


def _settle_answer(roles: dict[int, str], looks: dict[int, Look]) -> None:
    questions = [column for column, role in roles.items() if role == "question"]
    start = max(questions, default=0)
    lacking = _lacks(roles, "answer")
    beyond = 0  # filled cells below no head: a stray delimiter shifts a row or two that far
    for column, look in looks.items():
        if column not in roles and look.filled:
            roles[column] = "level" if look.levels > 0.7 else "answer" if column > start else "?"
            beyond = max(beyond, look.filled if roles[column] == "answer" else 0)
    if lacking:
        free = [c for c, role in roles.items() if role in {"?", "guidance"}]
        free = [c for c in free if looks[c].filled > _STRAY * beyond and looks[c].levels < 0.7]
        free = [c for c in free if c > start] or [c for c in free if looks[c].length > 20]
        if free:
            roles[max(free, key=lambda column: looks[column].length)] = "answer"
    if _lacks(roles, "answer") and not {"claim", "yes"} & set(roles.values()):
        evidence = next((c for c, role in roles.items() if role == "evidence"), None)
        if evidence is not None:
            roles[evidence] = "answer"
