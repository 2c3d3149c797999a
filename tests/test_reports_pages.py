"""What stands on which page: nothing is lost, and no heading is left alone at the foot."""

from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessor.reports.pdf.paginate import Item, paginate

LINE = 10.0
PAGE = 100.0


@dataclass(eq=False)
class Lines:
    """So many lines, which may be parted anywhere; named, so that they are found again."""

    name: int
    count: int
    whole: bool = False

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, self.count * LINE

    def least(self, _width: float) -> float:
        return self.count * LINE if self.whole else min(self.count, 2) * LINE

    def split(self, _width: float, height: float) -> list["Lines"]:
        fit = int(height // LINE)
        if self.whole or not 0 < fit < self.count:
            return []
        return [Lines(self.name, fit), Lines(self.name, self.count - fit)]

    def drawOn(self, canvas: Any, x: float, y: float) -> None:  # noqa: N802
        """Nothing is drawn here."""


@st.composite
def flows(draw: st.DrawFn) -> list[Item]:
    """Chapters: a heading of one line bound to what follows, then text of any length."""
    items = []
    for _chapter in range(draw(st.integers(1, 8))):
        items.append(Item(Lines(len(items), 1, whole=True), before=4, keep=True))
        for _bound in range(draw(st.integers(0, 2))):
            tall = draw(st.integers(1, 14))
            items.append(Item(Lines(len(items), tall), before=2, keep=True))
        items.append(Item(Lines(len(items), draw(st.integers(1, 25))), before=2))
    return items


@given(flows())
def test_every_line_is_placed_in_order_within_the_page(items: list[Item]) -> None:
    pages = paginate(items, 50, PAGE)
    placed = [part for page in pages for part in page]
    names = [part.box.name for part in placed]
    assert names == sorted(names)
    counted = {item.box.name: item.box.count for item in items}
    found = {name: sum(p.box.count for p in placed if p.box.name == name) for name in counted}
    assert found == counted
    assert all(part.y > -0.01 for part in placed)


@given(flows())
def test_no_heading_is_left_alone_at_the_foot(items: list[Item]) -> None:
    headings = {item.box.name for item in items if item.box.whole}
    for page in paginate(items, 50, PAGE):
        assert page[-1].box.name not in headings
