"""Works out the numbers that a word processor prints before paragraphs but never stores."""

import re
from dataclasses import dataclass, field
from typing import Any

from assessor.saq.package import Package, local

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is printed."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    legal: bool = False  # prints every level in Arabic numerals


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has been counted."""

    lists: dict[str, tuple[str, dict[int, ListLevel]]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def number(self, paragraph: Any) -> str:
        """Return the number printed before this paragraph; call it once, in reading order."""
        list_id, level = self._list_of(paragraph)
        if list_id not in self.lists or list_id == "0":
            return ""
        counter_id, levels = self.lists[list_id]
        counts = self.counters.setdefault(counter_id, {})
        shape = levels.get(level, ListLevel())
        counts[level] = counts.get(level, shape.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return _printed(shape, level, levels, counts)

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find("{*}pPr")
        if properties is None:
            return "", 0
        style = _value(properties.find("{*}pStyle"))
        by_style = self.styles.get(style, ("", 0))
        direct = properties.find("{*}numPr")
        if direct is None:
            return by_style
        list_id = _value(direct.find("{*}numId")) or by_style[0]
        level = _value(direct.find("{*}ilvl"))
        return list_id, int(level) if level.isdigit() else by_style[1]


def _value(item: Any) -> str:
    if item is None:
        return ""
    return next((value for key, value in item.items() if local(key) == "val"), "")


def _printed(
    shape: ListLevel, level: int, levels: dict[int, ListLevel], counts: dict[int, int]
) -> str:
    if shape.style in {"bullet", "none"}:
        return ""

    def one(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        its = levels.get(other, ListLevel())
        style = "decimal" if shape.legal and other != level else its.style
        return numeral(counts.get(other, its.start), style)

    return re.sub(r"%(\d)", one, shape.text)


def numeral(number: int, style: str) -> str:
    """Return a count as a list of this style prints it."""
    if style in {"lowerLetter", "upperLetter"}:
        letters = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if style == "upperLetter" else letters
    if style in {"lowerRoman", "upperRoman"}:
        return _roman(number).upper() if style == "upperRoman" else _roman(number)
    if style == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def read_numbering(package: Package, parts: dict[str, tuple[str, str]]) -> Numbering:
    """Return the lists that a document's parts define; none if it has no lists."""
    found = Numbering()
    for kind, part in parts.values():
        if part in package and kind == "numbering":
            found.lists = _read_lists(package.xml(part))
        elif part in package and kind == "styles":
            found.styles = _read_styles(package.xml(part))
    return found


def _read_lists(tree: Any) -> dict[str, tuple[str, dict[int, ListLevel]]]:
    shapes = {
        _attribute(item, "abstractNumId"): _read_levels(item)
        for item in tree.iter("{*}abstractNum")
    }
    lists = {}
    for item in tree.iterfind("{*}num"):
        shape_id = _value(item.find("{*}abstractNumId"))
        levels = dict(shapes.get(shape_id, {}))
        overrides = _read_overrides(item, levels)
        number_id = _attribute(item, "numId")
        # A list that starts over counts for itself; others share their shape's count.
        lists[number_id] = (f"num {number_id}" if overrides else shape_id, levels | overrides)
    return lists


def _read_levels(item: Any) -> dict[int, ListLevel]:
    return {int(_attribute(level, "ilvl") or 0): _level(level) for level in item.iterfind("{*}lvl")}


def _level(item: Any) -> ListLevel:
    start = _value(item.find("{*}start"))
    return ListLevel(
        start=int(start) if start.isdigit() else 1,
        style=_value(item.find("{*}numFmt")) or "decimal",
        text=_value(item.find("{*}lvlText")),
        legal=item.find("{*}isLgl") is not None,
    )


def _read_overrides(item: Any, levels: dict[int, ListLevel]) -> dict[int, ListLevel]:
    found = {}
    for override in item.iterfind("{*}lvlOverride"):
        index = int(_attribute(override, "ilvl") or 0)
        start = _value(override.find("{*}startOverride"))
        own = override.find("{*}lvl")
        base = _level(own) if own is not None else levels.get(index, ListLevel())
        number = int(start) if start.isdigit() else base.start
        found[index] = ListLevel(number, base.style, base.text, base.legal)
    return found


def _read_styles(tree: Any) -> dict[str, tuple[str, int]]:
    own: dict[str, tuple[str, int]] = {}
    parents = {}
    for style in tree.iterfind("{*}style"):
        name = _attribute(style, "styleId")
        parents[name] = _value(style.find("{*}basedOn"))
        numbers = style.find("{*}pPr/{*}numPr")
        if numbers is not None:
            level = _value(numbers.find("{*}ilvl"))
            own[name] = (_value(numbers.find("{*}numId")), int(level) if level.isdigit() else 0)
    return {name: found for name in parents if (found := _inherited(name, own, parents))}


def _inherited(
    name: str, own: dict[str, tuple[str, int]], parents: dict[str, str]
) -> tuple[str, int] | None:
    for _ in range(12):
        if name in own:
            return own[name]
        name = parents.get(name, "")
    return None


def _attribute(item: Any, name: str) -> str:
    return next((value for key, value in item.items() if local(key) == name), "")
