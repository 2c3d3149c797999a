"""The shipped checklists are complete and no sentence is used twice; own files join them."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from assessor import checklist as checklists
from assessor.checklist import Checklist
from assessor.errors import UnknownChecklist, UnknownProfile, UnknownRequirement
from assessor.terms import Kind, Level, Verdict
from tests import make

CTPAT = (make.MANUFACTURER, make.IMPORTER)
OWN = (
    "aeo-biosecurity",
    "aeo-cbrn-materials",
    "aeo-free-zone-operator",
    "aeo-programme-review",
    "aeo-strategic-trade",
)
SHIPPED = (*CTPAT, "wco-safe-aeo", "eu-aeo-saq", *OWN)
LANGUAGES = ("es", "en", "pt", "fr")
# How a demand is worded in each language; no point may speak of both levels.
VERBS = {
    "es": {Level.MUST: r"\bdeben?\b", Level.SHOULD: r"\bdebería(n|mos)?\b"},
    "en": {Level.MUST: r"\bmust\b", Level.SHOULD: r"\bshould\b"},
    "pt": {Level.MUST: r"\bdeve[m]?\b", Level.SHOULD: r"\bdeveria[m]?\b"},
    "fr": {Level.MUST: r"\b(doit|doivent)\b", Level.SHOULD: r"\b(devrait|devraient)\b"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An administration's own folder of checklists."""
    with make.own_folder(tmp_path / "checklists") as own:
        yield own


# What is shipped


def test_every_shipped_file_loads() -> None:
    assert checklists.faults() == ()
    assert set(SHIPPED) <= checklists.checklists().keys()
    files = {path.stem.replace("_", "-") for path in checklists.SHIPPED.glob("*.yaml")}
    assert checklists.checklists().keys() == files


@pytest.mark.parametrize(
    ("checklist_id", "total", "must", "should", "sections"),
    [
        (make.MANUFACTURER, 95, 60, 35, [str(number) for number in range(1, 13)]),
        (make.IMPORTER, 92, 58, 34, [str(number) for number in range(1, 13)]),
        ("wco-safe-aeo", 81, 68, 13, list("ABCDEFGHIJKLM")),
        ("eu-aeo-saq", 106, 74, 32, [str(number) for number in range(7)]),
    ],
)
def test_counts_are_those_of_the_criteria(
    checklist_id: str, total: int, must: int, should: int, sections: list[str]
) -> None:
    loaded = checklists.checklist(checklist_id)
    levels = Counter(item.level for item in loaded.requirements)
    found = (len(loaded.requirements), levels[Level.MUST], levels[Level.SHOULD])
    assert found == (total, must, should)
    assert [section.ref for section in loaded.sections] == sections


@pytest.mark.parametrize("checklist_id", OWN)
def test_a_checklist_of_our_own_argues_each_level_in_a_line(checklist_id: str) -> None:
    loaded = checklists.checklist(checklist_id)
    assert 25 <= len(loaded.requirements) <= 60
    assert {item.level for item in loaded.requirements} == {Level.MUST, Level.SHOULD}
    for item in loaded.requirements:
        assert item.why is not None, item.ref
        assert set(item.why) == set(LANGUAGES), item.ref


@pytest.mark.parametrize("checklist_id", SHIPPED)
def test_the_verb_of_each_point_says_its_level_in_every_language(checklist_id: str) -> None:
    for item in checklists.checklist(checklist_id).requirements:
        for point in item.points:
            for lang, text in point.text.items():
                for level, verb in VERBS[lang].items():
                    speaks = re.search(verb, text, re.IGNORECASE) is not None
                    assert speaks == (level == point.level), f"{item.ref} {point.id} {lang}"


@pytest.mark.parametrize("checklist_id", SHIPPED)
def test_french_keeps_its_signs_together_with_the_word_before(checklist_id: str) -> None:
    for place, text in texts_of(checklists.checklist(checklist_id)):
        assert not re.search(r" [:;?!»]|« ", text["fr"]), place


def texts_of(loaded: Checklist) -> Iterator[tuple[str, dict[str, str]]]:
    """Give every text of a checklist with the place where it stands."""
    yield from (("header", text) for text in (loaded.title, loaded.review))
    yield from (("source", text) for text in (loaded.source.title, loaded.source.prevails))
    for section in loaded.sections:
        yield f"section {section.ref}", section.title
        for item in section.requirements:
            yield f"{item.ref} title", item.title
            yield f"{item.ref} saq", item.saq
            yield from ((f"{item.ref} point {point.id}", point.text) for point in item.points)
            yield from ((f"{item.ref} look for", text) for text in item.look_for)
            yield from ((f"{item.ref} ask", text) for text in item.ask)
            if item.applies_when is not None:
                yield f"{item.ref} applies when", item.applies_when
            if item.why is not None:
                yield f"{item.ref} why", item.why


@pytest.mark.parametrize("checklist_id", SHIPPED)
def test_every_text_stands_in_every_language_and_they_differ(checklist_id: str) -> None:
    loaded = checklists.checklist(checklist_id)
    assert set(LANGUAGES) == set(loaded.languages)
    for place, text in texts_of(loaded):
        assert set(text) == set(loaded.languages), place
        assert all(words == words.strip() for words in text.values()), place
        # A short heading may be the same word in Spanish and Portuguese.
        apart = set(LANGUAGES) - ({"pt"} if len(text["es"]) < 60 else set())
        assert len({text[lang] for lang in apart}) == len(apart), place


@pytest.mark.parametrize("checklist_id", SHIPPED)
def test_each_requirement_says_what_to_look_for_what_to_ask_and_how_sure_it_is(
    checklist_id: str,
) -> None:
    for item in checklists.checklist(checklist_id).requirements:
        assert len(item.look_for) >= 2, item.ref
        assert len(item.ask) >= 1, item.ref
        assert len(item.evidence) >= 2, item.ref
        assert item.source_ref.partition(";")[0].endswith(f" {item.ref}"), item.ref
        assert item.review in {"confirmed", "single-source", "unconfirmed"}
        assert item.ref.startswith(checklists.checklist(checklist_id).section_of(item.ref).ref)


def test_mixed_levels_are_split_into_points() -> None:
    for checklist_id in CTPAT:
        loaded = checklists.checklist(checklist_id)
        mixed = {
            item.ref for item in loaded.requirements if len({p.level for p in item.points}) > 1
        }
        assert mixed == {"2.2", "3.1", "9.4", "9.13", "10.2", "10.4", "12.1"}


def test_a_site_without_cameras_earns_no_finding_about_cameras() -> None:
    for checklist_id in CTPAT:
        requirements = checklists.checklist(checklist_id).requirements
        conditions = [item.applies_when["en"] for item in requirements if item.applies_when]
        assert any("camera" in text.lower() for text in conditions)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_serves_two_requirements_not_even_across_the_checklists(lang: str) -> None:
    served: dict[str, str] = {}
    for checklist_id in SHIPPED:
        for item in checklists.checklist(checklist_id).requirements:
            for text in (*item.look_for, *item.ask):
                sentence = " ".join(text[lang].casefold().split())
                place = f"{checklist_id} {item.ref}"
                assert sentence not in served, f"{place} repeats {served[sentence]}: {sentence}"
                served[sentence] = place
    assert len(served) > 2000


@pytest.mark.parametrize("checklist_id", SHIPPED)
def test_topics_join_requirements_of_different_checklists(checklist_id: str) -> None:
    known = checklists.topics()
    assert {item.topic for item in checklists.checklist(checklist_id).requirements} <= set(known)
    assert all(set(LANGUAGES) == set(names) for names in known.values())


def test_the_profile_names_things_and_says_when_they_are_due() -> None:
    profile = checklists.profile("ctpat")
    for lang in ("es", "en"):
        words = [f"level.{level}" for level in Level] + [
            f"verdict.{verdict}" for verdict in Verdict
        ]
        for kind in Kind:
            words += [f"kind.{kind}", f"kind.{kind}.plural", f"kind.{kind}.definition"]
        assert all(profile.word(key, lang) for key in words)
    assert profile.word("level.must", "xx") == profile.word("no.such.word", "es") == ""
    assert profile.periods["answer.finding"].days == 90
    assert "answer.recommendation" not in profile.periods


# Looking things up


def test_a_reference_is_text_and_found_only_as_written() -> None:
    loaded = checklists.checklist(make.MANUFACTURER)
    assert loaded.requirement("3.1").ref == "3.1"
    assert loaded.section_of("12.10").ref == "12"
    for wrong in ("3.01", "1", "", "3.1 "):
        with pytest.raises(UnknownRequirement):
            loaded.requirement(wrong)
        with pytest.raises(UnknownRequirement):
            loaded.section_of(wrong)


def test_a_point_is_found_by_its_id() -> None:
    item = make.small_checklist().requirement("2.1")
    found = item.point("b")
    assert found is not None
    assert found.level is Level.SHOULD
    assert item.point("z") is None


def test_what_is_unknown_is_refused_with_what_is_known() -> None:
    with pytest.raises(UnknownChecklist, match=make.IMPORTER):
        checklists.checklist("no-such")
    with pytest.raises(UnknownProfile, match="ctpat"):
        checklists.profile("no-such")


# Own files


def load_small(folder: Path, content: object = None) -> Checklist:
    """Write the small checklist, or what is given, and read it as the program does."""
    make.write_yaml(folder / "small.yaml", content or make.small())
    checklists.reload()
    return checklists.checklist("small")


def test_an_own_file_appears_because_it_is_there(folder: Path) -> None:
    refs = [item.ref for item in load_small(folder).requirements]
    assert refs == ["1.1", "1.2", "1.10", "2.1", "2.2"]


def test_references_editions_and_the_language_no_stay_text(folder: Path) -> None:
    lines = []
    for line in yaml.safe_dump(make.small(), allow_unicode=True, sort_keys=False).splitlines():
        lines.append(line.replace("'1.10'", "3.10").replace("'2.10'", "2.10"))
        if line.strip().startswith("en: "):
            lines.append(line[: line.index("en: ")] + "no: Nei")
        if line == "- en":
            lines.append("- no")
    (folder / "small.yaml").write_text("\n".join(lines), encoding="utf-8")
    checklists.reload()
    loaded = checklists.checklist("small")
    assert loaded.requirements[2].ref == "3.10"
    assert loaded.edition == "2.10"
    assert loaded.languages == ("es", "en", "no")
    assert loaded.title["no"] == "Nei"
    assert checklists.read_yaml(folder / "small.yaml")["edition"] == "2.10"


def test_an_own_file_overrides_a_shipped_one_by_its_id(folder: Path) -> None:
    own = make.small() | {"id": make.IMPORTER, "edition": "2031"}
    make.write_yaml(folder / "ours.yaml", own)
    checklists.reload()
    assert checklists.checklist(make.IMPORTER).edition == "2031"
    assert checklists.faults() == ()


def test_own_topics_and_profiles_are_read_too(folder: Path) -> None:
    make.write_yaml(folder / "topics" / "ours.yaml", {"drones": make.both("Drones")})
    shipped = (checklists.SHIPPED / "profiles" / "ctpat.yaml").read_text(encoding="utf-8")
    ours = shipped.replace("id: ctpat", "id: ours").replace("days: 90", "days: 45")
    (folder / "profiles").mkdir()
    (folder / "profiles" / "ours.yaml").write_text(ours, encoding="utf-8")
    content = make.small() | {"profile": "ours"}
    content["sections"][0]["requirements"][0]["topic"] = "drones"
    loaded = load_small(folder, content)
    assert checklists.profile(loaded.profile).periods["answer.finding"].days == 45
    assert checklists.faults() == ()


def test_adding_a_folder_twice_searches_it_once(folder: Path) -> None:
    checklists.add_folder(folder)
    assert checklists._folders.count(folder) == 1


def test_a_file_that_a_windows_editor_marked_is_read(folder: Path) -> None:
    path = make.write_yaml(folder / "small.yaml", make.small())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    checklists.reload()
    assert checklists.faults() == ()
    assert checklists.checklist("small").title == make.both("Small checklist")


# The copy that a visit freezes

FREEZE = """
import hashlib
from assessor import checklist
content = checklist.to_json(checklist.checklist("ctpat-msc-us-importer"))
print(hashlib.sha256(content).hexdigest())
"""


@pytest.mark.parametrize("checklist_id", SHIPPED)
def test_a_frozen_copy_is_the_checklist_again(checklist_id: str) -> None:
    loaded = checklists.checklist(checklist_id)
    frozen = checklists.to_json(loaded)
    assert checklists.from_json(frozen) == loaded
    assert checklists.to_json(checklists.from_json(frozen)) == frozen


def test_the_same_content_freezes_to_the_same_bytes_in_every_process() -> None:
    here = checklists.to_json(checklists.checklist(make.IMPORTER))
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", FREEZE],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=checklists.SHIPPED.parent,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == hashlib.sha256(here).hexdigest()


def test_the_order_of_keys_in_a_file_does_not_change_the_frozen_bytes(folder: Path) -> None:
    straight = checklists.to_json(load_small(folder))
    turned = {key: make.small()[key] for key in reversed(make.small())}
    turned["title"] = dict(reversed(turned["title"].items()))
    assert checklists.to_json(load_small(folder, turned)) == straight
    turned["edition"] = "2.11"
    assert checklists.to_json(load_small(folder, turned)) != straight
