"""A trial of the whole journey in a temporary folder: what works on this laptop."""

import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from assessor import companies, observations, reports, validations, walk
from assessor.i18n import N_, languages
from assessor.store import backup, verify
from assessor.store.workspace import Workspace
from assessor.terms import Verdict

CHECKLIST = "ctpat-msc-foreign-manufacturer"


@dataclass(frozen=True)
class Outcome:
    """One step of the trial; `title` is a msgid, `fault` is empty where it works."""

    id: str
    title: str
    seconds: float
    fault: str


@dataclass
class Trial:
    """What the steps share."""

    folder: Path
    workspace: Workspace
    validation_id: str = ""


def run() -> Iterator[Outcome]:
    """Give the outcome of each step; one that fails does not end the trial."""
    with tempfile.TemporaryDirectory(prefix="assessor-self-test-") as folder:
        workspace = Workspace.open(Path(folder) / "workspace", by="Self test")
        trial = Trial(Path(folder), workspace)
        try:
            # On a thread, as the window does its slow work: its failure can be asked for.
            with ThreadPoolExecutor(max_workers=1) as thread:
                for name, title, step in STEPS:
                    began = time.monotonic()
                    error = thread.submit(step, trial).exception()
                    fault = f"{type(error).__name__} {error}".strip() if error else ""
                    yield Outcome(name, title, time.monotonic() - began, fault)
        finally:
            workspace.close()


def _start(trial: Trial) -> None:
    company_id = companies.add_company(trial.workspace, legal_name="Self test")
    companies.add_site(trial.workspace, company_id=company_id, name="Site")
    trial.validation_id = validations.start(
        trial.workspace,
        company_id=company_id,
        checklist_id=CHECKLIST,
        report_languages=_pair(),
    )


def _pair() -> tuple[str, ...]:
    return tuple(dict.fromkeys(("es", "en", *languages())))[:2] if "es" in languages() else ("en",)


def _assess(trial: Trial) -> None:
    known = validations.validation(trial.workspace, trial.validation_id)
    for item in known.checklist.requirements:
        walk.assess(
            trial.workspace,
            validation_id=trial.validation_id,
            ref=item.ref,
            verdict=Verdict.MET,
        )
    walk.assess(
        trial.workspace,
        validation_id=trial.validation_id,
        ref="6.2",
        verdict=Verdict.NOT_MET,
        seen=dict.fromkeys(_pair(), "Two of ten trailers carried no seal."),
    )


def _observe(trial: Trial) -> None:
    text = dict.fromkeys(_pair(), "Seals of the required class are not fitted to every trailer.")
    observations.record(trial.workspace, validation_id=trial.validation_id, refs=["6.2"], text=text)


def _undo(trial: Trial) -> None:
    before = validations.validation(trial.workspace, trial.validation_id).observations
    trial.workspace.undo(trial.validation_id)
    trial.workspace.redo(trial.validation_id)
    after = validations.validation(trial.workspace, trial.validation_id).observations
    if before != after or not after:
        message = "undo and redo lost something"
        raise AssertionError(message)


def _export(file_format: str) -> Callable[[Trial], None]:
    def export(trial: Trial) -> None:
        for kind in ("validation-report", "improvement-plan"):
            reports.export(
                trial.workspace,
                trial.validation_id,
                kind,
                languages=_pair(),
                format=file_format,
                out=trial.folder / f"{kind}.{file_format}",
            )

    return export


def _back_up(trial: Trial) -> None:
    path = trial.folder / "backup.zip"
    backup.back_up(trial.workspace, path)
    backup.restore(path, trial.folder / "restored")


def _verify(trial: Trial) -> None:
    restored = Workspace.open(trial.folder / "restored")
    try:
        for workspace in (trial.workspace, restored):
            if faults := verify.verify(workspace).faults:
                raise AssertionError(faults[0].text())
    finally:
        restored.close()


STEPS: tuple[tuple[str, str, Callable[[Trial], None]], ...] = (
    ("start", N_("Start a validation"), _start),
    ("assess", N_("Record 95 verdicts"), _assess),
    ("observe", N_("Record a finding"), _observe),
    ("undo", N_("Undo and redo"), _undo),
    ("pdf", N_("Write report and improvement plan as PDF"), _export("pdf")),
    ("docx", N_("Write report and improvement plan as DOCX"), _export("docx")),
    ("backup", N_("Back up and restore"), _back_up),
    ("verify", N_("Check database, history and files"), _verify),
)
