"""Shows what importing a file would give, row by row, before anything is stored."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from assessor.checklist import Checklist
from assessor.errors import (
    AssessorError,
    SaqEmpty,
    SaqOldOffice,
    SaqPasswordNeeded,
    SaqTooLarge,
    SaqTypeUnknown,
    SaqUnreadable,
)
from assessor.i18n import N_, _
from assessor.registry import plugins
from assessor.saq.bank import Bank, bank_of
from assessor.saq.columns import Table
from assessor.saq.corrections import NONE, Corrections
from assessor.saq.hasty import are_many
from assessor.saq.items import ASKS_AGAIN, DIFFER, OVERFULL, RUNS_ON, Item, company_key
from assessor.saq.layout import lay_out
from assessor.saq.ledger import check_complete, count_rows, make_rows
from assessor.saq.locked import is_locked, unlock
from assessor.saq.ole import MAGIC, open_compound
from assessor.saq.own_form import UNCHOSEN
from assessor.saq.package import MAX_FILE, open_package
from assessor.saq.steps import let_go, step
from assessor.saq.types import LedgerRow, Notice, Raw, Reader, SaqPreview, Source
from assessor.saq.understanding import language_of, understand
from assessor.urgent import uncollected

_IDLE = {"?", "other", "section", "action"}  # roles of columns that answer nothing
GLANCED = (
    Notice(
        "glanced",
        N_(
            "The file asks more different questions than any form: most were only glanced at. "
            "Answers may be among the rows to check and among those without a requirement."
        ),
    ),
)
_PHONE = 7  # digits that make a bare value in the contact row a telephone number


def preview(
    path: Path,
    checklist: Checklist,
    *,
    password: str = "",
    encoding: str = "",
    delimiter: str = "",
) -> SaqPreview:
    """Return every row of the file with what would become of it; nothing is stored.

    `encoding` and `delimiter` ("-": none) replace what was detected in delimited or plain text.
    Raises a SaqUnreadable, SaqTypeUnknown, SaqOldOffice, SaqPasswordProtected, SaqTooLarge,
    SaqUnsafe, SaqNeedsOcr, SaqNeedsLibreOffice, SaqUnknownEncoding, SaqEmpty or SaqRowsLost
    that names the file.
    """
    raw = read(path, password=password, encoding=encoding, delimiter=delimiter)
    return interpret(raw, checklist)


def read(path: Path, *, password: str = "", encoding: str = "", delimiter: str = "") -> Raw:
    """Return all that the file holds, for `interpret`; raises as `preview` does."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise SaqTooLarge(name=path.name, what=f"> {MAX_FILE // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise SaqUnreadable(name=path.name) from error
    return read_bytes(data, path.name, password=password, encoding=encoding, delimiter=delimiter)


def preview_bytes(
    data: bytes,
    name: str,
    checklist: Checklist,
    *,
    password: str = "",
    encoding: str = "",
    delimiter: str = "",
) -> SaqPreview:
    """Return the preview of a file that is already in memory."""
    raw = read_bytes(data, name, password=password, encoding=encoding, delimiter=delimiter)
    return interpret(raw, checklist)


def read_bytes(
    data: bytes, name: str, *, password: str = "", encoding: str = "", delimiter: str = ""
) -> Raw:
    """Return all that a file in memory holds, for `interpret`."""
    try:
        reader, plain = open_bytes(data, password=password, encoding=encoding, delimiter=delimiter)
        source, counted = read_source(reader, plain)
    except AssessorError as error:
        error.values["name"] = name
        raise
    finally:
        open_package.cache_clear()
        open_compound.cache_clear()
    return Raw(name, hashlib.sha256(data).hexdigest(), source, tuple(counted), data)


def open_bytes(
    data: bytes, *, password: str = "", encoding: str = "", delimiter: str = ""
) -> tuple[Reader, bytes]:
    """Return who reads a file, and its bytes without their password."""
    opened = unlock(data, password)
    reader = reader_for(opened)
    if (encoding or delimiter) and reader.read_as:
        reader = reader.read_as(encoding, delimiter)
    return reader, reader.unlock(opened, password) if reader.unlock else opened


def interpret(raw: Raw, checklist: Checklist, said: Corrections = NONE) -> SaqPreview:
    """Return what becomes of each row of a file that was read; quick enough to do at each key.

    `said` is what a person says of its layout; whatever it is, no row is lost.
    Raises SaqEmpty or SaqRowsLost that names the file.
    """
    try:
        with uncollected():
            return _interpret(raw, bank_of(checklist), said)
    except AssessorError as error:
        error.values["name"] = raw.file
        raise


def _interpret(raw: Raw, bank: Bank, said: Corrections) -> SaqPreview:
    source = raw.source
    items, tables = lay_out(source, bank, said)
    hurried = are_many(item for item in items if item.kind == "question")
    rows = make_rows(items, bank)
    if not rows:
        raise SaqEmpty(name=raw.file)
    check_complete(rows, list(raw.counted))
    step(len(rows), len(rows))  # whoever has had enough is heard before the last word as well
    shown = SaqPreview(
        file=raw.file,
        sha256=raw.sha256,
        media_type=source.media_type,
        checklist_id=bank.checklist.id,
        language=said.language or language_of(rows),
        counts=count_rows(rows),
        rows=rows,
        company=company_of(items),
        notices=(*(GLANCED if hurried else ()), *_notices(source, rows, tables)),
        content=raw.content,
        raw=raw,
        understood=understand(source, tables, rows, bank, said),
    )
    let_go(items)
    return shown


def beginning(raw: Raw, most: int) -> Raw:
    """Return the first rows of each table of a file, at most `most`, as a file of their own."""
    blocks = tuple(replace(block, lines=block.lines[:most]) for block in raw.source.blocks)
    kept = {line.key for block in blocks for line in block.lines}
    counted = tuple(key for key in raw.counted if key in kept)
    return replace(raw, source=replace(raw.source, blocks=blocks), counted=counted)


def read_source(reader: Reader, data: bytes) -> tuple[Source, list[str]]:
    """Return what the file holds and which rows a second parser counts."""
    with damage_told():
        return reader.read(data), reader.count(data)


@contextmanager
def damage_told() -> Iterator[None]:
    """Let a file that is damaged where its format promises a number be told as unreadable."""
    try:
        yield
    except (ValueError, LookupError, OverflowError, RecursionError) as error:
        raise SaqUnreadable(name="") from error


def reader_for(data: bytes) -> Reader:
    """Return the reader that recognises the content, whatever the file is called."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise SaqEmpty(name="")
    if is_locked(data):
        raise SaqPasswordNeeded(name="")
    readers: dict[str, Reader] = plugins("assessor.saq.readers")
    for reader in sorted(readers.values(), key=lambda reader: reader.id == "csv"):
        if reader.sniff(data):
            return reader
    if data.startswith(MAGIC):
        raise SaqOldOffice(name="")
    known = sorted({f".{end}" for reader in readers.values() for end in reader.extensions})
    raise SaqTypeUnknown(name="", known=", ".join(known))


def company_of(items: list[Item]) -> dict[str, str]:
    """Return what the file says about the company, under fixed keys; the first mention counts."""
    found: dict[str, str] = {}
    for item in items:
        if item.kind != "company":
            continue
        key = company_key(item.label)
        if key and item.value:
            value = (
                item.value.partition(" ")[0] if key == "date" and ":" in item.value else item.value
            )
            found.setdefault(key, value)
        extra = item.text.split("; ")[2:] if key == "contact" else []
        for value in extra:
            if sum(char.isdigit() for char in value) >= _PHONE:
                found.setdefault("phone", value)
            elif "@" in value:
                found.setdefault("email", value)
    return found


def _notices(
    source: Source, rows: tuple[LedgerRow, ...], tables: list[Table]
) -> tuple[Notice, ...]:
    found = list(source.notices)
    texts = {
        "claim and text disagree": N_("The text takes back what the tick claims."),
        "two boxes ticked": N_("More than one box is ticked; no claim was taken."),
        "text says nothing by itself": N_("The answer says nothing by itself."),
        "answered twice": N_("This requirement is answered twice; the second answer is to check."),
        OVERFULL: N_("The row has more cells than the head has columns; its text may be shifted."),
        ASKS_AGAIN: N_("What stands as the answer sounds like the next question."),
        "unknown reference": N_("The number printed here is not in the checklist."),
        RUNS_ON: N_("Where the question ends and the answer begins cannot be told here."),
        DIFFER: N_("Two columns of this row state different things; no claim was taken."),
        UNCHOSEN: N_("An answer is written, but none of the list was chosen."),
        "picture": N_("A picture stands in the answer; it was not read."),
    }
    for row in rows:
        if row.flags:
            found += [
                Notice(flag.replace(" ", "-"), texts[flag], row.place)
                for flag in row.flags
                if flag in texts
            ]
    if any("own numbers" in row.flags for row in rows):
        text = N_("The form numbers its questions in its own way; they were matched by wording.")
        found.append(Notice("own-numbers", text))
    return (*found, *_hidden(rows), *_unread(tables))


def _hidden(rows: tuple[LedgerRow, ...]) -> list[Notice]:
    """Say how many rows the file hides, and where the first of them stands."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.hidden:
            found.setdefault(row.hidden, []).append(row.place)
    texts = {
        "row": N_("{count} hidden rows were read."),
        "column": N_("{count} answers stand in a hidden column."),
        "sheet": N_("{count} rows stand on a hidden sheet."),
        "text": N_("{count} answers hold hidden text."),
    }
    return [
        Notice(f"hidden-{what}", texts[what], places[0], {"count": str(len(places))})
        for what, places in found.items()
    ]


def _unread(tables: list[Table]) -> list[Notice]:
    """Name the columns that were not taken as part of the answers."""
    left: set[str] = set()
    for table in tables:
        if table.is_action_list():
            continue
        idle = {column for column, role in table.roles.items() if role in _IDLE}
        if not idle:
            continue
        columns = {
            cell.column
            for line in table.lines
            for cell in line.cells
            if cell.column in idle and cell.text
        }
        left |= {table.names.get(column, "") for column in columns}
    if names := ", ".join(sorted(filter(None, left))):
        text = N_("Columns not taken as answers: {names}.")
        return [Notice("columns", text, "", {"names": names})]
    return []


def notice_text(notice: Notice) -> str:
    """Return a notice in the person's language."""
    return _(notice.text).format(**notice.values)


def preview_as_json(shown: SaqPreview) -> dict[str, Any]:
    """Return the preview as the command line prints it."""
    return {
        "file": shown.file,
        "checklist": shown.checklist_id,
        "language": shown.language,
        "counts": asdict(shown.counts),
        "company": shown.company,
        "rows": [row_as_json(row) for row in shown.rows],
        "notices": [
            {"code": notice.code, "place": notice.place, "text": notice_text(notice)}
            for notice in shown.notices
        ],
    }


def row_as_json(row: LedgerRow) -> dict[str, Any]:
    """Return one row of the preview as the command line prints it."""
    return {
        "place": row.place,
        "ref": row.ref,
        "part": row.part,
        "claim": row.claim.value,
        "text": row.text,
        "documents": list(row.documents),
        "matched_by": row.matched_by,
        "confidence": row.confidence,
        "candidates": list(row.candidates),
        "hidden": row.hidden,
        "status": row.status,
        "kind": row.kind,
        "question": row.question,
        "ref_shown": row.ref_shown,
        "flags": list(row.flags),
    }
