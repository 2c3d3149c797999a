"""The sample: filled throughout, in both languages, quickly, and ready to be issued."""

from datetime import timedelta

import pytest

from assessor import checklist, demo, gaps, improvement, reports, tally, validations, worksheets
from assessor.demo import drawings
from assessor.facts import Dossier
from assessor.reports import issuing
from assessor.store import verify
from assessor.store.workspace import Workspace
from assessor.terms import Claim, Kind, Verdict


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Dossier]:
    workspace = Workspace.open(tmp_path_factory.mktemp("demo"), by="Ana Ruiz")
    return workspace, validations.validation(workspace, demo.fill(workspace))


def test_every_requirement_has_its_verdict_and_all_kinds_occur(
    filled: tuple[Workspace, Dossier],
) -> None:
    counts = tally.progress(filled[1])
    assert (counts.assessed, counts.total) == (95, 95)
    assert {row.verdict for row in filled[1].assessments.values()} == set(Verdict)
    assert counts.met > 70
    assert counts.mismatches > 5
    assert min(counts.findings, counts.recommendations, counts.good_practices) >= 2


def test_the_company_has_answered_every_requirement(filled: tuple[Workspace, Dossier]) -> None:
    [file] = filled[1].files
    assert file.counts["accepted"] == 95
    assert file.language == "es"
    assert {answer.claim for answer in filled[1].answers} == set(Claim) - {Claim.NONE}
    assert [answer.ref for answer in filled[1].answers] == list(filled[1].checklist.by_ref)


def test_nothing_blocks_its_issue_and_nothing_is_missing_in_a_language(
    filled: tuple[Workspace, Dossier],
) -> None:
    found = gaps.gaps_of(filled[1])
    assert not [gap for gap in found if gap.blocking]
    assert {gap.code for gap in found} == {"recommendation_missing"}
    for field in gaps.NARRATIVE:
        assert set(getattr(filled[1].visit, field)) == {"es", "en"}


def test_photographs_carry_their_time_their_caption_and_no_two_are_alike(
    filled: tuple[Workspace, Dossier],
) -> None:
    pieces = filled[1].evidence
    assert {piece.file_name for piece in pieces} == {f"{name}.jpg" for name in drawings.DRAWINGS}
    assert len({piece.sha256 for piece in pieces}) == len(pieces)
    start, end = demo.visit_days()
    for piece in pieces:
        assert piece.taken_at is not None
        assert start <= piece.taken_at.astimezone().date() <= end
        assert set(piece.caption) == {"es", "en"}
        assert piece.refs
    assert [piece.file_name for piece in pieces if piece.latitude] == ["fence.jpg"]


def test_a_place_south_and_west_is_kept_as_such() -> None:
    from assessor import pictures

    start, _end = demo.visit_days()
    taken = drawings.datetime(start.year, start.month, start.day).astimezone()
    seen = pictures.read(drawings.photograph("seal", taken, (-33.45, -70.66)), "seal.jpg")
    assert (seen.latitude, seen.longitude) == (-33.45, -70.66)


def test_the_visit_was_last_week(filled: tuple[Workspace, Dossier]) -> None:
    start, end = demo.visit_days()
    assert start.weekday() == 1
    assert end - start == timedelta(days=1)
    assert (filled[1].visit.visit_start, filled[1].visit.visit_end) == (start, end)


def test_a_first_card_of_the_plan_is_filled(filled: tuple[Workspace, Dossier]) -> None:
    cards = improvement.actions(filled[0], filled[1].visit.id)
    assert len(cards) == 11
    assert [bool(card.responsible_name) for card in cards].count(True) == 1
    assert cards[0].observation.kind is Kind.FINDING


def test_three_containers_were_inspected_and_what_falls_short_was_decided(
    filled: tuple[Workspace, Dossier],
) -> None:
    workspace, known = filled
    assert len(known.sheets) == 3
    assert all(score.complete for sheet in known.sheets for score in sheet.scores)
    (proposed,) = worksheets.proposals(workspace, known.visit.id)
    assert (proposed.state, proposed.refs) == ("dismissed", ("5.3",))


def test_the_history_is_sound(filled: tuple[Workspace, Dossier]) -> None:
    assert verify.verify(filled[0]).faults == ()


def test_it_may_be_added_again_to_the_same_company(workspace: Workspace) -> None:
    told: list[tuple[int, int]] = []
    first = demo.fill(workspace, lambda done, total: told.append((done, total)))
    assert told == [(number, 9) for number in range(1, 9)]
    second = demo.fill(workspace)
    companies = {validations.validation(workspace, item).company.id for item in (first, second)}
    assert first != second
    assert len(companies) == 1
    issuing.issue(workspace, first)
    assert validations.validation(workspace, first).visit.phase == "issued"


def test_its_report_is_written_in_both_languages(filled: tuple[Workspace, Dossier]) -> None:
    document = reports.build(filled[0], filled[1].visit.id, "validation-report", ("es", "en"))
    assert len(reports.render(document, "pdf")) > 100_000


def test_its_self_assessment_asks_what_the_checklist_asks() -> None:
    asked = checklist.checklist(demo.CHECKLIST)
    text = demo.SELF_ASSESSMENT.read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == len(asked.requirements) + 1
