"""The shared controls: autosave by the clock, two languages, chips, tables that sort themselves."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from assessor.terms import Level, Verdict
from assessor.ui import app as starter
from assessor.ui import icons, theme
from assessor.ui.models.rows_model import Column, RowsModel
from assessor.ui.widgets.autosave_edit import AutosaveEdit, AutosaveLine, flush_all
from assessor.ui.widgets.bilingual_edit import BilingualEdit
from assessor.ui.widgets.labels import ElidedLabel, Prose
from assessor.ui.widgets.marks import LevelBadge, Pill, VerdictMark
from assessor.ui.widgets.verdict_bar import VerdictBar
from tests.ui.conftest import type_into


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    starter.make_app()
    theme.apply(qapp, theme="light")


def shown(qtbot: QtBot, *parts: QWidget) -> QWidget:
    holder = QWidget()
    box = QVBoxLayout(holder)
    for part in parts:
        box.addWidget(part)
    qtbot.addWidget(holder)
    parts[0].held_by = holder  # type: ignore[attr-defined]  or Python would let it go
    holder.show()
    holder.activateWindow()
    parts[0].setFocus()
    return holder


# autosave


def test_text_is_written_after_the_pause(qtbot: QtBot) -> None:
    written: list[str] = []
    field = AutosaveEdit(lambda text, _burst: written.append(text), name="Note")
    shown(qtbot, field)
    type_into(field, "uno")
    assert written == []
    qtbot.waitUntil(lambda: written == ["uno"], timeout=1500)


def test_who_never_pauses_is_written_every_two_seconds(qtbot: QtBot) -> None:
    written: list[str] = []
    field = AutosaveEdit(lambda text, _burst: written.append(text), name="Note")
    shown(qtbot, field)
    for _at in range(12):
        type_into(field, "x")
        QTest.qWait(210)
    assert written
    assert len(written[0]) < 12


def test_leaving_the_field_writes_at_once_and_begins_another_burst(qtbot: QtBot) -> None:
    bursts: list[tuple[str, str]] = []
    field = AutosaveEdit(lambda text, burst: bursts.append((text, burst)), name="Note")
    other = QLineEdit()
    shown(qtbot, field, other)
    qtbot.waitUntil(field.hasFocus)
    type_into(field, "a")
    flush_all(field.window())
    type_into(field, "b")
    other.setFocus()
    field.setFocus()
    type_into(field, "c")
    flush_all(field.window())
    assert [text for text, _burst in bursts] == ["a", "ab", "abc"]
    assert bursts[0][1] == bursts[1][1] != bursts[2][1]


def test_leaving_a_page_writes_in_the_dialog_that_it_opened_too(qtbot: QtBot) -> None:
    written: list[str] = []
    field, page, other = (
        AutosaveEdit(lambda text, _burst: written.append(text), name="Note"),
        QWidget(),
        QWidget(),
    )
    dialog = QDialog(shown(qtbot, page))
    QVBoxLayout(dialog).addWidget(field)
    type_into(field, "a")
    flush_all(other)
    assert written == []
    flush_all(page.held_by)  # type: ignore[attr-defined]
    assert written == ["a"]


def test_what_is_being_typed_is_never_overwritten(qtbot: QtBot) -> None:
    field = AutosaveLine(lambda _text, _burst: None, name="Owner")
    shown(qtbot, field)
    type_into(field, "nuevo")
    field.set_text("viejo")
    assert field.text() == "nuevo"
    field.flush()
    field.set_text("viejo")
    assert field.text() == "viejo"


def test_nothing_is_written_when_nothing_was_typed(qtbot: QtBot) -> None:
    written: list[str] = []
    field = AutosaveEdit(lambda text, _burst: written.append(text), name="Note")
    shown(qtbot, field)
    field.set_text("aus der Datenbank")
    field.flush()
    QTest.keyClick(field, Qt.Key.Key_Left)
    field.flush()
    assert written == []


def test_a_field_grows_with_its_words(qtbot: QtBot) -> None:
    field = AutosaveEdit(lambda _text, _burst: None, name="Note", lines=2, most=6)
    shown(qtbot, field)
    low = field.height()
    field.set_text("\n".join("line" for _at in range(5)))
    QApplication.processEvents()
    assert field.height() > low
    field.set_text("\n".join("line" for _at in range(50)))
    QApplication.processEvents()
    assert field.height() < 14 * field.fontMetrics().lineSpacing()


# two languages


def test_each_language_is_written_with_the_others(qtbot: QtBot) -> None:
    written: list[dict[str, str]] = []
    both = BilingualEdit(("es", "en"), lambda text, _burst: written.append(text), name="Finding")
    both.set_text({"es": "Sello"})
    shown(qtbot, both)
    type_into(both.edits["en"], "Seal")
    both.flush()
    assert written == [{"es": "Sello", "en": "Seal"}]


def test_a_missing_language_is_marked_until_it_is_there(qtbot: QtBot) -> None:
    both = BilingualEdit(("es", "en"), lambda _text, _burst: None, name="Finding")
    shown(qtbot, both)
    assert both._marks["en"].text() == ""
    both.set_text({"es": "Sello"})
    assert (both._marks["es"].text(), both._marks["en"].text()) == ("complete", "missing")
    both.set_text({"es": "Sello", "en": "Seal"})
    assert both._marks["en"].text() == "complete"


def test_tabs_turn_with_a_key_and_name_their_state(qtbot: QtBot) -> None:
    both = BilingualEdit(("es", "en"), lambda _text, _burst: None, name="Seen", beside=False)
    shown(qtbot, both)
    both.set_text({"es": "Sello"})
    both.focus("es")
    both.turn_on()
    assert both.current() == "en"
    assert "missing" in both._tabs["en"].accessibleName()


# marks


def test_every_mark_paints_in_both_themes(qtbot: QtBot, qapp: QApplication) -> None:
    bar = VerdictBar()
    bar.set_counts({Verdict.MET: 3, Verdict.NOT_MET: 1}, 5)
    parts: list[QWidget] = [VerdictMark(verdict) for verdict in (*Verdict, None)]
    parts += [Pill(str(verdict), verdict) for verdict in Verdict]
    parts += [Pill("claimed met", role="partly", mark="⚠"), Pill("new", role="met", mark="★")]
    parts += [LevelBadge(Level.MUST, "MUST"), LevelBadge(Level.SHOULD, "SHOULD"), bar]
    holder = shown(qtbot, *parts)
    for name in ("light", "dark"):
        theme.apply(qapp, theme=name)
        assert not holder.grab().isNull()


def test_shapes_differ_without_colour(qtbot: QtBot) -> None:
    pictures = set()
    for verdict in (*Verdict, None):
        mark = VerdictMark(verdict, 24)
        qtbot.addWidget(mark)
        grey = mark.grab().toImage().convertToFormat(mark.grab().toImage().Format.Format_Mono)
        pictures.add(bytes(grey.constBits()))
    assert len(pictures) == 6


def test_icons_come_from_the_bundled_font(qapp: QApplication) -> None:
    assert not icons.icon("check").pixmap(16, 16).isNull()


def test_long_words_end_in_dots_and_stay_in_the_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("Empresa de Muestra S.A. de C.V. — Planta Apodaca")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.grab()
    assert label.toolTip().startswith("Empresa")


def test_prose_never_takes_markup_from_a_text(qtbot: QtBot) -> None:
    prose = Prose("<b>5 < 6</b>\nline")
    qtbot.addWidget(prose)
    assert "&lt;b&gt;" in prose.text()
    assert isinstance(prose, QLabel)


# lists


@dataclass(frozen=True)
class Line:
    name: str
    size: int


def test_rows_sort_and_filter_their_own_list_and_keep_the_selection() -> None:
    model = RowsModel(
        [
            Column("Name", lambda line: line.name),
            Column("Size", lambda line: str(line.size), lambda line: line.size, right=True),
        ]
    )
    rows = [Line(f"row {at % 97}", at) for at in range(1000)]
    model.set_rows(rows)
    kept = model.index(10, 0)
    from PySide6.QtCore import QPersistentModelIndex

    held = QPersistentModelIndex(kept)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.rows[0].size == 999
    assert model.row(held) == rows[10]
    model.keep(lambda line: line.size < 5)
    assert model.rowCount() == 5
    assert not held.isValid()
    assert model.data(model.index(0, 1)) == "4"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Size"


def test_what_a_menu_cuts_is_written_and_files_are_no_words(qtbot: QtBot) -> None:
    written: list[str] = []
    field = AutosaveEdit(lambda text, _burst: written.append(text), name="Note")
    shown(qtbot, field)
    field.set_text("uno dos")
    field.selectAll()
    field.cut()
    field.flush()
    assert written == [""]
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("a.jpg")])
    assert not field.canInsertFromMimeData(files)


def test_a_new_font_is_not_taken_for_typing(qtbot: QtBot, qapp: QApplication) -> None:
    written: list[str] = []
    field = AutosaveEdit(lambda text, _burst: written.append(text), name="Note")
    shown(qtbot, field)
    field.set_text("uno")
    theme.apply(qapp, theme="light", percent=150)
    QApplication.processEvents()
    field.flush()
    theme.apply(qapp, theme="light")
    assert written == []
