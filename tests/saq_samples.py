"""Self-assessments for the tests: the samples with their manifest, and other companies' layouts."""

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from assessor import checklist as checklists
from assessor.checklist import Checklist
from assessor.saq.preview import preview_bytes
from assessor.saq.types import LedgerRow, SaqPreview

SAMPLES = Path(__file__).parent / "samples" / "saq"
MANUFACTURER = "ctpat-msc-foreign-manufacturer"
IMPORTER = "ctpat-msc-us-importer"
STATES = {
    "es": {"yes": "Sí", "partly": "Parcial", "no": "No", "na": "N/A", "none": ""},
    "en": {"yes": "Yes", "partly": "Partially", "no": "No", "na": "Not applicable", "none": ""},
}
HEADS = {
    "es": {"ref": "ID", "question": "Criterio", "claim": "Respuesta", "text": "Comentarios",
           "evidence": "Evidencia"},
    "en": {"ref": "No.", "question": "Requirement", "claim": "Status", "text": "Company response",
           "evidence": "Evidence"},
}  # fmt: skip
COLUMNS = ("ref", "question", "claim", "text", "evidence")


@dataclass(frozen=True)
class Asked:
    """One question of a form and what the company truly said to it."""

    ref: str
    question: str
    claim: str = "yes"
    text: str = ""
    evidence: str = ""

    @property
    def section(self) -> str:
        """The section it stands in."""
        return self.ref.partition(".")[0]


# The samples and what their manifest says


@cache
def manifest(name: str) -> dict[str, Any]:
    """Return what the manifest says about one of the samples."""
    files = json.loads((SAMPLES / "manifest.json").read_text(encoding="utf-8"))["files"]
    return next(entry for entry in files if entry["file"] == name)


@cache
def sample(name: str) -> SaqPreview:
    """Return the preview of a sample against the checklist it answers."""
    return preview_bytes((SAMPLES / name).read_bytes(), name, checklist_of(name))


def checklist_of(name: str) -> Checklist:
    """Return the checklist a sample answers."""
    return checklists.checklist(manifest(name)["checklist"])


@cache
def manufacturer() -> tuple[Asked, ...]:
    """The questions and answers of the manufacturer's workbook, in Spanish."""
    from openpyxl import load_workbook

    book = load_workbook(SAMPLES / "ctpat_fabricante_es.xlsx")
    found = []
    for row in manifest("ctpat_fabricante_es.xlsx")["rows"]:
        sheet, _, cell = row["place"].partition("!")
        question, evidence = (book[sheet][f"{letter}{cell[1:]}"].value for letter in "BF")
        found.append(Asked(row["ref"], question, row["claim"], row["text"], evidence or ""))
    return tuple(found)


@cache
def importer() -> tuple[Asked, ...]:
    """The questions and answers of the importer's document, in English."""
    from docx import Document

    tables = Document(str(SAMPLES / "ctpat_importer_en.docx")).tables
    found = []
    for row in manifest("ctpat_importer_en.docx")["rows"]:
        _, number, _, line = row["place"].replace(",", "").split()
        question = tables[int(number) - 1].rows[int(line) - 1].cells[1].text
        found.append(Asked(row["ref"], question, row["claim"], row["text"]))
    return tuple(found)


def forms() -> list[tuple[str, tuple[Asked, ...], str]]:
    """Language, questions and checklist of the two forms that other layouts are made of."""
    return [("es", manufacturer(), MANUFACTURER), ("en", importer(), IMPORTER)]


def shuffled(asked: Sequence[Asked], seed: int = 1) -> list[Asked]:
    """Return the questions in another order, always the same one."""
    found = list(asked)
    random.Random(seed).shuffle(found)
    return found


def said_by_opening(asked: Iterable[Asked]) -> list[Asked]:
    """Return the questions as a form without a status column states them."""
    from assessor.saq.claims import claim_of_opening

    return [replace(one, claim=claim_of_opening(one.text).value) for one in asked]


# Other layouts


def rows_of(
    asked: Iterable[Asked],
    language: str,
    columns: Sequence[str] = COLUMNS,
    *,
    head: Mapping[str, str] | None = None,
) -> list[list[str]]:
    """Return a table of the questions with these columns, its head first."""
    names = HEADS[language] | dict(head or {})
    rows = [[names[column] for column in columns]]
    for one in asked:
        values = {**vars(one), "claim": STATES[language][one.claim]}
        rows.append([values[column] for column in columns])
    return rows


def as_xlsx(rows: Iterable[Sequence[object]], sheet: str = "Cuestionario") -> bytes:
    """Return a workbook of one sheet with these rows; text stays text, a number a number."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    return saved(book)


def as_csv(
    rows: Iterable[Sequence[object]], *, delimiter: str = ";", encoding: str = "utf-8"
) -> bytes:
    """Return the rows as delimited text."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def as_docx(rows: Sequence[Sequence[object]]) -> bytes:
    """Return a document with one table of these rows."""
    from docx import Document

    document = Document()
    add_table(document, rows)
    return saved(document)


def add_table(document: Any, rows: Sequence[Sequence[object]]) -> Any:
    """Add a table with these rows to a document."""
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for line, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(line.cells, values, strict=False):
            cell.text = str(value)
    return table


def saved(book: Any) -> bytes:
    """Return a workbook or document as bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


MAKERS = {"xlsx": as_xlsx, "docx": as_docx, "csv": as_csv}


def places(kind: str, column: int, count: int, first: int = 2) -> list[str]:
    """Return where the answers of a table stand in a file of this kind."""
    letter = chr(64 + column)
    shapes = {"xlsx": f"Cuestionario!{letter}{{}}", "docx": "table 1, row {}", "csv": "record {}"}
    return [shapes[kind].format(row) for row in range(first, first + count)]


def read(data: bytes, checklist_id: str = MANUFACTURER) -> SaqPreview:
    """Return the preview of a file made for a test."""
    return preview_bytes(data, "test", checklists.checklist(checklist_id))


def answers(shown: SaqPreview) -> list[LedgerRow]:
    """Return the rows that are no headings, company data and the like."""
    return [row for row in shown.rows if row.status != "no_answer"]


def outcome(shown: SaqPreview, truth: Mapping[str, Asked]) -> Counter[str]:
    """Count right, wrong and doubtful rows; claims and texts that differ; what was not foreseen.

    A doubtful row counts as lost if its true requirement is not among those it offers.
    """
    found: Counter[str] = Counter()
    rows = {row.place: row for row in shown.rows}
    for place, one in truth.items():
        row = rows.get(place)
        if row is None:
            found["missing"] += 1
            continue
        if row.status in {"accepted", "blank"}:
            found["right" if row.ref == one.ref else "wrong"] += 1
        else:
            found["to check"] += 1
            found["lost"] += one.ref not in {row.ref, *row.candidates}
        found["claims"] += row.claim.value != one.claim
        found["texts"] += row.text != one.text
    found["extra"] = sum(row.place not in truth for row in answers(shown))
    return +found
