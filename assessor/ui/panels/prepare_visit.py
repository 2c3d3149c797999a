"""The visit itself on its form: checklist, languages, days, mode; and its narrative parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from assessor import i18n
from assessor.i18n import _, language_name
from assessor.terms import Mode, Phase
from assessor.ui import core
from assessor.ui.panels.prepare_edition import EditionBox
from assessor.ui.panels.prepare_part import Part, grid, subhead
from assessor.ui.panels.prepare_periods import Periods
from assessor.ui.panels.prepare_profile import ProfileBox, kept_since
from assessor.ui.widgets.autosave_edit import AutosaveEdit
from assessor.ui.widgets.columns import Columns
from assessor.ui.widgets.date_edit import DateEdit
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column, row
from assessor.ui.widgets.pick import Pick
from assessor.ui.words import asked_by, here, spoken

if TYPE_CHECKING:
    from assessor.facts import Dossier
    from assessor.ui.desk import Desk

_DATES = (
    "visit_start",
    "visit_end",
    "notified_on",
    "closing_meeting_on",
    "applied_on",
    "certified_on",
    "period_from",
    "period_to",
)


class DatedPart(Part):
    """A part with dates of the visit among its fields."""

    def show_known(self, known: Dossier) -> None:
        for name, widget in self.fields.items():
            value = getattr(known.visit, name, None)
            if isinstance(widget, DateEdit):
                widget.set_date(value)
            elif name in self.narrative:
                widget.set_text(value)  # type: ignore[attr-defined]

    narrative: tuple[str, ...] = ()

    def date(self, field: str, text: str) -> QVBoxLayout:
        """A labelled date of the visit."""
        return self.labelled(field, text, DateEdit(self.change_date(field), name=text))


class VisitPart(DatedPart):
    """Checklist, languages of the report, mode and days."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "visit", _("Visit"))
        self.number, self.checklist = words("", "bold"), words("", "small")
        self.programme, self.kept = words("", "bold"), words("", "small")
        self.add(
            Columns(
                (
                    column(label(_("Checklist")), self.number, self.checklist, 1, gap=3),
                    column(label(_("Programme")), self.programme, self.kept, 1, gap=3),
                ),
                each=300,
            )
        )
        self.editions = EditionBox(lambda: self.desk.go("moving"), lambda: self.desk.go("former"))
        self._told_of = ""
        # Reading all checklists takes a second: not while the form is still finding its place.
        self._looking = QTimer(self, singleShot=True, interval=1200)
        self._looking.timeout.connect(self._look_for_later)
        self.add(self.editions)
        self.profile = ProfileBox(desk)
        self.add(self.profile)
        self.add(self._languages_and_mode())
        self.fields["former"] = self.editions.read_button
        dates = (
            ("visit_start", _("First day of the visit")),
            ("visit_end", _("Last day of the visit")),
            ("notified_on", _("Company notified")),
            ("closing_meeting_on", _("Closing meeting")),
            ("applied_on", _("Application received")),
            ("certified_on", _("Certified or renewed")),
        )
        made = [(self.date(field, text), 3) for field, text in dates]
        self.add(grid(tuple(made[:4]), (*made[4:], (QWidget(), 3), (QWidget(), 3))))
        self.add(subhead(_("What is due")))
        self.days = Periods()
        self.add(self.days)

    def _languages_and_mode(self) -> QWidget:
        codes = [(code, language_name(code)) for code in i18n.languages()]
        self.first = Pick(codes, self._put_first, name=_("First language of the report"))
        none = ("", _("None: one language only"))
        self.second = Pick(
            [none, *codes], self._put_second, name=_("Second language of the report")
        )
        self.fields["languages"] = self.first
        modes, self.modes = row(gap=14), QButtonGroup(self)
        for at, mode in enumerate(Mode):
            choice = QRadioButton(_(spoken(mode)))
            choice.clicked.connect(lambda _on=False, mode=mode: self.change("mode", mode.value))
            self.modes.addButton(choice, at)
            modes.addWidget(choice)
        modes.addStretch(1)
        return Columns(
            (
                column(label(_("Report in"), self.first), self.first, 1, gap=4),
                column(label(_("and in"), self.second), self.second, 1, gap=4),
                column(label(_("How the visit is carried out")), modes, 1, gap=8),
            ),
            each=200,
            shares=(3, 3, 6),
        )

    def show_known(self, known: Dossier) -> None:
        super().show_known(known)
        visit, checklist = known.visit, known.checklist
        edition = _("edition {edition}").format(edition=checklist.edition)
        self.number.setText(f"{here(checklist.title)} · {edition}")
        fixed = _("fixed when the validation started")
        self.checklist.setText(f"{visit.number} · {asked_by(checklist, known.profile)} · {fixed}")
        self.programme.setText(here(known.profile.title))
        self.editions.show_known(known)
        if known.visit.phase != Phase.ISSUED and self._told_of != known.visit.copy_id:
            self._looking.start()
        self.kept.setText(kept_since(known))
        self.profile.show_known(known)
        self.days.show_known(known)
        self.first.set_value(visit.languages[0])
        self.second.set_value(visit.languages[1] if len(visit.languages) > 1 else "")
        mode = self.modes.button(list(Mode).index(Mode(visit.mode)))
        mode.setChecked(True)

    def _look_for_later(self) -> None:
        """Look once for each checklist of a validation whether a later edition is here."""
        if self.known is None or not self.isVisible():
            return
        self._told_of, of = self.known.visit.copy_id, self.known.checklist
        self.desk.task(
            "",
            lambda _report: core.editions.later_edition(core.checklist.checklists().values(), of),
            done=self.editions.tell_later,
            quiet=True,
        )

    def _put_first(self, code: str) -> None:
        self._put_languages(code, self.second.value())

    def _put_second(self, code: str) -> None:
        self._put_languages(self.first.value(), code)

    def _put_languages(self, first: str, second: str) -> None:
        before = self.desk.visit().visit.languages
        if first == second:  # whoever names a language twice wants the two to change places
            second = next((code for code in before if code != first), "")
            if before[0] == first:
                first, second = second or first, first if second else ""
        self.change("languages", [code for code in (first, second) if code])


class ScopePart(DatedPart):
    """What the visit is about: section 5 of the report."""

    narrative = ("scope", "purpose", "basis")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "scope", _("Scope and purpose"))
        scope = _("Processes, goods and flows that the visit covers, and those it does not")
        self.add(self.texts("scope", _("Scope"), hint=scope))
        purpose = _("First validation, re-validation, after an incident …")
        self.add(self.texts("purpose", _("Purpose"), hint=purpose))
        basis = _("Law, agreement, programme rules, letter of notice")
        self.add(self.texts("basis", _("Basis"), hint=basis))
        since = self.date("period_from", _("Period reviewed, from"))
        until = self.date("period_to", _("Period reviewed, to"))
        self.add(grid(((since, 3), (until, 3), (QWidget(), 6))))


class MethodPart(DatedPart):
    """How it was checked, and what could not be: section 6 of the report."""

    narrative = ("methods", "sources", "limits")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "method", _("Method and limits"))
        methods = _("Documents, observation, interviews, samples and how they were drawn")
        self.add(self.texts("methods", _("Methods"), hint=methods))
        sources = _("Earlier reports, customs history, public data: name, version, date")
        self.add(self.texts("sources", _("Sources"), hint=sources))
        limits = _("What could not be seen or verified, and why")
        self.add(self.texts("limits", _("Limits"), hint=limits))


class BusinessPart(DatedPart):
    """What the company does and how its goods travel."""

    narrative = ("business_flow",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "business", _("Business and cargo flow"))
        hint = _("From order to delivery: who packs, loads, seals, carries, stores; where it waits")
        self.add(self.texts("business_flow", _("Business and cargo flow"), hint=hint, lines=3))


class SummaryPart(DatedPart):
    """What is said once the walk is over."""

    narrative = ("summary", "monitoring", "conclusion")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "summary", _("Summary and conclusion"))
        hint = _("The result in a few sentences; the counts are added by the report")
        self.add(self.texts("summary", _("Summary"), hint=hint))
        hint = _("What to look at between this visit and the next")
        self.add(self.texts("monitoring", _("Points for closer monitoring"), hint=hint))
        hint = _("Recommendation to the deciding officer")
        title = _("Conclusion · internal copy only, the company never sees it")
        if desk.visit().profile.conclusion_in_company_copy:
            title = _("Conclusion · printed in the company's copy as well")
        self.add(self.texts("conclusion", title, hint=hint))


class DistributionPart(DatedPart):
    """How confidential the report is, and who gets it."""

    narrative = ("classification", "distribution")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "distribution", _("Classification and distribution"))
        hint = _("Confidential, restricted …: printed on every page")
        self.add(self.texts("classification", _("Classification"), hint=hint))
        hint = _("Who gets a copy, and which")
        self.add(self.texts("distribution", _("Distribution"), hint=hint))


class NotePart(Part):
    """What never leaves this laptop."""

    def __init__(self, desk: Desk) -> None:
        note = _("For you alone: no copy that goes to the company holds them.")
        super().__init__(desk, "note", _("Private notes"), note)
        self.visit_note = AutosaveEdit(
            lambda text, burst: self.change("private_note", text, burst),
            name=_("Private note about this visit"),
        )
        self.company_note = AutosaveEdit(self._write_company, name=_("Private note on the company"))
        visit = self.labelled("private_note", _("About this visit"), self.visit_note)
        company = self.labelled(
            "company_note", _("About the company, for every visit"), self.company_note
        )
        self.add(grid(((visit, 6), (company, 6))))

    def show_known(self, known: Dossier) -> None:
        self.visit_note.set_text(known.visit.private_note)
        self.company_note.set_text(known.company.private_note)

    def _write_company(self, text: str, burst: str) -> None:
        core.companies.change_company(
            self.desk.ws,
            self.desk.visit().company.id,
            burst=burst,
            validation_id=self.desk.validation_id,
            private_note=text,
        )
