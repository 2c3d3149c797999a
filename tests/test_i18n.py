"""Several languages at once: catalogues found by looking, texts picked, dates and numbers told."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assessor import i18n

HEAD = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n'
    'Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n'
)


def write_catalogue(folder: Path, lang: str, sentences: dict[str, str], plural: str = "") -> Path:
    """Write a catalogue as a translator leaves it."""
    path = folder / lang / "LC_MESSAGES" / "assessor.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(f'\nmsgid "{a}"\nmsgstr "{b}"\n' for a, b in sentences.items())
    path.write_text(HEAD + body + plural, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of catalogues that an administration has added."""
    i18n.add_folder(tmp_path)
    yield tmp_path
    i18n._folders.remove(tmp_path)
    forget()


def forget() -> None:
    """Let the folders be looked into again."""
    i18n.translation.cache_clear()
    i18n.languages.cache_clear()


def test_four_languages_are_shipped() -> None:
    assert {"en", "es", "fr", "pt"} <= set(i18n.languages())
    assert list(i18n.languages()) == sorted(i18n.languages())


def test_a_language_appears_because_its_file_is_there(folder: Path) -> None:
    plural = '\nmsgid "{count} photo"\nmsgid_plural "{count} photos"\n'
    plural += 'msgstr[0] "{count} foto"\nmsgstr[1] "{count} fotos"\n'
    write_catalogue(folder, "it", {"Met": "Soddisfatto"}, plural)
    forget()
    assert "it" in i18n.languages()
    i18n.set_language("it")
    assert i18n.language() == "it"
    assert i18n._("Met") == "Soddisfatto"
    assert i18n.ngettext("{count} photo", "{count} photos", 0).format(count=0) == "0 foto"
    assert i18n.ngettext("{count} photo", "{count} photos", 2).format(count=2) == "2 fotos"


def test_a_sentence_without_translation_is_said_as_written(folder: Path) -> None:
    write_catalogue(folder, "it", {"Met": "Soddisfatto"})
    assert i18n.translation("it").gettext("Not met") == "Not met"
    assert i18n.translation("xx").gettext("Not met") == "Not met"
    assert i18n.translation("xx").ngettext("one", "many", 3) == "many"


def test_nothing_is_said_for_nothing() -> None:
    i18n.set_language("es")
    assert i18n._("") == ""


def test_the_shipped_catalogue_comes_before_an_own_one(folder: Path) -> None:
    write_catalogue(folder, "es", {"Met": "otra cosa"})
    assert i18n.translation("es").gettext("Met") != "otra cosa"


def test_adding_the_same_folder_twice_searches_it_once(folder: Path) -> None:
    i18n.add_folder(folder)
    assert i18n._folders.count(folder) == 1


def test_what_is_compiled_is_used_until_the_translator_changes_the_source(folder: Path) -> None:
    source = write_catalogue(folder, "it", {"Met": "Soddisfatto"})
    assert i18n.translation("it").gettext("Met") == "Soddisfatto"
    compiled = source.with_suffix(".mo")
    made = compiled.read_bytes()
    forget()
    assert i18n.translation("it").gettext("Met") == "Soddisfatto"
    assert compiled.read_bytes() == made
    write_catalogue(folder, "it", {"Met": "Conforme"})
    later = compiled.stat().st_mtime + 5
    os.utime(source, (later, later))
    forget()
    assert i18n.translation("it").gettext("Met") == "Conforme"
    assert not list(source.parent.glob("*.part"))


def test_a_folder_that_cannot_be_written_is_read_all_the_same(folder: Path) -> None:
    source = write_catalogue(folder, "it", {"Met": "Soddisfatto"})
    source.with_suffix(f".{os.getpid()}.part").mkdir()  # stands in the way of the draft
    assert i18n.translation("it").gettext("Met") == "Soddisfatto"
    assert not source.with_suffix(".mo").exists()


@pytest.mark.parametrize(
    ("preferred", "picked"),
    [(("es",), "sí"), (("fr", "es"), "sí"), ((), "yes"), (("en", "es"), "yes"), (("de",), "yes")],
)
def test_a_text_is_picked_in_the_first_language_that_has_it(
    preferred: tuple[str, ...], picked: str
) -> None:
    assert i18n.pick({"fr": "", "es": "sí", "en": "yes"}, *preferred) == picked


def test_the_persons_own_language_comes_before_the_source_language() -> None:
    i18n.set_language("es")
    assert i18n.pick({"en": "yes", "es": "sí"}) == "sí"


def test_rather_any_language_than_nothing() -> None:
    assert i18n.pick({"pt": "sim"}, "es") == "sim"
    assert i18n.pick({"und": "tal cual"}) == "tal cual"
    assert i18n.pick({"es": ""}) == i18n.pick({}) == i18n.pick(None) == ""


def test_a_language_is_called_by_its_own_name_or_in_another() -> None:
    assert i18n.language_name("es") == "Español"
    assert i18n.language_name("pt") == "Português"
    assert i18n.language_name("es", "en") == "Spanish"


def test_dates_and_numbers_are_told_as_people_write_them() -> None:
    day = date(2026, 11, 18)
    assert i18n.format_date(day, "en") == "Nov 18, 2026"
    assert i18n.format_date(day, "es") == "18 nov 2026"
    assert i18n.format_date(day, "pt") == i18n.format_date(day, "fr") == "18 nov. 2026"
    assert i18n.format_number(1234.5, "en") == "1,234.5"
    assert i18n.format_number(12345.5, "es") == "12.345,5"


def test_dates_without_a_language_are_told_in_the_persons() -> None:
    i18n.set_language("es")
    assert i18n.format_date(date(2026, 1, 2)) == "2 ene 2026"
    assert i18n.format_number(0.5) == "0,5"


def test_a_moment_is_told_in_the_local_zone() -> None:
    moment = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
    local = moment.astimezone().replace(tzinfo=None)
    assert i18n.format_time(moment, "es") == i18n.format_time(local, "es")
    assert "18 nov 2026" in i18n.format_time(datetime(2026, 11, 18, 9, 5), "es")  # noqa: DTZ001
    assert i18n.format_time(datetime(2026, 11, 18, 9, 5), "pt") == "18 nov. 2026, 09:05:00"  # noqa: DTZ001


def test_no_day_is_told_as_nothing() -> None:
    assert i18n.format_date(None) == i18n.format_time(None) == ""


def test_names_stand_in_the_order_of_the_languages_dictionary() -> None:
    names = ["Nuñez", "Ñandú", "Nube", "Zafra", "Ándara", "andara", "Bodega", "Ñu", "Éclair"]
    spanish = sorted(names, key=lambda name: i18n.sort_key(name, "es"))
    expected = ["andara", "Ándara", "Bodega", "Éclair", "Nube", "Nuñez", "Ñandú", "Ñu", "Zafra"]
    assert spanish == expected
    english = sorted(names, key=lambda name: i18n.sort_key(name, "en"))
    assert english.index("Ñandú") < english.index("Nube")
