"""The last step: issue, or reopen; and every document that ever went out, to be saved again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from assessor.i18n import _, format_date, ngettext
from assessor.terms import Phase
from assessor.ui import theme
from assessor.ui.panels.report_choices import COPIES
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.labels import ElidedLabel, label, words
from assessor.ui.widgets.layouts import column, empty, row, scrolling

if TYPE_CHECKING:
    from assessor.facts import Gap, ReportRow, Visit

# How many documents are in sight at once: more of them once there are no gaps to list.
SHOWN, SHOWN_LOCKED = 3, 9


class Issue(QWidget):
    """What can be done now, and why not; below it what went out."""

    def __init__(
        self,
        issue: Callable[[], object],
        reopen: Callable[[], object],
        save: Callable[[ReportRow], object],
    ) -> None:
        super().__init__()
        self._save = save
        self.why = words("", "small")
        self.button = button(_("Issue…"), issue, look="primary", key="I")
        self.reopen = button(_("Reopen…"), reopen)
        self.state = Card(look="box-good", gap=2)
        self.state_text, self.state_hint = words("", "box-title"), words("", "small")
        self.state.add(self.state_text)
        self.state.add(self.state_hint)
        self._kept = QVBoxLayout()
        self._kept.setContentsMargins(0, 0, 0, 0)
        self._kept.setSpacing(theme.px(2))
        inner = QWidget()
        inner.setLayout(self._kept)
        self.kept = scrolling(inner)
        self.kept_label = label(_("Issued documents"))
        act = row(gap=10)
        act.addWidget(self.why, 1)
        act.addWidget(self.button)
        act.addWidget(self.reopen)
        act.addStretch(0)
        self.setLayout(column(self.state, act, self.kept_label, self.kept, gap=8))

    def show_state(self, visit: Visit, gaps: Sequence[Gap], reports: Sequence[ReportRow]) -> None:
        """Show what can be done in this phase, and what went out."""
        issued = visit.phase == Phase.ISSUED
        blocking = sum(gap.blocking for gap in gaps)
        self.button.setVisible(not issued)
        self.button.setEnabled(not blocking)
        self.reopen.setVisible(issued)
        self.why.setVisible(not issued)
        self.why.setText(_why(visit, blocking))
        self.state.setVisible(issued)
        if issued and visit.issued_at is not None:
            told = _("Version {version} issued on {date} by {name}")
            when = format_date(visit.issued_at.astimezone().date())
            name = visit.issued_by or _("nobody named")
            self.state_text.setText(told.format(version=visit.version, date=when, name=name))
            self.state_hint.setText(
                _("The validation is locked; only the improvement plan goes on.")
            )
        self._show_kept(reports)

    def _show_kept(self, reports: Sequence[ReportRow]) -> None:
        empty(self._kept)
        self.kept_label.setVisible(bool(reports))
        self.kept.setVisible(bool(reports))
        for report in sorted(reports, key=lambda item: item.issued_at, reverse=True):
            self._kept.addLayout(self._line(report))
        self._kept.addStretch(1)
        lines = min(SHOWN_LOCKED if self.state.isVisibleTo(self) else SHOWN, len(reports))
        self.kept.setFixedHeight(theme.px(30) * lines + theme.px(2))

    def _line(self, report: ReportRow) -> QVBoxLayout:
        name = describe(report)
        save = button(
            _("Save…"),
            partial(self._save, report),
            look="quiet",
            name=_("Save again: {name}").format(name=name),
        )
        line = row(gap=8)
        line.addWidget(ElidedLabel(name, "small"), 1)
        line.addWidget(save)
        return column(line, gap=0)


def describe(report: ReportRow) -> str:
    """Return what a document that went out is, in one line."""
    parts = (
        f"v{report.version}",
        _(COPIES.get(report.copy_kind, report.copy_kind)),
        report.file_format.upper(),
        " + ".join(code.upper() for code in report.languages),
        format_date(report.issued_at.astimezone().date()),
    )
    return " · ".join(parts)


def _why(visit: Visit, blocking: int) -> str:
    if blocking:
        told = ngettext(
            "{count} gap must be closed first.", "{count} gaps must be closed first.", blocking
        )
        return told.format(count=blocking)
    return _("Ready: version {version} can go out.").format(version=visit.version)
