"""Record a finding, recommendation or good practice: the level tells which, in front of the person.

`record_observation(page, validation_id, refs)` is what the keys F, R and G of the walk call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QLabel, QScrollArea, QWidget

from assessor.errors import AssessorError, MixedLevels
from assessor.i18n import LocalText, _, language_name
from assessor.terms import Kind
from assessor.ui import core, theme
from assessor.ui.dialogs.ask import Ask, fitting
from assessor.ui.panels.finding_refs import RequirementChips
from assessor.ui.panels.finding_words import LOOKS, action_of, due_sentence, new_of, recorded_of
from assessor.ui.widgets.bilingual_edit import BilingualEdit
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column, row, scrolling
from assessor.ui.words import spoken

if TYPE_CHECKING:
    from assessor.facts import Dossier
    from assessor.ui.page import Page


@dataclass
class Draft:
    """What was typed and not recorded yet; it waits for the next time."""

    text: LocalText = field(default_factory=dict)
    action: LocalText = field(default_factory=dict)


_drafts: dict[tuple[str, str, str | None, str | None, bool], Draft] = {}


class ObservationDialog(Ask):
    """Texts in the report's languages, the requirements it is about, and what it will be."""

    def __init__(
        self,
        page: Page,
        validation_id: str,
        refs: Sequence[str],
        *,
        good_practice: bool = False,
        point_id: str | None = None,
        site_id: str | None = None,
    ) -> None:
        self.known: Dossier = core.validations.validation(page.ws, validation_id)
        self.good_practice, self.point_id, self.site_id = good_practice, point_id, site_id
        self.observation_id = ""
        self.page = page
        self._key = (validation_id, refs[0], point_id, site_id, good_practice)
        super().__init__(page, new_of(Kind.GOOD_PRACTICE))
        self._heading = self.findChildren(QLabel)[0]
        self._first = refs[0]
        self._build(_drafts.setdefault(self._key, Draft()))
        self._set_refs(tuple(refs))
        self.text.focus()

    def _build(self, draft: Draft) -> None:
        self.kind_box = Card(look="box-calm", gap=3)
        self.kind_title, self.kind_text = words("", "box-title"), words("", "small")
        self.kind_box.add(self.kind_title)
        self.kind_box.add(self.kind_text)
        self.chips = RequirementChips(self._set_refs)
        self.sites = self._site_choice()
        languages = self.known.visit.languages
        # The fields grow with what is written; large letters leave less room to begin with.
        lines = 5 if theme.scale() < 140 else 3
        self.text = BilingualEdit(
            languages,
            self._keep,
            name=_("What was found"),
            hint=_("Fact, place, sample"),
            lines=lines,
        )
        self.action = BilingualEdit(languages, self._keep, name=_("Action"), lines=lines - 1)
        self.text.set_text(draft.text)
        self.action.set_text(draft.action)
        self.action_label = label("")
        self.trouble = words("", "lacking")
        self.trouble.hide()
        self.add(self.kind_box)
        self.body.addWidget(self._fields(), 1)
        self.add(self.trouble)
        self.finish(_("Record"))
        self.body.insertWidget(
            self.body.count() - 1,
            words(_("Ctrl+⏎ records it · Esc puts it aside, your words wait here"), "fine"),
        )
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.accept)

    def _fields(self) -> QScrollArea:
        inner = QWidget()
        about = row(label(_("Requirements")), 1, self.sites, self.chips.add)
        found = label(_("What was found"))
        parts = (about, self.chips, found, self.text, self.action_label, self.action)
        self._inside = column(*parts, 1, gap=10)
        inner.setLayout(self._inside)
        self._area = scrolling(inner)
        return self._area

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room that the fields need; where the screen has less, they scroll."""
        wide = fitting(820, 0).width()
        fields = self._inside.totalHeightForWidth(wide)
        rest = self.sizeHint().height() - self._area.sizeHint().height()
        most = fitting(0, 2000).height()
        self.resize(wide, min(most, rest + fields))
        super().showEvent(event)

    def _site_choice(self) -> QComboBox | None:
        if len(self.known.covered) < 2:
            return None
        made = QComboBox()
        made.setAccessibleName(_("Site"))
        made.addItem(_("All sites"), None)
        for site in self.known.covered:
            made.addItem(site.name, site.id)
        made.setCurrentIndex(max(0, made.findData(self.site_id)))
        made.currentIndexChanged.connect(self._another_site)
        return made

    def _another_site(self) -> None:
        if self.sites is not None:
            self.site_id = self.sites.currentData()
            self._show_kind()

    def _set_refs(self, refs: tuple[str, ...]) -> None:
        self.chips.show_refs(self.known, refs)
        self._show_kind()

    # what it will be

    def kinds(self) -> dict[str, Kind]:
        """Return what an observation on each of the requirements would be."""
        if self.good_practice:
            return dict.fromkeys(self.chips.refs, Kind.GOOD_PRACTICE)
        return {
            ref: core.observations.kind_at(
                self.known, ref, self.point_id if ref == self._first else None, self.site_id
            )
            for ref in self.chips.refs
        }

    def _show_kind(self) -> None:
        found = self.kinds()
        kind = next(iter(found.values()))
        mixed = len(set(found.values())) > 1
        self.trouble.hide()
        self.accept_button.setEnabled(not mixed)
        if mixed:
            error = _mixed(found)
            self._show_box("box-calm", error.text(), error.hint_text())
        else:
            self._show_box(LOOKS[kind], spoken(kind, self.known.profile), self._explained(kind))
        self._name_parts(kind)

    def _show_box(self, look: str, title: str, text: str) -> None:
        theme.look(self.kind_box, look)
        self.kind_title.setText(title)
        self.kind_text.setText(text)
        # The title's colour hangs on the look of its box.
        self.kind_title.style().unpolish(self.kind_title)
        self.kind_title.style().polish(self.kind_title)

    def _name_parts(self, kind: Kind) -> None:
        self.setWindowTitle(new_of(kind))
        self._heading.setText(new_of(kind))
        self.action_label.setText(action_of(kind))
        for lang, edit in self.action.edits.items():
            edit.setAccessibleName(f"{action_of(kind)} · {language_name(lang)}")
        for part in (self.action_label, self.action):
            part.setVisible(kind is not Kind.GOOD_PRACTICE)

    def _explained(self, kind: Kind) -> str:
        if kind is Kind.GOOD_PRACTICE:
            return _("It goes beyond the requirement and is worth showing to others.")
        days = core.due_dates.events(self.known.visit, self.known.sites)
        said = [due_sentence(core.rules.due_date(self.known.profile, kind, days))]
        short = {ref for ref, _point in self.known.short.get(self.site_id, frozenset())}
        unfounded = [ref for ref in self.chips.refs if ref not in short]
        if unfounded:
            wanting = _("{refs}: no verdict falls short yet; give it before the report is issued.")
            said.append(wanting.format(refs=", ".join(unfounded)))
        return " ".join(said)

    def _say(self, error: AssessorError) -> None:
        self.trouble.setText(f"{error.text()} {error.hint_text()}")
        self.trouble.show()

    # recording

    def _keep(self, *_written: object) -> None:
        draft = _drafts.setdefault(self._key, Draft())
        draft.text, draft.action = self.text.text(), self.action.text()

    def accept(self) -> None:
        """Record it and close; what is missing is said here and nothing is lost."""
        if not self.accept_button.isEnabled():
            return
        kind = next(iter(self.kinds().values()))
        try:
            self.observation_id = core.observations.record(
                self.page.ws,
                validation_id=self.known.visit.id,
                refs=self.chips.refs,
                text=self.text.text(),
                action=None if kind is Kind.GOOD_PRACTICE else self.action.text(),
                good_practice=self.good_practice,
                point_id=self.point_id if self.chips.refs[0] == self._first else None,
                site_id=self.site_id,
            )
        except AssessorError as error:
            self._say(error)
            self.text.focus()
            return
        _drafts.pop(self._key, None)
        self.page.desk.toast(recorded_of(kind))
        super().accept()

    def reject(self) -> None:
        """Close; what was typed waits here until the next time."""
        self._keep()
        if any((*self.text.text().values(), *self.action.text().values())):
            self.page.desk.toast(_("Not recorded. Your words wait here until you come back."))
        else:
            _drafts.pop(self._key, None)
        super().reject()


def _mixed(found: dict[str, Kind]) -> MixedLevels:
    must = ", ".join(ref for ref, kind in found.items() if kind is Kind.FINDING)
    should = ", ".join(ref for ref, kind in found.items() if kind is not Kind.FINDING)
    return MixedLevels(must=must, should=should)


def record_observation(
    page: Page,
    validation_id: str,
    refs: Sequence[str],
    *,
    good_practice: bool = False,
    point_id: str | None = None,
    site_id: str | None = None,
) -> str:
    """Let the person record an observation; return its id, empty if they did not."""
    page.leave()
    dialog = ObservationDialog(
        page,
        validation_id,
        refs,
        good_practice=good_practice,
        point_id=point_id,
        site_id=site_id,
    )
    dialog.exec()
    return dialog.observation_id
