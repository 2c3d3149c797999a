"""The live preview: makes the document anew when something changed, and never in the way."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame

from assessor.i18n import _
from assessor.ui import core, theme
from assessor.ui.panels.report_pages import PagesView, Size
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from assessor.store.workspace import Workspace
    from assessor.ui.desk import Desk

PDF = "pdf"
PAUSE = 600


@dataclass(frozen=True)
class Wanted:
    """The document that is asked for."""

    kind: str
    languages: tuple[str, ...]
    copy: str
    format: str = PDF
    places: bool = False


@dataclass(frozen=True)
class Made:
    """A file and the sizes of its pages in points."""

    pdf: bytes
    sizes: list[Size]


class Preview(QFrame):
    """A slim bar and the pages; `made` tells that the pages show the present state."""

    made = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.pages = PagesView(desk)
        self._wanted: Wanted | None = None
        self._running, self._outdated = False, Event()
        self._start = 0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._make)
        self.page, self.percent = words("", "small", wrap=False), words("", "small", wrap=False)
        self.state = words("", "fine", wrap=False)
        self.pages.moved.connect(self._tell_page)
        self.pages.zoomed.connect(lambda percent: self.percent.setText(f"{percent} %"))
        box = column(self._bar(), gap=0)
        box.addWidget(self.pages, 1)
        self.setLayout(box)

    def order(self, wanted: Wanted) -> None:
        """Show this document from now on."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._make()

    def start_at(self, page: int, percent: int | None) -> None:
        """Show the first file at this page and size: the page was built anew."""
        self.pages.percent = percent
        self._start = page

    def renew(self) -> None:
        """Something changed: make the document anew once the person pauses."""
        self._pause.start()

    def is_current(self) -> bool:
        """Tell whether the pages show the present state."""
        return not self._running and not self._pause.isActive() and bool(self.pages.pdf)

    def _bar(self) -> QFrame:
        bar = QFrame()
        theme.look(bar, "foot-rule")
        zoom = (
            button("−", lambda: self.pages.zoom(-1), look="quiet", name=_("Smaller")),
            self.percent,
            button("+", lambda: self.pages.zoom(1), look="quiet", name=_("Larger")),
            button(_("Fit width"), lambda: self.pages.zoom(0), look="quiet"),
        )
        bar.setLayout(row(self.page, self.state, 1, *zoom, gap=8, margins=(16, 5, 12, 5)))
        return bar

    def _tell_page(self, page: int) -> None:
        told = _("Page {page} of {pages}")
        self.page.setText(told.format(page=page + 1, pages=len(self.pages.sizes)))

    def _make(self) -> None:
        self._pause.stop()
        if self._wanted is None or not self._desk.is_open:
            return
        self._outdated.set()
        if self._running:
            return  # what runs is given up at its next step, and then made anew
        self._running, self._outdated = True, Event()
        self.state.setText(_("Updating…"))
        ws, validation_id, wanted = self._desk.ws, self._desk.validation_id or "", self._wanted
        outdated = self._outdated
        self._desk.task(
            "",
            lambda _report: make_pdf(ws, validation_id, wanted, outdated),
            done=self._show,
            failed=self._failed,
            quiet=True,
        )

    def _show(self, found: Made | None) -> None:
        self._running = False
        if found is None or self._outdated.is_set():
            self._make()
            return
        self.pages.show_pdf(found.pdf, found.sizes)
        if self._start:
            self.pages.go_to(min(self._start, len(found.sizes) - 1))
            self._start = 0
        self.state.setText("")
        self.made.emit()

    def _failed(self, error: Exception) -> None:
        self._running = False
        self.state.setText(_("The pages could not be made."))
        self._desk.tasks.troubled.emit(error)


def make_pdf(ws: Workspace, validation_id: str, wanted: Wanted, outdated: Event) -> Made | None:
    """Return the document as PDF, byte by byte what an export writes; None once it is outdated."""
    asked = (wanted.kind, wanted.languages, wanted.copy)
    document = core.reports.build(ws, validation_id, *asked, places=wanted.places)  # type: ignore[arg-type]
    if outdated.is_set():
        return None
    pdf = core.reports.render(document, PDF)
    return Made(pdf, core.reports.preview.page_sizes(pdf))
