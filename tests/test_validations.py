"""A validation from its start to its form: frozen checklist, number, languages, sites, people."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from assessor import checklist as checklists
from assessor import companies, gaps, validations
from assessor.errors import (
    AssessorError,
    BadField,
    ReasonMissing,
    ReportLanguages,
    UnknownChecklist,
    UnknownLanguage,
    UnknownProfile,
    UnknownRecord,
    UnknownSite,
    UnknownValidation,
)
from assessor.facts import Dossier
from assessor.model import ChecklistCopy
from assessor.store.workspace import Workspace
from assessor.terms import Phase, TeamPart, Verdict
from tests import make
from tests.make import both


@pytest.fixture
def case(workspace: Workspace, small: str) -> make.Case:
    """A visit of two sites on the small checklist."""
    return make.visit(workspace, small, sites=("Norte", "Sur"))


def known(workspace: Workspace, case: make.Case) -> Dossier:
    """Return everything known of the visit."""
    return validations.validation(workspace, case.id)


# Start


def test_a_validation_starts_open_at_all_sites_in_version_one(
    workspace: Workspace, case: make.Case
) -> None:
    found = known(workspace, case)
    assert (found.visit.phase, found.visit.version) == (Phase.OPEN, 1)
    assert found.visit.languages == ("es", "en")
    assert found.visit.profile_id == "ctpat"
    assert [item.site.id for item in found.sites] == list(case.sites)
    assert all(item.in_scope for item in found.sites)
    assert found.assessments == {}


def test_only_the_sites_chosen_are_in_scope(
    workspace: Workspace, case: make.Case, small: str
) -> None:
    begin = {"company_id": case.company_id, "checklist_id": small}
    made = validations.start(workspace, **begin, site_ids=[case.sites[1]])
    assert [item.site.name for item in validations.validation(workspace, made).sites] == ["Sur"]


def test_the_checklist_is_frozen_and_stored_once_for_all_that_use_it(
    workspace: Workspace, case: make.Case, small: str, tmp_path: Path
) -> None:
    make.visit(workspace, small, legal_name="Zinc Oaxaca")
    with make.own_folder(tmp_path / "own") as folder:
        later = make.small() | {"edition": "2031"}
        later["sections"] = later["sections"][:1]
        make.write_yaml(folder / "small.yaml", later)
        new = make.visit(workspace, small, legal_name="Hilados del Sur")
    assert len(known(workspace, case).checklist.requirements) == 5
    assert len(known(workspace, new).checklist.requirements) == 3
    assert known(workspace, new).checklist.edition == "2031"
    with workspace.read() as session:
        assert session.scalar(select(func.count()).select_from(ChecklistCopy)) == 2
        frozen = session.get_one(ChecklistCopy, known(workspace, case).visit.copy_id)
        assert frozen.content == checklists.to_json(make.small_checklist())


def test_a_frozen_visit_goes_on_when_its_file_is_gone(workspace: Workspace, tmp_path: Path) -> None:
    with make.small_known(tmp_path / "own") as checklist_id:
        case = make.visit(workspace, checklist_id)
    assert "small" in known(workspace, case).visit.checklist_id
    make.assess(workspace, case, "1.1")
    assert known(workspace, case).verdict("1.1", "a", case.site) is Verdict.MET


def test_a_number_names_its_year_and_laptop_and_goes_on(
    workspace: Workspace, case: make.Case, small: str, tmp_path: Path
) -> None:
    other = make.visit(workspace, small, legal_name="Zinc Oaxaca")
    first, second = known(workspace, case).visit.number, known(workspace, other).visit.number
    assert re.fullmatch(rf"V-20\d\d-{workspace.device}-001", first)
    assert second == f"{first[:-1]}2"
    elsewhere = Workspace.open(tmp_path / "other laptop", by="Eva Mora")
    theirs = make.visit(elsewhere, small)
    assert known(elsewhere, theirs).visit.number != first
    elsewhere.close()


REFUSED: list[tuple[dict[str, Any], type[AssessorError]]] = [
    ({"checklist_id": "no-such"}, UnknownChecklist),
    ({"profile_id": "no-such"}, UnknownProfile),
    ({"company_id": "no-such"}, UnknownRecord),
    ({"site_ids": ["no-such"]}, UnknownSite),
    ({"report_languages": ["xx"]}, UnknownLanguage),
    ({"report_languages": []}, ReportLanguages),
    ({"report_languages": ["es", "es"]}, ReportLanguages),
]


@pytest.mark.parametrize(("given", "error"), REFUSED)
def test_what_cannot_start_is_refused_and_leaves_nothing(
    workspace: Workspace, small: str, given: dict[str, Any], error: type[AssessorError]
) -> None:
    company_id = companies.add_company(workspace, legal_name="Ándara")
    with pytest.raises(error):
        validations.start(workspace, **{"company_id": company_id, "checklist_id": small, **given})
    assert validations.validations(workspace) == []


def test_starting_cannot_be_undone(workspace: Workspace, case: make.Case) -> None:
    assert workspace.can_undo(case.id) is None


def test_there_is_no_validation_that_nobody_started(workspace: Workspace) -> None:
    with pytest.raises(UnknownValidation):
        validations.validation(workspace, "no-such")


# The form


def test_the_form_is_filled_bit_by_bit(workspace: Workspace, case: make.Case) -> None:
    fields: dict[str, Any] = dict.fromkeys(gaps.NARRATIVE, both("Words"))
    fields |= {"visit_start": date(2026, 11, 18), "visit_end": date(2026, 11, 19)}
    fields |= {"period_from": date(2025, 11, 1), "period_to": date(2026, 10, 31)}
    fields |= {"notified_on": date(2026, 10, 1), "closing_meeting_on": date(2026, 11, 19)}
    fields |= {"mode": "mixed", "private_note": "Ask for Luis"}
    for name, value in fields.items():
        validations.change_visit(workspace, case.id, **{name: value})
    visit = known(workspace, case).visit
    assert {name: getattr(visit, name) for name in fields} == fields


def test_report_languages_are_one_or_an_ordered_pair(workspace: Workspace, case: make.Case) -> None:
    for chosen in (("en", "es"), ("en",)):
        validations.change_visit(workspace, case.id, languages=chosen)
        assert known(workspace, case).visit.languages == chosen
    for wrong in (("en", "en"), (), ("en", "xx")):
        with pytest.raises((ReportLanguages, UnknownLanguage)):
            validations.change_visit(workspace, case.id, languages=wrong)
    assert known(workspace, case).visit.languages == ("en",)


@pytest.mark.parametrize(
    "fields",
    [
        {"phase": "issued"},
        {"number": "V-1"},
        {"version": 2},
        {"copy_id": "x"},
        {"company_id": "x"},
        {"issued_by": "me"},
        {"reopened_reason": "x"},
        {"mode": "by telephone"},
        {"colour": "red"},
    ],
)
def test_what_the_form_does_not_hold_is_refused(
    workspace: Workspace, case: make.Case, fields: dict[str, Any]
) -> None:
    before = known(workspace, case)
    with pytest.raises(BadField):
        validations.change_visit(workspace, case.id, **fields)
    assert known(workspace, case) == before


def test_typing_is_taken_back_as_one(workspace: Workspace, case: make.Case) -> None:
    for words in ("S", "Sc", "Scope"):
        validations.change_visit(workspace, case.id, burst="b", scope={"en": words})
    workspace.undo(case.id)
    assert known(workspace, case).visit.scope == {}


# Sites


def test_a_site_is_left_out_with_a_reason_and_taken_in_again(
    workspace: Workspace, case: make.Case
) -> None:
    leave = {"site_id": case.site, "in_scope": False, "reason": both("Closed")}
    validations.set_site(workspace, case.id, **leave)
    found = known(workspace, case)
    assert (found.sites[0].in_scope, found.sites[0].reason) == (False, both("Closed"))
    assert [site.name for site in found.covered] == ["Sur"]
    validations.set_site(workspace, case.id, site_id=case.site, in_scope=True)
    assert len(known(workspace, case).covered) == 2


def test_a_site_that_the_company_got_later_may_be_covered(
    workspace: Workspace, case: make.Case
) -> None:
    later = companies.add_site(workspace, company_id=case.company_id, name="Patio")
    assert len(known(workspace, case).sites) == 2
    validations.set_site(workspace, case.id, site_id=later, in_scope=True)
    at_once = validations.add_site(workspace, case.id, name="Oficina", country="MX")
    found = known(workspace, case)
    assert [item.site.id for item in found.sites] == [*case.sites, later, at_once]
    assert found.company.sites[-1].country == "MX"


def test_a_site_of_another_company_is_never_covered(
    workspace: Workspace, case: make.Case, small: str
) -> None:
    other = make.visit(workspace, small, legal_name="Zinc Oaxaca")
    for site_id in (other.site, "no-such"):
        with pytest.raises(UnknownSite, match="Norte, Sur"):
            validations.set_site(workspace, case.id, site_id=site_id, in_scope=True)
    assert len(known(workspace, case).sites) == 2


# People and risks


def test_people_come_change_and_go(workspace: Workspace, case: make.Case) -> None:
    lead = validations.add_person(
        workspace, case.id, name="Ana Ruiz", part=TeamPart.LEAD, organisation="CBP"
    )
    guest = validations.add_person(workspace, case.id, name="Luis", part="company")
    validations.change_person(workspace, case.id, guest, name="Luis Soto", post="Gerente")
    assert [(row.name, row.post, row.part) for row in known(workspace, case).people] == [
        ("Ana Ruiz", "", "lead"),
        ("Luis Soto", "Gerente", "company"),
    ]
    validations.remove_person(workspace, case.id, lead)
    assert [row.id for row in known(workspace, case).people] == [guest]
    with pytest.raises(BadField, match="observer"):
        validations.add_person(workspace, case.id, name="Eva", part="boss")
    with pytest.raises(BadField):
        validations.change_person(workspace, case.id, guest, part="boss")


def test_risks_come_change_and_go(workspace: Workspace, case: make.Case) -> None:
    made = validations.add_risk(workspace, case.id, topic=both("Theft"), likelihood=3)
    left = validations.add_risk(
        workspace, case.id, topic=both("Theft"), remaining=True, likelihood=2, consequence=2
    )
    assert [row.rating for row in known(workspace, case).risks] == ["incomplete", "low"]
    validations.change_risk(workspace, case.id, made, consequence=5, response="treat")
    assert [row.rating for row in known(workspace, case).risks] == ["extreme", "low"]
    validations.remove_risk(workspace, case.id, left)
    assert [row.id for row in known(workspace, case).risks] == [made]
    for wrong in ({"likelihood": 6}, {"consequence": 0}, {"response": "pray"}):
        with pytest.raises(BadField):
            validations.add_risk(workspace, case.id, topic=both("Theft"), **wrong)
        with pytest.raises(BadField):
            validations.change_risk(workspace, case.id, made, **wrong)


def test_an_entry_of_another_visit_is_not_touched_from_here(
    workspace: Workspace, case: make.Case, small: str
) -> None:
    other = make.visit(workspace, small, legal_name="Zinc Oaxaca")
    person = validations.add_person(workspace, other.id, name="Eva", part="observer")
    risk = validations.add_risk(workspace, other.id, topic=both("Theft"))
    before = known(workspace, other)
    verbs: list[Callable[[], object]] = [
        lambda: validations.change_person(workspace, case.id, person, name="x"),
        lambda: validations.remove_person(workspace, case.id, person),
        lambda: validations.change_risk(workspace, case.id, risk, likelihood=1),
        lambda: validations.remove_risk(workspace, case.id, risk),
        lambda: validations.remove_risk(workspace, case.id, "no-such"),
        lambda: validations.add_risk(workspace, "no-such"),
        lambda: validations.change_visit(workspace, "no-such", mode="remote"),
        lambda: validations.add_site(workspace, "no-such", name="Norte"),
    ]
    for verb in verbs:
        with pytest.raises(UnknownRecord):
            verb()
    assert known(workspace, other) == before


# Gaps left open


def test_a_gap_is_left_open_with_a_reason_and_the_reason_may_be_mended(
    workspace: Workspace, case: make.Case
) -> None:
    make.assess(workspace, case, "1.1", Verdict.NOT_MET)
    gap_id = f"finding:1.1:a:{case.site}"
    accept = {"gap_id": gap_id, "agreed_by": "Eva Mora"}
    made = validations.accept_deviation(workspace, case.id, reason={"es": "Acordado"}, **accept)
    codes = {gap.code for gap in validations.gaps_of(workspace, case.id)}
    assert {"deviation", "deviation_reason"} <= codes
    again = validations.accept_deviation(workspace, case.id, reason=both("Agreed"), **accept)
    assert made == again
    (row,) = known(workspace, case).deviations
    assert (row.gap_key, row.reason, row.agreed_by) == (gap_id, both("Agreed"), "Eva Mora")
    codes = {gap.code for gap in validations.gaps_of(workspace, case.id)}
    assert "deviation_reason" not in codes
    workspace.undo(case.id)
    workspace.undo(case.id)
    assert known(workspace, case).deviations == ()


def test_only_a_gap_that_there_is_can_be_left_open_and_only_with_a_reason(
    workspace: Workspace, case: make.Case
) -> None:
    make.assess(workspace, case, "1.1", Verdict.NOT_MET)
    gap_id = f"finding:1.1:a:{case.site}"
    for reason in ({}, {"es": " "}):
        with pytest.raises(ReasonMissing):
            validations.accept_deviation(workspace, case.id, gap_id=gap_id, reason=reason)
    for wrong in ("finding:1.10:a:x", f"unseen:1.10:{case.site}", ""):
        with pytest.raises(BadField, match=gap_id):
            validations.accept_deviation(workspace, case.id, gap_id=wrong, reason=both("x"))
    assert known(workspace, case).deviations == ()


def test_a_site_may_have_days_of_its_own_and_the_last_starts_the_clock(
    workspace: Workspace, small: str, tmp_path: Path
) -> None:
    last = {"answer.finding": {"days": 10, "starts": "last_site"}}
    with make.own_folder(tmp_path / "own") as folder:
        make.own_profile(folder, periods=last)
        case = make.visit(workspace, small, sites=("Norte", "Sur", "Patio"))
    validations.set_site(workspace, case.id, site_id=case.sites[2], in_scope=False)
    make.observe(workspace, case, "1.1")

    def due() -> date | None:
        return validations.validation(workspace, case.id).observations[0].due_on

    north, south, yard = case.sites
    validations.set_site_days(workspace, case.id, site_id=south, visit_end=date(2026, 11, 25))
    assert due() is None  # nobody knows when the other site is seen
    validations.change_visit(workspace, case.id, visit_end=date(2026, 11, 19))
    assert due() == date(2026, 12, 5)
    validations.set_site_days(workspace, case.id, site_id=yard, visit_end=date(2026, 12, 30))
    assert due() == date(2026, 12, 5)
    days = {"visit_start": date(2026, 11, 26), "visit_end": date(2026, 11, 27)}
    validations.set_site_days(workspace, case.id, site_id=north, **days)
    assert due() == date(2026, 12, 7)
    first = validations.validation(workspace, case.id).sites[0]
    assert (first.visit_start, first.visit_end) == tuple(days.values())
    validations.set_site_days(workspace, case.id, site_id=north, visit_end=None)
    assert due() == date(2026, 12, 5)
    workspace.undo(case.id)
    assert due() == date(2026, 12, 7)
    with pytest.raises(UnknownSite):
        validations.set_site_days(workspace, case.id, site_id="elsewhere", visit_end=None)
