"""Ranks the questions of a list that no form is: so many different ones that each gets a glance.

A close look takes half a millisecond: nobody waits a minute for a hundred thousand of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from assessor.saq.bank import Bank
from assessor.saq.items import Item
from assessor.saq.text import digits_alike

MANY = 3_000  # different questions; a workbook of all programmes and languages holds fewer
# What sounds less like a requirement at a glance is not looked at closely: of the requirements' own
# sentences cut to sixty letters 95 % reach 0.36, of words of the field at random four fifths stay
# below 0.25.
FAINT = 0.25
OFTEN = 20  # close looks at what has a requirement's number or sounds like it: one answers it
AT_MOST = 0.49  # what a glance is worth: below LIKELY in matching.py, it speaks for nothing alone

Ranking = Callable[[str, str | None], list[tuple[str, float]]]


def are_many(questions: Iterable[Item]) -> bool:
    """Whether these are more different questions than any form asks."""
    return len({item.question for item in questions}) > MANY


def ranking(questions: Sequence[Item], bank: Bank) -> Ranking:
    """Return how to rank the requirements that a question with this number may mean, best first."""
    if not are_many(questions):
        return lambda question, _ref: bank.ranked(question)
    looks: Counter[str] = Counter()
    glance = lru_cache(maxsize=MANY)(bank.glance)

    def rank(question: str, ref: str | None) -> list[tuple[str, float]]:
        nearest, likeness = glance(digits_alike(question))
        if ref is None and likeness < FAINT:
            return []
        looks[ref or nearest] += 1
        if looks[ref or nearest] <= OFTEN:
            return bank.ranked(question)
        return [(nearest, min(likeness, AT_MOST))] if likeness >= FAINT else []

    return rank
