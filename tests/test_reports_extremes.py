"""Reports of what people really type: markup, endless words, every script, nothing at all."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from assessor import companies, evidence, improvement, observations, validations
from assessor.gaps import NARRATIVE
from assessor.model import SaqAnswer, SaqFile
from assessor.reports import build, kinds, render
from assessor.reports.blocks import Document, Heading, Mark, Outcome, Photos, Said, Table
from assessor.store.workspace import Workspace
from assessor.terms import Kind, Level, TeamPart, Verdict
from tests import files, make
from tests.report_reading import docx_parts, pdf_pages, pdf_text, said, section, words_in

REPORT, PLAN = "validation-report", "improvement-plan"
MARKUP = "<b>&amp; A & B < C > D \"q\" 'a' </p> {page} %s %(x)d"
CONTROL = "tab\there\x00\x01 bell\x07 \u202eRLO\u202c\ufeff\u2028line\x0bvt"
SCRIPTS = "深圳市 Щит שלום شركة ไทย 🚚"
ENDLESS = "W" * 150 + "/" + "a/b" * 50
LEFT, RIGHT = 16 * 72 / 25.4, 595.276 - 16 * 72 / 25.4


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
        yield Extreme(case, finding)


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


# What was recorded and what is printed of it


def test_a_reason_that_a_later_verdict_made_idle_is_not_printed(
    workspace: Workspace, small: str
) -> None:
    case = make.visit(workspace, small)
    make.assess(workspace, case, "1.1", Verdict.NOT_VERIFIED, reason=make.both("Idle"))
    make.assess(workspace, case, "1.1", Verdict.MET)
    document = build(workspace, case.id, REPORT, ("en",))
    assert not [text for text in said(document.blocks) if "Idle" in text]


def test_a_result_of_which_a_part_is_still_open_says_so(workspace: Workspace, small: str) -> None:
    case = make.visit(workspace, small)
    make.assess(workspace, case, "2.1", Verdict.NOT_MET, "a")
    document = build(workspace, case.id, REPORT, ("en",))
    (row,) = [
        row
        for block in section(document, "Result per requirement")
        if isinstance(block, Table)
        for row in block.rows
        if said(row)[0] == "2.1"
    ]
    assert [piece for piece in row.cells[-1].pieces if isinstance(piece, Mark)]
    assert "Not complete yet" in said(row)


def test_points_of_both_levels_that_fall_short_stand_in_both_lists(
    workspace: Workspace, small: str
) -> None:
    case = make.visit(workspace, small)
    for point in ("a", "b"):
        make.assess(workspace, case, "2.1", Verdict.NOT_MET, point)
        make.observe(workspace, case, "2.1", point_id=point, text=make.both(f"Point {point}"))
    document = build(workspace, case.id, REPORT, ("en",))
    findings, advice = (said(section(document, name)) for name in ("Findings", "Recommendations"))
    assert "Point a (en)" in findings
    assert "Point a (en)" not in advice
    assert "Point b (en)" in advice
    assert "MUST" not in advice
    assert "SHOULD" not in findings


def test_sites_may_differ_and_the_worst_counts(workspace: Workspace, small: str) -> None:
    case = make.visit(workspace, small, sites=("North", "South"))
    make.assess_all(workspace, case)
    make.assess(workspace, case, "1.1", Verdict.PARTLY, site_id=case.sites[1])
    document = build(workspace, case.id, REPORT, ("en",))
    (outcome,) = [block for block in document.blocks if isinstance(block, Outcome)]
    assert outcome.lines[0].lead[0].text == "3 / 4"
    assert "2 of 3 met" in [
        word.text
        for block in section(document, "Result per requirement")
        if isinstance(block, Heading)
        for word in block.note
    ]


def test_evidence_that_is_no_photograph_stands_in_the_index_with_its_caption(
    workspace: Workspace, small: str
) -> None:
    case = make.visit(workspace, small)
    make.assess(workspace, case, "1.1", Verdict.NOT_MET)
    finding = make.observe(workspace, case, "1.1")
    pieces = [
        evidence.add(workspace, validation_id=case.id, data=data, file_name=name, **more)
        for name, data, more in (
            ("a.pdf", files.PDF, {"caption": make.both("Procedure"), "refs": ["1.10", "1.2"]}),
            ("b.wav", files.wav(), {"observation_id": finding}),
            ("c.docx", files.docx(), {}),
            ("d.jpg", files.photograph(), {}),
        )
    ]
    evidence.take_out(workspace, case.id, pieces[2], reason="wrong")
    document = build(workspace, case.id, REPORT, ("en",))
    (index, *_) = [block for block in section(document, "Annexes") if isinstance(block, Table)]
    first, second, last = (said(row) for row in index.rows)
    assert {"Procedure (en)", "1.2, 1.10"} <= set(first)
    assert any(text.startswith("Added on ") for text in first)
    assert {"01", "Finding"} <= set(second)
    assert "The visit as a whole" in last
    assert "Number 3 was taken out or is not part of this copy." in said(document.blocks)
    photos = [block for block in document.blocks if isinstance(block, Photos)]
    assert [len(block.items) for block in photos] == [1]


def test_twenty_photographs_at_one_finding_are_all_there(workspace: Workspace, small: str) -> None:
    case = make.visit(workspace, small)
    make.assess(workspace, case, "1.1", Verdict.NOT_MET)
    finding = make.observe(workspace, case, "1.1")
    for number in range(20):
        turned = files.taken("2026:11:18 10:00:00", turned=(1, 3, 6, 8)[number % 4])
        evidence.add(
            workspace,
            validation_id=case.id,
            data=files.photograph(size=(300 + number, 200), exif=turned, text=str(number)),
            file_name=f"{number}.jpg",
            observation_id=finding,
        )
    document = build(workspace, case.id, REPORT, ("en",))
    assert "1–20" in said(section(document, "Findings"))
    text = pdf_text(render(document, "pdf"))
    for number in range(1, 21):
        assert len(re.findall(rf"Photograph {number}\b", text)) == 2, "at the finding, in the annex"
    sizes = _picture_sizes(render(document, "docx"))
    assert {(200, 302), (200, 303), (300, 200)} <= sizes, "turned as the camera was held"


def _picture_sizes(content: bytes) -> set[tuple[int, int]]:
    from PIL import Image

    return {
        Image.open(io.BytesIO(data)).size
        for name, data in docx_parts(content).items()
        if name.endswith((".jpg", ".jpeg"))
    }


# Dates


def test_due_dates_follow_the_issue_and_the_extension(workspace: Workspace, small: str) -> None:
    case = make.ready(workspace, small)
    make.assess(workspace, case, "1.1", Verdict.NOT_MET)
    finding = make.observe(workspace, case, "1.1")
    plan = said(build(workspace, case.id, PLAN, ("en",)).blocks)
    assert "90 days after the report is issued" in plan
    make.issue(workspace, case)
    plan = said(build(workspace, case.id, PLAN, ("en",)).blocks)
    assert {"Feb 19, 2027", "90 days after the report is issued"} <= set(plan)
    longer = improvement.ask_extension(
        workspace, case.id, observation_id=finding, reason="Late", new_date=date(2027, 6, 1)
    )
    improvement.decide_extension(workspace, case.id, longer, granted=True)
    plan = said(build(workspace, case.id, PLAN, ("en",)).blocks)
    assert {"Jun 1, 2027", "Extension granted", "Reckoned: Feb 19, 2027"} <= set(plan)
    assert "90 days after the report is issued" not in plan


def test_the_second_version_says_what_it_replaces_and_is_a_draft_again(
    workspace: Workspace, small: str
) -> None:
    case = make.ready(workspace, small)
    make.issue(workspace, case)
    document = build(workspace, case.id, REPORT, ("es", "en"))
    assert document.watermark == ()
    texts = said(document.blocks) + said(document.blocks, "es")
    assert {"Emitido el 21 nov 2026", "Issued on Nov 21, 2026"} <= set(texts)
    validations.reopen(workspace, case.id, reason="Corrección")
    document = build(workspace, case.id, REPORT, ("es", "en"))
    assert [word.text for word in document.watermark] == ["Borrador", "Draft"]
    texts = said(document.blocks)
    assert "It replaces version 1." in texts
    assert "version 2" in texts
    assert texts.count(validations.validation(workspace, case.id).visit.number) == 1


def test_counts_agree_wherever_they_stand(workspace: Workspace, small: str) -> None:
    from assessor import walk

    case = make.visit(workspace, small, sites=("North", "South"))
    make.assess_all(workspace, case, but=["2.2"])
    make.assess(workspace, case, "1.1", Verdict.NOT_MET)
    make.assess(workspace, case, "1.2", Verdict.PARTLY)
    make.assess(workspace, case, "1.10", Verdict.NOT_VERIFIED, reason=make.WORDS)
    make.observe(workspace, case, "1.1")
    make.observe(workspace, case, "1.2")
    make.observe(workspace, case, "2.1", good_practice=True)
    counts = walk.progress(workspace, case.id)
    document = build(workspace, case.id, REPORT, ("en",))
    (outcome,) = [block for block in document.blocks if isinstance(block, Outcome)]
    told = [f"{''.join(said(line.lead))} {said(line.words)[0]}".strip() for line in outcome.lines]
    assert told[:2] == [
        f"{counts.must_met} / {counts.must_total} MUST met",
        f"{counts.should_met} / {counts.should_total} SHOULD met",
    ]
    assert "1 finding" in told
    assert "1 recommendation" in told
    assert sum(bar.value for bar in outcome.chart.bars) == counts.must_met
    assert sum(bar.total for bar in outcome.chart.bars) == counts.must_applicable
    (by_section,) = [block for block in section(document, "Summary") if isinstance(block, Table)]
    whole = [int(text) for text in said(by_section.rows[-1]) if text.isdigit()]
    assert whole == [
        counts.total,
        counts.met,
        counts.partly,
        counts.not_met,
        counts.na,
        counts.not_verified,
        counts.not_seen,
    ]
    listed = observations.observations(workspace, case.id)
    assert {item.kind for item in listed} == set(Kind)
    assert len(listed) == counts.findings + counts.recommendations + counts.good_practices
    assert {level.value for level in Level} == {"must", "should"}


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
