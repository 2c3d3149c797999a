"""PDF: the portal's print exactly as its manifest says; tables, prints, forms, columns, turns."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from assessor.saq.preview import preview_bytes
from assessor.saq.types import LedgerRow, SaqPreview
from tests import saq_pdfs as pdfs
from tests import saq_samples as forms

NAME = "portal_print_en.pdf"
FORMS = [pytest.param(*form, id=form[0]) for form in forms.forms()]
RULES = (("LINEBELOW", (0, 0), (-1, -1), 0.4, "#888888"),)


def found(shown: SaqPreview, asked: Iterable[forms.Asked]) -> Counter[str]:
    """Count what became of the questions of a form, by their references."""
    rows = {row.ref: row for row in forms.answers(shown) if row.ref}
    counts: Counter[str] = Counter()
    for one in asked:
        row = rows.pop(one.ref, None)
        counts[row.status if row else "missing"] += 1
        if row:
            counts["claims"] += row.claim.value != one.claim
            counts["texts"] += row.text != one.text
    counts["extra"] = len(rows) + sum(row.ref is None for row in forms.answers(shown))
    return +counts


def exact(asked: Iterable[forms.Asked]) -> Counter[str]:
    """Return the counts of a form that was read without a fault."""
    blank = [one for one in asked if not one.text and one.claim == "none" and not one.evidence]
    return +Counter({"accepted": len(list(asked)) - len(blank), "blank": len(blank)})


# The sample


def test_every_answer_of_the_portals_print_is_as_in_the_manifest() -> None:
    rows = [row for row in forms.sample(NAME).rows if row.ref]
    known = forms.manifest(NAME)["rows"]
    for row, truth in zip(rows, known, strict=True):
        said = (row.place, row.ref, row.claim.value, row.text, list(row.documents))
        assert said == tuple(truth[key] for key in ("place", "ref", "claim", "text", "documents"))
        assert row.status == ("blank" if truth["claim"] == "none" else "accepted")


def test_its_other_rows_are_where_they_must_be() -> None:
    shown = forms.sample(NAME)
    others = [row for row in shown.rows if not row.ref]
    assert {row.status for row in others} == {"no_answer"}
    places = {(row.place, row.text): row.kind for row in others}
    for known in forms.manifest(NAME)["other_rows"]:
        if known["place"] != "every page":
            assert places[known["place"], known["text"]] == known["kind"]
    (margin,) = [row for row in others if row.place == "every page"]
    for piece in (
        "Partner Security Portal",
        "Printed 11/03/2025 10:22 AM by rcastellano",
        "Page n",
    ):
        assert piece in margin.text
    (end,) = [row for row in others if row.text.startswith("End of profile")]
    assert end.place == "page 7"


def test_its_company_and_language_are_found() -> None:
    shown, known = forms.sample(NAME), forms.manifest(NAME)
    assert shown.company == known["company"]
    assert shown.language == "en"
    assert shown.media_type == "application/pdf"


def test_its_content_counts_and_not_its_name() -> None:
    data = (forms.SAMPLES / NAME).read_bytes()
    shown = preview_bytes(b"\r\n" + data, "profile.docx", forms.checklist_of(NAME))
    assert shown.counts == forms.sample(NAME).counts


# Tables


@pytest.mark.parametrize(("language", "asked", "checklist"), FORMS)
@pytest.mark.parametrize(
    "look",
    [
        {},
        {"style": (), "padding": 5},
        {"style": (), "padding": 1},
        {"style": RULES, "padding": 1.5},
    ],
    ids=["ruled", "apart", "dense", "underlined"],
)
def test_tables_over_several_pages_are_read_exactly(
    language: str, asked: tuple[forms.Asked, ...], checklist: str, look: dict[str, object]
) -> None:
    data = pdfs.as_table(asked, language, **look)  # type: ignore[arg-type]
    assert found(forms.read(data, checklist), asked) == exact(asked)


def test_numbers_and_words_that_a_narrow_column_broke_are_whole_again() -> None:
    asked = [one for one in forms.importer() if one.ref in {"10.10", "12.10", "4.10", "5.3"}]
    data = pdfs.as_table(asked, "en", widths=(30, 190, 45, 170, 80))
    rows = forms.answers(forms.read(data, forms.IMPORTER))
    assert [(row.ref, row.claim.value) for row in rows] == [(one.ref, one.claim) for one in asked]


@pytest.mark.parametrize("quarter", [1, 2, 3])
@pytest.mark.parametrize("content", [False, True])
def test_turned_pages_are_read_upright(quarter: int, *, content: bool) -> None:
    asked = forms.manufacturer()[:15]
    data = pdfs.turned(pdfs.as_table(asked, "es"), quarter, content=content)
    assert found(forms.read(data), asked) == exact(asked)


def test_an_answer_that_a_page_break_divides_is_one_answer() -> None:
    long = ("Se revisa cada unidad en la caseta y se anota en la bitácora. " * 25).strip()
    asked = [replace(one, text=long, claim="yes") for one in forms.manufacturer()[:5]]
    for data in (
        pdfs.as_print(asked, "es"),
        pdfs.as_table(asked, "es"),
        pdfs.as_table(asked, "es", head=0),
        pdfs.as_table(asked, "es", style=(), padding=4),
    ):
        shown = forms.read(data)
        assert found(shown, asked) == exact(asked)
        assert any(row.place == "page 1-2" for row in shown.rows)


# Questions and answers under one another


@pytest.mark.parametrize(("language", "asked", "checklist"), FORMS)
@pytest.mark.parametrize("bold", [True, False])
def test_prints_with_marked_answers_are_read_exactly(
    language: str, asked: tuple[forms.Asked, ...], checklist: str, *, bold: bool
) -> None:
    data = pdfs.as_print(asked, language, bold=bold)
    assert found(forms.read(data, checklist), asked) == exact(asked)


@pytest.mark.parametrize(("language", "asked", "checklist"), FORMS)
def test_two_columns_are_read_one_after_the_other(
    language: str, asked: tuple[forms.Asked, ...], checklist: str
) -> None:
    del language
    opened = forms.said_by_opening(asked)
    shown = forms.read(pdfs.as_columns(opened), checklist)
    counts = found(shown, opened)
    assert (counts["claims"], counts["texts"], counts["missing"]) == (0, 0, 0)


def test_where_a_question_may_run_into_its_answer_a_person_decides() -> None:
    asked = forms.said_by_opening(forms.manufacturer())
    shown = forms.read(pdfs.as_print(asked, "es", marked=False, bold=False))
    counts = found(shown, asked)
    doubted = [row for row in shown.rows if "question and answer run together" in row.flags]
    assert (counts["claims"], counts["texts"], counts["missing"]) == (0, 0, 0)
    assert doubted
    assert {row.status for row in doubted} == {"to_check"}


# Forms


def test_fields_and_boxes_of_a_form_are_read_where_they_stand() -> None:
    asked = [one for one in forms.importer()[:20] if one.claim in {"yes", "no", "na"}]
    shown = forms.read(pdfs.as_form(asked), forms.IMPORTER)
    assert found(shown, asked) == Counter({"accepted": len(asked)})
    assert shown.company == {"name": "Hale Imports LLC"}


def test_a_large_print_is_read_in_seconds() -> None:
    asked = [replace(one, text=one.text * 2) for one in forms.manufacturer()] * 3
    start = time.thread_time()
    rows: tuple[LedgerRow, ...] = forms.read(pdfs.as_table(asked, "es")).rows
    assert len(rows) > 285
    assert time.thread_time() - start < 30
