"""Commands whose work leaves the house or keeps it safe: reports, issue, backup, verify, demo."""

import shutil
from pathlib import Path

import pytest

from assessor.store.workspace import Workspace
from assessor.terms import Verdict
from tests import make
from tests.cli.conftest import Run

BOTH = ("--text", "es=Faltan sellos", "--text", "en=Seals are missing")


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
@pytest.mark.parametrize("document", ["validation-report", "improvement-plan"])
def test_documents_are_written_where_they_are_wanted(
    run: Run, case: make.Case, tmp_path: Path, document: str, file_format: str
) -> None:
    run("assess", "V", "6.2", "not_met")
    run("observe", "V", "6.2", *BOTH)
    out = tmp_path / f"documento ñ.{file_format}"
    words = ("export", "V", document, "--languages", "en,es", "--copy", "company", "--out", out)
    answer = run(*words, data=True).json
    assert set(answer) == {"id", "file", "document", "languages", "format", "copy", "bytes"}
    assert (answer["format"], answer["copy"]) == (file_format, "company")
    assert out.stat().st_size == answer["bytes"]
    assert out.read_bytes()[:2] == (b"%P" if file_format == "pdf" else b"PK")
    assert run(*words).out == f"{out}\n"


def test_without_a_name_the_document_gets_its_number(
    run: Run, case: make.Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    number = run("show", "V", data=True).json["number"]
    made = run("export", "V", "improvement-plan", "--languages", "es", "--with-places").out
    assert made == f"{number}-improvement-plan-es.pdf\n"
    assert (tmp_path / made.strip()).is_file()


def test_issue_locks_and_reopen_makes_the_next_version(run: Run, folder: Path) -> None:
    workspace = Workspace.open(folder)
    case = make.ready(workspace)
    make.assess(workspace, case, "6.2", Verdict.NOT_MET)
    workspace.close()
    refused = run("issue", "V", data=True)
    assert (refused.code, refused.json["error"]) == (1, "GapsRemain")
    assert [gap["code"] for gap in refused.json["gaps"]] == ["finding_missing"]
    assert "6.2 falls short of a MUST" in refused.err
    run("observe", "V", "6.2", *BOTH)
    issued = run("issue", "V", data=True).json
    assert issued["version"] == 1
    assert {row["copy_kind"] for row in issued["documents"]} == {"internal", "company"}
    shown = run("show", "V", data=True).json
    assert shown["phase"] == "issued"
    assert shown["observations"][0]["due"]["date"] is not None
    for line in (["assess", "V", "1.1", "met"], ["observe", "V", "6.1", *BOTH], ["issue", "V"]):
        answer = run(*line, data=True)
        assert (answer.code, answer.json["error"]) == (1, "ValidationIssued")
    assert run("action", "V", "01", "problem=Sin sellos").code == 0
    assert "due " in run("show", "V").out
    assert run("reopen", "V", "--reason", "Error en 6.2", data=True).json["version"] == 2
    assert run("assess", "V", "1.1", "met").code == 0
    assert "version 2" in run("issue", "V").out
    assert "version 3" in run("reopen", "V", "--reason", "Otro error").out
    assert len(run("show", "V", data=True).json["reports"]) == 4


# Keeping it safe


def test_backup_restore_and_verify(
    run: Run, case: make.Case, folder: Path, tmp_path: Path, photograph: Path
) -> None:
    run("evidence", "V", "6.2", photograph)
    before = run("show", "V", data=True).json
    made = run("backup", tmp_path / "all.zip", data=True).json
    assert (made["missing"], made["files"]) == ([], 3)
    run("assess", "V", "1.1", "met")
    restored = run("restore", tmp_path / "all.zip", data=True).json
    assert Path(restored["set_aside"]).is_dir()
    assert run("show", "V", data=True).json == before
    assert "is kept in" in run("restore", tmp_path / "all.zip").out
    shutil.rmtree(folder)
    assert run("restore", tmp_path / "all.zip").out == f"Restored into {folder}\n"
    sound = run("verify", data=True)
    assert (sound.code, sound.json["sound"], sound.json["faults"]) == (0, True, [])
    assert "Everything is sound." in run("verify").out


def test_nothing_takes_the_place_of_the_work_itself(
    run: Run, case: make.Case, folder: Path, tmp_path: Path, photograph: Path
) -> None:
    piece = run("evidence", "V", "6.2", photograph, data=True).json
    own = [
        folder / "workspace.db",
        folder / "workspace.db-wal",
        folder / "settings.json",
        folder / "blobs" / piece["sha256"][:2] / piece["sha256"],
    ]
    for path in own:
        refused = run("export", "V", "validation-report", "--format", "pdf", "--out", path)
        assert refused.code == 1
        assert "the workspace keeps its own work there" in refused.err
        refused = run("backup", path, data=True)
        assert (refused.code, refused.json["error"]) == (1, "BackupNotThere")
    refused = run("backup", tmp_path, data=True)
    assert (refused.code, refused.json["error"]) == (1, "BackupNotThere")
    assert run("verify", data=True).json["sound"] is True
    assert run("backup", folder / "all.zip").code == 0, "beside them there is room"


def test_an_observation_is_named_by_its_number_before_its_id(run: Run, case: make.Case) -> None:
    for ref in ("6.2", "6.3", "6.4"):
        run("assess", "V", ref, "met")
        run("observe", "V", ref, *BOTH, "--good-practice")
    known = run("show", "V", data=True).json["observations"]
    assert {row["id"][:2] for row in known} == {"01"}, "as all ids begin in these years"
    answer = run("action", "V", "01", "progress=10", data=True)
    assert (answer.code, answer.json["error"]) == (1, "NoCard")
    assert run("withdraw", "V", "01").code == 0


def test_verify_names_what_was_altered_and_ends_with_one(
    run: Run, case: make.Case, folder: Path, tmp_path: Path, photograph: Path
) -> None:
    piece = run("evidence", "V", "6.2", photograph, data=True).json
    blob = folder / "blobs" / piece["sha256"][:2] / piece["sha256"]
    blob.write_bytes(b"another photograph")
    answer = run("verify", data=True)
    assert answer.code == 1
    [fault] = answer.json["faults"]
    assert (fault["code"], fault["place"]) == ("file_altered", piece["sha256"])
    blob.unlink()
    answer = run("verify")
    assert answer.code == 1
    assert "sello.jpg is missing" in answer.out
    backed = run("backup", tmp_path / "all.zip", data=True)
    assert backed.json["missing"] == [piece["sha256"]]
    assert piece["sha256"] in backed.err
    assert run("backup", tmp_path / "all.zip").out == f"{tmp_path / 'all.zip'}\n"


def test_the_demo_is_filled(run: Run) -> None:
    made = run("demo", data=True).json
    assert set(made) == {"id", "number", "company"}
    assert run("show", made["id"], data=True).json["counts"]["assessed"] == 95
    assert run("demo").out.startswith("V-")
    assert len(run("validations", data=True).json) == 2


def test_the_self_test_says_what_works(run: Run, folder: Path) -> None:
    answer = run("self-test", data=True)
    assert answer.code == 0, answer
    assert answer.json["sound"]
    assert all(step["works"] for step in answer.json["steps"])
    assert not folder.exists()
    assert run("self-test", "--lang", "en").out.count("✔") == len(answer.json["steps"])
