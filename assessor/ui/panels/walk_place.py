"""Where the walk stands: three columns on one requirement at one site, and going to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from assessor.i18n import _
from assessor.terms import Kind, Level, Phase
from assessor.ui import core, theme
from assessor.ui.page import Page
from assessor.ui.panels.requirement_panel import RequirementPanel
from assessor.ui.panels.verdict_panel import Deeds, VerdictPanel
from assessor.ui.panels.walk_tree import WalkTree
from assessor.ui.widgets.layouts import order_by_eye
from assessor.ui.words import spoken

if TYPE_CHECKING:
    from assessor.facts import Dossier, DueDate, ObservationRow
    from assessor.ui.desk import Desk
    from assessor.walk import PointRow, WalkRow

_NARROW = 860


class WalkPlace(Page):
    """Shows the requirement at hand and goes to others; what is done there, the page adds."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.known: Dossier | None = None
        self.rows: dict[str, WalkRow] = {}
        self.ref, self.point_id, self.site_id = "", "", ""
        self._width = 0
        self.tree = WalkTree()
        self.middle = RequirementPanel(self.guarded(self.does_not_apply), self.show_list)
        self._listing = False
        self.right: VerdictPanel | None = None
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self.tree)
        self._box.addWidget(self.middle, 1)
        self.tree.chosen.connect(self.go_to)
        self.tree.moved.connect(self._move_to_site)
        self.tree.left.connect(self.setFocus)
        self.tree.former.clicked.connect(lambda _on=False: desk.go("former"))
        self.middle.previous.clicked.connect(self.guarded(self.previous))
        self.middle.next.clicked.connect(self.guarded(self.next))
        self.middle.onward.clicked.connect(self.guarded(self.next_open_must))
        self._fit()

    def deeds(self) -> Deeds:
        """What the column at the right can ask for."""
        raise NotImplementedError

    def does_not_apply(self) -> None:
        """What the middle's button asks for where a condition does not hold."""
        raise NotImplementedError

    # showing

    def refresh(self) -> None:
        self.known = self.desk.visit()
        covered = [site.id for site in self.known.covered]
        if self.site_id not in covered:
            self.site_id = covered[0] if covered else ""
        self.tree.set_sites(self.known.covered, self.site_id)
        if self.right is None:
            self._make_right(self.known)
        self._show_rows()

    def _make_right(self, known: Dossier) -> None:
        self.right = VerdictPanel(known.visit.languages, self.deeds())
        self._box.addWidget(self.right)
        self._fit()

    def _show_rows(self) -> None:
        assert self.known is not None  # noqa: S101  shown only after refresh
        found = core.walk.rows(self.known, self.site_id)
        self.rows = {line.ref: line for line in found}
        if self.ref not in self.rows and found:
            self.ref = next((line.ref for line in found if not line.complete), found[0].ref)
            self.point_id = self._first_unseen(self.ref)
        self.tree.set_rows(found, self.known.profile)
        self.tree.show_former(self.known.former)
        self._show_one()

    def _show_one(self) -> None:
        if self.known is None or self.right is None or self.ref not in self.rows:
            return
        self.tree.show_ref(self.ref)
        self.middle.show_row(self.line(), self.known)
        self.show_right()

    def show_right(self) -> None:
        """Show what is known of the point in focus, and where one can go from here."""
        assert self.known is not None  # noqa: S101
        assert self.right is not None  # noqa: S101
        line, point = self.line(), self.point()
        self._show_ways()
        due = self._due(point)
        recorded = self.recorded(line, point)
        self.right.show_row(self.ws, line, point, self.known, due=due, recorded=recorded)
        self.right.enable(self.known.visit.phase != Phase.ISSUED)

    def _show_ways(self) -> None:
        assert self.known is not None  # noqa: S101
        before, after = self.tree.step(self.ref, -1), self.tree.step(self.ref, 1)
        self.middle.show_ways(
            before if before != self.ref else "",
            after if after != self.ref else "",
            self.tree.next_open_must(self.ref),
            spoken(Level.MUST, self.known.profile),
        )

    def line(self) -> WalkRow:
        """Return the requirement that is shown."""
        return self.rows[self.ref]

    def point(self) -> PointRow:
        """Return the point that the keys act on."""
        points = self.line().points
        return next((each for each in points if each.id == self.point_id), points[0])

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the report."""
        assert self.known is not None  # noqa: S101
        return self.known.visit.languages

    def _due(self, point: PointRow) -> DueDate | None:
        assert self.known is not None  # noqa: S101
        kind = Kind.FINDING if point.level == Level.MUST else Kind.RECOMMENDATION
        days = core.due_dates.events(self.known.visit, self.known.sites)
        return core.rules.due_date(self.known.profile, kind, days)

    def recorded(self, line: WalkRow, point: PointRow) -> tuple[ObservationRow, ...]:
        """What already answers for this point: findings for a MUST, advice for a SHOULD."""
        assert self.known is not None  # noqa: S101
        found = []
        for item in line.observations:
            short = self.known.short.get(item.site_id, frozenset())
            here_too = item.site_id in (None, self.site_id)
            if here_too and not item.good_practice and core.rules.covers(
                self.known.checklist, item.links, short, line.ref, point.id
            ):  # fmt: skip
                found.append(item)
        return tuple(found)

    # moving

    def show_at(self, **where: Any) -> None:
        """Go to ref=, point_id=, site_id=; field="seen" puts the cursor there."""
        if self.known is None:
            return
        self.leave()
        moved = where.get("site_id", "") not in {"", self.site_id}
        self.site_id = where.get("site_id") or self.site_id
        if where.get("ref") in self.rows:
            self.ref = where["ref"]
            self.point_id = where.get("point_id", "")
            if not self.tree.model.index_of(self.ref).isValid():
                self.tree.show_all()
        if moved:
            self.tree.set_sites(self.known.covered, self.site_id)
            self._show_rows()
        elif where:
            self._show_one()
        if where.get("field") == "seen" and self.right is not None:
            self.right.seen.focus(where.get("language", ""))

    def state(self) -> dict[str, Any]:
        return {"ref": self.ref, "point_id": self.point_id, "site_id": self.site_id}

    def search_field(self) -> QLineEdit:
        if not self.tree.isVisible():
            self.show_list()
        return self.tree.field

    def go_to(self, ref: str) -> None:
        """Show another requirement; what was being typed is saved first."""
        if self._listing and ref in self.rows:
            self._listing = False
            self._fit()
        if ref and ref != self.ref and ref in self.rows:
            self.leave()
            self.ref, self.point_id = ref, self._first_unseen(ref)
            self.middle.area.verticalScrollBar().setValue(0)
            self._show_one()

    def _first_unseen(self, ref: str) -> str:
        """Return the point that the keys should act on first; empty is the first of all."""
        points = self.rows[ref].points
        return next((each.id for each in points if each.verdict is None), "")

    def next(self) -> None:
        """Go to the next requirement shown."""
        self.go_to(self.tree.step(self.ref, 1))

    def previous(self) -> None:
        """Go to the previous requirement shown."""
        self.go_to(self.tree.step(self.ref, -1))

    def next_open_must(self) -> None:
        """Go to the next requirement with a MUST still to be seen."""
        ref = self.tree.next_open_must(self.ref)
        if ref and not self.tree.model.index_of(ref).isValid():
            self.tree.show_all()
        if ref:
            self.go_to(ref)
        else:
            self.desk.toast(_("Every MUST has been seen at this site."))

    def next_point(self) -> None:
        """Let the keys act on the next point."""
        self._step_point(1)

    def previous_point(self) -> None:
        """Let the keys act on the previous point."""
        self._step_point(-1)

    def _step_point(self, by: int) -> None:
        ids = [each.id for each in self.line().points]
        self.turn_to(ids[(ids.index(self.point().id) + by) % len(ids)])

    def turn_to(self, point_id: str) -> None:
        """Let the keys act on a point of this requirement."""
        if point_id != self.point().id:
            self.leave()
            self.point_id = point_id
            self._show_one()

    def next_site(self) -> None:
        """Look at the same requirement at the next site."""
        box = self.tree.sites
        if box.count() > 1:
            box.setCurrentIndex((box.currentIndex() + 1) % box.count())

    def _move_to_site(self, site_id: str) -> None:
        if site_id and site_id != self.site_id:
            self.leave()
            self.site_id = site_id
            self._show_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move between the points of a mixed requirement, else between requirements."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None or not self.rows:
            super().keyPressEvent(event)
        elif len(self.line().points) > 1:
            self._step_point(step)
        else:
            self.go_to(self.tree.step(self.ref, step))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab follows the eye; parts come and go with each requirement, so it is settled now."""
        order_by_eye(self.middle)
        if self.right is not None:
            order_by_eye(self.right)
        return super().focusNextPrevChild(forward)

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._width = event.size().width()
        self._fit()

    def _fit(self) -> None:
        """Give each column its room; where there is little the list makes way until asked for."""
        width = self._width or theme.px(1310)
        narrow = width < theme.px(_NARROW)
        listing = narrow and self._listing
        if narrow != self.middle.narrow:
            self.middle.set_narrow(narrow)
            self._show_one()
        self.middle.listing.setVisible(narrow)
        self.middle.setVisible(not listing)
        self.tree.setVisible(listing or not narrow)
        self.tree.setMinimumWidth(0 if listing else min(theme.px(286), width * 22 // 100))
        self.tree.setMaximumWidth(width if listing else self.tree.minimumWidth())
        if self.right is not None:
            share = 46 if narrow else 29
            self.right.setFixedWidth(min(theme.px(376), width * share // 100))

    def show_list(self) -> None:
        """Bring the list back where the window is too narrow for three columns."""
        self._listing = not self._listing
        self._fit()
        self.tree.list.setFocus()
