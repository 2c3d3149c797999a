"""Moving a validation to a later edition: nothing is lost, nothing counts unconfirmed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assessor import checklist as checklists
from assessor import evidence, gaps, tally, validations, walk
from assessor.errors import (
    ChecklistUnfinished,
    NothingPrior,
    SameEdition,
    UnknownRecord,
    ValidationIssued,
)
from assessor.store.workspace import Workspace
from assessor.terms import Claim, Verdict
from tests import files, make, verbs
from tests.make import both

NEW = "small-later"


def later() -> dict[str, Any]:
    """Return the small checklist's later edition.

    1.1 stays, 1.2 becomes a must, 1.10 is now 1.3, 2.1 is split into 2.1 and 2.3, 2.2 is gone.
    """
    content = make.small() | {"id": NEW, "edition": "2.11"}
    first, second = content["sections"]
    stays, harder, renumbered = first["requirements"]
    harder["level"] = harder["points"][0]["level"] = "must"
    renumbered["ref"] = "1.3"
    renumbered["points"][0]["text"] = _said("seals are kept in a locked cabinet by one person")
    first["requirements"] = [stays, harder, renumbered]
    one = make.requirement("2.1", "m", source_ref="Small 2.1")
    one["points"][0]["text"] = _said(DOORS)
    other = make.requirement("2.3", "s", source_ref="New 2.3")
    other["points"][0]["text"] = _said(LIGHTS)
    new = make.requirement("2.9", "m", source_ref="New 2.9")
    new["points"][0]["text"] = _said("drones above the yard get reported to the police")
    second["requirements"] = [one, other, new]
    return content


DOORS = "gates and doors of the warehouse close automatically after each vehicle"
LIGHTS = "cameras and floodlights cover every loading dock during darkness"


def earlier() -> dict[str, Any]:
    """Return the small checklist with words of its own in each requirement."""
    content = make.small()
    first, second = content["sections"]
    texts = [
        "management signs a statement that everybody can read at the entrance",
        "a committee of all departments meets every quarter and writes minutes",
        "seals are kept in a locked cabinet by one person",
    ]
    for item, text in zip(first["requirements"], texts, strict=True):
        item["points"][0]["text"] = _said(text)
    mixed, gone = second["requirements"]
    for point, text in zip(mixed["points"], (DOORS, LIGHTS), strict=True):
        point["text"] = _said(text)
    for number, point in enumerate(gone["points"]):
        point["text"] = _said(f"typewriters number {number} have ribbons of black ink only")
    return content


def _said(text: str) -> dict[str, str]:
    return {"es": f"{text} (es)", "en": text}


@pytest.fixture
def known(tmp_path: Path) -> Iterator[Path]:
    """Both editions stand in an administration's own folder."""
    with make.own_folder(tmp_path / "checklists") as folder:
        make.write_yaml(folder / "small.yaml", earlier())
        content = later()
        content["sections"][0]["requirements"][0]["points"] = earlier()["sections"][0][
            "requirements"
        ][0]["points"]
        harder = content["sections"][0]["requirements"][1]
        harder["points"][0]["text"] = earlier()["sections"][0]["requirements"][1]["points"][0][
            "text"
        ]
        make.write_yaml(folder / "later.yaml", content)
        checklists.reload()
        yield folder


@pytest.fixture
def case(workspace: Workspace, known: Path) -> make.Case:
    """A visit with something on every requirement."""
    case = make.visit(workspace, "small")
    make.assess_all(workspace, case, but=("1.2", "2.2"))
    seen = {"seen": both("Seen in the yard"), "private_note": "ask Luis"}
    make.assess(workspace, case, "1.2", Verdict.PARTLY, **seen)
    for point in "abc":
        make.assess(workspace, case, "2.2", Verdict.NOT_MET, point)
    make.observe(workspace, case, "1.10", "1.1")
    make.observe(workspace, case, "2.2")
    make.answer(workspace, case, dict.fromkeys(("1.1", "1.10", "2.1", "2.2"), Claim.YES))
    evidence.add(
        workspace, validation_id=case.id, data=files.PDF, file_name="a.pdf", refs=["1.10", "2.2"]
    )
    return case


def move(workspace: Workspace, case: make.Case) -> Any:
    return validations.move_to_edition(workspace, case.id, checklist_id=NEW)


def test_every_requirement_has_to_be_seen_again(workspace: Workspace, case: make.Case) -> None:
    move(workspace, case)
    found = validations.validation(workspace, case.id)
    assert (found.visit.checklist_id, found.checklist.edition) == (NEW, "2.11")
    assert tally.progress(found).assessed == 0
    unseen = {gap.ref for gap in gaps.gaps_of(found) if gap.code == "unseen"}
    assert unseen == set(found.checklist.by_ref)


def test_what_stood_under_the_old_edition_is_kept_word_for_word(
    workspace: Workspace, case: make.Case
) -> None:
    before = validations.validation(workspace, case.id)
    move(workspace, case)
    found = validations.validation(workspace, case.id)
    kept = {(row.ref, row.point_id): row.record for row in found.priors if row.what == "assessment"}
    assert kept.keys() == {key[:2] for key in before.assessments}
    for (ref, point_id, _site), row in before.assessments.items():
        record = kept[ref, point_id]
        assert record["verdict"] == row.verdict
        assert record["seen"] == row.seen
        assert record["private_note"] == row.private_note
    assert {row.edition for row in found.priors} == {"2.10"}


def test_each_verdict_waits_where_its_requirement_has_gone(
    workspace: Workspace, case: make.Case
) -> None:
    done = move(workspace, case)
    kinds = {item.old_refs: (item.kind, item.new_refs) for item in done.differences}
    assert kinds[("1.1",)] == ("same", ("1.1",))
    assert kinds[("1.2",)] == ("level_changed", ("1.2",))
    assert kinds[("1.10",)] == ("moved", ("1.3",))
    assert kinds[("2.1",)] == ("split", ("2.1", "2.3"))
    assert kinds[("2.2",)] == ("gone", ())
    assert kinds[()] == ("new", ("2.9",))
    rows = {row.ref: row for row in walk.requirements(workspace, case.id)}
    waiting = {ref: [prior.ref for prior in row.priors] for ref, row in rows.items()}
    assert waiting["1.1"] == ["1.1"]
    assert waiting["1.3"] == ["1.10"]
    points = {ref: [prior.point_id for prior in row.priors] for ref, row in rows.items()}
    assert (points["2.1"], points["2.3"]) == (["a"], ["b"])
    assert waiting["2.9"] == []
    gone = [row for row in validations.validation(workspace, case.id).priors if not row.targets]
    assert {row.ref for row in gone} == {"2.2"}
    assert {row.what for row in gone} == {"assessment", "answer", "observation", "evidence"}


def test_one_key_confirms_and_only_then_it_counts(workspace: Workspace, case: make.Case) -> None:
    move(workspace, case)
    walk.confirm_prior(workspace, validation_id=case.id, ref="1.2")
    row = walk.requirement(workspace, case.id, "1.2")
    assert (row.verdict, row.complete) == (Verdict.PARTLY, True)
    assert row.points[0].seen == both("Seen in the yard")
    assert row.points[0].private_note == "ask Luis"
    assert tally.progress(validations.validation(workspace, case.id)).assessed == 1
    with pytest.raises(NothingPrior):
        walk.confirm_prior(workspace, validation_id=case.id, ref="1.2")
    with pytest.raises(NothingPrior):
        walk.confirm_prior(workspace, validation_id=case.id, ref="2.9")


def test_words_written_before_confirming_stay(workspace: Workspace, case: make.Case) -> None:
    move(workspace, case)
    place = {"ref": "1.2", "point_id": "a", "site_id": case.site}
    walk.write_seen(workspace, validation_id=case.id, seen={"es": "Hoy"}, **place)
    walk.confirm_prior(workspace, validation_id=case.id, ref="1.2")
    seen = walk.requirement(workspace, case.id, "1.2").points[0].seen
    assert seen == {"es": "Hoy"}


def test_answers_observations_and_evidence_go_along(workspace: Workspace, case: make.Case) -> None:
    move(workspace, case)
    found = validations.validation(workspace, case.id)
    assert sorted(found.answers_by_ref) == ["1.1", "1.3", "2.1", "2.3"]
    assert "prior" in found.answers_by_ref["1.3"][0].flags
    assert "prior" not in found.answers_by_ref["1.1"][0].flags
    assert {ref for item in found.observations for ref in item.refs} == {"1.1", "1.3"}
    assert len(found.observations) == 2
    assert found.evidence[0].refs == ("1.3",)


def test_the_move_is_one_step_and_undone_whole(workspace: Workspace, case: make.Case) -> None:
    before = verbs.everything(workspace)
    move(workspace, case)
    workspace.undo(case.id)
    assert verbs.everything(workspace) == before
    assert validations.validation(workspace, case.id).checklist.edition == "2.10"
    workspace.redo(case.id)
    assert validations.validation(workspace, case.id).checklist.edition == "2.11"


def test_what_was_built_upon_is_not_undone(workspace: Workspace, case: make.Case) -> None:
    move(workspace, case)
    walk.confirm_prior(workspace, validation_id=case.id, ref="1.1")
    workspace.undo(case.id)
    workspace.undo(case.id)
    assert validations.validation(workspace, case.id).checklist.edition == "2.10"


def test_a_second_move_carries_what_still_waits(workspace: Workspace, case: make.Case) -> None:
    move(workspace, case)
    walk.confirm_prior(workspace, validation_id=case.id, ref="1.1")
    validations.move_to_edition(workspace, case.id, checklist_id="small")
    found = validations.validation(workspace, case.id)
    rows = {row.ref: row for row in walk.requirements(workspace, case.id)}
    assert {prior.edition for prior in rows["1.1"].priors} == {"2.11"}
    assert [prior.ref for prior in rows["1.2"].priors] == ["1.2"]
    assert [prior.ref for prior in rows["1.10"].priors] == ["1.10"]
    assert tally.progress(found).assessed == 0


def test_a_plan_changes_nothing(workspace: Workspace, case: make.Case) -> None:
    before = verbs.everything(workspace)
    plan = validations.plan_move(workspace, case.id, checklist_id=NEW)
    assert verbs.everything(workspace) == before
    done = move(workspace, case)
    assert done.counts == plan.counts
    assert done.counts["assessments"] == 8
    assert done.counts["gone"] == len(done.gone) > 0


def test_what_cannot_be_moved_is_refused(workspace: Workspace, known: Path) -> None:
    case = make.ready(workspace, "small")
    with pytest.raises(SameEdition):
        validations.move_to_edition(workspace, case.id, checklist_id="small")
    waiting = [{"place": "Sheet!A4", "why": ["level"]}]
    draft = later() | {"id": "half", "draft": "true", "to_check": waiting}
    make.write_yaml(known / "half.yaml", draft)
    checklists.reload()
    for verb in (validations.plan_move, validations.move_to_edition):
        with pytest.raises(ChecklistUnfinished):
            verb(workspace, case.id, checklist_id="half")
    with pytest.raises(ChecklistUnfinished):
        validations.start(workspace, company_id=case.company_id, checklist_id="half")
    make.issue(workspace, case)
    before = verbs.everything(workspace)
    with pytest.raises(ValidationIssued):
        move(workspace, case)
    assert verbs.everything(workspace) == before


def unseen_former(workspace: Workspace, case: make.Case) -> list[tuple[str, object]]:
    found = gaps.gaps_of(validations.validation(workspace, case.id))
    return [(gap.page, gap.values["count"]) for gap in found if gap.field == "former"]


def test_what_has_no_place_is_a_gap_until_somebody_looked_at_it(
    workspace: Workspace, case: make.Case
) -> None:
    assert unseen_former(workspace, case) == []
    move(workspace, case)
    [gone] = validations.validation(workspace, case.id).former
    assert (gone.ref, gone.edition, gone.looked) == ("2.2", "2.10", False)
    assert gone.asked is not None
    assert "typewriters" in gone.asked.points[0].text["en"]
    assert gone.verdict is Verdict.NOT_MET
    counts = [gone.count(what) for what in ("assessment", "answer", "observation", "evidence")]
    assert counts == [3, 1, 1, 1]
    assert unseen_former(workspace, case) == [("prepare", 1)]
    place = {"copy_id": gone.copy_id, "ref": "2.2"}
    validations.mark_looked(workspace, case.id, **place)
    assert unseen_former(workspace, case) == []
    [gone] = validations.validation(workspace, case.id).former
    assert gone.looked
    validations.mark_looked(workspace, case.id, **place)  # once more says nothing new
    validations.mark_looked(workspace, case.id, **place, looked=False)
    assert unseen_former(workspace, case) == [("prepare", 1)]
    workspace.undo(case.id)
    assert unseen_former(workspace, case) == []
    with pytest.raises(UnknownRecord):
        validations.mark_looked(workspace, case.id, copy_id=gone.copy_id, ref="1.1")


def test_a_plan_tells_what_is_recorded_at_each_requirement(
    workspace: Workspace, case: make.Case
) -> None:
    plan = validations.plan_move(workspace, case.id, checklist_id=NEW)
    at = {(item.what, item.ref, item.point_id): item for item in plan.kept}
    assert at["assessment", "1.2", "a"].verdict is Verdict.PARTLY
    assert at["assessment", "1.2", "a"].record["seen"] == both("Seen in the yard")
    assert at["evidence", "2.2", ""].verdict is None
    move(workspace, case)
    back = validations.plan_move(workspace, case.id, checklist_id="small")
    assert {item.ref for item in back.waiting if item.targets} >= {"1.1", "2.2"}


def test_a_reason_for_a_text_left_open_stays_with_its_requirement(
    workspace: Workspace, case: make.Case
) -> None:
    make.assess(workspace, case, "2.2", Verdict.NOT_MET, "a", seen={"es": "Solo aquí"})
    gap = next(
        gap
        for gap in gaps.gaps_of(validations.validation(workspace, case.id))
        if gap.code == "text_missing" and gap.ref == "2.2"
    )
    validations.accept_deviation(workspace, case.id, gap_id=gap.id, reason=both("Later"))
    move(workspace, case)
    [gone] = validations.validation(workspace, case.id).former
    assert gone.count("deviation") == 1
