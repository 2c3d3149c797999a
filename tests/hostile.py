"""Files that are made to do harm, one function each; all of them are small and none is kept."""

import io
import zipfile
import zlib

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/{main}" ContentType="{kind}"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/officeDocument" Target="{main}"/></Relationships>'
)
OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l "lol">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]>"
)
QUADRATIC = f'<!DOCTYPE a [<!ENTITY l "{"x" * 100_000}">]>'


def package(parts: dict[str, str | bytes]) -> bytes:
    """Return a ZIP package of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return stream.getvalue()


def document(body: str, *, before: str = "", **more: str | bytes) -> bytes:
    """Return a DOCX whose body is this; `before` stands ahead of the root element."""
    main = "word/document.xml"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES.format(
            main=main, kind=f"{OFFICE}wordprocessingml.document.main+xml"
        ),
        "_rels/.rels": RELATIONS.format(main=main),
        main: f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    }
    return package(parts | more)


def workbook(rows: str, *, before: str = "", after: str = "") -> bytes:
    """Return an XLSX of one sheet with these rows."""
    main, sheet = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return package(
        {
            "[Content_Types].xml": CONTENT_TYPES.format(
                main=main, kind=f"{OFFICE}spreadsheetml.sheet.main+xml"
            ),
            "_rels/.rels": RELATIONS.format(main=main),
            "xl/_rels/workbook.xml.rels": RELATIONS.format(main="worksheets/sheet1.xml").replace(
                "officeDocument", "worksheet"
            ),
            main: f'<workbook xmlns="{SHEET}" xmlns:r="{office}"><sheets>'
            '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
            sheet: f'{before}<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData>'
            f"{after}</worksheet>",
        }
    )


def open_document(body: str, *, before: str = "", kind: str = "text") -> bytes:
    """Return an ODT (or ODS) whose body is this."""
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    return package(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f'{before}<o:document-content xmlns:o="{office}" xmlns:t="{text}">'
            f"<o:body><o:{kind}>{body}</o:{kind}></o:body></o:document-content>",
        }
    )


def paragraph(text: str) -> str:
    """Return a paragraph of a DOCX."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def outside(target: str) -> str:
    """Return a document type that asks for another file or address, and uses it."""
    return f'<!DOCTYPE a [<!ENTITY x SYSTEM "{target}">]>'


def archive_bomb() -> bytes:
    """Return a workbook of some 300 KB that unpacks to 280 MB of blanks."""
    return workbook("<row r='1'><c r='A1'/></row>", after=" " * 280_000_000)


def merged_downwards() -> bytes:
    """Return a workbook of a few KB in which 16,000 columns are merged over all of its rows."""
    letters = [_letters(number) for number in range(1, 3_000)]
    first = "".join(f'<c r="{at}1" t="str"><v>x</v></c>' for at in letters)
    rows = "".join(f'<row r="{number}"/>' for number in range(2, 30_000))
    merged = "".join(f'<mergeCell ref="{at}1:{at}1000000"/>' for at in letters)
    return workbook(f'<row r="1">{first}</row>{rows}', after=f"<mergeCells>{merged}</mergeCells>")


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def pages(count: int) -> bytes:
    """Return a PDF of so many empty pages."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{number} 0 R" for number in range(3, count + 3))
    objects.append(f"<</Type/Pages/Count {count}/Kids[{kids}]>>")
    objects += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * count
    out, places = [b"%PDF-1.4\n"], []
    length = len(out[0])
    for number, content in enumerate(objects, 1):
        places.append(length)
        out.append(f"{number} 0 obj{content}endobj\n".encode())
        length += len(out[-1])
    out.append(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out += [f"{place:010} 00000 n \n".encode() for place in places]
    out.append(f"trailer<</Root 1 0 R/Size {len(objects) + 1}>>\n".encode())
    out.append(f"startxref\n{length}\n%%EOF".encode())
    return b"".join(out)


def picture(width: int, height: int) -> bytes:
    """Return a PNG that says it is this large and holds next to nothing."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    found = b"\x89PNG\r\n\x1a\n"
    for name, content in parts:
        check = zlib.crc32(name + content).to_bytes(4, "big")
        found += len(content).to_bytes(4, "big") + name + content + check
    return found
