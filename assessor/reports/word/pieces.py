"""Pieces of a cell as Word paragraphs in named styles."""

from assessor.reports.blocks import Badge, Mark, Piece, Quote, Said, Text, Words, distinct
from assessor.reports.theme import SHAPES
from assessor.reports.word.template import style_id
from assessor.reports.word.xml import para, run
from assessor.terms import Level, Verdict

LOOKS = {
    "body": "Report Body",
    "strong": "Report Strong",
    "label": "Report Label",
    "note": "Report Note",
    "lead": "Report Lead",
    "small": "Report Small",
}
SECONDS = {
    "body": "Report Second",
    "strong": "Report Second",
    "note": "Report Note Second",
    "lead": "Report Lead Second",
}
VERDICTS: dict[Verdict | None, str] = {
    Verdict.MET: "Verdict Met",
    Verdict.PARTLY: "Verdict Partly",
    Verdict.NOT_MET: "Verdict Not Met",
}


def said_run(said: Said, style: str = "") -> str:
    """A text in its own language; a placeholder for a translation and a remark stand out."""
    if said.remark:  # nobody knows the language of such words
        remark = run(f" [{said.remark}]", style_id("Report Remark"), said.lang)
        return run(said.text, style) + remark
    return run(said.text, style_id("Report Pending") if said.pending else style, said.lang)


def one_line(words: Words, style: str = "") -> str:
    """All languages on one line."""
    shown = [said for said in distinct(words) if said.text]
    return run(" · ", style).join(said_run(said, style) for said in shown)


def _lead(lead: Words, lang: str) -> str:
    found = [said for said in lead if said.lang in {lang, ""}]
    return run(found[0].text + " ", style_id("Report Lead In"), lang) if found else ""


def in_language(said: Said, text: Text, *, second: bool = False, keep: bool = False) -> str:
    """One language of a text, as the leading or the second one."""
    style = SECONDS.get(text.look, LOOKS[text.look]) if second else LOOKS[text.look]
    return para(_lead(text.lead, said.lang) + said_run(said), style_id(style), keep=keep)


def text_xml(text: Text, *, keep: bool = False) -> str:
    """A text as paragraphs, in the layout it asks for."""
    if text.layout != "inline":
        words = distinct(text.words)
        return "".join(
            in_language(said, text, second=at > 0, keep=keep) for at, said in enumerate(words)
        )
    spoken = {said.lang for said in text.words}
    chosen = tuple(said for said in text.lead if said.lang in spoken) or text.lead
    lead = one_line(chosen, style_id("Report Lead In")) + run(" ") if text.lead else ""
    return para(lead + one_line(text.words), style_id(LOOKS[text.look]), keep=keep)


def badge_xml(badge: Badge, *, keep: bool = False) -> str:
    """The badge in the leading language, the second beneath it."""
    first, *others = distinct(badge.words)
    style = style_id("Badge Must" if badge.level is Level.MUST else "Badge Should")
    xml = para(
        run(f"\u00a0{first.text}\u00a0", style, first.lang), style_id("Report Body"), keep=keep
    )
    small = style_id("Report Small")
    return xml + "".join(para(said_run(said), small, keep=keep) for said in others)


def mark_xml(mark: Mark, *, keep: bool = False) -> str:
    """Shape and word in the leading language, the second beneath it."""
    first, *others = distinct(mark.words)
    style = style_id(VERDICTS.get(mark.verdict, "Verdict Other"))
    word = run(f"{SHAPES[mark.verdict]} {first.text}", style, first.lang)
    second = style_id("Report Note Second")
    xml = para(word, style_id("Report Body"), keep=keep)
    return xml + "".join(para(said_run(said), second, keep=keep) for said in others)


def quote_xml(quote: Quote, *, keep: bool = False) -> str:
    """Somebody's own words, with what they are and in which language beneath."""
    said = run(f"«{quote.text}»", lang=quote.lang)
    words = para(said, style_id("Report Quote"), keep=True) if quote.text else ""
    *lines, last = (Text(quote.label, "small"), *quote.details)
    beneath = "".join(text_xml(line, keep=True) for line in lines)
    return words + beneath + text_xml(last, keep=keep)


def piece_xml(piece: Piece, *, keep: bool = False) -> str:
    """Any piece as paragraphs."""
    match piece:
        case Text():
            return text_xml(piece, keep=keep)
        case Badge():
            return badge_xml(piece, keep=keep)
        case Mark():
            return mark_xml(piece, keep=keep)
        case Quote():
            return quote_xml(piece, keep=keep)


def pieces_xml(pieces: tuple[Piece, ...], *, keep: bool = False) -> str:
    """The pieces of a cell, one below the other."""
    return "".join(piece_xml(piece, keep=keep) for piece in pieces)
