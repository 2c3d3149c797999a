"""The head of an observation: level, requirement, verdict, the claim, the way to the walk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from assessor.i18n import N_, _
from assessor.terms import Claim, Kind
from assessor.ui import core
from assessor.ui.panels.finding_words import LEVELS
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.labels import ElidedLabel
from assessor.ui.widgets.layouts import FlowLayout, column, row
from assessor.ui.widgets.marks import LevelBadge, Pill
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from assessor.facts import Dossier, ObservationRow

CLAIMED = {
    Claim.YES: N_("company claimed met"),
    Claim.PARTLY: N_("company claimed partly met"),
    Claim.NO: N_("company claimed not met"),
    Claim.NA: N_("company claimed not applicable"),
}


def head_line(parts: Sequence[QWidget], last: QWidget) -> QHBoxLayout:
    """Return a line of parts that breaks where there is no room, and a button at its end."""
    flow = FlowLayout(gap=10)
    for part in parts:
        if isinstance(part, ElidedLabel):  # as wide as its words, narrower where it must be
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        flow.addWidget(part)
    line = row(gap=10)
    line.addLayout(column(flow, margins=(0, 4, 0, 0)), 1)
    line.addWidget(last, 0, Qt.AlignmentFlag.AlignTop)
    return line


class FindingHead(QWidget):
    """Shows the first requirement that an observation is about; the chips below show all."""

    def __init__(self, go_to_walk: Callable[[], object]) -> None:
        super().__init__()
        self.badge, self.star = LevelBadge(), Pill("", role="met", mark="★")
        self.title = ElidedLabel("", "bold")
        self.verdict, self.claim = Pill(""), Pill("")
        self.walk = button(_("Go to walk"), go_to_walk, key="G")
        parts = (self.badge, self.star, self.title, self.verdict, self.claim)
        self.setLayout(head_line(parts, self.walk))

    def show_item(self, known: Dossier, item: ObservationRow) -> None:
        """Show one observation."""
        level = LEVELS.get(item.kind)
        self.badge.setVisible(level is not None)
        self.star.setVisible(level is None)
        if level is not None:
            self.badge.set_level(level, spoken(level, known.profile))
        else:
            self.star.set_text(spoken(Kind.GOOD_PRACTICE, known.profile), role="met", mark="★")
        ref = item.refs[0] if item.refs else ""
        asked = known.checklist.by_ref.get(ref)
        named = f"{ref} {here(asked.title) if asked else ''}".strip()
        title = named or _("Without a place in this edition")
        if (more := len(item.refs) - 1) > 0:
            title = _("{title} and {count} more").format(title=title, count=more)
        self.title.setText(title)
        self.walk.setEnabled(asked is not None)
        self._show_pills(known, ref)

    def _show_pills(self, known: Dossier, ref: str) -> None:
        asked = known.checklist.by_ref.get(ref)
        verdict = core.tally.verdict_of(known, asked) if asked else None
        told = spoken(verdict, known.profile) if verdict else _("Not seen yet")
        self.verdict.set_text(told, verdict, mark="" if verdict else "○")
        claim = core.tally.claim_of(known, ref) if asked else Claim.NONE
        self.claim.setVisible(claim in CLAIMED)
        if claim in CLAIMED and asked is not None:
            differs = core.tally.is_mismatch(known, asked)
            role, mark = ("partly", "⚠") if differs else ("na", "")
            self.claim.set_text(_(CLAIMED[claim]), role=role, mark=mark)
            self.claim.setToolTip(_("The claim differs from what was seen.") if differs else "")
