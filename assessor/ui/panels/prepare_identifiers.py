"""Identifiers of a company: pairs of kind and value, as many as it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from assessor.i18n import N_, _
from assessor.terms import IDENTIFIERS, identifier_name
from assessor.ui.panels.prepare_rows import RecordRow, Records
from assessor.ui.widgets.layouts import column

# Proper names stay as they are in every language.
_KINDS = (
    "RFC", "NIT", "RUC", "RUT", "CUIT", "CNPJ", "EIN", "NIF", "EORI", "MID", "DUNS", "IMMEX",
    "SVI", "CBP IOR", "CTPAT",
)  # fmt: skip
_SPOKEN_KINDS = (*IDENTIFIERS.values(), N_("AEO number"), N_("Trade register"))

WritePairs = Callable[[dict[str, str], str | None], object]


@dataclass(frozen=True)
class _Pair:
    id: str
    kind: str
    value: str


class Identifiers(QWidget):
    """`write(pairs, burst)` gets all pairs whenever one changes; `fill` shows them."""

    def __init__(self, write: WritePairs) -> None:
        super().__init__()
        self._write = write
        self._pairs: list[_Pair] = []
        self._made = 0
        self.records = Records(
            _PairRow,
            add=self._add,
            change=self._change,
            remove=self._remove,
            adder=_("Add identifier"),
            begins_with=("kind", "value"),
            heads=((_("Kind"), 3), (_("Number"), 8)),
        )
        layout: QVBoxLayout = column(self.records)
        self.setLayout(layout)
        self.setFocusProxy(self.records)

    def fill(self, pairs: Mapping[str, str]) -> None:
        """Show what the database holds; a row keeps its place while its pair is known."""
        if _stored(self._pairs) != dict(pairs):
            self._pairs = self._renewed(pairs)
        self.records.fill(self._pairs)

    def _renewed(self, pairs: Mapping[str, str]) -> list[_Pair]:
        old, made = list(self._pairs), []
        for key, value in pairs.items():
            kind = _(identifier_name(key))
            same = next((pair for pair in old if kind == pair.kind or value == pair.value), None)
            if same is not None:
                old.remove(same)
            made.append(_Pair(same.id if same else self._new_id(), kind, value))
        return made

    def _new_id(self) -> str:
        self._made += 1
        return str(self._made)

    def _add(self, fields: dict[str, Any]) -> str:
        pair = _Pair(self._new_id(), fields.get("kind", ""), fields.get("value", ""))
        self._store([*self._pairs, pair], None)
        return pair.id

    def _change(self, pair_id: str, burst: str | None, fields: dict[str, Any]) -> None:
        self._store(
            [
                _Pair(p.id, fields.get("kind", p.kind), fields.get("value", p.value))
                if p.id == pair_id
                else p
                for p in self._pairs
            ],
            burst,
        )

    def _remove(self, pair_id: str) -> None:
        self._store([pair for pair in self._pairs if pair.id != pair_id], None)

    def _store(self, pairs: list[_Pair], burst: str | None) -> None:
        self._pairs = pairs
        self._write(_stored(pairs), burst)


def _stored(pairs: list[_Pair]) -> dict[str, str]:
    """Return the pairs by kind; a kind that comes twice is numbered, so that none is lost."""
    found: dict[str, str] = {}
    keys = {_(name): key for key, name in IDENTIFIERS.items()}
    for pair in pairs:
        kind, number = pair.kind.strip(), 1
        kind = keys.get(kind, kind)
        name = kind
        while name in found:
            number += 1
            name = f"{kind} {number}".strip()
        found[name] = pair.value.strip()
    return found


class _PairRow(RecordRow):
    def __init__(self, rows: Records) -> None:
        super().__init__(rows, _("Remove identifier"))
        self.kind = self.line("kind", _("Kind of identifier"))
        self.number = self.line("value", _("Number"))
        self.lay(self.kind, self.number, shares=(3, 8))
        completer = QCompleter([*_KINDS, *map(_, _SPOKEN_KINDS)], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(lambda _text: self.kind.saver.touch())
        self.kind.setCompleter(completer)
        self.add_remove()

    def fill(self, record: _Pair) -> None:
        self.kind.set_text(record.kind)
        self.number.set_text(record.value)
