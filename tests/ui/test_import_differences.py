"""What a second file changes: all of it is shown, a screenful at once and the rest in slices."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from assessor import checklist as checklists
from assessor import saq
from assessor.checklist import Checklist
from assessor.saq.plan import Differences
from assessor.saq.types import SaqPreview
from assessor.ui.main_window import MainWindow
from assessor.ui.panels.import_differences import ImportDifferences
from assessor.ui.widgets.card import Card
from tests import saq_samples as forms
from tests.ui.conftest import start_visit


@pytest.fixture
def checklist() -> Checklist:
    return checklists.checklist(forms.MANUFACTURER)


@pytest.fixture
def changed(window: MainWindow) -> Differences:
    """Every answer of a form, changed in the second file."""
    validation_id = start_visit(window.desk.ws)

    def shown(word: str) -> SaqPreview:
        asked = [replace(one, text=f"{word} {one.text}") for one in forms.manufacturer()]
        return forms.read(forms.as_csv(forms.rows_of(asked, "es")))

    saq.accept(window.desk.ws, shown("Antes"), validation_id=validation_id)
    return saq.differences(window.desk.ws, shown("Ahora"), validation_id)


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> ImportDifferences:
    made = ImportDifferences(print)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    return made


def _cards(panel: ImportDifferences) -> int:
    return sum(not card.isHidden() for card in panel.findChildren(Card))


def test_many_changes_are_shown_in_slices_and_in_order(
    panel: ImportDifferences, changed: Differences, checklist: Checklist, qtbot: QtBot
) -> None:
    assert len(changed.changed) == 95
    panel.show_differences(changed, checklist)
    assert 0 < len(panel.findChildren(Card)) < 20  # nobody waits for what is below
    qtbot.waitUntil(lambda: _cards(panel) == 95, timeout=30_000)
    cards = sorted(panel.findChildren(Card), key=lambda card: card.y())
    names = [card.findChildren(QPushButton)[0].text().split()[0] for card in cards]
    assert names == [item.ref for item in changed.changed]


def test_what_is_shown_next_is_not_mixed_with_what_was_still_to_come(
    panel: ImportDifferences, changed: Differences, checklist: Checklist, qtbot: QtBot
) -> None:
    panel.show_differences(changed, checklist)
    panel.show_differences(replace(changed, changed=changed.changed[:2]), checklist)
    qtbot.wait(300)
    assert _cards(panel) == 2


def test_what_is_no_longer_in_the_file_is_named(
    panel: ImportDifferences, changed: Differences, checklist: Checklist, qtbot: QtBot
) -> None:
    gone = tuple(replace(item, new=None) for item in changed.changed[:3])
    panel.show_differences(Differences(same=0, new=(), changed=(), gone=gone), checklist)
    qtbot.wait(50)
    told = " ".join(made.text() for made in panel.findChildren(QLabel))
    assert all(f"{item.ref}  " in told for item in gone)
    assert _cards(panel) == 0
