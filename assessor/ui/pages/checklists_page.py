"""Checklists: read any requirement in any language; what is wrong with files is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout

from assessor.i18n import N_, _, language, ngettext
from assessor.ui import core, theme
from assessor.ui.page import Page, PagePlugin
from assessor.ui.panels.checklists_forms import FormsReader
from assessor.ui.panels.checklists_list import ChecklistList
from assessor.ui.panels.checklists_own import OwnContent
from assessor.ui.panels.checklists_reader import Reader
from assessor.ui.panels.checklists_search import found_elsewhere
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.empty_state import EmptyState
from assessor.ui.widgets.labels import words

if TYPE_CHECKING:
    from assessor.checklist import Checklist, Profile
    from assessor.ui.desk import Desk

MOST_FAULTS = 6


class ChecklistsPage(Page):
    """All checklists there are, whatever validation is open."""

    listens_to = frozenset({"checklist"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.checklist: Checklist | None = None
        self.ref, self.lang = "", ""
        self.list, self.reader = ChecklistList(), Reader(self.read_in)
        self.list.chosen.connect(self.show_ref)
        self.list.switched.connect(self.open)
        self.list.searched.connect(lambda: self.show_ref(self.list.current()))
        self.forms = FormsReader(self.turn)
        self.forms.hide()
        self._knows_forms = False
        self.faults = Card(look="box-finding", gap=3)
        self.faults.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.reader)
        self._stack.addWidget(self._nothing())
        self.own = OwnContent(self, self.turn)
        self._lay_out()
        self._add_keys()

    def title(self) -> str:
        return _("Checklists")

    def subtitle(self) -> str:
        return _("Read any requirement in any language")

    def foot(self) -> str:
        count = len(core.checklist.checklists())
        return ngettext("{count} checklist", "{count} checklists", count).format(count=count)

    def refresh(self) -> None:
        known = core.checklist.checklists()
        self._tell_faults()
        self._stack.setCurrentIndex(0 if known else 1)
        self.list.setVisible(bool(known) and self.forms.isHidden())
        chosen = self.checklist.id if self.checklist else self._of_the_visit()
        if known:
            self.open(chosen if chosen in known else next(iter(known)))

    def show_at(self, *, checklist: str = "", ref: str = "", lang: str = "") -> None:
        if lang:
            self.lang = lang
        if checklist or lang:
            self.open(checklist or (self.checklist.id if self.checklist else ""))
        if ref:
            self.list.light(ref)

    def state(self) -> dict[str, Any]:
        open_one = self.checklist.id if self.checklist else ""
        return {"checklist": open_one, "ref": self.ref, "lang": self.lang}

    def search_field(self) -> QLineEdit:
        return self.list.field

    # doing

    def turn(self) -> None:
        """Turn to the forms of worksheets, or back to the checklists."""
        reading = not self.forms.isVisible()
        self.forms.setVisible(reading)
        self.list.setVisible(not reading)
        self._stack.setVisible(not reading)
        (self.forms.list if reading else self).setFocus()
        if reading:
            # Together their files take half a second to read.
            self.desk.task("", lambda _report: core.forms.forms(), done=self._show_forms)

    def _show_forms(self, found: Any) -> None:
        self._knows_forms = True
        self.forms.show_forms(found)
        self._tell_faults()

    def step(self, by: int) -> None:
        """Go to another requirement, or to another form."""
        (self.forms if self.forms.isVisible() else self.list).step(by)

    def open(self, checklist_id: str) -> None:
        """Open a checklist at the requirement read last, where it has that one."""
        known = core.checklist.checklists()
        if checklist_id not in known:
            return
        self.checklist = known[checklist_id]
        languages = self.checklist.languages
        if self.lang not in languages:
            self.lang = language() if language() in languages else languages[0]
        self.list.offer(tuple(known.values()), checklist_id)
        self.reader.show_checklist(self.checklist, self.lang)
        self.list.show_checklist(self.checklist, self._profile(), self.lang)
        self.own.show_checklist(self.checklist)
        self.show_ref(self.list.current())

    def read_in(self, lang: str) -> None:
        """Read in another language; the window keeps its own."""
        self.lang = lang
        if self.checklist is not None:
            self.open(self.checklist.id)

    def next_language(self) -> None:
        """Read in the next language of the checklist, or of the form."""
        if self.forms.isVisible():
            self.forms.reader.next_language()
            return
        languages = self.reader.languages
        if languages:
            at = languages.index(self.lang)
            self.read_in(languages[(at + 1) % len(languages)])

    def show_ref(self, ref: str) -> None:
        """Read a requirement."""
        if self.checklist is None or not ref:
            return
        self.ref = ref
        item = self.checklist.requirement(ref)
        topic = core.checklist.topics().get(item.topic, {})
        elsewhere = found_elsewhere(item, self.list.typed(), self.lang)
        self.reader.show_requirement(item, self.checklist, self._profile(), topic, elsewhere)

    def reload(self) -> None:
        """Read the files again, after one of them was mended."""
        core.checklist.reload()
        if (own := self.desk.folder / "checklists").is_dir():
            core.checklist.add_folder(own)
        self.refresh()
        self.desk.toast(_("The checklists were read again."))

    # parts

    def _profile(self) -> Profile | None:
        return core.checklist.profiles().get(self.checklist.profile) if self.checklist else None

    def _of_the_visit(self) -> str:
        return self.desk.visit().visit.checklist_id if self.desk.validation_id else ""

    def _lay_out(self) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.faults)
        right.addWidget(self._stack, 1)
        box.addWidget(self.list)
        box.addLayout(right, 1)
        right.addWidget(self.forms, 1)
        inside = self.list.layout()
        assert isinstance(inside, QVBoxLayout)  # noqa: S101  for the type checker
        inside.addWidget(self.own)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list takes its width, but never more than a good part of the page."""
        super().resizeEvent(event)
        self.list.setFixedWidth(min(theme.px(342), self.width() * 40 // 100))
        self.forms.side.setFixedWidth(self.list.maximumWidth())

    def _add_keys(self) -> None:
        group = _("Checklists")
        self.add_command(_("Next requirement"), lambda: self.step(1), "J", group=group)
        self.add_command(_("Previous requirement"), lambda: self.step(-1), "K", group=group)
        self.add_command(_("Read in the next language"), self.next_language, "L", group=group)
        self.add_command(_("Forms of worksheets"), self.turn, "W", group=group)
        self.add_command(_("Read the files again"), self.reload, "F5", group=group)

    def _nothing(self) -> EmptyState:
        return EmptyState(
            "format-list-checks",
            _("No checklist could be read"),
            _("Checklists are files. Mend the one named above, then press F5."),
        )

    def _tell_faults(self) -> None:
        found = [*core.checklist.faults(), *(core.forms.faults() if self._knows_forms else ())]
        while self.faults.body.count() > 1:
            item = self.faults.body.takeAt(1)
            if item is not None and (line := item.widget()) is not None:
                line.deleteLater()
        self.faults.setVisible(bool(found))
        if not found:
            return
        title = ngettext(
            "{count} file could not be read: it is left out until it is mended",
            "{count} files could not be read: they are left out until they are mended",
            len(found),
        ).format(count=len(found))
        self.faults.add(words(title, "box-title"))
        for fault in found[:MOST_FAULTS]:
            self.faults.add(words(fault.text(), "small"))
        if len(found) > MOST_FAULTS:
            rest = len(found) - MOST_FAULTS
            more = ngettext("and {count} more", "and {count} more", rest)
            self.faults.add(words(more.format(count=rest), "fine"))
        for mending in self.own.unread():
            self.faults.add(mending)
        self.faults.setAccessibleName(title)


PLUGIN = PagePlugin(
    "checklists", N_("Checklists"), ChecklistsPage, icon="format-list-checks", order=30
)
