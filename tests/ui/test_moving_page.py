"""Moving a validation to another edition: read first, then one key; what has no place waits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assessor import validations
from assessor.terms import Verdict
from assessor.ui.dialogs.choose_edition import ChooseEdition
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.moving_page import MovingPage
from assessor.ui.pages.prepare_page import PreparePage
from assessor.ui.widgets.notices import Notice
from tests import make
from tests.make import both
from tests.ui.conftest import Press, when_open
from tests.ui.editions_case import NEW, OLD, both_editions, settle, texts


@pytest.fixture
def case(window: MainWindow, tmp_path: Path) -> Iterator[make.Case]:
    """A visit on edition 2.10 with verdicts everywhere; edition 2.11 is here as well."""
    with both_editions(tmp_path / "own"):
        ws = window.desk.ws
        made = make.visit(ws, OLD)
        make.assess_all(ws, made, but=("2.2",))
        for point in "abc":
            make.assess(ws, made, "2.2", Verdict.NOT_MET, point, seen=both("Old ribbons"))
        make.observe(ws, made, "2.2")
        window.desk.open_validation(made.id)
        yield made


@pytest.fixture
def page(window: MainWindow, case: make.Case, qtbot: QtBot) -> MovingPage:
    window.go("moving")
    settle(window, qtbot)
    settle(window, qtbot)
    shown = window.page()
    assert isinstance(shown, MovingPage)
    return shown


def edition(window: MainWindow, case: make.Case) -> str:
    return validations.validation(window.desk.ws, case.id).checklist.edition


def test_prepare_says_that_a_later_edition_is_here_and_m_shows_what_would_happen(
    window: MainWindow, case: make.Case, qtbot: QtBot, press: Press
) -> None:
    window.go("prepare", {"part": "visit"})
    shown = window.page()
    assert isinstance(shown, PreparePage)
    assert shown.form is not None
    box = shown.form.parts["visit"].editions  # type: ignore[attr-defined]
    qtbot.waitUntil(box.later.isVisible, timeout=10_000)
    assert "edition 2.11" in box.notice.text()
    assert not box.read_button.isVisible()
    window.page().setFocus()  # type: ignore[union-attr]
    press(window, "M")
    settle(window, qtbot)
    assert window.current == "moving"
    assert edition(window, case) == "2.10"


def test_the_preview_counts_what_goes_along_what_needs_a_look_and_what_has_no_place(
    page: MovingPage, window: MainWindow, case: make.Case
) -> None:
    assert page.what.text().endswith("edition 2.10  →  edition 2.11")
    told = page.told.text()
    assert "5 verdicts go along as “before”" in told
    assert "4 requirements need a look" in told
    assert "1 requirement has no place in the new edition. Nothing is lost" in told
    assert "1 requirement is new." in told
    chips = [made.text() for made in page.list.chips.values()]
    assert chips == ["Without a place 1", "Need a look 4", "To confirm 4", "New 1", "All 6"]
    read = texts(page.reader)
    assert "2.2 → –  ·  gone" in read
    assert "Not met" in read
    assert "Old ribbons" in read
    assert edition(window, case) == "2.10"
    assert validations.validation(window.desk.ws, case.id).priors == ()


def test_m_moves_in_one_step_and_undo_takes_it_back(
    window: MainWindow, page: MovingPage, case: make.Case, qtbot: QtBot, press: Press
) -> None:
    told: list[Notice] = []
    window.desk.noticed.connect(told.append)
    press(window, "M")
    settle(window, qtbot)
    assert window.current == "walk"
    assert edition(window, case) == "2.11"
    # The same number as the preview said; what has no place cannot be confirmed.
    assert window.toast.text().startswith("Moved. 5 verdicts wait to be confirmed")
    QTest.qWait(400)
    settle(window, qtbot)
    assert told == []
    press(window, "Ctrl+Z")
    settle(window, qtbot)
    assert edition(window, case) == "2.10"


def test_a_finding_whose_requirement_is_gone_says_so_until_it_is_linked(
    window: MainWindow, page: MovingPage, case: make.Case, qtbot: QtBot, press: Press
) -> None:
    press(window, "M")
    settle(window, qtbot)
    window.go("findings")
    settle(window, qtbot)
    read = texts(window.page())
    assert "Without a place in this edition" in read
    assert "what it is about is gone in this edition; link it" in read


def test_alt_left_goes_back_and_nothing_was_written(
    window: MainWindow, page: MovingPage, case: make.Case, press: Press
) -> None:
    press(window, "J", "L", "Alt+Left")
    assert window.current == "prepare"
    assert edition(window, case) == "2.10"


def test_another_edition_is_chosen_from_the_list(
    window: MainWindow, page: MovingPage, qtbot: QtBot, press: Press
) -> None:
    used = when_open(ChooseEdition, lambda dialog: QTest.keyClick(dialog.list, Qt.Key.Key_Return))
    press(window, "D")
    settle(window, qtbot)
    assert used
    assert page.wanted == NEW


def test_an_issued_validation_is_only_read(
    window: MainWindow, case: make.Case, qtbot: QtBot, press: Press
) -> None:
    ws = window.desk.ws
    make.fill_form(ws, case)
    with ws.change("Issue", validation_id=case.id) as session:
        from assessor.model import Validation

        session.get(Validation, case.id).phase = "issued"  # type: ignore[union-attr]
    window.go("moving", {"checklist": NEW})
    settle(window, qtbot)
    shown = window.page()
    assert isinstance(shown, MovingPage)
    assert shown.issued.isVisible()
    assert not shown.go_button.isEnabled()
    press(window, "M")
    settle(window, qtbot)
    assert edition(window, case) == "2.10"
    assert window.current == "moving"


def test_where_no_later_edition_is_known_one_is_asked_for(
    window: MainWindow, visit: str, qtbot: QtBot
) -> None:
    window.go("moving")
    settle(window, qtbot)
    shown = window.page()
    assert isinstance(shown, MovingPage)
    assert shown.stack.currentWidget() is shown.none
    assert "Which edition shall it move to?" in texts(shown.none)


def test_the_same_edition_is_refused_in_words(
    window: MainWindow, page: MovingPage, case: make.Case, qtbot: QtBot
) -> None:
    window.go("moving", {"checklist": OLD})
    settle(window, qtbot)
    assert page.stack.currentWidget() is page.none
    QApplication.processEvents()
