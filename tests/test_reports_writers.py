"""Both writers on hand-made blocks: what a reader, a screen reader and a program find inside."""

import io
import re
from dataclasses import replace

import docx
import pikepdf
import pytest

from assessor.errors import UnknownLook
from assessor.reports import theme as themes
from assessor.reports.blocks import (
    Bar,
    Block,
    Cell,
    Document,
    Heading,
    Prose,
    Quote,
    Row,
    Said,
    Table,
    Text,
    clean,
    distinct,
    inline,
    plain,
)
from assessor.reports.charts import bars_drawing, percent, to_png
from assessor.reports.word.template import CHARACTERS, PARAGRAPHS, TABLES, make_template
from assessor.reports.writers import docx_writer, pdf_writer
from tests import report_blocks as sample
from tests.report_blocks import pair
from tests.report_reading import docx_parts, docx_text, pdf_pages, pdf_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def as_pdf(*blocks: Block, **fields: object) -> bytes:
    """Write blocks as PDF."""
    return pdf_writer.write(replace(sample.document(blocks or None), **fields))


def as_word(*blocks: Block, **fields: object) -> bytes:
    """Write blocks as Word."""
    return docx_writer.write(replace(sample.document(blocks or None), **fields))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return as_pdf()


@pytest.fixture(scope="module")
def word() -> bytes:
    return as_word()


# Words


def test_a_text_keeps_no_character_that_a_format_cannot_hold() -> None:
    assert clean(" a\x00\x1fb\ufffe\r\nc\rd\x0be\u2028f\t ") == "ab\nc\nd\ne\nf"
    assert clean("\ufeffACME\u202e DTL\u202c\u200b \ud800!") == "ACME DTL !"


def test_words_that_are_the_same_in_both_languages_are_said_once() -> None:
    assert inline(pair("Total", "Total")) == "Total"
    assert inline(pair("Sitio", "Site")) == "Sitio · Site"
    assert distinct(pair("Total", "Total")) == (Said("es", "Total"),)


# PDF


def test_a_pdf_tells_its_title_language_author_and_date(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        info = opened.docinfo
        assert str(opened.Root.Lang) == "es"
        assert "Informe de validación" in str(info["/Title"])
        assert str(info["/Author"]) == "Dirección de Aduanas"
        assert str(info["/CreationDate"]).startswith("D:20261121100000")
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)


def test_a_pdf_without_a_date_still_has_one() -> None:
    assert as_pdf(Heading(1, pair("Uno", "One")), dated=None).startswith(b"%PDF")


def test_every_font_of_a_pdf_is_embedded(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = {font for page in opened.pages for font in page.Resources.Font}
        for page in opened.pages:
            for name, font in page.Resources.Font.items():
                assert "/FontFile2" in font.FontDescriptor, (name, font.BaseFont)
    assert fonts


def test_a_pdf_has_bookmarks_and_a_table_of_contents_with_the_right_pages(pdf: bytes) -> None:
    pages = pdf_pages(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
        assert titles[1] == "2  Hallazgos — acción requerida · Findings — action required"
        assert [child.title for child in outline.root[2].children] == ["6  Sellos · Seals"]
    listed = re.findall(r"^(\d) {1,2}\S.*?(\d+)\r?$", pages[0], re.MULTILINE)
    assert [number for number, _ in listed] == ["1", "2", "3", "4", "5"]
    for number, page in listed:
        heading = re.compile(rf"^{number} +[A-Z]", re.MULTILINE)
        assert heading.search(pages[int(page) - 1]), f"section {number} is not on page {page}"


def test_every_page_says_which_it_is_of_how_many(pdf: bytes) -> None:
    pages = pdf_pages(pdf)
    for number, text in enumerate(pages, start=1):
        assert f"Página {number} de {len(pages)} · Page {number} of {len(pages)}" in text
        assert "CONFIDENCIAL · CONFIDENTIAL" in text


def test_the_same_document_gives_the_same_bytes(pdf: bytes) -> None:
    assert as_pdf() == pdf


def test_the_same_document_gives_the_same_word_file(word: bytes) -> None:
    assert as_word() == word


def test_only_a_draft_bears_the_watermark(pdf: bytes) -> None:
    assert all("BORRADOR" in page for page in pdf_pages(pdf))
    assert "BORRADOR" not in pdf_text(as_pdf(watermark=()))


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    row = Row((Cell((Text(plain("line\n" * 6)),)),))
    columns = sample.COLUMNS[:1]
    for filling in range(10, 70, 3):
        pages = pdf_pages(
            as_pdf(
                Prose(plain("x\n" * filling), layout="inline"),
                Heading(1, plain("HEADING")),
                Heading(2, plain("BELOW")),
                Table(columns, (row,)),
            )
        )
        (page,) = [text for text in pages if "HEADING" in text]
        assert "BELOW" in page
        assert "line" in page


def finding_of_pages() -> Row:
    paragraphs = "\n".join(f"Frase {number}. {sample.ES} {sample.ES}" for number in range(90))
    english = "\n".join(f"Sentence {number}. {sample.EN}" for number in range(90))
    return sample.finding_row("6.2", paragraphs, english)


def test_a_finding_of_three_pages_goes_on_under_the_same_head() -> None:
    content = as_pdf(Table(sample.COLUMNS, (finding_of_pages(),)))
    pages = pdf_pages(content)
    assert len(pages) >= 3
    assert all("ESPAÑOL" in page for page in pages)
    text = "".join(pages)
    for number in range(90):
        assert len(re.findall(rf"Frase {number}\.", text)) == 1
        assert len(re.findall(rf"Sentence {number}\.", text)) == 1


def test_three_hundred_requirements_lose_none() -> None:
    rows = [sample.finding_row(f"R{number:03}", sample.ES, sample.EN) for number in range(300)]
    text = pdf_text(as_pdf(Table(sample.COLUMNS, tuple(rows))))
    assert [number for number in range(300) if f"R{number:03}" not in text] == []


def test_a_word_wider_than_its_column_is_broken() -> None:
    text = pdf_text(as_pdf(Table(sample.COLUMNS, (sample.finding_row("1", "w" * 400, "ok"),))))
    assert text.count("w") >= 400


def test_markup_in_a_text_is_only_text() -> None:
    text = "<b>5 < 6 & «x»</b> {page} <script/>"
    block = Prose(plain(text), layout="inline")
    assert text in pdf_text(as_pdf(block))
    assert text in docx_text(as_word(block)).replace("&lt;", "<").replace("&gt;", ">").replace(
        "&amp;", "&"
    )


def test_a_missing_photograph_says_so(pdf: bytes, word: bytes) -> None:
    assert "Fotografía no disponible" in pdf_text(pdf)
    assert "Fotografía no disponible" in docx_text(word)


def test_a_placeholder_for_a_missing_translation_stands_out() -> None:
    words = (Said("es", "Hola"), Said("en", "[translation pending]", pending=True))
    assert "[translation pending]" in pdf_text(as_pdf(Prose(words)))
    assert b'w:val="ReportPending"' in docx_parts(as_word(Prose(words)))["word/document.xml"]


def test_a_png_is_drawn_as_well() -> None:
    png = to_png(bars_drawing(sample.chart(), 300))
    assert png.startswith(b"\x89PNG")
    document = sample.document(read=lambda _sha256: png)
    assert pdf_writer.write(document).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("value", "total", "share"), [(0, 0, 0), (0, 9, 0), (1, 900, 1), (899, 900, 99), (9, 9, 100)]
)
def test_a_share_is_never_rounded_up_to_all_or_down_to_none(
    value: int, total: int, share: int
) -> None:
    assert percent(Bar(plain("x"), value, total)) == share


# Word


def opened(content: bytes) -> docx.document.Document:
    """Open a Word file as a word processor would."""
    return docx.Document(io.BytesIO(content))


def test_a_word_file_tells_its_title_language_and_author(word: bytes) -> None:
    known = opened(word).core_properties
    assert known.title.startswith("Informe de validación · Validation report")
    assert (known.language, known.author) == ("es", "Dirección de Aduanas")
    styles = docx_parts(word)["word/styles.xml"].decode()
    assert 'w:lang w:val="es-ES"' in styles


def test_each_language_is_marked_in_the_text(word: bytes) -> None:
    body = docx_parts(word)["word/document.xml"].decode()
    assert 'w:lang w:val="es-ES"' in body
    assert 'w:lang w:val="en-US"' in body


def test_headings_are_headings_and_each_page_in_the_contents_is_a_field(word: bytes) -> None:
    document = opened(word)
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[0] == "1  Resumen · Summary"
    assert len(headings) == 5
    body = docx_parts(word)["word/document.xml"].decode()
    assert body.count(" PAGEREF _Toc") == 5
    settings = docx_parts(word)["word/settings.xml"].decode()
    assert settings.index("updateFields") < settings.index("<w:compat>")
    listed = [p for p in document.paragraphs if p.style.name == "toc 1"]
    assert len(listed) == 5
    anchors = re.findall(r'w:anchor="(\w+)"', body)
    assert set(anchors) <= set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="(\w+)"', body))


def test_header_and_footer_repeat_with_page_fields(word: bytes) -> None:
    parts = docx_parts(word)
    header = next(parts[name] for name in parts if name.startswith("word/header")).decode()
    footer = next(parts[name] for name in parts if name.startswith("word/footer")).decode()
    assert "Confidencial" in header
    assert "DraftWatermark" in header
    assert footer.count(" PAGE ") == 2
    assert footer.count(" NUMPAGES ") == 2


def test_only_a_draft_word_file_bears_the_watermark() -> None:
    parts = docx_parts(as_word(watermark=()))
    assert not any(b"DraftWatermark" in part for part in parts.values())


def test_table_heads_repeat_and_column_widths_stand_in_the_grid(word: bytes) -> None:
    for table in opened(word).tables:
        grid = [int(column.get(f"{W}w")) for column in table._tbl.tblGrid]
        for row in table._tbl.tr_lst:
            column = 0
            for cell in row.tc_lst:
                span = cell.grid_span
                assert abs(cell.width.twips - sum(grid[column : column + span])) <= span
                column += span
            assert column == len(grid)
    body = docx_parts(word)["word/document.xml"].decode()
    assert body.count("<w:tblHeader/>") == 2
    assert "<w:cantSplit/>" in body


def test_a_very_long_row_may_break_between_pages() -> None:
    body = docx_parts(as_word(Table(sample.COLUMNS, (finding_of_pages(),))))["word/document.xml"]
    (row,) = re.findall(r"<w:tr>(?!.*<w:tblHeader/>).*?</w:tr>", body.decode(), re.DOTALL)[-1:]
    assert "<w:cantSplit/>" not in row


def test_pictures_tell_what_they_show(word: bytes) -> None:
    body = docx_parts(word)["word/document.xml"].decode()
    assert 'descr="Foto 1: sello · Photo 1: seal"' in body
    assert "Sellos · Seals: 3/5" in body


def test_the_shipped_template_holds_every_style() -> None:
    shipped = docx.Document(str(themes.folder_of("default") / "report.docx"))
    made = make_template()
    wanted = {style.name for style in made.styles}
    assert {style.name for style in shipped.styles} == wanted
    ours = {row[0] for row in (*PARAGRAPHS, *CHARACTERS)} | set(TABLES)
    assert ours <= wanted


def test_a_look_without_a_word_template_uses_one_made_from_its_theme(tmp_path) -> None:  # noqa: ANN001
    home = tmp_path / "plain"
    home.mkdir()
    source = themes.folder_of("default")
    text = (source / "theme.yaml").read_text(encoding="utf-8")
    text = text.replace("page: a4", "page: letter").replace(
        "page_by_language: {}", "page_by_language: {es: a4}"
    )
    (home / "theme.yaml").write_text(text, encoding="utf-8")
    themes.add_folder(tmp_path)
    try:
        assert set(themes.looks()) == {"default", "plain"}
        content = docx_writer.write(sample.document(), "plain")
        assert opened(content).paragraphs
        letter = replace(sample.document(), languages=("en", "es"))
        with pikepdf.open(io.BytesIO(pdf_writer.write(letter, "plain"))) as pdf:
            assert [float(side) for side in pdf.pages[0].mediabox[2:]] == [612, 792]
    finally:
        themes._folders.remove(tmp_path)
        themes.theme.cache_clear()


def test_an_unknown_look_names_those_there_are() -> None:
    with pytest.raises(UnknownLook, match="default"):
        themes.theme("baroque")


# Any languages


@pytest.mark.parametrize("languages", [("es",), ("en", "es"), ("pt", "fr")])
def test_any_pair_of_languages_or_one_alone(languages: tuple[str, ...]) -> None:
    words = tuple(Said(lang, f"texto-{lang}") for lang in languages)
    quote = Quote("palavras", "pt", words)
    blocks = (
        Heading(1, words),
        Prose(words),
        Table(sample.COLUMNS[:1], (Row((Cell((Text(words, layout="stacked"), quote)),)),)),
    )
    document = replace(sample.document(blocks), languages=languages, running=sample.RUNNING)
    for text in (pdf_text(pdf_writer.write(document)), docx_text(docx_writer.write(document))):
        assert all(f"texto-{lang}" in text for lang in languages)


def test_a_document_without_blocks_is_still_a_document() -> None:
    empty: Document = sample.document(())
    assert len(pdf_pages(pdf_writer.write(empty))) == 1
    assert opened(docx_writer.write(empty)) is not None
