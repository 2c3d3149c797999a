"""Counts the rows of HTML pages a second time: another parser, and a tree of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from assessor.errors import SaqTooLarge
from assessor.saq.page_text import page_text
from assessor.saq.text import BLANK

BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "hr",
          "pre", "blockquote", "section", "article", "header", "footer", "main", "nav", "aside",
          "address", "center", "form", "fieldset", "legend", "figure", "figcaption", "body", "html",
          "details", "summary", "td", "th", "tr", "tbody", "thead", "tfoot", "caption",
          "textarea"}  # fmt: skip
SKIPPED = {"script", "style", "head", "template", "button", "option", "datalist", "iframe",
           "noframes", "frameset", "svg", "math", "title", "xml"}  # fmt: skip
STRUCTURE = {"tbody", "thead", "tfoot", "form"}
CELLS = {"tr", "td", "th"}
OWN = {"td", "th", "table", "caption", *SKIPPED}  # what is in them is no row or cell of the table
MAX_DEPTH = 400
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
         "source", "track", "wbr", "frame", "basefont"}  # fmt: skip
_SHOWN = {"text", "date", "number", "email", "tel", "url", "search", "month", "time"}
# What an opening tag ends that was left open, and how far that may reach.
_ENDS = {
    "li": ({"li"}, {"ul", "ol", "table"}), "option": ({"option"}, {"select"}),
    "dt": ({"dt", "dd"}, {"dl", "table"}), "dd": ({"dt", "dd"}, {"dl", "table"}),
    "td": ({"td", "th"}, {"tr", "table"}), "th": ({"td", "th"}, {"tr", "table"}),
    "tr": ({"tr"}, {"table"}), "tbody": ({"tbody", "thead", "tfoot"}, {"table"}),
    "thead": ({"tbody", "thead", "tfoot"}, {"table"}),
    "tfoot": ({"tbody", "thead", "tfoot"}, {"table"}), "body": ({"head"}, {"table"}),
}  # fmt: skip
_CELL = re.compile(r"<(/?)(td|th|tr)>([^<&]*)")
_CELLS = re.compile(r"(?:</?(?:td|th|tr)>[^<&]*){6,9000}")
_MARK = "\u2612"  # stands for a box, a field or a chosen entry: all that counts is that it is there


@dataclass(slots=True)
class Node:
    """An element of the page; texts stand among its children as text."""

    name: str
    inside: "list[Node | str]" = field(default_factory=list)


class Tree(HTMLParser):
    """Builds the page's elements, closing what pages leave open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]

    def take(self, text: str) -> None:
        """Feed the page; cells without attributes or entities go past the slow general parser."""
        at = 0
        for run in _CELLS.finditer(text):
            self.feed(text[at : run.start()])
            at = run.end()
            if self.rawdata or self.cdata_elem:  # inside a comment, an attribute, a script
                self.feed(run[0])
                continue
            for closing, name, words in _CELL.findall(text, run.start(), run.end()):
                self._close(name) if closing else self._open(name)
                if words:
                    self.open[-1].inside.append(words)
        self.feed(text[at:])

    def _open(self, name: str) -> None:
        """Open a row or a cell; a cell right inside its row ends nothing that was left open."""
        if name == "tr" or self.open[-1].name != "tr" or len(self.open) >= MAX_DEPTH:
            self.handle_starttag(name, [])
            return
        node = Node(name, [])
        self.open[-1].inside.append(node)
        self.open.append(node)

    def _close(self, name: str) -> None:
        if self.open[-1].name == name:
            self.open.pop()
        else:
            self.handle_endtag(name)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, and close what pages leave open before it."""
        name = tag.rpartition(":")[2]
        ended, limits = _ENDS.get(name, (set(), set()))
        if name in BLOCKS and name not in {"td", "th", "tr", "tbody", "thead", "tfoot"}:
            ended, limits = ended | {"p"}, limits | {"td", "th", "table"}
        self._end(ended, limits)
        if name in {"td", "th"} and self.open[-1].name != "tr" and self._lacks_row():
            self.handle_starttag("tr", [])
        node = Node(name)
        self.open[-1].inside.append(node)
        given = {key: value or "" for key, value in attrs}
        if name == "input":
            kind = given.get("type", "text").lower()
            typed = kind in _SHOWN and given.get("value", "").strip()
            node.inside += [_MARK] if typed or kind in {"checkbox", "radio"} else []
        elif name == "option" and "selected" in given:
            node.name = "chosen"
        elif name == "img" and _says(given.get("alt", "")):
            node.inside.append(_MARK)
        if name not in _VOID:
            self.open.append(node)
        if len(self.open) > MAX_DEPTH:
            raise SaqTooLarge(name="", what=f"> {MAX_DEPTH} elements inside one another")

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest element of this name."""
        name = tag.rpartition(":")[2]
        limits = set() if name in {"table", "html", "body"} else {"td", "th", "table"} - {name}
        self._end({name, "chosen"} if name == "option" else {name}, limits)

    def handle_data(self, data: str) -> None:
        """Keep a text where it stands."""
        self.open[-1].inside.append(data)

    def _lacks_row(self) -> bool:
        """Whether a cell that opens here stands in a table, but in none of its rows."""
        for node in reversed(self.open):
            if node.name in {"tr", "td", "th"}:
                return False
            if node.name == "table":
                return True
        return False

    def _end(self, names: set[str], limits: set[str]) -> None:
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].name in names:
                del self.open[at:]
                return
            if self.open[at].name in limits:
                return


def _says(text: str) -> bool:
    from assessor.saq.claims import claim_word

    return bool(claim_word(text))


def count_html(data: bytes) -> list[str]:
    """Return the key of each paragraph and table row that says something."""
    tree = Tree()
    tree.take(page_text(data)[0])
    tree.close()
    page = _Count()
    page.walk(tree.open[0])
    page.end()
    return page.found


@dataclass(slots=True)
class _Count:
    found: list[str] = field(default_factory=list)
    text: str = ""
    paragraphs: int = 0
    tables: int = 0

    def end(self) -> None:
        self.paragraphs += bool(_bare(self.text))
        if _bare(self.text):
            self.found.append(f"paragraph {self.paragraphs}")
        self.text = ""

    def walk(self, node: Node) -> None:
        if node.name == "table":
            self.table(node)
            return
        if node.name in BLOCKS:
            self.end()
        for item in node.inside:
            if isinstance(item, str):
                self.text += item
            elif item.name not in SKIPPED:
                self.walk(item)
        if node.name in BLOCKS:
            self.end()

    def table(self, node: Node) -> None:
        rows = list(_rows(node))
        nested = any(_holds_table(row) for row in rows)
        if nested and all(sum(map(_has_own, _cells(row))) < 2 for row in rows):
            self.end()
            for item in node.inside:
                if isinstance(item, Node) and item.name not in SKIPPED:
                    self.walk(item)
            self.end()
            return
        for item in _loose(node):
            if isinstance(item, str):
                self.text += item
                continue
            self.end()
            if item.name not in SKIPPED:
                self.walk(item)
            self.end()
        self.end()
        self.tables += 1
        for index, row in enumerate(rows, 1):
            if any(_bare(_whole(cell)) for cell in _cells(row)):
                self.found.append(f"table {self.tables}, row {index}")


def _rows(node: Node) -> Iterator[Node]:
    for item in node.inside:
        if isinstance(item, str) or item.name in OWN:
            continue
        if item.name == "tr":
            yield item
            if all(isinstance(cell, str) or cell.name in OWN for cell in item.inside):
                continue  # nothing but cells
        if item.name in STRUCTURE or _holds_cells(item):
            yield from _rows(item)


def _holds_cells(node: Node) -> bool:
    return any(
        item.name in CELLS or (item.name not in OWN and _holds_cells(item))
        for item in node.inside
        if isinstance(item, Node)
    )


def _cells(row: Node) -> list[Node]:
    found = []
    for item in row.inside:
        if isinstance(item, Node) and item.name in {"td", "th"}:
            found.append(item)
        elif isinstance(item, Node) and item.name not in OWN | {"tr"} and _holds_cells(item):
            found += _cells(item)
    return found


def _loose(node: Node) -> Iterator[Node | str]:
    for item in node.inside:
        if isinstance(item, str):
            yield item
        elif item.name not in OWN and (
            item.name in STRUCTURE or item.name == "tr" or _holds_cells(item)
        ):
            yield from _loose(item)
        elif item.name not in {"td", "th", "col", "colgroup"}:
            yield item


def _holds_table(node: Node) -> bool:
    for item in node.inside:
        if isinstance(item, Node) and (item.name == "table" or _holds_table(item)):
            return True
    return False


def _has_own(node: Node) -> bool:
    return any(
        item.strip()
        if isinstance(item, str)
        else item.name not in SKIPPED and item.name not in {"table", "input"} and _has_own(item)
        for item in node.inside
    )


def _whole(node: Node) -> str:
    if len(node.inside) == 1 and isinstance(node.inside[0], str):
        return node.inside[0]
    parts = (
        item if isinstance(item, str) else "" if item.name in SKIPPED else _whole(item)
        for item in node.inside
    )
    return "".join(parts)


def _bare(text: str) -> str:
    return text.strip(BLANK)
