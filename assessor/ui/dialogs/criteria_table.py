"""A table of criteria becomes a draft: its ledger is shown before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHeaderView, QLineEdit, QTableView, QWidget

from assessor.errors import AssessorError
from assessor.i18n import _, language, language_name, languages, ngettext, pick
from assessor.ui import core, theme
from assessor.ui.dialogs.ask import Ask, fitting
from assessor.ui.models.criteria_model import STATUSES, counts_of, criteria_model
from assessor.ui.widgets.buttons import chip
from assessor.ui.widgets.cell_ground import FocusDelegate
from assessor.ui.widgets.columns import Columns
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column, row
from assessor.ui.widgets.option_pick import OptionChips
from assessor.ui.widgets.pick import Pick
from assessor.ui.words import plain

if TYPE_CHECKING:
    from assessor.content.types import Drafted

ENDINGS = ("xlsx", "csv", "docx", "pdf", "xls", "ods", "odt", "tsv", "txt")
_WIDTHS = (146, 116, 84, 132)


def choose_table(parent: QWidget) -> Path | None:
    """Let the person choose the file with the criteria."""
    kinds = _("Tables of criteria ({endings})").format(
        endings=" ".join(f"*.{ending}" for ending in ENDINGS)
    )
    name, _kind = QFileDialog.getOpenFileName(parent, _("From a table of criteria"), "", kinds)
    return Path(name) if name else None


def read_table(path: Path, **named: Any) -> Drafted:
    """Read a table, on a thread, under the names that it has so far."""
    from assessor.content.drafting import draft_from

    return draft_from(path, **named)


def first_names(path: Path, folder: Path) -> dict[str, Any]:
    """Return an id and a title for a file whose criteria nobody has named yet."""
    from assessor.content.drafts import free_id

    words_ = re.findall(r"[a-z0-9]+", plain(path.stem))
    wanted = re.sub(r"^[^a-z]+", "", "-".join(words_)) or "own-checklist"
    return {"checklist_id": free_id(wanted, folder), "title": {language(): path.stem}}


class CriteriaTable(Ask):
    """Shows the ledger; the draft is written when it is accepted, `path` is then its file."""

    def __init__(self, parent: QWidget, file: Path, folder: Path, made: Drafted) -> None:
        told = _("{name}: nothing is written yet. Every row of the file is accounted for below.")
        super().__init__(parent, _("From a table of criteria"), told.format(name=file.name))
        self._file, self._folder, self.made = file, folder, made
        self.path: Path | None = None
        self.filter = ""
        self.model, self.table = criteria_model(), QTableView()
        self.model.set_rows(made.rows)
        self.chips = {name: chip("", self._filter_by(name)) for name in ("", *STATUSES)}
        self._add_fields(made)
        self.add(row(*self.chips.values(), 1, gap=6))
        self._dress()
        self.body.addWidget(self.table, 1)
        for notice in self._notices():
            self.add(words(notice, "small"))
        self.trouble = words("", "lacking")
        self.trouble.hide()
        self.add(self.trouble)
        self.finish(_("Save as a draft"))
        self.resize(fitting(1080, 680))
        self._name_chips()
        self.id.setFocus()

    def accept(self) -> None:
        """Make the draft under the names given here, on a thread, and write it."""
        named = {
            "checklist_id": self.id.text().strip(),
            "title": {language(): self.title.text().strip() or self._file.stem},
            "languages": self._languages(),
            "profile": self.profile.value(),
            "edition": self.edition.text().strip(),
        }
        assert self.desk is not None  # noqa: S101  for the type checker
        self.accept_button.setEnabled(False)
        self.desk.task(
            _("Reading {file}").format(file=self._file.name),
            lambda report: self._write({**named, "report": report}),
            done=self._written,
            failed=self._complain,
        )

    def _write(self, named: dict[str, Any]) -> Path:
        from assessor.content.drafts import save_table

        return save_table(read_table(self._file, **named), folder=self._folder)

    def _written(self, path: Path) -> None:
        self.path = path
        super().accept()

    def _complain(self, error: Exception) -> None:
        self.accept_button.setEnabled(True)
        if not isinstance(error, AssessorError):
            raise error
        self.trouble.setText(f"{error.text()} {error.hint_text()}")
        self.trouble.show()
        self.id.setFocus()

    def _languages(self) -> tuple[str, ...]:
        on = (code for code, made in self.languages.chips.items() if made.isChecked())
        return tuple(on) or self.made.languages

    def _add_fields(self, made: Drafted) -> None:
        content: dict[str, Any] = made.content
        self.id, self.title = QLineEdit(content["id"]), QLineEdit(pick(content["title"]))
        self.edition = QLineEdit(str(content["edition"]))
        known = core.checklist.profiles().values()
        options = [(profile.id, pick(profile.title)) for profile in known]
        self.profile = Pick(options, name=_("Programme"))
        self.profile.set_value(content["profile"])
        named: list[tuple[str, QWidget]] = [
            (_("Id of the new checklist"), self.id),
            (_("Title"), self.title),
            (_("Edition"), self.edition),
            (_("Programme"), self.profile),
        ]
        parts = [column(label(name, part), part, gap=4) for name, part in named]
        self.add(Columns(parts, each=150, shares=(3, 4, 1, 3)))
        codes = dict.fromkeys([*languages(), *made.languages])
        name = _("Languages of the checklist")
        spoken = [(code, language_name(code)) for code in codes]
        self.languages = OptionChips(spoken, lambda _ids: None, name=name)
        self.languages.set_value([*made.languages, language()])
        line = row(label(name), gap=10)
        line.addWidget(self.languages, 1)
        self.add(line)

    def _notices(self) -> list[str]:
        from assessor.saq import notice_text

        return [notice_text(notice) for notice in self.made.notices[:3]]

    def _filter_by(self, status: str) -> Callable[[], None]:
        def choose() -> None:
            self.filter = status
            self.model.keep((lambda each: each.status == status) if status else None)
            self._name_chips()

        return choose

    def _name_chips(self) -> None:
        counts = counts_of(self.model.all)
        for status, made in self.chips.items():
            count = counts[status] if status else len(self.model.all)
            told = ngettext("{count} row", "{count} rows", count).format(count=count)
            made.setText(f"{_(STATUSES[status])} {count}" if status else told)
            made.setAccessibleName(made.text())
            made.setChecked(status == self.filter)

    def _dress(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(FocusDelegate(table))
        table.setAccessibleName(_("Rows of the file"))
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.px(30))
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        for at, width in enumerate(_WIDTHS):
            table.setColumnWidth(at, theme.px(width))
        head.setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)


def ask_table(parent: QWidget, file: Path, folder: Path, made: Drafted) -> Path | None:
    """Show the ledger; return the file of the draft, None if the person left."""
    dialog = CriteriaTable(parent, file, folder, made)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    path = dialog.path
    dialog.deleteLater()
    return path if accepted else None
