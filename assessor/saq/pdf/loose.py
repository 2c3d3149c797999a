"""Finds tables that no lines are drawn around: by their heads, and by columns that line up."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from assessor.saq.columns import head_roles
from assessor.saq.items import company_key
from assessor.saq.pdf.paragraphs import BROKEN_NUMBER, indent, is_numbered
from assessor.saq.pdf.words import Printed, Segment, Word, segments_of
from assessor.saq.references import looks_like_reference
from assessor.saq.types import Cell, Line

Band = tuple[float, float]
_SLACK = 3.0
_ROW_GAP = 1.45  # of the usual distance of lines: from here on a gap parts rows
_HEAD_LINES = 3
_TITLE = 110


@dataclass(slots=True)
class Loose:
    """Lines that are rows of a table without ruled lines, with its columns."""

    head: int  # how many lines its head takes; 0: none
    bands: list[Band]
    lines: list[Printed]
    rows: list[list[Printed]] = field(default_factory=list)


def find_loose(lines: list[Printed], start: int) -> Loose | None:
    """Return the table that begins at this line, if one does."""
    for count in range(1, _HEAD_LINES + 1):
        head = lines[start : start + count]
        if len(head) == count and _is_head(head) and not _is_head(lines[start + 1 : start + count]):
            return _headed(lines, start, count)
    return _pairs(lines, start)


def is_head(line: Printed) -> bool:
    """Whether a line by itself names columns."""
    return _is_head([line])


def _is_head(lines: list[Printed]) -> bool:
    if not lines or max(len(line.segments) for line in lines) < 2:
        return False
    if any(before.page != line.page for before, line in pairwise(lines)):
        return False
    if any(line.top - before.bottom > line.size for before, line in pairwise(lines)):
        return False
    bands = _bands([segment for line in lines for segment in line.segments])
    return bool(head_roles(as_line("", lines, bands, "")))


def _bands(segments: list[Segment]) -> list[Band]:
    """Return the columns: stretches of the line in which any of the segments stands."""
    found: list[list[float]] = []
    for x0, x1 in sorted((segment.x0, segment.x1) for segment in segments):
        if found and x0 <= found[-1][1] + 1:
            found[-1][1] = max(found[-1][1], x1)
        else:
            found.append([x0, x1])
    return [(x0, x1) for x0, x1 in found]


def _headed(lines: list[Printed], start: int, count: int) -> Loose:
    """Return the table below a head: its columns are where head and rows stand."""
    head = lines[start : start + count]
    while _adds_to(head, lines[start + count : start + count + 1]):
        count += 1
        head = lines[start : start + count]
    bands = _bands([segment for line in head for segment in line.segments])
    found = Loose(count, bands, list(head))
    for index in range(start + count, len(lines)):
        line = lines[index]
        if _is_head([line]):
            break
        line.segments = segments_of(line.words, tuple(x0 for x0, _ in bands))
        wider = _widened(found.bands, line)
        if wider is None:
            line.segments = segments_of(line.words)
            after = lines[index + 1] if index + 1 < len(lines) else None
            if not _is_title(line) or after is None or _widened(found.bands, after) is None:
                break
        elif len(line.segments) == 1 and _is_title(line) and line.bold and len(wider) > len(bands):
            break
        else:
            found.bands = wider
        found.lines.append(line)
    found.rows = [head, *_rows(found.lines[count:], found.bands)]
    return found


def _adds_to(head: list[Printed], after: list[Printed]) -> bool:
    """Whether the next line goes on with the names of columns: no row begins in it."""
    if not after or len(head) > _HEAD_LINES or after[0].page != head[-1].page:
        return False
    line, bands = after[0], _bands([segment for row in head for segment in row.segments])
    near = line.top - head[-1].bottom < 0.6 * line.size and line.bold == head[-1].bold
    inside = _widened(bands, line) is not None and line.x0 > bands[0][1]
    return (
        near
        and inside
        and len(line.text) < 40
        and bool(head_roles(as_line("", [*head, line], bands, "")))
    )


def _is_title(line: Printed) -> bool:
    text = line.text
    return len(line.segments) == 1 and len(text) < _TITLE and not text.endswith(".")


def _widened(bands: list[Band], line: Printed) -> list[Band] | None:
    """Return the columns with a line's segments in them; None if one of them crosses two."""
    found = list(bands)
    for segment in line.segments:
        column = _column(found, segment)
        if column is None:
            return None
        before = found[column - 1][1] if column else -1e9
        after = found[column + 1][0] if column + 1 < len(found) else 1e9
        x0, x1 = min(found[column][0], segment.x0), max(found[column][1], segment.x1)
        if x0 <= before + 1 or x1 >= after - 1:
            return None
        found[column] = (x0, x1)
    return found


def _column(bands: list[Band], segment: Segment) -> int | None:
    """Return the column that most of a segment stands in, or that begins nearest to it."""
    shares = [min(x1, segment.x1) - max(x0, segment.x0) for x0, x1 in bands]
    best = max(range(len(bands)), key=lambda index: shares[index])
    if shares[best] > 0:
        return best
    after = [index for index, (x0, _) in enumerate(bands) if x0 <= segment.x0 + _SLACK]
    return after[-1] if after else 0


def _rows(lines: list[Printed], bands: list[Band]) -> list[list[Printed]]:
    """Return the printed lines of each row: gaps part rows, or else the cells of one column."""
    gaps = [line.top - before.top for before, line in pairwise(lines) if line.page == before.page]
    usual = min(gaps, default=0.0)
    wide = [gap for gap in gaps if gap > _ROW_GAP * usual]
    anchor = _anchor(lines, bands)
    apart = len(wide) * 8 >= len(gaps) and len(wide) < len(gaps)
    found: list[list[Printed]] = []
    filled: set[int] = set()
    for before, line in zip([None, *lines], lines, strict=False):
        columns = {_column(bands, segment) for segment in line.segments}
        gap = line.top - before.top if before is not None and before.page == line.page else None
        crosses = _widened(bands, line) is None
        far = gap is not None and apart and gap > _ROW_GAP * usual
        anew = anchor in columns and (not apart or gap is None or anchor in filled)
        if anew and found and gap is not None and _is_broken(found[-1][-1], line):
            anew = False
        if not found or far or anew or crosses:
            found.append([])
            filled = set()
        found[-1].append(line)
        filled |= {column for column in columns if column is not None}
        if crosses:
            filled |= {anchor}  # a heading is a row by itself
    return found


def _is_broken(before: Printed, line: Printed) -> bool:
    """Whether a line opens with the rest of a number that its column was too narrow for."""
    first, second = before.segments[0].text, line.segments[0].text
    parts = f"{first}|{second}"
    return bool(BROKEN_NUMBER.fullmatch(parts)) and line.top - before.bottom < 0.6 * line.size


def _anchor(lines: list[Printed], bands: list[Band]) -> int:
    """Return the column that begins a row: the references, or the first."""
    counts: Counter[int] = Counter()
    numbered: Counter[int] = Counter()
    for line in lines:
        for segment in line.segments:
            column = _column(bands, segment)
            if column is not None:
                counts[column] += 1
                numbered[column] += looks_like_reference(Cell("", segment.text))
    refs = [column for column in counts if numbered[column] > 0.6 * counts[column]]
    return min(refs) if refs else 0


def _pairs(lines: list[Printed], start: int) -> Loose | None:
    """Return lines of two segments that line up: labels and what stands beside them."""
    first = lines[start]
    if len(first.segments) < 2 or indent(first) != first.x0:
        return None
    at = first.segments[1].x0
    found = Loose(0, _bands(first.segments), [first], [[first]])
    for line in lines[start + 1 :]:
        wider = _widened(found.bands, line)
        if wider is None or line.page != first.page:
            break
        beside = abs(line.segments[-1].x0 - at) <= 2 * _SLACK
        if len(line.segments) == 1 and beside and _near(found.lines[-1], line):
            found.rows[-1].append(line)
        elif len(line.segments) == len(first.segments) and beside and not is_numbered(line.text):
            found.rows.append([line])
        else:
            break
        found.bands = wider
        found.lines.append(line)
    known = any(company_key(row[0].segments[0].text) for row in found.rows)
    return found if known or len(found.rows) > 1 or _is_answered(first) else None


def _near(before: Printed, line: Printed) -> bool:
    return line.top - before.bottom < line.size


def _is_answered(line: Printed) -> bool:
    """Whether a single line asks at its left and answers at its right."""
    return line.segments[0].text.rstrip().endswith(("?", ":"))


def as_line(key: str, lines: list[Printed], bands: list[Band], place: str) -> Line:
    """Return the printed lines of a row with the cells they make."""
    from assessor.saq.pdf.paragraphs import cell_text

    words: dict[int, list[Word]] = {}
    rights: dict[int, float] = {}
    for line in lines:
        for segment in line.segments:
            column = _column(bands, segment) or 0
            words.setdefault(column, []).extend(segment.words)
            rights[column] = bands[column][1]
    cells = tuple(
        Cell(place, cell_text(words[column], rights[column]), column + 1)
        for column in sorted(words)
    )
    return Line(key, cells, bold=all(line.bold for line in lines))
