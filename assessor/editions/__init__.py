"""Editions of a checklist beside one another, and what was recorded under an earlier one."""

from assessor.editions.comparing import KINDS, REASONS, Difference, Kind, compare
from assessor.editions.former import Former, former_of, worst_of
from assessor.editions.kin import are_kin, is_later, kin_first, later_edition
from assessor.editions.likeness import point_for
from assessor.editions.priors import PriorRow, agreed, priors_at
from assessor.editions.wording import Piece, marked

__all__ = [
    "KINDS",
    "REASONS",
    "Difference",
    "Former",
    "Kind",
    "Piece",
    "PriorRow",
    "agreed",
    "are_kin",
    "compare",
    "former_of",
    "is_later",
    "kin_first",
    "later_edition",
    "marked",
    "point_for",
    "priors_at",
    "worst_of",
]
