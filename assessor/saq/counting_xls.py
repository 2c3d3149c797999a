"""Counts the rows of XLS workbooks by walking their records, apart from the library that reads."""

import struct
from collections.abc import Iterator

from assessor.errors import SaqUnreadable
from assessor.saq import biff
from assessor.saq.text import column_letters

_LABELSST, _LABEL, _RSTRING = 0xFD, 0x204, 0xD6
_NUMBER, _RK, _MULRK, _BOOLERR, _STRING = 0x203, 0x27E, 0xBD, 0x205, 0x207
_FORMULAS = {0x06, 0x206, 0x406}
_VALUES = {_NUMBER, _RK, _MULRK, _BOOLERR}


def count_xls(data: bytes) -> list[str]:
    """Return the key of each row, comment and text box of each sheet that holds something."""
    stream = biff.stream_of(data)
    shared = [bool(text.strip()) for text in biff.strings(stream)]
    found: list[str] = []
    try:
        for sheet in biff.sheets(stream):
            rows = _filled_rows(stream, sheet.offset, shared)
            found += [f"{sheet.name}!{row + 1}" for row in sorted(rows)]
            found += [f"{sheet.name}!{place} comment" for place in _comments(stream, sheet.offset)]
            boxes = biff.boxes(stream, sheet.offset)
            found += [f"{sheet.name} text box {index}" for index in range(1, len(boxes) + 1)]
    except (struct.error, IndexError) as error:
        raise SaqUnreadable(name="") from error
    return found


def _filled_rows(stream: bytes, start: int, shared: list[bool]) -> set[int]:
    rows: set[int] = set()
    newer, asked = biff.is_newer(stream), -1
    for kind, content in biff.records(stream, start):
        if kind in _VALUES:
            rows.add(_row(content))
        elif kind == _LABELSST:
            index = struct.unpack_from("<I", content, 6)[0]
            rows |= {_row(content)} if index < len(shared) and shared[index] else set()
        elif kind in {_LABEL, _RSTRING}:
            rows |= {_row(content)} if _label(content[6:], newer=newer).strip() else set()
        elif kind in _FORMULAS:
            asked = _row(content)
            if content[12:14] != b"\xff\xff" or content[6] in {1, 2}:
                rows.add(asked)
        elif kind == _STRING and asked >= 0 and _label(content, newer=newer).strip():
            rows.add(asked)
    return rows


def _row(content: bytes) -> int:
    return int(struct.unpack_from("<H", content)[0])


def _label(content: bytes, *, newer: bool) -> str:
    length = struct.unpack_from("<H", content)[0]
    if newer:
        return biff.text_of(content[2], content[3:], length)
    return content[2 : 2 + length].decode("latin-1")


def _comments(stream: bytes, start: int) -> Iterator[str]:
    """Yield the cells whose comments say something, by the numbers of their boxes."""
    texts: dict[int, str] = {}
    number, length = -1, 0
    notes = []
    for kind, content in biff.records(stream, start):
        if kind == biff.OBJ and len(content) >= 8:
            number = struct.unpack_from("<H", content, 6)[0]
        elif kind == biff.TXO and len(content) >= 12:
            length = struct.unpack_from("<H", content, 10)[0]
        elif kind == biff.CONTINUE and length and content:
            texts[number] = texts.get(number, "") + biff.text_of(content[0], content[1:], length)
            length = 0
        elif kind == biff.NOTE and len(content) >= 8:
            notes.append(struct.unpack_from("<HHHH", content))
    for row, column, _, id in notes:
        if texts.get(id, "").strip():
            yield f"{column_letters(column + 1)}{row + 1}"
