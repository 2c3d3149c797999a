"""Reads text, delimited or plain, in the encodings that portals and offices use."""

import csv
import io
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Literal

from assessor.errors import SaqTooLarge, SaqUnknownEncoding
from assessor.i18n import N_
from assessor.saq.counting import count_records
from assessor.saq.encodings import CHOICES, decode, decode_as, of_another_script, without_mark
from assessor.saq.steps import EACH, step
from assessor.saq.text import BLANK
from assessor.saq.types import Block, Cell, Line, Notice, Reader, Source

MEDIA_TYPE = "text/csv"
PLAIN = "text/plain"
MAX_RECORDS = 500_000
MAX_FIELDS = 1_000  # in one record: no form asks in so many columns
_DELIMITERS = ";,\t|^~"
NO_DELIMITER = "-"  # what a person chooses for text that is not divided
_TABLE_LIKE = 0.5  # below this regularity the text is prose: its commas divide nothing


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text is divided into records."""

    text: str
    encoding: str
    delimiter: str  # empty: each line is a paragraph
    quote: str


def is_text(data: bytes) -> bool:
    """Whether the bytes are text and not some other kind of file."""
    if data.startswith(
        (b"PK", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")
    ):
        return False
    start = data[:4000]
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or without_mark(start):
        return True
    opening = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
    if opening.startswith((b"<!doctype", b"<html", b"<?xml")):
        return False
    if _is_noise(start) and not of_another_script(data):
        return False
    return not any(byte < 32 and byte not in b"\t\n\r\f\v\x1a" for byte in start)


def _is_noise(start: bytes) -> bool:
    """Whether a third of the bytes are no ASCII and no UTF-8 either: no office writes that."""
    beyond = sum(byte > 127 for byte in start)
    text = start.decode("utf-8", errors="ignore")
    return beyond * 3 > len(start) and len(text.encode()) < len(start) - 8


@lru_cache(maxsize=1)
def shape(data: bytes, encoding: str = "", delimiter: str = "") -> Shape:
    """Return how the file is encoded and divided; what is given counts, the rest is told by it.

    A quote never closed is read as a character. SaqUnknownEncoding if there is no such encoding.
    """
    if encoding:
        decoded = decode_as(data, encoding)
        if decoded is None:
            raise SaqUnknownEncoding(name="", encoding=encoding, known=", ".join(CHOICES))
    else:
        decoded = decode(data)
    text = decoded[0].replace("\x00", "")
    divided = delimiter[:1] if delimiter else _delimiter(text)
    if divided in {"", NO_DELIMITER}:
        return Shape(text, decoded[1], "", "")
    quote = '"' if _quotes_close(text, divided) else ""
    return Shape(text, decoded[1], divided, quote)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0].strip("\r\ufeff ").casefold()
    if first.startswith("sep=") and first[4:5] in set(_DELIMITERS):
        return first[4]
    found = {delimiter: _regularity(text, delimiter) for delimiter in _DELIMITERS}
    best = max(found, key=lambda delimiter: found[delimiter])
    return best if found[best] >= _TABLE_LIKE else ""


def _regularity(text: str, delimiter: str) -> float:
    """Return how table-like the text is with this delimiter: many records of the same width."""
    sample = text[:60_000]
    try:
        widths = [len(record) for record in _records(sample, delimiter, '"') if any(record)]
    except SaqTooLarge:
        return 0.0 if text.count("\n") else 9.0
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0.0
    usual = max(set(wide), key=wide.count)
    return wide.count(usual) / len(widths) * (1 + min(usual, 8) / 8)


def _quotes_close(text: str, delimiter: str) -> bool:
    try:
        stream = io.StringIO(text, newline="")
        for record in csv.reader(stream, delimiter=delimiter, strict=True):
            if any(len(field) > 200 and field.count("\n") > 200 for field in record):
                return False
    except csv.Error as error:
        return "end of data" not in str(error) and "field larger" not in str(error)
    return True


def _records(text: str, delimiter: str, quote: str) -> list[list[str]]:
    if not delimiter:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if len(lines) > MAX_RECORDS:
            raise SaqTooLarge(name="", what=f"> {MAX_RECORDS} lines")
        return [[line] for line in lines]
    csv.field_size_limit(10_000_000)
    stream = io.StringIO(text, newline="")
    if quote:
        reader = csv.reader(stream, delimiter=delimiter, quotechar=quote)
    else:
        reader = csv.reader(stream, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    found = []
    for record in reader:
        found.append(record)
        if len(record) > MAX_FIELDS:
            raise SaqTooLarge(name="", what=f"> {MAX_FIELDS} columns")
        if len(found) > MAX_RECORDS:
            raise SaqTooLarge(name="", what=f"> {MAX_RECORDS} records")
    return found


def read_text(data: bytes, encoding: str = "", delimiter: str = "") -> Source:
    """Return every record that holds something; the first line of the file is record 1."""
    form = shape(data, encoding, delimiter)
    wound = "\r\n" in form.text
    lines = []
    for number, record in enumerate(_records(form.text, form.delimiter, form.quote), 1):
        key = f"record {number}"
        texts = [field.strip(BLANK) for field in record]
        cells = tuple(
            Cell(key, text.replace("\r\n", "\n") if wound else text, column)
            for column, text in enumerate(texts, 1)
            if text
        )
        if number % EACH == 0:
            step(number)
        if cells:
            lines.append(Line(key, cells, width=len(record)))
    notices = [_told(form)]
    if form.delimiter and not form.quote:
        notices.append(
            Notice("quotes", N_("A quotation mark is never closed; it was read as it is."))
        )
    kind: Literal["sheet", "text"] = "sheet" if form.delimiter else "text"
    return Source(
        MEDIA_TYPE if form.delimiter else PLAIN,
        (Block("", kind, tuple(lines), delimiter=form.delimiter),),
        tuple(notices),
    )


def _told(form: Shape) -> Notice:
    """Return what was detected, so that a person can see it and choose otherwise."""
    if not form.delimiter:
        text = N_("Read as {encoding}, line by line.")
        return Notice("encoding", text, "", {"encoding": form.encoding, "delimiter": ""})
    name = N_("tabulator") if form.delimiter == "\t" else form.delimiter
    values = {"encoding": form.encoding, "delimiter": name}
    return Notice("encoding", N_("Read as {encoding}, divided by {delimiter}."), "", values)


def count_text(data: bytes, encoding: str = "", delimiter: str = "") -> list[str]:
    """Return the keys of all records that hold something, counted character by character."""
    form = shape(data, encoding, delimiter)
    return count_records(form.text, form.delimiter, form.quote)


def read_as(encoding: str, delimiter: str) -> Reader:
    """Return the reader for a person who knows better how the text is encoded or divided."""
    return replace(
        PLUGIN,
        read=partial(read_text, encoding=encoding, delimiter=delimiter),
        count=partial(count_text, encoding=encoding, delimiter=delimiter),
    )


PLUGIN = Reader(
    "csv", ("csv", "tsv", "txt", "tab"), is_text, read_text, count_text, read_as=read_as
)
