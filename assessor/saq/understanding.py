"""Says how a file was understood: which column holds what, in which language, and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice

from assessor.i18n import N_
from assessor.saq.bank import Bank
from assessor.saq.claims import claim_word, is_ticked
from assessor.saq.columns import Table, find_tables
from assessor.saq.corrections import Corrections, part_of
from assessor.saq.items import is_wide, own
from assessor.saq.references import looks_like_reference
from assessor.saq.text import bare, column_letters, fold, one_line
from assessor.saq.types import (
    Block,
    Cell,
    ColumnRead,
    LedgerRow,
    PartRead,
    Said,
    Source,
    Understanding,
)
from assessor.saq.words import LEVELS, STOPWORDS

_ROWS_TO_TELL = 500  # enough to tell the language by
_JUDGED = 1_000  # rows of a part that its reasons count
_SOUNDING = 60  # questions that are compared with the checklist for its reason
_SOUNDS = 0.5
_EXAMPLE = 60
_OWN = "aeo-saq-form/"  # by which own_form.py knows the form that goes out
_SMALL = 7  # rows of a table that is not offered for its columns
_NAMED = 75  # how surely a heading names a section of the checklist

# What is said of a column's cells, by its role: how many of them look like it.
_CELLS = {
    "ref": N_("{count} of {total} cells are numbers."),
    "question": N_("{count} of {total} cells sound like this checklist."),
    "claim": N_("{count} of {total} cells are yes, no or the like."),
    "level": N_("{count} of {total} cells say must or should."),
    "yes": N_("{count} of {total} rows are ticked here."),
    "answer": N_("{count} of {total} rows hold something here."),
}
_ASKED = {"answer", "unmatched question"}
_TICKED = {"yes", "no", "partly", "na"}


def understand(
    source: Source,
    tables: list[Table],
    rows: tuple[LedgerRow, ...],
    bank: Bank,
    said: Corrections,
) -> Understanding:
    """Return how the file was understood, with a reason for each thing."""
    parts = tuple(_parts(source, tables, rows, bank, said))
    told = next((notice for notice in source.notices if notice.code == "encoding"), None)
    return Understanding(
        parts=parts,
        layout=_layout(parts, rows),
        headings=_headings(rows, bank),
        checklist=_checklist(rows),
        language=_language(rows, said),
        text=(Said(told.text, dict(told.values)),) if told else (),
        encoding=told.values["encoding"] if told else "",
        delimiter=next((block.delimiter for block in source.blocks), "") if told else "",
    )


# The parts and their columns


def _parts(
    source: Source,
    tables: list[Table],
    rows: tuple[LedgerRow, ...],
    bank: Bank,
    said: Corrections,
) -> Iterator[PartRead]:
    groups: dict[str, list[Table]] = {}
    for table in tables:
        groups.setdefault(_part(table), []).append(table)
    read = {id(table.block) for table in tables}
    asked = {key for row in rows if row.kind in _ASKED for key in row.keys}
    idle = [
        block
        for block in source.blocks
        if id(block) not in read
        and _is_wide(block)
        and not any(line.key in asked for line in block.lines)
    ]
    for block in idle:
        for table in find_tables(block, said.marks)[1] or [Table(block, [], list(block.lines))]:
            table.roles |= said.roles.get(_part(table), {})
            groups.setdefault(_part(table), []).append(table)
    for part, group in groups.items():
        yield _read(part, group, bank, said.roles.get(part, {}))


def _part(table: Table) -> str:
    return part_of(table.head[0] if table.head else None, table.block)


def _is_wide(block: Block) -> bool:
    """Whether a block that was not read as questions could hold some in columns."""
    lines = [line for line in block.lines if not line.kind and len(own(line)) > 1]
    if block.kind == "sheet":
        return len(lines) > 2
    # A small table of a document stands inside an answer or on its cover.
    wide = any(len(own(line)) > 2 for line in lines)
    return block.kind == "table" and len(lines) > _SMALL and wide


def _read(part: str, group: list[Table], bank: Bank, said: dict[int, str]) -> PartRead:
    first = group[0]
    lines = [line for table in group for line in table.lines if not line.kind and is_wide(line)]
    judged = lines[:_JUDGED]
    cells: dict[int, list[Cell]] = {column: [] for column in sorted({*first.roles, *first.names})}
    for line in judged:
        for cell in own(line):
            cells.setdefault(cell.column, []).append(cell)
    sheet = first.block.kind == "sheet"
    columns = tuple(
        ColumnRead(
            column=column,
            letter=column_letters(column) if sheet else str(column),
            name=first.names.get(column, ""),
            role=_spoken_role(first, column),
            why=_why(first, column, cells[column], len(judged), bank, said=column in said),
            said=column in said,
            example=_example(cells[column]),
        )
        for column in sorted(cells)
    )
    return PartRead(
        part=part,
        places=tuple(dict.fromkeys(table.block.name for table in group)),
        head=first.head[0].key if first.head else "",
        rows=len(lines),
        columns=columns,
        asks=any(table.asks() for table in group),
    )


def _spoken_role(table: Table, column: int) -> str:
    role = table.roles.get(column, "?")
    return "other" if role in {"?", "", "section", "guidance", "other"} else role


def _example(cells: list[Cell]) -> str:
    text = next((one_line(cell.text).replace("\n", " ") for cell in cells if cell.text), "")
    return text if len(text) <= _EXAMPLE else f"{text[:_EXAMPLE].rstrip()}…"


def _why(
    table: Table, column: int, cells: list[Cell], total: int, bank: Bank, *, said: bool
) -> tuple[Said, ...]:
    """Return why a column has its role: what its cells look like, and what its head says."""
    if said:
        return (Said(N_("You said so.")),)
    role = _spoken_role(table, column)
    found = [_counted(role, cells, total, bank)]
    if name := table.names.get(column, ""):
        found.append(Said(N_("Its head says “{name}”."), {"name": name}))
    if total == _JUDGED:
        found.append(Said(N_("Judged by the first {count} rows."), {"count": _JUDGED}))
    return tuple(found)


def _counted(role: str, cells: list[Cell], total: int, bank: Bank) -> Said:
    tests: dict[str, Callable[[Cell], bool]] = {
        "ref": looks_like_reference,
        "question": lambda cell: max(bank.scores(cell.text).values(), default=0.0) >= _SOUNDS,
        "claim": lambda cell: claim_word(cell.text) is not None or is_ticked(cell.text),
        "level": lambda cell: bool(LEVELS.fullmatch(bare(cell.text))),
    }
    if role in _TICKED:
        count = sum(is_ticked(cell.text) for cell in cells)
        return Said(_CELLS["yes"], {"count": count, "total": total})
    if role not in tests:
        return Said(_CELLS["answer"], {"count": len(cells), "total": total})
    filled = cells[:_SOUNDING] if role == "question" and len(cells) == _JUDGED else cells
    count = sum(tests[role](cell) for cell in filled)
    return Said(_CELLS[role], {"count": count, "total": len(filled)})


# The whole file


def _layout(parts: tuple[PartRead, ...], rows: tuple[LedgerRow, ...]) -> tuple[Said, ...]:
    asked = sum(row.kind in _ASKED for row in rows)
    if any(part.asks for part in parts):
        text = N_("Questions and answers stand side by side in columns. Questions found: {count}.")
    elif any(_OWN in row.text for row in rows):
        text = N_("This program wrote the form: each row says what it answers. Questions: {count}.")
    else:
        text = N_("Questions and answers follow one another. Questions found: {count}.")
    return (Said(text, {"count": asked}),)


def _headings(rows: tuple[LedgerRow, ...], bank: Bank) -> tuple[Said, ...]:
    """Say how many of the headings name sections of the checklist: they decide, not digits."""
    texts = {row.text for row in rows if row.kind == "heading"}
    named = sum(bank.section_of_heading(text)[1] >= _NAMED for text in texts)
    if not texts:
        return (Said(N_("No row is a heading.")),)
    text = N_("Headings that name sections of this checklist: {count} of {total}.")
    return (Said(text, {"count": named, "total": len(texts)}),)


def _checklist(rows: tuple[LedgerRow, ...]) -> tuple[Said, ...]:
    asked = [row for row in rows if row.kind in _ASKED]
    known = sum(row.status in {"accepted", "blank"} for row in asked)
    values: dict[str, str | int] = {"count": known, "total": len(asked)}
    if any("own numbers" in row.flags for row in asked):
        text = N_("{count} of {total} questions are its own; the numbers are of another edition.")
    else:
        text = N_("{count} of {total} questions are certainly its own.")
    found = [Said(text, values)]
    if known * 3 < len(asked):
        found.append(Said(N_("It may be the form of another checklist.")))
    return tuple(found)


def language_of(rows: Iterable[LedgerRow]) -> str:
    """Return the language most of the company's words are in."""
    return _told_language(rows)[0]


def _told_language(rows: Iterable[LedgerRow]) -> tuple[str, int, int]:
    """Return the language, how many small words are of it, and how many of any."""
    some = islice(rows, _ROWS_TO_TELL)
    return _tell_language(" ".join(f"{row.question} {row.text}" for row in some))


@lru_cache(maxsize=2)  # asked for twice with each interpretation
def _tell_language(text: str) -> tuple[str, int, int]:
    counts = Counter(word.strip(".,;:()¿?") for word in fold(text).split())
    if not counts:
        return "", 0, 0
    known = {language: set(fold(common).split()) for language, common in STOPWORDS.items()}
    scores = {language: sum(counts[word] for word in common) for language, common in known.items()}
    best = max(scores, key=lambda language: scores[language])
    return best, scores[best], sum(counts[word] for word in set().union(*known.values()))


def _language(rows: tuple[LedgerRow, ...], said: Corrections) -> tuple[Said, ...]:
    if said.language:
        return (Said(N_("You said so.")),)
    _, count, total = _told_language(rows)
    text = N_("{count} of {total} small words are of this language.")
    return (Said(text, {"count": count, "total": total}),)
