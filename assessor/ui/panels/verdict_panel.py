"""The right column of the walk: verdict, what it means, what was seen, evidence, private note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from assessor.i18n import _, language
from assessor.terms import Verdict
from assessor.ui import theme
from assessor.ui.panels.evidence_strip import EvidenceStrip
from assessor.ui.panels.outcome_box import OutcomeBox
from assessor.ui.panels.prior_box import PriorBox
from assessor.ui.panels.walk_sheets import WalkSheets
from assessor.ui.widgets.autosave_edit import AutosaveEdit
from assessor.ui.widgets.bilingual_edit import BilingualEdit
from assessor.ui.widgets.labels import ElidedLabel, label, words
from assessor.ui.widgets.layouts import column, empty, row, scrolling
from assessor.ui.widgets.marks import KeyHint, LevelBadge
from assessor.ui.widgets.verdict_buttons import KEYS, VerdictRow
from assessor.ui.words import spoken

if TYPE_CHECKING:
    from assessor.facts import Dossier, DueDate, EvidenceRow, ObservationRow
    from assessor.store.workspace import Workspace
    from assessor.ui.panels.sheet_results import Decide
    from assessor.walk import PointRow, WalkRow


@dataclass(frozen=True)
class Deeds:
    """What the panel can ask the page to do."""

    choose: Callable[[str, Verdict], object]
    turn_to: Callable[[str], object]
    write_seen: Callable[[dict[str, str], str], object]
    write_note: Callable[[str, str], object]
    record: Callable[[], object]
    explain: Callable[[], object]
    open_one: Callable[[ObservationRow], object]
    add_evidence: Callable[[], object]
    show_evidence: Callable[[EvidenceRow], object]
    open_sheets: Callable[[], object]
    open_sheet: Callable[[str], object]
    decide: Decide
    confirm: Callable[[], object]


class _PointBlock(QFrame):
    """One point of a mixed requirement: its badge, and five compact verdicts."""

    def __init__(
        self, point: PointRow, names: dict[Verdict, str], level: str, deeds: Deeds
    ) -> None:
        super().__init__()
        self.point_id = point.id
        self.verdicts = VerdictRow(names, lambda v: deeds.choose(point.id, v), compact=True)
        self.word = words("", "small", wrap=False)
        self._names, self._turn_to = names, deeds.turn_to
        for made in self.verdicts.buttons.values():
            made.setAccessibleName(f"{point.id}: {made.text()}")
            made.installEventFilter(self)
        head = row(LevelBadge(point.level, f"{point.id} · {level}"), 1, self.word)
        self.setLayout(column(head, self.verdicts, gap=7, margins=(10, 8, 10, 9)))

    def show_verdict(self, verdict: Verdict | None, *, focused: bool) -> None:
        self.verdicts.set_verdict(verdict)
        self.verdicts.show_keys(focused)
        self.word.setText(self._names[verdict] if verdict else _("not seen yet"))
        theme.look(self, "point-on" if focused else "point")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The point whose buttons get the focus is the one that the keys act on."""
        if event.type() == QEvent.Type.FocusIn:
            self._turn_to(self.point_id)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: object) -> None:
        self._turn_to(self.point_id)


class VerdictPanel(QFrame):
    """Shows one point of a requirement at one site; says by `Deeds` what the person does."""

    def __init__(self, languages: tuple[str, ...], deeds: Deeds) -> None:
        super().__init__()
        theme.look(self, "side-right")
        self._deeds = deeds
        self._shape: tuple[object, ...] = ()
        self.blocks: list[_PointBlock] = []
        self.single: VerdictRow | None = None
        self.heading = label(_("Verdict on site"))
        self.verdicts = QVBoxLayout()
        self.verdicts.setSpacing(theme.px(8))
        self.prior = PriorBox(deeds.confirm)
        self.box = OutcomeBox(deeds.record, deeds.explain, deeds.open_one)
        self.gaps = QLabel()
        self.seen_label = ElidedLabel(_("What you saw · goes into the report"), "label")
        self.seen = BilingualEdit(
            languages, deeds.write_seen, name=_("What you saw"), beside=False, lines=3
        )
        self.evidence = EvidenceStrip(deeds.add_evidence, deeds.show_evidence)
        self.sheets = WalkSheets(deeds.open_sheets, deeds.open_sheet, deeds.decide)
        self.note = AutosaveEdit(
            deeds.write_note, name=_("Private note"), hint=_("Only for you."), lines=2, most=8
        )
        self._build()

    def show_row(
        self,
        workspace: Workspace,
        line: WalkRow,
        point: PointRow,
        known: Dossier,
        *,
        due: DueDate | None,
        recorded: tuple[ObservationRow, ...],
    ) -> None:
        """Show a requirement with `point` in focus."""
        self._shape_verdicts(line, known)
        if self.single is not None:
            self.single.set_verdict(point.verdict)
        for block, each in zip(self.blocks, line.points, strict=True) if self.blocks else ():
            block.show_verdict(each.verdict, focused=each.id == point.id)
        self.prior.show_row(line, known.profile)
        self.box.show_point(line, point, known, due, recorded)
        several = len(line.points) > 1
        told = _("What you saw · {point} · goes into the report").format(point=point.id)
        self.seen_label.setText(told if several else _("What you saw · goes into the report"))
        self.seen.set_text(point.seen)
        self.note.set_text(point.private_note)
        self.evidence.show_pieces(workspace, line.evidence)
        self.sheets.show_requirement(known, line.ref)
        self._show_gaps(line)

    def enable(self, enabled: bool) -> None:
        """Let everything be changed, or only read when the report is issued."""
        for made in self._verdict_rows():
            made.setEnabled(enabled)
        self.prior.confirm.setEnabled(enabled)
        if self.note.isReadOnly() == enabled:  # fields tell it on, even where nothing changes
            self.seen.set_enabled(enabled)
            self.note.setReadOnly(not enabled)

    def _verdict_rows(self) -> list[VerdictRow]:
        return [self.single] if self.single else [block.verdicts for block in self.blocks]

    # building

    def _build(self) -> None:
        theme.look(self.gaps, "warning")
        self.gaps.setWordWrap(True)
        self.gaps.setTextFormat(Qt.TextFormat.PlainText)
        note_label = ElidedLabel(_("Private note · never leaves this laptop"), "label")
        inner = QWidget()
        inner.setLayout(
            column(
                column(self.heading, self.verdicts, gap=6),
                self.prior,
                self.box,
                self.gaps,
                column(_headed(self.seen_label, self.seen.tabs, KeyHint("N")), self.seen, gap=5),
                column(row(label(_("Evidence")), 1, KeyHint("E")), self.evidence, gap=6),
                column(row(label(_("Worksheets")), 1, KeyHint("W")), self.sheets, gap=5),
                column(_headed(note_label, KeyHint("P")), self.note, gap=5),
                1,
                gap=13,
                margins=(16, 16, 16, 16),
            )
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.area = scrolling(inner)
        box.addWidget(self.area)

    def _shape_verdicts(self, line: WalkRow, known: Dossier) -> None:
        """Build the buttons anew only when the number or level of the points changes."""
        single = len(line.points) == 1
        shape = ("single",) if single else tuple((p.id, p.level) for p in line.points)
        if shape == self._shape:
            return
        self._shape = shape
        empty(self.verdicts)
        self.blocks, self.single = [], None
        names = {verdict: spoken(verdict, known.profile) for verdict in KEYS}
        if single:
            only = line.points[0].id
            self.single = VerdictRow(names, lambda v: self._deeds.choose(only, v))
            self.verdicts.addWidget(self.single)
            return
        for point in line.points:
            level = spoken(point.level, known.profile)
            block = _PointBlock(point, names, level, self._deeds)
            self.blocks.append(block)
            self.verdicts.addWidget(block)

    def _show_gaps(self, line: WalkRow) -> None:
        # What the box above already says, or what is simply still to do, is not repeated here.
        said = {"unseen", "finding_missing", "recommendation_missing", "deviation", "proposal_open"}
        told = [
            gap.text(language())
            for gap in line.gaps
            if gap.code not in said and gap.field != "seen"
        ]
        self.gaps.setText("\n".join(told[:3]))
        self.gaps.setVisible(bool(told))


def _headed(title: QWidget, *more: QWidget | QLayout) -> QHBoxLayout:
    line = row(title, *more, gap=8)
    line.setStretch(0, 1)
    return line
