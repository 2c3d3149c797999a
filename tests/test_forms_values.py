"""Values of filled forms: read as a person writes them, kept as JSON, refused with a reason."""

import json
import math
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.errors import BadEntry, UnknownField
from assessor.forms.spoken import value_text
from assessor.forms.values import find, lines, read, spots
from tests import form_case

FORM = form_case.form()
ROW = {"threats.0192-a": "", "threats.0192-b": "Robo"}


def taken(path: str, value: Any) -> Any:
    """Return what is kept of a value given to a path."""
    return read(find(FORM, ROW, path), value)


@pytest.mark.parametrize(
    ("path", "given_", "kept"),
    [
        ("head.unit", "MSKU 1", "MSKU 1"),
        ("head.remarks", {"es": "Sí", "en": ""}, {"es": "Sí"}),
        ("head.height", "2,40", 2.4),
        ("head.height", 3.0, 3),
        ("head.height", " 2.5 ", 2.5),
        ("head.day", date(2026, 11, 21), "2026-11-21"),
        ("head.day", "2026-02-28", "2026-02-28"),
        ("head.hour", time(7, 5), "07:05"),
        ("head.hour", "7:05", "07:05"),
        ("head.grade", "poor", "poor"),
        ("head.doors", "south, north", ["north", "south"]),
        ("head.doors", ["south"], ["south"]),
        ("points.floor.sound", "na", "na"),
        ("points.2.sound", "no", "no"),
        ("points.floor.sound:note", "flat rack", "flat rack"),
        ("head.pictures", ["b", "a", "b"], ["b", "a"]),
        ("threats.1.threat", 5, 5),
        ("threats.0192-b.likelihood", "s3", "s3"),
        ("head.height", None, None),
        ("head.unit", "", None),
        ("head.doors", [], None),
    ],
)
def test_values_are_kept_as_json_in_one_way(path: str, given_: Any, kept: Any) -> None:
    assert taken(path, given_) == kept
    assert json.loads(json.dumps(kept)) == kept


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("head.height", "high"),
        ("head.height", "1.234,5"),
        ("head.height", 20.1),
        ("head.height", -0.1),
        ("head.height", math.nan),
        ("head.height", math.inf),
        ("head.height", True),
        ("head.height", "nan"),
        ("head.outside", 10**400),
        ("head.day", "21/11/2026"),
        ("head.day", 5),
        ("head.hour", "25:00"),
        ("head.hour", "12:60"),
        ("head.hour", "noon"),
        ("head.grade", "fine"),
        ("head.grade", ["good"]),
        ("head.doors", "east"),
        ("head.doors", [["north"]]),
        ("points.floor.sound", "maybe"),
        ("points.floor.sound", True),
        ("points.floor.sound", ["yes"]),
        ("head.unit", 7),
        ("head.unit", {"es": 7}),
        ("head.pictures", "abc"),
        ("head.pictures", [1]),
    ],
)
def test_what_cannot_stand_in_a_field_is_refused_with_what_can(path: str, value: Any) -> None:
    with pytest.raises(BadEntry) as caught:
        taken(path, value)
    assert caught.value.values["known"]


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("tail.unit", "head, points, threats, items"),
        ("head.colour", "unit, seal"),
        ("head", "unit, seal"),
        ("points.sound", "floor, roof"),
        ("points.3.sound", "floor, roof"),
        ("points.floor.colour", "sound, clean"),
        ("head.unit:note", "unit, seal"),
        ("items.1.seen", "–"),
    ],
)
def test_a_path_that_leads_nowhere_names_what_there_is(path: str, known: str) -> None:
    with pytest.raises(UnknownField) as caught:
        find(FORM, ROW, path)
    assert str(caught.value.values["known"]).startswith(known)


def test_rows_are_the_named_ones_then_those_added_in_their_order() -> None:
    assert [row.id for row in lines(FORM.by_id["points"], ROW)] == ["floor", "roof"]
    first, second = lines(FORM.by_id["threats"], ROW)
    assert (first.label["es"], second.label) == ("threat 1 (es)", {"und": "Robo"})
    assert not lines(FORM.by_id["head"], ROW)
    assert len(spots(FORM, ROW)) == 13 + 2 * 3 + 2 * 6


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


@given(st.sampled_from([spot.key for spot in spots(FORM, ROW)]), json_values)
def test_any_value_is_kept_so_that_it_reads_the_same_again_or_is_refused(
    path: str, value: Any
) -> None:
    spot = find(FORM, ROW, path)
    try:
        kept = read(spot, value)
    except BadEntry:
        return
    assert json.loads(json.dumps(kept, allow_nan=False)) == kept
    assert read(spot, kept) == kept
    for lang in ("es", "en", "fr"):
        assert isinstance(value_text(spot.field, kept, lang), str)
