"""A table that splits between rows, or inside a row of many pages; its head is repeated."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from assessor.reports.pdf.boxes import Stack, height_of

PAD_X = 5.0
PAD_Y = 4.0
# A row up to this share of a page moves to the next page as a whole; a taller one is split.
WHOLE_UP_TO = 0.4
LEAST_SPLIT = 60.0


@dataclass
class GridCell:
    """A stack in one column or over several."""

    stack: Stack
    span: int = 1


@dataclass
class GridRow:
    """Cells side by side; `rule` ends a group of rows that belong together.

    `again` stands in the first cell of a page on which the group goes on.
    """

    cells: list[GridCell]
    rule: bool = True
    whole: bool = False
    again: Stack | None = None
    tall: float = field(default=-1, repr=False)


@dataclass(frozen=True)
class Lines:
    """What is drawn around and between the rows of a grid."""

    line: str
    ink: str
    rules: bool = True
    top: bool = False
    frame: bool = False
    pad: float = PAD_X
    pad_y: float = PAD_Y
    gutter: float = 0


class Grid:
    """Rows of cells in columns of fixed width."""

    def __init__(
        self,
        widths: Sequence[float],
        rows: list[GridRow],
        lines: Lines,
        *,
        page: float,
        heads: int = 0,
    ) -> None:
        self.widths = list(widths)
        self.rows = rows
        self.lines = lines
        self.page = page
        self.heads = heads

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The height of all rows."""
        return width, sum(self._tall(row) for row in self.rows)

    def least(self, _width: float) -> float:
        """The head and the first group, or as much of it as makes sense."""
        head = sum(self._tall(row) for row in self.rows[: self.heads])
        groups = self._groups()
        first = sum(self._tall(row) for row in groups[0]) if groups else 0.0
        splits = first > self._limit and not groups[0][0].whole
        return head + (LEAST_SPLIT if splits else first)

    def split(self, _width: float, height: float) -> list["Grid"]:
        """As many groups of rows as fit, and the rest under the same head."""
        head = self.rows[: self.heads]
        room = height - sum(self._tall(row) for row in head)
        fitting, rest = self._fit(room)
        if not fitting or not rest:
            return []
        return [self._with([*head, *part]) for part in self._accompanied(fitting, rest)]

    def _accompanied(
        self, fitting: list[GridRow], rest: list[GridRow]
    ) -> tuple[list[GridRow], list[GridRow]]:
        """Give a short last row, such as a total, the one before it as company on its page."""
        alone = len(rest) == 1 and self._tall(rest[0]) < LEAST_SPLIT and rest[0] is self.rows[-1]
        if not alone or len(fitting) < 3 or not fitting[-2].rule or not fitting[-1].rule:
            return fitting, rest
        return fitting[:-1], [fitting[-1], *rest]

    def _fit(self, room: float) -> tuple[list[GridRow], list[GridRow]]:
        fitting: list[GridRow] = []
        groups = self._groups()
        for index, group in enumerate(groups):
            tall = sum(self._tall(row) for row in group)
            if tall <= room:
                fitting += group
                room -= tall
                continue
            rest = [row for later in groups[index + 1 :] for row in later]
            first, second = self._cut(group, room) if tall > self._limit else ([], group)
            return fitting + first, second + rest
        return fitting, []

    def _cut(self, group: list[GridRow], room: float) -> tuple[list[GridRow], list[GridRow]]:
        fitting: list[GridRow] = []
        for index, row in enumerate(group):
            if self._tall(row) <= room:
                fitting.append(row)
                room -= self._tall(row)
                continue
            splits = not row.whole and room >= LEAST_SPLIT
            first, second = (
                self._split_row(row, room - 2 * self.lines.pad_y) if splits else ([], [row])
            )
            if second and (first or fitting):
                second = [_gone_on(second[0])]
            return [*fitting, *first], [*second, *group[index + 1 :]]
        return fitting, []

    def _split_row(self, row: GridRow, room: float) -> tuple[list[GridRow], list[GridRow]]:
        firsts: list[GridCell] = []
        seconds: list[GridCell] = []
        for cell, _, width in self._measured(row):
            first, second = cell.stack.split(width, room)
            firsts.append(GridCell(first, cell.span))
            seconds.append(GridCell(second, cell.span))
        if not any(cell.stack.boxes for cell in firsts):
            return [], [row]
        if not any(cell.stack.boxes for cell in seconds):
            return [row], []
        return (
            [GridRow(firsts, rule=row.rule, again=row.again)],
            [GridRow(seconds, rule=row.rule, again=row.again)],
        )

    def _with(self, rows: list[GridRow], heads: int | None = None) -> "Grid":
        heads = self.heads if heads is None else heads
        return Grid(self.widths, rows, self.lines, page=self.page, heads=heads)

    def parted(self) -> tuple["Grid", "Grid", "Grid"] | None:
        """What stands before the last group; that group without and with the head of the table."""
        *groups, last = self._groups() or [[]]
        if not groups:
            return None
        head = self.rows[: self.heads]
        before = [row for group in groups for row in group]
        return self._with([*head, *before]), self._with(last, 0), self._with([*head, *last])

    @property
    def _limit(self) -> float:
        return self.page * WHOLE_UP_TO

    def _groups(self) -> list[list[GridRow]]:
        groups: list[list[GridRow]] = []
        open_group = False
        for row in self.rows[self.heads :]:
            if open_group:
                groups[-1].append(row)
            else:
                groups.append([row])
            open_group = not row.rule
        return groups

    def _measured(self, row: GridRow) -> list[tuple[GridCell, float, float]]:
        """Each cell with its distance from the left and the width of its content."""
        measured, column, left = [], 0, 0.0
        for cell in row.cells:
            wide = sum(self.widths[column : column + cell.span])
            column += cell.span
            gutter = self.lines.gutter if column < len(self.widths) else 0
            measured.append((cell, left + self.lines.pad, wide - 2 * self.lines.pad - gutter))
            left += wide
        return measured

    def _tall(self, row: GridRow) -> float:
        if row.tall < 0:
            heights = [height_of(cell.stack, width) for cell, _, width in self._measured(row)]
            row.tall = max(heights, default=0.0) + 2 * self.lines.pad_y
        return row.tall

    def drawOn(self, canvas: Any, x: float, y: float) -> None:  # noqa: N802  ReportLab's name
        """Draw rules and cells with the lower left corner at x, y."""
        wide, tall = sum(self.widths), sum(self._tall(row) for row in self.rows)
        self._draw_around(canvas, x, y, wide, tall)
        top = y + tall
        for index, row in enumerate(self.rows):
            for cell, left, width in self._measured(row):
                cell.stack.draw_down(canvas, x + left, top - self.lines.pad_y, width)
            top -= self._tall(row)
            last = self.lines.frame and index == len(self.rows) - 1
            if self.lines.rules and row.rule and not last:
                _rule(canvas, (x, top, wide), self.lines.line, 0.6)

    def _draw_around(self, canvas: Any, x: float, y: float, wide: float, tall: float) -> None:
        if self.lines.frame:
            canvas.saveState()
            canvas.setLineWidth(0.7)
            canvas.setStrokeColor(self.lines.line)
            canvas.roundRect(x, y, wide, tall, 5, stroke=1, fill=0)
            canvas.restoreState()
        if self.lines.top:
            _rule(canvas, (x, y + tall, wide), self.lines.ink, 1.4)


def _gone_on(row: GridRow) -> GridRow:
    """The row as it begins a page: an empty first cell says what it belongs to."""
    if row.again is None or not row.cells or row.cells[0].stack.boxes:
        return row
    cells = [GridCell(row.again, row.cells[0].span), *row.cells[1:]]
    return GridRow(cells, rule=row.rule, whole=row.whole, again=row.again)


def _rule(canvas: Any, place: tuple[float, float, float], colour: str, line: float) -> None:
    x, y, wide = place
    canvas.saveState()
    canvas.setLineWidth(line)
    canvas.setStrokeColor(colour)
    canvas.line(x, y, x + wide, y)
    canvas.restoreState()
