"""Two editions of a checklist: what stayed, changed, moved, came and went, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame

from assessor.i18n import N_, _
from assessor.ui import core, theme
from assessor.ui.models.editions_model import Line
from assessor.ui.page import Page, PagePlugin
from assessor.ui.panels.editions_list import EditionsList, Filter
from assessor.ui.panels.editions_reader import EditionsReader
from assessor.ui.panels.editions_words import languages_of, pair_text, reading_language
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from assessor.checklist import Checklist
    from assessor.editions import Difference, Kind
    from assessor.ui.desk import Desk


class EditionsPage(Page):
    """Reads two checklists beside one another; nothing is written here."""

    listens_to = frozenset({"checklist"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.old: Checklist | None = None
        self.new: Checklist | None = None
        self.lang, self._wish = "", ""  # `_wish` once a person chose; else as the window speaks
        self._key: Any = None
        self.list, self.reader = EditionsList(), EditionsReader()
        self.list.chosen.connect(self._read)
        self.what = words("", "bold")
        strip = QFrame()
        theme.look(strip, "head")
        self.turn = button(_("Other way round"), self.guarded(self.swap), look="quiet", key="X")
        head = row(gap=8, margins=(16, 9, 16, 9))
        head.addWidget(self.what, 1)
        for made in (
            self.turn,
            button(_("Compare with…"), self.guarded(self.choose), look="quiet", key="D"),
            button(_("← Checklists"), self.guarded(self.go_back), look="quiet", key="Alt+←"),
        ):
            head.addWidget(made)
        strip.setLayout(head)
        lower = row(self.list, gap=0)
        lower.addWidget(self.reader, 1)
        box = column(strip, gap=0)
        box.addLayout(lower, 1)
        self.setLayout(box)
        self._add_keys()

    def title(self) -> str:
        return _("Editions compared")

    def subtitle(self) -> str:
        return _("What became of each requirement")

    def refresh(self) -> None:
        known = core.checklist.checklists()
        if self.old is not None and self.new is not None:
            self.compare(self.old.id, self.new.id)
        elif len(known) > 1:
            self.compare(*list(known)[:2])

    def show_at(
        self, *, old: str = "", new: str = "", lang: str = "", only: str = "", key: Any = None
    ) -> None:
        self._wish = lang or self._wish
        self._key = key
        if only:
            self.list.filter = only
        if old and new:
            self.compare(old, new)

    def state(self) -> dict[str, Any]:
        if self.old is None or self.new is None:
            return {}
        place = {"lang": self._wish, "only": self.list.filter, "key": self.list.key()}
        return {"old": self.old.id, "new": self.new.id, **place}

    # doing

    def compare(self, old_id: str, new_id: str) -> None:
        """Compare two checklists, on a thread: a large pair takes most of a second."""
        known = core.checklist.checklists()
        if old_id not in known or new_id not in known:
            return
        old, new = self.old, self.new = known[old_id], known[new_id]
        self.lang = reading_language(old, new, wish=self._wish)
        self.what.setText(pair_text(old, new))
        self.desk.task(
            _("Comparing the editions"),
            lambda _report: (old, new, core.editions.compare(old, new)),
            done=self._show,
        )

    def swap(self) -> None:
        """Read the pair the other way round."""
        if self.old is not None and self.new is not None:
            self._key = (self.list.key() or ((), ()))[::-1]
            self.compare(self.new.id, self.old.id)

    def choose(self) -> None:
        """Compare the newer of the two with yet another one."""
        if self.new is not None:
            compare_with(self, self.new)

    def next_language(self) -> None:
        """Read in the next language that both editions speak."""
        if self.old is None or self.new is None:
            return
        spoken_in = languages_of(self.old, self.new)
        self.lang = self._wish = spoken_in[(spoken_in.index(self.lang) + 1) % len(spoken_in)]
        self.list.model.lang = self.lang
        self.list.list.viewport().update()
        self._read()

    def go_back(self) -> None:
        """Go back to the checklists, to the requirement that was read."""
        line = self.list.line()
        new = self.new.id if self.new is not None else ""
        ref = line.item.new_refs[0] if line is not None and line.item.new else ""
        self.desk.go("checklists", checklist=new, ref=ref)

    # showing

    def _show(self, made: tuple[Checklist, Checklist, tuple[Difference, ...]]) -> None:
        old, new, found = made
        if (old, new) != (self.old, self.new):
            return  # another pair was asked for meanwhile
        profile = core.checklist.profiles().get(new.profile)
        key = self._key or self.list.key()
        self._key = None
        lines = [Line(item) for item in found]
        self.list.show_lines(lines, filters(), profile=profile, lang=self.lang)
        self.list.light(key)

    def _read(self) -> None:
        if self.old is not None and self.new is not None:
            self.reader.show_line(self.list.line(), self.old, self.new, self.lang)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list takes its width, but never more than a good part of the page."""
        super().resizeEvent(event)
        self.list.setFixedWidth(min(theme.px(400), self.width() * 40 // 100))

    def _add_keys(self) -> None:
        group = _("Editions compared")
        for text, run, key in (
            (_("Next requirement"), lambda: self.list.step(1), "J"),
            (_("Previous requirement"), lambda: self.list.step(-1), "K"),
            (_("Read in the next language"), self.next_language, "L"),
            (_("Compare with…"), self.choose, "D"),
            (_("Other way round"), self.swap, "X"),
            (_("Back to the checklists"), self.go_back, "Alt+Left"),
        ):
            self.add_command(text, run, key, group=group)


def filters() -> tuple[Filter, ...]:
    """Return the chips: what changed, everything, and each kind of change."""
    kinds = core.editions.KINDS.items()
    return (
        Filter("changed", _("Changed"), lambda line: line.item.kinds != ("same",)),
        Filter("all", _("All"), lambda _line: True),
        *(Filter(kind, _(name).capitalize(), _of_kind(kind)) for kind, name in kinds),
    )


def _of_kind(kind: Kind) -> Any:
    return lambda line: kind in line.item.kinds


def compare_with(page: Page, of: Checklist) -> None:
    """Ask for another checklist and read the two, the earlier one at the left."""
    from assessor.ui.dialogs.choose_edition import choose_edition

    chosen = choose_edition(page, of, _("Compare with…"), _("Compare"))
    if not chosen:
        return
    other = core.checklist.checklist(chosen)
    before, after = (of, other) if core.editions.is_later(other, of) else (other, of)
    page.desk.go("editions", old=before.id, new=after.id)


PLUGIN = PagePlugin(
    "editions",
    N_("Editions compared"),
    EditionsPage,
    icon="compare-horizontal",
    place="",
    order=32,
    part_of="checklists",
)
