"""Reports as files: in which languages, written whole or not at all, shown as pages."""

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assessor import improvement, validations
from assessor.errors import (
    BadField,
    ExportDiskFull,
    ExportNotWritable,
    PreviewFailed,
    ReportLanguages,
    UnknownFormat,
    UnknownLanguage,
    UnknownReport,
)
from assessor.i18n import translation
from assessor.reports import build, export, kinds, render
from assessor.reports.blocks import (
    Document,
)
from assessor.reports.exporting import write_whole
from assessor.reports.preview import page_image, page_sizes
from assessor.store.workspace import Workspace
from assessor.terms import Claim, TeamPart
from tests import make, pseudo
from tests.report_case import Case, fill
from tests.report_reading import words_in

REPORT, PLAN = "validation-report", "improvement-plan"


@pytest.fixture
def case(workspace: Workspace, tmp_path: Path) -> Iterator[make.Case]:
    """A visit on the small checklist, all of it met, the form filled."""
    with make.small_known(tmp_path / "checklists"):
        made = make.ready(workspace, "small")
        make.answer(workspace, made, {"1.1": Claim.YES, "1.2": Claim.NO})
        yield made


def english(
    workspace: Workspace, case: make.Case, kind: str = REPORT, copy: str = "internal"
) -> Document:
    """The document in English alone."""
    return build(workspace, case.id, kind, ("en",), copy)


# Languages


def test_every_visible_sentence_is_translated(workspace: Workspace, tmp_path: Path) -> None:
    """French is spoken in brackets: a text without them is data, or was never translated."""
    made = fill(workspace, photos=2)
    with pseudo.spoken(tmp_path / "locales", "fr"):
        for kind in kinds():
            for copy in ("internal", "company"):
                document = build(workspace, made.validation_id, kind, ("fr",), copy)
                bare = {
                    word.text
                    for word in words_in((document.title, document.running, document.blocks))
                    if pseudo.OPEN not in word.text and re.search(r"[^\W\d_]{3}", word.text)
                }
                assert not {text for text in bare if not is_data(workspace, made, text)}


def is_data(workspace: Workspace, made: Case, text: str) -> bool:
    """Say whether a text comes from people, files or Babel rather than from the program."""
    from assessor.i18n import format_date, format_time

    known = validations.validation(workspace, made.validation_id)
    dates = {format_date(date(2026, 11, day), "fr") for day in range(1, 31)}
    cards = improvement.actions(workspace, made.validation_id)
    spoken = (
        repr(known)
        + repr(cards)
        + "RFC EMU010101AB1 SVI 123456 français Français Anglais anglais espagnol V-2026"
    )
    spoken += " ".join(dates) + format_time(known.files[0].imported_at, "fr")
    # How `repr` writes the no-break spaces of French.
    spoken = spoken.replace("\\xa0", "\xa0")
    parts = re.split(r" · |, | — |\(|\)|; |: |^[●◐✖–?] ", text)
    figures = re.compile(r"[\W\d]*|SHA-256.*|\d+ kB|.*2026.*")
    return all(part in spoken or figures.fullmatch(part) for part in parts)


@pytest.mark.parametrize(
    ("languages", "error"),
    [(("xx",), UnknownLanguage), ((), ReportLanguages), (("en", "en"), ReportLanguages)],
)
def test_languages_that_cannot_be_printed_are_refused(
    workspace: Workspace, case: make.Case, languages: tuple[str, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        build(workspace, case.id, REPORT, languages)


# Files


def test_an_export_is_written_whole_or_not_at_all(
    workspace: Workspace, case: make.Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "informe.pdf"
    export(workspace, case.id, REPORT, languages=("es", "en"), format="pdf", out=out)
    before = out.read_bytes()

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportDiskFull, match=re.escape("informe.pdf")):
        export(workspace, case.id, PLAN, languages=("es",), format="pdf", out=out)
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if "informe" in path.name] == ["informe.pdf"]


@pytest.mark.parametrize("place", ["missing/informe.pdf", "."])
def test_a_place_that_cannot_be_written_is_named(
    workspace: Workspace, case: make.Case, tmp_path: Path, place: str
) -> None:
    (tmp_path / "taken").mkdir()
    out = tmp_path / place if place != "." else tmp_path / "taken"
    with pytest.raises(ExportNotWritable):
        export(workspace, case.id, REPORT, languages=("en",), format="docx", out=out)
    assert not list(tmp_path.rglob("*.part"))


def test_what_is_not_known_is_refused_before_anything_is_read(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(UnknownFormat, match="docx, pdf"):
        export(workspace, "x", REPORT, languages=("en",), format="odt", out=tmp_path / "x.odt")
    with pytest.raises(UnknownReport, match=REPORT):
        build(workspace, "x", "poem", ("en",))
    with pytest.raises(BadField, match="company"):
        build(workspace, "x", REPORT, ("en",), "public")
    with pytest.raises(UnknownFormat):
        render(Document, "odt")  # type: ignore[arg-type]


# Preview


def test_the_preview_shows_the_pages_of_the_very_bytes(
    workspace: Workspace, case: make.Case
) -> None:
    content = render(english(workspace, case), "pdf")
    sizes = page_sizes(content)
    assert {(round(w), round(h)) for w, h in sizes} == {(612, 792)}
    image = page_image(content, 0, scale=0.5)
    assert (image.width, image.height) == (306, 396)
    assert len(image.pixels) == image.stride * image.height
    assert len(set(image.pixels)) > 20
    with pytest.raises(PreviewFailed):
        page_image(content, len(sizes))
    with pytest.raises(PreviewFailed):
        page_sizes(b"no PDF")


def test_the_lead_validator_is_the_author_else_the_authority(
    workspace: Workspace, case: make.Case
) -> None:
    assert english(workspace, case).author == "Ana Ruiz"
    for person in validations.validation(workspace, case.id).people:
        validations.change_person(workspace, case.id, person.id, part=TeamPart.OBSERVER.value)
    assert english(workspace, case).author == "US Customs and Border Protection (CBP)"


def test_what_somebody_protected_is_not_overwritten(
    workspace: Workspace, case: make.Case, tmp_path: Path
) -> None:
    out = tmp_path / "firmado.pdf"
    out.write_bytes(b"signed")
    out.chmod(0o444)
    with pytest.raises(ExportNotWritable, match="protected"):
        export(workspace, case.id, PLAN, languages=("en",), format="pdf", out=out)
    assert out.read_bytes() == b"signed"


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("missing/a.pdf", "there is no such folder"),
        ("file/a.pdf", "there is no such folder"),
        ("folder", "it is a folder"),
        ("n" * 400 + ".pdf", "the name is too long"),
    ],
)
def test_why_a_place_cannot_be_written_is_said_in_the_readers_language(
    tmp_path: Path, place: str, why: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(ExportNotWritable) as refused:
        write_whole(tmp_path / place, b"content")
    assert refused.value.text().endswith(f"{why}.")
    with pseudo.spoken(tmp_path / "locales", "fr"):
        spoken = refused.value.text(translation("fr"))
        assert f"{pseudo.OPEN}{why}{pseudo.CLOSE}" in spoken
    assert not list(tmp_path.rglob("*.part"))


def test_a_name_as_long_as_a_name_can_be_is_written(tmp_path: Path) -> None:
    out = tmp_path / ("n" * 251 + ".pdf")
    write_whole(out, b"content")
    assert out.read_bytes() == b"content"
