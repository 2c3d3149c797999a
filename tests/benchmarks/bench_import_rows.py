"""Figures of the import of very many rows: 100,000 of them in each format that holds tables."""

import html
import io
import random
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from assessor import checklist as checklists
from assessor import saq
from assessor.saq import child
from tests import saq_samples as forms

ROWS = 100_000
AIM = 10  # seconds from the path to the preview
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


def unlike(rows: Rows) -> Rows:
    """Return the rows with a question of its own in each: nothing can be known from another."""
    return [rows[0], *([ref, f"{asked} ({number})", *rest]
                       for number, (ref, asked, *rest) in enumerate(rows[1:]))]  # fmt: skip


def numbered(rows: Rows) -> Rows:
    """Return as many rows of a list that has nothing to do with the checklist."""
    return [rows[0], *([str(at), f"Question {at}", "Yes", f"Answer {at}", ""]
                       for at in range(1, len(rows)))]  # fmt: skip


def jumbled(rows: Rows) -> Rows:
    """Return as many rows whose questions are words of the field at random."""
    dice, words = random.Random(5), " ".join(row[1] for row in rows[1:96]).split()
    return [rows[0], *([str(at), " ".join(dice.choices(words, k=14)), "Sí", f"n.º {at}", ""]
                       for at in range(1, len(rows)))]  # fmt: skip


@pytest.fixture(autouse=True)
def ready() -> Iterator[None]:
    """Keep a process ready, as the window does."""
    child.warm_up()
    time.sleep(2)
    yield
    child.cool_down()


@pytest.mark.parametrize("kind", MAKERS)
def test_100_000_rows_are_previewed(kind: str, tmp_path: Path) -> None:
    measure(tmp_path / f"many.{kind}", MAKERS[kind](many()))


@pytest.mark.parametrize("make", [unlike, numbered, jumbled])
def test_100_000_rows_that_all_ask_something_else_are_previewed(
    make: Callable[[Rows], Rows], tmp_path: Path
) -> None:
    measure(tmp_path / f"{make.__name__}.csv", forms.as_csv(make(many())))


def measure(path: Path, content: bytes) -> None:
    """Read and match a file as the window does, and say how long that took."""
    path.write_bytes(content)
    told = [time.perf_counter()]
    begin, wall = time.process_time(), time.perf_counter()
    shown = saq.preview_apart(
        path,
        checklists.checklist(forms.MANUFACTURER),
        report=lambda _done, _total: told.append(time.perf_counter()),
    )
    seconds, wall = time.process_time() - begin, time.perf_counter() - wall
    waited = max(after - before for before, after in pairwise(told))
    print(
        f"\n100,000 rows of {path.name}: {wall:.1f} s on the wall, {seconds:.1f} s of the processor"
        f" in the program; aim {AIM} s; told {len(told)} times, after {waited:.2f} s at the latest"
    )
    assert shown.counts.read == ROWS + 1
