"""Report: the pages as they will print, what stands before the issue, export, issue, reopen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QWidget

from assessor.i18n import N_, _, language
from assessor.terms import Phase
from assessor.ui import core, theme
from assessor.ui.dialogs.leave_open import LeaveOpen
from assessor.ui.page import OF_A_VISIT, Page, PagePlugin
from assessor.ui.panels.report_choices import REPORT, Choices
from assessor.ui.panels.report_export import Exporter
from assessor.ui.panels.report_gaps import Gaps
from assessor.ui.panels.report_issue import Issue
from assessor.ui.panels.report_issuing import Issuing
from assessor.ui.panels.report_preview import Preview, Wanted
from assessor.ui.widgets.card import rule
from assessor.ui.widgets.layouts import column, row, scrolling

if TYPE_CHECKING:
    from assessor.facts import DeviationRow, Dossier, Gap
    from assessor.reports.kinds import ReportKind
    from assessor.reports.writers import Writer
    from assessor.store.workspace import Workspace
    from assessor.ui.desk import Desk

WHERE = ("ref", "point_id", "site_id", "observation_id", "language", "field")


class ReportPage(Page):
    """The preview at the left; what to make, what is missing and the issue at the right."""

    listens_to = OF_A_VISIT

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.known: Dossier | None = None
        self.gaps_found: tuple[Gap, ...] = ()
        self._chosen = False
        self.preview = Preview(desk)
        self.exporter, self.issuing = Exporter(self), Issuing(self)
        self.choices = Choices(self.guarded(self.exporter.ask_export))
        self.choices.changed.connect(self.guarded(self._choose))
        self.gaps = Gaps(self.jump, self.leave_open)
        self.issue = Issue(
            self.guarded(self.issuing.ask_issue),
            self.guarded(self.issuing.ask_reopen),
            self.exporter.ask_save,
        )
        self._under_gaps = rule()
        self._side = self._right()
        box = row(gap=0)
        box.addWidget(self.preview, 1)
        box.addWidget(self._side)
        self.setLayout(box)
        self._add_keys()

    def refresh(self) -> None:
        known = core.validations.validation(self.ws, self.validation_id)
        self.known, self.gaps_found = known, core.gaps.gaps_of(known)
        if not self._chosen:
            self._chosen = True
            wanted = Wanted(REPORT, known.visit.languages, "internal")
            self.choices.set_wanted(wanted)
        self.gaps.show_gaps(self.gaps_found)
        # What is locked can no longer be mended: the room goes to what went out.
        for part in (self.gaps, self._under_gaps):
            part.setVisible(known.visit.phase != Phase.ISSUED)
        self.issue.show_state(known.visit, self.gaps_found, known.reports)
        self._tell_lacking()
        self._offer()
        self.preview.order(self.choices.wanted)
        self.preview.renew()

    def show_at(
        self,
        *,
        gap: str = "",
        wanted: Wanted | None = None,
        page: int = 0,
        percent: int | None = None,
        **_rest: Any,
    ) -> None:
        """Light a gap; what was wanted and looked at comes back after a change of dress."""
        if wanted is not None:
            self.choices.set_wanted(wanted)
            self.preview.start_at(page, percent)
            self.preview.order(wanted)
            self._tell_lacking()
        if gap and (index := self.gaps.model.index_of(gap)).isValid():
            self.gaps.list.setCurrentIndex(index)

    def state(self) -> dict[str, Any]:
        lit = self.gaps.current()
        pages = self.preview.pages
        return {
            "gap": lit.id if lit else "",
            "wanted": self.choices.wanted,
            "page": pages.page(),
            "percent": pages.percent,
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes where the lit gap is closed, unless a button has the focus."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and QApplication.focusWidget() is self:
            self.guarded(self.gaps.go)()
        else:
            super().keyPressEvent(event)

    # gaps

    def jump(self, gap: Gap) -> None:
        """Open the page, requirement and field where a gap is closed."""
        if gap.code.startswith("deviation"):
            self.leave_open(gap)
            return
        where = {name: value for name in WHERE if (value := getattr(gap, name))}
        self.desk.go(gap.page, **where)

    def leave_open(self, gap: Gap) -> None:
        """Ask for the reason that stands in for a gap, and record it."""
        if self.known is None:
            return
        kept = deviation_of(self.known.deviations, gap)
        dialog = LeaveOpen(
            self,
            gap.text(language()),
            self.known.visit.languages,
            reason=kept.reason if kept else None,
            agreed_by=kept.agreed_by if kept else "",
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            core.validations.accept_deviation(
                self.ws,
                self.validation_id,
                gap_id=kept.gap_key if kept else gap.id,
                reason=dialog.reason(),
                agreed_by=dialog.agreed_by(),
            )
        dialog.deleteLater()

    # parts

    def present(self) -> Dossier:
        """Return the dossier as it is shown."""
        assert self.known is not None, "the page was never shown"  # noqa: S101
        return self.known

    def _choose(self) -> None:
        self.preview.order(self.choices.wanted)
        self._tell_lacking()

    def _offer(self) -> None:
        """Offer documents and formats; they are plug-ins, loaded on a thread the first time."""
        self.desk.task(
            "",
            lambda _report: (core.reports.kinds(), core.reports.formats()),
            done=lambda found: self._offered(*found),
            quiet=True,
        )

    def _offered(self, kinds: Mapping[str, ReportKind], formats: Mapping[str, Writer]) -> None:
        self.choices.offer(kinds, formats)
        gaps, issue = self.gaps, self.issue
        parts = [self.preview.pages, *self.choices.in_order(), gaps.list, gaps.go_button]
        for before, after in pairwise([*parts, gaps.open_button, issue.button, issue.reopen]):
            QWidget.setTabOrder(before, after)

    def lacking(self) -> tuple[Gap, ...]:
        """Return the texts that this document would lack: of the copy, in its languages."""
        known, wanted = self.present(), self.choices.wanted
        if known.visit.phase == Phase.ISSUED and set(wanted.languages) <= set(
            known.visit.languages
        ):
            return ()
        seen = core.reports.copies.view(known, (), wanted.copy).known  # type: ignore[arg-type]
        return core.gaps.untranslated(seen, wanted.languages)

    def _tell_lacking(self) -> None:
        self.choices.tell_lacking(len(self.lacking()))

    def _right(self) -> QFrame:
        side = QFrame()
        theme.look(side, "side-right")
        inner = QWidget()
        box = column(gap=0)
        box.addLayout(column(self.choices, margins=(16, 14, 16, 14)))
        box.addWidget(rule())
        box.addWidget(self.gaps, 1)
        box.addWidget(self._under_gaps)
        box.addLayout(column(self.issue, margins=(16, 12, 16, 12)))
        box.addStretch(0)
        inner.setLayout(box)
        side.setLayout(column(scrolling(inner), gap=0))
        return side

    def minimumSizeHint(self) -> QSize:
        # What does not fit scrolls.
        return QSize(theme.px(520), theme.px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The right side takes its width, but never more than a good part of the page."""
        super().resizeEvent(event)
        self._side.setFixedWidth(min(theme.px(384), self.width() * 45 // 100))

    def _add_keys(self) -> None:
        group, pages = _("Report"), self.preview.pages
        add = self.add_command
        add(_("Export"), self.exporter.ask_export, "Ctrl+E", group=group)
        add(
            _("Export into the last folder"),
            self.exporter.export_again,
            "Ctrl+Shift+E",
            group=group,
        )
        add(_("Next gap"), lambda: self.gaps.step(1), "J", group=group)
        add(_("Previous gap"), lambda: self.gaps.step(-1), "K", group=group)
        add(_("Leave the gap open with a reason"), self.gaps.leave_open, "L", group=group)
        add(_("Issue the report"), self.issuing.ask_issue, "I", group=group)
        add(_("Reopen with a reason"), self.issuing.ask_reopen, group=group)
        add(_("A screenful down"), lambda: pages.turn(1), "PgDown", group=group)
        add(_("A screenful up"), lambda: pages.turn(-1), "PgUp", group=group)
        add(_("First page"), lambda: pages.go_to(0), "Home", group=group)
        add(_("Last page"), lambda: pages.go_to(-1), "End", group=group)
        add(_("Larger"), lambda: pages.zoom(1), "+", "=", group=group)
        add(_("Smaller"), lambda: pages.zoom(-1), "-", group=group)
        add(_("Fit width"), lambda: pages.zoom(0), "0", group=group)


def deviation_of(deviations: Sequence[DeviationRow], gap: Gap) -> DeviationRow | None:
    """Return the deviation that settles a gap, or whose reason the gap is about."""
    parts = gap.id.split(":")
    return next((row for row in deviations if row.gap_key == gap.id or row.id in parts), None)


def missing(ws: Workspace, validation_id: str) -> int | None:
    """Count what blocks the issue; a tick once the report is issued."""
    known = core.validations.validation(ws, validation_id)
    if known.visit.phase == Phase.ISSUED:
        return 0
    return len(core.gaps.blocking(known)) or None


PLUGIN = PagePlugin(
    "report",
    N_("Report"),
    ReportPage,
    icon="file-document-outline",
    place="visit",
    order=50,
    missing=missing,
)
