"""Counts the rows of a file a second time, with another parser, to show that none was lost."""

import io
import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from typing import Any

from assessor.errors import SaqUnreadable
from assessor.saq.package import Package, local, main_part, open_package
from assessor.saq.text import BLANK

NOTES = {"comments": "comment", "footnotes": "footnote", "endnotes": "endnote"}
MARGINS = {"header", "footer", *NOTES}
_SKIPPED = {"del", "moveFrom", "Fallback", "txbxContent", "instrText", "delText"}
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}


def _tree(package: Package, part: str) -> ET.Element:
    """Return a part as read by another parser than the reader's; a DOCTYPE was refused before."""
    try:
        return ET.fromstring(package.xml_bytes(part))  # noqa: S314
    except ET.ParseError as error:
        raise SaqUnreadable(name="") from error


def _elements(package: Package, part: str, name: str) -> Iterator[ET.Element]:
    """Yield a part's elements of one name while it is read; each is let go after that."""
    content = io.BytesIO(package.xml_bytes(part))
    try:
        for _, item in ET.iterparse(content):  # noqa: S314
            if local(item.tag) == name:
                yield item
                item.clear()
    except ET.ParseError as error:
        raise SaqUnreadable(name="") from error


def missing(keys: Iterable[str], counted: Iterable[str]) -> list[str]:
    """Return the rows that the count holds and the ledger does not, or holds more than once."""
    seen: dict[str, int] = {}
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
    lost = [key for key in counted if key not in seen]
    return lost + [key for key, times in seen.items() if times > 1]


def count_xlsx(data: bytes) -> list[str]:
    """Return the key of each row of each sheet in which any cell holds something."""
    package = open_package(data)
    main = main_part(package)[0]
    parts = package.related(main)
    shared = next((part for kind, part in parts.values() if kind == "sharedStrings"), "")
    strings = _filled_strings(package, shared) if shared in package else []
    found: list[str] = []
    for sheet in _tree(package, main).iter():
        if local(sheet.tag) != "sheet":
            continue
        link = next((value for key, value in sheet.items() if local(key) == "id"), "")
        kind, part = parts.get(link, ("", ""))
        if kind == "worksheet" and part in package:
            found += _count_sheet(package, part, sheet.get("name") or part, strings)
    return found


def _filled_strings(package: Package, part: str) -> list[bool]:
    return [_has_text(item) for item in _elements(package, part, "si")]


def _has_text(item: ET.Element) -> bool:
    texts = []
    for child in item:
        if local(child.tag) == "t":
            texts.append(child.text or "")
        elif local(child.tag) == "r":
            texts += [text.text or "" for text in child if local(text.tag) == "t"]
    return bool("".join(texts).replace("_x000D_", "").strip())


def _count_sheet(package: Package, part: str, name: str, strings: list[bool]) -> Iterator[str]:
    number = 0
    for row in _elements(package, part, "row"):
        number = int(row.get("r") or number + 1)
        if any(_is_filled(cell, strings) for cell in row):
            yield f"{name}!{number}"
    for kind, extra in package.related(part).values():
        if extra not in package:
            continue
        tree = _tree(package, extra) if kind in {"comments", "drawing"} else None
        if kind == "comments" and tree is not None:
            for item in tree.iter():
                if local(item.tag) == "comment" and _inner_text(item):
                    yield f"{name}!{item.get('ref')} comment"
        elif tree is not None:
            boxes = [item for item in tree.iter() if local(item.tag) == "txBody"]
            filled = [box for box in boxes if _inner_text(box)]
            yield from (f"{name} text box {index}" for index in range(1, len(filled) + 1))


def _inner_text(item: ET.Element) -> str:
    return "".join(text.text or "" for text in item.iter() if local(text.tag) == "t").strip()


def _is_filled(cell: ET.Element, strings: list[bool]) -> bool:
    if local(cell.tag) != "c":
        return False
    for child in cell:
        if local(child.tag) == "is":
            return _has_text(child)
        if local(child.tag) == "v" and (child.text or "").replace("_x000D_", "").strip():
            if cell.get("t") == "s":
                stored = (child.text or "").strip()
                return stored.isdigit() and int(stored) < len(strings) and strings[int(stored)]
            return True
    return False


def count_records(text: str, delimiter: str, quote: str) -> list[str]:
    """Return the key of each delimited record that holds something, counted by hand."""
    found: list[str] = []
    number, filled, state = 1, False, "start"
    tokens = re.compile(f"[{re.escape(delimiter + quote)}]|[^{re.escape(delimiter + quote)}]+")
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if state == "start" and (not quote or quote not in line):
            filled = bool(line.strip(BLANK + delimiter))
        else:
            state, filled = _through(
                tokens.findall(line), state, filled=filled, delimiter=delimiter, quote=quote
            )
        if state == "quoted":
            continue
        if filled:
            found.append(f"record {number}")
        number, filled, state = number + 1, False, "start"
    if filled:  # a quotation that is never closed runs to the end of the file
        found.append(f"record {number}")
    return found


def _through(
    tokens: list[str], state: str, *, filled: bool, delimiter: str, quote: str
) -> tuple[str, bool]:
    """Return where one line with quotations leaves the count, and whether it holds something."""
    for token in tokens:
        if state == "quoted" and token == quote:
            state = "closed"
        elif state == "quoted" or (state == "closed" and token == quote):
            state, filled = "quoted", filled or bool(token.strip(BLANK))
        elif token == delimiter:
            state = "start"
        elif token == quote and state == "start":
            state = "quoted"
        else:
            state, filled = "plain", filled or bool(token.strip(BLANK))
    return state, filled


def count_docx(data: bytes) -> list[str]:
    """Return the key of each paragraph, row, text box, note and margin that says something."""
    package = open_package(data)
    main = main_part(package)[0]
    tree = without_hints(_tree(package, main))
    body = next((item for item in tree if local(item.tag) == "body"), ())
    found: list[str] = []
    boxed = b"txbxContent" in package.xml_bytes(main)
    paragraphs = tables = 0
    for item in _flat(body):
        if local(item.tag) == "p":
            paragraphs += 1
            found += _count_place(item, f"paragraph {paragraphs}", boxed=boxed)
        elif local(item.tag) == "tbl":
            tables += 1
            rows = [row for row in _flat(item) if local(row.tag) == "tr"]
            for index, row in enumerate(rows, 1):
                found += _count_place(row, f"table {tables}, row {index}", boxed=boxed)
    return found + _count_margins(package, main)


def without_hints(tree: Any) -> Any:
    """Return a document's tree without the words of controls that nobody has filled in."""
    for control in tree.iter():
        if local(control.tag) != "sdt":
            continue
        parts = {local(part.tag): part for part in control}
        look = {local(item.tag) for item in parts.get("sdtPr", ())}
        if "showingPlcHdr" in look and "checkbox" not in look and "sdtContent" in parts:
            for item in parts["sdtContent"].iter():
                if local(item.tag) in {"t", "sym"}:
                    item.tag, item.text = "hint", ""
    return tree


def _flat(item: Iterable[ET.Element]) -> Iterator[ET.Element]:
    """Yield the children of `item`, looking through content controls and tracked changes."""
    for child in item:
        if local(child.tag) in _WRAPPERS:
            yield from _flat(child)
        else:
            yield child


def _count_place(item: ET.Element, place: str, *, boxed: bool) -> list[str]:
    boxes = [box for box in _text_boxes(item) if _says_something(box)] if boxed else []
    found = [place] if _says_something(item) else []
    return found + [f"{place}, text box {index}" for index in range(1, len(boxes) + 1)]


def _says_something(item: ET.Element) -> bool:
    for child in item:
        name = local(child.tag)
        if name in _SKIPPED:
            continue
        if name in {"sym", "checkBox"} or (name == "t" and (child.text or "").strip(BLANK)):
            return True
        if _says_something(child):
            return True
    return False


def _text_boxes(item: ET.Element) -> Iterator[ET.Element]:
    for child in item:
        name = local(child.tag)
        if name == "txbxContent":
            yield child
        elif name != "Fallback":
            yield from _text_boxes(child)


def _count_margins(package: Package, main: str) -> list[str]:
    found = []
    for kind, part in sorted(set(package.related(main).values())):
        if kind not in MARGINS or part not in package:
            continue
        tree = _tree(package, part)
        if kind in {"header", "footer"} and _says_something(tree):
            found.append(margin_key(part))
        elif kind not in {"header", "footer"}:
            found += [
                f"{NOTES[kind]} {next((v for k, v in note.items() if local(k) == 'id'), '')}"
                for note in tree
                if local(note.tag) == NOTES[kind] and _says_something(note)
            ]
    return found


def margin_key(part: str) -> str:
    """Return the name of a header or footer in the ledger: header1.xml is header 1."""
    stem = posixpath.basename(part).removesuffix(".xml")
    return re.sub(r"(?<=[a-z])(?=[0-9])", " ", stem)
