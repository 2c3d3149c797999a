"""Finds at a glance which requirement a text sounds most like: one addition for each word.

What a word of a language says of every requirement stands in one whole number, 32 bits for each.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from struct import Struct

_SCALE = 1 << 16  # what is added is a fraction; ten thousand words stay within their bits
_WORDS = 10_000
_BITS, _FIELD = 32, (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class Weighed:
    """The words of one language: what each explains of the requirements, and what it weighs."""

    gains: Mapping[str, Iterable[tuple[int, float]]]
    weights: Mapping[str, float]
    unknown: float  # what a word weighs that no requirement holds


class Glance:
    """A checklist made ready for glancing."""

    def __init__(self, languages: Sequence[Weighed], count: int) -> None:
        """Pack what the languages hold of `count` requirements, with what each word weighs."""
        self._unknown = [language.unknown for language in languages]
        self._fields = Struct(f"<{count + 1}I")
        self._said: list[dict[str, int]] = []
        self._speaks: dict[str, int] = {}  # which languages know a word, 32 bits for each of them
        for place, language in enumerate(languages):
            said = {}
            for word, explained in language.gains.items():
                packed = _fixed(language.weights[word]) << _BITS * count
                for position, gain in explained:
                    packed += _fixed(gain) << _BITS * position
                said[word] = packed
                self._speaks[word] = self._speaks.get(word, 0) | 1 << _BITS * place
            self._said.append(said)

    def nearest(self, words: Sequence[str]) -> tuple[int, float, float] | None:
        """Return which requirement different words explain best, how much, and how much there is.

        In the language that knows most of them; None if none knows any.
        """
        speaks, words = self._speaks, words[:_WORDS]
        spoken = sum([speaks[word] for word in words if word in speaks])
        if not spoken:
            return None
        knows = [spoken >> _BITS * place & _FIELD for place in range(len(self._said))]
        known = max(knows)
        language = knows.index(known)
        said = self._said[language]
        summed = sum([said[word] for word in words if word in said])
        fields = self._fields.unpack(summed.to_bytes(self._fields.size, "little"))
        most = max(fields[:-1])
        whole = fields[-1] / _SCALE + (len(words) - known) * self._unknown[language]
        return fields.index(most), most / _SCALE, whole


def _fixed(value: float) -> int:
    return round(value * _SCALE)
