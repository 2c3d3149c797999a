"""The walk: requirement after requirement, a verdict by one key, everything saved as it happens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit

from assessor.i18n import N_, _, translation
from assessor.terms import SHORTFALLS, Kind, Level, Phase, Verdict
from assessor.ui import core, theme
from assessor.ui.page import Page, PagePlugin
from assessor.ui.panels.requirement_panel import RequirementPanel
from assessor.ui.panels.verdict_panel import Deeds, VerdictPanel
from assessor.ui.panels.walk_tree import WalkTree
from assessor.ui.widgets.verdict_buttons import KEYS
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from assessor.facts import Dossier, DueDate, EvidenceRow, ObservationRow
    from assessor.store.workspace import Workspace
    from assessor.ui.desk import Desk
    from assessor.walk import PointRow, WalkRow

_NARROW = 860
_EXPLAINED = frozenset({Verdict.NA, Verdict.NOT_VERIFIED})
DOES_NOT_APPLY = N_("Does not apply here. Only where: {what}")


class WalkPage(Page):
    """Three columns: where we are, what is asked, what was seen."""

    listens_to = frozenset(
        {
            "assessment",
            "observation",
            "observation_point",
            "evidence",
            "evidence_link",
            "saq_answer",
            "validation",
            "visit_site",
            "site",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.known: Dossier | None = None
        self.rows: dict[str, WalkRow] = {}
        self.ref, self.point_id, self.site_id = "", "", ""
        self._last_person = ""
        self._width = 0
        self.tree = WalkTree()
        self.middle = RequirementPanel(self.guarded(self.does_not_apply), self.show_list)
        self._listing = False
        self.right: VerdictPanel | None = None
        self._later = QTimer(self, singleShot=True, interval=250)
        self._later.timeout.connect(self.guarded(self.refresh))
        self._deciding = False
        self.setAcceptDrops(True)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self.tree)
        self._box.addWidget(self.middle, 1)
        self.tree.chosen.connect(self.go_to)
        self.tree.moved.connect(self._move_to_site)
        self.tree.left.connect(self.setFocus)
        self.middle.previous.clicked.connect(self.guarded(self.previous))
        self.middle.next.clicked.connect(self.guarded(self.next))
        self.middle.onward.clicked.connect(self.guarded(self.next_open_must))
        self._fit()
        self._add_commands()

    def _add_commands(self) -> None:
        verdicts, moving, writing = _("Verdict"), _("Move"), _("Write")
        for verdict, key in KEYS.items():
            name = spoken(verdict)
            self.add_command(name, self._choosing(verdict), key, group=verdicts)
        self.add_command(_("Met on all points"), self.all_met, "0", group=verdicts)
        self.add_command(_("Does not apply here"), self.does_not_apply, "X", group=verdicts)
        self.add_command(_("Clear the verdict"), self.clear, "Backspace", group=verdicts)
        self.add_command(_("Next requirement"), self.next, "J", group=moving)
        self.add_command(_("Previous requirement"), self.previous, "K", group=moving)
        self.add_command(_("Next open MUST"), self.next_open_must, "U", group=moving)
        self.add_command(_("Next point"), self.next_point, ".", group=moving)
        self.add_command(_("Previous point"), self.previous_point, ",", group=moving)
        self.add_command(_("Next site"), self.next_site, "S", group=moving)
        self.add_command(_("What you saw"), self.write_what_was_seen, "N", group=writing)
        self.add_command(_("Private note"), self.write_note, "P", group=writing)
        self.add_command(_("Add evidence"), self.choose_evidence, "E", group=writing)
        self.add_command(_("Finding"), self.record_shortfall, "F", group=writing)
        self.add_command(_("Recommendation"), self.record_shortfall, "R", group=writing)
        self.add_command(_("Good practice"), self.record_good_practice, "G", group=writing)

    # showing

    def refresh(self) -> None:
        self._later.stop()
        self.known = self.desk.visit()
        covered = [site.id for site in self.known.covered]
        if self.site_id not in covered:
            self.site_id = covered[0] if covered else ""
        self.tree.set_sites(self.known.covered, self.site_id)
        if self.right is None:
            self._make_right(self.known)
        self._show_rows()

    def hear(self, kinds: frozenset[str]) -> None:
        # One's own verdict is painted at once by `decide`; the rest is read a moment later.
        if not self._deciding:
            self.refresh()

    def _make_right(self, known: Dossier) -> None:
        deeds = Deeds(
            choose=self._choose,
            turn_to=self._turn_to,
            write_seen=self._write_seen,
            write_note=self._write_note,
            record=self.guarded(self.record_shortfall),
            explain=self.guarded(self.explain_again),
            open_one=lambda item: self.desk.go("findings", observation_id=item.id),
            add_evidence=self.guarded(self.choose_evidence),
            show_evidence=self.show_evidence,
        )
        self.right = VerdictPanel(known.visit.languages, deeds)
        self._box.addWidget(self.right)
        self._fit()

    def _show_rows(self) -> None:
        assert self.known is not None  # noqa: S101  shown only after refresh
        found = core.walk.rows(self.known, self.site_id)
        self.rows = {line.ref: line for line in found}
        if self.ref not in self.rows and found:
            self.ref = next((line.ref for line in found if not line.complete), found[0].ref)
        self.tree.set_rows(found, self.known.profile)
        self._show_one()

    def _show_one(self) -> None:
        if self.known is None or self.right is None or self.ref not in self.rows:
            return
        self.tree.show_ref(self.ref)
        self.middle.show_row(self.line(), self.known)
        self._show_right()

    def _show_right(self) -> None:
        assert self.known is not None  # noqa: S101
        assert self.right is not None  # noqa: S101
        line, point = self.line(), self.point()
        self._show_ways()
        due = self._due(point)
        recorded = self._recorded(line, point)
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

    def _due(self, point: PointRow) -> DueDate | None:
        assert self.known is not None  # noqa: S101
        kind = Kind.FINDING if point.level == Level.MUST else Kind.RECOMMENDATION
        days = core.dossier.events(self.known.visit)
        return core.rules.due_date(self.known.profile, kind, days)

    def _recorded(self, line: WalkRow, point: PointRow) -> tuple[ObservationRow, ...]:
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
        self._turn_to(ids[(ids.index(self.point().id) + by) % len(ids)])

    def _turn_to(self, point_id: str) -> None:
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

    # deciding

    def _choosing(self, verdict: Verdict) -> Any:
        return lambda: self.decide(verdict)

    def _choose(self, point_id: str, verdict: Verdict) -> None:
        self.point_id = point_id
        self.guarded(self._choosing(verdict))()

    def decide(self, verdict: Verdict) -> None:
        """Record a verdict on the point in focus; it is on the disk before it is painted."""
        point = self.point()
        if verdict in _EXPLAINED and not self._explained(point, verdict):
            self._explain(verdict)
            return
        self._assess(verdict, point_id=point.id)

    def all_met(self) -> None:
        """Record "met" on all points of the requirement."""
        self._assess(Verdict.MET)

    def does_not_apply(self) -> None:
        """Record "not applicable" with the condition as the reason, ready in every language."""
        condition = self.line().applies_when
        if condition is None:
            self._explain(Verdict.NA)
            return
        ready = {
            lang: translation(lang).gettext(DOES_NOT_APPLY).format(what=here_in(condition, lang))
            for lang in self._languages()
        }
        if self._needs_second(Verdict.NA):
            self._explain(Verdict.NA, text=ready)
        else:
            self._assess(Verdict.NA, point_id=self.point().id, reason=ready)

    def explain_again(self) -> None:
        """Change the reason of the verdict that stands."""
        if (verdict := self.point().verdict) in _EXPLAINED:
            self._explain(verdict)

    def clear(self) -> None:
        """Take the verdict back; words and evidence stay."""
        if self.point().verdict is not None:
            core.walk.clear(self.ws, **self._key())

    def _explained(self, point: PointRow, verdict: Verdict) -> bool:
        return point.verdict == verdict

    def _explain(self, verdict: Verdict, text: dict[str, str] | None = None) -> None:
        from assessor.ui.dialogs.reason import ask_reason

        assert self.known is not None  # noqa: S101
        point = self.point()
        # A quick hand may already be further on when the dialog has gone: what was asked counts.
        ref, site_id = self.ref, self.site_id
        title = f"{ref} · {spoken(verdict, self.known.profile)}"
        reason = ask_reason(
            self,
            title,
            self._languages(),
            second_person=self._needs_second(verdict),
            text=text or point.reason,
            person=point.second_person or self._last_person,
        )
        if reason is not None:
            self._last_person = reason.second_person or self._last_person
            self._assess(
                verdict,
                ref=ref,
                site_id=site_id,
                point_id=point.id,
                reason=reason.text,
                second_person=reason.second_person,
            )

    def _needs_second(self, verdict: Verdict) -> bool:
        assert self.known is not None  # noqa: S101
        rule = self.known.profile.not_applicable
        return verdict == Verdict.NA and rule.second_person and self.point().level == Level.MUST

    def _assess(self, verdict: Verdict, **given: Any) -> None:
        self.leave()
        here_now = {"ref": self.ref, "site_id": self.site_id}
        place = here_now | given
        self._deciding = True
        try:
            core.walk.assess(self.ws, validation_id=self.validation_id, verdict=verdict, **place)
        finally:
            self._deciding = False
        if here_now.items() <= place.items():
            self._paint_verdict(verdict, given)
        self._later.start()

    def _paint_verdict(self, verdict: Verdict, given: dict[str, Any]) -> None:
        """Show what is now on the disk without reading everything again."""
        assert self.known is not None  # noqa: S101
        chosen = [given["point_id"]] if given.get("point_id") else self._point_ids()
        changed = dict(self.known.assessments)
        for point_id in chosen:
            key = (self.ref, point_id, self.site_id)
            row = changed.get(key) or _untouched(key)
            reason = given.get("reason") or row.reason
            second = given.get("second_person") or row.second_person
            changed[key] = replace(row, verdict=verdict, reason=reason, second_person=second)
        self.known = replace(self.known, assessments=changed)
        self.rows[self.ref] = core.walk.row(self.known, self.ref, self.site_id)
        self.tree.renew(self.rows[self.ref])
        self._show_right()

    def _point_ids(self) -> list[str]:
        return [each.id for each in self.line().points]

    def _languages(self) -> tuple[str, ...]:
        assert self.known is not None  # noqa: S101
        return self.known.visit.languages

    # writing

    def _key(self) -> dict[str, str]:
        return {
            "validation_id": self.validation_id,
            "ref": self.ref,
            "point_id": self.point().id,
            "site_id": self.site_id,
        }

    def write_what_was_seen(self) -> None:
        """Put the cursor into what goes into the report."""
        if self.right is not None:
            self.right.seen.focus()
            self.right.area.ensureWidgetVisible(self.right.seen)

    def write_note(self) -> None:
        """Put the cursor into the private note."""
        if self.right is not None:
            self.right.note.setFocus()
            self.right.area.ensureWidgetVisible(self.right.note)

    def _write_seen(self, text: dict[str, str], burst: str) -> None:
        whole = {lang: text.get(lang, "") for lang in self._languages()}
        core.walk.write_seen(self.ws, **self._key(), seen=whole, burst=burst)

    def _write_note(self, text: str, burst: str) -> None:
        core.walk.write_private_note(self.ws, **self._key(), note=text, burst=burst)

    # findings, recommendations, good practices

    def record_shortfall(self) -> None:
        """Record what the level makes of a shortfall: finding or recommendation."""
        point = self.point()
        if point.verdict not in SHORTFALLS and point.level == Level.MUST:
            self.desk.toast(
                _("A finding needs a shortfall: press 2 (partly) or 3 (not met) first.")
            )
            return
        recorded = self._recorded(self.line(), point)
        if recorded:
            self.desk.go("findings", observation_id=recorded[0].id)
        else:
            self._record(point_id=point.id if len(self.line().points) > 1 else None)

    def record_good_practice(self) -> None:
        """Record something beyond what is asked."""
        self._record(good_practice=True)

    def _record(self, *, point_id: str | None = None, good_practice: bool = False) -> None:
        from assessor.ui.dialogs.observation import record_observation

        assert self.known is not None  # noqa: S101
        site_id = self.site_id if len(self.known.covered) > 1 else None
        record_observation(
            self,
            self.validation_id,
            [self.ref],
            good_practice=good_practice,
            point_id=point_id,
            site_id=site_id,
        )

    # evidence

    def choose_evidence(self) -> None:
        """Choose files, several at once."""
        ref, site_id = self.ref, self.site_id
        kinds = "*.jpg *.jpeg *.png *.heic *.heif *.pdf *.docx *.xlsx *.mp3 *.m4a *.wav *.ogg"
        files, _chosen = QFileDialog.getOpenFileNames(
            self, _("Add evidence"), "", f"{_('Evidence')} ({kinds} {kinds.upper()})"
        )
        self.add_evidence([Path(name) for name in files], ref=ref, site_id=site_id)

    def add_evidence(self, paths: list[Path], *, ref: str = "", site_id: str = "") -> None:
        """Add files to a requirement, on a thread: each photograph takes a quarter second."""
        if not paths:
            return
        ws, validation_id = self.ws, self.validation_id
        ref, site = ref or self.ref, site_id or self.site_id

        def work(progress: Any) -> int:
            for at, path in enumerate(paths):
                progress(at, len(paths))
                core.evidence.add(
                    ws, validation_id=validation_id, path=path, refs=(ref,), site_id=site
                )
            return len(paths)

        self.desk.task(_("Adding evidence"), work)

    def show_evidence(self, piece: EvidenceRow) -> None:
        """Show a piece with all that is known of it."""
        from assessor.ui.dialogs.evidence_view import EvidenceView

        EvidenceView(self, piece, self._languages()).exec()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.guarded(lambda: self.add_evidence(paths))()
        event.acceptProposedAction()

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


def here_in(text: dict[str, str], lang: str) -> str:
    """Return `text` in `lang`, or as the window would show it."""
    return text.get(lang) or here(text)


def _untouched(key: tuple[str, str, str]) -> Any:
    from assessor.facts import AssessmentRow

    ref, point_id, site_id = key
    return AssessmentRow("", ref, point_id, site_id, None, {}, {}, "", "", None)


def missing(workspace: Workspace, validation_id: str) -> int:
    """Count the requirements that still lack a verdict."""
    progress = core.walk.progress(workspace, validation_id)
    return progress.total - progress.assessed


PLUGIN = PagePlugin(
    "walk",
    N_("Walk"),
    WalkPage,
    icon="walk",
    place="visit",
    order=20,
    missing=missing,
)
