"""Reads delimited text in the encodings and with the delimiters that portals and offices use."""

import csv
import io
from dataclasses import dataclass
from functools import lru_cache

from assessor.errors import SaqTooLarge
from assessor.i18n import N_
from assessor.saq.counting import count_records
from assessor.saq.types import Block, Cell, Line, Notice, Reader, Source

MEDIA_TYPE = "text/csv"
MAX_RECORDS = 500_000
MAX_FIELDS = 1_000  # in one record: no form asks in so many columns
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ENCODINGS = ("cp1252", "mac_roman", "cp850")
# What text in the languages of the field holds beyond ASCII; anything else speaks against it.
_EXPECTED = set("áéíóúñüÁÉÍÓÚÑÜàâçèêëîïôùûœÀÂÇÈÊËÎÏÔÙÛãõÃÕºª¿¡«»“”‘’–—…€°·•£§´\u00a0")
_DELIMITERS = ";,\t|"
_BLANK = " \t\n\r\f\v\ufeff\u00a0\u200b"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text is divided into records."""

    text: str
    encoding: str
    delimiter: str
    quote: str


def is_text(data: bytes) -> bool:
    """Whether the bytes are text and not some other kind of file."""
    if data.startswith(
        (b"PK", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")
    ):
        return False
    start = data[:4000]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _utf16_without_mark(start):
        return True
    opening = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
    if opening.startswith((b"<!doctype", b"<html", b"<?xml")):
        return False
    if _is_noise(data[:4000]):
        return False
    return not any(byte < 32 and byte not in b"\t\n\r\f\v\x1a" for byte in start)


def _is_noise(start: bytes) -> bool:
    """Whether a third of the bytes are no ASCII and no UTF-8 either: no office writes that."""
    beyond = sum(byte > 127 for byte in start)
    text = start.decode("utf-8", errors="ignore")
    return beyond * 3 > len(start) and len(text.encode()) < len(start) - 8


def _utf16_without_mark(start: bytes) -> str:
    """Return the byte order of UTF-16 text that does not announce itself, if it is that."""
    if len(start) < 8 or len(start) % 2:
        start = start[: len(start) // 2 * 2]
    half = max(len(start) // 2, 1)
    if start[1::2].count(0) > half * 0.7 and start[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if start[::2].count(0) > half * 0.7 and start[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the encoding it was read in."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    silent = _utf16_without_mark(data[:4000])
    if silent:
        return data.decode(silent, errors="replace"), silent
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    best = max(_ENCODINGS, key=lambda encoding: _plausibility(data, encoding))
    return data.decode(best, errors="replace"), best


def _plausibility(data: bytes, encoding: str) -> int:
    text = data[:200_000].decode(encoding, errors="replace")
    return sum(1 if char in _EXPECTED else -3 for char in text if ord(char) > 127)


@lru_cache(maxsize=1)
def shape(data: bytes) -> Shape:
    """Return how the file is encoded and divided; a quote never closed is read as a character."""
    text, encoding = decode(data)
    text = text.replace("\x00", "")
    delimiter = _delimiter(text)
    quote = '"' if _quotes_close(text, delimiter) else ""
    return Shape(text, encoding, delimiter, quote)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0].strip("\r\ufeff ").casefold()
    if first.startswith("sep=") and first[4:5] in set(_DELIMITERS):
        return first[4]
    return max(_DELIMITERS, key=lambda delimiter: _regularity(text, delimiter))


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
            if any(field.count("\n") > 200 for field in record):
                return False
    except csv.Error as error:
        return "end of data" not in str(error) and "field larger" not in str(error)
    return True


def _records(text: str, delimiter: str, quote: str) -> list[list[str]]:
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


def read_text(data: bytes) -> Source:
    """Return every record that holds something; the first line of the file is record 1."""
    form = shape(data)
    lines = []
    for number, record in enumerate(_records(form.text, form.delimiter, form.quote), 1):
        key = f"record {number}"
        texts = [field.strip(_BLANK).replace("\r\n", "\n") for field in record]
        cells = tuple(Cell(key, text, column) for column, text in enumerate(texts, 1) if text)
        if cells:
            lines.append(Line(key, cells, width=len(record)))
    names = {"\t": N_("tabulator"), ";": ";", ",": ",", "|": "|"}
    values = {"encoding": form.encoding, "delimiter": names[form.delimiter]}
    notices = [Notice("encoding", N_("Read as {encoding}, divided by {delimiter}."), "", values)]
    if not form.quote:
        notices.append(
            Notice("quotes", N_("A quotation mark is never closed; it was read as it is."))
        )
    return Source(
        MEDIA_TYPE,
        (Block("", "sheet", tuple(lines), delimiter=form.delimiter),),
        tuple(notices),
    )


def count_text(data: bytes) -> list[str]:
    """Return the keys of all records that hold something, counted character by character."""
    form = shape(data)
    return count_records(form.text, form.delimiter, form.quote)


PLUGIN = Reader("csv", ("csv", "tsv", "txt", "tab"), is_text, read_text, count_text)
