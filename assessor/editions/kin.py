"""Which checklists are editions of one another, and which of two is the later one."""

import re
from collections.abc import Iterable

from assessor.checklist import Checklist
from assessor.editions.former import natural
from assessor.editions.likeness import plain

_OWN = re.compile(r"^own-")
_YEAR = re.compile(r"(-v?\d+)+$")


def are_kin(one: Checklist, other: Checklist) -> bool:
    """Say whether two checklists are editions of one: by id, or by programme and title."""
    mine, its = _stem(one.id), _stem(other.id)
    if mine == its:
        return True
    if one.programme != other.programme:
        return False
    if mine.startswith(f"{its}-") or its.startswith(f"{mine}-"):
        return True
    shared = one.title.keys() & other.title.keys()
    return any(plain(one.title[lang]) == plain(other.title[lang]) for lang in shared)


def _stem(checklist_id: str) -> str:
    return _YEAR.sub("", _OWN.sub("", checklist_id))


def is_later(one: Checklist, than: Checklist) -> bool:
    """Say whether one edition came after another, as far as their names tell."""
    return natural(one.edition) > natural(than.edition)


def later_edition(known: Iterable[Checklist], of: Checklist) -> Checklist | None:
    """Return the latest finished edition of a checklist, if it came after this one."""
    found = [item for item in known if are_kin(item, of) and is_later(item, of) and not item.draft]
    return max(found, key=lambda item: natural(item.edition), default=None)


def kin_first(known: Iterable[Checklist], of: Checklist) -> tuple[list[Checklist], list[Checklist]]:
    """Return the other editions of a checklist, the latest first, and all other checklists.

    What is the same to the letter is in neither.
    """
    others = [item for item in known if item != of]
    kin = [item for item in others if are_kin(item, of)]
    kin.sort(key=lambda item: natural(item.edition), reverse=True)
    return kin, [item for item in others if item not in kin]
