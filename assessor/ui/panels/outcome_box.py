"""What a verdict means, at once: finding with its due date, recommendation, or a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.terms import SHORTFALLS, Kind, Level, Phase, Verdict
from assessor.ui import theme
from assessor.ui.panels.finding_words import ICONS, ROLES, due_sentence
from assessor.ui.widgets.buttons import KeyButton, button
from assessor.ui.widgets.layouts import empty, row
from assessor.ui.widgets.told import WARNING, Line, Told
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from assessor.facts import Dossier, DueDate, ObservationRow
    from assessor.walk import PointRow, WalkRow

_EXPLAINED = frozenset({Verdict.NA, Verdict.NOT_VERIFIED})
# What a finding with its day and its button takes: the most frequent long case.
_ROOM = 128


class OutcomeBox(QWidget):
    """Says it in a room that stays, so that nothing below jumps while verdicts are given.

    `open_one(observation)` goes to what is recorded.
    """

    def __init__(
        self,
        record: Callable[[], object],
        explain: Callable[[], object],
        open_one: Callable[[ObservationRow], object],
    ) -> None:
        super().__init__()
        self._open = open_one
        self._role = "na"
        self.said, self.praise = Told(), Told()
        self.offer = KeyButton("", "F")
        self.offer.clicked.connect(lambda _on=False: record())
        self.explain = button(_("Change the reason"), explain, look="link")
        self._recorded, self._praised = _Links(self._open), _Links(self._open)
        self._lay()

    @property
    def told(self) -> str:
        """All that is said here."""
        return f"{self.said.text()} {self.praise.text()}".strip()

    def show_point(
        self,
        line: WalkRow,
        point: PointRow,
        known: Dossier,
        due: DueDate | None,
        recorded: tuple[ObservationRow, ...],
    ) -> None:
        """Say what the verdict of `point` means; `recorded` answers for it already."""
        kind = Kind.FINDING if point.level == Level.MUST else Kind.RECOMMENDATION
        short, good = point.verdict in SHORTFALLS, _good(line)
        said = [*_meaning(point, known, due), *_difference(line)]
        self.praise.set_lines(_praise(known) if good else [])
        self.said.set_lines(said or ([] if good else _calm(point, known)))
        self._offer(kind, shown=short and not recorded)
        self.explain.setVisible(point.verdict in _EXPLAINED)
        self._recorded.show_items(recorded if short else ())
        self._praised.show_items(good)
        self._set_role(_role(line, point, good))
        self.setAccessibleName(self.told)

    def _offer(self, kind: Kind, *, shown: bool) -> None:
        if shown:
            name = _("Record the finding") if kind == Kind.FINDING else _("Record it")
            self.offer.key = "F" if kind == Kind.FINDING else "R"
            self.offer.set_text(name)
        self.offer.setVisible(shown)

    def _set_role(self, role: str) -> None:
        self._role = role
        self.update()

    def _lay(self) -> None:
        self.setMinimumHeight(theme.px(_ROOM))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(theme.px(n) for n in (16, 9, 12, 9)))
        box.setSpacing(theme.px(5))
        box.addWidget(self.said)
        box.addWidget(self.explain, 0, Qt.AlignmentFlag.AlignLeft)
        box.addLayout(row(self.offer, 1))
        box.addWidget(self._recorded)
        box.addWidget(self.praise)
        box.addWidget(self._praised)
        box.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground in the colour of what is said, a bar at its left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room, bar, round_ = QRectF(self._filled()), theme.px(4), theme.px(8)
        shape = QPainterPath()
        shape.addRoundedRect(room.adjusted(-round_, 0, 0, 0), round_, round_)
        painter.fillPath(shape, theme.color(f"{self._role}_soft"))
        painter.fillRect(QRectF(0, 0, bar, room.height()), theme.color(self._role))

    def _filled(self) -> QRect:
        """Return the part of the room that something is said in."""
        parts = (self.said, self.explain, self.offer, self._recorded, self.praise, self._praised)
        last = max((part.geometry().bottom() for part in parts if part.isVisible()), default=0)
        return self.rect().adjusted(0, 0, 0, last + theme.px(10) - self.rect().bottom())


class _Links(QWidget):
    """Observations to open, one below the other."""

    def __init__(self, open_one: Callable[[ObservationRow], object]) -> None:
        super().__init__()
        self._open = open_one
        self._items: tuple[ObservationRow, ...] = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(3))
        self.hide()

    def show_items(self, items: Sequence[ObservationRow]) -> None:
        """Show `items`; nothing is built anew when they are the same."""
        if tuple(items) != self._items:
            self._items = tuple(items)
            empty(self._box)
            for item in items:
                self._box.addWidget(self._link(item))
        self.setVisible(bool(items))

    def _link(self, item: ObservationRow) -> QWidget:
        text = f"{item.number} · {here(item.text)}"
        made = button(text, look="link")
        made.setText(_shortened(text))
        made.clicked.connect(lambda _on=False: self._open(item))
        return made


def _good(line: WalkRow) -> tuple[ObservationRow, ...]:
    return tuple(item for item in line.observations if item.kind == Kind.GOOD_PRACTICE)


def _role(line: WalkRow, point: PointRow, good: tuple[ObservationRow, ...]) -> str:
    if point.verdict in SHORTFALLS:
        return ROLES[Kind.FINDING if point.level == Level.MUST else Kind.RECOMMENDATION]
    if point.verdict in _EXPLAINED:
        return "na"
    if line.mismatch:
        return ROLES[Kind.RECOMMENDATION]
    if good:
        return ROLES[Kind.GOOD_PRACTICE]
    return "met" if point.verdict == Verdict.MET else "na"


def _meaning(point: PointRow, known: Dossier, due: DueDate | None) -> list[Line]:
    if point.verdict in SHORTFALLS:
        return _shortfall(point, known, due)
    return _reason(point, known) if point.verdict in _EXPLAINED else []


def _shortfall(point: PointRow, known: Dossier, due: DueDate | None) -> list[Line]:
    kind = Kind.FINDING if point.level == Level.MUST else Kind.RECOMMENDATION
    partly = point.verdict == Verdict.PARTLY
    told = _("This {level} is met only in part.") if partly else _("This {level} is not met.")
    return [
        Line(spoken(kind, known.profile), ROLES[kind], 13, True, ICONS[kind]),
        Line(told.format(level=spoken(point.level, known.profile))),
        Line(due_sentence(due), bold=due is not None),
    ]


def _calm(point: PointRow, known: Dossier) -> list[Line]:
    """Say what the keys do where the verdict asks for nothing more."""
    if point.verdict == Verdict.MET:
        title = Line(spoken(Verdict.MET, known.profile), "met", 13, True, "check")
        keys = _("Nothing more is needed. N writes what you saw, G records a good practice.")
    else:
        title = Line(_("Not seen yet"), "ink2", 13, True)
        keys = _("1 to 5 record what you saw.")
    return [title] if known.visit.phase == Phase.ISSUED else [title, Line(keys)]


def _difference(line: WalkRow) -> list[Line]:
    if not line.mismatch:
        return []
    claimed = _("Company claimed: {claim}").format(claim=spoken(line.claim))
    return [Line(claimed, "partly", 12, True, WARNING)]


def _praise(known: Dossier) -> list[Line]:
    kind = Kind.GOOD_PRACTICE
    return [Line(spoken(kind, known.profile), ROLES[kind], 13, True, ICONS[kind])]


def _reason(point: PointRow, known: Dossier) -> list[Line]:
    title = spoken(point.verdict, known.profile) if point.verdict else ""
    lines = [Line(title, "ink", 13, True), Line(here(point.reason) or _("No reason yet."))]
    if point.second_person:
        agreed = _("Agreed with {name}").format(name=point.second_person)
        lines.append(Line(agreed, "ink2", 11.5))
    return lines


def _shortened(text: str) -> str:
    return text if len(text) < 48 else text[:46] + "…"
