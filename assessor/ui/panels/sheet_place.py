"""The middle of the worksheets: the requirement above, the sheet or form below, ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.panels.sheet_form import SheetForm
from assessor.ui.panels.sheet_photos import PhotoBlock
from assessor.ui.panels.sheet_reader import SheetReader
from assessor.ui.panels.sheet_words import name_of
from assessor.ui.widgets.buttons import KeyButton, button
from assessor.ui.widgets.empty_state import EmptyState
from assessor.ui.widgets.labels import ElidedLabel, Prose, heading, label, words
from assessor.ui.widgets.layouts import column, empty, order_by_eye, row, scrolling
from assessor.ui.widgets.marks import LevelBadge
from assessor.ui.widgets.pick import Pick
from assessor.ui.widgets.point_answer import answer_keys
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from assessor.checklist import Requirement
    from assessor.facts import Dossier
    from assessor.forms import Form
    from assessor.forms.sheets import SheetRow
    from assessor.ui.panels.sheet_sections import Makers


@dataclass(frozen=True)
class Ways:
    """What the middle can ask the page to do."""

    back: Callable[[], object]
    begin: Callable[[], object]
    again: Callable[[], object]
    move: Callable[[str], object]
    show_list: Callable[[], object]


class SheetPlace(QWidget):
    """Shows one sheet under the requirement it was opened from, or a form that can be begun."""

    def __init__(self, ways: Ways) -> None:
        super().__init__()
        self._ways = ways
        self.form: SheetForm | None = None
        self._made_for: tuple[object, ...] = ()
        self._sites: tuple[tuple[str, str], ...] = ()
        self.badge = LevelBadge()
        self.ref_label, self.section = words("", "bold", wrap=False), ElidedLabel("", "muted")
        self.demand = Prose("", "small-text")
        self.listing = button(
            "", ways.show_list, look="quiet", icon="menu", name=_("Show the list")
        )
        self.listing.hide()
        self.strip = self._strip()
        self.title = heading()
        self.about = words("", "fine")
        self.site_box = QVBoxLayout()
        self.sites: Pick | None = None
        self.reader = SheetReader(ways.begin)
        self.stack = QStackedWidget()
        self.area = self._sheet_area()
        self._nothing = EmptyState(
            "clipboard-list-outline",
            _("No worksheet yet"),
            _("Forms are files. Begin one at the left; it is filled by the keyboard."),
        )
        for part in (self.area, self._reader_area(), self._nothing):
            self.stack.addWidget(part)
        self.back = KeyButton("", "Esc")
        self.back.clicked.connect(lambda _on=False: ways.back())
        self.again = KeyButton(_("Next sheet of this form"), "Ctrl+N", primary=True)
        self.again.clicked.connect(lambda _on=False: ways.again())
        self.keys = ElidedLabel("", "fine")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.strip)
        box.addWidget(self.stack, 1)
        foot = row(self.back, gap=12, margins=(22, 8, 22, 14))
        foot.addWidget(self.keys, 1)
        foot.addWidget(self.again)
        box.addLayout(foot)

    def _strip(self) -> QFrame:
        strip = QFrame()
        theme.look(strip, "head")
        line = row(self.listing, self.badge, self.ref_label)
        line.addWidget(self.section, 1)
        strip.setLayout(column(line, self.demand, gap=5, margins=(22, 12, 22, 11)))
        return strip

    def _sheet_area(self) -> QWidget:
        inner = QWidget()
        head = row(gap=12)
        head.addLayout(column(self.title, self.about, gap=2), 1)
        head.addLayout(self.site_box)
        self._holder = QVBoxLayout()
        inner.setLayout(column(head, self._holder, gap=12, margins=(22, 14, 22, 14)))
        return scrolling(inner)

    def _reader_area(self) -> QWidget:
        inner = QWidget()
        inner.setLayout(column(self.reader, margins=(22, 14, 22, 14)))
        return scrolling(inner)

    # showing

    def show_requirement(self, item: Requirement | None, known: Dossier) -> None:
        """Show what the sheet is filled for; without one the strip is away."""
        self.strip.setVisible(item is not None)
        self.back.set_text(f"← {item.ref}" if item is not None else _("← Walk"))
        if item is None:
            return
        self.badge.set_level(item.level, spoken(item.level, known.profile))
        self.ref_label.setText(item.ref)
        title = here(known.checklist.section_of(item.ref).title)
        single = len(item.points) == 1
        self.section.setText(f"{here(item.title)} · {item.source_ref}" if single else title)
        self.demand.set_text(here(item.points[0].text if single else item.title))

    def open_sheet(self, makers: Callable[[], Makers]) -> None:
        """Make ready for a sheet; fields are built anew when the report's languages change."""
        made = makers()
        shape = made.hands.languages, made.hands.profile
        if self.form is None or shape != self._made_for:
            empty(self._holder)
            self._made_for = shape
            self.form = SheetForm(made)
            self._holder.addWidget(self.form)

    def show_sheet(self, sheet: SheetRow, known: Dossier, *, enabled: bool) -> None:
        """Show a sheet's values."""
        assert self.form is not None  # noqa: S101  opened before
        self.title.setText(here(sheet.form.title))
        edition = _("Edition {edition}").format(edition=sheet.form.edition)
        self.about.setText(" · ".join((name_of(sheet), edition, sheet.form.source.reference)))
        self._show_sites(sheet, known, enabled=enabled)
        pieces = {piece.id: piece for piece in known.evidence if piece.removed_at is None}
        another = self.form.sheet is None or self.form.sheet.id != sheet.id
        self.form.show_sheet(sheet, pieces, enabled=enabled)
        self.stack.setCurrentIndex(0)
        if another:
            self.area.verticalScrollBar().setValue(0)  # type: ignore[attr-defined]
        self.again.setVisible(enabled)
        self.keys.setText(
            _("Enter next · {yes} {no} - answer · F2 note").format(**answer_keys())
            if enabled
            else _("The report is issued: this can only be read.")
        )

    def _show_sites(self, sheet: SheetRow, known: Dossier, *, enabled: bool) -> None:
        several = len(known.covered) > 1
        sites = tuple((site.id, site.name) for site in known.covered) if several else ()
        if sites != self._sites:
            self._sites = sites
            empty(self.site_box)
            self.sites = None
            if sites:
                self.sites = Pick([("", "–"), *sites], self._ways.move, name=_("Site"))
                self.site_box.addLayout(column(label(_("Site"), self.sites), self.sites, gap=3))
        if self.sites is not None:
            self.sites.set_value(sheet.site_id or "")
            self.sites.setEnabled(enabled)

    def show_form(self, form: Form, bears: str, *, enabled: bool) -> None:
        """Show a form that can be begun."""
        self.reader.show_form(form, bears, enabled=enabled)
        self.stack.setCurrentIndex(1)
        self.again.hide()
        self.keys.setText(_("Enter begins a sheet · L reads in the next language"))

    def show_nothing(self) -> None:
        """There is neither a sheet nor a form."""
        self.stack.setCurrentIndex(2)
        self.again.hide()
        self.keys.setText("")

    def set_narrow(self, narrow: bool) -> None:
        """Offer the list where there is no room for it; it needs the strip to stand in."""
        self.listing.setVisible(narrow)
        self.keys.setVisible(not narrow)
        self.again.set_text(_("Next sheet") if narrow else _("Next sheet of this form"))

    # the keyboard

    def fill(self, path: str = "") -> None:
        """Put the cursor into a field, or where the sheet is still empty."""
        if self.form is not None:
            self.form.focus_path(path) if path else self.form.focus_first()

    def go_on(self, widget: QWidget) -> None:
        """Go from a field to the next."""
        if self.form is not None:
            self.form.go_on(widget)

    def growing(self) -> str:
        """Return the section that takes a row: that of the keyboard, or the first that can."""
        if self.form is None or self.form.sheet is None:
            return ""
        can = [
            section.id
            for section in self.form.sheet.form.sections
            if section.rows is not None and section.rows.more
        ]
        now = self.form.current()
        return now.spot.section.id if now and now.spot.section.id in can else next(iter(can), "")

    def photo_path(self) -> str:
        """Return the field for a photograph nearest to the keyboard."""
        if self.form is None:
            return ""
        now = self.form.current()
        fields = [block for block in self.form.blocks() if isinstance(block, PhotoBlock)]
        if now is not None:
            place = now.spot.section.id, now.spot.row_id
            near = [f for f in fields if (f.spot.section.id, f.spot.row_id) == place]
            fields = near or fields
        return fields[0].spot.key if fields else ""

    def order(self) -> None:
        """Let Tab go as the eye does."""
        order_by_eye(self)
