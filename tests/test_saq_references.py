"""References are text from end to end: 1.10 is never 1.1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.saq.references import References, looks_like_reference, part_letter
from assessor.saq.types import Cell

KNOWN = References(
    ("1.1", "1.2", "1.10", "1.1.1", "1.1.2", "3.1", "7.30", "10.1", "A.1", "E.1", "0.1"),
    {"IV-2": "1.2"},
)


@pytest.mark.parametrize(
    ("shown", "ref", "part"),
    [
        ("1.1", "1.1", ""), ("1.10", "1.10", ""), ("1.1.", "1.1", ""), ("(1.1)", "1.1", ""),
        ("1.1.1", "1.1.1", ""), ("1.1.1.", "1.1.1", ""), ("1.1.1 a)", "1.1.1", "a"),
        ("1.1 (b)", "1.1", "b"), ("1.1.a", "1.1", "a"), ("E.1(a)", "E.1", "a"), ("a.1", "A.1", ""),
        ("Criterio 1.10", "1.10", ""), ("CTPAT MSC 1.2", "1.2", ""), ("MSC-1.2", "1.2", ""),
        ("No. 1.2", "1.2", ""), ("§ 1.2", "1.2", ""), ("0,1", "0.1", ""), ("1,10", "1.10", ""),
        ("II/1.1.2", "1.1.2", ""), ("1 . 1", "1.1", ""), ("1.2 -", "1.2", ""), ("01.02", "1.2", ""),
        ("iv-2", "1.2", ""), ("1.1\u00a0", "1.1", ""),
    ],
)  # fmt: skip
def test_references_have_normal_forms(shown: str, ref: str, part: str) -> None:
    reading = KNOWN.read_text(shown)
    assert (reading.ref, reading.part) == (ref, part)


@pytest.mark.parametrize(
    "shown", ["", "1", "1.3", "1.100", "C-01", "OT-5521", "Total", "5(a).", "2.1"]
)
def test_what_is_no_reference_of_the_checklist_is_none(shown: str) -> None:
    assert KNOWN.read_text(shown).ref is None


def number(raw: str, shown: str = "") -> Cell:
    """Return a cell that holds a number."""
    return Cell("x", shown or raw, kind="number", raw=raw)


def test_a_number_is_ambiguous_where_two_references_look_alike() -> None:
    reading = KNOWN.read(number("1.1"))
    assert (reading.ref, reading.candidates) == (None, ("1.1", "1.10"))
    # Not even a format of two decimals proves what was typed.
    assert KNOWN.read(number("1.1", "1.10")).candidates == ("1.1", "1.10")
    assert KNOWN.read(number("1.1000000000000001")).candidates == ("1.1", "1.10")


def test_a_number_that_can_be_only_one_reference_is_that() -> None:
    assert KNOWN.read(number("1.2")).ref == "1.2"
    lost = KNOWN.read(number("7.3"))
    assert (lost.ref, lost.sure) == ("7.30", False)


@pytest.mark.parametrize("text", ["3-ene", "3-Jan", "03/01/2025", "2025-01-03", "Jan-03", "3 janv"])
def test_a_date_shows_what_it_may_have_been(text: str) -> None:
    reading = KNOWN.read_text(text)
    assert (reading.ref, reading.candidates, reading.dated) == (None, ("3.1",), True)
    assert KNOWN.read(Cell("x", text, kind="date", raw="2025-01-03")).candidates == ("3.1",)


def test_october_may_have_been_ten() -> None:
    assert KNOWN.read_text("01-oct").candidates == ("1.10", "10.1")


@pytest.mark.parametrize(
    ("text", "shown", "rest"),
    [
        ("1.1 Has the company", "1.1", "Has the company"),
        ("7. Do you", "7", "Do you"),
        ("(1.1.1) ¿Hay?", "1.1.1", "¿Hay?"),
        ("Criterio 1.1: Texto", "1.1", "Texto"),
        ("7 puntos de inspección", "", "7 puntos de inspección"),
        ("2024 fue un año", "", "2024 fue un año"),
        ("Sin número", "", "Sin número"),
    ],
)
def test_a_number_before_a_question_is_told_from_a_word(text: str, shown: str, rest: str) -> None:
    assert KNOWN.split_leading(text) == (shown, rest)


def test_a_reference_may_close_the_question() -> None:
    assert KNOWN.split_trailing("¿Hay comité? (1.2)") == ("1.2", "¿Hay comité?")
    assert KNOWN.split_trailing("¿Hay comité (2)?") == ("", "¿Hay comité (2)?")


@pytest.mark.parametrize(
    ("text", "letter"),
    [("a) ¿cómo?", "a"), ("(b) text", "b"), ("c. text", "c"), ("A) Text", "a"), ("V. Sanchis", ""),
     ("a la aduana", ""), ("Anexo", ""), ("", ""), ("x) no", "")],
)  # fmt: skip
def test_sub_items_are_lettered(text: str, letter: str) -> None:
    assert part_letter(text)[0] == letter


@given(st.integers(1, 99), st.integers(1, 99))
def test_text_is_never_taken_for_another_reference(section: int, item: int) -> None:
    refs = tuple(dict.fromkeys((f"{section}.{item}", f"{section}.{item}0", f"{section}.0{item}")))
    known = References(refs, {})
    for ref in refs:
        assert known.read_text(ref).ref == ref
        assert known.read_text(f" {ref}. ").ref == ref


@given(st.integers(1, 30), st.integers(1, 9))
def test_a_number_never_picks_one_of_two(section: int, item: int) -> None:
    known = References((f"{section}.{item}", f"{section}.{item}0"), {})
    reading = known.read(number(repr(float(f"{section}.{item}"))))
    assert reading.ref is None
    assert len(reading.candidates) == 2


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    reading = KNOWN.read_text(text)
    assert reading.ref is None or reading.ref in KNOWN.refs
    KNOWN.split_leading(text)
    KNOWN.split_trailing(text)
    part_letter(text)
    looks_like_reference(Cell("x", text))
