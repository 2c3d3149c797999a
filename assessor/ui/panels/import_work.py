"""The slow steps of an import, as the window runs them on a thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
    from assessor.saq.plan import Differences
    from assessor.saq.types import Raw, SaqPreview
    from assessor.store.workspace import Workspace
    from assessor.ui.panels.import_preview import Decision
    from assessor.ui.tasks import Report


@dataclass(frozen=True)
class Read:
    """A file that was read; differences where the visit already holds an earlier one."""

    shown: SaqPreview
    differences: Differences | None = None


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
    shown = core.saq.interpret_within(raw, checklist, report=progress)
    progress(0, 0)
    if ws is None or known is None or not known.files:
        return Read(shown)
    return Read(shown, core.saq.differences(ws, shown, known.visit.id))


def read_apart(path: Path, progress: Report, *, password: str = "") -> Raw:
    """Read a file in another process, where it can do no harm; ended when the person cancels."""
    return core.saq.read_apart(path, password=password, report=progress)


def password_for(parent: QWidget, path: Path, error: Exception) -> str | None:
    """Ask for a file's password where the lack of it was the trouble; None if it is not given."""
    if not isinstance(error, SaqPasswordNeeded) or isinstance(error, SaqPasswordWrong):
        return None
    title = _("Protected by a password")
    asked = _("Password of {file}").format(file=path.name)
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
    return core.saq.accept(
        ws,
        decision.shown,
        validation_id=validation_id,
        site_id=decision.site_id,
        choices=decision.choices,
        burst=burst,
    )


def may_put_aside(parent: QWidget, choices: Mapping[int, str | None]) -> bool:
    """Ask before decisions about rows are forgotten; tell whether the import may go."""
    if not choices:
        return True
    text = _("What you decided about its rows is forgotten. Nothing was stored.")
    return confirm(parent, _("Put this import aside?"), text, _("Put aside"))


def one_file(data: QMimeData) -> Path | None:
    """Return the one local file that is dragged; None for anything else."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
