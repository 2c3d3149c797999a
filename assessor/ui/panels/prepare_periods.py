"""What the programme sets a time for, below the visit's days: each with how it is reckoned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from assessor import due_words
from assessor.i18n import _, format_date, language
from assessor.ui import core, theme
from assessor.ui.widgets.labels import words

if TYPE_CHECKING:
    from assessor.deadlines import Notice
    from assessor.facts import Dossier, DueDate


@dataclass(frozen=True)
class Told:
    """One line: what is due, when, and how the day came about."""

    name: str
    day: str
    reckoned: str = ""
    late: bool = False


class Periods(QWidget):
    """A line for each period; `show_known` tells them anew."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(4))
        for at, share in enumerate((2, 3, 5)):
            self._grid.setColumnStretch(at, share)
        self.setLayout(self._grid)
        self.lines: list[tuple[QLabel, QLabel, QLabel]] = []
        self.setAccessibleName(_("Periods of the programme"))

    def show_known(self, known: Dossier) -> None:
        """Show what is due, as far as the days are known."""
        told = [*told_of(known, date.today())]  # noqa: DTZ011  the person's own day
        while len(self.lines) < len(told):
            self._add_line()
        for at, line in enumerate(self.lines):
            shown = told[at] if at < len(told) else Told("", "")
            for part, text in zip(line, (shown.name, shown.day, shown.reckoned), strict=True):
                part.setText(text)
                part.setVisible(bool(text))
            theme.look(line[1], "warning" if shown.late else "bold")
        self.setAccessibleDescription("; ".join(f"{t.name}: {t.day}, {t.reckoned}" for t in told))

    def _add_line(self) -> None:
        line = (words("", "small"), words("", "bold"), words("", "small"))
        for at, part in enumerate(line):
            self._grid.addWidget(part, len(self.lines), at, Qt.AlignmentFlag.AlignTop)
        self.lines.append(line)


def told_of(known: Dossier, today: date) -> Iterator[Told]:
    """Give the notice of the visit, then what comes after it."""
    notice = core.deadlines.notice_of(known)
    if notice is not None:
        yield _notice(notice, known.visit.visit_start, today)
    for item in core.deadlines.deadlines_of(known):
        yield _deadline(_(core.deadlines.NAMES[item.name]), item.due)


def _notice(notice: Notice, begins: date | None, today: date) -> Told:
    name, given = _("Notice of the visit"), notice.given
    if begins is None or notice.latest is None:
        how = due_words.reckoned(notice.period, language())
        if notice.earliest is None:
            how = _("{period} before the visit")
            return Told(name, "–", how.format(period=due_words.period(notice.period, language())))
        return Told(name, _("Visit from {day}").format(day=format_date(notice.earliest)), how)
    how = due_words.before_visit(notice.period, begins, language())
    last = format_date(notice.latest)
    if given is None and today > notice.latest:
        return Told(name, _("Overdue since {date}").format(date=last), how, late=True)
    if given is None:
        return Told(name, _("By {day}").format(day=last), how)
    if notice.in_time:
        return Told(name, _("In time: it had to be given by {day}").format(day=last), how)
    return Told(name, _("Too late: it had to be given by {day}").format(day=last), how, late=True)


def _deadline(name: str, due: DueDate) -> Told:
    how = due_words.reckoned(due, language())
    return Told(name, format_date(due.date), how) if due.date else Told(name, "–", how)
