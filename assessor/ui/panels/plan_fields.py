"""The plan's own fields, grouped: problem and cause, what will be done, who and when, proof."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QLayout, QSpinBox, QWidget

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.panels.finding_words import due_text
from assessor.ui.widgets.autosave_edit import AutosaveEdit, AutosaveLine
from assessor.ui.widgets.columns import Columns
from assessor.ui.widgets.date_edit import DateEdit
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column

if TYPE_CHECKING:
    from assessor.improvement import ActionRow

Write = Callable[..., object]


class Percent(QSpinBox):
    """0 to 100 % in steps of five; the wheel scrolls the page, never the value."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setRange(0, 100)
        self.setSingleStep(5)
        self.setSuffix(" %")
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Fields(QWidget):
    """Fields of one card that save themselves; `write(burst=…, name=value)` records."""

    def __init__(self, write: Write) -> None:
        super().__init__()
        self._write = write
        self.edits: dict[str, AutosaveEdit | AutosaveLine | DateEdit] = {}

    def text(self, name: str, title: str, *, hint: str = "", lines: int = 2) -> QLayout:
        """Several lines with their label."""
        write = self._write
        edit = AutosaveEdit(
            lambda text, burst: write(burst=burst, **{name: text}),
            name=title,
            hint=hint,
            lines=lines,
        )
        self.edits[name] = edit
        return column(label(title, edit), edit, gap=4)

    def line(self, name: str, title: str, *, hint: str = "") -> QLayout:
        """One line with its label."""
        write = self._write
        edit = AutosaveLine(
            lambda text, burst: write(burst=burst, **{name: text}), name=title, hint=hint
        )
        self.edits[name] = edit
        return column(label(title, edit), edit, 1, gap=4)

    def day(self, name: str, title: str, below: QWidget | None = None) -> QLayout:
        """A date with its label, and perhaps a word below."""
        write = self._write
        edit = DateEdit(lambda day, burst: write(burst=burst, **{name: day}), name=title)
        self.edits[name] = edit
        return column(label(title, edit), edit, below, 1, gap=4)

    def show_card(self, card: ActionRow) -> None:
        """Show what is recorded; what is being typed stays."""
        for name, edit in self.edits.items():
            value = getattr(card, name)
            if isinstance(edit, DateEdit):
                edit.set_date(value)
            else:
                edit.set_text(value)


class PlanFields(Fields):
    """What the company plans and does."""

    def __init__(self, write: Write) -> None:
        super().__init__(write)
        self.reckoned = words("", "fine")
        self.percent = Percent(_("Progress"))
        self.percent.valueChanged.connect(self._progress)
        self._shown: ActionRow | None = None
        parts = (*self._why(), *self._what(), *self._who(), *self._proof())
        self.setLayout(column(*parts, gap=10))

    def _why(self) -> tuple[QWidget | QLayout, ...]:
        return (
            group(_("Problem and cause")),
            self.text("problem", _("Problem"), hint=_("What is wrong, in the company's words")),
            two(
                self.text("root_cause", _("Root cause")),
                self.line("root_cause_method", _("Method"), hint=_("Five whys, fishbone, other")),
                shares=(2, 1),
            ),
        )

    def _what(self) -> tuple[QWidget | QLayout, ...]:
        return (
            group(_("What will be done")),
            two(
                self.text("correction", _("Correction at once")),
                self.text("corrective_action", _("Corrective action"), hint=_("Against the cause")),
            ),
            two(
                self.text("preventive_action", _("Preventive action")),
                self.text("extent", _("Extent"), hint=_("Where else it applies")),
            ),
        )

    def _who(self) -> tuple[QWidget | QLayout, ...]:
        progress = column(label(_("Progress"), self.percent), self.percent, 1, gap=4)
        return (
            group(_("Who and when")),
            two(
                self.line("responsible_name", _("Responsible")),
                self.line("responsible_post", _("Post")),
            ),
            two(
                self.day("start_on", _("Start")),
                self.day("due_on", _("Due date"), self.reckoned),
                progress,
                shares=(2, 2, 1),
            ),
            two(self.text("milestones", _("Milestones")), self.text("resources", _("Resources"))),
        )

    def _proof(self) -> tuple[QWidget | QLayout, ...]:
        return (
            group(_("Proof")),
            two(
                self.text("measure", _("Measure of success")),
                self.text("proof_expected", _("Proof expected")),
            ),
            two(
                self.line("company_status", _("Company's status"), hint=_("In its own words")),
                self.text("proof_handed_in", _("Proof handed in")),
                shares=(1, 2),
            ),
        )

    def show_card(self, card: ActionRow) -> None:
        super().show_card(card)
        before, self._shown = self._shown, card
        self.reckoned.setText(reckoned(card))
        if before is None or (before.id, before.progress) != (card.id, card.progress):
            self.percent.blockSignals(True)
            self.percent.setValue(card.progress)
            self.percent.blockSignals(False)

    def flush(self) -> None:
        """Take the number as far as it is typed."""
        self.percent.interpretText()

    def _progress(self, percent: int) -> None:
        if self._shown is not None and percent != self._shown.progress:
            self._write(progress=percent)


def reckoned(card: ActionRow) -> str:
    """Return how the due date comes about."""
    granted = [item for item in card.extensions if item.granted and item.new_date]
    if granted:
        return _("Extended: the new date counts.")
    if card.due is None:
        return _("Advice: the company may name a day.")
    if card.due.date is None:
        return _("Blank: {when}").format(when=due_text(card.due))
    return _("Blank counts as {date}").format(date=due_text(card.due))


def group(title: str) -> QWidget:
    """The heading of a group of fields."""
    made = words(title, "part", wrap=False)
    made.setContentsMargins(0, theme.px(10), 0, 0)
    return made


def two(*parts: QLayout, shares: tuple[int, ...] = ()) -> QWidget:
    """Fields side by side where there is room."""
    return Columns(parts, each=190, shares=shares)
