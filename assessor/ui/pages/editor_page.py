"""The editor of one's own checklists: a draft becomes whole, with its faults named as one types."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from assessor.i18n import N_, _, ngettext, pick
from assessor.terms import Level
from assessor.ui import core, messages
from assessor.ui.page import Page, PagePlugin
from assessor.ui.widgets.empty_state import Choice, EmptyState
from assessor.ui.widgets.layouts import column

if TYPE_CHECKING:
    from assessor.content.drafts import Draft
    from assessor.ui.desk import Desk
    from assessor.ui.panels.editor_deeds import EditorDeeds
    from assessor.ui.tasks import Report


class EditorPage(Page):
    """Opened from the checklists: `desk.go("editor", path="/path/of/own.yaml")`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.place: EditorDeeds | None = None
        self._stack = QStackedWidget()
        self._none, self._opening = self._nothing(), QWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(self._opening)
        self.setLayout(column(self._stack, gap=0))
        self._add_keys()

    def title(self) -> str:
        if self.place is None:
            return _("Editor of checklists")
        content = self.place.draft.content
        return pick(content.get("title")) or str(content.get("id", ""))

    def subtitle(self) -> str:
        if self.place is None:
            return ""
        edition = str(self.place.draft.content.get("edition", ""))
        told = _("Draft · edition {edition} · {name}")
        return told.format(edition=edition, name=self.place.draft.path.name)

    def foot(self) -> str:
        if self.place is None:
            return _("No draft is open")
        sections = self.place.draft.content.get("sections", [])
        count = sum(len(section.get("requirements", [])) for section in sections)
        told = ngettext("{count} requirement", "{count} requirements", count)
        return told.format(count=count)

    def show_at(
        self,
        *,
        path: str | Path = "",
        draft: Draft | None = None,
        at: tuple[str | int, ...] = (),
        languages: tuple[str, ...] = (),
        **_other: object,
    ) -> None:
        arrive = partial(self._arrive, at, languages)
        if draft is not None:
            self.open(draft)
        elif path and not self._has(Path(path)):
            self.leave()
            if self.unsaved():  # told already; another draft would take its place
                return
            self._stack.setCurrentWidget(self._opening)
            told = _("Opening {name}").format(name=Path(path).name)
            self.desk.task(
                told,
                lambda _report: _read(Path(path)),
                done=partial(self._opened, arrive),
                failed=self._not_opened,
                quiet=True,
            )
            return
        arrive()

    def _arrive(self, at: tuple[str | int, ...], languages: tuple[str, ...]) -> None:
        """Go to the place that was asked for."""
        if self.place is None:
            return
        if languages:
            self.place.languages.show_only(languages)
        if at:
            self.place.arrange(at)
        self.place.list.list.setFocus()

    def _opened(self, arrive: Callable[[], None], draft: Draft) -> None:
        self.open(draft)
        arrive()

    def _not_opened(self, error: Exception) -> None:
        self._stack.setCurrentWidget(self.place or self._none)
        messages.show(self.desk, error)

    def state(self) -> dict[str, Any]:
        if self.place is None:
            return {}
        shown = self.place.languages.chosen()
        return {"draft": self.place.draft, "at": self.place.path, "languages": shown}

    def search_field(self) -> QLineEdit | None:
        return self.place.list.field if self.place is not None else None

    def leave(self) -> None:
        super().leave()
        if self.place is not None:
            with messages.guard(self.desk):
                self.place.save()

    def unsaved(self) -> bool:
        """Whether the draft holds what its file does not."""
        return self.place is not None and self.place.draft.dirty

    # doing

    def open(self, draft: Draft) -> None:
        """Show another draft."""
        from assessor.ui.panels.editor_deeds import EditorDeeds

        old = self.place
        self.place = EditorDeeds(self, draft)
        self._stack.addWidget(self.place)
        self._stack.setCurrentWidget(self.place)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self.place.save()
        self.desk.retold.emit()

    def undo(self) -> None:
        """Take the last edit of the draft back."""
        if self.place is not None:
            self.place.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self.place is not None:
            self.place.redo()

    def back(self) -> None:
        """Go back to the checklists, to this one."""
        name = str(self.place.draft.content.get("id", "")) if self.place is not None else ""
        self.desk.go("checklists", checklist=name)

    def showEvent(self, event: QShowEvent) -> None:
        """While it is shown, undo and redo mean the draft."""
        super().showEvent(event)
        self.desk.steps = self

    def hideEvent(self, event: QHideEvent) -> None:
        """The other pages see what was saved as soon as it has been read, on a thread."""
        super().hideEvent(event)
        if self.desk.steps is self:
            self.desk.steps = None
        if self.place is not None and self.place.saved and self.desk.is_open:
            self.place.saved = False
            self.desk.task("", _read_again, done=self._tell, quiet=True)

    def _tell(self, _result: object) -> None:
        kinds = frozenset({"checklist"})
        self.desk.changed.emit(kinds, kinds)

    def _has(self, path: Path) -> bool:
        """Whether this file is open as it is on the disk."""
        return self.place is not None and self.place.draft.is_at(path)

    def _add_keys(self) -> None:
        moving, editing = _("Move"), _("Edit the draft")
        for text, name, group, *keys in (
            (_("Next line"), "list.step", moving, "J"),
            (_("Previous line"), "list.step back", moving, "K"),
            (_("Next fault"), "next_fault", moving, "U", "F8"),
            (_("Next language"), "languages.next", moving, "L", "Ctrl+L"),
            (_("Add a requirement"), "add_requirement", editing, "N", "Ctrl+N"),
            (_("Add a section"), "add_section", editing, "Ctrl+Shift+N"),
            (_("Add a point or a line below"), "add_below", editing, "Ctrl+Return"),
            (_("Move up"), "move up", editing, "Alt+Up"),
            (_("Move down"), "move down", editing, "Alt+Down"),
            (_("Remove the point, line or requirement"), "remove", editing, "Alt+Del", "Del"),
            (_("The level is MUST"), "must", editing, "1", "Alt+1"),
            (_("The level is SHOULD"), "should", editing, "2", "Alt+2"),
            (_("The row demands nothing"), "dismiss", editing, "0"),
        ):
            self.add_command(text, partial(self._do, name), *keys, group=group)
        self.add_command(_("Back to the checklists"), self.back, "Alt+Left", group=moving)

    def _do(self, name: str) -> None:
        place = self.place
        if place is None:
            return
        deeds: dict[str, Callable[[], object]] = {
            "list.step": partial(place.list.step, 1),
            "list.step back": partial(place.list.step, -1),
            "languages.next": place.languages.next,
            "move up": partial(place.move_item, -1),
            "move down": partial(place.move_item, 1),
            "must": partial(place.level_here, Level.MUST),
            "should": partial(place.level_here, Level.SHOULD),
        }
        deeds.get(name, getattr(place, name, place.look))()

    def _nothing(self) -> EmptyState:
        return EmptyState(
            "file-document-edit-outline",
            _("No draft is open"),
            _("A draft begins on the page Checklists: as a copy, or from a table of criteria."),
            (
                Choice(
                    "format-list-checks",
                    _("Checklists"),
                    _("Choose the checklist to edit or to copy."),
                    lambda: self.desk.go("checklists"),
                ),
            ),
        )


def _read(path: Path) -> Draft:
    """Read a draft and what its page is made of, on a thread."""
    from assessor.content.drafts import open_file
    from assessor.ui.panels import editor_deeds

    del editor_deeds
    draft = open_file(path)
    draft.faults()
    return draft


def _read_again(_report: Report) -> None:
    core.checklist.reload()
    core.checklist.checklists()


PLUGIN = PagePlugin(
    "editor",
    N_("Editor of checklists"),
    EditorPage,
    icon="file-document-edit-outline",
    place="",
    order=31,
    part_of="checklists",
)
