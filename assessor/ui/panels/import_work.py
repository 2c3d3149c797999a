"""The slow steps of an import, as the window runs them on a thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QWidget

from assessor import registry
from assessor.errors import SaqPasswordNeeded, SaqPasswordWrong
from assessor.i18n import _
from assessor.ui import core
from assessor.ui.dialogs.ask import confirm

if TYPE_CHECKING:
    from assessor.checklist import Checklist
    from assessor.facts import Dossier
    from assessor.saq.corrections import Corrections
    from assessor.saq.plan import Differences
    from assessor.saq.remembering import Remembered
    from assessor.saq.types import Raw, SaqPreview
    from assessor.store.workspace import Workspace
    from assessor.ui.panels.import_preview import Decision
    from assessor.ui.tasks import Report


@dataclass(frozen=True)
class Read:
    """A file that was read; differences where the visit already holds an earlier one.

    `raw` is the file as it is read when nobody says anything, `said` what was corrected,
    `remembered` whence that is known; `path` and `password` are for reading it once more.
    """

    shown: SaqPreview
    differences: Differences | None = None
    said: Corrections | None = None
    remembered: Remembered | None = None
    raw: Raw | None = None
    path: Path | None = None
    password: str = ""

    @property
    def corrections(self) -> Corrections:
        """What was corrected; nothing yet where nobody said anything."""
        return self.said if self.said is not None else core.saq.Corrections()


def choose_saq(parent: QWidget) -> Path | None:
    """Let the person choose a file of a kind that can be read."""
    readers = registry.plugins("assessor.saq.readers").values()
    endings = sorted({f"*.{end}" for reader in readers for end in reader.extensions})
    kinds = _("Self-assessments ({endings})").format(endings=" ".join(endings))
    title = _("Import a self-assessment")
    name, _kind = QFileDialog.getOpenFileName(parent, title, "", kinds)
    return Path(name) if name else None


def read_file(
    path: Path,
    checklist: Checklist,
    progress: Report,
    *,
    ws: Workspace | None = None,
    known: Dossier | None = None,
    password: str = "",
) -> Read:
    """Read a file against a checklist, and compare it with what a visit holds already."""
    raw = read_apart(path, progress, password=password)
    read = match(raw, checklist, progress, ws=ws, path=path, password=password)
    progress(0, 0)
    if ws is None or known is None or not known.files:
        return read
    return replace(read, differences=core.saq.differences(ws, read.shown, known.visit.id))


def match(
    raw: Raw,
    checklist: Checklist,
    progress: Report,
    *,
    ws: Workspace | None,
    path: Path,
    password: str = "",
) -> Read:
    """Match a file with a checklist, as its form was corrected before if it was."""
    known = core.saq.recall(ws, raw, checklist) if ws is not None else None
    said = known.corrections if known is not None else core.saq.Corrections()
    shown = interpret(raw, path, checklist, said, progress, password=password)
    return Read(shown, said=said, remembered=known, raw=raw, path=path, password=password)


def read_anew(read: Read, checklist: Checklist, said: Corrections, progress: Report) -> SaqPreview:
    """Match a file that was read by what a person says of it now."""
    assert read.raw is not None  # noqa: S101  for the type checker
    assert read.path is not None  # noqa: S101
    return interpret(read.raw, read.path, checklist, said, progress, password=read.password)


def forget_form(ws: Workspace, read: Read) -> None:
    """Forget what was corrected before for the form of a file."""
    if read.remembered is not None:
        core.saq.forget(ws, read.remembered.id)


def interpret(
    raw: Raw,
    path: Path,
    checklist: Checklist,
    said: Corrections,
    progress: Report,
    *,
    password: str = "",
) -> SaqPreview:
    """Match a file by what a person says; it is read anew only if they say how."""
    if said.encoding or said.delimiter:
        raw = read_apart(
            path, progress, password=password, encoding=said.encoding, delimiter=said.delimiter
        )
    return core.saq.interpret_within(raw, checklist, said, report=progress)


def read_apart(
    path: Path, progress: Report, *, password: str = "", encoding: str = "", delimiter: str = ""
) -> Raw:
    """Read a file in another process, where it can do no harm; ended when the person cancels."""
    return core.saq.read_apart(
        path, password=password, encoding=encoding, delimiter=delimiter, report=progress
    )


def password_for(parent: QWidget, path: Path, error: Exception) -> str | None:
    """Ask for a file's password where the lack of it was the trouble; None if it is not given."""
    if not isinstance(error, SaqPasswordNeeded):
        return None
    title = _("Protected by a password")
    asked = _("Password of {file}").format(file=path.name)
    if isinstance(error, SaqPasswordWrong):
        asked = f"{error.text()}\n{asked}"
    hidden = QLineEdit.EchoMode.Password
    said, given = QInputDialog.getText(parent, title, asked, hidden)
    return said if given and said else None


def accept_import(ws: Workspace, decision: Decision, *, validation_id: str, company_id: str) -> str:
    """Store what was decided; company data and answers are taken back together by one undo."""
    burst = uuid4().hex
    if decision.facts:
        core.companies.fill_from(
            ws,
            company_id,
            decision.facts,
            overwrite=decision.overwrite,
            burst=burst,
            validation_id=validation_id,
        )
    file_id = core.saq.accept(
        ws,
        decision.shown,
        validation_id=validation_id,
        site_id=decision.site_id,
        choices=decision.choices,
        burst=burst,
    )
    learn(ws, decision)
    return file_id


def learn(ws: Workspace, decision: Decision) -> None:
    """Remember how the form is read, apart from the import: undoing that keeps it."""
    read = decision.read
    if read.raw is None or read.said is None:
        return
    if read.said or read.remembered is not None:
        core.saq.remember(ws, read.raw, decision.checklist, said=read.said)


def may_put_aside(parent: QWidget, *, touched: bool) -> bool:
    """Ask before decisions about rows are forgotten; tell whether the import may go."""
    if not touched:
        return True
    text = _("What you decided about its rows is forgotten. Nothing was stored.")
    return confirm(parent, _("Put this import aside?"), text, _("Put aside"))


def one_file(data: QMimeData) -> Path | None:
    """Return the one local file that is dragged; None for anything else."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
