"""Every failure says what happened and what to do, in the person's language."""

import string
from pathlib import Path

import pytest

from assessor import errors, i18n
from assessor.errors import AssessorError

CLASSES = [
    item
    for item in vars(errors).values()
    if isinstance(item, type) and issubclass(item, AssessorError)
]


def places(text: str) -> set[str]:
    """Return the named places of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("kind", CLASSES)
def test_each_has_a_message_and_a_hint_with_named_places_only(kind: type[AssessorError]) -> None:
    assert kind.message
    assert kind.hint
    assert kind.__doc__
    assert all(name.isidentifier() for name in places(kind.message) | places(kind.hint))
    assert kind.spoken <= places(kind.message) | places(kind.hint)


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("lang", i18n.languages())
def test_each_can_be_said_in_every_language(kind: type[AssessorError], lang: str) -> None:
    values = dict.fromkeys(places(kind.message) | places(kind.hint), "‹value›")
    error = kind(**values)
    said = error.text(i18n.translation(lang)) + error.hint_text(i18n.translation(lang))
    assert "{" not in said
    assert said.count("‹value›") >= len(values)


def test_two_failures_never_say_the_same() -> None:
    said = [(kind.message, kind.hint) for kind in CLASSES]
    assert len(set(said)) == len(said)


def test_the_command_line_prints_message_and_hint() -> None:
    said = str(errors.UnknownChecklist(id="x", known="a, b"))
    assert said == "There is no checklist “x”. These are known: a, b."


def own_language(folder: Path) -> None:
    """Add a language in which a few sentences are known."""
    catalogue = folder / "eo" / "LC_MESSAGES"
    catalogue.mkdir(parents=True)
    sentences = {
        "“{verdict}” needs a reason.": "«{verdict}»: kial?",
        "Not verified": "Nekontrolita",
        "{place}: {fault}": "{place} – {fault}",
        "duplicate key “{key}”": "duobla ŝlosilo «{key}»",
    }
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    body = "".join(f'\nmsgid "{a}"\nmsgstr "{b}"\n' for a, b in sentences.items())
    (catalogue / "assessor.po").write_text(head + body, encoding="utf-8")
    i18n.add_folder(folder)


def test_what_a_sentence_quotes_is_translated_too(tmp_path: Path) -> None:
    own_language(tmp_path)
    try:
        speaker = i18n.translation("eo")
        needed = errors.ReasonNeeded(verdict="Not verified")
        assert needed.text(speaker) == "«Nekontrolita»: kial?"
        bad = errors.BadChecklist(place="a.yaml:3", fault="duplicate key “{key}”", key="ref")
        assert bad.text(speaker) == "a.yaml:3 – duobla ŝlosilo «ref»"
        i18n.set_language("eo")
        assert needed.text() == "«Nekontrolita»: kial?"
    finally:
        i18n._folders.remove(tmp_path)
        i18n.translation.cache_clear()
        i18n.languages.cache_clear()


def test_braces_in_what_was_typed_do_no_harm() -> None:
    error = errors.BadChecklist(place="a.yaml", fault="{said}", said="Object {x} at `$[...]`")
    assert error.text() == "a.yaml: Object {x} at `$[...]`"
