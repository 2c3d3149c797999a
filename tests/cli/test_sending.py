"""saq-form and saq-letter: what they write, what they answer, what they refuse."""

from pathlib import Path

import pytest

from assessor import checklist as checklists
from assessor import saq
from tests import make
from tests.cli.conftest import Run
from tests.saq_samples import SAMPLES

SAMPLE = SAMPLES / "ctpat_fabricante_es.xlsx"
KEYS = {"file", "languages", "bytes", "format", "checklist", "edition", "rows"}


@pytest.fixture
def number(run: Run) -> str:
    """Import a company's file; return the validation's number."""
    words = ("--checklist", make.MANUFACTURER, "--company", "Ñandú", "--site", "Planta 1")
    return str(run("import-saq", SAMPLE, *words, data=True).json["number"])


@pytest.mark.parametrize("format", ["xlsx", "docx"])
def test_a_blank_form_is_written(run: Run, tmp_path: Path, format: str) -> None:
    out = tmp_path / f"form.{format}"
    line = ("saq-form", make.MANUFACTURER, "--languages", "es,en", "--out", out)
    found = run(*line, data=True).json
    assert set(found) == KEYS
    assert (found["rows"], found["format"], found["languages"]) == (95, format, ["es", "en"])
    assert found["bytes"] == out.stat().st_size
    shown = saq.preview(out, checklists.checklist(make.MANUFACTURER))
    assert shown.counts.blank == 95
    assert run(*line).out.strip() == str(out)


def test_the_format_may_be_named_instead(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "form"
    found = run("saq-form", make.MANUFACTURER, "--format", "docx", "--out", out, data=True).json
    assert found["languages"] == ["es"]
    assert out.read_bytes().startswith(b"PK")
    assert run("saq-form", make.MANUFACTURER, "--out", tmp_path / "form.pdf").code == 2


def test_a_prefilled_form_changes_nothing_when_it_comes_back(
    run: Run, tmp_path: Path, number: str
) -> None:
    out = tmp_path / "form.xlsx"
    found = run("saq-form", "--validation", number, "--out", out, data=True).json
    assert set(found) == {*KEYS, "id", "missing"}
    assert (found["missing"], found["languages"]) == (["9.9"], ["es", "en"])
    back = run("import-saq", out, "--into", number, "--dry-run", data=True).json["differences"]
    assert (back["same"], back["new"], back["changed"], back["gone"]) == (95, [], [], [])


def test_the_letter_says_what_it_asks_for(run: Run, tmp_path: Path, number: str) -> None:
    out = tmp_path / "letter.docx"
    found = run("saq-letter", number, "--languages", "pt,fr", "--out", out, data=True).json
    assert found["missing"] == ["9.9"]
    assert len(found["doubtful"]) == 7
    assert set(found["doubtful"][0]) == {"file", "place", "text"}
    assert {"name": "F-SEG-08", "refs": ["5.4", "6.7"]} in found["documents"]
    assert (found["file"], found["format"]) == (str(out), "docx")
    assert out.stat().st_size == found["bytes"]


def test_either_a_checklist_or_a_validation_is_named(run: Run, number: str) -> None:
    assert run("saq-form").code == 2
    assert run("saq-form", make.MANUFACTURER, "--validation", number).code == 2
    assert run("saq-form", "no-such-checklist").code == 1
    assert run("saq-letter", "V-1999").code == 1


def test_without_a_self_assessment_there_is_no_letter(run: Run, tmp_path: Path) -> None:
    words = ("--checklist", make.MANUFACTURER, "--company", "Ñandú", "--site", "Planta 1")
    number = run("start", *words, data=True).json["number"]
    found = run("saq-letter", number, "--out", tmp_path / "letter.docx")
    assert found.code == 1
    assert "No self-assessment" in found.err
    out = tmp_path / "form.xlsx"
    assert run("saq-form", "--validation", number, "--out", out, data=True).code == 0
