"""Home: three ways to begin, then a list that is searched, filtered, sorted and opened by keys."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assessor import companies, validations
from assessor.i18n import format_date
from assessor.ui.dialogs.new_validation import NewValidation
from assessor.ui.main_window import MainWindow
from assessor.ui.models.validations_model import COMPANY, DUE, VISIT
from assessor.ui.pages.validations_page import ValidationsPage
from tests.ui.conftest import Press, start_visit, type_into, when_open

NAMES = ("Zona Franca Colón", "Agro Caribe SRL", "Café del Valle")


def page_of(window: MainWindow) -> ValidationsPage:
    page = window.page()
    assert isinstance(page, ValidationsPage)
    return page


def fill(window: MainWindow, qtbot: QtBot) -> ValidationsPage:
    for at, name in enumerate(NAMES):
        validation_id = start_visit(window.desk.ws, company=name)
        day = date(2026, 11, 18) + timedelta(days=(2, 0, 1)[at])
        validations.change_visit(window.desk.ws, validation_id, visit_start=day)
    page = page_of(window)
    qtbot.waitUntil(lambda: len(page.model.all) == 3 and not page._reading, timeout=10_000)
    return page


def test_an_empty_home_offers_three_ways(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.blank, timeout=10_000)
    names = [button.accessibleName() for button in page.blank.buttons]
    assert names == ["New validation", "Import a self-assessment", "Open the sample"]


def test_the_sample_opens_in_its_walk(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    press(window, "S")
    qtbot.waitUntil(lambda: window.current == "walk", timeout=60_000)
    known = validations.validation(window.desk.ws, window.desk.validation_id or "")
    assert known.observations
    assert any(piece.print_sha256 for piece in known.evidence)


def test_a_new_validation_is_begun_with_the_keyboard_alone(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    def act(dialog: NewValidation) -> None:
        assert not dialog.accept_button.isEnabled()
        type_into(dialog.fields.company, "Textiles Uruguay S.A.")
        type_into(dialog.fields.site, "Planta Norte")
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    when_open(NewValidation, act)
    press(window, "N")
    [begun] = validations.validations(window.desk.ws)
    assert (begun.company, begun.sites) == ("Textiles Uruguay S.A.", "Planta Norte")
    assert begun.languages == ("es", "en")
    assert window.desk.validation_id == begun.id
    assert window.current == "prepare"


def test_a_known_company_is_not_recorded_twice(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    fill(window, qtbot)

    def act(dialog: NewValidation) -> None:
        type_into(dialog.fields.company, "café del valle")
        assert dialog.accept_button.isEnabled()
        dialog.accept()

    when_open(NewValidation, act)
    press(window, "N")
    assert len(companies.companies(window.desk.ws)) == 3
    assert len(validations.validations(window.desk.ws)) == 4


def test_keys_move_and_enter_opens(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    page = fill(window, qtbot)
    press(window, "J", "J", "K")
    wanted = page.model.rows[1].id
    press(window, "O")
    assert window.desk.validation_id == wanted
    assert window.current == "walk"
    press(window, "Ctrl+H")
    assert window.current == "validations"


def test_search_ignores_accents_and_enter_opens_what_is_left(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    page = fill(window, qtbot)
    press(window, "/")
    type_into(page.field, "colon")
    assert [row.company for row in page.model.rows] == ["Zona Franca Colón"]
    assert page.foot() == "1 of 3 validations"
    press(window, "Return")
    assert window.current == "walk"


def test_nothing_found_says_so(window: MainWindow, qtbot: QtBot) -> None:
    page = fill(window, qtbot)
    page.field.setText("no such company")
    assert page.nothing.isVisible()


def test_columns_sort_by_what_they_mean(window: MainWindow, qtbot: QtBot) -> None:
    page = fill(window, qtbot)
    page.table.sortByColumn(COMPANY, Qt.SortOrder.AscendingOrder)
    assert [row.company for row in page.model.rows] == sorted(NAMES)
    page.table.sortByColumn(VISIT, Qt.SortOrder.AscendingOrder)
    days = [row.visit_start for row in page.model.rows]
    assert days == sorted(days)


def test_filters_show_what_there_is(window: MainWindow, qtbot: QtBot) -> None:
    page = fill(window, qtbot)
    assert page._chips["open"].text() == "In progress 3"
    assert not page._chips["issued"].isVisible()
    page.filter_by("issued")
    assert page.model.rowCount() == 0
    page.filter_by("all")
    assert page.model.rowCount() == 3


def test_ten_thousand_rows_are_painted_and_sorted_in_no_time(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = fill(window, qtbot)
    from dataclasses import replace

    [row, *_rest] = page.model.all
    page.model.set_rows([replace(row, id=str(at), company=f"Empresa {at}") for at in range(10_000)])
    page.table.sortByColumn(COMPANY, Qt.SortOrder.DescendingOrder)
    page.table.scrollToBottom()
    assert page.model.rows[0].company == "Empresa 9999"


def test_a_list_that_arrives_after_the_language_changed_harms_nobody(
    window: MainWindow, qtbot: QtBot
) -> None:
    fill(window, qtbot)
    page_of(window).refresh()
    window.desk.settle(language="es")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: not window.desk.tasks.running, timeout=10_000)
    QApplication.processEvents()
    assert len(page_of(window).model.all) == 3


def test_what_is_due_next_may_be_to_look_at_a_company_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = page_of(window)
    today = datetime.now().date()  # noqa: DTZ005
    soon, far = today + timedelta(days=100), today + timedelta(days=900)
    start_visit(window.desk.ws)
    qtbot.waitUntil(lambda: bool(page.model.all), timeout=5000)
    one = page.model.all[0]
    rows = [
        replace(one, id="soon", revalidation=soon),
        replace(one, id="far", revalidation=far),
        replace(one, id="both", next_due=today, revalidation=far),
    ]
    page._show(rows)
    assert page.subtitle() == (
        "1 answer is due within 30 days · 1 re-validation is due within six months"
    )
    cell = page.model.index(0, DUE)
    assert cell.data() == f"↻ {format_date(soon)}"
    spoken = cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"Re-validation by {format_date(soon)}"
    told = page.model.index(2, DUE).data(Qt.ItemDataRole.ToolTipRole)
    assert told == f"Answer by {format_date(today)} · Re-validation by {format_date(far)}"
    page.filter_by("again")
    assert [row.id for row in page.model.rows] == ["soon"]
