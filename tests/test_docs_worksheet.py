"""The example of the page on writing worksheets loads, is filled and told as the page says."""

import re
from pathlib import Path

import pytest

from assessor import checklist as checklists
from assessor import forms, worksheets
from assessor.forms.checking import _FIELD_KEYS, _SCORE_KEYS
from assessor.reports import build
from assessor.store.workspace import Workspace
from assessor.terms import Kind
from tests import make
from tests.report_reading import said

PAGE = Path(__file__).parent.parent / "docs" / "writing_a_worksheet.md"


@pytest.fixture
def example(tmp_path: Path) -> str:
    """The file as the page shows it."""
    (found,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


def test_a_newcomer_adds_a_worksheet_as_one_new_file(
    workspace: Workspace, tmp_path: Path, example: str
) -> None:
    with make.own_folder(tmp_path / "checklists") as own:
        (own / "worksheets").mkdir()
        (own / "worksheets" / "key_cabinet.yaml").write_text(example, encoding="utf-8")
        checklists.reload()
        assert not forms.faults()
        case = make.visit(workspace)
        assert "key-cabinet" in {item.id for item in worksheets.offered(workspace, case.id, "9.1")}
        sheet = worksheets.start_sheet(workspace, case.id, form_id="key-cabinet")
        row = worksheets.add_row(workspace, case.id, sheet, section_id="missing")
        values = {
            "cabinet.number": "K-7",
            "cabinet.where": "Gate 2",
            "cabinet.registered": 40,
            "cabinet.counted": 38,
            "points.locked": "no",
            "points.signed": "yes",
            "points.copies": "unknown",
            f"missing.{row}.likelihood": 4,
        }
        worksheets.fill(workspace, case.id, sheet, values)
    found = {item.key: item for item in worksheets.proposals(workspace, case.id)}
    assert found.keys() == {"points.locked", "points.copies", "gap"}
    assert all(item.refs == ("9.1",) for item in found.values())
    assert found["gap"].text["en"] == (
        "Keys are missing or too many. Difference: 2 (at most 0)."
        " Where: Key control, No. 1 (K-7) · Gate 2."
    )
    assert found["points.locked"].kind is Kind.FINDING
    scores = {item.score_id: item for item in worksheets.sheet(workspace, case.id, sheet).scores}
    assert (scores["gap"].number, scores["met"].number) == (2, 50)
    assert not scores["risk"].complete
    text = said(build(workspace, case.id, "validation-report", ("en",), "internal").blocks)
    assert {"Key control", "K-7", "Incomplete"} <= set(text)


def test_the_page_names_every_kind_and_the_example_has_every_kind_of_field(example: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for kind in (*_FIELD_KEYS, *_SCORE_KEYS):
        assert f"`{kind}`" in page, kind
    for kind in _FIELD_KEYS:
        assert f"kind: {kind}" in example, kind
