"""The words of the trade are the same everywhere: what the glossary says, every language says."""

import csv
import re
import unicodedata
from functools import cache

import polib
import pytest

from assessor import checklist, i18n
from tests import make

LANGUAGES = ("es", "pt", "fr")
# A result is told of a requirement, in the glossary of a company: “met”, “meets”.
RESULTS = {"Met": "compliant", "Partly met": "partial", "Not met": "not_compliant"}
# Terms that mean the same wherever they stand in a sentence, with the word that gives them away.
IN_SENTENCES = {
    "finding": "finding",
    "recommendation": "recommendation",
    "best_practice": "good practice",
    "improvement_plan": "improvement plan",
    "root_cause": "root cause",
    "corrective_action": "corrective action",
    "preventive_action": "preventive action",
    "required_action": "required action",
    "requirement": "requirement",
    "validator": "validator",
    "validation_report": "validation report",
    "evidence": "evidence",
    "extension": "extension",
    "due_date": "due date",
}
# The same for what a validator looks at, in the titles of requirements and in names of topics.
IN_TITLES = {
    "seal": "seal",
    "container": "container",
    "business_partner": "business partner",
    "internal_conspiracy": "internal conspiracy",
    "free_zone": "free zone",
}


@cache
def glossary() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return per key and language the ways to say it, as stems."""
    with (make.SAMPLES / "glossary.csv").open(encoding="utf-8", newline="") as stream:
        return {
            row["key"]: {lang: ways(row[lang]) for lang in ("en", *LANGUAGES)}
            for row in csv.DictReader(stream)
        }


def ways(said: str) -> tuple[str, ...]:
    """Return each alternative of “Finding / shortfall (must)”, brackets included, as stems."""
    apart = re.split(r" / |[()]", said)
    return tuple(stem(way) for way in apart if way.strip())


def stem(words: str) -> str:
    """Return words without accents, capitals, gender and plural."""
    flat = unicodedata.normalize("NFD", words.lower())
    plain = "".join(char for char in flat if unicodedata.category(char) != "Mn")
    return " ".join(_root(word) for word in re.findall(r"[\w-]+", plain))


def _root(word: str) -> str:
    for many, one in (("ciones", "cion"), ("coes", "cao"), ("ais", "al"), ("ores", "or")):
        if word.endswith(many):
            word = word.removesuffix(many) + one
    return max(word.rstrip("aeosx"), word[:3], key=len)


@cache
def said(lang: str) -> dict[str, list[str]]:
    """Return per English sentence its forms in a language."""
    entries = polib.pofile(str(i18n.LOCALES / lang / "LC_MESSAGES" / "assessor.po"))
    return {
        entry.msgid: list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        for entry in entries
    }


def labels() -> dict[str, str]:
    """Return the sentences that are a term of the glossary and nothing else, with its key."""
    keys = {way: key for key, term in glossary().items() for way in term["en"]}
    found = {msgid: keys.get(stem(msgid), "") for msgid in said("es") if "{" not in msgid}
    return {msgid: key for msgid, key in (found | RESULTS).items() if key}


def test_the_glossary_is_met_in_the_window() -> None:
    found = set(labels().values())
    assert {"finding", "due_date", "evidence", "must", "compliant", "root_cause"} <= found
    assert len(found) >= 35


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_term_that_is_a_whole_label_is_the_glossarys(lang: str) -> None:
    wrong = {
        msgid: forms
        for msgid, key in labels().items()
        for forms in (said(lang)[msgid],)
        if not {stem(form) for form in forms} <= set(glossary()[key][lang])
    }
    assert wrong == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", IN_SENTENCES)
def test_a_term_within_a_sentence_is_the_glossarys(lang: str, key: str) -> None:
    holds = re.compile(rf"\b{IN_SENTENCES[key]}s?\b", re.IGNORECASE)
    asked = {msgid: forms for msgid, forms in said(lang).items() if holds.search(msgid)}
    assert asked, "no sentence uses the term any more"
    wrong = {
        msgid: form
        for msgid, forms in asked.items()
        for form in forms
        if not any(way in stem(form) for way in glossary()[key][lang])
    }
    assert wrong == {}


@pytest.mark.parametrize("key", IN_TITLES)
def test_a_term_in_a_title_is_the_glossarys(key: str) -> None:
    holds = re.compile(rf"\b{IN_TITLES[key]}s?\b", re.IGNORECASE)
    titles = [text for text in shipped_titles() if holds.search(text["en"])]
    assert titles, "no title uses the term any more"
    wrong = [
        (text["en"], text[lang])
        for text in titles
        for lang in LANGUAGES
        if not any(way.split()[0] in stem(text[lang]) for way in glossary()[key][lang])
    ]
    assert wrong == []


def shipped_titles() -> list[dict[str, str]]:
    """Return the titles of all requirements and the names of all topics, in every language."""
    titles = [
        item.title for known in checklist.checklists().values() for item in known.requirements
    ]
    return [*titles, *checklist.topics().values()]
