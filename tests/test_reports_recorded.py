"""What was recorded and what is printed of it: results, evidence, dates, versions, counts."""

import io
import re
from datetime import date

from assessor import evidence, improvement, observations, validations, walk
from assessor.reports import build, render
from assessor.reports.blocks import Heading, Mark, Outcome, Photos, Table
from assessor.store.workspace import Workspace
from assessor.terms import Kind, Verdict
from tests import files, make
from tests.report_reading import docx_parts, pdf_text, said, section

REPORT, PLAN = "validation-report", "improvement-plan"

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
    reckoned = "90 calendar days after the report of Nov 21, 2026"
    assert {"Feb 19, 2027", reckoned} <= set(plan)
    longer = improvement.ask_extension(
        workspace, case.id, observation_id=finding, reason="Late", new_date=date(2027, 6, 1)
    )
    improvement.decide_extension(workspace, case.id, longer, granted=True)
    plan = said(build(workspace, case.id, PLAN, ("en",)).blocks)
    assert {"Jun 1, 2027", "Extension granted", "Reckoned: Feb 19, 2027"} <= set(plan)
    assert reckoned not in plan


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
