"""Reports from a real validation: what they say, in which language, and how they are written."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from assessor import evidence, observations, validations
from assessor.checklist import SHIPPED, profile, reload
from assessor.model import SaqAnswer, SaqFile
from assessor.reports import build, formats, kinds, render
from assessor.reports.blocks import (
    Document,
    Heading,
    Mark,
    Outcome,
    Photos,
    Said,
    Table,
    inline,
)
from assessor.reports.wording import Wording
from assessor.store.workspace import Workspace
from assessor.terms import Claim, Verdict
from tests import files, make
from tests.report_reading import docx_text, pdf_text, said, section, words_in

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


# What the report says


def test_both_kinds_and_both_formats_are_found() -> None:
    assert list(kinds()) == [PLAN, REPORT]
    assert list(formats()) == ["docx", "pdf"]


def test_the_report_holds_all_its_sections(workspace: Workspace, case: make.Case) -> None:
    document = build(workspace, case.id, REPORT, ("en",))
    titles = [
        f"{block.number} {inline(block.words)}"
        for block in document.blocks
        if isinstance(block, Heading) and block.level == 1
    ]
    assert titles == [
        "1 Company",
        "2 Sites",
        "3 Visit",
        "4 Scope, purpose and basis",
        "5 Method, sources and limits",
        "6 Summary",
        "7 Business and cargo flow",
        "8 Result per requirement",
        "9 Findings: actions required",
        "10 Recommendations",
        "11 Best practices",
        "12 Initial and remaining risks",
        "13 Points for closer monitoring",
        "14 Company's comments",
        "15 Improvement plan needed",
        "16 Conclusion",
        "17 Signatures and distribution",
        "18 Annexes",
    ]


def test_the_company_copy_has_neither_conclusion_nor_risks(
    workspace: Workspace, case: make.Case
) -> None:
    document = english(workspace, case, copy="company")
    titles = [inline(b.words) for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert "Conclusion" not in titles
    assert "Initial and remaining risks" not in titles
    assert titles[-1] == "Annexes"


def test_a_programme_may_print_the_conclusion_in_the_company_copy(
    workspace: Workspace, case: make.Case, tmp_path: Path
) -> None:
    shipped = (SHIPPED / "profiles" / "ctpat.yaml").read_text(encoding="utf-8")
    ours = shipped.replace("id: ctpat", "id: open").replace(
        "conclusion_in_company_copy: false", "conclusion_in_company_copy: true"
    )
    (tmp_path / "checklists" / "profiles").mkdir()
    (tmp_path / "checklists" / "profiles" / "open.yaml").write_text(ours, encoding="utf-8")
    reload()
    words = {"es": "Se recomienda certificar.", "en": "Certification is recommended."}
    validations.change_visit(workspace, case.id, profile_id="open", conclusion=words)
    found = said(section(english(workspace, case, copy="company"), "Conclusion"))
    assert words["en"] in found
    assert not [text for text in found if text.startswith("Internal")]
    validations.change_visit(workspace, case.id, profile_id="ctpat")
    assert words["en"] not in said(english(workspace, case, copy="company").blocks)


def test_a_field_that_nobody_filled_says_so(workspace: Workspace, case: make.Case) -> None:
    texts = said(section(english(workspace, case), "Company"))
    assert texts.count("Not recorded") >= 5
    assert "No contact is recorded." in texts


def test_a_text_missing_in_one_language_is_a_marked_placeholder(
    workspace: Workspace, case: make.Case
) -> None:
    validations.change_visit(workspace, case.id, summary={"es": "Sistema maduro."})
    document = build(workspace, case.id, REPORT, ("es", "en"))
    (missing,) = [word for word in words_in(section(document, "Summary")) if word.pending]
    assert (missing.lang, missing.text) == ("en", "[translation pending]")
    assert any(gap.language == "en" for gap in validations.gaps_of(workspace, case.id))


def test_the_language_of_words_as_written_is_not_missed(
    workspace: Workspace, case: make.Case
) -> None:
    validations.change_visit(workspace, case.id, summary={"und": "As it was written."})
    document = build(workspace, case.id, REPORT, ("es", "en"))
    words = list(words_in(section(document, "Summary")))
    assert Said("es", "As it was written.", remark="tal como se escribió") in words
    assert Said("en", "As it was written.", remark="as written") in words
    assert not any(word.pending for word in words)
    for format, text_of in (("pdf", pdf_text), ("docx", docx_text)):
        printed = " ".join(text_of(render(document, format)).split())
        assert printed.count("As it was written.") == 1
        assert "As it was written. [tal como se escribió · as written]" in printed


def test_words_as_written_stand_only_for_the_languages_that_lack() -> None:
    say = Wording(("es", "en", "fr"), profile("ctpat"))
    words = say.local({"und": "Tal cual", "en": "As it is"})
    assert [(said.text, bool(said.remark)) for said in words] == [
        ("Tal cual", True),
        ("As it is", False),
        ("Tal cual", True),
    ]
    reason = say.gettext("Left out: {reason}", reason=words)
    assert reason[0].text.endswith("Tal cual [tal como se escribió]")
    assert reason[1].text == "Left out: As it is"


def test_the_company_is_quoted_in_its_own_language(workspace: Workspace, case: make.Case) -> None:
    texts = said(section(english(workspace, case), "Result per requirement"))
    assert "Company's words (Spanish)" in texts
    at = texts.index("autoevaluación.xlsx")
    assert texts[at + 1] == "Hoja1!B2"
    document = render(english(workspace, case), "docx")
    assert "«Contamos con un procedimiento.»" in docx_text(document)


def test_documents_named_and_a_language_nobody_stated(
    workspace: Workspace, case: make.Case
) -> None:
    with workspace.change("Edit", validation_id=case.id) as session:
        for answer in session.scalars(select(SaqAnswer)):
            answer.documents, answer.text = ["P-01 Sellos"], ""
        for file in session.scalars(select(SaqFile)):
            file.language = "und"
    texts = said(section(english(workspace, case), "Result per requirement"))
    at = texts.index("Company's words")
    assert texts[at + 1 : at + 3] == ["P-01 Sellos", "Documents named"]
    assert "«" not in texts[at - 1], "nothing was said"


def test_a_visit_without_sites_or_people_says_so(workspace: Workspace, tmp_path: Path) -> None:
    with make.small_known(tmp_path / "checklists"):
        case = make.visit(workspace, "small", sites=())
        texts = said(english(workspace, case).blocks)
        content = render(english(workspace, case), "pdf")
    assert {"No site is recorded.", "Nobody is recorded.", "Not complete yet"} <= set(texts)
    assert "No site is recorded." in pdf_text(content)


def test_a_claim_that_differs_is_said(workspace: Workspace, case: make.Case) -> None:
    texts = said(section(english(workspace, case), "Result per requirement"))
    assert "No — differs from what was seen" in texts
    assert "1 differs from the company's claim" in said(english(workspace, case).blocks)


def test_not_verified_is_a_limit_and_never_met(workspace: Workspace, case: make.Case) -> None:
    make.assess(workspace, case, "1.1", Verdict.NOT_VERIFIED, reason=make.both("Closed"))
    document = english(workspace, case)
    limits = said(section(document, "Method, sources and limits"))
    assert "Closed (en)" in limits[limits.index("Requirement 1.1 (en)") :]
    result = section(document, "Result per requirement")
    row = next(
        row
        for block in result
        if isinstance(block, Table)
        for row in block.rows
        if "1.1" in said(row)
    )
    (mark,) = [piece for cell in row.cells for piece in cell.pieces if isinstance(piece, Mark)]
    assert mark.verdict is Verdict.NOT_VERIFIED
    assert "Not verified" in said(mark)
    (outcome,) = [block for block in document.blocks if isinstance(block, Outcome)]
    assert outcome.tone is Verdict.NOT_VERIFIED
    assert outcome.lines[0].lead[0].text == "3 / 4"


@pytest.mark.parametrize(
    ("spoil", "result"),
    [
        ([], "No action required"),
        (["1.1"], "Actions required"),
        (["clear"], "Not complete yet"),
    ],
)
def test_the_outcome_follows_from_the_verdicts(
    workspace: Workspace, case: make.Case, spoil: list[str], result: str
) -> None:
    from assessor import walk

    for ref in spoil:
        if ref == "clear":
            walk.clear(workspace, validation_id=case.id, ref="1.2", point_id="a", site_id=case.site)
        else:
            make.assess(workspace, case, ref, Verdict.PARTLY)
    (outcome,) = [b for b in english(workspace, case).blocks if isinstance(b, Outcome)]
    assert inline(outcome.result) == result


def test_the_level_decides_where_an_observation_stands(
    workspace: Workspace, case: make.Case
) -> None:
    for ref in ("1.1", "1.2"):
        make.assess(workspace, case, ref, Verdict.NOT_MET)
        make.observe(workspace, case, ref, action=make.both("Act"), why=make.both("Because"))
    document = english(workspace, case)
    finding = said(section(document, "Findings"))
    assert {"1.1", "MUST", "To be achieved:", "Why it matters:"} <= set(finding)
    assert finding[0].startswith("A finding is a shortfall")
    assert "90 days after the report is issued" in finding
    advice = said(section(document, "Recommendations"))
    assert {"1.2", "SHOULD", "Suggestion:"} <= set(advice)
    assert advice[0].startswith("A recommendation points out")
    assert "No good practice is recorded." not in finding + advice


def test_photographs_stand_below_their_finding_with_caption_number_and_hash(
    workspace: Workspace, case: make.Case
) -> None:
    make.assess(workspace, case, "1.1", Verdict.NOT_MET)
    finding = make.observe(workspace, case, "1.1")
    evidence.add(
        workspace,
        validation_id=case.id,
        data=files.photograph(),
        file_name="seal.jpg",
        refs=["1.1"],
        observation_id=finding,
        caption=make.both("Seal"),
    )
    document = english(workspace, case)
    (photos,) = [block for block in section(document, "Findings") if isinstance(block, Photos)]
    (photo,) = photos.items
    assert inline(photo.caption) == "Photograph 1: Seal (en)"
    assert re.search(r"1\.1 · time not recorded · SHA-256\s\w{4}…\w{4}$", inline(photo.detail))
    assert document.read(photo.sha256) == workspace.blobs.read(photo.sha256)
    assert document.read("0" * 64) is None, "only the pictures of this copy"
    workspace.blobs.path(photo.sha256).unlink()
    assert "Photograph not available" in pdf_text(render(document, "pdf"))


def test_what_was_left_open_is_printed_with_its_reason(
    workspace: Workspace, case: make.Case
) -> None:
    make.assess(workspace, case, "1.1", Verdict.NOT_MET)
    gap = next(
        gap for gap in validations.gaps_of(workspace, case.id) if gap.code == "finding_missing"
    )
    validations.accept_deviation(workspace, case.id, gap_id=gap.id, reason=make.both("Agreed"))
    for copy in ("internal", "company"):
        limits = said(section(english(workspace, case, copy=copy), "Method, sources and limits"))
        assert "1.1 falls short of a MUST and has no finding (Planta Norte)." in limits
        assert "Agreed (en)" in limits


def test_what_does_not_apply_is_left_out_of_the_chart_and_said(
    workspace: Workspace, case: make.Case
) -> None:
    reason = make.both("No cameras")
    make.assess(workspace, case, "1.1", Verdict.NA, reason=reason, second_person="Eva Mora")
    (outcome,) = [b for b in english(workspace, case).blocks if isinstance(b, Outcome)]
    assert [(bar.value, bar.total) for bar in outcome.chart.bars] == [(1, 1), (2, 2)]
    assert inline(outcome.chart.note) == "1 that does not apply is left out."
    assert "1 not applicable" in [inline(line.words) for line in outcome.lines]


def test_several_sites_are_named_beside_each_result(workspace: Workspace, tmp_path: Path) -> None:
    with make.small_known(tmp_path / "checklists"):
        case = make.visit(workspace, "small", sites=("North", "South", "Yard"))
        make.assess_all(workspace, case)
        validations.set_site(
            workspace, case.id, site_id=case.sites[2], in_scope=False, reason=make.both("Closed")
        )
        make.assess(workspace, case, "1.1", Verdict.NOT_MET, site_id=case.sites[1])
        make.observe(workspace, case, "1.1", site_id=case.sites[1])
        make.assess(
            workspace,
            case,
            "1.10",
            Verdict.NOT_VERIFIED,
            site_id=case.sites[0],
            reason=make.both("Later"),
        )
        document = english(workspace, case)
    assert "Left out: Closed (en)" in said(section(document, "Sites"))
    result = said(section(document, "Result per requirement"))
    assert result.count("North") == result.count("South") == 8
    assert "South" in said(section(document, "Findings"))
    assert "North" in said(section(document, "Method, sources and limits"))
    needed = said(section(document, "Improvement plan needed"))
    assert needed[needed.index("North") + 1] == "Not required"
    assert needed[needed.index("South") + 1] == "Required"


def test_what_comes_next_stands_with_how_it_is_reckoned(
    workspace: Workspace, case: make.Case
) -> None:
    validations.change_visit(workspace, case.id, profile_id="eu-aeo", applied_on=date(2026, 10, 3))
    needed = said(section(english(workspace, case), "Improvement plan needed"))
    assert needed[0] == "No finding requires an improvement plan."
    decision = needed.index("Decision by")
    assert needed[decision + 1] == "Feb 1, 2027"
    assert needed[decision + 2] == (
        "120 calendar days after the application of Oct 3, 2026, moved from Sunday, Jan 31, 2027"
    )
    again = needed.index("Re-validation by")
    assert needed[again + 1 : again + 3] == ["Not known yet", "3 years after the report"]
    never = {"periods": {}, "revalidation_years": 0}
    with make.own_folder(workspace.folder / "checklists") as folder:
        make.own_profile(folder, "eu-aeo", **never)
        validations.take_profile(workspace, case.id)
    assert "Next dates" not in said(section(english(workspace, case), "Improvement plan needed"))


def test_risks_stand_in_the_internal_copy_with_their_matrix(
    workspace: Workspace, case: make.Case
) -> None:
    validations.add_risk(
        workspace,
        case.id,
        topic=make.both("Seals"),
        likelihood=4,
        consequence=5,
        response="treat",
    )
    make.assess(workspace, case, "1.1", Verdict.NOT_MET)
    finding = make.observe(workspace, case, "1.1")
    observations.change_observation(workspace, case.id, finding, likelihood=2, consequence=2)
    texts = said(section(english(workspace, case), "risks"))
    assert {"Seals (en)", "Extreme", "Treat", "№ 1", "None recorded.", "Finding", "01"} <= set(
        texts
    )


def test_dates_are_written_as_each_language_writes_them(
    workspace: Workspace, case: make.Case
) -> None:
    validations.change_visit(workspace, case.id, visit_end=date(2026, 11, 19))
    document = build(workspace, case.id, REPORT, ("es", "en"))
    texts = [word.text for word in words_in(document.blocks)]
    assert "18–19 nov 2026" in texts
    assert any(re.fullmatch(r"Nov 18\s–\s19, 2026", text) for text in texts)
