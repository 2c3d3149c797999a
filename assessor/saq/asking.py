"""Whether a numbered line of running text asks, or is an answer that begins with a number."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from assessor.saq.bank import Bank, stems
from assessor.saq.items import Context, Item
from assessor.saq.references import looks_like_reference
from assessor.saq.types import Line

WEAK = 0.33  # below this the words have nothing to do with the requirement of the number
_FEW = 2  # telling words that say too little to speak against a number
_AHEAD = 3  # how far a number may stand after the last one and still count on


def speaks_against(bank: Bank, shown: str, rest: str) -> bool:
    """Whether the words after a known number have nothing to do with its requirement."""
    ref = bank.references.read_text(shown).ref
    if ref is None or len(set(stems(rest))) <= _FEW or rest.rstrip().endswith("?"):
        return False
    return bank.scores(rest).get(ref, 0.0) < WEAK


def says_too_little(bank: Bank, shown: str, rest: str, items: list[Item]) -> bool:
    """Whether a word or two after a number that does not count on can hardly be a question."""
    return len(set(stems(rest))) <= _FEW and not counts_on(bank, shown, items)


def counts_on(bank: Bank, shown: str, items: list[Item]) -> bool:
    """Whether a number follows closely on that of the last question in the checklist's order."""
    order = {ref: index for index, ref in enumerate(bank.references.refs)}
    last = next((item for item in reversed(items) if item.kind == "question"), None)
    here = bank.references.read_text(shown).ref
    before = bank.references.read_text(last.shown).ref if last and last.shown else None
    if here is None or before is None:
        return last is None
    return 0 < order[here] - order[before] <= _AHEAD


def with_lone_numbers(lines: Sequence[Line], context: Context) -> Iterator[Line]:
    """Yield the lines, a known number that stands alone given to the line below it."""
    waiting = ""
    for index, line in enumerate(lines):
        cells = [cell for cell in line.cells if cell.text]
        lone = len(cells) == 1 and not cells[0].number and looks_like_reference(cells[0])
        if lone and index + 1 < len(lines) and context.bank.references.read_text(cells[0].text).ref:
            waiting = cells[0].text
            context.items.append(Item("number", cells[0].place, [line.key], waiting))
        elif waiting and line.cells:
            first = replace(line.cells[0], number=waiting)
            waiting = ""
            yield replace(line, cells=(first, *line.cells[1:]))
        else:
            yield line
