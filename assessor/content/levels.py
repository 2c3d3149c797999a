"""Reads whether a criterion must or should be met, in four languages; what is neither stays open.

“Should” forms come first: “deberia” is no “debe”, “devrait” no “doit”.
"""

import re
from dataclasses import dataclass

from assessor.saq.text import bare, fold
from assessor.terms import Level

# What a cell of the level's column says, whole, folded.
_WORDS: dict[Level, frozenset[str]] = {
    Level.MUST: frozenset(
        """must; must do; shall; mandatory; required; requirement; obligatory; compulsory; minimum;
        debe; deben; debera; deberan; obligatorio; obligatoria; requisito; requerido; requerida;
        exigido; exigible; imperativo; mandatorio; deve; devem; devera; deverao; obrigatorio;
        obrigatoria; exigencia; doit; doivent; devra; devront; obligatoire; exige; requis; requise;
        exigence; imperatif""".replace("\n", " ").split(";")
    ),
    Level.SHOULD: frozenset(
        """should; recommended; recommendation; advisable; best practice; debiera; debieran;
        deberia; deberian; recomendado; recomendada; recomendacion; recomendable; aconsejable;
        deveria; deveriam; recomendacao; recomendavel; desejavel; devrait; devraient; recommande;
        recommandee; recommandation; souhaitable; conseille""".replace("\n", " ").split(";")
    ),
}
LEVEL_OF: dict[str, Level] = {
    word.strip(): level for level, words in _WORDS.items() for word in words
}
_LETTERS = {"m": Level.MUST, "s": Level.SHOULD, "d": Level.MUST}

# What a sentence demands. English “should” that opens a condition demands nothing.
_SHOULD = re.compile(
    r"\b(should|ought to|is recommended|are recommended|deberian?|debieran?|se recomienda|"
    r"es recomendable|deveriam?|recomenda-se|e recomendavel|devrai(?:t|ent)|"
    r"il est recommande|est recommandee?)\b"
)
_MUST = re.compile(
    r"\b(must|shall|is required|are required|mandatory|deben?|deberan?|es obligatorio|"
    r"es obligatoria|tendran? que|tienen? que|devem?|deverao|devera|e obrigatori[oa]|"
    r"doi(?:t|vent)|devr(?:a|ont)|est obligatoire|est tenue? de|sont tenus de)\b"
)
_CONDITION = re.compile(r"^(should (an?|any|the|there|it|this|these|such|one)\b)")
_SENTENCE = re.compile(r"(?<=[.;!?])[\"”»)]*\s+(?=[^\W\d_]|[\"“«(¿¡•\-–])|\n+")
_BOTH = re.compile(r"\s*(?:[()\[\]]|/|\||\+|&|,|;|\by\b|\band\b|\be\b|\bet\b|\n)\s*")


def levels_of_cell(text: str, *, letters: bool = False) -> tuple[Level, ...]:
    """Return the level that a cell names, both if it names both; nothing if it names neither.

    `letters` lets M and S stand for the words, where the column's head says so.
    """
    plain = bare(text)
    known = {**LEVEL_OF, **_LETTERS} if letters else LEVEL_OF
    if plain in known:
        return (known[plain],)
    pieces = [bare(piece) for piece in _BOTH.split(fold(text)) if bare(piece)]
    if len(pieces) > 1 and all(piece in known for piece in pieces):
        return tuple(dict.fromkeys(known[piece] for piece in pieces))
    return ()


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text with the level that its own words demand; None if they demand none."""

    level: Level | None
    text: str
    mixed: bool = False  # both levels stand in one sentence


def levels_in(text: str) -> frozenset[Level]:
    """Return the levels that the words of a text demand."""
    plain = _CONDITION.sub(" ", fold(text))
    found = set()
    if _SHOULD.search(plain):
        found.add(Level.SHOULD)
    if _MUST.search(plain):
        found.add(Level.MUST)
    return frozenset(found)


def divide(text: str) -> tuple[Part, ...]:
    """Return a text in stretches of one level each, in order; joined they are the text again.

    What demands nothing belongs to the stretch before it, at the beginning to the one after.
    """
    parts: list[Part] = []
    for piece in _pieces(text):
        levels = levels_in(piece)
        level = next(iter(levels)) if len(levels) == 1 else None
        mixed = len(levels) > 1
        last = parts[-1] if parts else None
        joins = last is not None and not mixed and not last.mixed
        if joins and last and (level is None or last.level in (None, level)):
            parts[-1] = Part(last.level or level, last.text + piece)
        else:
            parts.append(Part(level, piece, mixed))
    return tuple(parts)


def _pieces(text: str) -> list[str]:
    """Return the sentences of a text, each with the blanks that follow it."""
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    starts = [0, *ends]
    return [
        text[start:end]
        for start, end in zip(starts, [*ends, len(text)], strict=True)
        if text[start:end]
    ]
