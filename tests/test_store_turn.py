"""Whose turn it is: a verdict goes first even when an import is half written; nothing is lost."""

import threading
import time
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from assessor import companies
from assessor.model import Company
from assessor.store import verify
from assessor.store.turn import StoodBack, Turn
from assessor.store.workspace import Workspace
from tests.make import steps


def until(true: Callable[[], bool]) -> None:
    latest = time.monotonic() + 10
    while not true():
        assert time.monotonic() < latest
        time.sleep(0.001)


def waiter(turn: Turn, write: Callable[[], object]) -> threading.Thread:
    """Somebody who wants the turn while another has it, on a thread of their own."""
    thread = threading.Thread(target=write)
    thread.start()
    until(lambda: somebody_waits(turn))
    return thread


def quick(workspace: Workspace, name: str) -> threading.Thread:
    """Somebody who waits to write a company."""
    return waiter(workspace._turn, lambda: companies.add_company(workspace, legal_name=name))


def somebody_waits(turn: Turn) -> bool:
    try:
        turn.stand_back()
    except StoodBack:
        return True
    return False


def names(workspace: Workspace) -> list[str]:
    return [one.legal_name for one in companies.companies(workspace)]


def test_who_is_patient_lets_those_before_go_first() -> None:
    turn, order = Turn(), list[str]()

    def note(name: str) -> None:
        with turn.taken():
            order.append(name)

    def patient() -> None:
        with turn.taken_patiently():
            order.append("patient")

    turn.stand_back()  # nobody waits: nothing happens
    with turn.taken():
        key = waiter(turn, lambda: note("key"))
        slow = threading.Thread(target=patient)
        slow.start()
        order.append("first")
    for thread in (key, slow):
        thread.join()
    assert order == ["first", "key", "patient"]
    assert not somebody_waits(turn)


def test_patience_has_an_end() -> None:
    turn = Turn()

    def wait() -> None:
        with turn.taken():
            pass

    with turn.taken():
        key = waiter(turn, wait)
        begun = time.monotonic()
        with turn.taken_patiently():  # this thread's own turn, so only the waiting is in its way
            assert 0.1 < time.monotonic() - begun < 5
    key.join()


def test_a_key_goes_first_in_the_middle_of_a_slow_change(workspace: Workspace) -> None:
    waiting: list[threading.Thread] = []
    heard: list[frozenset[str]] = []
    workspace.on_change(lambda kinds, _where: heard.append(kinds))

    def write(session: Session) -> None:
        session.add(Company(legal_name="Slow, S.A."))
        session.flush()
        if not waiting:
            waiting.append(quick(workspace, "Quick, S.A."))
        session.add(Company(legal_name="Slow too, S.A."))

    workspace.change_patiently("Import self-assessment", write, subject="a.csv")
    waiting[0].join()
    assert [step.label for step in steps(workspace)] == ["Add company", "Import self-assessment"]
    assert sorted(names(workspace)) == ["Quick, S.A.", "Slow too, S.A.", "Slow, S.A."]
    assert heard == [frozenset({"company"})] * 2
    assert verify.verify(workspace).faults == ()


def test_a_slow_change_is_made_in_the_end_however_many_keys_fall(workspace: Workspace) -> None:
    waiting: list[threading.Thread] = []

    def write(session: Session) -> None:
        waiting.append(quick(workspace, f"Quick {len(waiting)}, S.A."))
        session.add(Company(legal_name="Slow, S.A."))

    workspace.change_patiently("Import self-assessment", write)
    for one in waiting:
        one.join()
    labels = [step.label for step in steps(workspace)]
    assert labels == ["Add company"] * 5 + ["Import self-assessment", "Add company"]
    assert names(workspace).count("Slow, S.A.") == 1
    assert verify.verify(workspace).faults == ()


def test_a_slow_change_that_fails_leaves_nothing(workspace: Workspace) -> None:
    def write(session: Session) -> None:
        session.add(Company(legal_name="Half done"))
        session.flush()
        message = "the power went"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError):
        workspace.change_patiently("Import self-assessment", write)
    assert names(workspace) == []
    assert steps(workspace) == []
    # And nobody inherits the patience of a connection that is used again.
    companies.add_company(workspace, legal_name="Next, S.A.")
    assert names(workspace) == ["Next, S.A."]
