"""The findings page, driven by keys; what the keys did is looked up in the database."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from assessor import evidence, observations, validations, walk
from assessor.facts import ObservationRow
from assessor.model import Report, SaqAnswer, SaqFile, Validation
from assessor.terms import Kind, Verdict
from assessor.ui.dialogs.choose_requirement import ChooseRequirement
from assessor.ui.dialogs.evidence_view import EvidenceView
from assessor.ui.dialogs.link_evidence import LinkEvidence
from assessor.ui.dialogs.observation import ObservationDialog
from assessor.ui.dialogs.risk_matrix import RiskMatrix
from assessor.ui.main_window import MainWindow
from assessor.ui.models.findings_model import first_sentence
from assessor.ui.pages.findings_page import FindingsPage, missing
from tests.ui.conftest import Press, start_visit

Write = Callable[[str], None]
MUST, OTHER_MUST, SHOULD = "6.2", "9.1", "1.2"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def findings(window: MainWindow) -> FindingsPage:
    """Open the findings of a visit with three shortfalls and nothing written up yet."""
    ws = window.desk.ws
    visit = start_visit(ws)
    window.desk.open_validation(visit)
    for ref in (MUST, OTHER_MUST, SHOULD):
        walk.assess(ws, validation_id=visit, ref=ref, verdict=Verdict.NOT_MET)
    return shown(window)


def shown(window: MainWindow, **where: str) -> FindingsPage:
    window.desk.go("findings", **where)
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, FindingsPage)
    return page


def record(page: FindingsPage, ref: str = MUST, **fields: object) -> str:
    text = fields.pop("text", {"es": "Sin sello. Cinco de cinco.", "en": "No seal. Five of five."})
    made = observations.record(
        page.ws, validation_id=page.validation_id, refs=[ref], text=text, **fields
    )
    QApplication.processEvents()
    return made


def stored(page: FindingsPage) -> list[ObservationRow]:
    return observations.observations(page.ws, page.validation_id)


def when_open(kind: type, *acts: Callable[..., object]) -> list[object]:
    """Let each of `acts` use the dialog of this kind as soon as it stands open."""
    seen: list[object] = []

    def look(left: int = 200) -> None:
        top = QApplication.activeModalWidget()
        if isinstance(top, kind) and top not in seen and top.isActiveWindow():
            seen.append(top)
            for act in acts:
                act(top)
        elif left:
            QTimer.singleShot(20, lambda: look(left - 1))

    QTimer.singleShot(20, look)
    return seen


def at(dialog: QWidget) -> QWidget:
    """Return what the keys go to: the window system may not have told Qt yet."""
    return dialog.focusWidget() or dialog


def keys(text: str) -> Callable[[QWidget], None]:
    return lambda dialog: QTest.keyClicks(at(dialog), text)


def key(
    code: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> Callable[[QWidget], None]:
    return lambda dialog: QTest.keyClick(at(dialog), code, held)


def mark_issued(page: FindingsPage, *, phase: str = "issued") -> None:
    with page.ws.change("Issue", validation_id=page.validation_id, unlocks=True) as session:
        session.add(
            Report(
                validation_id=page.validation_id,
                number="VR-1",
                version=1,
                report_kind="validation-report",
                copy_kind="company",
                languages=["es", "en"],
                file_format="pdf",
                sha256="0" * 64,
            )
        )
        session.get(Validation, page.validation_id).phase = phase
    QApplication.processEvents()


# nothing yet


def test_without_findings_the_page_says_what_would_make_one(findings: FindingsPage) -> None:
    assert findings.right.currentWidget() is findings.nothing
    assert not findings.list.isVisible()
    names = [made.accessibleName() for made in findings.nothing.buttons]
    assert names == ["Walk the requirements", "Record one here"]
    assert findings.foot() == "Nothing recorded yet"
    assert missing(findings.ws, findings.validation_id) == 2  # the two MUST without a finding


def test_n_chooses_a_requirement_and_its_level_decides(
    window: MainWindow, findings: FindingsPage, press: Press
) -> None:
    when_open(ChooseRequirement, keys(SHOULD), key(Qt.Key.Key_Return))
    seen = when_open(
        ObservationDialog,
        lambda dialog: said.append(dialog.kind_title.text()),
        keys("Falta gente de compras."),
        key(Qt.Key.Key_Return, CONTROL),
    )
    said: list[str] = []
    press(window, "N")
    [item] = stored(findings)
    assert said == ["Recommendation"]
    assert (item.kind, item.refs) == (Kind.RECOMMENDATION, (SHOULD,))
    assert item.text == {"es": "Falta gente de compras."}
    assert findings.current == item.id
    assert len(seen) == 1


# the list


def test_three_heads_with_counts_titles_due_and_languages(findings: FindingsPage) -> None:
    record(findings, OTHER_MUST, text={"es": "Cerca rota. Hueco de 60 cm."})
    record(findings)
    record(findings, SHOULD)
    record(findings, good_practice=True)
    model = findings.list.model
    lines = [model.index(at).data() for at in range(model.rowCount())]
    assert lines == [
        "Findings: actions required, 2",
        (
            "9.1, Cerca rota, Finding: action required, 90 days after the report,"
            " ES complete, EN missing"
        ),
        (
            "6.2, No seal, Finding: action required, 90 days after the report,"
            " ES complete, EN complete"
        ),
        "Recommendations, 1",
        "1.2, No seal, Recommendation, Advice: no due date, ES complete, EN complete",
        "Best practices, 1",
        "6.2, No seal, ES complete, EN complete",
    ]
    assert findings.foot() == "4 items · 1 text still untranslated"


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("Seals lapsed. None was sealed.", "Seals lapsed", "None was sealed."),
        ("Cable de 1.5 mm en todo. Nada más.", "Cable de 1.5 mm en todo", "Nada más."),
        ("La empresa S.A. de C.V. no sella.", "La empresa S.A. de C.V. no sella", ""),
        ("¿Quién sella? Nadie.", "¿Quién sella?", "Nadie."),
        ("No stop at all", "No stop at all", ""),
        ("First line\nsecond line", "First line", "second line"),
        ("", "", ""),
    ],
)
def test_the_first_sentence_is_the_title(text: str, first: str, rest: str) -> None:
    assert first_sentence(text) == (first, rest)


def test_j_and_k_go_through_the_list_over_its_heads(
    window: MainWindow, findings: FindingsPage, press: Press
) -> None:
    first, second = record(findings), record(findings, SHOULD)
    assert findings.current == first
    press(window, "J")
    assert findings.current == second
    assert findings.editor.head.badge.text == "SHOULD"
    press(window, "J", "K")
    assert findings.current == first


def test_only_untranslated_is_a_filter(
    window: MainWindow, findings: FindingsPage, press: Press
) -> None:
    record(findings)
    lacking = record(findings, OTHER_MUST, text={"en": "Fence breached."})
    press(window, "T")
    assert [item.id for item in findings.list.model.rows] == [lacking]
    press(window, "T")
    assert len(findings.list.model.rows) == 2


def test_search_finds_words_of_any_language_without_accents(
    window: MainWindow, findings: FindingsPage, press: Press, write: Write
) -> None:
    record(findings)
    wanted = record(findings, OTHER_MUST, text={"es": "Andén abierto."})
    press(window, "/")
    write("anden")
    assert [item.id for item in findings.list.model.rows] == [wanted]


# the texts


def test_enter_writes_in_the_language_that_is_missing_and_it_is_saved(
    window: MainWindow, qtbot: QtBot, findings: FindingsPage, press: Press, write: Write
) -> None:
    record(findings, text={"es": "Sin sello."})
    press(window, "Return")
    write("No seal")
    qtbot.waitUntil(lambda: stored(findings)[0].text.get("en") == "No seal", timeout=3000)
    assert findings.foot() == "1 item · complete in every language"
    press(window, "Escape", "Ctrl+Z")
    assert stored(findings)[0].text == {"es": "Sin sello."}
    assert findings.editor.texts["text"].text() == {"es": "Sin sello."}


def test_what_is_typed_stays_with_its_observation_when_going_on(
    window: MainWindow, findings: FindingsPage, press: Press, write: Write
) -> None:
    first, second = record(findings, text={"es": "Uno."}), record(findings, OTHER_MUST)
    press(window, "E")
    write("One.")
    press(window, "Escape", "J")
    texts = {item.id: item.text for item in stored(findings)}
    assert texts[first] == {"es": "Uno.", "en": "One."}
    assert "One." not in texts[second].values()


def test_a_gap_jumps_to_its_text_in_its_language(
    window: MainWindow, findings: FindingsPage
) -> None:
    made = record(findings, action={"es": "Comprar sellos."})
    shown(window, observation_id=made, field="action", language="en")
    assert QApplication.focusWidget() is findings.editor.texts["action"].edits["en"]
    assert QApplication.focusWidget().accessibleName() == "Action required · English"


def test_a_language_that_is_not_shown_keeps_its_words(
    window: MainWindow, findings: FindingsPage, press: Press, write: Write
) -> None:
    record(findings, text={"es": "Sin sello.", "fr": "Sans scellé."})
    press(window, "E")
    write("No seal.")
    findings.leave()
    assert stored(findings)[0].text["fr"] == "Sans scellé."


# head, risk, owner, sharing


def test_the_head_shows_verdict_and_what_the_company_claimed(findings: FindingsPage) -> None:
    record(findings)
    assert findings.editor.head.verdict.text == "Not met"
    assert not findings.editor.head.claim.isVisible()
    with findings.ws.change("Import", validation_id=findings.validation_id) as session:
        received = SaqFile(
            validation_id=findings.validation_id, file_name="a.xlsx", sha256="", ledger_sha256=""
        )
        session.add(received)
        session.add(
            SaqAnswer(
                validation_id=findings.validation_id, file_id=received.id, ref=MUST, claim="yes"
            )
        )
    QApplication.processEvents()
    assert findings.editor.head.claim.isVisible()
    assert findings.editor.head.claim.text == "company claimed met"
    assert findings.editor.head.claim.role == "partly"


def test_g_goes_to_the_requirement_in_the_walk(
    window: MainWindow, findings: FindingsPage, press: Press
) -> None:
    record(findings, OTHER_MUST)
    press(window, "G")
    assert window.current == "walk"
    assert window.page().ref == OTHER_MUST


def test_the_risk_is_chosen_in_the_matrix_with_arrows(
    window: MainWindow, findings: FindingsPage, press: Press
) -> None:
    record(findings)
    up, right = key(Qt.Key.Key_Up), key(Qt.Key.Key_Right)
    when_open(RiskMatrix, up, right, key(Qt.Key.Key_Return))
    press(window, "R")
    [item] = stored(findings)
    assert (item.likelihood, item.consequence, item.risk) == (4, 4, "high")
    assert findings.editor.facts.risk.text() == "High"
    assert findings.editor.facts.risk_words.text() == "Likely × Major"


def test_a_rating_can_be_taken_away(
    window: MainWindow, findings: FindingsPage, press: Press
) -> None:
    made = record(findings)
    ws, visit = findings.ws, findings.validation_id
    observations.change_observation(ws, visit, made, likelihood=5, consequence=5)
    buttons = when_open(RiskMatrix, lambda dialog: dialog._take((None, None)))
    press(window, "R")
    assert buttons
    assert stored(findings)[0].likelihood is None
    assert findings.editor.facts.risk.text() == "Rate it…"


def test_owner_and_private_note_save_themselves(
    window: MainWindow, findings: FindingsPage, press: Press, write: Write
) -> None:
    record(findings)
    findings.editor.facts.owner.setFocus()
    write("Security manager")
    press(window, "Escape", "P")
    write("Ask Luis")
    findings.leave()
    [item] = stored(findings)
    assert (item.owner, item.private_note) == ("Security manager", "Ask Luis")


def test_s_keeps_a_draft_internal_and_shares_it_again(
    window: MainWindow, findings: FindingsPage, press: Press
) -> None:
    record(findings)
    press(window, "S")
    assert stored(findings)[0].share is False
    assert "kept internal" in findings.list.model.index(1).data()
    press(window, "S")
    assert stored(findings)[0].share is True


def test_what_was_issued_cannot_be_withheld_and_says_why(
    window: MainWindow, findings: FindingsPage, press: Press
) -> None:
    record(findings)
    mark_issued(findings, phase="open")  # issued once, and opened again
    assert not findings.editor.sharing.internal.isEnabled()
    assert "cannot be withheld" in findings.editor.sharing.told.text()
    press(window, "S")
    assert stored(findings)[0].share is True


def test_an_issued_report_is_read_only_and_says_how_to_go_on(
    window: MainWindow, findings: FindingsPage, press: Press
) -> None:
    record(findings)
    mark_issued(findings)
    assert "reopen it" in findings.editor.gaps_text.text()
    assert findings.editor.texts["text"].edits["es"].isReadOnly()
    assert not findings.editor.remove.isEnabled()
    press(window, "Delete")
    assert len(stored(findings)) == 1


def test_delete_removes_and_undo_brings_back(
    window: MainWindow, findings: FindingsPage, press: Press
) -> None:
    first, second = record(findings), record(findings, OTHER_MUST)
    press(window, "Delete")
    assert [item.id for item in stored(findings)] == [second]
    assert findings.current == second
    press(window, "Ctrl+Z")
    assert {item.id for item in stored(findings)} == {first, second}


# requirements


def test_one_finding_over_several_requirements(findings: FindingsPage) -> None:
    record(findings)
    when_open(ChooseRequirement, keys(OTHER_MUST), key(Qt.Key.Key_Return))
    findings.editor.chips.choose()
    assert stored(findings)[0].refs == (MUST, OTHER_MUST)
    assert findings.editor.head.title.text().endswith("and 1 more")
    findings.editor.chips._take_away(MUST)
    assert stored(findings)[0].refs == (OTHER_MUST,)


def test_levels_do_not_mix_and_the_banner_says_so(
    window: MainWindow, findings: FindingsPage
) -> None:
    record(findings)
    when_open(ChooseRequirement, keys(SHOULD), key(Qt.Key.Key_Return))
    findings.editor.chips.choose()
    assert stored(findings)[0].refs == (MUST,)
    assert window.banner.isVisible()
    assert findings.editor.chips.refs == (MUST,)


def test_shortfalls_without_words_are_owed_and_written_up(
    window: MainWindow, findings: FindingsPage
) -> None:
    record(findings)
    assert findings.list.owed.text().startswith("2 shortfalls")
    when_open(ChooseRequirement, keys(OTHER_MUST), key(Qt.Key.Key_Return))
    when_open(ObservationDialog, keys("Cerca rota."), key(Qt.Key.Key_Return, CONTROL))
    findings.write_up()
    assert findings.list.owed.text().startswith("1 shortfall to")
    assert {item.refs[0] for item in stored(findings)} == {MUST, OTHER_MUST}


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


# living on


def test_language_switch_keeps_the_place(window: MainWindow, findings: FindingsPage) -> None:
    record(findings)
    second = record(findings, OTHER_MUST)
    shown(window, observation_id=second)
    window.desk.settle(language="es")
    assert window.page().current == second
    assert isinstance(window.page().search_field(), QLineEdit)


def test_missing_counts_texts_and_shortfalls_that_forbid_the_issue(
    findings: FindingsPage,
) -> None:
    record(findings, text={"es": "Sin sello."})
    record(findings, OTHER_MUST)
    assert missing(findings.ws, findings.validation_id) == 1
    assert len(validations.gaps_of(findings.ws, findings.validation_id)) > 1
