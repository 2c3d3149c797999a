"""Comparing editions: every requirement of both stands in exactly one difference."""

from collections import Counter
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor import checklist as checklists
from assessor.checklist import Checklist
from assessor.editions import Difference, compare, point_for
from assessor.terms import Level
from tests import make

Content = dict[str, Any]
GATES = "gates and doors of the warehouse close automatically after each vehicle"
LIGHTS = "cameras and floodlights cover every loading dock during darkness"
KEYS = "keys are counted each evening by the supervisor of the shift"
WORDS = st.lists(
    st.sampled_from(["seal", "gate", "guard", "cargo", "must", "each", "driver", "log", "door"]),
    min_size=1,
    max_size=9,
).map(" ".join)


def edition(*items: Content, sections: int = 1, **more: Any) -> Checklist:
    """Return a checklist of these requirements, divided into sections."""
    content = make.small() | more
    cut = [list(items[n::sections]) for n in range(sections)]
    content["sections"] = [
        {"ref": str(n + 1), "title": make.both(f"Section {n + 1}"), "requirements": part}
        for n, part in enumerate(cut)
    ]
    return checklists.convert(content, Checklist, "edition.yaml")


def item(ref: str, text: str | dict[str, str], levels: str = "m", **fields: Any) -> Content:
    """Return a requirement that demands this; each sentence of several is a point."""
    made = make.requirement(ref, levels, **fields)
    said = text if isinstance(text, dict) else {"es": f"{text} aquí", "en": text}
    for point, number in zip(made["points"], range(len(levels)), strict=True):
        point["text"] = {
            lang: words.split("|")[number] if "|" in words else words
            for lang, words in said.items()
        }
    return made


def only(old: Checklist, new: Checklist) -> Difference:
    """Return the one difference there is."""
    (found,) = compare(old, new)
    return found


@pytest.mark.parametrize("checklist_id", sorted(checklists.checklists()))
def test_a_checklist_is_the_same_as_itself(checklist_id: str) -> None:
    loaded = checklists.checklist(checklist_id)
    found = compare(loaded, loaded)
    assert {item.kinds for item in found} == {("same",)}
    assert [item.new_refs for item in found] == [(ref,) for ref in loaded.by_ref]
    assert all(item.certain for item in found)


def test_each_kind_of_difference() -> None:
    gates = item("3.1", GATES)
    assert only(edition(gates), edition(gates)).kind == "same"
    reworded = only(edition(gates), edition(item("3.1", f"{GATES} or person")))
    assert (reworded.kinds, reworded.certain) == (("reworded",), True)
    harder = only(edition(item("3.1", GATES, "s")), edition(gates))
    assert (harder.kind, harder.old_levels, harder.new_levels) == (
        "level_changed",
        (Level.SHOULD,),
        (Level.MUST,),
    )
    moved = only(edition(gates), edition(item("4.7", GATES, title=gates["title"])))
    assert (moved.kinds, moved.new_refs) == (("moved",), ("4.7",))
    assert "wording" in moved.why


def test_a_point_that_changes_its_level_is_told() -> None:
    old, new = item("3.1", f"{GATES}|{LIGHTS}", "ms"), item("3.1", f"{GATES}|{LIGHTS}", "mm")
    assert only(edition(old), edition(new)).kinds == ("level_changed",)


def test_a_requirement_that_was_divided_or_joined() -> None:
    whole = item("3.1", f"{GATES}|{LIGHTS}", "ms", source_ref="S")
    parts = (item("3.1", GATES, source_ref="S"), item("3.2", LIGHTS, "s", source_ref="T"))
    split = only(edition(whole), edition(*parts))
    assert (split.kind, split.old_refs, split.new_refs) == ("split", ("3.1",), ("3.1", "3.2"))
    merged = only(edition(*parts), edition(whole))
    assert (merged.kind, merged.old_refs, merged.new_refs) == ("merged", ("3.1", "3.2"), ("3.1",))


def test_what_came_and_what_went() -> None:
    found = compare(edition(item("1.1", GATES)), edition(item("9.9", KEYS)))
    assert [(one.kind, one.old_refs, one.new_refs) for one in found] == [
        ("new", (), ("9.9",)),
        ("gone", ("1.1",), ()),
    ]
    assert all(one.certain for one in found)


def test_a_reference_used_for_something_else_is_said() -> None:
    found = compare(edition(item("1.1", GATES, source_ref="A")), edition(item("1.1", KEYS)))
    assert {one.kind for one in found} == {"new", "gone"}
    assert all(one.why == ("other words",) and not one.certain for one in found)


def test_renumbered_requirements_follow_their_words() -> None:
    old = edition(item("1.1", GATES), item("1.2", KEYS), item("1.3", LIGHTS))
    new = edition(
        item("1.1", "a fence of two metres surrounds the yard", source_ref="N"),
        item("1.2", GATES, source_ref="O"),
        item("1.3", KEYS, source_ref="P"),
        item("1.4", LIGHTS, source_ref="Q"),
    )
    became = {one.old_refs: one.new_refs for one in compare(old, new)}
    assert became == {("1.1",): ("1.2",), ("1.2",): ("1.3",), ("1.3",): ("1.4",), (): ("1.1",)}


def test_an_alias_joins_what_words_alone_would_not() -> None:
    text = "doors and gates of all warehouses are closed by a machine when vehicles have left"
    plain = edition(item("7.1", text, source_ref="N"))
    named = edition(item("7.1", text, source_ref="N", aliases=["3.1"]))
    old = edition(item("3.1", GATES, source_ref="O"))
    assert {one.kind for one in compare(old, plain)} == {"new", "gone"}
    joined = only(old, named)
    assert "alias" in joined.why
    assert joined.kinds == ("moved", "reworded")


def test_editions_in_other_languages_are_joined_by_the_one_they_share() -> None:
    old = edition(item("1.1", {"es": "Las puertas se cierran.", "en": GATES}))
    new = edition(item("2.2", {"fr": "Les portes se ferment.", "en": GATES}))
    assert only(old, new).kind == "moved"
    other = edition(item("1.1", {"fr": "Les portes se ferment."}))
    assert not only(old, other).certain


def test_two_that_fit_alike_are_not_certain() -> None:
    old = edition(item("1.1", GATES, source_ref="A"))
    new = edition(item("5.1", GATES, source_ref="B"), item("5.2", GATES, source_ref="C"))
    found = {one.new_refs: one for one in compare(old, new) if one.old}
    (pair,) = found.values()
    assert not pair.certain
    assert set(pair.new_refs + pair.near) == {"5.1", "5.2"}


def test_points_are_followed_by_their_words() -> None:
    before = edition(item("1.1", f"{GATES}|{LIGHTS}", "ms")).requirements[0]
    after = edition(item("1.1", f"{LIGHTS}|{GATES}", "sm")).requirements[0]
    assert [point_for(before, each, after) for each in "ab"] == ["b", "a"]
    other = edition(item("1.1", f"{KEYS}|{KEYS}", "mm")).requirements[0]
    assert point_for(before, "a", other) == ""
    assert point_for(before, "z", other) == ""


# Properties


@st.composite
def editions(draw: st.DrawFn) -> Checklist:
    """Any small checklist, its words often alike."""
    refs = draw(st.lists(st.sampled_from("ABCDEFGH"), unique=True, max_size=7))
    items = [
        item(
            f"{ref}.1",
            {lang: draw(WORDS) for lang in draw(st.sampled_from([("en",), ("es", "en"), ("fr",)]))},
            draw(st.sampled_from("ms")),
            source_ref=draw(st.sampled_from(["X", "Y", f"Z {ref}"])),
            aliases=draw(st.sampled_from([[], ["A.1"], ["B.1"]])),
        )
        for ref in refs
    ]
    return edition(*items, sections=draw(st.integers(1, 2)))


@settings(max_examples=150, deadline=None)
@given(editions(), editions())
def test_no_requirement_is_lost(old: Checklist, new: Checklist) -> None:
    found = compare(old, new)
    assert Counter(ref for one in found for ref in one.old_refs) == Counter([*old.by_ref])
    assert Counter(ref for one in found for ref in one.new_refs) == Counter([*new.by_ref])
    assert all(0 <= one.likeness <= 1 and one.kinds for one in found)
    assert all(one.kind in {"new", "gone"} or (one.old and one.new) for one in found)


@settings(max_examples=60, deadline=None)
@given(editions())
def test_the_same_content_is_the_same(loaded: Checklist) -> None:
    assert {one.kinds for one in compare(loaded, loaded)} <= {("same",)}


@settings(max_examples=60, deadline=None)
@given(editions(), st.randoms(use_true_random=False))
def test_another_order_is_the_same(loaded: Checklist, chance: Any) -> None:
    plain = deepcopy(loaded)
    sections = [
        checklists.Section(
            one.ref, one.title, tuple(chance.sample(one.requirements, len(one.requirements)))
        )
        for one in plain.sections
    ]
    chance.shuffle(sections)
    turned = Checklist(
        **{name: getattr(plain, name) for name in plain.__struct_fields__ if name != "sections"},
        sections=tuple(sections),
    )
    assert {one.kinds for one in compare(loaded, turned)} <= {("same",)}
