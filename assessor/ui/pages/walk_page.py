"""The walk: requirement after requirement, a verdict by one key, everything saved as it happens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from assessor.i18n import N_, _
from assessor.terms import SHORTFALLS, Level, Verdict
from assessor.ui import core
from assessor.ui.page import PagePlugin
from assessor.ui.panels.sheet_deciding import SheetDeciding
from assessor.ui.panels.verdict_panel import Deeds
from assessor.ui.panels.walk_deciding import Deciding
from assessor.ui.panels.walk_place import WalkPlace
from assessor.ui.widgets.verdict_buttons import KEYS
from assessor.ui.words import spoken

if TYPE_CHECKING:
    from assessor.facts import EvidenceRow
    from assessor.store.workspace import Workspace
    from assessor.ui.desk import Desk


class WalkPage(WalkPlace):
    """Three columns: where we are, what is asked, what was seen; and what the keys do there."""

    listens_to = frozenset(
        {
            "assessment",
            "observation",
            "observation_point",
            "evidence",
            "evidence_link",
            "saq_answer",
            "validation",
            "visit_site",
            "site",
            "worksheet",
            "prior",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.deciding = Deciding(self)
        self.proposals = SheetDeciding(self)
        self.setAcceptDrops(True)
        self._add_commands()

    def _add_commands(self) -> None:
        decide = self.deciding
        verdicts, moving, writing = _("Verdict"), _("Move"), _("Write")
        for verdict, key in KEYS.items():
            name = spoken(verdict)
            self.add_command(name, self._choosing(verdict), key, group=verdicts)
        self.add_command(_("Met on all points"), decide.all_met, "0", group=verdicts)
        self.add_command(_("Does not apply here"), self.does_not_apply, "X", group=verdicts)
        self.add_command(_("Confirm the earlier verdict"), self.confirm_prior, "C", group=verdicts)
        self.add_command(_("Clear the verdict"), decide.clear, "Backspace", group=verdicts)
        self.add_command(_("Next requirement"), self.next, "J", group=moving)
        self.add_command(_("Previous requirement"), self.previous, "K", group=moving)
        self.add_command(_("Next open MUST"), self.next_open_must, "U", group=moving)
        self.add_command(_("Next point"), self.next_point, ".", group=moving)
        self.add_command(_("Previous point"), self.previous_point, ",", group=moving)
        self.add_command(_("Next site"), self.next_site, "S", group=moving)
        self.add_command(_("What you saw"), self.write_what_was_seen, "N", group=writing)
        self.add_command(_("Private note"), self.write_note, "P", group=writing)
        self.add_command(_("Add evidence"), self.choose_evidence, "E", group=writing)
        self.add_command(_("Worksheets"), self.open_sheets, "W", group=writing)
        proposals = self.proposals
        self.add_command(
            _("Record what a worksheet proposes"), proposals.record_first, "A", group=writing
        )
        self.add_command(_("Set the proposal aside"), proposals.dismiss_first, "D", group=writing)
        self.add_command(_("Finding"), self.record_shortfall, "F", group=writing)
        self.add_command(_("Recommendation"), self.record_shortfall, "R", group=writing)
        self.add_command(_("Good practice"), self.record_good_practice, "G", group=writing)

    def deeds(self) -> Deeds:
        return Deeds(
            choose=self._choose,
            turn_to=self.turn_to,
            write_seen=self._write_seen,
            write_note=self._write_note,
            record=self.guarded(self.record_shortfall),
            explain=self.guarded(self.deciding.explain_again),
            open_one=lambda item: self.desk.go("findings", observation_id=item.id),
            add_evidence=self.guarded(self.choose_evidence),
            show_evidence=self.show_evidence,
            open_sheets=self.guarded(self.open_sheets),
            open_sheet=self.open_sheet,
            decide=self.proposals.deeds(),
            confirm=self.guarded(self.confirm_prior),
        )

    def refresh(self) -> None:
        self.deciding.later.stop()
        super().refresh()

    def hear(self, kinds: frozenset[str]) -> None:
        # One's own verdict is painted at once by `deciding`; the rest is read a moment later.
        if not self.deciding.busy:
            self.refresh()

    # verdicts

    def _choosing(self, verdict: Verdict) -> Any:
        return lambda: self.deciding.decide(verdict)

    def _choose(self, point_id: str, verdict: Verdict) -> None:
        self.point_id = point_id
        self.guarded(self._choosing(verdict))()

    def does_not_apply(self) -> None:
        self.deciding.does_not_apply()

    def confirm_prior(self) -> None:
        """Record once more what stood under the earlier edition."""
        self.leave()
        place = {"validation_id": self.validation_id, "ref": self.ref, "site_id": self.site_id}
        core.walk.confirm_prior(self.ws, **place)

    def key(self) -> dict[str, str]:
        """Name the point in focus, at this site, as the core does."""
        return {
            "validation_id": self.validation_id,
            "ref": self.ref,
            "point_id": self.point().id,
            "site_id": self.site_id,
        }

    # writing

    def write_what_was_seen(self) -> None:
        """Put the cursor into what goes into the report."""
        if self.right is not None:
            self.right.seen.focus()
            self.right.area.ensureWidgetVisible(self.right.seen)

    def write_note(self) -> None:
        """Put the cursor into the private note."""
        if self.right is not None:
            self.right.note.setFocus()
            self.right.area.ensureWidgetVisible(self.right.note)

    def _write_seen(self, text: dict[str, str], burst: str) -> None:
        whole = {lang: text.get(lang, "") for lang in self.languages()}
        core.walk.write_seen(self.ws, **self.key(), seen=whole, burst=burst)

    def _write_note(self, text: str, burst: str) -> None:
        core.walk.write_private_note(self.ws, **self.key(), note=text, burst=burst)

    # findings, recommendations, good practices

    def record_shortfall(self) -> None:
        """Record what the level makes of a shortfall: finding or recommendation."""
        point = self.point()
        if point.verdict not in SHORTFALLS and point.level == Level.MUST:
            self.desk.toast(
                _("A finding needs a shortfall: press 2 (partly) or 3 (not met) first.")
            )
            return
        recorded = self.recorded(self.line(), point)
        if recorded:
            self.desk.go("findings", observation_id=recorded[0].id)
        else:
            self._record(point_id=point.id if len(self.line().points) > 1 else None)

    def record_good_practice(self) -> None:
        """Record something beyond what is asked."""
        self._record(good_practice=True)

    def _record(self, *, point_id: str | None = None, good_practice: bool = False) -> None:
        from assessor.ui.dialogs.observation import record_observation

        assert self.known is not None  # noqa: S101
        site_id = self.site_id if len(self.known.covered) > 1 else None
        record_observation(
            self,
            self.validation_id,
            [self.ref],
            good_practice=good_practice,
            point_id=point_id,
            site_id=site_id,
        )

    # worksheets

    def open_sheets(self) -> None:
        """Go to the sheets of this requirement, and to the forms that fit it."""
        self.desk.go("worksheets", ref=self.ref, site_id=self.site_id)

    def open_sheet(self, sheet_id: str) -> None:
        """Go to one sheet of this requirement."""
        self.desk.go("worksheets", ref=self.ref, site_id=self.site_id, sheet_id=sheet_id)

    # evidence

    def choose_evidence(self) -> None:
        """Choose files, several at once."""
        ref, site_id = self.ref, self.site_id
        kinds = "*.jpg *.jpeg *.png *.heic *.heif *.pdf *.docx *.xlsx *.mp3 *.m4a *.wav *.ogg"
        files, _chosen = QFileDialog.getOpenFileNames(
            self, _("Add evidence"), "", f"{_('Evidence')} ({kinds} {kinds.upper()})"
        )
        self.add_evidence([Path(name) for name in files], ref=ref, site_id=site_id)

    def add_evidence(self, paths: list[Path], *, ref: str = "", site_id: str = "") -> None:
        """Add files to a requirement, on a thread: each photograph takes a quarter second."""
        if not paths:
            return
        ws, validation_id = self.ws, self.validation_id
        ref, site = ref or self.ref, site_id or self.site_id

        def work(progress: Any) -> int:
            for at, path in enumerate(paths):
                progress(at, len(paths))
                core.evidence.add(
                    ws, validation_id=validation_id, path=path, refs=(ref,), site_id=site
                )
            return len(paths)

        self.desk.task(_("Adding evidence"), work)

    def show_evidence(self, piece: EvidenceRow) -> None:
        """Show a piece with all that is known of it."""
        from assessor.ui.dialogs.evidence_view import EvidenceView

        EvidenceView(self, piece, self.languages()).exec()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.guarded(lambda: self.add_evidence(paths))()
        event.acceptProposedAction()


def missing(workspace: Workspace, validation_id: str) -> int:
    """Count the requirements that still lack a verdict."""
    progress = core.walk.progress(workspace, validation_id)
    return progress.total - progress.assessed


PLUGIN = PagePlugin(
    "walk",
    N_("Walk"),
    WalkPage,
    icon="walk",
    place="visit",
    order=20,
    missing=missing,
)
