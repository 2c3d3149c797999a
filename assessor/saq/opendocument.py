"""What ODS and ODT share: the opened package, its styles, its lists, and the text of a place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assessor.errors import SaqUnreadable
from assessor.saq.numbering import numeral
from assessor.saq.package import Package, local, open_package
from assessor.saq.symbols import translate

_KINDS = "application/vnd.oasis.opendocument."
_NUMERALS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
# What stands in a paragraph without being its text: each of it is read for itself or is no text.
APART = {"note", "annotation", "annotation-end", "tracked-changes", "text-box", "placeholder",
         "ruby-text", "desc", "title", "param", "svg", "label", "image", "object"}  # fmt: skip
PARENTS = 20  # styles above a style; more is a circle


@dataclass(frozen=True, slots=True)
class Style:
    """The part of a style that says something about the text."""

    parent: str = ""
    bold: bool | None = None
    hidden: bool | None = None
    font: str = ""
    level: int = 0
    shown: bool = True  # of a sheet


_PLAIN = Style()


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is printed."""

    style: str = ""  # of its numeral; empty for a bullet
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    levels: int = 1  # how many levels the number shows
    shape: str = ""  # a newer way to write it: "%1%.%2%"


@dataclass(slots=True)
class Words:
    """The text of a place while it is put together."""

    parts: list[str] = field(default_factory=list)
    hidden: bool = False
    picture: bool = False
    bold: int = 0  # characters in bold
    length: int = 0

    def add(self, text: str, look: Style) -> None:
        """Add a run of text with its look."""
        text = translate(text, look.font)
        self.parts.append(text)
        self.hidden |= bool(look.hidden and text.strip())
        self.length += len(text)
        self.bold += len(text) if look.bold else 0


@dataclass(slots=True)
class OpenDocument:
    """An opened ODS or ODT with what its places need to be read."""

    package: Package
    content: Any
    styles: dict[str, Style] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    controls: dict[str, str] = field(default_factory=dict)  # form controls by id, as they look
    changes: bool = False

    def look(self, name: str, base: Style | None = None) -> Style:
        """Return a style with what it inherits, over the look of what it stands in."""
        if base is None and name not in self.styles:
            return _PLAIN
        base = base or _PLAIN
        bold, hidden, font, level = None, None, "", 0
        for _ in range(PARENTS):
            style = self.styles.get(name)
            if style is None:
                break
            bold = style.bold if bold is None else bold
            hidden = style.hidden if hidden is None else hidden
            font, level, name = font or style.font, level or style.level, style.parent
        return Style(
            "",
            base.bold if bold is None else bold,
            base.hidden if hidden is None else hidden,
            font or base.font,
            level,
        )


def is_open_document(data: bytes, kind: str) -> bool:
    """Whether the bytes are an OpenDocument package of this kind: "spreadsheet" or "text"."""
    if not data.startswith(b"PK"):
        return False
    package = open_package(data)
    if "mimetype" not in package or "content.xml" not in package:
        return False
    return package.read("mimetype").decode("latin-1").strip().startswith(_KINDS + kind)


def open_document(data: bytes) -> OpenDocument:
    """Return the opened document."""
    package = open_package(data)
    document = OpenDocument(package, package.xml("content.xml"))
    trees = [document.content]
    if "styles.xml" in package:
        trees.insert(0, package.xml("styles.xml"))
    for tree in trees:
        _read_styles(tree, document)
    _read_controls(document)
    return document


def attribute(item: Any, name: str) -> str:
    """Return an attribute whatever its namespace; empty if it is not there."""
    for key, value in item.items():
        if local(key) == name:
            return str(value)
    return ""


def body_of(document: OpenDocument, kind: str) -> Any:
    """Return the element that holds the sheets or the text; SaqUnreadable if there is none."""
    body = document.content.find(f"{{*}}body/{{*}}{kind}")
    if body is None:
        raise SaqUnreadable(name="")
    return body


def _read_styles(tree: Any, document: OpenDocument) -> None:
    for face in tree.iter("{*}font-face"):
        family = attribute(face, "font-family").strip("'\"")
        document.fonts[attribute(face, "name")] = family
    for item in tree.iter("{*}style"):
        name = f"{attribute(item, 'family')} {attribute(item, 'name')}"
        document.styles[name] = _style(item, document)
    for item in (*tree.iter("{*}list-style"), *tree.iter("{*}outline-style")):
        name = attribute(item, "name") if local(item.tag) == "list-style" else "outline"
        document.lists[name] = dict(map(_list_level, item))


def _style(item: Any, document: OpenDocument) -> Style:
    bold: bool | None = None
    hidden: bool | None = None
    font, shown = "", True
    for child in item:
        name = local(child.tag)
        if name == "text-properties":
            weight, display = attribute(child, "font-weight"), attribute(child, "display")
            if weight:
                bold = weight in {"bold", "600", "700", "800", "900"}
            hidden = display == "none" if display else None
            face = attribute(child, "font-name")
            font = document.fonts.get(face, face) or attribute(child, "font-family").strip("'\"")
        elif name == "table-properties":
            shown = attribute(child, "display") != "false"
    level = attribute(item, "default-outline-level")
    parent = attribute(item, "parent-style-name")
    family = attribute(item, "family")
    number = int(level) if level.isdigit() else 0
    return Style(f"{family} {parent}" if parent else "", bold, hidden, font, number, shown)


def _list_level(item: Any) -> tuple[int, ListLevel]:
    level, start = attribute(item, "level"), attribute(item, "start-value")
    levels, format = attribute(item, "display-levels"), attribute(item, "num-format")
    bullet = local(item.tag) == "list-level-style-bullet" or not format
    found = ListLevel(
        "" if bullet else _NUMERALS.get(format, "decimal"),
        attribute(item, "num-prefix"),
        attribute(item, "num-suffix"),
        int(start) if start.isdigit() else 1,
        int(levels) if levels.isdigit() else 1,
        attribute(item, "num-list-format"),
    )
    return int(level) if level.isdigit() else 0, found


def printed(levels: dict[int, ListLevel], level: int, counts: dict[int, int]) -> str:
    """Return the number that a list prints at this level after so much counting."""
    shape = levels.get(level, ListLevel())
    if not shape.style:
        return ""

    def one(other: int) -> str:
        its = levels.get(other, ListLevel())
        return numeral(counts.get(other, its.start), its.style or "decimal")

    if shape.shape:
        return re.sub(r"%(\d)%", lambda match: one(int(match[1])), shape.shape)
    shown = [other for other in range(max(level - shape.levels + 1, 1), level + 1)
             if other == level or levels.get(other, ListLevel()).style]  # fmt: skip
    return shape.prefix + ".".join(map(one, shown)) + shape.suffix


def _read_controls(document: OpenDocument) -> None:
    for form in document.content.iter("{*}form"):
        for item in form:
            id, name = attribute(item, "id"), local(item.tag)
            state = attribute(item, "current-state") or attribute(item, "state")
            value = attribute(item, "current-value") or attribute(item, "value")
            if name in {"checkbox", "radio"}:
                ticked = state == "checked" or attribute(item, "current-selected") == "true"
                document.controls[id] = f"{'☒' if ticked else '☐'} {attribute(item, 'label')}"
            elif name == "listbox":
                chosen = [option for option in item if attribute(option, "current-selected")]
                document.controls[id] = " ".join(attribute(one, "label") for one in chosen)
            elif name in {"text", "textarea", "combobox", "date", "number", "formatted-text"}:
                document.controls[id] = value


# The text of a paragraph


def gather(item: Any, document: OpenDocument, base: Style | None = None) -> Words:
    """Return the visible text of a paragraph, symbols and form fields as they look."""
    words = Words()
    look = document.look(f"paragraph {attribute(item, 'style-name')}", base)
    _add_content(item, words, look, document)
    return words


def plain_words(item: Any, document: OpenDocument) -> str | None:
    """Return what a cell of one plain paragraph says, quicker than `gather`; None of any other."""
    for key, value in item.items():
        name = local(key)
        if name != "style-name" and not (name == "value-type" and value == "string"):
            return None
    part = item[0]
    if local(part.tag) != "p" or len(part) or part.items() or "paragraph " in document.styles:
        return None
    text = part.text or ""
    if not text.isprintable() or "  " in text:
        text = _narrow(text)
    return translate(text).strip()


def _add_content(item: Any, words: Words, look: Style, document: OpenDocument) -> None:
    _add_text(item.text, words, look)
    for child in item:
        if isinstance(child.tag, str):
            _add_child(child, words, look, document)
        _add_text(child.tail, words, look)


def _add_text(text: str | None, words: Words, look: Style) -> None:
    if text:
        words.add(text if text.isprintable() and "  " not in text else _narrow(text), look)


def _narrow(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text)


def _add_child(child: Any, words: Words, look: Style, document: OpenDocument) -> None:
    name = local(child.tag)
    if name in {"change-start", "change", "change-end"}:
        document.changes = True
    elif name == "s":
        count = attribute(child, "c")
        words.parts.append(" " * min(int(count) if count.isdigit() else 1, 1000))
    elif name in {"tab", "line-break"}:
        words.parts.append("\t" if name == "tab" else "\n")
    elif name == "span":
        inner = document.look(f"text {attribute(child, 'style-name')}", look)
        _add_content(child, words, inner, document)
    elif name == "fieldmark":
        words.parts.append(_form_field(child))
    elif name == "control":
        words.parts.append(document.controls.get(attribute(child, "control"), ""))
    elif name in {"image", "object", "object-ole"}:
        words.picture = True
    elif name == "content-control" and attribute(child, "showing-place-holder") == "true":
        return
    elif name not in APART and name not in {"p", "h", "table"}:
        _add_content(child, words, look, document)


def _form_field(item: Any) -> str:
    """Return a form field as its reader sees it: a box, or the entry chosen."""
    kind = attribute(item, "type").rpartition(".")[2]
    values = [(attribute(one, "name"), attribute(one, "value")) for one in item]
    if kind == "FORMCHECKBOX":
        ticked = ("Checkbox_Checked", "true") in values
        return "☒" if ticked else "☐"
    if kind == "FORMDROPDOWN":
        entries = [value for name, value in values if name == "Dropdown_ListEntry"]
        chosen = next((value for name, value in values if name == "Dropdown_Selected"), "")
        return entries[int(chosen)] if chosen.isdigit() and int(chosen) < len(entries) else ""
    return ""


def shapes_of(item: Any) -> Iterator[Any]:
    """Yield the text boxes and labelled shapes inside an element, not those inside another."""
    for child in item:
        name = local(child.tag)
        if name == "text-box" or (name == "custom-shape" and child.find("{*}p") is not None):
            yield child
        elif name not in {"annotation", "note", "tracked-changes"}:
            yield from shapes_of(child)


def inner_texts(item: Any, document: OpenDocument) -> str:
    """Return the paragraphs of a note, a comment or a text box, one in each line."""
    kept = (part for part in item.iter("{*}p", "{*}h"))
    return "\n".join("".join(gather(part, document).parts) for part in kept)
