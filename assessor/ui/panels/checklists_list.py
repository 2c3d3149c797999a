"""The left column of the checklists: which one, search, levels, sections and requirements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit

from assessor.i18n import _, ngettext, pick
from assessor.terms import Level
from assessor.ui import theme
from assessor.ui.models.checklists_model import ChecklistModel, Head
from assessor.ui.models.rows_model import ROW
from assessor.ui.panels.checklists_search import Haystack
from assessor.ui.widgets.buttons import chip
from assessor.ui.widgets.checklists_delegate import ChecklistDelegate
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import FlowLayout, column
from assessor.ui.widgets.letter_list import LetterList
from assessor.ui.widgets.pick import Pick
from assessor.ui.words import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.checklist import Checklist, Profile, Requirement


class ChecklistList(QFrame):
    """`chosen` tells the reference gone to, `switched` the checklist; `found` after a search."""

    chosen = Signal(str)
    switched = Signal(str)
    searched = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.look(self, "side-left")
        self.which = Pick((), name=_("Checklist"))
        self.field, self.list = QLineEdit(), LetterList()
        self.model = ChecklistModel()
        self.level: Level | None = None
        self._chips = {level: chip("", self._keep_level(level)) for level in (None, *Level)}
        self._checklist: Checklist | None = None
        self._haystack: Haystack | None = None
        self.none = words("", "muted")
        self._dress()
        flow = FlowLayout(gap=6)
        for made in self._chips.values():
            flow.addWidget(made)
        head = column(self.which, self.field, flow, gap=7, margins=(12, 10, 12, 10))
        box = column(head, self.none, gap=0)
        box.addWidget(self.list, 1)
        self.setLayout(box)

    def offer(self, checklists: Sequence[Checklist], chosen: str) -> None:
        """Offer the checklists there are; `chosen` is open."""
        self.which.blockSignals(True)
        self.which.clear()
        for item in checklists:
            self.which.addItem(f"{pick(item.title)} · {item.edition}", item.id)
        self.which.setCurrentIndex(max(0, self.which.findData(chosen)))
        self.which.blockSignals(False)

    def show_checklist(self, checklist: Checklist, profile: Profile | None, lang: str) -> None:
        """Show another checklist, or the same in another language; the place stays."""
        ref = self.current()
        if checklist is not self._checklist:
            self._haystack = Haystack(checklist)
        self._checklist, self.model.profile, self.model.lang = checklist, profile, lang
        self._arrange()
        self.light(ref)

    def current(self) -> str:
        """Return the reference that is lit."""
        line = self.list.currentIndex().data(ROW)
        return "" if line is None or isinstance(line, Head) else line.ref

    def refs(self) -> list[str]:
        """Return the references that search and level let through."""
        return [line.ref for line in self.model.lines if not isinstance(line, Head)]

    def light(self, ref: str) -> str:
        """Light a requirement, or the first if it is not shown; return which."""
        refs = self.refs()
        ref = ref if ref in refs else next(iter(refs), "")
        at = next((i for i, line in enumerate(self.model.lines) if _is(line, ref)), -1)
        index = self.model.index(at) if at >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        if at > 0 and isinstance(self.model.lines[at - 1], Head):
            self.list.scrollTo(self.model.index(at - 1))
        self.list.scrollTo(index)
        return ref

    def step(self, by: int) -> None:
        """Go `by` requirements further among those shown."""
        refs = self.refs()
        if refs:
            at = refs.index(self.current()) if self.current() in refs else 0
            self.light(refs[max(0, min(len(refs) - 1, at + by))])

    def typed(self) -> str:
        """Return what is being searched."""
        return self.field.text().strip()

    def _dress(self) -> None:
        self.which.currentIndexChanged.connect(
            lambda _at: self.switched.emit(self.which.currentData())
        )
        self.field.setPlaceholderText(_("Search in all languages   /"))
        self.field.setAccessibleName(_("Search in all languages"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self.list.setFocus)
        self.field.installEventFilter(self)
        self.none.setContentsMargins(theme.px(14), theme.px(4), theme.px(14), 0)
        self.none.hide()
        self.list.setModel(self.model)
        self.list.setItemDelegate(ChecklistDelegate(self.list))
        self.list.setAccessibleName(_("Requirements"))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._went)

    def _search(self) -> None:
        ref = self.current()
        self._arrange()
        exact = self.typed() if self.typed() in self.refs() else ref
        self.light(exact)
        self.searched.emit()

    def _keep_level(self, level: Level | None) -> Any:
        def choose() -> None:
            self.level = level
            self._search()

        return choose

    def _arrange(self) -> None:
        if self._checklist is None:
            return
        lines: list[Head | Requirement] = []
        for section in self._checklist.sections:
            kept = [item for item in section.requirements if self._keeps(item)]
            lines += [Head(section, len(kept)), *kept] if kept else []
        self.list.selectionModel().blockSignals(True)
        self.model.show(lines)
        self.list.selectionModel().blockSignals(False)
        self.none.setText(_("No requirement holds “{text}”.").format(text=self.typed()))
        self.none.setVisible(not lines)
        self._name_chips()

    def _keeps(self, item: Requirement) -> bool:
        if self.level is not None and item.level != self.level:
            return False
        return self._haystack is None or self._haystack.finds(item.ref, self.typed())

    def _name_chips(self) -> None:
        items = self._checklist.requirements if self._checklist else ()
        for level, made in self._chips.items():
            count = sum(level in (None, item.level) for item in items)
            name = spoken(level, self.model.profile).capitalize() if level else _("All")
            made.setText(f"{name} {count}")
            made.setChecked(level == self.level)
            told = ngettext("{name}: {count} requirement", "{name}: {count} requirements", count)
            made.setAccessibleName(told.format(name=name, count=count))

    def _went(self, index: QModelIndex) -> None:
        line = index.data(ROW)
        if line is not None and not isinstance(line, Head):
            self.chosen.emit(line.ref)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search field the arrow goes down into the list."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            self.list.setFocus()
            return True
        return super().eventFilter(watched, event)


def _is(line: Head | Requirement, ref: str) -> bool:
    return not isinstance(line, Head) and line.ref == ref
