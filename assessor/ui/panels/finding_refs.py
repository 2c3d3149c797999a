"""The requirements an observation is about, as chips: a press takes one away, a button adds one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from assessor.i18n import _
from assessor.ui import icons, theme
from assessor.ui.dialogs.choose_requirement import choose_requirement
from assessor.ui.widgets.buttons import button, chip
from assessor.ui.widgets.layouts import FlowLayout, empty
from assessor.ui.words import here

if TYPE_CHECKING:
    from assessor.facts import Dossier

_LONGEST = 46


class RequirementChips(QWidget):
    """Shows references; `change(refs)` is asked for each that comes or goes."""

    def __init__(self, change: Callable[[tuple[str, ...]], object]) -> None:
        super().__init__()
        self.refs: tuple[str, ...] = ()
        self._change = change
        self._known: Dossier | None = None
        self._flow = FlowLayout(self, gap=6)
        self.add = button(_("Add requirement…"), self.choose, look="link")

    def show_refs(self, known: Dossier, refs: Sequence[str], *, editable: bool = True) -> None:
        """Show these references; the last one left cannot be taken away."""
        wanted = tuple(refs)
        self._known = known
        self.add.setEnabled(editable)
        if wanted == self.refs and self._flow.count():
            return
        self.refs = wanted
        empty(self._flow)
        for ref in wanted:
            self._flow.addWidget(self._chip(known, ref, removable=editable and len(wanted) > 1))

    def choose(self) -> None:
        """Let the person choose one more."""
        if self._known is not None:
            title = _("Add a requirement")
            ref = choose_requirement(self, self._known, title=title, without=self.refs)
            if ref:
                self._change((*self.refs, ref))

    def _chip(self, known: Dossier, ref: str, *, removable: bool) -> QPushButton:
        item = known.checklist.by_ref.get(ref)
        title = here(item.title) if item else ""
        short = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
        made = chip(f"{ref}  {short}")
        made.setCheckable(False)
        made.setToolTip(title)
        if removable:
            made.setIcon(icons.icon("close", "ink3"))
            made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            made.setAccessibleName(_("Take away {ref} {title}").format(ref=ref, title=title))
            made.clicked.connect(lambda _on=False: self._take_away(ref))
        else:
            made.setAccessibleName(f"{ref} {title}")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setIconSize(
            made.iconSize().scaled(theme.px(12), theme.px(12), Qt.AspectRatioMode.IgnoreAspectRatio)
        )
        return made

    def _take_away(self, ref: str) -> None:
        self._change(tuple(kept for kept in self.refs if kept != ref))
