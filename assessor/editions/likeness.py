"""How alike the words of two requirements are, and which point has become which."""

import re
import unicodedata
from functools import lru_cache

from assessor.checklist import Point, Requirement

# How alike two texts are, 0 to 1. Of 600 pairs of requirements that have nothing to do with one
# another none reached 0.38; of the same requirement in two checklists, the middle one is at 0.56.
CLOSE = 0.65  # from here on the wording alone makes two requirements one
ALIKE = 0.38  # from here on it does so where reference, alias or source agree
DOUBT = 0.45  # below this a pair is shown as not certain
NEAR = 0.05  # two candidates this close to one another are shown as not certain
UNKNOWN = 0.4  # what two texts without a common language are taken to be
_STEM, _TELLING = 6, 4  # letters by which words are one; letters that a telling word has
HELD, GAIN, FEW = 0.75, 0.15, 3  # of a part's words that the whole holds; what it adds; words


Said = dict[str, str]  # what a requirement demands, plain, by language


def said_by(item: Requirement) -> Said:
    """Return what a requirement demands, made ready for being compared."""
    return {lang: words_of(item, lang) for lang in spoken_in(item)}


def likeness_of(one: Said, other: Said, at_least: float = 0.0) -> float | None:
    """Return how alike two requirements are worded, 0 to 1; None without a common language.

    What stays below `at_least` may be told as 0: comparing telling words is quick, letters is not.
    """
    found = [alike(text, other[lang], at_least) for lang, text in one.items() if lang in other]
    return max(found, default=None)


def alike(one: str, other: str, at_least: float = 0.0) -> float:
    """Return how alike two plain texts are: half by their letters, half by their telling words.

    Letters alone find any two sentences of a language half alike.
    """
    if one == other:
        return 1.0
    mine, its = _stems(one), _stems(other)
    words = 2 * len(mine & its) / (len(mine) + len(its)) if mine and its else None
    if words is not None and (1 + words) / 2 < at_least:
        return 0.0
    from rapidfuzz import fuzz

    if words is None:
        return fuzz.ratio(one, other) / 100
    return (fuzz.ratio(one, other) / 100 + words) / 2


@lru_cache(maxsize=20_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in text.split() if len(word) >= _TELLING)


def spoken_in(item: Requirement) -> set[str]:
    """Return the languages in which a requirement has words."""
    return {lang for point in item.points for lang, text in point.text.items() if text}


def words_of(item: Requirement, lang: str) -> str:
    """Return what a requirement demands in a language, plain enough to be compared."""
    return plain(" ".join(point.text.get(lang, "") for point in item.points))


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return a text in lower case, without accents and punctuation, blanks narrowed to one."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in flat if not unicodedata.combining(c))))


def telling_words(item: Requirement, lang: str) -> frozenset[str]:
    """Return the words that tell what a requirement is about."""
    return _telling(words_of(item, lang))


@lru_cache(maxsize=20_000)
def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in text.split() if len(word) >= _TELLING)


def point_for(old: Requirement, point_id: str, new: Requirement) -> str:
    """Return the point of the new requirement that an old one has become; "" if none is sure."""
    before = old.point(point_id)
    if before is None:
        return ""
    if len(old.points) == len(new.points) == 1:
        return new.points[0].id
    scored = [
        (_point_likeness(before, point), point.id == point_id, point.id) for point in new.points
    ]
    best = max(scored, default=(0.0, False, ""))
    return best[2] if best[0] >= DOUBT else ""


def _point_likeness(one: Point, other: Point) -> float:
    languages = one.text.keys() & other.text.keys()
    return max(
        (alike(plain(one.text[lang]), plain(other.text[lang])) for lang in languages), default=0.0
    )
