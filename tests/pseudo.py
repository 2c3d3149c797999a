"""Languages nobody speaks: in brackets, or in Greek letters; what shows neither was never said."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir

from assessor import i18n

ROOT = Path(__file__).resolve().parent.parent
OPEN, CLOSE = "⟦", "⟧"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_GREEK = "αβψδεφγηιξκλμνοπϙρστθωςχυζ"
_UPPER = "ΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠϘΡΣΤΘΩΛΧΥΖ"
_TABLE = str.maketrans(_LATIN + _LATIN.upper(), _GREEK + _UPPER)

Turn = Callable[[str], str]


def bracketed(text: str) -> str:
    """Return a message as it is spoken in brackets."""
    return f"{OPEN}{text}{CLOSE}"


def greek(text: str) -> str:
    """Return a text with every Latin letter turned into a Greek one; {places} stay."""
    parts = re.split(r"({[^}]*})", text)
    return "".join(part if part.startswith("{") else part.translate(_TABLE) for part in parts)


def catalogue(turn: Turn = bracketed) -> polib.POFile:
    """Return every message of the program, turned into the language nobody speaks."""
    made = polib.POFile()
    made.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    keywords = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
    seen: set[str] = set()
    for _file, _line, message, _comments, _context in extract_from_dir(
        str(ROOT / "assessor"), keywords=keywords
    ):
        one, many = message if isinstance(message, tuple) else (message, "")
        if not one or one in seen:
            continue
        seen.add(one)
        entry = polib.POEntry(msgid=one, msgid_plural=many)
        if many:
            entry.msgstr_plural = {0: turn(one), 1: turn(many)}
        else:
            entry.msgstr = turn(one)
        made.append(entry)
    return made


@contextmanager
def spoken(folder: Path, lang: str, turn: Turn = bracketed) -> Iterator[None]:
    """Let `lang` be spoken that way for a while; `folder` may be thrown away afterwards."""
    place = folder / lang / "LC_MESSAGES"
    place.mkdir(parents=True)
    catalogue(turn).save(str(place / "assessor.po"))
    i18n._folders.insert(0, folder)
    forget()
    try:
        yield
    finally:
        i18n._folders.remove(folder)
        forget()


def forget() -> None:
    """Read the catalogues again."""
    i18n.translation.cache_clear()
    i18n.languages.cache_clear()
