"""Beside the visit's programme: whether its file says something else by now, and taking it over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from assessor.i18n import _, format_date
from assessor.terms import Phase
from assessor.ui import core, messages
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import row

if TYPE_CHECKING:
    from assessor.facts import Dossier
    from assessor.ui.desk import Desk


class ProfileBox(Card):
    """Hidden unless the profile's file has changed since and nothing is issued."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(look="hint", gap=4)
        self._desk = desk
        self._files_are_read = False
        self.take_button = button(_("Take over the changed profile"), self._take)
        self.add(words(_("The programme's profile has changed since."), "bold"))
        told = _("This validation keeps its own: words and due dates move when you take it over.")
        self.add(words(told, "small"))
        self.add(row(self.take_button, 1))
        self.hide()

    def show_known(self, known: Dossier) -> None:
        """Look whether the file says something else; at first on a thread, it may take a second."""
        if known.visit.phase == Phase.ISSUED:
            self.hide()
        elif self._files_are_read:
            self.setVisible(_changed(known))
        else:
            look = partial(_changed, known)
            self._desk.task("", lambda _report: look(), done=self._tell, quiet=True)

    def _tell(self, changed: object) -> None:
        self._files_are_read = True
        self.setVisible(bool(changed))

    def _take(self) -> None:
        with messages.guard(self._desk):
            core.frozen_profile.take_profile(self._desk.ws, self._desk.validation_id or "")
            self._desk.toast(_("Taken over.") + " " + _("Ctrl+Z takes it back."))


def _changed(known: Dossier) -> bool:
    return core.frozen_profile.newer(known) is not None


def kept_since(known: Dossier) -> str:
    """Return since which day the programme's profile is fixed for this validation."""
    since = known.visit.profile_at
    if since is None:
        return _("Its profile is not fixed yet: that of today counts.")
    return _("Profile as it stood on {day}").format(day=format_date(since.astimezone().date()))
