"""The editor keeps no key waiting and loses no draft; a few facts are written in one line."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from assessor import checklist as checklists
from assessor.content import drafts
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.editor_page import EditorPage
from assessor.ui.panels.editor_deeds import EditorDeeds
from tests import make
from tests.ui.conftest import Press
from tests.ui.test_editor_page import FIRST, field, kept, part, shown

Write = Callable[[str], None]


@pytest.fixture
def own(window: MainWindow) -> Iterator[Path]:
    folder = window.desk.folder / "checklists"
    folder.mkdir(exist_ok=True)
    with make.own_folder(folder):
        yield folder


@pytest.fixture
def place(window: MainWindow, own: Path) -> EditorDeeds:
    path = make.write_yaml(own / "small.yaml", make.small() | {"draft": "true"})
    checklists.reload()
    window.go("editor", {"path": path})
    return shown(window)


def test_who_validates_for_whom_and_other_references_are_written_in_a_line(
    window: MainWindow, place: EditorDeeds, press: Press, write: Write, qtbot: QtBot
) -> None:
    for name, typed, stands in (
        ("validated_by", "Customs", "Customs"),
        ("applies_to", "AEOC, AEOS", ["AEOC", "AEOS"]),
        ("aliases", "1.4; 1.9", ["1.4", "1.9"]),
    ):
        edit = part(place, *FIRST, name)
        edit.setFocus()
        write(typed)
        press(window, "Tab")
        assert kept(place, *FIRST, name) == stands
    edit = part(place, *FIRST, "aliases")
    assert edit.text() == "1.4; 1.9"
    edit.setFocus()
    press(window, "End")
    write(", 1.1")
    qtbot.waitUntil(lambda: "reference itself" in edit.accessibleDescription(), timeout=3000)
    assert edit.property("look") == "wanting"
    press(window, "Ctrl+A", "Delete", "Tab")
    assert "aliases" not in kept(place, *FIRST)
    place.open(FIRST)
    assert part(place, *FIRST, "applies_to").text() == "AEOC, AEOS"


def test_a_draft_on_a_full_disk_is_told_and_not_lost(
    window: MainWindow,
    place: EditorDeeds,
    press: Press,
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    before = place.draft.path.read_bytes()
    folder = place.draft.path.parent
    other = make.write_yaml(folder / "other.yaml", make.small() | {"id": "other", "draft": "true"})
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        field(place, *FIRST, "title", "en").setFocus()
        press(window, "Ctrl+A")
        write("Kept")
        press(window, "Esc")
        told = window.banner.accessibleName()
        assert "The disk is full: small.yaml could not be saved." in told
        assert "Nothing is lost" in told
        assert place.draft.path.read_bytes() == before
        window.go("editor", {"path": other})
        assert shown(window) is place  # nothing takes the place of what is not saved
        assert window._unsaved()
        window.go("validations", {})
    window.go("editor", {})
    assert shown(window) is place
    field(place, *FIRST, "title", "en").setFocus()
    press(window, "End")
    write("!")
    press(window, "Esc")
    assert kept(place, *FIRST, "title", "en") == "Kept!"
    assert not window._unsaved()


def test_no_step_of_the_editor_keeps_a_key_waiting(
    window: MainWindow, own: Path, qtbot: QtBot
) -> None:
    chosen = checklists.checklist(make.MANUFACTURER)
    path = drafts.copy_as_draft(chosen, folder=own, checklist_id="own", edition="1")
    window.go("editor", {"path": path})
    page = window.page()
    assert isinstance(page, EditorPage)
    assert page.place is None  # read on a thread, and the window answers meanwhile
    place = shown(window)
    place.list.step(1)
    # What stands in sight is there at once, what is below follows.
    assert (*place.path, "title", "en") in place.hands.fields
    assert (*place.path, "saq", "en") not in place.hands.fields
    qtbot.waitUntil(lambda: (*place.path, "why", "en") in place.hands.fields, timeout=5000)
    place.jump((*FIRST, "saq"))
    assert place.focused()[:5] == (*FIRST, "saq")
