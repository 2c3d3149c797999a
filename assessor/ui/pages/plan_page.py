"""The improvement plan: actions by due date, what the company does, what the validator finds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedWidget

from assessor.i18n import N_, _, ngettext
from assessor.terms import ActionStatus, Phase
from assessor.ui import core
from assessor.ui.page import Page, PagePlugin
from assessor.ui.panels.finding_list import list_width
from assessor.ui.panels.plan_card import PlanCard
from assessor.ui.panels.plan_list import OVERDUE, PlanList
from assessor.ui.panels.plan_words import DEEDS, FOLLOWING, KEYS, is_overdue, today
from assessor.ui.widgets.empty_state import Choice, EmptyState

if TYPE_CHECKING:
    from assessor.improvement import ActionRow
    from assessor.store.workspace import Workspace
    from assessor.ui.desk import Desk

_COMMENTED = frozenset({ActionStatus.RETURNED, ActionStatus.REJECTED})


class PlanPage(Page):
    """The list by due date at the left, one card at the right; works on after the issue."""

    listens_to = frozenset(
        {"action", "extension", "observation", "observation_point", "assessment", "validation"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cards: list[ActionRow] = []
        self.current = ""
        self.list = PlanList(self.show_one, self.edit)
        self.card = PlanCard(
            self.write,
            review=lambda status: self.guarded(partial(self.review, status))(),
            ask=self.guarded(self.ask_extension),
            decide=lambda item, granted: self.guarded(partial(self.decide, item, granted))(),
            go_to_finding=self.guarded(self.go_to_finding),
        )
        self.nothing = self._nothing()
        self.right = QStackedWidget()
        self.right.addWidget(self.nothing)
        self.right.addWidget(self.card)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.list)
        box.addWidget(self.right, 1)
        self._add_commands()

    def _add_commands(self) -> None:
        moving, deeds = _("Improvement plan"), _("Validator's review")
        self.add_command(_("Next"), lambda: self.list.step(1), "J", group=moving)
        self.add_command(_("Previous"), lambda: self.list.step(-1), "K", group=moving)
        self.add_command(_("Fill in"), self.edit, "E", "Return", "Enter", group=moving)
        self.add_command(_("Go to finding"), self.go_to_finding, "G", group=moving)
        self.add_command(_("Only overdue"), self.only_overdue, "O", group=moving)
        self.add_command(_("Private note"), self.write_note, "P", group=moving)
        self.add_command(_("Comment to the company"), self.write_comment, "C", group=deeds)
        for status, name in DEEDS.items():
            self.add_command(_(name), partial(self.review, status), KEYS[status], group=deeds)
        self.add_command(_("Record a request for more time"), self.ask_extension, "M", group=deeds)

    def _nothing(self) -> EmptyState:
        return EmptyState(
            "clipboard-check-outline",
            _("No actions yet"),
            _(
                "Each finding and each recommendation has a card here: what the company will do,"
                " who, until when, and the proof. It goes on after the report is issued."
            ),
            (
                Choice(
                    "flag-outline",
                    _("Findings"),
                    _("Record what falls short; its card appears here by itself."),
                    lambda: self.desk.go("findings"),
                    "Ctrl+3",
                ),
            ),
        )

    # showing

    def refresh(self) -> None:
        known = self.desk.visit()
        self.cards = core.improvement.actions(self.ws, self.validation_id)
        ids = [card.observation.id for card in self.cards]
        if self.current not in ids:
            self.current = ids[0] if ids else ""
        self.list.setVisible(bool(ids))
        self.list.show_cards(self.cards, known.profile)
        self._show_current()

    def _show_current(self) -> None:
        card = self.shown()
        if card is None:
            self.right.setCurrentWidget(self.nothing)
            return
        self.list.light(self.current)
        steps = core.improvement.timeline(self.ws, self.validation_id, self.current)
        self.card.show_card(self.desk.visit(), card, steps)
        self.right.setCurrentWidget(self.card)

    def shown(self) -> ActionRow | None:
        """Return the card that is shown."""
        return next((card for card in self.cards if card.observation.id == self.current), None)

    def foot(self) -> str:
        count = len(self.cards)
        parts = [ngettext("{count} action", "{count} actions", count).format(count=count)]
        late = sum(is_overdue(card) for card in self.cards)
        if late:
            parts.append(ngettext("{count} overdue", "{count} overdue", late).format(count=late))
        closed = sum(card.status is ActionStatus.VERIFIED for card in self.cards)
        parts.append(_("{count} verified").format(count=closed))
        return " · ".join(parts)

    # moving

    def show_at(self, **where: Any) -> None:
        """Go to observation_id= or ref=."""
        for card in self.cards:
            item = card.observation
            if where.get("observation_id") == item.id or where.get("ref") in item.refs:
                if not self.list.model.index_of(item.id).isValid():
                    self.list.show_all()
                self.show_one(item.id)
                break

    def show_one(self, observation_id: str) -> None:
        """Show another card; what was being typed is saved first."""
        if observation_id != self.current:
            self.leave()
            self.current = observation_id
        self._show_current()

    def state(self) -> dict[str, Any]:
        return {"observation_id": self.current}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setFixedWidth(list_width(self.width()))

    def search_field(self) -> QLineEdit:
        return self.list.field

    def leave(self) -> None:
        self.card.fields.flush()
        super().leave()

    def go_to_finding(self) -> None:
        """Look at the observation itself."""
        if self.current:
            self.desk.go("findings", observation_id=self.current)

    def only_overdue(self) -> None:
        """Show what is overdue alone, or everything again."""
        if self.list.filter == OVERDUE:
            self.list.show_all()
        else:
            self.list.show_only(OVERDUE)

    # doing

    def write(self, *, burst: str | None = None, **fields: object) -> None:
        """Record fields of the card that is shown."""
        core.improvement.record_action(
            self.ws, self.validation_id, observation_id=self.current, burst=burst, **fields
        )

    def edit(self) -> None:
        """Put the cursor into the card."""
        if isinstance(QApplication.focusWidget(), QLineEdit):
            self.setFocus()
        elif self.shown() is not None:
            self.card.edit()

    def write_note(self) -> None:
        """Put the cursor into the private note."""
        if self.shown() is not None:
            self.card.focus_note()

    def write_comment(self) -> None:
        """Put the cursor into the comment to the company."""
        if self.shown() is not None:
            self.card.focus_comment()

    def review(self, status: ActionStatus) -> None:
        """Record what becomes of the card; what goes back needs a word why."""
        card = self.shown()
        if card is None or status not in FOLLOWING[card.status]:
            return
        self.leave()
        comment = self.card.review.comment()
        if status in _COMMENTED and not comment:
            self.card.focus_comment()
            self.desk.toast(_("Write a comment first: the company needs to know why."))
            return
        if status is ActionStatus.DONE:  # the company's word, not the validator's review
            self.write(status=status.value)
        else:
            core.improvement.review(
                self.ws,
                self.validation_id,
                observation_id=self.current,
                status=status,
                comment=comment,
            )

    def ask_extension(self) -> None:
        """Record that the company asks for more time."""
        from assessor.ui.dialogs.extension import ask_extension

        if self.shown() is None:
            return
        self.leave()
        asked = ask_extension(self, today())
        if asked is not None:
            core.improvement.ask_extension(
                self.ws,
                self.validation_id,
                observation_id=self.current,
                reason=asked.reason,
                document=asked.document,
                asked_on=asked.asked_on,
                new_date=asked.new_date,
            )

    def decide(self, extension_id: str, granted: bool) -> None:
        """Grant or refuse more time."""
        core.improvement.decide_extension(
            self.ws, self.validation_id, extension_id, granted=granted
        )


def missing(workspace: Workspace, validation_id: str) -> int | None:
    """Count the actions not closed yet, once the report is issued; before, nothing is owed."""
    known = core.validations.validation(workspace, validation_id)
    if known.visit.phase != Phase.ISSUED:
        return None
    cards = core.improvement.actions(workspace, validation_id)
    return sum(card.status not in core.improvement.CLOSED for card in cards)


PLUGIN = PagePlugin(
    "plan",
    N_("Improvement plan"),
    PlanPage,
    icon="clipboard-check-outline",
    place="visit",
    order=60,
    missing=missing,
)
