"""What goes back to the company: its own answers, what is missing, and nothing private."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from assessor import errors, evidence, saq, validations
from assessor.model import Base, SaqAnswer, SaqFile
from assessor.reports import render
from assessor.reports.blocks import inline
from assessor.saq.preview import preview_bytes
from assessor.saq_forms import receive, scopes, write_letter, write_prefilled
from assessor.saq_forms.letter import build
from assessor.saq_forms.sending import prefilled
from assessor.saq_forms.sending import render as render_form
from assessor.store.workspace import Workspace
from assessor.terms import Claim
from tests import make
from tests import saq_samples as samples
from tests.report_reading import around, docx_text, haystack, words_in
from tests.saq_filling import Answer, in_workbook
from tests.test_reports_copies import MARK, PLACE, TEXTS, _plant_in

DAY = date(2026, 11, 22)
NAME = "ctpat_fabricante_es.xlsx"


def imported(workspace: Workspace, name: str = NAME) -> make.Case:
    """Return a visit into which a company's own file was imported."""
    case = make.visit(workspace, samples.checklist_of(name).id)
    saq.accept(workspace, samples.sample(name), validation_id=case.id)
    return case


def letter(workspace: Workspace, case: make.Case, *languages: str) -> str:
    """Return what the letter says."""
    made = build(receive(workspace, case.id), languages or ("es", "en"), DAY)
    return docx_text(render(made, "docx"))


# What is open


def test_what_is_open_is_found(workspace: Workspace) -> None:
    came = receive(workspace, imported(workspace).id)
    assert came.missing == ("9.9",)
    assert [row.text for row in came.doubtful][-1] == "Impartir curso de plagas y madera"
    assert len(came.doubtful) == 7
    paper = next(paper for paper in came.papers if paper.name == "F-SEG-08")
    assert paper.refs == ("5.4", "6.7")


def test_a_paper_that_was_handed_in_is_not_asked_for(workspace: Workspace) -> None:
    case = imported(workspace)
    names = {paper.name for paper in receive(workspace, case.id).papers}
    assert "Carta compromiso 2025.pdf" in names
    evidence.add(
        workspace,
        validation_id=case.id,
        data=b"%PDF-1.4 signed",
        file_name="carta compromiso 2025.PDF",
        refs=("1.1",),
    )
    left = {paper.name for paper in receive(workspace, case.id).papers}
    assert names - left == {"Carta compromiso 2025.pdf"}


def test_a_row_that_is_settled_is_no_longer_asked_about(workspace: Workspace) -> None:
    case = imported(workspace)
    first = saq.leftovers(workspace, case.id)[0]
    saq.settle(workspace, file_id=first.file_id, row=first.row, ref="9.9")
    came = receive(workspace, case.id)
    assert came.missing == ()
    assert len(came.doubtful) == 6
    assert came.answers["9.9"].text == first.what.text


# The letter


def test_the_letter_lists_all_that_is_open_in_both_languages(workspace: Workspace) -> None:
    case = imported(workspace)
    known = validations.validation(workspace, case.id)
    said = letter(workspace, case)
    item = known.checklist.requirement("9.9")
    for text in (item.saq["es"], item.saq["en"], "DEBERÍA", "SHOULD", known.company.legal_name):
        assert text in said
    for row in receive(workspace, case.id).doubtful:
        assert row.text in said
    for paper in receive(workspace, case.id).papers:
        assert paper.name in said
    assert known.checklist.requirement("9.10").saq["es"] not in said
    assert known.profile.authority["es"] in said


@pytest.mark.parametrize("languages", [("es",), ("pt", "fr"), ("en", "es"), ("fr",)])
def test_the_letter_speaks_its_languages_and_no_other(
    workspace: Workspace, languages: tuple[str, ...]
) -> None:
    case = imported(workspace)
    made = build(receive(workspace, case.id), languages, DAY)
    assert {said.lang for said in words_in(made.blocks) if said.lang} == set(languages)
    assert made.languages == languages
    assert made.country == "US"


def test_there_is_no_letter_about_nothing(workspace: Workspace, small: str, tmp_path: Path) -> None:
    case = make.visit(workspace, small)
    out = tmp_path / "letter.docx"
    with pytest.raises(errors.NoSelfAssessment):
        write_letter(workspace, case.id, languages=("es",), out=out)
    refs = list(validations.validation(workspace, case.id).checklist.by_ref)
    lines = ["Ref,Answer,Comment", *(f"{ref},Yes,We do." for ref in refs)]
    checklist = validations.validation(workspace, case.id).checklist
    shown = preview_bytes("\n".join(lines).encode(), "saq.csv", checklist)
    saq.accept(workspace, shown, validation_id=case.id)
    with pytest.raises(errors.NothingToAsk):
        write_letter(workspace, case.id, languages=("es",), out=out)
    assert not out.exists()


def test_the_letter_is_written_whole(workspace: Workspace, tmp_path: Path) -> None:
    case = imported(workspace)
    out = tmp_path / "letter.docx"
    assert write_letter(workspace, case.id, languages=("es", "en"), out=out, day=DAY) == out
    assert "2026" in docx_text(out.read_bytes())
    with pytest.raises(errors.ReportLanguages):
        write_letter(workspace, case.id, languages=("es", "es"), out=out)


# The prefilled form


@pytest.mark.parametrize("name", [NAME, "portal_export_es.csv", "perfil_narrativo_es.docx"])
@pytest.mark.parametrize("format", ["xlsx", "docx"])
def test_a_prefilled_form_comes_back_the_same(
    workspace: Workspace, tmp_path: Path, name: str, format: str
) -> None:
    case = imported(workspace, name)
    out = tmp_path / f"form.{format}"
    write_prefilled(workspace, case.id, languages=("es", "en"), format=format, out=out)
    known = validations.validation(workspace, case.id)
    shown = saq.preview(out, known.checklist)
    assert shown.counts.to_check == shown.counts.unmatched == 0
    found = saq.differences(workspace, shown, case.id)
    assert (found.changed, found.gone) == ((), ())
    assert found.same == sum(bool(answer.ref) for answer in known.answers)
    assert all(not item.new.text for item in found.new if item.new)
    assert shown.company["name"] == known.company.legal_name


def test_what_the_company_adds_and_corrects_is_all_that_differs(workspace: Workspace) -> None:
    case = imported(workspace)
    form = prefilled(receive(workspace, case.id), ("es", "en"))
    sent = render_form(form, "xlsx")
    given = form.answers["1.1"]
    answers: dict[str, Answer] = {
        "9.9": (Claim.PARTLY, "Dos de tres proveedores tienen licencia.", ("Licencia 7.pdf",)),
        "1.1": (Claim.NO, given.text, given.documents),
    }
    shown = preview_bytes(in_workbook(sent, form, answers), "form.xlsx", form.checklist)
    found = saq.differences(workspace, shown, case.id)
    assert {item.ref for item in found.changed} == {"9.9", "1.1"}
    assert (found.new, found.gone, found.same) == ((), (), 93)
    saq.accept(workspace, shown, validation_id=case.id)
    came = receive(workspace, case.id)
    assert came.missing == ()
    assert came.answers["9.9"].text == "Dos de tres proveedores tienen licencia."
    assert came.answers["1.1"].claim is Claim.NO


def test_rows_without_an_answer_are_marked(workspace: Workspace) -> None:
    from openpyxl import load_workbook

    case = imported(workspace)
    form = prefilled(receive(workspace, case.id), ("es", "en"))
    book = load_workbook(BytesIO(render_form(form, "xlsx")))
    levels = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows(min_row=4)}
    mark = inline(form.say.gettext("Answer missing")[:1])
    assert [ref for ref, level in levels.items() if level and mark in level] == ["9.9"]


def test_before_anything_came_in_the_form_is_blank_but_for_the_company(
    workspace: Workspace,
) -> None:
    form = prefilled(receive(workspace, make.visit(workspace).id), ("es",))
    assert not form.prefilled
    assert not form.missing
    assert form.company["name"] == "Textiles Ándara, S.A. de C.V."
    assert form.company["site"] == "Planta Norte"


def test_each_site_that_answered_is_asked_by_itself(workspace: Workspace, small: str) -> None:
    case = make.visit(workspace, small, sites=("Norte", "Sur"))
    checklist = validations.validation(workspace, case.id).checklist
    first, second = list(checklist.by_ref)[:2]
    for site_id, ref in zip(case.sites, (first, second), strict=True):
        table = f"Ref,Answer,Comment\n{ref},Yes,At {ref}.\n"
        shown = replace(preview_bytes(table.encode(), f"{ref}.csv", checklist), file=f"{ref}.csv")
        saq.accept(workspace, shown, validation_id=case.id, site_id=site_id)
    known = validations.validation(workspace, case.id)
    assert [site.name for site in scopes(known)] == ["Norte", "Sur"]
    with pytest.raises(errors.SiteNeeded):
        receive(workspace, case.id)
    came = receive(workspace, case.id, case.sites[1])
    assert first in came.missing
    assert second not in came.missing
    assert prefilled(came, ("es",)).company["site"] == "Sur"


# Nothing private


@pytest.fixture
def planted(workspace: Workspace) -> make.Case:
    """A visit with a company's file, and a marked string in every private column."""
    case = make.ready(workspace)
    saq.accept(workspace, samples.sample(NAME), validation_id=case.id)
    with workspace.read() as session:
        ledger = session.scalars(select(SaqFile.ledger_sha256)).one()
    with workspace.change("Plant") as session:
        for model in TEXTS:
            private = set(_private(model))
            for row in session.scalars(select(model)):
                for column in private - {"ledger_sha256"}:
                    _plant_in(row, model.__tablename__, column)
    assert receive(workspace, case.id)
    with workspace.read() as session:
        assert session.scalars(select(SaqFile.ledger_sha256)).one() == ledger
        assert MARK in session.scalars(select(SaqAnswer.matched_by)).first()
    return case


def _private(model: type[Base]) -> Sequence[str]:
    from assessor.reports.copies import INTERNAL

    return tuple(INTERNAL.get(model.__tablename__, ()))


def test_nothing_private_reaches_letter_or_form(workspace: Workspace, planted: make.Case) -> None:
    came = receive(workspace, planted.id)
    made = render(build(came, ("es", "en"), DAY), "docx")
    files = {"letter": haystack(made, "docx")}
    for format in ("xlsx", "docx"):
        files[format] = everything(render_form(prefilled(came, ("es", "en")), format))
    for found in files.values():
        assert around(found, MARK) == b""
        assert around(found, str(PLACE)[:8]) == b""
    assert around(everything(made), "PR-SEG-014")


def test_what_the_reader_made_of_a_row_stays_here(workspace: Workspace) -> None:
    case = imported(workspace)
    (first, *_others) = receive(workspace, case.id).doubtful
    kept = set(first.__slots__ if hasattr(first, "__slots__") else vars(first))
    assert kept == {"file_name", "place", "question", "text", "claim", "documents", "likely"}


def everything(data: bytes) -> bytes:
    """Return all parts of a package."""
    with ZipFile(BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist())
