"""Photographs of a worksheet: from files, or from the evidence that the visit already has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from assessor.i18n import _
from assessor.ui import core
from assessor.ui.dialogs.link_evidence import choose_evidence

if TYPE_CHECKING:
    from assessor.facts import EvidenceRow
    from assessor.forms.sheets import SheetRow
    from assessor.ui.panels.worksheets_place import WorksheetsPlace

_KINDS = "*.jpg *.jpeg *.png *.heic *.heif"


class SheetEvidence:
    """Attaches evidence to a field of the sheet that is shown."""

    def __init__(self, page: WorksheetsPlace) -> None:
        self.page = page

    def choose(self, sheet: SheetRow | None, path: str) -> None:
        """Choose photographs from files, several at once."""
        if sheet is None or not self.page.may_change():
            return
        kinds = f"({_KINDS} {_KINDS.upper()})"
        files, _chosen = QFileDialog.getOpenFileNames(
            self.page, _("Add a photograph"), "", _("Photographs") + " " + kinds
        )
        self.add(sheet, path, [Path(name) for name in files])

    def add(self, sheet: SheetRow, path: str, files: list[Path]) -> None:
        """Add files on a thread: each photograph takes a quarter of a second."""
        if not files:
            return
        page = self.page
        ws, ids = page.ws, (page.validation_id, sheet.id)
        refs = (page.ref,) if page.ref else ()

        def work(progress: Any) -> int:
            for at, name in enumerate(files):
                progress(at, len(files))
                piece_id = core.evidence.add(
                    ws, validation_id=ids[0], path=name, refs=refs, site_id=sheet.site_id
                )
                core.worksheets.link_photo(ws, *ids, path, piece_id)
            return len(files)

        page.desk.task(_("Adding evidence"), work)

    def link(self, sheet: SheetRow | None, path: str) -> None:
        """Choose among the evidence that the visit has."""
        if sheet is None or not self.page.may_change():
            return
        held = sheet.values.get(path) or ()
        known = self.page.desk.visit().evidence
        others = [piece for piece in known if piece.removed_at is None and piece.id not in held]
        others.sort(key=lambda piece: self.page.ref not in piece.refs)
        ids = self.page.validation_id, sheet.id
        for piece_id in choose_evidence(self.page, self.page.ws, others):
            core.worksheets.link_photo(self.page.ws, *ids, path, piece_id)

    def show(self, sheet: SheetRow | None, path: str, piece: EvidenceRow) -> None:
        """Show a piece with all that is known of it; there it can be taken out of the field."""
        from assessor.ui.dialogs.evidence_view import EvidenceView

        def unlink() -> None:
            if sheet is not None and self.page.may_change():
                ids = self.page.validation_id, sheet.id
                core.worksheets.unlink_photo(self.page.ws, *ids, path, piece.id)
                self.page.desk.toast(_("Unlinked; the piece stays in the visit."))

        languages = self.page.desk.visit().visit.languages
        EvidenceView(self.page, piece, languages, self.page.guarded(unlink)).exec()
