"""Ten containers in a yard, filled with the keyboard alone, up to the annex of the report."""

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from PySide6.QtWidgets import QApplication

from assessor import config, reports
from assessor.ui import app as starter
from assessor.ui.main_window import MainWindow
from tests.journeys import looking
from tests.journeys.person import Person, play
from tests.ui.conftest import start_visit
from tests.ui.worksheets_driving import FORM, content, known_forms

CONTAINERS = [f"MSKU {number}" for number in range(101, 111)]
BAD = "MSKU 104"


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """Open the walk of a visit; the yard check is among the forms."""
    starter.make_app()
    folder = tmp_path / "workspace"
    config.save_settings(folder, config.Settings(name="Ana Ruiz", language="en"))
    with known_forms(tmp_path / "own", content()):
        made = starter.start(qapp, folder)
        made.resize(1366, 768)
        made.show()
        yield made
        made.close()
        made.deleteLater()
        QApplication.processEvents()


def test_ten_containers_are_filled_by_keys_and_stand_in_the_report(
    window: MainWindow, tmp_path: Path
) -> None:
    def story(person: Person) -> None:
        person.sees("No validation yet")
        person.see(lambda: open_visit(window))
        begin_at_the_requirement(person)
        for number in CONTAINERS:
            fill_one(person, number)
        filled_as_typed(window.desk.folder)
        record_the_shortfall(person)

    play(story)
    the_annex_holds_all(window, tmp_path)


def open_visit(window: MainWindow) -> None:
    """Open the walk of a visit that was started elsewhere."""
    window.desk.open_validation(start_visit(window.desk.ws))
    window.desk.go("walk", ref="5.3")


def begin_at_the_requirement(person: Person) -> None:
    """Press W, look for the form, begin the first sheet."""
    person.sees("Verdict on site", "Forms to fill on the spot: press W.")
    person.press("W")
    person.sees("Yard check yard-check (en)")
    person.press("/")
    person.type(FORM)
    person.press("Return")
    person.holds("Container number (en)")


def fill_one(person: Person, number: str) -> None:
    """Fill a sheet from its first field to its last point; then the next one is there."""
    if number != CONTAINERS[0]:
        person.press("Ctrl+N")
    person.holds("Container number (en)")
    person.type(number)
    person.press("Return", "1", "Return")
    person.type("1405")
    person.press("Return")
    person.type("1219")
    person.press("Return")
    person.type("1180" if number == BAD else "1203")
    person.press("Return", *"YYYYYY")


def filled_as_typed(folder: Path) -> None:
    """Look into the database: ten sheets, each with what was typed."""
    query = (
        'select json_extract("values", \'$."unit.number"\'), number from worksheet order by number'
    )
    assert looking.rows(folder, query) == [(name, at) for at, name in enumerate(CONTAINERS, 1)]
    query = 'select json_extract("values", \'$."points.p3.clean"\') from worksheet'
    assert set(looking.rows(folder, query)) == {("yes",)}


def record_the_shortfall(person: Person) -> None:
    """Go back to the requirement and record what the fourth container proposes."""
    person.press("Alt+Left")
    person.sees("A false wall is possible. (en) Difference (en): 39 cm (at most 25 cm).")
    person.press("A")
    person.sees("Finding recorded")


def the_annex_holds_all(window: MainWindow, out: Path) -> None:
    """Read the report: every container in the annex, the finding in its place."""
    desk = window.desk
    [finding] = desk.visit().observations
    assert finding.refs == ("5.3",)
    path = reports.export(
        desk.ws,
        desk.validation_id or "",
        "validation-report",
        languages=("en",),
        format="docx",
        out=out / "report.docx",
    )
    written = docx.Document(str(path))
    cells = {cell.text for table in written.tables for row in table.rows for cell in row.cells}
    told = " ".join([*cells, *(paragraph.text for paragraph in written.paragraphs)])
    assert all(number in told for number in CONTAINERS)
    assert "A false wall is possible." in told
