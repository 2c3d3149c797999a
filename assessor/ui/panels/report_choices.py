"""What to make: which document, in which languages, whose copy, in which format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QPushButton, QVBoxLayout, QWidget

from assessor.i18n import N_, _, language_name, languages, ngettext
from assessor.ui.panels.report_preview import PDF, Wanted
from assessor.ui.widgets.buttons import button, chip
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import FlowLayout, column, row
from assessor.ui.widgets.pick import Pick

if TYPE_CHECKING:
    from assessor.reports.kinds import ReportKind
    from assessor.reports.writers import Writer

COPIES = {"internal": N_("Internal"), "company": N_("Company's")}
NONE = ""
REPORT = "validation-report"


class Choices(QWidget):
    """`changed` carries what is wanted now; `export` is asked for by its button."""

    changed = Signal(object)

    def __init__(self, export: Callable[[], object]) -> None:
        super().__init__()
        self.wanted = Wanted(REPORT, ("es", "en"), "internal")
        self._groups: dict[str, dict[str, QPushButton]] = {}
        self._kinds, self._formats = FlowLayout(gap=6), FlowLayout(gap=6)
        known = [(code, language_name(code)) for code in languages()]
        self.first = Pick(known, self._choose_first, name=_("First language"))
        self.second = Pick(
            [*known, (NONE, _("none"))], self._choose_second, name=_("Second language")
        )
        self.swap_button = button("⇄", self.swap, look="quiet", name=_("Swap the languages"))
        self.lacking = words("", "warning")
        self.note = words(_("Word breaks its pages itself; the preview shows the PDF."), "fine")
        self.places = QCheckBox(_("Print where photographs were taken"))
        self.places.clicked.connect(lambda on: self._choose(places=on))
        self.export = button(_("Export…"), export, look="primary", key="Ctrl+E")
        self.setLayout(self._lay_out())
        self.lacking.hide()
        self.note.hide()

    def offer(self, kinds: Mapping[str, ReportKind], formats: Mapping[str, Writer]) -> None:
        """Offer every kind of document and every format there is."""
        if "kind" not in self._groups:
            self._fill("kind", self._kinds, _titles(kinds))
            self._fill("format", self._formats, _titles(formats))
        self._light()

    def set_wanted(self, wanted: Wanted) -> None:
        """Show what is wanted, without telling anyone."""
        self.wanted = wanted
        self._light()

    def in_order(self) -> list[QWidget]:
        """Return what can have the focus, as the eye goes."""
        groups = {field: list(made.values()) for field, made in self._groups.items()}
        languages_ = [self.first, self.swap_button, self.second]
        last = [self.places, self.export]
        copies, formats = groups["copy"], groups.get("format", [])
        return [*groups.get("kind", []), *languages_, *copies, *formats, *last]

    def tell_lacking(self, count: int) -> None:
        """Say how many texts lack a language of this document."""
        told = ngettext(
            "{count} text is not translated yet", "{count} texts are not translated yet", count
        )
        self.lacking.setText("⚠ " + told.format(count=count))
        self.lacking.setVisible(bool(count))

    def _choose(self, **what: object) -> None:
        wanted = Wanted(**{**vars(self.wanted), **what})
        self._light()
        if wanted != self.wanted:
            self.wanted = wanted
            self._light()
            self.changed.emit(wanted)

    def _choose_first(self, code: str) -> None:
        self._choose(languages=led_by(self.wanted.languages, code))

    def _choose_second(self, code: str) -> None:
        self._choose(languages=followed_by(self.wanted.languages, code))

    def swap(self) -> None:
        """Let the second language come first."""
        self._choose(languages=tuple(reversed(self.wanted.languages)))

    # building

    def _lay_out(self) -> QVBoxLayout:
        copies = FlowLayout(gap=6)
        self._fill("copy", copies, {key: _(name) for key, name in COPIES.items()})
        pair = row(gap=4)
        pair.addWidget(self.first, 1)
        pair.addWidget(self.swap_button)
        pair.addWidget(self.second, 1)
        two = row(gap=12)
        two.addLayout(column(label(_("Copy")), copies, 1, gap=4), 3)
        two.addLayout(column(label(_("Format")), self._formats, 1, gap=4), 2)
        last = row(gap=10)
        last.addWidget(self.lacking, 1)
        last.addStretch(0)
        last.addWidget(self.export)
        return column(
            column(label(_("Document")), self._kinds, gap=4),
            column(label(_("Languages, the first one leads")), pair, gap=4),
            two,
            self.places,
            self.note,
            last,
            gap=10,
        )

    def _fill(self, field: str, flow: FlowLayout, choices: Mapping[str, str]) -> None:
        group = QButtonGroup(self)
        self._groups[field] = {}
        for value, text in choices.items():
            made = chip(text, partial(self._choose, **{field: value}))
            group.addButton(made)
            flow.addWidget(made)
            self._groups[field][value] = made

    def _light(self) -> None:
        for field, made in self._groups.items():
            if (chosen := made.get(getattr(self.wanted, field))) is not None:
                chosen.setChecked(True)
        first, second = (*self.wanted.languages, NONE)[:2]
        self.note.setVisible(self.wanted.format != PDF)
        # The company's copy never says where: its allow-list has no column for it.
        self.places.setVisible(self.wanted.copy == "internal")
        self.places.setChecked(self.wanted.places)
        self.first.set_value(first)
        self.second.set_value(second)


def led_by(languages: Sequence[str], code: str) -> tuple[str, ...]:
    """Return the languages with another first one; the one that was second changes places."""
    first, *rest = languages
    return (code, first) if rest == [code] else (code, *rest)


def followed_by(languages: Sequence[str], code: str) -> tuple[str, ...]:
    """Return the languages with another second one, or with none; never the same twice."""
    first, *rest = languages
    if code == first:
        return (rest[0], first) if rest else (first,)
    return (first, code) if code else (first,)


def _titles(plugins: Mapping[str, Any]) -> dict[str, str]:
    """Return ids and spoken titles, what is usually wanted first."""
    usual = (REPORT, PDF)
    ordered = sorted(plugins, key=lambda key: key not in usual)
    return {key: _(plugins[key].title) for key in ordered}


def file_name(number: str, version: int, wanted: Wanted, suffix: str) -> str:
    """Return a name that tells what the file is, on every system."""
    parts: Sequence[str] = (
        number,
        f"v{version}",
        wanted.kind,
        *wanted.languages,
        wanted.copy,
    )
    return "-".join(parts) + suffix
