"""The result of every requirement: the company's claim, what was checked, evidence, verdict."""

from collections.abc import Iterator

from assessor.checklist import Point, Requirement
from assessor.facts import AS_WRITTEN, AnswerRow, AssessmentRow, SiteRow
from assessor.i18n import N_
from assessor.reports.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Quote,
    Row,
    Table,
    Text,
    Words,
    clean,
    plain,
)
from assessor.reports.sections.parts import (
    SET_ASIDE,
    Line,
    badge,
    both,
    cell,
    in_columns,
    joined,
    mark,
    named,
    ranges,
)
from assessor.reports.subject import Subject
from assessor.tally import claim_of, is_complete, is_mismatch, verdict_of
from assessor.terms import Level

LONG_WORD = 11


def results(subject: Subject) -> list[Block]:
    """One table for each section of the checklist."""
    say = subject.say
    counts = {part.ref: part for part in subject.progress.sections}
    columns = (
        Column(say.gettext("Req."), width=_room_for_levels(subject)),
        *subject.language_columns(),
        Column(say.gettext("Result"), width=27),
    )
    blocks: list[Block] = []
    for section in subject.known.checklist.sections:
        part = counts[section.ref]
        met = say.gettext("{met} of {total} met", met=part.met, total=part.total)
        blocks.append(Heading(2, say.given(section.title), section.ref, note=met))
        rows = [row for item in section.requirements for row in _requirement(subject, item)]
        blocks.append(Table(columns, tuple(rows)))
    return blocks


def _room_for_levels(subject: Subject) -> float:
    """The width that keeps the programme's words for the levels whole: “recommandation”."""
    words = [said.text for level in Level for said in subject.say.term(level)]
    return 22 if max(map(len, " ".join(words).split())) < LONG_WORD else 27


def _requirement(subject: Subject, item: Requirement) -> Iterator[Row]:
    """The requirement, the company's own words, then its points and sites where several."""
    quotes = list(_quotes(subject, item))
    parts = [] if _single(subject, item) else list(_parts(subject, item))
    rows = [_headline(subject, item), *quotes, *parts]
    for row in rows[:-1]:
        yield Row(row.cells, rule=False)
    yield rows[-1]


def _single(subject: Subject, item: Requirement) -> bool:
    return len(item.points) == 1 and not subject.several_sites


def _headline(subject: Subject, item: Requirement) -> Row:
    say, known = subject.say, subject.known
    claim = say.term(claim_of(known, item.ref))
    if is_mismatch(known, item):
        claim = both(claim, say.gettext("differs from what was seen"), " — ")
    lines: list[Line] = [(say.gettext("Company's claim:"), claim)]
    if _single(subject, item) and known.covered:
        site, point = known.covered[0], item.points[0]
        lines += _seen(subject, known.assessment(item.ref, point.id, site.id))
    first = cell(Text(plain(item.ref), "strong"), badge(subject, item.level))
    return Row((first, *in_columns(subject, lines, say.given(item.title)), _verdict(subject, item)))


def _verdict(subject: Subject, item: Requirement) -> Cell:
    say = subject.say
    verdict = verdict_of(subject.known, item)
    notes: list[Text] = []
    if verdict is not None and not is_complete(subject.known, item):
        notes.append(Text(say.gettext("Not complete yet"), "small"))
    if evidence := subject.evidence_by_ref.get(item.ref):
        numbers = ranges(piece.number for piece in evidence)
        notes.append(Text(numbers, "small", lead=say.gettext("Evidence")))
    notes += [
        named(subject, observation, "small")
        for observation in subject.observations_by_ref.get(item.ref, ())
    ]
    return cell(mark(subject, verdict), *notes)


def _seen(subject: Subject, row: AssessmentRow | None) -> list[Line]:
    say = subject.say
    if row is None or row.verdict is None:
        return []
    lines = [(say.gettext("Seen:"), say.local(row.seen, blank=N_("No remarks.")))]
    # A reason that a later verdict made idle is kept, and printed nowhere.
    if row.verdict in SET_ASIDE and any(row.reason.values()):
        lines.append((say.gettext("Reason:"), say.local(row.reason)))
    return lines


def _quotes(subject: Subject, item: Requirement) -> Iterator[Row]:
    """The company's answers, over the columns of all languages."""
    wide = len(subject.say.languages)
    for answer in subject.known.answers_by_ref.get(item.ref, ()):
        if answer.text.strip() or answer.documents:
            yield Row((Cell(), cell(_quote(subject, answer), span=wide), Cell()))


def _quote(subject: Subject, answer: AnswerRow) -> Quote:
    say = subject.say
    if answer.language and answer.language != AS_WRITTEN:
        language = say.language(answer.language)
        label = say.gettext("Company's words ({language})", language=language)
    else:
        label = say.gettext("Company's words")
    details = []
    if answer.documents:
        names = joined(clean(name) for name in answer.documents)
        details.append(Text(names, "small", lead=say.gettext("Documents named")))
    details.append(Text(_source(subject, answer), "small"))
    lang = "" if answer.language == AS_WRITTEN else answer.language
    return Quote(clean(answer.text), lang, label, tuple(details))


def _source(subject: Subject, answer: AnswerRow) -> Words:
    """Where the answer stands: the site it speaks for, the part, the file, the place in it."""
    site = subject.site_names.get(answer.site_id or "", "") if subject.several_sites else ""
    named_once = [plain(part) for part in (site, answer.part, answer.file_name) if part.strip()]
    return tuple(said for words in (*named_once, subject.say.place(answer.place)) for said in words)


def _parts(subject: Subject, item: Requirement) -> Iterator[Row]:
    for point in item.points:
        for site in subject.known.covered:
            yield _part(subject, item, point, site)


def _part(subject: Subject, item: Requirement, point: Point, site: SiteRow) -> Row:
    say = subject.say
    row = subject.known.assessment(item.ref, point.id, site.id)
    lines: list[Line] = []
    if len(item.points) > 1:
        lines.append((plain(f"{point.id})"), say.given(point.text)))
    if subject.several_sites:
        lines.append((say.gettext("Site:"), plain(site.name)))
    lines += _seen(subject, row)
    name = f"{item.ref} {point.id}" if len(item.points) > 1 else item.ref
    pieces = [Text(plain(name), "note")]
    level = [badge(subject, point.level)] if len(item.points) > 1 else []
    return Row(
        (
            cell(*pieces, *level),
            *in_columns(subject, lines),
            cell(mark(subject, row.verdict if row else None)),
        )
    )
