"""The improvement plan: a card for every finding and recommendation, every field on it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assessor import improvement
from assessor.reports import build, render
from assessor.reports.blocks import (
    Document,
    Heading,
    inline,
)
from assessor.store.workspace import Workspace
from assessor.terms import ActionStatus, Claim, Verdict
from tests import make
from tests.report_reading import pdf_text, said

REPORT, PLAN = "validation-report", "improvement-plan"


@pytest.fixture
def case(workspace: Workspace, tmp_path: Path) -> Iterator[make.Case]:
    """A visit on the small checklist, all of it met, the form filled."""
    with make.small_known(tmp_path / "checklists"):
        made = make.ready(workspace, "small")
        make.answer(workspace, made, {"1.1": Claim.YES, "1.2": Claim.NO})
        yield made


def english(
    workspace: Workspace, case: make.Case, kind: str = PLAN, copy: str = "internal"
) -> Document:
    """The document in English alone."""
    return build(workspace, case.id, kind, ("en",), copy)


def test_every_finding_and_recommendation_has_a_card_with_every_field(
    workspace: Workspace, case: make.Case
) -> None:
    for ref in ("1.1", "1.2"):
        make.assess(workspace, case, ref, Verdict.NOT_MET)
    finding = make.observe(workspace, case, "1.1", action=make.both("Act"))
    make.observe(workspace, case, "1.2")
    improvement.record_action(
        workspace,
        case.id,
        observation_id=finding,
        root_cause="Nobody checked",
        responsible_name="Luis Soto",
        progress=40,
        effectiveness_on=date(2027, 5, 1),
    )
    improvement.review(
        workspace, case.id, observation_id=finding, status=ActionStatus.VERIFIED, comment="Good"
    )
    document = english(workspace, case, PLAN)
    texts = said(document.blocks)
    cards = [b for b in document.blocks if isinstance(b, Heading) and b.level == 2]
    assert [(card.number, inline(card.words)) for card in cards] == [
        ("№ 01 · 1.1", "Requirement 1.1 (en)"),
        ("№ 02 · 1.2", "Requirement 1.2 (en)"),
    ]
    assert {"Nobody checked", "Luis Soto", "40 %", "Good", "May 1, 2027"} <= set(texts)
    assert "For the company to fill in" in texts
    assert "For the validator to fill in" in texts
    assert "1 of 2 verified and closed" in texts
    assert "No extension was requested" in texts
    for label in ("Root cause", "Corrective action", "Milestones", "Proof handed in", "Due"):
        assert texts.count(label) == 2


def test_an_extension_is_printed_with_its_decision_and_new_date(
    workspace: Workspace, case: make.Case
) -> None:
    make.assess(workspace, case, "1.1", Verdict.NOT_MET)
    finding = make.observe(workspace, case, "1.1")
    extension = improvement.ask_extension(
        workspace,
        case.id,
        observation_id=finding,
        reason="Delivery is late",
        new_date=date(2027, 6, 1),
    )
    assert "For the validator to fill in" in said(english(workspace, case, PLAN).blocks)
    improvement.decide_extension(workspace, case.id, extension, granted=True)
    report = said(english(workspace, case, "validation-report").blocks)
    assert "Extension granted" in report
    assert "Jun 1, 2027 (extended)" in report
    texts = said(english(workspace, case, PLAN).blocks)
    assert {"Delivery is late", "Extension granted", "Ana Ruiz"} <= set(texts)
    assert any(text.startswith("Jun 1, 2027") for text in texts)


def test_a_plan_without_findings_says_so(workspace: Workspace, case: make.Case) -> None:
    texts = said(english(workspace, case, PLAN).blocks)
    assert "No finding and no recommendation is recorded." in texts


def test_a_plan_of_many_cards_over_several_sites_has_contents(
    workspace: Workspace, tmp_path: Path
) -> None:
    with make.small_known(tmp_path / "checklists"):
        case = make.visit(workspace, "small", sites=("North", "South"))
        for ref in ("1.1", "1.2", "1.10"):
            make.assess(workspace, case, ref, Verdict.NOT_MET)
            make.observe(workspace, case, ref, site_id=case.site)
        make.observe(workspace, case, "1.1")
        content = render(english(workspace, case, PLAN), "pdf")
    text = pdf_text(content)
    assert "Contents" in text
    assert text.index("All sites") < text.rindex("North")
