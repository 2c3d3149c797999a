"""Deciding on the walk: on the disk at once, then painted; a reason where one is owed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from assessor.i18n import N_, LocalText, translation
from assessor.terms import Level, Verdict
from assessor.ui import core
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from assessor.ui.pages.walk_page import WalkPage
    from assessor.walk import PointRow

_EXPLAINED = frozenset({Verdict.NA, Verdict.NOT_VERIFIED})
DOES_NOT_APPLY = N_("Does not apply here. Only where: {what}")


class Deciding:
    """The verdicts of a walk; `busy` while one is being written."""

    def __init__(self, page: WalkPage) -> None:
        self.page = page
        self.busy = False
        self._last_person = ""
        # Reasons that were left with Esc, by validation, site, point and what they were for.
        self._unsaid: dict[tuple[str, str, str], dict[str, LocalText]] = {}
        # What a verdict changes elsewhere on the page is read a moment later.
        self.later = QTimer(page, singleShot=True, interval=250)
        self.later.timeout.connect(page.guarded(page.refresh))

    def decide(self, verdict: Verdict) -> None:
        """Record a verdict on the point in focus; it is on the disk before it is painted."""
        point = self.page.point()
        if verdict in _EXPLAINED and not self._explained(point, verdict):
            self._explain(verdict)
            return
        self._assess(verdict, point_id=point.id)

    def all_met(self) -> None:
        """Record "met" on all points of the requirement."""
        self._assess(Verdict.MET)

    def does_not_apply(self) -> None:
        """Record "not applicable" with the condition as the reason, ready in every language."""
        condition = self.page.line().applies_when
        if condition is None:
            self._explain(Verdict.NA)
            return
        ready = {
            lang: translation(lang).gettext(DOES_NOT_APPLY).format(what=here_in(condition, lang))
            for lang in self.page.languages()
        }
        if self._needs_second(Verdict.NA):
            self._explain(Verdict.NA, text=ready)
        else:
            self._assess(Verdict.NA, point_id=self.page.point().id, reason=ready)

    def explain_again(self) -> None:
        """Change the reason of the verdict that stands."""
        if (verdict := self.page.point().verdict) in _EXPLAINED:
            self._explain(verdict)

    def clear(self) -> None:
        """Take the verdict back; words and evidence stay."""
        if self.page.point().verdict is not None:
            core.walk.clear(self.page.ws, **self.page.key())

    def _explained(self, point: PointRow, verdict: Verdict) -> bool:
        return point.verdict == verdict

    def _explain(self, verdict: Verdict, text: dict[str, str] | None = None) -> None:
        from assessor.ui.dialogs.reason import ask_reason

        assert self.page.known is not None  # noqa: S101
        point = self.page.point()
        # A quick hand may already be further on when the dialog has gone: what was asked counts.
        ref, site_id = self.page.ref, self.page.site_id
        title = f"{ref} · {spoken(verdict, self.page.known.profile)}"
        reason = ask_reason(
            self.page,
            title,
            self.page.languages(),
            second_person=self._needs_second(verdict),
            text=text or point.reason,
            person=point.second_person or self._last_person,
            me=self.page.ws.by,
            waiting=self._unsaid.setdefault((self.page.validation_id, site_id, point.id), {}),
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
        assert self.page.known is not None  # noqa: S101
        rule = self.page.known.profile.not_applicable
        return (
            verdict == Verdict.NA and rule.second_person and self.page.point().level == Level.MUST
        )

    def _assess(self, verdict: Verdict, **given: Any) -> None:
        page = self.page
        page.leave()
        here_now = {"ref": page.ref, "site_id": page.site_id}
        place = here_now | given
        self.busy = True
        try:
            core.walk.assess(page.ws, validation_id=page.validation_id, verdict=verdict, **place)
        finally:
            self.busy = False
        if here_now.items() <= place.items():
            self._paint_verdict(verdict, given)
        self.later.start()

    def _paint_verdict(self, verdict: Verdict, given: dict[str, Any]) -> None:
        """Show what is now on the disk without reading everything again."""
        page = self.page
        assert page.known is not None  # noqa: S101
        chosen = [given["point_id"]] if given.get("point_id") else self._point_ids()
        changed = dict(page.known.assessments)
        for point_id in chosen:
            key = (page.ref, point_id, page.site_id)
            row = changed.get(key) or _untouched(key)
            reason = given.get("reason") or row.reason
            second = given.get("second_person") or row.second_person
            changed[key] = replace(row, verdict=verdict, reason=reason, second_person=second)
        page.known = replace(page.known, assessments=changed)
        page.rows[page.ref] = core.walk.row(page.known, page.ref, page.site_id)
        page.tree.renew(page.rows[page.ref])
        page.show_right()

    def _point_ids(self) -> list[str]:
        return [each.id for each in self.page.line().points]


def here_in(text: dict[str, str], lang: str) -> str:
    """Return `text` in `lang`, or as the window would show it."""
    return text.get(lang) or here(text)


def _untouched(key: tuple[str, str, str]) -> Any:
    from assessor.facts import AssessmentRow

    ref, point_id, site_id = key
    return AssessmentRow("", ref, point_id, site_id, None, {}, {}, "", "", None)
