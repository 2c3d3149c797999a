"""The differences between two editions as a list, and chips with counts that filter it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QPushButton, QWidget

from assessor.i18n import _, ngettext
from assessor.ui import theme
from assessor.ui.models.editions_model import EditionsModel, Key, Line
from assessor.ui.models.rows_model import ROW
from assessor.ui.widgets.buttons import chip
from assessor.ui.widgets.editions_delegate import EditionsDelegate
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import FlowLayout, column, empty
from assessor.ui.widgets.letter_list import LetterList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.checklist import Profile


@dataclass(frozen=True)
class Filter:
    """A chip: what it is called, and which lines it lets through."""

    id: str
    name: str
    keeps: Callable[[Line], bool]


class EditionsList(QFrame):
    """`chosen` tells that another line is lit."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.look(self, "side-left")
        self.model, self.list = EditionsModel(), LetterList()
        self.lines: tuple[Line, ...] = ()
        self.filters: tuple[Filter, ...] = ()
        self.filter = ""
        self.chips: dict[str, QPushButton] = {}
        self._flow = FlowLayout(gap=6)
        self.none = words(_("Nothing of this kind."), "muted")
        self.none.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), 0)
        self.list.setModel(self.model)
        self.list.setItemDelegate(EditionsDelegate(self.list))
        self.list.setAccessibleName(_("Differences between the editions"))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.selectionModel().currentChanged.connect(lambda *_of: self.chosen.emit())
        holder = QWidget()
        holder.setLayout(column(self._flow, margins=(12, 10, 12, 10)))
        self._chips = holder
        box = column(holder, self.none, gap=0)
        box.addWidget(self.list, 1)
        self.setLayout(box)

    def show_lines(
        self,
        lines: Sequence[Line],
        filters: Sequence[Filter],
        *,
        profile: Profile | None,
        lang: str,
    ) -> None:
        """Show other lines; filter and place stay where they can."""
        key = self.key()
        self.lines = tuple(lines)
        self.filters = tuple(each for each in filters if any(map(each.keeps, self.lines)))
        self.model.profile, self.model.lang = profile, lang
        if self.filter not in {each.id for each in self.filters}:
            self.filter = self.filters[0].id if self.filters else ""
        self._make_chips()
        self._arrange(key)

    def keep(self, filter_id: str) -> None:
        """Show only what a chip lets through."""
        self.filter = filter_id
        self._arrange(self.key())

    def key(self) -> Key | None:
        """Return what is lit."""
        line = self.line()
        return line.key if line is not None else None

    def line(self) -> Line | None:
        """Return the line that is lit."""
        found = self.list.currentIndex().data(ROW)
        return found if isinstance(found, Line) else None

    def light(self, key: Key | None) -> None:
        """Light a line, or the first where it is not shown."""
        at = next((at for at, line in enumerate(self.model.lines) if line.key == key), 0)
        index = self.model.index(at) if self.model.lines else QModelIndex()
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def step(self, by: int) -> None:
        """Go `by` lines further."""
        count = len(self.model.lines)
        if count:
            at = self.list.currentIndex().row() + by
            self.list.setCurrentIndex(self.model.index(max(0, min(count - 1, at))))

    def _make_chips(self) -> None:
        wanted = [each.id for each in self.filters]
        if list(self.chips) != wanted:
            empty(self._flow)
            self.chips = {each.id: chip("", self._keeping(each.id)) for each in self.filters}
            for made in self.chips.values():
                self._flow.addWidget(made)
        for each in self.filters:
            count = sum(map(each.keeps, self.lines))
            made = self.chips[each.id]
            made.setText(f"{each.name} {count}")
            told = ngettext("{name}: {count} requirement", "{name}: {count} requirements", count)
            made.setAccessibleName(told.format(name=each.name, count=count))
        self._chips.setVisible(bool(self.filters))

    def _keeping(self, filter_id: str) -> Callable[[], object]:
        return lambda: self.keep(filter_id)

    def _arrange(self, key: Key | None) -> None:
        keeps = next((each.keeps for each in self.filters if each.id == self.filter), None)
        kept = [line for line in self.lines if keeps is None or keeps(line)]
        for filter_id, made in self.chips.items():
            made.setChecked(filter_id == self.filter)
        self.list.selectionModel().blockSignals(True)
        self.model.show(kept)
        self.list.selectionModel().blockSignals(False)
        self.none.setVisible(not kept)
        self.light(key)
        self.chosen.emit()
