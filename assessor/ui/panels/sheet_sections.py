"""A section of a form as a card: its fields, or the same fields once for each row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assessor.i18n import _
from assessor.ui import core, theme
from assessor.ui.panels.sheet_fields import SHORT, FieldBlock, Hands
from assessor.ui.panels.sheet_photos import PhotoBlock
from assessor.ui.panels.sheet_points import PointBlock
from assessor.ui.panels.sheet_words import band_role, row_label, score_told
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.card import Card, rule
from assessor.ui.widgets.columns import Columns
from assessor.ui.widgets.labels import line
from assessor.ui.widgets.layouts import column, empty, row
from assessor.ui.widgets.marks import Pill
from assessor.ui.words import here

if TYPE_CHECKING:
    from assessor.forms import Field, Section
    from assessor.forms.scores import ScoreValue
    from assessor.forms.sheets import SheetRow
    from assessor.forms.values import Spot
    from assessor.store.workspace import Workspace

Block = FieldBlock | PointBlock | PhotoBlock
# What a long form is made of: each call builds a little, so that no key has to wait.
Steps = Iterator[None]


class Makers:
    """What sections need to build their fields."""

    def __init__(
        self,
        hands: Hands,
        ws: Workspace,
        add_row: Callable[[str], object],
        remove_row: Callable[[str, str], object],
    ) -> None:
        self.hands, self.ws, self.add_row, self.remove_row = hands, ws, add_row, remove_row


class RowPart(QWidget):
    """The fields of one row, or of a section that does not repeat."""

    def __init__(self, section: Section, row_id: str, makers: Makers) -> None:
        super().__init__()
        self.section, self.row_id = section, row_id
        self.blocks: list[Block] = []
        self._makers = makers
        self._title = ""
        self._scores = QHBoxLayout()
        self._scores.setSpacing(theme.px(6))
        self._told: tuple[tuple[str, str], ...] = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(9))

    def build(self, title: str, hint: str, *, own: bool) -> Steps:
        """Build head and fields, a field at a time."""
        self._title = title
        head = self._head(title, own=own) if title else None
        if head is not None:
            self._box.addLayout(column(head, line(hint, "fine") if hint else None, gap=2))
        run: list[FieldBlock] = []
        for field in self.section.fields:
            if _is_short(field):
                run.append(self._field(field))
                yield
                continue
            self._place(run)
            run = []
            block = self._block(field)
            if isinstance(block, PhotoBlock) and head is not None:
                head.insertWidget(2, block, 1)
            else:
                self._box.addWidget(block)
            yield
        self._place(run)

    def _head(self, title: str, *, own: bool) -> QHBoxLayout:
        self.label = line(title, "bold", wrap=False)
        head = row(self.label, self._scores, gap=10)
        if not own:
            remove = button(
                "",
                lambda: self._makers.remove_row(self.section.id, self.row_id),
                look="quiet",
                icon="close",
                name=_("Remove {row}").format(row=title),
            )
            remove.setToolTip(_("Remove this row"))
            head.addWidget(remove, 0, Qt.AlignmentFlag.AlignRight)
        elif not any(field.kind == "photo" for field in self.section.fields):
            head.addStretch(1)
        return head

    def _place(self, run: list[FieldBlock]) -> None:
        if run:
            self._box.addWidget(Columns(run, each=190, gap=14))

    def _field(self, field: Field) -> FieldBlock:
        block = FieldBlock(self._spot(field), self._name(field), self._makers.hands)
        self.blocks.append(block)
        return block

    def _block(self, field: Field) -> Block:
        made: Block
        if field.kind == "point":
            made = PointBlock(self._spot(field), self._name(field), self._makers.hands)
        elif field.kind == "photo":
            made = PhotoBlock(
                self._spot(field), self._name(field), self._makers.hands, self._makers.ws
            )
        else:
            return self._field(field)
        self.blocks.append(made)
        return made

    def _spot(self, field: Field) -> Spot:
        key = core.form_values.path_of(self.section.id, field.id, self.row_id)
        return core.form_values.Spot(key, self.section, field, self.row_id)

    def _name(self, field: Field) -> str:
        label = here(field.label)
        return f"{self._title}: {label}" if self._title else label

    def show_scores(self, sheet: SheetRow) -> None:
        """Show what this row comes to, beside its name."""
        found = [
            value
            for value in sheet.scores
            if value.section_id == self.section.id and value.row_id == self.row_id and self.row_id
        ]
        told = tuple((_scored(sheet, value), band_role(value)) for value in found)
        if told != self._told:
            self._told = told
            empty(self._scores)
            for text, role in told:
                self._scores.addWidget(Pill(text, role=role))


class SectionCard(Card):
    """One section; rows come and go with the sheet that is shown."""

    def __init__(self, section: Section, makers: Makers) -> None:
        super().__init__(gap=12)
        self.section, self._makers = section, makers
        self.parts: dict[str, RowPart] = {}
        self._rules: dict[str, QWidget] = {}
        self.body.setContentsMargins(*(theme.px(n) for n in (16, 12, 16, 14)))
        title = line(here(section.title), "part")
        hint = line(here(section.help), "fine") if section.help else None
        self.add(column(title, hint, gap=2))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(12))
        self.add(self._rows)
        self.more: QWidget | None = None
        if section.rows is not None and section.rows.more:
            more = _("Add a row")
            self.more = button(
                more,
                lambda: makers.add_row(section.id),
                icon="plus",
                key="Ctrl+R",
                name=f"{here(section.title)}: {more}",
            )
            self.add(row(self.more, 1))

    def build(self, sheet: SheetRow) -> Steps:
        """Build what this sheet has and the card has not, a field at a time."""
        wanted = self._wanted(sheet)
        for row_id in [each for each in self.parts if each not in wanted]:
            self._drop(row_id)
        for row_id in wanted:
            if row_id not in self.parts:
                yield from self._build_row(sheet, row_id)

    def lacks(self, sheet: SheetRow) -> bool:
        """Tell whether rows have come or gone."""
        return self._wanted(sheet) != list(self.parts)

    def _wanted(self, sheet: SheetRow) -> list[str]:
        if self.section.rows is None:
            return [""]
        return [line.id for line in sheet.rows(self.section.id)]

    def _build_row(self, sheet: SheetRow, row_id: str) -> Steps:
        part = RowPart(self.section, row_id, self._makers)
        if self.parts:
            self._rules[row_id] = rule()
            self._rows.addWidget(self._rules[row_id])
        self.parts[row_id] = part
        self._rows.addWidget(part)
        named = self.section.named_row(row_id) if row_id else None
        hint = here(named.help) if named and named.help else ""
        title = row_label(sheet, self.section.id, row_id) if row_id else ""
        yield from part.build(title, hint, own=named is not None)

    def _drop(self, row_id: str) -> None:
        for gone in (self.parts.pop(row_id), self._rules.pop(row_id, None)):
            if gone is not None:
                self._rows.removeWidget(gone)
                gone.hide()
                gone.deleteLater()

    def blocks(self) -> list[Block]:
        """Return its fields in order."""
        return [block for part in self.parts.values() for block in part.blocks]


def _scored(sheet: SheetRow, value: ScoreValue) -> str:
    title = here(sheet.form.scores_by_id[value.score_id].title)
    return f"{title}: {score_told(sheet, value)}"


def _is_short(field: Field) -> bool:
    return field.kind in SHORT or (field.kind == "choice" and not field.several)
