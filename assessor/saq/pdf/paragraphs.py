"""Joins printed lines into the paragraphs they were before a page or a cell broke them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assessor.saq.claims import claim_word
from assessor.saq.pdf.words import Printed, Word, lines_of
from assessor.saq.text import fold
from assessor.saq.words import ANSWER_MARK, EVIDENCE_MARK, NOTES_MARK, STATE_MARK

_MARKS = (ANSWER_MARK, STATE_MARK, EVIDENCE_MARK, NOTES_MARK)
_NUMBER = re.compile(
    r"^\W?(?:[A-Z]{1,3}[./-])?\d{1,2}(?:[.,]\d{1,2}){1,3}\.?\)?(?=\s|$)|^\(?[a-z0-9]{1,2}\)(?=\s|$)|"
    r"^\d{1,3}\.(?=\s+\D|$)|^[•·▪■●–*]\s|^[☐☒☑□■◻]\s?\w"
)
_GOES_ON = re.compile(r"\W*$|[\s,;]+[a-zà-ÿ(%&]")
BROKEN_NUMBER = re.compile(r"\d{1,2}\.(\d{1,2}\.)?(\d\|\d|\|\d{1,2})|\d{1,2}\|\.\d{1,2}")
_NARROW = 30  # letters of a cell that may have been too narrow for its words
_REFERENCE = re.compile(r"\W?(?:[A-Z]{1,3}[./-])?\d{1,2}[.,]\d")
_SIZES = 0.7  # lines of one paragraph differ less in height
_INDENT = 3.5
_LEADING = 1.0  # a gap of so many letters' heights divides paragraphs
_BLANK = 0.24  # how wide a blank is, in letters' heights


@dataclass(slots=True)
class Paragraph:
    """Printed lines that are one text."""

    lines: list[Printed]
    text: str = ""
    unsure: bool = False  # whether it ends here, or began before, nobody can tell

    @property
    def first(self) -> Printed:
        """The line it begins with."""
        return self.lines[0]

    @property
    def pages(self) -> str:
        """The page it stands on, or the first and the last."""
        return page_span(self.lines[0].page, self.lines[-1].page)


def page_span(first: int, last: int) -> str:
    """Return pages as a place says them: page 3, page 3-4."""
    return f"page {first}" if first == last else f"page {first}-{last}"


def is_numbered(text: str) -> bool:
    """Whether a text opens with a number, a letter or a bullet of a list."""
    return bool(_NUMBER.match(text))


def opens(text: str) -> bool:
    """Whether a text begins something of its own whatever stands above it."""
    if number := _NUMBER.match(text):
        # A bare number, or one before a small letter, is the rest of a sentence: "see | 9.6."
        listed = not number[0][:1].isdigit() or number[0].rstrip().endswith(")")
        return listed or not _GOES_ON.match(text[number.end() :])
    return any(mark.match(fold(text)) for mark in _MARKS)


def indent(line: Printed) -> float:
    """Return where a line's text begins, behind the number that hangs before it."""
    if len(line.segments) == 2 and is_numbered(line.text):
        return line.segments[1].x0
    return line.x0


def joins(before: Printed, line: Printed) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if abs(before.size - line.size) > _SIZES or before.bold != line.bold:
        return False
    if any(word.field for word in (*before.words, *line.words)) or opens(line.text):
        return False
    asked = before.text.endswith("?") and not (line.bold or "?" in line.text or line.text[0] == "[")
    if ends_itself(before.text) or asked:
        return False
    at, above = line.x0 - line.left, before.x0 - before.left
    if min(abs(at - above), abs(at - indent(before) + before.left)) > _INDENT:
        return False
    if (
        line.page == before.page
        and line.left == before.left
        and line.top - before.bottom > _LEADING * line.size
    ):
        return False
    return not is_short(before, line)


def ends_itself(text: str) -> bool:
    """Whether a line is complete: a status, or the word that announces an answer."""
    folded = fold(text)
    mark = ANSWER_MARK.match(folded)
    return bool(STATE_MARK.match(folded)) or bool(mark and mark.end() >= len(folded))


def is_short(before: Printed, line: Printed) -> bool:
    """Whether the first word of a line would have fitted on the line before: a break was meant."""
    word = line.words[0]
    needed = before.x1 + _BLANK * line.size + (word.x1 - word.x0)
    return needed < before.right - 0.5


def together(lines: Iterable[Printed]) -> str:
    """Return the lines of one paragraph as one text."""
    text = ""
    for line in lines:
        said = line.text
        if text.endswith("\u00ad"):
            text = text[:-1] + said
        elif text.endswith("-") and text[-2:-1].isalnum() and said[:1].isalnum():
            text += said  # whether the hyphen is the word's own nobody can tell: it stays
        else:
            text = f"{text} {said}" if text else said
    return text.replace("\u00ad", "")


def paragraphs_of(lines: list[Printed], *, doubting: bool = False) -> list[Paragraph]:
    """Return printed lines as paragraphs; lines on the next page may go on with the last one.

    Where nothing marks answers, a question whose last line is full may run into its answer.
    """
    found: list[Paragraph] = []
    for line in lines:
        if not (found and joins(found[-1].lines[-1], line)):
            found.append(Paragraph([line]))
        elif doubting and _may_end(found[-1]):
            found[-1].unsure = True
            found.append(Paragraph([line], unsure=True))
        else:
            found[-1].lines.append(line)
    for paragraph in found:
        paragraph.text = together(paragraph.lines)
    return found


def _may_end(paragraph: Paragraph) -> bool:
    """Whether a numbered question may end with its last line though that line is full."""
    last = paragraph.lines[-1]
    numbered = bool(_REFERENCE.match(paragraph.first.text)) and not last.bold
    return numbered and last.text[-1:] in ".!:)]"


def are_marked(lines: list[Printed]) -> bool:
    """Whether words such as “Answer:” stand between questions and answers."""
    return sum(bool(ANSWER_MARK.match(fold(line.text))) for line in lines) >= 2


def set_right(lines: list[Printed]) -> None:
    """Tell lines of one column how far it goes: a line that ends sooner was ended on purpose."""
    left = min((line.x0 for line in lines), default=0.0)
    right = max((line.x1 for line in lines), default=0.0)
    for line in lines:
        line.left, line.right = left, right


def cell_text(words: list[Word], right: float = 0.0) -> str:
    """Return the words of a cell as text, its paragraphs divided by line breaks."""
    lines = lines_of(words, 0)
    set_right(lines)
    for line in lines:
        line.right = max(right, line.right)
    text = "\n".join(paragraph.text for paragraph in paragraphs_of(lines))
    return mended(text, [line.text for line in lines]) if 1 < len(lines) < 4 else text


def mended(text: str, lines: list[str]) -> str:
    """Return a number or a status that a narrow cell broke in two as it was."""
    whole = "".join(lines)
    if len(whole) > _NARROW:
        return text
    if BROKEN_NUMBER.fullmatch("|".join(lines)):
        return whole
    if claim_word(text) is None and claim_word(" ".join(lines)) is None:
        for at in range(1, len(lines)):
            joined = " ".join([*lines[: at - 1], lines[at - 1] + lines[at], *lines[at + 1 :]])
            if claim_word(joined) is not None:
                return joined
    return text
