"""Lists of more questions than any form asks: quickly through, every row shown, none made sure."""

from collections import Counter

import pytest

from assessor import checklist as checklists
from assessor.saq import hasty
from assessor.saq.bank import Bank, _to_explain, bank_of, stems
from assessor.saq.glance import Glance, Weighed
from assessor.saq.items import Item
from assessor.saq.types import SaqPreview
from tests import saq_samples as forms

HEAD = ["Ref", "Requisito", "¿Cumple?", "Respuesta"]
FILLER = [
    [f"Z{number}", f"Fila de inventario número {number}", "Sí", f"caja {number}"]
    for number in range(hasty.MANY + 100)
]


@pytest.fixture(scope="module")
def bank() -> Bank:
    return bank_of(checklists.checklist(forms.MANUFACTURER))


def _real() -> list[list[str]]:
    return [[one.ref, one.question, "Sí", f"Respuesta {one.ref}"] for one in forms.manufacturer()]


def _read(rows: list[list[str]]) -> SaqPreview:
    return forms.read(forms.as_csv([HEAD, *rows]))


def _accepted(shown: SaqPreview) -> dict[str | None, str]:
    return {row.ref: row.text for row in shown.rows if row.status == "accepted"}


def test_the_form_is_found_among_thousands_of_other_rows() -> None:
    alone = _accepted(_read(_real()))
    shown = _read([*FILLER[:2000], *_real(), *FILLER[2000:]])
    assert len(alone) == len(_real())
    assert _accepted(shown) == alone
    counts = shown.counts
    assert counts.read == 1 + len(FILLER) + len(alone)
    assert counts.accepted + counts.to_check + counts.unmatched + counts.no_answer == counts.read
    filler = [row for row in shown.rows if row.text.startswith("caja")]
    assert len(filler) == len(FILLER)
    assert {row.status for row in filler} <= {"to_check", "unmatched"}


def test_without_its_numbers_the_form_waits_with_the_right_requirement_first() -> None:
    """Most rows are no questions of this checklist, so none is taken by its wording alone."""
    shown = _read([*FILLER, *(["", *row[1:]] for row in _real())])
    assert not _accepted(shown)
    truth = {text: ref for ref, _question, _claim, text in _real()}
    rows = [row for row in shown.rows if row.text in truth]
    assert len(rows) == len(truth) == 95
    right = [row for row in rows if row.candidates[:1] == (truth[row.text],)]
    assert len(right) >= 89
    assert {row.status for row in right} == {"to_check"}
    assert {row.status for row in rows} <= {"to_check", "unmatched"}


def test_one_question_in_a_thousand_wordings_is_answered_once() -> None:
    ref, question, *rest = _real()[0]
    rows = [[ref, f"{question} ({number})", *rest] for number in range(hasty.MANY + 10)]
    found = Counter(row.status for row in _read(rows).rows)
    assert found == {"no_answer": 1, "accepted": 1, "to_check": len(rows) - 1}


def test_that_questions_were_only_glanced_at_is_said() -> None:
    few = _read([["", f"{question} {number}", "Sí", ""] for number in range(3)
                 for _ref, question, *_rest in _real()])  # fmt: skip
    many = _read([*FILLER, *_real()])
    assert [notice.code for notice in many.notices].count("glanced") == 1
    assert "glanced" not in {notice.code for notice in few.notices}


def _items(count: int) -> list[Item]:
    return [Item("question", "", [], question=f"Pregunta {number}?") for number in range(count)]


def test_a_list_that_a_form_may_be_is_compared_closely(bank: Bank) -> None:
    for items in (_items(hasty.MANY), _items(hasty.MANY) * 2):
        rank = hasty.ranking(items, bank)
        assert rank("Inventario de llaves", None) == bank.ranked("Inventario de llaves") != []


def test_what_sounds_like_a_requirement_is_looked_at_closely_and_not_for_ever(bank: Bank) -> None:
    rank = hasty.ranking(_items(hasty.MANY + 1), bank)
    question = bank.checklist.requirements[0].points[0].text["es"]
    wordings = [f"{question} {number}" for number in range(hasty.OFTEN + 1)]
    *close, last = [rank(wording, None) for wording in wordings]
    assert close == [bank.ranked(wording) for wording in wordings[:-1]]
    assert last == [(close[0][0][0], hasty.AT_MOST)]
    assert rank("Lista de regalos de boda, papel rojo y cinta", None) == []
    assert rank("", None) == []


def test_what_has_a_known_number_is_looked_at_closely_whatever_it_says(bank: Bank) -> None:
    rank = hasty.ranking(_items(hasty.MANY + 1), bank)
    wordings = [f"Lista de regalos de boda, caja {number}" for number in range(hasty.OFTEN + 1)]
    *close, last = [rank(wording, "1.10") for wording in wordings]
    assert close == [bank.ranked(wording) for wording in wordings[:-1]]
    assert last == []


def test_a_glance_weighs_what_the_index_of_that_language_weighs(bank: Bank) -> None:
    for place, language in enumerate(bank.checklist.languages):
        wide = bank.voices[place].wide
        glance = Glance([Weighed(wide.gains, wide.weights, wide.unknown)], len(wide.owners))
        for item in bank.checklist.requirements:
            words = tuple(dict.fromkeys(stems(item.points[0].text[language])))
            found, whole = wide.sums(words)
            nearest, explained, there = glance.nearest(words) or (-1, 0.0, 0.0)
            assert explained == pytest.approx(max(found.values()), rel=0.001)
            assert found[nearest] == pytest.approx(explained, rel=0.001)
            assert _to_explain(there, len(words)) == pytest.approx(whole, rel=0.001)


def test_a_glance_speaks_the_language_that_knows_most_of_the_words() -> None:
    one = Weighed({"seal": [(0, 1.0)], "gate": [(1, 0.5)]}, {"seal": 2.0, "gate": 1.0}, 3.0)
    other = Weighed({"seal": [(1, 9.0)], "muro": [(1, 1.0)]}, {"seal": 9.0, "muro": 1.0}, 4.0)
    glance = Glance([one, other], 2)
    assert glance.nearest(["seal", "gate", "x"]) == (0, 1.0, 2.0 + 1.0 + 3.0)
    assert glance.nearest(["seal", "muro"]) == (1, 10.0, 10.0)
    assert glance.nearest(["x"]) is None


def test_no_sum_of_a_glance_runs_into_the_next_requirement() -> None:
    words = [f"w{number}" for number in range(20_000)]
    gains = {word: [(0, 5.7)] for word in words}
    glance = Glance([Weighed(gains, dict.fromkeys(words, 5.7), 1.0)], 2)
    nearest, explained, _whole = glance.nearest(words) or (-1, 0.0, 0.0)
    assert nearest == 0
    assert explained == pytest.approx(5.7 * 10_000, rel=0.001)


def test_each_requirement_is_known_at_a_glance_in_each_language(bank: Bank) -> None:
    for item in bank.checklist.requirements:
        for language in bank.checklist.languages:
            ref, likeness = bank.glance(item.points[0].text[language])
            assert likeness >= hasty.FAINT, (item.ref, language)
            assert ref == item.ref, language


def test_nothing_is_known_of_no_words(bank: Bank) -> None:
    assert bank.glance("") == ("", 0.0)
    assert bank.glance("xyzzy 17") == ("", 0.0)
