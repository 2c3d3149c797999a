"""Tells the headers and footers that every page repeats from what the pages say."""

import re
from collections import Counter

from assessor.saq.claims import claim_word
from assessor.saq.pdf.paragraphs import opens
from assessor.saq.pdf.words import Printed

_DEEP = 6  # lines from the edge of a page that may belong to its margin
_SAME_HEIGHT = 4.0
_APART = 1.1
_PAGE = re.compile(
    r"\W*((page|pagina|página|pág\.?|p\.|hoja|folha|feuille)\s*)?(n[º°.]*\s*)?\d{1,4}"
    r"(\s*(of|de|/|sur|von)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"^(printed|impreso|generado|generated)\b.*\d|"
    r"\b(page|pagina|página|pág\.) \d{1,4}( (of|de) \d{1,4})?$",
    re.IGNORECASE,
)


def split_margins(pages: list[list[Printed]]) -> tuple[list[list[Printed]], list[Printed]]:
    """Return the pages' own lines, and the lines of headers and footers."""
    repeated = _repeated(pages)
    bodies: list[list[Printed]] = []
    margins: list[Printed] = []
    for lines in pages:
        outer = [*_from_edge(lines, repeated), *_from_edge(lines[::-1], repeated)]
        outer += _page_number(lines)
        ids = {id(line) for line in outer}
        bodies.append([line for line in lines if id(line) not in ids])
        margins += [line for line in lines if id(line) in ids]
    return bodies, margins


def shape(line: Printed) -> str:
    """Return what a line says with its numbers left open: Page 3 is as Page 4."""
    return re.sub(r"\d+", "#", " ".join(line.text.casefold().split()))


def _repeated(pages: list[list[Printed]]) -> dict[str, list[float]]:
    """Return what stands at the same height of several pages, near their edges."""
    heights: dict[str, list[float]] = {}
    for lines in pages:
        for line in {id(line): line for line in (*lines[:_DEEP], *lines[-_DEEP:])}.values():
            heights.setdefault(shape(line), []).append(line.top)
    filled = sum(bool(lines) for lines in pages)
    enough = max(2, (filled + 1) // 2)
    found = {}
    for text, tops in heights.items():
        usual = Counter(round(top / _SAME_HEIGHT) for top in tops).most_common(1)[0][0]
        near = [top for top in tops if abs(top / _SAME_HEIGHT - usual) <= 1]
        if len(near) >= enough and len(text) > 2 and not (claim_word(text) or opens(text)):
            found[text] = near
    return found


def _from_edge(lines: list[Printed], repeated: dict[str, list[float]]) -> list[Printed]:
    """Return the lines from the edge inwards as long as they are repeated ones."""
    found = []
    for line in lines[:_DEEP]:
        tops = repeated.get(shape(line), ())
        if not any(abs(line.top - top) <= _SAME_HEIGHT for top in tops):
            break
        found.append(line)
    while found and not _stands_apart(found[-1], lines[len(found) : len(found) + 1]):
        found.pop()
    return found


def _stands_apart(line: Printed, after: list[Printed]) -> bool:
    """Whether a gap parts a line of the margin from the page's own lines."""
    if not after:
        return True
    gap = max(line.top, after[0].top) - min(line.bottom, after[0].bottom)
    return gap > _APART * min(line.size, after[0].size)


def _page_number(lines: list[Printed]) -> list[Printed]:
    """Return the last line if it is a page number that stands by itself."""
    if len(lines) < 2 or not (_PAGE.fullmatch(lines[-1].text) or _FOOT.search(lines[-1].text)):
        return []
    gap = lines[-1].top - lines[-2].bottom
    return [lines[-1]] if gap > 1.8 * lines[-1].size else []


def margin_text(lines: list[Printed]) -> str:
    """Return what the margins say, each text once, the number of the page as n."""
    texts: dict[str, str] = {}
    for line in lines:
        for segment in line.segments:
            said = segment.text
            if _PAGE.fullmatch(said):
                said = re.sub(r"\d+", "n", said, count=1)
            texts.setdefault(re.sub(r"\d+", "#", said), said)
    return " … ".join(texts.values())
