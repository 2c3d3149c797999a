"""A field of photographs: small tiles, one more from a file, or from what the visit has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.panels.evidence_strip import PieceTile
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.labels import line
from assessor.ui.widgets.layouts import FlowLayout
from assessor.ui.words import here

if TYPE_CHECKING:
    from assessor.facts import EvidenceRow
    from assessor.forms.values import Spot
    from assessor.store.workspace import Workspace
    from assessor.terms import Level
    from assessor.ui.panels.sheet_fields import Hands

_TILE = (52, 38)


class PhotoBlock(QWidget):
    """Tiles of what is attached; `pieces` are the visit's evidence by id."""

    def __init__(self, spot: Spot, name: str, hands: Hands, ws: Workspace) -> None:
        super().__init__()
        self.spot, self._hands, self._ws = spot, hands, ws
        self.pieces: Mapping[str, EvidenceRow] = {}
        self.tiles: list[PieceTile] = []
        self._shown: tuple[str, ...] | None = None
        path = spot.key
        from_file, from_visit = _("add from a file"), _("take from the visit")
        self.adder = button(
            "",
            lambda: hands.add_photo(path),
            look="quiet",
            icon="camera-plus-outline",
            name=f"{name}: {from_file}",
        )
        self.adder.setToolTip(_("Add a photograph (E)"))
        self.linker = button(
            "",
            lambda: hands.link_photo(path),
            look="quiet",
            icon="link-variant",
            name=f"{name}: {from_visit}",
        )
        self.linker.setToolTip(_("Take one from the evidence of the visit"))
        flow = FlowLayout(self, gap=6)
        if not spot.row_id:
            flow.addWidget(line(here(spot.field.label), "label", wrap=False))
        self._flow = flow
        flow.addWidget(self.adder)
        flow.addWidget(self.linker)

    @property
    def stops(self) -> list[QWidget]:
        """Where the keyboard goes by Tab; Enter passes photographs by."""
        return []

    @property
    def main(self) -> QWidget:
        """Where the page goes to show it."""
        return self.adder

    def show_value(self, values: Mapping[str, Any], _short: Level | None) -> None:
        """Show the tiles of what is attached; nothing is built anew when it is the same."""
        ids = tuple(item for item in values.get(self.spot.key) or () if item in self.pieces)
        self.linker.setVisible(any(item not in ids for item in self.pieces))
        if ids == self._shown:
            return
        self._shown = ids
        for tile in self.tiles:
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = [self._tile(self.pieces[item]) for item in ids]
        for tile in self.tiles:
            self._flow.addWidget(tile)
        self.updateGeometry()

    def _tile(self, piece: EvidenceRow) -> PieceTile:
        tile = PieceTile(self._ws, piece, f"{piece.number} · {piece.file_name}")
        tile.setFixedSize(theme.px(_TILE[0]), theme.px(_TILE[1]))
        tile.clicked.connect(lambda _on=False: self._hands.show_photo(self.spot.key, piece))
        return tile

    def enable(self, enabled: bool) -> None:
        """Let photographs be attached, or only looked at."""
        self.adder.setEnabled(enabled)
        self.linker.setEnabled(enabled)

    def forget(self) -> None:
        """Nothing is ever half written here."""
