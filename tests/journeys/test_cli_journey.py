"""A whole visit from the command line alone, in processes of their own, as a script would do it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2

from tests import files, make, saq_samples

ROOT = Path(__file__).resolve().parent.parent.parent
PRIVATE = "QUEDA-EN-CASA"


@dataclass
class Terminal:
    """A terminal with its workspace."""

    workspace: Path

    def run(self, *words: object, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Give a command and expect its exit code."""
        done = subprocess.run(
            [sys.executable, "main.py", *map(str, words), "--workspace", str(self.workspace)],
            cwd=ROOT,
            env=os.environ | {"LANG": "es_MX.UTF-8"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done

    def ask(self, *words: object, code: int = 0) -> Any:
        """Give a command and return its answer as data."""
        return json.loads(self.run(*words, "--json", code=code).stdout)


def pages(path: Path) -> str:
    """Return the words of a PDF."""
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def test_a_visit_from_the_file_to_the_issued_report(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "workspace")
    visit = imported(terminal)
    walked(terminal, visit)
    recorded(terminal, visit, tmp_path)
    exported(terminal, visit, tmp_path)
    shown = issued(terminal, visit)
    kept(terminal, visit, shown, tmp_path)


def imported(terminal: Terminal) -> str:
    """Look first, then import; return the id of the validation."""
    sample = saq_samples.SAMPLES / "ctpat_fabricante_es.xlsx"
    chosen = ("--checklist", make.MANUFACTURER, "--company", "Manufacturas del Bravo")

    dry = terminal.ask("import-saq", sample, *chosen, "--dry-run")
    assert dry["counts"]["accepted"] + dry["counts"]["blank"] == 95
    assert not terminal.workspace.exists()
    terminal.run("settings", "name", "Lucía Ferrer")
    made = terminal.ask("import-saq", sample, *chosen, "--site", "Reynosa")
    assert made["rows"] == dry["rows"]
    visit = made["validation"]
    [listed] = terminal.ask("validations")
    assert (listed["id"], listed["assessed"], listed["total"]) == (visit, 0, 95)
    return str(visit)


def walked(terminal: Terminal, visit: str) -> None:
    """Walk: two fall short, one does not apply, the rest is met."""
    requirements = terminal.ask("show", visit)["requirements"]
    walk(terminal, visit, [item["ref"] for item in requirements])
    shown = terminal.ask("show", visit)
    counts = shown["counts"]
    assert (counts["met"], counts["partly"], counts["not_met"], counts["na"]) == (92, 1, 1, 1)
    blocking = [gap["code"] for gap in terminal.ask("gaps", visit) if gap["blocking"]]
    assert blocking == ["finding_missing"]
    refused = terminal.ask("issue", visit, code=1)
    assert refused["error"] == "GapsRemain"


def recorded(terminal: Terminal, visit: str, tmp_path: Path) -> None:
    """Record what falls short, with a photograph."""
    seal = tmp_path / "sello.jpg"
    seal.write_bytes(files.photograph(exif=files.taken("2026:11:18 10:05:00", place=(25.9, -98.3))))
    finding = terminal.ask(
        "observe", visit, "6.2", "--text", "es=Dos cajas sin sello", "--text",
        "en=Two trailers without a seal", "--action", "es=Sellar todo", "--action",
        "en=Seal everything", "--evidence", seal,
    )  # fmt: skip
    assert (finding["kind"], finding["due"]["days"]) == ("finding", 90)
    advice = terminal.ask(
        "observe", visit, "9.2", "--text", "es=Malla levantada", "--text", "en=Mesh lifted"
    )
    assert (advice["kind"], advice["due"]) == ("recommendation", None)
    assert not [gap for gap in terminal.ask("gaps", visit) if gap["blocking"]]


def exported(terminal: Terminal, visit: str, tmp_path: Path) -> None:
    """Export both copies; the company's holds nothing that stays at home."""
    for copy in ("internal", "company"):
        for suffix in ("pdf", "docx"):
            out = tmp_path / f"{copy}.{suffix}"
            words = ("validation-report", "--languages", "es,en", "--copy", copy, "--out", out)
            terminal.run("export", visit, *words)
    text = pages(tmp_path / "company.pdf")
    assert "Dos cajas sin sello" in text
    assert "Two trailers without a seal" in text
    assert PRIVATE not in text


def issued(terminal: Terminal, visit: str) -> Any:
    """Issue: locked, dated, and what went out is kept."""
    issued = terminal.ask("issue", visit)
    assert {row["copy_kind"] for row in issued["documents"]} == {"internal", "company"}
    locked = terminal.ask("assess", visit, "1.1", "partly", code=1)
    assert locked["error"] == "ValidationIssued"
    shown = terminal.ask("show", visit)
    assert shown["observations"][0]["due"]["date"] is not None
    for row in shown["reports"]:
        assert (terminal.workspace / "blobs" / row["sha256"][:2] / row["sha256"]).is_file()
    return shown


def kept(terminal: Terminal, visit: str, shown: Any, tmp_path: Path) -> None:
    """See that everything is sound, goes into one file and comes back from it."""
    terminal.run("verify")
    backup = tmp_path / "all.zip"
    terminal.run("backup", backup)
    elsewhere = Terminal(tmp_path / "elsewhere")
    elsewhere.run("restore", backup)
    assert elsewhere.ask("show", visit) == shown
    assert elsewhere.ask("verify")["sound"]
    assert elsewhere.ask("reopen", visit, "--reason", "Error en 9.2")["version"] == 2


def walk(terminal: Terminal, visit: str, refs: list[str]) -> None:
    """Give a verdict on every requirement: in one process, or it would take minutes."""
    code = (
        "import sys\nfrom main import main\n"
        "for ref in sys.argv[2:]:\n"
        "    assert main(['assess', sys.argv[1], ref, 'met']) == 0, ref\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, visit, *refs],
        cwd=ROOT,
        env=os.environ | {"AEO_WORKSPACE": str(terminal.workspace)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = ("--seen", "es=Se vio en el patio", "--seen", "en=Seen in the yard")
    terminal.run("assess", visit, "6.2", "not_met", *seen, "--note", PRIVATE)
    terminal.run("assess", visit, "9.2", "partly", *seen)
    reason = ("--reason", "es=Sin trabajo remoto", "--reason", "en=No remote work")
    terminal.run("assess", visit, "4.9", "na", *reason, "--second-person", "Daniel Osorio")
