"""What stood under the earlier edition of the checklist, and one key that confirms it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.widgets.buttons import KeyButton
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import row
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from assessor.checklist import Profile
    from assessor.editions import PriorRow
    from assessor.walk import WalkRow

KEY = "C"


class PriorBox(QWidget):
    """Hidden where nothing stood before; the button goes once every point has a verdict."""

    def __init__(self, confirm: Callable[[], object]) -> None:
        super().__init__()
        self.card = Card(_("Before"), look="hint", gap=4)
        self.said = words("", "small")
        self.confirm = KeyButton(_("Confirm: still so today"), KEY)
        self.confirm.clicked.connect(lambda _on=False: confirm())
        self.card.add(self.said)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(4))
        box.addWidget(self.card)
        box.addLayout(row(self.confirm, 1))
        self.hide()

    def show_row(self, line: WalkRow, profile: Profile) -> None:
        """Say what stood before at this requirement, point by point."""
        told = [_told(prior, profile) for prior in line.priors]
        self.said.setText("\n".join(told))
        self.setAccessibleName(_("Before") + ": " + " ".join(told))
        self.confirm.setVisible(any(point.verdict is None for point in line.points))
        self.setVisible(bool(told))


def _told(prior: PriorRow, profile: Profile) -> str:
    verdict = spoken(prior.verdict, profile) if prior.verdict else _("not seen yet")
    point = f" {prior.point_id}" if prior.asked and len(prior.asked.points) > 1 else ""
    where = _("{ref} in edition {edition}").format(ref=f"{prior.ref}{point}", edition=prior.edition)
    seen = here(prior.record.get("seen") or {})
    return f"{where}: {verdict}. {seen}".strip()
