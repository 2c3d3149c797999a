"""The foot: how far the visit is, what it holds, when it was saved, the language."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from assessor.i18n import _, language, languages, ngettext
from assessor.terms import Verdict
from assessor.ui import theme
from assessor.ui.widgets.labels import ElidedLabel, words
from assessor.ui.widgets.verdict_bar import VerdictBar

if TYPE_CHECKING:
    from assessor.tally import Progress


class Foot(QFrame):
    """28 pixels that always tell the truth."""

    def __init__(self, switch: Callable[[str], object]) -> None:
        super().__init__()
        theme.look(self, "foot")
        self.setFixedHeight(theme.px(28))
        self.text, self.counts = words("", wrap=False), ElidedLabel()
        self.bar = VerdictBar()
        self.bar.setMinimumWidth(theme.px(40))
        self.bar.setMaximumWidth(theme.px(180))
        self.saved = words("", wrap=False)
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.px(14), 0, theme.px(14), 0)
        box.setSpacing(theme.px(18))
        box.addWidget(self.text)
        box.addWidget(self.bar, 1)
        box.addWidget(self.counts, 3)
        self.gap = QWidget()
        box.addWidget(self.gap, 1)
        box.addWidget(self.saved)
        box.addLayout(self._languages(switch))
        self.show_text("")

    def show_text(self, text: str) -> None:
        """Say a sentence of the page."""
        self.text.setText(text)
        self.bar.hide()
        self.counts.hide()

    def show_progress(self, progress: "Progress") -> None:
        """Say how far the open validation is."""
        told = _("{assessed} of {total} assessed")
        self.text.setText(told.format(assessed=progress.assessed, total=progress.total))
        self.bar.set_counts(counts_of(progress), progress.total, self.text.text())
        self.counts.setText(tally(progress))
        self.bar.show()
        self.counts.show()

    def show_saved(self, at: datetime) -> None:
        """Say when the last change was committed."""
        self.saved.setText(_("✓ Saved {time}").format(time=at.strftime("%H:%M:%S")))

    def _languages(self, switch: Callable[[str], object]) -> QHBoxLayout:
        box = QHBoxLayout()
        box.setSpacing(0)
        group = QButtonGroup(self)
        for at, code in enumerate(languages()):
            if at:
                box.addWidget(words("|", wrap=False))
            made = QPushButton(code.upper())
            made.setCheckable(True)
            made.setChecked(code == language())
            made.setAccessibleName(_("Language: {name}").format(name=code.upper()))
            theme.look(made, "language")
            made.clicked.connect(lambda _on=False, code=code: switch(code))
            group.addButton(made)
            box.addWidget(made)
        return box


def counts_of(progress: "Progress") -> dict[Verdict, int]:
    """Return the requirements per verdict, as the bar wants them."""
    return {
        Verdict.MET: progress.met,
        Verdict.PARTLY: progress.partly,
        Verdict.NOT_MET: progress.not_met,
        Verdict.NA: progress.na,
        Verdict.NOT_VERIFIED: progress.not_verified,
    }


def tally(progress: "Progress") -> str:
    """Return "8 findings · 5 recommendations · 3 good practices" in the person's language."""
    findings, advice, good = (
        progress.findings,
        progress.recommendations,
        progress.good_practices,
    )
    return " · ".join(
        (
            ngettext("{count} finding", "{count} findings", findings).format(count=findings),
            ngettext("{count} recommendation", "{count} recommendations", advice).format(
                count=advice
            ),
            ngettext("{count} good practice", "{count} good practices", good).format(count=good),
        )
    )
