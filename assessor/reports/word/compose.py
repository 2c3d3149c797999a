"""Blocks into WordprocessingML: what each block of a document looks like in Word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assessor.reports.blocks import (
    Bars,
    Block,
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
    Signature,
    Signatures,
    Table,
    Text,
    Title,
    distinct,
    inline,
)
from assessor.reports.pdf.compose import column_widths
from assessor.reports.theme import Theme
from assessor.reports.word.pieces import (
    in_language,
    one_line,
    pieces_xml,
    said_run,
    text_xml,
)
from assessor.reports.word.template import style_id
from assessor.reports.word.xml import (
    WordCell,
    WordRow,
    new_page,
    para,
    picture,
    run,
    simple_field,
    tab,
    table,
)

# How many rows of a group, such as a requirement with its sites, stay with the next one.
KEPT_ROWS = 2
# A row with more text than this may break between pages.
LONG_ROW = 1800
PICTURE_TALLEST = 210.0
GUTTER = 12.0
PLAIN = style_id("Report Plain")
OPEN = style_id("Report Open")

AddPicture = Callable[[bytes], tuple[str, tuple[int, int]]]


@dataclass
class WordComposer:
    """The document being composed; `add_picture` stores bytes and returns relation and pixels."""

    document: Document
    theme: Theme
    look: str
    width: float
    add_picture: AddPicture
    pictures: int = 0
    headings: list[tuple[str, Heading]] = field(default_factory=list)

    def picture(self, data: bytes, width: float, description: str) -> str:
        """A picture as wide as its column, unless that makes it too tall."""
        relation, (wide, tall) = self.add_picture(data)
        scale = min(width / wide, PICTURE_TALLEST / tall)
        self.pictures += 1
        return picture(relation, self.pictures, (wide * scale, tall * scale), description)


def compose(composer: WordComposer) -> str:
    """The whole body."""
    blocks = composer.document.blocks
    composer.headings = [
        (f"_Toc{at:06}", block) for at, block in enumerate(blocks) if isinstance(block, Heading)
    ]
    keys = {id(heading): key for key, heading in composer.headings}
    made = ""
    for before, block, after in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
        made += _placed(block, (before, after), composer, keys)
    return made


def _placed(
    block: Block,
    beside: tuple[Block | None, Block | None],
    composer: WordComposer,
    keys: dict[int, str],
) -> str:
    """A block as its neighbours ask for it: on a new page, held to photographs, apart."""
    before, after = beside
    if isinstance(block, Heading):
        return _heading(block, keys[id(block)], new_page=isinstance(before, NewPage))
    if isinstance(block, NewPage):  # a heading breaks the page itself: no empty page can come of it
        return "" if isinstance(after, Heading) else new_page()
    photographed = isinstance(block, Table) and isinstance(after, Photos)
    if isinstance(block, Table):
        xml = _table(block, composer, keep_last=photographed)
    else:
        xml = _xml(block, composer)
    apart = xml.endswith("</w:tbl>") and not isinstance(after, Heading | NewPage)
    keep = photographed or _is_kept(block)
    return xml + para("", style_id("Report Gap"), keep=keep) if apart else xml


def _is_kept(block: Block) -> bool:
    """Whether it stays on the page of what follows: a note explains that."""
    return isinstance(block, Prose) and block.look == "note"


def _xml(block: Block, composer: WordComposer) -> str:
    match block:
        case Title():
            return _title(block)
        case Prose():
            return _prose(block, composer)
        case Facts():
            return _facts(block, composer)
        case Outcome():
            return _outcome(block, composer)
        case Photos():
            return _photos(block, composer)
        case Signatures():
            return _signatures(block, composer)
        case Contents():
            return _contents(block, composer)
        case _:
            return ""


def _title(block: Title) -> str:
    styles = ["Title"] + ["Subtitle"] * len(block.words)
    return "".join(
        para(said_run(said), style) for said, style in zip(block.words, styles, strict=False)
    )


def _heading(block: Heading, key: str, *, new_page: bool = False) -> str:
    first, *others = distinct(block.words)
    number = f"{block.number}  " if block.number else ""
    runs = run(number + first.whole, lang=first.lang)
    second = style_id("Report Heading Second")
    runs += "".join(run(f" · {said.whole}", second, said.lang) for said in others)
    runs += run(f" — {inline(block.note)}", second) if block.note else ""
    mark = int(key.removeprefix("_Toc"))
    runs = f'<w:bookmarkStart w:id="{mark}" w:name="{key}"/>{runs}<w:bookmarkEnd w:id="{mark}"/>'
    return para(runs, f"Heading{block.level}", keep=True, new_page=new_page)


def _prose(block: Prose, composer: WordComposer) -> str:
    text, words = Text(block.words, block.look, block.layout, block.lead), distinct(block.words)
    keep = _is_kept(block)
    if block.layout != "columns" or len(words) < 2:
        return text_xml(text, keep=keep)
    cells = [WordCell(in_language(said, text, keep=keep)) for said in words]
    widths = [composer.width / len(cells)] * len(cells)
    return table(widths, [WordRow(cells, split=True)], PLAIN)


def _facts(block: Facts, composer: WordComposer) -> str:
    rows: list[WordRow] = []
    waiting: list[WordCell] = []
    for fact in block.items:
        if fact.wide and waiting:
            rows.append(_filled(waiting, block.across))
            waiting = []
        waiting.append(WordCell(_fact(fact), block.across if fact.wide else 1))
        if fact.wide or len(waiting) == block.across:
            rows.append(_filled(waiting, block.across))
            waiting = []
    if waiting:
        rows.append(_filled(waiting, block.across))
    names = {"card": "Report Card", "banner": "Report Banner", "plain": "Report Plain"}
    style = style_id(names[block.look])
    return table([composer.width / block.across] * block.across, rows, style)


def _filled(cells: list[WordCell], across: int) -> WordRow:
    missing = across - sum(cell.span for cell in cells)
    return WordRow([*cells, *[WordCell("")] * missing], split=_is_long(cells))


def _is_long(cells: Sequence[WordCell]) -> bool:
    return max((len(cell.content) for cell in cells), default=0) > LONG_ROW


def _fact(fact: Fact) -> str:
    return para(one_line(fact.label), style_id("Report Label")) + pieces_xml(fact.value)


def _table(block: Table, composer: WordComposer, *, keep_last: bool = False) -> str:
    """A table; `keep_last` holds its last row together with the photographs that follow."""
    heads = []
    if block.headed:
        style = style_id("Report Table Head")
        cells = [
            WordCell(para(one_line(column.head), style, keep=True)) for column in block.columns
        ]
        heads = [WordRow(cells, head=True)]
    rows = []
    open_rows = 0  # above this one, in its group
    for at, row in enumerate(block.rows):
        last = at == len(block.rows) - 1
        begins = not row.rule and open_rows < KEPT_ROWS
        rows.append(
            _row(row, open_above=open_rows > 0, keep=keep_last if last else block.whole or begins)
        )
        open_rows = 0 if row.rule else open_rows + 1
    widths = column_widths(block.columns, composer.width)
    return table(widths, heads + rows, style_id("Report Table"))


def _row(row: Row, *, open_above: bool, keep: bool) -> WordRow:
    borders = '<w:top w:val="nil"/>' if open_above else ""
    borders += "" if row.rule else '<w:bottom w:val="nil"/>'
    cells = [WordCell(pieces_xml(cell.pieces), cell.span, borders) for cell in row.cells]
    if _is_long(cells) and not row.whole:
        return WordRow(cells, split=True)
    if keep:
        kept = (pieces_xml(cell.pieces, keep=True) for cell in row.cells)
        cells = [replace(cell, content=content) for cell, content in zip(cells, kept, strict=True)]
    return WordRow(cells)


def _outcome(block: Outcome, composer: WordComposer) -> str:
    left = composer.width * 0.36
    content = para(one_line(block.label), style_id("Report Label"))
    for at, said in enumerate(block.result):
        style = style_id("Report Lead Second" if at else "Report Lead")
        content += para(said_run(said), style)
    content += "".join(text_xml(line) for line in block.lines)
    line = f'w:val="single" w:sz="6" w:space="0" w:color="{composer.theme.colours.line[1:]}"'
    box = "".join(f"<w:{edge} {line}/>" for edge in ("top", "left", "bottom", "right"))
    chart = para(_chart(block.chart, composer, composer.width - left - GUTTER))
    cells = [WordCell(content, borders=box), WordCell(chart)]
    return table([left, composer.width - left], [WordRow(cells)], OPEN)


def _chart(chart: Bars, composer: WordComposer, width: float) -> str:
    from assessor.reports.charts import bars_drawing, to_png

    drawing = bars_drawing(chart, width, composer.look)
    told = [inline(chart.title)]
    told += [f"{inline(bar.label)}: {bar.value}/{bar.total}" for bar in chart.bars]
    relation, _ = composer.add_picture(to_png(drawing))
    composer.pictures += 1
    size = (drawing.width, drawing.height)
    return picture(relation, composer.pictures, size, "; ".join(told))


def _photos(block: Photos, composer: WordComposer) -> str:
    width = composer.width / block.across
    rows = []
    for at in range(0, len(block.items), block.across):
        cells = [
            WordCell(_photo(photo, block, composer, width - GUTTER))
            for photo in block.items[at : at + block.across]
        ]
        rows.append(_filled(cells, block.across))
    return table([width] * block.across, rows, PLAIN) if rows else ""


def _photo(photo: Photo, block: Photos, composer: WordComposer, width: float) -> str:
    data = composer.document.read(photo.sha256)
    if data:
        shown = para(composer.picture(data, width, inline(photo.caption)))
    else:
        missing = run(f"[{inline(block.missing)}]", style_id("Report Pending"))
        shown = para(missing, style_id("Report Body"))
    caption = text_xml(Text(photo.caption, layout="stacked"))
    return shown + caption + text_xml(Text(photo.detail, "small"))


def _signatures(block: Signatures, composer: WordComposer) -> str:
    across = 2
    cells = [WordCell(_signature(item, block)) for item in block.items]
    rows = [_filled(cells[at : at + across], across) for at in range(0, len(cells), across)]
    return table([composer.width / across] * across, rows, PLAIN) if rows else ""


def _signature(item: Signature, block: Signatures) -> str:
    small = style_id("Report Small")
    room = para("", small, keep=True) * 3
    line = para(run("_" * 42), small, keep=True)
    name = para(run(item.name), style_id("Report Strong"), keep=True)
    part = para(one_line(item.part), small, keep=True)
    return room + line + name + part + para(one_line(block.date) + run(":"), small)


def _contents(block: Contents, composer: WordComposer) -> str:
    """Titles with their pages, each page a field of its own.

    A field around all of them would be Word's own table, but LibreOffice would then show what
    the file says of the pages instead of counting them.
    """
    title = para(one_line(block.title), style_id("Report Strong"), keep=True)
    return title + "".join(
        para(_contents_line(key, heading), f"toc{heading.level}")
        for key, heading in composer.headings
        if heading.level <= block.depth and heading.listed
    )


def _contents_line(key: str, heading: Heading) -> str:
    number = f"{heading.number}  " if heading.number else ""
    text = run(number + inline(heading.words))
    page = simple_field(f"PAGEREF {key} \\h", "–")
    return f'<w:hyperlink w:anchor="{key}" w:history="1">{text}{tab()}{page}</w:hyperlink>'
