"""Delimited text in the encodings and shapes that portals and offices write."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.saq.counting import count_records, missing
from assessor.saq.readers.csv_file import count_text, decode, is_text, read_text, shape
from assessor.saq.text import BLANK
from tests import saq_samples as forms

ROWS = [
    ["ID", "Criterio", "Respuesta", "Descripción"],
    ["7.1", "Carga en espera", "Sí", "Señalización añadida, ¿quién? – «él»"],
    ["7.2", "Plagas; revisión", "No", 'dijo "sí"\ny se fue'],
]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_any_common_encoding_and_delimiter_is_read(encoding: str, delimiter: str) -> None:
    found = forms.read(forms.as_csv(ROWS, delimiter=delimiter, encoding=encoding))
    assert [(row.place, row.claim, row.text) for row in found.rows[1:]] == [
        ("record 2", "yes", "Señalización añadida, ¿quién? – «él»"),
        ("record 3", "no", 'dijo "sí"\ny se fue'),
    ]


@pytest.mark.parametrize("encoding", ["latin-1", "mac_roman", "cp850"])
def test_old_encodings_are_told_apart_by_what_they_make_of_accents(encoding: str) -> None:
    rows = [ROWS[0], ["7.1", "x", "Sí", "Señalización añadida, ¿quién está allí?"]]
    found = forms.read(forms.as_csv(rows, encoding=encoding))
    assert found.rows[1].text == "Señalización añadida, ¿quién está allí?"
    assert found.notices[0].values["delimiter"] == ";"


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    text = 'ID;Criterio;Respuesta;Nota\n7.1;"Carga;Sí;uno\n7.2;Plagas;No;dos\n'
    shown = forms.read(text.encode())
    assert [(row.ref, row.text) for row in forms.answers(shown)] == [("7.1", "uno"), ("7.2", "dos")]
    assert "quotes" in {notice.code for notice in shown.notices}


def test_a_line_that_names_the_delimiter_is_believed() -> None:
    shown = forms.read(b"sep=|\nID|Criterio|Respuesta|Nota, corta\n7.1|Carga, en espera|Si|a, b\n")
    (row,) = forms.answers(shown)
    assert (row.place, row.text, row.claim) == ("record 3", "a, b", "yes")


def test_records_are_counted_with_blank_ones_and_line_breaks() -> None:
    text = 'a;b\n\n"x\n\ny";z\n;;\nlast'
    assert count_records(text, ";", '"') == ["record 1", "record 3", "record 5"]
    assert [line.key for line in read_text(text.encode()).blocks[0].lines] == [
        "record 1", "record 3", "record 5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04", b"%PDF-1.7", b"\x89PNG\r\n", bytes(range(32)), b"<html><body>", b"<?xml?>"],
)
def test_other_kinds_of_files_are_no_text(data: bytes) -> None:
    assert not is_text(data)


FIELDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)
LINES = st.text("ab ñ\n;,\"'", max_size=12)


@settings(max_examples=40)
@given(st.lists(st.lists(FIELDS | LINES, min_size=2, max_size=5), min_size=1, max_size=12))
def test_every_record_is_read_once_and_counted_once(rows: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(rows)
    data = stream.getvalue().encode()
    lines = read_text(data).blocks[0].lines
    assert missing([line.key for line in lines], count_text(data)) == []
    assert {line.key for line in lines} == set(count_text(data))


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_that_look_like_text_can_be_read(data: bytes) -> None:
    if is_text(data):
        decode(data)
        shape(data)
        lines = read_text(data).blocks[0].lines
        assert missing([line.key for line in lines], count_text(data)) == []


def counted_char_by_char(text: str, delimiter: str, quote: str) -> list[str]:
    """Count records in the plainest way there is: one character after another."""
    found, number, filled, state = [], 1, False, "start"
    for char in text.replace("\r\n", "\n").replace("\r", "\n") + "\n":
        if state == "quoted" and char == quote:
            state = "closed"
        elif state == "quoted" or (state == "closed" and char == quote):
            state, filled = "quoted", filled or bool(char.strip(BLANK))
        elif char == "\n":
            found += [f"record {number}"] if filled else []
            number, filled, state = number + 1, False, "start"
        elif char == delimiter:
            state = "start"
        elif char == quote and state == "start":
            state = "quoted"
        else:
            state, filled = "plain", filled or bool(char.strip(BLANK))
    return found + ([f"record {number}"] if filled else [])


@given(st.text('"\n\r;, \u200b\u00a0ab^-]', max_size=20), st.sampled_from(";,^|\t"))
def test_counting_by_lines_is_counting_by_characters(text: str, delimiter: str) -> None:
    for quote in ('"', ""):
        assert count_records(text, delimiter, quote) == counted_char_by_char(text, delimiter, quote)
