"""The form as an XLSX workbook: lists to choose from, locked questions, ready to print."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Protection, Side
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from assessor.reports.blocks import Said, Words, clean, inline
from assessor.reports.theme import MM, Theme, theme
from assessor.saq_forms import measure
from assessor.saq_forms.form import COMPANY_DATA, HEADS, HOW, QUESTIONS, Form, Row, papers
from assessor.saq_forms.workbook_rules import add_lists
from assessor.terms import Level

WIDTHS = (8.0, 13.0, 52.0, 17.0, 56.0, 30.0)
COVER = (34.0, 70.0)
TEXT, SMALL, HEAD, SECTION, TITLE = 10.0, 8.5, 9.0, 11.0, 15.0
TALLEST, ROOM = 405.0, 42.0  # points: what a spreadsheet allows, what an answer needs to begin
FIRST = 4  # the row under the heads
FIELD = "EAF4F7"
LETTER, A4 = 1, 9
BAD_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))

Part = tuple[Words, float, dict[str, Any]]  # words, their size, how they look otherwise


class _Fitting(RowDimension):
    """A row of a height that the spreadsheet may change as somebody writes in it."""

    customHeight = property(lambda _self: False)  # noqa: N815  openpyxl's name


def write(form: Form, look: str = "default") -> bytes:
    """Return the form as XLSX."""
    made = _Book(form, theme(look))
    stream = BytesIO()
    made.book.save(stream)
    return stream.getvalue()


class _Book:
    """A workbook while it is made: what is needed for every cell of it."""

    def __init__(self, form: Form, chosen: Theme) -> None:
        self.form, self.colours = form, chosen.colours
        self.family = chosen.fonts.word
        self.line = Side(style="thin", color=_hex(self.colours.line))
        self.book = Workbook()
        self.book.security.lockStructure = True
        self._name_it()
        cover, questions = self.book.active, self.book.create_sheet()
        assert isinstance(cover, Worksheet)  # noqa: S101  for the type checker
        for sheet, name, widths in (
            (cover, COMPANY_DATA, COVER),
            (questions, QUESTIONS, WIDTHS),
        ):
            said = form.say.gettext(name)[0].text
            sheet.title = said.translate(BAD_IN_NAME).strip()[:31]
            self._prepare(sheet, chosen, widths)
        self._fill_cover(cover)
        self._fill_questions(questions)

    def _name_it(self) -> None:
        known, form = self.book.properties, self.form
        authority = clean(inline(form.say.given(form.profile.authority)))
        known.title = clean(f"{inline(form.title)} · {inline(form.programme)}")[:255]
        known.creator = known.lastModifiedBy = authority[:255]
        known.language = form.languages[0]
        known.subject, known.keywords = form.number, form.mark

    def _prepare(self, sheet: Worksheet, chosen: Theme, widths: tuple[float, ...]) -> None:
        """Set up the page: paper of the programme's country, the width of one page, locked."""
        wide, _ = chosen.paper(self.form.languages[0], self.form.profile.country)
        page: Any = sheet.page_setup
        page.paperSize = LETTER if wide > 600 else A4
        page.fitToWidth, page.fitToHeight = 1, 0
        properties: Any = sheet.sheet_properties
        properties.pageSetUpPr.fitToPage = True
        margin, edges = chosen.margin, sheet.page_margins
        edges.left = edges.right = margin.left * MM / 72
        edges.top, edges.bottom = 16 * MM / 72, 17 * MM / 72
        edges.header = edges.footer = 8 * MM / 72
        foot: Any = sheet.oddFooter
        of = self.form.say.gettext("Page {page} of {pages}", page="&P", pages="&N")[0].text
        foot.left.text = inline(self.form.programme[:1]).replace("&", "&&")
        foot.right.text = of
        foot.left.size = foot.right.size = 8
        sheet.sheet_view.showGridLines = False
        guard = sheet.protection
        guard.sheet = True
        guard.formatRows = guard.formatColumns = False  # not locked: a row may be made taller
        for letter, width in zip("ABCDEF", widths, strict=False):
            sheet.column_dimensions[letter].width = width

    # pieces of cells

    def _font(self, size: float, *, bold: bool = False, ink: str = "") -> Font:
        return Font(self.family, size, bold=bold, color=_hex(ink or self.colours.ink))

    def _rich(self, *parts: Part) -> CellRichText:
        """Texts below one another in one cell, each with its own look."""
        made = CellRichText()
        for words, size, look in parts:
            ink = Color(_hex(look.get("ink", self.colours.ink)))
            bold, slant = look.get("bold", False), look.get("slant", False)
            font = InlineFont(rFont=self.family, sz=size, b=bold, i=slant, color=ink)
            for said in words:
                text = clean(said.whole)
                made.append(TextBlock(font, f"\n{text}" if made else text))
        return made

    def _spoken(self, words: Words, size: float, **look: Any) -> tuple[Part, Part]:
        """The first language, and the others small beneath it."""
        small = max(SMALL, size - 3) if size > SECTION else SMALL
        return (words[:1], size, look), (words[1:], small, {"ink": self.colours.ink_2})

    def _put(self, cell: Any, value: CellRichText | str, size: float = TEXT, **look: Any) -> None:
        """Write a value as text, whatever it begins with, wrapped and at the top of its cell."""
        across = look.pop("across", "left")
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=across)
        cell.font = look.pop("font", None) or self._font(size)
        for name, part in look.items():
            setattr(cell, name, part)
        cell.value = value or None
        if isinstance(value, str) and value:
            cell.data_type = "s"

    def _field(self, cell: Any, value: str, across: str = "left") -> None:
        """Write a field that the company fills in: unlocked, and text whatever is typed."""
        self._put(
            cell,
            clean(value),
            fill=_fill(FIELD),
            border=Border(self.line, self.line, self.line, self.line),
            protection=Protection(locked=False),
            number_format="@",
            across=across,
        )
        if value.startswith("="):
            cell.quotePrefix = True

    def _band(self, sheet: Worksheet, row: int, parts: tuple[Part, ...], **look: Any) -> None:
        """Write a text over all columns, in a row as tall as it needs."""
        across = sheet.column_dimensions
        width = sum(column.width for column in across.values())
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(across))
        self._put(sheet.cell(row, 1), self._rich(*parts), parts[0][1], **look)
        sheet.row_dimensions[row].height = _tall(parts, width) + 6

    # the first sheet

    def _fill_cover(self, sheet: Worksheet) -> None:
        form, say = self.form, self.form.say
        lines = [
            self._spoken(form.title, TITLE, bold=True),
            self._spoken(form.programme, TEXT, bold=True),
            self._spoken(say.given(form.profile.authority), TEXT),
            self._spoken(say.gettext(HOW), 12, bold=True),
            *(self._spoken(_bulleted(words), TEXT) for words in form.rules()),
            self._spoken(say.gettext(COMPANY_DATA), 12, bold=True),
        ]
        for row, parts in enumerate(lines, 1):
            self._band(sheet, row, parts)
        row = len(lines)
        for row, (_key, label, value) in enumerate(form.facts(), len(lines) + 1):
            named = self._spoken(label, TEXT)
            self._put(sheet.cell(row, 1), self._rich(*named))
            self._field(sheet.cell(row, 2), value)
            written = _lines(value, COVER[1]) * TEXT * measure.LEADING
            sheet.row_dimensions[row].height = max(_tall(named, COVER[0]), written) + 6
        sheet.print_area = f"A1:B{row}"

    # the questions

    def _fill_questions(self, sheet: Worksheet) -> None:
        sheet.page_setup.orientation = "landscape"
        self._top(sheet)
        row, runs = FIRST, []
        for heading, rows in self.form.sections():
            fill = _fill(self.colours.track)
            self._band(sheet, row, self._spoken(heading, SECTION, bold=True), fill=fill)
            for at, question in enumerate(rows, row + 1):
                self._question(sheet, at, question)
            runs.append((row + 1, row + len(rows)))
            row += len(rows) + 1
        sheet.freeze_panes = f"A{FIRST}"
        sheet.print_title_rows = f"{FIRST - 1}:{FIRST - 1}"
        sheet.print_area = f"A1:F{row - 1}"
        add_lists(sheet, self.form, runs)

    def _top(self, sheet: Worksheet) -> None:
        """Title, mark and heads: they stay in sight."""
        form = self.form
        title = (*form.title[:1], *form.programme[:1])
        self._band(sheet, 1, (((Said("", inline(title)),), 12.0, {"bold": True}),))
        mark: Part = ((Said("", form.mark),), 7.0, {"ink": self.colours.ink_3})
        self._band(sheet, 2, (mark,))
        look: dict[str, Any] = {
            "fill": _fill(self.colours.accent_soft),
            "border": Border(self.line, self.line),
        }
        tall = 0.0
        for at, (width, head) in enumerate(zip(WIDTHS, form.heads(), strict=True), 1):
            parts = self._spoken(head, HEAD, bold=True)
            self._put(sheet.cell(FIRST - 1, at), self._rich(*parts), HEAD, **look)
            tall = max(tall, _tall(parts, width))
        sheet.row_dimensions[FIRST - 1].height = tall + 6

    def _question(self, sheet: Worksheet, row: int, what: Row) -> None:
        cells = [sheet.cell(row, at) for at in range(1, len(HEADS) + 1)]
        rule: dict[str, Any] = {"border": Border(self.line, self.line, self.line, self.line)}
        level, asked = self._level(what), self._asked(what)
        written = (self.form.choices.get(what.given.claim, ""), what.given.text, papers(what.given))
        font = self._font(TEXT, bold=True)
        self._put(cells[0], what.ref, font=font, number_format="@", **rule)
        self._put(cells[1], self._rich(*level), HEAD, **rule)
        self._put(cells[2], self._rich(*asked), **rule)
        for cell, value, across in zip(cells[3:], written, ("center", "left", "left"), strict=True):
            self._field(cell, value, across)
        lines = max(_lines(value, WIDTHS[at]) for at, value in enumerate(written, 3))
        tall = max(_tall(level, WIDTHS[1]), _tall(asked, WIDTHS[2]), lines * TEXT * measure.LEADING)
        tall = min(TALLEST, max(ROOM, tall + 6))
        sheet.row_dimensions[row] = _Fitting(sheet, index=row, ht=tall)

    def _level(self, what: Row) -> tuple[Part, ...]:
        """The level, and beneath it that an answer is missing."""
        must = what.item.level is Level.MUST
        ink = self.colours.ink if must else self.colours.ink_2
        spoken: Part = (self.form.say.term(what.item.level), HEAD, {"bold": must, "ink": ink})
        return spoken, (what.mark, SMALL, {"bold": True, "ink": self.colours.alert})

    def _asked(self, what: Row) -> tuple[Part, ...]:
        """The question in each language, then what it is asked under."""
        look: dict[str, Any] = {"slant": True, "ink": self.colours.ink_3}
        return (*self._spoken(what.question, TEXT), (what.condition, SMALL, look))


def _hex(colour: str) -> str:
    return colour.lstrip("#")


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=_hex(colour))


def _lines(text: str, width: float) -> int:
    return measure.line_count(clean(text), measure.points(width), TEXT)


def _tall(parts: tuple[Part, ...], width: float) -> float:
    return sum(
        measure.height(words, measure.points(width), size, bold=look.get("bold", False))
        for words, size, look in parts
    )


def _bulleted(words: Words) -> Words:
    first, *others = words
    return (Said(first.lang, f"•  {first.text}"), *(Said(s.lang, f"    {s.text}") for s in others))
