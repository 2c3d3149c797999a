"""The page Report: the preview is the exported file; choices; gaps with a jump to each."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from assessor import evidence, validations
from assessor.terms import Verdict
from assessor.ui.dialogs.leave_open import LeaveOpen
from assessor.ui.main_window import MainWindow
from assessor.ui.models.report_gaps_model import GapHead
from assessor.ui.panels.report_choices import followed_by, led_by
from tests import make
from tests.files import photograph, taken
from tests.ui.conftest import Press
from tests.ui.report_driving import (
    Show,
    accept,
    begin,
    in_dialog,
    open_report,
    page_of,
    settle,
    words_of,
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


# the preview


def test_the_preview_is_the_exported_file_byte_for_byte(
    show: Show, ready: make.Case, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(ready)
    page.exporter.export_to(tmp_path / "report.pdf")
    qtbot.waitUntil((tmp_path / "report.pdf").exists)
    assert (tmp_path / "report.pdf").read_bytes() == page.preview.pages.pdf
    assert "Informe de validación" in words_of(page.preview.pages.pdf)


def test_the_pages_in_sight_are_drawn(show: Show, ready: make.Case, qtbot: QtBot) -> None:
    pages = show(ready).preview.pages
    qtbot.waitUntil(lambda: 0 in pages._drawn)
    image = pages._drawn[0].image
    assert abs(image.width() - pages._rect(0).width()) <= 2
    colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, 300, 7)}
    assert len(colours) > 3


def test_keys_turn_the_pages(
    window: MainWindow, show: Show, ready: make.Case, press: Press
) -> None:
    pages = show(ready).preview.pages
    press(window, "End")
    assert pages.page() == len(pages.sizes) - 1
    press(window, "Home")
    assert pages.page() == 0
    before = pages.verticalScrollBar().value()
    press(window, "PgDown")
    assert pages.verticalScrollBar().value() > before
    press(window, "PgUp")
    assert pages.verticalScrollBar().value() <= before + 1
    assert pages.accessibleDescription().startswith("Page 1 of")


def test_keys_change_the_size_and_fit_the_width_again(
    window: MainWindow, show: Show, ready: make.Case, press: Press
) -> None:
    pages = show(ready).preview.pages
    fitted = pages._percent()
    press(window, "+")
    assert pages._percent() > fitted
    press(window, "-", "-")
    assert pages._percent() < fitted
    press(window, "0")
    assert pages._percent() == fitted


def test_what_changes_while_it_is_shown_appears_by_itself(
    window: MainWindow, show: Show, ready: make.Case, qtbot: QtBot
) -> None:
    page = show(ready)
    for text in ("A", "A new", "A new scope"):
        validations.change_visit(
            window.desk.ws, ready.id, burst="b", scope={"es": f"{text} es", "en": text}
        )
    assert not page.preview.is_current()
    settle(qtbot, page)
    assert "A new scope" in words_of(page.preview.pages.pdf)


def test_the_eye_stays_where_it_was(
    window: MainWindow, show: Show, ready: make.Case, qtbot: QtBot
) -> None:
    page = show(ready)
    pages = page.preview.pages
    pages.go_to(-1)
    last = pages.page()
    validations.change_visit(window.desk.ws, ready.id, limits=make.both("Fog all day"))
    settle(qtbot, page)
    assert pages.page() == last


def test_the_window_answers_while_pages_are_made(
    window: MainWindow, show: Show, ready: make.Case, qtbot: QtBot
) -> None:
    page = show(ready)
    ticks: list[int] = []
    timer = QTimer(page, interval=5)
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start()
    page.choices.swap()
    assert not page.preview.is_current()
    settle(qtbot, page)
    assert len(ticks) > 3


# choices


def test_languages_come_in_any_order_or_alone(show: Show, ready: make.Case, qtbot: QtBot) -> None:
    page = show(ready)
    assert page.choices.wanted.languages == ("es", "en")
    page.choices._choose_second("")
    settle(qtbot, page)
    assert "Validation report" not in words_of(page.preview.pages.pdf)
    page.choices._choose_first("en")
    settle(qtbot, page)
    assert "Informe de validación" not in words_of(page.preview.pages.pdf)
    page.choices._choose_second("es")
    settle(qtbot, page)
    text = words_of(page.preview.pages.pdf)
    assert text.index("Validation report") < text.index("Informe de validación")


def test_the_same_language_twice_changes_places() -> None:
    assert led_by(("es", "en"), "en") == ("en", "es")
    assert led_by(("es",), "en") == ("en",)
    assert followed_by(("es", "en"), "es") == ("en", "es")
    assert followed_by(("es", "en"), "") == ("es",)
    assert followed_by(("es",), "es") == ("es",)
    assert followed_by(("es",), "en") == ("es", "en")


def test_the_companys_copy_leaves_the_conclusion_out(
    window: MainWindow, show: Show, ready: make.Case, qtbot: QtBot
) -> None:
    validations.change_visit(window.desk.ws, ready.id, conclusion=make.both("Certify them"))
    page = show(ready)
    assert "Certify them" in words_of(page.preview.pages.pdf)
    page.choices._groups["copy"]["company"].click()
    settle(qtbot, page)
    assert "Certify them" not in words_of(page.preview.pages.pdf)


def test_places_of_photographs_are_printed_only_when_asked_for(
    window: MainWindow, show: Show, ready: make.Case, qtbot: QtBot
) -> None:
    photo = photograph(exif=taken("2026:11:18 10:42:00", place=(25.78, -100.19)))
    evidence.add(
        window.desk.ws, validation_id=ready.id, data=photo, file_name="seal.jpg", refs=["1.1"]
    )
    page = show(ready)
    assert "25.78" not in words_of(page.preview.pages.pdf)
    page.choices.places.click()
    settle(qtbot, page)
    assert "25.78" in words_of(page.preview.pages.pdf).replace(",", ".")
    page.choices._groups["copy"]["company"].click()
    settle(qtbot, page)
    assert not page.choices.places.isVisible()
    assert "25.78" not in words_of(page.preview.pages.pdf).replace(",", ".")


def test_the_improvement_plan_is_a_document_too(
    show: Show, ready: make.Case, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(ready)
    page.choices._groups["kind"]["improvement-plan"].click()
    page.choices._groups["format"]["docx"].click()
    assert page.choices.note.isVisible()
    settle(qtbot, page)
    assert "Plan de mejora" in words_of(page.preview.pages.pdf)
    page.exporter.export_to(tmp_path / "plan.docx")
    qtbot.waitUntil((tmp_path / "plan.docx").exists)
    with ZipFile(tmp_path / "plan.docx") as package:
        assert "word/document.xml" in package.namelist()


def test_what_was_chosen_survives_a_switch_of_theme(
    window: MainWindow, show: Show, ready: make.Case, qtbot: QtBot
) -> None:
    page = show(ready)
    page.choices.swap()
    page.choices._groups["copy"]["company"].click()
    page.preview.pages.zoom(1)
    wanted, percent = page.choices.wanted, page.preview.pages.percent
    window.desk.settle(theme="dark")
    QApplication.processEvents()
    settle(qtbot, page_of(window))
    assert page_of(window).choices.wanted == wanted
    assert page_of(window).preview.pages.percent == percent


# gaps


def test_blocking_gaps_come_first_and_are_counted(show: Show, begun: make.Case) -> None:
    model = show(begun).gaps.model
    heads = [line for line in model.lines if isinstance(line, GapHead)]
    assert [head.blocking for head in heads] == [True, False]
    blocking = [gap.blocking for gap in model.gaps()]
    assert blocking == sorted(blocking, reverse=True)
    assert heads[0].text.startswith(str(sum(blocking)))


def test_enter_goes_where_the_lit_gap_is_closed(
    window: MainWindow, show: Show, begun: make.Case, press: Press
) -> None:
    page = show(begun)
    press(window, "J")
    gap = page.gaps.current()
    assert gap is not None
    press(window, "Return")
    assert window.current == gap.page
    assert window.page().state().get("ref") == gap.ref


def test_every_gap_can_be_jumped_to(window: MainWindow, show: Show, begun: make.Case) -> None:
    page = show(begun)
    pages = {plugin.id for plugin in window.plugins}
    gaps = page.gaps.model.gaps()
    assert {gap.page for gap in gaps} >= {"walk", "findings", "prepare"} & pages
    for gap in gaps:
        if gap.page in pages:
            window.go("report")
            page.jump(gap)
            assert window.current == gap.page


def test_a_closed_gap_leaves_the_list_by_itself(
    window: MainWindow, show: Show, begun: make.Case
) -> None:
    page = show(begun)
    before = len(page.gaps.model.gaps())
    make.assess(window.desk.ws, begun, "1.2", Verdict.MET)
    assert len(page.gaps.model.gaps()) == before - 1


def test_a_gap_is_left_open_with_a_recorded_reason(
    window: MainWindow, show: Show, begun: make.Case, press: Press
) -> None:
    page = show(begun)
    gap = next(gap for gap in page.gaps.model.gaps() if gap.code == "finding_missing")
    page.show_at(gap=gap.id)

    def write(dialog: LeaveOpen) -> None:
        assert not dialog.accept_button.isEnabled()
        QTest.keyClicks(dialog.fields["es"], "Se trata en otro informe")
        QTest.keyClicks(dialog.fields["en"], "Dealt with in another report")
        QTest.keyClicks(dialog.agreed, "Luis Ortega")
        accept(dialog)

    met = in_dialog(LeaveOpen, write)
    press(window, "L")
    assert met
    [row] = validations.validation(window.desk.ws, begun.id).deviations
    assert (row.gap_key, row.agreed_by) == (gap.id, "Luis Ortega")
    assert row.reason == {"es": "Se trata en otro informe", "en": "Dealt with in another report"}
    left = next(line for line in page.gaps.model.gaps() if line.id == gap.id)
    assert (left.code, left.blocking) == ("deviation", False)


def test_the_reason_of_a_gap_left_open_can_be_mended(
    window: MainWindow, show: Show, begun: make.Case, press: Press
) -> None:
    page = show(begun)
    gap = next(gap for gap in page.gaps.model.gaps() if gap.code == "finding_missing")
    validations.accept_deviation(window.desk.ws, begun.id, gap_id=gap.id, reason={"es": "Sí"})
    lacking = next(g for g in page.gaps.model.gaps() if g.code == "deviation_reason")
    page.show_at(gap=lacking.id)

    def write(dialog: LeaveOpen) -> None:
        assert dialog.fields["es"].toPlainText() == "Sí"
        QTest.keyClicks(dialog.fields["en"], "Yes")
        accept(dialog)

    in_dialog(LeaveOpen, write)
    press(window, "Return")
    [row] = validations.validation(window.desk.ws, begun.id).deviations
    assert row.reason == {"es": "Sí", "en": "Yes"}
    assert "deviation_reason" not in {g.code for g in page.gaps.model.gaps()}


def test_what_no_reason_can_stand_in_for_is_not_offered(
    window: MainWindow, show: Show, begun: make.Case, press: Press
) -> None:
    page = show(begun)
    unseen = next(gap for gap in page.gaps.model.gaps() if gap.code == "unseen")
    page.show_at(gap=unseen.id)
    assert not page.gaps.open_button.isEnabled()
    press(window, "L")
    assert not validations.validation(window.desk.ws, begun.id).deviations


def test_everything_that_can_be_pressed_has_a_name(show: Show, ready: make.Case) -> None:
    page = show(ready)
    parts = [*page.findChildren(QPushButton), page.choices.first, page.choices.second]
    parts += [page.gaps.list, page.preview.pages]
    assert not [part for part in parts if not part.accessibleName()]
