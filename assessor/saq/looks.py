"""What the cells of a column look like: numbers, states, dates, words like the checklist's."""

import re
from dataclasses import dataclass
from itertools import islice

from assessor.saq.bank import Bank
from assessor.saq.claims import claim_word, is_ticked
from assessor.saq.items import own
from assessor.saq.references import looks_like_reference
from assessor.saq.text import bare
from assessor.saq.types import Line
from assessor.saq.words import LEVELS

_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_SAMPLE = 60  # rows that are looked at to learn what a column holds


@dataclass(slots=True)
class Look:
    """What the cells of one column look like."""

    filled: int = 0  # of the first rows
    refs: float = 0.0
    claims: float = 0.0
    ticks: float = 0.0
    levels: float = 0.0
    dates: float = 0.0
    same: bool = False  # one word in every row, and it states nothing
    length: float = 0.0
    likeness: float = 0.0  # how much they sound like the checklist

    @property
    def states_all(self) -> bool:
        """Whether nearly every cell is a bare state."""
        return self.filled > 2 and self.claims >= 0.9


def look_at(column: int, lines: list[Line], bank: Bank) -> Look:
    """Return what the column's cells look like, judged by the first rows."""
    found = (cell for line in lines for cell in own(line) if cell.column == column)
    cells = list(islice(found, _SAMPLE))
    if not cells:
        return Look()
    share = 1 / len(cells)
    texts = [cell.text for cell in cells]
    long = [text for text in texts if len(text) > 20][:12]
    best = [max(bank.scores(text).values(), default=0.0) for text in long]
    return Look(
        filled=len(cells),
        refs=sum(looks_like_reference(cell) for cell in cells) * share,
        claims=sum(claim_word(text) is not None for text in texts) * share,
        ticks=sum(claim_word(text) is None and is_ticked(text) for text in texts) * share,
        levels=sum(bool(LEVELS.fullmatch(bare(text))) for text in texts) * share,
        dates=sum(bool(_DATE.match(text)) for text in texts) * share,
        same=len(texts) > 5
        and len(set(texts)) == 1
        and claim_word(texts[0]) is None
        and not is_ticked(texts[0]),
        length=sum(map(len, texts)) * share,
        likeness=sum(best) / len(best) if best else 0.0,
    )
