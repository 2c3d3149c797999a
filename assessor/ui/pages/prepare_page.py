"""Prepare: the visit on one form, and the company's self-assessment coming in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QStackedWidget, QWidget

from assessor.errors import ValidationIssued
from assessor.i18n import N_, _, ngettext
from assessor.terms import Phase
from assessor.ui import core
from assessor.ui.messages import show
from assessor.ui.page import Command, Page, PagePlugin
from assessor.ui.panels.form_saving import FormSaving
from assessor.ui.panels.import_leftovers import Leftovers
from assessor.ui.panels.import_preview import Decision, ImportPreview
from assessor.ui.panels.import_work import (
    Read,
    accept_import,
    choose_saq,
    forget_form,
    may_put_aside,
    one_file,
    password_for,
    read_anew,
    read_file,
)
from assessor.ui.panels.prepare_files import FilesPart
from assessor.ui.panels.prepare_form import PrepareForm
from assessor.ui.panels.prepare_parts import PARTS, missing
from assessor.ui.widgets.layouts import column

if TYPE_CHECKING:
    from assessor.saq.corrections import Corrections
    from assessor.saq.plan import Differences
    from assessor.saq.types import SaqPreview
    from assessor.store.workspace import Workspace
    from assessor.ui.desk import Desk


class PreparePage(Page):
    """The visit's form; an import takes its place until it is accepted or put aside."""

    listens_to = frozenset(
        {
            "validation",
            "company",
            "site",
            "person",
            "visit_site",
            "visit_person",
            "risk",
            "saq_file",
            "saq_answer",
            "prior",
            "checklist",
            "looked",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stack = QStackedWidget()
        self.setLayout(column(self.stack, gap=0))
        self.form: PrepareForm | None = None
        self.importing: ImportPreview | None = None
        self.left_over: Leftovers | None = None
        self.saving = FormSaving(self)
        self._offered: dict[QWidget, list[Command]] = {}
        self.setAcceptDrops(True)

    def refresh(self) -> None:
        known = core.validations.validation(self.ws, self.validation_id)
        shown = (self.form.languages, self.form.profile) if self.form is not None else None
        if shown != (known.visit.languages, known.profile):
            self._build()
        assert self.form is not None  # noqa: S101  for the type checker
        self.form.fill(known)
        if self.left_over is not None:
            self.left_over.refresh()

    def show_at(
        self,
        *,
        field: str = "",
        language: str = "",
        part: str = "",
        file: str = "",
        read: Read | None = None,
        choices: dict[int, str | None] | None = None,
        **_rest: Any,
    ) -> None:
        """Go to a field or part of the form, read a file, or show one that was read."""
        if self.form is None:
            return
        if read is not None:
            self._show_read(read)
            if self.importing is not None:
                self.importing.decide(choices or {})
        elif file:
            self.import_file(Path(file))
        elif field:
            self._show_form()
            self.form.enter_field(field, language)
        elif part in PARTS:
            self.form.turn_to(part)

    def state(self) -> dict[str, Any]:
        if self.importing is not None:
            return {"read": self.importing.read, "choices": self.importing.choices()}
        return {"part": self.form.index.part()} if self.form is not None else {}

    # the form

    def _build(self) -> None:
        part = self.form.index.part() if self.form is not None else ""
        if self.form is not None:
            self._throw(self.form)
        files = FilesPart(
            self.desk, self.guarded(self.choose_file), self.guarded(self.settle), self.saving
        )
        self.form = PrepareForm(self.desk, files)
        self.stack.insertWidget(0, self.form)
        self._offer(self.form, self._form_commands(self.form))
        self._show_form()
        if part:
            self.form.index.light(part)

    def _form_commands(self, form: PrepareForm) -> list[Command]:
        group = _("Form")
        made = [
            Command(_("Import a self-assessment"), self.choose_file, ("I",), group),
            Command(_("Settle the rows left over"), self.settle, ("L",), group),
            Command(_("Move to another edition"), partial(self.desk.go, "moving"), ("M",), group),
            Command(_("From the former edition"), partial(self.desk.go, "former"), ("F",), group),
            *self.saving.commands(),
            Command(_("Next part"), partial(form.step, 1), ("J", "Alt+Down"), group),
            Command(_("Previous part"), partial(form.step, -1), ("K", "Alt+Up"), group),
        ]
        for part, letter in form.index.letters.items():
            keys = (f"Alt+{letter}",) if letter else ()
            made.append(Command(_(PARTS[part]), partial(form.enter, part), keys, group))
        return made

    def _show_form(self) -> None:
        if self.importing is not None and self.desk.steps is self.importing:
            self.desk.steps = None
        for view in (self.importing, self.left_over):
            if view is not None:
                self._throw(view)
        self.importing = self.left_over = None
        if self.form is not None:
            self._turn_to(self.form)

    def _offer(self, view: QWidget, commands: list[Command]) -> None:
        """Let the keys of a view work while it is shown; they are the view's own."""
        self._offered[view] = [
            Command(c.label, self.guarded(c.run), c.keys, c.group) for c in commands
        ]
        for command in self._offered[view]:
            for key in command.keys:
                QShortcut(QKeySequence(key), view).activated.connect(command.run)

    def _turn_to(self, view: QWidget) -> None:
        self.stack.setCurrentWidget(view)
        self.commands = self._offered[view]

    def _throw(self, view: QWidget) -> None:
        self._offered.pop(view, None)
        self.stack.removeWidget(view)
        view.deleteLater()

    # the import

    def choose_file(self) -> None:
        """Choose a self-assessment and show what importing it would give."""
        path = choose_saq(self)
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path, password: str = "") -> None:
        """Read a file on a thread and show its rows; nothing is stored yet."""
        ws, known = self.ws, core.validations.validation(self.ws, self.validation_id)
        if known.visit.phase == Phase.ISSUED:
            raise ValidationIssued(number=known.visit.number)
        self.desk.task(
            _("Reading {file}").format(file=path.name),
            lambda progress: read_file(
                path, known.checklist, progress, ws=ws, known=known, password=password
            ),
            done=self._show_read,
            failed=partial(self._not_read, path),
        )

    def _not_read(self, path: Path, error: Exception) -> None:
        if password := password_for(self, path, error):
            self.import_file(path, password)
        else:
            show(self.desk, error)

    def _show_read(self, read: Read) -> None:
        self._show_form()
        known = core.validations.validation(self.ws, self.validation_id)
        self.importing = ImportPreview(
            known.checklist,
            accept=self._accept,
            leave=self._put_aside,
            read_again=self._read_again,
            forget=self._forget,
            compare=self._differences,
            sites=known.covered,
            me=self.ws.by,
        )
        self.stack.addWidget(self.importing)
        self._offer(self.importing, self.importing.commands())
        self._turn_to(self.importing)
        self.importing.show_read(read, known.company)
        self._own_steps()

    def _read_again(self, said: Corrections) -> None:
        """Match the file anew on a thread, and read it anew where the person says how."""
        view = self.importing
        if view is None or view.read is None:
            return
        read, checklist = view.read, self.desk.visit().checklist
        self.desk.task(
            _("Reading {file}").format(file=read.shown.file),
            lambda progress: (read_anew(read, checklist, said, progress), said),
            done=self._read_anew,
        )

    def _read_anew(self, found: tuple[SaqPreview, Corrections]) -> None:
        if self.importing is not None:
            self.importing.show_again(*found)

    def _forget(self) -> None:
        if self.importing is not None and self.importing.read is not None:
            forget_form(self.ws, self.importing.read)

    def _own_steps(self) -> None:
        """While an import is shown, undo and redo mean what is decided and corrected in it."""
        if self.importing is not None and self.isVisible():
            self.desk.steps = self.importing

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._own_steps()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.importing is not None and self.desk.steps is self.importing:
            self.desk.steps = None

    def _differences(self, shown: SaqPreview, site_id: str | None) -> Differences:
        return core.saq.differences(self.ws, shown, self.validation_id, site_id=site_id)

    def _put_aside(self) -> None:
        if self.importing is not None and may_put_aside(self, touched=self.importing.touched()):
            self._show_form()

    def _accept(self, decision: Decision) -> None:
        ws, validation_id, company_id = self.ws, self.validation_id, self.desk.visit().company.id
        self.desk.task(
            _("Importing {file}").format(file=decision.shown.file),
            lambda _progress: accept_import(
                ws, decision, validation_id=validation_id, company_id=company_id
            ),
            done=lambda _file: self._accepted(decision),
        )

    def _accepted(self, decision: Decision) -> None:
        self._show_form()
        if self.form is not None:
            self.form.enter("saq")
        count = decision.taken()
        told = ngettext("{count} answer imported.", "{count} answers imported.", count)
        self.desk.toast(told.format(count=count) + " " + _("Ctrl+Z takes it back."))

    def settle(self) -> None:
        """Show the rows of accepted files that still wait for a person."""
        waiting = core.saq.leftovers(self.ws, self.validation_id)
        if not waiting or self.desk.visit().visit.phase == Phase.ISSUED:
            return
        self._show_form()
        checklist = self.desk.visit().checklist
        self.left_over = Leftovers(self.desk, checklist, self._show_form, self.saving)
        self.stack.addWidget(self.left_over)
        self._offer(self.left_over, self.left_over.commands())
        self._turn_to(self.left_over)
        self.left_over.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if one_file(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = one_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.guarded(lambda: self.import_file(path))()


def count_missing(workspace: Workspace, validation_id: str) -> int:
    """Return how many gaps the report will name on this page."""
    return missing(core.validations.validation(workspace, validation_id))


PLUGIN = PagePlugin(
    "prepare",
    N_("Prepare"),
    PreparePage,
    icon="clipboard-edit-outline",
    place="visit",
    order=10,
    missing=count_missing,
)
