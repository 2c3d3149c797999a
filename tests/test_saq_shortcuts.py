"""What is looked for first, because it is quick, never hides what the slow pattern would find."""

import gc
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.saq import (
    asides,
    claims,
    columns,
    documents,
    heads,
    opendocument,
    references,
)
from assessor.saq.bank import stems
from assessor.saq.page_look import Look
from assessor.saq.readers import html_file, ods_file
from assessor.saq.text import bare, digits_alike
from assessor.saq.types import Cell, Line
from assessor.terms import Claim
from assessor.urgent import uncollected


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


SAID = st.sampled_from(
    ["Sí", "no", "N/A", "n.º", "12", "7", "0", "100 %", "not yet done", "en proceso", "idem",
     "none", "—", ",", ".", ";", "en la práctica solo", "no existe", "parcial", "x2"]
)  # fmt: skip


@given(
    st.lists(SAID, max_size=6).map(" ".join), st.sampled_from(Claim), st.sampled_from(["", "Sí"])
)
def test_which_numbers_an_answer_holds_states_nothing(text: str, claim: Claim, status: str) -> None:
    assert claims.claim_of_opening(text) == claims._claim_of_opening.__wrapped__(text)
    assert claims.says_nothing(text) == claims._says_nothing.__wrapped__(text)
    if claim is not Claim.NONE:
        wanted = claims._contradicts.__wrapped__(claim, text, status)
        assert claims.contradicts(claim, text, status) == wanted


@given(st.lists(SAID, max_size=6).map(" ".join))
def test_which_numbers_a_question_holds_leaves_it_as_many_words(text: str) -> None:
    assert len(stems(digits_alike(text))) == len(stems(text))


HEAD_WORDS = st.sampled_from(
    ["Answer", "Pregunta", "Response", "Estado", "ID", "No.", "N/A", "Sí", "código", "AnswerValue",
     "2025", "17", "(kg)", "/", "\n", "|", "of", "level", "evidencia", "modified by", "y", "x"]
)  # fmt: skip


@given(st.lists(HEAD_WORDS | st.text(max_size=4), max_size=5).map(" ".join))
def test_a_head_is_looked_up_as_pattern_by_pattern(text: str) -> None:
    spaced = asides.spaced(asides.without_year(text))
    pieces = [bare(spaced.replace("\n", " "))]
    pieces += [bare(piece) for piece in re.split(r"\s/\s|\n|\|", spaced)]
    wanted = next(
        (role for piece in pieces if piece
         for role, pattern in heads.HEADS.items() if pattern.fullmatch(piece)), "",
    )  # fmt: skip
    if asides.ANSWERS_TOO.search(bare(spaced)):
        wanted = "answer"
    if asides.is_portals(spaced):
        wanted = "other"
    assert columns.head_role(text) == wanted


DATES = st.from_regex(references._ISO) | st.from_regex(references._SLASHED)
DATES |= st.from_regex(references._DAY_MONTH) | st.from_regex(references._MONTH_DAY)


@given(DATES | st.text(alphabet="0129 -/.qjanQ", max_size=8))
def test_each_date_looks_like_one(text: str) -> None:
    shapes = (references._ISO, references._SLASHED, references._DAY_MONTH, references._MONTH_DAY)
    assert bool(references._DATED.match(text)) == any(shape.match(text) for shape in shapes)


@given(
    DATES | st.from_regex(references._LIKE) | st.text(alphabet="0129 -./qIVmscM§()", max_size=17)
)
def test_which_digit_it_is_makes_no_reference(text: str) -> None:
    looks = len(text.strip()) <= 16 and references._has_the_shape(text.strip())
    assert references.looks_like_reference(Cell("A1", text)) == looks


@given(st.from_regex(r"[1-9][0-9]{0,5}", fullmatch=True))
def test_a_plain_number_has_no_other_form(text: str) -> None:
    known = references.References(("1.1", "1.10", "12", "7.30", "100"), {"33": "1.1"})
    read = known._read_text(text)
    if read.ref is None:
        assert known._with_part(text) == (None, "")
        assert known._of_date_text(text) == ()
        assert read == known._unusual(text, text)


CELLS = HEAD_WORDS | st.sampled_from(["Complies", "Does not comply", "Cumple", "No cumple", "No"])


@given(st.lists(CELLS, min_size=2, max_size=5))
def test_a_row_with_fewer_than_two_heads_is_none(texts: list[str]) -> None:
    cells = [Cell("", text, column) for column, text in enumerate(texts, 1)]
    heading = [text for text in texts if columns.head_role(text) or heads.is_judged(text)]
    if columns.head_roles(Line("1", tuple(cells))):
        assert len(heading) >= 2


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
        with uncollected():
            assert not gc.isenabled()
            raise ValueError

    gc.enable()  # the window, where one stood before, has turned it off
    with pytest.raises(ValueError, match=r"^$"):
        fail()
    assert gc.isenabled()


# A cell without anything special in it goes past the slow way, and says the same

TEXTS = st.text(
    st.sampled_from("aB é1.\u00a0\u2003\uf0fe\uf06f\t\n  \u200b☒") | st.characters(codec="utf-8"),
    max_size=12,
).filter(lambda text: all(char in "\t\n" or ord(char) > 31 for char in text))


@given(TEXTS, st.sampled_from(["", "Wingdings"]), st.booleans(), st.booleans(), st.booleans())
def test_a_plain_cell_of_a_page_says_what_any_other_would(
    text: str, font: str, bold: bool, hidden: bool, kept: bool
) -> None:
    from lxml import etree

    look = Look(bold=bold, hidden=hidden, font=font, kept=kept)
    plain, marked = etree.Element("td"), etree.Element("td", lang="es")
    plain.text = marked.text = html_file.shown_as(text, Look(kept=True)).replace("\x7f", "")
    quick = html_file._read_cell(plain, "x", 1, look)
    assert quick == html_file._read_cell(marked, "x", 1, look)


@given(TEXTS)
def test_a_plain_cell_of_a_spreadsheet_says_what_any_other_would(text: str) -> None:
    from lxml import etree

    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    words = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    item = etree.Element("table-cell", {f"{{{office}}}value-type": "string"})
    part = etree.SubElement(item, f"{{{words}}}p")
    part.text = "".join(char for char in text if char.isprintable() or char in "\t\n")
    document = opendocument.OpenDocument(None, None)  # type: ignore[arg-type]
    sheet = ods_file.Sheet("s", document)
    assert opendocument.plain_words(item, document) == ods_file._read_cell(item, 1, 1, sheet).text
    item.set("formula", "of:=1")
    assert opendocument.plain_words(item, document) is None
