"""The letter that asks a company for what its self-assessment leaves open."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from assessor.errors import NoSelfAssessment, NothingToAsk
from assessor.i18n import N_
from assessor.reports.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Prose,
    Row,
    Running,
    Signature,
    Signatures,
    Table,
    Text,
    Title,
    Words,
    plain,
)
from assessor.reports.exporting import render, write_whole
from assessor.reports.sections.parts import badge, both, cell, fact, joined, text_cell
from assessor.reports.subject import Subject
from assessor.reports.wording import Wording
from assessor.saq import own_form
from assessor.saq_forms.received import Doubtful, Received, receive
from assessor.saq_forms.sending import checked
from assessor.store.workspace import Workspace
from assessor.terms import Claim, TeamPart, label

TITLE = N_("What is missing in your self-assessment")


def write_letter(
    workspace: Workspace,
    validation_id: str,
    *,
    languages: Sequence[str],
    out: Path,
    site_id: str | None = None,
    day: date | None = None,
) -> Path:
    """Write the letter as DOCX: whole, or the file stays as it was.

    Raises UnknownValidation, SiteNeeded, NoSelfAssessment, NothingToAsk, UnknownLanguage,
    ReportLanguages, ExportNotWritable or ExportDiskFull.
    """
    spoken = checked(languages)
    came = receive(workspace, validation_id, site_id)
    write_whole(out, render(build(came, spoken, day or date.today()), "docx"))  # noqa: DTZ011
    return out


def build(came: Received, languages: tuple[str, ...], day: date) -> Document:
    """Return the letter as blocks; it is made of the company's copy and knows nothing else."""
    known = came.known
    if not known.files and not known.answers:
        raise NoSelfAssessment(number=known.visit.number)
    if not (came.missing or came.doubtful or came.papers):
        raise NothingToAsk(number=known.visit.number)
    say = Wording(languages, known.profile)
    subject = Subject(known, (), say, "company")
    title = say.gettext(TITLE)
    authority = say.given(known.profile.authority)
    blocks: list[Block] = [Title(title), _head(came, subject, day), *_opening(came, say)]
    blocks += [*_missing(came, subject), *_doubtful(came, say), *_papers(came, say)]
    blocks += _closing(subject)
    return Document(
        title=title,
        number=known.visit.number,
        author=_lead(subject) or authority[0].text,
        languages=languages,
        running=Running(
            header=authority,
            marking=say.local(known.visit.classification, blank=""),
            footer=(*plain(known.visit.number), *title),
            page=say.gettext("Page {page} of {pages}", page="{page}", pages="{pages}"),
        ),
        blocks=tuple(blocks),
        country=known.profile.country,
    )


def _lead(subject: Subject) -> str:
    return ", ".join(p.name for p in subject.known.people if p.part == TeamPart.LEAD)


def _head(came: Received, subject: Subject, day: date) -> Facts:
    say, known = subject.say, came.known
    company = known.company
    contact = next(iter(company.contacts), None)
    person = ", ".join(filter(None, (contact.name, contact.post))) if contact else ""
    sites = [came.site] if came.site else list(known.covered)
    edition = say.gettext("edition {edition}", edition=known.checklist.edition)
    programme = both(say.given(known.checklist.title), edition, ", ")
    files = joined(dict.fromkeys(file.file_name for file in known.files))
    items = [
        fact(say.gettext("To"), plain(company.legal_name)),
        fact(say.gettext("Attention"), say.written(person)),
        fact(say.gettext("Address"), say.written(company.address)),
        fact(say.gettext("Number"), plain(known.visit.number)),
        fact(say.gettext("Date"), say.date(day), stacked=True),
        fact(say.gettext("Sites"), joined(site.name for site in sites)),
        fact(say.gettext("Sender"), say.given(known.profile.authority), wide=True),
        fact(say.gettext("Programme"), programme, wide=True),
        fact(say.gettext("Self-assessment received"), files, wide=True),
    ]
    return Facts(tuple(items), across=3, look="banner")


def _opening(came: Received, say: Wording) -> Iterator[Block]:
    yield Prose(say.gettext("Dear Sir or Madam,"))
    yield Prose(
        say.gettext(
            "thank you for your self-assessment. We have read it line by line. Before the visit we"
            " still need what is listed below."
        )
    )
    total = len(came.known.checklist.by_ref)
    told = [
        (len(came.missing), _count_missing(say, len(came.missing), total)),
        (
            len(came.doubtful),
            say.ngettext(
                "{count} text that we could not assign to a question",
                "{count} texts that we could not assign to a question",
                len(came.doubtful),
            ),
        ),
        (
            len(came.papers),
            say.ngettext(
                "{count} document that you name",
                "{count} documents that you name",
                len(came.papers),
            ),
        ),
    ]
    for words in (words for count, words in told if count):
        yield Prose(both(plain("•"), words, "  "))
    yield Prose(
        say.gettext(
            "The form that goes with this letter holds what you answered. Please fill in the marked"
            " rows, correct what no longer holds, and return it with the documents by:"
        )
    )
    yield Prose(both(say.gettext("Date"), plain("________________________"), ": "), "strong")


def _count_missing(say: Wording, count: int, total: int) -> Words:
    return say.ngettext(
        "{count} of {total} questions without an answer",
        "{count} of {total} questions without an answer",
        count,
        total=float(total),
    )


def _missing(came: Received, subject: Subject) -> Iterator[Block]:
    if not came.missing:
        return
    say, checklist = subject.say, came.known.checklist
    yield Heading(1, say.gettext("Questions without an answer"))
    columns = (
        Column(say.gettext("No.")[:1], width=16),
        Column(say.gettext("Level"), width=34),
        Column(say.gettext("Question")),
    )
    rows: list[Row] = []
    section = ""
    for ref in came.missing:
        mine = checklist.section_of(ref)
        item = checklist.requirement(ref)
        if mine.ref != section:
            section = mine.ref
            title = Text(say.given(mine.title), "strong", lead=plain(mine.ref))
            rows.append(Row((cell(title, span=3),), rule=False))
        asked = say.each(lambda lang, item=item: own_form.asked_in(item, lang))  # type: ignore[misc]
        pieces = [Text(asked, layout="stacked")]
        if ref in came.unclear:
            unclear = say.gettext("One of the texts below may answer it; please confirm.")
            pieces.append(Text(unclear, "note", layout="stacked"))
        first = cell(Text(plain(ref), "strong"))
        rows.append(Row((first, cell(badge(subject, item.level)), Cell(tuple(pieces)))))
    yield Table(columns, tuple(rows))


def _doubtful(came: Received, say: Wording) -> Iterator[Block]:
    if not came.doubtful:
        return
    yield Heading(1, say.gettext("Texts that we could not assign"))
    yield Prose(
        say.gettext("Please write each of them in the form, beside the question that it answers."),
        "note",
    )
    columns = (
        Column(say.gettext("Where it stands"), width=46),
        Column(say.gettext("What it says"), share=1),
    )
    rows = tuple(
        Row((text_cell(say.each(row.where), stacked=True), _said(row, say)))
        for row in came.doubtful
    )
    yield Table(columns, rows)


def _said(row: Doubtful, say: Wording) -> Cell:
    claim = say.gettext(label(row.claim)) if row.claim is not Claim.NONE else ()
    pieces = [
        Text(plain(row.question), "note") if row.question and row.question != row.text else None,
        Text(claim, "strong") if claim else None,
        Text(plain(row.text)) if row.text.strip() else None,
        Text(joined(row.documents), "note") if row.documents else None,
    ]
    return Cell(tuple(piece for piece in pieces if piece is not None))


def _papers(came: Received, say: Wording) -> Iterator[Block]:
    if not came.papers:
        return
    yield Heading(1, say.gettext("Documents that you name"))
    yield Prose(
        say.gettext("Please send a copy of each, or have it at hand on the day of the visit."),
        "note",
    )
    columns = (
        Column(plain(""), width=8),
        Column(say.gettext("Document"), share=2),
        Column(say.gettext("Named for"), share=1),
    )
    rows = tuple(
        Row((text_cell(plain("☐")), text_cell(plain(paper.name)), text_cell(joined(paper.refs))))
        for paper in came.papers
    )
    yield Table(columns, rows)


def _closing(subject: Subject) -> Iterator[Block]:
    say = subject.say
    yield Prose(say.gettext("If anything here is unclear, please ask us before you answer."))
    yield Prose(say.gettext("Yours faithfully,"))
    name = _lead(subject)
    validator = Signature(name, say.gettext(label(TeamPart.LEAD)))
    received = Signature("", say.gettext("Received for the company (name and post)"))
    yield Signatures((validator, received), say.gettext("Date"))
