"""Issuing a report: the final documents are made and kept, then the validation is locked."""

from dataclasses import replace
from datetime import datetime

from assessor import rules, validations
from assessor.due_dates import events, in_force
from assessor.errors import GapsRemain, ValidationIssued
from assessor.facts import Dossier, DueDate, ObservationRow
from assessor.gaps import blocking
from assessor.improvement import ActionRow
from assessor.reports.copies import COPIES, Copy
from assessor.reports.exporting import REPORT, build_from, load, now, ordered, render
from assessor.store.workspace import Workspace
from assessor.terms import Phase

KIND = REPORT
FORMAT = "pdf"


def issue(workspace: Workspace, validation_id: str) -> tuple[validations.IssuedDocument, ...]:
    """Make the final PDFs of both copies, keep them, lock the validation; return what went out.

    Raises GapsRemain, whose values hold the gaps, ValidationIssued, or ChangedMeanwhile when
    somebody recorded something while the documents were made.
    """
    with workspace.read() as session:
        known, actions = load(session, validation_id)
    if known.visit.phase == Phase.ISSUED:
        raise ValidationIssued(number=known.visit.number)
    if waiting := blocking(known):
        raise GapsRemain(count=len(waiting), gaps=waiting)
    at = now()
    final, cards = as_issued(known, actions, at, workspace.by)
    documents = tuple(_document(workspace, final, cards, copy) for copy in COPIES)
    validations.issue(workspace, validation_id, documents=documents, at=at, made_from=known)
    return documents


def _document(
    workspace: Workspace, final: Dossier, cards: tuple[ActionRow, ...], copy: Copy
) -> validations.IssuedDocument:
    order = ordered(KIND, final.visit.languages, copy)
    content = render(build_from(workspace, final, cards, order), FORMAT)
    return validations.IssuedDocument(
        report_kind=KIND,
        copy_kind=copy,
        languages=order.languages,
        file_format=FORMAT,
        sha256=workspace.blobs.put(content),
    )


def as_issued(
    known: Dossier, actions: tuple[ActionRow, ...], at: datetime, by: str
) -> tuple[Dossier, tuple[ActionRow, ...]]:
    """The dossier as it will read once issued: phase, date, and the due dates that run from it."""
    visit = replace(known.visit, phase=Phase.ISSUED.value, issued_at=at, issued_by=by)
    days = events(visit, known.sites)
    observations = tuple(
        _dated(item, rules.due_date(known.profile, item.kind, days)) for item in known.observations
    )
    by_id = {item.id: item for item in observations}
    cards = tuple(_card(card, by_id[card.observation.id]) for card in actions)
    return replace(known, visit=visit, observations=observations), cards


def _card(card: ActionRow, item: ObservationRow) -> ActionRow:
    return replace(card, observation=item, due=item.due, due_on=item.due_on)


def _dated(item: ObservationRow, due: DueDate | None) -> ObservationRow:
    agreed, granted = (None, item.due_on) if item.extended else (item.due_on, None)
    due_on, extended = in_force(due, agreed, granted)
    return replace(item, due=due, due_on=due_on, extended=extended)
