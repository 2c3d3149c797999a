"""Worksheets: forms filled beside a requirement, or all of a validation, by the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessor.i18n import N_, _
from assessor.ui import core
from assessor.ui.page import PagePlugin
from assessor.ui.panels import sheet_words
from assessor.ui.panels.sheet_deciding import SheetDeciding
from assessor.ui.panels.sheet_evidence import SheetEvidence
from assessor.ui.panels.sheet_fields import Hands
from assessor.ui.panels.sheet_place import Ways
from assessor.ui.panels.sheet_sections import Makers
from assessor.ui.panels.worksheets_place import WorksheetsPlace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.forms import Form
    from assessor.ui.desk import Desk
    from assessor.ui.panels.sheet_results import Decide


class WorksheetsPage(WorksheetsPlace):
    """Three columns: sheets and forms, the one being filled, what it comes to."""

    listens_to = frozenset(
        {
            "worksheet",
            "observation",
            "observation_point",
            "evidence",
            "evidence_link",
            "assessment",
            "validation",
            "visit_site",
            "site",
        }
    )

    def __init__(self, desk: Desk) -> None:
        self.deciding = SheetDeciding(self)
        self.evidence = SheetEvidence(self)
        super().__init__(desk)
        self._add_commands()

    def ways(self) -> Ways:
        return Ways(
            back=self.guarded(self.go_back),
            begin=self.guarded(self.begin),
            again=self.guarded(self.begin_again),
            move=lambda site_id: self.guarded(lambda: self.set_site(site_id))(),
            show_list=self.show_list,
        )

    def decide(self) -> Decide:
        return self.deciding.deeds()

    def makers(self) -> Makers:
        return Makers(self._hands(), self.ws, self.add_row_to, self.remove_row)

    def _hands(self) -> Hands:
        assert self.known is not None  # noqa: S101
        return Hands(
            write=self._write,
            go_on=self.middle.go_on,
            add_photo=lambda path: self.guarded(lambda: self.evidence.choose(self.sheet, path))(),
            link_photo=lambda path: self.guarded(lambda: self.evidence.link(self.sheet, path))(),
            show_photo=lambda path, piece: self.evidence.show(self.sheet, path, piece),
            languages=self.known.visit.languages,
            profile=self.known.profile,
        )

    def _add_commands(self) -> None:
        filling, moving = _("Worksheets"), _("Move")
        for text, run, *keys in (
            (_("Begin a worksheet"), self.list.first_offer, "N"),
            (_("Next sheet of the same form"), self.begin_again, "Ctrl+N"),
            (_("Add a row"), self.add_row, "Ctrl+R", "Ins"),
            (_("Add a photograph"), self.choose_photo, "E"),
            (_("Record what the sheet proposes"), self.deciding.record_first, "A"),
            (_("Set the proposal aside"), self.deciding.dismiss_first, "D"),
            (_("Private note"), self.right.note.setFocus, "P"),
            (_("Remove the sheet"), self.remove, "Del"),
            (_("Read in the next language"), self.middle.reader.next_language, "L"),
        ):
            self.add_command(text, run, *keys, group=filling)
        for text, run, *keys in (
            (_("Next line"), lambda: self.list.step(1), "J", "Ctrl+PgDown"),
            (_("Previous line"), lambda: self.list.step(-1), "K", "Ctrl+PgUp"),
            (_("Fill the sheet"), self.fill_on),
            (_("Back to the requirement"), self.go_back, "Alt+Left"),
        ):
            self.add_command(text, run, *keys, group=moving)

    # filling

    def _write(self, values: Mapping[str, Any], burst: str) -> None:
        if self.sheet is not None:
            ids = self.validation_id, self.sheet.id
            core.worksheets.fill(self.ws, *ids, values, burst=burst or None)

    def write_note(self, text: str, burst: str) -> None:
        if self.sheet is not None:
            ids = self.validation_id, self.sheet.id
            core.worksheets.change_note(self.ws, *ids, note=text, burst=burst)

    def begin(self) -> None:
        """Begin a sheet of the form that is lit."""
        form = self.forms.get(self.current)
        if form is not None and self.may_change():
            self._begin(form, self.site_id)

    def begin_again(self) -> None:
        """Begin the next sheet of the same form; only the site is carried over."""
        if self.sheet is None:
            self.begin()
        elif self.may_change():
            newest = {form.key: form for form in self.forms.values()}
            form = newest.get(self.sheet.form.key) or self.sheet.form
            self._begin(form, self.sheet.site_id or "")

    def _begin(self, form: Form, site_id: str) -> None:
        assert self.known is not None  # noqa: S101
        self.leave()
        covered = {site.id for site in self.known.covered}
        linked = sheet_words.bears_on(form, self.known.checklist.id, self.ref)
        self.current = core.worksheets.start_sheet(
            self.ws,
            self.validation_id,
            form_id=form.id,
            edition=form.edition,
            site_id=site_id if site_id in covered else None,
            refs=(self.ref,) if self.ref and not linked else (),
        )
        self.refresh()
        self.fill_on()

    def set_site(self, site_id: str) -> None:
        """Say at which site the sheet was filled."""
        if self.sheet is not None:
            ids = self.validation_id, self.sheet.id
            core.worksheets.set_site(self.ws, *ids, site_id=site_id or None)

    def add_row(self, section_id: str = "") -> None:
        """Add a row to the section that has the keyboard, or to the first that can grow."""
        section_id = section_id or self.middle.growing()
        if self.sheet is None or not self.may_change():
            return
        if not section_id:
            self.desk.toast(_("No section of this form takes more rows."))
            return
        self.leave()
        ids = self.validation_id, self.sheet.id
        row_id = core.worksheets.add_row(self.ws, *ids, section_id=section_id)
        field = self.sheet.form.by_id[section_id].fields[0]
        self.middle.fill(core.form_values.path_of(section_id, field.id, row_id))

    def add_row_to(self, section_id: str) -> None:
        """Add a row to this section."""
        self.guarded(lambda: self.add_row(section_id))()

    def remove_row(self, section_id: str, row_id: str) -> None:
        """Take an added row out; undo brings it back."""
        if self.sheet is not None and self.may_change():
            self.leave()
            ids = self.validation_id, self.sheet.id
            self.guarded(
                lambda: core.worksheets.remove_row(
                    self.ws, *ids, section_id=section_id, row_id=row_id
                )
            )()
            self.desk.toast(_("Row removed"))

    def choose_photo(self) -> None:
        """Add a photograph where the keyboard is, or to the first field that takes one."""
        path = self.middle.photo_path()
        if self.sheet is not None and path and self.may_change():
            self.evidence.choose(self.sheet, path)

    def remove(self) -> None:
        """Take the sheet out once the person agrees; undo brings it back."""
        from assessor.ui.dialogs.ask import confirm

        if self.sheet is None or not self.may_change():
            return
        told = _("Its values and proposals go with it; undo brings them back.")
        name = sheet_words.whole_name(self.sheet)
        title = _("Remove “{name}”?").format(name=name)
        if confirm(self, title, told, _("Remove"), danger=True):
            gone, self.sheet = self.sheet.id, None
            self.current = self._neighbour(gone)
            core.worksheets.remove_sheet(self.ws, self.validation_id, gone)
            self.desk.toast(_("Worksheet removed"))

    def _neighbour(self, sheet_id: str) -> str:
        ids = [sheet.id for sheet in self._sheets()]
        at = ids.index(sheet_id) if sheet_id in ids else 0
        rest = [each for each in ids if each != sheet_id]
        return rest[min(at, len(rest) - 1)] if rest else ""


PLUGIN = PagePlugin(
    "worksheets",
    N_("Worksheets"),
    WorksheetsPage,
    icon="clipboard-list-outline",
    place="visit",
    order=22,
    part_of="walk",
)
