"""Opens a PDF file safely: its password, its size, and what it hides; nothing in it is run."""

import io
import logging
import warnings
import zlib
from functools import lru_cache
from typing import Any

from assessor.errors import SaqPasswordNeeded, SaqPasswordWrong, SaqTooLarge, SaqUnreadable
from assessor.i18n import N_
from assessor.saq.types import Notice

MAX_PAGES = 500
MAX_OBJECTS = 300_000
MAX_STREAM = 60_000_000  # what one stream may unpack to
MAX_STREAMS = 400_000_000  # and all of them together
_CHUNK = 1_000_000
_DAMAGED = "/AssessorDamaged"  # the note that a file was put in order before it was read


def broken() -> tuple[type[Exception], ...]:
    """Return what reading a damaged file may raise, whatever parser reads it."""
    import struct

    import pikepdf
    import pypdfium2
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    return (
        PSException, PDFException, PdfminerException,
        pikepdf.PdfError, pypdfium2.PdfiumError, ArithmeticError, AssertionError, AttributeError,
        EOFError, LookupError, MemoryError, OSError, RuntimeError, TypeError, ValueError,
        struct.error, zlib.error,
    )  # fmt: skip


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF file; some portals put a few bytes before its mark."""
    start = data[:1024]
    at = start.find(b"%PDF-")
    return at == 0 or (at > 0 and not start[:at].strip(b"\r\n\t \x00\xef\xbb\xbf"))


def unlock(data: bytes, password: str) -> bytes:
    """Return the file without its encryption, and put in order where it was damaged."""
    return _sound(data, password)


@lru_cache(maxsize=1)
def _sound(data: bytes, password: str) -> bytes:
    import pikepdf

    for parser in ("pdfminer", "pikepdf"):  # what they find odd in a file is told as a notice
        logging.getLogger(parser).setLevel(logging.CRITICAL)
    # Widgets that no form knows of are read all the same.
    warnings.filterwarnings("ignore", category=pikepdf.PageCopyWarning)
    warnings.filterwarnings("ignore", message="A password was provided, but no password was needed")
    try:
        with pikepdf.open(io.BytesIO(data), password=password) as document:
            if len(document.pages) > MAX_PAGES:
                raise SaqTooLarge(name="", what=f"> {MAX_PAGES} pages")
            if len(document.objects) > MAX_OBJECTS:
                raise SaqTooLarge(name="", what=f"> {MAX_OBJECTS} objects")
            sound = check_streams(document)
            if not sound or document.get_warnings():
                document.Root[_DAMAGED] = True
            stream = io.BytesIO()
            document.save(stream, encryption=False, fix_metadata_version=False)
            return stream.getvalue()
    except pikepdf.PasswordError as error:
        raise (SaqPasswordWrong if password else SaqPasswordNeeded)(name="") from error
    except broken() as error:
        raise SaqUnreadable(name="") from error


def check_streams(document: Any) -> bool:
    """Refuse streams that unpack to more than any form holds; tell whether all of them unpack."""
    import pikepdf

    whole, sound = 0, True
    for thing in document.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        raw = thing.read_raw_bytes()
        names = [str(name) for name in _names(thing.get("/Filter"))]
        if len(names) > 3:
            raise SaqTooLarge(name="", what=N_("streams packed over and over"))
        size = _unpacked(raw, names)
        sound &= size >= 0
        whole += abs(size)
        if whole > MAX_STREAMS:
            raise SaqTooLarge(name="", what=f"> {MAX_STREAMS // 1_000_000} MB")
    return sound


def _names(filters: Any) -> list[Any]:
    import pikepdf

    if filters is None:
        return []
    return list(filters) if isinstance(filters, pikepdf.Array) else [filters]


def _unpacked(raw: bytes, names: list[str]) -> int:
    """Return how much a stream unpacks to, less than 0 if it is damaged."""
    if names.count("/FlateDecode") > 1 or "/LZWDecode" in names or "/RunLengthDecode" in names:
        # Packed twice, or in a way that is not measured here: only as large as it may grow.
        if len(raw) * 130 > MAX_STREAM * 4:
            raise SaqTooLarge(name="", what=f"> {MAX_STREAM // 1_000_000} MB")
        if names.count("/FlateDecode") > 1 and len(raw) > 50_000:
            raise SaqTooLarge(name="", what=N_("streams packed over and over"))
        return len(raw)
    if names[:1] != ["/FlateDecode"]:
        return len(raw)
    size, unpacker = 0, zlib.decompressobj()
    try:
        rest = raw
        while rest and not unpacker.eof:
            size += len(unpacker.decompress(rest, _CHUNK))
            rest = unpacker.unconsumed_tail
            if size > MAX_STREAM:
                raise SaqTooLarge(name="", what=f"> {MAX_STREAM // 1_000_000} MB")
    except zlib.error:
        return -max(size, 1)
    return size


def told(document: Any) -> list[Notice]:
    """Return what a person should know of a file: attachments, scripts, a form only Adobe shows."""
    root = document.Root
    names = root.get("/Names", {})
    found = []
    if _DAMAGED in root:
        text = N_("The file is damaged; what could be saved of it was read. Compare it.")
        found.append(Notice("damaged", text))
    files = [str(name) for name in document.attachments]
    if files:
        text = N_("Files attached inside were not opened: {names}.")
        found.append(Notice("attached", text, "", {"names": ", ".join(files[:10])}))
    if "/JavaScript" in names or "/OpenAction" in root or "/AA" in root:
        found.append(Notice("scripts", N_("The file may hold scripts; nothing in it was run.")))
    if "/XFA" in root.get("/AcroForm", {}):
        text = N_("The form was made for Adobe Reader alone; what only that shows was not read.")
        found.append(Notice("xfa", text))
    return found
