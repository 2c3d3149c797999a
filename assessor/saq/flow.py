"""Reads questions and answers that follow one another: paragraphs, answer boxes, narratives."""

import re
from dataclasses import dataclass, field
from itertools import islice

from assessor.saq.asking import counts_on, speaks_against, with_lone_numbers
from assessor.saq.claims import claim_of_status
from assessor.saq.items import (
    ASKS_AGAIN,
    Context,
    Item,
    hidden_of,
    is_signature,
    is_signature_label,
    other_item,
    own,
    state,
)
from assessor.saq.marks import KINDS, asking_item, plain_item
from assessor.saq.recognising import asks, heading_asks, is_known, numbered
from assessor.saq.text import bare, fold, one_line, tidy
from assessor.saq.types import Block, Line
from assessor.saq.within import take_answer
from assessor.saq.words import (
    ANSWER_MARK,
    CLOSING_HEADINGS,
    COMMENT_MARK,
    EVIDENCE_MARK,
    NOTES_MARK,
    QUESTION_MARK,
    STATE_MARK,
    THE_END,
)
from assessor.terms import Claim

_KIND = re.compile(
    r"^(sub-?est[aá]ndar|sub-?standard|criteri[oa]n?|est[aá]ndar|standard)\W+", re.IGNORECASE
)
_ANOTHER = 0.8  # how much a text sounds like a requirement to be taken for its question


@dataclass(slots=True)
class Flow:
    """The question that is open while lines are read one after another."""

    context: Context
    marked: bool = False  # answers are announced by a word such as "Respuesta:"
    waiting: list[tuple[Block, Line]] = field(default_factory=list)  # before an answer is announced
    item: Item | None = None
    answering: bool = False
    parts: int = 0

    def close(self) -> None:
        """End the open question; what it says by the way it opens becomes its claim."""
        item, self.item, self.answering, self.parts = self.item, None, False, 0
        if item is None:
            return
        if item.kind == "question":
            take_answer(item)
        if item.kind == "question" and self.sounds_like_another(item.text):
            item.flags.append(ASKS_AGAIN)
        if item.kind == "question" and item.claim is Claim.NONE and not item.status:
            state(item)

    def sounds_like_another(self, text: str) -> bool:
        """Whether a text clearly means another requirement than the open or closed question."""
        bank = self.context.bank
        asked = self.item or next(
            (item for item in reversed(self.context.items) if item.kind == "question"), None
        )
        unnumbered = asked is not None and not asked.shown
        ranked = bank.ranked(text) if unnumbered and 15 < len(text) < 400 else []
        own_best = bank.ranked(asked.question)[:1] if asked and asked.question else []
        if not ranked or not own_best or ranked[0][1] < _ANOTHER:
            return False
        return ranked[0][0] != own_best[0][0] and ranked[0][1] > 1.15 * bank.scores(text).get(
            own_best[0][0], 0.0
        )

    def flush(self) -> None:
        """Add the waiting lines that no answer came for, as headings and the like."""
        for block, line in self.waiting:
            self.add_other(block, line)
        self.waiting = []

    def add_other(self, block: Block, line: Line) -> None:
        """Add a line that is neither question nor answer."""
        context = self.context
        item = other_item(block, line, context)
        text = one_line(line.cells[0].text) if line.cells else ""
        if line.level and item.kind != "company":
            item.kind = "heading" if context.items or line.level > 1 else "title"
            context.section = text
            context.closing = bool(CLOSING_HEADINGS.fullmatch(bare(text)))
        elif item.kind == "heading":
            context.section = text
        context.items.append(item)

    def open(self, block: Block, line: Line, question: str, shown: str = "") -> Item:
        """Begin a question that stands in this line."""
        self.close()
        cell = line.cells[0]
        item = Item("question", cell.place, [line.key], question=tidy(question), shown=shown)
        item.section = self.context.section
        item.hidden = hidden_of(block, line, cell)
        self.item, self.context.asked = item, True
        self.context.items.append(item)
        return item

    def answer(self, line: Line, text: str, place: str = "") -> None:
        """Add a line to the open question's answer; the first one is its place."""
        item = self.item
        if item is None:
            return
        if line.key not in item.keys:
            item.keys.append(line.key)
        if any(cell.picture and not cell.text for cell in line.cells):
            item.flags.append("picture")
        words = tidy(text)
        if not item.text and (label := COMMENT_MARK.match(fold(words))):
            words = words[label.end() :]
        if not words and item.text:
            return
        if not item.text and (words or not self.answering):
            item.place = place or (line.cells[0].place if line.cells else line.key)
        item.text = f"{item.text}\n{words}".strip()
        self.answering = True


def take_marked(flow: Flow, block: Block, line: Line) -> bool:
    """Take a row as the person says it is; what is set aside interrupts no answer."""
    mark = flow.context.marks.get(line.key)
    if mark is None or line.kind or not own(line):
        return False
    if mark in {"heading", "question"}:
        flow.close()
        flow.flush()
    if mark == "question":
        made = asking_item(block, line, flow.context)
        item = flow.open(block, line, made.question, made.shown)
        item.place, item.text, item.claim, item.status = (
            made.place,
            made.text,
            made.claim,
            made.status,
        )
        flow.answering = bool(made.text)
        return True
    made = plain_item(block, line, KINDS[mark])
    flow.context.items.append(made)
    if mark == "heading":
        flow.context.section = made.text
    return True


def answers_are_marked(blocks: tuple[Block, ...]) -> bool:
    """Whether the document announces its answers, at least twice, by a word of its own."""
    texts = (fold(cell.text) for block in blocks for line in block.lines for cell in own(line)[:1])
    return len(list(islice(filter(ANSWER_MARK.match, texts), 2))) == 2


def read_lines(flow: Flow, block: Block) -> None:
    """Read a run of paragraphs, or of rows that hold one text each."""
    for line in with_lone_numbers(block.lines, flow.context):
        if not own(line):  # all of it was said in the row above
            continue
        text = one_line(" ".join(cell.text for cell in own(line)))
        if take_marked(flow, block, line):
            continue
        if flow.marked:
            _read_marked(flow, block, line, text)
        else:
            _read_plain(flow, block, line, text)


def _read_marked(flow: Flow, block: Block, line: Line, text: str) -> None:
    """Read a line of a narrative: what stands before the mark asks, what follows it answers."""
    folded = fold(text)
    mark = ANSWER_MARK.match(folded)
    if mark:
        _begin_answer(flow, block, line)
        rest = line.cells[0].text[mark.end() :] if mark.end() < len(folded) else ""
        if rest.strip() and flow.item:
            flow.answering = False
            flow.answer(line, rest)
        return
    if flow.item is not None and _attach(flow, line, folded):
        return
    asking = QUESTION_MARK.match(folded)
    if flow.item is not None and not asking and not _ends_answer(flow, line, text):
        if line.cells[0].number and flow.item.shown:
            flow.item.flags.append(ASKS_AGAIN)  # it is numbered as the questions are
        flow.answer(line, line.cells[0].text)
        return
    flow.close()
    signing = is_signature(text) or is_signature_label(text.partition(":")[0])
    if signing and line.key in flow.context.last:
        flow.flush()
        flow.add_other(block, line)
    else:
        flow.waiting.append((block, line))


def _attach(flow: Flow, line: Line, folded: str) -> bool:
    """Take a status or attachments line that belongs to the open question."""
    item = flow.item
    if item is None:
        return False
    text = line.cells[0].text
    if told := STATE_MARK.match(folded):
        item.status = text[told.end() :]
        item.claim = claim_of_status(item.status)
    elif papers := EVIDENCE_MARK.match(folded):
        item.evidence = f"{item.evidence}\n{text[papers.end() :]}".strip()
    else:
        return False
    item.keys.append(line.key)
    return True


def _begin_answer(flow: Flow, block: Block, line: Line) -> None:
    """Take the waiting lines apart: earlier headings, then the question that is answered now."""
    flow.close()
    waiting, flow.waiting = flow.waiting, []
    start = _question_start(flow, [line for _, line in waiting])
    for index, (its, other) in enumerate(waiting[:start]):
        flow.add_other(its, other)
        if (
            index
            and not other.level
            and flow.context.items[-1].kind not in {"company", "signature"}
        ):
            flow.context.items[-1].kind = "heading"  # what a section's heading goes on to say
    asked = waiting[start:]
    if not asked:
        flow.open(block, line, "")
        return
    references = flow.context.bank.references
    its, first = asked[0]
    title = one_line(first.cells[0].text)
    shown, rest = references.split_leading(title)
    if mark := QUESTION_MARK.match(fold(rest)):
        rest = rest[mark.end() :]
        shown, rest = (shown, rest) if shown else references.split_leading(rest)
    rest = _KIND.sub("", rest)
    body = [one_line(other.cells[0].text) for _, other in asked[1:]]
    if first.level:  # the heading is a row of its own; the question is what it says
        flow.add_other(its, first)
        flow.context.items[-1].kind = "heading"
        asked = asked[1:]
    keys = [other.key for _, other in asked]
    item = flow.open(block, line, "\n".join([rest, *_question_words(body)]), shown)
    item.cell = None
    if first.cells[0].number and not shown:
        item.shown = first.cells[0].number
    for said in body:
        if told := STATE_MARK.match(fold(said)):
            item.status = said[told.end() :]
            item.claim = claim_of_status(item.status)
    item.keys = [*keys, line.key]


def _question_words(lines: list[str]) -> list[str]:
    """Return the lines that ask; the notes that explain them come after their own head."""
    kept = []
    for text in lines:
        folded = fold(text)
        if NOTES_MARK.match(folded):
            break
        if not STATE_MARK.match(folded):
            kept.append(text)
    return kept


def _question_start(flow: Flow, lines: list[Line]) -> int:
    """Return where the last question among these lines begins: at its number or heading."""
    marked = [at for at, line in enumerate(lines) if QUESTION_MARK.match(fold(line.cells[0].text))]
    if marked:
        return marked[-1]
    headed = [index for index, line in enumerate(lines) if line.level > 0]
    counted = [index for index, line in enumerate(lines) if _is_numbered(line)]
    last = headed[-1] if headed else -1
    for index in reversed(counted):
        shown = numbered(flow, lines[index], one_line(lines[index].cells[0].text))[0]
        if index > last and (last < 0 or is_known(flow, shown)):
            return index
    return max(last, 0)


def _is_numbered(line: Line) -> bool:
    text = line.cells[0].text
    return (
        bool(line.cells[0].number or re.match(r"^\W?(?:[A-Z]\.|Q?\d+\.)\d+(\.\d+)*\W", text))
        or line.bold
    )


def _ends_answer(flow: Flow, line: Line, text: str) -> bool:
    if line.level or (flow.answering and is_signature(text) and line.key in flow.context.last):
        return True
    if line.key in flow.context.last and THE_END.match(fold(text)):
        return True
    if line.bold and len(text) < 120 and not text.endswith(":"):
        return True
    bank = flow.context.bank
    printed = bool(line.cells[0].number) or text.endswith("?")
    if printed and flow.answering and max(bank.scores(text).values(), default=0.0) > 0.4:
        return True
    if flow.answering and flow.sounds_like_another(text):
        return True
    shown, rest = bank.references.split_leading(text)
    if len(text) < 120 and flow.answering and bank.section_of_heading(text)[1] >= 92:
        return True
    known = bool(rest) and is_known(flow, shown)
    if known and max(bank.scores(rest).values(), default=0.0) >= 0.7:
        return True
    if not rest or len(text) > 400:
        return False
    if is_known(flow, shown) and max(bank.scores(rest).values(), default=0.0) > 0.4:
        return True
    return "." in shown and flow.answering


def _read_plain(flow: Flow, block: Block, line: Line, text: str) -> None:
    """Read a line of a form without marks: a question is known by number, look or wording."""
    context = flow.context
    cell = line.cells[0]
    if flow.item is not None and _attach(flow, line, fold(text)):
        return
    shown, rest = numbered(flow, line, text)
    titled = line.level > 0 and not heading_asks(flow, shown, rest)
    if not titled and not context.closing and asks(flow, line, shown, rest):
        doubtful = not line.bold and speaks_against(context.bank, shown, rest)
        doubtful = doubtful and not counts_on(context.bank, shown, context.items)
        item = flow.open(block, line, rest, shown)
        item.flags += [ASKS_AGAIN] if doubtful else []
        return
    if line.level or _is_title(flow, line, text):
        flow.close()
        flow.add_other(block, line)
    elif context.closing or _signs(flow, line, text):
        flow.close()
        flow.add_other(block, line)
        if context.closing and context.items[-1].kind in {"note", "heading"}:
            context.items[-1].kind = "signature"
    elif flow.item is not None:
        if shown and (
            is_known(flow, shown) or max(context.bank.scores(rest).values(), default=0) > 0.6
        ):
            flow.item.flags.append(ASKS_AGAIN)  # it is numbered as the questions are
        flow.answer(line, cell.text)
    else:
        flow.add_other(block, line)


def _signs(flow: Flow, line: Line, text: str) -> bool:
    """Whether a line among the last signs or ends the form; an answer still to come does not."""
    waiting = flow.item is not None and not flow.item.text
    if line.key not in flow.context.last:
        return False
    return bool(THE_END.match(fold(text))) or (is_signature(text) and not waiting)


def _is_title(flow: Flow, line: Line, text: str) -> bool:
    section, likeness = flow.context.bank.section_of_heading(text)
    if section and likeness >= 85 and len(text) < 120:
        return True
    return line.bold and len(text) < 100 and flow.item is None and flow.context.asked
