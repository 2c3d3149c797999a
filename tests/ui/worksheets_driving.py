"""What the tests of worksheets share: forms of their own, and what the keys left behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from assessor import worksheets
from assessor.forms.sheets import SheetRow
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.worksheets_page import WorksheetsPage
from tests import make
from tests.make import both

CHECKLIST = "ctpat-msc-foreign-manufacturer"
FORM = "yard-check"


def _field(field_id: str, kind: str, label: str, **more: Any) -> dict[str, Any]:
    return {"id": field_id, "kind": kind, "label": both(label), **more}


def content(form_id: str = FORM, *, points: int = 3, links: str = "5.3") -> dict[str, Any]:
    """Return a form as a validator fills it in a yard: head, points, rows, measures."""
    grades = [
        {"id": "h", "label": both("H high security")},
        {"id": "i", "label": both("I indicative"), "level": "must"},
    ]
    named = [{"id": f"p{at}", "label": both(f"Point {at}")} for at in range(1, points + 1)]
    return {
        "id": form_id,
        "edition": "1",
        "languages": ["es", "en"],
        "title": both(f"Yard check {form_id}"),
        "purpose": both("See that the unit is sound."),
        "source": {"title": both("Source"), "reference": "S 1", "prevails": both("It prevails")},
        "links": {CHECKLIST: [links]},
        "sections": [
            {
                "id": "unit",
                "title": both("Unit"),
                "fields": [
                    _field("number", "text", "Container number", names=True),
                    _field("seal", "choice", "Seal class", options=grades, short=both("Weak."),
                           links={CHECKLIST: ["6.2"]}),
                    _field("day", "date", "Day"),
                    _field("hour", "time", "Hour"),
                    _field("outside", "number", "Outside", unit="cm", min=100, max=1700),
                    _field("inside", "number", "Inside", unit="cm", min=100, max=1700),
                ],
            },
            {
                "id": "points",
                "title": both("Points"),
                "rows": {"label": both("Point {number}"), "named": named, "more": False},
                "fields": [
                    _field("sound", "point", "Sound", level="must", short=both("Damaged."),
                           action=both("Repair.")),
                    _field("clean", "point", "Clean", level="should"),
                    _field("photo", "photo", "Photographs"),
                ],
            },
            {
                "id": "seals",
                "title": both("Seals"),
                "rows": {"label": both("Seal {number}")},
                "fields": [_field("seal", "seal", "Seal number")],
            },
            {"id": "end", "title": both("End"), "fields": [_field("said", "long_text", "Remarks")]},
        ],
        "scores": [
            {"id": "wall", "kind": "difference", "of": ["unit.outside", "unit.inside"],
             "title": both("Difference"), "unit": "cm", "at_most": 25, "level": "must",
             "short": both("A false wall is possible.")},
            {"id": "met", "kind": "share", "title": both("Points met")},
        ],
    }  # fmt: skip


@contextmanager
def known_forms(folder: Path, *forms: dict[str, Any]) -> Iterator[None]:
    """Let the program know forms of one's own."""
    for form in forms:
        make.write_yaml(folder / "worksheets" / f"{form['id']}.yaml", form)
    with make.own_folder(folder):
        yield


def page_of(window: MainWindow) -> WorksheetsPage:
    """Return the worksheets that are shown."""
    page = window.page()
    assert isinstance(page, WorksheetsPage)
    return page


def sheets(window: MainWindow) -> tuple[SheetRow, ...]:
    """Return the sheets that stand in the database."""
    return worksheets.sheets(window.desk.ws, window.desk.validation_id or "")


def offered(window: MainWindow) -> None:
    """Wait until the forms have been read."""
    while not page_of(window).forms:
        QApplication.processEvents()


def settle(window: MainWindow) -> None:
    """Wait until the form is built, and what is read a moment later has been read."""
    page = page_of(window)
    while page.middle.form is not None and page.middle.form.building:
        QApplication.processEvents()
    page.refresh()
    QApplication.processEvents()
