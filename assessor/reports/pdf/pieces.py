"""Pieces of a cell as boxes: texts with their lead-in, badges, marks, quotations."""

from typing import Any

from assessor.reports.blocks import Badge, Mark, Piece, Quote, Said, Text, Words, distinct, inline
from assessor.reports.pdf.boxes import BadgeBox, Box, Para, Stack
from assessor.reports.pdf.styles import Styles
from assessor.reports.theme import SHAPES
from assessor.terms import Level


def paragraph(markup: str, style: Any) -> Para:
    """A paragraph from markup that is already escaped."""
    from reportlab.platypus import Paragraph

    return Para(Paragraph(markup, style))


def marked(said: Said, styles: Styles) -> str:
    """The text as markup; a placeholder for a missing translation and a remark stand out."""
    text, colours = styles.letters.markup(said.text), styles.theme.colours
    if said.pending:
        text = f'<font color="{colours.alert}"><i>{text}</i></font>'
    if not said.remark:
        return text
    remark = styles.letters.markup(f"[{said.remark}]")
    return f'{text} <font color="{colours.ink_3}"><i>{remark}</i></font>'


def one_line(words: Words, styles: Styles) -> str:
    """All languages on one line, as markup."""
    return " · ".join(marked(said, styles) for said in distinct(words) if said.text)


def _lead(lead: Words, lang: str, styles: Styles) -> str:
    found = [said for said in lead if said.lang in {lang, ""}]
    return f"<b>{styles.letters.markup(found[0].text)}</b> " if found else ""


def in_language(said: Said, text: Text, styles: Styles, *, second: bool = False) -> Para:
    """One language of a text, as the leading or the second one."""
    name = f"{text.look} second" if second else text.look
    markup = _lead(text.lead, said.lang, styles) + marked(said, styles)
    return paragraph(markup, styles.of(name))


def text_boxes(text: Text, styles: Styles) -> list[Box]:
    """A text as paragraphs, in the layout it asks for."""
    if text.layout == "inline":
        spoken = {said.lang for said in text.words}
        chosen = tuple(said for said in text.lead if said.lang in spoken) or text.lead
        lead = f"<b>{styles.letters.markup(inline(chosen))}</b> " if text.lead else ""
        return [paragraph(lead + one_line(text.words, styles), styles.of(text.look))]
    words = distinct(text.words)
    return [in_language(said, text, styles, second=at > 0) for at, said in enumerate(words)]


def badge_boxes(badge: Badge, styles: Styles) -> list[Box]:
    """The badge in the leading language, the second beneath it."""
    first, *others = distinct(badge.words)
    boxes: list[Box] = [BadgeBox(first.text, filled=badge.level is Level.MUST, styles=styles)]
    return boxes + [paragraph(marked(said, styles), styles.of("small")) for said in others]


def mark_boxes(mark: Mark, styles: Styles) -> list[Box]:
    """Shape and word in the leading language, the second beneath it."""
    colour = styles.theme.verdict_colour(mark.verdict)
    first, *others = distinct(mark.words)
    word = f'<font color="{colour}"><b>{SHAPES[mark.verdict]} {marked(first, styles)}</b></font>'
    boxes: list[Box] = [paragraph(word, styles.of("body"))]
    return boxes + [paragraph(marked(said, styles), styles.of("note second")) for said in others]


def quote_boxes(quote: Quote, styles: Styles) -> list[Box]:
    """Somebody's own words, with what they are and in which language beneath."""
    said = f"«{quote.text}»"
    words = [paragraph(styles.letters.markup(said), styles.of("quote"))] if quote.text else []
    label = paragraph(one_line(quote.label, styles), styles.of("small"))
    return [*words, label, *(box for text in quote.details for box in text_boxes(text, styles))]


def boxes_of(piece: Piece, styles: Styles) -> list[Box]:
    """The boxes of any piece."""
    match piece:
        case Text():
            return text_boxes(piece, styles)
        case Badge():
            return badge_boxes(piece, styles)
        case Mark():
            return mark_boxes(piece, styles)
        case Quote():
            return quote_boxes(piece, styles)


def stack(pieces: tuple[Piece, ...], styles: Styles) -> Stack:
    """The pieces of a cell, one below the other."""
    return Stack([box for piece in pieces for box in boxes_of(piece, styles)], gap=1.5)
