"""Whether a numbered line of running text asks, or is an answer that begins with a number."""

from assessor.saq.bank import Bank, stems
from assessor.saq.items import Item

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
