"""The right of the findings page: everything about one observation, saved as it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from assessor import i18n, terms
from assessor.i18n import _, language_name
from assessor.terms import Kind, Phase
from assessor.ui import core, theme
from assessor.ui.panels.finding_evidence import FindingEvidence
from assessor.ui.panels.finding_facts import FindingFacts
from assessor.ui.panels.finding_head import FindingHead
from assessor.ui.panels.finding_refs import RequirementChips
from assessor.ui.panels.finding_sharing import FindingSharing
from assessor.ui.panels.finding_words import action_of
from assessor.ui.widgets.bilingual_edit import BilingualEdit
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column, row, scrolling

if TYPE_CHECKING:
    from assessor.facts import Dossier, Gap, ObservationRow
    from assessor.ui.page import Page

TEXTS = ("text", "action", "why")


class FindingEditor(QWidget):
    """Shows one ObservationRow; `remove` and `go_to_walk` belong to the page."""

    def __init__(
        self,
        page: Page,
        languages: tuple[str, ...],
        *,
        go_to_walk: Callable[[], object],
        remove: Callable[[], object],
    ) -> None:
        super().__init__()
        self._page = page
        self.languages = languages
        self.item: ObservationRow | None = None
        self.head = FindingHead(go_to_walk)
        self.gaps = Card(look="box-recommendation", gap=2)
        self.gaps_text = words("", "small")
        self.gaps.add(self.gaps_text)
        self.texts = {
            "text": self._bilingual("text", _("What was found"), lines=4),
            "action": self._bilingual("action", _("Action"), lines=3),
            "why": self._bilingual("why", _("Why it matters"), lines=2),
        }
        self.labels = {name: label("") for name in TEXTS}
        self.facts = FindingFacts(self.write, self.show_evidence, page.guarded)
        self.evidence = FindingEvidence(page)
        self.chips = RequirementChips(self.relink)
        self.sharing = FindingSharing(self.write, page.guarded)
        self.remove = button(_("Remove"), remove, look="danger", key=_("Del"))
        self._lay_out()

    def _bilingual(self, field: str, name: str, *, lines: int) -> BilingualEdit:
        return BilingualEdit(
            self.languages,
            lambda written, burst: self.write_text(field, written, burst),
            name=name,
            lines=lines,
        )

    def _lay_out(self) -> None:
        parts: list[QWidget | QVBoxLayout] = [self.head, self.gaps]
        parts += [column(self.labels[name], self.texts[name], gap=6) for name in TEXTS]
        about = row(label(_("Requirements it is about")), 1, self.chips.add)
        explained = words(
            _("A MUST gives a finding, a SHOULD a recommendation. The level decides."), "muted"
        )
        last = row(explained, gap=12)
        last.setStretch(0, 1)
        last.addWidget(self.remove)
        parts += [self.facts, self.evidence, column(about, self.chips, gap=6), self.sharing]
        inner = QWidget()
        box = column(*parts, 1, last, gap=14, margins=(22, 16, 22, 18))
        inner.setLayout(box)
        self.area = scrolling(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    # showing

    def show_item(self, known: Dossier, item: ObservationRow, gaps: Sequence[Gap]) -> None:
        """Show an observation; what is being typed in the same one stays."""
        if self.item is None or self.item.id != item.id:
            self.area.verticalScrollBar().setValue(0)
        self.item = item
        editable = known.visit.phase != Phase.ISSUED
        self.head.show_item(known, item)
        self._name_texts(item.kind)
        for name, edit in self.texts.items():
            edit.set_text(getattr(item, name))
            edit.set_enabled(editable)
        self.facts.show_item(item, editable=editable)
        self.evidence.show_item(known, item, editable=editable)
        self.chips.show_refs(known, item.refs, editable=editable)
        issued = core.observations.was_issued(known, item.id)
        self.sharing.show_item(item, issued=issued, editable=editable)
        self.remove.setEnabled(editable)
        self._show_gaps(gaps, editable=editable)

    def _name_texts(self, kind: Kind) -> None:
        names = {
            "text": _(terms.label(kind)),
            "action": action_of(kind),
            "why": _("Why it matters"),
        }
        for field, name in names.items():
            self.labels[field].setText(name)
            for lang, edit in self.texts[field].edits.items():
                edit.setAccessibleName(f"{name} · {language_name(lang)}")
        for part in (self.labels["action"], self.texts["action"]):
            part.setVisible(kind is not Kind.GOOD_PRACTICE)

    def _show_gaps(self, gaps: Sequence[Gap], *, editable: bool) -> None:
        # A missing language says so itself, in its own card.
        shown = [gap for gap in gaps if gap.code != "text_missing"]
        told = [gap.text(i18n.language()) for gap in shown]
        if not editable:
            told = [_("The report is issued: reopen it on the page Report to change anything.")]
        blocking = any(gap.blocking for gap in shown)
        theme.look(self.gaps, "box-recommendation" if blocking else "hint")
        self.gaps_text.setText("\n".join(told))
        self.gaps.setVisible(bool(told))

    def focus(self, field: str = "text", language: str = "") -> None:
        """Put the cursor into a text."""
        edit = self.texts.get(field, self.texts["text"])
        edit.focus(language if language in self.languages else self._first_missing(edit))
        self.area.ensureWidgetVisible(edit)

    def _first_missing(self, edit: BilingualEdit) -> str:
        written = edit.text()
        lacking = [lang for lang in self.languages if lang not in written]
        return lacking[0] if written and lacking else self.languages[0]

    def show_evidence(self) -> None:
        """Go to the pieces."""
        self.evidence.focus_first()
        self.area.ensureWidgetVisible(self.evidence)

    # writing

    def write(self, *, burst: str | None = None, **fields: object) -> None:
        """Record fields of the observation that is shown."""
        if self.item is not None:
            core.observations.change_observation(
                self._page.ws, self._page.validation_id, self.item.id, burst=burst, **fields
            )

    def write_text(self, field: str, written: i18n.LocalText, burst: str) -> None:
        """Record a text; languages that are not shown here keep theirs."""
        if self.item is not None:
            before: i18n.LocalText = getattr(self.item, field)
            kept = {lang: text for lang, text in before.items() if lang not in self.languages}
            self.write(burst=burst, **{field: kept | written})

    def relink(self, refs: tuple[str, ...]) -> None:
        """Let it be about these requirements; a mix of levels is refused and said."""
        if self.item is not None:
            ws, validation_id, item = self._page.ws, self._page.validation_id, self.item
            self._page.guarded(
                lambda: core.observations.relink(ws, validation_id, item.id, refs=refs)
            )()
