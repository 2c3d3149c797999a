"""The fields of the editor: a text in each language that is shown, a line, a choice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLayout, QLineEdit, QPlainTextEdit, QWidget

from assessor.content import editing
from assessor.i18n import language_name
from assessor.ui import theme
from assessor.ui.widgets.autosave_edit import AutosaveEdit, AutosaveLine
from assessor.ui.widgets.columns import Columns
from assessor.ui.widgets.labels import label
from assessor.ui.widgets.layouts import column
from assessor.ui.widgets.option_pick import OptionChips
from assessor.ui.widgets.pick import Pick

if TYPE_CHECKING:
    from assessor.checklist import Profile
    from assessor.content.building import Content
    from assessor.content.faults import Fault, Path_
    from assessor.terms import Level


@dataclass
class Hands:
    """What a field needs: the content, the languages shown, how a change is taken over."""

    content: Content
    languages: tuple[str, ...]
    profile: Profile | None
    typed: Callable[[Path_, str], object]  # every key, into memory
    save: Callable[[], object]  # into the file
    put: Callable[[Path_, Any], object]
    set_level: Callable[[Path_, Level], object]
    add: Callable[[Path_, str], object]
    settle: Callable[[int, Level | None, str], object]
    fields: dict[Path_, QWidget] = field(default_factory=dict)

    def at(self, path: Path_) -> Any:
        """Return what stands at a place, None where nothing does."""
        try:
            return editing.at(self.content, path)
        except (KeyError, IndexError, TypeError):
            return None


def texts(hands: Hands, path: Path_, name: str, *, lines: int = 1, head: bool = True) -> QWidget:
    """One text, its languages side by side; what is typed is taken over key by key."""
    value = hands.at(path)
    found = value if isinstance(value, dict) else {}
    parts: list[QLayout] = []
    for lang in hands.languages:
        edit = _text(hands, (*path, lang), f"{name} · {language_name(lang)}", lines)
        edit.setPlaceholderText(language_name(lang))
        edit.set_text(str(found.get(lang, "")))
        parts.append(column(edit, 1, gap=0))
    fields = Columns(parts, each=230, gap=8)
    if not head:
        return fields
    made = QWidget()
    made.setLayout(column(label(name), fields, gap=3))
    return made


def _text(hands: Hands, path: Path_, name: str, lines: int) -> AutosaveEdit:
    edit = AutosaveEdit(lambda _text, _burst: hands.save(), name=name, lines=lines, most=14)

    def hear() -> None:
        if edit.saver.dirty:  # typed, and not only shown
            hands.typed(path, edit.toPlainText())

    edit.textChanged.connect(hear)
    hands.fields[path] = edit
    return edit


def line(hands: Hands, path: Path_, name: str) -> AutosaveLine:
    """One value in one line, the same in every language."""
    edit = AutosaveLine(lambda _text, _burst: hands.save(), name=name)
    edit.set_text(spoken_line(hands.at(path)))
    edit.textEdited.connect(lambda text: hands.typed(path, text))
    hands.fields[path] = edit
    return edit


# Lists of words that are written in one line.
LISTED = frozenset({"aliases", "applies_to"})


def spoken_line(value: Any) -> str:
    """Return a value as it stands in one line; a list of words with commas between them."""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


def read_line(path: Path_, text: str) -> Any:
    """Return what a line says of a place: a word, or a list of words where one belongs there."""
    if path[-1] not in LISTED:
        return text.strip()
    return [word for part in re.split(r"[,;]", text) if (word := part.strip())]


def pick(hands: Hands, path: Path_, name: str, options: Sequence[tuple[str, str]]) -> Pick:
    """One of a few; what the file says otherwise is shown as it stands."""
    value = str(hands.at(path) or "")
    known = [option for option, _text in options]
    shown = [*options] if value in known else [(value, value or "–"), *options]
    made = Pick(shown, lambda chosen: hands.put(path, chosen), name=name)
    made.setMinimumContentsLength(8)
    made.setSizeAdjustPolicy(Pick.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.set_value(value)
    hands.fields[path] = made
    return made


def chips(hands: Hands, path: Path_, name: str, options: Sequence[tuple[str, str]]) -> OptionChips:
    """Several of a few, in their own order."""
    made = OptionChips(options, lambda ids: hands.put(path, ids), name=name)
    value = hands.at(path)
    made.set_value(value if isinstance(value, list) else [])
    first = next(iter(made.chips.values()), None)
    hands.fields[path] = first or made
    return made


def named(name: str, part: QWidget) -> QWidget:
    """A field with its name above it."""
    made = QWidget()
    made.setLayout(column(label(name, part), part, gap=3))
    return made


def mark(fields: dict[Path_, QWidget], faults: Sequence[Fault]) -> None:
    """Mark the fields where something is wrong or missing, for the eye and for the ear."""
    told: dict[Path_, list[str]] = {}
    for fault in faults:
        for path, part in fields.items():
            if _meets(fault.path, path, part):
                told.setdefault(path, []).append(fault.text())
    for path, part in fields.items():
        text = "; ".join(told.get(path, ()))
        if part.accessibleDescription() != text:
            part.setAccessibleDescription(text)
            part.setToolTip(text)
            if isinstance(part, QLineEdit | QPlainTextEdit):
                theme.look(part, "wanting" if text else "")


def _meets(fault: Path_, path: Path_, part: QWidget) -> bool:
    """A text that lacks languages is named as a whole: those of its fields are meant, if blank."""
    if fault == path:
        return True
    blank = isinstance(part, QPlainTextEdit) and not part.toPlainText().strip()
    return fault == path[:-1] and blank
