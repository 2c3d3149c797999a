"""Opens the compound files of the office programs before 2007: a small file system in a file."""

import struct
from functools import lru_cache

from assessor.errors import SaqTooLarge, SaqUnreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_STREAMS = 20_000
_HEADER = 512
_LAST = 0xFFFFFFF0  # sector numbers from here on mean: none, the end, a table


class Compound:
    """The streams of a compound file by name; every chain is bounded by the file's size."""

    def __init__(self, data: bytes) -> None:
        """Read the tables; SaqUnreadable if they are damaged."""
        self.data = data
        try:
            self._open()
        except (struct.error, IndexError, ValueError, UnicodeDecodeError) as error:
            raise SaqUnreadable(name="") from error

    def _open(self) -> None:
        shift, mini = struct.unpack_from("<HH", self.data, 30)
        if shift not in {9, 12} or mini != 6:
            raise SaqUnreadable(name="")
        self.size, self.mini_size = 1 << shift, 1 << mini
        start, _, self.cutoff, small, _, more, count = struct.unpack_from("<7I", self.data, 48)
        tables = list(struct.unpack_from("<109I", self.data, 76))
        step = self.size // 4
        for _ in range(min(count, len(self.data) // self.size)):
            if more >= _LAST:
                break
            numbers = struct.unpack(f"<{step}I", self._sector(more))
            tables += numbers[:-1]
            more = numbers[-1]
        self.next: list[int] = []
        for table in tables:
            if table < _LAST:
                self.next += struct.unpack(f"<{step}I", self._sector(table))
        entries = self._chain(start)
        self.streams: dict[str, tuple[int, int]] = {}
        for at in range(0, min(len(entries), 128 * MAX_STREAMS) - 127, 128):
            self._entry(entries[at : at + 128])
        packed = self._chain(small) if small < _LAST else b""
        self.next_mini = list(struct.unpack(f"<{len(packed) // 4}I", packed))

    def _entry(self, entry: bytes) -> None:
        length, kind = struct.unpack_from("<HB", entry, 64)
        first, size = struct.unpack_from("<II", entry, 116)
        if kind == 5:
            self.mini = self._chain(first) if first < _LAST else b""
        elif kind == 2 and 2 <= length <= 64:
            name = entry[: length - 2].decode("utf-16-le")
            self.streams.setdefault(name, (first, size))

    def _sector(self, number: int) -> bytes:
        at = self.size * (number + 1)
        return self.data[at : at + self.size].ljust(self.size, b"\0")

    def _chain(self, number: int) -> bytes:
        limit = len(self.data) // self.size + 1
        found: list[bytes] = []
        while number < _LAST and len(found) <= limit:
            found.append(self._sector(number))
            number = self.next[number]
        if len(found) > limit:
            raise SaqUnreadable(name="")
        return b"".join(found)

    def read(self, name: str) -> bytes:
        """Return a stream's bytes; SaqUnreadable if it is missing or damaged."""
        try:
            number, size = self.streams[name]
            if size > len(self.data):
                raise SaqTooLarge(name="", what=f"{size // 1_000_000} MB")
            if size >= self.cutoff:
                return self._chain(number)[:size]
            found = []
            for _ in range(size // self.mini_size + 1):
                if number >= _LAST:
                    break
                at = self.mini_size * number
                found.append(self.mini[at : at + self.mini_size])
                number = self.next_mini[number]
            return b"".join(found)[:size]
        except (KeyError, IndexError, AttributeError) as error:
            raise SaqUnreadable(name="") from error


@lru_cache(maxsize=1)
def open_compound(data: bytes) -> Compound:
    """Return the compound file, opened once for all who ask what it is."""
    return Compound(data)


def has_stream(data: bytes, *names: str) -> bool:
    """Whether the bytes are a compound file that holds one of these streams."""
    if not data.startswith(MAGIC):
        return False
    try:
        streams = open_compound(data).streams
    except SaqUnreadable:
        return False
    return any(name in streams for name in names)
