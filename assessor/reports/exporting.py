"""Building a document from a validation, and writing it as a file: whole or not at all."""

import errno
import os
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args
from uuid import uuid4

from sqlalchemy.orm import Session

from assessor import dossier, improvement
from assessor.errors import (
    BadField,
    BlobMissing,
    ExportDiskFull,
    ExportNotWritable,
    ReportLanguages,
    UnknownFormat,
    UnknownLanguage,
    UnknownReport,
)
from assessor.facts import Dossier
from assessor.i18n import N_
from assessor.i18n import languages as known_languages
from assessor.improvement import ActionRow
from assessor.registry import plugins
from assessor.reports.at_issue import with_days_at_issue
from assessor.reports.blocks import Document, Running, Words, inline, plain
from assessor.reports.copies import Copy, view
from assessor.reports.kinds import ReportKind
from assessor.reports.subject import Subject
from assessor.reports.wording import Wording
from assessor.reports.writers import Writer
from assessor.store.own_files import is_own_file
from assessor.store.workspace import Workspace
from assessor.terms import Phase

REPORT = "validation-report"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_PROTECTED = N_("it is protected, or open in another program")
KEPT_THERE = N_("the workspace keeps its own work there")
_WHY = {
    errno.ENOENT: N_("there is no such folder"),
    errno.ENOTDIR: N_("there is no such folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EACCES: _PROTECTED,
    errno.EPERM: _PROTECTED,
    errno.EROFS: N_("the disk can only be read"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}


@dataclass(frozen=True)
class Order:
    """Which document is wanted: kind, languages in order, copy, places of photographs."""

    kind_id: str
    languages: tuple[str, ...]
    copy: Copy = "internal"
    places: bool = False


def kinds() -> dict[str, ReportKind]:
    """All kinds of documents by id."""
    return plugins("assessor.reports.kinds")


def formats() -> dict[str, Writer]:
    """All output formats by id."""
    return plugins("assessor.reports.writers")


def build(
    workspace: Workspace,
    validation_id: str,
    kind_id: str,
    languages: Sequence[str],
    copy: Copy = "internal",
    *,
    places: bool = False,
) -> Document:
    """Return the document as blocks; raises UnknownReport, UnknownLanguage, ReportLanguages."""
    order = ordered(kind_id, languages, copy, places=places)
    with workspace.read() as session:
        known, actions = load(session, validation_id)
        if order.kind_id == REPORT and known.visit.phase == Phase.ISSUED:
            known = with_days_at_issue(session, known)
    return build_from(workspace, known, actions, order)


def load(session: Session, validation_id: str) -> tuple[Dossier, tuple[ActionRow, ...]]:
    """Everything that documents on a validation are made from."""
    known = dossier.load(session, validation_id)
    return known, tuple(improvement.rows(session, known))


def ordered(
    kind_id: str, languages: Sequence[str], copy: Copy = "internal", *, places: bool = False
) -> Order:
    """Check what is wanted before anything is read or written."""
    if kind_id not in kinds():
        raise UnknownReport(kind=kind_id, known=", ".join(kinds()))
    if copy not in get_args(Copy):
        raise BadField(field="copy", value=copy, known=", ".join(get_args(Copy)))
    for lang in languages:
        if lang not in known_languages():
            raise UnknownLanguage(language=lang, known=", ".join(known_languages()))
    if not 1 <= len(languages) <= 2 or len(set(languages)) < len(languages):
        raise ReportLanguages(given=", ".join(languages), known=", ".join(known_languages()))
    return Order(kind_id, tuple(languages), copy, places=places)


def build_from(
    workspace: Workspace, known: Dossier, actions: tuple[ActionRow, ...], order: Order
) -> Document:
    """Return the document of a dossier that is already loaded."""
    seen = view(known, actions, order.copy)
    say = Wording(order.languages, known.profile)
    subject = Subject(seen.known, seen.actions, say, order.copy, order.places)
    kind = kinds()[order.kind_id]
    title = say.gettext(kind.title)
    return Document(
        title=title,
        number=known.visit.number,
        author=_author(subject),
        languages=order.languages,
        running=_running(subject, title),
        blocks=kind.build(subject),
        watermark=say.gettext("Draft") if subject.draft else (),
        dated=known.visit.issued_at or known.visit.created_at,
        country=known.profile.country,
        read=_reader(workspace, subject),
    )


def _author(subject: Subject) -> str:
    lead = [person.name for person in subject.known.people if person.part == "lead"]
    return ", ".join(lead) or inline(_authority(subject))


def _authority(subject: Subject) -> Words:
    return subject.say.given(subject.known.profile.authority)


def _running(subject: Subject, title: Words) -> Running:
    say, form = subject.say, subject.known.visit
    state = say.gettext("Draft") if subject.draft else say.gettext("Final")
    name = plain(f"{form.number} v{form.version}")
    copy = say.gettext("Internal copy") if subject.internal else say.gettext("Company's copy")
    # A narrow foot is cut short at its end: what tells one copy from another stands first.
    footer = (*name, *_alternate(state, copy, title))
    return Running(
        header=_authority(subject),
        marking=say.local(form.classification, blank=""),
        footer=footer,
        page=say.gettext("Page {page} of {pages}", page="{page}", pages="{pages}"),
    )


def _alternate(*texts: Words) -> Words:
    return tuple(said for words in texts for said in words)


def _reader(workspace: Workspace, subject: Subject) -> Callable[[str], bytes | None]:
    allowed = {piece.print_sha256 for piece in subject.evidence if piece.print_sha256}

    def read(sha256: str) -> bytes | None:
        """The bytes of a picture of this copy; None if they are gone."""
        if sha256 not in allowed:
            return None
        try:
            return workspace.blobs.read(sha256)
        except BlobMissing:
            return None

    return read


def render(document: Document, format: str, look: str = "default") -> bytes:
    """Return the document as a whole file of this format; UnknownFormat if there is none such."""
    writers = formats()
    if format not in writers:
        raise UnknownFormat(format=format, known=", ".join(writers))
    return writers[format].write(document, look)


def export(
    workspace: Workspace,
    validation_id: str,
    kind_id: str,
    *,
    languages: Sequence[str],
    format: str,
    copy: Copy = "internal",
    out: Path,
    places: bool = False,
) -> Path:
    """Write a document to `out` and return it: the file is whole, or as it was before.

    Raises UnknownReport, UnknownFormat, UnknownLanguage, ReportLanguages, ExportNotWritable
    or ExportDiskFull.
    """
    if format not in formats():
        raise UnknownFormat(format=format, known=", ".join(formats()))
    document = build(workspace, validation_id, kind_id, languages, copy, places=places)
    write_whole(out, render(document, format))
    return out


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there once it is on the disk.

    Raises ExportNotWritable or ExportDiskFull; a file that somebody protected stays as it is.
    """
    if _is_protected(path):
        raise ExportNotWritable(path=str(path), reason=_WHY[errno.EACCES])
    if is_own_file(path):
        raise ExportNotWritable(path=str(path), reason=KEPT_THERE)
    # Not made from the name: that may be as long as a name can be.
    draft = path.with_name(f".{uuid4().hex}.part")
    try:
        with draft.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        if error.errno in _NO_ROOM:
            raise ExportDiskFull(path=str(path)) from error
        reason = _WHY.get(error.errno or 0, N_("the system refuses it"))
        raise ExportNotWritable(path=str(path), reason=reason) from error


def _is_protected(path: Path) -> bool:
    """Whether it is a file that must not be written: replacing it would not even ask."""
    try:
        writable = path.stat().st_mode & stat.S_IWUSR and os.access(path, os.W_OK)
        return path.is_file() and not writable
    except OSError:
        return False


def now() -> datetime:
    """The present moment, with its zone."""
    return datetime.now(UTC)
