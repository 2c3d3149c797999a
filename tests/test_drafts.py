"""Drafts while they are edited: any edits come back as they were, and the file is always whole."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor import checklist as checklists
from assessor.content import drafts, editing
from assessor.content.building import Named
from assessor.content.drafting import draft_from_bytes
from assessor.content.drafts import Draft
from assessor.content.faults import Path_
from assessor.errors import (
    BadChecklist,
    BadContentId,
    ChecklistUnfinished,
    ContentThere,
    FolderNotWritable,
    UnknownRequirement,
)
from assessor.terms import Level
from tests import make

FIRST: Path_ = ("sections", 0, "requirements", 0)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with make.own_folder(tmp_path / "own") as own:
        yield own


@pytest.fixture
def draft(folder: Path) -> Draft:
    return opened(folder)


def opened(folder: Path) -> Draft:
    return drafts.open_file(make.write_yaml(folder / "small.yaml", make.small()))


def again(draft: Draft) -> Any:
    """Return what a fresh look at the file gives."""
    return drafts.open_file(draft.path).content


# Any series of edits

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def any_edit(data: st.DataObject, draft: Draft) -> None:
    """Do one thing that a person can do in the editor."""
    draw = data.draw
    content = draft.content
    places = [path for path, _item in drafts.requirements(content)]
    what = draw(
        st.sampled_from(["text", "level", "point", "line", "move", "remove", "new", "back"])
    )
    if what == "back":
        draw(st.sampled_from([draft.undo, draft.redo]))()
        return
    if what == "new" or not places:
        draft.edit(*drafts.add_requirement(content, 0, 0))
        return
    path = draw(st.sampled_from(places))
    if what == "text":
        lang = draw(st.sampled_from(["es", "en"]))
        draft.edit(editing.set_text(content, (*path, "title"), lang, draw(TEXTS)), path, "typing")
    elif what == "level":
        draft.edit(drafts.set_level(content, (*path, "points", 0), draw(st.sampled_from(Level))))
    elif what == "point":
        draft.edit(*drafts.add_point(content, path))
    elif what == "line":
        draft.edit(*drafts.add_line(content, path, draw(st.sampled_from(["ask", "look_for"]))))
    elif what == "move":
        draft.edit(*drafts.move(content, path, draw(st.sampled_from([-1, 1]))))
    else:
        draft.edit(*drafts.remove(content, path))


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_edits_saved_and_read_again_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    draft = opened(tmp_path_factory.mktemp("own"))
    for _at in range(data.draw(st.integers(1, 12))):
        any_edit(data, draft)
        if data.draw(st.booleans()):
            draft.save()
    draft.save()
    assert again(draft) == draft.content
    assert not draft.dirty


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_undoing_everything_leads_back_and_redoing_forth(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    draft = opened(tmp_path_factory.mktemp("own"))
    before = draft.content
    for _at in range(data.draw(st.integers(1, 10))):
        any_edit(data, draft)
    while draft.redo() is not None:
        pass
    after = draft.content
    while draft.undo() is not None:
        pass
    assert draft.content == before
    while draft.redo() is not None:
        pass
    assert draft.content == after


@pytest.mark.parametrize("name", sorted(p.name for p in checklists.SHIPPED.glob("*.yaml"))[:3])
def test_a_shipped_checklist_comes_back_word_for_word(folder: Path, name: str) -> None:
    chosen = checklists.read_checklist(checklists.SHIPPED / name)
    path = drafts.copy_as_draft(chosen, folder=folder, checklist_id="own-one", edition="7")
    draft = drafts.open_file(path)
    assert not draft.dirty
    draft.edit(editing.put(draft.content, ("edition",), "8"))
    draft.save()
    assert again(draft) == draft.content
    assert path.read_text(encoding="utf-8").startswith("# ")
    read = checklists.read_checklist(path)
    assert read.sections == chosen.sections
    assert (read.id, read.edition, read.draft) == ("own-one", "8", True)


# Saving


def test_typing_in_one_go_is_taken_back_at_once(draft: Draft) -> None:
    before = draft.content
    for text in ("F", "Fe", "Fence"):
        edited = editing.set_text(draft.content, (*FIRST, "title"), "en", text)
        draft.edit(edited, (*FIRST, "title", "en"), "one spell")
    assert draft.undo() == (*FIRST, "title", "en")
    assert draft.content is before
    assert draft.redo() == (*FIRST, "title", "en")
    assert editing.at(draft.content, FIRST)["title"]["en"] == "Fence"
    assert draft.redo() is None


def test_the_file_before_the_first_save_is_kept(draft: Draft) -> None:
    original = draft.path.read_bytes()
    for edition in ("2", "3"):
        draft.edit(editing.put(draft.content, ("edition",), edition))
        draft.save()
    assert draft.path.with_name("small.yaml.bak").read_bytes() == original
    assert again(draft)["edition"] == "3"
    assert not list(draft.path.parent.glob("*.part"))


def test_power_lost_before_the_new_file_takes_its_place_leaves_the_old_one(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = draft.path.read_bytes()
    draft.edit(editing.put(draft.content, ("edition",), "2"))

    def lost(_self: Path, _target: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", lost)
        with pytest.raises(KeyboardInterrupt):
            draft.save()
    assert draft.path.read_bytes() == original
    assert draft.dirty
    draft.save()
    assert again(draft)["edition"] == "2"


@pytest.mark.skipif(os.name == "nt", reason="folders are protected otherwise there")
def test_what_cannot_be_written_stays_to_be_saved(draft: Draft) -> None:
    original = draft.path.read_bytes()
    draft.edit(editing.put(draft.content, ("edition",), "2"))
    blocked = draft.path.with_name(f"small.yaml.{os.getpid()}.part")
    blocked.mkdir()
    (blocked / "in the way").touch()
    draft.path.with_name("small.yaml.bak").touch()
    draft._kept = True
    with pytest.raises((FolderNotWritable, IsADirectoryError, PermissionError)):
        draft.save()
    assert draft.path.read_bytes() == original
    assert draft.dirty


def test_what_another_program_wrote_meanwhile_is_kept_beside(draft: Draft) -> None:
    draft.path.write_text("id: theirs\n", encoding="utf-8")
    draft.edit(editing.put(draft.content, ("edition",), "2"))
    other = draft.save()
    assert other is not None
    assert other.read_text(encoding="utf-8") == "id: theirs\n"
    assert again(draft)["edition"] == "2"
    draft.edit(editing.put(draft.content, ("edition",), "3"))
    assert draft.save() is None


def test_a_remark_above_the_file_stays(folder: Path) -> None:
    path = make.write_yaml(folder / "small.yaml", make.small())
    path.write_text("# Ours.\n# Second line.\n" + path.read_text("utf-8"), encoding="utf-8")
    draft = drafts.open_file(path)
    draft.edit(editing.put(draft.content, ("edition",), "2"))
    draft.save()
    assert path.read_text("utf-8").startswith("# Ours.\n# Second line.\nid: ")


def test_a_finished_checklist_becomes_a_draft_again(draft: Draft) -> None:
    assert draft.content["draft"] == "true"
    assert draft.dirty
    draft.save()
    assert checklists.read_checklist(draft.path).draft


def test_a_file_of_another_build_is_refused(folder: Path) -> None:
    path = make.write_yaml(folder / "bad.yaml", {**make.small(), "sections": "none"})
    with pytest.raises(BadChecklist):
        drafts.open_file(path)
    path.write_text("just words\n", encoding="utf-8")
    with pytest.raises(BadChecklist):
        drafts.open_file(path)


# Beginning and finishing


def test_a_copy_never_takes_a_file_that_is_there(folder: Path) -> None:
    chosen = make.small_checklist()
    path = drafts.copy_as_draft(chosen, folder=folder, checklist_id="own", edition="1")
    with pytest.raises(ContentThere):
        drafts.copy_as_draft(chosen, folder=folder, checklist_id="own", edition="1")
    with pytest.raises(BadContentId):
        drafts.copy_as_draft(chosen, folder=folder, checklist_id="Own One", edition="1")
    assert drafts.free_id("own", folder) == "own-2"
    assert checklists.checklist("own").draft
    assert checklists.origin("own") == checklists.Origin(path, own=True)


def test_a_draft_is_finished_only_when_nothing_lacks(draft: Draft) -> None:
    draft.edit(*drafts.add_requirement(draft.content, 0, 1))
    assert {fault.about for fault in draft.faults()} == {"1.3"}
    with pytest.raises(ChecklistUnfinished):
        drafts.finish(draft)
    assert draft.content["draft"] == "true"
    draft.undo()
    drafts.finish(draft)
    assert "draft" not in draft.content
    assert not checklists.read_checklist(draft.path).draft
    assert draft.undo() is None


def test_a_table_becomes_a_draft_whose_rows_are_settled(folder: Path) -> None:
    lines = "ID,Criteria,Must/Should\n1.1,A fence must stand.,Must\n1.2,A gate.,perhaps\n"
    made = draft_from_bytes(lines.encode(), Named("ours", {"en": "Ours"}, file="t.csv"))
    draft = drafts.open_file(drafts.save_table(made, folder=folder))
    assert [row["ref"] for row in draft.content["to_check"]] == ["1.2"]
    nameless = {**draft.content, "to_check": [{"place": "A3", "why": ["no_reference"]}]}
    with pytest.raises(UnknownRequirement):
        drafts.settle(nameless, 0, Level.MUST, " ")
    draft.edit(*drafts.settle(draft.content, 0, Level.SHOULD, "1.2"))
    draft.save()
    read = checklists.read_checklist(draft.path)
    assert read.to_check == ()
    assert read.requirement("1.2").level is Level.SHOULD


def test_a_file_that_cannot_be_read_is_found_to_be_mended(draft: Draft) -> None:
    draft.edit(editing.put(draft.content, (*FIRST, "ref"), "1.2"))
    draft.save()
    checklists.reload()
    assert drafts.unread_files(draft.path.parent) == (draft.path,)
    assert drafts.open_file(draft.path).faults()


# Parts


def test_the_headline_follows_the_points(draft: Draft) -> None:
    level = "should" if editing.at(draft.content, FIRST)["level"] == "must" else "must"
    points = editing.at(draft.content, FIRST)["points"]
    content = draft.content
    for at in range(len(points)):
        content = drafts.set_level(content, (*FIRST, "points", at), Level(level))
    assert editing.at(content, FIRST)["level"] == level


def test_references_count_on(draft: Draft) -> None:
    content = draft.content
    for _at in range(9):
        content, path = drafts.add_requirement(content, 0, 0)
    assert editing.at(content, path)["ref"] == "1.12"  # 1.1, 1.2 and 1.10 were there
    content, path = drafts.add_section(content, 0)
    assert editing.at(content, path)["ref"] not in {
        section["ref"] for section in content["sections"][1:]
    }


def test_a_requirement_moves_on_into_the_next_section(draft: Draft) -> None:
    content, path = draft.content, FIRST
    refs = [item["ref"] for _path, item in drafts.requirements(content)]
    while (moved := drafts.move(content, path, 1))[1] != path:
        content, path = moved
    assert path[1] == len(content["sections"]) - 1
    now = [item["ref"] for _path, item in drafts.requirements(content)]
    assert now == [*refs[1:], refs[0]]
    while (moved := drafts.move(content, path, -1))[1] != path:
        content, path = moved
    assert (path, content["sections"]) == (FIRST, draft.content["sections"])


def test_removing_tells_where_the_person_is_then(draft: Draft) -> None:
    content, first = drafts.add_line(draft.content, FIRST, "ask", 0)
    count = len(editing.at(content, (*FIRST, "ask")))
    content, place = drafts.remove(content, (*FIRST, "ask", count - 1))
    assert first == (*FIRST, "ask", 0)
    assert place == (*FIRST, "ask", count - 2)
    while len(editing.at(content, FIRST).get("ask", [])):
        content, place = drafts.remove(content, (*FIRST, "ask", 0))
    assert place == FIRST
