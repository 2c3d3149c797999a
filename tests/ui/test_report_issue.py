"""What leaves the page Report: exports, the issue, the kept documents; and the way back."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assessor import observations, validations, walk
from assessor.terms import Phase, Verdict
from assessor.ui.dialogs.ask import Ask
from assessor.ui.dialogs.reopen import Reopen
from assessor.ui.main_window import MainWindow
from assessor.ui.pages import report_page
from assessor.ui.pages.report_page import ReportPage
from assessor.ui.panels.report_export import free
from tests import make
from tests.ui.conftest import Press
from tests.ui.report_driving import (
    Show,
    accept,
    begin,
    in_dialog,
    open_report,
    said,
    settle,
    type_name,
    window_of,
)


@pytest.fixture(autouse=True)
def small(tmp_path: Path) -> Iterator[str]:
    """A checklist of five requirements: its report is made in no time."""
    with make.small_known(tmp_path / "own") as checklist_id:
        yield checklist_id


@pytest.fixture
def show(window: MainWindow, qtbot: QtBot) -> Show:
    return partial(open_report, window, qtbot)


@pytest.fixture
def ready(window: MainWindow) -> make.Case:
    """A visit that could be issued."""
    return make.ready(window.desk.ws, "small")


@pytest.fixture
def begun(window: MainWindow) -> make.Case:
    return begin(window.desk.ws)


# export


def test_a_half_translated_draft_warns_with_the_count(
    show: Show, begun: make.Case, tmp_path: Path, window: MainWindow
) -> None:
    page = show(begun)
    assert "1 text is not translated yet" in page.choices.lacking.text()
    window.desk.settle(export_folder=str(tmp_path))
    texts: list[str] = []

    def read(dialog: Ask) -> None:
        texts.append(said(dialog))
        dialog.reject()

    in_dialog(Ask, read)
    page.exporter.export_again()
    assert "1 text has no translation" in texts[0]
    assert not list(tmp_path.glob("*.pdf"))


def test_a_language_of_its_own_lacks_nothing(show: Show, begun: make.Case) -> None:
    page = show(begun)
    page.choices._choose_second("")
    assert page.choices.lacking.isHidden()


def test_what_the_company_does_not_see_is_not_counted_in_its_copy(
    window: MainWindow, show: Show, begun: make.Case
) -> None:
    page = show(begun)
    [item] = observations.observations(window.desk.ws, begun.id)
    observations.change_observation(window.desk.ws, begun.id, item.id, share=False)
    assert page.choices.lacking.isVisible()
    page.choices._groups["copy"]["company"].click()
    assert page.choices.lacking.isHidden()


def test_control_e_exports_to_the_file_that_is_typed(
    show: Show, ready: make.Case, press: Press, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(ready)
    window = window_of(page)

    def choose(dialog: QWidget) -> None:
        suggested = dialog.findChild(QLineEdit, "fileNameEdit").text()
        assert suggested.endswith("-v1-validation-report-es-en-internal.pdf")
        type_name(dialog, tmp_path / "mine")

    met = in_dialog(QFileDialog, choose)
    press(window, "Ctrl+E")
    assert met
    qtbot.waitUntil((tmp_path / "mine.pdf").exists)
    qtbot.waitUntil(lambda: "mine.pdf is exported" in window.banner.accessibleName())
    assert (tmp_path / "mine.pdf").read_bytes() == page.preview.pages.pdf
    assert window.desk.settings.export_folder == str(tmp_path)
    shown = [made.text() for made in window.banner.findChildren(QPushButton)]
    assert "Open folder" in shown


def test_the_last_folder_is_used_again_without_asking(
    show: Show, ready: make.Case, press: Press, qtbot: QtBot, tmp_path: Path
) -> None:
    window = window_of(show(ready))
    window.desk.settle(export_folder=str(tmp_path))
    press(window, "Ctrl+Shift+E")
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.pdf"))) == 1)
    press(window, "Ctrl+Shift+E")
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*-2.pdf"))) == 1)


def test_a_name_that_is_taken_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    (tmp_path / "a-2.pdf").touch()
    assert free(tmp_path / "a.pdf") == tmp_path / "a-3.pdf"


def test_a_folder_that_cannot_be_written_is_told(
    window: MainWindow, show: Show, ready: make.Case, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(ready)
    page.exporter.export_to(tmp_path / "nowhere" / "report.pdf")
    qtbot.waitUntil(lambda: "cannot be written" in window.banner.accessibleName())


# issue and reopen


def test_issuing_waits_for_the_last_blocking_gap(
    window: MainWindow, show: Show, begun: make.Case, press: Press
) -> None:
    page = show(begun)
    assert not page.issue.button.isEnabled()
    press(window, "I")
    assert validations.validation(window.desk.ws, begun.id).visit.phase == Phase.OPEN
    assert report_page.missing(window.desk.ws, begun.id) == sum(
        gap.blocking for gap in page.gaps_found
    )


def issue(window: MainWindow, page: ReportPage, press: Press, qtbot: QtBot) -> str:
    texts: list[str] = []

    def agree(dialog: Ask) -> None:
        texts.append(said(dialog))
        accept(dialog)

    in_dialog(Ask, agree)
    press(window, "I")
    qtbot.waitUntil(page.issue.reopen.isVisible, timeout=20_000)
    settle(qtbot, page)
    return texts[0]


@pytest.fixture
def issued(
    window: MainWindow, show: Show, ready: make.Case, press: Press, qtbot: QtBot
) -> ReportPage:
    """The page of a visit that was just issued by key."""
    page = show(ready)
    issue(window, page, press, qtbot)
    return page


def test_issuing_says_what_it_means_locks_and_keeps_both_copies(
    window: MainWindow, show: Show, ready: make.Case, press: Press, qtbot: QtBot
) -> None:
    page = show(ready)
    assert report_page.missing(window.desk.ws, ready.id) is None
    told = issue(window, page, press, qtbot)
    assert "locked" in told
    assert "cannot be undone" in told
    known = validations.validation(window.desk.ws, ready.id)
    assert known.visit.phase == Phase.ISSUED
    assert {row.copy_kind for row in known.reports} == {"internal", "company"}
    assert page.issue.state.isVisible()
    assert not page.issue.button.isVisible()
    assert report_page.missing(window.desk.ws, ready.id) == 0
    internal = next(row for row in known.reports if row.copy_kind == "internal")
    assert window.desk.ws.blobs.read(internal.sha256) == page.preview.pages.pdf


def test_no_thanks_leaves_everything_open(
    window: MainWindow, show: Show, ready: make.Case, press: Press
) -> None:
    show(ready)
    in_dialog(Ask, lambda dialog: dialog.reject())
    press(window, "I")
    assert validations.validation(window.desk.ws, ready.id).visit.phase == Phase.OPEN


def test_an_issued_document_is_saved_again_from_its_kept_bytes(
    window: MainWindow, issued: ReportPage, ready: make.Case, qtbot: QtBot, tmp_path: Path
) -> None:
    saves = [made for made in issued.issue.findChildren(QPushButton) if made.text() == "Save…"]
    assert len(saves) == 2

    in_dialog(QFileDialog, lambda dialog: type_name(dialog, tmp_path / "again.pdf"))
    saves[0].click()
    qtbot.waitUntil((tmp_path / "again.pdf").exists)
    kept = {row.sha256 for row in validations.validation(window.desk.ws, ready.id).reports}
    written = (tmp_path / "again.pdf").read_bytes()
    assert written in [window.desk.ws.blobs.read(sha256) for sha256 in kept]


def test_reopening_needs_a_reason_and_keeps_what_went_out(
    window: MainWindow, issued: ReportPage, ready: make.Case
) -> None:
    def write(dialog: Reopen) -> None:
        assert not dialog.accept_button.isEnabled()
        QTest.keyClicks(dialog.line, "The company sent the certificate")
        accept(dialog)

    met = in_dialog(Reopen, write)
    issued.issue.reopen.click()
    assert met
    known = validations.validation(window.desk.ws, ready.id)
    assert (known.visit.phase, known.visit.version) == (Phase.OPEN, 2)
    assert known.visit.reopened_reason == "The company sent the certificate"
    assert len(known.reports) == 2
    assert issued.issue.button.isVisible()
    walk.assess(window.desk.ws, validation_id=ready.id, ref="1.1", verdict=Verdict.MET)
