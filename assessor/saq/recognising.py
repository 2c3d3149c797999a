"""Tells whether a line of running text is a question: by its number, its look and its wording."""

from typing import TYPE_CHECKING

from assessor.saq.asking import says_too_little, speaks_against
from assessor.saq.items import is_signature
from assessor.saq.types import Line

if TYPE_CHECKING:
    from assessor.saq.flow import Flow

_LONG = 25  # letters of a heading that is more than a title


def numbered(flow: "Flow", line: Line, text: str) -> tuple[str, str]:
    """Return the number of a line, printed or written, and its text without it."""
    references = flow.context.bank.references
    if line.cells[0].number:
        return line.cells[0].number, text
    shown, rest = references.split_leading(text)
    return (shown, rest) if shown else references.split_trailing(text)


def is_known(flow: "Flow", shown: str) -> bool:
    """Whether a number is a reference of the checklist."""
    return bool(shown) and flow.context.bank.references.read_text(shown).ref is not None


def asks(flow: "Flow", line: Line, shown: str, rest: str) -> bool:
    """Whether a line is a question: by its reference, or by its number, look and wording."""
    if not rest or is_signature(rest):
        return False
    bank = flow.context.bank
    known = bool(shown) and bank.references.read_text(shown).ref is not None
    ranked = bank.ranked(rest)
    likeness = ranked[0][1] if ranked else 0.0
    ends = rest.rstrip().endswith(("?", "：", ":"))
    if known:
        if flow.item is not None and not flow.item.text and not line.bold:
            against = speaks_against(bank, shown, rest)
            return ends or not (against or says_too_little(bank, shown, rest, flow.context.items))
        return likeness > 0.3 or ends or flow.item is None or bool(flow.item.text)
    if bank.section_of_heading(rest)[1] >= 85:
        return False
    item = flow.item
    if shown and item is not None and not (item.text or line.bold) and is_known(flow, item.shown):
        return "?" in rest  # an answer that begins with a number of its own
    if shown:
        return ends or (likeness >= 0.6 and len(rest) > 25)
    if line.bold:
        return ends or (likeness >= 0.7 and len(rest) > 25)
    return ends and "?" in rest and likeness >= 0.5


def heading_asks(flow: "Flow", shown: str, rest: str) -> bool:
    """Whether a heading is a question itself: it says what its reference asks, at length."""
    bank = flow.context.bank
    if len(rest) < _LONG or bank.section_of_heading(rest)[1] >= 82:
        return False
    likeness = max(bank.scores(rest).values(), default=0.0)
    return likeness >= (0.4 if is_known(flow, shown) else 0.6)
