"""Prepare: the visit's form filled by keys; what was typed is looked up in the database."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from assessor import companies, facts, validations
from assessor.errors import ValidationIssued
from assessor.terms import Mode, Response, TeamPart
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.prepare_page import PreparePage, count_missing
from assessor.ui.panels.prepare_company import CompanyPart
from assessor.ui.panels.prepare_form import PrepareForm
from assessor.ui.panels.prepare_parts import PARTS, lacking
from assessor.ui.panels.prepare_risks import RisksPart
from assessor.ui.panels.prepare_sites import SitesPart
from assessor.ui.panels.prepare_team import TeamPart as TeamForm
from assessor.ui.panels.prepare_visit import VisitPart
from tests.make import SAMPLES
from tests.ui.conftest import Press, start_visit

Write = Callable[[str], None]


@pytest.fixture
def form(window: MainWindow) -> PrepareForm:
    """Open Prepare of a fresh validation with two sites."""
    validation_id = start_visit(window.desk.ws, "Planta Apodaca", "Almacén Norte")
    window.desk.open_validation(validation_id)
    window.desk.go("prepare")
    QApplication.processEvents()
    return form_of(window)


def page_of(window: MainWindow) -> PreparePage:
    page = window.page()
    assert isinstance(page, PreparePage)
    return page


def form_of(window: MainWindow) -> PrepareForm:
    form = page_of(window).form
    assert form is not None
    form.finish()
    return form


def known(window: MainWindow) -> facts.Dossier:
    """Save what is being typed and read everything back."""
    page_of(window).leave()
    return validations.validation(window.desk.ws, window.desk.validation_id or "")


def part(form: PrepareForm, name: str, kind: type) -> QWidget:
    found = form.parts[name]
    assert isinstance(found, kind)
    return found


# moving


def test_alt_and_a_letter_jump_to_a_part_and_into_its_first_field(
    window: MainWindow, form: PrepareForm, press: Press
) -> None:
    press(window, f"Alt+{form.index.letters['company']}")
    assert form.index.part() == "company"
    assert QApplication.focusWidget() is form.parts["company"].fields["legal_name"]


def test_alt_and_arrows_go_to_the_neighbours_even_from_a_field(
    window: MainWindow, form: PrepareForm, press: Press
) -> None:
    press(window, "Alt+Down")
    assert form.index.part() == "company"
    press(window, "Alt+Down")
    assert form.index.part() == "sites"
    press(window, "Alt+Up")
    assert form.index.part() == "company"


def test_arrows_in_the_index_show_a_part_and_enter_goes_into_it(
    window: MainWindow, form: PrepareForm, press: Press
) -> None:
    form.index.setFocus()
    press(window, "Down", "Down", "Down")
    assert form.index.part() == "visit"
    press(window, "Return")
    assert form.parts["visit"].isAncestorOf(QApplication.focusWidget())


def test_every_part_has_its_own_letter(form: PrepareForm) -> None:
    letters = list(form.index.letters.values())
    assert len(set(letters)) == len(PARTS)


def test_tab_goes_through_the_fields_as_the_eye_does(
    window: MainWindow, form: PrepareForm, press: Press
) -> None:
    form.enter("company")
    order = ["trade_name", "activity", "roles", "address", "country", "employees"]
    for field in order:
        press(window, "Tab")
        assert QApplication.focusWidget() is form.parts["company"].fields[field], field


def test_scrolling_lights_the_part_that_stands_at_the_top(form: PrepareForm) -> None:
    QApplication.processEvents()
    bar = form._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert form.index.part() == "note"
    bar.setValue(0)
    assert form.index.part() == "saq"


# fields


def test_the_company_is_filled_and_undone(
    window: MainWindow, form: PrepareForm, press: Press, write: Write
) -> None:
    form.enter("company", "trade_name")
    write("Bravo")
    press(window, "Tab")
    write("Ensamble")
    press(window, "Tab")
    write("Manufacturer, Exporter")
    company = known(window).company
    assert company.trade_name == "Bravo"
    assert company.activity == "Ensamble"
    assert company.roles == ("manufacturer", "exporter")
    press(window, "Esc", "Ctrl+Z")
    assert known(window).company.roles == ()


def test_a_company_never_loses_its_name(
    window: MainWindow, form: PrepareForm, press: Press
) -> None:
    form.enter("company")
    press(window, "Ctrl+A", "Delete", "Tab")
    assert known(window).company.legal_name == "Empresa de Muestra S.A. de C.V."


def test_identifiers_are_pairs_of_any_kind(
    window: MainWindow, form: PrepareForm, press: Press, write: Write
) -> None:
    company = part(form, "company", CompanyPart)
    assert isinstance(company, CompanyPart)
    for kind, value in (("RFC", "MEB060214QK7"), ("Tax number", "77-1"), ("RFC", "XAXX010101000")):
        company.identifiers.records.adder.setFocus()
        press(window, "Space")
        write(kind)
        press(window, "Tab")
        write(value)
    stored = known(window).company.identifiers
    assert stored == {"RFC": "MEB060214QK7", "tax_id": "77-1", "RFC 2": "XAXX010101000"}
    company.identifiers.records.rows[0].first().setFocus()
    press(window, "Ctrl+Delete")
    assert known(window).company.identifiers == {"tax_id": "77-1", "RFC": "XAXX010101000"} or (
        known(window).company.identifiers == {"tax_id": "77-1", "RFC 2": "XAXX010101000"}
    )


def test_a_contact_is_stored_with_its_first_word_and_can_be_taken_out(
    window: MainWindow, form: PrepareForm, press: Press, write: Write
) -> None:
    company = part(form, "company", CompanyPart)
    assert isinstance(company, CompanyPart)
    company.contacts.adder.setFocus()
    press(window, "Space")
    assert not known(window).company.contacts
    write("Óscar Treviño")
    press(window, "Tab")
    write("Gerente")
    (contact,) = known(window).company.contacts
    assert (contact.name, contact.post) == ("Óscar Treviño", "Gerente")
    assert len(company.contacts.rows) == 1
    press(window, "Ctrl+Delete")
    assert not known(window).company.contacts
    press(window, "Esc", "Ctrl+Z")
    assert known(window).company.contacts[0].name == "Óscar Treviño"


def test_a_site_is_left_out_with_a_reason_and_another_added(
    window: MainWindow, form: PrepareForm, press: Press, write: Write
) -> None:
    sites = part(form, "sites", SitesPart)
    assert isinstance(sites, SitesPart)
    second = sites.sites.rows[1]
    second.covered.setFocus()  # type: ignore[attr-defined]
    press(window, "Space")
    write("Sin carga de exportación.")
    visited = {item.site.name: item for item in known(window).sites}
    assert not visited["Almacén Norte"].in_scope
    assert visited["Almacén Norte"].reason == {"es": "Sin carga de exportación."}
    sites.sites.adder.setFocus()
    press(window, "Space")
    write("Patio 2")
    press(window, "Tab")
    write("Carretera 2")
    added = known(window).sites[-1]
    assert (added.site.name, added.site.address, added.in_scope) == ("Patio 2", "Carretera 2", True)


def test_days_are_typed_as_people_write_them(
    window: MainWindow, form: PrepareForm, press: Press, write: Write
) -> None:
    form.enter("visit", "visit_start")
    write("18 nov 2026")
    press(window, "Tab")
    write("2026-11-19")
    press(window, "Tab", "Up")
    visit = known(window).visit
    assert visit.visit_start == date(2026, 11, 18)
    assert visit.visit_end == date(2026, 11, 19)
    assert visit.notified_on == date.today()  # noqa: DTZ011  the person's own day is meant


def test_what_is_no_date_stays_and_says_so(
    window: MainWindow, form: PrepareForm, press: Press, write: Write
) -> None:
    form.enter("visit", "visit_start")
    write("31 feb")
    press(window, "Tab")
    field = form.parts["visit"].fields["visit_start"]
    assert field.line.text() == "31 feb"  # type: ignore[attr-defined]
    assert field.lacking.isVisible()  # type: ignore[attr-defined]
    assert known(window).visit.visit_start is None


def test_mode_and_languages_of_the_report(window: MainWindow, form: PrepareForm) -> None:
    visit = part(form, "visit", VisitPart)
    assert isinstance(visit, VisitPart)
    visit.modes.button(list(Mode).index(Mode.REMOTE)).click()
    assert known(window).visit.mode == Mode.REMOTE
    choose(visit.first, "en")
    assert known(window).visit.languages == ("en", "es")
    form = form_of(window)
    visit = form.parts["visit"]  # type: ignore[assignment]
    choose(visit.second, "")
    assert known(window).visit.languages == ("en",)
    assert form_of(window).languages == ("en",)


def choose(field: QComboBox, value: str) -> None:
    at = field.findData(value)
    field.setCurrentIndex(at)
    field.activated.emit(at)
    QApplication.processEvents()


def test_a_text_of_a_language_no_longer_shown_is_kept(
    window: MainWindow, form: PrepareForm, write: Write
) -> None:
    form.enter("scope", "scope", "es")
    write("La planta")
    visit = form.parts["visit"]
    known(window)
    choose(visit.first, "en")  # type: ignore[attr-defined]
    choose(form_of(window).parts["visit"].second, "")  # type: ignore[attr-defined]
    form_of(window).enter("scope", "scope", "en")
    write("The plant")
    assert known(window).visit.scope == {"es": "La planta", "en": "The plant"}


def test_the_team_begins_with_a_lead_and_goes_on_with_validators(
    window: MainWindow, form: PrepareForm, press: Press, write: Write
) -> None:
    team = part(form, "team", TeamForm)
    assert isinstance(team, TeamForm)
    for name in ("Ana Pérez", "Marco Quiroga"):
        team.people.adder.setFocus()
        press(window, "Space")
        write(name)
        known(window)
    people = known(window).people
    assert [(p.name, p.part) for p in people] == [
        ("Ana Pérez", TeamPart.LEAD),
        ("Marco Quiroga", TeamPart.VALIDATOR),
    ]
    choose(team.people.rows[1].part, TeamPart.OBSERVER.value)  # type: ignore[attr-defined]
    assert known(window).people[1].part == TeamPart.OBSERVER


def test_a_risk_is_rated_as_its_two_values_are_chosen(
    window: MainWindow, form: PrepareForm, press: Press, write: Write
) -> None:
    risks = part(form, "risks", RisksPart)
    assert isinstance(risks, RisksPart)
    risks.initial.adder.setFocus()
    press(window, "Space")
    write("Sustitución de sellos")
    press(window, "Tab")
    write("Seal substitution")
    known(window)
    row = risks.initial.rows[0]
    choose(row.likelihood, 3)  # type: ignore[attr-defined,arg-type]
    choose(row.consequence, 5)  # type: ignore[attr-defined,arg-type]
    choose(row.response, Response.TREAT.value)  # type: ignore[attr-defined]
    (risk,) = known(window).risks
    assert risk.topic == {"es": "Sustitución de sellos", "en": "Seal substitution"}
    assert (risk.likelihood, risk.consequence, risk.response) == (3, 5, "treat")
    assert not risk.remaining
    assert row.rating.text == "Extreme"  # type: ignore[attr-defined]


def test_private_notes_of_visit_and_company(
    window: MainWindow, form: PrepareForm, press: Press, write: Write
) -> None:
    form.enter("note")
    write("Lote 2198")
    press(window, "Tab")
    write("Cambió de dueño")
    seen = known(window)
    assert seen.visit.private_note == "Lote 2198"
    assert seen.company.private_note == "Cambió de dueño"


# what is lacking


def test_the_index_counts_what_the_report_will_name_and_what_is_blank(
    window: MainWindow, form: PrepareForm, write: Write
) -> None:
    found = lacking(known(window))
    assert [gap.field for gap in found["team"].gaps] == ["people"]
    assert "Identifiers" in found["company"].blank
    gaps = sum(len(part.gaps) for part in found.values())
    assert count_missing(window.desk.ws, window.desk.validation_id or "") == gaps
    form.enter("scope", "scope", "es")
    write("La planta")
    (scope,) = [gap for gap in lacking(known(window))["scope"].gaps if gap.field == "scope"]
    assert (scope.language, scope.blocking) == ("en", True)


def test_a_gap_leads_to_its_field_and_language(window: MainWindow, form: PrepareForm) -> None:
    window.desk.go("prepare", field="limits", language="en")
    edit = form.parts["method"].fields["limits"].edits["en"]  # type: ignore[attr-defined]
    assert QApplication.focusWidget() is edit
    assert form.index.part() == "method"


def test_an_issued_validation_can_only_be_read(window: MainWindow, form: PrepareForm) -> None:
    ws, validation_id = window.desk.ws, window.desk.validation_id or ""
    with ws.change("Issue report", validation_id=validation_id, undoable=False) as session:
        from assessor.model import Validation

        row = session.get(Validation, validation_id)
        assert row is not None
        row.phase = "issued"
    QApplication.processEvents()
    assert form.issued.isVisible()
    with pytest.raises(ValidationIssued):
        page_of(window).import_file(SAMPLES / "saq" / "ctpat_fabricante_es.xlsx")
    company = form.parts["company"]
    assert all(field.isReadOnly() for field in company.findChildren(QLineEdit))
    assert all(f.isReadOnly() for f in form.parts["scope"].findChildren(QPlainTextEdit))
    assert not any(f.isEnabled() for f in form.parts["team"].findChildren(QComboBox))


def test_the_form_is_built_anew_in_another_language_where_the_person_was(
    window: MainWindow, form: PrepareForm, qtbot: QtBot
) -> None:
    form.enter("risks")
    window.desk.settle(language="es")
    QApplication.processEvents()
    assert form_of(window).index.part() == "risks"


def test_every_control_has_a_name(form: PrepareForm) -> None:
    kinds = (QLineEdit, QPlainTextEdit, QComboBox)
    fields = [field for kind in kinds for field in form.findChildren(kind)]
    unnamed = [
        field
        for field in fields
        if not field.accessibleName() and field.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert not unnamed


def test_a_site_of_another_visit_is_offered_out_of_scope(
    window: MainWindow, form: PrepareForm
) -> None:
    company_id = known(window).company.id
    companies.add_site(window.desk.ws, company_id=company_id, name="Planta 3")
    page_of(window).refresh()
    sites = form.parts["sites"]
    assert isinstance(sites, SitesPart)
    row = sites.sites.rows[-1]
    assert not row.covered.isChecked()  # type: ignore[attr-defined]
    row.covered.click()  # type: ignore[attr-defined]
    assert known(window).covered[-1].name == "Planta 3"
