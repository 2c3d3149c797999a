"""The validator's review of a card: comment, the deeds its status allows, how it was verified."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assessor.i18n import _, format_date, format_time
from assessor.terms import ActionStatus
from assessor.ui import theme
from assessor.ui.panels.plan_fields import Fields, Write, group, two
from assessor.ui.panels.plan_words import DEEDS, FOLLOWING, KEYS
from assessor.ui.widgets.buttons import KeyButton
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import FlowLayout, column

if TYPE_CHECKING:
    from assessor.improvement import ActionRow


class PlanReview(Fields):
    """`review(status)` records the decision; returning and rejecting want a comment first."""

    def __init__(self, write: Write, review: Callable[[ActionStatus], object]) -> None:
        super().__init__(write)
        self.buttons: dict[ActionStatus, KeyButton] = {}
        deeds = FlowLayout(gap=8)
        for status, name in DEEDS.items():
            made = KeyButton(_(name), KEYS[status])
            made.clicked.connect(lambda _on=False, status=status: review(status))
            self.buttons[status] = made
            deeds.addWidget(made)
        self.told = words("", "fine")
        comment = self.text(
            "review_comment", _("Comment to the company"), hint=_("What is missing, or why")
        )
        self.setLayout(
            column(
                group(_("Validator's review")),
                comment,
                deeds,
                self.told,
                two(
                    self.line("verified_how", _("How verified"), hint=_("On paper, by a visit")),
                    self.day("effectiveness_on", _("Effectiveness check")),
                ),
                gap=10,
            )
        )

    def show_card(self, card: ActionRow) -> None:
        super().show_card(card)
        following = FOLLOWING[card.status]
        for status, made in self.buttons.items():
            made.setVisible(status in following)
            made.primary = status == following[0] and status is not ActionStatus.RETURNED
            theme.look(made, "primary" if made.primary else "")
            made.update()
        name = _("Open it again") if card.status is ActionStatus.VERIFIED else _(DEEDS[_RETURNED])
        self.buttons[_RETURNED].set_text(name)
        self.told.setText(_reviewed(card))
        self.told.setVisible(bool(self.told.text()))

    def comment(self) -> str:
        """Return what stands in the comment."""
        return self.edits["review_comment"].toPlainText().strip()  # type: ignore[union-attr]

    def focus_comment(self) -> None:
        """Put the cursor into the comment."""
        self.edits["review_comment"].setFocus()


_RETURNED = ActionStatus.RETURNED


def _reviewed(card: ActionRow) -> str:
    parts = []
    if card.reviewed_at is not None:
        when = format_time(card.reviewed_at)
        parts.append(_("Reviewed by {name}, {when}").format(name=card.reviewed_by, when=when))
    if card.closed_on is not None:
        day = format_date(card.closed_on)
        parts.append(_("Closed by {name}, {when}").format(name=card.closed_by, when=day))
    return " · ".join(parts)
