"""Findings, recommendations and good practices: fact, evidence, why it matters, what to achieve."""

from collections.abc import Iterator

from assessor.facts import EvidenceRow, ObservationRow
from assessor.i18n import N_
from assessor.reports.blocks import (
    NOTHING,
    Block,
    Cell,
    Column,
    Photo,
    Photos,
    Prose,
    Row,
    Table,
    Text,
    Words,
    plain,
)
from assessor.reports.sections.parts import (
    Line,
    badge,
    both,
    cell,
    in_columns,
    joined,
    ranges,
    shortened,
)
from assessor.reports.subject import Subject
from assessor.terms import Kind, Level

# Used where a programme's profile has no word of its own.
PLURALS = {
    Kind.FINDING: N_("Findings"),
    Kind.RECOMMENDATION: N_("Recommendations"),
    Kind.GOOD_PRACTICE: N_("Good practices"),
}
DEFINITIONS = {
    Kind.FINDING: N_("A finding is a shortfall against a MUST. It requires action by the company."),
    Kind.RECOMMENDATION: N_(
        "A recommendation is an improvement against a SHOULD. The company decides on it."
    ),
    Kind.GOOD_PRACTICE: N_(
        "A good practice goes beyond the requirement, with management support, a written process,"
        " checks and proof that it is carried out."
    ),
}
NONE_RECORDED = {
    Kind.FINDING: N_("No finding is recorded."),
    Kind.RECOMMENDATION: N_("No recommendation is recorded."),
    Kind.GOOD_PRACTICE: N_("No good practice is recorded."),
}


def plural(subject: Subject, kind: Kind) -> Words:
    """What the programme calls several of a kind."""
    return subject.say.word(f"kind.{kind}.plural", PLURALS[kind])


def definition(subject: Subject, kind: Kind) -> Words:
    """What the programme means by a kind: it differs from programme to programme."""
    return subject.say.word(f"kind.{kind}.definition", DEFINITIONS[kind])


def findings(subject: Subject) -> list[Block]:
    """What must be put right."""
    return _observed(subject, Kind.FINDING)


def recommendations(subject: Subject) -> list[Block]:
    """What is advised."""
    return _observed(subject, Kind.RECOMMENDATION)


def good_practices(subject: Subject) -> list[Block]:
    """What is done better than asked."""
    return _observed(subject, Kind.GOOD_PRACTICE)


def _observed(subject: Subject, kind: Kind) -> list[Block]:
    items = subject.of_kind(kind)
    blocks: list[Block] = [Prose(definition(subject, kind), look="note")]
    if not items:
        return [*blocks, Prose(subject.say.gettext(NONE_RECORDED[kind]), layout="stacked")]
    rows: list[Row] = []
    for item in items:
        rows.append(_row(subject, item))
        if photos := photographs(subject, item.evidence):
            blocks += [_table(subject, kind, rows), photos]
            rows = []
    return [*blocks, _table(subject, kind, rows)] if rows else blocks


def _table(subject: Subject, kind: Kind, rows: list[Row]) -> Table:
    say = subject.say
    columns = [Column(say.gettext("Req."), width=27), *subject.language_columns()]
    if kind is Kind.FINDING:
        columns.append(Column(say.gettext("Due"), width=25))
    return Table(tuple(columns), tuple(rows))


def _row(subject: Subject, item: ObservationRow) -> Row:
    due = [_due(subject, item)] if item.kind is Kind.FINDING else []
    return Row((_reference(subject, item), *in_columns(subject, _lines(subject, item)), *due))


def _due(subject: Subject, item: ObservationRow) -> Cell:
    """The day in force; where an extension moved it, the day that was reckoned below it."""
    say = subject.say
    day = Text(say.due_of(item), layout="stacked")
    if not item.extended:
        return cell(day)
    extended = say.gettext("Extension granted")
    if item.due and item.due.date:
        extended = say.gettext("Extended; reckoned: {day}", day=say.date(item.due.date))
    return cell(day, Text(extended, "note", layout="stacked"))


def _reference(subject: Subject, item: ObservationRow) -> Cell:
    levels = {Kind.FINDING: Level.MUST, Kind.RECOMMENDATION: Level.SHOULD}
    badges = [badge(subject, levels[item.kind])] if item.kind in levels else []
    return cell(
        Text(numbered_short(item), "small"),
        Text(joined(_points(item)), "strong"),
        *badges,
    )


def numbered_short(item: ObservationRow) -> Words:
    """The number of an observation."""
    return plain(f"№ {item.number}")


def _points(item: ObservationRow) -> Iterator[str]:
    for link in item.links:
        yield f"{link.ref} {link.point_id}".strip()


def _lines(subject: Subject, item: ObservationRow) -> list[Line]:
    say = subject.say
    lines: list[Line] = [(NOTHING, say.local(item.text))]
    if subject.several_sites:
        lines.append((say.gettext("Site:"), _site(subject, item)))
    if any(item.why.values()):
        lines.append((say.gettext("Why it matters:"), say.local(item.why)))
    if any(item.action.values()) or item.kind is Kind.FINDING:
        lead = N_("To be achieved:") if item.kind is Kind.FINDING else N_("Suggestion:")
        lines.append((say.gettext(lead), say.local(item.action)))
    if item.evidence:
        lines.append((say.gettext("Evidence:"), ranges(piece.number for piece in item.evidence)))
    return lines


def _site(subject: Subject, item: ObservationRow) -> Words:
    if item.site_id is None:
        return subject.say.gettext("All sites")
    return plain(subject.site_names[item.site_id])


def photographs(
    subject: Subject, pieces: tuple[EvidenceRow, ...], across: int = 3
) -> Photos | None:
    """The photographs among some evidence, or None."""
    photos = tuple(_photo(subject, piece) for piece in pieces if is_photograph(piece))
    missing = subject.say.gettext("Photograph not available")
    return Photos(photos, missing, across) if photos else None


def is_photograph(piece: EvidenceRow) -> bool:
    """Say whether a piece of evidence is printed as a picture."""
    return piece.media_type.startswith("image/")


def _photo(subject: Subject, piece: EvidenceRow) -> Photo:
    say = subject.say
    number = say.gettext("Photograph {number}", number=str(piece.number))
    caption = number
    if any(piece.caption.values()):
        caption = both(number, say.local(piece.caption), ": ")
    refs = joined(subject.in_order(piece.refs)) if piece.refs else NOTHING
    detail = (*refs, *taken(subject, piece), *plain(hash_line(piece.sha256)))
    return Photo(piece.print_sha256, caption, detail)


def hash_line(sha256: str) -> str:
    """The hash of the original, short enough for a caption."""
    return f"SHA-256\u00a0{shortened(sha256)}"


def taken(subject: Subject, piece: EvidenceRow) -> Words:
    """When a photograph was taken, as far as it tells."""
    return subject.say.time(piece.taken_at, blank=N_("time not recorded"))
