"""A date that is typed as people write it, stepped by arrows or picked; it saves itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from PySide6.QtCore import QDate, QPoint, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from assessor.i18n import _, format_date, language, languages
from assessor.ui import icons, theme
from assessor.ui.widgets.autosave_edit import AutosaveLine
from assessor.ui.widgets.labels import words
from assessor.ui.words import plain

WriteDate = Callable[[date | None, str], object]

_SMALL_WORDS = frozenset({"de", "del", "of", "the", "st", "nd", "rd", "th", "do", "le", "er", "º"})
_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 7,
    Qt.Key.Key_PageDown: -7,
}


def read_date(text: str, today: date | None = None) -> date | None:
    """Return the date meant by `text`, None for a blank; ValueError if it is no date.

    Understands 2026-11-18, 18/11/2026 in the order of the person's language, 18 Nov 2026 with
    the months of every language there is, and the word for today; a missing year is this one.
    """
    today = today or date.today()  # noqa: DTZ011  the person's own day is meant
    wanted = plain(text).strip().strip(".")
    if not wanted:
        return None
    if wanted in {plain(_("today")), "today"}:
        return today
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", wanted):
        return date(*map(int, found.groups()))
    parts = re.findall(r"\d+|[^\W\d_]+", wanted)
    numbers = [part for part in parts if part.isdigit()]
    month = _month([part for part in parts if not part.isdigit()])
    return _of_numbers(numbers, month, today)


def _month(written: list[str]) -> int | None:
    names = [word for word in written if word not in _SMALL_WORDS]
    if not names:
        return None
    if len(names) > 1 or len(names[0]) < 3:
        raise ValueError(names)
    for name, number in _months():
        if name.startswith(names[0]):
            return number
    raise ValueError(names)


@cache
def _months() -> tuple[tuple[str, int], ...]:
    return tuple(_every_month())


def _every_month() -> Iterator[tuple[str, int]]:
    from babel.dates import get_month_names

    for lang in (language(), *languages()):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=lang).items():
                yield plain(name).strip("."), number


def _of_numbers(numbers: list[str], month: int | None, today: date) -> date:
    if any(len(number) not in {1, 2, 4} for number in numbers):
        raise ValueError(numbers)
    order = _order().replace("m", "") if month else _order()
    if len(numbers) == len(order) - 1:  # the year is left out
        order = order.replace("y", "")
        numbers = [*numbers, str(today.year)]
        order += "y"
    if len(numbers) != len(order):
        raise ValueError(numbers)
    if len(numbers[0]) == 4:  # who writes the year first writes the day last
        order = "y" + "".join(sorted(order.replace("y", ""), reverse=True))
    elif month:
        order = "dy"
    found = dict(zip(order, map(int, numbers), strict=True))
    year = found["y"] + 2000 if found["y"] < 100 else found["y"]
    return date(year, month or found["m"], found["d"])


def _order() -> str:
    from babel.dates import get_date_format

    pattern = str(get_date_format("short", locale=language()).pattern).lower()
    return "".join(dict.fromkeys(letter for letter in pattern if letter in "dmy"))


class DateEdit(QWidget):
    """`write(date | None, burst)`; ↑ ↓ change the day, F4 opens the calendar.

    What cannot be read as a date stays in the field, marked, and is not written.
    """

    def __init__(self, write: WriteDate, *, name: str) -> None:
        super().__init__()
        self._write = write
        self.value: date | None = None
        self.line = _Line(self, name)
        self.lacking = words("", "lacking")
        self.lacking.hide()
        self.setFocusProxy(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(2))
        layout.addWidget(self.line)
        layout.addWidget(self.lacking)

    def set_date(self, value: date | None) -> None:
        """Show what the database holds, unless the person is typing something newer."""
        same, self.value = self.value == value, value
        if self.line.saver.dirty or (same and self._is_wrong()):
            return
        if not self.line.hasFocus() or value != self._typed():
            self.line.setText(format_date(value))
        self._complain(wrong=False)

    def put(self, value: date | None) -> None:
        """Write a date that was stepped to or picked."""
        self.line.setText(format_date(value))
        self.line.saver.touch()
        self.line.saver.flush()

    def step(self, days: int) -> None:
        """Go some days on from the date shown; from none to today."""
        shown = self._typed() or self.value
        today = date.today()  # noqa: DTZ011  the person's own day is meant
        self.put(shown + timedelta(days=days) if shown else today)

    def leave(self) -> None:
        """The cursor left the field: show the date in full, or say that it is none."""
        wrong = self._is_wrong()
        self._complain(wrong=wrong)
        if not wrong:
            self.line.setText(format_date(self.value))

    def open_calendar(self) -> None:
        """Show a month to pick from."""
        menu = QMenu(self)
        calendar = _calendar(self._typed() or self.value)
        calendar.setAccessibleName(self.line.accessibleName())
        calendar.activated.connect(lambda day: self._take(menu, day))
        calendar.clicked.connect(lambda day: self._take(menu, day))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        calendar.setFocus()
        menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height())))

    def _take(self, menu: QMenu, day: QDate) -> None:
        menu.close()
        self.put(date(day.year(), day.month(), day.day()))

    def save(self, text: str, burst: str) -> None:
        """Write what was typed if it is a date, or nothing at all."""
        try:
            found = read_date(text)
        except ValueError:
            return
        if found != self.value:
            self._write(found, burst)
            self.value = found

    def _is_wrong(self) -> bool:
        return bool(self.line.text().strip()) and self._typed() is None

    def _typed(self) -> date | None:
        try:
            return read_date(self.line.text())
        except ValueError:
            return None

    def _complain(self, *, wrong: bool) -> None:
        example = format_date(date(2026, 11, 18))
        self.lacking.setText(_("Write a date such as {example}.").format(example=example))
        self.lacking.setVisible(wrong)
        self.line.setAccessibleDescription(self.lacking.text() if wrong else "")
        theme.look(self.line, "wanting" if wrong else "")


def _calendar(shown: date | None) -> QCalendarWidget:
    """Return a month in the window's own dress; Qt's is red on weekends, with black arrows."""
    made = QCalendarWidget()
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    made.setMinimumWidth(theme.px(272))
    plain_day, head = QTextCharFormat(), QTextCharFormat()
    plain_day.setForeground(theme.color("ink"))
    head.setForeground(theme.color("ink3"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        made.setWeekdayTextFormat(day, plain_day)
    made.setHeaderTextFormat(head)
    for name, picture in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
        arrow = made.findChild(QToolButton, f"qt_calendar_{name}")
        if arrow is not None:
            arrow.setIcon(icons.icon(picture, "ink2"))
    if shown:
        made.setSelectedDate(QDate(shown.year, shown.month, shown.day))
    return made


class _Line(AutosaveLine):
    def __init__(self, whole: DateEdit, name: str) -> None:
        super().__init__(whole.save, name=name)
        self._whole = whole
        self.setMinimumWidth(theme.px(130))
        picture = icons.icon("calendar-month-outline", "ink3")
        action = self.addAction(picture, QLineEdit.ActionPosition.TrailingPosition)
        action.setToolTip(_("Calendar (F4)"))
        action.triggered.connect(whole.open_calendar)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(150), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_F4 and not self.isReadOnly():
            self._whole.open_calendar()
        elif key in _STEPS and not self.isReadOnly():
            self._whole.step(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._whole.leave()
