"""Reads photographs and scans of forms through OCR; all it finds is left to a person to check."""

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from assessor.errors import SaqTooLarge, SaqUnreadable
from assessor.i18n import N_
from assessor.saq import steps
from assessor.saq.pdf import ocr
from assessor.saq.pdf.assemble import Assembled, assemble
from assessor.saq.pdf.counting import lost_in_order
from assessor.saq.pdf.words import PageRead
from assessor.saq.types import Notice, Reader, Source

if TYPE_CHECKING:
    from PIL.Image import Image

_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")
_HEIF = {b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis", b"hevc"}
MAX_ALL_PIXELS = 600_000_000  # of all pages: 60 of A4 at 300 to the inch, in one byte each
_FORMATS = ("JPEG", "PNG", "TIFF", "HEIF")
_MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "TIFF": "image/tiff",
    "HEIF": "image/heic",
}


def is_picture(data: bytes) -> bool:
    """Whether the bytes are a picture as scanners and telephones make it."""
    return data.startswith(_STARTS) or (data[4:8] == b"ftyp" and data[8:12] in _HEIF)


def read_scan(data: bytes) -> Source:
    """Return the rows that tesseract sees; a TIFF of several pages is read page by page."""
    pages, found, kind = _reading(data)
    text = N_("Pages read by OCR, to be checked against the file: {pages}.")
    numbers = ", ".join(str(page.number) for page in pages)
    notice = Notice("ocr", text, "page 1", {"pages": numbers})
    scanned = frozenset(page.number for page in pages)
    return Source(_MEDIA_TYPES[kind], found.blocks, (notice,), scanned)


def count_scan(data: bytes) -> list[str]:
    """Return the rows; they have to hold each letter that tesseract saw exactly once."""
    pages, found, _ = _reading(data)
    keys = [line.key for block in found.blocks for line in block.lines]
    return keys + lost_in_order(pages, found.blocks, found.once)


@lru_cache(maxsize=1)
def _reading(data: bytes) -> tuple[tuple[PageRead, ...], Assembled, str]:
    ocr.tesseract()
    pictures, kind = _pictures(data)
    pages = []
    for number, picture in enumerate(pictures, 1):
        steps.step(number, len(pictures))
        pages.append(ocr.read_picture(picture, number))
    return tuple(pages), assemble(pages), kind


def _pictures(data: bytes) -> tuple[list["Image"], str]:
    """Return the pages of a picture; its size is looked at before it is unpacked."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    _know_heif()
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            kind = picture.format or "JPEG"
            if getattr(picture, "n_frames", 1) > ocr.MAX_OCR_PAGES:
                raise SaqTooLarge(name="", what=f"> {ocr.MAX_OCR_PAGES} pages")
            found, pixels = [], 0
            for page in ImageSequence.Iterator(picture):
                pixels += page.width * page.height
                if page.width * page.height > ocr.MAX_PIXELS or pixels > MAX_ALL_PIXELS:
                    raise SaqTooLarge(name="", what=f"> {ocr.MAX_PIXELS // 1_000_000} megapixels")
                # Grey is all that is read, and a third of the memory.
                found.append(page.convert("L"))
            return found, kind if kind in _MEDIA_TYPES else "JPEG"
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise SaqTooLarge(name="", what=f"> {ocr.MAX_PIXELS // 1_000_000} megapixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, ArithmeticError) as error:
        raise SaqUnreadable(name="") from error


def _know_heif() -> None:
    import pi_heif

    pi_heif.register_heif_opener()


PLUGIN = Reader(
    "scan", ("jpg", "jpeg", "png", "tif", "tiff", "heic"), is_picture, read_scan, count_scan
)
