"""Counts are reckoned in one place: they agree with the walk, the gaps and the list."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from assessor import facts, gaps, overview, tally, validations, walk
from assessor.facts import Dossier, Link
from assessor.store.workspace import Workspace
from assessor.terms import Claim, Kind, Level, Verdict
from tests import make
from tests.make import Noted

SMALL = make.small_checklist()
POINTS = [(item.ref, point.id) for item in SMALL.requirements for point in item.points]
KEYS: list[facts.PointKey] = [(*point, site) for point in POINTS for site in ("north", "south")]
SITES = {"north": True, "south": True}

walks = st.fixed_dictionaries(dict.fromkeys(KEYS, st.sampled_from([None, *Verdict])))
noted = st.builds(
    Noted, st.sampled_from(POINTS).map(lambda pair: (Link(*pair),)), st.none(), st.booleans()
)


def answer(ref: str, claim: Claim) -> facts.AnswerRow:
    """Return what the company claims about a requirement."""
    words = dict.fromkeys(("id", "file_id", "part", "text", "place", "question", "matched_by"), "")
    return facts.AnswerRow(
        **words,
        ref=ref,
        site_id=None,
        claim=claim,
        language="es",
        file_name="saq.xlsx",
        documents=(),
        confidence=1.0,
        hidden=False,
        flags=(),
    )


claims = st.lists(
    st.builds(answer, st.sampled_from([item.ref for item in SMALL.requirements]),
              st.sampled_from(Claim)), max_size=6,
)  # fmt: skip


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """Draw a walk at two sites with observations and claims."""
    observed = draw(st.lists(noted, max_size=4))
    return make.dossier(draw(walks), observed, sites=SITES, answers=tuple(draw(claims)))


@settings(max_examples=40)
@given(dossiers())
def test_every_count_is_the_number_of_rows_that_the_walk_shows(known: Dossier) -> None:
    counts, rows = tally.progress(known), walk.rows(known)
    done = [row for row in rows if row.complete]
    assert counts.total == len(rows)
    assert counts.assessed == len(done)
    assert counts.not_seen == len(rows) - len(done)
    for verdict in Verdict:
        assert getattr(counts, verdict) == sum(row.verdict is verdict for row in done)
    assert counts.mismatches == sum(row.mismatch for row in rows)
    for level in Level:
        mine = [row for row in rows if row.level is level]
        met = [row for row in mine if row.complete and row.verdict is Verdict.MET]
        aside = [row for row in mine if row.complete and row.verdict is Verdict.NA]
        assert getattr(counts, f"{level}_total") == len(mine)
        assert getattr(counts, f"{level}_met") == len(met)
        assert getattr(counts, f"{level}_applicable") == len(mine) - len(aside)


@settings(max_examples=40)
@given(dossiers())
def test_every_requirement_is_counted_once(known: Dossier) -> None:
    counts = tally.progress(known)
    verdicts = [getattr(counts, verdict) for verdict in Verdict]
    assert sum(verdicts) == counts.assessed
    assert counts.assessed + counts.not_seen == counts.total
    assert counts.must_total + counts.should_total == counts.total


@settings(max_examples=40)
@given(dossiers())
def test_the_sections_add_up_to_the_whole(known: Dossier) -> None:
    counts = tally.progress(known)
    assert [section.ref for section in counts.sections] == ["1", "2"]
    for name in ("total", "assessed", "must_total", "must_met", "must_applicable", *Verdict):
        assert sum(getattr(section, name) for section in counts.sections) == getattr(counts, name)


@settings(max_examples=40)
@given(dossiers())
def test_what_is_not_complete_is_what_the_gaps_call_unseen(known: Dossier) -> None:
    unseen = {gap.ref for gap in gaps.gaps_of(known) if gap.code == "unseen"}
    assert len(unseen) == tally.progress(known).not_seen
    assert unseen == {row.ref for row in walk.rows(known) if not row.complete}


@settings(max_examples=40)
@given(dossiers())
def test_observations_are_counted_by_what_they_are(known: Dossier) -> None:
    counts = tally.progress(known)
    kinds = [item.kind for item in known.observations]
    assert counts.findings == kinds.count(Kind.FINDING)
    assert counts.recommendations == kinds.count(Kind.RECOMMENDATION)
    assert counts.good_practices == kinds.count(Kind.GOOD_PRACTICE)


def test_without_a_site_nothing_is_assessed() -> None:
    known = make.dossier(dict.fromkeys(KEYS, Verdict.MET), sites={"north": False})
    counts = tally.progress(known)
    assert (counts.assessed, counts.not_seen, counts.met) == (0, 5, 0)


def test_a_requirement_shows_the_worst_of_its_points_and_sites() -> None:
    walked = dict.fromkeys(KEYS, Verdict.MET) | {("2.2", "c", "south"): Verdict.PARTLY}
    known = make.dossier(walked, sites=SITES)
    assert tally.verdict_of(known, SMALL.requirement("2.2")) is Verdict.PARTLY
    assert tally.verdict_of(known, SMALL.requirement("2.1")) is Verdict.MET
    left_out = replace(known, sites=(known.sites[0], replace(known.sites[1], in_scope=False)))
    assert tally.verdict_of(left_out, SMALL.requirement("2.2")) is Verdict.MET


def test_a_claim_is_the_least_of_a_requirements_answers() -> None:
    answers = (answer("1.1", Claim.YES), answer("1.1", Claim.PARTLY), answer("1.10", Claim.NO))
    known = make.dossier({("1.1", "a", "north"): Verdict.MET}, answers=answers)
    assert tally.claim_of(known, "1.1") is Claim.PARTLY
    assert tally.claim_of(known, "1.2") is Claim.NONE
    assert tally.is_mismatch(known, SMALL.requirement("1.1"))
    assert not tally.is_mismatch(known, SMALL.requirement("1.10"))


def test_the_list_the_walk_and_the_dossier_give_the_same_counts(workspace: Workspace) -> None:
    case = make.visit(workspace)
    make.assess_all(workspace, case, but=("6.2", "1.1"))
    make.assess(workspace, case, "6.2", Verdict.NOT_MET)
    make.observe(workspace, case, "6.2")
    make.observe(workspace, case, "1.3", good_practice=True)
    make.answer(workspace, case, {"6.2": Claim.YES, "1.3": Claim.YES})
    counts = walk.progress(workspace, case.id)
    (row,) = validations.validations(workspace)
    assert counts == tally.progress(validations.validation(workspace, case.id))
    assert (counts.total, counts.must_total, counts.should_total) == (95, 60, 35)
    assert (counts.assessed, counts.not_met, counts.met, counts.mismatches) == (94, 1, 93, 1)
    assert (row.total, row.assessed) == (counts.total, counts.assessed)
    assert (row.findings, row.recommendations, row.good_practices) == (1, 0, 1)
    assert isinstance(row, overview.ValidationRow)
