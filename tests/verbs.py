"""Every verb of the core that changes a validation, as a step of a random series."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from assessor import (
    companies,
    evidence,
    improvement,
    observations,
    validations,
    walk,
    worksheets,
)
from assessor.errors import AssessorError
from assessor.facts import Dossier
from assessor.forms.values import spots
from assessor.model import Base, Recorded
from assessor.saq import accept
from assessor.saq.preview import preview_bytes
from assessor.store import rows
from assessor.store.workspace import Workspace
from assessor.terms import ActionStatus, TeamPart, Verdict
from tests import files, form_case, make

REFS = ("1.1", "2.2", "4.7", "6.2", "9.13", "10.2")
PICTURE = files.photograph(size=(40, 30))


@dataclass(frozen=True)
class Turn:
    """Where a series stands; `pick` is the chance of this step, `text` its words."""

    workspace: Workspace
    known: Dossier
    pick: int
    text: str

    @property
    def id(self) -> str:
        return self.known.visit.id

    def one(self, things: Any) -> Any:
        """Return one of several things; LookupError if there is none."""
        found = list(things)
        return found[self.pick % len(found)] if found else _nothing()

    @property
    def words(self) -> dict[str, str]:
        """Words in one language or in both."""
        langs = ("es", "en") if self.pick % 2 else ("es",)
        return {lang: f"{self.text} ({lang})" for lang in langs}


def _nothing() -> None:
    raise LookupError


def _point(turn: Turn) -> dict[str, str]:
    item = turn.known.checklist.requirement(REFS[turn.pick % len(REFS)])
    site = turn.one(turn.known.covered)
    return {"ref": item.ref, "point_id": turn.one(item.points).id, "site_id": site.id}


def assess(turn: Turn) -> None:
    walk.assess(
        turn.workspace,
        validation_id=turn.id,
        verdict=list(Verdict)[turn.pick % 5],
        reason=turn.words,
        second_person="Eva Mora",
        **_point(turn),
    )


def write_seen(turn: Turn) -> None:
    burst = f"seen {turn.pick % 3}" if turn.pick % 2 else None
    fields = {**_point(turn), "seen": turn.words, "burst": burst}
    walk.write_seen(turn.workspace, validation_id=turn.id, **fields)


def write_note(turn: Turn) -> None:
    fields = {**_point(turn), "note": turn.text}
    walk.write_private_note(turn.workspace, validation_id=turn.id, **fields)


def clear(turn: Turn) -> None:
    walk.clear(turn.workspace, validation_id=turn.id, **_point(turn))


def observe(turn: Turn) -> None:
    refs = {REFS[turn.pick % len(REFS)], REFS[turn.pick // 7 % len(REFS)]}
    observations.record(
        turn.workspace,
        validation_id=turn.id,
        refs=sorted(refs),
        text=turn.words,
        good_practice=turn.pick % 5 == 0,
    )


def _observation(turn: Turn) -> str:
    return str(turn.one(turn.known.observations).id)


def change_observation(turn: Turn) -> None:
    fields = {"action": turn.words, "likelihood": turn.pick % 5 + 1}
    observations.change_observation(turn.workspace, turn.id, _observation(turn), **fields)


def write_text(turn: Turn) -> None:
    observations.write_text(
        turn.workspace,
        turn.id,
        _observation(turn),
        field=("text", "action", "why")[turn.pick % 3],
        language=("es", "en")[turn.pick % 2],
        text=turn.text,
        burst=f"text {turn.pick % 2}",
    )


def relink(turn: Turn) -> None:
    refs = [REFS[turn.pick % len(REFS)]]
    observations.relink(turn.workspace, turn.id, _observation(turn), refs=refs)


def remove(turn: Turn) -> None:
    observations.remove(turn.workspace, turn.id, _observation(turn))


def change_visit(turn: Turn) -> None:
    fields: dict[str, Any] = {
        "scope": turn.words,
        "visit_start": date(2026, 11, turn.pick % 28 + 1),
    }
    burst = "form" if turn.pick % 3 == 0 else None
    validations.change_visit(turn.workspace, turn.id, burst=burst, **fields)


def scope(turn: Turn) -> None:
    site_id = turn.one(turn.known.company.sites).id
    inside = turn.pick % 3 > 0
    validations.set_site(
        turn.workspace, turn.id, site_id=site_id, in_scope=inside, reason=turn.words
    )


def add_site(turn: Turn) -> None:
    company_id = turn.known.company.id
    companies.add_site(turn.workspace, company_id=company_id, name=turn.text, validation_id=turn.id)


def person(turn: Turn) -> None:
    people = turn.known.people
    if not people or turn.pick % 3 == 0:
        part = list(TeamPart)[turn.pick % 5]
        validations.add_person(turn.workspace, turn.id, name=turn.text, part=part)
    elif turn.pick % 3 == 1:
        validations.change_person(turn.workspace, turn.id, turn.one(people).id, post=turn.text)
    else:
        validations.remove_person(turn.workspace, turn.id, turn.one(people).id)


def risk(turn: Turn) -> None:
    risks = turn.known.risks
    if not risks or turn.pick % 3 == 0:
        validations.add_risk(turn.workspace, turn.id, topic=turn.words)
    elif turn.pick % 3 == 1:
        validations.change_risk(turn.workspace, turn.id, turn.one(risks).id, likelihood=3)
    else:
        validations.remove_risk(turn.workspace, turn.id, turn.one(risks).id)


def deviate(turn: Turn) -> None:
    found = validations.gaps_of(turn.workspace, turn.id)
    gap = turn.one(gap for gap in found if gap.code in {"finding_missing", "text_missing"})
    validations.accept_deviation(turn.workspace, turn.id, gap_id=gap.id, reason=turn.words)


def add_evidence(turn: Turn) -> None:
    about = turn.known.observations
    evidence.add(
        turn.workspace,
        validation_id=turn.id,
        data=PICTURE,
        file_name="dock.jpg",
        refs=[REFS[turn.pick % len(REFS)]],
        observation_id=turn.one(about).id if about and turn.pick % 2 else None,
        caption=turn.words,
    )


def change_evidence(turn: Turn) -> None:
    piece = turn.one(turn.known.evidence)
    match turn.pick % 5:
        case 0:
            evidence.take_out(turn.workspace, turn.id, piece.id, reason=turn.text)
        case 1:
            evidence.put_back(turn.workspace, turn.id, piece.id)
        case 2:
            evidence.link(turn.workspace, turn.id, piece.id, observation_id=_observation(turn))
        case 3:
            about = turn.one(piece.observation_ids)
            evidence.unlink(turn.workspace, turn.id, piece.id, observation_id=about)
        case _:
            evidence.change_evidence(turn.workspace, turn.id, piece.id, caption=turn.words)


def plan(turn: Turn) -> None:
    card = turn.one(improvement.actions(turn.workspace, turn.id))
    about = card.observation.id
    match turn.pick % 4:
        case 0:
            improvement.record_action(
                turn.workspace, turn.id, observation_id=about, problem=turn.text
            )
        case 1:
            status = list(ActionStatus)[turn.pick % 6]
            improvement.review(turn.workspace, turn.id, observation_id=about, status=status)
        case 2:
            improvement.ask_extension(
                turn.workspace, turn.id, observation_id=about, reason=turn.text
            )
        case _:
            asked = turn.one(card.extensions)
            improvement.decide_extension(turn.workspace, turn.id, asked.id, granted=True)


def contact(turn: Turn) -> None:
    company = turn.known.company
    if not company.contacts or turn.pick % 2:
        companies.add_contact(
            turn.workspace, company_id=company.id, name=turn.text, validation_id=turn.id
        )
    else:
        gone = turn.one(company.contacts).id
        companies.remove_contact(turn.workspace, gone, validation_id=turn.id)


def company_data(turn: Turn) -> None:
    given = {"tax_id": turn.text, "address": turn.text, "contact": turn.text}
    companies.fill_from(turn.workspace, turn.known.company.id, given, validation_id=turn.id)


def import_answers(turn: Turn) -> None:
    ref = REFS[turn.pick % len(REFS)]
    rows_ = f"Criterio;¿Cumple?;Respuesta\n{ref};Sí;Procedimiento {turn.pick % 4}\n1.2;No;\n"
    shown = preview_bytes(rows_.encode(), "respuestas.csv", turn.known.checklist)
    accept(turn.workspace, shown, validation_id=turn.id)


def begin_sheet(turn: Turn) -> None:
    site = turn.one(turn.known.covered).id if turn.pick % 2 else None
    worksheets.start_sheet(
        turn.workspace, turn.id, form_id="container-inspection", site_id=site, refs=["1.1"]
    )


def fill_sheet(turn: Turn) -> None:
    sheet = turn.one(turn.known.sheets)
    places = [spot for spot in spots(sheet.form, sheet.values) if spot.field.kind != "photo"]
    spot = turn.one(places)
    values = {spot.key: form_case.entry(spot, turn.pick, turn.text)}
    if spot.field.kind == "point":
        values[f"{spot.key}:note"] = turn.words
    burst = f"sheet {turn.pick % 2}" if turn.pick % 3 else None
    worksheets.fill(turn.workspace, turn.id, sheet.id, values, burst=burst)


def change_sheet(turn: Turn) -> None:
    sheet, ws = turn.one(turn.known.sheets).id, turn.workspace
    match turn.pick % 5:
        case 0:
            worksheets.remove_sheet(ws, turn.id, sheet)
        case 1:
            worksheets.change_note(ws, turn.id, sheet, note=turn.text)
        case 2:
            form = turn.one(turn.known.sheets)
            places = spots(form.form, form.values)
            photo = turn.one(spot.key for spot in places if spot.field.kind == "photo")
            piece = turn.one(turn.known.evidence).id
            worksheets.link_photo(ws, turn.id, sheet, photo, piece)
        case 3:
            site = turn.one(turn.known.covered).id
            worksheets.set_site(ws, turn.id, sheet, site_id=site)
        case _:
            worksheets.link_requirements(ws, turn.id, sheet, refs=[REFS[turn.pick % len(REFS)]])


def decide(turn: Turn) -> None:
    item = turn.one(worksheets.proposals(turn.workspace, turn.id))
    match turn.pick % 3:
        case 0:
            worksheets.accept_proposal(turn.workspace, turn.id, item.sheet_id, item.key)
        case 1:
            worksheets.dismiss_proposal(
                turn.workspace, turn.id, item.sheet_id, item.key, reason=turn.text
            )
        case _:
            worksheets.reopen_proposal(turn.workspace, turn.id, item.sheet_id, item.key)


def move_edition(turn: Turn) -> None:
    if turn.pick % 3:
        raise LookupError  # seldom: everything has to be seen again
    others = {make.MANUFACTURER, make.IMPORTER} - {turn.known.visit.checklist_id}
    validations.move_to_edition(turn.workspace, turn.id, checklist_id=min(others))


def confirm_prior(turn: Turn) -> None:
    prior = turn.one(row for row in turn.known.priors if row.targets and row.verdict)
    ref = prior.targets[0][0]
    walk.confirm_prior(turn.workspace, validation_id=turn.id, ref=ref, site_id=prior.site_id)


def look(turn: Turn) -> None:
    gone = turn.one(turn.known.former)
    place = {"copy_id": gone.copy_id, "ref": gone.ref}
    validations.mark_looked(turn.workspace, turn.id, **place, looked=bool(turn.pick % 4))


def undo(turn: Turn) -> None:
    turn.workspace.undo(turn.id)


def redo(turn: Turn) -> None:
    turn.workspace.redo(turn.id)


VERBS: tuple[Callable[[Turn], None], ...] = (
    assess, assess, move_edition, confirm_prior, look, write_seen, write_seen, write_note, clear,
    observe, observe,
    change_observation, write_text, write_text, relink, remove, change_visit, scope, add_site,
    person, risk, deviate, add_evidence, change_evidence, plan, contact, company_data,
    import_answers, begin_sheet, fill_sheet, fill_sheet, change_sheet, decide, undo, redo,
)  # fmt: skip


def perform(
    workspace: Workspace, validation_id: str, verb: Callable[[Turn], None], pick: int, text: str
) -> bool:
    """Carry out one step; False where it was refused, which must change nothing."""
    known = validations.validation(workspace, validation_id)
    try:
        verb(Turn(workspace, known, pick, text))
    except (AssessorError, LookupError):
        return False
    return True


def everything(workspace: Workspace) -> dict[str, dict[str, rows.Row]]:
    """Return every row of every recorded table."""
    with workspace.read() as session:
        connection = session.connection()
        tables = [
            rows.table_named(mapper.class_.__tablename__)
            for mapper in Base.registry.mappers
            if issubclass(mapper.class_, Recorded)
        ]
        return {
            table.name: {
                row["id"]: rows.plain(table, row)
                for row in connection.execute(select(table)).mappings()
            }
            for table in tables
        }
