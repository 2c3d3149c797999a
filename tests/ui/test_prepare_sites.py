"""The form of a visit where it has several sites, and where a page key meets a list of choices."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QComboBox

from assessor import companies
from assessor.ui.main_window import MainWindow
from assessor.ui.panels.prepare_form import PrepareForm
from assessor.ui.panels.prepare_sites import SitesPart
from tests.ui.conftest import Press, start_visit
from tests.ui.test_prepare_page import form_of, known, part

Write = Callable[[str], None]


@pytest.fixture
def form(window: MainWindow) -> PrepareForm:
    """Open Prepare of a fresh validation with two sites."""
    validation_id = start_visit(window.desk.ws, "Planta Apodaca", "Almacén Norte")
    window.desk.open_validation(validation_id)
    window.desk.go("prepare")
    QApplication.processEvents()
    return form_of(window)


def test_each_of_several_sites_may_have_days_of_its_own(
    window: MainWindow, form: PrepareForm, press: Press, write: Write
) -> None:
    sites = part(form, "sites", SitesPart)
    assert isinstance(sites, SitesPart)
    first, second = sites.sites.rows
    assert not second.days.isHidden()  # type: ignore[attr-defined]
    second.dates["visit_end"].setFocus()  # type: ignore[attr-defined]
    write("20 nov 2026")
    press(window, "Tab")
    found = {item.site.name: item.visit_end for item in known(window).sites}
    assert found == {known(window).sites[0].site.name: None, "Almacén Norte": date(2026, 11, 20)}
    first.covered.setFocus()  # type: ignore[attr-defined]
    press(window, "Space")
    assert first.days.isHidden()  # type: ignore[attr-defined]
    assert not second.days.isHidden()  # type: ignore[attr-defined]  # it has one of its own
    press(window, "Esc", "Ctrl+Z")
    press(window, "Ctrl+Z")
    assert known(window).sites[1].visit_end is None


def test_page_keys_scroll_and_never_choose_another_language_of_the_report(
    window: MainWindow, form: PrepareForm, press: Press
) -> None:
    before = known(window).visit.languages
    press(window, "Alt+V")
    assert isinstance(window.focusWidget(), QComboBox)
    scroll = form._area.verticalScrollBar()
    stood = scroll.value()
    press(window, "PgDown")
    assert scroll.value() > stood
    press(window, "PgUp")
    assert known(window).visit.languages == before


def test_tab_meets_the_rows_before_the_button_below_them(
    window: MainWindow, form: PrepareForm, press: Press
) -> None:
    sites_part = part(form, "sites", SitesPart)
    assert isinstance(sites_part, SitesPart)
    companies.add_site(window.desk.ws, company_id=known(window).company.id, name="Sur")
    QApplication.processEvents()
    form.enter("company")
    met: list[str] = []
    for _stop in range(60):
        press(window, "Tab")
        now = QApplication.focusWidget()
        assert now is not None
        met.append(now.accessibleName())
    sites = met[met.index("Add contact") + 1 : met.index("Add site")]
    row = ["Name", "Address", "Country", "What is done there", "In scope of this visit",
           "First day here", "Last day here"]  # fmt: skip
    assert sites[: len(row)] == row
    assert sites.count("Name") == len(sites_part.sites.rows) > 1
    statement = "Conflict-of-interest statement · Español"
    assert met[met.index("Add participant") + 1] == statement
    sites_part.sites.adder.setFocus()
    for name in reversed(sites[-3:]):
        press(window, "Shift+Tab")
        now = QApplication.focusWidget()
        assert now is not None
        assert now.accessibleName() == name
