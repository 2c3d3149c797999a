"""How a due date came about is said in every language, with the day that started the clock."""

from datetime import date

import pytest

from assessor import due_words, i18n
from assessor.profile import DueDate, StartEvent

DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (DueDate(90, False, "report_issued", None), "90 calendar days after the report"),
        (
            DueDate(90, False, "report_issued", date(2027, 2, 1), 0, DAY),
            "90 calendar days after the report of Nov 3, 2026",
        ),
        (
            DueDate(90, False, "report_issued", date(2027, 2, 1), 0, DAY, date(2027, 1, 31)),
            "90 calendar days after the report of Nov 3, 2026, moved from Sunday, Jan 31, 2027",
        ),
        (
            DueDate(1, True, "notified", None, 0, DAY),
            "1 working day after the notice of Nov 3, 2026",
        ),
        (DueDate(0, False, "certified", None, 6), "6 months after the certification"),
        (
            DueDate(0, False, "certified", None, 48, DAY),
            "4 years after the certification of Nov 3, 2026",
        ),
        (DueDate(0, False, "visit_end", None, 18), "18 months after the last day of the visit"),
    ],
)
def test_a_day_is_told_by_period_event_and_move(due: DueDate, said: str) -> None:
    assert due_words.reckoned(due, "en") == said


@pytest.mark.parametrize("lang", i18n.languages())
def test_every_event_can_be_told_with_its_day_and_without(lang: str) -> None:
    for event in StartEvent.__args__:  # type: ignore[attr-defined]
        day = i18n.format_date(DAY, lang)
        assert day in due_words.reckoned(DueDate(2, False, event, DAY, 0, DAY), lang)
        assert "2" in due_words.reckoned(DueDate(2, False, event, None), lang)


def test_the_notice_is_told_backwards_from_the_visit() -> None:
    due = DueDate(30, False, "notified", None)
    told = due_words.before_visit(due, DAY, "en")
    assert told == "30 calendar days before the visit that begins on Nov 3, 2026"
