"""Saving the letter, the prefilled and the blank form, by keys in the real window."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from assessor import checklist as checklists
from assessor import saq
from assessor.ui.dialogs.form_out import Chosen, FormOut
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.prepare_page import PreparePage
from tests import make
from tests import saq_samples as samples
from tests.report_reading import docx_text
from tests.ui.conftest import Press, start_visit, when_open

NAME = "ctpat_fabricante_es.xlsx"


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Let the system's dialog agree to whatever name it is offered; gives the files asked for."""
    asked: list[Path] = []

    def agree(_parent: object, _title: str, start: str, kinds: str) -> tuple[str, str]:
        asked.append(tmp_path / Path(start).name)
        return str(asked[-1]), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", agree)
    return asked


@pytest.fixture
def prepare(window: MainWindow) -> PreparePage:
    """Open Prepare of a visit into which a file with rows left over was imported."""
    validation_id = start_visit(window.desk.ws)
    saq.accept(window.desk.ws, samples.sample(NAME), validation_id=validation_id)
    window.desk.open_validation(validation_id)
    window.desk.go("prepare")
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, PreparePage)
    return page


def wait_for(window: MainWindow, qtbot: QtBot, saved: list[Path]) -> Path:
    qtbot.waitUntil(lambda: bool(saved) and saved[0].exists(), timeout=20_000)
    qtbot.waitUntil(lambda: not window.desk.tasks.running, timeout=20_000)
    return saved[0]


@pytest.mark.parametrize("left_over", [False, True])
def test_t_saves_the_letter(
    window: MainWindow,
    prepare: PreparePage,
    press: Press,
    *,
    qtbot: QtBot,
    saved: list[Path],
    left_over: bool,
) -> None:
    if left_over:
        press(window, "L")
        assert prepare.left_over is not None
    when_open(FormOut, lambda dialog: dialog.accept())
    press(window, "T")
    path = wait_for(window, qtbot, saved)
    assert path.suffix == ".docx"
    assert path.stem.endswith("-es-en")
    assert "Impartir curso de plagas y madera" in docx_text(path.read_bytes())
    assert window.desk.settings.export_folder == str(path.parent)


@pytest.mark.parametrize(("format", "second"), [("xlsx", "en"), ("docx", "")])
def test_s_saves_the_prefilled_form(
    window: MainWindow,
    prepare: PreparePage,
    press: Press,
    *,
    qtbot: QtBot,
    saved: list[Path],
    format: str,
    second: str,
) -> None:
    def choose(dialog: FormOut) -> None:
        dialog.second.set_value(second)
        dialog._format.set_value(format)
        dialog.accept()

    when_open(FormOut, choose)
    press(window, "S")
    path = wait_for(window, qtbot, saved)
    assert path.suffix == f".{format}"
    shown = saq.preview(path, window.desk.visit().checklist)
    found = saq.differences(window.desk.ws, shown, window.desk.validation_id or "")
    assert (found.same, found.new, found.changed, found.gone) == (95, (), (), ())


def test_s_on_the_checklists_saves_a_blank_form(
    window: MainWindow, press: Press, qtbot: QtBot, saved: list[Path]
) -> None:
    window.go("checklists", {"checklist": make.MANUFACTURER})
    QApplication.processEvents()
    when_open(FormOut, lambda dialog: dialog.accept())
    press(window, "S")
    path = wait_for(window, qtbot, saved)
    shown = saq.preview(path, checklists.checklist(make.MANUFACTURER))
    assert shown.counts.blank == 95


def test_leaving_the_dialog_writes_nothing(
    window: MainWindow, prepare: PreparePage, press: Press, saved: list[Path]
) -> None:
    when_open(FormOut, lambda dialog: dialog.reject())
    press(window, "T")
    assert saved == []


def test_one_language_is_never_chosen_twice(window: MainWindow, prepare: PreparePage) -> None:
    dialog = FormOut(prepare, "Form", "", spoken=("es", "en"))
    dialog.first.set_value("en")
    dialog._choose_first("en")
    assert dialog.chosen() == Chosen(("en",), "xlsx", None)
    dialog.second.set_value("en")
    dialog._choose_second("en")
    assert dialog.chosen().languages == ("en",)
    dialog.deleteLater()


def test_both_stand_in_the_palette_and_hide_without_a_file(window: MainWindow, visit: str) -> None:
    window.desk.go("prepare")
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, PreparePage)
    labels = {command.label for command in page.commands}
    assert {"Save the letter about what is missing", "Save the prefilled form"} <= labels
