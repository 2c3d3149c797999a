"""What is looked for first, because it is quick, never hides what the slow pattern would find."""

import gc
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.saq import claims, documents, references, steps
from assessor.terms import Claim


@given(st.from_regex(claims._TAKES_BACK))
def test_all_that_takes_back_may_take_back(text: str) -> None:
    assert claims._may_take_back(text)


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("Sí, pero en la práctica solo los lunes.", True),
        ("Hay un manual. Actualmente no contamos con cámaras.", True),
        ("The plan is written; in progress.", True),
        ("Un interno lo revisa. Nota: los guardias no están solos.", False),
        ("Guards patrol the fence every two hours.", False),
    ],
)
def test_what_takes_back_stands_in_any_sentence(text: str, *, back: bool) -> None:
    assert claims.contradicts(Claim.YES, text, "Sí") is back


@given(st.from_regex(claims._BOXES))
def test_each_box_opens_as_a_box(text: str) -> None:
    assert claims._BOX_OPENS.search(text)


@given(st.from_regex(documents._ANNEX))
def test_each_annex_holds_a_part_of_its_word(text: str) -> None:
    assert any(part in text.lower() for part in documents._ANNEX_PARTS)


@given(st.from_regex(documents._VERSIONED), st.from_regex(documents._DATED))
def test_versions_and_years_are_seen(versioned: str, dated: str) -> None:
    assert documents._DIGIT.search(versioned)
    assert documents._VERSION.search(versioned)
    assert documents._DIGIT.search(dated)
    assert documents._YEAR.search(dated)


@given(st.text(alphabet="abcpqA(). \t\u00a0x1", max_size=6) | st.from_regex(references._PART))
def test_no_letter_of_a_part_is_passed_over(text: str) -> None:
    plain = text.strip()
    match = references._PART.match(plain[:2].lower() + plain[2:] if plain[1:2] == ")" else plain)
    wanted = (match["letter"] or match["plain"]) if match else ""
    assert references.part_letter(text)[0] == wanted
    assert not re.match(r"\s", plain)


def test_garbage_is_looked_for_again_after_a_failure() -> None:
    def fail() -> None:
        with steps.uncollected():
            assert not gc.isenabled()
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        fail()
    assert gc.isenabled()
