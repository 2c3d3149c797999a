"""Every programme's profile is whole in its languages; each fault is one clear error."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from assessor import checklist as checklists
from assessor import due_dates, i18n
from assessor.profile import PERIODS, WORDS, Period, Profile, StartEvent
from assessor.terms import Kind, Level, Verdict
from tests import make

LANGUAGES = ("es", "en", "pt", "fr")
PROGRAMMES = {
    *("ctpat", "wco-safe", "eu-aeo", "mexico-oea", "brazil-oea", "chile-oea", "colombia-oea"),
    *("peru-oea", "dominican-republic-oea", "uruguay-oec", "argentina-oea", "paraguay-oea"),
    *("panama-oea", "costa-rica-profac", "guatemala-oea", "basc-v6", "indonesia-aeo", "gulf-aeo"),
}
profiles = pytest.mark.parametrize("profile_id", sorted(PROGRAMMES))
Content = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An administration's own folder."""
    with make.own_folder(tmp_path / "checklists") as own:
        yield own


def test_every_programme_has_its_file() -> None:
    assert checklists.faults() == ()
    assert checklists.profiles().keys() == PROGRAMMES
    files = {path.stem.replace("_", "-") for path in checklists.SHIPPED.glob("profiles/*.yaml")}
    assert files == PROGRAMMES


def texts_of(profile: Profile) -> Iterator[tuple[str, dict[str, str]]]:
    """Give every text of a profile with the place where it stands."""
    yield from (("title", profile.title), ("authority", profile.authority))
    yield from (("footers", profile.footers), *profile.words.items())


@profiles
def test_every_word_stands_in_every_language(profile_id: str) -> None:
    profile = checklists.profile(profile_id)
    assert set(profile.languages) == set(LANGUAGES)
    assert profile.words.keys() == WORDS
    for place, text in texts_of(profile):
        assert set(text) == set(LANGUAGES), place
        assert all(words == words.strip() for words in text.values()), place
    assert profile.prevailing_language in LANGUAGES


@profiles
def test_each_kind_is_defined_in_a_sentence_by_its_level(profile_id: str) -> None:
    profile = checklists.profile(profile_id)
    for kind in Kind:
        told = profile.words[f"kind.{kind}.definition"]
        assert len(set(told.values())) == len(LANGUAGES)
        assert all(words.endswith(".") for words in told.values())
    due = {"es": "fecha límite", "en": "due date", "pt": "prazo", "fr": "échéance"}
    for lang, words in due.items():
        for kind in (Kind.FINDING, Kind.RECOMMENDATION):
            assert words in profile.word(f"kind.{kind}.definition", lang), (kind, lang)


@profiles
def test_the_words_of_levels_verdicts_and_kinds_can_be_told_apart(profile_id: str) -> None:
    profile = checklists.profile(profile_id)
    for lang in LANGUAGES:
        for keys in (
            [f"level.{level}" for level in Level],
            [f"verdict.{verdict}" for verdict in Verdict],
            [f"kind.{kind}" for kind in Kind],
        ):
            assert len({profile.word(key, lang) for key in keys}) == len(keys), lang


@profiles
def test_findings_are_due_and_advice_is_not(profile_id: str) -> None:
    profile = checklists.profile(profile_id)
    assert "answer.finding" in profile.periods
    assert f"answer.{Kind.RECOMMENDATION}" not in profile.periods
    assert f"answer.{Kind.GOOD_PRACTICE}" not in profile.periods
    assert profile.revalidation_years > 0
    assert not profile.conclusion_in_company_copy


@profiles
def test_the_calendar_of_its_country_is_known(profile_id: str) -> None:
    from holidays import list_supported_countries

    country = checklists.profile(profile_id).country
    assert country is None or country in list_supported_countries()
    assert due_dates.working_days_of(checklists.profile(profile_id)).country == (country or "")


@pytest.mark.parametrize(
    ("profile_id", "key", "lang", "word"),
    [
        ("mexico-oea", "kind.finding", "es", "Acción requerida"),
        ("mexico-oea", "level.must", "es", "DEBE"),
        ("brazil-oea", "kind.finding", "pt", "Ação requerida"),
        ("brazil-oea", "level.must", "pt", "REQUISITO"),
        ("chile-oea", "kind.finding", "es", "Observación por subsanar"),
        ("basc-v6", "kind.finding", "es", "No conformidad"),
        ("eu-aeo", "kind.finding", "en", "Measure required"),
        ("eu-aeo", "kind.recommendation", "en", "Advice"),
        ("wco-safe", "kind.finding", "en", "Corrective action"),
        ("indonesia-aeo", "kind.finding", "en", "Improvement recommendation"),
        ("gulf-aeo", "level.must", "en", "MANDATORY"),
    ],
)
def test_each_programme_speaks_its_own_words(
    profile_id: str, key: str, lang: str, word: str
) -> None:
    assert checklists.profile(profile_id).word(key, lang) == word


def test_uruguay_calls_its_operator_a_qualified_one() -> None:
    assert checklists.profile("uruguay-oec").title["es"].startswith("Operador Económico Calificado")


# Own profiles, and what may be wrong with one


def sound() -> Content:
    """Return the content of a sound profile, free to be spoilt."""
    content: Content = checklists.read_yaml(checklists.SHIPPED / "profiles" / "mexico_oea.yaml")
    return content | {"id": "ours"}


SPOILT: dict[str, tuple[Callable[[Content], object], str, str]] = {
    "a word lacks a language": (
        lambda c: c["words"]["kind.finding"].pop("fr"),
        r"ours\.yaml: words kind\.finding",
        "no text in fr",
    ),
    "the title lacks a language": (
        lambda c: c["title"].pop("pt"),
        r"ours\.yaml: title",
        "no text in pt",
    ),
    "an unknown word": (
        lambda c: c["words"].update({"kind.findng": c["title"]}),
        r"ours\.yaml: words kind\.findng",
        "no such word",
    ),
    "an unknown key": (
        lambda c: c.update(holydays="MX"),
        r"ours\.yaml:\d+",
        "unknown field `holydays`",
    ),
    "an unknown key of a period": (
        lambda c: c["periods"]["notice"].update(day="3"),
        r"ours\.yaml:\d+",
        "unknown field `day`",
    ),
    "an unknown period": (
        lambda c: c["periods"].update({"answer.findings": {"days": "3"}}),
        r"ours\.yaml: periods answer\.findings",
        "no such period",
    ),
    "negative days": (
        lambda c: c["periods"]["notice"].update(days="-1"),
        r"ours\.yaml: periods notice",
        "below nought",
    ),
    "a negative number of extensions": (
        lambda c: c["periods"]["notice"].update(extensions="-1"),
        r"ours\.yaml: periods notice",
        "below nought",
    ),
    "negative years": (
        lambda c: c.update(revalidation_years="-4"),
        r"ours\.yaml: revalidation_years",
        "below nought",
    ),
    "an unknown start event": (
        lambda c: c["periods"]["notice"].update(starts="full_moon"),
        r"ours\.yaml:\d+",
        "Invalid enum value 'full_moon'",
    ),
    "no length": (
        lambda c: c["periods"].update(notice={"starts": "notified"}),
        r"ours\.yaml: periods notice",
        "either days or months",
    ),
    "days and months": (
        lambda c: c["periods"]["notice"].update(months="2"),
        r"ours\.yaml: periods notice",
        "either days or months",
    ),
    "working months": (
        lambda c: c["periods"].update(notice={"months": "2", "working": "true"}),
        r"ours\.yaml: periods notice",
        "only days can be working",
    ),
    "an extension of both": (
        lambda c: c["periods"]["notice"].update(extension_days="2", extension_months="2"),
        r"ours\.yaml: periods notice",
        "either days or months",
    ),
    "a country that is none": (
        lambda c: c.update(country="Mexico"),
        r"ours\.yaml: country",
        "“Mexico”",
    ),
    "a country without a calendar": (
        lambda c: c.update(country="XX"),
        r"ours\.yaml: country",
        "“XX”",
    ),
    "rest all week": (
        lambda c: c.update(
            weekend=["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        ),
        r"ours\.yaml: weekend",
        "no day of the week is left",
    ),
    "a day that is none": (
        lambda c: c.update(weekend=["caturday"]),
        r"ours\.yaml:\d+",
        "Invalid enum value 'caturday'",
    ),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_a_fault_is_one_clear_error_and_the_rest_loads(folder: Path, fault: str) -> None:
    spoil, place, said = SPOILT[fault]
    content = sound()
    spoil(content)
    make.write_yaml(folder / "profiles" / "ours.yaml", content)
    checklists.reload()
    (error,) = checklists.faults()
    assert re.search(f"{place}.*: .*({said})", error.text()), error.text()
    assert error.hint_text()
    assert checklists.profiles().keys() == PROGRAMMES
    assert make.MANUFACTURER in checklists.checklists()


def test_a_fault_is_said_in_the_persons_language(folder: Path) -> None:
    content = sound()
    content["periods"]["notice"]["days"] = "-1"
    make.write_yaml(folder / "profiles" / "ours.yaml", content)
    checklists.reload()
    (error,) = checklists.faults()
    spanish = i18n.translation("es")
    assert error.text(spanish).endswith(spanish.gettext("a number is below nought"))


def test_a_sound_own_profile_joins_the_shipped_ones_or_replaces_one(folder: Path) -> None:
    make.write_yaml(folder / "profiles" / "ours.yaml", sound())
    own = sound() | {"id": "peru-oea", "country": "PE"}
    make.write_yaml(folder / "profiles" / "peru.yaml", own)
    checklists.reload()
    assert checklists.faults() == ()
    assert checklists.profiles().keys() == PROGRAMMES | {"ours"}
    assert checklists.profile("peru-oea").periods["incident_notice"].days == 5


def test_a_profile_written_before_there_were_languages_and_countries_still_loads(
    folder: Path,
) -> None:
    old = sound()
    for key in ("languages", "country", "conclusion_in_company_copy"):
        old.pop(key)
    old["words"] = {"kind.finding": {"es": "Hallazgo"}}
    old["periods"] = {"answer.finding": {"days": "90", "starts": "report_issued"}}
    make.write_yaml(folder / "profiles" / "ours.yaml", old)
    checklists.reload()
    assert checklists.faults() == ()
    loaded = checklists.profile("ours")
    assert (loaded.languages, loaded.country, loaded.weekend) == ((), None, ())
    assert loaded.word("kind.finding", "en") == ""


def test_the_example_of_the_guide_loads_and_reckons(folder: Path) -> None:
    guide = (checklists.SHIPPED.parent / "docs" / "writing_a_profile.md").read_text("utf-8")
    example = guide.partition("```yaml\n")[2].partition("```")[0]
    (folder / "profiles").mkdir()
    (folder / "profiles" / "sample.yaml").write_text(example, encoding="utf-8")
    checklists.reload()
    assert checklists.faults() == ()
    sample = checklists.profile("sample-aeo")
    due = due_dates.due(sample, "answer.finding", {"report_issued": date(2026, 11, 20)})
    assert due is not None
    assert due.date == date(2027, 1, 5)  # as in the table: Christmas and New Year are left out


def test_the_guide_names_every_key_word_and_event() -> None:
    guide = (checklists.SHIPPED.parent / "docs" / "writing_a_profile.md").read_text("utf-8")
    named = {*Profile.__struct_fields__, *Period.__struct_fields__, *PERIODS, *get_args(StartEvent)}
    assert {name for name in named if name not in guide} == set()
    assert set(re.findall(r"level\.\w+|kind\.\w+", guide)) <= WORDS
