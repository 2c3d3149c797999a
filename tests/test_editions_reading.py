"""Reading editions: which words changed, which checklist is an edition of which, what is gone."""

import itertools
import string
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor import checklist as checklists
from assessor.checklist import Checklist
from assessor.editions import are_kin, is_later, kin_first, later_edition, marked
from assessor.editions.former import natural
from tests import make


def said(text: str, *others: str) -> str:
    """Return a text with what changed in brackets."""
    return "".join(
        f"[{piece.text}]" if piece.changed else piece.text for piece in marked(text, others)
    )


@pytest.mark.parametrize(
    ("text", "others", "expected"),
    [
        ("The gate is locked.", ["The gate is locked."], "The gate is locked."),
        ("The gate is locked.", ["The gate is open."], "The gate is [locked]."),
        (
            "Gates and doors are locked at night.",
            ["Gates are locked."],
            "Gates[ and doors] are locked[ at night].",
        ),
        ("One two three", ["four five six", "one two ten"], "[One] two [three]"),
        ("Nothing alike", ["quite another sentence"], "[Nothing alike]"),
        ("Alone", [], "[Alone]"),
        ("", ["words"], ""),
        ("…", ["…"], "…"),
    ],
)
def test_what_the_other_text_does_not_have_is_marked(
    text: str, others: list[str], expected: str
) -> None:
    assert said(text, *others) == expected


words = st.text(alphabet=string.ascii_letters + " .,áñ\n", max_size=80)


@given(words, st.lists(words, max_size=3))
def test_the_pieces_are_the_text_to_the_letter(text: str, others: list[str]) -> None:
    pieces = marked(text, others)
    assert "".join(piece.text for piece in pieces) == text
    assert all(one.changed != other.changed for one, other in itertools.pairwise(pieces))
    assert not any(piece.changed for piece in marked(text, [text, *others]) if text.strip(" .,\n"))


def edition(checklist_id: str, name: str, **fields: Any) -> Checklist:
    content = make.small() | {"id": checklist_id, "edition": name} | fields
    return msgspec.convert(content, Checklist, strict=False)


OLD = edition("small", "2.10")


@pytest.mark.parametrize(
    ("other", "kin"),
    [
        (edition("small", "2.11"), True),
        (edition("small-2027", "2027"), True),
        (edition("own-small", "2.10"), True),
        (edition("small-later", "2.11"), True),
        (edition("quite-other", "2.11"), True),  # the same title in the same programme
        (edition("quite-other", "2.11", title=make.both("Another")), False),
        (edition("small-later", "2.11", programme="other", title=make.both("Another")), False),
        (edition("smallest", "2.11", title=make.both("Another")), False),
    ],
)
def test_editions_know_one_another_by_id_or_by_programme_and_title(
    other: Checklist, kin: bool
) -> None:
    assert are_kin(OLD, other) is kin
    assert are_kin(other, OLD) is kin


def test_shipped_checklists_are_no_editions_of_one_another() -> None:
    known = list(checklists.checklists().values())
    for one in known:
        assert not [other.id for other in known if other is not one and are_kin(one, other)]


def test_the_latest_finished_edition_is_named_and_the_list_begins_with_kin() -> None:
    title = make.both("Another")
    newer, newest = edition("small", "2.11"), edition("small-3", "2.20")
    draft = edition("small-4", "2.30", draft=True)
    other = edition("other", "9", title=title, programme="other")
    known = [other, OLD, newer, newest, draft]
    assert later_edition(known, OLD) == newest
    assert later_edition([OLD, draft, other], OLD) is None
    assert is_later(newer, OLD)
    assert not is_later(OLD, newer)
    assert kin_first(known, OLD) == ([draft, newest, newer], [other])


def test_numbers_in_names_count_as_numbers() -> None:
    assert sorted(["1.10", "1.2", "A.1", "1.2b"], key=natural) == ["1.2", "1.2b", "1.10", "A.1"]
