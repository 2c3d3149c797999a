"""Tables of criteria become drafts: every row accounted for, word for word, nothing guessed."""

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessor import checklist as checklists
from assessor.content.building import Named
from assessor.content.checking import check_content
from assessor.content.drafting import draft_from, draft_from_bytes
from assessor.content.levels import divide, levels_in, levels_of_cell
from assessor.content.types import CriterionRow, Drafted
from assessor.content.writing import to_yaml
from assessor.errors import NoCriteria, SaqEmpty, SaqTypeUnknown, SaqUnreadable
from assessor.terms import Level
from tests import make
from tests.criteria_samples import ENGLISH, SAMPLES

MUST, SHOULD = Level.MUST, Level.SHOULD


def drafted(name: str, *languages: str) -> Drafted:
    named = Named("ours", {"en": "Ours"}, languages, file=name)
    return draft_from_bytes((SAMPLES / name).read_bytes(), named)


def from_csv(*lines: str) -> Drafted:
    """Return the draft of a table of comma-separated values."""
    return draft_from_bytes("\n".join(lines).encode(), Named("ours", {"en": "Ours"}, file="t.csv"))


def requirements(made: Drafted) -> dict[str, Any]:
    sections: Any = made.content["sections"]
    return {item["ref"]: item for section in sections for item in section["requirements"]}


def to_check(made: Drafted) -> dict[str, tuple[str, ...]]:
    return {row.place: row.why for row in made.rows if row.status == "to_check"}


def row_at(made: Drafted, place: str) -> CriterionRow:
    return next(row for row in made.rows if row.place == place)


# The samples


def test_an_english_workbook_with_every_trap() -> None:
    made = drafted("criteria_en.xlsx", "en", "es")
    found = requirements(made)
    levels = {ref: " ".join(p["level"] for p in item["points"]) for ref, item in found.items()}
    assert levels == {"1.1": "must"} | {
        ref: said for ref, said, _section in ENGLISH if ref != "1.1"
    }
    assert to_check(made) == {
        "Criteria!A9": ("number",),
        "Criteria!A14": ("level",),
        "Criteria!A16": ("no_level",),
        "Criteria!A17": ("duplicate",),
        "Criteria!A18": ("duplicate",),
        "Criteria!A19": ("hidden",),
    }
    assert row_at(made, "Criteria!B13").kind == "point"
    assert row_at(made, "Criteria!A20").kind == "head"
    assert row_at(made, "Criteria!A22").kind == "note"
    sections: Any = made.content["sections"]
    assert [(item["ref"], item["title"]["en"]) for item in sections] == [
        ("1", "Responsibility of management"),
        ("2", "Seals"),
    ]
    assert made.missing == ("es",)


def test_words_are_taken_as_they_stand() -> None:
    found = requirements(drafted("criteria_en.xlsx"))
    assert found["1.1"]["points"][0]["text"] == {
        "en": "Management must sign a statement of commitment."
    }
    assert found["1.1"]["look_for"] == [
        {"en": "The statement hangs where staff see it.\nIt is renewed every year."}
    ]
    assert [point["text"]["en"] for point in found["2.1"]["points"]] == [
        "Seals must meet ISO 17712.",
        "Serial numbers should be laser engraved.",
    ]


def test_two_languages_beside_one_another_and_ticks() -> None:
    made = drafted("criterios_es_en.xlsx")
    found = requirements(made)
    assert made.languages == ("es", "en")
    assert found["3.1"]["points"][0]["text"] == {
        "es": "El perímetro debe estar cercado.",
        "en": "The perimeter must be fenced.",
    }
    assert [found[ref]["level"] for ref in ("3.1", "3.2", "3.3", "4.2")] == [
        "must", "should", "must", "should",
    ]  # fmt: skip
    assert [point["level"] for point in found["4.1"]["points"]] == ["must", "should"]
    assert to_check(made) == {
        "Seguridad física!A6": ("languages_differ",),
        "Seguridad física!A7": ("no_level",),
    }
    assert [item["title"] for item in made.content["sections"]] == [  # type: ignore[attr-defined]
        {"es": "Seguridad física"},
        {"es": "Seguridad del personal"},
    ]
    assert "Responsable" in str([notice.values for notice in made.notices])


def test_a_french_table_of_delimited_text() -> None:
    made = drafted("criteres_fr.csv", "fr")
    found = requirements(made)
    assert {ref: item["level"] for ref, item in found.items()} == {
        "A-1": "must",
        "A-2": "should",
        "A-3": "must",
        "B-4": "must",
    }
    assert found["A-2"]["points"][0]["text"]["fr"].endswith("formé\nchaque année.")
    assert to_check(made) == {
        "record 5": ("contradiction",),
        "record 6": ("level",),
        "record 7": ("level",),
    }
    assert row_at(made, "record 10").kind == "total"


def test_a_portuguese_document() -> None:
    made = drafted("criterios_pt.docx", "pt")
    assert {ref: item["level"] for ref, item in requirements(made).items()} == {
        "5.1": "must",
        "5.2": "should",
        "6.1": "must",
        "6.2": "must",
    }
    assert len(requirements(made)["6.1"]["points"]) == 2
    assert to_check(made) == {
        "table 1, row 4": ("no_reference",),
        "table 1, row 5": ("no_level",),
        "paragraph 5": ("unknown_row",),
    }


def test_a_printed_table_over_two_pages() -> None:
    made = drafted("criterios_es.pdf", "es")
    assert {ref: item["level"] for ref, item in requirements(made).items()} == {
        "7.1": "must",
        "7.2": "should",
        "7.4": "must",
        "7.10": "must",
    }
    assert to_check(made) == {
        "page 1, table 1, row 5": ("continued",),
        "page 2, table 2, row 2": ("continued",),
    }
    waiting: Any = made.content["to_check"]
    assert waiting[0]["text"]["es"] == "Las contraseñas deben cambiarse después de un incidente."
    text = requirements(made)["7.1"]["points"][0]["text"]["es"]
    assert text.endswith("dañinos, con actualizaciones que se comprueban cada semana.")


def test_a_table_without_a_head() -> None:
    made = drafted("without_head.csv")
    assert {ref: item["level"] for ref, item in requirements(made).items()} == {
        "9.1": "must",
        "9.2": "should",
        "9.3": "must",
        "9.4": "must",
    }


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_a_draft_is_usable_and_says_what_it_lacks(name: str, tmp_path: Path) -> None:
    made = drafted(name)
    faults = check_content(made.content)
    assert [fault for fault in faults if not fault.missing] == []
    waiting = [fault for fault in faults if fault.code == "to_check"]
    assert len(waiting) == len(made.content["to_check"])  # type: ignore[arg-type]
    path = tmp_path / "ours.yaml"
    path.write_text(to_yaml(made.content, "A draft"), encoding="utf-8")
    loaded = checklists.read_checklist(path)
    assert loaded.draft
    assert set(loaded.by_ref) == set(requirements(made))


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_every_row_is_counted_once(name: str) -> None:
    made = drafted(name)
    keys = [key for row in made.rows for key in row.keys]
    assert len(keys) == len(set(keys)) == len(made.rows) == made.counts.read
    by_status = Counter(row.status for row in made.rows)
    assert (made.counts.accepted, made.counts.to_check, made.counts.no_requirement) == (
        by_status["accepted"],
        by_status["to_check"],
        by_status["no_requirement"],
    )
    assert all(row.why for row in made.rows if row.status == "to_check")


# References


@pytest.mark.parametrize(
    ("refs", "sure"),
    [
        ((1.1, 1.2, 1.3), 3),
        ((1.1, 1.2, "1.10"), 2),
        ((1.8, 1.9, 1.1), 2),
        (("1.1", 1.1), 1),
        ((1.2, "1.20"), 1),
        (("1.1", "1.10", "1.2"), 3),
    ],
)
def test_a_number_is_sure_only_where_nothing_speaks_against_it(
    refs: tuple[object, ...], sure: int
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["ID", "Criterion", "Must/Should"])
    for at, ref in enumerate(refs):
        book.active.append([ref, f"Thing {at} must be done.", "Must"])
    stream = io.BytesIO()
    book.save(stream)
    made = draft_from_bytes(stream.getvalue(), Named("x", {"en": "X"}, file="t.xlsx"))
    assert made.counts.accepted == sure
    assert set(to_check(made).values()) <= {("number",)}
    assert made.counts.to_check == len(refs) - sure


def test_a_repeated_reference_with_another_level_is_a_point() -> None:
    head = "ID,Criterion,Must/Should"
    made = from_csv(head, "1.1,Gates must close.,Must", "1.1,Gates should be new.,Should")
    assert [point["level"] for point in requirements(made)["1.1"]["points"]] == ["must", "should"]
    twice = from_csv(head, "1.1,Gates must close.,Must", "1.1,Doors must close.,Must")
    assert set(to_check(twice).values()) == {("duplicate",)}


# Tables as others keep them


def test_the_demand_stands_where_each_row_says_something_of_its_own() -> None:
    names = "id,category_en,category_es,level,topic_en,topic_es"
    rows = [
        f"{n}.1,Staff and access,Personal y accesos,must,Topic of row {n} in English,Tema {n} aquí"
        for n in range(1, 9)
    ]
    found = requirements(from_csv(names, *rows))
    assert len(found) == 8
    assert found["3.1"]["points"][0]["text"] == {
        "en": "Topic of row 3 in English",
        "es": "Tema 3 aquí",
    }


def test_without_any_word_of_level_every_row_is_to_check() -> None:
    rows = [f"{n}.1,What the company tells of matter {n}" for n in range(1, 8)]
    made = from_csv("Nr,Topic", *rows)
    assert set(to_check(made).values()) == {("level",)}
    assert made.counts.to_check == 7


# Levels


@pytest.mark.parametrize(
    ("said", "levels"),
    [
        ("Must", (MUST,)), ("SHALL", (MUST,)), ("Debe", (MUST,)), ("deberá", (MUST,)),
        ("Obligatorio", (MUST,)), ("Deve", (MUST,)), ("Obrigatório", (MUST,)), ("Doit", (MUST,)),
        ("Exigé", (MUST,)), ("Should", (SHOULD,)), ("Debería", (SHOULD,)),
        ("Recomendado", (SHOULD,)), ("Deveria", (SHOULD,)), ("Devrait", (SHOULD,)),
        ("Recommandé", (SHOULD,)), ("Must / Should", (MUST, SHOULD)),
        ("Debe y debería", (MUST, SHOULD)), ("Debe / Must", (MUST,)),
        ("Should (recommended)", (SHOULD,)), ("May", ()), ("Puede", ()), ("Info", ()), ("", ()),
        ("must not apply", ()), ("S", ()),
    ],
)  # fmt: skip
def test_levels_in_four_languages(said: str, levels: tuple[Level, ...]) -> None:
    assert levels_of_cell(said) == levels


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Should a seal break, the driver must stop.", {MUST}),
        ("Las puertas deberían cerrarse.", {SHOULD}),
        ("Se recomienda cerrar las puertas.", {SHOULD}),
        ("A empresa deve e o motorista deveria assinar.", {MUST, SHOULD}),
        ("Le transporteur devrait signer.", {SHOULD}),
        ("Doors are closed at night.", set()),
    ],
)
def test_what_words_demand(text: str, levels: set[Level]) -> None:
    assert levels_in(text) == levels


@given(st.text(alphabet="Aa. ;\nmustshold!?áé", max_size=120))
def test_divided_text_is_the_text_again(text: str) -> None:
    assert "".join(part.text for part in divide(text)) == text


# What cannot be read


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", SaqEmpty),
        (b"%PDF-1.7 broken", SaqUnreadable),
        (b"PK\x03\x04 broken", SaqUnreadable),
        (b"\x7fELF\x02\x01\x01\x00", SaqTypeUnknown),
        (b"only words,in two columns\nand no,head\n", NoCriteria),
    ],
)
def test_what_holds_no_table_is_said(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"t\.bin"):
        draft_from_bytes(data, Named("x", {"en": "X"}, file="t.bin"))


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(SaqUnreadable):
        draft_from(Path("/nowhere/t.xlsx"), checklist_id="x", title={"en": "X"})


# Properties

CELL = st.sampled_from(
    ["", "1.1", "1.2", "2", "Must", "May", "Deve", "Seals must hold.", "Doors should close: yes.",
     "Chapter", "1.10", "x", "Note: see", "ID", "Criterion", "a\nb", "must"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=4), max_size=12))
@example([["1.1", "Seals must hold.", "Must"], ["", "Doors should close: yes.", ""]])
def test_no_row_is_ever_lost(rows: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    sure = ["9.9", "Guards must look.", "Must"]
    csv.writer(out).writerows([["ID", "Criterion", "Must/Should"], sure, *rows])
    made = draft_from_bytes(out.getvalue().encode(), Named("x", {"en": "X"}, file="t.csv"))
    keys = [key for row in made.rows for key in row.keys]
    filled = sum(any(cell.strip() for cell in row) for row in rows) + 2
    assert len(keys) == len(set(keys)) == filled
    assert [fault.code for fault in check_content(made.content) if not fault.missing] == []


@given(
    st.recursive(
        st.text(min_size=1).filter(lambda text: bool(text.strip())),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3)
            | st.dictionaries(st.text("abc", min_size=1), inner, min_size=1, max_size=3)
        ),
        max_leaves=6,
    )
)
def test_what_is_written_is_read_back_sign_by_sign(tmp_path_factory: Any, content: Any) -> None:
    path = tmp_path_factory.mktemp("yaml") / "t.yaml"
    path.write_text(to_yaml({"top": content}), encoding="utf-8", newline="\n")
    assert checklists.read_yaml(path) == {"top": content}


def test_the_samples_are_the_ones_that_are_made(tmp_path: Path) -> None:
    from tests import criteria_samples

    criteria_samples.make_csv_fr(tmp_path / "fr.csv")
    assert (tmp_path / "fr.csv").read_bytes() == (SAMPLES / "criteres_fr.csv").read_bytes()
    assert make.MANUFACTURER in checklists.checklists()
