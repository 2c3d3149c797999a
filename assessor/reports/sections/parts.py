"""What several sections are made of: narratives, label and value, cells in each language."""

from collections.abc import Iterable, Sequence

from assessor.facts import ObservationRow
from assessor.i18n import LocalText
from assessor.reports.blocks import (
    NOTHING,
    Badge,
    Block,
    Cell,
    Column,
    Fact,
    Heading,
    Layout,
    Look,
    Mark,
    Piece,
    Prose,
    Row,
    Said,
    Table,
    Text,
    Words,
    plain,
)
from assessor.reports.subject import Subject
from assessor.terms import Level, Verdict, label

# The verdicts whose reason is printed.
SET_ASIDE = (Verdict.NOT_VERIFIED, Verdict.NA)

Line = tuple[Words, Words]  # a lead-in, which may be empty, and what it leads in


def spoken(words: Words, lang: str) -> Words:
    """The part of the words that is said in this language, or belongs to none."""
    return tuple(said for said in words if said.lang in {lang, ""})


def narrative(subject: Subject, title: Words, text: LocalText) -> list[Block]:
    """A small heading and what people wrote beneath, the languages side by side."""
    heading = Heading(3, title, listed=False)
    return [heading, Prose(subject.say.local(text))]


def fact(label: Words, value: Words, *, wide: bool = False, stacked: bool = False) -> Fact:
    """A label with one text; a wide or stacked one has a line for each language."""
    layout: Layout = "stacked" if wide or stacked else "inline"
    return Fact(label, (Text(value, layout=layout),), wide)


def cell(*pieces: Piece, span: int = 1) -> Cell:
    """A cell of these pieces."""
    return Cell(pieces, span)


def text_cell(words: Words, *, stacked: bool = False) -> Cell:
    """A cell with one text."""
    return cell(Text(words, layout="stacked" if stacked else "inline"))


def in_columns(subject: Subject, lines: Iterable[Line], title: Words = NOTHING) -> list[Cell]:
    """One cell for each language: a title and lines with their lead-ins."""
    kept = list(lines)
    cells = []
    for lang in subject.say.languages:
        pieces = [Text(spoken(title, lang), "strong")] if title else []
        pieces += [Text(spoken(words, lang), lead=spoken(lead, lang)) for lead, words in kept]
        cells.append(Cell(tuple(pieces)))
    return cells


def badge(subject: Subject, level: Level) -> Badge:
    """The badge of a level in the programme's words."""
    return Badge(level, subject.say.term(level))


def mark(subject: Subject, verdict: Verdict | None) -> Mark:
    """A verdict with shape and word; without one, that its result is still open."""
    if verdict is None:
        unseen = subject.say.gettext("Not seen yet")
        return Mark(None, unseen if subject.internal else subject.say.gettext("Result pending"))
    return Mark(verdict, subject.say.term(verdict))


def named(subject: Subject, item: ObservationRow, look: Look = "body") -> Text:
    """What an observation is and its number, which all languages share: “Finding 03”."""
    return Text(plain(item.number), look, lead=subject.say.gettext(label(item.kind)))


def ranges(numbers: Iterable[int]) -> Words:
    """Numbers in their order, those that follow one another as “1–4”."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return joined(_range(run) for run in found)


def _range(run: list[int]) -> str:
    if len(run) < 3:
        return ", ".join(map(str, run))
    return f"{run[0]}–{run[-1]}"


def numbered_version(subject: Subject) -> tuple[Text, ...]:
    """The number of the report, which all languages share, and the version beneath it."""
    form = subject.known.visit
    version = subject.say.gettext("version {version}", version=str(form.version))
    return Text(plain(form.number)), Text(version, "note")


def simple_table(columns: Sequence[Column], rows: Iterable[Sequence[Words]]) -> Table:
    """A table with one text in each cell."""
    return Table(
        tuple(columns),
        tuple(Row(tuple(text_cell(words) for words in row)) for row in rows),
    )


def shortened(sha256: str) -> str:
    """The beginning and the end of a hash, enough to recognise it by."""
    return f"{sha256[:4]}…{sha256[-4:]}"


def joined(parts: Iterable[object]) -> Words:
    """Names or numbers on one line."""
    return plain(", ".join(str(part) for part in parts if str(part)))


def both(first: Words, second: Words, separator: str = " · ") -> Words:
    """Two texts on one line, language by language."""
    langs = [said.lang for said in first if said.lang] or [said.lang for said in second]
    return tuple(_pair(first, second, lang, separator) for lang in dict.fromkeys(langs))


def _pair(first: Words, second: Words, lang: str, separator: str) -> Said:
    parts = (*spoken(first, lang), *spoken(second, lang))
    text = separator.join(said.text for said in parts)
    remarks = dict.fromkeys(said.remark for said in parts if said.remark)
    pending = any(said.pending for said in parts)
    return Said(lang, text, pending=pending, remark=" · ".join(remarks))
