"""Shows what importing a file would give, row by row, before anything is stored."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assessor.checklist import Checklist
from assessor.errors import (
    AssessorError,
    SaqEmpty,
    SaqOldOffice,
    SaqPasswordProtected,
    SaqTooLarge,
    SaqTypeUnknown,
    SaqUnreadable,
)
from assessor.i18n import N_, _
from assessor.registry import plugins
from assessor.saq.bank import bank_of
from assessor.saq.grid import Table
from assessor.saq.items import Item, company_key
from assessor.saq.layout import lay_out
from assessor.saq.ledger import check_complete, count_rows, make_rows
from assessor.saq.package import MAX_FILE, open_package
from assessor.saq.text import bare, fold
from assessor.saq.types import LedgerRow, Notice, Reader, SaqPreview, Source
from assessor.saq.words import STOPWORDS

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PHONE = 7  # digits that make a bare value in the contact row a telephone number


def preview(path: Path, checklist: Checklist) -> SaqPreview:
    """Return every row of the file with what would become of it; nothing is stored.

    Raises a SaqUnreadable, SaqTypeUnknown, SaqOldOffice, SaqPasswordProtected, SaqTooLarge,
    SaqUnsafe, SaqEmpty or SaqRowsLost that names the file.
    """
    try:
        if path.stat().st_size > MAX_FILE:
            raise SaqTooLarge(name=path.name, what=f"> {MAX_FILE // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise SaqUnreadable(name=path.name) from error
    return preview_bytes(data, path.name, checklist)


def preview_bytes(data: bytes, name: str, checklist: Checklist) -> SaqPreview:
    """Return the preview of a file that is already in memory."""
    try:
        reader = _reader_for(data)
        source = reader.read(data)
        items, tables = lay_out(source, bank_of(checklist))
        rows = make_rows(items, bank_of(checklist))
        if not rows:
            raise SaqEmpty(name=name)
        check_complete(rows, reader.count(data))
    except AssessorError as error:
        error.values["name"] = name
        raise
    finally:
        open_package.cache_clear()
    return SaqPreview(
        file=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=source.media_type,
        checklist_id=checklist.id,
        language=language_of(rows),
        counts=count_rows(rows),
        rows=rows,
        company=company_of(items),
        notices=_notices(source, rows, tables),
        content=data,
    )


def _reader_for(data: bytes) -> Reader:
    """Return the reader that recognises the content, whatever the file is called."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise SaqEmpty(name="")
    if data.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise SaqPasswordProtected(name="") if encrypted else SaqOldOffice(name="")
    readers: dict[str, Reader] = plugins("assessor.saq.readers")
    for reader in sorted(readers.values(), key=lambda reader: reader.id == "csv"):
        if reader.sniff(data):
            return reader
    known = sorted({f".{end}" for reader in readers.values() for end in reader.extensions})
    raise SaqTypeUnknown(name="", known=", ".join(known))


def language_of(rows: Iterable[LedgerRow]) -> str:
    """Return the language most of the company's words are in."""
    words = fold(" ".join(f"{row.question} {row.text}" for row in rows)).split()
    scores = {}
    for language, common in STOPWORDS.items():
        known = set(fold(common).split())
        scores[language] = sum(word.strip(".,;:()¿?") in known for word in words)
    return max(scores, key=lambda language: scores[language]) if words else ""


def company_of(items: list[Item]) -> dict[str, str]:
    """Return what the file says about the company, under fixed keys; the first mention counts."""
    found: dict[str, str] = {}
    for item in items:
        if item.kind != "company":
            continue
        key = company_key(item.label)
        if key and item.value:
            value = item.value.partition(" ")[0] if key == "date" and ":" in item.value else item.value
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
        "picture": N_("A picture stands in the answer; it was not read."),
    }
    for row in rows:
        found += [
            Notice(flag.replace(" ", "-"), texts[flag], row.place)
            for flag in row.flags
            if flag in texts
        ]
    for row in rows:
        if row.hidden and row.kind != "list":
            found.append(Notice("hidden", N_("Hidden in the file ({what})."), row.place, {"what": row.hidden}))
    return tuple([*found, *_unread(tables)])


def _unread(tables: list[Table]) -> list[Notice]:
    """Name the columns that were not taken as part of the answers."""
    found: dict[str, str] = {}
    for table in tables:
        for column, role in table.roles.items():
            name = table.names.get(column, "")
            filled = any(cell.column == column and cell.text for line in table.lines for cell in line.cells)
            if role in {"?", "other", "section", "action"} and name and filled and not table.is_action_list():
                found.setdefault(bare(name), name)
    if not found:
        return []
    names = ", ".join(found.values())
    return [Notice("columns", N_("Columns not taken as answers: {names}."), "", {"names": names})]


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
