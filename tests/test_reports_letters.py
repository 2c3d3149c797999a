"""Letters and scripts: what no font has stays readable, what runs the other way reads right."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.reports.blocks import (
    Block,
    Cell,
    Column,
    Contents,
    Heading,
    Prose,
    Row,
    Signature,
    Signatures,
    Table,
    Text,
    plain,
)
from assessor.reports.pdf import glyphs
from assessor.reports.pdf.glyphs import Letters, letters
from assessor.reports.pdf.scripts import shaped, visual
from assessor.reports.theme import folder_of, theme
from assessor.reports.writers import docx_writer, pdf_writer
from tests import report_blocks as sample
from tests.report_reading import docx_text, pdf_text

SPARE = "DejaVuSansCondensed.ttf"  # stands for a font that the machine has


@pytest.fixture
def bare() -> Letters:
    """The letters of the shipped look on a machine without any other font."""
    return replace(letters(), spares=())


def pdf_of(*blocks: Block) -> str:
    """The text of a PDF of these blocks, on one line."""
    document = replace(sample.document(blocks), watermark=())
    return " ".join(pdf_text(pdf_writer.write(document)).split())


# What no font has


def test_letters_that_every_face_has_are_left_alone(bare: Letters) -> None:
    for text in ("Ñandú ¿qué? 60 cm ≥ 1 · № ● ◐ ✖ ○ – →", "Ελλάδα, Россия", ""):
        assert bare.runs(text) == [("", text)]


def test_letters_that_no_font_has_are_told_by_number_and_pictures_by_name(bare: Letters) -> None:
    assert bare.plain("深圳 S.A.") == "[U+6DF1 U+5733] S.A."
    assert bare.plain("Ácme 🚚📦 Ltd") == "Ácme [delivery truck][package] Ltd"
    assert bare.plain("👍🏽") == "[thumbs up sign]", "the tone of a skin is no letter"


def test_an_accent_of_its_own_joins_its_letter(bare: Letters) -> None:
    decomposed = unicodedata.normalize("NFD", "Almacén Ñuñoa")
    assert bare.plain(decomposed) == "Almacén Ñuñoa"


def test_a_font_of_the_machine_lends_its_letters(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import shutil

    fonts = tmp_path / "fonts" / "deep"
    fonts.mkdir(parents=True)
    shutil.copy(folder_of("default") / "fonts" / SPARE, fonts / "Spare.ttf")
    (fonts / "Broken.ttf").write_bytes(b"no font")
    monkeypatch.setattr(glyphs, "font_folders", lambda: [tmp_path / "fonts", tmp_path / "none"])
    poor = replace(
        letters(),
        common=letters().common - {"Щ"},
        upright=f"nobody:{tmp_path / 'none.ttf'}",
        spares=("Missing.ttf", "Broken.ttf", "Spare.ttf"),
    )
    glyphs._on_this_machine.cache_clear()
    glyphs._other_font.cache_clear()
    try:
        assert poor.runs("ООО Щит") == [("", "ООО "), ("spare-Spare", "Щ"), ("", "ит")]
        assert poor.markup("<Щ>") == '&lt;<font face="spare-Spare">Щ</font>&gt;'
    finally:
        glyphs._on_this_machine.cache_clear()
        glyphs._other_font.cache_clear()


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_every_system_has_folders_for_its_fonts(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glyphs.sys, "platform", platform)
    assert glyphs.font_folders()


def test_the_look_names_fonts_to_fall_back_on() -> None:
    assert "simsun.ttc" in theme().fonts.fallback


def test_letters_of_any_script_stand_in_every_place_of_a_page() -> None:
    name = "深圳市 Щит שלום 🚚 <&>"
    text = pdf_of(
        Contents(plain("Contents")),
        Heading(1, plain(name), "1", note=plain(name)),
        Prose(plain(name), lead=plain(name)),
        Table((Column(plain(name)),), (Row((Cell((Text(plain(name), lead=plain(name)),)),)),)),
        Signatures((Signature(name, plain(name)),), plain("Date")),
    )
    assert text.count("Щит") + text.count("ЩИТ") >= 8
    assert text.lower().count("delivery truck]") >= 8
    assert text.count("<&>") >= 8


def test_word_keeps_every_letter_as_it_is() -> None:
    name = "深圳市 Щит שלום شركة 🚚"
    document = sample.document((Prose(plain(name), layout="inline"),))
    assert name in docx_text(docx_writer.write(document))


@given(st.text(max_size=60))
def test_any_text_at_all_can_be_printed(text: str) -> None:
    words = plain(text)
    document = replace(sample.document((Heading(1, words), Prose(words))), title=words)
    document = replace(document, author=text * 10, watermark=())
    assert pdf_writer.write(document).startswith(b"%PDF")
    assert docx_writer.write(document).startswith(b"PK")


# A text cut short


@given(st.text(max_size=40), st.floats(min_value=-50, max_value=300))
def test_a_text_is_cut_short_to_its_room_and_never_for_ever(text: str, room: float) -> None:
    known = letters()
    face = "default-regular"
    shown = known.shortened(text, face, 8, room)
    if shown != text:
        assert shown.endswith("…")
        assert shown == "…" or known.width(shown, face, 8) <= room + 0.01


def test_a_classification_of_many_words_leaves_room_for_the_authority() -> None:
    document = sample.document((Heading(1, plain("One")),))
    running = replace(document.running, marking=sample.pair("Reservado " * 40, "Restricted " * 40))
    text = pdf_text(pdf_writer.write(replace(document, running=running)))
    assert "OEA" in text
    assert "RESERVADO" in text
    assert "…" in text


# From right to left


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Lote 5", "Lote 5"),
        ("שלום", "םולש"),
        ("Sitio: שלום עולם, S.A.", "Sitio: םלוע םולש, S.A."),
        ("אב 1998 גד", "דג 1998 בא"),
        ("אב (גד) הו", "וה (דג) בא"),
        ("אב\nגד", "בא\nדג"),
        ("אב 12/05", "בא 12/05"),
    ],
)
def test_words_from_right_to_left_stand_so_on_the_line(written: str, shown: str) -> None:
    assert visual(written) == shown


def test_arabic_letters_are_joined() -> None:
    assert [f"{ord(letter):04X}" for letter in shaped("سلام")] == ["FEB3", "FEFC", "FEE1"]
    assert [f"{ord(letter):04X}" for letter in shaped("دار")] == ["FEA9", "FE8D", "FEAD"]
    assert [f"{ord(letter):04X}" for letter in shaped("بَب")] == ["FE91", "064E", "FE90"]
    assert shaped("ACME 5") == "ACME 5"


def test_a_mark_stays_on_its_letter() -> None:
    assert visual("\u05d1\u05b8\u05e8") == "\u05e8\u05d1\u05b8"


@given(st.text(alphabet=st.characters(categories=["Lo", "Nd", "Zs", "Po"]), max_size=30))
def test_turning_a_line_loses_no_letter(text: str) -> None:
    def folded(line: str) -> str:
        return "".join(sorted(unicodedata.normalize("NFKC", line).replace(" ", "")))

    assert folded(visual(text)) == folded(text)
