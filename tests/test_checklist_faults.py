"""Each fault in a checklist file is one clear error with file and place; the rest still loads."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assessor import checklist as checklists
from assessor import i18n
from tests import make

Content = dict[str, Any]
AT_LINE = r"small\.yaml:(\d+)"
FIRST = r"small\.yaml: requirement 1\.1"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An own folder with a sound file beside the one that will be spoilt."""
    with make.own_folder(tmp_path / "checklists") as own:
        make.write_yaml(own / "sound.yaml", make.small() | {"id": "sound"})
        yield own


def first(content: Content) -> Content:
    """Return the first requirement."""
    found: Content = content["sections"][0]["requirements"][0]
    return found


def mixed(content: Content) -> Content:
    """Return the requirement of two points."""
    found: Content = content["sections"][1]["requirements"][0]
    return found


# What a person may have done, the place that is named, and what is said.
SPOILT: dict[str, tuple[Callable[[Content], object], str, str]] = {
    "unknown key": (lambda c: first(c).update(levle="must"), AT_LINE, "unknown field `levle`"),
    "missing key": (lambda c: first(c).pop("saq"), AT_LINE, "required field `saq`"),
    "level neither must nor should": (
        lambda c: first(c)["points"][0].update(level="may"),
        AT_LINE,
        "Invalid enum value 'may'",
    ),
    "evidence of no known kind": (
        lambda c: first(c).update(evidence=["document", "rumour"]),
        AT_LINE,
        "Invalid enum value 'rumour'",
    ),
    "a word where a list belongs": (lambda c: c.update(languages="es"), AT_LINE, "`array`"),
    "no English title": (lambda c: first(c)["title"].pop("en"), FIRST, "no text in en"),
    "no Spanish question": (lambda c: first(c)["ask"][0].pop("es"), FIRST, "no text in es"),
    "no Spanish look-for": (lambda c: first(c)["look_for"][0].pop("es"), FIRST, "no text in es"),
    "no words in a point": (
        lambda c: first(c)["points"][0]["text"].clear(),
        FIRST,
        "no text in es, en",
    ),
    "no Spanish condition": (
        lambda c: first(c).update(applies_when={"en": "There are cameras"}),
        FIRST,
        "no text in es",
    ),
    "no Spanish section": (
        lambda c: c["sections"][1]["title"].pop("es"),
        r"small\.yaml: section 2",
        "no text in es",
    ),
    "no English header": (
        lambda c: c["source"]["prevails"].pop("en"),
        r"small\.yaml: header",
        "no text in en",
    ),
    "no language at all": (lambda c: c.update(languages=[]), r"small\.yaml", "no language"),
    "duplicate reference": (lambda c: mixed(c).update(ref="1.1"), FIRST, "duplicate reference"),
    "unknown topic": (lambda c: first(c).update(topic="rain"), FIRST, "unknown topic “rain”"),
    "no points": (lambda c: first(c).update(points=[]), FIRST, "points need ids"),
    "two points of one id": (
        lambda c: mixed(c)["points"][1].update(id="a"),
        r"small\.yaml: requirement 2\.1",
        "points need ids",
    ),
    "a headline no point has": (lambda c: first(c).update(level="should"), FIRST, "no point has"),
    "an empty value": (lambda c: first(c).update(topic=""), AT_LINE, "a value is empty"),
    "a value of blanks": (lambda c: first(c)["title"].update(es="  "), AT_LINE, "is empty"),
    "the id of another file": (lambda c: c.update(id="sound"), r"sound\.yaml", "“small”|“sound”"),
}


def only_fault() -> str:
    """Return what the one fault says; everything else has loaded."""
    checklists.reload()
    (fault,) = checklists.faults()
    assert {make.MANUFACTURER, make.IMPORTER, "sound"} <= checklists.checklists().keys()
    assert "small" not in checklists.checklists()
    assert fault.hint_text()
    return fault.text()


@pytest.mark.parametrize("fault", SPOILT)
def test_a_fault_is_one_clear_error_and_the_rest_of_the_folder_loads(
    folder: Path, fault: str
) -> None:
    spoil, place, said = SPOILT[fault]
    content = make.small()
    spoil(content)
    name = "small.yaml" if fault != "the id of another file" else "z_sound.yaml"
    make.write_yaml(folder / name, content)
    assert_says(only_fault(), place, said)


def assert_says(text: str, place: str, said: str) -> None:
    """Check that an error names the place and what is wrong there."""
    import re

    assert re.search(f"{place}.*: .*({said})", text), text


def test_the_line_named_is_the_line_of_the_fault(folder: Path) -> None:
    content = make.small()
    mixed(content)["points"][1]["level"] = "may"
    path = make.write_yaml(folder / "small.yaml", content)
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "may" in text)
    assert only_fault().startswith(f"small.yaml:{line}: ")


# What no YAML writer would produce: faults of the text itself.
TEXTS: dict[str, tuple[bytes, str, str]] = {
    "a duplicate key": (b"id: small\nedition: 1\nid: again\n", AT_LINE, "duplicate key “id”"),
    "a key without value": (b"id: small\nedition:\n", AT_LINE, "a value is empty"),
    "nothing at all": (b"", AT_LINE, "a value is empty"),
    "another encoding": ("id: small\ntitle: validación".encode("latin-1"), AT_LINE, "UTF-8"),
    "UTF-16": ("id: small".encode("utf-16"), AT_LINE, "UTF-8"),
    "a control character": (b"id: sm\x07all\n", r"small\.yaml", "control characters"),
    "broken YAML": (b"id: [small\nedition: 2\n", AT_LINE, "."),
    "a tab as indent": (b"id: small\nsource:\n\ttitle: x\n", AT_LINE, "."),
    "a list": (b"- small\n", AT_LINE, "Expected `object`"),
    "a single word": (b"small\n", AT_LINE, "Expected `object`"),
    "a list as key": (b"? [a]\n: b\n", AT_LINE, "a key must be a word"),
}


@pytest.mark.parametrize("fault", TEXTS)
def test_a_file_that_is_not_sound_yaml_is_one_clear_error(folder: Path, fault: str) -> None:
    content, place, said = TEXTS[fault]
    (folder / "small.yaml").write_bytes(content)
    assert_says(only_fault(), place, said)


def test_the_line_of_a_duplicate_key_and_of_a_wrong_byte_is_named(folder: Path) -> None:
    (folder / "small.yaml").write_bytes(b"id: small\nedition: 1\nid: again\n")
    assert only_fault().startswith("small.yaml:3: ")
    (folder / "small.yaml").write_bytes("id: small\n\ntitle: ó".encode("latin-1"))
    assert only_fault().startswith("small.yaml:3: ")


def test_a_folder_where_a_file_should_be_is_named(folder: Path) -> None:
    (folder / "small.yaml").mkdir()
    assert "small.yaml" in only_fault()


def test_a_bad_profile_and_bad_topics_are_named_and_the_checklists_load(folder: Path) -> None:
    make.write_yaml(folder / "profiles" / "ours.yaml", {"id": "ours", "periods": {"a": {}}})
    make.write_yaml(folder / "topics" / "ours.yaml", {"drones": "Drones"})
    checklists.reload()
    places = {str(fault.values["place"]).partition(":")[0] for fault in checklists.faults()}
    assert len(checklists.faults()) == 2
    assert places == {"ours.yaml"}
    assert "sound" in checklists.checklists()


def test_several_bad_files_are_all_named(folder: Path) -> None:
    for number in range(3):
        (folder / f"bad{number}.yaml").write_text("id: [", encoding="utf-8")
    checklists.reload()
    assert len(checklists.faults()) == 3


def test_what_is_wrong_is_said_in_the_persons_language(folder: Path) -> None:
    (folder / "small.yaml").write_text("id: a\nid: b\n", encoding="utf-8")
    checklists.reload()
    (fault,) = checklists.faults()
    spanish = i18n.translation("es").gettext("duplicate key “{key}”")
    assert fault.text(i18n.translation("es")).endswith(spanish.format(key="id"))
