"""What a shortfall proposes: words of the form, value and place, in the languages of the report."""

from datetime import UTC, datetime
from typing import Any

import pytest

from assessor import proposals
from assessor.facts import Link
from assessor.forms.sheets import SheetRow
from assessor.terms import Kind, Level, Verdict
from tests import form_case, make

ROW = "0192-a"


def sheet(values: dict[str, Any], **fields: Any) -> SheetRow:
    """Return a filled sheet without a workspace."""
    row: dict[str, Any] = {
        "id": "sheet",
        "form": form_case.form(),
        "number": 3,
        "site_id": "north",
        "refs": (),
        "settled": {},
        "private_note": "Nobody reads this",
        "created_at": datetime(2026, 11, 21, tzinfo=UTC),
        "created_by": "Ana Ruiz",
    }
    return SheetRow(values=values, **{**row, **fields})


def found(values: dict[str, Any], **fields: Any) -> dict[str, proposals.ProposalRow]:
    """Return the proposals of one sheet by key."""
    known = make.dossier({}, sheets=(sheet(values, **fields),))
    return {item.key: item for item in proposals.proposals_of(known)}


WHERE = "Every kind ({lang}), No. 3 (MSKU 1 · HS-9){row} · North · Dock 4"
NAMED = {"head.unit": "MSKU 1", "head.seal": "HS-9", "head.where": "Dock 4"}
# What is filled in, the shortfall's key, and the beginning of the English text.
TEXTS: list[tuple[dict[str, Any], str, str]] = [
    (
        {"points.floor.sound": "no", "points.floor.sound:note": "Fresh weld"},
        "points.floor.sound",
        "Damaged. (en) Fresh weld.",
    ),
    (
        {"points.roof.clean": "no", "points.roof.clean:note": {"es": "Tierra"}},
        "points.roof.clean",
        "Not met: clean (en). Tierra.",
    ),
    ({"head.grade": "poor"}, "head.grade", "Poor. (en) grade (en): poor (en)."),
    ({"head.height": 2.1}, "head.height", "height (en): 2.1 m (at least 2.4 m)."),
    ({"head.outside": 606, "head.inside": 540}, "wall", "wall (en): 66 (at most 25)."),
    (
        {
            f"threats.{ROW}": "Theft",
            f"threats.{ROW}.likelihood": "s5",
            f"threats.{ROW}.consequence": "s5",
        },
        f"threats.{ROW}.risk",
        "risk (en): Extreme.",
    ),
]


@pytest.mark.parametrize(("values", "key", "beginning"), TEXTS)
def test_the_text_says_what_falls_short_the_value_and_where(
    values: dict[str, Any], key: str, beginning: str
) -> None:
    item = found({**NAMED, **values})[key]
    row = {"points.floor.sound": " · floor (en)", "points.roof.clean": " · roof (en)"}.get(key, "")
    row = " · Theft" if "threats" in key else row
    assert item.where["en"] == WHERE.format(lang="en", row=row)
    assert item.text["en"] == f"{beginning} Where: {item.where['en']}."
    assert item.text.keys() == item.where.keys() == {"es", "en"}
    assert "(es)" in item.text["es"]
    assert "(en)" not in item.text["es"]
    assert "Nobody" not in str(item)


def test_the_nearest_links_count_then_those_by_hand_then_the_form_s() -> None:
    values = {"points.floor.sound": "no", "head.grade": "poor", "head.height": 1}
    refs = {key: item.refs for key, item in found(values).items()}
    assert refs == {
        "points.floor.sound": ("2.1",),
        "head.grade": ("1.2",),
        "head.height": ("1.1",),
    }
    by_hand = found(values, refs=("1.10",))
    assert by_hand["head.height"].refs == ("1.10",)
    assert by_hand["head.grade"].refs == ("1.2",)


def test_of_several_requirements_those_of_the_first_one_s_level_are_proposed() -> None:
    item = found({"head.height": 1}, refs=("1.2", "1.1", "2.1"))["head.height"]
    # 2.1 is a must, but its point b is a should as the height is.
    assert item.links == (Link("1.2"), Link("2.1", "b"))
    assert item.kind is Kind.RECOMMENDATION


def test_a_link_meets_the_point_of_its_level() -> None:
    checklist = make.small_checklist()
    links = proposals.links_to(checklist, ["2.1", "1.1", "2.2"], Level.SHOULD)
    assert links == [Link("2.1", "b"), Link("1.1"), Link("2.2", "c")]
    assert proposals.links_to(checklist, ["2.1", "1.2"], Level.MUST) == [Link("2.1"), Link("1.2")]


def test_a_site_that_was_left_out_is_named_but_carries_no_observation() -> None:
    known = make.dossier(
        {("2.1", "a", "yard"): Verdict.MET},
        sites={"yard": True, "north": False},
        sheets=(sheet({"points.floor.sound": "no"}),),
    )
    (item,) = proposals.proposals_of(known)
    assert item.site_id is None
    assert "North" in item.where["en"]


def test_what_was_decided_is_remembered_while_it_holds() -> None:
    values = {"points.floor.sound": "no", "points.floor.clean": "no"}
    row = sheet(
        values,
        settled={
            "points.floor.sound": {"observation": "observation-1"},
            "points.floor.clean": {"reason": "Swept", "by": "Eva"},
        },
    )
    known = make.dossier({}, [make.Noted((Link("2.1"),))], sheets=(row,))
    states = [(item.state, item.reason) for item in proposals.proposals_of(known)]
    assert states == [("taken", ""), ("dismissed", "Swept")]
    without = make.dossier({}, sheets=(row,))
    assert [item.state for item in proposals.proposals_of(without)] == ["open", "dismissed"]


def test_photographs_of_the_same_place_come_along() -> None:
    values = {
        "points.floor.sound": "no",
        "points.floor.photo": ["a", "b"],
        "points.roof.photo": ["c"],
        "head.pictures": ["d"],
        "head.height": 1,
    }
    pieces = {key: item.evidence_ids for key, item in found(values).items()}
    assert pieces == {"points.floor.sound": ("a", "b"), "head.height": ("d",)}


def test_a_language_that_the_form_lacks_is_left_to_be_written() -> None:
    content = form_case.content()
    content["languages"] = ["es"]
    only = sheet({"head.height": 1}, form=form_case.form(content))
    (item,) = proposals.proposals_of(make.dossier({}, sheets=(only,)))
    assert item.text.keys() == {"es"}
