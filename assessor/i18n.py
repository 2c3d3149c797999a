"""Languages: gettext for every sentence, Babel for dates and numbers, several languages at once."""

import gettext as _gettext
import os
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Protocol

LOCALES = Path(__file__).resolve().parent.parent / "locales"
DOMAIN = "assessor"
SOURCE_LANGUAGE = "en"

LocalText = dict[str, str]


class TranslationLike(Protocol):
    """What speaks one language."""

    def gettext(self, message: str, /) -> str:
        """Return `message` in this language."""

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        """Return the form of the message that fits the number."""


# What Babel takes for a date of middle length is a long one in Portuguese: lists cut it off.
_DATES = {"pt": "d MMM y"}
_TIMES = {"pt": "d MMM y, HH:mm:ss"}

_folders: list[Path] = [LOCALES]
_current = SOURCE_LANGUAGE


def N_(msgid: str) -> str:  # noqa: N802  gettext's own name for "mark only"
    """Mark a constant for the catalogue; it is translated where it is shown."""
    return msgid


def add_folder(folder: Path) -> None:
    """Search `folder` for catalogues after the shipped ones."""
    if folder not in _folders:
        _folders.append(folder)
        translation.cache_clear()
        languages.cache_clear()


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages there are, the source language included, sorted."""
    found = {SOURCE_LANGUAGE}
    for folder in _folders:
        found.update(path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/*.po"))
    return tuple(sorted(found))


@cache
def translation(lang: str) -> TranslationLike:
    """Return what speaks `lang`; the source language speaks its own msgids."""
    for folder in _folders:
        path = folder / lang / "LC_MESSAGES" / f"{DOMAIN}.po"
        if path.exists():
            return _from_po(path)
    return _gettext.NullTranslations()


def _from_po(path: Path) -> _gettext.NullTranslations:
    # A translator touches the .po alone; what is read is the .mo made from it, kept beside it
    # where the folder can be written, so that the next start does not make it again.
    compiled = path.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
        content = compiled.read_bytes()
    else:
        content = _compiled(path)
        with suppress(OSError):
            draft = compiled.with_suffix(f".{os.getpid()}.part")
            draft.write_bytes(content)
            draft.replace(compiled)
    return _gettext.GNUTranslations(BytesIO(content))


def _compiled(path: Path) -> bytes:
    from babel.messages import mofile, pofile

    with path.open("rb") as stream:
        # The folder's name gives the plural rules where the file's own head is silent.
        catalogue = pofile.read_po(stream, locale=path.parent.parent.name)
    out = BytesIO()
    mofile.write_mo(out, catalogue)
    return out.getvalue()


def set_language(lang: str) -> None:
    """Let _() speak `lang` from now on."""
    global _current  # noqa: PLW0603  one person sits at the screen
    _current = lang


def language() -> str:
    """Return the code of the language that _() speaks."""
    return _current


def _(msgid: str) -> str:
    """Return `msgid` in the person's language."""
    return translation(_current).gettext(msgid) if msgid else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form for `count` in the person's language; fill {count} yourself."""
    return translation(_current).ngettext(singular, plural, count)


def pick(text: Mapping[str, str] | None, *preferred: str) -> str:
    """Return `text` in the first language that has it: those preferred, the person's, any."""
    if not text:
        return ""
    for lang in (*preferred, _current, SOURCE_LANGUAGE, *text):
        if text.get(lang):
            return text[lang]
    return ""


def language_name(lang: str, in_language: str | None = None) -> str:
    """Return the name of `lang` in its own language, or in another, with a capital letter."""
    from babel import Locale

    name = Locale.parse(lang).get_display_name(in_language or lang) or lang
    return name[:1].upper() + name[1:]


def format_date(value: date | None, lang: str | None = None) -> str:
    """Return a date as people write it in `lang`; an empty text for none."""
    from babel.dates import format_date as babel_date

    spoken = lang or _current
    return babel_date(value, _DATES.get(spoken, "medium"), locale=spoken) if value else ""


def format_time(value: datetime | None, lang: str | None = None) -> str:
    """Return date and time in the local zone as people write them in `lang`."""
    from babel.dates import format_datetime

    if value is None:
        return ""
    local = value.astimezone() if value.tzinfo else value
    spoken = lang or _current
    pattern = _TIMES.get(spoken, "medium")
    return format_datetime(local.replace(tzinfo=None), pattern, locale=spoken)


# Letters that stand by themselves in a language's alphabet, after the one they look like.
_OWN_LETTERS = {"es": {"n\u0303": "n\U0010ffff"}}


def sort_key(text: str, lang: str | None = None) -> tuple[str, str]:
    """Return what puts texts in the order of a dictionary of `lang`: Ándara before Bodega.

    Accents decide only between texts that are else the same; ñ is a letter of its own in Spanish.
    """
    apart = unicodedata.normalize("NFD", text.casefold())
    for letter, place in _OWN_LETTERS.get(lang or _current, {}).items():
        apart = apart.replace(letter, place)
    return "".join(char for char in apart if not unicodedata.combining(char)), text


def format_number(value: float, lang: str | None = None) -> str:
    """Return a number with the separators of `lang`."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=lang or _current)
