"""What an earlier edition asked and this one does not: kept to be read, never to be forgotten."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assessor.checklist import Requirement
from assessor.editions.priors import PriorRow
from assessor.terms import Verdict

# The order in which one verdict stands for several.
_WORST = (Verdict.NOT_MET, Verdict.PARTLY, Verdict.NOT_VERIFIED, Verdict.NA, Verdict.MET)


@dataclass(frozen=True)
class Former:
    """A requirement without a place in the present edition, with all that was recorded at it.

    `asked` is the requirement as it was; None for what belonged to none. `looked` tells whether
    somebody has marked it as looked at.
    """

    copy_id: str
    edition: str
    ref: str
    asked: Requirement | None
    rows: tuple[PriorRow, ...]
    looked: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all others."""
        return self.copy_id, self.ref

    @property
    def verdict(self) -> Verdict | None:
        """The gravest of its verdicts; None where there was none."""
        return worst_of(row.verdict for row in self.rows)

    def count(self, what: str) -> int:
        """Return how many things of a kind were recorded at it."""
        return sum(row.what == what for row in self.rows)


def worst_of(verdicts: Iterable[Verdict | None]) -> Verdict | None:
    """Return the gravest of some verdicts; None where there is none."""
    found = set(verdicts)
    return next((verdict for verdict in _WORST if verdict in found), None)


def former_of(
    priors: Iterable[PriorRow], looked: Iterable[tuple[str, str]] = ()
) -> tuple[Former, ...]:
    """Return what has no place, by edition and reference; `looked` are keys already looked at."""
    seen = frozenset(looked)
    grouped: dict[tuple[str, str], list[PriorRow]] = {}
    for row in priors:
        if not row.targets:
            grouped.setdefault((row.copy_id, row.ref), []).append(row)
    found = [
        Former(key[0], rows[0].edition, key[1], rows[0].asked, tuple(rows), key in seen)
        for key, rows in grouped.items()
    ]
    return tuple(sorted(found, key=_order))


def _order(item: Former) -> tuple[object, ...]:
    return natural(item.edition), natural(item.ref), item.copy_id


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return what sorts references and editions as a person does: 1.2 before 1.10."""
    parts = re.findall(r"\d+|[^\W\d_]+", text)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
