"""The pages of a PDF as pictures: what the window shows is the exported file's own bytes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from assessor.errors import PreviewFailed


@dataclass(frozen=True)
class PageImage:
    """A page as pixels: four bytes each, blue, green, red and one unused, row by row."""

    width: int
    height: int
    stride: int
    pixels: bytes


# PDFium is not made for several threads at once; a preview and an export may well run together.
_one_at_a_time = Lock()


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """Give an open pypdfium2 document, one at a time; PreviewFailed if this is no PDF."""
    import pypdfium2

    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise PreviewFailed from error
        try:
            yield document
        finally:
            document.close()


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """The width and height of every page in points; PreviewFailed if this is no PDF."""
    with opened(pdf) as document:
        return [document.get_page_size(number) for number in range(len(document))]


def page_image(pdf: bytes, number: int, *, scale: float = 1.0) -> PageImage:
    """One page, counted from 0, at `scale` pixels per point; PreviewFailed if there is none."""
    with opened(pdf) as document:
        if not 0 <= number < len(document):
            raise PreviewFailed
        bitmap = document[number].render(scale=scale, prefer_bgrx=True)
        return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
