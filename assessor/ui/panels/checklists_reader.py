"""The right side of the checklists: one requirement, whole, in the language being read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assessor.i18n import N_, _, language_name, pick
from assessor.ui import core, theme
from assessor.ui.models.checklists_model import level_in
from assessor.ui.panels.requirement_panel import KINDS
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.labels import ElidedLabel, Prose, heading, label, words
from assessor.ui.widgets.layouts import column, empty, row, scrolling
from assessor.ui.widgets.marks import LevelBadge, Pill

if TYPE_CHECKING:
    from assessor.checklist import Checklist, Profile, Requirement
    from assessor.i18n import LocalText

REVIEWS = {
    "confirmed": (N_("Confirmed"), N_("Two independent sources say the same."), "met"),
    "single-source": (
        N_("One source"),
        N_("A single source says so: compare it with the official text before relying on it."),
        "partly",
    ),
    "unconfirmed": (
        N_("Not confirmed"),
        N_("No source confirms it yet: read the official text before you use it."),
        "not_met",
    ),
}


# Below this width (at 100 %) cards stand below one another.
NARROW = 560


class Reader(QFrame):
    """Shows one requirement; `turn(lang)` is called when another language is chosen."""

    def __init__(self, turn: Callable[[str], object]) -> None:
        super().__init__()
        theme.look(self, "ground")
        self._turn = turn
        self._narrow = False
        self._again: Callable[[], object] | None = None
        self.lang = ""
        self.languages: tuple[str, ...] = ()
        self.prevails, self._source = words("", "small"), words("", "fine")
        self._tabs = row(gap=6)
        self._group = QButtonGroup(self)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(*(theme.px(n) for n in (22, 14, 22, 20)))
        self._body.setSpacing(theme.px(10))
        inner = QWidget()
        inner.setLayout(self._body)
        self.area = scrolling(inner, "ground")
        self.area.setAccessibleName(_("Requirement"))
        box = column(self._strip(), gap=0)
        box.addWidget(self.area, 1)
        self.setLayout(box)

    def show_checklist(self, checklist: Checklist, lang: str) -> None:
        """Say which text prevails, and offer the checklist's languages."""
        self.lang, self.languages = lang, checklist.languages
        self.prevails.setText(pick(checklist.source.prevails, lang))
        title = pick(checklist.source.title, lang)
        self._source.setText(
            " · ".join(filter(None, (checklist.source.reference, title, *_origin(checklist))))
        )
        empty(self._tabs)
        for code in checklist.languages:
            self._tabs.addWidget(self._tab(code))
        self._tabs.addStretch(1)

    def show_requirement(
        self,
        item: Requirement,
        checklist: Checklist,
        profile: Profile | None,
        topic: LocalText,
        elsewhere: tuple[str, str] | None = None,
    ) -> None:
        """Show `item`; `elsewhere` is where a search found its words in another language."""
        self._again = partial(self.show_requirement, item, checklist, profile, topic, elsewhere)
        empty(self._body)
        section = pick(checklist.section_of(item.ref).title, self.lang)
        badge = LevelBadge(item.level, level_in(item.level, profile, self.lang))
        place = f"{item.ref}  ·  {section}"
        line = row(badge, gap=10)
        line.addWidget(ElidedLabel(place, "bold"), 1)
        self._body.addLayout(line)
        self._body.addWidget(heading(pick(item.title, self.lang)))
        if elsewhere is not None:
            self._body.addWidget(_found(*elsewhere))
        self._body.addWidget(self._points(item, profile))
        if item.applies_when:
            self._body.addWidget(self._condition(item.applies_when))
        self._body.addLayout(self._what(item))
        self._body.addWidget(self._facts(item, topic))
        self._body.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands side by side goes below one another where there is no room."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            down, across = QBoxLayout.Direction.BottomToTop, QBoxLayout.Direction.LeftToRight
            self._head.setDirection(down if narrow else across)
            if self._again is not None:
                self._again()

    # parts

    def _cell(self, at: int) -> tuple[int, int]:
        return (at, 0) if self._narrow else (0, at)

    def _strip(self) -> QFrame:
        strip = QFrame()
        theme.look(strip, "foot-rule")
        texts = column(self.prevails, self._source, gap=1)
        self._head = row(gap=10, margins=(22, 9, 16, 9))
        self._head.addLayout(texts, 1)
        self._head.addLayout(self._tabs)
        strip.setLayout(self._head)
        return strip

    def _tab(self, code: str) -> QPushButton:
        made = QPushButton(language_name(code))
        made.setCheckable(True)
        made.setChecked(code == self.lang)
        made.setAccessibleName(_("Read in {language}").format(language=language_name(code)))
        theme.look(made, "language")
        # The chosen one turns bold: room for that from the start.
        bold = QFontMetrics(theme.font(11.5, bold=True))
        made.setMinimumWidth(bold.horizontalAdvance(made.text()) + theme.px(12))
        made.clicked.connect(lambda _on=False: self._turn(code))
        self._group.addButton(made)
        return made

    def _points(self, item: Requirement, profile: Profile | None) -> QWidget:
        """One point is plain prose; several stand in a grid with letter and level."""
        if len(item.points) == 1:
            return Prose(pick(item.points[0].text, self.lang), "second")
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        for at, point in enumerate(item.points):
            grid.addWidget(words(point.id, "bold", wrap=False), at, 0, top)
            badge = LevelBadge(point.level, level_in(point.level, profile, self.lang))
            grid.addWidget(badge, at, 1, top)
            grid.addWidget(Prose(pick(point.text, self.lang), "second"), at, 2, top)
        return made

    def _condition(self, text: LocalText) -> QWidget:
        box = Card(_("Only where…"), look="hint", gap=3)
        box.add(Prose(pick(text, self.lang)))
        return box

    def _what(self, item: Requirement) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme.px(14))
        for at, (title, texts) in enumerate(
            ((_("What to look for"), item.look_for), (_("What to ask"), item.ask))
        ):
            card, prose = Card(title), Prose()
            prose.set_text("\n".join(pick(text, self.lang) for text in texts), bullets=True)
            card.add(prose)
            card.body.addStretch(1)
            grid.addWidget(card, *self._cell(at))
            grid.setColumnStretch(at, 0 if self._narrow and at else 1)
        return grid

    def _facts(self, item: Requirement, topic: LocalText) -> Card:
        card = Card(gap=10)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(28))
        grid.setVerticalSpacing(theme.px(10))
        kinds = ", ".join(_(KINDS[kind]) for kind in item.evidence)
        facts = [
            (_("Evidence expected"), kinds[:1].upper() + kinds[1:]),
            (_("Official reference"), item.source_ref),
            (_("Topic"), pick(topic, self.lang)),
        ]
        if item.validated_by:
            facts.append((_("Validated by"), item.validated_by))
        if item.applies_to:
            facts.append((_("Applies to"), ", ".join(item.applies_to)))
        for at, (name, text) in enumerate(facts):
            grid.addLayout(_fact(name, words(text)), *self._cell(at))
            grid.setColumnStretch(at, 0 if self._narrow and at else 1)
        card.add(grid)
        question = words(pick(item.saq, self.lang))
        card.add(_fact(_("How the company is asked"), question))
        card.add(_review(item.review))
        return card


def _origin(checklist: Checklist) -> tuple[str, ...]:
    """Say which file the checklist comes from, and whether it is still a draft."""
    found = core.checklist.origin(checklist.id)
    draft = (_("draft"),) if checklist.draft else ()
    if found is None:
        return draft
    if not found.own:
        return (*draft, _("shipped with the program"))
    told = (
        _("own file {name}, instead of the shipped one")
        if found.overrides
        else _("own file {name}")
    )
    return (*draft, told.format(name=found.path.name))


def _fact(name: str, shown: QWidget) -> QVBoxLayout:
    return column(label(name, shown), shown, 1, gap=2)


def _review(status: str) -> QVBoxLayout:
    title, text, role = REVIEWS[status]
    spelled = words(_(text), "small")
    line = row(Pill(_(title), role=role), gap=8)
    line.addWidget(spelled, 1)
    return column(label(_("Review status"), spelled), line, gap=3)


def _found(lang: str, words_around: str) -> QWidget:
    told = _("Found in {language}: “{text}”")
    return words(told.format(language=language_name(lang), text=words_around), "small")
