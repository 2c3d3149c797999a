"""The walk, driven by keys; what the keys did is looked up in the database."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from assessor import validations, walk
from assessor.terms import Level, Verdict
from assessor.ui.dialogs.reason import ReasonDialog
from assessor.ui.main_window import MainWindow
from tests.ui.conftest import Press, start_visit, type_into, when_open
from tests.ui.walk_driving import first, page_of, verdict_at

Write = Callable[[str], None]


# verdicts


@pytest.mark.parametrize(
    ("key", "verdict"),
    [("1", Verdict.MET), ("2", Verdict.PARTLY), ("3", Verdict.NOT_MET)],
)
def test_a_digit_records_the_verdict(
    window: MainWindow, visit: str, press: Press, key: str, verdict: Verdict
) -> None:
    ref = page_of(window).ref
    press(window, key)
    assert verdict_at(window, ref) == verdict
    assert page_of(window).right.single.buttons[verdict].isChecked()
    assert page_of(window).rows[ref].verdict == verdict


def test_a_met_requirement_costs_one_key_and_j_goes_on(
    window: MainWindow, visit: str, press: Press
) -> None:
    press(window, "1", "J", "1", "J", "1")
    done = walk.progress(page_of(window).ws, visit)
    assert (done.assessed, done.met) == (3, 3)


@pytest.mark.parametrize(
    ("typed", "code", "verdict"),
    [("&", 10, Verdict.MET), ("é", 11, Verdict.PARTLY), ('"', 12, Verdict.NOT_MET)],
)
def test_digits_work_where_they_need_shift(
    window: MainWindow, visit: str, typed: str, code: int, verdict: Verdict
) -> None:
    ref = page_of(window).ref
    none = Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, none, code, 0, 0, typed)
    QApplication.sendEvent(QApplication.focusWidget() or window, event)
    assert verdict_at(window, ref) == verdict


def test_not_met_on_a_must_is_a_finding_at_once(
    window: MainWindow, visit: str, press: Press
) -> None:
    page = page_of(window)
    page.go_to(first(window, Level.MUST))
    press(window, "3")
    assert page.right.box.isVisible()
    assert "Finding: action required" in page.right.box.told
    assert "90 days after the report" in page.right.box.told


def test_partly_on_a_should_is_a_recommendation_without_a_date(
    window: MainWindow, visit: str, press: Press
) -> None:
    page = page_of(window)
    page.go_to(first(window, Level.SHOULD))
    press(window, "2")
    assert "Recommendation" in page.right.box.told
    assert "90" not in page.right.box.told


def test_zero_meets_all_points_and_points_are_judged_apart(
    window: MainWindow, visit: str, press: Press
) -> None:
    page = page_of(window)
    mixed = next(row for row in page.rows.values() if len(row.points) == 2)
    page.go_to(mixed.ref)
    press(window, "0")
    assert [verdict_at(window, mixed.ref, p.id) for p in mixed.points] == [Verdict.MET] * 2
    press(window, ".", "3")
    assert verdict_at(window, mixed.ref, "a") == Verdict.MET
    assert verdict_at(window, mixed.ref, "b") == Verdict.NOT_MET
    assert page.rows[mixed.ref].verdict == Verdict.NOT_MET
    press(window, ",", "2")
    assert verdict_at(window, mixed.ref, "a") == Verdict.PARTLY


def test_the_walk_opens_at_the_point_that_is_still_to_be_seen(
    window: MainWindow, press: Press
) -> None:
    ws = window.desk.ws
    validation_id = start_visit(ws)
    listed = validations.validation(ws, validation_id).checklist.requirements
    mixed = next(item for item in listed if len(item.points) > 1)
    before = listed[: listed.index(mixed)]
    done = [*((item.ref, each.id) for item in before for each in item.points), (mixed.ref, "a")]
    for ref, point_id in done:
        walk.assess(
            ws, validation_id=validation_id, ref=ref, point_id=point_id, verdict=Verdict.MET
        )
    window.desk.open_validation(validation_id)
    window.desk.go("walk")
    QApplication.processEvents()
    assert (page_of(window).ref, page_of(window).point().id) == (mixed.ref, "b")


def test_backspace_takes_the_verdict_back(window: MainWindow, visit: str, press: Press) -> None:
    ref = page_of(window).ref
    press(window, "1", "Backspace")
    assert verdict_at(window, ref) is None


def test_not_applicable_asks_for_reason_and_second_person(
    window: MainWindow, visit: str, press: Press
) -> None:
    page = page_of(window)
    ref = first(window, Level.MUST)
    page.go_to(ref)

    def act(dialog: ReasonDialog) -> None:
        assert not dialog.accept_button.isEnabled()
        type_into(dialog.focusWidget(), "Sin cámaras")
        assert not dialog.accept_button.isEnabled()
        dialog.person.setFocus()
        type_into(dialog.person, "Luis Gómez")
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    seen = when_open(ReasonDialog, act)
    press(window, "4")
    assert seen
    row = page.point()
    assert (row.verdict, row.reason, row.second_person) == (
        Verdict.NA,
        {"es": "Sin cámaras"},
        "Luis Gómez",
    )
    assert "Sin cámaras" in page.right.box.told


def test_a_second_person_is_another_one_and_only_for_what_was_asked(
    window: MainWindow, visit: str, press: Press
) -> None:
    page = page_of(window)
    page.go_to(first(window, Level.MUST))
    enabled: list[bool] = []

    def act(dialog: ReasonDialog) -> None:
        type_into(dialog.focusWidget(), "Sin cámaras")
        for name in ("ana pérez", "Luis Gómez"):
            dialog.person.setText(name)
            enabled.append(dialog.accept_button.isEnabled())
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert when_open(ReasonDialog, act) is not None
    press(window, "4")
    assert enabled == [False, True], "who sits at the laptop is not the second person"
    assert page.point().second_person == "Luis Gómez"

    other = ReasonDialog(window, "2.1", ["es"], second_person=False, person="Luis Gómez")
    assert other.reason().second_person == "", "nobody was asked whether he agrees with this"
    other.deleteLater()


def test_escape_leaves_no_verdict_without_reason(
    window: MainWindow, visit: str, press: Press
) -> None:
    seen = when_open(ReasonDialog, lambda d: QTest.keyClick(d, Qt.Key.Key_Escape))
    ref = page_of(window).ref
    press(window, "5")
    assert seen
    assert verdict_at(window, ref) is None


def test_a_reason_left_with_escape_waits_where_it_was_typed(window: MainWindow, visit: str) -> None:
    found: list[str] = []

    def leave(dialog: ReasonDialog) -> None:
        type_into(dialog.focusWidget(), "Cerrado por obra")
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    def look(dialog: ReasonDialog) -> None:
        found.append(dialog.reason().text.get("es", ""))
        dialog.reject()

    page = page_of(window)
    ref = page.ref
    for act, at in ((leave, ref), (look, ref), (look, page.tree.step(ref, 1))):
        page.go_to(at)
        seen = when_open(ReasonDialog, act)
        page.deciding.decide(Verdict.NOT_VERIFIED)
        assert seen
    assert found == ["Cerrado por obra", ""]


def test_one_key_says_that_the_condition_does_not_hold(
    window: MainWindow, visit: str, press: Press
) -> None:
    page = page_of(window)
    rows = page.rows.values()
    ref = next(r.ref for r in rows if r.applies_when and r.level == Level.SHOULD)
    page.go_to(ref)
    assert page.middle.condition.isVisible()
    press(window, "X")
    point = page.point()
    assert point.verdict == Verdict.NA
    assert set(point.reason) == {"es", "en"}


# moving


def test_u_goes_to_the_next_open_must(window: MainWindow, visit: str, press: Press) -> None:
    page = page_of(window)
    page.go_to("1.1")
    press(window, "U")
    assert page.line().level == Level.MUST
    before = page.ref
    press(window, "1", "U")
    assert page.ref != before
    press(window, "K", "J")
    assert page.tree.current() == page.ref


def test_search_jumps_to_a_reference_and_gives_the_letters_back(
    window: MainWindow, visit: str, press: Press, write: Write
) -> None:
    page = page_of(window)
    press(window, "/")
    assert page.tree.field.hasFocus()
    write("6.2")
    press(window, "Return")
    assert page.ref == "6.2"
    press(window, "3")
    assert verdict_at(window, "6.2") == Verdict.NOT_MET


def test_search_finds_words_without_accents_in_every_language(
    window: MainWindow, visit: str, press: Press, write: Write
) -> None:
    page = page_of(window)
    press(window, "/")
    write("senal vvtt")
    shown = len(page.tree.model.shown)
    page.tree.field.clear()
    write("vvtt")
    assert 0 < len(page.tree.model.shown) < len(page.rows)
    assert shown <= len(page.tree.model.shown)


def test_filters_count_and_keep(window: MainWindow, visit: str, press: Press, qtbot: QtBot) -> None:
    page = page_of(window)
    press(window, "1")
    open_chip = page.tree._chips["open"]
    qtbot.waitUntil(lambda: open_chip.text().endswith("94"))
    open_chip.click()
    assert len(page.tree.model.shown) == 94


def test_sites_are_walked_apart(window: MainWindow, press: Press) -> None:
    validation_id = start_visit(window.desk.ws, "Planta Apodaca", "Bodega 4")
    window.desk.open_validation(validation_id)
    window.desk.go("walk")
    QApplication.processEvents()
    page = page_of(window)
    assert page.tree.sites.isVisible()
    ref = page.ref
    press(window, "1", "S")
    assert page.site_id == page.known.covered[1].id
    assert page.point().verdict is None
    press(window, "3")
    known = validations.validation(page.ws, validation_id)
    found = [known.verdict(ref, "a", site.id) for site in known.covered]
    assert found == [Verdict.MET, Verdict.NOT_MET]
    assert page.rows[ref].verdict == Verdict.NOT_MET


# the window around it


def test_language_switches_live_and_keeps_the_place(
    window: MainWindow, visit: str, press: Press
) -> None:
    page_of(window).go_to("6.2")
    press(window, "3")
    window.desk.settle(language="es")
    page = page_of(window)
    assert page.ref == "6.2"
    assert page.right.single.buttons[Verdict.NOT_MET].text() == "No cumple"
    assert "Hallazgo" in page.right.box.told
    press(window, "1")
    assert verdict_at(window, "6.2") == Verdict.MET


def test_tab_goes_as_the_eye_does(window: MainWindow, visit: str, press: Press) -> None:
    page = page_of(window)
    page.go_to(first(window, Level.MUST))
    press(window, "3")
    QTest.qWait(50)
    page.right.single.buttons[Verdict.MET].setFocus()
    seen = []
    while len(seen) < 40 and page.right.isAncestorOf(QApplication.focusWidget()):
        seen.append(QApplication.focusWidget().accessibleName())
        press(window, "Tab")
    assert seen[:5] == ["Met", "Partly met", "Not met", "Not applicable", "Not verified"]
    wanted = ["Record the finding", "What you saw · English", "Add evidence", "Private note"]
    assert [name for name in seen[5:] if ":" not in name] == wanted
