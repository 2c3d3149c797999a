"""The middle of the walk: the requirement, the company's claim, what to look for, what to ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from assessor.i18n import N_, _
from assessor.terms import Claim
from assessor.ui import theme
from assessor.ui.widgets.buttons import KeyButton, button
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.labels import ElidedLabel, Prose, words
from assessor.ui.widgets.layouts import column, empty, row, scrolling
from assessor.ui.widgets.marks import LevelBadge, Pill, badge_size
from assessor.ui.words import beside, here, place, spoken

if TYPE_CHECKING:
    from assessor.facts import AnswerRow, Dossier
    from assessor.walk import PointRow, WalkRow

KINDS = {
    "document": N_("document"),
    "record": N_("record"),
    "observation": N_("observation"),
    "interview": N_("interview"),
    "photograph": N_("photograph"),
    "test": N_("test"),
}
_SURE = 0.9
REVIEWS = {
    "single-source": N_("one source"),
    "unconfirmed": N_("unconfirmed"),
}


def _asked(line: WalkRow) -> tuple[object, ...]:
    """Return all that this panel shows of `line`: what verdicts and evidence do not touch."""
    points = tuple((point.id, point.level, point.text) for point in line.points)
    return (line.ref, line.title, line.applies_when, line.look_for, line.ask, line.answers, points)


def _size_for(text: str) -> str:
    """Return the look of the heading: long demands in smaller type, so that all stays in sight."""
    if len(text) < 110:
        return "heading"
    return "heading-long" if len(text) < 190 else "heading-longest"


class RequirementPanel(QWidget):
    """Shows one WalkRow; `does_not_apply` is called by the button of the condition."""

    def __init__(
        self, does_not_apply: Callable[[], object], show_list: Callable[[], object]
    ) -> None:
        super().__init__()
        self._does_not_apply = does_not_apply
        self.badge = LevelBadge()
        self.ref, self.section = words("", "bold", wrap=False), ElidedLabel("", "muted")
        self.review = Pill("", role="na")
        self.listing = button("", show_list, look="quiet", icon="menu", name=_("Show the list"))
        self.listing.hide()
        self.narrow = False
        self._asked: tuple[object, ...] = ()
        self.heading, self.second = Prose("", "heading", leading=114), Prose("", "second")
        self.points = QVBoxLayout()
        self.points.setSpacing(theme.px(10))
        self.condition = QFrame()
        self.condition_text = Prose("", "small")
        self.claim, self.look, self.ask = Card(), Card(_("What to look for")), Card(_("Ask"))
        self.claim_box = QVBoxLayout()
        self.look_text, self.look_kinds = Prose("", "small-text"), words("", "fine")
        self.ask_text = Prose("", "small-text")
        self.previous, self.next = KeyButton("", "K"), KeyButton("", "J")
        self.onward = KeyButton("", "U", primary=True)
        self._build()

    def show_row(self, line: WalkRow, known: Dossier) -> None:
        """Show a requirement with its claim; nothing is laid out anew when it is the same."""
        asked = (_asked(line), known.visit.languages, known.profile)
        if asked != self._asked:
            self._asked = asked
            self._show_question(line, known)

    def _show_question(self, line: WalkRow, known: Dossier) -> None:
        single = len(line.points) == 1
        self.badge.set_level(line.level, spoken(line.level, known.profile))
        self.ref.setText(line.ref)
        title = f"{here(line.section_title)} · {line.source_ref}"
        self.section.setText(title if not single else f"{here(line.title)} · {line.source_ref}")
        review = REVIEWS.get(line.review, "")
        self.review.set_text(_(review), role="na")
        self.review.setVisible(bool(review))
        text = line.points[0].text if single else line.title
        theme.look(self.heading, _size_for(here(text)))
        self.heading.set_text(here(text))
        self.second.set_text(beside(text, known.visit.languages))
        self._show_points(() if single else line.points, known)
        self.condition.setVisible(line.applies_when is not None)
        self.condition_text.set_text(_("Only where: {what}").format(what=here(line.applies_when)))
        self._show_claim(line)
        self.look_text.set_text("\n".join(here(text) for text in line.look_for), bullets=True)
        kinds = " · ".join(_(KINDS[kind]) for kind in line.evidence_kinds if kind in KINDS)
        self.look_kinds.setText(_("Evidence to expect: {kinds}").format(kinds=kinds))
        self.ask_text.set_text("\n".join(here(text) for text in line.ask), bullets=True)

    def show_ways(self, before: str, after: str, must: str, must_word: str) -> None:
        """Name the neighbours on the buttons below."""
        self.previous.set_text("←" if self.narrow else f"← {before}")
        self.next.set_text("→" if self.narrow else f"{after} →")
        self.previous.setVisible(bool(before))
        self.next.setVisible(bool(after))
        told = _("Next open {must}: {ref}").format(must=must_word, ref=must)
        if self.narrow:
            told = f"{must_word} {must}"
        self.onward.set_text(told if must else _("No open {must} left").format(must=must_word))
        self.onward.setEnabled(bool(must))

    def set_narrow(self, narrow: bool) -> None:
        """Put the cards below one another and shorten the buttons where there is little room."""
        self.narrow = narrow
        down = QBoxLayout.Direction.TopToBottom
        self.two.setDirection(down if narrow else QBoxLayout.Direction.LeftToRight)

    # building

    def _build(self) -> None:
        head = row(self.listing, self.badge, self.ref)
        head.addWidget(self.section, 1)
        head.addWidget(self.review)
        apply_button = button(_("Does not apply here"), self._does_not_apply, key="X")
        theme.look(self.condition, "hint")
        line = QHBoxLayout(self.condition)
        line.setContentsMargins(*(theme.px(n) for n in (12, 8, 8, 8)))
        line.addWidget(self.condition_text, 1)
        line.addWidget(apply_button)
        self.claim_box.setSpacing(theme.px(6))
        self.claim.add(self.claim_box)
        self.look.add(self.look_text)
        self.look.add(self.look_kinds)
        self.ask.add(self.ask_text)
        # The claim and the questions are short, what to look for is long.
        two = row(gap=14)
        two.addLayout(column(self.claim, self.ask, 1, gap=14), 1)
        two.addLayout(column(self.look, 1), 1)
        self.two = two
        inner = QWidget()
        inner.setLayout(
            column(
                head,
                column(self.heading, self.second, gap=6),
                self.points,
                self.condition,
                two,
                1,
                gap=14,
                margins=(22, 18, 22, 8),
            )
        )
        ways = row(self.previous, 1, self.next, self.onward, gap=10, margins=(22, 8, 22, 16))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.area = scrolling(inner)
        box.addWidget(self.area, 1)
        box.addLayout(ways)

    def _show_points(self, points: tuple[PointRow, ...], known: Dossier) -> None:
        empty(self.points)
        names = {p.id: f"{p.id} · {spoken(p.level, known.profile)}" for p in points}
        widest = max((badge_size(name).width() for name in names.values()), default=0)
        for point in points:
            badge = LevelBadge(point.level, names[point.id])
            line = row(column(badge, 1), gap=10)
            line.addSpacing(widest - badge_size(names[point.id]).width())
            demand = Prose(here(point.text), "bold-text")
            second = Prose(beside(point.text, known.visit.languages), "small")
            line.addLayout(column(demand, second, gap=2), 1)
            self.points.addLayout(line)

    def _show_claim(self, line: WalkRow) -> None:
        empty(self.claim_box)
        self.claim.set_title(_("Company says"))
        if not line.answers:
            self.claim_box.addWidget(Pill(_("Not stated"), Claim.NONE))
            self.claim_box.addWidget(words(_("The self-assessment says nothing here."), "muted"))
            return
        places = list(dict.fromkeys(place(answer.place) for answer in line.answers))
        self.claim.set_title(_("Company says · {place}").format(place=", ".join(places[:2])))
        for answer in line.answers:
            self._show_answer(answer, several=len(line.answers) > 1)

    def _show_answer(self, answer: AnswerRow, *, several: bool) -> None:
        pill = Pill(spoken(answer.claim), answer.claim)
        where = words(place(answer.place), "fine", wrap=False) if several else None
        self.claim_box.addLayout(row(pill, where, 1))
        if answer.text.strip():
            self.claim_box.addWidget(Prose(f"“{answer.text.strip()}”"))
        if answer.documents:
            self.claim_box.addWidget(words("▸ " + " · ".join(answer.documents), "document"))
        if answer.confidence < _SURE:
            told = _("Matched with {percent} % confidence.")
            shown = told.format(percent=round(answer.confidence * 100))
            self.claim_box.addWidget(words(shown, "fine"))
        if answer.hidden:
            self.claim_box.addWidget(words(_("Stood in a hidden row of the file."), "fine"))
