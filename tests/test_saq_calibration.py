"""What the import marks as sure is right: forms of all checklists, in every layout and wording."""

from collections import Counter
from collections.abc import Sequence

import pytest

from assessor.saq.types import SaqPreview
from tests import saq_samples as forms
from tests import saq_truths as truths
from tests.saq_running import MAKERS, UNSTATED
from tests.saq_truths import CHECKLISTS, LANGUAGES, Form

AIM = 0.995
WORDING = ("question", "claim", "text")


def read(data: bytes, form: Form) -> SaqPreview:
    """Return the preview of a file made of this form, against its checklist."""
    return forms.read(data, form.checklist)


def table(form: Form, columns: Sequence[str] = WORDING) -> bytes:
    """Return a workbook of the form with these columns; heads in the questions' language."""
    heads = {"es": ("ID", "Requisito", "Estado", "Respuesta"), "en": ("No.", "Requirement",
             "Status", "Response"), "pt": ("Item", "Quesito", "Situação", "Resposta"),
             "fr": ("N°", "Exigence", "Statut", "Réponse")}  # fmt: skip
    names = dict(zip(("ref", *WORDING), heads[form.language], strict=True))
    rows: list[list[object]] = [[names[column] for column in columns]]
    rows += [[getattr(one, column) for column in columns] for one in form.asked]
    return forms.as_xlsx(rows)


def mixed(index: int) -> Form:
    """Return a form of one of the checklists, in one of the languages, each in its turn."""
    name = CHECKLISTS[index % len(CHECKLISTS)]
    return truths.form_of(name, LANGUAGES[index % 4], demands=True)


def check(found: Counter[str], *, recall: float) -> None:
    """Hold figures against the aim; no answer may be gone, shown as none, or run together."""
    assert truths.precision(found) >= AIM, found
    assert truths.recall(found) >= recall, found
    assert not found["gone"] + found["hidden"] + found["swallowed"], found


@pytest.mark.parametrize("index", range(len(MAKERS)), ids=[maker.__name__ for maker in MAKERS])
def test_every_layout_is_read_exactly(index: int) -> None:
    maker, form = MAKERS[index], mixed(index)
    shown = read(maker(form), form)
    found = truths.scored(shown, form.asked, stated=maker.__name__ not in UNSTATED)
    check(found, recall=1.0)
    assert found["texts"] == found["claims"] == found["answers"]
    assert shown.counts.read == len(shown.rows)


@pytest.mark.parametrize("index", range(len(MAKERS)), ids=[maker.__name__ for maker in MAKERS])
def test_a_form_that_three_sites_filled_is_known_all_along(index: int) -> None:
    maker, form = MAKERS[index], mixed(index)
    asked = tuple(one for site in range(3) for one in truths.of_site(form, site).asked)
    shown = read(maker(Form(form.checklist, form.language, asked)), form)
    found = truths.scored(shown, asked, stated=maker.__name__ not in UNSTATED)
    check(found, recall=0.0)
    assert not found["wrong"] + found["unmatched"] + found["lost"], found
    assert found["right"] + found["first"] == found["answers"], found


@pytest.mark.parametrize("how", ["as it is", *truths.CHANGES])
def test_reworded_and_shuffled_rows_without_references(how: str) -> None:
    found: Counter[str] = Counter()
    for index in range(len(CHECKLISTS)):
        form = truths.shuffled(mixed(index))
        form = form if how == "as it is" else truths.changed(form, how)
        found += truths.scored(read(table(form), form), form.asked)
    check(found, recall=0.99)


def test_a_third_of_a_form_is_not_guessed_at() -> None:
    found: Counter[str] = Counter()
    for index in range(len(CHECKLISTS)):
        form = truths.shuffled(mixed(index))
        form = Form(form.checklist, form.language, form.asked[: len(form.asked) // 3])
        found += truths.scored(read(table(form), form), form.asked)
    check(found, recall=0.97)


def test_a_form_of_another_checklist_is_never_taken_for_this_one() -> None:
    """The numbers are the same and mean something else: nothing may be sure because of them."""
    other = truths.form_of("eu-aeo-saq", "es")
    alike = {forms.MANUFACTURER, forms.IMPORTER}
    for name in CHECKLISTS:
        for other_name in CHECKLISTS:
            if name == other_name or {name, other_name} == alike:
                continue
            other = truths.form_of(other_name, "es")
            shown = forms.read(table(other, ("ref", *WORDING)), name)
            sure = [row for row in shown.rows if row.status in truths.SURE]
            assert len(sure) * 200 <= len(other.asked), (name, other_name, sure)


def test_rows_of_another_checklist_among_the_right_ones_are_to_check() -> None:
    form = truths.form_of(forms.MANUFACTURER, "es", demands=True)
    strange = {one.ref: one for one in truths.form_of("aeo-biosecurity", "es", seed=2).asked}
    among = [*form.asked[::3], *(strange[ref] for ref in list(strange)[::4])]
    rows = truths.Form(form.checklist, "es", tuple(among))
    shown = read(table(rows, ("ref", *WORDING)), rows)
    theirs = {token for one in strange.values() for token in truths.token_of(one.text)}
    sure = [row for row in shown.rows if row.status in truths.SURE]
    assert not [row for row in sure if truths.token_of(row.text) & theirs]
    assert len(sure) == len(form.asked[::3])
