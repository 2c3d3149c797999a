"""A language that brackets each message: what is visible without brackets was never translated."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir

from assessor import i18n

ROOT = Path(__file__).resolve().parent.parent
OPEN, CLOSE = "⟦", "⟧"


def catalogue() -> polib.POFile:
    """Return every message of the program, bracketed."""
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
            entry.msgstr_plural = {0: f"{OPEN}{one}{CLOSE}", 1: f"{OPEN}{many}{CLOSE}"}
        else:
            entry.msgstr = f"{OPEN}{one}{CLOSE}"
        made.append(entry)
    return made


@contextmanager
def spoken(folder: Path, lang: str) -> Iterator[None]:
    """Let `lang` speak in brackets for a while; `folder` may be thrown away afterwards."""
    place = folder / lang / "LC_MESSAGES"
    place.mkdir(parents=True)
    catalogue().save(str(place / "assessor.po"))
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
