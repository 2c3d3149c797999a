"""Commands that list and show: checklists, validations, show, gaps, history, actions."""

import argparse
from collections import Counter
from collections.abc import Iterator

from assessor import checklist as checklists
from assessor.checklist import Checklist, Requirement
from assessor.cli import shapes
from assessor.cli.command import (
    Call,
    Command,
    here,
    one_line,
    place_here,
    remark,
    table,
    takes_validation,
)
from assessor.editions import PriorRow, priors_at
from assessor.errors import NoWorkspace
from assessor.facts import Dossier, ObservationRow
from assessor.i18n import N_, _, format_date, format_time, language, ngettext
from assessor.terms import Kind, Verdict, label

SHAPES: dict[Verdict | None, str] = {
    Verdict.MET: "●",
    Verdict.PARTLY: "◐",
    Verdict.NOT_MET: "✖",
    Verdict.NA: "–",
    Verdict.NOT_VERIFIED: "?",
    None: "○",
}


def _checklists_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "checklist", nargs="?", metavar="CHECKLIST", help=_("show the requirements of this one")
    )


def list_checklists(call: Call) -> None:
    """Print all checklists, or the requirements of one."""
    for fault in checklists.faults():
        remark(str(fault))
    if call.words.checklist:
        _list_requirements(call, checklists.checklist(call.words.checklist))
        return
    found = [shapes.checklist(item) for item in checklists.checklists().values()]
    call.answer(
        found,
        lambda: table(
            [
                [
                    item["id"],
                    item["edition"],
                    ngettext("{count} requirement", "{count} requirements", item["requirements"])
                    .format(count=item["requirements"]),
                    here(item["title"]),
                    _origin(item),
                ]
                for item in found
            ]
        ),
    )  # fmt: skip


def _origin(item: shapes.Shape) -> str:
    """Say what is not as it was shipped."""
    draft = [_("draft")] if item["draft"] else []
    own = item["origin"] is not None and item["origin"]["from"] == "own"
    return ", ".join([*draft, *([item["origin"]["file"]] if own else [])])


def _list_requirements(call: Call, chosen: Checklist) -> None:
    pairs = [(section.ref, item) for section in chosen.sections for item in section.requirements]
    call.answer(
        [shapes.asked(item, section) for section, item in pairs],
        lambda: table([[item.ref, _(label(item.level)), here(item.title)] for _ref, item in pairs]),
    )


def list_validations(call: Call) -> None:
    """Print all validations, the latest first."""
    from assessor.validations import validations

    try:
        with call.workspace() as workspace:
            rows = validations(workspace)
    except NoWorkspace:
        rows = []
    call.answer(
        [shapes.plain(row) | {"checklist": row.checklist_id} for row in rows],
        lambda: (
            table(
                [
                    [
                        row.number,
                        _(label(row.phase)),
                        f"{row.assessed}/{row.total}",
                        format_date(row.visit_start),
                        row.company,
                        row.sites,
                        row.id,
                    ]
                    for row in rows
                ]
            )
            or [_("There is no validation yet. Start one with import-saq, or see demo.")]
        ),
    )


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    parser.add_argument("ref", nargs="?", metavar="REF", help=_("show only this requirement"))


def show(call: Call) -> None:
    """Print a validation, or one of its requirements."""
    from assessor.gaps import gaps_of

    with call.dossier() as (_workspace, known):
        gaps = gaps_of(known)
    if call.words.ref:
        item = known.checklist.requirement(call.words.ref)
        found = shapes.asked(item, "") | shapes.requirement(known, item, gaps)
        for point, words in zip(found["points"], item.points, strict=True):
            point["text"] = words.text
        call.answer(found, lambda: list(_requirement_lines(known, item)))
        return
    call.answer(shapes.validation(known, gaps), lambda: list(_validation_lines(known)))


def _validation_lines(known: Dossier) -> Iterator[str]:
    from assessor.tally import claim_of, progress, verdict_of

    visit, counts = known.visit, progress(known)
    yield f"{visit.number}  {known.company.legal_name}  ({visit.id})"
    yield f"{here(known.checklist.title)} {known.checklist.edition}  {_phase(known)}"
    yield _("Sites: {names}").format(names=", ".join(place.name for place in known.covered) or "–")
    yield _(
        "Assessed: {assessed} of {total}; different from what was claimed: {mismatches}"
    ).format(assessed=counts.assessed, total=counts.total, mismatches=counts.mismatches)
    yield from _date_lines(known)
    for section in known.checklist.sections:
        yield ""
        yield f"{section.ref}  {here(section.title)}"
        rows = []
        for item in section.requirements:
            mark = SHAPES[verdict_of(known, item)]
            claim = _(label(claim_of(known, item.ref)))
            rows.append(["", mark, item.ref, _(label(item.level)), claim, here(item.title)])
        yield from table(rows)
    yield ""
    yield from _observation_lines(known)


def _date_lines(known: Dossier) -> Iterator[str]:
    """Say until when the visit must be announced, and what comes after it."""
    from assessor import due_words
    from assessor.deadlines import NAMES, deadlines_of, notice_of

    notice, begins = notice_of(known), known.visit.visit_start
    if notice is not None and notice.latest and begins:
        told = _("Notice of the visit by {day} ({reckoned})")
        reckoned = due_words.before_visit(notice.period, begins, language())
        yield told.format(day=format_date(notice.latest), reckoned=reckoned)
    for item in deadlines_of(known):
        reckoned = due_words.reckoned(item.due, language())
        if item.due.date is None:
            yield f"{_(NAMES[item.name])}: {reckoned}"
        else:
            yield f"{_(NAMES[item.name])}: {format_date(item.due.date)} ({reckoned})"


def _phase(known: Dossier) -> str:
    from assessor.terms import Phase

    return str(_(label(Phase(known.visit.phase))))


def _observation_lines(known: Dossier) -> Iterator[str]:
    names = Counter(item.kind for item in known.observations)
    for kind in Kind:
        yield f"{_(label(kind))}: {names[kind]}"
        yield from table(
            [
                ["", item.number, ", ".join(item.refs), one_line(here(item.text)), _due(item)]
                for item in known.observations
                if item.kind is kind
            ]
        )


def _due(item: ObservationRow) -> str:
    if item.due_on:
        told = _("due {date}, extended") if item.extended else _("due {date}")
        return told.format(date=format_date(item.due_on))
    if item.due is None:
        return ""
    days = ngettext("answer due after {count} day", "answer due after {count} days", item.due.days)
    return days.format(count=item.due.days)


def _requirement_lines(known: Dossier, item: Requirement) -> Iterator[str]:
    yield f"{item.ref}  {_(label(item.level))}  {here(item.title)}"
    if item.applies_when:
        yield _("Applies when: {condition}").format(condition=here(item.applies_when))
    for point in item.points:
        yield f"  {point.id}  {_(label(point.level))}  {here(point.text)}"
        for place in known.covered:
            row = known.assessment(item.ref, point.id, place.id)
            verdict = row.verdict if row else None
            spoken = _(label(verdict)) if verdict else _("Not seen yet")
            seen = here(row.seen) if row else ""
            yield f"     {SHAPES[verdict]} {place.name}: {spoken}{'. ' if seen else ''}{seen}"
    for answer in known.answers_by_ref.get(item.ref, ()):
        claim = _(label(answer.claim))
        yield _("Company ({place}): {claim}. {text}").format(
            place=f"{answer.file_name}, {place_here(answer.place)}", claim=claim, text=answer.text
        )
    for place in known.covered:
        for prior in _priors_of(known, item, place.id):
            spoken = _(label(prior.verdict)) if prior.verdict else _("Not seen yet")
            yield _("Before ({ref}, edition {edition}, {site}): {verdict}. {seen}").format(
                ref=" ".join(filter(None, (prior.ref, prior.point_id))),
                edition=prior.edition,
                site=place.name,
                verdict=spoken,
                seen=here(prior.record.get("seen")),
            )
    for title, texts in ((_("Look for"), item.look_for), (_("Ask"), item.ask)):
        yield f"{title}:"
        yield from (f"  - {here(text)}" for text in texts)


def _priors_of(known: Dossier, item: Requirement, site_id: str) -> Iterator[PriorRow]:
    """Give what stood under the earlier edition, each once."""
    found = {
        prior.id: prior
        for point in item.points
        for prior in priors_at(known.priors, item.ref, point.id, site_id)
    }
    yield from found.values()


def list_gaps(call: Call) -> None:
    """Print what stands between a validation and its report, what blocks first."""
    from assessor.gaps import gaps_of

    with call.dossier() as (_workspace, known):
        found = [shapes.gap(gap) for gap in gaps_of(known)]
    call.answer(
        found,
        lambda: (
            table(
                [
                    [_("blocks") if gap["blocking"] else _("look"), gap["message"], gap["id"]]
                    for gap in found
                ]
            )
            or [_("Nothing is missing.")]
        ),
    )


def _history_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "validation", nargs="?", metavar="VALIDATION", help=_("only the steps of this validation")
    )
    parser.add_argument(
        "--limit", type=int, default=500, metavar="N", help=_("at most so many steps")
    )


def list_history(call: Call) -> None:
    """Print the recorded steps, the latest first."""
    from assessor.store.journal import history
    from assessor.validations import find_validation

    with call.workspace() as workspace:
        beginning = call.words.validation
        chosen = find_validation(workspace, beginning) if beginning else None
        with workspace.read() as session:
            rows = history(session, chosen, call.words.limit)
    found = [shapes.step(row, _(row.label)) for row in rows]
    call.answer(
        found,
        lambda: table(
            [
                [format_time(row.at), row.by, _(row.label), one_line(row.subject), str(row.number)]
                for row in rows
            ]
        ),
    )


def list_actions(call: Call) -> None:
    """Print the improvement plan: a card for each finding and recommendation, by due date."""
    from assessor.improvement import actions

    with call.validation() as (workspace, validation_id):
        rows = actions(workspace, validation_id)
    found = []
    for row in rows:
        shape = shapes.plain(row)
        seen = shape.pop("observation")
        shape |= {name: seen[name] for name in ("number", "kind", "text")}
        found.append(shape | {"observation": seen["id"], "refs": list(row.observation.refs)})
    call.answer(
        found,
        lambda: table(
            [
                [
                    row.observation.number,
                    ", ".join(row.observation.refs),
                    _(label(row.status)),
                    _due(row.observation),
                    row.responsible_name,
                    one_line(here(row.observation.text)),
                ]
                for row in rows
            ]
        ),
    )


COMMANDS = (
    Command("checklists", N_("List the checklists"), _checklists_arguments, list_checklists),
    Command("validations", N_("List the validations"), lambda _parser: None, list_validations),
    Command("show", N_("Show a validation"), _show_arguments, show),
    Command("gaps", N_("List what is missing before the report"), takes_validation, list_gaps),
    Command("history", N_("List the recorded steps"), _history_arguments, list_history),
    Command("actions", N_("List the improvement plan"), takes_validation, list_actions),
)
