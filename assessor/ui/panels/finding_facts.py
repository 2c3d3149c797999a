"""The four cards below the texts: answer due, owner at the company, risk, evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from assessor import due_words
from assessor.i18n import _, format_date, language, ngettext
from assessor.terms import Kind
from assessor.ui import theme
from assessor.ui.dialogs.risk_matrix import ROLES, choose_risk, rating_word, risk_words
from assessor.ui.panels.finding_words import due_of
from assessor.ui.widgets.autosave_edit import AutosaveLine
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.columns import Columns
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from assessor.facts import EvidenceRow, ObservationRow

WriteField = Callable[..., object]
Guard = Callable[[Callable[..., object]], Callable[[], None]]


class FindingFacts(QWidget):
    """`write(burst=…, field=value)` records; `show_evidence()` goes to the pieces."""

    def __init__(
        self, write: WriteField, show_evidence: Callable[[], object], guard: Guard
    ) -> None:
        super().__init__()
        self._write = write
        self._item: ObservationRow | None = None
        self.due, self.reckoned = words(""), words("", "fine")
        self.owner = AutosaveLine(
            lambda text, burst: write(owner=text, burst=burst),
            name=_("Owner at company"),
            hint=_("Name or post"),
        )
        theme.look(self.owner, "bare")
        self.risk: QPushButton = button("", guard(self.rate), look="link")
        self.risk_words = words("", "fine")
        self.evidence = button("", show_evidence, look="link")
        self.cards = [
            self._card(_("Answer due"), column(self.due, self.reckoned, gap=2)),
            self._card(_("Owner at company"), self.owner),
            self._card(_("Risk"), row(self.risk, self.risk_words, 1, gap=6)),
            self._card(_("Evidence"), self.evidence),
        ]
        self.setLayout(column(Columns(self.cards, each=150)))

    def _card(self, title: str, part: object) -> Card:
        made = Card(title, gap=4)
        made.add(part)  # type: ignore[arg-type]  # a widget or a layout
        made.body.addStretch(1)
        return made

    def show_item(self, item: ObservationRow, *, editable: bool) -> None:
        """Show one observation; a good practice has neither due date nor risk."""
        self._item = item
        answered = item.kind is not Kind.GOOD_PRACTICE
        for at in (0, 1, 2):
            self.cards[at].setVisible(answered)
        self.due.setText(due_of(item))
        self.reckoned.setText(_reckoned(item))
        self.reckoned.setVisible(bool(self.reckoned.text()))
        self.owner.set_text(item.owner)
        self.owner.setReadOnly(not editable)
        self._show_risk(item, editable=editable)
        text = evidence_text(item.evidence)
        self.evidence.setText(text)
        self.evidence.setAccessibleName(f"{_('Evidence')}: {text}")

    def _show_risk(self, item: ObservationRow, *, editable: bool) -> None:
        rated = item.likelihood is not None and item.consequence is not None
        told = rating_word(item.likelihood, item.consequence) if rated else _("Rate it…")
        self.risk.setText(told)
        self.risk.setEnabled(editable)
        theme.look(self.risk, f"risk-{ROLES[item.risk]}" if rated else "link")
        self.risk_words.setText(risk_words(item.likelihood, item.consequence))
        spoken = f"{_('Risk')}: {told} {self.risk_words.text()}".strip()
        self.risk.setAccessibleName(spoken)

    def rate(self) -> None:
        """Let the person choose in the matrix."""
        item = self._item
        if item is None or not self.risk.isEnabled():
            return
        chosen = choose_risk(self, item.likelihood, item.consequence)
        if chosen is not None:
            self._write(likelihood=chosen[0], consequence=chosen[1])


def evidence_text(pieces: tuple[EvidenceRow, ...]) -> str:
    """Return “2 photos, 1 document”, or that there is none."""
    photos = sum(piece.media_type.startswith("image/") for piece in pieces)
    parts = []
    if photos:
        parts.append(ngettext("{count} photo", "{count} photos", photos).format(count=photos))
    if files := len(pieces) - photos:
        parts.append(ngettext("{count} document", "{count} documents", files).format(count=files))
    return ", ".join(parts) or _("None yet")


def _reckoned(item: ObservationRow) -> str:
    """Return how the day came about; of one that was extended, the day it was before."""
    if item.due is None or item.due.date is None:
        return ""
    how = due_words.reckoned(item.due, language())
    if item.due_on == item.due.date:
        return how
    day = format_date(item.due.date)
    return _("Reckoned: {day}, {how}").format(day=day, how=how)
