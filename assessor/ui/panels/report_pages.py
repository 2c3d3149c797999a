"""The pages of a PDF below one another, drawn from its own bytes as they come into sight."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from assessor.i18n import _
from assessor.ui import core, theme

if TYPE_CHECKING:
    from assessor.reports.preview import PageImage
    from assessor.ui.desk import Desk

# Pixels per point when a page is shown in its own size.
FULL = 96 / 72
STEPS = (25, 33, 50, 67, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300)
# Pictures of pages are large: only those near the eye are kept.
KEPT = 8
Size = tuple[float, float]


@dataclass(frozen=True)
class Drawn:
    """The picture of a page, and of which file and at which scale it was taken."""

    image: QImage
    edition: int
    scale: float


class PagesView(QAbstractScrollArea):
    """`moved` tells which page is looked at, counted from 0; `zoomed` the percent in force."""

    moved = Signal(int)
    zoomed = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.pdf = b""
        self.sizes: list[Size] = []
        self.percent: int | None = None
        self._edition = 0
        self._drawn: dict[int, Drawn] = {}
        self._asked = False
        self._tops: list[int] = []
        theme.look(self, "ground")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages as they will print"))
        self.verticalScrollBar().valueChanged.connect(self._tell)

    # what is shown

    def show_pdf(self, pdf: bytes, sizes: list[Size]) -> None:
        """Show another file; the eye stays where it was, as far as there are pages."""
        if pdf == self.pdf:
            return
        page, part = self._place()
        self.pdf, self.sizes = pdf, sizes
        self._edition += 1
        self._drawn = {number: kept for number, kept in self._drawn.items() if number < len(sizes)}
        self._arrange()
        self._go(min(page, len(sizes) - 1), part)
        self._tell()

    def page(self) -> int:
        """Return the page that is looked at, counted from 0."""
        return self._place()[0]

    def turn(self, by: int) -> None:
        """Go on by a screenful, keeping a line in sight, or to the next page if it is close."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * max(1, self.viewport().height() - theme.px(40)))

    def go_to(self, page: int) -> None:
        """Show a page from its top; negative ones are counted from the end."""
        if self.sizes:
            self._go(page % len(self.sizes), 0)

    def zoom(self, by: int) -> None:
        """Go to the next larger or smaller step; 0 fits the width again."""
        if by == 0:
            self._scale_to(None)
            return
        now = self._percent()
        larger = [step for step in STEPS if step > now]
        smaller = [step for step in STEPS if step < now]
        chosen = larger[:1] if by > 0 else smaller[-1:]
        if chosen:
            self._scale_to(chosen[0])

    # reckoning

    def _scale_to(self, percent: int | None) -> None:
        page, part = self._place()
        self.percent = percent
        self._arrange()
        self._go(page, part)

    def _scale(self) -> float:
        """Return pixels per point."""
        if self.percent is not None:
            return self.percent / 100 * FULL
        widest = max((width for width, _height in self.sizes), default=1)
        room = self.viewport().width() - 2 * self._gap()
        return min(max(room, theme.px(160)) / widest, 2.4 * FULL)

    def _percent(self) -> int:
        return round(self._scale() / FULL * 100)

    def _gap(self) -> int:
        return theme.px(16)

    def _arrange(self) -> None:
        scale, top = self._scale(), self._gap()
        self._tops = []
        for _width, height in self.sizes:
            self._tops.append(top)
            top += round(height * scale) + self._gap()
        room = self.viewport().size()
        widest = max((round(width * scale) for width, _height in self.sizes), default=0)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(room.height())
        down.setSingleStep(theme.px(48))
        down.setRange(0, max(0, top - room.height()))
        across.setPageStep(room.width())
        across.setRange(0, max(0, widest + 2 * self._gap() - room.width()))
        self.zoomed.emit(self._percent())
        self.viewport().update()

    def _place(self) -> tuple[int, float]:
        """Return the page at the upper third and how far down it the upper edge is."""
        if not self._tops:
            return 0, 0.0
        value = self.verticalScrollBar().value()
        eye = value + self.viewport().height() // 3
        page = max(0, bisect_right(self._tops, eye) - 1)
        height = self.sizes[page][1] * self._scale()
        return page, (value - self._tops[page]) / max(1.0, height)

    def _go(self, page: int, part: float) -> None:
        if not 0 <= page < len(self._tops):
            return
        height = self.sizes[page][1] * self._scale()
        start = self._tops[page] if part else self._tops[page] - self._gap() // 2
        self.verticalScrollBar().setValue(round(start + part * height))

    def _tell(self) -> None:
        if self.sizes:
            page = self.page()
            told = _("Page {page} of {pages}").format(page=page + 1, pages=len(self.sizes))
            self.setAccessibleDescription(told)
            self.moved.emit(page)
        self.viewport().update()

    def _rect(self, page: int) -> QRect:
        scale = self._scale()
        width, height = (round(length * scale) for length in self.sizes[page])
        room = self.viewport().width()
        left = (room - width) // 2 if width + 2 * self._gap() <= room else self._gap()
        left -= self.horizontalScrollBar().value()
        return QRect(left, self._tops[page] - self.verticalScrollBar().value(), width, height)

    def _in_sight(self) -> list[int]:
        room = self.viewport().rect()
        return [page for page in range(len(self.sizes)) if self._rect(page).intersects(room)]

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        edge = theme.color("line")
        for page in self._in_sight():
            box = self._rect(page)
            painter.fillRect(box.adjusted(-1, -1, 1, 1), edge)
            painter.fillRect(box, Qt.GlobalColor.white)
            if (drawn := self._drawn.get(page)) is not None:
                painter.drawImage(box, drawn.image)
        painter.end()
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page, part = self._place()
        self._arrange()
        self._go(page, part)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    # pictures, one at a time on a thread

    def _ask(self) -> None:
        """Have the next page drawn that is in sight, or just after, and not drawn yet."""
        if self._asked or not self.pdf:
            return
        seen = self._in_sight()
        after = [seen[-1] + 1] if seen and seen[-1] + 1 < len(self.sizes) else []
        scale = self._scale() * self.devicePixelRatioF()
        wanted = next((page for page in (*seen, *after) if not self._is_drawn(page, scale)), None)
        if wanted is None:
            return
        self._asked = True
        pdf, edition = self.pdf, self._edition

        def done(picture: PageImage) -> None:
            self._asked = False
            self._keep(wanted, Drawn(_image(picture), edition, scale))

        self._desk.task(
            "",
            lambda _report: core.reports.preview.page_image(pdf, wanted, scale=scale),
            done=done,
            failed=self._failed,
            quiet=True,
        )

    def _is_drawn(self, page: int, scale: float) -> bool:
        drawn = self._drawn.get(page)
        return drawn is not None and (drawn.edition, drawn.scale) == (self._edition, scale)

    def _keep(self, page: int, drawn: Drawn) -> None:
        if drawn.edition == self._edition and page < len(self.sizes):
            self._drawn[page] = drawn
        here = self.page()
        near = sorted(self._drawn, key=lambda number: abs(number - here))[:KEPT]
        self._drawn = {number: self._drawn[number] for number in near}
        self.viewport().update()

    def _failed(self, error: Exception) -> None:
        self._asked = False
        self.pdf = b""
        self._desk.tasks.troubled.emit(error)


def _image(picture: PageImage) -> QImage:
    shown = QImage(
        picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
    )
    # The bytes belong to Python: the picture needs its own.
    return shown.copy()
