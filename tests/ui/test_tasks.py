"""Slow work: its result comes back on the window's thread, it can be cancelled, it may fail."""

import threading
from typing import Any

from pytestqt.qtbot import QtBot

from assessor import companies, errors, walk
from assessor.terms import Verdict
from assessor.ui.main_window import MainWindow
from assessor.ui.tasks import Tasks
from tests.ui.conftest import start_visit


def test_the_result_comes_back_on_the_windows_thread(qtbot: QtBot) -> None:
    tasks, got = Tasks(), []

    def done(result: object) -> None:
        got.append((result, threading.current_thread() is threading.main_thread()))

    tasks.start("", lambda _progress: threading.current_thread().name, done=done)
    qtbot.waitUntil(lambda: bool(got))
    assert got[0][1]
    assert got[0][0] != threading.main_thread().name
    qtbot.waitUntil(lambda: not tasks.running)


def test_cancel_stops_at_the_next_sign_of_progress(qtbot: QtBot) -> None:
    tasks, got = Tasks(), []
    begun, go_on = threading.Event(), threading.Event()

    def work(progress: Any) -> str:
        begun.set()
        go_on.wait(5)
        progress(1, 2)
        return "finished"

    task = tasks.start("", work, done=got.append)
    begun.wait(5)
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.running)
    assert got == []


def test_a_failure_is_shown_as_every_other(window: MainWindow, qtbot: QtBot) -> None:
    def work(_progress: Any) -> None:
        raise errors.DiskFull

    window.desk.task("", work)
    qtbot.waitUntil(window.banner.isVisible)


def test_work_that_takes_its_time_shows_a_strip_with_cancel(
    window: MainWindow, qtbot: QtBot
) -> None:
    go_on = threading.Event()

    def work(progress: Any) -> None:
        progress(3, 10)
        go_on.wait(5)

    window.desk.task("Reading the file", work)
    qtbot.waitUntil(window.strip.isVisible, timeout=3000)
    assert window.strip._title.text() == "Reading the file"
    assert (window.strip._bar.value(), window.strip._bar.maximum()) == (3, 10)
    go_on.set()
    qtbot.waitUntil(lambda: not window.strip.isVisible())


def test_what_a_thread_wrote_is_shown_before_its_result(window: MainWindow, qtbot: QtBot) -> None:
    told: list[str] = []
    window.desk.changed.connect(lambda *_kinds: told.append("changed"))

    def work(_progress: Any) -> None:
        for at in range(20):
            companies.add_company(window.desk.ws, legal_name=f"Empresa {at}")

    window.desk.task("", work, done=lambda _none: told.append("done"))
    qtbot.waitUntil(lambda: "done" in told, timeout=10_000)
    assert told[-2:] == ["changed", "done"]
    assert told.count("changed") < 20


def test_what_is_written_for_another_validation_leaves_the_open_one_alone(
    window: MainWindow, visit: str
) -> None:
    ws = window.desk.ws
    heard: list[tuple[frozenset[str], frozenset[str]]] = []
    window.desk.changed.connect(lambda kinds, here: heard.append((kinds, here)))
    other = start_visit(ws, company="Otra S.A.")
    heard.clear()
    known = id(window.desk.visit())
    walk.assess(ws, validation_id=other, ref="1.1", verdict=Verdict.MET)
    assert heard == [({"assessment"}, frozenset())]
    assert id(window.desk.visit()) == known
    walk.assess(ws, validation_id=visit, ref="1.1", verdict=Verdict.MET)
    assert heard[-1] == ({"assessment"}, {"assessment"})
    assert "1.1" in {ref for ref, _point, _site in window.desk.visit().assessments}


def test_what_validations_share_concerns_each(window: MainWindow, visit: str) -> None:
    ws = window.desk.ws
    company_id = window.desk.visit().company.id
    companies.change_company(ws, company_id, legal_name="Nuevo nombre S.A.")
    assert window.desk.visit().company.legal_name == "Nuevo nombre S.A."
    assert "Nuevo nombre S.A." in window.top.title.text()
