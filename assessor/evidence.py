"""Photographs and documents: original bytes by hash, links, captions, and taking out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from assessor import dossier, pictures
from assessor.errors import (
    EvidenceTooLarge,
    EvidenceTypeUnknown,
    EvidenceUnreadable,
    ReasonMissing,
)
from assessor.facts import EvidenceRow
from assessor.i18n import N_, LocalText
from assessor.model import Evidence, EvidenceLink, Observation, utc_now
from assessor.store.editing import existing, put
from assessor.store.workspace import Workspace

LIMIT_MB = 200
_MB = 1024 * 1024

# What a file is, by its first bytes; a name can say anything.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"#!AMR", "audio/amr"),
    (b"fLaC", "audio/flac"),
)
_BRANDS = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"hevc": "image/heic",
    b"mif1": "image/heic",
    b"msf1": "image/heic",
    b"M4A ": "audio/mp4",
    b"mp42": "audio/mp4",
    b"isom": "audio/mp4",
    b"3gp4": "audio/3gpp",
    b"3gp5": "audio/3gpp",
}
# A film has the same brands as a recording, and a track that says what it is.
_VIDEO = re.compile(rb"hdlr.{8}vide", re.DOTALL)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_PACKAGES = {
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
}
PHOTOGRAPHS = frozenset({"image/jpeg", "image/png", "image/heic"})


@dataclass(frozen=True)
class Prepared:
    """Evidence whose bytes are stored and read, ready for the short write."""

    file_name: str
    media_type: str
    sha256: str
    size: int
    picture: pictures.Picture | None
    print_sha256: str


def evidence(workspace: Workspace, validation_id: str) -> list[EvidenceRow]:
    """Return all pieces of a validation in their order, those taken out included."""
    with workspace.read() as session:
        return list(dossier.load(session, validation_id).evidence)


def media_type_of(content: bytes, name: str) -> str:
    """Return what the content is; EvidenceTypeUnknown if it cannot be kept as evidence."""
    for beginning, media_type in _BEGINNINGS:
        if content.startswith(beginning):
            return media_type
    if content[4:8] == b"ftyp" and content[8:12] in _BRANDS and not _VIDEO.search(content):
        return _BRANDS[content[8:12]]
    if content.startswith(b"RIFF") and content[8:12] == b"WAVE":
        return "audio/wav"
    if content.startswith(b"PK\x03\x04"):
        return _package_type(content, name)
    raise EvidenceTypeUnknown(name=name)


def _package_type(content: bytes, name: str) -> str:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise EvidenceTypeUnknown(name=name) from None
    for part, media_type in _PACKAGES.items():
        if part in names:
            return media_type
    raise EvidenceTypeUnknown(name=name)


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; EvidenceUnreadable or EvidenceTooLarge."""
    try:
        if path.stat().st_size > LIMIT_MB * _MB:
            raise EvidenceTooLarge(name=path.name, limit=LIMIT_MB)
        return path.read_bytes()
    except OSError as error:
        raise EvidenceUnreadable(name=path.name) from error


def prepare(workspace: Workspace, content: bytes, file_name: str) -> Prepared:
    """Store the bytes, read time and place of a photograph, make its print-size copy.

    Takes a quarter of a second for a large photograph: call it off the window's thread.
    Raises EvidenceTypeUnknown, EvidenceUnreadable, EvidenceTooLarge, DiskFull or
    FolderNotWritable.
    """
    if len(content) > LIMIT_MB * _MB:
        raise EvidenceTooLarge(name=file_name, limit=LIMIT_MB)
    media_type = media_type_of(content, file_name)
    picture = pictures.read(content, file_name) if media_type in PHOTOGRAPHS else None
    return Prepared(
        file_name=file_name,
        media_type=media_type,
        sha256=workspace.blobs.put(content),
        size=len(content),
        picture=picture,
        print_sha256=workspace.blobs.put(picture.print_copy) if picture else "",
    )


def add(
    workspace: Workspace,
    *,
    validation_id: str,
    path: Path | None = None,
    data: bytes | None = None,
    file_name: str = "",
    refs: Sequence[str] = (),
    observation_id: str | None = None,
    site_id: str | None = None,
    caption: LocalText | None = None,
) -> str:
    """Add a file, or bytes with a name, as evidence on requirements or an observation.

    Returns its id. What cannot be kept is refused before anything is written.
    """
    if path is not None:
        data, file_name = read_file(path), file_name or path.name
    ready = prepare(workspace, data or b"", file_name)
    return attach(
        workspace,
        ready,
        validation_id=validation_id,
        refs=refs,
        observation_id=observation_id,
        site_id=site_id,
        caption=caption,
    )


def attach(
    workspace: Workspace,
    ready: Prepared,
    *,
    validation_id: str,
    refs: Sequence[str] = (),
    observation_id: str | None = None,
    site_id: str | None = None,
    caption: LocalText | None = None,
) -> str:
    """Record prepared evidence with its links: the short write. Returns its id."""
    with workspace.change(
        N_("Add evidence"), validation_id=validation_id, subject=ready.file_name
    ) as session:
        known = dossier.load(session, validation_id)
        for ref in refs:
            known.checklist.requirement(ref)
        number = max((piece.number for piece in known.evidence), default=0) + 1
        row = _row(workspace, ready, validation_id, number)
        row.caption = caption or {}
        session.add(row)
        for ref in dict.fromkeys(refs):
            session.add(
                EvidenceLink(
                    validation_id=validation_id, evidence_id=row.id, ref=ref, site_id=site_id
                )
            )
        if observation_id:
            existing(session, Observation, observation_id, within=validation_id)
            session.add(
                EvidenceLink(
                    validation_id=validation_id, evidence_id=row.id, observation_id=observation_id
                )
            )
    return row.id


def _row(workspace: Workspace, ready: Prepared, validation_id: str, number: int) -> Evidence:
    picture = ready.picture
    return Evidence(
        validation_id=validation_id,
        number=number,
        sha256=ready.sha256,
        size=ready.size,
        media_type=ready.media_type,
        file_name=ready.file_name,
        print_sha256=ready.print_sha256,
        taken_at=picture.taken_at if picture else None,
        latitude=picture.latitude if picture else None,
        longitude=picture.longitude if picture else None,
        added_by=workspace.by,
    )


def link(
    workspace: Workspace,
    validation_id: str,
    evidence_id: str,
    *,
    ref: str = "",
    observation_id: str | None = None,
) -> None:
    """Let a piece of evidence bear on one more requirement or observation."""
    with workspace.change(N_("Link evidence"), validation_id=validation_id) as session:
        existing(session, Evidence, evidence_id, within=validation_id)
        if observation_id:
            existing(session, Observation, observation_id, within=validation_id)
        if ref or not observation_id:
            dossier.frame(session, validation_id).checklist.requirement(ref)
        found = session.scalars(
            select(EvidenceLink).where(
                EvidenceLink.evidence_id == evidence_id,
                EvidenceLink.ref == ref,
                EvidenceLink.observation_id == observation_id,
            )
        ).first()
        if found is None:
            session.add(
                EvidenceLink(
                    validation_id=validation_id,
                    evidence_id=evidence_id,
                    ref=ref,
                    observation_id=observation_id,
                )
            )


def unlink(
    workspace: Workspace, validation_id: str, evidence_id: str, *, observation_id: str
) -> None:
    """Let a piece of evidence no longer bear on an observation; it stays in the validation."""
    with workspace.change(N_("Unlink evidence"), validation_id=validation_id) as session:
        query = select(EvidenceLink).where(
            EvidenceLink.evidence_id == evidence_id,
            EvidenceLink.observation_id == observation_id,
        )
        for row in session.scalars(query):
            session.delete(row)


def change_evidence(
    workspace: Workspace,
    validation_id: str,
    evidence_id: str,
    *,
    burst: str | None = None,
    caption: LocalText | None = None,
    confidential: bool | None = None,
) -> None:
    """Change the caption or mark a piece as confidential; the bytes never change."""
    fields: dict[str, Any] = {"caption": caption, "confidential": confidential}
    with workspace.change(
        N_("Change evidence"), validation_id=validation_id, burst=burst
    ) as session:
        given = {name: value for name, value in fields.items() if value is not None}
        put(session, Evidence, evidence_id, given, within=validation_id)


def take_out(workspace: Workspace, validation_id: str, evidence_id: str, *, reason: str) -> None:
    """Take wrongly added evidence out of the report, with a reason; row and bytes stay."""
    if not reason.strip():
        raise ReasonMissing
    with workspace.change(N_("Take evidence out"), validation_id=validation_id) as session:
        row = existing(session, Evidence, evidence_id, within=validation_id)
        row.removed_at = utc_now()
        row.removed_by = workspace.by
        row.removed_reason = reason


def put_back(workspace: Workspace, validation_id: str, evidence_id: str) -> None:
    """Bring evidence back that was taken out."""
    with workspace.change(N_("Put evidence back"), validation_id=validation_id) as session:
        fields = {"removed_at": None, "removed_by": "", "removed_reason": ""}
        put(session, Evidence, evidence_id, fields, within=validation_id)
