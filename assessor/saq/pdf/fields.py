"""Reads form fields and comments of a PDF page as the words that stand in their places."""

from dataclasses import dataclass
from typing import Any

from assessor.saq.pdf.glyphs import upright
from assessor.saq.pdf.words import Word

MAX_FIELDS = 20_000
_HIDDEN = 2 | 32  # flags of a widget that is not shown
_RADIO, _PUSH = 1 << 15, 1 << 16
_INSET = 2.0
_MAX_DEPTH = 12


@dataclass(slots=True)
class Note:
    """A comment or mark-up on a page: what it says belongs to no line."""

    page: int
    text: str


def read_fields(page: Any, number: int, way: int, size: float) -> tuple[list[Word], list[Note]]:
    """Return the fields of a page as words with their places, and its comments."""
    words: list[Word] = []
    notes: list[Note] = []
    annotations = page.obj.get("/Annots")
    for index, item in enumerate(annotations if annotations is not None else ()):
        kind = str(item.get("/Subtype", ""))
        if index > MAX_FIELDS:
            break
        text = field_text(item) if kind == "/Widget" else _contents(item)
        if not text or kind in {"/Popup", "/Link"}:
            continue
        if kind in {"/Widget", "/FreeText"} and "/Rect" in item:
            words.append(_placed(item, text, way, size))
        else:
            notes.append(Note(number, text))
    return words, notes


def _contents(item: Any) -> str:
    return str(item.get("/Contents", "")).replace("\r\n", "\n").replace("\r", "\n").strip()


def _placed(item: Any, text: str, way: int, size: float) -> Word:
    left, bottom, right, top = (float(value) for value in item["/Rect"])
    x0, upper, x1, lower = upright((min(left, right), max(top, bottom), max(left, right),
                                    min(top, bottom)), way)  # fmt: skip
    hidden = bool(int(item.get("/F", 0)) & _HIDDEN)
    tick = text in "☒☐"
    end = x1 if tick else max(min(x1, x0 + len(text) * size), x0 + size)
    single = lower - upper <= 2.2 * size
    middle = (upper + lower) / 2
    if single:
        upper, lower = middle - size / 2, middle + size / 2
    else:
        upper += _INSET
    return Word(text, x0, upper, end, lower, size, field=True, hidden=hidden)


def inherited(item: Any, key: str) -> Any:
    """Return what a field says of itself, or the field above it."""
    for _ in range(_MAX_DEPTH):
        if key in item:
            return item[key]
        if "/Parent" not in item:
            return None
        item = item["/Parent"]
    return None


def field_text(item: Any) -> str:
    """Return what a field shows: its words, its choice, or a box with or without its tick."""
    kind = str(inherited(item, "/FT") or "")
    flags = int(inherited(item, "/Ff") or 0)
    value = inherited(item, "/V")
    if kind == "/Btn":
        if flags & _PUSH:
            return ""
        state = item.get("/AS", value)
        return "☐" if state is None or str(state) in {"/Off", "", "Off"} else "☒"
    if kind == "/Ch":
        return _choice(item, value)
    if kind == "/Tx" and value is not None:
        text = value.read_bytes().decode("utf-8", "replace") if _is_stream(value) else str(value)
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return ""


def _is_stream(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Stream)


def _choice(item: Any, value: Any) -> str:
    """Return the words of what was chosen, as the list shows them."""
    import pikepdf

    if value is None:
        return ""
    chosen = [str(one) for one in value] if isinstance(value, pikepdf.Array) else [str(value)]
    names = {}
    for option in inherited(item, "/Opt") or ():
        if isinstance(option, pikepdf.Array) and len(option) == 2:
            names[str(option[0])] = str(option[1])
    return ", ".join(names.get(one, one) for one in chosen).strip()


def unplaced(document: Any, shown: set[str]) -> list[tuple[str, str]]:
    """Return name and words of fields that are filled but stand on no page."""
    form = document.Root.get("/AcroForm")
    if form is None:
        return []
    found: list[tuple[str, str]] = []
    waiting = [(item, "", 0) for item in form.get("/Fields", ())]
    while waiting and len(found) < MAX_FIELDS:
        item, above, depth = waiting.pop()
        name = str(item.get("/T", above))
        if depth < _MAX_DEPTH:
            waiting += [(kid, name, depth + 1) for kid in item.get("/Kids", ())]
        text = field_text(item)
        if text and text not in shown and text not in "☒☐":
            shown.add(text)
            found.append((name, text))
    return found[::-1]
