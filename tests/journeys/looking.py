"""Looking behind the window: what the database holds, and what is still English on the screen."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import polib
import sqlcipher3

from assessor import i18n


def rows(folder: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Return what a query finds in the database of a workspace that is open elsewhere."""
    database = sqlcipher3.connect(f"file:{folder / 'workspace.db'}?mode=ro", uri=True)
    try:
        return list(database.execute(query, values))
    finally:
        database.close()


def one(folder: Path, query: str, *values: object) -> Any:
    """Return the single value that a query finds."""
    [(value,)] = rows(folder, query, *values)
    return value


def text(folder: Path, query: str, *values: object) -> dict[str, str]:
    """Return the single text in several languages that a query finds."""
    return dict(json.loads(one(folder, query, *values)))


@cache
def foreign(lang: str) -> frozenset[str]:
    """Return the messages that read otherwise in `lang`: whoever sees one sees English."""
    catalogue = polib.pofile(str(i18n.LOCALES / lang / "LC_MESSAGES" / "assessor.po"))
    ours = {text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())}
    forms = {text for entry in catalogue for text in (entry.msgid, entry.msgid_plural)}
    return frozenset(forms - ours - {""})


def untranslated(texts: Iterable[str], lang: str) -> set[str]:
    """Return the texts that are English although the window speaks `lang`."""
    return {text for text in texts if text.strip("✓ ●–…") in foreign(lang)}
