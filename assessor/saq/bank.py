"""What the requirements of a checklist sound like, in all its languages, to recognise questions."""

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from assessor.checklist import Checklist, Requirement
from assessor.saq.glance import Glance, Weighed
from assessor.saq.references import References
from assessor.saq.text import fold
from assessor.saq.words import COMMON, STOPWORDS

STEM = 5  # words that agree this far are one word: inspección, inspeccionar, inspector
_WORD = re.compile(r"[a-z0-9]{2,}")
_COMMON = COMMON | {word for words in STOPWORDS.values() for word in fold(words).split()}
_SATURATION, _LENGTH = 1.5, 0.4  # the usual constants of BM25, tuned on the samples
_UNKNOWN = 0.7  # what a word that no requirement holds takes from the score
_ENOUGH = 12  # telling words; what a text says beyond them counts less against it
_FEW = 3
_CORE, _FUZZY = 0.5, 0.3  # weights beside the whole text, tuned on the samples
_NEAR = 7  # candidates that get the slow comparison
MAX_SCORED = 20_000
SEGMENT = re.compile(r"\s/\s|\n|\s\|\s")


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """Return the telling words of a text, shortened to their stems."""
    return tuple([word[:STEM] for word in _WORD.findall(fold(text)) if word not in _COMMON])


@dataclass(slots=True)
class Index:
    """An inverted index over one text per requirement, in one language, scored with BM25."""

    owners: list[str] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    postings: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    gains: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    unknown: float = 0.0

    def add(self, owner: str, texts: list[str]) -> None:
        """Add the texts of one requirement."""
        counts = Counter(stem for text in texts for stem in stems(text))
        for stem, times in counts.items():
            self.postings.setdefault(stem, []).append((len(self.owners), times))
        self.owners.append(owner)
        self.lengths.append(sum(counts.values()))

    def close(self) -> None:
        """Weigh the words once all texts are in: the rarer, the more telling."""
        total = len(self.owners)
        self.weights = {
            stem: math.log(1 + total / len(found)) for stem, found in self.postings.items()
        }
        self.unknown = math.log(1 + total) * _UNKNOWN
        usual = (sum(self.lengths) / total if total else 0) or 1  # a language may hold no word yet
        self.lengths = [
            int(1000 * _SATURATION * (1 - _LENGTH + _LENGTH * length / usual))
            for length in self.lengths
        ]
        self.gains = {
            stem: [
                (position, self.weights[stem] * times / (times + self.lengths[position] / 1000))
                for position, times in found
            ]
            for stem, found in self.postings.items()
        }

    def sums(self, words: tuple[str, ...]) -> tuple[dict[int, float], float]:
        """Return what each requirement explains of different words, and what there is to explain.

        The requirements by their position; the one divided by the other is 0 to about 1.
        """
        found: dict[int, float] = {}
        known = found.get
        whole = 0.0
        for stem in words:
            gains = self.gains.get(stem)
            if gains is None:
                whole += self.unknown
                continue
            whole += self.weights[stem]
            for position, gain in gains:
                found[position] = known(position, 0.0) + gain
        return found, _to_explain(whole, len(words))


def _to_explain(whole: float, count: int) -> float:
    """Return how much of what `count` different words weigh there is to explain."""
    if count > _ENOUGH:  # a long text says its requirement with part of its words
        return whole * math.sqrt(_ENOUGH / count)
    if count < _FEW:  # a word or two are said by chance
        return whole * _FEW / count
    return whole


@dataclass(slots=True)
class Voice:
    """What a checklist says in one language: its demands, and all that stands around them."""

    core: Index = field(default_factory=Index)
    wide: Index = field(default_factory=Index)

    def raise_to(self, best: dict[int, float], words: tuple[str, ...]) -> None:
        """Raise the scores of requirements to how well they explain the words in this language."""
        core, whole = self.core.sums(words)
        wide, around = self.wide.sums(words)
        for position, explained in wide.items():
            score = explained / around
            if position in core:
                score += _CORE * (core[position] / whole)
            if score > best.get(position, 0.0):
                best[position] = score


class Bank:
    """A checklist made ready for recognising its requirements and sections."""

    def __init__(self, checklist: Checklist) -> None:
        """Index every requirement in every language the checklist speaks."""
        self.checklist = checklist
        aliases = {alias: item.ref for item in checklist.requirements for alias in item.aliases}
        self.references = References(tuple(checklist.by_ref), aliases)
        # One index each: a language more must not change what the words of another weigh.
        self.voices = [self._voice(language) for language in checklist.languages]
        self.plain: dict[str, list[str]] = {}
        for item in checklist.requirements:
            for language in checklist.languages:
                core, _around = _texts(item, language)
                self.plain.setdefault(item.ref, []).extend(fold(text) for text in core if text)
        self.titles = [
            (section.ref, fold(title))
            for section in checklist.sections
            for title in section.title.values()
        ]
        self._scored: dict[str, dict[str, float]] = {}
        self._ranked: dict[str, list[tuple[str, float]]] = {}
        self._glance: Glance | None = None

    def _voice(self, language: str) -> Voice:
        voice = Voice()
        for item in self.checklist.requirements:
            core, around = _texts(item, language)
            voice.core.add(item.ref, core)
            voice.wide.add(item.ref, core + around)
        voice.core.close()
        voice.wide.close()
        return voice

    def scores(self, text: str) -> dict[str, float]:
        """Return how much each requirement is meant by `text`; 0.6 and more speaks for it."""
        if text not in self._scored:
            if len(self._scored) > MAX_SCORED:
                self.forget()
            self._scored[text] = self._score(text)
        return self._scored[text]

    def forget(self) -> None:
        """Drop the scores kept of questions asked before."""
        self._scored.clear()
        self._ranked.clear()

    def _score(self, text: str) -> dict[str, float]:
        best = self._score_one(text)
        pieces = [piece for piece in SEGMENT.split(text) if len(piece) > 24]
        if len(pieces) == 2:  # one question in two languages: both halves have to agree
            one, other = (self._score_one(piece) for piece in pieces)
            for ref in one.keys() & other.keys():
                best[ref] = max(best.get(ref, 0.0), (one[ref] + other[ref]) / 2)
        return best

    def _score_one(self, text: str) -> dict[str, float]:
        words = tuple(dict.fromkeys(stems(text)))
        if not words:
            return {}
        found: dict[int, float] = {}
        for voice in self.voices:
            voice.raise_to(found, words)
        return self._refine(fold(text), found)

    def glance(self, text: str) -> tuple[str, float]:
        """Return the requirement that a text sounds most like at a glance, and how much it does.

        Its words alone are weighed, in the language that knows most of them: a twentieth of the
        time of `scores`, two thirds of its figures. Nothing and 0 if no word is known.
        """
        words = tuple(dict.fromkeys(stems(text)))
        if self._glance is None:
            wides = [voice.wide for voice in self.voices]
            weighed = [Weighed(index.gains, index.weights, index.unknown) for index in wides]
            self._glance = Glance(weighed, len(self.references.refs))
        found = self._glance.nearest(words)
        if found is None:
            return "", 0.0
        nearest, explained, whole = found
        return self.references.refs[nearest], explained / _to_explain(whole, len(words))

    def _refine(self, plain: str, found: dict[int, float]) -> dict[str, float]:
        """Compare the nearest requirements letter by letter as well."""
        from rapidfuzz import fuzz, process

        near = sorted(found, key=found.__getitem__, reverse=True)[:_NEAR]
        refined = {}
        for position in near:
            ref = self.references.refs[position]
            texts = self.plain[ref] or [""]
            _, likeness, _ = process.extractOne(plain, texts, scorer=fuzz.token_set_ratio)
            refined[ref] = found[position] + _FUZZY * likeness / 100
        return refined

    def ranked(self, text: str) -> list[tuple[str, float]]:
        """Return the requirements that `text` may mean, best first; nobody may change the list."""
        known = self._ranked.get(text)
        if known is None:
            if len(self._ranked) > MAX_SCORED:
                self._ranked.clear()
            ranked = sorted(self.scores(text).items(), key=lambda pair: -pair[1])
            known = self._ranked[text] = ranked
        return known

    @lru_cache(maxsize=2_000)  # noqa: B019  one bank lives as long as its checklist
    def section_of_heading(self, text: str) -> tuple[str, float]:
        """Return the section a heading means and how surely, 0 to 100."""
        from rapidfuzz import fuzz

        plain = re.sub(r"^[\W\d]*(?:[ivx]+\.\s)?", "", fold(text))
        plain = re.sub(
            r"^(section|seccion|criteri\w+|category|categoria|estandar)\b[\W\d]*", "", plain
        )
        if len(plain) < 4:
            return "", 0.0
        scored = [(fuzz.ratio(plain, title), ref) for ref, title in self.titles]
        scored += [
            (fuzz.token_set_ratio(plain, title) * 0.95, ref)
            for ref, title in self.titles
            if len(plain) < 1.6 * len(title)
        ]
        score, ref = max(scored, default=(0.0, ""))
        return ref, score


def _texts(item: Requirement, language: str) -> tuple[list[str], list[str]]:
    """Return what a requirement says itself, and what stands around it, in one language."""
    core = [point.text.get(language, "") for point in item.points]
    core += [item.title.get(language, ""), item.saq.get(language, "")]
    wide = [text.get(language, "") for text in (*item.look_for, *item.ask)]
    return core, wide


_banks: dict[str, Bank] = {}


def bank_of(checklist: Checklist) -> Bank:
    """Return the bank of a checklist, built once."""
    known = _banks.get(checklist.id)
    if known is None or known.checklist is not checklist:
        known = _banks[checklist.id] = Bank(checklist)
    return known
