"""How boxes become pages: what is kept together, what is split, and what is never lost."""

import re
from dataclasses import replace

from assessor.checklist import profile
from assessor.facts import DueDate
from assessor.reports import theme as themes
from assessor.reports.blocks import (
    Block,
    Cell,
    Column,
    Contents,
    Fact,
    Facts,
    Heading,
    NewPage,
    Photo,
    Photos,
    Prose,
    Row,
    Signature,
    Signatures,
    Table,
    Text,
    inline,
    plain,
)
from assessor.reports.word.template import write_template
from assessor.reports.wording import Wording
from assessor.reports.writers import docx_writer, pdf_writer
from tests import report_blocks as sample
from tests.report_reading import docx_parts, docx_text, pdf_pages, pdf_text

COLUMN = (Column(plain("Head")),)


def lines(name: str, count: int) -> Text:
    """A text of so many numbered lines."""
    return Text(plain("\n".join(f"{name}{number:03}." for number in range(count))))


def pages_of(*blocks: Block) -> list[str]:
    """The text of each page of a PDF of these blocks."""
    return pdf_pages(pdf_writer.write(sample.document(blocks)))


def numbers_of(name: str, pages: list[str]) -> list[int]:
    """The numbered lines of a name, in the order of the pages."""
    return [int(found) for found in re.findall(rf"{name}(\d\d\d)\.", "".join(pages))]


def test_rows_that_belong_together_stay_on_one_page() -> None:
    together = (
        Row((Cell((lines("a", 8),)),), rule=False),
        Row((Cell((lines("b", 8),)),)),
    )
    for filling in range(30, 50, 2):
        pages = pages_of(Table(COLUMN, (Row((Cell((lines("x", filling),)),)), *together)))
        (page,) = [page for page in pages if "a000." in page]
        assert "b007." in page


def test_a_long_group_of_rows_is_split_between_them_and_inside_them() -> None:
    group = tuple(
        Row(
            (Cell((lines(name, 30), lines(f"{name}x", 3))), Cell((lines(f"{name}y", 2),))),
            rule=last,
        )
        for name, last in (("a", False), ("b", False), ("c", True))
    )
    pages = pages_of(Prose(plain("x\n" * 20), layout="inline"), Table(COLUMN * 2, group))
    assert len(pages) >= 2
    assert all("HEAD" in page for page in pages if "000." in page)
    for name in ("a", "b", "c"):
        assert numbers_of(rf"\b{name}", pages) == list(range(30))
        assert numbers_of(f"{name}x", pages) == list(range(3))
        assert numbers_of(f"{name}y", pages) == list(range(2))


def test_a_row_that_may_not_be_split_goes_to_the_next_page() -> None:
    row = Row((Cell((lines("a", 40),)),), whole=True)
    pages = pages_of(Prose(plain("x\n" * 40), layout="inline"), Table(COLUMN, (row,)))
    assert ["a000." in page for page in pages] == [False, True]
    assert "a039." in pages[1]


def test_what_is_taller_than_a_page_and_whole_is_drawn_all_the_same() -> None:
    row = Row((Cell((lines("a", 120),)),), whole=True)
    pages = pages_of(Heading(1, plain("One")), Table(COLUMN, (row,)), Prose(plain("after")))
    assert numbers_of("a", pages)[:40] == list(range(40))
    assert "after" in pages[-1]


def test_a_long_text_runs_over_pages_without_losing_a_line() -> None:
    text = lines("a", 200)
    pages = pages_of(Prose(text.words, layout="inline"))
    assert len(pages) >= 3
    assert numbers_of("a", pages) == list(range(200))


def test_a_new_page_at_the_top_of_a_page_leaves_no_empty_one() -> None:
    pages = pages_of(NewPage(), Prose(plain("one")), NewPage(), NewPage(), Prose(plain("two")))
    assert ["one" in page for page in pages] == [True, False]


def test_headings_at_the_end_and_before_a_new_page_are_drawn() -> None:
    pages = pages_of(Heading(1, plain("First")), NewPage(), Heading(2, plain("Last")))
    assert "First" in pages[0]
    assert "Last" in pages[1]


def test_a_heading_too_wide_for_one_line_goes_on_beneath() -> None:
    words = sample.pair("Muy " * 30 + "largo", "Very " * 30 + "long")
    document = sample.document(
        (Contents(plain("Contents")), Heading(1, words, "1", note=plain("n")))
    )
    (page,) = pdf_pages(pdf_writer.write(document))
    assert "largo" in page
    assert "long" in page
    assert "…" in page, "in the contents it is cut short"


def test_contents_without_headings_are_only_a_title() -> None:
    document = sample.document((Contents(plain("Contents")),))
    assert "Contents" in docx_text(docx_writer.write(document))
    assert "Contents" in pdf_text(pdf_writer.write(document))


def test_facts_of_any_number_fill_their_rows() -> None:
    def fact(name: str, *, wide: bool = False) -> Fact:
        return Fact(plain(name), (Text(plain(f"{name}-value")),), wide)

    items = (fact("a"), fact("b", wide=True), fact("c"), fact("d"), fact("e"))
    for look in ("plain", "banner", "card"):
        document = sample.document((Facts(items, 3, look),))
        for text in (pdf_text(pdf_writer.write(document)), docx_text(docx_writer.write(document))):
            assert [name for name in "abcde" if f"{name}-value" in text] == list("abcde")


def test_nobody_signs_and_no_photograph_leave_nothing_behind() -> None:
    document = sample.document((Signatures((), plain("Date")), Photos((), plain("Missing"))))
    assert len(pdf_pages(pdf_writer.write(document))) == 1
    assert "Missing" not in docx_text(docx_writer.write(document))


def test_an_odd_number_of_photographs_and_signatures() -> None:
    photo = Photo("sha", plain("Caption"), plain("detail"))
    signature = Signature("", plain("Lead"))
    document = sample.document(
        (Photos((photo,) * 3, plain("Missing")), Signatures((signature,) * 3, plain("Date")))
    )
    for text in (pdf_text(pdf_writer.write(document)), docx_text(docx_writer.write(document))):
        assert text.count("Caption") >= 3
        assert text.count("Lead") == 3


def test_days_are_counted_in_words_until_there_is_a_date() -> None:
    say = Wording(("en",), profile("ctpat"))
    assert inline(say.due(DueDate(1, False, "notified", None))) == "1 day after the notification"
    due = DueDate(5, True, "closing_meeting", None)
    assert inline(say.due(due)) == "5 working days after the closing meeting"
    assert inline(say.due(None)) == "No due date"


def test_the_template_of_a_look_is_written_into_its_folder(tmp_path) -> None:  # noqa: ANN001
    home = tmp_path / "own"
    home.mkdir()
    shipped = themes.folder_of("default") / "theme.yaml"
    (home / "theme.yaml").write_bytes(shipped.read_bytes())
    themes.add_folder(tmp_path)
    themes.add_folder(tmp_path)
    try:
        assert write_template("own") == home / "report.docx"
        assert (home / "report.docx").stat().st_size > 10_000
    finally:
        themes._folders.remove(tmp_path)
        themes.theme.cache_clear()


def test_a_group_that_goes_on_says_again_what_it_belongs_to() -> None:
    rows = (
        Row((Cell((Text(plain("R-17")),)), Cell((lines("a", 30),))), rule=False),
        Row((Cell(), Cell((lines("b", 80),)))),
    )
    pages = pages_of(Table(COLUMN * 2, rows))
    assert len(pages) == 2
    assert "R-17" in pages[0]
    assert "R-17 …" not in pages[0]
    assert "R-17 …" in pages[1]
    assert numbers_of("b", pages) == list(range(80))


def test_a_text_that_goes_on_does_not_begin_with_an_empty_line() -> None:
    from assessor.reports.pdf.boxes import height_of
    from assessor.reports.pdf.pieces import text_boxes
    from assessor.reports.pdf.styles import styles

    (box,) = text_boxes(lines("a", 20), styles())
    for count in range(4, 16):
        height = count * box.paragraph.style.leading + 1
        first, rest = box.split(200, height)
        assert height_of(first, 200) + height_of(rest, 200) == height_of(box, 200)


def test_a_short_last_row_takes_the_one_before_it_along() -> None:
    rows = [Row((Cell((lines(f"r{number}x", 3),)),)) for number in range(30)]
    total = Row((Cell((Text(plain("TOTAL")),)),))
    for filling in range(12):
        pages = pages_of(
            Prose(plain("x\n" * filling + "x"), layout="inline"), Table(COLUMN, (*rows, total))
        )
        (page,) = [page for page in pages if "TOTAL" in page]
        assert "r29x" in page


def test_a_whole_table_goes_to_the_next_page_and_a_long_one_does_not_wait() -> None:
    rows = tuple(Row((Cell((lines(f"r{number}x", 2),)),)) for number in range(6))
    filled = Prose(plain("x\n" * 45), layout="inline")
    pages = pages_of(filled, Heading(2, plain("Head")), Table(COLUMN, rows, whole=True))
    assert ["r0x" in page for page in pages] == [False, True]
    assert "Head" in pages[1]
    assert "r5x" in pages[1]
    pages = pages_of(filled, Table(COLUMN, rows))
    assert ["r0x" in page for page in pages] == [True, False]
    assert "r5x" in pages[1]
    pages = pages_of(filled, Table(COLUMN, rows * 10, whole=True))
    assert "r0x" in pages[0]


def test_only_the_last_rows_of_a_table_wait_for_their_photographs() -> None:
    photos = Photos((Photo("sha", plain("Caption"), plain("detail")),), plain("Missing"), 3)
    rows = tuple(Row((Cell((lines(f"r{number}x", 6),)),)) for number in range(3))
    for filling in (2, 30, 36):
        pages = pages_of(
            Prose(plain("x\n" * filling), layout="inline"), Table(COLUMN, rows), photos
        )
        (page,) = [page for page in pages if "Caption" in page]
        assert "r2x005" in page
        assert "".join(pages).count("HEAD") == len([p for p in pages if re.search(r"r\dx", p)])
        assert "r0x000" in pages[0]


def test_parts_that_are_kept_begin_together_unless_no_page_can_hold_them() -> None:
    def facts(name: str, count: int, *, keep: bool) -> Facts:
        items = tuple(Fact(plain(name), (lines(name, 3),)) for _ in range(count))
        return Facts(items, 1, "card", keep=keep)

    filled = Prose(plain("x\n" * 40), layout="inline")
    pages = pages_of(
        filled, Heading(1, plain("Card")), facts("a", 4, keep=True), facts("b", 4, keep=False)
    )
    assert ["Card" in page for page in pages] == [False, True]
    pages = pages_of(
        Heading(1, plain("Site")), Heading(2, plain("Card")), facts("a", 40, keep=True)
    )
    assert "Card" in pages[0]
    assert "a000" in pages[0]


def test_a_soft_new_page_is_for_word_alone() -> None:
    blocks = (Prose(plain("one")), NewPage(soft=True), Heading(1, plain("Two")))
    assert len(pages_of(*blocks)) == 1
    body = docx_parts(docx_writer.write(sample.document(blocks)))["word/document.xml"].decode()
    assert body.count("<w:pageBreakBefore/>") == 1
    assert 'w:br w:type="page"' not in body, "a paragraph of its own could fill a page alone"
    blocks = (Prose(plain("one")), NewPage(), Prose(plain("two"), layout="inline"))
    body = docx_parts(docx_writer.write(sample.document(blocks)))["word/document.xml"].decode()
    assert body.count('w:br w:type="page"') == 1


def test_a_badge_of_a_long_word_fits_its_column() -> None:
    from assessor.reports.pdf.boxes import BadgeBox
    from assessor.reports.pdf.styles import styles

    box = BadgeBox("OBLIGATORIAMENTE EXIGIDO", filled=True, styles=styles())
    assert box.wrap(50, 100)[0] <= 50
    assert box.size < styles().theme.text.small - 0.6
    assert BadgeBox("DEBE", filled=True, styles=styles()).wrap(50, 100)[0] < 40


def test_signatures_of_long_names_do_not_meet() -> None:
    long = "María de los Ángeles Fernández de Córdoba y Gutiérrez de la Concha"
    people = tuple(Signature(long, plain(long)) for _ in range(2))
    (page,) = pages_of(Signatures(people, plain("Date")))
    assert " ".join(page.split()).count("Concha") == 4


# Word


def xml_of(*blocks: Block) -> str:
    """The body of a Word file of these blocks."""
    return docx_parts(docx_writer.write(sample.document(blocks)))["word/document.xml"].decode()


def test_in_word_a_long_row_may_break_and_is_not_held_together() -> None:
    photos = Photos((Photo("sha", plain("Caption"), plain("detail")),), plain("Missing"))
    long, short = Row((Cell((lines("a", 400),)),)), Row((Cell((lines("b", 2),)),))
    for row, held in ((long, False), (short, True)):
        body = xml_of(Table(COLUMN, (row,), headed=False), photos)
        (table, *_) = re.findall(r"<w:tbl>.*?</w:tbl>", body, re.DOTALL)
        assert ("<w:cantSplit/>" in table) is held
        assert ("<w:keepNext/>" in table) is held
    body = xml_of(Facts((Fact(plain("Label"), (lines("a", 400),)),), look="card"))
    assert "<w:cantSplit/>" not in body


def test_in_word_only_the_first_rows_of_a_long_group_are_held_together() -> None:
    group = tuple(Row((Cell((lines(f"r{at}x", 1),)),), rule=at == 9) for at in range(10))
    body = xml_of(Table(COLUMN, group, headed=False))
    held = ["<w:keepNext/>" in row for row in re.findall(r"<w:tr>.*?</w:tr>", body, re.DOTALL)]
    assert held == [True, True] + [False] * 8


def test_in_word_two_tables_are_kept_apart_and_a_heading_needs_no_gap() -> None:
    table = Table(COLUMN, (Row((Cell((lines("a", 1),)),)),))
    gap = '<w:pStyle w:val="ReportGap"/>'
    assert xml_of(table, table, Heading(1, plain("One"))).count(gap) == 1
    assert xml_of(table).count(gap) == 1, "a document does not end with a table"


def test_what_a_property_cannot_hold_is_cut() -> None:
    import io

    import docx

    document = replace(sample.document(), author="Ana Ruiz, " * 60)
    known = docx.Document(io.BytesIO(docx_writer.write(document))).core_properties
    assert 250 < len(known.author) <= 255
    assert known.author.endswith("…")
