"""The findings page, driven by keys; what the keys did is looked up in the database."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from assessor import improvement, observations, validations
from assessor.i18n import format_date
from assessor.model import SaqAnswer, SaqFile, Validation
from assessor.terms import Kind
from assessor.ui.dialogs.choose_requirement import ChooseRequirement
from assessor.ui.dialogs.observation import ObservationDialog
from assessor.ui.dialogs.risk_matrix import RiskMatrix
from assessor.ui.main_window import MainWindow
from assessor.ui.models.findings_model import first_sentence
from assessor.ui.pages.findings_page import FindingsPage, missing
from tests.ui.conftest import Press
from tests.ui.findings_case import (
    CONTROL,
    MUST,
    OTHER_MUST,
    SHOULD,
    key,
    keys,
    mark_issued,
    record,
    shown,
    stored,
    when_open,
    with_shortfalls,
)

Write = Callable[[str], None]


@pytest.fixture
def findings(window: MainWindow) -> FindingsPage:
    """Open the findings of a visit with three shortfalls and nothing written up yet."""
    return with_shortfalls(window)


# nothing yet


def test_without_findings_the_page_says_what_would_make_one(findings: FindingsPage) -> None:
    assert findings.right.currentWidget() is findings.nothing
    assert findings.list.owed.text() == "3 shortfalls to write up →"
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


def test_a_day_that_was_extended_is_shown_with_the_word(
    window: MainWindow, findings: FindingsPage
) -> None:
    made = record(findings)
    mark_issued(findings)
    issued = datetime(2026, 11, 3, 12, tzinfo=UTC)
    with findings.ws.change("Issue", validation_id=findings.validation_id, unlocks=True) as session:
        session.get(Validation, findings.validation_id).issued_at = issued
    reckoned = window.desk.visit().observations[0].due_on
    assert reckoned is not None
    shown(window, observation_id=made)
    facts = findings.editor.facts
    assert facts.due.text() == format_date(reckoned)
    assert facts.reckoned.text().startswith("90 calendar days after the report of")
    later = reckoned + timedelta(days=30)
    asked = improvement.ask_extension(
        findings.ws, findings.validation_id, observation_id=made, reason="Late", new_date=later
    )
    improvement.decide_extension(findings.ws, findings.validation_id, asked, granted=True)
    QApplication.processEvents()
    assert facts.due.text() == f"{format_date(later)}, extended"
    assert facts.reckoned.text().startswith(f"Reckoned: {format_date(reckoned)}, 90 calendar days")
    lit = findings.list.view.currentIndex()
    assert "extended" in lit.data(Qt.ItemDataRole.AccessibleTextRole)
