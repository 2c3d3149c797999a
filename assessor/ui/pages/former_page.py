"""From the former edition, without a place: what was recorded there, each to be looked at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStackedWidget, QVBoxLayout, QWidget

from assessor.i18n import N_, _, ngettext
from assessor.terms import Phase
from assessor.ui import core, theme
from assessor.ui.models.checklists_model import level_in
from assessor.ui.models.former_model import FormerModel, title_of
from assessor.ui.models.rows_model import ROW
from assessor.ui.page import OF_A_VISIT, Page, PagePlugin
from assessor.ui.panels.editions_reader import recorded_card, requirement_text
from assessor.ui.panels.editions_words import reading_language, record_lines
from assessor.ui.widgets.buttons import KeyButton, button
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.empty_state import EmptyState
from assessor.ui.widgets.former_delegate import FormerDelegate
from assessor.ui.widgets.labels import heading, words
from assessor.ui.widgets.layouts import column, empty, row, scrolling
from assessor.ui.widgets.letter_list import LetterList
from assessor.ui.widgets.marks import LevelBadge

if TYPE_CHECKING:
    from assessor.editions import Former
    from assessor.facts import Dossier
    from assessor.ui.desk import Desk


class FormerPage(Page):
    """A list of requirements that are gone, and the one that is lit with all it holds."""

    listens_to = OF_A_VISIT | {"prior", "looked"}

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.key: tuple[str, str] | None = None
        self.model, self.list = FormerModel(), LetterList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(FormerDelegate(self.list))
        self.list.setAccessibleName(_("Without a place in this edition"))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.selectionModel().currentChanged.connect(self._went)
        self.mark = KeyButton(_("Looked at"), "S", primary=True)
        self.mark.clicked.connect(self.guarded(self.turn))
        self.stack = QStackedWidget()
        self.stack.addWidget(self._whole())
        self.stack.addWidget(
            EmptyState(
                "check",
                _("Everything has a place"),
                _(
                    "Nothing was recorded at a requirement that this edition no longer has. After"
                    " a move to another edition, what lost its place is read here."
                ),
            )
        )
        self.setLayout(column(self.stack, gap=0))
        self._add_keys()

    def refresh(self) -> None:
        known = self.desk.visit()
        found = known.former
        self.stack.setCurrentIndex(0 if found else 1)
        self.told.setText(_told(found))
        self.list.selectionModel().blockSignals(True)
        self.model.show(found, known.profile)
        self.list.selectionModel().blockSignals(False)
        self.light(self.key)

    def show_at(self, *, key: Any = None, ref: str = "", **_rest: Any) -> None:
        wanted = key or next((item.key for item in self.model.rows if item.ref == ref), None)
        if wanted:
            self.light(tuple(wanted))

    def state(self) -> dict[str, Any]:
        return {"key": self.key}

    # doing

    def light(self, key: tuple[str, str] | None) -> None:
        """Light a requirement, or the first that nobody has looked at."""
        rows = self.model.rows
        if not rows:
            self._show(None)
            return
        first = next((at for at, item in enumerate(rows) if not item.looked), 0)
        at = next((at for at, item in enumerate(rows) if item.key == key), first)
        index = self.model.index(at)
        self.list.selectionModel().blockSignals(True)
        self.list.setCurrentIndex(index)
        self.list.selectionModel().blockSignals(False)
        self.list.scrollTo(index)
        self.list.viewport().update()
        self._show(rows[at])

    def step(self, by: int) -> None:
        """Go `by` lines further."""
        count = len(self.model.rows)
        if count:
            at = self.list.currentIndex().row() + by
            self.list.setCurrentIndex(self.model.index(max(0, min(count - 1, at))))

    def turn(self) -> None:
        """Mark what is lit as looked at and go on, or take the mark back."""
        item = self.item()
        if item is None:
            return
        core.validations.mark_looked(
            self.ws, self.validation_id, copy_id=item.copy_id, ref=item.ref, looked=not item.looked
        )
        if not item.looked:
            at = self.list.currentIndex().row()
            rest = [*self.model.rows[at + 1 :], *self.model.rows[:at]]
            waiting = next((each.key for each in rest if not each.looked), item.key)
            self.key = waiting
        self.refresh()

    def go_back(self) -> None:
        """Go back to the form of the visit."""
        self.desk.go("prepare", part="visit")

    def item(self) -> Former | None:
        """Return what is lit."""
        found = self.list.currentIndex().data(ROW)
        return found if found is not None else None

    # showing

    def _went(self, index: QModelIndex) -> None:
        self._show(index.data(ROW))

    def _show(self, item: Former | None) -> None:
        empty(self._body)
        if item is None:
            self.key = None
            return
        self.key = item.key
        known = self.desk.visit()
        issued = known.visit.phase == Phase.ISSUED
        self.mark.set_text(_("Not looked at yet") if item.looked else _("Looked at"))
        self.mark.setEnabled(not issued)
        edition = _("edition {edition}").format(edition=item.edition)
        self._body.addWidget(heading(" · ".join(filter(None, (item.ref, title_of(item))))))
        asked = _("Asked in {edition}; this edition does not ask for it.")
        self._body.addWidget(words(asked.format(edition=edition), "small"))
        if item.asked is not None:
            self._body.addWidget(_asked(item, known))
        self._body.addWidget(
            recorded_card(_("Recorded there"), tuple(record_lines(item.rows, known)))
        )
        for link in self._links(item, known):
            self._body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._body.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    def _links(self, item: Former, known: Dossier) -> list[QWidget]:
        """Ways to the observations that stand on, for them to be linked anew."""
        wanted = {row.record.get("observation_id") for row in item.rows}
        return [
            button(
                _("Open observation {number} in Findings").format(number=found.number),
                self.guarded(partial(self.desk.go, "findings", observation_id=found.id)),
                look="link",
            )
            for found in known.observations
            if found.id in wanted
        ]

    def _whole(self) -> QWidget:
        self.told = words("", "bold")
        strip = QFrame()
        theme.look(strip, "head")
        back = button(_("← Prepare"), self.guarded(self.go_back), look="quiet", key="Alt+←")
        head = row(gap=8, margins=(16, 9, 16, 9))
        head.addWidget(self.told, 1)
        head.addWidget(back)
        head.addWidget(self.mark)
        strip.setLayout(head)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(*(theme.px(n) for n in (22, 14, 22, 20)))
        self._body.setSpacing(theme.px(10))
        inner = QWidget()
        inner.setLayout(self._body)
        self.area = scrolling(inner, "ground")
        self.area.setAccessibleName(_("What was recorded"))
        self.side = QFrame()
        theme.look(self.side, "side-left")
        self.side.setLayout(column(self.list, gap=0))
        lower = row(self.side, gap=0)
        lower.addWidget(self.area, 1)
        whole = QWidget()
        box = column(strip, gap=0)
        box.addLayout(lower, 1)
        whole.setLayout(box)
        return whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list takes its width, but never more than a good part of the page."""
        super().resizeEvent(event)
        self.side.setFixedWidth(min(theme.px(400), self.width() * 40 // 100))

    def _add_keys(self) -> None:
        group = _("From the former edition")
        for text, run, key in (
            (_("Next requirement"), lambda: self.step(1), "J"),
            (_("Previous requirement"), lambda: self.step(-1), "K"),
            (_("Looked at, or not yet"), self.turn, "S"),
            (_("Back to the form"), self.go_back, "Alt+Left"),
        ):
            self.add_command(text, run, key, group=group)


def _told(found: tuple[Former, ...]) -> str:
    count = len(found)
    told = ngettext(
        "{count} requirement of the former edition has no place in this one",
        "{count} requirements of the former edition have no place in this one",
        count,
    ).format(count=count)
    left = sum(not item.looked for item in found)
    rest = ngettext("{count} not looked at yet", "{count} not looked at yet", left)
    return f"{told} · {rest.format(count=left)}" if left else told


def _asked(item: Former, known: Dossier) -> Card:
    asked = item.asked
    assert asked is not None  # noqa: S101  for the type checker
    lang = reading_language(known.checklist)
    card = Card(_("What was asked"), gap=8)
    card.add(row(LevelBadge(asked.level, level_in(asked.level, known.profile, lang)), 1, gap=8))
    card.add(requirement_text(asked, (), known.profile, lang, was=True))
    return card


PLUGIN = PagePlugin(
    "former",
    N_("From the former edition"),
    FormerPage,
    icon="eye-outline",
    place="visit",
    order=13,
    part_of="prepare",
)
