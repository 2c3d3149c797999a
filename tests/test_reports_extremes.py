"""Reports of what people really type: markup, endless words, every script, nothing at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from assessor import companies, evidence, improvement, validations, worksheets
from assessor.gaps import NARRATIVE
from assessor.model import SaqAnswer, SaqFile
from assessor.reports import build, kinds, render
from assessor.reports.blocks import Document, Said, Table
from assessor.store.workspace import Workspace
from assessor.terms import TeamPart, Verdict
from tests import files, make
from tests.report_reading import docx_parts, pdf_pages, pdf_text, said, words_in

REPORT, PLAN = "validation-report", "improvement-plan"
MARKUP = "<b>&amp; A & B < C > D \"q\" 'a' </p> {page} %s %(x)d"
CONTROL = "tab\there\x00\x01 bell\x07 \u202eRLO\u202c\ufeff\u2028line\x0bvt"
SCRIPTS = "深圳市 Щит שלום شركة ไทย 🚚"
ENDLESS = "W" * 150 + "/" + "a/b" * 50
LEFT, RIGHT = 16 * 72 / 25.4, 612.0 - 16 * 72 / 25.4


@dataclass(frozen=True)
class Extreme:
    """A visit with such a text in every field."""

    case: make.Case
    finding: str


def words(text: str) -> dict[str, str]:
    return {"es": text, "en": text[::-1]}


NAMES = ["markup", "control", "scripts", "endless"]


@pytest.fixture(params=[MARKUP, CONTROL, SCRIPTS, ENDLESS], ids=NAMES)
def extreme(
    request: pytest.FixtureRequest, workspace: Workspace, tmp_path: Path
) -> Iterator[Extreme]:
    text: str = request.param
    with make.small_known(tmp_path / "checklists"):
        case = make.visit(workspace, "small", sites=(text, "Sur"), legal_name=text)
        _fill(workspace, case, text)
        make.assess_all(workspace, case)
        make.assess(workspace, case, "1.1", Verdict.NOT_MET, seen=words(text))
        finding = make.observe(
            workspace, case, "1.1", text=words(text), action=words(text), why=words(text)
        )
        evidence.add(
            workspace,
            validation_id=case.id,
            data=files.photograph(),
            file_name="a.jpg",
            observation_id=finding,
            caption=words(text),
        )
        fields = ("problem", "root_cause", "resources", "milestones", "responsible_name")
        improvement.record_action(
            workspace, case.id, observation_id=finding, **dict.fromkeys(fields, text)
        )
        improvement.ask_extension(workspace, case.id, observation_id=finding, reason=text)
        _fill_sheet(workspace, case, text)
        yield Extreme(case, finding)


def _fill_sheet(workspace: Workspace, case: make.Case, text: str) -> None:
    for name in ("", text):
        sheet = worksheets.start_sheet(workspace, case.id, form_id="every-kind")
        row = worksheets.add_row(workspace, case.id, sheet, section_id="threats", label=name)
        values = {f"head.{field}": text for field in ("unit", "seal", "who", "where")}
        values |= {"points.floor.sound": "no", "points.floor.sound:note": text}
        values |= {"head.remarks": words(text), f"threats.{row}.what": text}
        worksheets.fill(workspace, case.id, sheet, values)


def _fill(workspace: Workspace, case: make.Case, text: str) -> None:
    names = ("trade_name", "activity", "address", "country", "employees")
    companies.change_company(
        workspace,
        case.company_id,
        identifiers={"RFC": text},
        roles=[text],
        **dict.fromkeys(names, text),
    )
    companies.add_contact(workspace, company_id=case.company_id, name=text, post=text, email=text)
    validations.change_visit(workspace, case.id, **{name: words(text) for name in NARRATIVE})
    for part in (TeamPart.LEAD, TeamPart.VALIDATOR, TeamPart.COMPANY):
        validations.add_person(
            workspace, case.id, name=text, part=part, post=text, organisation=text
        )
    validations.add_risk(workspace, case.id, topic=words(text), likelihood=2, consequence=3)
    with workspace.change("Import", validation_id=case.id) as session:
        file = SaqFile(
            validation_id=case.id, file_name=text, sha256="0" * 64, ledger_sha256="", language="es"
        )
        session.add(file)
        session.add(
            SaqAnswer(
                validation_id=case.id,
                file_id=file.id,
                ref="1.1",
                place=text,
                claim="yes",
                text=text,
                documents=[text],
                position=0,
            )
        )


def printed_outside(content: bytes) -> list[tuple[int, str]]:
    """The page and letter of whatever stands outside the margins."""
    found = []
    document = pypdfium2.PdfDocument(content)
    for number, page in enumerate(document, start=1):
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, _bottom, right, _top = text.get_charbox(at)
            letter = text.get_text_range(at, 1)
            if letter.strip() and right > left and not LEFT - 1 <= left <= right <= RIGHT + 1:
                found.append((number, letter))
    document.close()
    return found


def test_any_text_in_every_field_is_printed_inside_the_margins(
    workspace: Workspace, extreme: Extreme
) -> None:
    for kind in kinds():
        document = build(workspace, extreme.case.id, kind, ("es", "en"))
        content = render(unmarked(document), "pdf")
        assert printed_outside(content) == []
        for part, xml in docx_parts(render(document, "docx")).items():
            if part.endswith(".xml"):
                etree.fromstring(xml)


def unmarked(document: Document) -> Document:
    """The document without its watermark, which stands across the page."""
    from dataclasses import replace

    return replace(document, watermark=())


# Nothing at all


@pytest.mark.parametrize("languages", [("es", "en"), ("en", "es"), ("es",), ("en",)])
def test_a_visit_of_which_nothing_is_known_leaves_no_place_blank(
    workspace: Workspace, small: str, languages: tuple[str, ...]
) -> None:
    case = make.visit(workspace, small)
    for kind in kinds():
        for copy in ("internal", "company"):
            document = build(workspace, case.id, kind, languages, copy)
            for table in (block for block in document.blocks if isinstance(block, Table)):
                for row in table.rows:
                    for at, cell in enumerate(row.cells):
                        spoken = [word.text for word in words_in(cell)]
                        assert any(spoken) or "Total" in said(row), (at, said(row))
            for format in ("pdf", "docx"):
                assert render(document, format)


# Words that stand for another language


def test_what_a_checklist_lacks_is_said_in_a_language_it_has(
    workspace: Workspace, tmp_path: Path
) -> None:
    with make.own_folder(tmp_path / "checklists") as folder:
        content = _spanish_alone(make.small()) | {"languages": ["es"]}
        make.write_yaml(folder / "small.yaml", content)
        make.checklists.reload()
        case = make.visit(workspace, "small")
        document = build(workspace, case.id, REPORT, ("en", "es"))
    found = list(words_in(document))
    assert Said("en", "Requirement 1.1 (es)", remark="Spanish") in found
    assert Said("es", "Requirement 1.1 (es)") in found
    assert not any(word.pending for word in found), "nobody at the visit can translate it"
    text = " ".join(pdf_text(render(document, "pdf")).split())
    assert "1 First (es) [Spanish]" in text


def _spanish_alone(content: object) -> dict[str, object]:
    def kept(thing: object) -> object:
        if isinstance(thing, dict):
            if set(thing) == {"es", "en"}:
                return {"es": thing["es"]}
            return {name: kept(value) for name, value in thing.items()}
        return [kept(value) for value in thing] if isinstance(thing, list) else thing

    found = kept(content)
    assert isinstance(found, dict)
    return found


def test_every_text_that_is_marked_as_missing_is_a_gap_as_well(
    workspace: Workspace, small: str
) -> None:
    """Texts in Spanish alone, everywhere: once each gap is filled, no placeholder is left."""
    case = make.visit(workspace, small, sites=("A", "B"))
    es = {"es": "Solo español"}
    validations.change_visit(workspace, case.id, **dict.fromkeys(NARRATIVE, es))
    validations.set_site(workspace, case.id, site_id=case.sites[1], in_scope=False, reason=es)
    make.assess(workspace, case, "1.1", Verdict.NOT_MET, seen=es)
    make.assess(workspace, case, "1.2", Verdict.NOT_VERIFIED, seen=es, reason=es)
    finding = make.observe(workspace, case, "1.1", text=es, action=es, why=es)
    evidence.add(
        workspace,
        validation_id=case.id,
        data=files.photograph(),
        file_name="x.jpg",
        observation_id=finding,
        caption=es,
    )
    validations.add_risk(workspace, case.id, topic=es)
    gaps = [gap for gap in validations.gaps_of(workspace, case.id) if gap.code == "text_missing"]
    assert {gap.field for gap in gaps} == {
        *("text", "action", "why", "seen", "reason", "caption", "sites", "risks"),
        *NARRATIVE,
    }
    document = build(workspace, case.id, REPORT, ("es", "en"))
    pending = [word for word in words_in(document) if word.pending]
    assert {word.lang for word in pending} == {"en"}
    # The classification stands on the cover and in the head of each page; a caption below the
    # finding, in the index and in the annex; a reason in the limits and in the result.
    assert len(pending) == len(gaps) + 1 + 2 + 1
    assert "Left out: [translation pending]" in [word.text for word in pending]


# Pages


def test_no_page_of_a_plan_is_nearly_empty(workspace: Workspace, small: str) -> None:
    """A long card goes on; the next one begins below it if it fits there."""
    case = make.visit(workspace, small)
    for ref, length in (("1.1", 30), ("1.2", 1), ("1.10", 1)):
        make.assess(workspace, case, ref, Verdict.NOT_MET)
        text = "\n".join(f"{ref} line {number}." for number in range(length))
        make.observe(workspace, case, ref, text={"es": text, "en": text})
    pages = pdf_pages(render(build(workspace, case.id, PLAN, ("es", "en")), "pdf"))
    assert len(pages) <= 4
    assert all(len(page) > 600 for page in pages)
    for ref in ("1.2", "1.10"):
        whole = [page for page in pages if f"· {ref}  Requirement" in " ".join(page.split("\n"))]
        assert whole or any(ref in page for page in pages)
