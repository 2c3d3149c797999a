"""The command line: options anywhere, exit codes, languages, failures; every command answers."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assessor import __version__
from assessor.cli import main
from assessor.store.engine import gate, open_engine
from assessor.store.own_files import DATABASE
from assessor.store.workspace import Workspace
from tests import make
from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parent.parent.parent
COMMANDS = [
    "checklists", "import-saq", "validations", "show", "assess", "observe", "gaps", "export",
    "issue", "reopen", "history", "backup", "restore", "verify", "demo", "self-test",
    "start", "visit", "site", "person", "risk", "deviate", "evidence", "withdraw", "action",
    "actions", "undo", "redo", "settings", "worksheets", "sheets", "sheet-start", "sheet-fill",
    "sheet-remove", "proposals", "proposal-accept", "proposal-dismiss",
]  # fmt: skip


# Where options may stand


@pytest.mark.parametrize(
    "line",
    [
        ["--workspace", "FOLDER", "--json", "show", "V"],
        ["show", "--workspace", "FOLDER", "V", "--json"],
        ["show", "V", "--json", "--workspace=FOLDER"],
        ["--json", "show", "V", "--lang", "en", "--workspace", "FOLDER"],
        ["--lang=en", "show", "--json", "--workspace=FOLDER", "--", "V"],
    ],
)
def test_common_options_may_stand_anywhere(
    line: list[str], folder: Path, case: make.Case, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word.replace("FOLDER", str(folder)) for word in line]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == case.id


def test_options_may_stand_between_references(run: Run, case: make.Case) -> None:
    words = ("observe", "V", "6.2", "--text", "es=Faltan", "6.1", "--text", "en=Missing", "6.5")
    answer = run(*words, data=True)
    assert answer.json["refs"] == ["6.2", "6.1", "6.5"]


def test_the_environment_names_the_workspace(
    folder: Path,
    case: make.Case,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AEO_WORKSPACE", str(folder))
    assert main(["validations", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["id"] == case.id


# Bad use


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ([], "Which command?"),
        (["fly"], "fly"),
        (["--fly"], "--fly"),
        (["show"], "VALIDATION"),
        (["show", "V", "1.1", "more"], "more"),
        (["assess", "V", "1.1"], "VERDICT"),
        (["assess", "V", "1.1", "fine"], "met, partly, not_met, na, not_verified"),
        (["assess", "V", "1.1", "met", "--seen", "no language"], "es=no language"),
        (["assess", "V", "1.1", "met", "--seen", "xx=text"], "en, es"),
        (["assess", "V", "1.1", "met", "--seen"], "--seen"),
        (["observe", "V"], "REF"),
        (["observe", "V", "1.1", "--text", "a long text without a language"], "es=a long text"),
        (["export", "V", "novel"], "improvement-plan, validation-report"),
        (["export", "V", "improvement-plan", "--format", "odt"], "docx, pdf"),
        (["export", "V", "improvement-plan", "--copy", "public"], "internal"),
        (["export", "V", "improvement-plan", "--languages", "xx"], "en, es"),
        (["export", "V", "improvement-plan", "--languages", ","], "en, es"),
        (["export", "V", "improvement-plan", "--languages", "es,es"], "es, es"),
        (["reopen", "V"], "--reason"),
        (["reopen", "V", "--reason", "  "], "--reason"),
        (["deviate", "V", "gap"], "--reason"),
        (["start", "--company", "X"], "--checklist"),
        (["import-saq", "file.xlsx"], "ctpat-msc-foreign-manufacturer"),
        (["visit", "V", "colour=red"], "scope"),
        (["visit", "V", "scope"], "FIELD=VALUE"),
        (["visit", "V", "visit_start=soon"], "2026-11-21"),
        (["visit", "V", "visit_start.es=2026-01-01"], "FIELD=VALUE"),
        (["visit", "V", "scope.xx=text"], "en, es"),
        (["visit", "V", "mode=flying"], "on_site, remote, mixed"),
        (["person", "V", "Eva", "--part", "king"], "lead, validator"),
        (["risk", "V", "--likelihood", "6"], "1"),
        (["action", "V", "01", "progress=101"], "100"),
        (["settings", "colour", "red"], "colour"),
        (["settings", "language", "xx"], "en, es"),
        (["history", "--limit", "many"], "many"),
        (["validations", "--lang", "xx"], "en, es"),
    ],
)
def test_a_line_that_cannot_be_understood_says_what_is_possible(
    run: Run, case: make.Case, line: list[str], expected: str
) -> None:
    answer = run(*line)
    assert answer.code == 2, answer
    assert expected in answer.err
    assert answer.out == ""


def test_bad_use_is_told_as_data_too(run: Run) -> None:
    answer = run("assess", "V", "1.1", "fine", data=True)
    assert answer.code == 2
    assert set(answer.json) == {"error", "message", "hint"}
    assert answer.json["error"] == "BadUse"
    assert "fine" in answer.json["message"]
    assert "assess" in answer.json["hint"]


def test_several_points_take_only_met_at_once(run: Run, case: make.Case) -> None:
    answer = run("assess", "V", "2.2", "partly")
    assert answer.code == 2
    assert "a (must), b (should)" in answer.err
    assert run("assess", "V", "2.2", "met").code == 0
    assert run("assess", "V", "2.2", "partly", "--point", "b").code == 0
    answer = run("assess", "V", "2.2", "partly", data=True)
    assert (answer.code, answer.json["error"]) == (2, "PointNeeded")


def test_several_sites_must_be_told_apart(run: Run, folder: Path) -> None:
    workspace = Workspace.open(folder)
    make.visit(workspace, sites=("Planta Norte", "Planta Sur"))
    workspace.close()
    answer = run("assess", "V", "1.1", "met")
    assert answer.code == 2
    assert "Planta Norte, Planta Sur" in answer.err
    assert run("assess", "V", "1.1", "met", "--site", "planta sur").code == 0
    assert run("assess", "V", "1.1", "met", "--site", "Luna").code == 1


# Failures


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (["show", "nothing"], "UnknownValidation"),
        (["show", ""], "UnknownValidation"),
        (["gaps", "x"], "UnknownValidation"),
        (["show", "V", "1.99"], "UnknownRequirement"),
        (["assess", "V", "1.10", "met"], "UnknownRequirement"),
        (["assess", "V", "1.1", "met", "--point", "z"], "UnknownPoint"),
        (["assess", "V", "4.1", "na"], "ReasonNeeded"),
        (["assess", "V", "4.1", "na", "--reason", "x"], "SecondPersonNeeded"),
        (["assess", "V", "4.1", "not-verified"], "ReasonNeeded"),
        (["observe", "V", "6.2"], "TextNeeded"),
        (["observe", "V", "6.2", "1.1", "--text", "es=x"], "MixedLevels"),
        (
            ["observe", "V", "6.2", "--text", "es=x", "--evidence", "nowhere.jpg"],
            "EvidenceUnreadable",
        ),
        (["observe", "V", "6.2", "--text", "es=x", "--evidence", __file__], "EvidenceTypeUnknown"),
        (["evidence", "V", "6.2", "nowhere.jpg"], "EvidenceUnreadable"),
        (["withdraw", "V", "07"], "UnknownObservation"),
        (["deviate", "V", "gap", "--reason", "x"], "BadField"),
        (["issue", "V"], "GapsRemain"),
        (["reopen", "V", "--reason", "x"], "NotIssued"),
        (["redo", "V"], "NothingToRedo"),
        (["checklists", "nothing"], "UnknownChecklist"),
        (["start", "--checklist", "nothing", "--company", "X"], "UnknownChecklist"),
        (["import-saq", "nowhere.xlsx", "--checklist", make.IMPORTER], "SaqUnreadable"),
        (["restore", "nowhere.zip"], "BadBackup"),
        (["backup", "/nowhere/at/all.zip"], "FolderNotWritable"),
    ],
)
def test_a_failure_has_a_name_a_message_and_a_hint(
    run: Run, case: make.Case, line: list[str], error: str
) -> None:
    answer = run(*line, data=True)
    assert answer.code == 1
    assert answer.json["error"] == error
    assert answer.err.splitlines()[:2] == [answer.json["message"], answer.json["hint"]]
    assert answer.json["hint"]
    plain = run(*line)
    assert (plain.code, plain.out) == (1, "")


def test_what_failed_changed_nothing(run: Run, case: make.Case) -> None:
    before = run("history", data=True).json
    for line in (
        ["observe", "V", "6.2", "--text", "es=x", "--evidence", "nowhere.jpg"],
        ["assess", "V", "4.1", "na", "--seen", "es=x"],
        ["issue", "V"],
    ):
        assert run(*line).code == 1
    assert run("history", data=True).json == before


def test_several_validations_of_the_same_beginning_are_named(run: Run, folder: Path) -> None:
    workspace = Workspace.open(folder)
    ids = [make.visit(workspace).id for _turn in range(2)]
    workspace.close()
    answer = run("show", "V")
    assert answer.code == 1
    assert all(validation_id in answer.err for validation_id in ids)
    assert run("show", ids[0], data=True).json["id"] == ids[0]
    assert run("show", run("show", ids[0], data=True).json["number"].lower()).code == 0


@pytest.mark.expects_log("OperationalError")
def test_a_fault_of_the_program_says_where_but_never_what(
    run: Run, folder: Path, case: make.Case
) -> None:
    engine = open_engine(folder / DATABASE)
    with engine.connect() as connection, connection.begin(), gate(connection):
        connection.exec_driver_sql("DROP TABLE risk")
    engine.dispose()
    answer = run("show", "V", data=True)
    assert answer.code == 1
    assert answer.json["error"] == "AssessorError"
    assert "dossier.py" in answer.err
    log = (folder / "log.txt").read_text()
    assert "OperationalError" in log
    assert "SELECT" not in log + answer.err
    close_log()


def close_log() -> None:
    """Let go of the log file that a fault has opened."""
    import logging

    log = logging.getLogger("assessor")
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()


# Help, and the program as a whole


@pytest.mark.parametrize("line", [["--help"], ["-h"], ["help"]])
def test_help_names_every_command(run: Run, line: list[str]) -> None:
    answer = run(*line)
    assert answer.code == 0
    for command in COMMANDS:
        assert f"  {command} " in answer.out


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_command_explains_itself(run: Run, folder: Path, command: str, lang: str) -> None:
    answer = run(command, "--help", "--lang", lang)
    assert answer.code == 0
    assert command in answer.out
    assert not folder.exists()


def test_every_command_is_in_the_documentation() -> None:
    described = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"`{command}" in described, command


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"{__version__}\n"


@pytest.mark.parametrize(
    "command", ["validations", "show x", "gaps x", "history", "verify", "checklists", "undo"]
)
def test_looking_makes_no_workspace(run: Run, folder: Path, command: str) -> None:
    answer = run(*command.split())
    assert answer.code == (0 if command in {"validations", "checklists"} else 1)
    assert not folder.exists()


def test_backup_of_nothing_is_refused(run: Run, folder: Path, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "all.zip").code == 1
    assert not folder.exists()
    assert not (tmp_path / "all.zip").exists()


def program(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a person does."""
    return subprocess.run(
        [sys.executable, "main.py", *map(str, words)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_command_loads_no_window(folder: Path) -> None:
    code = (
        "import sys\n"
        "for name in ('PySide6', 'shiboken6', 'qtawesome'): sys.modules[name] = None\n"
        "from main import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    command = [sys.executable, "-c", code, "demo", "--json", "--workspace", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["company"].startswith("Conservas Sierra Clara")


def test_signs_that_the_terminal_lacks_end_no_command(folder: Path, case: make.Case) -> None:
    done = program(
        "show", "V", "--workspace", folder, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C"
    )
    assert done.returncode == 0, done.stderr
    assert "Ándara" in done.stdout


def test_languages_and_looks_of_ones_own_are_found(folder: Path, case: make.Case) -> None:
    catalogue = folder / "locales" / "it" / "LC_MESSAGES" / "assessor.po"
    catalogue.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Language: it\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    words = (
        'msgid "Nothing is missing."\nmsgstr "Non manca niente."\n\nmsgid "look"\nmsgstr "vedi"\n'
    )
    catalogue.write_text(head + words, encoding="utf-8")
    shutil.copytree(ROOT / "templates" / "default", folder / "templates" / "own")
    done = program("gaps", "V", "--lang", "it", "--workspace", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("vedi")
    assert program("gaps", "V", "--lang", "xx", "--workspace", folder).returncode == 2


@pytest.mark.skipif(os.name != "posix", reason="Ctrl+C is sent as a signal on POSIX only")
def test_ctrl_c_ends_a_command_quietly(tmp_path: Path) -> None:
    endless = tmp_path / "endless.jpg"
    os.mkfifo(endless)
    words = ["import-saq", str(endless), "--checklist", make.IMPORTER, "--dry-run"]
    command = [sys.executable, "main.py", *words]
    pipe = subprocess.PIPE
    # Opening the other end waits until the command reads.
    with (
        subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe) as running,
        endless.open("wb"),
    ):
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (130, b"", b"")


def test_a_reader_that_leaves_early_is_no_failure(folder: Path, case: make.Case) -> None:
    command = f"{sys.executable} main.py show V --json --workspace {folder} | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "{\n", "")
