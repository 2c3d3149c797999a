"""The programme is chosen when a validation starts, and its form says which one it is."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from assessor import checklist as checklists
from assessor import validations
from assessor.i18n import format_date
from assessor.ui.dialogs.new_validation import NewValidation, begin
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.prepare_page import PreparePage
from assessor.ui.panels.prepare_form import PrepareForm
from assessor.ui.panels.prepare_periods import told_of
from assessor.ui.panels.prepare_visit import VisitPart
from tests import make
from tests.ui.conftest import Press, start_visit

TODAY = date(2026, 11, 22)


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
    told = {line.name: (line.day, line.reckoned) for line in told_of(window.desk.visit(), TODAY)}
    assert told == {
        "Notice of the visit": ("–", "15 working days before the visit"),
        "Answer to findings by": ("–", "30 working days after the report"),
        "Re-validation by": ("–", "3 years after the report"),
    }
    shown = [[part.text() for part in line] for line in part.days.lines]
    assert shown[0] == ["Notice of the visit", "–", "15 working days before the visit"]


def test_the_form_says_whether_the_company_reads_the_conclusion(window: MainWindow) -> None:
    form = form_of(window, "mexico-oea")
    assert "internal copy only" in words_of(form)


def words_of(form: PrepareForm) -> str:
    """Return everything that the form's summary says."""
    return " ".join(label.text() for label in form.parts["summary"].findChildren(QLabel))


@pytest.mark.parametrize("profile_id", sorted(checklists.profiles()))
def test_every_programme_can_say_its_periods(profile_id: str) -> None:
    known = make.dossier({})
    told = [*told_of(replace(known, profile=checklists.profile(profile_id)), TODAY)]
    assert told[-1].name == "Re-validation by"
    assert all(line.reckoned and line.day for line in told)


NOTICE = (
    (None, None, "–", False),
    (None, date(2026, 11, 2), "Visit from Dec 2, 2026", False),
    (date(2026, 12, 22), None, "By Nov 22, 2026", False),
    (date(2026, 12, 21), None, "Overdue since Nov 21, 2026", True),
    (date(2026, 12, 22), date(2026, 11, 22), "In time: it had to be given by Nov 22, 2026", False),
    (date(2026, 12, 21), date(2026, 11, 22), "Too late: it had to be given by Nov 21, 2026", True),
)


@pytest.mark.parametrize(("begins", "given", "said", "late"), NOTICE)
def test_the_notice_is_told_as_far_as_its_days_are_known(
    begins: date | None, given: date | None, said: str, late: bool
) -> None:
    known = make.dossier({})
    visit = replace(known.visit, visit_start=begins, notified_on=given)
    line, *_rest = told_of(replace(known, visit=visit), TODAY)
    assert (line.day, line.late) == (said, late)


def test_what_comes_after_the_visit_is_told_with_how_it_is_reckoned(window: MainWindow) -> None:
    form = form_of(window, "eu-aeo")
    part = form.parts["visit"]
    assert isinstance(part, VisitPart)
    validations.change_visit(window.desk.ws, form_id(window), applied_on=date(2026, 10, 4))
    QApplication.processEvents()
    shown = {line[0].text(): (line[1].text(), line[2].text()) for line in part.days.lines}
    assert shown["Decision by"] == (
        "Feb 1, 2027",
        "120 calendar days after the application of Oct 4, 2026",
    )
    assert "Decision by: Feb 1, 2027" in part.days.accessibleDescription()


def visit_part(window: MainWindow) -> VisitPart:
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, PreparePage)
    assert page.form is not None
    page.form.finish()
    part = page.form.parts["visit"]
    assert isinstance(part, VisitPart)
    return part


def form_id(window: MainWindow) -> str:
    assert window.desk.validation_id is not None
    return window.desk.validation_id


def test_a_changed_profile_is_told_and_taken_over_by_its_button(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    with make.own_folder(tmp_path / "own") as folder:
        part = form_of(window, "ctpat").parts["visit"]
        assert isinstance(part, VisitPart)
        assert part.profile.isHidden()
        today = format_date(datetime.now().date())  # noqa: DTZ005
        assert part.kept.text() == f"Profile as it stood on {today}"
        make.own_profile(folder, revalidation_years=9)
        part = form_of(window, "ctpat").parts["visit"]
        assert isinstance(part, VisitPart)
        assert part.profile.isHidden()  # one that starts now goes by the changed file
        make.own_profile(folder, revalidation_years=8)
        window.desk.changed.emit(*[frozenset({"checklist"})] * 2)
        qtbot.waitUntil(lambda: not part.profile.isHidden(), timeout=5000)
        part.profile.take_button.click()
        part = visit_part(window)  # the form is built anew: words are those of the profile
        qtbot.waitUntil(part.profile.isHidden, timeout=5000)
        assert window.desk.visit().profile.revalidation_years == 8
        assert part.days.lines[-1][2].text() == "8 years after the report"
