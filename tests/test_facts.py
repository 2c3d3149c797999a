"""The frozen rows answer for themselves: what is covered, what falls short, what is said."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor import facts, i18n
from assessor.facts import Gap, Link
from assessor.terms import SHORTFALLS, Claim, Level, Verdict
from tests import make

SITES = ("north", "south", "yard")
POINTS = [("1.1", "a"), ("2.1", "a"), ("2.1", "b")]
keys = st.sampled_from([(*point, site) for point in POINTS for site in SITES])
walked = st.dictionaries(keys, st.sampled_from([None, *Verdict]))


@given(walked, st.sets(st.sampled_from(SITES)))
def test_what_falls_short_is_counted_at_covered_sites_only(
    verdicts: dict[facts.PointKey, Verdict | None], covered: set[str]
) -> None:
    assessments = dict(make.assessed(key, verdict) for key, verdict in verdicts.items())
    short = facts.short_points(assessments, covered)
    assert short.keys() == {None, *covered}
    for site in covered:
        assert short[site] == {
            key[:2] for key, verdict in verdicts.items() if key[2] == site and verdict in SHORTFALLS
        }
    assert short[None] == frozenset().union(*(short[site] for site in covered))


def test_a_dossier_knows_which_sites_it_covers_and_what_was_found_there() -> None:
    known = make.dossier(
        {
            ("2.1", "a", "north"): Verdict.MET,
            ("2.1", "a", "yard"): Verdict.NOT_MET,
            ("2.1", "b", "south"): Verdict.PARTLY,
        },
        sites={"north": True, "south": True, "yard": False},
    )
    assert [site.id for site in known.covered] == ["north", "south"]
    assert known.verdict("2.1", "a", "yard") is Verdict.NOT_MET
    assert known.verdict("2.1", "a", "south") is None
    assert known.assessment("2.1", "a", "south") is None
    assert known.short[None] == known.short["south"] == {("2.1", "b")}
    assert known.short["north"] == frozenset()


def test_a_point_has_its_own_level_and_one_that_is_gone_that_of_its_requirement() -> None:
    known = make.dossier({})
    assert known.level("2.1", "a") is Level.MUST
    assert known.level("2.1", "b") is Level.SHOULD
    assert known.level("1.2", "gone") is Level.SHOULD


def test_answers_stand_by_their_requirement_in_their_order() -> None:
    def answer(row_id: str, ref: str) -> facts.AnswerRow:
        return facts.AnswerRow(
            id=row_id,
            file_id="f",
            ref=ref,
            part="",
            site_id=None,
            claim=Claim.YES,
            text="",
            language="es",
            file_name="saq.xlsx",
            place="B2",
            question="",
            documents=(),
            matched_by="reference",
            confidence=1.0,
            hidden=False,
            flags=(),
        )

    rows = (answer("1", "1.1"), answer("2", "1.10"), answer("3", "1.1"))
    known = make.dossier({}, answers=rows)
    assert known.answers_by_ref == {"1.1": (rows[0], rows[2]), "1.10": (rows[1],)}


def test_an_observation_names_each_requirement_once() -> None:
    links = (Link("2.1", "a"), Link("1.1"), Link("2.1", "b"))
    (row,) = make.dossier({}, [make.Noted(links)]).observations
    assert row.refs == ("2.1", "1.1")


def gap(message: str, **values: object) -> Gap:
    """Return a gap that says this."""
    return Gap("id", "code", blocking=True, message=message, values=values, page="walk")


def test_a_gap_speaks_any_language_and_translates_what_it_quotes() -> None:
    plain = gap("{ref} has no verdict yet ({site}).", ref="1.10", site="Planta {Norte}")
    spanish = i18n.translation("es").gettext("{ref} has no verdict yet ({site}).")
    assert plain.text("en") == "1.10 has no verdict yet (Planta {Norte})."
    assert plain.text("es") == spanish.format(ref="1.10", site="Planta {Norte}")
    quoting = gap("“{what_msgid}” is not filled in.", what_msgid="Scope")
    told = i18n.translation("es").gettext
    assert quoting.text("es") == told("“{what_msgid}” is not filled in.").format(
        what_msgid=told("Scope")
    )


def test_a_gap_may_quote_another_gap() -> None:
    inner = gap("{ref}: the verdict needs a reason.", ref="1.1")
    outer = gap("Left open with a reason: {gap_text}", gap_text=inner)
    assert outer.text("en") == "Left open with a reason: 1.1: the verdict needs a reason."


@pytest.mark.parametrize("row", [facts.Gap, facts.Dossier, facts.Visit, facts.ObservationRow])
def test_rows_are_snapshots_that_nobody_can_change(row: type) -> None:
    assert row.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_a_dossier_that_is_replaced_reckons_anew() -> None:
    known = make.dossier({("1.1", "a", "north"): Verdict.NOT_MET})
    assert known.short["north"]
    assert not replace(known, assessments={}).short["north"]
