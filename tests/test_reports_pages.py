"""How boxes become pages: what is kept together, what is split, and what is never lost."""

import re

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
from tests.report_reading import docx_text, pdf_pages, pdf_text

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
