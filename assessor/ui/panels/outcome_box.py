"""What a verdict means, at once: finding with its due date, recommendation, or a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.terms import SHORTFALLS, Kind, Level, Verdict
from assessor.ui import icons, theme
from assessor.ui.panels.finding_words import ICONS, LOOKS, ROLES, due_sentence
from assessor.ui.widgets.buttons import KeyButton, button
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import empty, row
from assessor.ui.widgets.marks import paint_warning
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from assessor.facts import Dossier, DueDate, ObservationRow
    from assessor.walk import PointRow, WalkRow


class WarningLine(QWidget):
    """An amber triangle and a few words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        box = row(words(text, "warning"))
        box.setContentsMargins(theme.px(18), 0, 0, 0)
        self.setLayout(box)

    def paintEvent(self, event: QPaintEvent) -> None:
        size = theme.px(11)
        painter = QPainter(self)
        paint_warning(painter, QRectF(0, theme.px(2), size, size))


class Mark(QWidget):
    """An icon of 14 pixels in the colour of a role."""

    def __init__(self, icon: str, role: str) -> None:
        super().__init__()
        self._icon, self._role = icon, role
        self.setFixedSize(theme.px(15), theme.px(15))

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), self.rect(), self._icon, self._role)


class OutcomeBox(QFrame):
    """Hidden where there is nothing to say; `open_one(observation)` goes to what is recorded."""

    def __init__(
        self,
        record: Callable[[], object],
        explain: Callable[[], object],
        open_one: Callable[[ObservationRow], object],
    ) -> None:
        super().__init__()
        self._record, self._explain, self._open = record, explain, open_one
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(*(theme.px(n) for n in (12, 9, 12, 9)))
        self._box.setSpacing(theme.px(3))
        self.told = ""

    def show_point(
        self,
        line: WalkRow,
        point: PointRow,
        known: Dossier,
        due: DueDate | None,
        recorded: tuple[ObservationRow, ...],
    ) -> None:
        """Say what the verdict of `point` means; `recorded` answers for it already."""
        empty(self._box)
        self.told = ""
        short = point.verdict in SHORTFALLS
        if short:
            self._shortfall(point, known, due)
        elif point.verdict in {Verdict.NA, Verdict.NOT_VERIFIED}:
            self._reason(point, known)
        if line.mismatch:
            self._differs(line)
        if short:
            self._offer(point, recorded)
        self._praise(line, known)
        self.setVisible(self._box.count() > 0)
        self.setAccessibleName(self.told)

    def _differs(self, line: WalkRow) -> None:
        claimed = _("Company claimed: {claim}").format(claim=spoken(line.claim))
        if not self._box.count():
            theme.look(self, "box-recommendation")
        self._box.addWidget(WarningLine(claimed))
        self.told = f"{self.told} {claimed}".strip()

    def _shortfall(self, point: PointRow, known: Dossier, due: DueDate | None) -> None:
        kind = Kind.FINDING if point.level == Level.MUST else Kind.RECOMMENDATION
        theme.look(self, LOOKS[kind])
        title = spoken(kind, known.profile)
        self._box.addLayout(row(Mark(ICONS[kind], ROLES[kind]), words(title, "box-title"), gap=6))
        partly = point.verdict == Verdict.PARTLY
        told = _("This {level} is met only in part.") if partly else _("This {level} is not met.")
        told = told.format(level=spoken(point.level, known.profile))
        self._box.addWidget(words(told, "box-text"))
        when = due_sentence(due)
        self._box.addWidget(words(when, "box-strong" if due else "box-text"))
        self.told = f"{title}. {told} {when}"

    def _offer(self, point: PointRow, recorded: tuple[ObservationRow, ...]) -> None:
        kind = Kind.FINDING if point.level == Level.MUST else Kind.RECOMMENDATION
        for item in recorded:
            self._link(item)
        if not recorded:
            key = "F" if kind == Kind.FINDING else "R"
            name = _("Record the finding") if kind == Kind.FINDING else _("Record it")
            made = KeyButton(name, key)
            made.clicked.connect(lambda _on=False: self._record())
            line = row(made, 1)
            line.setContentsMargins(0, theme.px(4), 0, 0)
            self._box.addLayout(line)

    def _praise(self, line: WalkRow, known: Dossier) -> None:
        good = [item for item in line.observations if item.kind == Kind.GOOD_PRACTICE]
        if not good:
            return
        kind = Kind.GOOD_PRACTICE
        title = spoken(kind, known.profile)
        if not self._box.count():
            theme.look(self, LOOKS[kind])
        mark = Mark(ICONS[kind], ROLES[kind])
        self._box.addLayout(row(mark, words(title, "box-title"), gap=6))
        self.told = f"{self.told} {title}".strip()
        for item in good:
            self._link(item)

    def _link(self, item: ObservationRow) -> None:
        made = button(f"{item.number} · {here(item.text)}", look="link")
        made.setText(_shortened(made.text()))
        made.clicked.connect(lambda _on=False: self._open(item))
        self._box.addWidget(made)

    def _reason(self, point: PointRow, known: Dossier) -> None:
        theme.look(self, "box-calm")
        title = spoken(point.verdict, known.profile) if point.verdict else ""
        self._box.addWidget(words(title, "box-title"))
        reason = here(point.reason)
        self._box.addWidget(words(reason or _("No reason yet."), "box-text"))
        if point.second_person:
            second = _("Agreed with {name}").format(name=point.second_person)
            self._box.addWidget(words(second, "fine"))
        made = button(_("Change the reason"), self._explain, look="link")
        self._box.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self.told = f"{title}. {reason}"


def _shortened(text: str) -> str:
    return text if len(text) < 48 else text[:46] + "…"
