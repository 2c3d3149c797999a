"""Initial and remaining risks: topic, likelihood by consequence with its rating, response."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assessor.i18n import LocalText, _, language_name
from assessor.terms import Response
from assessor.ui import core
from assessor.ui.dialogs.risk_matrix import CONSEQUENCES, LIKELIHOODS, ROLES, rating_word
from assessor.ui.panels.prepare_part import Part, merged, subhead
from assessor.ui.panels.prepare_rows import RecordRow, Records
from assessor.ui.widgets.autosave_edit import AutosaveEdit
from assessor.ui.widgets.columns import Columns
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import FlowLayout, column, row
from assessor.ui.widgets.marks import Pill
from assessor.ui.widgets.pick import Pick
from assessor.ui.words import spoken

if TYPE_CHECKING:
    from assessor.facts import Dossier, RiskRow
    from assessor.ui.desk import Desk


class RisksPart(Part):
    """Two lists: what was seen coming before the visit, and what remains after it."""

    def __init__(self, desk: Desk) -> None:
        note = _("Likelihood × consequence gives the rating; the report shows them as a matrix.")
        super().__init__(desk, "risks", _("Risks"), note)
        none = _("None yet. What could go wrong on this company's routes, at its sites?")
        self.initial = self._records(remaining=False, none=none)
        none = _("None yet. Which risks are left with the measures that were seen?")
        self.remaining = self._records(remaining=True, none=none)
        self.fields |= {"risks": self.initial, "remaining": self.remaining}
        self.add(subhead(_("Initial risks")))
        self.add(self.initial)
        self.add(subhead(_("Remaining risks")))
        self.add(self.remaining)

    def show_known(self, known: Dossier) -> None:
        self.initial.fill([risk for risk in known.risks if not risk.remaining])
        self.remaining.fill([risk for risk in known.risks if risk.remaining])

    def focus_at(self, field: str = "", language: str = "") -> None:
        """Go to the first topic that lacks a language, else to the first risk."""
        rows = [*self.initial.rows, *self.remaining.rows]
        edits = [edit for line in rows if isinstance(line, _RiskRow) for edit in line.in_order()]
        lacking = (edit for edit in edits if field and not edit.toPlainText().strip())
        first: QWidget = next(lacking, edits[0] if edits else self.initial.adder)
        first.setFocus()

    def _records(self, *, remaining: bool, none: str) -> Records:
        def make(rows: Records) -> RecordRow:
            return _RiskRow(rows, self.languages)

        def add(fields: dict[str, Any]) -> str:
            visit = self.desk.validation_id or ""
            return core.validations.add_risk(self.desk.ws, visit, remaining=remaining, **fields)

        return Records(
            make,
            add=add,
            change=self._change,
            remove=self._remove,
            adder=_("Add remaining risk") if remaining else _("Add initial risk"),
            begins_with=("topic",),
            heads=[(language_name(lang), 1) for lang in self.languages],
            none=none,
        )

    def _change(self, risk_id: str, burst: str | None, fields: dict[str, Any]) -> None:
        visit = self.desk.validation_id or ""
        core.validations.change_risk(self.desk.ws, visit, risk_id, burst=burst, **fields)

    def _remove(self, risk_id: str) -> None:
        core.validations.remove_risk(self.desk.ws, self.desk.validation_id or "", risk_id)


class _RiskRow(RecordRow):
    def __init__(self, rows: Records, languages: tuple[str, ...]) -> None:
        super().__init__(rows, _("Remove risk"))
        self._languages, self._before = languages, LocalText()
        self.topics = {lang: self._topic(lang) for lang in languages}
        topics = Columns(list(self.topics.values()), each=200, gap=8)
        self.likelihood = self._scale("likelihood", _("Likelihood"), LIKELIHOODS)
        self.consequence = self._scale("consequence", _("Consequence"), CONSEQUENCES)
        self.rating = Pill("", role="na")
        responses = [("", "–"), *((item.value, spoken(item)) for item in Response)]
        self.response = Pick(responses, lambda value: self.put(response=value), name=_("Response"))
        likely = row(label(_("Likelihood")), self.likelihood, words("×", "muted", wrap=False))
        grave = row(label(_("Consequence")), self.consequence, words("=", "muted", wrap=False))
        answered = row(label(_("Response")), self.response, 1)
        rated = QWidget()
        flow = FlowLayout(rated, gap=8)
        for part in (likely, grave, row(self.rating), answered):
            flow.addWidget(_whole(part))
        self.box.addLayout(column(topics, rated, gap=6, margins=(0, 0, 0, 10)), 1)
        self.add_remove()
        self.box.setAlignment(self.remover, Qt.AlignmentFlag.AlignTop)

    def _topic(self, lang: str) -> AutosaveEdit:
        return AutosaveEdit(
            lambda _text, burst: self.put(burst, topic=self._written()),
            name=f"{_('Risk')} · {language_name(lang)}",
            lines=1,
            most=4,
        )

    def _scale(self, field: str, name: str, steps: tuple[str, ...]) -> Pick:
        options = [(None, "–"), *((at, f"{at} · {_(step)}") for at, step in enumerate(steps, 1))]
        return Pick(options, lambda value: self.put(**{field: value}), name=name)

    def _written(self) -> LocalText:
        now = {lang: text for lang, e in self.topics.items() if (text := e.toPlainText())}
        return merged(self._before, now, self._languages)

    def fill(self, record: RiskRow) -> None:
        self._before = record.topic
        for lang, edit in self.topics.items():
            edit.set_text(record.topic.get(lang, ""))
        self.likelihood.set_value(record.likelihood)
        self.consequence.set_value(record.consequence)
        self.response.set_value(record.response)
        word = rating_word(record.likelihood, record.consequence)
        self.rating.set_text(word, role=ROLES.get(record.rating, "na"))

    def first(self) -> QWidget:
        return self.in_order()[0]

    def in_order(self) -> list[AutosaveEdit]:
        """The topic in each language, in the order of the report."""
        return list(self.topics.values())


def _whole(part: QHBoxLayout) -> QWidget:
    made = QWidget()
    made.setLayout(part)
    return made
