"""A field of a form as it is filled: its label, its editor, and its mark where it falls short."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from assessor.errors import BadEntry
from assessor.i18n import _, format_number, language
from assessor.terms import Kind
from assessor.ui import core
from assessor.ui.panels.sheet_words import kind_of
from assessor.ui.widgets.autosave_edit import AutosaveLine
from assessor.ui.widgets.bilingual_edit import BilingualEdit
from assessor.ui.widgets.checked_line import CheckedLine, clock
from assessor.ui.widgets.date_edit import DateEdit
from assessor.ui.widgets.kind_mark import KindMark
from assessor.ui.widgets.labels import line
from assessor.ui.widgets.layouts import row
from assessor.ui.widgets.option_pick import OptionChips, OptionPick
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from assessor.checklist import Profile
    from assessor.forms import Field
    from assessor.forms.values import Spot
    from assessor.terms import Level

# Kinds that stand side by side; the others take the whole width.
SHORT = frozenset({"text", "seal", "person", "place", "number", "date", "time"})


@dataclass(frozen=True)
class Hands:
    """What a field can ask of the page."""

    write: Callable[[Mapping[str, Any], str], object]
    go_on: Callable[[QWidget], object]
    add_photo: Callable[[str], object]
    link_photo: Callable[[str], object]
    show_photo: Callable[[str, Any], object]
    languages: tuple[str, ...]
    profile: Profile


class Editor:
    """What every kind of field offers; `stops` are where the keyboard goes."""

    widget: QWidget
    stops: list[QWidget]

    def show(self, value: Any) -> None:
        """Show what the database holds."""
        raise NotImplementedError

    def enable(self, enabled: bool) -> None:
        """Let it be changed, or only read."""
        for stop in self.stops:
            stop.setEnabled(enabled)

    def forget(self) -> None:
        """Drop what could not be written: another sheet is shown."""


class _Words(Editor):
    """One line of words: text, seal number, person, place."""

    def __init__(self, spot: Spot, name: str, hands: Hands) -> None:
        self._kept: Any = None
        self.line = AutosaveLine(
            lambda text, burst: hands.write({spot.key: retold(self._kept, text)}, burst), name=name
        )
        self.widget, self.stops = self.line, [self.line]

    def show(self, value: Any) -> None:
        self._kept = value
        self.line.set_text(told(value))

    def enable(self, enabled: bool) -> None:
        self.line.setReadOnly(not enabled)

    def forget(self) -> None:
        self.line.saver.forget()


class _Long(Editor):
    """Several lines in the languages of the report."""

    def __init__(self, spot: Spot, name: str, hands: Hands) -> None:
        self.edit = BilingualEdit(
            hands.languages,
            lambda text, burst: hands.write({spot.key: text}, burst),
            name=name,
            beside=False,
            lines=2,
        )
        self.widget = self.edit
        self.stops = [*self.edit.edits.values()]

    def show(self, value: Any) -> None:
        languages = self.edit.languages
        first = language() if language() in languages else languages[0]
        self.edit.set_text(value if isinstance(value, dict) else {first: value or ""})

    def enable(self, enabled: bool) -> None:
        self.edit.set_enabled(enabled)

    def forget(self) -> None:
        for edit in self.edit.edits.values():
            edit.saver.forget()


class _Checked(Editor):
    """A number or a time: refused beside the field when it is none."""

    def __init__(self, spot: Spot, name: str, hands: Hands) -> None:
        number = spot.field.kind == "number"
        self.edit = CheckedLine(
            lambda value, burst: hands.write({spot.key: value}, burst),
            _reader(spot, _expected(spot.field) if number else _("Write a time such as 14:05.")),
            _number_shown if number else str_shown,
            name=name,
        )
        self.widget, self.stops = self.edit, [self.edit.line]

    def show(self, value: Any) -> None:
        self.edit.set_value(value)

    def enable(self, enabled: bool) -> None:
        self.edit.line.setReadOnly(not enabled)

    def forget(self) -> None:
        self.edit.forget()


class _Day(Editor):
    """A date."""

    def __init__(self, spot: Spot, name: str, hands: Hands) -> None:
        self.edit = DateEdit(lambda day, burst: hands.write({spot.key: day}, burst), name=name)
        self.widget, self.stops = self.edit, [self.edit.line]

    def show(self, value: Any) -> None:
        self.edit.set_date(date.fromisoformat(value) if value else None)

    def enable(self, enabled: bool) -> None:
        self.edit.line.setReadOnly(not enabled)

    def forget(self) -> None:
        self.edit.line.saver.forget()
        self.edit.line.clear()
        self.edit.leave()


class _Choice(Editor):
    """One option of several."""

    def __init__(self, spot: Spot, name: str, hands: Hands) -> None:
        def choose(option_id: str, by_digit: bool) -> None:
            hands.write({spot.key: option_id}, "")
            if by_digit:
                hands.go_on(self.pick)

        options = [(option.id, here(option.label)) for option in spot.field.options]
        self.pick = OptionPick(options, choose, name=name)
        self.widget, self.stops = self.pick, [self.pick]

    def show(self, value: Any) -> None:
        self.pick.set_value(value or "")


class _Several(Editor):
    """Any of several options."""

    def __init__(self, spot: Spot, name: str, hands: Hands) -> None:
        options = [(option.id, here(option.label)) for option in spot.field.options]
        self.chips = OptionChips(options, lambda ids: hands.write({spot.key: ids}, ""), name=name)
        self.widget, self.stops = self.chips, [*self.chips.chips.values()]

    def show(self, value: Any) -> None:
        self.chips.set_value(value or ())


_EDITORS: dict[str, Callable[[Spot, str, Hands], Editor]] = {
    **dict.fromkeys(("text", "seal", "person", "place"), _Words),
    **dict.fromkeys(("number", "time"), _Checked),
    "long_text": _Long,
    "date": _Day,
}


def editor_of(spot: Spot, name: str, hands: Hands) -> Editor:
    """Return the editor that a field's kind asks for."""
    if spot.field.kind == "choice":
        return _Several(spot, name, hands) if spot.field.several else _Choice(spot, name, hands)
    return _EDITORS[spot.field.kind](spot, name, hands)


class FieldBlock(QWidget):
    """Label, editor, hint; the mark beside the label says what a shortfall asks for."""

    def __init__(self, spot: Spot, name: str, hands: Hands) -> None:
        super().__init__()
        self.spot = spot
        self._profile = hands.profile
        self.editor = editor_of(spot, name, hands)
        self._mark: KindMark | None = None
        self._head = row(line(_headline(spot.field), "label", wrap=False), gap=8)
        if isinstance(self.editor, _Long):
            self._head.addStretch(1)
            self._head.addLayout(self.editor.edit.tabs)
        else:
            self._head.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addLayout(self._head)
        box.addWidget(self.editor.widget)
        if hint := _hint(spot.field):
            box.addWidget(line(hint, "fine"))
        box.addStretch(1)

    @property
    def stops(self) -> list[QWidget]:
        """Where the keyboard goes."""
        return self.editor.stops

    @property
    def main(self) -> QWidget:
        """Where Enter leads."""
        return next((stop for stop in self.stops if stop.isVisibleTo(self)), self.stops[0])

    def show_value(self, values: Mapping[str, Any], short: Level | None) -> None:
        """Show what the database holds, and whether it falls short."""
        self.editor.show(values.get(self.spot.key))
        kind = kind_of(short) if short else None
        if kind is not None and self._mark is None:
            self._mark = KindMark()
            self._head.insertWidget(1, self._mark)
        if self._mark is not None:
            self._mark.show_kind(kind, mark_word(kind, self._profile))

    def enable(self, enabled: bool) -> None:
        """Let it be changed, or only read."""
        self.editor.enable(enabled)

    def forget(self) -> None:
        """Drop what could not be written: another sheet is shown."""
        self.editor.forget()


def mark_word(kind: Kind | None, profile: Profile) -> str:
    """Return the programme's word for what a shortfall asks for."""
    return spoken(kind, profile) if kind is not None else ""


def told(value: Any) -> str:
    """Return kept words as they are shown in a line."""
    return here(value) if isinstance(value, dict) else str(value or "")


def retold(kept: Any, text: str) -> Any:
    """Return words as they are kept: what had languages keeps the others."""
    if isinstance(kept, dict):
        shown = next((lang for lang, words in kept.items() if words == told(kept)), language())
        return {**kept, shown: text}
    return text


def _headline(field: Field) -> str:
    unit = field.unit if isinstance(field.unit, str) else here(field.unit)
    return f"{here(field.label)} · {unit}" if unit else here(field.label)


def _hint(field: Field) -> str:
    limit = core.form_words.limit_text(field, language())
    return "\n".join(part for part in (limit.capitalize(), here(field.help)) if part)


def _reader(spot: Spot, expected: str) -> Callable[[str], Any]:
    prepared = clock if spot.field.kind == "time" else str

    def read(text: str) -> Any:
        try:
            return core.form_values.read(spot, prepared(text.strip()))
        except BadEntry:
            raise ValueError(expected) from None

    return read


def _expected(field: Field) -> str:
    low, high = (None if end is None else format_number(end) for end in (field.min, field.max))
    if low is not None and high is not None:
        return _("Write a number from {low} to {high}.").format(low=low, high=high)
    if low is not None:
        return _("Write a number, {low} or more.").format(low=low)
    if high is not None:
        return _("Write a number, {high} at most.").format(high=high)
    return _("Write a number such as {example}.").format(example=format_number(12.5))


def _number_shown(value: Any) -> str:
    """Return a number as it is typed: no grouping, the decimal sign of the language."""
    if value is None:
        return ""
    sign = format_number(0.5)[1]
    return f"{value:g}".replace(".", sign) if abs(value) < 1e6 else str(value).replace(".", sign)


def str_shown(value: Any) -> str:
    """Return a value as it is kept."""
    return value or ""
