"""The Word template of a look: every named style the writer uses, made from theme.yaml.

`python -m assessor.reports.word.template [LOOK]` writes report.docx; an office may then edit it.
"""

import sys
from pathlib import Path
from typing import Any

from assessor.reports.theme import Theme, folder_of, theme
from assessor.reports.word.xml import TWIPS, elements

# name, size relative to the text, bold, italic, role of the colour, space after in points
PARAGRAPHS: tuple[tuple[str, float, bool, bool, str, float], ...] = (
    ("Report Body", 0, False, False, "ink", 3),
    ("Report Second", 0, False, True, "ink_2", 3),
    ("Report Strong", 0, True, False, "ink", 1),
    ("Report Lead", 4.4, True, False, "ink", 0),
    ("Report Lead Second", 3.4, False, False, "ink_2", 4),
    ("Report Note", -0.6, False, False, "ink_2", 3),
    ("Report Note Second", -0.6, False, True, "ink_2", 3),
    ("Report Label", -1.2, True, False, "ink_3", 0),
    ("Report Small", -1.2, False, False, "ink_3", 1),
    ("Report Quote", 0, False, True, "ink_2", 1),
    ("Report Table Head", -1.6, True, False, "ink_3", 0),
    ("Report Gap", -5, False, False, "ink_3", 0),
)
CHARACTERS: tuple[tuple[str, str], ...] = (
    ("Report Second Text", '<w:i/><w:color w:val="{ink_2}"/>'),
    ("Report Heading Second", '<w:b w:val="0"/><w:i/><w:color w:val="{ink_2}"/>'),
    ("Report Lead In", "<w:b/>"),
    ("Report Remark", '<w:i/><w:color w:val="{ink_3}"/>'),
    ("Report Pending", '<w:i/><w:color w:val="{alert}"/>'),
    ("Report Marking", '<w:b/><w:caps/><w:color w:val="{alert}"/>'),
    (
        "Badge Must",
        (
            '<w:b/><w:color w:val="FFFFFF"/><w:sz w:val="14"/>'
            '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="{ink}"/>'
            '<w:shd w:val="clear" w:color="auto" w:fill="{ink}"/>'
        ),
    ),
    (
        "Badge Should",
        (
            '<w:b/><w:color w:val="{ink}"/><w:sz w:val="14"/>'
            '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="{ink}"/>'
        ),
    ),
    ("Verdict Met", '<w:b/><w:color w:val="{met}"/>'),
    ("Verdict Partly", '<w:b/><w:color w:val="{partly}"/>'),
    ("Verdict Not Met", '<w:b/><w:color w:val="{not_met}"/>'),
    ("Verdict Other", '<w:b/><w:color w:val="{na}"/>'),
)
TABLES = ("Report Table", "Report Banner", "Report Plain", "Report Card", "Report Open")


def style_id(name: str) -> str:
    """The id of a style: its name without spaces."""
    return name.replace(" ", "")


def make_template(look: str = "default") -> Any:
    """A Word document without text that holds every style of the look."""
    import docx

    chosen = theme(look)
    document = docx.Document()
    _built_in(document, chosen)
    for name, larger, bold, italic, role, after in PARAGRAPHS:
        _paragraph_style(document, chosen, (name, larger, bold, italic, role, after))
    for name, marks in CHARACTERS:
        document.styles.element.extend(elements(_character(name, marks, chosen)))
    for name in TABLES:
        document.styles.element.extend(elements(_table_style(name, chosen)))
    _newest_rules(document)
    return document


def _newest_rules(document: Any) -> None:
    """Ask Word to lay the document out by its present rules, not by those of 2007."""
    settings = document.settings.element
    for old in list(settings.iter(f"{W}compat")):
        settings.remove(old)
    (compat,) = elements(
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    rsids = settings.find(f"{W}rsids")
    settings.insert(len(settings) if rsids is None else settings.index(rsids), compat)


def _hex(chosen: Theme) -> dict[str, str]:
    colours = chosen.colours
    return {name: getattr(colours, name).lstrip("#") for name in colours.__struct_fields__}


def _built_in(document: Any, chosen: Theme) -> None:
    sizes = chosen.text
    for name, size, before, after, bold, role in (
        ("Normal", sizes.size, 0, 3, False, "ink"),
        ("Title", sizes.title, 0, 3, True, "ink"),
        ("Subtitle", sizes.title - 5, 0, 8, False, "ink_2"),
        ("Heading 1", sizes.heading_1, 18, 4, True, "ink"),
        ("Heading 2", sizes.heading_2, 12, 3, True, "ink"),
        ("Heading 3", sizes.heading_3, 9, 2, True, "ink"),
        ("Header", sizes.small, 0, 0, False, "ink_3"),
        ("Footer", sizes.small, 0, 0, False, "ink_3"),
    ):
        style = document.styles[name]
        _font(style, chosen, (size, bold, name == "Subtitle", role))
        style.paragraph_format.space_before = _points(before)
        style.paragraph_format.space_after = _points(after)
        for mark in (*style.element.pPr.iter(f"{W}pBdr"), *style.element.rPr.iter(f"{W}spacing")):
            mark.getparent().remove(mark)
    _toc_styles(document, chosen)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _toc_styles(document: Any, chosen: Theme) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER

    for level in (1, 2):
        style = document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.base_style = document.styles["Normal"]
        _font(style, chosen, (chosen.text.size, False, False, "ink"))
        layout = style.paragraph_format
        layout.left_indent = _points(12 * (level - 1))
        layout.tab_stops.add_tab_stop(_points(500), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        layout.space_after = _points(2)


def _points(value: float) -> Any:
    from docx.shared import Pt

    return Pt(value)


def _font(style: Any, chosen: Theme, look: tuple[float, bool, bool, str]) -> None:
    from docx.shared import RGBColor

    size, bold, italic, role = look
    font = style.font
    font.name = chosen.fonts.word
    fonts = style.element.rPr.rFonts
    for place in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(f"{W}{place}", None)
    for place in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(f"{W}{place}", chosen.fonts.word)
    font.size, font.bold, font.italic = _points(round(size * 2) / 2), bold, italic
    font.color.rgb = RGBColor.from_string(_hex(chosen)[role])


def _paragraph_style(
    document: Any, chosen: Theme, row: tuple[str, float, bool, bool, str, float]
) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    name, larger, bold, italic, role, after = row
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _font(style, chosen, (chosen.text.size + larger, bold, italic, role))
    style.paragraph_format.space_after = _points(after)


def _character(name: str, marks: str, chosen: Theme) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/><w:qFormat/>'
        f"<w:rPr>{marks.format(**_hex(chosen))}</w:rPr></w:style>"
    )


def _table_style(name: str, chosen: Theme) -> str:
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{_hex(chosen)["line"]}"'
    thick = f'w:val="single" w:sz="12" w:space="0" w:color="{_hex(chosen)["ink"]}"'
    inside = f"<w:insideH {line}/>"
    outside = "".join(f"<w:{edge} {line}/>" for edge in ("top", "left", "bottom", "right"))
    borders = {
        "Report Table": f"<w:bottom {line}/>{inside}",
        "Report Banner": f"<w:top {thick}/><w:bottom {line}/>{inside}",
        "Report Plain": "",
        "Report Open": "",
        "Report Card": outside + inside,
    }[name]
    side = 0 if name in {"Report Plain", "Report Banner"} else round(5 * TWIPS)
    margins = "".join(
        f'<w:{edge} w:w="{width}" w:type="dxa"/>'
        for edge, width in (("top", 50), ("left", side), ("bottom", 40), ("right", max(side, 120)))
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>'
        f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar>"
        f"</w:tblPr></w:style>"
    )


def write_template(look: str = "default") -> Path:
    """Write report.docx into the folder of the look."""
    path = folder_of(look) / "report.docx"
    make_template(look).save(str(path))
    return path


if __name__ == "__main__":
    write_template(*sys.argv[1:2])
