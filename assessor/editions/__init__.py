"""Editions of a checklist beside one another, and what was recorded under an earlier one."""

from assessor.editions.comparing import KINDS, REASONS, Difference, Kind, compare
from assessor.editions.likeness import point_for
from assessor.editions.priors import PriorRow, agreed, priors_at

__all__ = [
    "KINDS",
    "REASONS",
    "Difference",
    "Kind",
    "PriorRow",
    "agreed",
    "compare",
    "point_for",
    "priors_at",
]
