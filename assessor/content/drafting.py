"""Turns a table of criteria into a draft of a checklist, with a ledger of all its rows."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from assessor.content.building import Named, build
from assessor.content.criteria import Reading, read_rows
from assessor.content.deciding import decide, parts_of
from assessor.content.pdf_file import READER as PDF
from assessor.content.types import Counts, CriterionRow, Drafted, Row, Status
from assessor.errors import AssessorError, NoCriteria, SaqEmpty, SaqRowsLost
from assessor.i18n import N_, LocalText
from assessor.saq.apart import Report, read_apart
from assessor.saq.counting import missing
from assessor.saq.package import open_package
from assessor.saq.preview import read_source, reader_for
from assessor.saq.text import one_line
from assessor.saq.types import Notice, Source

_DEMANDING = ("requirement", "point", "continued", "unknown")


def draft_from(
    path: Path,
    *,
    checklist_id: str,
    title: LocalText,
    languages: Sequence[str] = (),
    profile: str = "",
    edition: str = "",
    report: Report | None = None,
) -> Drafted:
    """Return a table of criteria as a draft, word for word; nothing is written.

    The file is read in a process of its own, see `read_apart`; every row of it stands in the
    ledger once. Raises NoCriteria, or what reading a file raises: SaqUnreadable, SaqTypeUnknown,
    SaqPasswordProtected, SaqTooLarge, SaqEmpty, SaqRowsLost and what `read_apart` adds.
    """
    named = Named(checklist_id, title, tuple(languages), profile, edition, path.name)
    raw = read_apart(path, first="assessor.content.pdf_file", report=report)
    return _draft(raw.source, list(raw.counted), raw.sha256, named)


def draft_from_bytes(data: bytes, named: Named) -> Drafted:
    """Return the draft of a file that is already in memory."""
    try:
        source, counted = _source(data)
    except AssessorError as error:
        error.values["name"] = named.file
        raise
    finally:
        open_package.cache_clear()
    return _draft(source, counted, hashlib.sha256(data).hexdigest(), named)


def _draft(source: Source, counted: list[str], sha256: str, named: Named) -> Drafted:
    try:
        reading = read_rows(source, named.languages or tuple(named.title))
        decide(reading.rows)
        rows = tuple(_ledger_row(row, reading) for row in reading.rows)
        _check_complete(rows, counted)
        if not any(row.status in {"accepted", "to_check"} for row in rows):
            raise NoCriteria(name=named.file)
    except AssessorError as error:
        error.values["name"] = named.file
        raise
    found = _languages(reading.rows)
    return Drafted(
        file=named.file,
        sha256=sha256,
        content=build(reading, named, found),
        rows=rows,
        counts=_counts(rows),
        languages=found,
        missing=tuple(lang for lang in named.languages if lang not in found),
        notices=_notices(source, reading),
    )


def _source(data: bytes) -> tuple[Source, list[str]]:
    if not data.strip():
        raise SaqEmpty(name="")
    reader = PDF if PDF.sniff(data) else reader_for(data)
    return read_source(reader, data)


def _languages(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the languages that most of the demands stand in, in the order of the columns."""
    demands = [row.texts for row in rows if row.kind in _DEMANDING]
    return tuple(dict.fromkeys(lang for texts in demands for lang in texts))


# The ledger


def _ledger_row(row: Row, reading: Reading) -> CriterionRow:
    leader = row.leader or row
    why = tuple(dict.fromkeys([*row.why, *leader.why])) if row.kind in _DEMANDING else ()
    parts = parts_of(row) if row.kind in {"requirement", "point"} and not why else []
    text = next(iter(row.texts.values()), "") if row.kind in _DEMANDING else ""
    return CriterionRow(
        place=row.place,
        status=_status(row, why),
        kind=row.kind,
        ref=leader.ref if row.kind in _DEMANDING else "",
        section=reading.sections.get(row.section, ("", {}))[0],
        levels=tuple(dict.fromkeys(level for level, _text in parts)),
        said=row.said,
        text=one_line(text) or row.shown,
        why=why,
        hidden=row.hidden,
        keys=tuple(row.keys),
    )


def _status(row: Row, why: tuple[str, ...]) -> Status:
    if row.kind not in _DEMANDING:
        return "no_requirement"
    return "to_check" if why else "accepted"


def _counts(rows: tuple[CriterionRow, ...]) -> Counts:
    by_status = {
        status: sum(row.status == status for row in rows)
        for status in ("accepted", "to_check", "no_requirement")
    }
    return Counts(read=len(rows), **by_status)


def _check_complete(rows: tuple[CriterionRow, ...], counted: list[str]) -> None:
    """Refuse to go on unless each row that another parser counted stands in the ledger once."""
    if lost := missing((key for row in rows for key in row.keys), counted):
        places = ", ".join(lost[:5]) + (" …" if len(lost) > 5 else "")
        raise SaqRowsLost(name="", count=len(lost), places=places)


def _notices(source: Source, reading: Reading) -> tuple[Notice, ...]:
    found = list(source.notices)
    hidden = [row for row in reading.rows if row.hidden and row.kind in _DEMANDING]
    if hidden:
        text = N_("Rows that the file hides: {count}; each waits for a decision.")
        found.append(Notice("hidden", text, hidden[0].place, {"count": str(len(hidden))}))
    if names := ", ".join(name for name in reading.unread if name):
        text = N_("Columns that were not taken: {names}.")
        found.append(Notice("columns", text, "", {"names": names}))
    return tuple(found)
