"""Whatever was recorded: no must-shortfall goes out without a finding or a recorded reason."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor import checklist as checklists
from assessor import facts, gaps, observations, validations
from assessor.errors import GapsRemain, MixedLevels
from assessor.facts import AS_WRITTEN, DeviationRow, Dossier, Gap, Link
from assessor.store.workspace import Workspace
from assessor.terms import SHORTFALLS, Kind, Level, Verdict
from tests import make
from tests.make import Noted, both

SMALL = make.small_checklist()
POINTS = [(item.ref, point.id) for item in SMALL.requirements for point in item.points]
SITES = {"north": True, "south": True, "yard": False}
KEYS: list[facts.PointKey] = [(*point, site) for point in POINTS for site in SITES]
LINKS = [Link(*point) for point in POINTS] + [Link(item.ref) for item in SMALL.requirements]

# Mostly met: what can be issued must not be a rarity.
MET: dict[facts.PointKey, Verdict | None] = dict.fromkeys(KEYS, Verdict.MET)
keys = st.sampled_from(KEYS)
verdicts = st.sampled_from([*Verdict, Verdict.NOT_MET, None])
noted = st.builds(
    Noted,
    st.lists(st.sampled_from(LINKS), min_size=1, max_size=2, unique=True).map(tuple),
    st.sampled_from([None, None, *SITES]),
    st.sampled_from([False, False, True]),
)
reasons = st.sampled_from([both("Agreed"), both("Agreed"), {}, {"es": " "}, {"es": "Acordado"}])


def deviation(gap_id: str, reason: dict[str, str]) -> DeviationRow:
    """Return a recorded reason for a gap."""
    return DeviationRow(f"deviation of {gap_id}", gap_id, reason, "Eva Mora")


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """Draw a walk, observations on what falls short and elsewhere, and reasons for gaps."""
    walked = MET | draw(st.dictionaries(keys, verdicts, max_size=5))
    observed = draw(st.lists(noted, max_size=1))
    for ref, point_id, site in KEYS:
        if walked[ref, point_id, site] in SHORTFALLS and draw(st.integers(0, 3)):
            observed.append(Noted((Link(ref, point_id),), draw(st.sampled_from([None, site]))))
    found = make.dossier(walked, observed, sites=SITES)
    open_ = [gap.id for gap in gaps.gaps_of(found) if gap.blocking]
    kept = [deviation(gap_id, draw(reasons)) for gap_id in open_ if draw(st.booleans())]
    return replace(found, deviations=tuple(kept))


def shortfalls(known: Dossier, level: Level) -> Iterator[facts.PointKey]:
    """Give every point of this level that falls short at a covered site."""
    covered = {site.id for site in known.covered}
    for key, row in known.assessments.items():
        if key[2] in covered and row.verdict in SHORTFALLS and known.level(*key[:2]) is level:
            yield key


def answered_by(known: Dossier, kind: Kind, key: facts.PointKey) -> bool:
    """Say, simply, whether an observation of this kind is about a point at a site."""
    ref, point_id, site_id = key
    return any(
        link.ref == ref and link.point_id in ("", point_id)
        for item in known.observations
        if item.kind is kind and item.site_id in (None, site_id)
        for link in item.links
    )


def has_reason(known: Dossier, gap_id: str) -> bool:
    """Say whether somebody wrote why a gap stays open, in every language of the report."""
    return any(
        row.gap_key == gap_id and all(row.reason.get(lang, "").strip() for lang in ("es", "en"))
        for row in known.deviations
    )


def assert_may_go_out(known: Dossier) -> None:
    """Check what must hold of a dossier without a blocking gap."""
    for key in shortfalls(known, Level.MUST):
        named = f"{Kind.FINDING}:{':'.join(key)}"
        assert answered_by(known, Kind.FINDING, key) or has_reason(known, named)
    for site in known.covered:
        assert all(known.verdict(*point, site.id) is not None for point in POINTS)
    for item in known.observations:
        if item.kind is Kind.FINDING:
            here = known.short[item.site_id]
            assert {ref for ref, _ in here} >= set(item.refs)
            assert any(known.level(*pair) is Level.MUST for pair in here if pair[0] in item.refs)


def test_what_can_be_issued_has_a_finding_or_a_reason_for_every_must_that_falls_short() -> None:
    could_be_issued = 0

    @settings(max_examples=200)
    @given(dossiers())
    def holds(known: Dossier) -> None:
        nonlocal could_be_issued
        if not gaps.blocking(known):
            could_be_issued += any(shortfalls(known, Level.MUST))
            assert_may_go_out(known)

    holds()
    assert could_be_issued >= 5  # or nothing was tried


@settings(max_examples=100)
@given(dossiers())
def test_a_should_that_falls_short_is_never_answered_by_a_finding(known: Dossier) -> None:
    asked = {
        (gap.ref, gap.point_id, gap.site_id)
        for gap in gaps.gaps_of(known)
        if gap.code == "recommendation_missing"
    }
    for key in shortfalls(known, Level.SHOULD):
        assert answered_by(known, Kind.RECOMMENDATION, key) or key in asked


@settings(max_examples=60)
@given(dossiers())
def test_each_gap_has_an_id_of_its_own_and_the_blocking_ones_come_first(known: Dossier) -> None:
    found = gaps.gaps_of(known)
    assert len({gap.id for gap in found}) == len(found)
    assert [gap.blocking for gap in found] == sorted((g.blocking for g in found), reverse=True)
    assert gaps.blocking(known) == tuple(gap for gap in found if gap.blocking)
    for gap in found:
        assert "{" not in gap.text("en") + gap.text("es")
        assert gap.page in {"walk", "findings", "prepare"}
        assert gap.site_id in {"", *SITES}


# A recorded reason


NOT_MET: dict[facts.PointKey, Verdict | None] = {
    **{(*point, "north"): Verdict.MET for point in POINTS},
    ("1.1", "a", "north"): Verdict.NOT_MET,
}


def left_open(*rows: DeviationRow) -> tuple[Gap, ...]:
    """Return the gaps of a visit with one must that falls short, and these reasons."""
    return gaps.gaps_of(make.dossier(NOT_MET, deviations=rows))


def test_a_recorded_reason_stands_in_for_a_finding_and_is_told() -> None:
    (gap,) = left_open()
    assert gap.blocking
    (told,) = left_open(deviation(gap.id, both("Agreed with the office")))
    assert (told.code, told.blocking, told.id) == ("deviation", False, gap.id)
    assert told.text("en") == f"Left open with a reason: {gap.text('en')}"
    assert (told.ref, told.point_id, told.site_id, told.page) == ("1.1", "a", "north", "walk")


@pytest.mark.parametrize("reason", [{}, {"es": ""}, {"es": " ", "en": "\n"}])
def test_a_blank_is_no_reason(reason: dict[str, str]) -> None:
    (gap,) = left_open()
    assert left_open(deviation(gap.id, reason)) == (gap,)


def test_a_reason_stands_in_every_language_as_it_is_printed() -> None:
    (gap,) = left_open()
    missing, told = left_open(deviation(gap.id, {"es": "Acordado"}))
    assert (missing.code, missing.blocking, missing.language) == ("deviation_reason", True, "en")
    assert missing.text("en") == "1.1: the reason is missing in EN."
    assert told.code == "deviation"
    (told,) = left_open(deviation(gap.id, {AS_WRITTEN: "Acordado"}))
    assert told.code == "deviation"


def test_what_nobody_has_seen_cannot_be_left_open_with_a_reason() -> None:
    unseen = {**NOT_MET, ("1.1", "a", "north"): None}
    (gap,) = gaps.gaps_of(make.dossier(unseen))
    kept = deviation(gap.id, both("No time"))
    assert gaps.gaps_of(make.dossier(unseen, deviations=[kept])) == (gap,)


def test_a_reason_for_something_else_changes_nothing() -> None:
    (gap,) = left_open()
    assert left_open(deviation("finding:1.10:a:north", both("Agreed"))) == (gap,)


# What a programme may decide


def na(**rule: bool) -> list[str]:
    """Return the codes of the gaps of a bare “not applicable” on a must, under this rule."""
    ctpat = checklists.profile("ctpat")
    asked = msgspec.structs.replace(ctpat.not_applicable, **rule)
    walked = {**NOT_MET, ("1.1", "a", "north"): Verdict.NA}
    profile = msgspec.structs.replace(ctpat, not_applicable=asked)
    return [gap.code for gap in gaps.gaps_of(make.dossier(walked, reasons=False, profile=profile))]


def test_a_programme_says_what_setting_a_must_aside_takes() -> None:
    assert na() == ["reason_missing", "second_person_missing"]
    assert na(second_person=False) == ["reason_missing"]
    assert na(reason=False) == ["second_person_missing"]
    assert na(reason=False, second_person=False) == []


# A document in other languages


def test_a_document_in_another_language_tells_what_it_would_lack() -> None:
    known = make.dossier(NOT_MET, [Noted((Link("1.1"),))])
    assert gaps.untranslated(known, ("en", "es")) == ()
    lacking = gaps.untranslated(known, ("pt",))
    assert {gap.language for gap in lacking} == {"pt"}
    assert {"text", "scope"} <= {gap.field for gap in lacking}


# The same through the verbs, in a real workspace


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, make.Case]]:
    """A visit of two sites on the small checklist where all is met."""
    folder = tmp_path_factory.mktemp("gaps")
    workspace = Workspace.open(folder / "workspace", by="Ana Ruiz")
    with make.small_known(folder / "checklists"):
        case = make.ready(workspace, "small", sites=("North", "South"))
    yield workspace, case
    workspace.close()


refs = st.sets(st.sampled_from([item.ref for item in SMALL.requirements]), min_size=1, max_size=2)


@settings(max_examples=8)
@given(
    short=st.sets(st.tuples(st.sampled_from(POINTS), st.integers(0, 1)), max_size=4),
    about=st.lists(refs, max_size=4),
    leave=st.randoms(use_true_random=False),
)
def test_the_verbs_let_nothing_through_either(
    shared: tuple[Workspace, make.Case],
    short: set[tuple[tuple[str, str], int]],
    about: list[set[str]],
    leave: Random,
) -> None:
    workspace, case = shared
    for (ref, point_id), site in short:
        site_id = case.sites[site]
        make.assess(workspace, case, ref, Verdict.PARTLY, point_id, site_id=site_id)
    for several in about:
        try:
            make.observe(workspace, case, *sorted(several))
        except MixedLevels:
            assert len(several) == 2
    for gap in validations.gaps_of(workspace, case.id):
        if gap.code in gaps.DEVIABLE and leave.random() < 0.5:
            validations.accept_deviation(workspace, case.id, gap_id=gap.id, reason=both("Agreed"))
    known = validations.validation(workspace, case.id)
    assert not any(gap.code == "mixed_levels" for gap in gaps.gaps_of(known))
    if gaps.blocking(known):
        with pytest.raises(GapsRemain):
            make.issue(workspace, case)
    else:
        assert_may_go_out(known)
    make_met_again(workspace, case, short)


def make_met_again(
    workspace: Workspace, case: make.Case, short: set[tuple[tuple[str, str], int]]
) -> None:
    """Leave the visit as the next example wants to find it."""
    for (ref, point_id), site in short:
        make.assess(workspace, case, ref, Verdict.MET, point_id, site_id=case.sites[site])
    for row in observations.observations(workspace, case.id):
        observations.remove(workspace, case.id, row.id)
