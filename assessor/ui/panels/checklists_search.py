"""Searching a checklist in all its languages at once, and saying where the words stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assessor.ui.words import plain

if TYPE_CHECKING:
    from assessor.checklist import Checklist, Requirement
    from assessor.i18n import LocalText

_BEFORE, _AFTER = 36, 70


def texts_of(item: Requirement) -> Iterator[LocalText]:
    """Give every text of a requirement, its languages together."""
    yield item.title
    if item.applies_when:
        yield item.applies_when
    for point in item.points:
        yield point.text
    yield from item.look_for
    yield from item.ask
    yield item.saq


class Haystack:
    """A checklist made ready for searching; `finds(ref, "sello alta")` wants every word.

    Each requirement is made ready when it is first searched: most readers never search.
    """

    def __init__(self, checklist: Checklist) -> None:
        self._items = {item.ref: item for item in checklist.requirements}
        self._plain: dict[str, str] = {}

    def finds(self, ref: str, typed: str) -> bool:
        """Tell whether all typed words stand in the requirement, in whatever language.

        What looks like a reference must be how one begins: 1.1 finds 1.1, 1.10 and 1.11.
        """
        wanted = plain(typed).split()
        if len(wanted) == 1 and wanted[0].replace(".", "").isdigit():
            return ref.startswith(wanted[0])
        if wanted and ref not in self._plain:
            self._plain[ref] = _plain_text(self._items[ref])
        return all(word in self._plain[ref] for word in wanted)


def _plain_text(item: Requirement) -> str:
    parts = [item.ref, item.source_ref, *item.aliases]
    parts += [words for text in texts_of(item) for words in text.values()]
    return plain("\n".join(parts))


def found_elsewhere(item: Requirement, typed: str, lang: str) -> tuple[str, str] | None:
    """Return the language and the words around a find that the reader's language does not show."""
    wanted = plain(typed).split()
    if not wanted:
        return None
    here = plain("\n".join(text.get(lang, "") for text in texts_of(item)))
    missing = next((word for word in wanted if word not in here), "")
    if not missing:
        return None
    for text in texts_of(item):
        for other, words in text.items():
            if other != lang and (at := plain(words).find(missing)) >= 0:
                return other, excerpt(words, at)
    return None


def excerpt(words: str, at: int) -> str:
    """Return the words around a place, whole words only, with … where something was left out."""
    first, last = max(0, at - _BEFORE), min(len(words), at + _AFTER)
    cut = words[first:last]
    if first:
        cut = "…" + cut.partition(" ")[2]
    if last < len(words):
        cut = cut.rpartition(" ")[0] + "…"
    return cut
