"""The walk: verdicts per point and site with what they need, words that stay, what a row shows."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assessor import checklist as checklists
from assessor import evidence, validations, walk
from assessor.errors import (
    AssessorError,
    NotApplicableRefused,
    PointNeeded,
    ReasonNeeded,
    SecondPersonNeeded,
    SiteNeeded,
    UnknownPoint,
    UnknownRequirement,
    UnknownSite,
    UnknownValidation,
)
from assessor.store.workspace import Workspace
from assessor.terms import Claim, Kind, Level, Verdict
from tests import files, make
from tests.make import both


@pytest.fixture
def case(workspace: Workspace, small: str) -> make.Case:
    """A visit of one site on the small checklist."""
    return make.visit(workspace, small)


@pytest.fixture
def two(workspace: Workspace, small: str) -> make.Case:
    """A visit of two sites on the small checklist."""
    return make.visit(workspace, small, sites=("Norte", "Sur"))


def row(workspace: Workspace, case: make.Case, ref: str, site: str | None = None) -> walk.WalkRow:
    """Return a requirement as the walk shows it."""
    return walk.requirement(workspace, case.id, ref, site)


def point(workspace: Workspace, case: make.Case, ref: str, point_id: str = "a") -> walk.PointRow:
    """Return a point as the walk shows it at the first site."""
    return next(item for item in row(workspace, case, ref).points if item.id == point_id)


# Verdicts


@pytest.mark.parametrize("verdict", [Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET])
def test_a_verdict_is_there_when_it_was_given(
    workspace: Workspace, case: make.Case, verdict: Verdict
) -> None:
    make.assess(workspace, case, "1.1", verdict)
    shown = point(workspace, case, "1.1")
    assert shown.verdict is verdict
    assert shown.assessed_at is not None
    assert row(workspace, case, "1.1").verdict is verdict
    assert row(workspace, case, "1.10").verdict is None


def test_a_verdict_may_change_and_its_words_stay(workspace: Workspace, case: make.Case) -> None:
    make.assess(workspace, case, "1.1", Verdict.PARTLY, seen={"es": "Visto"}, private_note="Ask")
    make.assess(workspace, case, "1.1", Verdict.MET, seen={"en": "Seen"})
    shown = point(workspace, case, "1.1")
    assert (shown.verdict, shown.seen, shown.private_note) == (
        Verdict.MET,
        {"es": "Visto", "en": "Seen"},
        "Ask",
    )


def test_met_may_be_given_to_all_points_at_once(workspace: Workspace, case: make.Case) -> None:
    make.assess(workspace, case, "2.2")
    assert [item.verdict for item in row(workspace, case, "2.2").points] == [Verdict.MET] * 3


@pytest.mark.parametrize("verdict", [item for item in Verdict if item is not Verdict.MET])
def test_any_other_verdict_must_name_its_point(
    workspace: Workspace, case: make.Case, verdict: Verdict
) -> None:
    with pytest.raises(PointNeeded, match=r"a \(must\), b \(must\), c \(should\)"):
        make.assess(workspace, case, "2.2", verdict, reason=both("Why"), second_person="Eva")
    assert row(workspace, case, "2.2").verdict is None


def test_a_requirement_is_the_worst_of_its_points_and_complete_with_the_last(
    workspace: Workspace, case: make.Case
) -> None:
    make.assess(workspace, case, "2.2", Verdict.MET, "a")
    shown = row(workspace, case, "2.2")
    assert (shown.verdict, shown.complete) == (None, False)
    make.assess(workspace, case, "2.2", Verdict.PARTLY, "c")
    shown = row(workspace, case, "2.2")
    assert (shown.verdict, shown.complete) == (Verdict.PARTLY, False)
    make.assess(workspace, case, "2.2", Verdict.NOT_MET, "b")
    shown = row(workspace, case, "2.2")
    assert (shown.verdict, shown.complete) == (Verdict.NOT_MET, True)


def test_a_verdict_taken_back_counts_as_not_seen_and_its_words_stay(
    workspace: Workspace, case: make.Case
) -> None:
    make.assess(workspace, case, "1.1", Verdict.NOT_MET, seen=both("Torn"))
    key = {"ref": "1.1", "point_id": "a", "site_id": case.site}
    walk.clear(workspace, validation_id=case.id, **key)
    shown = point(workspace, case, "1.1")
    assert (shown.verdict, shown.seen) == (None, both("Torn"))
    workspace.undo(case.id)
    assert point(workspace, case, "1.1").verdict is Verdict.NOT_MET


# What a verdict needs


REFUSED: list[tuple[dict[str, Any], type[AssessorError]]] = [
    ({"ref": "1.1", "verdict": Verdict.NA}, ReasonNeeded),
    ({"ref": "1.1", "verdict": Verdict.NA, "reason": {"es": " ", "en": ""}}, ReasonNeeded),
    ({"ref": "1.2", "verdict": Verdict.NOT_VERIFIED}, ReasonNeeded),
    ({"ref": "1.1", "verdict": Verdict.NA, "reason": both("No dock")}, SecondPersonNeeded),
    (
        {"ref": "1.1", "verdict": Verdict.NA, "reason": both("No dock"), "second_person": " "},
        SecondPersonNeeded,
    ),
    ({"ref": "1.01", "verdict": Verdict.MET}, UnknownRequirement),
    ({"ref": "1.1", "verdict": Verdict.MET, "point": "z"}, UnknownPoint),
    ({"ref": "1.1", "verdict": Verdict.MET, "site_id": "nowhere"}, UnknownSite),
]


@pytest.mark.parametrize(("given", "error"), REFUSED)
def test_what_a_verdict_lacks_is_said_and_nothing_is_recorded(
    workspace: Workspace, case: make.Case, given: dict[str, Any], error: type[AssessorError]
) -> None:
    with pytest.raises(error):
        make.assess(workspace, case, **given)
    assert walk.progress(workspace, case.id).assessed == 0
    assert workspace.can_undo(case.id) is None


def test_a_refused_verdict_leaves_the_one_before(workspace: Workspace, case: make.Case) -> None:
    make.assess(workspace, case, "1.1", Verdict.MET, seen=both("Seen"))
    with pytest.raises(ReasonNeeded):
        make.assess(workspace, case, "1.1", Verdict.NA, seen=both("Other"))
    shown = point(workspace, case, "1.1")
    assert (shown.verdict, shown.seen) == (Verdict.MET, both("Seen"))


def test_with_a_reason_and_a_second_name_a_must_is_set_aside(
    workspace: Workspace, case: make.Case
) -> None:
    given = {"reason": both("No dock"), "second_person": "Eva Mora"}
    make.assess(workspace, case, "1.1", Verdict.NA, **given)
    shown = point(workspace, case, "1.1")
    assert (shown.reason, shown.second_person) == (both("No dock"), "Eva Mora")


def test_a_should_is_set_aside_with_a_reason_alone(workspace: Workspace, case: make.Case) -> None:
    make.assess(workspace, case, "1.2", Verdict.NA, reason={"es": "Sin andén"})
    make.assess(workspace, case, "2.2", Verdict.NA, "c", reason={"es": "Sin andén"})
    assert row(workspace, case, "1.2").verdict is Verdict.NA


def test_a_reason_given_before_serves_again(workspace: Workspace, case: make.Case) -> None:
    make.assess(workspace, case, "1.2", Verdict.NA, reason=both("No dock"))
    make.assess(workspace, case, "1.2", Verdict.MET)
    make.assess(workspace, case, "1.2", Verdict.NOT_VERIFIED)
    assert point(workspace, case, "1.2").reason == both("No dock")


OURS = "not_applicable: {on_must: true, reason: true, second_person: true}"


@pytest.mark.parametrize(
    ("rule", "given", "error"),
    [
        ("on_must: false", {"reason": both("No dock"), "second_person": "E"}, NotApplicableRefused),
        ("second_person: false", {"reason": both("No dock")}, None),
        ("second_person: false", {}, ReasonNeeded),
        ("reason: false, second_person: false", {}, None),
        ("reason: false", {}, SecondPersonNeeded),
    ],
)
def test_a_programme_says_what_setting_a_must_aside_takes(
    workspace: Workspace,
    tmp_path: Path,
    rule: str,
    given: dict[str, Any],
    error: type[AssessorError] | None,
) -> None:
    with make.small_known(tmp_path) as folder_id:
        shipped = (checklists.SHIPPED / "profiles" / "ctpat.yaml").read_text(encoding="utf-8")
        own = tmp_path / "profiles" / "ctpat.yaml"
        own.parent.mkdir()
        own.write_text(shipped.replace(OURS, f"not_applicable: {{{rule}}}"), encoding="utf-8")
        case = make.visit(workspace, folder_id)
        if error is None:
            make.assess(workspace, case, "1.1", Verdict.NA, **given)
        else:
            with pytest.raises(error):
                make.assess(workspace, case, "1.1", Verdict.NA, **given)
        with pytest.raises(ReasonNeeded):  # in every programme
            make.assess(workspace, case, "1.10", Verdict.NOT_VERIFIED)


# Sites


def test_with_several_sites_a_verdict_names_its_own(workspace: Workspace, two: make.Case) -> None:
    with pytest.raises(SiteNeeded, match="Norte, Sur"):
        make.assess(workspace, two, "1.1", site_id=None)
    for name in ("norte", two.sites[1]):
        make.assess(workspace, two, "1.1", site_id=name)
    assert row(workspace, two, "1.1").complete


def test_the_only_site_needs_no_name(workspace: Workspace, case: make.Case) -> None:
    make.assess(workspace, case, "1.1", site_id=None)
    assert row(workspace, case, "1.1").verdict is Verdict.MET


def test_each_site_has_its_own_points_and_the_requirement_the_worst_of_all(
    workspace: Workspace, two: make.Case
) -> None:
    north, south = two.sites
    make.assess(workspace, two, "1.1", Verdict.MET, site_id=north)
    make.assess(workspace, two, "1.1", Verdict.NOT_MET, site_id=south, seen=both("Torn"))
    here, there = row(workspace, two, "1.1", north), row(workspace, two, "1.1", south)
    assert (here.points[0].verdict, here.points[0].seen) == (Verdict.MET, {})
    assert (there.points[0].verdict, there.points[0].seen) == (Verdict.NOT_MET, both("Torn"))
    assert here.verdict is there.verdict is Verdict.NOT_MET


def test_a_site_that_is_left_out_counts_no_more_and_takes_no_verdict(
    workspace: Workspace, two: make.Case
) -> None:
    north, south = two.sites
    make.assess(workspace, two, "1.1", Verdict.MET, site_id=north)
    make.assess(workspace, two, "1.1", Verdict.NOT_MET, site_id=south)
    validations.set_site(workspace, two.id, site_id=south, in_scope=False, reason=both("Closed"))
    assert row(workspace, two, "1.1").verdict is Verdict.MET
    with pytest.raises(UnknownSite, match="Norte"):
        make.assess(workspace, two, "1.2", site_id=south)
    validations.set_site(workspace, two.id, site_id=south, in_scope=True)
    assert row(workspace, two, "1.1").verdict is Verdict.NOT_MET


# Words


def write(workspace: Workspace, case: make.Case, seen: dict[str, str], **fields: Any) -> None:
    """Write what was seen of 1.1."""
    key = {"ref": "1.1", "point_id": "a", "site_id": case.site, **fields}
    walk.write_seen(workspace, validation_id=case.id, seen=seen, **key)


def test_words_may_come_before_the_verdict(workspace: Workspace, case: make.Case) -> None:
    write(workspace, case, {"es": "Visto"})
    shown = point(workspace, case, "1.1")
    assert (shown.verdict, shown.seen, shown.assessed_at) == (None, {"es": "Visto"}, None)


def test_one_language_is_written_and_the_others_stay(workspace: Workspace, case: make.Case) -> None:
    write(workspace, case, {"es": "Visto"})
    write(workspace, case, {"en": "Seen"})
    assert point(workspace, case, "1.1").seen == {"es": "Visto", "en": "Seen"}
    write(workspace, case, {"es": ""})
    assert point(workspace, case, "1.1").seen == {"en": "Seen"}


def test_a_burst_of_typing_is_taken_back_at_once(workspace: Workspace, case: make.Case) -> None:
    for words in ("V", "Vis", "Visto"):
        write(workspace, case, {"es": words}, burst="typing")
    workspace.undo(case.id)
    assert point(workspace, case, "1.1").seen == {}
    workspace.redo(case.id)
    assert point(workspace, case, "1.1").seen == {"es": "Visto"}


def test_a_private_note_stands_apart_from_what_was_seen(
    workspace: Workspace, case: make.Case
) -> None:
    key = {"ref": "1.1", "point_id": "a", "site_id": case.site}
    walk.write_private_note(workspace, validation_id=case.id, note="Nervous", **key)
    shown = point(workspace, case, "1.1")
    assert (shown.private_note, shown.seen) == ("Nervous", {})


def test_words_need_a_point_and_a_site_that_there_are(
    workspace: Workspace, case: make.Case
) -> None:
    with pytest.raises(UnknownPoint):
        write(workspace, case, {"es": "x"}, point_id="z")
    with pytest.raises(UnknownSite):
        write(workspace, case, {"es": "x"}, site_id="nowhere")
    with pytest.raises(UnknownRequirement):
        write(workspace, case, {"es": "x"}, ref="9.99")


# What a row shows


def test_a_row_brings_all_that_bears_on_its_requirement(
    workspace: Workspace, case: make.Case
) -> None:
    make.answer(workspace, case, {"1.1": Claim.YES, "1.10": Claim.NO}, text="Sí, con bitácora.")
    make.assess(workspace, case, "1.1", Verdict.NOT_MET)
    finding = make.observe(workspace, case, "1.1", "1.10")
    photo = {"data": files.photograph(), "file_name": "IMG_1.jpg", "refs": ["1.1"]}
    kept = evidence.add(workspace, validation_id=case.id, **photo)
    gone = evidence.add(workspace, validation_id=case.id, **photo)
    evidence.take_out(workspace, case.id, gone, reason="Twice")
    shown = row(workspace, case, "1.1")
    assert (shown.level, shown.section_ref, shown.section_title) == (Level.MUST, "1", both("First"))
    assert [answer.text for answer in shown.answers] == ["Sí, con bitácora."]
    assert (shown.claim, shown.mismatch) == (Claim.YES, True)
    assert [(item.id, item.kind) for item in shown.observations] == [(finding, Kind.FINDING)]
    assert [piece.id for piece in shown.evidence] == [kept]
    assert shown.look_for == (both("Look for 1.1"),)
    assert row(workspace, case, "1.10").observations[0].id == finding
    assert row(workspace, case, "1.10").evidence == ()


def test_a_row_brings_its_own_gaps(workspace: Workspace, case: make.Case) -> None:
    make.assess(workspace, case, "1.1", Verdict.NOT_MET)
    assert [gap.code for gap in row(workspace, case, "1.1").gaps] == ["finding_missing"]
    assert [gap.code for gap in row(workspace, case, "1.10").gaps] == ["unseen"]
    shown = row(workspace, case, "1.1")
    assert shown == walk.requirements(workspace, case.id)[0]
    known = validations.validation(workspace, case.id)
    assert walk.row(known, "1.1", case.site) == replace(shown, gaps=())


def test_the_walk_has_every_requirement_in_the_order_of_the_checklist(workspace: Workspace) -> None:
    case = make.visit(workspace)
    shown = walk.requirements(workspace, case.id)
    assert [item.ref for item in shown] == [
        item.ref for item in validations.validation(workspace, case.id).checklist.requirements
    ]
    assert all(item.verdict is None and not item.complete for item in shown)


def test_without_a_site_in_scope_the_walk_is_still_shown(
    workspace: Workspace, case: make.Case
) -> None:
    validations.set_site(workspace, case.id, site_id=case.site, in_scope=False)
    shown = row(workspace, case, "1.1")
    assert (shown.verdict, shown.complete, shown.points[0].verdict) == (None, False, None)
    assert len(walk.requirements(workspace, case.id)) == 5


def test_what_there_is_not_is_refused(workspace: Workspace, case: make.Case) -> None:
    with pytest.raises(UnknownRequirement):
        row(workspace, case, "1.3")
    with pytest.raises(UnknownValidation):
        walk.progress(workspace, "no-such")
    with pytest.raises(UnknownValidation):
        walk.assess(workspace, validation_id="no-such", ref="1.1", verdict=Verdict.MET)


@pytest.mark.parametrize("name", ["Ana Ruiz", " ana  RUIZ "])
def test_who_records_is_no_second_person(workspace: Workspace, case: make.Case, name: str) -> None:
    assert workspace.by == "Ana Ruiz"
    given = {"reason": both("No dock"), "second_person": name}
    with pytest.raises(SecondPersonNeeded):
        make.assess(workspace, case, "1.1", Verdict.NA, **given)
    make.assess(workspace, case, "1.1", Verdict.NA, **(given | {"second_person": "Eva Mora"}))
