"""Recording an observation, its evidence, and that every control can be named and reached."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from assessor import evidence
from assessor.ui.dialogs.evidence_view import EvidenceView
from assessor.ui.dialogs.link_evidence import LinkEvidence
from assessor.ui.dialogs.observation import ObservationDialog
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.findings_page import FindingsPage
from tests.ui.findings_case import (
    MUST,
    SHOULD,
    key,
    record,
    stored,
    when_open,
    with_shortfalls,
)


@pytest.fixture
def findings(window: MainWindow) -> FindingsPage:
    """Open the findings of a visit with three shortfalls and nothing written up yet."""
    return with_shortfalls(window)


# the dialog that the walk opens


def open_dialog(page: FindingsPage, *refs: str, **fields: object) -> ObservationDialog:
    return ObservationDialog(page, page.validation_id, refs, **fields)


def test_the_dialog_says_what_the_level_makes_of_it(findings: FindingsPage) -> None:
    dialog = open_dialog(findings, MUST)
    assert dialog.kind_title.text() == "Finding: action required"
    assert dialog.kind_text.text() == "The answer is due: 90 days after the report."
    assert dialog.action_label.text() == "Action required"
    dialog = open_dialog(findings, SHOULD)
    assert dialog.kind_title.text() == "Recommendation"
    assert dialog.action_label.text() == "Suggested action"
    dialog = open_dialog(findings, "6.1")
    assert "no verdict falls short yet" in dialog.kind_text.text()
    dialog = open_dialog(findings, MUST, good_practice=True)
    assert dialog.kind_title.text() == "Best practice"
    assert dialog.action.isHidden()


def test_the_dialog_refuses_a_mix_before_recording(findings: FindingsPage) -> None:
    dialog = open_dialog(findings, MUST, SHOULD)
    assert not dialog.accept_button.isEnabled()
    assert "6.2 falls short of a MUST" in dialog.kind_title.text()
    dialog.chips._take_away(SHOULD)
    assert dialog.accept_button.isEnabled()


def test_the_dialog_wants_a_text(findings: FindingsPage) -> None:
    dialog = open_dialog(findings, MUST)
    dialog.accept()
    assert not dialog.trouble.isHidden()
    assert stored(findings) == []


def test_words_put_aside_wait_for_the_next_time(findings: FindingsPage) -> None:
    dialog = open_dialog(findings, MUST)
    QTest.keyClicks(dialog.text.edits["es"], "Sin sello")
    dialog.reject()
    again = open_dialog(findings, MUST)
    assert again.text.text() == {"es": "Sin sello"}
    again.accept()
    assert stored(findings)[0].text == {"es": "Sin sello"}
    assert open_dialog(findings, MUST).text.text() == {}


# evidence


def photograph(folder: Path, name: str = "seal.jpg", shade: int = 90) -> Path:
    path = folder / name
    Image.new("RGB", (640, 480), (shade, 60, 60)).save(path)
    return path


def drop(page: FindingsPage, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, Qt.MouseButton.NoButton, none))


def test_a_dropped_photograph_becomes_evidence_of_the_finding(
    qtbot: QtBot, findings: FindingsPage, tmp_path: Path
) -> None:
    record(findings)
    drop(findings, photograph(tmp_path))
    qtbot.waitUntil(lambda: bool(stored(findings)[0].evidence), timeout=5000)
    qtbot.waitUntil(lambda: findings.editor.facts.evidence.text() == "1 photo", timeout=2000)
    assert len(findings.editor.evidence.strip.tiles) == 1


def test_what_the_visit_has_can_be_linked_and_unlinked(
    window: MainWindow, findings: FindingsPage, tmp_path: Path
) -> None:
    ws, visit = findings.ws, findings.validation_id
    piece = evidence.add(ws, validation_id=visit, path=photograph(tmp_path), refs=(MUST,))
    record(findings)
    assert findings.editor.evidence.link.isEnabled()
    when_open(LinkEvidence, key(Qt.Key.Key_Space), key(Qt.Key.Key_Return))
    findings.editor.evidence.link_one()
    assert [item.id for item in stored(findings)[0].evidence] == [piece]
    when_open(EvidenceView, lambda view: view._take_away())
    findings.editor.evidence.strip.tiles[0].click()
    assert stored(findings)[0].evidence == ()
    assert evidence.evidence(ws, visit)[0].removed_at is None


def test_evidence_is_taken_out_with_a_reason(
    window: MainWindow, findings: FindingsPage, tmp_path: Path
) -> None:
    ws, visit = findings.ws, findings.validation_id
    made = record(findings)
    evidence.add(ws, validation_id=visit, path=photograph(tmp_path), observation_id=made)
    QApplication.processEvents()

    def act(view: EvidenceView) -> None:
        QTest.keyClicks(view.reason, "Wrong dock")
        view.out.click()

    when_open(EvidenceView, act)
    findings.editor.evidence.strip.tiles[0].click()
    assert stored(findings)[0].evidence == ()
    assert evidence.evidence(ws, visit)[0].removed_reason == "Wrong dock"


# everyone


def controls(within: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit)
    return [each for kind in kinds for each in within.findChildren(kind) if each.isVisible()]


def test_every_control_has_a_name(findings: FindingsPage) -> None:
    record(findings)
    nameless = [
        each
        for each in controls(findings)
        if not each.accessibleName() and each.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert nameless == []


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_nothing_is_cut_off_at_the_side(
    window: MainWindow, findings: FindingsPage, scale: int
) -> None:
    window.resize(1366, 768)
    record(findings)
    window.desk.settle(scale=scale)
    QApplication.processEvents()
    page = window.page()
    area = page.editor.area
    assert area.widget().width() <= area.viewport().width()
    for edit in page.editor.texts["text"].edits.values():
        assert edit.width() > 100 * scale / 100
