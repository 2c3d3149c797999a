"""Formats: one module each, with a PLUGIN."""

from collections.abc import Callable
from dataclasses import dataclass

from assessor.reports.blocks import Document


@dataclass(frozen=True, slots=True)
class Writer:
    """An output format: `write(document, look)` returns the whole file."""

    id: str
    title: str
    suffix: str
    write: Callable[[Document, str], bytes]
