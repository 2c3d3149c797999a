"""The improvement plan: a card for each finding and recommendation, filled before and after."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from assessor import improvement, observations, validations
from assessor.errors import (
    AssessorError,
    BadField,
    ExtensionsUsedUp,
    ExtensionTooLate,
    ExtensionTooLong,
    NoCard,
    UnknownRecord,
)
from assessor.improvement import ActionRow
from assessor.store.workspace import Workspace
from assessor.terms import ActionStatus, Kind, Verdict
from tests import make

ISSUED_ON = make.ISSUED_AT.astimezone().date()


@pytest.fixture
def case(workspace: Workspace, small: str) -> make.Case:
    """A visit that found something against a must and something against a should."""
    case = make.ready(workspace, small)
    make.assess(workspace, case, "1.1", Verdict.NOT_MET)
    make.assess(workspace, case, "1.2", Verdict.PARTLY)
    make.observe(workspace, case, "1.2", text=make.both("Advice"))
    make.observe(workspace, case, "1.1", text=make.both("Finding"))
    make.observe(workspace, case, "1.10", good_practice=True)
    return case


def cards(workspace: Workspace, case: make.Case) -> dict[Kind, ActionRow]:
    """Return the card of each kind."""
    found = improvement.actions(workspace, case.id)
    return {card.observation.kind: card for card in found}


def finding(workspace: Workspace, case: make.Case) -> ActionRow:
    """Return the finding's card."""
    return cards(workspace, case)[Kind.FINDING]


def test_each_finding_and_recommendation_has_a_card_before_anything_is_recorded(
    workspace: Workspace, case: make.Case
) -> None:
    found = improvement.actions(workspace, case.id)
    assert [card.observation.kind for card in found] == [Kind.FINDING, Kind.RECOMMENDATION]
    first = found[0]
    assert (first.status, first.progress, first.extensions) == (ActionStatus.PROPOSED, 0, ())
    assert first.problem == first.root_cause == first.responsible_name == ""
    assert first.id == improvement.action_id(first.observation.id)


def test_a_good_practice_has_no_card(workspace: Workspace, case: make.Case) -> None:
    rows = validations.validation(workspace, case.id).observations
    praised = next(row.id for row in rows if row.kind is Kind.GOOD_PRACTICE)
    before = make.steps(workspace)[-1].number
    with pytest.raises(NoCard):
        improvement.record_action(workspace, case.id, observation_id=praised, progress=10)
    assert make.steps(workspace)[-1].number == before, "nothing was changed"


def test_fields_are_filled_bit_by_bit(workspace: Workspace, case: make.Case) -> None:
    made = finding(workspace, case).observation.id
    fields: dict[str, Any] = {
        "problem": "Indicative seals",
        "root_cause": "Purchasing did not know",
        "responsible_name": "Luis Soto",
        "start_on": date(2026, 12, 1),
        "progress": 40,
    }
    for name, value in fields.items():
        improvement.record_action(workspace, case.id, observation_id=made, **{name: value})
    card = finding(workspace, case)
    assert {name: getattr(card, name) for name in fields} == fields
    assert cards(workspace, case)[Kind.RECOMMENDATION].problem == ""


@pytest.mark.parametrize(
    "fields",
    [{"progress": -1}, {"progress": 101}, {"status": "finished"}, {"cost": 5}, {"id": "x"}],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    workspace: Workspace, case: make.Case, fields: dict[str, Any]
) -> None:
    made = finding(workspace, case).observation.id
    label = workspace.can_undo(case.id)
    with pytest.raises(BadField):
        improvement.record_action(workspace, case.id, observation_id=made, **fields)
    assert workspace.can_undo(case.id) == label


def test_only_an_observation_of_this_visit_has_a_card(
    workspace: Workspace, case: make.Case, small: str
) -> None:
    other = make.visit(workspace, small, legal_name="Zinc Oaxaca")
    its = make.observe(workspace, other, "1.1")
    for wrong in (its, "no-such"):
        with pytest.raises(UnknownRecord):
            improvement.record_action(workspace, case.id, observation_id=wrong, problem="x")
        with pytest.raises(UnknownRecord):
            improvement.ask_extension(workspace, case.id, observation_id=wrong, reason="x")
        with pytest.raises(UnknownRecord):
            improvement.review(workspace, case.id, observation_id=wrong, status=ActionStatus.AGREED)


# When it is due


def test_a_finding_is_due_ninety_days_after_the_issue_and_advice_never(
    workspace: Workspace, case: make.Case
) -> None:
    assert finding(workspace, case).due_on is None
    make.issue(workspace, case)
    found = cards(workspace, case)
    assert found[Kind.FINDING].due_on is not None
    assert (found[Kind.FINDING].due_on - ISSUED_ON).days == 90
    assert found[Kind.RECOMMENDATION].due_on is None
    assert found[Kind.RECOMMENDATION].due is None


def test_a_day_agreed_comes_before_the_reckoned_one_and_cards_stand_by_day(
    workspace: Workspace, case: make.Case
) -> None:
    make.issue(workspace, case)
    advice = cards(workspace, case)[Kind.RECOMMENDATION].observation.id
    day = date(2026, 12, 24)
    improvement.record_action(workspace, case.id, observation_id=advice, due_on=day)
    found = improvement.actions(workspace, case.id)
    assert found[0].observation.id == advice
    assert found[0].due_on == day


def ask(
    workspace: Workspace, case: make.Case, day: date, *, asked_on: date = date(2027, 1, 5)
) -> str:
    """Ask for more time on the finding."""
    return improvement.ask_extension(
        workspace,
        case.id,
        observation_id=finding(workspace, case).observation.id,
        reason="Supplier is late",
        document="Letter 12",
        asked_on=asked_on,
        new_date=day,
    )


def test_only_a_granted_extension_moves_the_day(workspace: Workspace, case: make.Case) -> None:
    make.issue(workspace, case)
    reckoned = finding(workspace, case).due_on
    first = ask(workspace, case, date(2027, 4, 1))
    assert finding(workspace, case).due_on == reckoned
    improvement.decide_extension(workspace, case.id, first, granted=False)
    assert finding(workspace, case).due_on == reckoned
    second = ask(workspace, case, date(2027, 3, 15))
    improvement.decide_extension(workspace, case.id, second, granted=True)
    card = finding(workspace, case)
    assert card.due_on == date(2027, 3, 15)
    assert [(row.granted, row.decided_by) for row in card.extensions] == [
        (False, "Ana Ruiz"),
        (True, "Ana Ruiz"),
    ]
    assert card.extensions[0].decided_on is not None
    assert cards(workspace, case)[Kind.RECOMMENDATION].extensions == ()


@pytest.fixture
def brazil(workspace: Workspace, case: make.Case) -> make.Case:
    """The same visit under a programme that extends once, by 30 days; issued."""
    validations.change_visit(workspace, case.id, profile_id="brazil-oea")
    make.issue(workspace, case)
    return case


def test_an_extension_without_a_day_is_as_long_as_the_programme_grants(
    workspace: Workspace, brazil: make.Case
) -> None:
    assert finding(workspace, brazil).due_on == date(2026, 12, 21)  # 9 in November, 21
    made = finding(workspace, brazil).observation.id
    for day in (date(2026, 12, 21), None):  # on the last day, or on a day that nobody noted
        asked = improvement.ask_extension(
            workspace, brazil.id, observation_id=made, reason="Late", asked_on=day
        )
        improvement.decide_extension(workspace, brazil.id, asked, granted=True)
        card = finding(workspace, brazil)
        assert card.due_on == date(2027, 1, 20)  # 10 left in December; a Wednesday
        assert card.extensions[0].new_date == date(2027, 1, 20)
        workspace.undo(brazil.id)
        workspace.undo(brazil.id)


@pytest.mark.parametrize(
    ("asked_on", "new_date", "refused"),
    [
        (date(2026, 12, 22), None, ExtensionTooLate),
        (date(2026, 12, 21), date(2027, 1, 21), ExtensionTooLong),
    ],
)
def test_what_the_programme_does_not_grant_is_refused_and_can_be_recorded_as_refused(
    workspace: Workspace,
    brazil: make.Case,
    asked_on: date,
    new_date: date | None,
    refused: type[AssessorError],
) -> None:
    made = finding(workspace, brazil).observation.id
    asked = improvement.ask_extension(
        workspace,
        brazil.id,
        observation_id=made,
        reason="Late",
        asked_on=asked_on,
        new_date=new_date,
    )
    with pytest.raises(refused):
        improvement.decide_extension(workspace, brazil.id, asked, granted=True)
    assert finding(workspace, brazil).extensions[0].granted is None
    improvement.decide_extension(workspace, brazil.id, asked, granted=False)
    assert finding(workspace, brazil).due_on == date(2026, 12, 21)


def test_no_more_extensions_than_the_programme_grants(
    workspace: Workspace, brazil: make.Case
) -> None:
    first = ask(workspace, brazil, date(2027, 1, 10), asked_on=date(2026, 12, 1))
    improvement.decide_extension(workspace, brazil.id, first, granted=True)
    improvement.decide_extension(workspace, brazil.id, first, granted=True)  # nothing new
    second = ask(workspace, brazil, date(2027, 2, 1))
    with pytest.raises(ExtensionsUsedUp):
        improvement.decide_extension(workspace, brazil.id, second, granted=True)
    assert finding(workspace, brazil).due_on == date(2027, 1, 10)


def test_an_extension_never_shortens(workspace: Workspace, case: make.Case) -> None:
    make.issue(workspace, case)
    reckoned = finding(workspace, case).due_on
    asked = ask(workspace, case, date(2027, 1, 6))
    improvement.decide_extension(workspace, case.id, asked, granted=True)
    assert finding(workspace, case).due_on == reckoned


def test_an_extension_is_decided_in_its_own_visit(
    workspace: Workspace, case: make.Case, small: str
) -> None:
    asked = ask(workspace, case, date(2027, 4, 1))
    other = make.visit(workspace, small, legal_name="Zinc Oaxaca")
    for validation_id, extension_id in ((other.id, asked), (case.id, "no-such")):
        with pytest.raises(UnknownRecord):
            improvement.decide_extension(workspace, validation_id, extension_id, granted=True)
    assert finding(workspace, case).extensions[0].granted is None


@pytest.mark.parametrize(
    ("status", "overdue"),
    [
        (ActionStatus.PROPOSED, True),
        (ActionStatus.DONE, True),
        (ActionStatus.VERIFIED, False),
        (ActionStatus.REJECTED, False),
    ],
)
def test_an_open_card_is_overdue_the_day_after(
    workspace: Workspace, case: make.Case, status: ActionStatus, overdue: bool
) -> None:
    made, day = finding(workspace, case).observation.id, date(2026, 12, 24)
    assert not improvement.is_overdue(finding(workspace, case), day)
    improvement.record_action(workspace, case.id, observation_id=made, due_on=day)
    improvement.review(workspace, case.id, observation_id=made, status=status)
    card = finding(workspace, case)
    assert not improvement.is_overdue(card, day)
    assert improvement.is_overdue(card, date(2026, 12, 25)) is overdue


# The review


@pytest.mark.parametrize("status", ActionStatus)
def test_a_review_says_who_and_when_and_only_verified_closes(
    workspace: Workspace, case: make.Case, status: ActionStatus
) -> None:
    made = finding(workspace, case).observation.id
    begun = datetime.now(UTC)
    improvement.review(
        workspace, case.id, observation_id=made, status=status, comment="Seen on site"
    )
    card = finding(workspace, case)
    assert (card.status, card.review_comment, card.reviewed_by) == (
        status,
        "Seen on site",
        "Ana Ruiz",
    )
    assert card.reviewed_at is not None
    assert card.reviewed_at >= begun
    closes = status is ActionStatus.VERIFIED
    assert (card.closed_by, card.closed_on is not None) == ("Ana Ruiz" if closes else "", closes)


def test_a_closed_card_may_be_returned(workspace: Workspace, case: make.Case) -> None:
    made = finding(workspace, case).observation.id
    for status in (ActionStatus.VERIFIED, ActionStatus.RETURNED):
        improvement.review(workspace, case.id, observation_id=made, status=status)
    card = finding(workspace, case)
    assert (card.status, card.closed_by, card.closed_on) == (ActionStatus.RETURNED, "", None)


def test_work_goes_on_after_the_issue_and_can_be_undone(
    workspace: Workspace, case: make.Case
) -> None:
    make.issue(workspace, case)
    made = finding(workspace, case).observation.id
    improvement.record_action(workspace, case.id, observation_id=made, problem="Old seals")
    improvement.review(workspace, case.id, observation_id=made, status=ActionStatus.AGREED)
    asked = ask(workspace, case, date(2027, 4, 1))
    improvement.decide_extension(workspace, case.id, asked, granted=True)
    assert finding(workspace, case).due_on == date(2027, 4, 1)
    for _ in range(4):
        workspace.undo(case.id)
    card = finding(workspace, case)
    assert (card.problem, card.status, card.extensions) == ("", ActionStatus.PROPOSED, ())


def test_cards_stay_with_the_next_version(workspace: Workspace, case: make.Case) -> None:
    make.issue(workspace, case)
    made = finding(workspace, case).observation.id
    improvement.record_action(workspace, case.id, observation_id=made, problem="Old seals")
    validations.reopen(workspace, case.id, reason="A photograph is missing")
    assert finding(workspace, case).problem == "Old seals"
    assert finding(workspace, case).due_on is None


def test_a_card_follows_its_observation_to_another_kind(
    workspace: Workspace, case: make.Case
) -> None:
    made = finding(workspace, case).observation.id
    improvement.record_action(workspace, case.id, observation_id=made, problem="Old seals")
    observations.change_observation(workspace, case.id, made, good_practice=True)
    assert Kind.FINDING not in cards(workspace, case)
    observations.change_observation(workspace, case.id, made, good_practice=False)
    assert finding(workspace, case).problem == "Old seals"


# What happened to a card


def test_what_happened_is_told_newest_first(workspace: Workspace, case: make.Case) -> None:
    made = finding(workspace, case).observation.id

    def told() -> list[tuple[tuple[str, ...], Any, Any, bool, Any, bool]]:
        return [
            (step.fields, step.status, step.progress, step.asked_extension, step.granted, step.undo)
            for step in improvement.timeline(workspace, case.id, made)
        ]

    assert told() == []
    for words in ("Old", "Old seals"):
        improvement.record_action(
            workspace, case.id, observation_id=made, burst="typing", problem=words
        )
    improvement.record_action(workspace, case.id, observation_id=made, progress=50)
    improvement.review(workspace, case.id, observation_id=made, status=ActionStatus.AGREED)
    asked = ask(workspace, case, date(2027, 4, 1))
    improvement.decide_extension(workspace, case.id, asked, granted=True)
    granted, asking, agreed, half, typed = told()
    assert granted == ((), None, None, False, True, False)
    assert asking == ((), None, None, True, None, False)
    assert agreed[1] is ActionStatus.AGREED
    assert set(agreed[0]) == {"reviewed_by", "reviewed_at"}
    assert half == ((), None, 50, False, None, False)
    assert typed == (("problem",), None, None, False, None, False)
    workspace.undo(case.id)
    assert told()[0][5] is True
    assert improvement.timeline(workspace, case.id, made)[0].by == "Ana Ruiz"
