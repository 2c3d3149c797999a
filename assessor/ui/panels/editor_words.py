"""What the parts of a checklist's file are called in front of a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assessor.i18n import N_, _, language_name

if TYPE_CHECKING:
    from assessor.content.building import Content
    from assessor.content.faults import Fault, Path_

NAMES = {
    "title": N_("Title"),
    "level": N_("Level"),
    "topic": N_("Topic"),
    "ref": N_("Reference"),
    "source_ref": N_("Official reference"),
    "review": N_("Review status"),
    "points": N_("Points"),
    "look_for": N_("What to look for"),
    "ask": N_("What to ask"),
    "evidence": N_("Evidence expected"),
    "saq": N_("How the company is asked"),
    "applies_when": N_("Only where…"),
    "why": N_("Why this level"),
    "aliases": N_("Other references"),
    "validated_by": N_("Validated by"),
    "applies_to": N_("Applies to"),
    "source": N_("Source"),
    "reference": N_("Reference"),
    "prevails": N_("Which text prevails"),
    "languages": N_("Languages"),
    "edition": N_("Edition"),
    "profile": N_("Programme"),
    "programme": N_("Programme"),
    "text": N_("Text"),
}
# The head's own words for what is called otherwise in a requirement.
HEAD_REVIEW = N_("How it was reviewed")
REVIEWS = {
    "confirmed": N_("Confirmed"),
    "single-source": N_("One source"),
    "unconfirmed": N_("Not confirmed"),
}


def name_of(part: str) -> str:
    """Return what a part of a requirement is called."""
    return _(NAMES[part])


def place_words(fault: Fault, content: Content) -> str:
    """Return where a fault stands: “4.2 · Point b · Français”."""
    return " · ".join(filter(None, [_home(fault, content), *_inside(fault.path, content)]))


def _home(fault: Fault, content: Content) -> str:
    if fault.about:
        return fault.about
    path = fault.path
    if path[:1] == ("sections",) and len(path) > 1:
        section = content["sections"][path[1]]
        return str(section.get("ref", "")) or _("Section")
    return _("Row that waits") if path[:1] == ("to_check",) else _("Checklist")


def _inside(path: Path_, content: Content) -> list[str]:
    start = 4 if path[:1] == ("sections",) and path[2:3] == ("requirements",) else 2
    rest: Sequence[str | int] = path[start:] if path[:1] == ("sections",) else path
    if path[:1] == ("to_check",):
        return []
    told: list[str] = []
    for at, step in enumerate(rest):
        if isinstance(step, int):
            told[-1] = _numbered(told[-1], path[: start + at], step, content)
        elif path[0] == "review":
            told.append(_(HEAD_REVIEW))
        elif step in NAMES and (step != "text" or not told):
            told.append(_(NAMES[step]))
        elif len(step) == 2:
            told.append(language_name(step))
    return told


def _numbered(name: str, path: Path_, number: int, content: Content) -> str:
    if path[-1:] == ("points",):
        value = content
        for step in (*path, number):
            value = value[step]  # type: ignore[index]
        return _("Point {id}").format(id=value.get("id", ""))
    return f"{name} {number + 1}"
