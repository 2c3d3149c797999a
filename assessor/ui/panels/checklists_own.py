"""Below the list of checklists: edit, copy as a draft, begin from a table, compare editions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame

from assessor.i18n import _
from assessor.ui import core, theme
from assessor.ui.dialogs.ask import confirm
from assessor.ui.panels.form_saving import FormSaving
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.layouts import FlowLayout, row

if TYPE_CHECKING:
    from assessor.checklist import Checklist
    from assessor.ui.page import Page


class OwnContent(QFrame):
    """The ways into the editor; `open_one` is the checklist that is being read."""

    def __init__(self, page: Page, to_forms: Callable[[], object]) -> None:
        super().__init__()
        theme.look(self, "list-foot")
        self.page = page
        self.open_one: Checklist | None = None
        self.edit_button = button(_("Edit"), page.guarded(self.edit), look="quiet", key="E")
        flow = FlowLayout(gap=2)
        for made in (
            self.edit_button,
            button(_("Copy as a draft"), page.guarded(self.copy), look="quiet", key="C"),
            button(_("From a table…"), page.guarded(self.from_table), look="quiet", key="T"),
            button(_("Blank form…"), page.guarded(self.save_form), look="quiet", key="S"),
            button(_("Compare with…"), page.guarded(self.compare), look="quiet", key="D"),
            button(_("Forms of worksheets"), page.guarded(to_forms), look="quiet", key="W"),
        ):
            flow.addWidget(made)
        self.setLayout(row(flow, margins=(6, 5, 6, 5)))
        group = _("Own checklists")
        page.add_command(_("Edit this checklist"), self.edit, "E", group=group)
        page.add_command(_("Copy as a draft"), self.copy, "C", group=group)
        page.add_command(_("From a table of criteria"), self.from_table, "T", group=group)
        page.add_command(_("Save a blank form"), self.save_form, "S", group=_("To the company"))
        page.add_command(_("Compare with…"), self.compare, "D", group=_("Checklists"))

    @property
    def folder(self) -> Path:
        """The administration's own folder; it need not be there yet."""
        return self.page.desk.folder / "checklists"

    def show_checklist(self, shown: Checklist) -> None:
        """Offer what can be done with another checklist."""
        self.open_one = shown
        self.edit_button.setVisible(self._file() is not None)

    def edit(self) -> None:
        """Edit one's own; a finished one becomes a draft again, a shipped one is copied."""
        path = self._file()
        if path is None or self.open_one is None:
            self.copy()
            return
        if not self.open_one.draft:
            told = _(
                "It becomes a draft again until you finish it. Validations that run on it keep"
                " what they have."
            )
            if not confirm(self, _("Edit a finished checklist?"), told, _("Edit")):
                return
        self.page.desk.go("editor", path=path)

    def copy(self) -> None:
        """Copy the checklist that is being read, and edit the copy."""
        from assessor.ui.dialogs.copy_checklist import CopyChecklist

        if self.open_one is None:
            return
        dialog = CopyChecklist(self, self.open_one, self.folder)
        dialog.exec()
        path = dialog.path
        dialog.deleteLater()
        if path is not None:
            self._begin(path)

    def from_table(self) -> None:
        """Choose a table, look at its ledger, edit the draft that comes of it."""
        from assessor.ui.dialogs.criteria_table import choose_table, first_names, read_table

        path = choose_table(self)
        if path is None:
            return
        names = first_names(path, self.folder)
        self.page.desk.task(
            _("Reading {file}").format(file=path.name),
            lambda report: (path, read_table(path, report=report, **names)),
            done=self._show_ledger,
        )

    def compare(self) -> None:
        """Read the checklist beside another edition of it, or beside any other one."""
        from assessor.ui.pages.editions_page import compare_with

        if self.open_one is not None:
            compare_with(self.page, self.open_one)

    def save_form(self) -> None:
        """Save a form of the checklist that a company can fill in."""
        if self.open_one is not None:
            FormSaving(self.page).blank(self.open_one)

    def mend(self, path: Path) -> None:
        """Edit a file that could not be read as a checklist."""
        self.page.desk.go("editor", path=path)

    def unread(self) -> list[Any]:
        """Return a button for each own file that waits to be mended."""
        from assessor.content.drafts import unread_files

        return [
            button(
                _("Mend {name}").format(name=path.name),
                self.page.guarded(partial(self.mend, path)),
                look="link",
            )
            for path in unread_files(self.folder)
        ]

    def _show_ledger(self, read: tuple[Path, Any]) -> None:
        from assessor.ui.dialogs.criteria_table import ask_table

        path = ask_table(self, read[0], self.folder, read[1])
        if path is not None:
            self._begin(path)

    def _begin(self, path: Path) -> None:
        """Open a file that has just been written; all files are read again meanwhile."""
        core.checklist.reload()
        self.page.desk.go("editor", path=path)

    def _file(self) -> Path | None:
        found = core.checklist.origin(self.open_one.id) if self.open_one is not None else None
        return found.path if found is not None and found.own else None
