"""The page Checklists: reading, searching in all languages, faults of files by name."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assessor import checklist as checklists
from assessor.checklist import Requirement
from assessor.terms import Level
from assessor.ui.main_window import MainWindow
from assessor.ui.models.checklists_model import Head
from assessor.ui.pages.checklists_page import ChecklistsPage
from assessor.ui.panels.checklists_search import Haystack, excerpt, found_elsewhere
from assessor.ui.widgets.labels import Prose
from tests import make
from tests.ui.conftest import Press


@pytest.fixture
def page(window: MainWindow) -> ChecklistsPage:
    window.go("checklists", {"checklist": make.MANUFACTURER})
    QApplication.processEvents()
    shown = window.page()
    assert isinstance(shown, ChecklistsPage)
    return shown


def texts(part: QWidget) -> str:
    """Everything that is written there."""
    found = [label.plain() for label in part.findChildren(Prose)]
    return "\n".join(found + [label.text() for label in part.findChildren(QLabel)])


def read(page: ChecklistsPage) -> str:
    QApplication.sendPostedEvents(None, 52)  # what was thrown away is gone before we look
    return texts(page.reader)


def requirement(ref: str) -> Requirement:
    return checklists.checklist(make.MANUFACTURER).requirement(ref)


def test_the_first_requirement_is_read_at_once(page: ChecklistsPage) -> None:
    assert page.ref == "1.1"
    assert requirement("1.1").title["en"] in read(page)


def test_j_and_k_move_through_the_requirements(
    window: MainWindow, page: ChecklistsPage, press: Press
) -> None:
    refs = list(checklists.checklist(make.MANUFACTURER).by_ref)
    press(window, "J", "J")
    assert page.ref == refs[2]
    press(window, "K")
    assert page.ref == refs[1]
    press(window, "K", "K", "K")
    assert page.ref == refs[0]


def test_a_requirement_shows_everything_there_is(page: ChecklistsPage) -> None:
    item = next(r for r in checklists.checklist(make.MANUFACTURER).requirements if r.applies_when)
    page.show_at(ref=item.ref)
    shown = read(page)
    assert item.applies_when is not None
    wanted = [item.applies_when, item.title, item.saq, *(point.text for point in item.points)]
    wanted += [*item.look_for, *item.ask]
    assert not [text["en"] for text in wanted if text["en"] not in shown]
    assert item.source_ref in shown


def test_every_point_of_a_mixed_requirement_shows_its_level(page: ChecklistsPage) -> None:
    page.show_at(ref="2.2")
    shown = read(page)
    assert all(point.text["en"] in shown for point in requirement("2.2").points)


def test_it_says_that_the_official_text_prevails(page: ChecklistsPage) -> None:
    known = checklists.checklist(make.MANUFACTURER)
    assert page.reader.prevails.text() == known.source.prevails["en"]


@pytest.mark.parametrize(
    ("review", "said"),
    [("confirmed", "Two independent"), ("single-source", "A single"), ("unconfirmed", "No source")],
)
def test_the_review_status_is_spelled_out(page: ChecklistsPage, review: str, said: str) -> None:
    items = checklists.checklist(make.MANUFACTURER).requirements
    page.show_at(ref=next(item.ref for item in items if item.review == review))
    assert said in read(page)


def test_the_language_read_is_independent_of_the_windows(
    window: MainWindow, page: ChecklistsPage, press: Press
) -> None:
    press(window, "L")
    other = page.lang
    assert other != "en"
    assert requirement("1.1").title[other] in read(page)
    assert page.title() == "Checklists"
    seen = {"en", other}
    while page.lang != "en":
        press(window, "L")
        assert page.lang == "en" or page.lang not in seen
        seen.add(page.lang)
    assert seen == set(page.checklist.languages)


def test_a_language_is_chosen_by_its_own_name(page: ChecklistsPage) -> None:
    names = {tab.text(): tab for tab in page.reader.findChildren(QPushButton)}
    names["Español"].click()
    assert page.lang == "es"
    assert requirement("1.1").points[0].text["es"] in read(page)


def test_the_place_survives_a_switch_of_theme(window: MainWindow, page: ChecklistsPage) -> None:
    page.show_at(ref="6.2", lang="es")
    window.desk.settle(theme="dark")
    QApplication.processEvents()
    shown = window.page()
    assert isinstance(shown, ChecklistsPage)
    assert (shown.ref, shown.lang) == ("6.2", "es")


def test_another_checklist_opens_at_the_same_requirement(page: ChecklistsPage) -> None:
    page.show_at(ref="6.2")
    page.list.which.setCurrentIndex(page.list.which.findData(make.IMPORTER))
    assert page.checklist is checklists.checklist(make.IMPORTER)
    assert page.ref == "6.2"
    assert page.checklist.requirement("6.2").title["en"] in read(page)


# search


def test_slash_goes_to_the_search_and_letters_are_typed_there(
    window: MainWindow, page: ChecklistsPage, press: Press
) -> None:
    press(window, "/")
    assert QApplication.focusWidget() is page.list.field
    QTest.keyClicks(page.list.field, "jk")
    assert page.list.field.text() == "jk"
    assert page.list.refs() == []
    assert "jk" in page.list.none.text()


def test_search_finds_words_of_every_language(page: ChecklistsPage) -> None:
    page.list.field.setText("sello alta seguridad")
    assert "6.2" in page.list.refs()
    page.show_at(ref="6.2")
    assert "Found in Español" in read(page)


def test_search_does_without_accents(page: ChecklistsPage) -> None:
    page.list.field.setText("camion")
    plain = page.list.refs()
    page.list.field.setText("CAMIÓN")
    assert page.list.refs() == plain


def test_a_reference_is_text(page: ChecklistsPage) -> None:
    page.list.field.setText("4.1")
    assert page.ref == "4.1"
    assert {"4.1", "4.10"} <= set(page.list.refs())
    assert "4.2" not in page.list.refs()


def test_levels_narrow_the_list(page: ChecklistsPage) -> None:
    page.list._chips[Level.SHOULD].click()
    shown = {requirement(ref).level for ref in page.list.refs()}
    assert shown == {Level.SHOULD}
    page.list._chips[None].click()
    assert len(page.list.refs()) == 95


def test_enter_and_escape_lead_out_of_the_search(
    window: MainWindow, page: ChecklistsPage, press: Press
) -> None:
    press(window, "/")
    page.list.field.setText("6.2")
    press(window, "Return")
    assert QApplication.focusWidget() is page.list.list
    press(window, "/", "Escape")
    assert QApplication.focusWidget() is page


def test_a_section_says_how_many_requirements_are_shown(page: ChecklistsPage) -> None:
    page.list.field.setText("6.2")
    heads = [line for line in page.list.model.lines if isinstance(line, Head)]
    assert [(head.section.ref, head.count) for head in heads] == [("6", 1)]


def test_every_line_is_spoken_with_its_level(page: ChecklistsPage) -> None:
    spoken = [page.list.model.index(row).data() for row in range(3)]
    assert spoken[0].startswith("1 ")
    assert spoken[1].startswith("1.1 SHOULD ")


def test_an_excerpt_keeps_whole_words() -> None:
    words = "en un principio muy lejano: uno dos tres cuatro cinco seis siete ocho nueve diez"
    cut = excerpt(words, words.index("siete"))
    assert cut.startswith("…")
    assert all(word in words.split() for word in cut.strip("…").split())


def test_nothing_is_found_elsewhere_when_it_is_read_here() -> None:
    assert found_elsewhere(requirement("6.2"), "seal", "en") is None
    assert found_elsewhere(requirement("6.2"), "", "en") is None


def test_the_haystack_wants_every_word() -> None:
    hay = Haystack(checklists.checklist(make.MANUFACTURER))
    assert hay.finds("6.2", "iso 17712")
    assert not hay.finds("6.2", "iso zebra")


# files that cannot be read


def test_a_faulty_file_is_named_with_its_place(
    window: MainWindow, page: ChecklistsPage, press: Press, tmp_path: Path
) -> None:
    with make.own_folder(tmp_path / "own") as folder:
        broken = make.small()
        broken["sections"][0]["requirements"][0]["levle"] = "must"
        make.write_yaml(folder / "spoilt.yaml", broken)
        press(window, "F5")
        assert page.faults.isVisible()
        assert "spoilt.yaml" in texts(page.faults)
        assert page.list.which.findData(make.MANUFACTURER) >= 0
        make.write_yaml(folder / "spoilt.yaml", make.small())
        press(window, "F5")
        assert not page.faults.isVisible()
        assert page.list.which.findData("small") >= 0


def test_files_put_beside_the_workspace_are_found(
    window: MainWindow, page: ChecklistsPage, press: Press
) -> None:
    folder = window.desk.folder / "checklists"
    make.write_yaml(folder / "small.yaml", make.small())
    try:
        press(window, "F5")
        assert page.list.which.findData("small") >= 0
    finally:
        checklists._folders.remove(folder)
        checklists.reload()


# the forms of worksheets


def test_w_turns_to_the_forms_of_worksheets_and_back(
    window: MainWindow, page: ChecklistsPage, press: Press, qtbot: QtBot
) -> None:
    press(window, "W")
    qtbot.waitUntil(lambda: bool(page.forms.model.ids()), timeout=20_000)
    assert not page.list.isVisible()
    first = page.forms.reader.findChildren(Prose)[0].plain()
    press(window, "J")
    assert page.forms.reader.findChildren(Prose)[-1].plain() != first
    before = page.forms.reader.lang
    press(window, "L")
    assert page.forms.reader.lang != before
    press(window, "W")
    assert page.list.isVisible()
    assert not page.forms.isVisible()
