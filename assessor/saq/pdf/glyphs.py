"""Reads the letters and ruled lines of a PDF page with pdfium: nothing is run or followed."""

import ctypes
import math
import re
from collections import Counter
from typing import Any

from assessor.errors import SaqTooLarge
from assessor.saq.pdf.words import PageRead, Word, lines_of
from assessor.saq.symbols import translate

MAX_CHARS = 60_000  # on one page
MAX_OBJECTS = 40_000
MAX_EDGES = 4_000
_SPACE = 0.22  # a gap of so many letters' heights parts two words
_TWIN = 1.2  # words nearer than this are one word printed twice
_THIN = 2.5  # what is drawn thinner than this is a line
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_NO_LETTER = {0, 0xFFFE, 0xFFFF, 0xFFFD}
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
Glyph = tuple[str, float, float, float, float, float, bool, int]  # text, box, size, bold, direction


def read_glyphs(page: Any, number: int) -> PageRead:
    """Return the words and ruled lines of a page as one looks at it upright."""
    textpage = page.get_textpage()
    try:
        words, unmapped = _words(textpage)
    finally:
        textpage.close()
    ways = Counter[int]()
    for way, word in words:
        ways[way] += len(word.text)
    main = ways.most_common(1)[0][0] if ways else 0
    found = PageRead(number, [word for way, word in words if way == main], way=main)
    found.unmapped = unmapped
    for way in sorted(set(ways) - {main}):
        aside = [word for other, word in words if other == way]
        found.aside += [line.words for line in lines_of(aside, number)]
    boxes, found.picture, unseen = _drawn(page)
    found.ocr = found.picture and unseen  # a scanner's program laid its words under the picture
    found.edges = [_upright(box, main) for box in boxes]
    return found


def _words(textpage: Any) -> tuple[list[tuple[int, Word]], int]:
    """Return the page's words with their directions, and how many letters nobody can name."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(textpage.raw)
    if count > MAX_CHARS:
        raise SaqTooLarge(name="", what=f"> {MAX_CHARS} letters on a page")
    found: list[tuple[int, Word]] = []
    open_, unmapped = False, 0
    for index in range(max(count, 0)):
        glyph = _glyph(pdfium, textpage.raw, index)
        if glyph is None:
            open_ = False
            unmapped += pdfium.FPDFText_HasUnicodeMapError(textpage.raw, index) == 1
            continue
        text, x0, top, x1, bottom, size, bold, way = glyph
        if open_ and found[-1][0] == way and _goes_on(found[-1][1], glyph):
            word = found[-1][1]
            word.text += text
            word.x1, word.top = max(word.x1, x1), min(word.top, top)
            word.bottom = max(word.bottom, bottom)
        else:
            found.append((way, Word(text, x0, top, x1, bottom, size, bold)))
        open_ = True
    return _once(found), unmapped


def _goes_on(word: Word, glyph: Glyph) -> bool:
    _text, x0, top, _x1, bottom, size, _bold, _way = glyph
    middle = (top + bottom) / 2
    near = -0.6 * size < x0 - word.x1 < _SPACE * size
    return near and word.top - 0.2 * size < middle < word.bottom + 0.2 * size


def _glyph(pdfium: Any, raw: Any, index: int) -> Glyph | None:
    """Return a letter with its upright box; None for blanks and what is no letter."""
    code = pdfium.FPDFText_GetUnicode(raw, index)
    if code in _NO_LETTER or (pdfium.FPDFText_IsGenerated(raw, index) and code != 2):
        return None
    char = "-" if code == 2 else chr(code)
    if char.isspace() or (code < 32 and code != 2) or 0xD800 <= code <= 0xDFFF:
        return None
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box)):
        return None
    size = abs(pdfium.FPDFText_GetFontSize(raw, index)) or 1.0
    angle = pdfium.FPDFText_GetCharAngle(raw, index)
    way = -round(angle / (math.pi / 2)) % 4 if angle >= 0 else 0  # pdfium turns to the right
    x0, top, x1, bottom = _upright((box.left, box.top, box.right, box.bottom), way)
    if not all(math.isfinite(value) and abs(value) < 1e6 for value in (x0, top, x1, bottom)):
        return None
    name = _font(pdfium, raw, index)
    text = translate(_LIGATURES.get(char, char), name)
    return text, x0, top, x1, bottom, bottom - top or size, bool(_BOLD.search(name)), way


def _font(pdfium: Any, raw: Any, index: int) -> str:
    buffer, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(raw, index, buffer, 80, ctypes.byref(flags))
    name = buffer.raw[: max(min(length, 80) - 1, 0)].decode("latin-1")
    return name.partition("+")[2] or name


def _upright(box: tuple[float, float, float, float], way: int) -> tuple[float, float, float, float]:
    """Turn a box of the page so that text in this direction reads from left to right."""
    turned = [
        ((x, -y), (y, x), (-x, y), (-y, -x))[way] for x, y in ((box[0], box[1]), (box[2], box[3]))
    ]
    (x0, y0), (x1, y1) = turned
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def upright(box: tuple[float, float, float, float], way: int) -> tuple[float, float, float, float]:
    """Turn a box for what is no letter of the page: fields and comments."""
    return _upright(box, way)


def _once(words: list[tuple[int, Word]]) -> list[tuple[int, Word]]:
    """Drop words that are printed twice at the same place to look bold."""
    seen: dict[tuple[str, int], list[Word]] = {}
    kept = []
    for way, word in words:
        twins = seen.setdefault((word.text, way), [])
        twin = next((other for other in twins if _covers(other, word)), None)
        if twin is None:
            twins.append(word)
            kept.append((way, word))
        else:
            twin.bold = True
    return kept


def _covers(one: Word, other: Word) -> bool:
    return abs(one.x0 - other.x0) < _TWIN and abs(one.top - other.top) < _TWIN


def _drawn(page: Any) -> tuple[list[tuple[float, float, float, float]], bool, bool]:
    """Return a page's ruled lines, whether a picture covers it, and whether its text is unseen."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    edges: list[tuple[float, float, float, float]] = []
    picture, seen, unseen = False, 0, 0
    width, height = page.get_size()
    for count, thing in enumerate(page.get_objects(max_depth=4)):
        if count > MAX_OBJECTS or len(edges) > MAX_EDGES:
            break
        try:
            if thing.type == raw.FPDF_PAGEOBJ_PATH:
                edges += _path_edges(raw, thing.raw)
            elif thing.type == raw.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = thing.get_bounds()
                picture |= (right - left) * (top - bottom) > 0.4 * width * height
            elif thing.type == raw.FPDF_PAGEOBJ_TEXT:
                mode = raw.FPDFTextObj_GetTextRenderMode(thing.raw)
                unseen += mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE
                seen += mode != raw.FPDF_TEXTRENDERMODE_INVISIBLE
        except pdfium.PdfiumError:
            continue  # an object without a place is no line
    return edges[:MAX_EDGES], picture, unseen > seen


def _path_edges(raw: Any, path: Any) -> list[tuple[float, float, float, float]]:
    """Return the straight upright and level lines of a path, in the page's own measure."""
    points: list[tuple[float, float]] = []
    found: list[tuple[float, float, float, float]] = []
    for start, x, y in _points(raw, path):
        if points and not start:
            found.append((*points[-1], x, y))
        points.append((x, y))
    boxed = _box(points)
    if boxed and min(boxed[2] - boxed[0], boxed[3] - boxed[1]) <= _THIN:
        return [boxed]  # a line drawn as a thin box
    return [edge for edge in found if min(abs(edge[0] - edge[2]), abs(edge[1] - edge[3])) < 1]


def _box(points: list[tuple[float, float]]) -> tuple[float, float, float, float] | None:
    if len(points) < 2:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _points(raw: Any, path: Any) -> list[tuple[bool, float, float]]:
    """Return the corners of a path; True opens another stroke."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    found: list[tuple[bool, float, float]] = []
    first: tuple[float, float] = (0.0, 0.0)
    for index in range(min(raw.FPDFPath_CountSegments(path), 4_000)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        if not raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        start = raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO
        spot = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if not all(math.isfinite(value) and abs(value) < 1e6 for value in spot):
            continue
        first = spot if start else first
        found.append((start, *spot))
        if raw.FPDFPathSegment_GetClose(segment):
            found.append((False, *first))
    return found
