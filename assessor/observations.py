"""Findings, recommendations and good practices: one verb records them, the level tells which."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessor import dossier, rules
from assessor.errors import (
    BadField,
    IssuedStaysShared,
    MixedLevels,
    TextNeeded,
    UnknownPoint,
    UnknownRequirement,
    UnknownSite,
)
from assessor.facts import Dossier, Link, ObservationRow
from assessor.i18n import N_, LocalText
from assessor.model import Action, EvidenceLink, Extension, Observation, ObservationPoint
from assessor.store.editing import existing, next_position, put
from assessor.store.workspace import Workspace
from assessor.terms import Kind, Level

_TEXTS = ("text", "action", "why")
LABELS = {
    Kind.FINDING: N_("Record finding"),
    Kind.RECOMMENDATION: N_("Record recommendation"),
    Kind.GOOD_PRACTICE: N_("Record good practice"),
}


def observations(workspace: Workspace, validation_id: str) -> list[ObservationRow]:
    """Return findings, then recommendations, then good practices, each as recorded."""
    with workspace.read() as session:
        return list(dossier.load(session, validation_id).observations)


def record(
    workspace: Workspace,
    *,
    validation_id: str,
    refs: Sequence[str],
    text: LocalText,
    action: LocalText | None = None,
    why: LocalText | None = None,
    good_practice: bool = False,
    point_id: str | None = None,
    site_id: str | None = None,
) -> str:
    """Record an observation on one or several requirements and return its id.

    The level of the points that fall short makes it a finding or a recommendation; both at
    once is MixedLevels. Raises also TextNeeded, UnknownRequirement, UnknownPoint or UnknownSite.
    """
    with workspace.read() as session:
        known = dossier.load(session, validation_id)
    links = _links(known, refs, point_id)
    said = Words(text, action or {}, why or {})
    kind = checked_kind(known, links, said, site_id, good_practice=good_practice)
    with workspace.change(
        LABELS[kind], validation_id=validation_id, subject=", ".join(dict.fromkeys(refs))
    ) as session:
        return put_down(
            session, validation_id, links, said, site_id=site_id, good_practice=good_practice
        )


@dataclass(frozen=True)
class Words:
    """What an observation says."""

    text: LocalText
    action: LocalText
    why: LocalText


def checked_kind(
    known: Dossier,
    links: Sequence[Link],
    said: Words,
    site_id: str | None,
    *,
    good_practice: bool = False,
) -> Kind:
    """Return what an observation would be; TextNeeded, UnknownSite or MixedLevels if it cannot."""
    if not any(words.strip() for words in said.text.values()):
        raise TextNeeded
    _check_site(known, site_id)
    return _kind(known, links, site_id, good_practice=good_practice)


def put_down(
    session: Session,
    validation_id: str,
    links: Sequence[Link],
    said: Words,
    *,
    site_id: str | None,
    good_practice: bool = False,
) -> str:
    """Add an observation that was checked to a change that is under way; return its id."""
    row = Observation(
        validation_id=validation_id,
        text=_written(said.text),
        action=_written(said.action),
        why=_written(said.why),
        good_practice=good_practice,
        site_id=site_id,
        position=next_position(session, Observation, validation_id),
    )
    session.add(row)
    for position, link in enumerate(links):
        session.add(_point(row, link, position))
    return row.id


def _point(row: Observation, link: Link, position: int) -> ObservationPoint:
    return ObservationPoint(
        validation_id=row.validation_id,
        observation_id=row.id,
        ref=link.ref,
        point_id=link.point_id,
        position=position,
    )


def _check_site(known: Dossier, site_id: str | None) -> None:
    if site_id is not None and site_id not in {site.id for site in known.covered}:
        names = ", ".join(site.name for site in known.covered)
        raise UnknownSite(site=site_id, known=names)


def _written(text: LocalText | None) -> LocalText:
    return {lang: words for lang, words in (text or {}).items() if words.strip()}


def _links(known: Dossier, refs: Sequence[str], point_id: str | None) -> list[Link]:
    if not refs:
        raise UnknownRequirement(ref="")
    # A point is one of the first requirement: another one has points of its own.
    first = refs[0]
    links = [Link(ref, (point_id or "") if ref == first else "") for ref in dict.fromkeys(refs)]
    for link in links:
        item = known.checklist.requirement(link.ref)
        if link.point_id and item.point(link.point_id) is None:
            points = ", ".join(point.id for point in item.points)
            raise UnknownPoint(ref=link.ref, point=link.point_id, known=points)
    return links


def _kind(
    known: Dossier, links: Sequence[Link], site_id: str | None, *, good_practice: bool
) -> Kind:
    short = known.short.get(site_id, frozenset())
    levels = rules.levels_of(known.checklist, links, short)
    if not good_practice and len(set(levels.values())) > 1:
        must = ", ".join(link.ref for link in links if levels[link] is Level.MUST)
        should = ", ".join(link.ref for link in links if levels[link] is Level.SHOULD)
        raise MixedLevels(must=must, should=should)
    return rules.kind_of(known.checklist, links, short, good_practice=good_practice)


def kind_at(
    known: Dossier, ref: str, point_id: str | None = None, site_id: str | None = None
) -> Kind:
    """Return what an observation on this requirement would be: the window shows it ahead."""
    return _kind(known, _links(known, [ref], point_id), site_id, good_practice=False)


def change_observation(
    workspace: Workspace,
    validation_id: str,
    observation_id: str,
    *,
    burst: str | None = None,
    **fields: Any,
) -> None:
    """Change fields of an observation; texts in several languages are given whole.

    Raises IssuedStaysShared for one that a report has shown already.
    """
    with workspace.change(
        N_("Change observation"), validation_id=validation_id, burst=burst
    ) as session:
        if fields.get("share") is False and was_issued(
            dossier.load(session, validation_id), observation_id
        ):
            raise IssuedStaysShared
        put(session, Observation, observation_id, fields, within=validation_id)


def was_issued(known: Dossier, observation_id: str) -> bool:
    """Say whether a report was issued since it was recorded: then it cannot be withheld."""
    # The first 48 bits of a UUIDv7 are the milliseconds at which it was made.
    made = int(observation_id.replace("-", "")[:12], 16)
    return any(report.issued_at.timestamp() * 1000 >= made for report in known.reports)


def write_text(
    workspace: Workspace,
    validation_id: str,
    observation_id: str,
    *,
    field: str,
    language: str,
    text: str,
    burst: str | None = None,
) -> None:
    """Write `text`, `action` or `why` in one language; the other languages stay."""
    if field not in _TEXTS:
        raise BadField(field="observation", value=field, known=", ".join(_TEXTS))
    with workspace.change(N_("Edit text"), validation_id=validation_id, burst=burst) as session:
        row = existing(session, Observation, observation_id, within=validation_id)
        changed = {**getattr(row, field), language: text}
        put(session, Observation, observation_id, {field: _written(changed)})


def relink(
    workspace: Workspace, validation_id: str, observation_id: str, *, refs: Sequence[str]
) -> None:
    """Let an observation be about these requirements from now on."""
    with workspace.change(N_("Change requirements"), validation_id=validation_id) as session:
        known = dossier.load(session, validation_id)
        row = existing(session, Observation, observation_id, within=validation_id)
        old = session.scalars(
            select(ObservationPoint)
            .where(ObservationPoint.observation_id == observation_id)
            .order_by(ObservationPoint.position)
        ).all()
        kept = {point.ref for point in old}
        # A requirement that stays keeps its points: they decide the level.
        links = [Link(point.ref, point.point_id) for point in old if point.ref in refs]
        links += [link for link in _links(known, refs, None) if link.ref not in kept]
        _kind(known, links, row.site_id, good_practice=row.good_practice)
        for point in old:
            if point.ref not in refs:
                session.delete(point)
        after = max((point.position for point in old), default=-1) + 1
        for position, link in enumerate((link for link in links if link.ref not in kept), after):
            session.add(_point(row, link, position))


def remove(workspace: Workspace, validation_id: str, observation_id: str) -> None:
    """Take an observation out, with its links and its actions; undo brings all back."""
    with workspace.change(N_("Remove observation"), validation_id=validation_id) as session:
        row = existing(session, Observation, observation_id, within=validation_id)
        cards = select(Action.id).where(Action.observation_id == observation_id)
        gone = [*session.scalars(select(Extension).where(Extension.action_id.in_(cards)))]
        for model in (ObservationPoint, EvidenceLink, Action):
            gone += session.scalars(select(model).where(model.observation_id == observation_id))
        for child in gone:
            session.delete(child)
        session.delete(row)
