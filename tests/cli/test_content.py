"""Own content by command: tables become drafts, faults are named, editions compared and moved."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessor import checklist as checklists
from assessor.cli import main
from tests import make
from tests.criteria_samples import SAMPLES

TABLE = str(SAMPLES / "criteria_en.xlsx")
TITLE = ("--id", "our-aeo", "--title", "en=Our AEO", "--title", "es=Nuestro OEA")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """A data folder whose checklists are searched, and forgotten afterwards."""
    with make.own_folder(tmp_path / "checklists"):
        yield tmp_path


def run(own: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict, str]:  # type: ignore[type-arg]
    """Carry a command out; return exit code, JSON and what stands on standard error."""
    code = main([*words, "--workspace", str(own), "--lang", "en", "--json"])
    said = capsys.readouterr()
    return code, json.loads(said.out), said.err


def test_a_table_becomes_a_draft_in_the_own_folder(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("checklist", "new-from", TABLE, *TITLE, "--languages", "en,es")
    code, planned, _err = run(own, capsys, *words, "--dry-run")
    assert (code, planned["written"]) == (0, None)
    code, made, _err = run(own, capsys, *words)
    path = own / "checklists" / "our_aeo.yaml"
    assert (code, made["written"]) == (0, str(path))
    assert made["counts"] == {"read": 22, "accepted": 9, "to_check": 6, "no_requirement": 7}
    assert made["rows"] == planned["rows"]
    assert made["missing_languages"] == ["es"]
    assert [item["requirements"] for item in made["sections"]] == [4, 4]
    assert sum(item["code"] == "to_check" for item in made["missing"]) == 6
    _code, listed, _err = run(own, capsys, "checklists")
    mine = next(item for item in listed if item["id"] == "our-aeo")  # type: ignore[call-overload]
    assert (mine["draft"], mine["to_check"], mine["requirements"]) == (True, 6, 8)
    assert mine["origin"] == {"from": "own", "file": str(path), "overrides": False}
    code, error, _err = run(own, capsys, *words)
    assert (code, error["error"]) == (1, "ContentThere")


def test_the_ledger_is_printed_for_people(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = ["checklist", "new-from", TABLE, *TITLE, "--languages", "en,es", "--lang", "en"]
    assert main([*line, "--workspace", str(own)]) == 0
    said = capsys.readouterr().out
    assert "22 rows were read: accepted 9, to check 6, no requirement 7." in said
    assert "the reference is a number: 1.1 and 1.10 look the same" in said
    assert "Not in the table: es." in said


def test_what_the_line_lacks_is_bad_use(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ("checklist", "new-from", TABLE, "--title", "en=X"),
        ("checklist", "new-from", TABLE, "--id", "x", "--title", "Our AEO"),
        ("checklist", "new-from", TABLE, *TITLE, "--languages", ","),
        ("checklist",),
        ("checklist", "burn"),
    ):
        code, _error, _err = run(own, capsys, *words)
        assert code == 2, words
    code, error, _err = run(
        own, capsys, "checklist", "new-from", TABLE, "--id", "../x", "--title", "en=X"
    )
    assert (code, error["error"]) == (1, "BadContentId")


def test_faults_are_named_and_the_code_says_so(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make.write_yaml(own / "checklists" / "small.yaml", make.small())
    checklists.reload()
    code, found, _err = run(own, capsys, "checklist", "check", "small", str(path))
    assert (code, found) == (0, {"sound": True, "faults": [], "missing": []})
    content = make.small()
    content["sections"][0]["requirements"][0] |= {"levle": "x", "topic": "rain"}
    make.write_yaml(path, content)
    code, found, _err = run(own, capsys, "checklist", "check", str(path))
    assert code == 1
    assert [item["code"] for item in found["faults"]] == ["topic", "unknown_key"]
    assert all(item["place"] == f"small.yaml:{item['line']}" for item in found["faults"])
    assert main(["checklist", "check", str(path), "--lang", "en"]) == 1
    assert "small.yaml:" in capsys.readouterr().out
    code, error, _err = run(own, capsys, "checklist", "check", "no-such")
    assert (code, error["error"]) == (1, "UnknownChecklist")
    assert run(own, capsys, "checklist", "check", "ctpat")[0] == 0
    assert run(own, capsys, "checklist", "check", "container-inspection")[0] == 0


def test_two_editions_are_compared_and_a_validation_moved(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = make.small() | {"id": "later", "edition": "3"}
    later["sections"][1]["requirements"].pop()
    make.write_yaml(own / "checklists" / "small.yaml", make.small())
    path = make.write_yaml(own / "later.yaml", later)
    checklists.reload()
    code, found, _err = run(own, capsys, "checklist", "diff", "small", str(path))
    assert code == 0
    assert found["counts"]["same"] == 4
    assert found["counts"]["gone"] == 1
    assert found["differences"][-1]["old"] == ["2.2"]
    make.write_yaml(own / "checklists" / "later.yaml", later)
    run(own, capsys, "start", "--checklist", "small", "--company", "A", "--site", "N")
    run(own, capsys, "assess", "V", "1.1", "met", "--seen", "en=Signed")
    for point in "abc":
        run(own, capsys, "assess", "V", "2.2", "met", "--point", point)
    _code, plan, _err = run(own, capsys, "move-edition", "V", "later", "--dry-run")
    _code, done, err = run(own, capsys, "move-edition", "V", "later")
    assert (plan["moved"], done["moved"]) == (False, True)
    assert plan["carried"] == done["carried"]
    assert done["carried"]["assessments"] == 4
    assert [item["ref"] for item in done["gone"]] == ["2.2"] * 3
    assert "confirmed in the walk" in err
    _code, shown, _err = run(own, capsys, "show", "V")
    assert (shown["checklist"], shown["counts"]["assessed"]) == ("later", 0)
    kept = {(item["ref"], item["point"]): item for item in shown["priors"]}
    assert kept["1.1", "a"]["record"]["seen"] == {"en": "Signed"}
    assert kept["1.1", "a"]["targets"] == [{"ref": "1.1", "point": "a"}]
    assert kept["2.2", "a"]["targets"] == []
    assert main(["show", "V", "1.1", "--workspace", str(own), "--lang", "en"]) == 0
    assert "Before (1.1 a, edition 2.10, N): Met. Signed" in capsys.readouterr().out
    code, error, _err = run(own, capsys, "move-edition", "V", "later")
    assert (code, error["error"]) == (1, "SameEdition")
    run(own, capsys, "undo", "V")
    _code, shown, _err = run(own, capsys, "show", "V")
    assert (shown["checklist"], shown["counts"]["assessed"]) == ("small", 2)
