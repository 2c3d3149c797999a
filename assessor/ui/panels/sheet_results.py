"""The right column of a worksheet: what it comes to, where it falls short, the private note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from assessor.i18n import _, ngettext
from assessor.ui import theme
from assessor.ui.panels.finding_words import LOOKS
from assessor.ui.panels.sheet_words import (
    band_role,
    blanks,
    kind_proposed,
    row_label,
    score_told,
    what_lacks,
)
from assessor.ui.widgets.autosave_edit import AutosaveEdit
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.kind_mark import KindMark
from assessor.ui.widgets.labels import ElidedLabel, label, words
from assessor.ui.widgets.layouts import FlowLayout, column, empty, row, scrolling
from assessor.ui.widgets.marks import KeyHint, Pill
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from assessor.checklist import Profile
    from assessor.forms.scores import ScoreValue
    from assessor.forms.sheets import SheetRow
    from assessor.proposals import ProposalRow


@dataclass(frozen=True)
class Decide:
    """What can be done with a proposal."""

    record: Callable[[ProposalRow], object]
    dismiss: Callable[[ProposalRow], object]
    reopen: Callable[[ProposalRow], object]
    open_one: Callable[[str], object]


class ProposalBox(QFrame):
    """One shortfall as what it proposes; the first open one shows the keys that decide it."""

    def __init__(
        self, item: ProposalRow, profile: Profile, decide: Decide, *, keys: bool, enabled: bool
    ) -> None:
        super().__init__()
        self.item = item
        kind = kind_proposed(item)
        theme.look(self, LOOKS[kind] if item.state == "open" else "box-calm")
        mark = KindMark(self)
        mark.show_kind(kind, spoken(kind, profile))
        self.setAccessibleName(f"{spoken(kind, profile)}: {here(item.text)}")
        refs = words(", ".join(item.refs), "fine", wrap=False)
        box = QVBoxLayout(self)
        box.setContentsMargins(*(theme.px(n) for n in (14, 8, 10, 9)))
        box.setSpacing(theme.px(5))
        box.addLayout(row(mark, 1, refs))
        box.addWidget(words(here(item.text), "box-text"))
        box.addWidget(self._ways(decide, keys=keys, enabled=enabled))

    def _ways(self, decide: Decide, *, keys: bool, enabled: bool) -> QWidget:
        made, item = QWidget(), self.item
        flow = FlowLayout(made, gap=6)
        parts: list[QWidget] = []
        if item.state == "open":
            name = here(item.text)
            record = button(_("Record it"), lambda: decide.record(item), key="A" if keys else "")
            aside = button(_("Set it aside"), lambda: decide.dismiss(item), key="D" if keys else "")
            for each in (record, aside):
                each.setAccessibleName(f"{each.text()}: {name}")
            parts = [record, aside]
        elif item.state == "taken":
            parts = [
                button(
                    _("Recorded: show it"),
                    lambda: decide.open_one(item.observation_id),
                    look="link",
                )
            ]
        else:
            told = words(_("Set aside: {reason}").format(reason=item.reason), "fine", wrap=False)
            again = button(_("Take it up again"), lambda: decide.reopen(item), look="link")
            parts = [told, again]
        for part in parts:
            part.setEnabled(enabled or item.state == "taken")
            flow.addWidget(part)
        return made


class ProposalBoxes(QWidget):
    """Proposals below one another; nothing is built anew when they are the same."""

    def __init__(self, decide: Decide) -> None:
        super().__init__()
        self._decide = decide
        self.boxes: list[ProposalBox] = []
        self._shown: tuple[object, ...] = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(8))

    def show_items(self, items: Sequence[ProposalRow], profile: Profile, *, enabled: bool) -> None:
        """Show `items`, the open ones first."""
        shown = (tuple(items), enabled)
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._box)
        ranked = sorted(items, key=lambda item: item.state != "open")
        self.boxes = [
            ProposalBox(
                item,
                profile,
                self._decide,
                keys=at == 0 and item.state == "open" and enabled,
                enabled=enabled,
            )
            for at, item in enumerate(ranked)
        ]
        for box in self.boxes:
            self._box.addWidget(box)
        self.setVisible(bool(items))

    def first_open(self) -> ProposalRow | None:
        """Return the proposal that the keys decide."""
        items = (box.item for box in self.boxes)
        return next((item for item in items if item.state == "open"), None)


class SheetResults(QFrame):
    """Shows what one sheet comes to; `write_note(text, burst)` keeps the private note."""

    def __init__(self, decide: Decide, write_note: Callable[[str, str], object]) -> None:
        super().__init__()
        theme.look(self, "side-right")
        self.proposals = ProposalBoxes(decide)
        self.state = words("", "fine")
        self._scores = QVBoxLayout()
        self._scores.setSpacing(theme.px(8))
        self._told: tuple[object, ...] = ()
        self.scores_label = label(_("Results"))
        self.short_label = label(_("Falls short"))
        self.fine = words(_("Nothing falls short so far."), "muted")
        self.note = AutosaveEdit(
            write_note, name=_("Private note"), hint=_("Only for you."), lines=2, most=8
        )
        note_label = ElidedLabel(_("Private note · never leaves this laptop"), "label")
        head = row(gap=8)
        head.addWidget(note_label, 1)
        head.addWidget(KeyHint("P"))
        inner = QWidget()
        inner.setLayout(
            column(
                column(self.scores_label, self._scores, self.state, gap=6),
                column(self.short_label, self.fine, self.proposals, gap=6),
                column(head, self.note, gap=5),
                1,
                gap=16,
                margins=(16, 16, 16, 16),
            )
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.area = scrolling(inner)
        box.addWidget(self.area)

    def show_sheet(self, sheet: SheetRow, *, enabled: bool) -> None:
        """Show the scores at once, and what is still open."""
        told = tuple(
            (value, score_told(sheet, value), "" if value.complete else what_lacks(sheet, value))
            for value in sheet.scores
        )
        if told != self._told:
            self._told = told
            empty(self._scores)
            for value, text, lacks in told:
                self._scores.addLayout(_score_line(sheet, value, text, lacks))
        self.scores_label.setVisible(bool(told))
        count = len(blanks(sheet))
        open_ones = ngettext("{count} value still open", "{count} values still open", count)
        self.state.setText(
            open_ones.format(count=count) if count else _("Everything is filled in.")
        )
        self.note.set_text(sheet.private_note)
        self.note.setReadOnly(not enabled)

    def show_proposals(
        self, items: Sequence[ProposalRow], profile: Profile, *, enabled: bool
    ) -> None:
        """Show what this sheet proposes."""
        self.proposals.show_items(items, profile, enabled=enabled)
        self.fine.setVisible(not items)


def _score_line(sheet: SheetRow, value: ScoreValue, text: str, lacks: str) -> QVBoxLayout:
    title = here(sheet.form.scores_by_id[value.score_id].title)
    if value.row_id:
        title = f"{row_label(sheet, value.section_id, value.row_id)} · {title}"
    name = words(title, "small")
    line = row(gap=8)
    line.addWidget(name, 1)
    if value.band or not value.complete:
        line.addWidget(Pill(text, role=band_role(value)))
    else:
        line.addWidget(words(text, "bold", wrap=False))
    return column(line, words(lacks, "fine") if lacks else None, gap=2)
