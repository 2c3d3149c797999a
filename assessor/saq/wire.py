"""What a reading process and the program say to one another: typed frames, never pickled objects.

A process that a hostile file has taken over can say nothing but rows of text, or an error's name.
"""

from typing import IO

import msgspec

from assessor.saq.types import Line, Source

MAX_FRAME = 400_000_000  # bytes: the rows of the largest file that is read at all, with room
_LENGTH = 8


class Request(msgspec.Struct):
    """A file to be read; its password goes through the pipe, where nobody else can see it."""

    data: bytes
    name: str = ""
    password: str = ""
    encoding: str = ""
    delimiter: str = ""
    first: str = ""  # module of a READER that is asked before all others
    language: str = ""  # in which an error gives its reasons
    counts: bool = False  # only the rows are wanted that a second parser counts


class Step(msgspec.Struct, tag=True):
    """How many rows or pages are read so far."""

    done: int
    total: int


class Failure(msgspec.Struct, tag=True):
    """An error that a person can meet: its class in assessor.errors, and its values."""

    error: str
    values: dict[str, str | int | float]


class Beside(msgspec.Struct, tag=True):
    """The file is so large that another process should count its rows meanwhile."""


class Counted(msgspec.Struct, tag=True):
    """The rows that a second parser counts."""

    counted: tuple[str, ...]


class Lines(msgspec.Struct, tag=True):
    """Some lines of a block of a long file, in order; the answer follows without them."""

    block: int
    lines: tuple[Line, ...]


class Answer(msgspec.Struct, tag=True):
    """All that the file holds, and the rows that a second parser counts."""

    source: Source
    counted: tuple[str, ...] = ()


Reply = Step | Failure | Beside | Counted | Lines | Answer
encode = msgspec.msgpack.Encoder().encode
_reply: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)
_request = msgspec.msgpack.Decoder(Request)


class BadFrame(Exception):
    """What came is no frame, or larger than any answer may be."""


def send(stream: IO[bytes], message: Request | Reply) -> None:
    """Write one message; OSError if nobody is there to read it."""
    content = encode(message)
    stream.write(len(content).to_bytes(_LENGTH, "big"))
    stream.write(content)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Return the next message as it came; None at the end. BadFrame if it is cut or too long."""
    head = stream.read(_LENGTH)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    if len(head) < _LENGTH or length > MAX_FRAME:
        raise BadFrame
    content = stream.read(length)
    if len(content) < length:
        raise BadFrame
    return content


def reply(content: bytes) -> Reply:
    """Return a reply as typed values and nothing else; BadFrame if it is anything else."""
    try:
        return _reply.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadFrame from error


def request(content: bytes) -> Request:
    """Return a request; BadFrame if it is none."""
    try:
        return _request.decode(content)
    except msgspec.DecodeError as error:
        raise BadFrame from error
