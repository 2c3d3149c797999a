"""What the file says about the company, beside what is recorded; ticks decide what is taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QCheckBox, QWidget

from assessor.i18n import N_, _
from assessor.terms import IDENTIFIERS
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column, empty, scrolling

if TYPE_CHECKING:
    from assessor.facts import CompanyRow

_NAMES = {
    "name": N_("Legal name"),
    **IDENTIFIERS,
    "address": N_("Address"),
    "activity": N_("Activity"),
    "employees": N_("Employees"),
    "contact": N_("Contact"),
    "date": N_("Date of the file"),
}
_PLAIN = ("address", "activity", "employees")
_OF_CONTACT = ("contact", "contact_role", "email", "phone")


@dataclass(frozen=True)
class Offer:
    """A fact from the file: it fills a blank, is known already, or differs from the record."""

    key: str
    given: str
    recorded: str
    effect: Literal["fills", "same", "differs", "told"]


def offers(company: CompanyRow | None, given: Mapping[str, str]) -> list[Offer]:
    """Return what the file offers, in the order of the form; without a company all is new."""
    found = []
    for key in _NAMES:
        if not given.get(key):
            continue
        told = given[key]
        if key == "contact":
            told = " · ".join(given[part] for part in _OF_CONTACT if given.get(part))
        recorded = _recorded(company, key, given)
        effect: Literal["fills", "same", "differs", "told"] = "differs"
        if key == "date":
            effect = "told"
        elif not recorded:
            effect = "fills"
        elif key == "contact" or _alike(recorded, given[key]):
            effect = "same"
        found.append(Offer(key, told, recorded, effect))
    return found


def _recorded(company: CompanyRow | None, key: str, given: Mapping[str, str]) -> str:
    if company is None:
        return ""
    if key == "name":
        return company.legal_name
    if key == "contact":
        name = given["contact"].casefold()
        return next((p.name for p in company.contacts if p.name.casefold() == name), "")
    return str(getattr(company, key)) if key in _PLAIN else company.identifiers.get(key, "")


def _alike(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


class ImportCompany(QWidget):
    """One line per fact; what fills a blank is ticked, what would overwrite is not."""

    def __init__(self) -> None:
        super().__init__()
        self._given: Mapping[str, str] = {}
        self._offers: list[Offer] = []
        self.ticks: dict[str, QCheckBox] = {}
        self._lines = column(gap=10, margins=(16, 12, 16, 16))
        inner = QWidget()
        inner.setLayout(self._lines)
        self.setLayout(column(scrolling(inner), gap=0))

    def show_offers(self, company: CompanyRow | None, given: Mapping[str, str]) -> None:
        """Show the facts of a file beside the record of a company."""
        self._given, self._offers = given, offers(company, given)
        self.ticks = {}
        empty(self._lines)
        self._lines.addWidget(words(_("The file says of the company"), "bold"))
        hint = _("Ticked facts are taken with the answers. Nothing is overwritten unasked.")
        self._lines.addWidget(words(hint if self._offers else _("Nothing."), "small"))
        for offer in self._offers:
            self._lines.addWidget(self._line(offer))
        self._lines.addStretch(1)

    def count(self) -> int:
        """Return how many facts are ticked."""
        return sum(tick.isChecked() for tick in self.ticks.values())

    def taken(self) -> tuple[dict[str, str], Collection[str]]:
        """Return the facts that were ticked, and those among them that overwrite."""
        ticked = {key for key, tick in self.ticks.items() if tick.isChecked()}
        given = {key: text for key, text in self._given.items() if key in ticked}
        if "contact" in ticked:
            given |= {key: self._given[key] for key in _OF_CONTACT if key in self._given}
        over = [o.key for o in self._offers if o.effect == "differs" and o.key in ticked]
        return given, over

    def _line(self, offer: Offer) -> QWidget:
        name, made = _(_NAMES[offer.key]), QWidget()
        parts: list[QWidget] = []
        if offer.effect in {"fills", "differs"}:
            tick = QCheckBox(name)
            tick.setChecked(offer.effect == "fills")
            told = f"{name}: {offer.given}"
            if offer.effect == "differs":
                told = _("{name}: recorded “{recorded}”, in the file “{given}”").format(
                    name=name, recorded=offer.recorded, given=offer.given
                )
            tick.setAccessibleName(told)
            self.ticks[offer.key] = tick
            parts.append(tick)
        else:
            parts.append(label(name))
        parts.append(words(offer.given))
        if offer.effect == "differs":
            parts.append(words(_("Recorded: {text}").format(text=offer.recorded), "warning"))
        elif offer.effect == "same":
            parts.append(words(_("already recorded"), "fine"))
        made.setLayout(column(*parts, gap=2))
        return made
