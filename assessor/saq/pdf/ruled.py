"""Finds tables by the lines drawn around their cells."""

from dataclasses import dataclass, field
from typing import Any

from assessor.saq.pdf.paragraphs import cell_text
from assessor.saq.pdf.words import PageRead, Word

Box = tuple[float, float, float, float]
_SNAP = 3.0  # ruled lines nearer than this are one
_SHORT = 5.0


@dataclass(slots=True)
class Place:
    """A cell of a ruled table: its words, and how far it reaches."""

    words: list[Word] = field(default_factory=list)
    column: int = 1
    span: int = 1
    carried: bool = False  # part of the cell above
    right: float = 0.0

    @property
    def text(self) -> str:
        """What the cell says."""
        return cell_text(self.words, self.right)


@dataclass(slots=True)
class Ruled:
    """A ruled table on one page."""

    page: int
    box: Box
    columns: list[float]  # where each begins
    rows: list[list[Place]]


def ruled_tables(page: PageRead) -> tuple[list[Ruled], list[Word]]:
    """Return the ruled tables of a page and the words that stand in none of them."""
    words = list(page.words)
    tables = []
    for boxes in _cells(page):
        table, words = _fill(page.number, boxes, words)
        if table is not None:
            tables.append(table)
    return tables, words


def _cells(page: PageRead) -> list[list[Box]]:
    from pdfplumber import table as finder

    edges = [_edge(*edge) for edge in page.edges]
    edges = [edge for edge in edges if edge["width"] + edge["height"] > _SHORT]
    if len(edges) < 4:
        return []
    merged: Any = finder.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    if len(merged) > 1_500:
        return []
    merged = finder.merge_edges([*merged, *_open_ends(merged)], _SNAP, _SNAP, _SNAP, _SNAP)
    crossings = finder.edges_to_intersections(merged, _SNAP, _SNAP)
    if len(crossings) > 12_000:
        return []
    found: Any = finder.cells_to_tables(finder.intersections_to_cells(crossings))
    return [list(cells) for cells in found if len(cells) > 1]


def _open_ends(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return level lines where upright ones end together: a page break leaves rows open there."""
    ends: dict[int, list[tuple[float, float]]] = {}
    for edge in edges:
        if edge["orientation"] == "v":
            for height in (edge["top"], edge["bottom"]):
                ends.setdefault(round(height), []).append((edge["x0"], height))
    found = []
    for spots in ends.values():
        xs = [x for x, _ in spots]
        if len(set(xs)) > 2:
            found.append(_edge(min(xs), spots[0][1], max(xs), spots[0][1]))
    return found


def _edge(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    """Return a ruled line in the shape the table finder wants."""
    level = x1 - x0 >= bottom - top
    middle_x, middle_y = (x0 + x1) / 2, (top + bottom) / 2
    x0, x1 = (x0, x1) if level else (middle_x, middle_x)
    top, bottom = (middle_y, middle_y) if level else (top, bottom)
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0,
        "height": bottom - top, "orientation": "h" if level else "v",
    }  # fmt: skip


def _fill(page: int, boxes: list[Box], words: list[Word]) -> tuple[Ruled | None, list[Word]]:
    """Put words into the cells they stand in; what stands in none is given back."""
    inside: dict[Box, list[Word]] = {box: [] for box in boxes}
    left: list[Word] = []
    whole = (min(b[0] for b in boxes), min(b[1] for b in boxes),
             max(b[2] for b in boxes), max(b[3] for b in boxes))  # fmt: skip
    for word in words:
        spot = ((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)
        home = None
        if _holds(whole, spot):
            home = next((box for box in boxes if _holds(box, spot)), None)
        left.append(word) if home is None else inside[home].append(word)
    if not any(inside.values()):
        return None, words
    columns = sorted({round(box[0], 1) for box in boxes})
    tops = sorted({round(box[1], 1) for box in boxes})
    rows = [_row(top, columns, inside) for top in tops]
    return Ruled(page, whole, columns, rows), left


def _holds(box: Box, spot: tuple[float, float]) -> bool:
    return box[0] - 1 <= spot[0] <= box[2] + 1 and box[1] - 1 <= spot[1] <= box[3] + 1


def _row(top: float, columns: list[float], inside: dict[Box, list[Word]]) -> list[Place]:
    found = []
    for box, words in inside.items():
        if round(box[1], 1) > top or box[3] <= top + 1:
            continue
        column = columns.index(round(box[0], 1)) + 1
        span = sum(box[0] - 1 <= start < box[2] - 1 for start in columns)
        carried = round(box[1], 1) < top
        edge = box[2] - (min((w.x0 for w in words), default=box[0]) - box[0])  # as much room
        found.append(Place(words, column, max(span, 1), carried, edge))
    return sorted(found, key=lambda place: place.column)
