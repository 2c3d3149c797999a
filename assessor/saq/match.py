"""What a question was matched to, and what leaves it to a person."""

import msgspec

from assessor.saq.asking import WEAK
from assessor.saq.bank import stems
from assessor.saq.items import Item
from assessor.saq.references import Reading
from assessor.saq.text import digits_alike

_LIKELY = 0.5  # from here on a wording speaks for its requirement


class Match(msgspec.Struct):
    """What a question was matched to."""

    item: Item
    reading: Reading
    ranked: list[tuple[str, float]]
    ref: str | None = None
    part: str = ""
    by: str = ""
    confidence: float = 0.0
    candidates: tuple[str, ...] = ()
    sure: bool = False
    reason: str = ""
    flags: list[str] = []  # each match has a list of its own

    @property
    def words(self) -> int:
        """How many telling words the question has; which numbers are among them is no matter."""
        return len(stems(digits_alike(self.item.question)))

    @property
    def different(self) -> int:
        """How many different telling words the question has."""
        alike = stems(digits_alike(self.item.question))
        different = len(set(alike))
        return different if different == len(alike) else len(set(stems(self.item.question)))

    @property
    def best(self) -> float:
        """How well the wording fits the requirement it fits best."""
        return self.ranked[0][1] if self.ranked else 0.0

    def score(self, ref: str) -> float:
        """How well the wording fits this requirement."""
        for other, score in self.ranked:
            if other == ref:
                return score
        return 0.0

    @property
    def clearness(self) -> float:
        """How far the best requirement stands before the next."""
        if len(self.ranked) < 2:
            return 9.0 if self.ranked else 0.0
        return self.ranked[0][1] / max(self.ranked[1][1], 0.01)


def doubt(match: Match, reason: str) -> None:
    """Leave it to a person, with what it was taken for first among the candidates."""
    match.sure, match.reason = False, reason
    match.candidates = tuple(dict.fromkeys(filter(None, (match.ref, *match.candidates))))
    match.confidence = min(match.confidence, 0.6)


def doubt_repeated(matches: list[Match]) -> None:
    """The same requirement answered twice is shown: the first that is visible stands."""
    first: dict[tuple[str, str], Match] = {}
    for match in sorted(matches, key=lambda match: bool(match.item.hidden)):
        if not match.sure or match.ref is None:
            continue
        key = (match.ref, match.part)
        if key in first:
            if _asks_better(match, first[key]):  # what stood first was no question: both are shown
                doubt(first[key], "answered twice")
            match.sure, match.reason = False, "answered twice"
            match.candidates = (match.ref,)
            match.confidence = min(match.confidence, 0.6)
            match.flags.append("answered twice")
        else:
            first[key] = match


def _asks_better(match: Match, other: Match) -> bool:
    """Whether a question fits the requirement far better than the one that was read first."""
    ref = match.ref or ""
    return match.score(ref) >= _LIKELY and other.score(ref) < WEAK and other.words > 0
