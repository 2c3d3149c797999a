"""What goes out to the company as a file: a blank form, its own answers, the letter about gaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton

from assessor.i18n import _, language
from assessor.ui import core
from assessor.ui.dialogs.form_out import Chosen, FormOut
from assessor.ui.opening import tell_exported
from assessor.ui.page import Command
from assessor.ui.widgets.buttons import button

if TYPE_CHECKING:
    from assessor.checklist import Checklist
    from assessor.ui.page import Page

LETTER_KEY, FORM_KEY = "T", "S"
Write = Callable[[Chosen, Path], Path]


class FormSaving:
    """Asks how and where, writes on a thread, says where the file is."""

    def __init__(self, page: Page) -> None:
        self.page, self.desk = page, page.desk

    def commands(self) -> list[Command]:
        """Return what the keys do wherever a self-assessment is shown."""
        group = _("To the company")
        return [
            Command(_("Save the letter about what is missing"), self.letter, (LETTER_KEY,), group),
            Command(_("Save the prefilled form"), self.prefilled, (FORM_KEY,), group),
        ]

    def buttons(self) -> tuple[QPushButton, QPushButton]:
        """Return a button for the letter and one for the prefilled form."""
        return (
            button(_("Letter…"), self.page.guarded(self.letter), key=LETTER_KEY),
            button(_("Prefilled form…"), self.page.guarded(self.prefilled), key=FORM_KEY),
        )

    def letter(self) -> None:
        """Save the letter that asks for what the self-assessment leaves open."""
        ws, validation_id = self.page.ws, self.page.validation_id
        number = self.desk.visit().visit.number
        self._ask(
            _("The letter to the company"),
            _("It lists questions without an answer, rows not assigned and documents named."),
            f"{number}-{_('letter')}",
            lambda chosen, path: core.saq_forms.write_letter(
                ws, validation_id, languages=chosen.languages, out=path, site_id=chosen.site_id
            ),
            spoken=self._spoken(),
            sites=self._sites(),
            formats=False,
        )

    def prefilled(self) -> None:
        """Save the form with the company's own answers and what is missing marked."""
        ws, validation_id = self.page.ws, self.page.validation_id
        number = self.desk.visit().visit.number
        self._ask(
            _("The prefilled form"),
            _("It holds what the company answered; rows without an answer are marked."),
            f"{number}-{_('form')}",
            lambda chosen, path: core.saq_forms.write_prefilled(
                ws,
                validation_id,
                languages=chosen.languages,
                format=chosen.format,
                out=path,
                site_id=chosen.site_id,
            ),
            spoken=self._spoken(),
            sites=self._sites(),
        )

    def blank(self, checklist: Checklist) -> None:
        """Save a form of a checklist that nobody has filled in yet."""
        profile = core.checklist.profile(checklist.profile)
        spoken = language() if language() in checklist.languages else checklist.languages[0]
        self._ask(
            _("A blank form"),
            _("The company fills it in; importing it back leaves nothing in doubt."),
            f"{checklist.id}-{checklist.edition}",
            lambda chosen, path: core.saq_forms.write_blank(
                checklist, profile, languages=chosen.languages, format=chosen.format, out=path
            ),
            spoken=(spoken,),
        )

    def _spoken(self) -> tuple[str, ...]:
        return tuple(self.desk.visit().visit.languages[:2]) or (language(),)

    def _sites(self) -> Sequence[Any]:
        return core.saq_forms.scopes(self.desk.visit())

    def _ask(self, title: str, text: str, name: str, write: Write, **offered: Any) -> None:
        dialog = FormOut(self.page, title, text, **offered)
        agreed, chosen = dialog.exec() == QDialog.DialogCode.Accepted, dialog.chosen()
        dialog.deleteLater()
        if not agreed:
            return
        suffix = f".{chosen.format}" if offered.get("formats", True) else ".docx"
        path = self._ask_path(title, f"{name}-{'-'.join(chosen.languages)}{suffix}")
        if path is not None:
            self.desk.task(_("Saving"), lambda _report: write(chosen, path), done=self._saved)

    def _ask_path(self, title: str, name: str) -> Path | None:
        folder, suffix = Path(self.desk.settings.export_folder or Path.home()), Path(name).suffix
        kinds = _("{format} files (*{suffix})").format(format=suffix[1:].upper(), suffix=suffix)
        start = str((folder if folder.is_dir() else Path.home()) / name)
        given, _kind = QFileDialog.getSaveFileName(self.page, title, start, kinds)
        if not given:
            return None
        path = Path(given)
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

    def _saved(self, path: Path) -> None:
        tell_exported(self.desk, path)
