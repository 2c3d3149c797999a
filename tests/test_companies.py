"""Companies, their sites and people: found by name, filled from their own words, never lost."""

from typing import Any

import pytest

from assessor import companies
from assessor.errors import BadField, UnknownRecord
from assessor.store.workspace import Workspace
from tests import make

GIVEN = {
    "name": "Textiles Ándara",
    "address": "Av. Industrial 100",
    "employees": "420",
    "tax_id": "TAN010101AB1",
    "contact": "Luis Soto",
    "contact_role": "Gerente",
    "email": "luis@example.com",
    "phone": "+52 81 0000 0000",
}


@pytest.fixture
def company_id(workspace: Workspace) -> str:
    """A company with nothing but its name."""
    return companies.add_company(workspace, legal_name="Textiles Ándara")


def test_a_company_is_kept_as_it_was_given(workspace: Workspace) -> None:
    fields: dict[str, Any] = {
        "trade_name": "Ándara",
        "identifiers": {"RFC": "TAN010101AB1"},
        "roles": ["Foreign manufacturer", "Exporter"],
        "country": "MX",
        "private_note": "Ask for the new plant",
    }
    made = companies.add_company(workspace, legal_name="Textiles Ándara", **fields)
    row = companies.company(workspace, made)
    assert row.id == made
    assert {name: getattr(row, name) for name in fields} == fields | {
        "roles": ("Foreign manufacturer", "Exporter")
    }
    assert (row.sites, row.contacts) == ((), ())


def test_companies_are_listed_by_name_wherever_their_accents_are(workspace: Workspace) -> None:
    for name in ("Zinc Oaxaca", "ábaco", "Ándara", "Bodega", "Ñandú", "Olmo"):
        companies.add_company(workspace, legal_name=name)
    names = [row.legal_name for row in companies.companies(workspace)]
    assert names == ["ábaco", "Ándara", "Bodega", "Ñandú", "Olmo", "Zinc Oaxaca"]


@pytest.mark.parametrize(
    "name", ["Textiles Ándara", "TEXTILES ÁNDARA", "  textiles   ándara ", "Textiles\tÁndara"]
)
def test_a_company_is_found_however_its_name_is_typed(
    workspace: Workspace, company_id: str, name: str
) -> None:
    assert companies.find_or_none(workspace, name) == company_id
    assert companies.named(workspace, name) == [company_id]


def test_another_name_or_two_of_the_same_find_nothing(
    workspace: Workspace, company_id: str
) -> None:
    assert companies.find_or_none(workspace, "Textiles Andara") is None
    assert companies.find_or_none(workspace, "Textiles") is None
    companies.add_company(workspace, legal_name="TEXTILES ÁNDARA")
    assert companies.find_or_none(workspace, "Textiles Ándara") is None
    assert len(companies.named(workspace, "Textiles Ándara")) == 2


def test_fields_are_changed_and_the_rest_stays(workspace: Workspace, company_id: str) -> None:
    companies.change_company(workspace, company_id, country="MX", employees="420")
    companies.change_company(workspace, company_id, country="GT")
    row = companies.company(workspace, company_id)
    assert (row.legal_name, row.country, row.employees) == ("Textiles Ándara", "GT", "420")


def test_sites_keep_the_order_in_which_they_came(workspace: Workspace, company_id: str) -> None:
    made = [
        companies.add_site(workspace, company_id=company_id, name=name, country="MX")
        for name in ("Norte", "Almacén", "Centro")
    ]
    companies.change_site(workspace, made[0], name="Zona norte", address="Km 12")
    row = companies.company(workspace, company_id)
    assert [site.name for site in row.sites] == ["Zona norte", "Almacén", "Centro"]
    assert (row.sites[0].address, row.sites[0].country) == ("Km 12", "MX")


def test_people_come_change_and_go_and_undo_brings_them_back(
    workspace: Workspace, company_id: str
) -> None:
    made = companies.add_contact(workspace, company_id=company_id, name="Luis", post="Gerente")
    companies.change_contact(workspace, made, name="Luis Soto", phone="81 0000 0000")
    (person,) = companies.company(workspace, company_id).contacts
    assert (person.name, person.post, person.phone) == ("Luis Soto", "Gerente", "81 0000 0000")
    companies.remove_contact(workspace, made)
    assert companies.company(workspace, company_id).contacts == ()
    workspace.undo()
    assert companies.company(workspace, company_id).contacts == (person,)


def test_what_is_not_there_is_refused(workspace: Workspace, company_id: str) -> None:
    verbs = [
        lambda: companies.company(workspace, "no-such"),
        lambda: companies.change_company(workspace, "no-such", country="MX"),
        lambda: companies.fill_from(workspace, "no-such", GIVEN),
        lambda: companies.add_site(workspace, company_id="no-such", name="Norte"),
        lambda: companies.change_site(workspace, "no-such", name="Norte"),
        lambda: companies.add_contact(workspace, company_id="no-such", name="Luis"),
        lambda: companies.change_contact(workspace, "no-such", name="Luis"),
        lambda: companies.remove_contact(workspace, "no-such"),
    ]
    for verb in verbs:
        with pytest.raises(UnknownRecord):
            verb()
    assert companies.company(workspace, company_id).sites == ()


@pytest.mark.parametrize("fields", [{"legalname": "x"}, {"id": "x"}, {"sites": []}])
def test_a_field_that_there_is_not_is_refused(
    workspace: Workspace, company_id: str, fields: dict[str, Any]
) -> None:
    with pytest.raises(BadField, match="legal_name"):
        companies.change_company(workspace, company_id, **fields)
    with pytest.raises(BadField):
        companies.add_company(workspace, legal_name="Ándara", **fields)


# What a self-assessment says of its company


def test_empty_fields_are_filled_in_one_step(workspace: Workspace, company_id: str) -> None:
    assert companies.fill_from(workspace, company_id, GIVEN) == ()
    row = companies.company(workspace, company_id)
    assert (row.address, row.employees) == ("Av. Industrial 100", "420")
    assert row.identifiers == {"tax_id": "TAN010101AB1"}
    (person,) = row.contacts
    assert (person.name, person.post, person.email, person.phone) == (
        "Luis Soto",
        "Gerente",
        "luis@example.com",
        "+52 81 0000 0000",
    )
    workspace.undo()
    row = companies.company(workspace, company_id)
    assert (row.address, row.identifiers, row.contacts) == ("", {}, ())


def test_what_is_recorded_stays_and_the_difference_is_told(
    workspace: Workspace, company_id: str
) -> None:
    fields = {"address": "Otra calle 5", "identifiers": {"tax_id": "XXX", "RFC": "kept"}}
    companies.change_company(workspace, company_id, **fields)
    told = companies.fill_from(workspace, company_id, GIVEN)
    assert told == (
        companies.Difference("address", "Otra calle 5", "Av. Industrial 100"),
        companies.Difference("tax_id", "XXX", "TAN010101AB1"),
    )
    row = companies.company(workspace, company_id)
    assert (row.address, row.employees) == ("Otra calle 5", "420")
    assert row.identifiers == {"tax_id": "XXX", "RFC": "kept"}


def test_a_person_may_let_the_file_overwrite_what_is_named(
    workspace: Workspace, company_id: str
) -> None:
    given = GIVEN | {"name": "Textiles Ándara, S.A."}
    assert [item.field for item in companies.fill_from(workspace, company_id, given)] == ["name"]
    assert companies.fill_from(workspace, company_id, given, overwrite=["name"]) == ()
    assert companies.company(workspace, company_id).legal_name == "Textiles Ándara, S.A."


def test_capitals_and_blanks_are_no_difference(workspace: Workspace, company_id: str) -> None:
    assert companies.fill_from(workspace, company_id, {"name": " TEXTILES  ándara "}) == ()


def test_nothing_new_is_no_step_and_a_known_contact_is_not_added_again(
    workspace: Workspace, company_id: str
) -> None:
    companies.fill_from(workspace, company_id, GIVEN)
    workspace.undo()
    assert workspace.can_redo() == "Take company data from the file"
    companies.fill_from(workspace, company_id, {})
    assert workspace.can_redo() is not None  # nothing was written in between
    workspace.redo()
    companies.fill_from(workspace, company_id, GIVEN | {"contact": "LUIS SOTO"})
    assert len(companies.company(workspace, company_id).contacts) == 1


def test_changes_may_belong_to_the_history_of_a_visit(workspace: Workspace, small: str) -> None:
    case = make.visit(workspace, small)
    companies.change_company(workspace, case.company_id, country="MX", validation_id=case.id)
    assert workspace.can_undo(case.id) == "Change company"
    workspace.undo(case.id)
    assert companies.company(workspace, case.company_id).country == ""
