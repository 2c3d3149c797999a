"""A self-assessment that begins a validation: every row shown before anything is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assessor.errors import AssessorError
from assessor.i18n import _, format_number, ngettext
from assessor.ui import core, theme
from assessor.ui.dialogs.new_validation import WishFields, begin
from assessor.ui.messages import guard, show
from assessor.ui.panels.import_fitting import fitting, match_fitting
from assessor.ui.panels.import_preview import Decision, ImportPreview
from assessor.ui.panels.import_work import (
    Read,
    accept_import,
    choose_saq,
    forget_form,
    match,
    may_put_aside,
    password_for,
    read_anew,
    read_apart,
)
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from assessor.saq.corrections import Corrections
    from assessor.saq.types import SaqPreview
    from assessor.ui.desk import Desk
    from assessor.ui.tasks import Report, Task


class ImportNew(QDialog):
    """Reads a file against every checklist, shows the one that fits, starts what is accepted."""

    def __init__(self, desk: Desk, path: Path) -> None:
        super().__init__(desk.window)
        self.desk = desk
        self.validation_id = ""
        self.preview: ImportPreview | None = None
        self._reads: dict[str, Read] = {}
        self._task: Task | None = None
        self.setWindowTitle(_("Import a self-assessment"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        window = desk.window
        room = window.size() if window is not None else self.sizeHint()
        self.resize(room.width() - theme.px(48), room.height() - theme.px(48))
        self.fields = WishFields(desk.ws, desk.settings.report_languages, wide=True)
        self.fields.checklist.activated.connect(lambda _at: self._show(self._chosen()))
        self.fields.changed.connect(self._check)
        self.fields.company.editingFinished.connect(self._offer_company)
        self.stack = QStackedWidget()
        self._waiting, self._trouble = self._waiting_view(), _Trouble(self._choose_other)
        self.stack.addWidget(self._waiting)
        self.stack.addWidget(self._trouble)
        head = QFrame()
        theme.look(head, "head")
        head.setLayout(column(self.fields, margins=(16, 12, 16, 8)))
        self.head = head
        self.setLayout(column(head, self.stack, gap=0))
        self.read(path)

    def read(self, path: Path, password: str = "") -> None:
        """Read a file on a thread and match it with every checklist there is."""
        self._reads = {}
        self.head.hide()
        self.told.setText(_("Reading {file}").format(file=path.name))
        self.far.setText("")
        self.stack.setCurrentWidget(self._waiting)
        checklists = [item for item in core.checklist.checklists().values() if not item.to_check]

        ws = self.desk.ws

        def work(progress: Report) -> dict[str, Read]:
            raw = read_apart(path, progress, password=password)
            return match_fitting(raw, checklists, progress, ws=ws, path=path, password=password)

        self._work(work, self._done, path)

    def _work(
        self, work: Callable[[Report], Any], done: Callable[[Any], object], path: Path
    ) -> None:
        self._task = self.desk.task(
            self.told.text(),
            work,
            done=done,
            failed=lambda error: self._failed(error, path),
            quiet=True,
        )
        self._task.moved.connect(self._move)

    def _match_with(self, checklist_id: str) -> None:
        """Match a very long file with another checklist than the one it began with."""
        known = next(iter(self._reads.values()), None)
        if known is None or known.raw is None or known.path is None:
            return
        raw, path, checklist = known.raw, known.path, core.checklist.checklist(checklist_id)
        self.stack.setCurrentWidget(self._waiting)
        self.head.setEnabled(False)

        def done(read: Read) -> None:
            self.head.setEnabled(True)
            self._reads[checklist_id] = read
            self._show(checklist_id)

        ws, password = self.desk.ws, known.password
        self._work(
            lambda report: match(raw, checklist, report, ws=ws, path=path, password=password),
            done,
            path,
        )

    def reject(self) -> None:
        """Close; what was decided is asked for first, a running task is cancelled."""
        touched = self.preview is not None and self.preview.touched()
        if not may_put_aside(self, touched=touched):
            return
        if self._task is not None:
            self._task.cancel()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a field first, the dialog next; Enter alone never accepts."""
        field = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape and isinstance(field, QLineEdit) and self.preview:
            self.preview.ledger.table.setFocus()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def _move(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if done and not total:
            rows = ngettext("{count} row", "{count} rows", done)
            self.far.setText(rows.format(count=format_number(done)))

    # what came of reading

    def _done(self, reads: dict[str, Read]) -> None:
        self._reads = reads
        best = fitting(reads)
        self.fields.checklist.set_value(best)
        given = reads[best].shown.company
        self.fields.company.setText(given.get("name", ""))
        if not self.fields.is_complete():
            self.fields.site.setText(_("Main site"))
        self.head.show()
        self._show(best)

    def _failed(self, error: Exception, path: Path) -> None:
        self.head.setEnabled(True)
        if password := password_for(self, path, error):
            self.read(path, password)
        elif isinstance(error, AssessorError):
            self._trouble.tell(error)
            self.stack.setCurrentWidget(self._trouble)
        else:
            super().reject()
            show(self.desk, error)

    def _chosen(self) -> str:
        return str(self.fields.checklist.value())

    def _show(self, checklist_id: str) -> None:
        if checklist_id not in self._reads:
            self._match_with(checklist_id)
            return
        said = None
        if self.preview is not None:
            said = self.preview.read.corrections if self.preview.read is not None else None
            self.stack.removeWidget(self.preview)
            self.preview.deleteLater()
        checklist = core.checklist.checklist(checklist_id)
        self.preview = ImportPreview(
            checklist,
            accept=self._accept,
            leave=self.reject,
            read_again=self._read_again,
            forget=self._forget,
            me=self.desk.ws.by,
            accepting=_("Accept and start"),
        )
        for command in self.preview.commands():
            for key in command.keys:
                QShortcut(QKeySequence(key), self.preview).activated.connect(command.run)
        steps = {"Ctrl+Z": self.preview.undo, "Ctrl+Shift+Z": self.preview.redo}
        for key, step in steps.items():
            QShortcut(QKeySequence(key), self.preview).activated.connect(step)
        self.stack.addWidget(self.preview)
        self.stack.setCurrentWidget(self.preview)
        self.preview.show_read(self._reads[checklist_id], None)
        if said is not None:
            self.preview.correct(said)
        self._offer_company()
        self._check()

    def _read_again(self, said: Corrections) -> None:
        """Match the file anew on a thread, and read it anew where the person says how."""
        if self.preview is None or self.preview.read is None:
            return
        read, checklist = self.preview.read, core.checklist.checklist(self._chosen())
        self.desk.task(
            _("Reading {file}").format(file=read.shown.file),
            lambda progress: (read_anew(read, checklist, said, progress), said),
            done=self._read_anew,
        )

    def _read_anew(self, found: tuple[SaqPreview, Corrections]) -> None:
        if self.preview is not None:
            self.preview.show_again(*found)

    def _forget(self) -> None:
        """What was learnt of the form is forgotten for every checklist that it may answer."""
        if self.preview is not None and self.preview.read is not None:
            forget_form(self.desk.ws, self.preview.read)
            self._reads = {
                each: replace(read, remembered=None) for each, read in self._reads.items()
            }

    def _offer_company(self) -> None:
        if self.preview is not None and self.preview.read is not None:
            given = {k: v for k, v in self.preview.read.shown.company.items() if k != "name"}
            self.preview.offer_company(self.fields.known_company(), given)

    def _check(self) -> None:
        if self.preview is not None:
            self.preview.take.setEnabled(self.fields.is_complete())

    def _accept(self, decision: Decision) -> None:
        if not self.fields.is_complete():
            blank = self.fields.company if not self.fields.company.text() else self.fields.site
            blank.setFocus()
            return
        wish = replace(self.fields.wish(), address=decision.shown.company.get("address", ""))
        with guard(self.desk):
            self.validation_id = begin(self.desk.ws, wish, self.desk.settings)
            known = core.validations.validation(self.desk.ws, self.validation_id)
            accept_import(
                self.desk.ws,
                decision,
                validation_id=self.validation_id,
                company_id=known.company.id,
            )
            self.accept()

    # building

    def _waiting_view(self) -> QWidget:
        made, self._bar = QWidget(), QProgressBar()
        self.told, self.far = words("", "bold"), words("", "second")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(320))
        inner = column(
            1,
            self.told,
            self._bar,
            self.far,
            row(button(_("Cancel"), self.reject, key="Esc"), 1),
            2,
            gap=12,
        )
        made.setLayout(row(1, inner, 1))
        return made

    def _choose_other(self) -> None:
        path = choose_saq(self)
        if path is not None:
            self.read(path)


class _Trouble(QWidget):
    """What was wrong with the file, and the way to another one."""

    def __init__(self, choose: object) -> None:
        super().__init__()
        self.text, self.hint = words("", "heading"), words("", "second")
        self.other = button(_("Choose another file…"), choose, look="primary", key="O")  # type: ignore[arg-type]
        QShortcut(QKeySequence("O"), self, self.other.click)
        inner = column(1, self.text, self.hint, row(self.other, 1, margins=(0, 8, 0, 0)), 2, gap=8)
        layout: QVBoxLayout = column(inner, margins=(120, 0, 120, 0))
        self.setLayout(layout)

    def tell(self, error: AssessorError) -> None:
        """Show the message and the hint of a failure."""
        self.text.setText(error.text())
        self.hint.setText(error.hint_text())
        self.setAccessibleName(f"{error.text()} {error.hint_text()}")
        self.other.setFocus()


def import_as_new(desk: Desk, path: Path) -> str:
    """Show a file and start a validation from it; return its id, empty if the person left."""
    dialog = ImportNew(desk, path)
    dialog.exec()
    dialog.deleteLater()
    return dialog.validation_id
