"""What the tests of the walk share: where it stands, and what its keys left in the database."""

from assessor import validations
from assessor.terms import Level, Verdict
from assessor.ui.main_window import MainWindow
from assessor.ui.pages.walk_page import WalkPage


def page_of(window: MainWindow) -> WalkPage:
    """Return the walk that is shown."""
    page = window.page()
    assert isinstance(page, WalkPage)
    return page


def verdict_at(window: MainWindow, ref: str, point: str = "a") -> Verdict | None:
    """Return the verdict that stands in the database."""
    page = page_of(window)
    known = validations.validation(page.ws, page.validation_id)
    return known.verdict(ref, point, page.site_id)


def first(window: MainWindow, level: Level, points: int = 1) -> str:
    """Return the first requirement of a level with so many points."""
    rows = page_of(window).rows.values()
    return next(r.ref for r in rows if r.level == level and len(r.points) == points)
