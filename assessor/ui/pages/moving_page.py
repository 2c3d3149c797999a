"""Moving a validation to another edition: what it would do is read first, then one key does it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from assessor.errors import AssessorError
from assessor.i18n import N_, _, ngettext
from assessor.terms import Phase
from assessor.ui import core, theme
from assessor.ui.models.editions_model import Line
from assessor.ui.page import OF_A_VISIT, Page, PagePlugin
from assessor.ui.panels.editions_list import EditionsList, Filter
from assessor.ui.panels.editions_reader import EditionsReader
from assessor.ui.panels.editions_words import (
    languages_of,
    pair_text,
    reading_language,
    record_lines,
)
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.empty_state import Choice, EmptyState
from assessor.ui.widgets.labels import heading, words
from assessor.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from assessor.facts import Dossier
    from assessor.moving import Kept, Move
    from assessor.ui.desk import Desk


class MovingPage(Page):
    """A preview by the same function that moves; nothing is written before M."""

    listens_to = OF_A_VISIT | {"prior"}

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.wanted, self.lang, self._wish = "", "", ""
        self.plan: Move | None = None
        self._of, self._underway = "", False
        self.list, self.reader = EditionsList(), EditionsReader()
        self.list.chosen.connect(self._read)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._whole())
        self.none = EmptyState(
            "compare-horizontal",
            _("Which edition shall it move to?"),
            _(
                "Choose another edition of the checklist. You see what becomes of every verdict"
                " before anything is written. A new edition is a file among your own checklists."
            ),
            (
                Choice(
                    "format-list-checks",
                    _("Choose an edition"),
                    _("Editions of the same checklist stand first."),
                    self.guarded(self.choose),
                    "D",
                ),
            ),
        )
        self.stack.addWidget(self.none)
        self.setLayout(column(self.stack, gap=0))
        self._add_keys()

    def refresh(self) -> None:
        if self._underway:  # the validation stands in the new edition already: nothing to compare
            return
        known = self.desk.visit()
        if self._of != known.visit.id:
            self._of, self.wanted, self.plan = known.visit.id, "", None
        self.stack.setCurrentIndex(0 if self.wanted else 1)
        if self.wanted:
            self._preview()
        else:
            self.desk.task("", lambda _report: later_of(known), done=self._offer, quiet=True)

    def show_at(self, *, checklist: str = "", lang: str = "", only: str = "", **_rest: Any) -> None:
        self._wish = lang or self._wish
        if only:
            self.list.filter = only
        if checklist:
            self.wanted = checklist
            self.refresh()

    def state(self) -> dict[str, Any]:
        return {"checklist": self.wanted, "lang": self._wish, "only": self.list.filter}

    # doing

    def choose(self) -> None:
        """Choose the edition to move to."""
        from assessor.ui.dialogs.choose_edition import choose_edition

        old = self.desk.visit().checklist
        title = _("Move to another edition")
        chosen = choose_edition(self, old, title, _("Show what would happen"), drafts=False)
        if chosen:
            self.wanted = chosen
            self.refresh()

    def move_now(self) -> None:
        """Move as the preview shows: one step, which undo takes back whole."""
        if self.plan is None:
            return
        ws, validation_id, wanted = self.ws, self.validation_id, self.wanted
        self._underway = True
        self.desk.task(
            _("Moving to another edition"),
            lambda _report: core.validations.move_to_edition(
                ws, validation_id, checklist_id=wanted
            ),
            done=self._moved,
            failed=self._not_moved,
        )

    def _not_moved(self, error: Exception) -> None:
        self._underway = False
        self.desk.tasks.troubled.emit(error)

    def _moved(self, done: Move) -> None:
        self.wanted, self.plan, self._underway = "", None, False
        count = to_confirm(done)
        told = ngettext(
            "Moved. {count} verdict waits to be confirmed: C in the walk.",
            "Moved. {count} verdicts wait to be confirmed: C in the walk.",
            count,
        )
        self.desk.toast(told.format(count=count) + " " + _("Ctrl+Z takes it back."))
        self.desk.go("walk")

    def next_language(self) -> None:
        """Read in the next language that both editions speak."""
        if self.plan is None:
            return
        spoken_in = languages_of(self.plan.old, self.plan.new)
        self.lang = self._wish = spoken_in[(spoken_in.index(self.lang) + 1) % len(spoken_in)]
        self.list.model.lang = self.lang
        self.list.list.viewport().update()
        self._read()

    def go_back(self) -> None:
        """Go back to the form of the visit; nothing was written."""
        self.desk.go("prepare", part="visit")

    # showing

    def _offer(self, found: str) -> None:
        if found and not self.wanted:
            self.wanted = found
            self.refresh()

    def _preview(self) -> None:
        ws, validation_id, wanted = self.ws, self.validation_id, self.wanted
        self.desk.task(
            _("Comparing the editions"),
            lambda _report: core.validations.plan_move(ws, validation_id, checklist_id=wanted),
            done=self._show,
            failed=self._fail,
        )

    def _fail(self, error: Exception) -> None:
        self.wanted, self.plan = "", None
        self.stack.setCurrentIndex(1)
        if not isinstance(error, AssessorError):
            raise error
        self.desk.notice(error.text(), error.hint_text(), tone="trouble")

    def _show(self, plan: Move) -> None:
        known = self.desk.visit()
        if plan.new.id != self.wanted or not self.desk.validation_id:
            return
        self.plan = plan
        self.lang = reading_language(plan.old, plan.new, wish=self._wish)
        self.what.setText(pair_text(plan.old, plan.new))
        lines = lines_of(plan)
        self.told.setText("\n".join(sentences(plan, lines)))
        issued = known.visit.phase == Phase.ISSUED
        self.issued.setVisible(issued)
        self.go_button.setEnabled(not issued)
        self.list.show_lines(lines, filters(), profile=known.profile, lang=self.lang)
        self._read()

    def _read(self) -> None:
        line = self.list.line()
        if self.plan is None:
            return
        held = line.held if line is not None else ()
        recorded = record_lines(held, self.desk.visit())
        self.reader.show_line(line, self.plan.old, self.plan.new, self.lang, recorded)

    def _whole(self) -> QWidget:
        self.what, self.told = heading(), words("", "small")
        text = _("This validation is issued: it can be read, and reopened on the Report page.")
        self.issued = words(text, "warning")
        self.issued.hide()
        strip = QFrame()
        theme.look(strip, "head")
        self.go_button = button(
            _("Move to this edition"), self.guarded(self.move_now), look="primary", key="M"
        )
        other = button(_("Another edition…"), self.guarded(self.choose), look="quiet", key="D")
        back = button(_("← Prepare"), self.guarded(self.go_back), look="quiet", key="Alt+←")
        head = row(gap=8)
        head.addWidget(self.what, 1)
        for made in (back, other, self.go_button):
            head.addWidget(made)
        box = column(head, self.told, self.issued, gap=6, margins=(16, 12, 16, 12))
        strip.setLayout(box)
        lower = row(self.list, gap=0)
        lower.addWidget(self.reader, 1)
        whole = QWidget()
        layout = column(strip, gap=0)
        layout.addLayout(lower, 1)
        whole.setLayout(layout)
        return whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list takes its width, but never more than a good part of the page."""
        super().resizeEvent(event)
        self.list.setFixedWidth(min(theme.px(400), self.width() * 40 // 100))

    def _add_keys(self) -> None:
        group = _("Move to another edition")
        for text, run, key in (
            (_("Move as shown"), self.move_now, "M"),
            (_("Another edition…"), self.choose, "D"),
            (_("Next requirement"), lambda: self.list.step(1), "J"),
            (_("Previous requirement"), lambda: self.list.step(-1), "K"),
            (_("Read in the next language"), self.next_language, "L"),
            (_("Back to the form"), self.go_back, "Alt+Left"),
        ):
            self.add_command(text, run, key, group=group)


def later_of(known: Dossier) -> str:
    """Return the id of a later edition of a validation's checklist; "" where there is none."""
    found = core.editions.later_edition(core.checklist.checklists().values(), known.checklist)
    return found.id if found is not None else ""


def lines_of(plan: Move) -> list[Line]:
    """Return every difference with what is recorded at its old requirements."""
    held: dict[str, list[Kept]] = defaultdict(list)
    for item in (*plan.kept, *plan.waiting):
        held[item.ref].append(item)
    return [
        Line(item, tuple(kept for ref in item.old_refs for kept in held[ref]))
        for item in plan.differences
    ]


def needs_look(line: Line) -> bool:
    """Say whether what is recorded stands at a requirement that reads otherwise now."""
    return bool(line.held and line.item.new and line.item.kinds != ("same",))


def has_no_place(line: Line) -> bool:
    """Say whether what is recorded has no requirement any more."""
    return bool(line.held and not line.item.new)


def filters() -> tuple[Filter, ...]:
    """Return the chips, what asks for attention first."""
    return (
        Filter("gone", _("Without a place"), has_no_place),
        Filter("look", _("Need a look"), needs_look),
        Filter("carried", _("To confirm"), lambda line: bool(line.held and line.item.new)),
        Filter("new", _("New"), lambda line: not line.item.old),
        Filter("all", _("All"), lambda _line: True),
    )


def to_confirm(plan: Move) -> int:
    """Return how many verdicts find a requirement in the new edition, where C confirms them."""
    return plan.counts["assessments"] - sum(item.what == "assessment" for item in plan.gone)


def sentences(plan: Move, lines: list[Line]) -> list[str]:
    """Say in words what the move would do."""
    count = to_confirm(plan)
    told = [
        ngettext(
            "{count} verdict goes along as “before” and counts once you confirm it (C in the"
            " walk).",
            "{count} verdicts go along as “before” and count once you confirm them (C in the"
            " walk).",
            count,
        ).format(count=count)
    ]
    if count := sum(map(needs_look, lines)):
        text = ngettext(
            "{count} requirement needs a look: reworded, moved, of another level, split or merged.",
            "{count} requirements need a look: reworded, moved, of another level, split or merged.",
            count,
        )
        told.append(text.format(count=count))
    if count := sum(map(has_no_place, lines)):
        text = ngettext(
            "{count} requirement has no place in the new edition. Nothing is lost: what it holds"
            " stays to be read from Prepare and from the walk, and a gap reminds of it.",
            "{count} requirements have no place in the new edition. Nothing is lost: what they"
            " hold stays to be read from Prepare and from the walk, and a gap reminds of it.",
            count,
        )
        told.append(text.format(count=count))
    if count := sum(not line.item.old for line in lines):
        text = ngettext("{count} requirement is new.", "{count} requirements are new.", count)
        told.append(text.format(count=count))
    return told


PLUGIN = PagePlugin(
    "moving",
    N_("Move to another edition"),
    MovingPage,
    icon="compare-horizontal",
    place="visit",
    order=12,
    part_of="prepare",
)
