"""The editor of checklists: keys change the file, faults follow as one types, nothing is lost."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from assessor import checklist as checklists
from assessor import validations
from assessor.content import drafts, editing
from assessor.content.faults import Path_
from assessor.terms import Level
from assessor.ui.dialogs.ask import Ask
from assessor.ui.dialogs.copy_checklist import CopyChecklist
from assessor.ui.dialogs.criteria_table import CriteriaTable
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.checklists_page import ChecklistsPage
from assessor.ui.pages.editor_page import EditorPage
from assessor.ui.panels.editor_deeds import EditorDeeds
from tests import make
from tests.criteria_samples import SAMPLES
from tests.ui.conftest import Press, start_visit, when_open

Write = Callable[[str], None]
FIRST: Path_ = ("sections", 0, "requirements", 0)


@pytest.fixture
def own(window: MainWindow) -> Iterator[Path]:
    folder = window.desk.folder / "checklists"
    folder.mkdir(exist_ok=True)
    with make.own_folder(folder):
        yield folder


@pytest.fixture
def file(own: Path) -> Path:
    path = make.write_yaml(own / "small.yaml", make.small() | {"draft": "true"})
    checklists.reload()
    return path


@pytest.fixture
def place(window: MainWindow, file: Path) -> EditorDeeds:
    window.go("editor", {"path": file})
    return shown(window)


def shown(window: MainWindow) -> EditorDeeds:
    for _turn in range(500):
        QApplication.processEvents()
        page = window.page()
        if (
            isinstance(page, EditorPage)
            and page.place is not None
            and not window.desk.tasks.running
        ):
            break
        QTest.qWait(10)
    assert isinstance(page, EditorPage)
    assert page.place is not None
    return page.place


def back_in(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the window has the keyboard again after a dialog."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)


def kept(place: EditorDeeds, *path: str | int) -> Any:
    """Return what the file holds at a place."""
    return editing.at(drafts.open_file(place.draft.path).content, path)


def part(place: EditorDeeds, *path: str | int) -> Any:
    place.finish_form()
    return place.hands.fields[path]


def field(place: EditorDeeds, *path: str | int) -> QPlainTextEdit:
    place.finish_form()
    found = place.hands.fields[path]
    assert isinstance(found, QPlainTextEdit)
    return found


def test_what_is_typed_stands_in_the_file_and_the_faults_follow(
    window: MainWindow, place: EditorDeeds, press: Press, write: Write, qtbot: QtBot
) -> None:
    title = field(place, *FIRST, "title", "en")
    title.setFocus()
    press(window, "Ctrl+A", "Delete")
    qtbot.waitUntil(lambda: "1 missing" in place.right.head.text(), timeout=3000)
    assert title.property("look") == "wanting"
    assert "en" in title.accessibleDescription()
    write("Fence and gaté ")
    qtbot.waitUntil(lambda: place.right.head.text() == "Nothing is wrong or missing", timeout=3000)
    assert title.toPlainText() == "Fence and gaté "  # not a sign of it is touched while typing
    qtbot.waitUntil(lambda: not place.draft.dirty, timeout=5000)
    assert kept(place, *FIRST, "title", "en") == "Fence and gaté"
    assert place.draft.path.with_name("small.yaml.bak").exists()


def test_leaving_saves_at_once_and_the_other_pages_see_it(
    window: MainWindow, place: EditorDeeds, press: Press, write: Write, qtbot: QtBot
) -> None:
    field(place, *FIRST, "title", "en").setFocus()
    press(window, "Ctrl+A")
    write("Walls")
    press(window, "Alt+Left")
    assert kept(place, *FIRST, "title", "en") == "Walls"
    assert isinstance(window.page(), ChecklistsPage)

    def read() -> bool:
        page = window.page()
        known = page.checklist if isinstance(page, ChecklistsPage) else None
        return known is not None and known.requirement("1.1").title["en"] == "Walls"

    qtbot.waitUntil(read, timeout=20_000)


def test_undo_and_redo_mean_the_draft(
    window: MainWindow, place: EditorDeeds, press: Press, write: Write
) -> None:
    before = kept(place)
    press(window, "N")
    write("A new one")
    press(window, "Esc")
    item = editing.at(place.draft.content, (*FIRST[:3], 1))
    assert (item["ref"], "A new one" in item["title"].values()) == ("1.3", True)
    press(window, "Ctrl+Z", "Ctrl+Z")
    assert kept(place) == before
    press(window, "Ctrl+Shift+Z", "Ctrl+Shift+Z")
    assert kept(place, *FIRST[:3], 1) == editing.at(place.draft.content, (*FIRST[:3], 1))
    assert place.path == (*FIRST[:3], 1)
    press(window, "Ctrl+Z", "Ctrl+Z", "Ctrl+Z")  # one more than there is
    assert kept(place) == before


def test_typing_is_taken_back_first_then_the_edits_before(
    window: MainWindow, place: EditorDeeds, press: Press, write: Write
) -> None:
    press(window, "N")
    write("Wrong")
    press(window, "Ctrl+Z")
    assert place.hands.fields[place.focused()].property("plainText") == ""
    press(window, "Ctrl+Z")
    assert kept(place, *FIRST[:3], 1, "ref") == "1.2"


def test_lines_and_points_are_added_moved_and_removed_by_keys(
    window: MainWindow, place: EditorDeeds, press: Press, write: Write
) -> None:
    field(place, *FIRST, "ask", 0, "en").setFocus()
    press(window, "Ctrl+Return")
    write("Who?")
    press(window, "Alt+Up")
    lang = place.languages.chosen()[0]
    assert kept(place, *FIRST, "ask", 0) == {lang: "Who?"}
    assert place.focused() == (*FIRST, "ask", 0, lang)
    press(window, "Alt+Down", "Alt+Delete")
    assert len(kept(place, *FIRST, "ask")) == 1
    field(place, *FIRST, "points", 0, "text", "en").setFocus()
    press(window, "Ctrl+Return", "Alt+2")
    assert [point["level"] for point in kept(place, *FIRST, "points")] == ["must", "should"]
    assert kept(place, *FIRST, "points", 1, "id") == "b"


def test_a_requirement_moves_and_goes_by_keys(
    window: MainWindow, place: EditorDeeds, press: Press
) -> None:
    assert place.path == FIRST
    press(window, "Alt+Down")
    refs = [item["ref"] for item in kept(place, *FIRST[:3])]
    assert refs[:2] == ["1.2", "1.1"]
    press(window, "Del")
    assert [item["ref"] for item in kept(place, *FIRST[:3])] == [r for r in refs if r != "1.1"]
    press(window, "Ctrl+Shift+N")
    assert kept(place, "sections", 1, "requirements") == []


def test_level_topic_kinds_and_status_are_chosen(place: EditorDeeds) -> None:
    level = part(place, *FIRST, "points", 0, "level")
    level.setCurrentIndex(level.findData(Level.SHOULD.value))
    level.activated.emit(level.currentIndex())
    assert kept(place, *FIRST, "level") == "should"
    for name, value in (("topic", "programme-review"), ("review", "unconfirmed")):
        pick = part(place, *FIRST, name)
        pick.setCurrentIndex(pick.findData(value))
        pick.activated.emit(pick.currentIndex())
        assert kept(place, *FIRST, name) == value
    part(place, *FIRST, "evidence").click()
    assert "document" not in kept(place, *FIRST, "evidence")


def test_a_fault_is_gone_to_by_enter(
    window: MainWindow, place: EditorDeeds, press: Press, write: Write, qtbot: QtBot
) -> None:
    place.languages.show_only(["es"])
    content = editing.set_text(place.draft.content, ("sections", 1, "title"), "en", "")
    place.take_over(content, FIRST)
    QApplication.processEvents()
    place.right.list.setFocus()
    press(window, "Home", "Return")
    assert place.focused() == ("sections", 1, "title", "en")
    write("Second")
    qtbot.waitUntil(lambda: not place.right.model.faults, timeout=3000)


def test_every_field_is_named(place: EditorDeeds) -> None:
    for row in range(len(place.list.model.lines)):
        place.list.list.setCurrentIndex(place.list.model.index(row))
        nameless = [p for p, part in place.hands.fields.items() if not part.accessibleName()]
        assert not nameless


def test_a_switch_of_language_keeps_draft_place_and_steps(
    window: MainWindow, place: EditorDeeds, press: Press
) -> None:
    press(window, "N", "Esc")
    before, at = place.draft.content, place.path
    window.desk.settle(language="es")
    now = shown(window)
    assert now is not place
    assert (now.draft.content, now.path) == (before, at)
    press(window, "Ctrl+Z")
    assert kept(now, *FIRST[:3], 1, "ref") == "1.2"


def test_another_programs_version_is_kept(
    window: MainWindow, place: EditorDeeds, press: Press
) -> None:
    place.draft.path.write_text("id: theirs\n", encoding="utf-8")
    press(window, "Alt+Down")
    assert place.draft.path.with_name("small.yaml.other").read_text("utf-8") == "id: theirs\n"
    assert window.banner.isVisible()


def test_finishing_makes_it_a_checklist_for_validations(
    window: MainWindow, place: EditorDeeds, press: Press, qtbot: QtBot
) -> None:
    press(window, "N")
    press(window, "Esc")
    assert not place.right.finish.isEnabled()
    press(window, "Ctrl+Z")
    checklists.reload()
    started = start_visit(window.desk.ws, checklist_id="small")
    assert validations.validation(window.desk.ws, started).checklist.draft
    assert place.right.finish.isEnabled()
    place.right.finish.click()
    qtbot.waitUntil(lambda: not window.desk.tasks.running, timeout=20_000)
    known = checklists.checklist("small")
    assert not known.draft
    assert start_visit(window.desk.ws, checklist_id="small")


def test_a_running_visit_keeps_what_it_has(window: MainWindow, own: Path, press: Press) -> None:
    path = make.write_yaml(own / "small.yaml", make.small())
    checklists.reload()
    visit = start_visit(window.desk.ws, checklist_id="small")
    window.go("editor", {"path": path})
    place = shown(window)
    press(window, "Del")
    assert kept(place, *FIRST, "ref") == "1.2"
    window.desk.open_validation(visit)
    assert window.desk.visit().checklist.requirement("1.1").title["en"]


# ways in, from the page Checklists


def test_a_shipped_checklist_is_copied_and_edited(
    window: MainWindow, own: Path, press: Press
) -> None:
    window.go("checklists", {"checklist": make.MANUFACTURER})
    when_open(CopyChecklist, lambda dialog: dialog.accept())
    press(window, "C")
    place = shown(window)
    assert place.draft.path == own / f"own_{make.MANUFACTURER.replace('-', '_')}.yaml"
    assert place.draft.content["draft"] == "true"
    assert not place.right.model.faults


def test_a_bad_name_of_a_copy_is_told_in_the_dialog(
    window: MainWindow, own: Path, press: Press
) -> None:
    def act(dialog: CopyChecklist) -> None:
        dialog.id.setText("Not An Id")
        dialog.accept()
        assert dialog.trouble.isVisible()
        dialog.reject()

    window.go("checklists", {"checklist": make.MANUFACTURER})
    assert when_open(CopyChecklist, act) == []
    press(window, "C")
    assert not list(own.glob("*.yaml"))


def test_a_finished_own_one_becomes_a_draft_again_if_confirmed(
    window: MainWindow, own: Path, press: Press, qtbot: QtBot
) -> None:
    path = make.write_yaml(own / "small.yaml", make.small())
    checklists.reload()
    window.go("checklists", {"checklist": "small"})
    when_open(Ask, lambda dialog: dialog.reject())
    press(window, "E")
    assert isinstance(window.page(), ChecklistsPage)
    back_in(window, qtbot)
    when_open(Ask, lambda dialog: dialog.accept())
    press(window, "E")
    assert shown(window).draft.path == path
    assert checklists.read_checklist(path).draft


def test_a_table_shows_its_ledger_and_its_rows_are_decided_by_keys(
    window: MainWindow,
    own: Path,
    press: Press,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = (str(SAMPLES / "criteria_en.xlsx"), "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_more: chosen)
    seen: list[int] = []

    def act(dialog: CriteriaTable) -> None:
        seen.append(len(dialog.model.rows))
        dialog.chips["to_check"].click()
        seen.append(len(dialog.model.rows))
        dialog.accept()

    window.go("checklists", {})
    when_open(CriteriaTable, act)
    press(window, "T")
    qtbot.waitUntil(lambda: isinstance(window.page(), EditorPage), timeout=20_000)
    place = shown(window)
    waiting = len(place.draft.content["to_check"])
    assert seen[0] > seen[1] >= waiting > 2
    before = len([*drafts.requirements(place.draft.content)])
    back_in(window, qtbot)
    press(window, "2", "0")
    assert len(kept(place, "to_check")) == waiting - 2
    assert len([*drafts.requirements(kept(place))]) == before + 1
    press(window, "Ctrl+Z")
    assert len(kept(place, "to_check")) == waiting - 1


def test_a_file_that_cannot_be_read_is_mended_here(
    window: MainWindow, file: Path, press: Press
) -> None:
    content = make.small() | {"draft": "true"}
    content["sections"][0]["requirements"][1]["ref"] = "1.1"
    make.write_yaml(file, content)
    checklists.reload()
    window.go("checklists", {})
    page = window.page()
    assert isinstance(page, ChecklistsPage)
    page.refresh()
    page.own.unread()[0].click()
    place = shown(window)
    assert "1 fault" in place.right.head.text()
    press(window, "U")
    assert place.focused() == (*FIRST[:3], 1, "ref")


def test_without_a_draft_it_says_how_one_begins(window: MainWindow) -> None:
    window.go("editor", {})
    page = window.page()
    assert isinstance(page, EditorPage)
    assert page.foot() == "No draft is open"
    assert "editor" not in window.rail._buttons
