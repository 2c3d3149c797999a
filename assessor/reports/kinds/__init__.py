"""Kinds of documents: one module each, with a PLUGIN."""

from collections.abc import Callable
from dataclasses import dataclass

from assessor.reports.blocks import Block
from assessor.reports.subject import Subject


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A kind of document: its name, and what it makes of a subject."""

    id: str
    title: str
    build: Callable[[Subject], tuple[Block, ...]]
