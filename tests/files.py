"""Files as they come in on a visit: photographs with time and place, documents, recordings."""

import io
import wave
from datetime import datetime
from fractions import Fraction
from typing import Any

from docx import Document
from openpyxl import Workbook
from PIL import Image, ImageDraw

TIME, ORIENTATION, EXIF, GPS = 0x0132, 0x0112, 0x8769, 0x8825
ORIGINAL_TIME, OFFSET = 0x9003, 0x9011

# The smallest page that a reader shows.
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def photograph(
    *,
    size: tuple[int, int] = (400, 300),
    form: str = "JPEG",
    mode: str = "RGB",
    text: str = "Dock 4",
    exif: Image.Exif | None = None,
) -> bytes:
    """Draw a photograph with a few words on it."""
    image = Image.new("RGB", size, (70, 110, 140))
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), fill=(200, 180, 90))
    drawing.text((8, 8), text, fill="white")
    stream = io.BytesIO()
    more: dict[str, Any] = {"exif": exif.tobytes()} if exif is not None else {}
    image.convert(mode).save(stream, form, **more)
    return stream.getvalue()


def taken(
    at: datetime | str | None = None,
    *,
    offset: str = "",
    place: tuple[float, float] | None = None,
    turned: int | None = None,
) -> Image.Exif:
    """Return what a camera writes: time, zone, place in degrees, which way it was held."""
    exif = Image.Exif()
    written = at.strftime("%Y:%m:%d %H:%M:%S") if isinstance(at, datetime) else at
    details: dict[int, Any] = exif.get_ifd(EXIF)
    if written:
        details[ORIGINAL_TIME] = written
    if offset:
        details[OFFSET] = offset
    if turned:
        exif[ORIENTATION] = turned
    if place:
        latitude, longitude = place
        gps: dict[int, Any] = exif.get_ifd(GPS)
        gps[1], gps[2] = "S" if latitude < 0 else "N", sexagesimal(latitude)
        gps[3], gps[4] = "W" if longitude < 0 else "E", sexagesimal(longitude)
    return exif


def sexagesimal(degrees: float) -> tuple[Fraction, Fraction, Fraction]:
    """Return degrees, minutes and seconds without their sign."""
    exact = abs(Fraction(degrees).limit_denominator(1_000_000))
    whole = Fraction(int(exact))
    minutes = Fraction(int((exact - whole) * 60))
    return whole, minutes, ((exact - whole) * 60 - minutes) * 60


def docx() -> bytes:
    """Return a document of one paragraph."""
    stream = io.BytesIO()
    document = Document()
    document.add_paragraph("Procedimiento de sellos")
    document.save(stream)
    return stream.getvalue()


def xlsx() -> bytes:
    """Return a workbook of one cell."""
    stream = io.BytesIO()
    book = Workbook()
    book.active["A1"] = "Bitácora"  # type: ignore[index]
    book.save(stream)
    return stream.getvalue()


def wav() -> bytes:
    """Return a tenth of a second of silence."""
    stream = io.BytesIO()
    with wave.open(stream, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\0" * 800)
    return stream.getvalue()


def iso_media(brand: bytes, *, handler: bytes = b"soun") -> bytes:
    """Return the opening of an ISO media file: its brand, and what its track holds."""
    hdlr = b"hdlr" + b"\0" * 8 + handler + b"\0" * 13
    box = (len(hdlr) + 4).to_bytes(4, "big") + hdlr
    moov = (len(box) + 8).to_bytes(4, "big") + b"moov" + box
    return b"\0\0\0\x14ftyp" + brand + b"\0\0\0\0" + brand + moov
