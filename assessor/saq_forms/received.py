"""What a company handed in, and what is still open in it: the public columns and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessor import dossier, saq
from assessor.errors import SiteNeeded
from assessor.facts import AnswerRow, Dossier, SiteRow
from assessor.i18n import translation
from assessor.reports.copies import view
from assessor.saq.text import fold
from assessor.saq_forms.form import NOTHING, Given, PartGiven
from assessor.store.workspace import Workspace
from assessor.terms import Claim, place_name

if TYPE_CHECKING:
    from assessor.saq.accept import Leftover


@dataclass(frozen=True)
class Doubtful:
    """A row of the company's file that nobody could assign; its own words alone."""

    file_name: str
    place: str
    question: str
    text: str
    claim: Claim
    documents: tuple[str, ...]
    likely: str = ""  # the requirement whose answer it may be

    def where(self, lang: str) -> str:
        """The file and the place in it, as a language says it."""
        return f"{self.file_name}, {place_name(self.place, translation(lang))}"


@dataclass(frozen=True)
class Paper:
    """A document that the company named, and the requirements for which it did."""

    name: str
    refs: tuple[str, ...]


@dataclass(frozen=True)
class Received:
    """The company's copy of a validation, read for what its self-assessment leaves open."""

    known: Dossier
    site: SiteRow | None
    answers: dict[str, Given]
    parts: dict[str, tuple[PartGiven, ...]]
    missing: tuple[str, ...]
    doubtful: tuple[Doubtful, ...]
    papers: tuple[Paper, ...]

    @property
    def unclear(self) -> frozenset[str]:
        """Requirements without an answer to which a doubtful row may belong."""
        return frozenset(row.likely for row in self.doubtful) & frozenset(self.missing)


def receive(workspace: Workspace, validation_id: str, site_id: str | None = None) -> Received:
    """Return what was handed in for the visit, or for one of its sites.

    Raises UnknownValidation, or SiteNeeded where several sites answered and none is named.
    """
    with workspace.read() as session:
        known = view(dossier.load(session, validation_id), (), "company").known
    waiting = saq.leftovers(workspace, validation_id)
    sites = scopes(known)
    if len(sites) > 1 and site_id is None:
        raise SiteNeeded(known=", ".join(site.name for site in sites))
    mine = [answer for answer in known.answers if answer.site_id in {None, site_id}]
    if site_id is None and sites:
        mine = list(known.answers)
    answers, parts = _answers(mine)
    said = {ref for ref, given in answers.items() if given != NOTHING} | set(parts)
    return Received(
        known=known,
        site=next((site for site in known.covered if site.id == site_id), None),
        answers=answers,
        parts=parts,
        missing=tuple(ref for ref in known.checklist.by_ref if ref not in said),
        doubtful=tuple(_doubtful(row) for row in waiting if _speaks(row)),
        papers=tuple(_papers(mine, known)),
    )


def scopes(known: Dossier) -> tuple[SiteRow, ...]:
    """Return the sites that answered for themselves."""
    answered = {answer.site_id for answer in known.answers}
    return tuple(site for site in known.covered if site.id in answered)


def _answers(
    rows: Iterable[AnswerRow],
) -> tuple[dict[str, Given], dict[str, tuple[PartGiven, ...]]]:
    """Return the answers by requirement, and those to its parts apart."""
    whole: dict[str, Given] = {}
    parts: dict[str, dict[str, PartGiven]] = {}
    for row in rows:
        given = Given(row.claim, row.text.strip(), row.documents)
        if not row.ref:
            continue
        if not row.part:
            whole[row.ref] = _together(whole.get(row.ref, NOTHING), given)
        elif given != NOTHING:
            mine = parts.setdefault(row.ref, {})
            before = mine[row.part].given if row.part in mine else NOTHING
            question = row.question.strip() or row.part
            mine[row.part] = PartGiven(row.part, question, _together(before, given))
    return whole, {ref: tuple(mine.values()) for ref, mine in parts.items()}


def _together(first: Given, second: Given) -> Given:
    """Join what was said twice to one question."""
    return Given(
        second.claim if first.claim is Claim.NONE else first.claim,
        "\n".join(filter(None, dict.fromkeys((first.text, second.text)))),
        tuple(dict.fromkeys((*first.documents, *second.documents))),
    )


def _speaks(waiting: "Leftover") -> bool:
    row = waiting.what
    return bool(row.text.strip() or row.documents or row.claim is not Claim.NONE)


def _doubtful(waiting: "Leftover") -> Doubtful:
    """Take from a row of the ledger what the company wrote, and nothing of what we made of it."""
    row = waiting.what
    return Doubtful(
        file_name=waiting.file_name,
        place=row.place,
        question=row.question,
        text=row.text,
        claim=row.claim,
        documents=row.documents,
        likely=row.ref or "",
    )


def _papers(rows: Iterable[AnswerRow], known: Dossier) -> Iterable[Paper]:
    """Return the documents that answers name, without those that have been handed in."""
    here = {fold(piece.file_name) for piece in known.evidence}
    here |= {name.rpartition(".")[0] for name in here}
    found: dict[str, tuple[str, list[str]]] = {}
    for row in rows:
        for name in row.documents:
            if row.ref and fold(name) not in here:
                refs = found.setdefault(fold(name), (name, []))[1]
                refs += [row.ref] if row.ref not in refs else []
    return [Paper(name, tuple(refs)) for name, refs in found.values()]
