"""A worksheet that is written plainly is read without a tree, and says what the tree would say."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor import errors
from assessor.saq import plain_sheet as module
from assessor.saq.plain_sheet import plain_sheet, unescaped
from assessor.saq.preview import read_bytes
from assessor.saq.readers.xlsx_file import PLUGIN
from assessor.saq.types import Source
from tests import hostile
from tests import saq_samples as forms

COMMENT = "<!-- no plain sheet holds one -->"


def sheet(rows: str, *, before: str = "", after: str = "") -> bytes:
    content = f'<worksheet xmlns="{hostile.SHEET}">{before}<sheetData>{rows}</sheetData>{after}'
    return f"{content}</worksheet>".encode()


def with_sheet(content: bytes) -> bytes:
    """Return a workbook whose sheet is this, with the words and styles of another."""
    made = hostile.workbook("")
    parts = {}
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    words = "".join(f"<si><t>{text}</t></si>" for text in ("Sí", " no ", "a_x000D_b"))
    parts["xl/worksheets/sheet1.xml"] = content
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{hostile.SHEET}">{words}</sst>'.encode()
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{hostile.SHEET}"><numFmts><numFmt numFmtId="170" '
        'formatCode="yyyy-mm-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/>'
        "</cellXfs></styleSheet>"
    ).encode()
    kinds = ("sharedStrings", "styles")
    more = "".join(
        f'<Relationship Id="x{kind}" Type="http://x/{kind}" Target="{kind}.xml"/>' for kind in kinds
    )
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", f"{more}</Relationships>".encode())
    return hostile.package(dict(parts))


def read_both_ways(rows: str, *, before: str = "", after: str = "") -> tuple[Source, Source]:
    """Return what the sheet says plainly, and what it says to the parser of XML."""
    plain = sheet(rows, before=before, after=after)
    odd = sheet(rows, before=before, after=after + COMMENT)
    assert plain_sheet(plain) is not None
    assert plain_sheet(odd) is None
    return PLUGIN.read(with_sheet(plain)), PLUGIN.read(with_sheet(odd))


KEPT = st.sampled_from(
    ["word", "1.10", "45000", "", " two  words ", "A &amp; B", "_x000D_", "&#237;&#xED;&lt;",
     "é\n1", "&#13;", "&amp;#65;", "&#9;tab", "'\"&quot;&apos;>"]
)  # fmt: skip
VALUES = st.one_of(
    KEPT.map(lambda text: f"<is><t>{text}</t></is>"),
    KEPT.map(lambda text: f'<is><t xml:space="preserve">{text}</t></is>'),
    st.sampled_from(["0", "1", "7", "1.1", "45000", "x", " 2 ", "", "1e400", "&#49;"]).map(
        "<v>{}</v>".format
    ),
    st.sampled_from(["", "<f>1+1</f>", "<f>1+1</f><v>2</v>", "<is><r><t>a</t></r></is>", "<v/>"]),
)
CELLS = st.builds(
    "<c{}{}{}>{}</c>".format,
    st.sampled_from([f' r="{letters}2"' for letters in ("A", "B", "C", "AB", "c", "XFD")] + [""]),
    st.sampled_from(["", ' s="0"', ' s="1"', ' s="9"', ' s="x"']),
    st.sampled_from(["", *(f' t="{kind}"' for kind in ("s", "n", "inlineStr", "str", "b", "e"))]),
    VALUES,
)
PLAIN = '<row r="9"><c r="A9" t="s"><v>0</v></c></row>' * (10 * module.EACH)
ROWS = st.builds(
    "<row{}{}>{}</row>".format,
    st.sampled_from(["", ' r="2"', ' r="7" ht="15"', ' spans="1:5"']),
    st.sampled_from(["", ' hidden="1"', ' hidden="true"', ' hidden="false"']),
    st.lists(CELLS, max_size=4).map("".join),
) | st.just('<row r="4"/>')
BEFORE = st.sampled_from(["", '<cols><col min="2" max="3" hidden="1"/></cols>'])
AFTER = st.sampled_from(
    ["", '<mergeCells><mergeCell ref="A2:B7"/><mergeCell ref="C2:D2"/></mergeCells>']
)


@given(st.lists(ROWS, max_size=3).map("".join), BEFORE, AFTER)
def test_a_plain_sheet_says_what_any_other_would(rows: str, before: str, after: str) -> None:
    # Nine rows in ten are plain: the others are read one by one.
    quick, slow = read_both_ways(f"<row/>{PLAIN}{rows}", before=before, after=after)
    assert quick == slow


def test_cells_that_nothing_is_special_about_are_read_plainly() -> None:
    cells = '<c r="A2" s="1" t="s"><v>0</v></c><c r="B2" s="1"/><c r="C2"><v>1.5</v></c>'
    cells += '<c r="D2" t="inlineStr"><is><t>A &amp; B</t></is></c><c r="E2" t="n"></c>'
    found = plain_sheet(sheet(f'<row r="2" hidden="1">{cells}</row>'))
    assert found is not None
    (row,) = found.rows()
    assert (row.number, row.hidden, row.alone) == (2, True, b"")
    assert row.cells is not None
    assert [cell[0] for cell in row.cells] == ["A", "B", "C", "D", "E"]


ONE = '<row r="2"><c r="A2"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "data",
    [
        sheet(ONE, before=COMMENT),
        sheet(ONE).replace(b"<v>1", b"<v><![CDATA[1]]>"),
        sheet(ONE, before="<?x y?>"),
        sheet(f"{ONE}\n{ONE}"),
        sheet(ONE.replace("1</v>", "1\r</v>")),
        sheet(f"<row>{ONE}</row>"),
        sheet(f"<x>{ONE}</x>"),
        sheet(f"{ONE}<row"),
        sheet(f"{ONE}<row>"),
        sheet(f'<row r="x"/>{ONE}'),
        sheet(ONE.replace("<v>1</v>", "<f>1</f>")),
        sheet(ONE, after="<sheetData></sheetData>"),
        sheet(ONE).replace(b"worksheet", b"x:worksheet").replace(b"xmlns", b"xmlns:x"),
        sheet(ONE).replace(b"<sheetData>", b'<sheetData x="1">'),
        sheet(ONE).replace(b"</sheetData>", b""),
        sheet("").replace(b"<sheetData></sheetData>", b"<sheetData/>"),
        sheet(ONE).decode().encode("utf-16"),
        b'<?xml version="1.0" encoding="latin-1"?>' + sheet(ONE),
        b"<!DOCTYPE a>" + sheet(ONE),
        b"\xff\xfe\x00",
        b"",
    ],
)
def test_what_is_odd_in_any_way_is_left_to_the_parser(data: bytes) -> None:
    assert plain_sheet(data) is None


def test_a_sheet_too_large_to_be_held_twice_is_left_to_the_parser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert plain_sheet(sheet(ONE)) is not None
    monkeypatch.setattr(module, "MOST", 100)
    assert plain_sheet(sheet(ONE)) is None


@pytest.mark.parametrize(
    "declared",
    [
        "",
        '<?xml version="1.0"?>',
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        "<?xml version='1.0' encoding='utf-8' ?>",
    ],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_declarations_of_utf_8_are_plain(declared: str, mark: bytes) -> None:
    data = mark + declared.encode() + sheet(ONE)
    assert plain_sheet(data) is not None
    assert PLUGIN.read(with_sheet(data)) == PLUGIN.read(with_sheet(sheet(ONE)))


@pytest.mark.parametrize(
    "damaged",
    [
        ONE.replace('r="A2"', 'r="A2" r="A2"'),
        ONE.replace("<v>1", "<v>&unknown;"),
        ONE.replace("<v>1", "<v>&#0;"),
        ONE.replace("<v>1", "<v>&#xD800;"),
        ONE.replace("<v>1", "<v>\x01"),
        ONE.replace("<v>1", "<v>]]>"),
        ONE.replace("</c>", ""),
        ONE.replace("<row", '<row r="3"'),
    ],
)
def test_what_is_no_xml_is_refused_however_plain_it_looks(damaged: str) -> None:
    """The counter's parser goes over every byte."""
    with pytest.raises((errors.SaqUnreadable, errors.SaqRowsLost)):
        read_bytes(with_sheet(sheet(f"{ONE}{damaged}")), "x.xlsx")


FAR = "X" * 40


@pytest.mark.parametrize(
    "rows",
    [
        ONE.replace("A2", f"{FAR}2"),
        ONE.replace("A2", "A" + "9" * 40),
        f'<row r="{10**40}"/>{ONE}',
    ],
)
@pytest.mark.parametrize("after", ["", COMMENT])
def test_what_stands_beyond_any_sheet_is_damage(rows: str, after: str) -> None:
    """And no number that goes through no pipe."""
    with pytest.raises((errors.SaqUnreadable, errors.SaqRowsLost)):
        read_bytes(with_sheet(sheet(rows, after=after)), "x.xlsx")


def test_what_is_merged_beyond_any_sheet_is_damage() -> None:
    merged = f'<mergeCells><mergeCell ref="A2:{FAR}9"/></mergeCells>'
    with pytest.raises(errors.SaqUnreadable):
        read_bytes(with_sheet(sheet(ONE, after=merged)), "x.xlsx")


@pytest.mark.parametrize(
    ("text", "meant"),
    [("A &amp; B", "A & B"), ("&lt;&gt;&quot;&apos;", "<>\"'"), ("&#237;&#xed;", "íí"),
     ("&amp;lt;", "&lt;"), ("&nbsp; &", "&nbsp; &"), ("&#x110000;", "&#x110000;"),
     ("&#55296;&#xDFFF;", "&#55296;&#xDFFF;"), ("&#x1F512;", "\U0001f512"),
     ("plain", "plain")],
)  # fmt: skip
def test_what_xml_wrote_is_meant(text: str, meant: str) -> None:
    assert unescaped(text) == meant


def test_the_samples_are_written_plainly() -> None:
    """Else all of this would serve nobody."""
    data = (forms.SAMPLES / "ctpat_fabricante_es.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        assert any(plain_sheet(package.read(name)) for name in names)
