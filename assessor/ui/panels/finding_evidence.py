"""The evidence of an observation: tiles, add by chooser or drop, link what the visit has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from assessor.i18n import _
from assessor.ui import core
from assessor.ui.dialogs.link_evidence import choose_evidence
from assessor.ui.panels.evidence_strip import EvidenceStrip
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.labels import label
from assessor.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from assessor.facts import Dossier, EvidenceRow, ObservationRow
    from assessor.ui.page import Page

_KINDS = "*.jpg *.jpeg *.png *.heic *.heif *.pdf *.docx *.xlsx *.mp3 *.m4a *.wav *.ogg"


class FindingEvidence(QWidget):
    """Works on the observation that was shown last."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._known: Dossier | None = None
        self._item: ObservationRow | None = None
        self._editable = True
        self.strip = EvidenceStrip(page.guarded(self.choose), self.show_one)
        self.link = button(_("Link what the visit has…"), page.guarded(self.link_one), look="link")
        head = row(label(_("Evidence")), 1, self.link)
        self.setLayout(column(head, self.strip, gap=6))

    def show_item(self, known: Dossier, item: ObservationRow, *, editable: bool) -> None:
        """Show the pieces of one observation."""
        self._known, self._item, self._editable = known, item, editable
        self.strip.show_pieces(self._page.ws, item.evidence)
        self.strip.adder.setEnabled(editable)
        self.link.setEnabled(editable and bool(self._others()))

    def focus_first(self) -> None:
        """Put the focus on the first tile, or on the one that adds."""
        first = self.strip.tiles[0] if self.strip.tiles else self.strip.adder
        first.setFocus()

    def choose(self) -> None:
        """Choose files, several at once."""
        if not self._editable:
            return
        files, _chosen = QFileDialog.getOpenFileNames(
            self, _("Add evidence"), "", f"{_('Evidence')} ({_KINDS} {_KINDS.upper()})"
        )
        self.add([Path(name) for name in files])

    def add(self, paths: list[Path]) -> None:
        """Add files, on a thread: each photograph takes a quarter of a second."""
        item, ws, validation_id = self._item, self._page.ws, self._page.validation_id
        if item is None or not paths:
            return

        def work(progress: Any) -> int:
            for at, path in enumerate(paths):
                progress(at, len(paths))
                core.evidence.add(
                    ws, validation_id=validation_id, path=path, observation_id=item.id
                )
            return len(paths)

        self._page.desk.task(_("Adding evidence"), work)

    def link_one(self) -> None:
        """Choose among the pieces that other requirements and findings have."""
        others = self._others()
        if self._item is None or not others or not self._editable:
            return
        chosen = choose_evidence(self, self._page.ws, others)
        for piece_id in chosen:
            core.evidence.link(
                self._page.ws,
                self._page.validation_id,
                piece_id,
                observation_id=self._item.id,
            )

    def show_one(self, piece: EvidenceRow) -> None:
        """Show a piece with all that is known of it; there it can be taken out."""
        from assessor.ui.dialogs.evidence_view import EvidenceView

        if self._known is not None:
            unlink = self._page.guarded(lambda: self._unlink(piece))
            languages = self._known.visit.languages
            EvidenceView(self._page, piece, languages, unlink).exec()

    def _unlink(self, piece: EvidenceRow) -> None:
        if self._item is not None:
            core.evidence.unlink(
                self._page.ws,
                self._page.validation_id,
                piece.id,
                observation_id=self._item.id,
            )
            self._page.desk.toast(_("Unlinked; the piece stays in the visit."))

    def _others(self) -> list[EvidenceRow]:
        if self._known is None or self._item is None:
            return []
        mine = {piece.id for piece in self._item.evidence}
        known = (piece for piece in self._known.evidence if piece.removed_at is None)
        found = [piece for piece in known if piece.id not in mine]
        # What bears on the same requirements comes first.
        refs = set(self._item.refs)
        return sorted(found, key=lambda piece: not refs & set(piece.refs))
