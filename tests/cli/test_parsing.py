"""How the command line reads words: languages, verdicts, days, reasons, options anywhere."""

from pathlib import Path

import pytest

from assessor import config, i18n
from assessor.cli import parsing
from assessor.errors import BadUse
from assessor.terms import Verdict
from tests import make
from tests.cli.conftest import Run


def test_messages_speak_the_language_asked_for(run: Run, case: make.Case) -> None:
    assert "no existe" in run("show", "nothing", "--lang", "es").err.lower() or i18n_is_waiting()
    assert "There is no validation" in run("show", "nothing", "--lang", "en").err


def i18n_is_waiting() -> bool:
    """Say whether the Spanish catalogue has no words for this message yet."""
    msgid = "There is no validation “{beginning}”."
    return i18n.translation("es").gettext(msgid) == msgid


def test_help_is_whole_in_every_language(run: Run) -> None:
    for lang, usage in (("en", "usage: main.py assess"), ("es", "uso: main.py assess")):
        assert run("assess", "--help", "--lang", lang).out.startswith(usage)
        assert " main.py assess [-h]" in run("assess", "--lang", lang).err


def test_texts_of_the_checklist_come_in_the_language_asked_for(run: Run) -> None:
    spanish = run("checklists", make.MANUFACTURER, "--lang", "es").out
    english = run("checklists", make.MANUFACTURER, "--lang", "en").out
    assert "Compromiso firmado" in spanish
    assert "Signed pledge" in english


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "es_MX.UTF-8"}, "es"),
        ({"LC_ALL": "es_GT.UTF-8", "LANG": "en_US.UTF-8"}, "es"),
        ({"LC_MESSAGES": "en_US.UTF-8", "LANG": "es_MX.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_without_a_choice_the_system_decides(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variables: dict[str, str], expected: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert parsing.language_for(parsing.Common(), tmp_path) == expected


def test_the_settings_come_before_the_system_and_the_line_before_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    config.save_settings(tmp_path, config.Settings(language="es"))
    assert parsing.language_for(parsing.Common(), tmp_path) == "es"
    assert parsing.language_for(parsing.Common(language="en"), tmp_path) == "en"


@pytest.mark.parametrize("code", ["es", "es-MX", "es_GT.UTF-8", "ES"])
def test_a_language_may_be_written_as_systems_write_it(code: str) -> None:
    common, rest = parsing.common_options(["show", "--lang", code])
    assert rest == ["show"]
    assert parsing.language_for(common, Path()) == "es"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("met", Verdict.MET),
        ("MET", Verdict.MET),
        ("partly", Verdict.PARTLY),
        ("not_met", Verdict.NOT_MET),
        ("not-met", Verdict.NOT_MET),
        ("na", Verdict.NA),
        ("n/a", Verdict.NA),
        ("not-applicable", Verdict.NA),
        ("not_verified", Verdict.NOT_VERIFIED),
        ("not-verified", Verdict.NOT_VERIFIED),
    ],
)
def test_verdicts_are_read_as_people_write_them(word: str, expected: Verdict) -> None:
    assert parsing.verdict(word) is expected


def test_a_reason_is_plain_words_or_one_per_language() -> None:
    assert parsing.spoken_or_plain("es=Por obra") == ("es", "Por obra")
    assert parsing.spoken_or_plain("a = b") == ("und", "a = b")
    assert parsing.spoken_or_plain("x=y") == ("und", "x=y")


def test_a_text_may_hold_an_equals_sign_and_be_empty() -> None:
    assert parsing.spoken("es=a=b") == ("es", "a=b")
    assert parsing.spoken("es=") == ("es", "")


def test_an_empty_day_takes_the_day_away() -> None:
    assert parsing.day("") is None


def test_what_follows_two_dashes_is_left_alone() -> None:
    common, rest = parsing.common_options(["show", "--json", "--", "--json", "--workspace"])
    assert common.as_json
    assert rest == ["show", "--", "--json", "--workspace"]


@pytest.mark.parametrize("option", ["--workspace", "--lang"])
def test_an_option_without_its_value_is_bad_use(option: str) -> None:
    with pytest.raises(BadUse, match=option):
        parsing.common_options(["show", option])
