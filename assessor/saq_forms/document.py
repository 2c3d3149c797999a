"""The form as a DOCX: content controls to fill in, everything else locked, in the named styles."""

from html import escape
from typing import Any

from assessor.reports.blocks import Badge, Document, Running, Words, clean, distinct, inline
from assessor.reports.theme import theme
from assessor.reports.word import package
from assessor.reports.word.pieces import one_line, pieces_xml
from assessor.reports.word.template import W, style_id
from assessor.reports.word.xml import WordCell, WordRow, elements, para, run, table
from assessor.saq.own_form import hint
from assessor.saq_forms.form import (
    CHOOSE,
    CLAIMS,
    COMPANY_DATA,
    HEADS,
    HOW,
    QUESTIONS,
    WRITE,
    Form,
    Given,
    Row,
    papers,
)

SHARES = (0.06, 0.095, 0.305, 0.115, 0.265, 0.16)
COVER = (0.4, 0.6)
FIELD, MISSING, BAND = "EAF4F7", "FFF3D6", "E6EBEF"
BODY, STRONG = style_id("Report Body"), style_id("Report Strong")
SMALL, HEAD = style_id("Report Small"), style_id("Report Table Head")
LOCKED = '<w:documentProtection w:edit="forms" w:enforcement="1"/>'
# Between columns: they are told apart in a print as well.
RULE = '<w:left w:val="single" w:sz="4" w:space="0" w:color="DDE3E9"/>'
# Where the schema wants the protection: before these.
_BEHIND = ("autoFormatOverride", "styleLockTheme", "styleLockQFSet", "defaultTabStop")


def write(form: Form, look: str = "default") -> bytes:
    """Return the form as DOCX."""
    chosen, paper = theme(look), _paper(form)
    word = package.open_template(look)
    upright = package.set_page(word, paper, chosen)
    width = _turn(word, upright)
    controls = _Controls(form)
    xml = _cover(form, controls, width) + _questions(form, controls, width)
    body = word.element.body
    for element in elements(xml):
        body.insert(len(body) - 1, element)
    package.set_running(word, paper, width, chosen)
    package.set_properties(word, paper)
    word.core_properties.keywords = form.mark
    _lock(word)
    return package.save(word, None)


def _paper(form: Form) -> Document:
    """What repeats on each page, and whose document it is."""
    say = form.say
    authority = say.given(form.profile.authority)
    return Document(
        title=form.title,
        number=form.number,
        author=inline(authority),
        languages=form.languages,
        running=Running(
            header=authority,
            marking=(),
            footer=form.programme,
            page=say.gettext("Page {page} of {pages}", page="{page}", pages="{pages}"),
        ),
        blocks=(),
        country=form.profile.country,
    )


def _turn(word: Any, upright: float) -> float:
    """Lay the page on its side; return the width of its text in points."""
    from docx.enum.section import WD_ORIENT

    section = word.sections[0]
    wide, tall = section.page_width, section.page_height
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = tall, wide
    return upright + float((tall - wide) / 12700)


def _lock(word: Any) -> None:
    """Let nothing but the controls be changed, and no word processor ask about fields."""
    settings = word.settings.element
    for mark in list(settings.iter(f"{W}updateFields")):
        settings.remove(mark)
    later = [part for part in settings if part.tag in {f"{W}{name}" for name in _BEHIND}]
    settings.insert(settings.index(later[0]) if later else len(settings), *elements(LOCKED))


class _Controls:
    """Makes the fields that the company fills in, each with a number of its own."""

    def __init__(self, form: Form) -> None:
        self.form, self.made = form, 0
        self.choose = hint(inline(form.say.gettext(CHOOSE)))
        self.write = hint(inline(form.say.gettext(WRITE)))
        self.list = "".join(
            f'<w:listItem w:displayText="{escape(form.choices[claim])}" w:value="{claim.value}"/>'
            for claim in CLAIMS
        )

    def text(self, name: str, value: str) -> str:
        """A field for words in a line of its own: the kind whose line breaks no program drops."""
        return self._control(name, value, self.write, "<w:richText/>")

    def choice(self, name: str, given: Given) -> str:
        """A field to choose an answer in."""
        shown = self.form.choices.get(given.claim, "")
        kind = f"<w:dropDownList>{self.list}</w:dropDownList>"
        return self._control(name, shown, self.choose, kind)

    def _control(self, name: str, value: str, waiting: str, kind: str) -> str:
        self.made += 1
        said = clean(value)
        empty = "" if said else "<w:showingPlcHdr/>"
        shown = run(said) if said else run(waiting, style_id("Report Remark"))
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{escape(clean(name))}"/><w:id w:val="{self.made}"/>'
            f'<w:lock w:val="sdtLocked"/>{empty}{kind}</w:sdtPr>'
            f"<w:sdtContent>{shown}</w:sdtContent></w:sdt>"
        )


def _stacked(words: Words, style: str, second: str = SMALL, *, keep: bool = False) -> str:
    """A paragraph for each language, the first one large."""
    return "".join(
        para(run(said.whole, lang=said.lang), second if at else style, keep=keep)
        for at, said in enumerate(words)
    )


def _cover(form: Form, controls: _Controls, width: float) -> str:
    say = form.say
    xml = _stacked(form.title, "Title", "Subtitle") + _stacked(form.programme, STRONG)
    xml += _heading(say.gettext(HOW))
    for words in form.rules():
        first, *others = words
        xml += para(run(f"•  {first.whole}", lang=first.lang), BODY)
        xml += "".join(para(run(f"    {said.whole}", lang=said.lang), SMALL) for said in others)
    xml += para(run(form.mark), SMALL)
    xml += _heading(say.gettext(COMPANY_DATA), new_page=True)
    rows = [
        WordRow(
            [
                WordCell(para(_line(label), BODY)),
                WordCell(para(controls.text(inline(label[:1]), value), BODY), fill=FIELD),
            ]
        )
        for _key, label, value in form.facts()
    ]
    return xml + table([share * width for share in COVER], rows, style_id("Report Card"))


def _heading(words: Words, *, new_page: bool = False) -> str:
    return para(_line(words, "Report Heading Second"), "Heading1", keep=True, new_page=new_page)


def _line(words: Words, second: str = "Report Second Text") -> str:
    """All languages on one line, each text once."""
    first, *others = distinct(words)
    runs = run(first.whole, lang=first.lang)
    return runs + "".join(run(f" · {said.whole}", style_id(second), said.lang) for said in others)


def _questions(form: Form, controls: _Controls, width: float) -> str:
    heads = [WordCell(_stacked(words, HEAD, HEAD), fill=BAND) for words in form.heads()]
    rows = [WordRow(heads, head=True)]
    for words, questions in form.sections():
        title = _stacked(words, STRONG, SMALL, keep=True)
        rows.append(WordRow([WordCell(title, span=len(HEADS), fill=BAND)]))
        rows += [_row(form, controls, question) for question in questions]
    widths = [share * width for share in SHARES]
    title = _heading(form.say.gettext(QUESTIONS), new_page=True)
    return title + table(widths, rows, style_id("Report Card")) + para("", style_id("Report Gap"))


def _row(form: Form, controls: _Controls, what: Row) -> WordRow:
    level = pieces_xml((Badge(what.item.level, form.say.term(what.item.level)),))
    missing = style_id("Report Pending")
    level += "".join(para(run(said.whole, missing, said.lang), SMALL) for said in what.mark)
    condition = "".join(para(one_line((said,)), SMALL) for said in what.condition)
    asked = (para(run(what.ref), STRONG), level, _stacked(what.question, BODY) + condition)
    fields = (
        para(controls.choice(what.ref, what.given), BODY),
        para(controls.text(what.ref, what.given.text), BODY),
        para(controls.text(what.ref, papers(what.given)), BODY),
    )
    colour = MISSING if what.mark else FIELD
    cells = [WordCell(cell, borders=RULE) for cell in asked]
    cells += [WordCell(field, borders=RULE, fill=colour) for field in fields]
    return WordRow(cells, split=len(what.given.text) > 900)
