"""Asks in which languages a form or a letter goes out, in which format, and for which site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from assessor.i18n import _, language_name, languages
from assessor.ui.dialogs.ask import Ask
from assessor.ui.widgets.columns import Columns
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column
from assessor.ui.widgets.pick import Pick

if TYPE_CHECKING:
    from assessor.facts import SiteRow

NONE = ""
FORMATS = (("xlsx", "Excel (.xlsx)"), ("docx", "Word (.docx)"))


@dataclass(frozen=True)
class Chosen:
    """How a file goes out: its languages in order, its format, the site where several answered."""

    languages: tuple[str, ...]
    format: str
    site_id: str | None


class FormOut(Ask):
    """Once it is accepted, `chosen()` says how the file goes out."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        *,
        spoken: Sequence[str],
        formats: bool = True,
        sites: Sequence[SiteRow] = (),
    ) -> None:
        super().__init__(parent, title, text)
        known = [(code, language_name(code)) for code in languages()]
        self.first = Pick(known, self._choose_first, name=_("First language"))
        others = [(NONE, _("none")), *known]
        self.second = Pick(others, self._choose_second, name=_("Second language"))
        self.first.set_value(spoken[0])
        self.second.set_value(spoken[1] if len(spoken) > 1 else NONE)
        self.add(Columns((_named(self.first), _named(self.second))))
        self._format = Pick(FORMATS, name=_("Format"))
        self._site = Pick([(site.id, site.name) for site in sites], name=_("Site"))
        if formats:
            self.add(_named(self._format))
        if len(sites) > 1:
            self.add(_named(self._site))
        self.add(words(_("The first language stands large, the second small beneath it."), "fine"))
        self.finish(_("Choose where…"))

    def chosen(self) -> Chosen:
        """Return what was chosen, for a thread that outlives this dialog."""
        spoken = tuple(filter(None, (self.first.value(), self.second.value())))
        site_id = self._site.value() if self._site.count() > 1 else None
        return Chosen(spoken, str(self._format.value()), site_id)

    def _choose_first(self, lang: str) -> None:
        if lang == self.second.value():
            self.second.set_value(NONE)

    def _choose_second(self, lang: str) -> None:
        if lang == self.first.value():
            self.second.set_value(NONE)


def _named(pick: Pick) -> QWidget:
    made = QWidget()
    name = label(pick.accessibleName(), pick)
    made.setLayout(column(name, pick, gap=4))
    return made
