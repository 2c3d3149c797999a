"""Exporting: what lacks a translation is said first; into a file, or the folder used last."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from assessor.i18n import _, ngettext
from assessor.ui import core
from assessor.ui.dialogs.ask import confirm
from assessor.ui.opening import tell_exported
from assessor.ui.panels.report_choices import file_name
from assessor.ui.panels.report_preview import Wanted

if TYPE_CHECKING:
    from assessor.facts import ReportRow
    from assessor.ui.pages.report_page import ReportPage


class Exporter:
    """What leaves the page Report as a file."""

    def __init__(self, page: ReportPage) -> None:
        self.page, self.desk = page, page.desk

    def ask_export(self) -> None:
        """Say what is not translated, ask where to, and write the file."""
        if self._agrees_to_lacking() and (path := self._ask_path(self._suggested())):
            self.export_to(path)

    def export_again(self) -> None:
        """Write into the folder used last, under a name that is still free."""
        folder = self.desk.settings.export_folder
        if not folder or not Path(folder).is_dir():
            self.ask_export()
        elif self._agrees_to_lacking():
            self.export_to(free(Path(folder) / self._suggested()))

    def export_to(self, path: Path) -> None:
        """Write what is wanted to a file, on a thread."""
        page = self.page
        ws, validation_id, wanted = page.ws, page.validation_id, page.choices.wanted

        def work(_report: object) -> Path:
            return core.reports.export(
                ws,
                validation_id,
                wanted.kind,
                languages=wanted.languages,
                format=wanted.format,
                copy=wanted.copy,  # type: ignore[arg-type]
                out=path,
                places=wanted.places,
            )

        self.desk.task(_("Exporting"), work, done=self._exported)

    def _exported(self, path: Path) -> None:
        tell_exported(self.desk, path)

    def _agrees_to_lacking(self) -> bool:
        count = len(self.page.lacking())
        if not count:
            return True
        told = ngettext(
            "{count} text has no translation yet. The document marks the place in its language."
            " It goes out as a draft.",
            "{count} texts have no translation yet. The document marks each place in its language."
            " It goes out as a draft.",
            count,
        )
        title = _("Export a half-translated draft?")
        return confirm(self.page, title, told.format(count=count), _("Export the draft"))

    def _suggested(self) -> str:
        visit, wanted = self.page.present().visit, self.page.choices.wanted
        suffix = core.reports.formats()[wanted.format].suffix
        return file_name(visit.number, visit.version, wanted, suffix)

    def _ask_path(self, name: str) -> Path | None:
        folder = Path(self.desk.settings.export_folder or Path.home())
        suffix = Path(name).suffix
        kinds = _("{format} files (*{suffix})").format(format=suffix[1:].upper(), suffix=suffix)
        start = str((folder if folder.is_dir() else Path.home()) / name)
        chosen, _kind = QFileDialog.getSaveFileName(self.page, _("Export"), start, kinds)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

    def ask_save(self, report: ReportRow) -> None:
        """Ask where to, and save a document that went out from its kept bytes."""
        wanted = Wanted(report.report_kind, report.languages, report.copy_kind, report.file_format)
        name = file_name(report.number, report.version, wanted, f".{report.file_format}")
        if path := self._ask_path(name):
            self.save_kept(report, path)

    def save_kept(self, report: ReportRow, path: Path) -> None:
        """Write the kept bytes of an issued document to a file."""
        ws = self.page.ws

        def work(_report: object) -> Path:
            core.reports.exporting.write_whole(path, ws.blobs.read(report.sha256))
            return path

        self.desk.task(_("Saving"), work, done=self._exported)


def free(path: Path) -> Path:
    """Return the path, or the next one that is not taken: report-2.pdf."""
    tried, number = path, 1
    while tried.exists():
        number += 1
        tried = path.with_stem(f"{path.stem}-{number}")
    return tried
