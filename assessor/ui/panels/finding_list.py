"""The left of the findings page: search, the filter “untranslated”, the list, what is owed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout

from assessor.i18n import _, ngettext
from assessor.ui import theme
from assessor.ui.models.findings_model import FindingsModel, Head
from assessor.ui.models.rows_model import ROW
from assessor.ui.panels.finding_delegate import FindingDelegate
from assessor.ui.widgets.buttons import button, chip
from assessor.ui.widgets.layouts import column, row
from assessor.ui.words import plain

if TYPE_CHECKING:
    from assessor.checklist import Profile
    from assessor.facts import ObservationRow


def list_width(page: int) -> int:
    """Return the room for the list beside what it lists, on a page of this width."""
    return min(theme.px(410), max(theme.px(200), page * 36 // 100))


class FindingList(QFrame):
    """`choose(observation_id)` is called when another line is lit, `owe()` for what is missing."""

    def __init__(
        self, choose: Callable[[str], object], edit: Callable[[], object], owe: Callable[[], object]
    ) -> None:
        super().__init__()
        theme.look(self, "side-left")
        self._choose = choose
        self._rows: tuple[ObservationRow, ...] = ()
        self._profile: Profile | None = None
        self._current = ""
        self.model = FindingsModel()
        self.view = self._list(edit)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Search"))
        self.field.setAccessibleName(_("Search findings"))
        self.field.setClearButtonEnabled(True)
        self.untranslated = chip(_("Untranslated"), self._fill)
        self.owed = button("", owe, look="link")
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self.view.setFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(row(self.field, self.untranslated, margins=(16, 12, 16, 2)))
        box.addWidget(self.view, 1)
        box.addLayout(column(self.owed, margins=(16, 6, 16, 10)))

    def _list(self, edit: Callable[[], object]) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(FindingDelegate(view))
        view.setAccessibleName(_("Findings, recommendations and good practices"))
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setMouseTracking(False)
        view.selectionModel().currentChanged.connect(self._moved)
        view.doubleClicked.connect(lambda _at: edit())
        return view

    def show_rows(self, rows: Sequence[ObservationRow], profile: Profile, owed: int) -> None:
        """Show these; `owed` shortfalls have neither finding nor recommendation yet."""
        self._rows, self._profile = tuple(rows), profile
        lacking = sum(not all(item.languages_complete.values()) for item in rows)
        self.untranslated.setText(_("Untranslated {count}").format(count=lacking))
        self.untranslated.setAccessibleName(self.untranslated.text())
        self.untranslated.setVisible(bool(lacking) or self.untranslated.isChecked())
        told = ngettext(
            "{count} shortfall to write up →",
            "{count} shortfalls to write up →",
            owed,
        ).format(count=owed)
        self.owed.setText(told)
        self.owed.setAccessibleName(told)
        self.owed.setVisible(bool(owed))
        self._fill()

    def light(self, observation_id: str) -> None:
        """Light a line without calling `choose`."""
        self._current = observation_id
        index = self.model.index_of(observation_id)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def step(self, by: int) -> None:
        """Go to the next line, or to the one before."""
        ids = [item.id for item in self.model.rows]
        if ids:
            at = ids.index(self._current) + by if self._current in ids else 0
            self.view.setCurrentIndex(self.model.index_of(ids[max(0, min(at, len(ids) - 1))]))

    def neighbour(self, observation_id: str) -> str:
        """Return who takes the place of a line that goes."""
        ids = [item.id for item in self.model.rows]
        if observation_id not in ids or len(ids) == 1:
            return ""
        at = ids.index(observation_id)
        return ids[at + 1] if at + 1 < len(ids) else ids[at - 1]

    def show_all(self) -> None:
        """Put the filters away."""
        self.field.clear()
        self.untranslated.setChecked(False)
        self._fill()

    def _fill(self, *_from_signal: object) -> None:
        if self._profile is not None:
            self.model.set_rows(self._rows, self._keeps, self._profile)
            self.light(self._current)

    def _keeps(self, item: ObservationRow) -> bool:
        if self.untranslated.isChecked() and all(item.languages_complete.values()):
            return False
        wanted = plain(self.field.text()).split()
        if not wanted:
            return True
        texts = (*item.refs, item.owner, *item.text.values(), *item.action.values())
        where = plain(" ".join(texts))
        return all(word in where for word in wanted)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        line = now.data(ROW) if now.isValid() else None
        if line is None or isinstance(line, Head) or line.id == self._current:
            return
        self._current = line.id
        self._choose(line.id)
