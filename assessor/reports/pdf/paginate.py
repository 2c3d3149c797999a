"""Boxes onto pages: no heading alone at the foot of one, the rest split where it may be."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from assessor.reports.pdf.boxes import Box, height_of, least_of


@dataclass
class Entry:
    """A heading for bookmarks and the table of contents; `page` is known once all is placed."""

    key: str
    text: str
    level: int
    listed: bool = True
    page: int = 0


@dataclass
class Item:
    """A box in the flow; `keep` binds it to what follows, a missing box asks for a new page.

    A `whole` one is not split if a page can hold it. `at_top` is drawn instead of the box where
    it begins a page.
    """

    box: Box | None
    before: float = 0
    keep: bool = False
    entry: Entry | None = None
    whole: bool = False
    at_top: Box | None = None


@dataclass
class Placed:
    """A box at its place on a page, with the lower left corner at `y` above the foot."""

    box: Box
    y: float
    entry: Entry | None = None


@dataclass
class Flow:
    """Pages being filled from top to bottom."""

    width: float
    height: float
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    room: float = 0

    def __post_init__(self) -> None:
        self.room = self.height

    @property
    def at_top(self) -> bool:
        """Whether nothing stands on the page yet."""
        return not self.pages[-1]

    def turn(self) -> None:
        """Go on with a new page."""
        self.pages.append([])
        self.room = self.height

    def place(self, item: Item) -> None:
        """Place one item, over as many pages as it takes."""
        box = item.box
        if box is None:
            if not self.at_top:
                self.turn()
            return
        if item.whole and not self.at_top and self.room < _whole(item, box, self) <= self.height:
            self.turn()
        gap = 0 if self.at_top else item.before
        box = item.at_top or box if self.at_top else box
        entry = item.entry
        while height_of(box, self.width) > self.room - gap:
            parts = box.split(self.width, self.room - gap)
            if len(parts) > 1:
                self._put(parts[0], gap, entry)
                box, entry = parts[1], None
            elif self.at_top:
                break  # taller than a page and in one piece: it is drawn as it is
            self.turn()
            gap = 0
        self._put(box, gap, entry)

    def _put(self, box: Box, gap: float, entry: Entry | None) -> None:
        tall = height_of(box, self.width)
        self.room -= gap + tall
        self.pages[-1].append(Placed(box, self.room, entry))
        if entry:
            entry.page = len(self.pages)


def paginate(items: Iterable[Item], width: float, height: float) -> list[list[Placed]]:
    """Place all items on pages of this size."""
    flow = Flow(width, height)
    waiting = list(items)
    for index, item in enumerate(waiting):
        # What is bound to the item before has its room from there: to turn now would part them.
        begins = index == 0 or not waiting[index - 1].keep
        bound = begins and item.keep and not flow.at_top
        if bound and _needed(waiting, index, flow) > flow.room:
            flow.turn()
        flow.place(item)
    return flow.pages


def _needed(items: list[Item], index: int, flow: Flow) -> float:
    """The room for an item, those bound to it, and the beginning of what they are bound to."""
    needed = 0.0
    for item in items[index:]:
        if item.box is None:
            break
        if not item.keep:
            whole = _whole(item, item.box, flow)
            fits = item.whole and needed + whole <= flow.height
            needed += whole if fits else item.before + least_of(item.box, flow.width)
            break
        needed += item.before + height_of(item.box, flow.width)
    # What no page can hold begins where half a page is left.
    return needed if needed <= flow.height else flow.height / 2


def _whole(item: Item, box: Box, flow: Flow) -> float:
    return item.before + height_of(box, flow.width)
