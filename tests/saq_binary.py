"""Writes workbooks that no library here can write: binary ones, and sheets with form controls."""

import io
import struct
import zipfile
from collections.abc import Sequence

_SPACE = "http://schemas.openxmlformats.org"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _record(kind: int, body: bytes = b"") -> bytes:
    """Return a record of a binary part: its kind and length in groups of seven bits."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while True:
        size, low = size >> 7, size & 0x7F
        length += bytes([low | (0x80 if size else 0)])
        if not size:
            return head + length + body


def _words(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def _sheet(rows: Sequence[Sequence[str]]) -> bytes:
    width = max(map(len, rows))
    parts = [_record(129), _record(148, struct.pack("<4I", 0, len(rows) - 1, 0, width - 1))]
    parts.append(_record(145))
    for number, row in enumerate(rows):
        span = struct.pack("<I2I", 1, 0, max(len(row) - 1, 0))
        parts.append(_record(0, struct.pack("<IIHBBB", number, 0, 300, 0, 0, 0) + span))
        for column, text in enumerate(row):
            if text:
                parts.append(_record(6, struct.pack("<II", column, 0) + _words(text)))
    return b"".join([*parts, _record(146), _record(130)])


def as_xlsb(rows: Sequence[Sequence[str]], sheet: str = "Cuestionario") -> bytes:
    """Return a binary workbook of one sheet with these rows."""
    entry = struct.pack("<II", 0, 1) + _words("rId1") + _words(sheet)
    book = _record(131) + _record(143) + _record(156, entry) + _record(144) + _record(132)
    types = (
        f'{_HEAD}<Types xmlns="{_SPACE}/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.bin" '
        'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        '<Override PartName="/xl/worksheets/sheet1.bin" '
        'ContentType="application/vnd.ms-excel.worksheet"/></Types>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("_rels/.rels", _link("officeDocument", "xl/workbook.bin"))
        package.writestr("xl/workbook.bin", book)
        package.writestr("xl/_rels/workbook.bin.rels", _link("worksheet", "worksheets/sheet1.bin"))
        package.writestr("xl/worksheets/sheet1.bin", _sheet(rows))
    return stream.getvalue()


def _link(kind: str, target: str) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_SPACE}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_SPACE}/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}"/></Relationships>'
    )


def with_controls(book: bytes, boxes: Sequence[tuple[int, int, bool, str, str]]) -> bytes:
    """Return a workbook with boxes on its sheet: row, column, ticked, caption, linked cell."""
    shapes = []
    for row, column, ticked, caption, linked in boxes:
        edges = (column - 1, 5, row - 1, 2, column - 1, 60, row - 1, 18)
        shapes.append(
            f'<v:shape id="_x0000_s{1025 + len(shapes)}" type="#_x0000_t201"><v:textbox>'
            f'<div style="text-align:left"><font face="Tahoma">{caption}</font></div></v:textbox>'
            f'<x:ClientData ObjectType="Checkbox"><x:Anchor>{", ".join(map(str, edges))}</x:Anchor>'
            + (f"<x:FmlaLink>{linked}</x:FmlaLink>" if linked else "")
            + ("<x:Checked>1</x:Checked>" if ticked else "")
            + "</x:ClientData></v:shape>"
        )
    drawing = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:'
        f'office" xmlns:x="urn:schemas-microsoft-com:office:excel">{"".join(shapes)}</xml>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info.filename))
        new.writestr("xl/drawings/vmlDrawing1.vml", drawing)
        link = _link("vmlDrawing", "../drawings/vmlDrawing1.vml")
        new.writestr("xl/worksheets/_rels/sheet1.xml.rels", link)
    return stream.getvalue()
