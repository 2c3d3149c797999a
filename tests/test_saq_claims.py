"""What the company states, in its own words, ticks and boxes; never a judgement of its text."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.saq.claims import (
    EMPTY,
    TICKED,
    asks_to_name,
    claim_of_opening,
    claim_of_status,
    claim_word,
    contradicts,
    is_ticked,
    only,
    read_boxes,
    says_nothing,
)
from assessor.saq.words import STATES
from assessor.terms import Claim


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("Sí", "yes"), ("SI", "yes"), ("Si", "yes"), ("S", "yes"), ("Yes.", "yes"), ("Sim", "yes"),
        ("Oui", "yes"), ("Cumple", "yes"), ("X", "yes"), ("✓", "yes"), ("☒", "yes"), ("[x]", "yes"),
        ("TRUE", "yes"), ("Sí / Yes", "yes"), ("In place", "yes"),
        ("No", "no"), ("NO.", "no"), ("Não", "no"), ("Non", "no"), ("No cumple", "no"), ("✗", "no"),
        ("N", "no"), ("Not met", "no"), ("Non-compliant", "no"),
        ("Parcial", "partly"), ("Partially", "partly"), ("Cumple parcialmente", "partly"),
        ("Em andamento", "partly"), ("Partiellement", "partly"), ("Sí, parcialmente", "partly"),
        ("N/A", "na"), ("N.A.", "na"), ("NA", "na"), ("n/a", "na"), ("No aplica", "na"),
        ("Not applicable", "na"), ("Não se aplica", "na"), ("Sans objet", "na"),
        ("No procede", "na"), ("N/A (not applicable)", "na"),
        ("", "none"), ("-", "none"), ("?", "none"), ("Pendiente", "none"), ("TBD", "none"),
        ("Uncertain", "none"), ("Sí/No", "none"), ("Yes / No", "none"), ("#N/A", "none"),
        ("☐", "none"), ("☒ Sí ☐ No", "yes"), ("☐ Sí ☒ No", "no"), ("Sí ( ) No (X)", "no"),
    ],
)  # fmt: skip
def test_a_status_is_read_in_four_languages(said: str, claim: str) -> None:
    assert claim_of_status(said) == claim


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Sí, con foto y color por área.", "yes"), ("Sí.", "yes"), ("Sí se hace", "yes"),
        ("Si, se cuenta con ello", "yes"), ("Yes, every year", "yes"), ("Sim, sempre", "yes"),
        ("No.", "no"), ("No, no se ha hecho todavía.", "no"), ("No: falta", "no"), ("No", "no"),
        ("No aplica, no tenemos unidades propias.", "na"), ("No procede. Sin acuerdos.", "na"),
        ("N/A see 5.3", "na"), ("N.A. Se revisan en portería", "na"),
        ("Not applicable - personal devices may not connect", "na"),
        ("Parcialmente. Existe para Paterna", "partly"), ("Parcial: existe relación", "partly"),
        ("Partly. We get alerts", "partly"), ("Sí, parcialmente", "partly"),
        ("No se permite subcontratar sin autorización", "none"), ("No tratamos.", "none"),
        ("No incidents so far", "none"), ("Si se detecta, se notifica", "none"),
        ("Simulacro anual", "none"), ("Nota: ver anexo", "none"), ("Not yet", "none"),
        ("Anual.", "none"), ("", "none"), ("-", "none"), ("Noches y fines de semana", "none"),
        ("National guard", "none"), ("Sin novedad", "none"),
    ],
)  # fmt: skip
def test_an_answer_states_what_it_opens_with(text: str, claim: str) -> None:
    assert claim_of_opening(text) == claim


@pytest.mark.parametrize(
    "mark", ["X", "x", "✓", "☒", "[x]", "(X)", "●", "Sí", "Yes", "\uf0fe" and "☑"]
)
def test_ticks_are_recognised(mark: str) -> None:
    assert is_ticked(mark)


@pytest.mark.parametrize("mark", ["", " ", "☐", "[ ]", "( )", "-", "–", "0", "____", "."])
def test_empty_boxes_are_no_ticks(mark: str) -> None:
    assert not is_ticked(mark)


@pytest.mark.parametrize(
    ("text", "claim", "rest"),
    [
        ("☒ Sí     ☐ No\nEtiqueta SSCC.", "yes", "Etiqueta SSCC."),
        ("☐ Sí     ☒ No\nNinguno", "no", "Ninguno"),
        ("☐ Yes ☐ No ☒ N/A", "na", ""),
        ("[ ] Yes [X] No – see below", "no", "see below"),
        ("Sí ☒  No ☐", "yes", ""),
        ("SI (X) NO ( )", "yes", ""),
        ("Yes __X__ No ____", "yes", ""),
        ("☐ Sí ☐ No\nEn proceso", "none", "En proceso"),
        ("☒ Sí ☒ No", "none", ""),
    ],
)
def test_labelled_boxes_state_the_claim_and_are_no_text(text: str, claim: str, rest: str) -> None:
    ticked, left = read_boxes(text)
    assert ticked is not None
    assert (only(ticked), left) == (claim, rest)


def test_words_without_boxes_are_left_alone() -> None:
    for text in ("No hay", "Sí, 3 (tres) cámaras", "Inspección (X veces)", ""):
        assert read_boxes(text) == (None, text)


@pytest.mark.parametrize(
    "text", ["-", "?", "—", "...", "Idem", "idem anterior", "Same as above", "Ídem"]
)
def test_some_answers_say_nothing_by_themselves(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text", ["Anual.", "45 días", "Ver 7.5", "See procedures folder, tab 7", ""]
)
def test_short_answers_are_answers(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("claim", "text", "status", "flagged"),
    [
        (
            "yes",
            "Se tiene, pero en la práctica los videos solo se revisan tras un incidente",
            "Sí",
            True,
        ),
        ("yes", "No se tiene.", "Sí", True),
        ("yes", "N/A", "Sí", True),
        ("no", "Sí, desde 2020", "No", True),
        ("yes", "Sí, con foto", "Sí", False),
        ("yes", "Solo 31 usuarios autorizados", "Sí", False),
        ("no", "No se hace de manera formal", "No", False),
        ("yes", "No.", "Cumple", False),  # answers "Is there any insolvency?"
        ("yes", "No tenemos infracciones", "Cumple", False),
        ("none", "No.", "", False),
    ],
)
def test_a_text_that_takes_back_its_tick_is_noticed(
    claim: str, text: str, status: str, flagged: bool
) -> None:
    assert contradicts(Claim(claim), text, status) == flagged


def test_each_state_word_means_one_thing() -> None:
    words = [word for known in STATES.values() for word in known]
    assert len(words) == len(set(words))


CASES = st.sampled_from([str.upper, str.lower, str.title, str])
EDGES = st.sampled_from(["", " ", ".", "\n", "\u00a0", "*", "!"])


@given(st.sampled_from(sorted((w, c) for c, ws in STATES.items() for w in ws)), CASES, EDGES, EDGES)
def test_case_blanks_and_stops_change_no_state(
    known: tuple[str, Claim], case: Callable[[str], str], before: str, after: str
) -> None:
    word, claim = known
    assert claim_word(f"{before}{case(word)}{after}") == claim


@given(st.text(max_size=200))
def test_any_text_states_exactly_one_thing(text: str) -> None:
    assert claim_of_opening(text) in Claim
    assert claim_of_status(text) in Claim
    ticked, rest = read_boxes(text)
    assert ticked is not None or rest == text
    is_ticked(text)


@given(st.text("abcdefghij áéñ.,", min_size=1, max_size=60), st.sampled_from(sorted(TICKED)))
def test_a_ticked_box_before_its_label_wins_whatever_follows(text: str, mark: str) -> None:
    for line, claim in ((f"{mark} Sí {EMPTY[0]} No", "yes"), (f"{EMPTY[0]} Sí {mark} No", "no")):
        assert read_boxes(f"{line}\n{text}")[0] == {claim}


@given(st.text("bcdfghjkmpqrtvwxz ", min_size=1, max_size=40))
def test_no_before_an_ordinary_word_states_nothing(word: str) -> None:
    if word.strip():
        assert claim_of_opening(f"No {word.strip()}") in {Claim.NONE, Claim.NA}


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("si forma parte de un grupo, o tiene establecimientos permanentes, indíquelos", True),
        ("c) Si forma parte de un grupo, indique cuál", True),
        ("If the company belongs to a group, please state which", True),
        ("Se faz parte de um grupo, indique-o", True),
        ("Si l'entreprise fait partie d'un groupe, précisez lequel", True),
        ("¿Forma parte de un grupo? Indíquelo", False),
        ("Si tiene varios locales, ¿son las medidas iguales en todos?", False),
        ("Indique quién responde de la seguridad", False),
        ("Si subcontrata el transporte, exige el mismo nivel de seguridad", False),
        ("The company must state which seals it uses", False),
    ],
)
def test_where_something_is_only_to_be_named_a_yes_claims_nothing(
    question: str, named: bool
) -> None:
    assert asks_to_name(question) is named
