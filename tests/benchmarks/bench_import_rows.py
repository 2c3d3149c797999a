"""Figures of the import of very many rows: 100,000 of them in each format that holds tables."""

import html
import io
import time
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from assessor import checklist as checklists
from assessor import saq
from assessor.saq import steps
from tests import saq_samples as forms

ROWS = 100_000
AIM = 10  # seconds of the processor
Rows = Sequence[Sequence[str]]

pytestmark = pytest.mark.benchmark

_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def many() -> list[list[str]]:
    """Return a head and 100,000 rows that answer the same 95 questions again and again."""
    asked = forms.manufacturer()
    rows = [forms.rows_of([], "es")[0]]
    for number in range(ROWS):
        one = asked[number % len(asked)]
        rows.append([one.ref, one.question, "Sí", f"n.º {number}", ""])
    return rows


def as_html(rows: Rows) -> bytes:
    """Return a page with one table."""
    lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    table = "".join(f"<tr>{line}</tr>\n" for line in lines)
    page = f"<html><head><meta charset='utf-8'></head><body><table>{table}</table></body></html>"
    return page.encode()


def as_ods(rows: Rows) -> bytes:
    """Return a spreadsheet with one sheet of texts."""

    def cell(text: str) -> str:
        inner = f"<text:p>{html.escape(text)}</text:p>"
        return f'<table:table-cell office:value-type="string">{inner}</table:table-cell>'

    lines = ("".join(map(cell, row)) for row in rows)
    table = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f"<office:document-content {_SPACES}><office:body><office:spreadsheet>"
            f'<table:table table:name="Cuestionario">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return stream.getvalue()


MAKERS: dict[str, Callable[[Rows], bytes]] = {
    "csv": forms.as_csv,
    "tsv": partial(forms.as_csv, delimiter="\t"),
    "xlsx": forms.as_xlsx,
    "ods": as_ods,
    "html": as_html,
}


@pytest.mark.parametrize("kind", MAKERS)
def test_100_000_rows_are_previewed(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"many.{kind}"
    told: list[int] = []
    path.write_bytes(MAKERS[kind](many()))
    begin, wall = time.process_time(), time.perf_counter()
    with steps.told_to(lambda done, _total: told.append(done)):
        shown = saq.preview(path, checklists.checklist(forms.MANUFACTURER))
    seconds, wall = time.process_time() - begin, time.perf_counter() - wall
    print(
        f"\n100,000 rows of {kind}: {seconds:.1f} s of the processor, {wall:.1f} s on the wall;"
        f" aim {AIM} s; {len(told)} times told how far"
    )
    assert shown.counts.read == ROWS + 1
    assert len(told) > ROWS // steps.EACH
