"""Checking names every fault by its line; a draft's gaps are told apart; editing is pure."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from assessor import checklist as checklists
from assessor import forms
from assessor.content import editing
from assessor.content.checking import check_all, check_content, check_file
from assessor.errors import BadContentId, ChecklistUnfinished, ContentThere, UnknownPoint
from assessor.terms import Level
from tests import form_case, make

Content = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with make.own_folder(tmp_path / "checklists") as own:
        yield own


def first(content: Content) -> Content:
    found: Content = content["sections"][0]["requirements"][0]
    return found


SPOILT: dict[str, tuple[Callable[[Content], object], str, str]] = {
    "unknown_key": (lambda c: first(c).update(levle="must"), "levle:", "is “level” meant"),
    "missing_key": (lambda c: first(c).pop("saq"), "- ref: '1.1'", "“saq” is missing"),
    "value": (lambda c: first(c).update(level="may"), "level: may", "neither must nor should"),
    "topic": (lambda c: first(c).update(topic="rain"), "topic: rain", "unknown topic “rain”"),
    "empty": (lambda c: first(c).update(topic=""), "topic: ''", "a value is empty"),
    "language": (lambda c: first(c)["title"].pop("es"), "title:", "no text in es"),
    "extra_language": (lambda c: first(c)["title"].update(de="x"), "de: x", "“de”"),
    "kind": (lambda c: c.update(languages="es"), "languages: es", "a list belongs here"),
    "profile": (lambda c: c.update(profile="none"), "profile: none", "unknown profile"),
    "points": (lambda c: first(c).update(points=[]), "points: []", "points need ids"),
    "headline": (lambda c: first(c).update(level="should"), "level: should", "no point has"),
    "repeated": (
        lambda c: first(c)["ask"].append(make.both("Ask about 1.1")),
        "Ask about 1.1",
        "used twice",
    ),
    "twice": (
        lambda c: first(c).update(applies_to=["AEOC", "AEOC"]),
        "applies_to:",
        "“AEOC” is named twice",
    ),
    "own_alias": (lambda c: first(c).update(aliases=["1.1"]), "aliases:", "the reference itself"),
    "alias": (
        lambda c: [item.update(aliases=["9"]) for item in c["sections"][1]["requirements"]],
        "aliases:",
        "“9” leads to 2.1 already",
    ),
    "no_look_for": (lambda c: first(c).update(look_for=[]), "look_for: []", "nothing to look for"),
}


@pytest.mark.parametrize("code", sorted(SPOILT))
def test_each_fault_is_named_at_its_line(code: str, folder: Path) -> None:
    spoil, shown, said = SPOILT[code]
    content = make.small()
    spoil(content)
    path = make.write_yaml(folder / "small.yaml", content)
    faults = [fault for fault in check_file(path) if fault.code == code]
    assert faults
    assert said in faults[0].text()
    line = path.read_text(encoding="utf-8").splitlines()[faults[-1].line - 1]
    assert shown in line, line
    assert faults[0].place == f"small.yaml:{faults[0].line}"


def test_all_faults_of_a_file_are_named_at_once(folder: Path) -> None:
    content = make.small()
    whole = [code for code in SPOILT if code not in {"alias", "kind", "points", "headline"}]
    items = [item for section in content["sections"] for item in section["requirements"]]
    for at, code in enumerate(whole):
        part = {**content, "sections": [{"requirements": [items[at % len(items)]]}]}
        SPOILT[code][0](part)
        content |= {key: part[key] for key in ("profile",)}
    SPOILT["alias"][0](content)  # needs both sections as they stand in the file
    content["sections"][1]["requirements"][0]["ref"] = "1.2"
    path = make.write_yaml(folder / "small.yaml", content)
    codes = {fault.code for fault in check_file(path)}
    assert codes >= {"unknown_key", "missing_key", "value", "profile", "duplicate_ref", "language"}
    assert "alias" in codes
    assert len(check_file(path)) > 8
    checklists.reload()
    assert "small" not in checklists.checklists()


def test_what_is_no_yaml_or_no_utf8_is_one_fault(folder: Path) -> None:
    path = folder / "bad.yaml"
    path.write_bytes("id: bad\ntitle: {es: señal}\n".encode("cp1252"))
    (fault,) = check_file(path)
    assert (fault.code, fault.line) == ("encoding", 2)
    path.write_text("id: [bad\ntitle: x\n", encoding="utf-8")
    (fault,) = check_file(path)
    assert (fault.code, fault.line > 0) == ("yaml", True)
    path.write_text("id: a\nid: b\n", encoding="utf-8")
    assert "duplicate_key" in {fault.code for fault in check_file(path)}
    (fault,) = check_file(folder / "none.yaml")
    assert fault.code == "unreadable"


def test_what_is_shipped_has_no_fault() -> None:
    shipped = [fault for fault in check_all() if not fault.missing]
    assert [f"{fault.place} {fault.about} {fault.text()}" for fault in shipped] == []


def test_profiles_worksheets_and_topics_are_checked_too(folder: Path) -> None:
    profile = checklists.read_yaml(checklists.SHIPPED / "profiles" / "ctpat.yaml")
    bad = make.write_yaml(folder / "profiles" / "x.yaml", profile | {"id": "x", "wrods": "y"})
    assert [fault.code for fault in check_file(bad)] == ["unknown_key"]
    days = deepcopy(profile) | {"id": "x"}
    next(iter(days["periods"].values()))["days"] = "-3"
    bad = make.write_yaml(folder / "profiles" / "x.yaml", days)
    assert [fault.code for fault in check_file(bad)] == ["content"]
    form = form_case.content()
    form["sections"][0]["fields"][0]["kind"] = "drawing"
    bad = make.write_yaml(folder / "worksheets" / "x.yaml", form)
    assert "value" in {fault.code for fault in check_file(bad)}
    bad = make.write_yaml(folder / "topics" / "x.yaml", {"drones": ["x"]})
    assert [fault.code for fault in check_file(bad)] == ["kind"]


# Where things come from


def test_each_thing_says_where_it_comes_from(folder: Path) -> None:
    shipped = checklists.origin(make.MANUFACTURER)
    assert shipped is not None
    assert (shipped.own, shipped.overrides, shipped.path.name) == (
        False,
        False,
        "ctpat_msc_foreign_manufacturer.yaml",
    )
    make.write_yaml(folder / "small.yaml", make.small())
    make.write_yaml(folder / "mine.yaml", make.small() | {"id": make.MANUFACTURER})
    make.write_yaml(folder / "topics" / "t.yaml", {"drones": make.both("Drones")})
    make.write_yaml(folder / "worksheets" / "form.yaml", form_case.content())
    checklists.reload()
    own, mine = checklists.origin("small"), checklists.origin(make.MANUFACTURER)
    assert own is not None
    assert (own.own, own.overrides, own.path) == (True, False, folder / "small.yaml")
    assert mine is not None
    assert (mine.own, mine.overrides) == (True, True)
    assert checklists.origin("drones", "topic") == checklists.Origin(
        folder / "topics" / "t.yaml", own=True
    )
    assert forms.origin(f"{form_case.FORM}@1") is not None
    assert checklists.origin("ctpat", "profile") is not None
    assert checklists.origin("none") is None


# Editing


@pytest.fixture
def draft() -> Content:
    """A draft with a row that waits, as one is made from a table."""
    content = make.small() | {"draft": True}
    for item in (item for section in content["sections"] for item in section["requirements"]):
        for key in ("look_for", "ask", "saq"):
            del item[key]
    row = {"place": "t!A4", "why": ["level"], "section": "1", "ref": "1.3", "text": make.both("T")}
    return content | {"to_check": [row]}


def test_a_draft_lacks_what_a_finished_one_may_not(draft: Content) -> None:
    assert {fault.code for fault in check_content(draft) if fault.missing} == {
        "no_look_for",
        "no_ask",
        "no_saq",
        "to_check",
    }
    assert [fault for fault in check_content(draft) if not fault.missing] == []
    finished = {key: value for key, value in draft.items() if key != "draft"}
    assert {fault.code for fault in check_content(finished)} >= {"missing_key", "to_check"}


def test_editing_leaves_what_was_there_untouched(draft: Content) -> None:
    before = deepcopy(draft)
    place = editing.find(draft, "1.1")
    after = editing.set_text(draft, (*place, "title"), "es", "Otro título ")
    after = editing.set_level(after, "2.2", Level.SHOULD, "a")
    after = editing.add_point(after, "1.1", Level.SHOULD)
    after = editing.insert(after, (*place, "look_for", 0), make.both("Look"))
    after = editing.settle(after, 0, level=Level.MUST)
    assert draft == before
    assert editing.at(after, place)["title"]["es"] == "Otro título"
    assert [p["id"] for p in editing.at(after, place)["points"]] == ["a", "b"]
    assert after["to_check"] == []
    assert editing.at(after, editing.find(after, "1.3"))["points"][0]["text"] == make.both("T")
    assert {fault.code for fault in editing.faults(after) if not fault.missing} == set()


def test_the_headline_follows_when_no_point_has_it(draft: Content) -> None:
    after = editing.set_level(draft, "1.1", Level.SHOULD)
    item = editing.at(after, editing.find(after, "1.1"))
    assert (item["level"], item["points"][0]["level"]) == ("should", "should")
    with pytest.raises(UnknownPoint):
        editing.set_level(draft, "2.1", Level.MUST, "z")


def test_validation_as_one_types_names_the_place(draft: Content) -> None:
    place = editing.find(draft, "1.2")
    wrong = editing.put(draft, (*place, "level"), "perhaps")
    (fault,) = [fault for fault in editing.faults(wrong) if not fault.missing]
    assert (fault.path, fault.about) == ((*place, "level"), "1.2")


def test_a_draft_is_finished_once_nothing_lacks(draft: Content) -> None:
    with pytest.raises(ChecklistUnfinished):
        editing.finish(draft)
    whole = make.small() | {"draft": "true"}
    assert editing.finish(whole) == make.small()


def test_a_shipped_checklist_can_be_overridden(folder: Path) -> None:
    chosen = checklists.checklist(make.IMPORTER)
    content = editing.begin_from(chosen, edition="2031")
    path = editing.save(editing.finish(content), folder=folder)
    assert path == folder / "ctpat_msc_us_importer.yaml"
    loaded = checklists.checklist(make.IMPORTER)
    assert (loaded.edition, loaded.sections) == ("2031", chosen.sections)
    with pytest.raises(ContentThere):
        editing.save(content, folder=folder)
    editing.save(content, folder=folder, path=path)
    assert checklists.checklist(make.IMPORTER).draft
    assert editing.open_draft(path)["draft"] == "true"
    with pytest.raises(BadContentId):
        editing.save(content | {"id": "../x"}, folder=folder)


def test_a_text_can_be_divided_by_what_it_demands() -> None:
    assert editing.proposed_points("Gates must close. They should be new.") == (
        (Level.MUST, "Gates must close."),
        (Level.SHOULD, "They should be new."),
    )


# The page of the documentation


def test_the_example_of_the_documentation_is_right(folder: Path) -> None:
    page = (checklists.SHIPPED.parent / "docs" / "writing_a_checklist.md").read_text("utf-8")
    examples = page.split("```yaml\n")[1:]
    path = folder / "example.yaml"
    path.write_text(examples[0].split("```")[0], encoding="utf-8")
    assert [fault.text() for fault in check_file(path)] == []
    loaded = checklists.read_checklist(path)
    assert set(loaded.languages) == {"es", "en", "pt", "fr"}
    fields = {
        *checklists.Checklist.__struct_fields__,
        *checklists.Source.__struct_fields__,
        *checklists.Section.__struct_fields__,
        *checklists.Requirement.__struct_fields__,
        *checklists.Point.__struct_fields__,
    }
    assert {name for name in fields if f"`{name}`" not in page} == set()
