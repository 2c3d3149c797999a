"""The samples in every other format come out exactly as in the format they were written in."""

import re
from pathlib import Path

import pytest

from assessor.saq.preview import preview_bytes
from assessor.saq.types import LedgerRow, SaqPreview
from tests import saq_samples as forms

FORMATS = forms.SAMPLES / "formats"
COPIES = [
    ("ctpat_fabricante_es.xls", "ctpat_fabricante_es.xlsx"),
    ("ctpat_fabricante_es.ods", "ctpat_fabricante_es.xlsx"),
    ("ctpat_importer_en.odt", "ctpat_importer_en.docx"),
    ("perfil_narrativo_es.odt", "perfil_narrativo_es.docx"),
    ("saq_ue_es.odt", "saq_ue_es.docx"),
]


def copy_of(name: str, original: str) -> SaqPreview:
    """Return the preview of a sample that was saved in another format."""
    data = Path(FORMATS / name).read_bytes()
    return preview_bytes(data, name, forms.checklist_of(original))


def said(row: LedgerRow) -> tuple[object, ...]:
    """Return all that an import would take from a row; page numbers are the format's own."""
    shown = re.sub(r"\d+ (de|of) \d+", "", row.text) if row.kind == "page" else row.text
    return (row.place, row.status, row.ref, row.part, row.claim, shown, row.documents, row.hidden)


@pytest.mark.parametrize(("name", "original"), COPIES)
def test_another_format_gives_the_same_rows_at_the_same_places(name: str, original: str) -> None:
    shown, known = copy_of(name, original), forms.sample(original)
    assert not {*map(said, shown.rows)} ^ {*map(said, known.rows)}
    assert len(shown.rows) == len(known.rows)
    assert shown.counts == known.counts
    assert (shown.company, shown.language) == (known.company, known.language)


@pytest.mark.parametrize(("name", "original"), COPIES)
def test_what_the_manifest_says_holds_in_every_format(name: str, original: str) -> None:
    rows = {row.place: row for row in copy_of(name, original).rows}
    for entry in forms.manifest(original)["rows"]:
        row = rows[entry["place"]]
        assert (row.text, list(row.documents)) == (entry["text"], entry["documents"])
        if row.status in {"accepted", "blank"}:
            assert (row.ref, row.part) == (entry["ref"], entry.get("part", ""))
    for entry in forms.manifest(original)["other_rows"]:
        assert (rows[entry["place"]].status == "unmatched") == entry["must_report"]
