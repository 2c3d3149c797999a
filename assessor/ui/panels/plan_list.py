"""The left of the plan page: filters by status with their counts, and the cards by due date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assessor import terms
from assessor.i18n import _
from assessor.terms import ActionStatus
from assessor.ui import theme
from assessor.ui.models.plan_model import PlanModel
from assessor.ui.models.rows_model import ROW
from assessor.ui.panels.plan_delegate import PlanDelegate
from assessor.ui.panels.plan_words import is_overdue
from assessor.ui.widgets.buttons import chip
from assessor.ui.widgets.layouts import FlowLayout, column
from assessor.ui.words import plain

if TYPE_CHECKING:
    from assessor.checklist import Profile
    from assessor.improvement import ActionRow

ALL, OVERDUE = "", "overdue"


class PlanList(QFrame):
    """`choose(observation_id)` is called when another card is lit."""

    def __init__(self, choose: Callable[[str], object], edit: Callable[[], object]) -> None:
        super().__init__()
        theme.look(self, "side-left")
        self._choose = choose
        self._cards: tuple[ActionRow, ...] = ()
        self._current = ""
        self.filter = ALL
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Search"))
        self.field.setAccessibleName(_("Search the plan"))
        self.field.setClearButtonEnabled(True)
        self.model, self.view, self._delegate = PlanModel(), QListView(), PlanDelegate(self)
        self._dress_view(edit)
        self.chips = self._make_chips()
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self.view.setFocus)
        filters = QWidget()
        flow = FlowLayout(filters, gap=6)
        for each in self.chips.values():
            flow.addWidget(each)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(column(self.field, filters, gap=8, margins=(16, 12, 16, 8)))
        box.addWidget(self.view, 1)

    def _dress_view(self, edit: Callable[[], object]) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.setAccessibleName(_("Actions by due date"))
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.doubleClicked.connect(lambda _at: edit())

    def _make_chips(self) -> dict[str, QPushButton]:
        group = QButtonGroup(self)
        made = {}
        for name in (ALL, OVERDUE, *(status.value for status in ActionStatus)):
            made[name] = chip("", partial(self.show_only, name), on=name == ALL)
            group.addButton(made[name])
        return made

    def show_cards(self, cards: Sequence[ActionRow], profile: Profile) -> None:
        """Show these, filtered as before."""
        self._cards = tuple(cards)
        self._delegate.profile = profile
        counts = Counter(card.status.value for card in cards)
        counts[OVERDUE] = sum(is_overdue(card) for card in cards)
        counts[ALL] = len(cards)
        for name, each in self.chips.items():
            text = f"{_chip_word(name)} {counts[name]}"
            if each.text() != text:
                each.setText(text)
                each.setAccessibleName(text)
            each.setVisible(bool(counts[name]) or name in {ALL, self.filter})
        self._fill()

    def show_only(self, name: str) -> None:
        """Filter by a status, by what is overdue, or not at all."""
        self.filter = name
        self.chips[name].setChecked(True)
        self._fill()

    def show_all(self) -> None:
        """Put the filters away."""
        self.field.clear()
        self.show_only(ALL)

    def light(self, observation_id: str) -> None:
        """Light a card without calling `choose`."""
        self._current = observation_id
        index = self.model.index_of(observation_id)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def step(self, by: int) -> None:
        """Go to the next card, or to the one before."""
        ids = [card.observation.id for card in self.model.rows]
        if ids:
            at = ids.index(self._current) + by if self._current in ids else 0
            self.view.setCurrentIndex(self.model.index(max(0, min(at, len(ids) - 1))))

    def _fill(self, *_from_signal: object) -> None:
        self.model.set_rows(self._cards, self._keeps)
        self.light(self._current)

    def _keeps(self, card: ActionRow) -> bool:
        if self.filter == OVERDUE and not is_overdue(card):
            return False
        if self.filter not in {ALL, OVERDUE, card.status.value}:
            return False
        wanted = plain(self.field.text()).split()
        if not wanted:
            return True
        item = card.observation
        texts = (*item.refs, *item.text.values(), item.owner, card.responsible_name, card.problem)
        where = plain(" ".join(texts))
        return all(word in where for word in wanted)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        card = now.data(ROW) if now.isValid() else None
        if card is not None and card.observation.id != self._current:
            self._current = card.observation.id
            self._choose(self._current)


def _chip_word(name: str) -> str:
    if name == ALL:
        return _("All")
    return _("Overdue") if name == OVERDUE else _(terms.label(ActionStatus(name)))
