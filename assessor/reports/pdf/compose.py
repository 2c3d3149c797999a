"""Blocks into boxes: what each block of a document looks like on paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assessor.reports.blocks import (
    Block,
    Cell,
    Column,
    Contents,
    Document,
    Fact,
    Facts,
    Heading,
    NewPage,
    Outcome,
    Photo,
    Photos,
    Prose,
    Row,
    Said,
    Signatures,
    Table,
    Text,
    Title,
    distinct,
    inline,
)
from assessor.reports.charts import bars_drawing
from assessor.reports.pdf.boxes import Box, Framed, Stack, height_of
from assessor.reports.pdf.drawn import (
    ContentsLine,
    DrawingBox,
    HeadingBox,
    MissingPicture,
    PictureBox,
    SignBox,
)
from assessor.reports.pdf.grid import WHOLE_UP_TO, Grid, GridCell, GridRow, Lines
from assessor.reports.pdf.paginate import Entry, Item
from assessor.reports.pdf.pieces import boxes_of, in_language, marked, one_line, paragraph, stack
from assessor.reports.pdf.styles import Styles
from assessor.reports.theme import MM

GUTTER = 14.0
NARROW, NARROWEST = 30.0, 22.0  # millimetres


@dataclass
class Composer:
    """The document being composed: its look, the width and height of its pages, its headings."""

    document: Document
    look: str
    styles: Styles
    width: float
    height: float
    entries: list[Entry] = field(default_factory=list)

    @property
    def lines(self) -> Lines:
        """The rules of a table in the colours of the look."""
        colours = self.styles.theme.colours
        return Lines(colours.line, colours.ink)

    @property
    def bare(self) -> Lines:
        """No rules: columns side by side with a gutter between them."""
        return replace(self.lines, rules=False, pad=0, gutter=GUTTER)

    def columns(self, count: int) -> list[float]:
        """Equal columns with a gutter between them."""
        share = (self.width - GUTTER * (count - 1)) / count
        return [share + GUTTER] * (count - 1) + [share]

    def grid(self, widths: Sequence[float], rows: list[GridRow], lines: Lines) -> Grid:
        """A grid without heads."""
        return Grid(widths, rows, lines, page=self.height)


def compose(composer: Composer) -> list[Item]:
    """All boxes of the document, in order."""
    composer.entries = [_entry(at, block) for at, block in _headings(composer.document.blocks)]
    keyed = {entry.key: entry for entry in composer.entries}
    items: list[Item] = []
    for at, block in enumerate(composer.document.blocks):
        if isinstance(block, Photos) and items:
            items[-1:] = _kept_with_photos(items[-1], composer)
        items += _items(block, composer, keyed.get(f"h{at}"))
    return items


def _kept_with_photos(item: Item, composer: Composer) -> list[Item]:
    """Photographs stay below what they prove: the last rows of the table before them."""
    if not isinstance(item.box, Grid):
        return [item]
    parts = item.box.parted()
    if parts is None:
        return [_kept_if_short(item, item.box, composer)]
    before, last, headed = parts
    return [
        replace(item, box=before),
        _kept_if_short(Item(last, at_top=headed), last, composer),
    ]


def _kept_if_short(item: Item, grid: Grid, composer: Composer) -> Item:
    short = height_of(grid, composer.width) < composer.height * WHOLE_UP_TO
    return replace(item, keep=short)


def _headings(blocks: Sequence[Block]) -> Iterator[tuple[int, Heading]]:
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            yield at, block


def _entry(at: int, heading: Heading) -> Entry:
    text = f"{heading.number}  {inline(heading.words)}".strip()
    return Entry(f"h{at}", text, heading.level, listed=heading.listed)


def _items(block: Block, composer: Composer, entry: Entry | None) -> list[Item]:
    match block:
        case Title():
            return _title(block, composer)
        case Heading():
            before = (20.0, 14.0, 10.0)[block.level - 1]
            return [Item(HeadingBox(block, composer.styles), before, keep=True, entry=entry)]
        case Prose():
            return _prose(block, composer)
        case Facts():
            return [Item(_facts(block, composer), before=6, keep=block.keep)]
        case Table():
            return [Item(_table(block, composer), before=5, whole=block.whole)]
        case Outcome():
            return [Item(_outcome(block, composer), before=8)]
        case Photos():
            return [Item(_photos(block, composer), before=8)]
        case Signatures():
            return [Item(_signatures(block, composer), before=14)]
        case Contents():
            return _contents(block, composer)
        case NewPage():
            return [] if block.soft else [Item(None)]


def _title(block: Title, composer: Composer) -> list[Item]:
    items = []
    for at, said in enumerate(block.words):
        style = composer.styles.of("title second" if at else "title")
        items.append(Item(paragraph(marked(said, composer.styles), style), before=2, keep=True))
    return items


def _prose(block: Prose, composer: Composer) -> list[Item]:
    styles = composer.styles
    keep = block.look == "note"  # it explains what follows
    text, words = Text(block.words, block.look, block.layout, block.lead), distinct(block.words)
    if block.layout != "columns" or len(words) < 2:
        return [Item(box, before=4, keep=keep) for box in boxes_of(text, styles)]
    cells = [GridCell(Stack([in_language(said, text, styles)])) for said in words]
    grid = composer.grid(composer.columns(len(cells)), [GridRow(cells)], composer.bare)
    return [Item(grid, before=2, keep=keep)]


def _facts(block: Facts, composer: Composer) -> Grid:
    lines = composer.lines
    if block.look == "card":
        lines = replace(lines, frame=True, pad_y=2.6)
    else:
        lines = replace(lines, top=block.look == "banner", pad=0, gutter=GUTTER / 2)
    rows: list[GridRow] = []
    waiting: list[GridCell] = []
    for fact in block.items:
        if fact.wide and waiting:
            rows.append(GridRow(waiting))
            waiting = []
        span = block.across if fact.wide else 1
        waiting.append(GridCell(_fact(fact, composer), span))
        if fact.wide or len(waiting) == block.across:
            rows.append(GridRow(waiting))
            waiting = []
    if waiting:
        rows.append(GridRow(waiting))
    return composer.grid([composer.width / block.across] * block.across, rows, lines)


def _fact(fact: Fact, composer: Composer) -> Stack:
    label = paragraph(one_line(fact.label, composer.styles), composer.styles.of("label"))
    boxes = [box for piece in fact.value for box in boxes_of(piece, composer.styles)]
    return Stack([label, *boxes], gap=1.5)


def _table(block: Table, composer: Composer) -> Grid:
    widths = column_widths(block.columns, composer.width)
    rows: list[GridRow] = []
    for row in block.rows:
        rows.append(_row(row, composer))
        if len(rows) > 1 and not rows[-2].rule:
            rows[-1].again = rows[-2].again
    heads = [_head(block.columns, composer)] if block.headed else []
    return Grid(widths, heads + rows, composer.lines, page=composer.height, heads=len(heads))


def column_widths(columns: Sequence[Column], width: float) -> list[float]:
    """Widths in points: fixed ones as given, the rest by their shares."""
    left = width - sum(column.width * MM for column in columns)
    shares = sum(column.share for column in columns if not column.width)
    return [
        column.width * MM if column.width else left * column.share / shares for column in columns
    ]


def _head(columns: Sequence[Column], composer: Composer) -> GridRow:
    return GridRow([GridCell(Stack(_head_cell(column, composer), gap=0)) for column in columns])


def _head_cell(column: Column, composer: Composer) -> list[Box]:
    """Capitals on one line; in a narrow column the languages beneath one another."""
    style = composer.styles.of("head")
    words = distinct(column.head)
    if not 0 < column.width < NARROWEST:
        words = tuple(Said(said.lang, said.text.upper()) for said in words)
    if 0 < column.width < NARROW:
        return [paragraph(marked(said, composer.styles), style) for said in words]
    return [paragraph(one_line(words, composer.styles), style)]


def _row(row: Row, composer: Composer) -> GridRow:
    cells = [_cell(cell, composer) for cell in row.cells]
    return GridRow(cells, rule=row.rule, whole=row.whole, again=_again(row, composer))


def _again(row: Row, composer: Composer) -> Stack | None:
    """What the first cell says where the row goes on over the page: its first words, and “…”."""
    first = next(iter(row.cells[0].pieces), None) if row.cells else None
    if not isinstance(first, Text):
        return None
    words = tuple(replace(said, text=f"{said.text} …") for said in first.words)
    return stack((replace(first, words=words),), composer.styles)


def _cell(cell: Cell, composer: Composer) -> GridCell:
    return GridCell(stack(cell.pieces, composer.styles), cell.span)


def _outcome(block: Outcome, composer: Composer) -> Grid:
    styles = composer.styles
    colour = styles.theme.verdict_colour(block.tone)
    boxes: list[Box] = [paragraph(one_line(block.label, styles), styles.of("label"))]
    for at, said in enumerate(block.result):
        style = styles.of("lead second" if at else "lead")
        boxes.append(paragraph(f'<font color="{colour}">{marked(said, styles)}</font>', style))
    for text in block.lines:
        boxes += boxes_of(text, styles)
    left = composer.width * 0.36
    right = composer.width - left
    chart = DrawingBox(bars_drawing(block.chart, right - GUTTER, composer.look))
    card = Framed(Stack(boxes, gap=3), styles.theme.colours.line)
    row = GridRow([GridCell(Stack([card])), GridCell(Stack([chart]))], whole=True)
    return composer.grid([left + GUTTER, right - GUTTER], [row], composer.bare)


def _photos(block: Photos, composer: Composer) -> Grid:
    rows = []
    for at in range(0, len(block.items), block.across):
        cells = [
            GridCell(_photo(photo, block, composer))
            for photo in block.items[at : at + block.across]
        ]
        rows.append(GridRow(cells, whole=True))
    return composer.grid(composer.columns(block.across), rows, composer.bare)


def _photo(photo: Photo, block: Photos, composer: Composer) -> Stack:
    data = composer.document.read(photo.sha256)
    styles = composer.styles
    picture: Box = PictureBox(data) if data else MissingPicture(block.missing, styles)
    caption = boxes_of(Text(photo.caption, layout="stacked"), styles)
    detail = boxes_of(Text(photo.detail, "small"), styles)
    return Stack([picture, *caption, *detail], gap=2)


def _signatures(block: Signatures, composer: Composer) -> Grid:
    across = 2
    cells = [GridCell(Stack([SignBox(item, block.date, composer.styles)])) for item in block.items]
    rows = [GridRow(cells[at : at + across], whole=True) for at in range(0, len(cells), across)]
    return composer.grid(composer.columns(across), rows, composer.bare)


def _contents(block: Contents, composer: Composer) -> list[Item]:
    heading = Heading(2, block.title, listed=False)
    items = [Item(HeadingBox(heading, composer.styles), before=16, keep=True)]
    listed = [entry for entry in composer.entries if entry.listed and entry.level <= block.depth]
    return items + [Item(ContentsLine(entry, composer.styles)) for entry in listed]
