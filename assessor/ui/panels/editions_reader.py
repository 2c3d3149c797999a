"""Two editions of a requirement side by side, with the words marked that differ."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from assessor.i18n import _, pick
from assessor.ui import core, theme
from assessor.ui.models.checklists_model import level_in
from assessor.ui.panels.editions_words import kinds_text, refs_text, why_text
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.labels import ElidedLabel, heading, label, words
from assessor.ui.widgets.layouts import column, empty, row, scrolling
from assessor.ui.widgets.marks import LevelBadge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assessor.checklist import Checklist, Profile, Requirement
    from assessor.editions import Piece
    from assessor.ui.models.editions_model import Line

# Below this width (at 100 %) the editions stand below one another.
NARROW = 560


class EditionsReader(QFrame):
    """Shows one difference; `show_line` may be given what was recorded, line by line."""

    def __init__(self) -> None:
        super().__init__()
        theme.look(self, "ground")
        self._shown: tuple[Line, Checklist, Checklist, str, tuple[tuple[str, str], ...]] | None
        self._shown = None
        self._narrow = False
        self._body = QVBoxLayout()
        self._body.setContentsMargins(*(theme.px(n) for n in (22, 14, 22, 20)))
        self._body.setSpacing(theme.px(10))
        inner = QWidget()
        inner.setLayout(self._body)
        self.area = scrolling(inner, "ground")
        self.area.setAccessibleName(_("Both editions"))
        box = column(gap=0)
        box.addWidget(self.area, 1)
        self.setLayout(box)

    def show_line(
        self,
        line: Line | None,
        old: Checklist,
        new: Checklist,
        lang: str,
        recorded: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Show a difference of two editions in a language; nothing where none is lit."""
        empty(self._body)
        self._shown = None
        if line is None:
            return
        records = tuple(recorded)
        self._shown = (line, old, new, lang, records)
        item = line.item
        self._body.addWidget(heading(f"{refs_text(item)}  ·  {kinds_text(item)}"))
        self._body.addWidget(words(why_text(item), "small"))
        if item.old and item.new and item.kinds != ("same",):
            self._body.addWidget(words(_legend(), "fine"))
        grid = QGridLayout()
        grid.setSpacing(theme.px(14))
        sides = (
            (_side(old, item.old, item.new, lang, was=True), (0, 0)),
            (_side(new, item.new, item.old, lang, was=False), (1, 0) if self._narrow else (0, 1)),
        )
        for side, cell in sides:
            grid.addWidget(side, *cell, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 0 if self._narrow else 1)
        self._body.addLayout(grid)
        if records:
            self._body.addWidget(recorded_card(_("Recorded so far"), records))
        self._body.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for two columns the new edition goes below the old one."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            if self._shown is not None:
                self.show_line(*self._shown)


def recorded_card(title: str, records: Sequence[tuple[str, str]]) -> Card:
    """A card with what was recorded at a requirement."""
    card = Card(title, gap=8)
    for what, told in records:
        text = words(told, "second")
        text.setAccessibleName(f"{what}: {told}" if what else told)
        card.add(column(label(what, text), text, gap=1) if what else text)
    return card


def _legend() -> str:
    return _("Struck through: no longer there. Bold and underlined: new.")


def _side(
    checklist: Checklist,
    mine: tuple[Requirement, ...],
    its: tuple[Requirement, ...],
    lang: str,
    *,
    was: bool,
) -> Card:
    """One edition's side: every requirement of it that belongs to the difference."""
    card = Card(_("Edition {edition}").format(edition=checklist.edition), gap=8)
    if not mine:
        card.add(words(_("This edition does not ask for it."), "muted"))
    profile = core.checklist.profiles().get(checklist.profile)
    for item in mine:
        line = row(LevelBadge(item.level, level_in(item.level, profile, lang)), gap=8)
        section = pick(checklist.section_of(item.ref).title, lang)
        line.addWidget(ElidedLabel(f"{item.ref}  ·  {section}", "bold"), 1)
        card.add(line)
        card.add(requirement_text(item, its, profile, lang, was=was))
    return card


def requirement_text(
    item: Requirement,
    its: tuple[Requirement, ...],
    profile: Profile | None,
    lang: str,
    *,
    was: bool,
) -> QWidget:
    """Title, points and condition of a requirement, marked against its counterparts."""
    made = QWidget()
    titles = [pick(other.title, lang) for other in its]
    points = [pick(point.text, lang) for other in its for point in other.points]
    box = column(_marked(pick(item.title, lang), titles, was=was, look="bold"), gap=6)
    for point in item.points:
        text = _marked(pick(point.text, lang), points, was=was)
        if len(item.points) == 1:
            box.addWidget(text)
            continue
        badge = LevelBadge(point.level, level_in(point.level, profile, lang))
        head = row(words(point.id, "bold", wrap=False), badge, 1, gap=8)
        box.addLayout(column(head, text, gap=2))
    if item.applies_when:
        others = [pick(other.applies_when, lang) for other in its if other.applies_when]
        text = _marked(pick(item.applies_when, lang), others, was=was)
        box.addLayout(column(label(_("Only where…"), text), text, gap=1))
    made.setLayout(box)
    return made


def _marked(text: str, others: list[str], *, was: bool, look: str = "second") -> QLabel:
    """A text with its changed words struck through or underlined; unmarked without counterpart."""
    pieces = core.editions.marked(text, others) if others else ()
    made = words("", look)
    made.setTextFormat(Qt.TextFormat.RichText)
    dressed = "".join(_dressed(piece, was=was) for piece in pieces) or escape(text)
    made.setText(f'<p style="line-height:126%">{dressed}</p>'.replace("\n", "<br>"))
    changed = " … ".join(piece.text.strip() for piece in pieces if piece.changed)
    told = _("no longer: {words}") if was else _("new: {words}")
    said = f" ({told.format(words=changed)})" if changed else ""
    made.setAccessibleName(text + said)
    return made


def _dressed(piece: Piece, *, was: bool) -> str:
    text = escape(piece.text)
    if not piece.changed:
        return text
    return f"<s>{text}</s>" if was else f"<b><u>{text}</u></b>"
