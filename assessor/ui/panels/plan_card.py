"""The right of the plan page: what was found, what is planned, its review, what happened so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from assessor import terms
from assessor.i18n import _, format_time
from assessor.terms import ActionStatus
from assessor.ui import theme
from assessor.ui.panels.finding_head import head_line
from assessor.ui.panels.finding_words import LEVELS, action_of
from assessor.ui.panels.plan_extensions import PlanExtensions
from assessor.ui.panels.plan_fields import PlanFields, Write, group
from assessor.ui.panels.plan_review import PlanReview
from assessor.ui.panels.plan_words import ROLES, due_of, is_overdue, told
from assessor.ui.widgets.autosave_edit import AutosaveEdit
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.labels import ElidedLabel, Prose, label, words
from assessor.ui.widgets.layouts import column, empty, scrolling
from assessor.ui.widgets.marks import LevelBadge, Pill
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from assessor.facts import Dossier
    from assessor.improvement import ActionRow, ActionStep


class PlanCard(QWidget):
    """Shows one ActionRow; what is done with it belongs to the page."""

    def __init__(
        self,
        write: Write,
        *,
        review: Callable[[ActionStatus], object],
        ask: Callable[[], object],
        decide: Callable[[str, bool], object],
        go_to_finding: Callable[[], object],
    ) -> None:
        super().__init__()
        self._observation_id = ""
        self.badge, self.title = LevelBadge(), ElidedLabel("", "bold")
        self.status, self.due = Pill(""), Pill("")
        self.finding = button(_("Go to finding"), go_to_finding, key="G")
        self.asked, self.text, self.action = Card(look="box-calm", gap=4), Prose(""), Prose("")
        self.action_label: QLabel = label("")
        for part in (self.text, self.action_label, self.action):
            self.asked.add(part)
        self.fields = PlanFields(write)
        self.review = PlanReview(write, review)
        self.extensions = PlanExtensions(ask, decide)
        self.note = AutosaveEdit(
            lambda text, burst: write(burst=burst, private_note=text),
            name=_("Private note"),
            hint=_("Never leaves this laptop: in no report, in no package."),
            lines=2,
        )
        self.steps = QVBoxLayout()
        self.steps.setSpacing(theme.px(8))
        self._lay_out()

    def _lay_out(self) -> None:
        head = head_line((self.badge, self.title, self.status, self.due), self.finding)
        inner = QWidget()
        inner.setLayout(
            column(
                head,
                self.asked,
                self.fields,
                self.review,
                self.extensions,
                column(group(_("Private note")), self.note, gap=10),
                column(group(_("What happened so far")), self.steps, gap=8),
                1,
                gap=8,
                margins=(22, 16, 22, 18),
            )
        )
        self.area = scrolling(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def show_card(self, known: Dossier, card: ActionRow, steps: Sequence[ActionStep]) -> None:
        """Show a card; what is being typed in the same one stays."""
        if card.observation.id != self._observation_id:
            self._observation_id = card.observation.id
            self.area.verticalScrollBar().setValue(0)
        self._show_head(known, card)
        self.fields.show_card(card)
        self.review.show_card(card)
        self.extensions.show_card(card)
        self.note.set_text(card.private_note)
        self._show_steps(steps)

    def _show_head(self, known: Dossier, card: ActionRow) -> None:
        item = card.observation
        level = LEVELS[item.kind]
        self.badge.set_level(level, spoken(level, known.profile))
        asked = known.checklist.by_ref.get(item.refs[0]) if item.refs else None
        refs = ", ".join(item.refs)
        self.title.setText(f"{refs} {here(asked.title) if asked else ''}")
        role = ROLES[card.status]
        self.status.set_text(_(terms.label(card.status)), role=role)
        if is_overdue(card):
            late = _("Overdue since {date}").format(date=due_of(card))
            self.due.set_text(late, role="not_met", mark="⚠")
        else:
            self.due.set_text(due_of(card), role="na")
        self.text.set_text(here(item.text))
        action = here(item.action)
        self.action_label.setText(action_of(item.kind))
        self.action.set_text(action)
        for part in (self.action_label, self.action):
            part.setVisible(bool(action))

    def _show_steps(self, steps: Sequence[ActionStep]) -> None:
        empty(self.steps)
        for step in steps:
            when = words(f"{format_time(step.at)} · {step.by}".rstrip(" ·"), "fine")
            self.steps.addLayout(column(words(told(step)), when, gap=0))
        if not steps:
            self.steps.addWidget(words(_("Nothing yet: the first word begins it."), "muted"))

    def edit(self) -> None:
        """Put the cursor into the first field."""
        first = self.fields.edits["problem"]
        first.setFocus()
        self.area.ensureWidgetVisible(first)

    def focus_comment(self) -> None:
        """Put the cursor into the comment to the company."""
        self.review.focus_comment()
        self.area.ensureWidgetVisible(self.review)

    def focus_note(self) -> None:
        """Put the cursor into the private note."""
        self.note.setFocus()
        self.area.ensureWidgetVisible(self.note)
