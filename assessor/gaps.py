"""What stands between a validation and its issue: pure rules over a dossier, each with a jump."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assessor import rules
from assessor.facts import AS_WRITTEN, DeviationRow, Dossier, Gap, ObservationRow, PointKey
from assessor.i18n import N_, LocalText
from assessor.proposals import proposals_of
from assessor.terms import Kind, Level, TeamPart, Verdict

_NEEDS_REASON = frozenset({Verdict.NA, Verdict.NOT_VERIFIED})

# The narrative fields of a visit: what the report calls them, and where a blank deserves a look.
NARRATIVE = {
    "classification": N_("Classification"),
    "scope": N_("Scope"),
    "purpose": N_("Purpose"),
    "basis": N_("Basis"),
    "methods": N_("Methods"),
    "sources": N_("Sources"),
    "limits": N_("Limits"),
    "business_flow": N_("Business and cargo flow"),
    "summary": N_("Summary"),
    "monitoring": N_("Points for closer monitoring"),
    "conclusion": N_("Conclusion"),
    "conflict_statement": N_("Conflict-of-interest statement"),
    "distribution": N_("Distribution"),
}
_EXPECTED = ("scope", "purpose", "methods")


def gaps_of(dossier: Dossier) -> tuple[Gap, ...]:
    """Return all gaps, blocking ones first; a deviation with a reason no longer blocks."""
    accepted = {row.gap_key: row for row in dossier.deviations if _said(row.reason)}
    found = [
        *_unseen(dossier),
        *_verdicts(dossier),
        *_shortfalls(dossier),
        *_observations(dossier),
        *_texts(dossier),
        *_visit(dossier),
        *_proposals(dossier),
    ]
    settled: list[Gap] = []
    for gap in found:
        if gap.code in DEVIABLE and gap.id in accepted:
            settled += [_settled(gap), *_reason(dossier, gap, accepted[gap.id])]
        else:
            settled.append(gap)
    return tuple(sorted(settled, key=lambda gap: not gap.blocking))


def blocking(dossier: Dossier) -> tuple[Gap, ...]:
    """Return only the gaps that forbid issuing."""
    return tuple(gap for gap in gaps_of(dossier) if gap.blocking)


def untranslated(dossier: Dossier, languages: tuple[str, ...]) -> tuple[Gap, ...]:
    """Return a gap for each text that a document in these languages would lack."""
    asked = replace(dossier, visit=replace(dossier.visit, languages=languages))
    return tuple(_texts(asked))


def _said(text: LocalText) -> bool:
    return any(words.strip() for words in text.values())


def _settled(gap: Gap) -> Gap:
    return replace(
        gap,
        code="deviation",
        blocking=False,
        message=N_("Left open with a reason: {gap_text}"),
        values={**gap.values, "gap_text": gap},
    )


def _reason(dossier: Dossier, gap: Gap, deviation: DeviationRow) -> Iterator[Gap]:
    """The reason is printed: it must stand in every language, and nothing stands in for it."""
    place = {"page": gap.page, "key": deviation.id, "field": "reason", "ref": gap.ref}
    name = gap.ref or dossier.visit.number
    for missing in _missing(dossier, [(N_("the reason"), name, deviation.reason, True, place)]):
        yield replace(missing, code="deviation_reason")


# A recorded reason may stand in for these, and for nothing else.
DEVIABLE = frozenset({"finding_missing", "text_missing"})


def _site_names(dossier: Dossier) -> dict[str, str]:
    return {site.id: site.name for site in dossier.covered}


def _unseen(dossier: Dossier) -> Iterator[Gap]:
    for requirement in dossier.checklist.requirements:
        for site in dossier.covered:
            points = [
                point.id
                for point in requirement.points
                if dossier.verdict(requirement.ref, point.id, site.id) is None
            ]
            if points:
                yield Gap(
                    id=f"unseen:{requirement.ref}:{site.id}",
                    code="unseen",
                    blocking=True,
                    message=N_("{ref} has no verdict yet ({site})."),
                    values={"ref": requirement.ref, "site": site.name},
                    page="walk",
                    ref=requirement.ref,
                    point_id=points[0],
                    site_id=site.id,
                )


def _verdicts(dossier: Dossier) -> Iterator[Gap]:
    names = _site_names(dossier)
    rule = dossier.profile.not_applicable
    for (ref, point_id, site_id), row in dossier.assessments.items():
        if site_id not in names or row.verdict not in _NEEDS_REASON:
            continue
        place = {"ref": ref, "point_id": point_id, "site_id": site_id}
        needed = rule.reason or row.verdict is Verdict.NOT_VERIFIED
        if needed and not _said(row.reason):
            yield Gap(
                id=f"reason:{ref}:{point_id}:{site_id}",
                code="reason_missing",
                blocking=True,
                message=N_("{ref}: the verdict needs a reason."),
                values={"ref": ref},
                page="walk",
                **place,
            )
        must = dossier.level(ref, point_id) is Level.MUST
        alone = not row.second_person.strip()
        if row.verdict is Verdict.NA and must and rule.second_person and alone:
            yield Gap(
                id=f"second:{ref}:{point_id}:{site_id}",
                code="second_person_missing",
                blocking=True,
                message=N_("{ref}: “not applicable” on a MUST needs a second person's name."),
                values={"ref": ref},
                page="walk",
                **place,
            )


def _shortfalls(dossier: Dossier) -> Iterator[Gap]:
    names = _site_names(dossier)
    for (ref, point_id, site_id), row in dossier.assessments.items():
        if site_id not in names or not rules.falls_short(row.verdict):
            continue
        level = dossier.level(ref, point_id)
        kind = rules.kind_for(level)
        if any(
            item.kind is kind and _answers(dossier, item, (ref, point_id, site_id))
            for item in dossier.observations
        ):
            continue
        must = level is Level.MUST
        yield Gap(
            id=f"{kind}:{ref}:{point_id}:{site_id}",
            code="finding_missing" if must else "recommendation_missing",
            blocking=must,
            message=N_("{ref} falls short of a MUST and has no finding ({site}).")
            if must
            else N_("{ref} falls short of a SHOULD: consider a recommendation ({site})."),
            values={"ref": ref, "site": names[site_id]},
            page="walk",
            ref=ref,
            point_id=point_id,
            site_id=site_id,
        )


def _answers(dossier: Dossier, item: ObservationRow, key: PointKey) -> bool:
    ref, point_id, site_id = key
    if item.site_id not in (None, site_id):
        return False
    short = dossier.short.get(item.site_id, frozenset())
    return rules.covers(dossier.checklist, item.links, short, ref, point_id)


def _observations(dossier: Dossier) -> Iterator[Gap]:
    for item in dossier.observations:
        if not item.links:
            message = N_("Observation {number}: what it is about is gone in this edition; link it.")
            gap = _observation_gap(item, "unlinked", message)
            yield replace(gap, values={"number": item.number})
        if item.kind is Kind.GOOD_PRACTICE:
            continue
        short = dossier.short.get(item.site_id, frozenset())
        levels = rules.levels_of(dossier.checklist, item.links, short)
        if len(set(levels.values())) > 1:
            yield _observation_gap(
                item,
                "mixed_levels",
                N_("{refs}: a finding and a recommendation are mixed in one; record them apart."),
            )
        if item.kind is Kind.FINDING:
            yield from _finding(dossier, item, short)
        if item.kind is Kind.FINDING and not item.share:
            # Its verdict and its count would tell: only a draft can hold it back.
            yield _observation_gap(
                item,
                "finding_withheld",
                N_("{refs}: a finding is withheld from the company; share it before the issue."),
            )


def _finding(
    dossier: Dossier, item: ObservationRow, short: frozenset[tuple[str, str]]
) -> Iterator[Gap]:
    founded = [
        link
        for link in item.links
        if any(ref == link.ref and link.point_id in ("", point) for ref, point in short)
    ]
    if len(founded) < len(item.links):
        yield _observation_gap(
            item,
            "finding_unfounded",
            N_("{refs}: there is a finding, but the verdict does not fall short."),
        )
    seen = any(
        any(row.seen.values()) for key, row in dossier.assessments.items() if key[0] in item.refs
    )
    if not item.evidence and not seen:
        yield _observation_gap(
            item,
            "evidence_missing",
            N_("{refs}: the finding has neither evidence nor a note of what was seen."),
            blocking=False,
        )


def _observation_gap(
    item: ObservationRow, code: str, message: str, *, blocking: bool = True
) -> Gap:
    return Gap(
        id=f"{code}:{item.id}",
        code=code,
        blocking=blocking,
        message=message,
        values={"refs": ", ".join(item.refs)},
        page="findings",
        ref=item.refs[0] if item.refs else "",
        observation_id=item.id,
    )


def missing_languages(text: LocalText, languages: tuple[str, ...], *, wanted: bool) -> list[str]:
    """Return the languages that a text lacks; none for a blank that nobody asked for."""
    written = {lang for lang, words in text.items() if words.strip()}
    if AS_WRITTEN in written or not (written or wanted):
        return []
    return [lang for lang in languages if lang not in written]


_Place = dict[str, str]


_Text = tuple[str, str, LocalText, bool, _Place]


def _texts(dossier: Dossier) -> Iterator[Gap]:
    return _missing(dossier, _all_texts(dossier))


def _missing(dossier: Dossier, texts: Iterable[_Text]) -> Iterator[Gap]:
    for what, name, text, wanted, place in texts:
        for lang in missing_languages(text, dossier.visit.languages, wanted=wanted):
            yield Gap(
                id=f"text:{place.get('key', '')}:{place.get('field', '')}:{lang}",
                code="text_missing",
                blocking=True,
                message=N_("{name}: {what_msgid} is missing in {language}."),
                values={"name": name, "what_msgid": what, "language": lang.upper()},
                page=place["page"],
                ref=place.get("ref", ""),
                point_id=place.get("point_id", ""),
                site_id=place.get("site_id", ""),
                observation_id=place.get("observation_id", ""),
                field=place.get("field", ""),
                language=lang,
            )


def _all_texts(dossier: Dossier) -> Iterator[_Text]:
    for item in dossier.observations:
        place = {"page": "findings", "key": item.id, "observation_id": item.id}
        place["ref"] = item.refs[0] if item.refs else ""
        name = ", ".join(item.refs)
        yield N_("the text"), name, item.text, True, {**place, "field": "text"}
        yield N_("the action"), name, item.action, False, {**place, "field": "action"}
        yield N_("why it matters"), name, item.why, False, {**place, "field": "why"}
    sites = _site_names(dossier)
    for (ref, point_id, site_id), row in dossier.assessments.items():
        if site_id in sites:
            place = {"page": "walk", "key": row.id, "ref": ref}
            place |= {"point_id": point_id, "site_id": site_id}
            yield N_("what was seen"), ref, row.seen, False, {**place, "field": "seen"}
            # A reason that a later verdict made idle is kept, and printed nowhere.
            if row.verdict in _NEEDS_REASON:
                yield N_("the reason"), ref, row.reason, False, {**place, "field": "reason"}
    for field, what in NARRATIVE.items():
        place = {"page": "prepare", "key": dossier.visit.id, "field": field}
        yield what, dossier.visit.number, getattr(dossier.visit, field), False, place
    yield from _minor_texts(dossier)


def _minor_texts(dossier: Dossier) -> Iterator[_Text]:
    for site in dossier.sites:
        if not site.in_scope:
            place = {"page": "prepare", "key": site.site.id, "field": "sites"}
            yield N_("why it was left out"), site.site.name, site.reason, False, place
    for piece in dossier.evidence:
        if piece.removed_at is None:
            place = {"page": "walk", "key": piece.id, "field": "caption"}
            place["ref"] = piece.refs[0] if piece.refs else ""
            yield N_("the caption"), piece.file_name, piece.caption, False, place
    for risk in dossier.risks:
        place = {"page": "prepare", "key": risk.id, "field": "risks"}
        yield N_("the risk"), dossier.visit.number, risk.topic, True, place


def _visit(dossier: Dossier) -> Iterator[Gap]:
    visit = dossier.visit
    if not dossier.covered:
        yield _visit_gap(dossier, "sites", N_("No site is in scope."), blocking=True)
    if visit.visit_start is None:
        yield _visit_gap(dossier, "visit_start", N_("The dates of the visit are not recorded."))
    elif visit.visit_end is not None and visit.visit_end < visit.visit_start:
        yield _visit_gap(
            dossier, "visit_end", N_("The visit ends before it begins."), blocking=True
        )
    if visit.period_from and visit.period_to and visit.period_to < visit.period_from:
        yield _visit_gap(
            dossier, "period_to", N_("The period reviewed ends before it begins."), blocking=True
        )
    if not any(person.part == TeamPart.LEAD for person in dossier.people):
        yield _visit_gap(dossier, "people", N_("Nobody is named as lead validator."))
    for field in _EXPECTED:
        if not any(getattr(visit, field).values()):
            yield _visit_gap(
                dossier, field, N_("“{what_msgid}” is not filled in."), what_msgid=NARRATIVE[field]
            )
    for site in dossier.sites:
        if not site.in_scope and not any(site.reason.values()):
            message = N_("{site} is left out without a reason.")
            name, site_id = site.site.name, site.site.id
            yield _visit_gap(dossier, "sites", message, site_id=site_id, site=name)
    waiting = sum(item.waiting for item in dossier.files)
    if waiting:
        message = N_("Rows of the self-assessment that still wait for a decision: {count}.")
        yield _visit_gap(dossier, "saq", message, count=waiting)
    if unread := sum(not item.looked for item in dossier.former):
        message = N_("Without a place in this edition, and not looked at yet: {count}.")
        yield _visit_gap(dossier, "former", message, count=unread)


def _proposals(dossier: Dossier) -> Iterator[Gap]:
    """A shortfall in a worksheet about which nobody has decided yet."""
    for item in proposals_of(dossier):
        if item.state == "open" and item.links:
            yield Gap(
                id=f"proposal:{item.sheet_id}:{item.key}",
                code="proposal_open",
                blocking=False,
                message=N_("{ref}: a worksheet falls short and proposes an observation ({where})."),
                values={"ref": ", ".join(item.refs), "where": item.where},
                page="walk",
                ref=item.refs[0],
                point_id=item.links[0].point_id,
                site_id=item.site_id or "",
            )


def _visit_gap(
    dossier: Dossier,
    field: str,
    message: str,
    *,
    blocking: bool = False,
    site_id: str = "",
    **values: object,
) -> Gap:
    return Gap(
        id=f"visit:{field}:{site_id}",
        code="visit_field",
        blocking=blocking,
        message=message,
        values={"number": dossier.visit.number, **values},
        page="prepare",
        site_id=site_id,
        field=field,
    )
