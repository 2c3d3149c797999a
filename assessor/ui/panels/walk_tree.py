"""The left column of the walk: search, filters, site, and the list with its progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from assessor.i18n import _
from assessor.terms import Level
from assessor.ui import theme
from assessor.ui.models.rows_model import ROW, Index
from assessor.ui.models.walk_model import Head, WalkModel, is_open_must
from assessor.ui.widgets.buttons import button, chip
from assessor.ui.widgets.layouts import FlowLayout, row
from assessor.ui.widgets.walk_delegate import WalkDelegate
from assessor.ui.words import spoken

if TYPE_CHECKING:
    from assessor.checklist import Profile
    from assessor.editions import Former
    from assessor.facts import SiteRow
    from assessor.walk import WalkRow

Filter = Callable[["WalkRow"], bool]

FILTERS: dict[str, Filter] = {
    "all": lambda _row: True,
    "must": lambda row: row.level == Level.MUST,
    "open": lambda row: not row.complete,
    "mismatch": lambda row: row.mismatch,
}


class _List(QListView):
    """Lets the single letters pass, so that they stay the page's keys."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text().isprintable() and not event.text().isspace():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint what changed: the rows keep their heights, so none is laid out anew."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a head and a row far below it, and none of what stands between them."""
        for part in event.region():  # type: ignore[attr-defined]  # it can, the stub forgets
            super().paintEvent(QPaintEvent(part))


class WalkTree(QFrame):
    """`chosen` tells the reference the person went to; `moved` the site."""

    chosen = Signal(str)
    moved = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.look(self, "side-left")
        self.model = WalkModel()
        self.field, self.sites, self.list = QLineEdit(), QComboBox(), _List()
        self.filter = "all"
        self._chips = {name: chip("", self._filter_by(name)) for name in FILTERS}
        self._profile: Profile | None = None
        self._dress()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._head())
        box.addWidget(self.list, 1)
        self.former = button("", look="link")
        self.former.hide()
        box.addLayout(row(self.former, 1, margins=(14, 6, 14, 6)))

    def show_former(self, found: Sequence[Former]) -> None:
        """Point to what an earlier edition left without a place, where there is any."""
        told = _("From the former edition, without a place: {count}").format(count=len(found))
        self.former.setText(_("Without a place: {count}").format(count=len(found)))
        self.former.setToolTip(told)
        self.former.setAccessibleName(told)
        self.former.setVisible(bool(found))

    def set_rows(self, rows: Sequence[WalkRow], profile: Profile) -> None:
        """Show other rows; filter and search stay."""
        self._profile = profile
        current = self.current()
        self.model.set_rows(rows, self._keeps, profile)
        self._name_chips()
        self.show_ref(current)

    def renew(self, row: WalkRow) -> None:
        """Show one requirement anew, at once; the chips count it with the next `set_rows`."""
        self.model.renew(row)

    def set_sites(self, sites: Sequence[SiteRow], chosen: str) -> None:
        """Offer the covered sites when there are several."""
        self.sites.blockSignals(True)
        self.sites.clear()
        for site in sites:
            self.sites.addItem(site.name, site.id)
        self.sites.setCurrentIndex(max(0, self.sites.findData(chosen)))
        self.sites.setVisible(len(sites) > 1)
        self.sites.blockSignals(False)

    def current(self) -> str:
        """Return the reference that is lit."""
        line = self.list.currentIndex().data(ROW)
        return "" if line is None or isinstance(line, Head) else line.ref

    def show_ref(self, ref: str) -> None:
        """Light a requirement without telling anyone."""
        index = self.model.index_of(ref)
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        selection.setCurrentIndex(index, flag)
        selection.blockSignals(False)
        if index.isValid():
            self._reveal(index)
        self.list.viewport().update()

    def step(self, ref: str, by: int) -> str:
        """Return the reference `by` lines further among those shown, or the nearest end."""
        refs = [row.ref for row in self.model.shown]
        if not refs:
            return ref
        if ref not in refs:
            return refs[0]
        return refs[max(0, min(len(refs) - 1, refs.index(ref) + by))]

    def next_open_must(self, ref: str) -> str:
        """Return the next requirement with a MUST still to be seen, then from the start."""
        rows = self.model.all
        at = next((i for i, row in enumerate(rows) if row.ref == ref), -1)
        onwards = [*rows[at + 1 :], *rows[: max(0, at)]]
        return next((row.ref for row in onwards if is_open_must(row)), "")

    def show_all(self) -> None:
        """Take filter and search away, so that every requirement can be gone to."""
        self.filter = "all"
        self.field.clear()
        self._arrange()

    def _dress(self) -> None:
        self.field.setPlaceholderText(_("Search or jump to a reference   /"))
        self.field.setAccessibleName(_("Search or jump to a reference"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._arrange)
        self.field.returnPressed.connect(self._jump)
        self.field.installEventFilter(self)
        self.sites.setAccessibleName(_("Site"))
        self.sites.currentIndexChanged.connect(
            lambda _at: self.moved.emit(self.sites.currentData())
        )
        self.sites.hide()
        self.list.setModel(self.model)
        self.list.setItemDelegate(WalkDelegate(self.list))
        self.list.setAccessibleName(_("Requirements"))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._went)

    def _head(self) -> QWidget:
        head = QFrame()
        theme.look(head, "head")
        box = QVBoxLayout(head)
        box.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
        box.setSpacing(theme.px(7))
        box.addWidget(self.field)
        box.addWidget(self.sites)
        flow = FlowLayout(gap=6)
        for made in self._chips.values():
            flow.addWidget(made)
        box.addLayout(flow)
        return head

    def _keeps(self, row: WalkRow) -> bool:
        return FILTERS[self.filter](row) and self.model.matches(row, self.field.text())

    def _filter_by(self, name: str) -> Callable[[], None]:
        def choose() -> None:
            self.filter = name
            self._arrange()

        return choose

    def _arrange(self) -> None:
        if self._profile is not None:
            current = self.current()
            self.model.set_rows(self.model.all, self._keeps, self._profile)
            self.show_ref(current)
            self._name_chips()

    def _name_chips(self) -> None:
        must = spoken(Level.MUST, self._profile).capitalize()
        titles = {
            "all": _("All"),
            "must": must,
            "open": _("Pending"),
            "mismatch": _("Claim ≠ seen"),
        }
        for name, made in self._chips.items():
            count = sum(FILTERS[name](row) for row in self.model.all)
            told = f"{titles[name]} {count}"
            if told != made.text():
                made.setText(told)
                made.setAccessibleName(told)
            made.setChecked(name == self.filter)

    def _went(self, index: QModelIndex) -> None:
        line = index.data(ROW)
        if line is not None and not isinstance(line, Head):
            self.chosen.emit(line.ref)

    def _jump(self) -> None:
        typed = self.field.text().strip()
        exact = next((row.ref for row in self.model.all if row.ref == typed), "")
        first = exact or (self.model.shown[0].ref if self.model.shown else "")
        if first:
            self.field.clear()
            self.chosen.emit(first)
            self.left.emit()

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

    def _reveal(self, index: QModelIndex) -> None:
        if not self.list.viewport().rect().contains(self.list.visualRect(index)):
            self.list.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
