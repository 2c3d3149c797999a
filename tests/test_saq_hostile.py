"""Files made to do harm, each read as the program reads it: an error message, and nothing else."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from assessor import errors
from assessor.content.drafting import draft_from
from assessor.saq import apart, child
from assessor.saq.libreoffice import find_libreoffice
from assessor.saq.package import load
from assessor.saq.types import Raw
from tests import hostile

SECRET = "the-words-of-another-file"
Make = Callable[[], bytes]


@pytest.fixture(autouse=True)
def ready() -> Iterator[None]:
    """Keep a process ready, as the window does."""
    child.warm_up()
    yield
    child.cool_down()


def read(data: bytes, folder: Path, name: str = "form.xlsx") -> Raw:
    """Read a file as the window and the command line do."""
    path = folder / name
    path.write_bytes(data)
    return apart.read_apart(path)


def words(raw: Raw) -> str:
    """Return all that was read of a file."""
    return " ".join(
        cell.text for block in raw.source.blocks for line in block.lines for cell in line.cells
    )


BOMBS: dict[str, tuple[Make, type[errors.AssessorError]]] = {
    "billion laughs, DOCX": (
        lambda: hostile.document(hostile.paragraph("&l9;"), before=hostile.LAUGHS),
        errors.SaqUnsafe,
    ),
    "billion laughs, XLSX": (
        lambda: hostile.workbook('<row><c t="str"><v>&l9;</v></c></row>', before=hostile.LAUGHS),
        errors.SaqUnsafe,
    ),
    "billion laughs, ODT": (
        lambda: hostile.open_document("<t:p>&l9;</t:p>", before=hostile.LAUGHS),
        errors.SaqUnsafe,
    ),
    "quadratic blowup": (
        lambda: hostile.open_document(f"<t:p>{'&l;' * 10_000}</t:p>", before=hostile.QUADRATIC),
        errors.SaqUnsafe,
    ),
    "entities in another encoding": (
        lambda: hostile.document(
            hostile.paragraph("&x;"),
            before='<?xml version="1.0" encoding="UTF-7"?>'
            + hostile.outside("file:///etc/passwd").replace("<!DOCTYPE", "+ADwAIQ-DOCTYPE"),
        ),
        errors.SaqUnsafe,
    ),
    "archive bomb": (hostile.archive_bomb, errors.SaqUnsafe),
    "many parts": (
        lambda: hostile.package({str(number): b"" for number in range(6_000)}),
        errors.SaqTooLarge,
    ),
    "deep XML": (
        lambda: hostile.document("<w:sdt><w:sdtContent>" * 50_000),
        errors.SaqUnreadable,
    ),
    "deep HTML": (lambda: b"<html>" + b"<div>" * 200_000 + b"x", errors.SaqTooLarge),
    "tables in tables": (
        lambda: b"<html>" + b"<table><tr><td>" * 20_000 + b"x",
        errors.SaqTooLarge,
    ),
    "cells merged over a million rows": (hostile.merged_downwards, errors.SaqTooLarge),
    "100,000 pages": (lambda: hostile.pages(100_000), errors.SaqTooLarge),
    "one endless cell": (lambda: b"a;b\n1;" + b"x" * 5_000_000, errors.SaqTooLarge),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_seconds(name: str, tmp_path: Path) -> None:
    make, error = BOMBS[name]
    start = time.monotonic()
    with pytest.raises(error) as told:
        read(make(), tmp_path)
    assert "form.xlsx" in str(told.value)
    assert time.monotonic() - start < 30


def test_comments_before_a_page_cost_no_time(tmp_path: Path) -> None:
    """Each could be taken for the end of the one before: 2 to the power of 800 ways."""
    start = time.monotonic()
    read(b"<!---->" * 800 + b"x", tmp_path)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("size", [60_000, 12_000])
def test_a_picture_of_a_few_bytes_and_many_pixels_is_refused(size: int, tmp_path: Path) -> None:
    with pytest.raises((errors.SaqTooLarge, errors.SaqNeedsOcr)):
        read(hostile.picture(size, size), tmp_path)


def test_a_table_of_criteria_is_bounded_in_the_same_way(tmp_path: Path) -> None:
    path = tmp_path / "criteria.pdf"
    path.write_bytes(hostile.pages(2_000))
    with pytest.raises(errors.SaqTooLarge, match="500 pages"):
        draft_from(path, checklist_id="x", title={"en": "X"})


# Nothing outside the file is opened


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Return another file on this computer, whose words must not be read."""
    path = tmp_path / "secret.txt"
    path.write_text(SECRET, encoding="utf-8")
    return path


@pytest.fixture
def called() -> Iterator[list[str]]:
    """Listen where the files point to; return what was asked for, and the address first."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        found = [f"http://127.0.0.1:{server.getsockname()[1]}/called"]
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                with suppress(TimeoutError):
                    connection, _from = server.accept()
                    connection.close()
                    found.append("called")

        thread = threading.Thread(target=listen)
        thread.start()
        yield found
        over.set()
        thread.join()


@pytest.mark.parametrize("kind", ["docx", "xlsx", "odt", "ods"])
def test_no_entity_opens_another_file(kind: str, tmp_path: Path, secret: Path) -> None:
    before = hostile.outside(secret.as_uri())
    made = {
        "docx": lambda: hostile.document(hostile.paragraph("&x;"), before=before),
        "xlsx": lambda: hostile.workbook(
            '<row r="1"><c r="A1" t="str"><v>&x;</v></c></row>', before=before
        ),
        "odt": lambda: hostile.open_document("<t:p>&x;</t:p>", before=before),
        "ods": lambda: hostile.open_document("&x;", before=before, kind="spreadsheet"),
    }[kind]()
    with pytest.raises(errors.SaqUnsafe):
        read(made, tmp_path)


def test_no_link_out_of_a_document_is_followed(
    tmp_path: Path, secret: Path, called: list[str]
) -> None:
    relations = "".join(
        f'<Relationship Id="r{at}" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
        for at, (kind, target) in enumerate(
            [
                ("attachedTemplate", called[0]),
                ("image", called[0]),
                ("header", secret.as_uri()),
                ("comments", secret.as_uri()),
                ("oleObject", secret.as_uri()),
                ("numbering", called[0]),
            ]
        )
    )
    data = hostile.document(
        hostile.paragraph("Answer"),
        **{"word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>"},
    )
    found = read(data, tmp_path)
    assert "Answer" in words(found)
    assert SECRET not in words(found)
    assert len(called) == 1


def test_nothing_that_a_page_points_to_is_fetched(
    tmp_path: Path, secret: Path, called: list[str]
) -> None:
    page = f"""<html><head><base href="{called[0]}"><link rel="stylesheet" href="{called[0]}">
        <script src="{called[0]}"></script><meta http-equiv="refresh" content="0;{called[0]}">
        </head><body><p>Answer</p><iframe src="{secret.as_uri()}"></iframe>
        <img src="{called[0]}"><object data="{secret.as_uri()}"></object>
        <embed src="{called[0]}"><video src="{called[0]}"></video>
        <div style="background:url({called[0]})">x</div></body></html>"""
    found = read(page.encode(), tmp_path)
    assert "Answer" in words(found)
    assert SECRET not in words(found)
    assert len(called) == 1


@pytest.mark.skipif(not find_libreoffice(), reason="LibreOffice is not installed")
def test_libreoffice_follows_no_link_either(
    tmp_path: Path, secret: Path, called: list[str]
) -> None:
    field = r"{\field{\*\fldinst %s}{\fldrslt old}}"
    fields = "".join(
        field % text
        for text in (
            rf'INCLUDETEXT "{secret}"',
            rf'INCLUDEPICTURE "{called[0]}"',
            rf'INCLUDEPICTURE "{called[0]}" \\d',
            rf'LINK Word.Document.8 "{secret}" "" \\a \\t',
            rf'DDEAUTO soffice "{secret}" x',
        )
    )
    data = rf"{{\rtf1\ansi Answer\par {fields}\par}}".encode()
    found = read(data, tmp_path)
    assert "Answer" in words(found)
    assert SECRET not in words(found)
    assert len(called) == 1


OFFLINE = """
import socket, sys
from assessor.saq.confine import go_offline
offline = go_offline()
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5).close()
except OSError:
    print(offline, "unreachable")
else:
    print(offline, "reached")
"""


def test_a_reading_process_has_no_network_where_linux_lets_it_leave(called: list[str]) -> None:
    port = called[0].rpartition(":")[2].partition("/")[0]
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, port], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() in {"True unreachable", "False reached"}


def test_what_is_too_large_is_not_even_loaded(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as stream:
        stream.truncate(50_000_001)
    with pytest.raises(errors.SaqTooLarge, match="50 MB"):
        load(path)
