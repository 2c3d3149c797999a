"""What a photograph tells: time with its zone, place; and a copy of print size, upright."""

import io
import os
import struct
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assessor import pictures
from assessor.errors import EvidenceUnreadable
from tests import files, make

AT = datetime(2026, 11, 18, 10, 20, 30)  # noqa: DTZ001  as a camera writes it
HEIC = (make.SAMPLES / "photograph.heic").read_bytes()


@pytest.fixture(autouse=True)
def in_mexico(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the laptop stand six hours west of Greenwich."""
    monkeypatch.setenv("TZ", "Etc/GMT+6")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def read(**exif: Any) -> pictures.Picture:
    """Return what a photograph with these facts tells."""
    at = exif.pop("at", None)
    return pictures.read(files.photograph(exif=files.taken(at, **exif)), "IMG_1.jpg")


# When


@pytest.mark.parametrize("offset", ["-06:00", "+01:00", "+05:30", "Z"])
def test_a_time_with_a_zone_means_the_same_everywhere(offset: str) -> None:
    told = read(at=AT, offset=offset).taken_at
    hours = {"-06:00": -6, "+01:00": 1, "+05:30": 5.5, "Z": 0}[offset]
    assert told == AT.replace(tzinfo=timezone(timedelta(hours=hours)))


@pytest.mark.parametrize("offset", ["", "   :  ", "local", "+99:00"])
def test_a_time_without_a_zone_is_that_of_this_laptop(offset: str) -> None:
    assert read(at=AT, offset=offset).taken_at == datetime(2026, 11, 18, 16, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "at",
    ["", "0000:00:00 00:00:00", "    :  :     :  :  ", "18/11/2026", "2026:02:30 10:00:00",
     "0001:01:01 00:00:00", "2026:11:18"],
)  # fmt: skip
def test_what_is_no_time_is_told_as_none(at: str) -> None:
    assert read(at=at).taken_at is None
    assert read(at=at, offset="+14:00").taken_at is None


def test_the_time_of_the_picture_counts_before_that_of_the_file() -> None:
    exif = files.taken(AT, offset="-06:00")
    exif[files.TIME] = "2027:01:01 00:00:00"
    told = pictures.read(files.photograph(exif=exif), "x").taken_at
    assert told is not None
    assert told.astimezone(UTC).year == 2026
    only = Image.Exif()
    only[files.TIME] = "2027:01:01 00:00:00"
    told = pictures.read(files.photograph(exif=only), "x").taken_at
    assert told == datetime(2027, 1, 1, 6, tzinfo=UTC)


# Where


@settings(max_examples=25)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_place_is_told_in_degrees(latitude: float, longitude: float) -> None:
    told = read(place=(latitude, longitude))
    assert told.latitude == pytest.approx(latitude, abs=2e-5)
    assert told.longitude == pytest.approx(longitude, abs=2e-5)


NOWHERE = Image.Exif()
Parts = tuple[Any, ...]


def at_place(latitude: Parts, longitude: Parts, sides: tuple[str, str] = ("N", "W")) -> Image.Exif:
    """Return a place as a camera wrote it, sound or not."""
    exif = Image.Exif()
    gps: dict[int, Any] = exif.get_ifd(files.GPS)
    gps[1], gps[2], gps[3], gps[4] = sides[0], latitude, sides[1], longitude
    return exif


SOUND = (Fraction(25), Fraction(46), Fraction(12))


@pytest.mark.parametrize(
    "exif",
    [
        NOWHERE,
        at_place((Fraction(91), Fraction(0), Fraction(0)), SOUND),
        at_place(SOUND, (Fraction(181), Fraction(0), Fraction(0))),
        at_place(SOUND, (Fraction(5), Fraction(5))),
    ],
)
def test_half_a_place_or_an_impossible_one_is_none(exif: Image.Exif) -> None:
    told = pictures.read(files.photograph(exif=exif), "x")
    assert (told.latitude, told.longitude) == (None, None)


def test_a_camera_without_reception_was_nowhere() -> None:
    # Zero divided by zero, as such cameras write it; Pillow reads it as “not a number”.
    exif = at_place(SOUND, SOUND).tobytes()
    sound = struct.pack("<II", 25, 1)
    for order in ("<II", ">II"):
        exif = exif.replace(struct.pack(order, 25, 1), struct.pack(order, 0, 0))
    assert sound not in exif
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "JPEG", exif=exif)
    told = pictures.read(stream.getvalue(), "x")
    assert (told.latitude, told.longitude) == (None, None)


# The copy for print


def printed(content: bytes) -> Image.Image:
    """Return the print copy, opened."""
    image = Image.open(io.BytesIO(pictures.read(content, "x").print_copy))
    image.load()
    return image


@pytest.mark.parametrize(
    ("size", "copy"),
    [((4000, 3000), (1600, 1200)), ((900, 3200), (450, 1600)), ((400, 300), (400, 300))],
)
def test_the_copy_is_of_print_size_and_never_larger(
    size: tuple[int, int], copy: tuple[int, int]
) -> None:
    image = printed(files.photograph(size=size))
    assert (image.size, image.format, image.mode) == (copy, "JPEG", "RGB")


@pytest.mark.parametrize(("turned", "size"), [(1, (40, 20)), (3, (40, 20)), (6, (20, 40))])
def test_the_copy_stands_upright_and_tells_nothing_of_time_and_place(
    turned: int, size: tuple[int, int]
) -> None:
    exif = files.taken(AT, place=(25.7, -100.3), turned=turned)
    image = printed(files.photograph(size=(40, 20), exif=exif))
    assert image.size == size
    assert not dict(image.getexif())
    assert not image.getexif().get_ifd(files.GPS)


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "RGBA", "LA", "I;16", "PA"])
def test_a_png_of_any_kind_is_copied(mode: str) -> None:
    if mode == "I;16":
        stream = io.BytesIO()
        Image.new("I;16", (30, 20), 40_000).save(stream, "PNG")
        content = stream.getvalue()
    else:
        content = files.photograph(form="PNG" if mode != "PA" else "TIFF", mode=mode)
        content = content if mode != "PA" else transparent_palette()
    assert printed(content).mode == "RGB"


def transparent_palette() -> bytes:
    """Return a PNG whose palette has a transparent colour."""
    stream = io.BytesIO()
    Image.new("P", (30, 20)).save(stream, "PNG", transparency=0)
    return stream.getvalue()


def test_what_is_transparent_is_printed_on_white() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(stream, "PNG")
    for content in (stream.getvalue(), transparent_palette()):
        assert printed(content).getpixel((5, 5)) == (255, 255, 255)


def test_a_jpeg_of_a_printing_house_is_copied() -> None:
    assert printed(files.photograph(mode="CMYK")).mode == "RGB"


def test_a_telephones_heic_tells_time_and_place_and_is_copied() -> None:
    told = pictures.read(HEIC, "IMG_0001.HEIC")
    assert told.taken_at == datetime(2026, 11, 18, 16, 20, 30, tzinfo=UTC)
    assert (told.latitude, told.longitude) == (25.77, -100.19)
    assert printed(HEIC).size == (64, 48)


def test_a_png_tells_its_time_too() -> None:
    content = files.photograph(form="PNG", exif=files.taken(AT, offset="-06:00"))
    told = pictures.read(content, "x").taken_at
    assert told == datetime(2026, 11, 18, 16, 20, 30, tzinfo=UTC)


# Broken, absurd


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that says it is this large and holds nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


BROKEN = {
    "cut JPEG": files.photograph()[:900],
    "head of a JPEG": b"\xff\xd8\xff\xe0",
    "cut PNG": files.photograph(form="PNG")[:120],
    "PNG of nothing": png_of(20, 20),
    "PNG of no width": png_of(0, 20),
    "cut HEIC": HEIC[:500],
    "absurd PNG": png_of(100_000, 100_000),
    "just too large": png_of(20_001, 10_000),
    "text": b"photograph",
    "nothing": b"",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_shown_is_refused_by_name(name: str) -> None:
    with pytest.raises(EvidenceUnreadable, match=name):
        pictures.read(BROKEN[name], name)


def test_a_telephone_of_108_megapixels_is_no_fault() -> None:
    stream = io.BytesIO()
    Image.new("L", (12_000, 9_000)).save(stream, "JPEG", quality=10)
    assert printed(stream.getvalue()).size == (1600, 1200)


WHOLE = (
    files.photograph(size=(60, 40), exif=files.taken(AT, offset="Z", place=(1.5, 2.5))),
    files.photograph(size=(60, 40), form="PNG", exif=files.taken(AT)),
    HEIC,
)


@settings(max_examples=250)
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=6),
    st.floats(0.3, 1),
)
def test_whatever_is_broken_it_is_read_or_refused(
    whole: bytes, changes: list[tuple[float, int]], kept: float
) -> None:
    broken = bytearray(whole)
    for place, value in changes:
        # The head, where time and place stand, is hit more often than the picture.
        broken[int(place**3 * (len(broken) - 1))] = value
    content = bytes(broken[: int(len(broken) * kept)])
    try:
        told = pictures.read(content, "x")
    except EvidenceUnreadable:
        return
    assert told.print_copy.startswith(b"\xff\xd8")
    if told.taken_at is not None:
        assert told.taken_at.astimezone(UTC)
    assert told.latitude is None or -90 <= told.latitude <= 90
    assert os.environ["TZ"]
