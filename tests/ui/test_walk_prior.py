"""What stood under the earlier edition, in the walk: shown beside the text, one key confirms it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from assessor import checklist as checklists
from assessor import validations, walk
from assessor.content import editing
from assessor.terms import Verdict
from assessor.ui.main_window import MainWindow
from tests import make
from tests.ui.conftest import Press
from tests.ui.walk_driving import page_of, verdict_at


@pytest.fixture
def moved(window: MainWindow, visit: str, tmp_path: Path) -> str:
    """The visit stands on a new edition; 1.1 had been seen as partly met before."""
    ws = window.desk.ws
    place = {"validation_id": visit, "ref": "1.1", "site_id": page_of(window).site_id}
    walk.assess(ws, verdict=Verdict.PARTLY, seen={"en": "One copy is torn."}, **place)
    chosen = checklists.checklist(make.MANUFACTURER)
    content = editing.finish(editing.begin_from(chosen, checklist_id="later", edition="2031"))
    with make.own_folder(tmp_path / "own") as folder:
        editing.save(content, folder=folder)
        validations.move_to_edition(ws, visit, checklist_id="later")
    page_of(window).go_to("1.1")
    QApplication.processEvents()
    return visit


def test_what_stood_before_is_shown_and_counts_for_nothing(window: MainWindow, moved: str) -> None:
    box = page_of(window).right.prior
    assert box.isVisible()
    assert box.said.text() == "1.1 in edition 2020: Partly met. One copy is torn."
    assert verdict_at(window, "1.1") is None
    assert page_of(window).right.seen.text() == {}
    page_of(window).go_to("1.2")
    assert not box.isVisible()


def test_one_key_confirms_it(window: MainWindow, moved: str, press: Press) -> None:
    press(window, "C")
    assert verdict_at(window, "1.1") == Verdict.PARTLY
    row = walk.requirement(window.desk.ws, moved, "1.1")
    assert row.points[0].seen == {"en": "One copy is torn."}
    QApplication.processEvents()
    box = page_of(window).right.prior
    assert box.isVisible()
    assert not box.confirm.isVisible()


def test_another_verdict_leaves_what_stood_before_readable(
    window: MainWindow, moved: str, press: Press
) -> None:
    press(window, "1")
    assert verdict_at(window, "1.1") == Verdict.MET
    page_of(window).refresh()
    assert "Partly met" in page_of(window).right.prior.said.text()


def test_where_nothing_stood_before_the_key_says_so(
    window: MainWindow, moved: str, press: Press
) -> None:
    page_of(window).go_to("1.2")
    press(window, "C")
    assert verdict_at(window, "1.2") is None
