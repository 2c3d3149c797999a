"""The process that reads one file: started by apart.py, confined, gone once it has answered."""

import gc
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from importlib import import_module
from types import TracebackType
from typing import BinaryIO, NoReturn

from assessor import i18n
from assessor.errors import AssessorError, SaqTooLarge
from assessor.i18n import ngettext
from assessor.registry import plugins
from assessor.saq import steps, wire
from assessor.saq.confine import confine
from assessor.saq.pieces import cut
from assessor.saq.preview import damage_told, open_bytes, read_source
from assessor.saq.types import Reader, Source

MAX_TEXT = 200_000  # letters of one cell or paragraph; a spreadsheet's cell holds 32,767
MAX_TEXTS = 150_000_000  # letters of a file, of which 50 MB may come
LARGE = 3_000_000  # bytes from which another process counts the rows meanwhile
_EACH = 0.1  # seconds between two words on how far it is
_NO_MEMORY = 2  # libxml2's number for it
_NO_ROOM = (MemoryError, SystemError)  # what C code that found no memory may say instead of it


def main(arguments: Sequence[str]) -> int:
    """Wait for one request, answer it and end; `arguments` are the limits."""
    inbox, outbox = _pipes()
    memory, seconds = map(int, arguments)
    confine(memory, seconds)
    sys.excepthook = _tell_place
    # The process ends before there is anything worth collecting; walking over 600,000 cells
    # again and again takes longer than reading them.
    gc.set_threshold(500_000, 50, 1000)
    # What most files need is loaded while nobody waits yet.
    plugins("assessor.saq.readers")
    import_module("lxml.etree")
    content = wire.receive(inbox)
    if content is None:
        return 0
    threading.Thread(target=_end_with_parent, args=(inbox,), daemon=True).start()
    with steps.told_to(_teller(outbox)):
        answer = _answer(wire.request(content), outbox)
    for piece in cut(answer) if isinstance(answer, wire.Answer) else (answer,):
        wire.send(outbox, piece)
    return 0


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take both pipes for ourselves: nothing that a library prints may get among the frames."""
    if sys.platform == "win32":
        import msvcrt

        for number in (0, 1):
            msvcrt.setmode(number, os.O_BINARY)
    inbox, outbox = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    os.close(nothing)
    return inbox, outbox


def _tell_place(kind: type[BaseException], _error: BaseException, at: TracebackType | None) -> None:
    """Say where a fault of the program is; its own words may quote the file and are left out."""
    sys.stderr.write("".join([*traceback.format_tb(at), kind.__name__]))


def _end_with_parent(inbox: BinaryIO) -> None:
    """End with all that was started once the program is gone, however it went."""
    inbox.read(1)
    if sys.platform == "win32":
        os._exit(1)
    os.killpg(0, signal.SIGKILL)


def _teller(outbox: BinaryIO) -> steps.Listener:
    last = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _EACH:
            last = now
            wire.send(outbox, wire.Step(done, total))

    return tell


def _answer(asked: wire.Request, outbox: BinaryIO) -> wire.Reply:
    i18n.set_language(asked.language or i18n.SOURCE_LANGUAGE)
    try:
        return _read(asked, outbox)
    except _NO_ROOM:
        return wire.Failure("SaqTooMuchMemory", {})
    except AssessorError as error:
        if _lacked_memory(error):
            return wire.Failure("SaqTooMuchMemory", {})
        values = {key: _plain(value) for key, value in error.values.items()}
        return wire.Failure(type(error).__name__, values)


def _read(asked: wire.Request, outbox: BinaryIO) -> wire.Reply:
    reader: Reader | None = import_module(asked.first).READER if asked.first else None
    plain = asked.data
    if reader is None or not reader.sniff(plain):
        reader, plain = open_bytes(
            plain, password=asked.password, encoding=asked.encoding, delimiter=asked.delimiter
        )
    if asked.counts:
        with damage_told():
            return wire.Counted(tuple(reader.count(plain)))
    if reader.count_beside and len(plain) > LARGE:
        wire.send(outbox, wire.Beside())
        with damage_told():
            source = reader.read(plain)
        check_size(source)
        return wire.Answer(source)
    source, counted = read_source(reader, plain)
    check_size(source)
    return wire.Answer(source, tuple(counted))


def check_size(source: Source) -> None:
    """Refuse what no person wrote: the program itself will look for words in each of these texts.

    Raises SaqTooLarge.
    """
    sizes = [len(cell.text) for block in source.blocks for line in block.lines
             for cell in line.cells]  # fmt: skip
    if max(sizes, default=0) > MAX_TEXT:
        told = ngettext("{count} letter in one place", "{count} letters in one place", max(sizes))
        raise SaqTooLarge(name="", what=told.format(count=max(sizes)))
    if sum(sizes) > MAX_TEXTS:
        told = ngettext("{count} letter", "{count} letters", sum(sizes))
        raise SaqTooLarge(name="", what=told.format(count=sum(sizes)))


def _lacked_memory(error: BaseException | None) -> bool:
    """Whether an error comes from there being no more memory, whatever became of that since."""
    while error is not None:
        if isinstance(error, _NO_ROOM) or _is_libxml_memory(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_libxml_memory(error: BaseException) -> bool:
    return type(error).__name__ == "XMLSyntaxError" and getattr(error, "code", 0) == _NO_MEMORY


def _plain(value: object) -> str | int | float:
    return value if isinstance(value, str | int | float) else str(value)


def run_to_the_end(arguments: Sequence[str]) -> NoReturn:
    """Run, and go at once: taking half a million cells down in good order takes a second."""
    os._exit(main(arguments))


if __name__ == "__main__":
    run_to_the_end(sys.argv[1:])
