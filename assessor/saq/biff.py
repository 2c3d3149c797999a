"""Walks the records of an XLS workbook: what the library that reads cells leaves out."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from assessor.errors import SaqUnreadable
from assessor.saq.ole import open_compound

BOF, EOF, CONTINUE, FILEPASS = 0x809, 0x0A, 0x3C, 0x2F
BOUNDSHEET, SST, NOTE, OBJ, TXO = 0x85, 0xFC, 0x1C, 0x5D, 0x1B6
_NOTE_BOX = 0x19  # the kind of box that shows a comment


@dataclass(frozen=True, slots=True)
class SheetStart:
    """Where a worksheet begins in the stream."""

    name: str
    offset: int


def stream_of(data: bytes) -> bytes:
    """Return the workbook's stream."""
    compound = open_compound(data)
    return compound.read("Workbook" if "Workbook" in compound.streams else "Book")


def is_locked(data: bytes) -> bool:
    """Whether the workbook is encrypted: it says so before it names its sheets."""
    kinds = (kind for kind, _ in records(stream_of(data)) if kind in {FILEPASS, BOUNDSHEET})
    return next(kinds, None) == FILEPASS


def records(stream: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and content of each record from `start` to the end of that part."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
        depth += (kind == BOF) - (kind == EOF)
        if kind == EOF and depth <= 0:
            return


def is_newer(stream: bytes) -> bool:
    """Whether the stream is of Excel 97 or later, whose texts are Unicode."""
    return len(stream) > 6 and struct.unpack_from("<H", stream, 4)[0] >= 0x600


def sheets(stream: bytes) -> list[SheetStart]:
    """Return the worksheets by name, in their order; charts and macro sheets are left out."""
    found = []
    newer = is_newer(stream)
    for kind, content in records(stream):
        if kind != BOUNDSHEET or len(content) < 8 or content[5] != 0:
            continue
        length = content[6]
        if newer:
            name = text_of(content[7], content[8:], length)
        else:
            name = content[7 : 7 + length].decode("cp1252", errors="replace")
        found.append(SheetStart(name, struct.unpack_from("<I", content)[0]))
    return found


def text_of(flags: int, content: bytes, length: int) -> str:
    """Return characters that are stored in one byte or in two."""
    if flags & 1:
        return content[: length * 2].decode("utf-16-le", errors="replace")
    return content[:length].decode("latin-1")


def boxes(stream: bytes, start: int) -> list[str]:
    """Return the texts of a sheet's text boxes and shapes, comments left out."""
    found, comment = [], False
    waiting, length = "", 0
    for kind, content in records(stream, start):
        if kind == OBJ and len(content) >= 8:
            comment = struct.unpack_from("<H", content, 4)[0] == _NOTE_BOX
        elif kind == TXO and len(content) >= 12:
            length, waiting = struct.unpack_from("<H", content, 10)[0], ""
        elif kind == CONTINUE and length and content:
            waiting += text_of(content[0], content[1:], length - len(waiting))
            if len(waiting) >= length:
                if not comment and waiting.strip():
                    found.append(waiting)
                length = 0
        elif kind != CONTINUE:
            length = 0
    return found


def strings(stream: bytes) -> list[str]:
    """Return the workbook's shared strings; a string may run over into the next record."""
    parts: list[bytes] = []
    taking = False
    for kind, content in records(stream):
        if kind == SST:
            taking = True
        elif kind != CONTINUE:
            taking = False
        if taking:
            parts.append(content)
    if not parts or len(parts[0]) < 8:
        return []
    try:
        return list(_Strings(parts).all(struct.unpack_from("<I", parts[0], 4)[0]))
    except (IndexError, struct.error) as error:
        raise SaqUnreadable(name="") from error


class _Strings:
    """A walk over the parts of the table of shared strings."""

    def __init__(self, parts: list[bytes]) -> None:
        self.parts, self.index, self.at = parts, 0, 8

    def all(self, count: int) -> Iterator[str]:
        for _ in range(min(count, sum(map(len, self.parts)))):
            length, flags = struct.unpack("<HB", self._take(3))
            runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
            extra = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
            yield self._characters(length, flags)
            self._skip(runs * 4 + extra)

    def _take(self, count: int) -> bytes:
        while self.at >= len(self.parts[self.index]):
            self.index, self.at = self.index + 1, 0
        taken = self.parts[self.index][self.at : self.at + count]
        self.at += count
        return taken

    def _skip(self, count: int) -> None:
        while count > 0:
            left = len(self.parts[self.index]) - self.at
            step = min(left, count)
            self.at, count = self.at + step, count - step
            if count:
                self.index, self.at = self.index + 1, 0

    def _characters(self, length: int, flags: int) -> str:
        text = ""
        while True:
            width = 2 if flags & 1 else 1
            room = (len(self.parts[self.index]) - self.at) // width
            step = min(room, length - len(text))
            piece = self.parts[self.index][self.at : self.at + step * width]
            text += piece.decode("utf-16-le" if width == 2 else "latin-1", errors="replace")
            self.at += step * width
            length -= step - len(piece) // width
            if len(text) >= length or (step == 0 and room):
                return text
            self.index, self.at = self.index + 1, 1  # the rest opens with its own flags
            flags = self.parts[self.index][0]
