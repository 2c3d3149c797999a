"""Every sentence is in the catalogue, every language says all of them, and reports leak none."""

import re
from functools import cache
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract_from_dir

from assessor import i18n
from assessor.reports import export, kinds
from assessor.reports.copies import Copy
from assessor.store.workspace import Workspace
from tests import greek, pseudo, report_reading

LANGUAGES = sorted(path.name for path in i18n.LOCALES.iterdir() if path.is_dir())
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
PLACE = re.compile(r"{(\w*)[^}]*}")


@cache
def in_the_program() -> frozenset[tuple[str, str]]:
    """Return every message and its plural as they stand in the program now."""
    found = set()
    for _file, _line, message, _comments, _context in extract_from_dir(
        str(pseudo.ROOT / "assessor"), keywords=KEYWORDS
    ):
        one, many = message if isinstance(message, tuple) else (message, "")
        found.add((one, many))
    plural = {one for one, many in found if many}
    return frozenset(pair for pair in found if pair[1] or pair[0] not in plural)


def read(path: Path) -> polib.POFile:
    return polib.pofile(str(path))


def catalogue(lang: str) -> polib.POFile:
    return read(i18n.LOCALES / lang / "LC_MESSAGES" / "assessor.po")


def forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_the_catalogue_is_fresh() -> None:
    kept = {(entry.msgid, entry.msgid_plural) for entry in read(i18n.LOCALES / "assessor.pot")}
    assert in_the_program() - kept == set(), "run: poe strings"
    assert kept - in_the_program() == set(), "run: poe strings"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_says_everything(lang: str) -> None:
    template = {entry.msgid for entry in read(i18n.LOCALES / "assessor.pot")}
    said = {entry.msgid: entry for entry in catalogue(lang) if not entry.obsolete}
    assert template == set(said), "run: poe strings"
    assert [msgid for msgid, entry in said.items() if not all(forms(entry))] == []
    assert [msgid for msgid, entry in said.items() if entry.fuzzy] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_has_each_plural(lang: str) -> None:
    rule = catalogue(lang).metadata["Plural-Forms"]
    wanted = int(re.search(r"nplurals=(\d+)", rule)[1])  # type: ignore[index]
    entries = [entry for entry in catalogue(lang) if entry.msgid_plural]
    assert [entry.msgid for entry in entries if len(entry.msgstr_plural) != wanted] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translation_names_the_same_places(lang: str) -> None:
    wrong = []
    for entry in catalogue(lang):
        allowed = [set(PLACE.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
        # A singular may say “one” instead of {count}; nothing else may come or go.
        spare = allowed[0] ^ allowed[-1] | ({"count"} if entry.msgid_plural else set())
        for said in forms(entry):
            if not set(PLACE.findall(said)) ^ allowed[-1] <= spare:
                wrong.append(f"{entry.msgid} → {said}")  # noqa: PERF401  two loops read better
    assert wrong == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translation_begins_and_ends_as_the_original(lang: str) -> None:
    """Spaces and line breaks at the edges join sentences: lost ones glue words together."""
    edges = re.compile(r"^\s*|\s*$")
    wrong = [
        said
        for entry in catalogue(lang)
        for said in forms(entry)
        if edges.findall(said) != edges.findall(entry.msgid)
    ]
    assert wrong == []


def test_french_keeps_its_signs_with_the_word_before() -> None:
    """A line that begins with “: ” or “»” looks broken; the space before them does not break."""
    loose = re.compile(r"[^\s\u00a0][:;?!»](?=\s|$)| [:;?!»%]|« |«(?!\u00a0)|’")
    wrong = [said for entry in catalogue("fr") for said in forms(entry) if loose.search(said)]
    assert wrong == []


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    """A value belongs into a named place: an f-string would never be found in a catalogue."""
    call = re.compile(r"(?<![\w.])(_|N_|ngettext)\(\s*f[\"']")
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted((pseudo.ROOT / "assessor").rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if call.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
@pytest.mark.parametrize("copy", ["internal", "company"])
def test_every_sentence_of_a_report_is_translated(
    workspace: Workspace, tmp_path: Path, suffix: str, copy: Copy
) -> None:
    """In a world of Greek letters a Latin word on paper was never translated."""
    with greek.world(tmp_path):
        visit = greek.fill(workspace)
        greek.accept(workspace, visit, greek.self_assessment(tmp_path))
        for kind in kinds():
            out = tmp_path / f"{kind}.{suffix}"
            export(
                workspace, visit, kind, languages=(greek.LANG,), format=suffix, copy=copy, out=out
            )
            read_words = report_reading.pdf_text if suffix == "pdf" else report_reading.docx_text
            lines = read_words(out.read_bytes()).splitlines()
            found = {line: leaked for line in lines if (leaked := greek.leaks(line))}
            assert found == {}, kind
