"""One verb records them; the level tells a finding from a recommendation, never a person."""

from typing import Any

import pytest

from assessor import evidence, improvement, observations, validations
from assessor.errors import (
    AssessorError,
    BadField,
    IssuedStaysShared,
    MixedLevels,
    TextNeeded,
    UnknownPoint,
    UnknownRecord,
    UnknownRequirement,
    UnknownSite,
)
from assessor.facts import Link, ObservationRow
from assessor.model import utc_now
from assessor.store.workspace import Workspace
from assessor.terms import Kind, Verdict
from tests import files, make
from tests.make import both


@pytest.fixture
def case(workspace: Workspace, small: str) -> make.Case:
    """A visit of two sites on the small checklist."""
    return make.visit(workspace, small, sites=("Norte", "Sur"))


def only(workspace: Workspace, case: make.Case) -> ObservationRow:
    """Return the only observation."""
    (row,) = observations.observations(workspace, case.id)
    return row


# What it becomes


@pytest.mark.parametrize(
    ("short", "about", "kind"),
    [
        ("", "1.1", Kind.FINDING),
        ("", "1.2", Kind.RECOMMENDATION),
        ("", "2.1", Kind.FINDING),
        ("", "2.1 b", Kind.RECOMMENDATION),
        ("b", "2.1", Kind.RECOMMENDATION),
        ("ab", "2.1", Kind.FINDING),
        ("", "1.1 1.10", Kind.FINDING),
        ("b", "1.2 2.1", Kind.RECOMMENDATION),
    ],
)
def test_the_level_of_what_falls_short_makes_the_kind(
    workspace: Workspace,
    case: make.Case,
    short: str,
    about: str,
    kind: Kind,
) -> None:
    for point_id in short:
        make.assess(workspace, case, "2.1", Verdict.PARTLY, point_id)
    refs = [word for word in about.split() if "." in word]
    point = next((word for word in about.split() if "." not in word), None)
    known = validations.validation(workspace, case.id)
    make.observe(workspace, case, *refs, point_id=point)
    row = only(workspace, case)
    assert (row.kind, row.refs) == (kind, tuple(refs))
    if len(refs) == 1:
        assert observations.kind_at(known, refs[0], point) is kind
    label = workspace.can_undo(case.id)
    assert label == f"Record {kind.replace('_', ' ')}"


def test_a_shortfall_at_another_site_says_nothing_here(
    workspace: Workspace, case: make.Case
) -> None:
    north, south = case.sites
    make.assess(workspace, case, "2.1", Verdict.PARTLY, "b", site_id=south)
    make.observe(workspace, case, "2.1", site_id=north)
    make.observe(workspace, case, "2.1", site_id=south)
    kinds = {row.site_id: row.kind for row in observations.observations(workspace, case.id)}
    assert kinds == {north: Kind.FINDING, south: Kind.RECOMMENDATION}


def test_a_must_and_a_should_are_never_one_observation(
    workspace: Workspace, case: make.Case
) -> None:
    with pytest.raises(MixedLevels) as caught:
        make.observe(workspace, case, "1.1", "1.2", "1.10")
    assert caught.value.values == {"must": "1.1, 1.10", "should": "1.2"}
    assert observations.observations(workspace, case.id) == []
    make.observe(workspace, case, "1.1", "1.2", good_practice=True)
    assert only(workspace, case).kind is Kind.GOOD_PRACTICE


REFUSED: list[tuple[dict[str, Any], type[AssessorError]]] = [
    ({"refs": ["1.1"], "text": {}}, TextNeeded),
    ({"refs": ["1.1"], "text": {"es": " ", "en": "\n"}}, TextNeeded),
    ({"refs": [], "text": both("x")}, UnknownRequirement),
    ({"refs": ["1.1", "1.100"], "text": both("x")}, UnknownRequirement),
    ({"refs": ["1.1"], "text": both("x"), "point_id": "z"}, UnknownPoint),
    ({"refs": ["1.1"], "text": both("x"), "site_id": "nowhere"}, UnknownSite),
]


@pytest.mark.parametrize(("given", "error"), REFUSED)
def test_what_cannot_be_recorded_is_refused_and_leaves_nothing(
    workspace: Workspace, case: make.Case, given: dict[str, Any], error: type[AssessorError]
) -> None:
    with pytest.raises(error):
        observations.record(workspace, validation_id=case.id, **given)
    assert observations.observations(workspace, case.id) == []
    assert workspace.can_undo(case.id) is None


def test_words_are_kept_where_there_are_any(workspace: Workspace, case: make.Case) -> None:
    texts = {"text": {"es": "Roto", "en": " "}, "action": both("Mend"), "why": {"en": ""}}
    make.observe(workspace, case, "1.1", **texts)
    row = only(workspace, case)
    assert (row.text, row.action, row.why) == ({"es": "Roto"}, both("Mend"), {})


def test_several_may_be_about_one_requirement_and_numbers_go_on(
    workspace: Workspace, case: make.Case
) -> None:
    for _ in range(3):
        make.observe(workspace, case, "1.1")
    rows = observations.observations(workspace, case.id)
    assert [row.number for row in rows] == ["01", "02", "03"]


def test_a_requirement_named_twice_counts_once(workspace: Workspace, case: make.Case) -> None:
    make.observe(workspace, case, "1.1", "1.1", "1.10")
    assert only(workspace, case).links == (Link("1.1"), Link("1.10"))


def test_a_point_is_one_of_the_first_requirement(workspace: Workspace, case: make.Case) -> None:
    make.observe(workspace, case, "2.1", "1.10", point_id="a")
    assert only(workspace, case).links == (Link("2.1", "a"), Link("1.10"))


# Changing it


def test_fields_are_changed_and_the_rest_stays(workspace: Workspace, case: make.Case) -> None:
    made = make.observe(workspace, case, "1.1", why=both("Why"))
    fields = {"likelihood": 4, "consequence": 5, "owner": "Luis", "private_note": "Ask"}
    observations.change_observation(workspace, case.id, made, **fields)
    row = only(workspace, case)
    assert (row.risk, row.owner, row.private_note) == ("extreme", "Luis", "Ask")
    assert (row.text, row.why) == (make.WORDS, both("Why"))


@pytest.mark.parametrize(
    "fields",
    [{"kind": "finding"}, {"id": "x"}, {"likelihood": 0}, {"consequence": 6}, {"likelihood": "4"}],
)
def test_what_cannot_be_changed_so_is_refused(
    workspace: Workspace, case: make.Case, fields: dict[str, Any]
) -> None:
    made = make.observe(workspace, case, "1.1")
    with pytest.raises(BadField):
        observations.change_observation(workspace, case.id, made, **fields)
    assert only(workspace, case).risk == "incomplete"


def test_one_language_of_one_text_is_written(workspace: Workspace, case: make.Case) -> None:
    made = make.observe(workspace, case, "1.1", text={"es": "Roto"})

    def write(field: str, language: str, text: str) -> None:
        observations.write_text(
            workspace, case.id, made, field=field, language=language, text=text, burst="b"
        )

    write("text", "en", "Torn")
    write("action", "es", "Cambiar")
    assert only(workspace, case).text == {"es": "Roto", "en": "Torn"}
    assert only(workspace, case).action == {"es": "Cambiar"}
    write("text", "es", " ")
    assert only(workspace, case).text == {"en": "Torn"}
    with pytest.raises(BadField):
        write("private_note", "es", "x")


def test_it_may_be_about_other_requirements_from_now_on(
    workspace: Workspace, case: make.Case
) -> None:
    made = make.observe(workspace, case, "2.1", "1.1", point_id="a")
    observations.relink(workspace, case.id, made, refs=["2.1", "2.2", "1.10"])
    assert only(workspace, case).links == (Link("2.1", "a"), Link("2.2"), Link("1.10"))
    with pytest.raises(MixedLevels):
        observations.relink(workspace, case.id, made, refs=["2.1", "1.2"])
    with pytest.raises(UnknownRequirement):
        observations.relink(workspace, case.id, made, refs=[])
    assert only(workspace, case).refs == ("2.1", "2.2", "1.10")
    workspace.undo(case.id)
    assert only(workspace, case).refs == ("2.1", "1.1")


# Taking it out


def test_it_is_taken_out_with_its_links_and_its_card_and_undo_brings_all_back(
    workspace: Workspace, case: make.Case
) -> None:
    made = make.observe(workspace, case, "1.1")
    piece = evidence.add(
        workspace,
        validation_id=case.id,
        data=files.photograph(),
        file_name="IMG_1.jpg",
        observation_id=made,
    )
    improvement.record_action(workspace, case.id, observation_id=made, problem="Old seals")
    improvement.ask_extension(workspace, case.id, observation_id=made, reason="Supplier is late")
    before = improvement.actions(workspace, case.id)
    observations.remove(workspace, case.id, made)
    assert observations.observations(workspace, case.id) == []
    assert improvement.actions(workspace, case.id) == []
    (kept,) = evidence.evidence(workspace, case.id)
    assert (kept.id, kept.observation_ids) == (piece, ())
    workspace.undo(case.id)
    assert improvement.actions(workspace, case.id) == before
    assert only(workspace, case).evidence[0].id == piece


def test_one_of_another_validation_is_not_touched_from_here(
    workspace: Workspace, case: make.Case, small: str
) -> None:
    other = make.visit(workspace, small, legal_name="Zinc Oaxaca")
    made = make.observe(workspace, other, "1.1")
    verbs = [
        lambda: observations.change_observation(workspace, case.id, made, owner="x"),
        lambda: observations.write_text(
            workspace, case.id, made, field="text", language="es", text="x"
        ),
        lambda: observations.relink(workspace, case.id, made, refs=["1.1"]),
        lambda: observations.remove(workspace, case.id, made),
        lambda: observations.remove(workspace, case.id, "no-such"),
    ]
    for verb in verbs:
        with pytest.raises(UnknownRecord):
            verb()
    assert only(workspace, other).text == make.WORDS


# What was issued stays shared


def test_only_a_draft_can_be_withheld(workspace: Workspace, small: str) -> None:
    case = make.ready(workspace, small)
    make.assess(workspace, case, "1.2", Verdict.PARTLY)
    made = make.observe(workspace, case, "1.2")
    observations.change_observation(workspace, case.id, made, share=False)
    observations.change_observation(workspace, case.id, made, share=True)
    make.issue(workspace, case, at=utc_now())
    validations.reopen(workspace, case.id, reason="A photograph is missing")
    assert observations.was_issued(validations.validation(workspace, case.id), made)
    with pytest.raises(IssuedStaysShared):
        observations.change_observation(workspace, case.id, made, share=False)
    new = make.observe(workspace, case, "1.2")
    assert not observations.was_issued(validations.validation(workspace, case.id), new)
