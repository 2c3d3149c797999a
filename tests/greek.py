"""A world in Greek letters: checklist, programme, company; a Latin word in it was never translated.

Months, days and numbers come in Greek from Babel, so that `el` serves as its code.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from assessor import (
    checklist,
    companies,
    evidence,
    improvement,
    observations,
    saq,
    validations,
    walk,
)
from assessor.store.workspace import Workspace
from assessor.terms import ActionStatus, Response, TeamPart, Verdict
from tests import files, make, pseudo, saq_samples
from tests.pseudo import greek

LANG = "el"
# What people read in Latin letters wherever they are: names of languages, keys, formats, units.
KNOWN = frozenset(
    """AEO Assessor English Español Français Português Ελληνικά EN ES FR PT EL
    Ctrl Alt Shift Tab Esc Enter Del Ins Left Home End PgUp PgDown Space Backspace Return Up Down
    PDF DOCX XLSX CSV Word SHA GPS ISO utf kB KB MB GB px cm min""".split()  # noqa: SIM905  a page of words
)
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
# What is data, whatever the language.
_DATA = (
    r"\b[VP]-\d{4}-[0-9A-Z]+-\d+",  # numbers of visits
    r"\b(?=\w*\d)[0-9A-Z]{7}\b",  # laptops
    r"\b[0-9a-f]{6,}\b|[0-9a-f]{4,}…[0-9a-f]*",  # hashes
    r"[\w.-]+\.(?:jpg|pdf|docx|xlsx|csv|txt|zip|yaml)|\*\.\w+",  # files
    r"(?:/[\w.-]+)+/?",  # folders
    r"\bv\d+|\d\.\d+[a-z]?|\bApache-2\.0\b",  # versions, licences
    r"\bcontainer-inspection\b|\bunit\.\w+",  # ids of forms and their fields, in the history
    r"\bF\d\d?\b|Ctrl\+\w+",  # keys
    r"\bown-small\b|\bel\b",  # ids of checklists, codes of languages in a file
    r"<[^>]*>|&nbsp;|\b(?:PAGEREF|TOC) [^–]*",  # what lays a text out
)
DATA = re.compile("|".join(_DATA))


def leaks(text: str, *known: str) -> list[str]:
    """Return the Latin words of a text that nobody explains."""
    bare = DATA.sub(" ", text)
    return [word for word in WORD.findall(bare) if word not in KNOWN and word not in known]


@contextmanager
def world(folder: Path) -> Iterator[None]:
    """Speak Greek letters for a while, with a checklist and a programme of its own alone."""
    own, kept = folder / "checklists", list(checklist._folders)
    make.write_yaml(own / "small.yaml", _checklist())
    make.write_yaml(own / "profiles" / "ctpat.yaml", _turned(_shipped("profiles/ctpat.yaml")))
    make.write_yaml(own / "topics" / "topics.yaml", _turned(_shipped("topics/topics.yaml")))
    make.write_yaml(own / "worksheets" / "container.yaml", _worksheet())
    checklist._folders[:] = [own]
    checklist.reload()
    try:
        with pseudo.spoken(folder / "locales", LANG, greek):
            yield
    finally:
        checklist._folders[:] = kept
        checklist.reload()


def _shipped(name: str) -> Any:
    return checklist.read_yaml(checklist.SHIPPED / name)


def _checklist() -> Any:
    made = make.small() | {"languages": [LANG], "edition": "2"}
    made["sections"][0]["requirements"][0]["applies_when"] = make.both("there are cameras")
    return _turned(made)


def _worksheet() -> Any:
    """Return the form for containers, bearing on the small checklist."""
    made = _turned(_shipped("worksheets/container_inspection.yaml"))
    made["source"]["reference"] = "1"
    return made | {"links": {"small": ["1.1"]}}


def _turned(content: Any) -> Any:
    """Let every text of a file speak Greek letters and nothing else."""
    match content:
        case {"en": str(text)}:
            return {LANG: greek(text)}
        case dict():
            turned = {key: _turned(value) for key, value in content.items()}
            for key in ("prevailing_language", "source_ref"):
                turned |= {key: LANG if key[0] == "p" else "1"} if key in turned else {}
            return turned | ({"languages": [LANG]} if "languages" in turned else {})
        case list():
            return [_turned(value) for value in content]
    return content


def text(words: str) -> dict[str, str]:
    """Return a text as the person wrote it."""
    return {LANG: greek(words)}


# A workspace with something of everything


def fill(workspace: Workspace) -> str:
    """Fill a visit with something of everything, beside one planned and one issued; its id."""
    workspace.by = greek("Ana")
    _visit(workspace, "Planned")
    _issue(workspace, _visit(workspace, "Issued"))
    case = _visit(workspace, "Open")
    _form(workspace, case)
    _walk(workspace, case)
    _observe(workspace, case)
    return case.id


def _visit(workspace: Workspace, name: str) -> make.Case:
    return make.visit(
        workspace,
        "small",
        languages=(LANG,),
        legal_name=greek(f"{name} company"),
        sites=(greek("North"), greek("South")),
    )


def _issue(workspace: Workspace, case: make.Case) -> None:
    make.assess_all(workspace, case)
    validations.add_person(workspace, case.id, name=greek("Ana"), part=TeamPart.LEAD)
    make.issue(workspace, case)


def _form(workspace: Workspace, case: make.Case) -> None:
    company = {"trade_name": "Trade", "activity": "Boxes", "address": "Street", "employees": "9"}
    companies.change_company(
        workspace,
        case.company_id,
        **{name: greek(value) for name, value in company.items()},
        identifiers={"tax_id": "1"},
        roles=("manufacturer",),
        country=greek("GR"),
    )
    companies.add_contact(workspace, company_id=case.company_id, name=greek("Luis"))
    validations.set_site(
        workspace, case.id, site_id=case.sites[1], in_scope=False, reason=text("Closed")
    )
    day = date(2026, 11, 18)
    texts = {name: text(name) for name in ("scope", "purpose", "summary")}
    validations.change_visit(
        workspace, case.id, visit_start=day, visit_end=day, notified_on=day, **texts
    )
    for part in TeamPart:
        validations.add_person(workspace, case.id, name=greek(f"Person {part}"), part=part)
    for remaining in (False, True):
        risk = {"topic": text("Theft"), "likelihood": 4, "consequence": 5}
        validations.add_risk(
            workspace, case.id, remaining=remaining, response=Response.TREAT, **risk
        )


def _walk(workspace: Workspace, case: make.Case) -> None:
    why = {"reason": text("No cameras"), "second_person": greek("Luis")}
    make.assess(workspace, case, "1.1", Verdict.NOT_MET)
    make.assess(workspace, case, "1.2", Verdict.PARTLY)
    make.assess(workspace, case, "1.10", Verdict.NA, **why)
    make.assess(workspace, case, "2.1", Verdict.NOT_MET, "a")
    make.assess(workspace, case, "2.1", Verdict.NOT_VERIFIED, "b", reason=text("Locked"))
    walk.write_seen(
        workspace,
        validation_id=case.id,
        ref="1.1",
        point_id="a",
        site_id=case.site,
        seen=text("Torn seals"),
    )


def _observe(workspace: Workspace, case: make.Case) -> None:
    place = {"latitude": 25.9, "longitude": -98.3}
    exif = files.taken("2026:11:18 10:05:00", place=tuple(place.values()))
    found = {"text": text("Torn"), "action": text("Mend"), "why": text("It opens")}
    finding = observations.record(workspace, validation_id=case.id, refs=("1.1",), **found)
    observations.record(workspace, validation_id=case.id, refs=("1.2",), text=text("Better"))
    observations.record(
        workspace, validation_id=case.id, refs=("2.2",), text=text("Fine"), good_practice=True
    )
    for number, content in enumerate((files.photograph(exif=exif), files.PDF)):
        evidence.add(
            workspace,
            validation_id=case.id,
            refs=("1.1",),
            observation_id=finding if number == 0 else None,
            data=content,
            file_name=("1.jpg", "2.pdf")[number],
            caption=text("A seal"),
        )
    observations.change_observation(
        workspace, case.id, finding, likelihood=4, consequence=4, owner=greek("Luis")
    )
    plan = {"problem": "Seals", "root_cause": "No stock", "responsible_name": "Luis"}
    improvement.record_action(
        workspace,
        case.id,
        observation_id=finding,
        due_on=date(2026, 12, 24),
        **{name: greek(value) for name, value in plan.items()},
    )
    improvement.ask_extension(
        workspace, case.id, observation_id=finding, reason=greek("Late"), new_date=date(2027, 1, 8)
    )
    improvement.review(workspace, case.id, observation_id=finding, status=ActionStatus.AGREED)


def self_assessment(folder: Path) -> Path:
    """Write a self-assessment with rows of every kind: sure, doubtful, blank, of nobody."""
    rows = [
        ["No.", "Requirement", "Status", "Company response"],
        ["1.1", greek("Question 1.1"), "Yes", greek("We do")],
        ["1.2", greek("Question 1.2"), "No", greek("Not yet")],
        ["1.10", greek("Question 1.10"), "", ""],
        ["", greek("Requirement 2.2"), "Yes", greek("Something else")],
        ["1.1", greek("Question 1.1"), "No", greek("Said twice")],
        ["9.9", greek("Nobody asks this"), "Yes", greek("Indeed")],
    ]
    path = folder / "1.xlsx"
    path.write_bytes(saq_samples.as_xlsx(rows, sheet=greek("Sheet")))
    return path


def accept(workspace: Workspace, validation_id: str, path: Path) -> None:
    """Import a self-assessment; what is doubtful waits."""
    known = validations.validation(workspace, validation_id)
    saq.accept(workspace, saq.preview(path, known.checklist), validation_id=validation_id)


def make_workspace(folder: Path) -> Path:
    """Fill the workspace below `folder` and import a self-assessment; return its file."""
    workspace, path = Workspace.open(folder / "workspace"), self_assessment(folder)
    accept(workspace, fill(workspace), path)
    workspace.close()
    return path
