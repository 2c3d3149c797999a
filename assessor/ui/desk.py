"""What every page works at: the workspace, the open validation, where to go, what to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import CellType
from typing import TYPE_CHECKING, Any, Literal, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from assessor import config, i18n
from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.ui import core
from assessor.ui.changes import Changes, Heard, kinds_in, kinds_of
from assessor.ui.tasks import Task, Tasks, Work

if TYPE_CHECKING:
    from assessor.facts import Dossier
    from assessor.store.undoing import Unit
    from assessor.store.workspace import Workspace

Tone = Literal["calm", "good", "trouble"]


@dataclass(frozen=True)
class Notice:
    """What a banner says: what happened, what to do; and perhaps one thing to do at once."""

    text: str
    hint: str = ""
    tone: Tone = "calm"
    action: str = ""
    run: Callable[[], object] | None = None


class Steps(Protocol):
    """What takes back and does again what was done on its own page."""

    def undo(self) -> object:
        """Take the last step back."""

    def redo(self) -> object:
        """Do again what was taken back last."""


class Desk(QObject):
    """Shared by all pages of one window; they know it and never the window itself."""

    opened = Signal()
    # The kinds (names of tables) that changed anywhere, and those that the open validation feels.
    changed = Signal(object, object)
    going = Signal(str, object)
    validation_opened = Signal()
    noticed = Signal(object)
    toasted = Signal(str)
    settled = Signal(object)
    retold = Signal()

    def __init__(self, folder: Path, window: QWidget | None = None) -> None:
        super().__init__(window)
        self.folder = folder
        self.window = window
        self.settings = config.load_settings(folder)
        self.changes = Changes(self)
        self.tasks = Tasks(self)
        self.validation_id: str | None = None
        # A page with steps of its own, a draft's for instance, while it is shown.
        self.steps: Steps | None = None
        self._ws: Workspace | None = None
        self._visit: Dossier | None = None
        self.changes.changed.connect(self._hear)

    # the workspace

    @property
    def ws(self) -> Workspace:
        """The open workspace."""
        assert self._ws is not None, "the workspace is not open yet"  # noqa: S101
        return self._ws

    @property
    def is_open(self) -> bool:
        """Tell whether the workspace is open; it opens after the first paint."""
        return self._ws is not None

    def attach(self, workspace: Workspace) -> None:
        """Work with `workspace` from now on and hear its changes."""
        self._ws = workspace
        workspace.by = self.settings.name
        self.changes.listen(workspace)
        self.opened.emit()

    def close(self) -> None:
        """Stop slow work and close the database."""
        self.tasks.stop()
        if self._ws is not None:
            self._ws.close()
            self._ws = None

    # the open validation

    def open_validation(self, validation_id: str | None) -> None:
        """Make it the open one; go to a visit step to show it."""
        if validation_id != self.validation_id:
            self.validation_id = validation_id
            self._visit = None
            self.validation_opened.emit()

    def visit(self) -> Dossier:
        """Everything known of the open validation; read once and kept until something changes."""
        if self._visit is None:
            self._visit = core.validations.validation(self.ws, self.validation_id or "")
        return self._visit

    def heading(self) -> tuple[str, str]:
        """The visit's two lines for the top bar: company and site, programme and date."""
        known = self.visit()
        sites = [site.name for site in known.covered]
        place = sites[0] if len(sites) == 1 else _("{count} sites").format(count=len(sites))
        when = i18n.format_date(known.visit.visit_start)
        programme = i18n.pick(known.checklist.title)
        second = _("{programme} · Visit {date}") if when else "{programme}"
        name = known.company.legal_name
        title = f"{name} — {place}" if sites else name
        return title, second.format(programme=programme, date=when)

    # moving and saying

    def go(self, page_id: str, **where: Any) -> None:
        """Show another page, at a place: `desk.go("walk", ref="6.2")`."""
        self.going.emit(page_id, where)

    def toast(self, text: str) -> None:
        """Say something for a few seconds that needs no answer."""
        self.toasted.emit(text)

    def notice(
        self,
        text: str,
        hint: str = "",
        *,
        tone: Tone = "calm",
        action: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        """Say something in the banner that stays until it is put away."""
        self.noticed.emit(Notice(text, hint, tone, action, run))

    def task(
        self,
        title: str,
        work: Work,
        *,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        quiet: bool = False,
    ) -> Task:
        """Run slow `work(progress)` on a thread; see Tasks.start.

        What it wrote is told before `done` is called. A page that was built anew meanwhile (in
        another language, say) is no longer called: the new one has read for itself.
        """

        def ended(result: object) -> None:
            self.changes.tell_now()
            if done is not None and lives(done):
                done(result)

        def broken(error: Exception) -> None:
            if failed is not None and lives(failed):
                failed(error)

        mend = broken if failed is not None else None
        return self.tasks.start(title, work, done=ended, failed=mend, quiet=quiet)

    # history

    def undo(self) -> None:
        """Take back the last recorded change of the open validation and say which."""
        if self.steps is not None:
            self.steps.undo()
            return
        unit = self.ws.next_undo(self.validation_id)
        self._step(self.ws.undo, _("Undone: {label}"), named(unit))

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self.steps is not None:
            self.steps.redo()
            return
        unit = self.ws.next_redo(self.validation_id)
        self._step(self.ws.redo, _("Done again: {label}"), named(unit))

    def _step(self, move: Callable[[str | None], str], sentence: str, name: str) -> None:
        from assessor.errors import NothingToRedo, NothingToUndo

        try:
            move(self.validation_id)
        except (NothingToUndo, NothingToRedo) as nothing:
            self.toast(nothing.text())
        except AssessorError as error:
            self.notice(error.text(), error.hint_text(), tone="trouble")
        else:
            self.toast(sentence.format(label=name))

    # settings

    def settle(self, **chosen: Any) -> None:
        """Keep a setting (name, language, theme, scale, …); the window dresses itself anew."""
        self.settings = replace(self.settings, **chosen)
        config.save_settings(self.folder, self.settings)
        if "language" in chosen:
            i18n.set_language(self.settings.language)
        if self._ws is not None:
            self._ws.by = self.settings.name
        self.settled.emit(frozenset(chosen))

    def _hear(self, heard: Heard) -> None:
        here = kinds_in(heard, self.validation_id)
        if here:
            self._visit = None
        self.changed.emit(kinds_of(heard), here)


def lives(call: Callable[..., object]) -> bool:
    """Tell whether the widgets that `call` belongs to, or was written for, still exist."""
    cells = getattr(call, "__closure__", None) or ()
    held = [getattr(call, "__self__", None), *(_content(cell) for cell in cells)]
    return all(isValid(each) for each in held if isinstance(each, QObject))


def _content(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # nothing has been put into it yet
        return None


def named(unit: Unit | None) -> str:
    """Return what a step is called in front of the person: "Verdict · 6.2"."""
    if unit is None:
        return ""
    return " · ".join(part for part in (_(unit.label), unit.subject) if part)
