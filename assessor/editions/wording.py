"""Which words of a text are not in another: for two editions read side by side."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_SHARE = 0.34  # of a text's words that another has to hold to be its counterpart at all


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row; `changed` where the other edition does not have them there."""

    text: str
    changed: bool = False


def marked(text: str, others: Iterable[str]) -> tuple[Piece, ...]:
    """Return a text in pieces, marked against whichever of the others is most like it.

    The pieces together are the text, to the letter.
    """
    mine = _TOKEN.findall(text)
    its = _counterpart(mine, others)
    if not its:
        return (Piece(text, changed=True),) if text else ()
    return tuple(_joined(_compared(mine, its)))


def _counterpart(mine: list[str], others: Iterable[str]) -> list[str]:
    words = {token.casefold() for token in mine if token.isalnum()}
    best: list[str] = []
    most = 0.0
    for other in others:
        tokens = _TOKEN.findall(other)
        held = {token.casefold() for token in tokens if token.isalnum()}
        share = len(words & held) / len(words) if words else float(bool(tokens))
        if share >= _SHARE and share > most:
            best, most = tokens, share
    return best


def _compared(mine: list[str], its: list[str]) -> Iterator[Piece]:
    for tag, start, end, _from, _to in SequenceMatcher(
        None, mine, its, autojunk=False
    ).get_opcodes():
        if start < end:
            yield Piece("".join(mine[start:end]), changed=tag != "equal")


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Give neighbours of one kind as one; a blank between changed words changes with them."""
    found = list(pieces)
    kept: list[Piece] = []
    for at, piece in enumerate(found):
        between = 0 < at < len(found) - 1 and found[at - 1].changed and found[at + 1].changed
        changed = piece.changed or (between and not piece.text.strip())
        if kept and kept[-1].changed == changed:
            kept[-1] = Piece(kept[-1].text + piece.text, changed)
        else:
            kept.append(Piece(piece.text, changed))
    yield from kept
