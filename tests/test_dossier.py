"""Everything known about one validation, in few statements; found by the beginning of its id."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from assessor import checklist as checklists
from assessor import companies, dossier, due_dates, evidence, facts, validations
from assessor.errors import AmbiguousValidation, UnknownRecord, UnknownValidation
from assessor.facts import Dossier
from assessor.model import Validation
from assessor.store.workspace import Workspace
from assessor.terms import Claim, Kind, TeamPart, Verdict
from tests import files, make


@pytest.fixture
def case(workspace: Workspace, small: str) -> make.Case:
    """A visit of two sites on the small checklist."""
    return make.visit(workspace, small, sites=("Norte", "Sur"))


def load(workspace: Workspace, case: make.Case) -> Dossier:
    """Return the dossier as every feature reads it."""
    with workspace.read() as session:
        return dossier.load(session, case.id)


def fill(workspace: Workspace, case: make.Case) -> str:
    """Record something of every kind; return the finding's id."""
    make.fill_form(workspace, case)
    make.answer(workspace, case, {"1.1": Claim.YES}, to_check=2)
    make.assess(workspace, case, "1.1", Verdict.NOT_MET, seen=make.WORDS, private_note="Ask again")
    finding = make.observe(workspace, case, "1.1")
    evidence.add(
        workspace,
        validation_id=case.id,
        data=files.photograph(),
        file_name="IMG_1.jpg",
        refs=["1.1"],
        observation_id=finding,
    )
    validations.add_risk(workspace, case.id, topic=make.both("Theft"), likelihood=5, consequence=5)
    return finding


def test_everything_that_was_recorded_is_there(workspace: Workspace, case: make.Case) -> None:
    finding = fill(workspace, case)
    known = load(workspace, case)
    assert known.visit.id == case.id
    assert known.visit.visit_start == date(2026, 11, 18)
    assert known.company.id == case.company_id
    assert [item.site.name for item in known.sites] == ["Norte", "Sur"]
    assert [(person.name, person.part) for person in known.people] == [("Ana Ruiz", TeamPart.LEAD)]
    row = known.assessment("1.1", "a", case.site)
    assert row is not None
    assert (row.verdict, row.seen, row.private_note) == (Verdict.NOT_MET, make.WORDS, "Ask again")
    (answer,) = known.answers
    assert (answer.claim, answer.file_name, answer.language) == (
        Claim.YES,
        "autoevaluación.xlsx",
        "es",
    )
    assert known.files[0].counts["to_check"] == 2
    (item,) = known.observations
    assert (item.id, item.kind, item.number) == (finding, Kind.FINDING, "01")
    assert item.languages_complete == {"es": True, "en": True}
    (piece,) = known.evidence
    assert (piece.refs, piece.observation_ids) == (("1.1",), (finding,))
    assert item.evidence == (piece,)
    assert known.risks[0].rating == "extreme"
    assert (known.deviations, known.reports) == ((), ())


def test_it_takes_few_statements_however_much_was_recorded(
    workspace: Workspace, case: make.Case
) -> None:
    def statements() -> int:
        seen: list[str] = []

        def note(*args: object) -> None:
            seen.append(str(args[2]))

        with workspace.read() as session:
            engine = session.get_bind().engine
            event.listen(engine, "before_cursor_execute", note)
            dossier.load(session, case.id)
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    empty = statements()
    fill(workspace, case)
    make.assess_all(workspace, case, but=("1.1",))
    assert statements() <= empty <= 25


def test_rows_are_whole_after_the_session_has_closed(workspace: Workspace, case: make.Case) -> None:
    fill(workspace, case)
    known = load(workspace, case)
    workspace.close()
    assert all(getattr(known, field.name) is not None for field in fields(known))
    assert known.observations[0].evidence[0].file_name == "IMG_1.jpg"


def test_checklist_and_profile_are_the_frozen_copies(
    workspace: Workspace, case: make.Case, tmp_path: Path
) -> None:
    with make.own_folder(tmp_path / "checklists") as folder:
        make.write_yaml(folder / "small.yaml", make.small() | {"edition": "2031"})
        make.own_profile(folder, revalidation_years=9)
        assert checklists.checklist("small").edition == "2031"
        assert checklists.profile("ctpat").revalidation_years == 9
        assert load(workspace, case).checklist.edition == "2.10"
        assert load(workspace, case).profile.revalidation_years == 4
    with workspace.read() as session:
        assert dossier.frame(session, case.id).profile == checklists.profile("ctpat")


def test_findings_come_before_recommendations_before_good_practices(
    workspace: Workspace, case: make.Case
) -> None:
    make.observe(workspace, case, "1.1", good_practice=True)
    make.observe(workspace, case, "1.2")
    make.observe(workspace, case, "1.10")
    kinds = [item.kind for item in load(workspace, case).observations]
    assert kinds == [Kind.FINDING, Kind.RECOMMENDATION, Kind.GOOD_PRACTICE]
    assert [item.number for item in load(workspace, case).observations] == ["03", "02", "01"]


def test_the_kind_of_an_observation_follows_the_verdicts(
    workspace: Workspace, case: make.Case
) -> None:
    make.assess(workspace, case, "2.1", Verdict.PARTLY, "b")
    make.observe(workspace, case, "2.1")
    assert load(workspace, case).observations[0].kind is Kind.RECOMMENDATION
    make.assess(workspace, case, "2.1", Verdict.PARTLY, "a")
    assert load(workspace, case).observations[0].kind is Kind.FINDING


def test_a_text_in_one_language_is_not_complete(workspace: Workspace, case: make.Case) -> None:
    make.observe(workspace, case, "1.1", text={"es": "Sellos rotos"}, action=make.both("Act"))
    make.observe(workspace, case, "1.10", action={"en": "Act"})
    first, second = load(workspace, case).observations
    assert first.languages_complete == {"es": True, "en": False}
    assert second.languages_complete == {"es": False, "en": True}


def test_the_due_date_of_a_finding_runs_from_its_event(
    workspace: Workspace, case: make.Case
) -> None:
    make.observe(workspace, case, "1.1")
    make.observe(workspace, case, "1.2")
    finding, advice = load(workspace, case).observations
    assert finding.due == facts.DueDate(90, working=False, starts="report_issued", date=None)
    assert advice.due is None
    days = {"notified_on": date(2026, 11, 2), "closing_meeting_on": date(2026, 11, 19)}
    validations.change_visit(workspace, case.id, **days)
    assert due_dates.events(load(workspace, case).visit) == {
        "report_issued": None,
        "notified": date(2026, 11, 2),
        "visit_start": None,
        "visit_end": None,
        "last_site": None,
        "closing_meeting": date(2026, 11, 19),
        "application_received": None,
        "certified": None,
    }


def test_evidence_that_was_taken_out_shows_at_no_observation(
    workspace: Workspace, case: make.Case
) -> None:
    fill(workspace, case)
    piece = load(workspace, case).evidence[0]
    evidence.take_out(workspace, case.id, piece.id, reason="Wrong company")
    known = load(workspace, case)
    assert known.evidence[0].removed_reason == "Wrong company"
    assert known.observations[0].evidence == ()


def test_what_a_verdict_needs_is_loaded_apart(workspace: Workspace, case: make.Case) -> None:
    validations.set_site(workspace, case.id, site_id=case.sites[1], in_scope=False)
    with workspace.read() as session:
        frame = dossier.frame(session, case.id)
        assert frame.checklist is dossier.frozen_checklist(
            session, load(workspace, case).visit.copy_id
        )
    assert [site.name for site in frame.covered] == ["Norte"]
    assert frame.profile.id == "ctpat"


def test_what_is_not_there_is_refused(workspace: Workspace) -> None:
    with workspace.read() as session:
        with pytest.raises(UnknownValidation):
            dossier.load(session, "no-such")
        with pytest.raises(UnknownValidation):
            dossier.frame(session, "no-such")
        with pytest.raises(UnknownRecord):
            dossier.company(session, "no-such")


# Found by the beginning of its id or number


def find(workspace: Workspace, beginning: str) -> str:
    """Return the id of the validation that begins so."""
    return validations.find_validation(workspace, beginning)


def test_a_validation_is_found_by_any_beginning_of_its_own(
    workspace: Workspace, case: make.Case
) -> None:
    number = load(workspace, case).visit.number
    for beginning in (case.id, case.id[:8].upper(), number, number.lower()[:-1], f" {number} "):
        assert find(workspace, beginning) == case.id


@pytest.mark.parametrize("beginning", ["", " ", "zzz", "%", "_"])
def test_what_begins_no_validation_is_unknown(
    workspace: Workspace, case: make.Case, beginning: str
) -> None:
    with pytest.raises(UnknownValidation):
        find(workspace, beginning)


def test_several_that_begin_so_are_named(workspace: Workspace, case: make.Case) -> None:
    other = make.visit(workspace, "small")
    with pytest.raises(AmbiguousValidation) as caught:
        find(workspace, "V-")
    assert {case.id, other.id} == set(str(caught.value.values["known"]).split(", "))


def test_a_whole_number_is_never_ambiguous(workspace: Workspace, case: make.Case) -> None:
    number = load(workspace, case).visit.number
    other = make.visit(workspace, "small")
    with workspace.change("Rename") as session:
        session.get_one(Validation, other.id).number = f"{number}0"
    assert find(workspace, number) == case.id


def test_a_company_comes_with_its_sites_and_people(workspace: Workspace) -> None:
    company_id = companies.add_company(workspace, legal_name="Ándara", roles=["Exporter"])
    companies.add_site(workspace, company_id=company_id, name="Norte", country="MX")
    companies.add_contact(workspace, company_id=company_id, name="Luis Soto", post="Gerente")
    with workspace.read() as session:
        row = dossier.company(session, company_id)
    assert row.roles == ("Exporter",)
    assert (row.sites[0].name, row.sites[0].country) == ("Norte", "MX")
    assert row.contacts[0].post == "Gerente"
