"""Words for the screen: the programme's own where its profile has them, else the field's."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from assessor import terms
from assessor.i18n import _, language, ngettext, pick, translation

if TYPE_CHECKING:
    from assessor.checklist import Checklist, Profile

KINDS = {
    terms.Level: "level",
    terms.Verdict: "verdict",
    terms.Kind: "kind",
    terms.Claim: "claim",
    terms.Phase: "phase",
}


def spoken(term: StrEnum, profile: "Profile | None" = None) -> str:
    """Return what a person reads for `term`: the programme's word, or the field's."""
    if profile is not None:
        own = profile.words.get(f"{KINDS.get(type(term), '')}.{term.value}")
        if own:
            return pick(own)
    return _(terms.label(term))


def place(stored: str) -> str:
    """Return the place of an answer in its file as a person reads it."""
    return terms.place_name(stored, translation(language()))


def plain(text: str) -> str:
    """Return `text` without case and accents, for searching."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def here(text: Mapping[str, str] | None) -> str:
    """Return `text` in the language of the window, or in any other that it has."""
    return pick(text)


def beside(text: Mapping[str, str] | None, languages: tuple[str, ...]) -> str:
    """Return `text` in the first of `languages` that is not the window's."""
    for other in languages:
        if other != language() and text and text.get(other):
            return text[other]
    return ""


def asked_by(checklist: "Checklist", profile: "Profile | None" = None) -> str:
    """Return how much a checklist asks: “95 requirements · 60 MUST · 35 SHOULD”."""
    total, count = len(checklist.requirements), Counter(r.level for r in checklist.requirements)
    told = [ngettext("{count} requirement", "{count} requirements", total).format(count=total)]
    told += [f"{count[level]} {spoken(level, profile)}" for level in terms.Level if count[level]]
    return " · ".join(told)
