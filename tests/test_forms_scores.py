"""Scores: each kind against a second reckoning; a value that lacks is never a zero."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor import rules
from assessor.forms.scores import TABLE, ScoreValue, reckon, shortfalls
from assessor.forms.types import BANDS
from assessor.terms import Level
from tests import form_case

FORM = form_case.form()
ROWS = ("0192-a", "0192-b")
steps = st.none() | st.integers(1, 5)
amounts = st.none() | st.integers(0, 50)


def scored(values: Mapping[str, Any]) -> dict[str, ScoreValue]:
    """Return the scores of a sheet by their key, blanks left out as they are kept."""
    kept = {key: value for key, value in values.items() if value is not None}
    return {value.key: value for value in reckon(FORM, kept)}


def result(values: Mapping[str, Any], key: str) -> tuple[float | None, str]:
    """Return number and band of one score."""
    found = scored(values)[key]
    assert found.complete == (found.number is not None or found.band != "")
    return found.number, found.band


def threats(rated: list[tuple[int | None, int | None]]) -> dict[str, Any]:
    """Return a sheet with a row for each pair of likelihood and consequence."""
    values: dict[str, Any] = {}
    for row, (likelihood, consequence) in zip(ROWS, rated, strict=False):
        values[f"threats.{row}"] = ""
        values[f"threats.{row}.likelihood"] = likelihood and f"s{likelihood}"
        values[f"threats.{row}.consequence"] = consequence and f"s{consequence}"
    return values


def test_the_table_of_bands_is_the_one_of_the_risks_of_a_visit() -> None:
    for likelihood, consequence in product(range(1, 6), range(1, 6)):
        band = TABLE[5 - likelihood][consequence - 1]
        assert band == rules.risk_rating(likelihood, consequence)
    assert TABLE[0] == ("medium", "high", "high", "extreme", "extreme")
    assert TABLE[4] == ("low", "low", "low", "medium", "high")


@given(st.lists(st.tuples(steps, steps), min_size=1, max_size=2))
def test_a_matrix_rates_each_row_and_the_worst_of_all(
    rated: list[tuple[int | None, int | None]],
) -> None:
    values = threats(rated)
    bands = [rules.risk_rating(*pair).replace(rules.INCOMPLETE, "") for pair in rated]
    found = [result(values, f"threats.{row}.risk") for row in ROWS[: len(rated)]]
    assert found == [(None, band) for band in bands]
    worst = max(bands, key=[*BANDS].index) if all(bands) else ""
    assert result(values, "worst") == (None, worst)
    short = {item.key for item in _short(values)}
    for row, band in zip(ROWS, bands, strict=False):
        assert (f"threats.{row}.risk" in short) == (band in {"high", "extreme"})


@given(st.tuples(steps, steps, steps))
def test_a_product_has_the_band_of_its_bounds(rated: tuple[int | None, ...]) -> None:
    values: dict[str, Any] = {"threats.x": ""}
    for name, value in zip(("threat", "weakness", "effect"), rated, strict=True):
        values[f"threats.x.{name}"] = value
    number, band = result(values, "threats.x.rating")
    if None in rated:
        assert (number, band) == (None, "")
        return
    expected = 1
    for value in rated:
        expected *= value or 0
    assert number == expected
    assert (
        band == ("low", "medium", "high", "extreme")[sum(expected > bound for bound in (8, 27, 64))]
    )


@given(amounts, amounts)
def test_a_difference_has_no_sign_and_beyond_its_limit_is_a_shortfall(
    outside: int | None, inside: int | None
) -> None:
    values = {"head.outside": outside, "head.inside": inside}
    number, _band = result(values, "wall")
    short = [item for item in _short(values) if item.key == "wall"]
    if outside is None or inside is None:
        assert (number, short) == (None, [])
        return
    assert number == abs(outside - inside)
    assert [item.level for item in short] == ([Level.MUST] if number > 25 else [])
    assert all(item.paths == ("head.outside", "head.inside") for item in short)


def _short(values: Mapping[str, Any]) -> tuple[Any, ...]:
    return shortfalls(FORM, {key: value for key, value in values.items() if value is not None})


@given(st.lists(st.tuples(amounts, amounts), max_size=2))
def test_sums_run_over_all_rows_and_a_rate_is_made_of_them(
    items: list[tuple[int | None, int | None]],
) -> None:
    values: dict[str, Any] = {}
    for row, (seen, bad) in zip(ROWS, items, strict=False):
        values |= {f"items.{row}": "", f"items.{row}.seen": seen, f"items.{row}.bad": bad}
    sums = []
    for number, key in enumerate(("seen_all", "bad_all")):
        column = [pair[number] for pair in items]
        known = [value for value in column if value is not None]
        whole = bool(column) and len(known) == len(column)
        sums.append(sum(known) if whole else None)
        assert result(values, key)[0] == sums[-1]
    rate = result(values, "rate")[0]
    if None in sums or not sums[0]:
        assert rate is None
    else:
        assert rate == pytest.approx(100 * (sums[1] or 0) / sums[0], abs=1e-5)


answers = st.sampled_from(["yes", "no", "na", None])


@given(st.tuples(answers, answers, answers, answers))
def test_a_share_counts_what_applies_and_waits_for_every_answer(
    given_: tuple[str | None, ...],
) -> None:
    keys = [f"points.{row}.{name}" for row in ("floor", "roof") for name in ("sound", "clean")]
    values = dict(zip(keys, given_, strict=True))
    number, _band = result(values, "met")
    applies = [answer for answer in given_ if answer != "na"]
    if None in given_ or not applies:
        assert number is None
    else:
        assert number == pytest.approx(100 * applies.count("yes") / len(applies), abs=1e-5)
    short = {item.key: item.level for item in _short(values)}
    for key, answer in values.items():
        level = Level.MUST if "sound" in key else Level.SHOULD
        assert short.get(key) is (level if answer == "no" else None)
    assert ("met" in short) == (number is not None and number < 90)


def test_numbers_and_choices_fall_short_of_their_own_limits() -> None:
    for height, expected in ((2.39, [Level.SHOULD]), (2.4, []), (19, [])):
        assert [item.level for item in _short({"head.height": height})] == expected
    assert [item.key for item in _short({"head.grade": "poor"})] == ["head.grade"]
    assert not _short({"head.grade": "good"})


def test_a_value_off_the_scale_of_a_matrix_leaves_it_incomplete() -> None:
    content = form_case.content()
    content["scores"] = [
        form_case.score("risk", "matrix", section="threats", of=["threat", "weakness"])
    ]
    form = form_case.form(content)
    values = {"threats.x": "", "threats.x.threat": 2.5, "threats.x.weakness": 3}
    assert not reckon(form, values)[0].complete


def test_a_share_may_be_of_one_section_or_of_each_row() -> None:
    content = form_case.content()
    content["scores"] = [
        form_case.score("rows", "share", section="points"),
        form_case.score("clean", "share", of=["points.clean"]),
        form_case.score("lowest", "highest", of=["rows"], bands={"low": 50, "high": 100}),
    ]
    form = form_case.form(content)
    values = {
        "points.floor.sound": "yes",
        "points.floor.clean": "yes",
        "points.roof.sound": "no",
        "points.roof.clean": "yes",
    }
    found = {item.key: (item.number, item.band) for item in reckon(form, values)}
    assert found == {
        "points.floor.rows": (100, ""),
        "points.roof.rows": (50, ""),
        "clean": (100, ""),
        "lowest": (100, "high"),
    }
