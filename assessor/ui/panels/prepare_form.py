"""The visit on one form: all parts below one another, an index that jumps to each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from assessor.i18n import _
from assessor.terms import Phase
from assessor.ui import theme
from assessor.ui.panels.prepare_company import CompanyPart
from assessor.ui.panels.prepare_files import FilesPart
from assessor.ui.panels.prepare_index import PrepareIndex
from assessor.ui.panels.prepare_part import Part
from assessor.ui.panels.prepare_parts import PARTS, lacking, part_of
from assessor.ui.panels.prepare_risks import RisksPart
from assessor.ui.panels.prepare_sites import SitesPart
from assessor.ui.panels.prepare_team import TeamPart
from assessor.ui.panels.prepare_visit import (
    BusinessPart,
    DistributionPart,
    MethodPart,
    NotePart,
    ScopePart,
    SummaryPart,
    VisitPart,
)
from assessor.ui.widgets.card import rule
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import column, row, scrolling
from assessor.ui.widgets.tab_order import TabOrdered

if TYPE_CHECKING:
    from assessor.facts import Dossier
    from assessor.ui.desk import Desk

_MAKERS: dict[str, Callable[[Desk], Part]] = {
    "company": CompanyPart,
    "sites": SitesPart,
    "visit": VisitPart,
    "team": TeamPart,
    "scope": ScopePart,
    "method": MethodPart,
    "business": BusinessPart,
    "risks": RisksPart,
    "summary": SummaryPart,
    "distribution": DistributionPart,
    "note": NotePart,
}
_INDEX_WIDTH = 262
# Pixels of the 100 % scale below which the index makes way for the fields.
_NARROW = 760


class PrepareForm(QWidget):
    """Index and parts; `fill` shows a dossier in every part."""

    def __init__(self, desk: Desk, files: FilesPart) -> None:
        super().__init__()
        self.languages = desk.visit().visit.languages
        self.profile = desk.visit().profile
        self.parts: dict[str, Part] = {"saq": files}
        self._desk = desk
        self._known: Dossier | None = None
        # What is out of sight is built when the window has nothing else to do.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._build_next)
        # A form that was only just shown finds its true heights in the next moments.
        self._settling = QTimer(self, singleShot=True, interval=500)
        self._wanted = ""  # a part to show that the scrolling could not reach yet
        self.index = PrepareIndex()
        self.index.shown.connect(self.reveal)
        self.index.entered.connect(self.enter)
        self._inner = self._column()
        self._area = scrolling(self._inner)
        bar = self._area.verticalScrollBar()
        bar.valueChanged.connect(self._follow_scrolling)
        bar.rangeChanged.connect(lambda _least, _most: self._reveal_lit())
        layout = row(gap=0)
        self._beside = self._side()
        layout.addWidget(self._beside)
        layout.addWidget(self._area, 1)
        self.setLayout(layout)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def _side(self) -> QWidget:
        side = QFrame()
        theme.look(side, "side-left")
        side.setFixedWidth(theme.px(_INDEX_WIDTH))
        keys = words(
            _("Alt and the underlined letter jump to a part, Alt+↑ and Alt+↓ to its neighbours."),
            "fine",
        )
        keys.setContentsMargins(theme.px(16), 0, theme.px(14), theme.px(12))
        box = column(gap=8, margins=(0, 10, 0, 0))
        box.addWidget(self.index, 1)
        box.addWidget(keys)
        side.setLayout(box)
        return side

    def _column(self) -> QWidget:
        inner = TabOrdered()
        box = column(gap=20, margins=(24, 18, 24, 24))
        text = _("This validation is issued: it can be read, and reopened on the Report page.")
        self.issued = words(text, "warning")
        self.issued.hide()
        box.addWidget(self.issued)
        box.addWidget(self.parts["saq"])
        box.addStretch(1)
        inner.setLayout(box)
        self._box = box
        return inner

    def fill(self, known: Dossier) -> None:
        """Show what is recorded in every part, and in the index what is lacking."""
        self._known = known
        self.issued.setVisible(known.visit.phase == Phase.ISSUED)
        for name, part in self.parts.items():
            self._fill_part(name, part, known)
        self.index.set_lacking(lacking(known))
        if len(self.parts) < len(PARTS):
            self._later.start()

    def finish(self) -> None:
        """Build at once what is not built yet."""
        while len(self.parts) < len(PARTS):
            self._build_next()

    def _build_next(self) -> None:
        name = next((each for each in PARTS if each not in self.parts), "")
        if not name:
            return
        made = self.parts[name] = _MAKERS[name](self._desk)
        for widget in (rule(), made):
            self._box.insertWidget(self._box.count() - 1, widget)
        if self._known is not None:
            self._fill_part(name, made, self._known)
        self._make_room()
        self._later.start()

    def _make_room(self) -> None:
        """Grow at once for a new part; the scrolling would squeeze the others until it has."""
        width = self._inner.width()
        needed = self._box.heightForWidth(width) if self._box.hasHeightForWidth() else 0
        if needed > self._inner.height():
            self._inner.resize(width, needed)

    def _fill_part(self, name: str, part: Part, known: Dossier) -> None:
        part.fill(known)
        if name != "saq":
            lock(part, locked=known.visit.phase == Phase.ISSUED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the index makes way; its keys go on working."""
        super().resizeEvent(event)
        self._beside.setVisible(self.width() >= theme.px(_NARROW))

    # moving

    def reveal(self, part: str) -> None:
        """Scroll a part to the top."""
        self.finish()
        if (layout := self._inner.layout()) is not None:
            layout.activate()
        top = _top(self.parts[part], self._inner)
        bar = self._area.verticalScrollBar()
        bar.blockSignals(True)
        bar.setValue(max(0, top - theme.px(14)))
        bar.blockSignals(False)
        self._inner.move(0, -bar.value())

    def enter(self, part: str, field: str = "", language: str = "") -> None:
        """Go to a part, with the cursor in a field of it or in the first."""
        self.turn_to(part)
        self.parts[part].focus_at(field, language)

    def turn_to(self, part: str) -> None:
        """Show a part at the top, also of a form that has only just been built."""
        self.index.light(part)
        self.reveal(part)
        self._wanted = part
        self._settling.start()

    def _reveal_lit(self) -> None:
        if self._wanted and self._area.isVisible():
            self._settling.start()
        if not self._settling.isActive():
            return
        part, self._wanted = self._wanted or self.index.part(), ""
        self.reveal(part)
        self.index.light(part)
        now = QApplication.focusWidget()
        if now is not None and self._area.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, theme.px(60))

    def enter_field(self, field: str, language: str = "") -> None:
        """Go to a field wherever it stands."""
        self.enter(part_of(field), field, language)

    def step(self, by: int) -> None:
        """Go to the next part or the one before."""
        order = list(PARTS)
        at = order.index(self.index.part()) + by
        self.enter(order[max(0, min(len(order) - 1, at))])

    def _follow_scrolling(self) -> None:
        top = self._area.verticalScrollBar().value() + theme.px(60)
        above = [name for name, part in self.parts.items() if _top(part, self._inner) <= top]
        bar = self._area.verticalScrollBar()
        if bar.value() == bar.maximum():
            above = list(self.parts)
        if above:
            self.index.light(above[-1])

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self._area.isAncestorOf(now):
            return
        for name, part in self.parts.items():
            if part.isAncestorOf(now):
                self.index.light(name)
        QTimer.singleShot(0, lambda: self._area.ensureWidgetVisible(now, 0, theme.px(60)))


def _top(part: QWidget, inner: QWidget) -> int:
    return part.mapTo(inner, part.rect().topLeft()).y()


def lock(part: QWidget, *, locked: bool) -> None:
    """Let the fields of a part only be read, as an issued validation demands."""
    for line in part.findChildren(QLineEdit):
        line.setReadOnly(locked)
    for text in part.findChildren(QPlainTextEdit):
        text.setReadOnly(locked)
    for control in (*part.findChildren(QAbstractButton), *part.findChildren(QComboBox)):
        control.setEnabled(not locked or bool(control.property("reads")))
