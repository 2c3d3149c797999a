"""What is written, recorded and kept on the walk, and that it stays where it was meant."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from assessor import evidence, observations, walk
from assessor.terms import Kind, Level, Verdict
from assessor.ui.dialogs.evidence_view import EvidenceView
from assessor.ui.main_window import MainWindow
from tests.ui.conftest import Press, type_into, when_open
from tests.ui.walk_driving import first, page_of, verdict_at

Write = Callable[[str], None]


# writing


def test_letters_are_letters_while_a_field_has_the_focus(
    window: MainWindow, visit: str, press: Press, write: Write
) -> None:
    page = page_of(window)
    ref = page.ref
    press(window, "N")
    write("3 sellos, junto al andén 1?")
    press(window, "Esc")
    assert page.ref == ref
    assert verdict_at(window, ref) is None
    assert page.hasFocus()
    assert page.point().seen == {"en": "3 sellos, junto al andén 1?"}
    press(window, "1")
    assert verdict_at(window, ref) == Verdict.MET


def test_typing_is_saved_after_the_pause_without_leaving(
    window: MainWindow, visit: str, press: Press, write: Write, qtbot: QtBot
) -> None:
    page = page_of(window)
    press(window, "P")
    write("Preguntar por el lote 2198")

    def saved() -> bool:
        row = walk.requirement(page.ws, visit, page.ref)
        return row.points[0].private_note == "Preguntar por el lote 2198"

    qtbot.waitUntil(saved, timeout=2500)
    assert page.right.note.hasFocus()


def test_going_on_saves_what_was_typed_where_it_was_typed(
    window: MainWindow, visit: str, press: Press, write: Write
) -> None:
    page = page_of(window)
    ref = page.ref
    press(window, "N")
    write("Visto")
    page.go_to(page.tree.step(ref, 1))
    assert walk.requirement(page.ws, visit, ref).points[0].seen == {"en": "Visto"}
    assert page.point().seen == {}
    assert page.right.seen.text() == {}


def test_both_languages_are_written_and_marked(
    window: MainWindow, visit: str, press: Press, write: Write
) -> None:
    page = page_of(window)
    press(window, "N")
    write("Seals")
    press(window, "Ctrl+L")
    write("Sellos")
    press(window, "Esc")
    assert page.point().seen == {"es": "Sellos", "en": "Seals"}
    assert page.right.seen._tabs["en"].text() == "EN ✓"


def test_undo_takes_back_typing_first_then_the_recorded_change(
    window: MainWindow, visit: str, press: Press, write: Write
) -> None:
    page = page_of(window)
    ref = page.ref
    press(window, "1", "N")
    write("abc")
    press(window, "Ctrl+Z")
    assert page.right.seen.text() == {}
    press(window, "Esc", "Ctrl+Z")
    assert verdict_at(window, ref) is None
    assert "Undone" in window.toast.text()
    press(window, "Ctrl+Shift+Z")
    assert verdict_at(window, ref) == Verdict.MET


# findings


def test_f_without_a_shortfall_explains_itself(
    window: MainWindow, visit: str, press: Press
) -> None:
    page_of(window).go_to(first(window, Level.MUST))
    press(window, "F")
    assert "press 2" in window.toast.text()


def test_f_records_a_finding_with_words(
    window: MainWindow, visit: str, press: Press, write: Write
) -> None:
    from assessor.ui.dialogs.observation import ObservationDialog

    page = page_of(window)
    page.go_to(first(window, Level.MUST))

    def act(dialog: ObservationDialog) -> None:
        type_into(dialog.focusWidget(), "Sello sin certificado")
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    press(window, "3")
    when_open(ObservationDialog, act)
    press(window, "F")
    [found] = observations.observations(page.ws, visit)
    assert (found.kind, found.refs) == (Kind.FINDING, (page.ref,))
    assert page.line().observations[0].id == found.id


# evidence


def photograph(folder: Path, name: str) -> Path:
    path = folder / name
    Image.new("RGB", (800, 600), "#8da2b2").save(path)
    return path


def test_files_are_dropped_several_at_once(
    window: MainWindow, visit: str, tmp_path: Path, qtbot: QtBot
) -> None:
    page = page_of(window)
    mime = QMimeData()
    files = [photograph(tmp_path, "a.jpg"), photograph(tmp_path, "b.png")]
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, mime, buttons, none)
    page.dropEvent(drop)
    qtbot.waitUntil(lambda: len(page.right.evidence.tiles) == 2, timeout=10_000)
    names = [piece.file_name for piece in evidence.evidence(page.ws, visit)]
    assert names == ["a.jpg", "b.png"]


def test_what_cannot_be_kept_is_said_and_nothing_is_added(
    window: MainWindow, visit: str, tmp_path: Path, qtbot: QtBot
) -> None:
    page = page_of(window)
    odd = tmp_path / "virus.exe"
    odd.write_bytes(b"MZ\x00\x00")
    page.add_evidence([odd])
    qtbot.waitUntil(window.banner.isVisible, timeout=5_000)
    assert "virus.exe" in window.banner.accessibleName()
    assert evidence.evidence(page.ws, visit) == []


def test_a_piece_is_shown_captioned_and_taken_out(
    window: MainWindow, visit: str, tmp_path: Path, qtbot: QtBot
) -> None:
    page = page_of(window)
    page.add_evidence([photograph(tmp_path, "a.jpg")])
    qtbot.waitUntil(lambda: len(page.right.evidence.tiles) == 1, timeout=10_000)

    def caption(dialog: EvidenceView) -> None:
        type_into(dialog.caption.edits["es"], "Sello 4471")
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    when_open(EvidenceView, caption)
    page.right.evidence.tiles[0].click()
    assert page.line().evidence[0].caption == {"es": "Sello 4471"}

    def take_out(dialog: EvidenceView) -> None:
        assert not dialog.out.isEnabled()
        type_into(dialog.reason, "Otra empresa")
        dialog.out.click()

    when_open(EvidenceView, take_out)
    page.right.evidence.tiles[0].click()
    assert page.line().evidence == ()
    [piece] = evidence.evidence(page.ws, visit)
    assert piece.removed_reason == "Otra empresa"
