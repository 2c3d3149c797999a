"""The improvement plan, driven by keys; what the keys did is looked up in the database."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from assessor import improvement, observations, walk
from assessor.errors import ExtensionTooLate
from assessor.improvement import ActionRow
from assessor.model import Validation
from assessor.terms import ActionStatus, Verdict
from assessor.ui.dialogs.extension import ExtensionDialog
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.plan_page import PlanPage, missing
from tests.ui.conftest import Press, start_visit

Write = Callable[[str], None]
MUST, LATER, SHOULD = "6.2", "9.1", "1.2"


def today() -> date:
    """The person's own day, asked anew: the tests may run over midnight."""
    return date.today()  # noqa: DTZ011


@pytest.fixture
def visit(window: MainWindow) -> str:
    """Start a visit with two findings and a recommendation."""
    ws = window.desk.ws
    validation_id = start_visit(ws)
    window.desk.open_validation(validation_id)
    for ref in (MUST, LATER, SHOULD):
        walk.assess(ws, validation_id=validation_id, ref=ref, verdict=Verdict.NOT_MET)
        text = {"es": f"Falla {ref}.", "en": f"Shortfall {ref}."}
        observations.record(ws, validation_id=validation_id, refs=[ref], text=text)
    return validation_id


@pytest.fixture
def plan(window: MainWindow, visit: str) -> PlanPage:
    """Open its improvement plan; 6.2 was due yesterday, 9.1 is due in a month."""
    ws = window.desk.ws
    for ref, days in ((MUST, -1), (LATER, 30)):
        item = next(i for i in observations.observations(ws, visit) if ref in i.refs)
        day = today() + timedelta(days=days)
        improvement.record_action(ws, visit, observation_id=item.id, due_on=day)
    return shown(window)


def shown(window: MainWindow) -> PlanPage:
    window.desk.go("plan")
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, PlanPage)
    return page


def card(page: PlanPage, ref: str = MUST) -> ActionRow:
    cards = improvement.actions(page.ws, page.validation_id)
    return next(each for each in cards if ref in each.observation.refs)


def issue(page: PlanPage) -> None:
    with page.ws.change("Issue", validation_id=page.validation_id) as session:
        session.get(Validation, page.validation_id).phase = "issued"
    QApplication.processEvents()


def test_without_actions_the_page_says_where_they_come_from(window: MainWindow) -> None:
    window.desk.open_validation(start_visit(window.desk.ws))
    page = shown(window)
    assert page.right.currentWidget() is page.nothing
    assert [made.accessibleName() for made in page.nothing.buttons] == ["Findings"]
    assert page.foot() == "0 actions · 0 verified"


def test_cards_stand_by_due_date_and_overdue_is_said_in_words(plan: PlanPage) -> None:
    model = plan.list.model
    lines = [model.index(at).data() for at in range(model.rowCount())]
    assert [line.split(",")[0] for line in lines] == [MUST, LATER, SHOULD]
    assert ["Overdue" in line for line in lines] == [True, False, False]
    assert "Advice: no due date" in lines[2]
    assert plan.card.due.text.startswith("Overdue since")
    assert plan.card.due.mark == "⚠"
    assert plan.foot() == "3 actions · 1 overdue · 0 verified"


def test_filters_by_status_and_by_what_is_overdue(
    window: MainWindow, plan: PlanPage, press: Press
) -> None:
    press(window, "A", "O")
    assert [each.observation.refs[0] for each in plan.list.model.rows] == [MUST]
    press(window, "O")
    plan.list.chips["proposed"].click()
    assert [each.observation.refs[0] for each in plan.list.model.rows] == [LATER, SHOULD]
    assert plan.list.chips["agreed"].text() == "Agreed 1"
    assert plan.list.chips["done"].isHidden()


def test_search_finds_the_words_of_a_card(
    window: MainWindow, plan: PlanPage, press: Press, write: Write
) -> None:
    press(window, "/")
    write("9.1")
    assert [each.observation.refs[0] for each in plan.list.model.rows] == [LATER]


def test_what_is_typed_is_saved_with_its_own_card(
    window: MainWindow, plan: PlanPage, press: Press, write: Write
) -> None:
    press(window, "Return")
    write("Seals bought without certificate")
    press(window, "Escape", "J", "E")
    write("Gap in the fence")
    plan.leave()
    assert card(plan).problem == "Seals bought without certificate"
    assert card(plan, LATER).problem == "Gap in the fence"


def test_every_field_of_the_plan_can_be_written_after_the_issue_too(
    window: MainWindow, plan: PlanPage
) -> None:
    issue(plan)
    texts = [
        *("problem", "root_cause", "root_cause_method", "correction", "corrective_action"),
        *("preventive_action", "extent", "responsible_name", "responsible_post", "resources"),
        *("milestones", "measure", "proof_expected", "company_status", "proof_handed_in"),
    ]
    for name in texts:
        plan.card.fields.edits[name].setFocus()
        QTest.keyClicks(plan.card.fields.edits[name], f"my {name}")
    plan.leave()
    assert {name: getattr(card(plan), name) for name in texts} == {
        name: f"my {name}" for name in texts
    }


def test_dates_and_progress_are_typed_and_stepped(
    window: MainWindow, plan: PlanPage, press: Press, write: Write
) -> None:
    plan.card.fields.edits["start_on"].setFocus()
    write("2026-12-01")
    plan.card.fields.percent.setFocus()
    press(window, "Up", "Up")
    assert (card(plan).start_on, card(plan).progress) == (date(2026, 12, 1), 10)
    press(window, "Escape", "Ctrl+Z")
    assert card(plan).progress == 5
    assert plan.card.fields.percent.value() == 5


def test_the_review_goes_from_accepted_to_done_to_closed(
    window: MainWindow, plan: PlanPage, press: Press
) -> None:
    press(window, "A")
    assert card(plan).status is ActionStatus.AGREED
    assert card(plan).reviewed_by == "Ana Pérez"
    press(window, "V")  # nothing to verify before the company has done it
    assert card(plan).status is ActionStatus.AGREED
    press(window, "D", "V")
    assert card(plan).status is ActionStatus.VERIFIED
    assert (card(plan).closed_by, card(plan).closed_on) == ("Ana Pérez", today())
    assert "Closed by Ana Pérez" in plan.card.review.told.text()
    assert plan.foot() == "3 actions · 1 verified"
    press(window, "Ctrl+Z")
    assert card(plan).status is ActionStatus.DONE


def test_returning_and_rejecting_want_a_comment(
    window: MainWindow, plan: PlanPage, press: Press, write: Write
) -> None:
    press(window, "B")
    assert card(plan).status is ActionStatus.PROPOSED
    write("Who pays for it?")
    press(window, "Escape", "B")
    assert card(plan).status is ActionStatus.RETURNED
    assert card(plan).review_comment == "Who pays for it?"
    press(window, "X")
    assert card(plan).status is ActionStatus.REJECTED
    assert plan.foot() == "3 actions · 0 verified"  # rejected is no longer overdue


def test_more_time_is_asked_for_and_granted(
    window: MainWindow, plan: PlanPage, press: Press
) -> None:
    later = today() + timedelta(days=60)
    item = card(plan).observation.id  # on its last day it can still be asked for
    improvement.record_action(plan.ws, plan.validation_id, observation_id=item, due_on=today())

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ExtensionDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(20, act)
            return
        assert not dialog.accept_button.isEnabled()
        QTest.keyClicks(dialog.reason, "The supplier delivers late")
        dialog.new_date.setFocus()
        QTest.keyClicks(dialog.new_date.line, later.isoformat())
        QTest.keyClick(dialog.new_date.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    QTimer.singleShot(20, act)
    press(window, "M")
    [asked] = card(plan).extensions
    assert (asked.reason, asked.asked_on) == ("The supplier delivers late", today())
    assert (asked.new_date, asked.granted) == (later, None)
    plan.decide(asked.id, granted=True)
    assert card(plan).due_on == later
    assert plan.card.fields.reckoned.text() == "Extended: the new date counts."
    assert not plan.card.due.text.startswith("Overdue")


def test_what_is_asked_for_too_late_is_not_granted_and_the_hint_says_what_to_do(
    plan: PlanPage,
) -> None:
    item = card(plan).observation.id
    asked = improvement.ask_extension(
        plan.ws, plan.validation_id, observation_id=item, reason="Late", asked_on=today()
    )
    with pytest.raises(ExtensionTooLate) as caught:
        plan.decide(asked, granted=True)
    assert caught.value.hint_text().endswith("refuse it.")
    plan.decide(asked, granted=False)
    assert card(plan).extensions[0].granted is False


def test_a_refused_request_moves_nothing(plan: PlanPage) -> None:
    ws, visit, item = plan.ws, plan.validation_id, card(plan).observation.id
    day = today() + timedelta(days=9)
    asked = improvement.ask_extension(
        ws, visit, observation_id=item, reason="Late", document="Letter 7", new_date=day
    )
    plan.decide(asked, granted=False)
    assert card(plan).due_on == today() - timedelta(days=1)


def test_the_time_line_tells_what_happened(
    window: MainWindow, plan: PlanPage, press: Press, write: Write
) -> None:
    press(window, "E")
    write("Seals bought without certificate")
    press(window, "Escape", "A")
    said = [
        plan.card.steps.itemAt(at).layout().itemAt(0).widget().text()
        for at in range(plan.card.steps.count())
    ]
    assert said == ["Agreed", "Problem", "Due date"]


def test_the_private_note_is_one_key_away(
    window: MainWindow, plan: PlanPage, press: Press, write: Write
) -> None:
    press(window, "P")
    write("Ask the port")
    plan.leave()
    assert card(plan).private_note == "Ask the port"


def test_typing_is_saved_after_the_pause(
    window: MainWindow, qtbot: QtBot, plan: PlanPage, press: Press, write: Write
) -> None:
    press(window, "C")
    write("Good plan")
    qtbot.waitUntil(lambda: card(plan).review_comment == "Good plan", timeout=3000)


def test_g_goes_to_the_finding_and_back_to_the_same_card(
    window: MainWindow, plan: PlanPage, press: Press
) -> None:
    press(window, "J")
    wanted = plan.current
    press(window, "G")
    assert window.current == "findings"
    assert window.page().current == wanted
    window.desk.go("plan", observation_id=wanted)
    assert shown(window).current == wanted


def test_what_is_missing_counts_open_actions_once_issued(plan: PlanPage) -> None:
    assert missing(plan.ws, plan.validation_id) is None
    issue(plan)
    assert missing(plan.ws, plan.validation_id) == 3
    for ref in (MUST, LATER, SHOULD):
        improvement.review(
            plan.ws,
            plan.validation_id,
            observation_id=card(plan, ref).observation.id,
            status=ActionStatus.VERIFIED,
        )
    assert missing(plan.ws, plan.validation_id) == 0


@pytest.mark.parametrize("scale", [100, 200])
def test_nothing_is_cut_off_at_the_side(window: MainWindow, plan: PlanPage, scale: int) -> None:
    window.resize(1366, 768)
    improvement.ask_extension(
        plan.ws, plan.validation_id, observation_id=card(plan).observation.id, reason="Late"
    )
    window.desk.settle(scale=scale)
    QApplication.processEvents()
    area = window.page().card.area
    assert area.widget().width() <= area.viewport().width()


def test_every_field_has_a_name(plan: PlanPage) -> None:
    fields = (*plan.findChildren(QLineEdit), *plan.findChildren(QPlainTextEdit))
    inner = plan.card.fields.percent.lineEdit()
    assert [each for each in fields if not each.accessibleName() and each is not inner] == []
