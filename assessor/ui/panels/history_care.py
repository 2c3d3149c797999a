"""Care for what is recorded: check that it holds together, back it up, restore a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QListWidget, QPushButton

from assessor import config, i18n
from assessor.i18n import _, ngettext
from assessor.ui import core, theme
from assessor.ui.dialogs.ask import Ask, confirm
from assessor.ui.widgets.buttons import button

if TYPE_CHECKING:
    from assessor.store.backup import Backup, Restored
    from assessor.store.verify import Fault, Result
    from assessor.store.workspace import Workspace
    from assessor.ui.page import Page

DRESS = frozenset({"language", "theme", "scale"})


class Care:
    """Three things to do from the history, each on a thread with its result in words."""

    def __init__(self, page: Page) -> None:
        self.page, self.desk = page, page.desk
        self.buttons: tuple[QPushButton, ...] = (
            button(_("Check"), page.guarded(self.verify), key="V", name=_("Check the records")),
            button(_("Back up…"), page.guarded(self.ask_backup), key="B"),
            button(_("Restore…"), page.guarded(self.ask_restore)),
        )

    def add_commands(self, group: str) -> None:
        """Offer them by key and in the palette."""
        add = self.page.add_command
        add(_("Check database, history and files"), self.verify, "V", group=group)
        add(_("Back up to a file"), self.ask_backup, "B", group=group)
        add(_("Restore a backup"), self.ask_restore, group=group)

    # checking

    def verify(self) -> None:
        """Check database, chain of the history and stored files."""
        ws = self.desk.ws
        self.desk.task(
            _("Checking what is recorded"),
            lambda _report: core.verify.verify(ws),
            done=self._checked,
        )

    def _checked(self, result: Result) -> None:
        told = _("{steps} steps, {changes} changes and {files} stored files were checked.")
        checked = told.format(**result.checked)
        if not result.faults:
            self.desk.notice(_("Everything is sound."), checked, tone="good")
            return
        count = len(result.faults)
        said = ngettext("{count} thing is wrong.", "{count} things are wrong.", count)
        self.desk.notice(
            said.format(count=count),
            _("Restore the last good backup, or send the list to your office."),
            tone="trouble",
            action=_("Show the list"),
            run=lambda: self.show_faults(result.faults, checked),
        )

    def show_faults(self, faults: tuple[Fault, ...], checked: str) -> None:
        """List what is wrong, each with its place."""
        dialog = Ask(self.page, _("What is wrong"), checked)
        found = QListWidget()
        found.setWordWrap(True)
        found.setAccessibleName(_("What is wrong"))
        found.addItems([fault.text() for fault in faults])
        found.setMinimumSize(theme.px(520), theme.px(260))
        dialog.add(found)
        dialog.finish()
        dialog.exec()

    # backing up

    def ask_backup(self) -> None:
        """Let the person choose the file, then write it."""
        name = f"{_('backup')}-{self.desk.ws.device}.zip"
        chosen, _kind = QFileDialog.getSaveFileName(
            self.page, _("Back up to a file"), str(Path.home() / name), _("Backups (*.zip)")
        )
        if chosen:
            self.back_up(Path(chosen))

    def back_up(self, path: Path) -> None:
        """Write everything to one file and read it back."""
        ws = self.desk.ws
        self.desk.task(
            _("Backing up"), lambda _report: core.backup.back_up(ws, path), done=self._backed_up
        )

    def _backed_up(self, made: Backup) -> None:
        if made.missing:
            count = len(made.missing)
            said = ngettext(
                "The backup is written, but {count} stored file was already missing.",
                "The backup is written, but {count} stored files were already missing.",
                count,
            )
            hint = _("Check the records to see which.")
            self.desk.notice(said.format(count=count), hint, tone="trouble")
            return
        told = _("{path}: {size} MB, written and read back.")
        size = f"{made.size / 1_000_000:.1f}"
        hint = told.format(path=made.path, size=size)
        self.desk.notice(_("The backup is complete."), hint, tone="good")

    # restoring

    def ask_restore(self) -> None:
        """Let the person choose a backup and agree that it takes the place of what is here."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self.page, _("Restore a backup"), str(Path.home()), _("Backups (*.zip)")
        )
        if chosen and confirm(
            self.page,
            _("Put the backup in the place of this workspace?"),
            _("What is here now is not deleted: it is set aside in a folder beside it."),
            _("Restore"),
            danger=True,
        ):
            self.restore(Path(chosen))

    def restore(self, path: Path) -> None:
        """Put a backup in place; whether or not it succeeds, a workspace is open afterwards."""
        desk, folder = self.desk, self.desk.folder
        by = desk.settings.name
        self.page.leave()
        desk.open_validation(None)
        desk.close()
        self._lock(locked=True)

        def work(_report: object) -> Restored:
            return core.backup.restore(path, folder)

        def done(restored: Restored) -> None:
            desk.settings = config.load_settings(folder)
            self._reopen(folder, by)
            self._restored(restored)

        def failed(error: Exception) -> None:
            self._reopen(folder, by)
            desk.tasks.troubled.emit(error)

        desk.task(_("Restoring the backup"), work, done=done, failed=failed)

    def _reopen(self, folder: Path, by: str) -> None:
        opened: Workspace = core.workspace.Workspace.open(folder, by=by)
        self.desk.attach(opened)
        self._lock(locked=False)

    def _lock(self, *, locked: bool) -> None:
        if self.desk.window is not None:
            self.desk.window.setDisabled(locked)

    def _restored(self, restored: Restored) -> None:
        # First, for the window is built anew in the language of the restored settings.
        i18n.set_language(self.desk.settings.language or i18n.language())
        self.desk.settled.emit(DRESS)
        said = ngettext(
            "{count} file was restored.", "{count} files were restored.", restored.files
        )
        kept = _("What was there before is kept in {path}").format(path=restored.set_aside)
        hint = kept if restored.set_aside else ""
        self.desk.notice(said.format(count=restored.files), hint, tone="good")


__all__ = ["Care"]
