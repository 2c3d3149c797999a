"""Findings, recommendations, good practices: the list, and the editor in the report languages."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedWidget

from assessor.i18n import N_, _, ngettext
from assessor.terms import Kind, Phase
from assessor.ui import core
from assessor.ui.dialogs.choose_requirement import choose_requirement
from assessor.ui.dialogs.observation import record_observation
from assessor.ui.page import Page, PagePlugin
from assessor.ui.panels.finding_editor import FindingEditor
from assessor.ui.panels.finding_list import FindingList, list_width
from assessor.ui.widgets.empty_state import Choice, EmptyState

if TYPE_CHECKING:
    from assessor.facts import Dossier, Gap, ObservationRow
    from assessor.store.workspace import Workspace
    from assessor.ui.desk import Desk

_OWED = frozenset({"finding_missing", "recommendation_missing"})
_REMOVED = {
    Kind.FINDING: N_("Finding removed. Ctrl+Z brings it back."),
    Kind.RECOMMENDATION: N_("Recommendation removed. Ctrl+Z brings it back."),
    Kind.GOOD_PRACTICE: N_("Good practice removed. Ctrl+Z brings it back."),
}


class FindingsPage(Page):
    """The list at the left, one observation at the right; nothing yet: what would make one."""

    listens_to = frozenset(
        {
            "observation",
            "observation_point",
            "action",
            "extension",
            "assessment",
            "evidence",
            "evidence_link",
            "saq_answer",
            "validation",
            "visit_site",
            "report",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setAcceptDrops(True)
        self.known: Dossier | None = None
        self.current = ""
        self._gaps: tuple[Gap, ...] = ()
        self.list = FindingList(self.show_one, self.edit, self.guarded(self.write_up))
        self.editor: FindingEditor | None = None
        self.right = QStackedWidget()
        self.nothing = self._nothing()
        self.right.addWidget(self.nothing)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.list)
        box.addWidget(self.right, 1)
        self._add_commands()

    def _add_commands(self) -> None:
        group = _("Findings")
        for text, run, keys in (
            (_("Next"), lambda: self.list.step(1), ("J",)),
            (_("Previous"), lambda: self.list.step(-1), ("K",)),
            (_("Edit the text"), self.edit, ("E", "Return", "Enter")),
            (_("New on a requirement"), self.new, ("N",)),
            (_("New good practice"), self.new_good_practice, ("Shift+N",)),
            (_("Go to walk"), self.go_to_walk, ("G",)),
            (_("Add evidence"), self.add_evidence, ("A",)),
            (_("Rate the risk"), self.rate, ("R",)),
            (_("Share or keep internal"), self.share, ("S",)),
            (_("Private note"), self.write_note, ("P",)),
            (_("Only untranslated"), self.list.untranslated.click, ("T",)),
            (_("Remove"), self.remove, ("Del",)),
        ):
            self.add_command(text, run, *keys, group=group)

    def _nothing(self) -> EmptyState:
        return EmptyState(
            "flag-outline",
            _("No findings yet"),
            _(
                "A MUST that is partly met or not met becomes a finding: action required."
                " A SHOULD becomes a recommendation. What goes beyond is a good practice."
            ),
            (
                Choice(
                    "walk",
                    _("Walk the requirements"),
                    _("Give a verdict there; F, R or G records what you saw."),
                    lambda: self.desk.go("walk"),
                    "Ctrl+2",
                ),
                Choice(
                    "plus",
                    _("Record one here"),
                    _("Choose the requirement; its level decides what it will be."),
                    self.guarded(self.new),
                    "N",
                ),
            ),
        )

    # showing

    def refresh(self) -> None:
        self.known = core.validations.validation(self.ws, self.validation_id)
        self._gaps = core.gaps.gaps_of(self.known)
        rows = self.known.observations
        if self.current not in {item.id for item in rows}:
            self.current = rows[0].id if rows else ""
        owed = len(self._owed())
        self.list.setVisible(bool(rows) or bool(owed))
        self.list.show_rows(rows, self.known.profile, owed)
        self._show_current()

    def _show_current(self) -> None:
        item = self.item()
        if item is None or self.known is None:
            self.right.setCurrentWidget(self.nothing)
            return
        self.list.light(item.id)
        editor = self._editor(self.known.visit.languages)
        mine = [gap for gap in self._gaps if gap.observation_id == item.id]
        editor.show_item(self.known, item, mine)
        self.right.setCurrentWidget(editor)

    def _editor(self, languages: tuple[str, ...]) -> FindingEditor:
        if self.editor is None or self.editor.languages != languages:
            if self.editor is not None:
                self.right.removeWidget(self.editor)
                self.editor.deleteLater()
            self.editor = FindingEditor(
                self,
                languages,
                go_to_walk=self.guarded(self.go_to_walk),
                remove=self.guarded(self.remove),
            )
            self.right.addWidget(self.editor)
        return self.editor

    def item(self) -> ObservationRow | None:
        """Return the observation that is shown."""
        rows = self.known.observations if self.known else ()
        return next((item for item in rows if item.id == self.current), None)

    def foot(self) -> str:
        if self.known is None or not self.known.observations:
            return _("Nothing recorded yet")
        count = len(self.known.observations)
        told = ngettext("{count} item", "{count} items", count).format(count=count)
        lacking = len(self._untranslated())
        if not lacking:
            return _("{items} · complete in every language").format(items=told)
        texts = ngettext(
            "{count} text still untranslated", "{count} texts still untranslated", lacking
        ).format(count=lacking)
        return f"{told} · {texts}"

    def _untranslated(self) -> list[Gap]:
        return [gap for gap in self._gaps if gap.code == "text_missing" and gap.observation_id]

    def _owed(self) -> list[Gap]:
        found = {(gap.ref, gap.code): gap for gap in reversed(self._gaps) if gap.code in _OWED}
        return list(reversed(found.values()))

    # moving

    def show_at(self, **where: Any) -> None:
        """Go to observation_id= or ref=; field= and language= put the cursor into a text."""
        rows = self.known.observations if self.known else ()
        for item in rows:
            if where.get("observation_id") == item.id or where.get("ref") in item.refs:
                self._go_to(item.id)
                break
        if where.get("field") and self.editor is not None:
            self.editor.focus(where["field"], where.get("language", ""))

    def _go_to(self, observation_id: str) -> None:
        if not self.list.model.index_of(observation_id).isValid():
            self.list.show_all()
        self.show_one(observation_id)

    def show_one(self, observation_id: str) -> None:
        """Show another observation; what was being typed is saved first."""
        if observation_id != self.current:
            self.leave()
            self.current = observation_id
        self._show_current()

    def state(self) -> dict[str, Any]:
        return {"observation_id": self.current}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setFixedWidth(list_width(self.width()))

    def search_field(self) -> QLineEdit:
        return self.list.field

    def go_to_walk(self) -> None:
        """Look at the requirement in the walk."""
        item = self.item()
        if item is not None and item.refs:
            link = item.links[0]
            site = {"site_id": item.site_id} if item.site_id else {}
            self.desk.go("walk", ref=link.ref, point_id=link.point_id, **site)

    # doing

    def edit(self) -> None:
        """Put the cursor into the text, in the language that is missing."""
        if isinstance(QApplication.focusWidget(), QLineEdit):
            self.setFocus()
        elif self.editor is not None and self.item() is not None:
            self.editor.focus()

    def new(self) -> None:
        """Record on a requirement that the person chooses."""
        self._record(good_practice=False, title=_("New on which requirement?"))

    def new_good_practice(self) -> None:
        """Record a good practice on a requirement that the person chooses."""
        self._record(good_practice=True, title=_("Good practice on which requirement?"))

    def _record(self, *, good_practice: bool, title: str) -> None:
        if self.known is not None and self._may_change():
            ref = choose_requirement(self, self.known, title=title)
            if ref:
                made = record_observation(
                    self, self.validation_id, (ref,), good_practice=good_practice
                )
                self._follow(made)

    def write_up(self) -> None:
        """Write up a shortfall that has no finding or recommendation yet."""
        owed = self._owed()
        if self.known is None or not owed or not self._may_change():
            return
        ref = owed[0].ref
        if len({gap.ref for gap in owed}) > 1:
            title = _("Which shortfall?")
            refs = {gap.ref for gap in owed}
            ref = choose_requirement(self, self.known, title=title, only=refs)
        gap = next((gap for gap in owed if gap.ref == ref), None)
        if gap is not None:
            several = len(self.known.checklist.requirement(ref).points) > 1
            sites = len(self.known.covered) > 1
            made = record_observation(
                self,
                self.validation_id,
                (ref,),
                point_id=gap.point_id if several else None,
                site_id=gap.site_id if sites else None,
            )
            self._follow(made)

    def _follow(self, observation_id: str) -> None:
        if observation_id:
            self._go_to(observation_id)

    def _may_change(self) -> bool:
        issued = self.known is not None and self.known.visit.phase == Phase.ISSUED
        if issued:
            self.desk.toast(_("The report is issued: reopen it on the page Report."))
        return not issued

    def remove(self) -> None:
        """Take the observation out; undo brings it back."""
        item = self.item()
        if item is None or not self._may_change():
            return
        self.leave()
        self.current = self.list.neighbour(item.id)
        core.observations.remove(self.ws, self.validation_id, item.id)
        self.desk.toast(_(_REMOVED[item.kind]))
        self.list.view.setFocus()

    def add_evidence(self) -> None:
        """Choose files for the observation."""
        if self.editor is not None and self.item() is not None:
            self.editor.evidence.choose()

    def rate(self) -> None:
        """Rate the risk in the matrix."""
        item = self.item()
        if self.editor is not None and item and item.kind is not Kind.GOOD_PRACTICE:
            self.editor.facts.rate()

    def share(self) -> None:
        """Share it with the company, or keep it internal."""
        if self.editor is not None and self.item() is not None:
            self.editor.sharing.toggle()

    def write_note(self) -> None:
        """Put the cursor into the private note."""
        if self.editor is not None and self.item() is not None:
            self.editor.sharing.note.setFocus()
            self.editor.area.ensureWidgetVisible(self.editor.sharing)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        local = any(url.isLocalFile() for url in event.mimeData().urls())
        if local and self.item() is not None and self._may_change():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if self.editor is not None:
            self.guarded(partial(self.editor.evidence.add, paths))()
            event.acceptProposedAction()


def missing(workspace: Workspace, validation_id: str) -> int:
    """Count what the findings still lack before the report may be issued."""
    gaps = core.validations.gaps_of(workspace, validation_id)
    owed = {(gap.ref, gap.point_id) for gap in gaps if gap.blocking and gap.code in _OWED}
    return sum(gap.blocking and gap.page == "findings" for gap in gaps) + len(owed)


PLUGIN = PagePlugin(
    "findings",
    N_("Findings"),
    FindingsPage,
    icon="flag-variant-outline",
    place="visit",
    order=30,
    missing=missing,
)
