"""The page Report: the preview is the exported file; gaps, export, issue, reopen."""

from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from assessor import evidence, observations, validations, walk
from assessor.terms import Phase, Verdict
from assessor.ui.dialogs.ask import Ask
from assessor.ui.dialogs.leave_open import LeaveOpen
from assessor.ui.dialogs.reopen import Reopen
from assessor.ui.main_window import MainWindow
from assessor.ui.models.report_gaps_model import GapHead
from assessor.ui.pages import report_page
from assessor.ui.pages.report_page import ReportPage, free
from assessor.ui.panels.report_choices import followed_by, led_by
from tests import make
from tests.files import photograph, taken
from tests.ui.conftest import Press

Show = Callable[[make.Case], ReportPage]


@pytest.fixture(autouse=True)
def small(tmp_path: Path) -> Iterator[str]:
    """A checklist of five requirements: its report is made in no time."""
    with make.small_known(tmp_path / "own") as checklist_id:
        yield checklist_id


def page_of(window: MainWindow) -> ReportPage:
    page = window.page()
    assert isinstance(page, ReportPage)
    return page


@pytest.fixture
def show(window: MainWindow, qtbot: QtBot) -> Show:
    """Open a visit's report and wait for its pages."""

    def do(case: make.Case) -> ReportPage:
        window.desk.open_validation(case.id)
        window.go("report")
        settle(qtbot, page_of(window))
        return page_of(window)

    return do


def window_of(page: ReportPage) -> MainWindow:
    window = page.desk.window
    assert isinstance(window, MainWindow)
    return window


def settle(qtbot: QtBot, page: ReportPage) -> None:
    qtbot.waitUntil(page.preview.is_current, timeout=20_000)
    qtbot.waitUntil(lambda: not page.desk.tasks.running, timeout=20_000)


@pytest.fixture
def ready(window: MainWindow) -> make.Case:
    """A visit that could be issued."""
    return make.ready(window.desk.ws, "small")


@pytest.fixture
def begun(window: MainWindow) -> make.Case:
    """A visit with a shortfall without finding, a text in Spanish alone, and unseen points."""
    ws = window.desk.ws
    case = make.visit(ws, "small")
    make.assess(ws, case, "1.1", Verdict.NOT_MET)
    make.assess(ws, case, "1.10", Verdict.NOT_MET)
    make.observe(ws, case, "1.1", text={"es": "Sólo en español"})
    return case


def words_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def in_dialog(kind: type[QWidget], act: Callable[..., object]) -> list[QWidget]:
    """When a dialog of this kind stands open, let `act` use it; returns what was met."""
    met: list[QWidget] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        # By name: of what C++ made, Python may hold an older wrapper of another type.
        ready = dialog is not None and dialog.isActiveWindow()
        if ready and dialog.inherits(kind.__name__):
            met.append(dialog)
            try:
                act(dialog)
            except BaseException:
                dialog.close()  # or the test would wait for ever
                raise
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)
    return met


def accept(dialog: Ask) -> None:
    dialog.accept_button.click()


def type_name(dialog: QWidget, path: Path) -> None:
    """Type a path into the system's own question for a file, and press Enter."""
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    line.selectAll()
    QTest.keyClicks(line, str(path))
    line.completer().popup().hide()
    QTest.keyClick(line, Qt.Key.Key_Return)


def said(dialog: QWidget) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


# the preview


def test_the_preview_is_the_exported_file_byte_for_byte(
    show: Show, ready: make.Case, qtbot: QtBot, tmp_path: Path
) -> None:
    page = show(ready)
    page.export_to(tmp_path / "report.pdf")
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
    page.export_to(tmp_path / "plan.docx")
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
    page.export_again()
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
    page.export_to(tmp_path / "nowhere" / "report.pdf")
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


def test_everything_that_can_be_pressed_has_a_name(show: Show, ready: make.Case) -> None:
    page = show(ready)
    parts = [*page.findChildren(QPushButton), page.choices.first, page.choices.second]
    parts += [page.gaps.list, page.preview.pages]
    assert not [part for part in parts if not part.accessibleName()]
