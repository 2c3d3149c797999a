"""The Word file around the text: header, footer, watermark, language, properties."""

from datetime import UTC, datetime
from hashlib import sha256
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from assessor.reports.blocks import Document, Running, Words, clean, inline
from assessor.reports.theme import MM, Theme, folder_of
from assessor.reports.word.pieces import one_line
from assessor.reports.word.template import W, make_template, style_id
from assessor.reports.word.xml import elements, para, run, simple_field, tab, word_language

# The schema wants the settings in its order.
_BEHIND_FIELDS = {
    f"{W}{name}" for name in ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "rsids")
}
LONGEST_PROPERTY, LONGEST_MARKING = 255, 70
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def open_template(look: str) -> Any:
    """The Word template of the look, or one made from its theme where none is kept."""
    import docx

    path = folder_of(look) / "report.docx"
    return docx.Document(str(path)) if path.exists() else make_template(look)


def set_page(word: Any, document: Document, theme: Theme) -> float:
    """Set paper and margins; returns the width of the text in points."""
    from docx.shared import Pt

    section = word.sections[0]
    wide, tall = theme.paper(document.languages[0], document.country)
    section.page_width, section.page_height = Pt(wide), Pt(tall)
    margin = theme.margin
    section.left_margin, section.right_margin = Pt(margin.left * MM), Pt(margin.right * MM)
    section.top_margin, section.bottom_margin = Pt(margin.top * MM), Pt(margin.bottom * MM)
    section.header_distance = section.footer_distance = Pt(10 * MM)
    return wide - (margin.left + margin.right) * MM


def set_properties(word: Any, document: Document) -> None:
    """Set title, author, number, language and date of the file."""
    known = word.core_properties
    title = " ".join(part for part in (inline(document.title), document.number) if part)
    known.title = _property(title)
    known.author = known.last_modified_by = _property(document.author)
    known.subject, known.comments, known.keywords = document.number, "", ""
    known.language = document.languages[0]
    known.revision = 1
    moment = (document.dated or NO_DATE).astimezone(UTC)
    known.created = known.modified = moment.replace(tzinfo=None)
    _set_language(word, document.languages[0])
    _ask_for_fields(word)


def _property(text: str) -> str:
    """What a property can hold: 255 characters."""
    return _cut(clean(text), LONGEST_PROPERTY)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _ask_for_fields(word: Any) -> None:
    """Let Word count the pages of the table of contents when it opens the file."""
    settings = word.settings.element
    if settings.find(f"{W}updateFields") is None:
        (mark,) = elements('<w:updateFields w:val="true"/>')
        later = [part for part in settings if part.tag in _BEHIND_FIELDS]
        settings.insert(settings.index(later[0]) if later else len(settings), mark)


def _set_language(word: Any, lang: str) -> None:
    for mark in word.styles.element.iter(f"{W}lang"):
        mark.set(f"{W}val", word_language(lang))


def set_running(word: Any, document: Document, width: float, theme: Theme) -> None:
    """Write header and footer, and the watermark while it is a draft."""
    section, running = word.sections[0], document.running
    header = one_line(running.header) + tab()
    header += run(_cut(inline(running.marking), LONGEST_MARKING), style_id("Report Marking"))
    watermark = _watermark(document.watermark, theme) if document.watermark else ""
    _write(section.header, para(header + watermark, "Header"), width)
    footer = para(one_line(running.footer), "Footer") + para(tab() + _page_runs(running), "Footer")
    _write(section.footer, footer, width)


def _page_runs(running: Running) -> str:
    fields = {"page": simple_field("PAGE"), "pages": simple_field("NUMPAGES")}
    xml = ""
    for at, said in enumerate(running.page):
        xml += run(" · ") if at else ""
        for part in said.text.replace("{", "\0{").replace("}", "}\0").split("\0"):
            name = part.strip("{}")
            xml += fields[name] if part.startswith("{") else run(part, lang=said.lang)
    return xml


def _write(place: Any, xml: str, width: float) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Pt

    place.is_linked_to_previous = False
    for paragraph in list(place.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001  python-docx's own way
    place._element.extend(elements(xml))  # noqa: SLF001  see above
    for paragraph in place.paragraphs:
        stops = paragraph.paragraph_format.tab_stops
        for usual in (216, 432, 234, 468):
            stops.add_tab_stop(Pt(usual), WD_TAB_ALIGNMENT.CLEAR)
        stops.add_tab_stop(Pt(width), WD_TAB_ALIGNMENT.RIGHT)


def _watermark(words: Words, theme: Theme) -> str:
    text = escape(inline(words).upper())
    style = (
        "position:absolute;margin-left:0;margin-top:0;width:480pt;height:70pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        "mso-position-vertical-relative:margin"
    )
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" '
        'adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
        '<v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
        '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>'
        '<v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>'
        '<v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>'
        '</v:shapetype><v:shape id="DraftWatermark" o:spid="_x0000_s2049" type="#_x0000_t136" '
        f'style="{style}" o:allowincell="f" fillcolor="{theme.colours.watermark}" stroked="f">'
        f'<v:textpath style="font-family:&quot;{theme.fonts.word}&quot;;font-size:1pt" '
        f'string="{text}"/></v:shape></w:pict></w:r>'
    )


def picture_adder(word: Any) -> Any:
    """A function that stores a picture once and returns its relation and its size in pixels."""
    from docx.image.image import Image
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.image import ImagePart

    stored: dict[bytes, tuple[str, tuple[int, int]]] = {}

    def add(data: bytes) -> tuple[str, tuple[int, int]]:
        # python-docx looks for a picture by hashing all those before it, each time.
        key = sha256(data).digest()
        if key not in stored:
            image = Image.from_blob(data)
            name = PackURI(f"/word/media/picture{len(stored) + 1}.{image.ext}")
            relation = word.part.relate_to(
                ImagePart.from_image(image, name), RELATIONSHIP_TYPE.IMAGE
            )
            stored[key] = (relation, (image.px_width, image.px_height))
        return stored[key]

    return add


class _Package:
    """A ZIP file that leaves pictures as they are: packing them again takes most of the time."""

    def __init__(self, stream: BytesIO, dated: datetime) -> None:
        self.zip = ZipFile(stream, "w", ZIP_DEFLATED)
        self.dated = dated

    def write(self, name: Any, content: bytes) -> None:
        """Add a part; all bear the date of the document, so that its bytes depend on it alone."""
        entry = ZipInfo(name.membername, self.dated.timetuple()[:6])
        entry.compress_type = ZIP_STORED if name.ext in {"jpg", "jpeg", "png"} else ZIP_DEFLATED
        self.zip.writestr(entry, content)


def save(word: Any, dated: datetime | None) -> bytes:
    """The whole file."""
    from docx.opc.pkgwriter import PackageWriter

    stream, package = BytesIO(), word.part.package
    parts: Any = PackageWriter  # its own writer packs everything; its pieces do not
    for part in package.parts:
        part.before_marshal()
    writer = _Package(stream, (dated or NO_DATE).astimezone(UTC))
    parts._write_content_types_stream(writer, package.parts)  # noqa: SLF001
    parts._write_pkg_rels(writer, package.rels)  # noqa: SLF001
    parts._write_parts(writer, package.parts)  # noqa: SLF001
    writer.zip.close()
    return stream.getvalue()
