"""The programme is chosen when a validation starts, and its form says which one it is."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from assessor import checklist as checklists
from assessor import validations
from assessor.ui.dialogs.new_validation import NewValidation, begin
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.prepare_page import PreparePage
from assessor.ui.panels.prepare_form import PrepareForm
from assessor.ui.panels.prepare_visit import VisitPart, periods_of
from tests import make
from tests.ui.conftest import Press, start_visit


@pytest.fixture
def question(window: MainWindow, qtbot: QtBot) -> NewValidation:
    """Open the question for a new validation."""
    made = NewValidation(window, window.desk.ws, ("es", "en"))
    qtbot.addWidget(made)
    made.show()
    made.fields.checklist.set_value(make.MANUFACTURER)
    made.fields.company.setText("Café del Sur")
    made.fields.site.setText("Beneficio")
    return made


def test_the_checklists_own_programme_is_offered_first(question: NewValidation) -> None:
    assert question.fields.profile.value() == "ctpat"
    offered = {
        question.fields.profile.itemData(at) for at in range(question.fields.profile.count())
    }
    assert offered == checklists.profiles().keys()


def test_another_programme_can_be_chosen_by_keyboard(
    window: MainWindow, question: NewValidation, press: Press
) -> None:
    question.activateWindow()
    question.fields.checklist.setFocus()
    press(question, "Tab", "Down")
    chosen = question.wish().profile_id
    assert chosen != "ctpat"
    validation_id = begin(window.desk.ws, question.wish())
    known = validations.validation(window.desk.ws, validation_id)
    assert known.profile.id == chosen
    assert known.checklist.profile == "ctpat"


def form_of(window: MainWindow, profile_id: str) -> PrepareForm:
    """Open the form of a visit under a programme."""
    validation_id = start_visit(window.desk.ws, "Planta Apodaca")
    validations.change_visit(window.desk.ws, validation_id, profile_id=profile_id)
    window.desk.open_validation(validation_id)
    window.desk.go("prepare")
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, PreparePage)
    assert page.form is not None
    page.form.finish()
    return page.form


def test_the_form_says_which_programme_it_is_and_when_it_wants_its_answers(
    window: MainWindow,
) -> None:
    part = form_of(window, "mexico-oea").parts["visit"]
    assert isinstance(part, VisitPart)
    assert part.programme.text() == "AEO (Mexico)"
    told = part.periods.text()
    assert told == (
        "Action required: 30 working days after the report · re-validation after 3 years"
    )


def test_the_form_says_whether_the_company_reads_the_conclusion(window: MainWindow) -> None:
    form = form_of(window, "mexico-oea")
    assert "internal copy only" in words_of(form)


def words_of(form: PrepareForm) -> str:
    """Return everything that the form's summary says."""
    return " ".join(label.text() for label in form.parts["summary"].findChildren(QLabel))


@pytest.mark.parametrize("profile_id", sorted(checklists.profiles()))
def test_every_programme_can_say_its_periods(profile_id: str) -> None:
    told = periods_of(checklists.profile(profile_id))
    assert "after" in told
    assert "re-validation" in told
