"""Dates as people write them are understood, in every language; anything else is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget
from pytestqt.qtbot import QtBot

from assessor import i18n
from assessor.ui import app as starter
from assessor.ui.widgets.date_edit import DateEdit, read_date

TODAY = date(2026, 11, 21)
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


@given(day=DAYS, lang=st.sampled_from(("en", "es")))
def test_what_the_window_shows_is_read_back_as_the_same_day(day: date, lang: str) -> None:
    i18n.set_language(lang)
    assert read_date(i18n.format_date(day), TODAY) == day
    assert read_date(day.isoformat(), TODAY) == day


@given(text=st.text(max_size=20))
def test_anything_else_is_a_day_or_a_value_error(text: str) -> None:
    try:
        found = read_date(text, TODAY)
    except ValueError:
        return
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [
        ("es", "18/11/2026", date(2026, 11, 18)),
        ("en", "11/18/2026", date(2026, 11, 18)),
        ("es", "18-11-26", date(2026, 11, 18)),
        ("es", "18 de noviembre de 2026", date(2026, 11, 18)),
        ("en", "18 Nov", date(2026, 11, 18)),
        ("en", "nov 18, 2026", date(2026, 11, 18)),
        ("en", "2026 Nov 18", date(2026, 11, 18)),
        ("es", "5/3", date(2026, 3, 5)),
        ("en", "18 enero 2027", date(2027, 1, 18)),
        ("fr", "1er décembre 2026", date(2026, 12, 1)),
        ("fr", "le 3 févr. 2026", date(2026, 2, 3)),
        ("pt", "1º de março de 2026", date(2026, 3, 1)),
        ("en", "today", TODAY),
        ("en", "  ", None),
    ],
)
def test_the_ways_people_write_a_day(lang: str, text: str, day: date | None) -> None:
    i18n.set_language(lang)
    assert read_date(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["31/02/2026", "soon", "18 xyz 2026", "1/2/3/4", "18 nov mar 2026"]
)
def test_no_day_at_all(text: str) -> None:
    i18n.set_language("es")
    with pytest.raises(ValueError):  # noqa: PT011  whatever it says, it is no day
        read_date(text, TODAY)


@pytest.fixture
def field(qtbot: QtBot) -> tuple[DateEdit, list[date | None]]:
    starter.make_app()
    written: list[date | None] = []
    made = DateEdit(lambda day, _burst: written.append(day), name="First day")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    return made, written


def test_arrows_step_by_a_day_and_pages_by_a_week(
    field: tuple[DateEdit, list[date | None]],
) -> None:
    made, written = field
    made.set_date(date(2026, 11, 18))
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp):
        QTest.keyClick(made.line, key)
    assert written == [
        date(2026, 11, 19),
        date(2026, 11, 20),
        date(2026, 11, 19),
        date(2026, 11, 26),
    ]


def test_emptying_the_field_takes_the_day_away(field: tuple[DateEdit, list[date | None]]) -> None:
    made, written = field
    made.set_date(date(2026, 11, 18))
    made.line.selectAll()
    QTest.keyClick(made.line, Qt.Key.Key_Delete)
    made.line.flush()
    assert written == [None]


def test_the_calendar_opens_with_a_key_and_gives_a_day(
    field: tuple[DateEdit, list[date | None]],
) -> None:
    made, written = field
    made.set_date(date(2026, 11, 18))
    QTest.keyClick(made.line, Qt.Key.Key_F4)
    (calendar,) = made.findChildren(QCalendarWidget)
    assert calendar.selectedDate().toString("yyyy-MM-dd") == "2026-11-18"
    calendar.clicked.emit(calendar.selectedDate().addDays(1))
    QApplication.processEvents()
    assert written == [date(2026, 11, 19)]
    assert made.line.text() == "Nov 19, 2026"


def test_what_is_being_typed_is_not_overwritten(
    field: tuple[DateEdit, list[date | None]],
) -> None:
    made, _written = field
    QTest.keyClicks(made.line, "18 no")
    made.line.flush()
    made.set_date(None)
    assert made.line.text() == "18 no"
