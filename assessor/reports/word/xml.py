"""WordprocessingML, written as text: paragraphs, runs, fields and tables with named styles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from assessor.reports.blocks import clean

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
TWIPS = 20
EMU = 12700


def elements(xml: str) -> list[Any]:
    """The elements that `xml` holds, ready to be put into a document."""
    from docx.oxml.parser import parse_xml

    return list(parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>"))


@cache
def word_language(lang: str) -> str:
    """The tag Word expects: language and its likeliest country."""
    from babel.core import get_global

    full = str(get_global("likely_subtags").get(lang, lang))
    parts = full.split("_")
    return f"{parts[0]}-{parts[-1]}" if len(parts) > 1 else lang


def run(text: str, style: str = "", lang: str = "") -> str:
    """A run of text in a character style and a language; line breaks are kept."""
    marks = f'<w:rStyle w:val="{style}"/>' if style else ""
    marks += f'<w:lang w:val="{word_language(lang)}"/>' if lang else ""
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    lines = escape(clean(text, strip=False), quote=False).split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{properties}{inner}</w:r>"


def tab() -> str:
    """A tabulator."""
    return "<w:r><w:tab/></w:r>"


def simple_field(instruction: str, shown: str = "1") -> str:
    """A field that a word processor works out, with what it shows until then."""
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{begin}{code}{separate}{run(shown)}{end}"


def para(runs: str, style: str = "", *, keep: bool = False, new_page: bool = False) -> str:
    """A paragraph in a named style; `keep` holds it together with the next one."""
    marks = f'<w:pStyle w:val="{style}"/>' if style else ""
    marks += "<w:keepNext/>" if keep else ""
    marks += "<w:pageBreakBefore/>" if new_page else ""
    return f"<w:p>{f'<w:pPr>{marks}</w:pPr>' if marks else ''}{runs}</w:p>"


def new_page() -> str:
    """What follows starts on a new page."""
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


@dataclass(frozen=True)
class WordCell:
    """Paragraphs of a cell, over how many columns they reach, the colour beneath them."""

    content: str
    span: int = 1
    borders: str = ""
    fill: str = ""


@dataclass(frozen=True)
class WordRow:
    """Cells side by side."""

    cells: Sequence[WordCell]
    head: bool = False
    split: bool = False


def table(widths: Sequence[float], rows: Iterable[WordRow], style: str) -> str:
    """A table of fixed column widths in points; grid and cells agree on them."""
    grid = "".join(f'<w:gridCol w:w="{round(width * TWIPS)}"/>' for width in widths)
    total = round(sum(widths) * TWIPS)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{total}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:firstRow="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(_row(row, widths) for row in rows)}</w:tbl>"
    )


def _row(row: WordRow, widths: Sequence[float]) -> str:
    marks = "" if row.split else "<w:cantSplit/>"
    marks += "<w:tblHeader/>" if row.head else ""
    cells, column = "", 0
    for cell in row.cells:
        cells += _cell(cell, sum(widths[column : column + cell.span]))
        column += cell.span
    return f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{cells}</w:tr>"


def _cell(cell: WordCell, width: float) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    borders = f"<w:tcBorders>{cell.borders}</w:tcBorders>" if cell.borders else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
    marks = f'<w:tcW w:w="{round(width * TWIPS)}" w:type="dxa"/>{span}{borders}{fill}'
    content = cell.content or "<w:p/>"
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{content}</w:tc>"


def picture(relation: str, number: int, size: tuple[float, float], description: str) -> str:
    """A picture in the line, `size` in points, with a description for those who cannot see it."""
    wide, tall = (round(value * EMU) for value in size)
    told = escape(clean(description))
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{tall}"/>'
        f'<wp:docPr id="{number}" name="Picture {number}" descr="{told}"/>'
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
        f"<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        f"</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
