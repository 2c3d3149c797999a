"""Takes compound files (XLS, DOC) apart into streams and records, and builds them anew."""

import struct
from random import Random

from assessor.errors import AssessorError
from assessor.saq.ole import MAGIC, Compound
from tests.fuzz.bytewise import TEXTS, Mutate, shuffle_list

_SECTOR, _SMALLEST = 512, 4096
_FREE, _END, _TABLE, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_NAMES = ("Workbook", "Book", "WordDocument", "EncryptedPackage", "VBA")
Record = tuple[int, bytes]


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a compound file of these streams, each as large as its own sectors want it."""
    padded = {name: content.ljust(_SMALLEST, b"\0") for name, content in streams.items()}
    entries = (len(padded) + 1 + 3) // 4
    body = [-(-len(content) // _SECTOR) for content in padded.values()]
    tables = 1
    while tables * 128 < tables + entries + sum(body):
        tables += 1
    numbers = [_TABLE] * tables + _chain(tables, entries)
    places = []
    for count in body:
        places.append(len(numbers))
        numbers += _chain(len(numbers), count)
    numbers += [_FREE] * (tables * 128 - len(numbers))
    head = MAGIC + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, tables, tables, 0, _SMALLEST, _END, 0, _END, 0)
    head += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    folder = _entry("Root Entry", 5, child=1)
    for at, (name, content) in enumerate(padded.items()):
        right = at + 2 if at + 1 < len(padded) else _NONE
        size = len(content)
        folder += _entry(name, 2, child=_NONE, right=right, start=places[at], size=size)
    blocks = [content.ljust(count * _SECTOR, b"\0")
              for content, count in zip(padded.values(), body, strict=True)]  # fmt: skip
    table = struct.pack(f"<{len(numbers)}I", *numbers)
    return head + table + folder.ljust(entries * _SECTOR, b"\0") + b"".join(blocks)


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), _END]


def _entry(
    name: str, kind: int, *, child: int, right: int = _NONE, start: int = _END, size: int = 0
) -> bytes:
    stored = (name[:31] + "\0").encode("utf-16-le")
    links = struct.pack("<HBB3I", len(stored), kind, 1, _NONE, right, child)
    return stored.ljust(64, b"\0") + links + bytes(36) + struct.pack("<III", start, size, 0)


def streams_of(data: bytes) -> dict[str, bytes]:
    """Return a compound file's streams; none if it cannot be opened."""
    try:
        opened = Compound(data)
        return {name: opened.read(name) for name in opened.streams}
    except (AssessorError, struct.error):
        return {}


def records_of(stream: bytes) -> list[Record]:
    """Return the records of a workbook's stream."""
    found, at = [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        found.append((kind, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    return found


def joined(records: list[Record]) -> bytes:
    """Return a stream of these records; where sheets begin is put right again."""
    places, starts, at = [], [], 0
    for kind, content in records:
        places.append(at)
        if kind == 0x809 and at:
            starts.append(at)
        at += 4 + len(content)
    sheets = iter(starts)
    made = []
    for kind, content in records:
        shown = content
        if kind == 0x85 and len(content) >= 4:
            shown = struct.pack("<I", next(sheets, 0)) + content[4:]
        made.append(struct.pack("<HH", kind, len(shown)) + shown)
    return b"".join(made)


def mutate_workbook(data: bytes, rng: Random, *, bytewise: Mutate) -> bytes:
    """Change the records of an XLS workbook; now and then the file that holds them."""
    streams = streams_of(data)
    name = next((name for name in ("Workbook", "Book") if name in streams), "")
    if not name or rng.random() < 0.1:
        return bytewise(data, rng)
    records = records_of(streams[name])
    if rng.random() < 0.05:
        return compound({name: bytewise(streams[name], rng)})
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.randrange(max(len(records), 1)) if records else 0
        match rng.randint(0, 4):
            case 0:
                records = shuffle_list(records, rng)
            case 1 if records:
                kind, content = records[at]
                half = rng.randint(0, len(content))
                records[at : at + 1] = [(kind, content[:half]), (0x3C, content[half:])]
            case 2 if records:
                kind, content = records[at]
                where = rng.randint(0, max(len(content) - 2, 0))
                number = struct.pack("<H", rng.choice((0, 1, 2, 255, 256, 0x7FFF, 0xFFFF)))
                records[at] = (kind, content[:where] + number + content[where + 2 :])
            case 3 if records:
                text = rng.choice(TEXTS)[:200].encode("utf-16-le", "replace")
                kind, content = records[at]
                where = rng.randint(0, len(content))
                records[at] = (kind, (content[:where] + text + content[where + len(text) :])[:8224])
            case _ if records:
                kind, content = records[at]
                records[at] = (kind, bytewise(content, rng)[:8224])
    return compound({name: joined(records)})


def mutate_compound(data: bytes, rng: Random, *, bytewise: Mutate) -> bytes:
    """Change the streams of any compound file, or what is no such file as bytes."""
    streams = streams_of(data)
    if not streams or rng.random() < 0.3:
        return bytewise(data, rng)
    name = rng.choice(list(streams))
    match rng.randint(0, 2):
        case 0:
            streams[name] = bytewise(streams[name], rng)
        case 1:
            content = streams.pop(name)
            streams[rng.choice(_NAMES)] = content
        case _:
            streams[rng.choice(list(streams))] = streams[name]
    return compound(streams)
