"""What a person says of a form's layout: the role of a column, what a row is, the language."""

from collections.abc import Mapping
from typing import Literal, get_args

import msgspec

from assessor.saq.text import bare
from assessor.saq.types import Block, Line

Mark = Literal["heading", "question", "none", "names"]
MARKS: tuple[Mark, ...] = get_args(Mark)
# Every role that a person may give a column; "other" is none of them.
ROLES = ("ref", "question", "claim", "answer", "evidence", "yes", "no", "partly", "na", "level",
         "other")  # fmt: skip
ONLY_ONE = frozenset({"ref", "question", "claim"})  # roles that one column of a table holds
_BETWEEN = " · "


class Corrections(msgspec.Struct, frozen=True, kw_only=True):
    """What a person corrected; nothing in it is the company's, but for the places of rows.

    `roles` are those of the columns by part of the form (see `part_of`), `marks` what single
    rows are, by their keys. Empty texts correct nothing.
    """

    roles: dict[str, dict[int, str]] = {}
    marks: dict[str, Mark] = {}
    language: str = ""
    encoding: str = ""
    delimiter: str = ""

    def __bool__(self) -> bool:
        """Whether anything is corrected at all."""
        return self != NONE


NONE = Corrections()


def part_of(head: Line | None, block: Block) -> str:
    """Return the part of a form that a table is: the words of its head, else its sheet's name.

    Tables with the same head are one part, in this file and in the next of the same form.
    """
    if head is None:
        return f"@{bare(block.name)}"
    own = (cell.text for cell in head.cells if cell.text and not cell.carried)
    return _BETWEEN.join(bare(text) for text in own)


def with_role(said: Corrections, part: str, column: int, role: str) -> Corrections:
    """Return the corrections with the role of one more column; "" takes the word back."""
    roles = {name: dict(columns) for name, columns in said.roles.items()}
    columns = roles.setdefault(part, {})
    columns.pop(column, None)
    if role:
        if role in ONLY_ONE:
            for other in [other for other, its in columns.items() if its == role]:
                del columns[other]
        columns[column] = role
    if not columns:
        del roles[part]
    return msgspec.structs.replace(said, roles=roles)


def with_marks(said: Corrections, keys: Mapping[str, Mark | Literal[""]]) -> Corrections:
    """Return the corrections with what some rows are; "" takes the word back."""
    marks = {key: mark for key, mark in {**said.marks, **keys}.items() if mark}
    return msgspec.structs.replace(said, marks=marks)


def take_roles(roles: dict[int, str], said: Mapping[int, str]) -> None:
    """Let what a person says of the columns stand over what was found out."""
    for role in ONLY_ONE.intersection(said.values()):
        for column, its in roles.items():
            if its == role and column not in said:
                roles[column] = "?"
    roles.update(said)
