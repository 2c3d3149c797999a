"""Worksheets without a window: forms, sheets filled by path, proposals taken up or set aside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assessor.store.workspace import Workspace
from tests import files, form_case, make
from tests.cli.conftest import Run

SOUND = "points.floor.sound"


@pytest.fixture
def visit(folder: Path, tmp_path: Path) -> Iterator[make.Case]:
    """A visit on the small checklist, with the form that has a field of every kind."""
    with make.small_known(tmp_path / "own"):
        workspace = Workspace.open(folder, by="Ana Ruiz")
        yield make.visit(workspace, "small")
        workspace.close()


def begun(run: Run) -> str:
    """Begin a sheet; return how the line names it."""
    answer = run("sheet-start", "V", form_case.FORM, "--site", "Planta Norte", data=True)
    assert answer.code == 0, answer.err
    return f"{answer.json['form']}:{answer.json['number']}"


def test_forms_are_listed_all_and_by_checklist(run: Run, visit: make.Case) -> None:
    found = run("worksheets", data=True).json
    assert {"container-inspection", form_case.FORM} <= {item["id"] for item in found}
    (only,) = run("worksheets", "--checklist", "small", data=True).json
    assert (only["id"], only["links"]) == (form_case.FORM, {"small": ["1.1", "2.1", "1.2"]})
    assert "Every kind (en)" in run("worksheets", "--checklist", "small").out


def test_a_form_is_shown_by_the_paths_of_its_fields(run: Run, visit: make.Case) -> None:
    fields = {item["id"]: item for item in run("worksheets", form_case.FORM, data=True).json}
    assert fields[SOUND]["level"] == "must"
    assert fields["head.grade"]["options"] == ["good", "poor"]
    assert "threats.ROW.threat" in fields
    assert "points.ROW.sound" not in fields
    assert "head.height" in run("worksheets", form_case.FORM).out
    assert run("worksheets", "nothing").code == 1


def test_a_bad_form_is_named_and_the_others_are_listed(
    run: Run, visit: make.Case, tmp_path: Path
) -> None:
    form_case.write(tmp_path / "own", form_case.content() | {"colour": "red"}, "bad.yaml")
    answer = run("worksheets")
    assert answer.code == 0
    assert "bad.yaml" in answer.err
    assert form_case.FORM in answer.out


def test_a_sheet_is_begun_filled_and_listed(run: Run, visit: make.Case) -> None:
    sheet = begun(run)
    assert run("sheets", "V", data=True).json[0]["blank"]
    words = ("head.unit=MSKU 1", "head.outside=606", "head.inside=540,5", "points.2.clean=yes")
    filled = run("sheet-fill", "V", sheet, *words, "--note", "Ask again", data=True).json
    assert filled["values"]["head.inside"] == 540.5
    assert (filled["name"], filled["site"], filled["note"]) == (
        "MSKU 1",
        "Planta Norte",
        "Ask again",
    )
    wall = next(item for item in filled["scores"] if item["id"] == "wall")
    assert (wall["number"], wall["complete"]) == (65.5, True)
    worst = next(item for item in filled["scores"] if item["id"] == "worst")
    assert (worst["number"], worst["band"], worst["complete"]) == (None, "", False)
    assert [item["id"] for item in filled["shortfalls"]] == ["wall"]
    shown = run("sheets", "V").out
    assert "every-kind:1" in shown
    assert "wall (en): 65.5" in shown
    cleared = run("sheet-fill", "V", filled["id"][:-4], "head.inside=", data=True).json
    assert "head.inside" not in cleared["values"]


def test_rows_are_added_on_the_line(run: Run, visit: make.Case) -> None:
    sheet = begun(run)
    words = (
        "--add-row",
        "threats=Theft",
        "threats.ROW.likelihood=s5",
        "threats.ROW.consequence=s5",
    )
    filled = run("sheet-fill", "V", sheet, *words, data=True).json
    (row,) = filled["rows"]["threats"]
    assert row["label"] == {"und": "Theft"}
    risk = next(item for item in filled["scores"] if item["score_id"] == "risk")
    assert (risk["band"], risk["row_id"]) == ("extreme", row["id"])
    assert run("sheet-fill", "V", sheet, "threats.1.threat=2").code == 0


def test_photographs_are_given_by_their_number(run: Run, visit: make.Case, tmp_path: Path) -> None:
    sheet = begun(run)
    path = tmp_path / "floor.jpg"
    path.write_bytes(files.photograph(size=(40, 30)))
    piece = run("evidence", "V", "1.1", path, data=True).json["id"]
    filled = run("sheet-fill", "V", sheet, "points.floor.photo=1", data=True).json
    assert filled["values"] == {"points.floor.photo": [piece]}
    assert run("sheet-fill", "V", sheet, "points.floor.photo=9").code == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["head.height"], 2, "head.height"),
        (["head.height=tall"], 1, "0 – 20"),
        (["head.colour=red"], 1, "unit, seal"),
        ([f"{SOUND}=na"], 1, "needs a reason"),
        (["--add-row", "points"], 1, "threats, items"),
    ],
)
def test_what_cannot_be_filled_is_told(
    run: Run, visit: make.Case, words: list[str], code: int, said: str
) -> None:
    sheet = begun(run)
    answer = run("sheet-fill", "V", sheet, *words)
    assert (answer.code, said in answer.err) == (code, True), answer.err
    assert run("sheets", "V", data=True).json[0]["blank"]


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(run: Run, visit: make.Case) -> None:
    sheet = begun(run)
    answer = run("sheet-fill", "V", "every-kind:7", "head.unit=X")
    assert answer.code == 1
    assert sheet in answer.err
    assert run("sheet-remove", "V", sheet, data=True).json["removed"]
    assert "sheet-start" in run("sheets", "V").out
    assert run("undo", "V").code == 0
    assert sheet in run("sheets", "V").out


def test_proposals_are_listed_taken_up_and_set_aside(run: Run, visit: make.Case) -> None:
    sheet = begun(run)
    assert "nowhere" in run("proposals", "V").out
    run("sheet-fill", "V", sheet, f"{SOUND}=no", "head.grade=poor")
    found = {item["key"]: item for item in run("proposals", "V", data=True).json}
    assert (found[SOUND]["state"], found[SOUND]["kind"]) == ("open", "finding")
    assert [item["key"] for item in run("proposals", "V", "--ref", "1.2", data=True).json] == [
        "head.grade"
    ]
    made = run("proposal-accept", "V", sheet, SOUND, data=True).json
    assert (made["kind"], made["refs"]) == ("finding", ["2.1"])
    words = ("proposal-dismiss", "V", sheet, "head.grade", "--reason")
    assert run(*words, " ").code == 2
    assert run(*words, "Painted since").code == 0
    states = {item["key"]: item["state"] for item in run("proposals", "V", data=True).json}
    assert states == {SOUND: "taken", "head.grade": "dismissed"}
    shown = run("proposals", "V").out
    assert "Taken up" in shown
    assert "Set aside" in shown
    assert run("proposal-accept", "V", sheet, SOUND).code == 1


@pytest.mark.parametrize("words", [("site", "V", " "), ("person", "V", "")])
def test_nobody_and_no_place_is_without_a_name(
    run: Run, case: make.Case, words: tuple[str, ...]
) -> None:
    refused = run(*words)
    assert refused.code == 2
    assert "a name cannot be blank" in refused.err
