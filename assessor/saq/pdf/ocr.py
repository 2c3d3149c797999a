"""Reads pictures of pages with tesseract, where that is installed; what it reads is to check."""

import csv
import io
import shutil
import subprocess
from functools import cache
from typing import TYPE_CHECKING

from assessor.errors import SaqNeedsOcr, SaqTooLarge, SaqUnreadable
from assessor.saq.pdf.words import PageRead, Word

if TYPE_CHECKING:
    from PIL.Image import Image

LANGUAGES = ("spa", "eng", "por", "fra")
MAX_SECONDS = 90  # for one page
MAX_OCR_PAGES = 60
MAX_PIXELS = 60_000_000
LONG_SIDE = 3_400  # pixels of a page's longer side: 300 to the inch on A4
_POINTS = 842 / LONG_SIDE
_SURE = 20  # words that tesseract itself doubts more than this are noise


def tesseract() -> str:
    """Return the program that reads pictures; SaqNeedsOcr says how to get it."""
    found = shutil.which("tesseract")
    if found is None:
        raise SaqNeedsOcr(name="")
    return found


@cache
def languages(program: str) -> str:
    """Return the languages of the field that the program knows, as it takes them."""
    done = subprocess.run(  # noqa: S603  found on the path, no words of the file among them
        [program, "--list-langs"], capture_output=True, text=True, timeout=MAX_SECONDS, check=False
    )
    known = set(done.stdout.split())
    return "+".join(language for language in LANGUAGES if language in known)


def read_picture(picture: "Image", number: int) -> PageRead:
    """Return the words of a picture of a page with their places."""
    program = tesseract()
    spoken = languages(program)
    if not spoken:
        raise SaqNeedsOcr(name="")
    if picture.width * picture.height > MAX_PIXELS:
        raise SaqTooLarge(name="", what=f"> {MAX_PIXELS // 1_000_000} megapixels")
    picture = _ready(picture)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    command = [program, "stdin", "stdout", "-l", spoken, "--psm", "4", "tsv"]
    try:
        done = subprocess.run(  # noqa: S603  no shell, the picture through a pipe
            command, input=stream.getvalue(), capture_output=True, timeout=MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise SaqTooLarge(name="", what=f"> {MAX_SECONDS} s") from error
    if done.returncode != 0:
        raise SaqUnreadable(name="")
    table = done.stdout.decode("utf-8", "replace")
    return PageRead(number, _words(table), picture=True, ocr=True)


def _ready(picture: "Image") -> "Image":
    """Return the picture in grey, upright as the camera was held, and large enough to read."""
    from PIL import ImageOps
    from PIL.Image import Resampling

    grey = ImageOps.exif_transpose(picture).convert("L")
    share = LONG_SIDE / max(grey.size)
    size = (max(1, round(grey.width * share)), max(1, round(grey.height * share)))
    return grey.resize(size, Resampling.LANCZOS)


def _words(table: str) -> list[Word]:
    """Return the words of tesseract's table, lines as high as their words."""
    found = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != "5" or not text or float(row.get("conf") or -1) < _SURE:
            continue
        left, top, width, height = (
            int(row[name]) * _POINTS for name in ("left", "top", "width", "height")
        )
        found.append(Word(text, left, top, left + width, top + height, max(height, 5.0)))
    return _levelled(found)


def _levelled(words: list[Word]) -> list[Word]:
    """Give all words one size: boxes without tall letters are lower, not smaller."""
    heights = sorted(word.bottom - word.top for word in words)
    usual = heights[len(heights) * 2 // 3] if heights else 9.0
    for word in words:
        height = word.bottom - word.top
        word.size = usual if height < 1.5 * usual else height
    return words
