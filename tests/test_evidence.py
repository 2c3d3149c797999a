"""Evidence is kept as it came: known by its content, unaltered, linked, taken out with a reason."""

import hashlib
import io
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor import evidence, observations, validations, walk
from assessor.errors import (
    AssessorError,
    EvidenceTooLarge,
    EvidenceTypeUnknown,
    EvidenceUnreadable,
    ReasonMissing,
    UnknownRecord,
    UnknownRequirement,
)
from assessor.facts import EvidenceRow
from assessor.store.workspace import Workspace
from tests import files, make
from tests.make import both

HEIC = (make.SAMPLES / "photograph.heic").read_bytes()
OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, tuple[bytes, str]] = {
    "jpeg": (files.photograph(), "image/jpeg"),
    "png": (files.photograph(form="PNG"), "image/png"),
    "heic": (HEIC, "image/heic"),
    "pdf": (files.PDF, "application/pdf"),
    "docx": (files.docx(), f"{OFFICE}wordprocessingml.document"),
    "xlsx": (files.xlsx(), f"{OFFICE}spreadsheetml.sheet"),
    "wav": (files.wav(), "audio/wav"),
    "mp3 with tags": (b"ID3\x04\x00" + bytes(20), "audio/mpeg"),
    "mp3 without": (b"\xff\xfb\x90\x64" + bytes(20), "audio/mpeg"),
    "low mp3": (b"\xff\xf3\x40\xc4" + bytes(20), "audio/mpeg"),
    "ogg": (b"OggS\x00\x02" + bytes(20), "audio/ogg"),
    "flac": (b"fLaC" + bytes(20), "audio/flac"),
    "amr": (b"#!AMR\n" + bytes(20), "audio/amr"),
    "voice memo": (files.iso_media(b"M4A "), "audio/mp4"),
    "recording": (files.iso_media(b"isom"), "audio/mp4"),
    "3gp": (files.iso_media(b"3gp4"), "audio/3gpp"),
}


@pytest.fixture
def case(workspace: Workspace, small: str) -> make.Case:
    """A visit on the small checklist."""
    return make.visit(workspace, small)


def add(workspace: Workspace, case: make.Case, **fields: Any) -> str:
    """Add a photograph, or what is given."""
    if "path" not in fields:
        fields = {"data": files.photograph(), "file_name": "IMG_1.jpg", **fields}
    return evidence.add(workspace, validation_id=case.id, **fields)


def only(workspace: Workspace, case: make.Case) -> EvidenceRow:
    """Return the only piece."""
    (row,) = evidence.evidence(workspace, case.id)
    return row


# What it is


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_known_by_its_content_and_kept_byte_for_byte(
    workspace: Workspace, case: make.Case, kind: str, tmp_path: Path
) -> None:
    content, media_type = KINDS[kind]
    path = tmp_path / "it is something else.txt"
    path.write_bytes(content)
    add(workspace, case, path=path)
    row = only(workspace, case)
    assert (row.media_type, row.file_name, row.size) == (media_type, path.name, len(content))
    assert row.sha256 == hashlib.sha256(content).hexdigest()
    assert workspace.blobs.read(row.sha256) == content == path.read_bytes()
    if media_type in evidence.PHOTOGRAPHS:
        assert workspace.blobs.read(row.print_sha256).startswith(b"\xff\xd8")
    else:
        assert (row.print_sha256, row.taken_at) == ("", None)


def package(*names: str) -> bytes:
    """Return a ZIP file that holds these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return stream.getvalue()


UNKNOWN = {
    "nothing": b"",
    "text": "Bitácora de sellos".encode(),
    "a program": b"MZ\x90\x00" + bytes(60),
    "a web page": b"<html></html>",
    "a gif": b"GIF89a" + bytes(20),
    "old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a ZIP of anything": package("photos/1.jpg"),
    "a broken package": files.docx()[:300],
    "an AVI": b"RIFF\x00\x00\x00\x00AVI LIST",
    "a film": files.iso_media(b"isom", handler=b"vide"),
    "a film of a telephone": files.iso_media(b"3gp4", handler=b"vide"),
    "another brand": files.iso_media(b"qt  "),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_cannot_be_evidence_is_refused_and_nothing_is_kept(
    workspace: Workspace, case: make.Case, name: str
) -> None:
    with pytest.raises(EvidenceTypeUnknown, match=f"{name}.jpg"):
        add(workspace, case, data=UNKNOWN[name], file_name=f"{name}.jpg")
    assert evidence.evidence(workspace, case.id) == []
    assert not list((workspace.folder / "blobs").rglob("*"))


@pytest.mark.parametrize("content", [files.photograph()[:800], HEIC[:400], b"\xff\xd8\xff\xe0"])
def test_a_broken_photograph_is_refused_and_nothing_is_kept(
    workspace: Workspace, case: make.Case, content: bytes
) -> None:
    with pytest.raises(EvidenceUnreadable, match=r"IMG_1\.jpg"):
        add(workspace, case, data=content)
    assert not list((workspace.folder / "blobs").rglob("*"))


PACKAGES = (files.docx(), files.xlsx(), package("word/document.xml"))


@settings(max_examples=150)
@given(
    st.sampled_from(PACKAGES), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8)
)
def test_however_a_package_is_broken_it_is_known_or_refused(
    whole: bytes, changes: list[tuple[float, int]]
) -> None:
    broken = bytearray(whole)
    for place, value in changes:
        # The end, where a package lists what it holds, is hit more often.
        broken[int((1 - place**3) * (len(broken) - 1))] = value
    with suppress(EvidenceTypeUnknown):
        assert evidence.media_type_of(bytes(broken), "x").startswith(OFFICE)


@settings(max_examples=150)
@given(st.binary(max_size=64))
def test_any_bytes_are_known_or_refused(content: bytes) -> None:
    with suppress(EvidenceTypeUnknown):
        assert "/" in evidence.media_type_of(content, "x")


# Files that cannot be read


def test_a_file_that_is_not_there_or_a_folder_is_refused(
    workspace: Workspace, case: make.Case, tmp_path: Path
) -> None:
    for path in (tmp_path / "gone.jpg", tmp_path):
        with pytest.raises(EvidenceUnreadable, match=path.name):
            add(workspace, case, path=path)


def test_what_is_too_large_is_refused_before_it_is_read(
    workspace: Workspace, case: make.Case, tmp_path: Path
) -> None:
    path = tmp_path / "long.wav"
    with path.open("wb") as file:
        file.truncate(evidence.LIMIT_MB * 1024 * 1024 + 1)  # takes no room on the disk
    with pytest.raises(EvidenceTooLarge, match="200 MB"):
        add(workspace, case, path=path)
    with pytest.raises(EvidenceTooLarge):
        add(workspace, case, data=bytes(evidence.LIMIT_MB * 1024 * 1024 + 1))
    assert evidence.evidence(workspace, case.id) == []


# What is recorded with it


def test_time_place_and_hand_are_recorded(workspace: Workspace, case: make.Case) -> None:
    add(workspace, case, data=HEIC, caption=both("Seal 4711"), refs=["1.1", "1.10", "1.1"])
    row = only(workspace, case)
    assert row.taken_at is not None
    assert row.taken_at.isoformat() == "2026-11-18T16:20:30+00:00"
    assert (row.latitude, row.longitude) == (25.77, -100.19)
    assert (row.number, row.added_by, row.confidential) == (1, "Ana Ruiz", False)
    assert (row.refs, row.caption) == (("1.1", "1.10"), both("Seal 4711"))


def test_pieces_are_numbered_and_no_number_is_given_twice(
    workspace: Workspace, case: make.Case
) -> None:
    made = [add(workspace, case, data=HEIC) for _ in range(2)]
    evidence.take_out(workspace, case.id, made[1], reason="Twice")
    add(workspace, case)
    assert [row.number for row in evidence.evidence(workspace, case.id)] == [1, 2, 3]


def test_the_same_file_twice_is_two_pieces_of_one_blob(
    workspace: Workspace, case: make.Case
) -> None:
    for _ in range(2):
        add(workspace, case, data=files.PDF, file_name="seal.pdf")
    first, second = evidence.evidence(workspace, case.id)
    assert first.id != second.id
    assert first.sha256 == second.sha256
    assert len([path for path in (workspace.folder / "blobs").rglob("*") if path.is_file()]) == 1


def test_what_is_prepared_apart_is_attached_in_one_short_step(
    workspace: Workspace, case: make.Case
) -> None:
    ready = evidence.prepare(workspace, files.photograph(), "IMG_1.jpg")
    assert evidence.evidence(workspace, case.id) == []
    made = evidence.attach(workspace, ready, validation_id=case.id, refs=["1.1"])
    assert only(workspace, case).id == made
    workspace.undo(case.id)
    assert evidence.evidence(workspace, case.id) == []
    workspace.redo(case.id)
    assert only(workspace, case).refs == ("1.1",)


# Links


def test_a_piece_bears_on_requirements_and_observations(
    workspace: Workspace, case: make.Case
) -> None:
    found = make.observe(workspace, case, "1.1")
    made = add(workspace, case, observation_id=found)
    assert only(workspace, case).observation_ids == (found,)
    assert observations.observations(workspace, case.id)[0].evidence[0].id == made
    for _ in range(2):
        evidence.link(workspace, case.id, made, ref="1.10")
        evidence.link(workspace, case.id, made, observation_id=found)
    evidence.link(workspace, case.id, made, ref="1.1", observation_id=found)
    assert only(workspace, case).refs == ("1.10", "1.1")
    assert [row.id for row in walk.requirement(workspace, case.id, "1.10").evidence] == [made]
    evidence.unlink(workspace, case.id, made, observation_id=found)
    assert only(workspace, case).observation_ids == ()
    workspace.undo(case.id)
    assert only(workspace, case).observation_ids == (found,)


BAD_LINKS: list[tuple[dict[str, Any], type[AssessorError]]] = [
    ({"ref": "9.99"}, UnknownRequirement),
    ({}, UnknownRequirement),
    ({"observation_id": "no-such"}, UnknownRecord),
    ({"ref": "9.99", "observation_id": "no-such"}, UnknownRecord),
]


@pytest.mark.parametrize(("link", "error"), BAD_LINKS)
def test_a_link_to_nothing_is_refused(
    workspace: Workspace, case: make.Case, link: dict[str, Any], error: type[AssessorError]
) -> None:
    made = add(workspace, case)
    with pytest.raises(error):
        evidence.link(workspace, case.id, made, **link)
    assert only(workspace, case).refs == ()


def test_nothing_is_added_to_a_requirement_or_observation_that_there_is_not(
    workspace: Workspace, case: make.Case, small: str
) -> None:
    other = make.visit(workspace, small, legal_name="Zinc Oaxaca")
    its = make.observe(workspace, other, "1.1")
    with pytest.raises(UnknownRequirement):
        add(workspace, case, refs=["1.1", "9.99"])
    for wrong in ("no-such", its):
        with pytest.raises(UnknownRecord):
            add(workspace, case, observation_id=wrong)
    assert evidence.evidence(workspace, case.id) == []


def test_a_piece_of_another_visit_is_not_touched_from_here(
    workspace: Workspace, case: make.Case, small: str
) -> None:
    other = make.visit(workspace, small, legal_name="Zinc Oaxaca")
    its = add(workspace, other)
    before = only(workspace, other)
    verbs = [
        lambda: evidence.link(workspace, case.id, its, ref="1.1"),
        lambda: evidence.change_evidence(workspace, case.id, its, confidential=True),
        lambda: evidence.take_out(workspace, case.id, its, reason="Wrong"),
        lambda: evidence.put_back(workspace, case.id, its),
        lambda: evidence.take_out(workspace, case.id, "no-such", reason="Wrong"),
    ]
    for verb in verbs:
        with pytest.raises(UnknownRecord):
            verb()
    assert only(workspace, other) == before


# Caption, confidential, taking out


def test_caption_and_marking_change_and_the_bytes_never(
    workspace: Workspace, case: make.Case
) -> None:
    made = add(workspace, case)
    before = only(workspace, case)
    for words in ("S", "Seal"):
        evidence.change_evidence(workspace, case.id, made, caption={"en": words}, burst="b")
    evidence.change_evidence(workspace, case.id, made, confidential=True)
    row = only(workspace, case)
    assert (row.caption, row.confidential, row.sha256) == ({"en": "Seal"}, True, before.sha256)
    workspace.undo(case.id)
    workspace.undo(case.id)
    assert only(workspace, case) == before


def test_what_was_added_wrongly_is_taken_out_with_a_reason_and_kept(
    workspace: Workspace, case: make.Case
) -> None:
    found = make.observe(workspace, case, "1.1")
    made = add(workspace, case, refs=["1.1"], observation_id=found)
    evidence.take_out(workspace, case.id, made, reason="Another company's seal")
    row = only(workspace, case)
    assert row.removed_at is not None
    assert (row.removed_by, row.removed_reason) == ("Ana Ruiz", "Another company's seal")
    assert workspace.blobs.read(row.sha256) == files.photograph()
    assert walk.requirement(workspace, case.id, "1.1").evidence == ()
    assert observations.observations(workspace, case.id)[0].evidence == ()


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_without_a_reason_nothing_is_taken_out(
    workspace: Workspace, case: make.Case, reason: str
) -> None:
    made = add(workspace, case)
    with pytest.raises(ReasonMissing):
        evidence.take_out(workspace, case.id, made, reason=reason)
    assert only(workspace, case).removed_at is None


def test_what_was_taken_out_is_put_back_with_its_links(
    workspace: Workspace, case: make.Case
) -> None:
    made = add(workspace, case, refs=["1.1"])
    before = only(workspace, case)
    evidence.take_out(workspace, case.id, made, reason="Wrong")
    evidence.put_back(workspace, case.id, made)
    assert only(workspace, case) == before
    assert walk.requirement(workspace, case.id, "1.1").evidence == (before,)


def test_a_caption_in_one_language_is_a_gap_until_it_is_taken_out(
    workspace: Workspace, small: str
) -> None:
    case = make.ready(workspace, small)
    made = add(workspace, case, caption={"es": "Sello"})
    assert [gap.field for gap in validations.gaps_of(workspace, case.id)] == ["caption"]
    evidence.take_out(workspace, case.id, made, reason="Wrong")
    assert validations.gaps_of(workspace, case.id) == ()
