"""Builders for the tests: companies, visits and verdicts in a real workspace; a small checklist."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

from assessor import checklist as checklists
from assessor import companies, facts, gaps, observations, rules, validations, walk
from assessor.model import Change, SaqAnswer, SaqFile, Step
from assessor.store.workspace import Workspace
from assessor.terms import Claim, Kind, Phase, TeamPart, Verdict

SAMPLES = Path(__file__).parent / "samples"
MANUFACTURER = "ctpat-msc-foreign-manufacturer"
IMPORTER = "ctpat-msc-us-importer"
WORDS = {"es": "Se observó en el andén.", "en": "It was seen at the dock."}
ISSUED_AT = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)


def both(text: str) -> dict[str, str]:
    """Return a text in Spanish and English."""
    return {"es": f"{text} (es)", "en": f"{text} (en)"}


# A checklist of five requirements: 2.1 is mixed, 2.2 has two musts and a should.


def requirement(ref: str, levels: str, **fields: Any) -> dict[str, Any]:
    """Return a requirement as it stands in a file; `levels` is “m” or “s” for each point."""
    named = {"m": "must", "s": "should"}
    points = [
        {"id": "abcdef"[number], "level": named[level], "text": both(f"{ref}{number}")}
        for number, level in enumerate(levels)
    ]
    return {
        "ref": ref,
        "title": both(f"Requirement {ref}"),
        "level": named[levels[0]],
        "topic": "risk-assessment",
        "source_ref": f"Small {ref}",
        "review": "confirmed",
        "points": points,
        "look_for": [both(f"Look for {ref}")],
        "ask": [both(f"Ask about {ref}")],
        "evidence": ["document", "interview"],
        "saq": both(f"Question {ref}"),
    } | fields


def small() -> dict[str, Any]:
    """Return the content of a small checklist file, free to be spoilt."""
    first = [requirement("1.1", "m"), requirement("1.2", "s"), requirement("1.10", "m")]
    second = [requirement("2.1", "ms"), requirement("2.2", "mms")]
    return {
        "id": "small",
        "edition": "2.10",
        "programme": "ctpat",
        "profile": "ctpat",
        "languages": ["es", "en"],
        "title": both("Small checklist"),
        "source": {"title": both("Source"), "reference": "S", "prevails": both("It prevails")},
        "review": both("Reviewed"),
        "sections": [
            {"ref": "1", "title": both("First"), "requirements": first},
            {"ref": "2", "title": both("Second"), "requirements": second},
        ],
    }


@cache
def small_checklist() -> checklists.Checklist:
    """Return the small checklist as it is read from a file."""
    return checklists.convert(small(), checklists.Checklist, "small.yaml")


def write_yaml(path: Path, content: object) -> Path:
    """Write a file as a person might, without anchors."""
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = yaml.safe_dump(deepcopy(content), allow_unicode=True, sort_keys=False)
    path.write_text(plain, encoding="utf-8")
    return path


@contextmanager
def own_folder(folder: Path) -> Iterator[Path]:
    """Let an administration's own folder of checklists be searched for a while."""
    folder.mkdir(parents=True, exist_ok=True)
    checklists.add_folder(folder)
    try:
        yield folder
    finally:
        checklists._folders.remove(folder)
        checklists.reload()


def own_profile(folder: Path, profile_id: str = "ctpat", **changed: Any) -> None:
    """Put a shipped profile with other values into an administration's own folder."""
    shipped = checklists.SHIPPED / "profiles" / f"{profile_id.replace('-', '_')}.yaml"
    content = yaml.safe_load(shipped.read_text(encoding="utf-8"))
    write_yaml(folder / "profiles" / f"{profile_id}.yaml", content | changed)
    checklists.reload()


@contextmanager
def small_known(folder: Path) -> Iterator[str]:
    """Let the small checklist, and a form that bears on it, be known; gives the list's id."""
    from tests import form_case

    with own_folder(folder):
        write_yaml(folder / "small.yaml", small())
        write_yaml(folder / "worksheets" / "form.yaml", form_case.content())
        checklists.reload()
        yield "small"


# In a workspace


@dataclass(frozen=True)
class Case:
    """The ids of a visit that was made."""

    id: str
    company_id: str
    sites: tuple[str, ...]

    @property
    def site(self) -> str:
        """The first site."""
        return self.sites[0]


def visit(
    workspace: Workspace,
    checklist_id: str = MANUFACTURER,
    *,
    sites: Sequence[str] = ("Planta Norte",),
    languages: Sequence[str] = ("es", "en"),
    legal_name: str = "Textiles Ándara, S.A. de C.V.",
) -> Case:
    """Start a validation of a new company with these sites."""
    company_id = companies.add_company(workspace, legal_name=legal_name)
    site_ids = tuple(
        companies.add_site(workspace, company_id=company_id, name=name) for name in sites
    )
    validation_id = validations.start(
        workspace, company_id=company_id, checklist_id=checklist_id, report_languages=languages
    )
    return Case(validation_id, company_id, site_ids)


def assess(
    workspace: Workspace,
    case: Case,
    ref: str,
    verdict: Verdict = Verdict.MET,
    point: str | None = None,
    **fields: Any,
) -> None:
    """Record a verdict at the first site unless `site_id` says otherwise."""
    fields.setdefault("site_id", case.site)
    walk.assess(
        workspace, validation_id=case.id, ref=ref, verdict=verdict, point_id=point, **fields
    )


def assess_all(workspace: Workspace, case: Case, *, but: Sequence[str] = ()) -> None:
    """Let every requirement be met at every site, but for those named."""
    known = validations.validation(workspace, case.id)
    for item in known.checklist.requirements:
        for site in case.sites if item.ref not in but else ():
            assess(workspace, case, item.ref, site_id=site)


def observe(workspace: Workspace, case: Case, *refs: str, **fields: Any) -> str:
    """Record an observation in both languages; return its id."""
    fields.setdefault("text", WORDS)
    return observations.record(workspace, validation_id=case.id, refs=refs, **fields)


def fill_form(workspace: Workspace, case: Case) -> None:
    """Fill what the report expects of the visit's form."""
    texts = {name: both(name) for name in ("scope", "purpose", "methods")}
    validations.change_visit(workspace, case.id, visit_start=date(2026, 11, 18), **texts)
    validations.add_person(workspace, case.id, name="Ana Ruiz", part=TeamPart.LEAD)


def ready(workspace: Workspace, checklist_id: str = MANUFACTURER, **fields: Any) -> Case:
    """Make a visit whose report could be issued as it is."""
    case = visit(workspace, checklist_id, **fields)
    assess_all(workspace, case)
    fill_form(workspace, case)
    return case


def steps(workspace: Workspace) -> list[Step]:
    """Return all recorded steps, the oldest first."""
    with workspace.read() as session:
        return list(session.scalars(select(Step).order_by(Step.number)))


def changes(workspace: Workspace, step: Step) -> list[Change]:
    """Return what a step changed, row by row."""
    with workspace.read() as session:
        query = select(Change).where(Change.step_id == step.id).order_by(Change.position)
        return list(session.scalars(query))


def issue(workspace: Workspace, case: Case, at: datetime = ISSUED_AT) -> str:
    """Issue the report with a document of a few bytes; return the hash of its bytes."""
    sha256 = workspace.blobs.put(b"%PDF-1.7 the report as it went out")
    document = validations.IssuedDocument("validation-report", "company", ("es",), "pdf", sha256)
    validations.issue(workspace, case.id, documents=[document], at=at)
    return sha256


def answer(
    workspace: Workspace,
    case: Case,
    answers: Mapping[str, Claim],
    *,
    text: str = "Contamos con un procedimiento.",
    to_check: int = 0,
) -> str:
    """Let the company claim something on each of these requirements; return the file's id."""
    with workspace.change("Import", validation_id=case.id) as session:
        file = SaqFile(
            validation_id=case.id,
            file_name="autoevaluación.xlsx",
            sha256="0" * 64,
            ledger_sha256="0" * 64,
            language="es",
            counts={"read": len(answers), "accepted": len(answers), "to_check": to_check},
        )
        session.add(file)
        for position, (ref, claim) in enumerate(answers.items()):
            session.add(
                SaqAnswer(
                    validation_id=case.id,
                    file_id=file.id,
                    ref=ref,
                    place=f"Hoja1!B{position + 2}",
                    claim=claim.value,
                    text=text,
                    position=position,
                )
            )
    return file.id


# Without a workspace: a dossier as the loader would give it


def assessed(
    key: facts.PointKey, verdict: Verdict | None, **fields: Any
) -> tuple[facts.PointKey, facts.AssessmentRow]:
    """Return the row of a point at a site under its key."""
    empty: dict[str, Any] = {"seen": {}, "reason": {}, "second_person": "", "private_note": ""}
    row = {**empty, "assessed_at": None, **fields}
    return key, facts.AssessmentRow(":".join(key), *key, verdict, **row)


@dataclass(frozen=True)
class Noted:
    """An observation to be put into a dossier."""

    links: tuple[facts.Link, ...]
    site_id: str | None = None
    good_practice: bool = False


def dossier(
    verdicts: Mapping[facts.PointKey, Verdict | None],
    observed: Sequence[Noted] = (),
    *,
    sites: Mapping[str, bool] | None = None,
    deviations: Sequence[facts.DeviationRow] = (),
    reasons: bool = True,
    **fields: Any,
) -> facts.Dossier:
    """Return a dossier on the small checklist; `sites` says which are in scope."""
    asked = small_checklist()
    scope = sites or {"north": True}
    given: dict[str, Any] = {"reason": WORDS, "second_person": "Eva Mora"} if reasons else {}
    assessments = dict(assessed(key, verdict, **given) for key, verdict in verdicts.items())
    short = facts.short_points(assessments, {site for site, covered in scope.items() if covered})
    rows = [_observed(number, asked, item, short) for number, item in enumerate(observed, 1)]
    known = facts.Dossier(
        visit=_visit(),
        company=facts.CompanyRow("company", "Textiles Ándara"),
        checklist=asked,
        profile=checklists.profile("ctpat"),
        sites=tuple(
            facts.VisitSite(facts.SiteRow(site, site.title()), covered, {})
            for site, covered in scope.items()
        ),
        people=(facts.VisitPerson("p", "Ana Ruiz", "", "", TeamPart.LEAD),),
        assessments=assessments,
        answers=(),
        files=(),
        observations=tuple(rows),
        evidence=(),
        deviations=tuple(deviations),
        risks=(),
        reports=(),
    )
    return facts.Dossier(**{**_fields(known), **fields})


def _fields(known: facts.Dossier) -> dict[str, Any]:
    return {name: getattr(known, name) for name in facts.Dossier.__dataclass_fields__}


def _visit() -> facts.Visit:
    texts = dict.fromkeys(gaps.NARRATIVE, WORDS)
    days = {"period_from": None, "period_to": None, "notified_on": None}
    days |= {"closing_meeting_on": None, "issued_at": None, "applied_on": None}
    days |= {"certified_on": None, "profile_at": None}
    day = date(2026, 11, 18)
    return facts.Visit(
        id="visit",
        number="V-2026-0000000-001",
        company_id="company",
        checklist_id="small",
        copy_id="copy",
        profile_id="ctpat",
        profile_copy_id=None,
        phase=Phase.OPEN,
        version=1,
        languages=("es", "en"),
        created_at=ISSUED_AT,
        visit_start=day,
        visit_end=day,
        mode="on_site",
        issued_by="",
        reopened_reason="",
        private_note="",
        **days,
        **texts,
    )


def _observed(
    number: int, asked: checklists.Checklist, item: Noted, short: facts.Short
) -> facts.ObservationRow:
    mine = short.get(item.site_id, frozenset())
    kind: Kind = rules.kind_of(asked, item.links, mine, good_practice=item.good_practice)
    return facts.ObservationRow(
        id=f"observation-{number}",
        number=f"{number:02d}",
        kind=kind,
        links=item.links,
        site_id=item.site_id,
        text=WORDS,
        action={},
        why={},
        share=True,
        owner="",
        likelihood=None,
        consequence=None,
        risk=rules.INCOMPLETE,
        due=None,
        private_note="",
        good_practice=item.good_practice,
    )
