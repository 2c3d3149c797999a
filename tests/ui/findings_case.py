"""What the tests of the findings share: a visit with shortfalls, and hands for the dialogs."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from assessor import observations, walk
from assessor.facts import ObservationRow
from assessor.model import Report, Validation
from assessor.terms import Verdict
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.findings_page import FindingsPage
from tests.ui.conftest import start_visit

MUST, OTHER_MUST, SHOULD = "6.2", "9.1", "1.2"
CONTROL = Qt.KeyboardModifier.ControlModifier


def with_shortfalls(window: MainWindow) -> FindingsPage:
    """Open the findings of a visit with three shortfalls and nothing written up yet."""
    ws = window.desk.ws
    visit = start_visit(ws)
    window.desk.open_validation(visit)
    for ref in (MUST, OTHER_MUST, SHOULD):
        walk.assess(ws, validation_id=visit, ref=ref, verdict=Verdict.NOT_MET)
    return shown(window)


def shown(window: MainWindow, **where: str) -> FindingsPage:
    """Go to the findings, perhaps to a place there."""
    window.desk.go("findings", **where)
    QApplication.processEvents()
    page = window.page()
    assert isinstance(page, FindingsPage)
    return page


def record(page: FindingsPage, ref: str = MUST, **fields: object) -> str:
    """Record an observation in both languages unless `text` says otherwise; return its id."""
    text = fields.pop("text", {"es": "Sin sello. Cinco de cinco.", "en": "No seal. Five of five."})
    made = observations.record(
        page.ws, validation_id=page.validation_id, refs=[ref], text=text, **fields
    )
    QApplication.processEvents()
    return made


def stored(page: FindingsPage) -> list[ObservationRow]:
    """Return what the database holds."""
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
    """Type words into what has the focus in a dialog."""
    return lambda dialog: QTest.keyClicks(at(dialog), text)


def key(
    code: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> Callable[[QWidget], None]:
    """Press a key on what has the focus in a dialog."""
    return lambda dialog: QTest.keyClick(at(dialog), code, held)


def mark_issued(page: FindingsPage, *, phase: str = "issued") -> None:
    """Let the report be issued, or issued once and opened again."""
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
