"""Hands the rows of a long file over in pieces: neither process is busy for long with any."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assessor.saq import wire
from assessor.saq.types import Line

PIECE = 2_000  # lines, taken apart in some five milliseconds


def cut(answer: wire.Answer) -> Iterator[wire.Lines | wire.Answer]:
    """Yield the lines of an answer in pieces and then the answer, without the lines that went."""
    blocks = answer.source.blocks
    if sum(len(block.lines) for block in blocks) <= PIECE:
        yield answer
        return
    for place, block in enumerate(blocks):
        for at in range(0, len(block.lines), PIECE):
            yield wire.Lines(place, block.lines[at : at + PIECE])
    emptied = tuple(replace(block, lines=()) for block in blocks)
    yield wire.Answer(replace(answer.source, blocks=emptied), answer.counted)


def join(answer: wire.Answer, pieces: Iterable[wire.Lines]) -> wire.Answer:
    """Return the whole answer; BadFrame where a piece belongs to no block of it."""
    blocks = answer.source.blocks
    lines: list[list[Line]] = [list(block.lines) for block in blocks]
    for piece in pieces:
        if not 0 <= piece.block < len(blocks):
            raise wire.BadFrame
        lines[piece.block] += piece.lines
    whole = tuple(
        replace(block, lines=tuple(all_)) for block, all_ in zip(blocks, lines, strict=True)
    )
    return wire.Answer(replace(answer.source, blocks=whole), answer.counted)
