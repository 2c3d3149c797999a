"""One row of the file in full, and the requirement it may belong to: one key settles it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QPushButton, QSizePolicy, QWidget

from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.models.ledger_model import (
    FLAGS,
    HIDDEN,
    KINDS,
    ROLES,
    STATUSES,
    Line,
    certainty,
    matched_by,
)
from assessor.ui.panels.import_marks import ImportMarks
from assessor.ui.widgets.labels import Prose, label, words
from assessor.ui.widgets.layouts import column, empty, row, scrolling
from assessor.ui.widgets.marks import KeyHint, LevelBadge, Pill
from assessor.ui.words import here, place, plain, spoken

if TYPE_CHECKING:
    from assessor.checklist import Checklist, Requirement
    from assessor.saq.corrections import Mark

Choose = Callable[[str], object]
# Pixels of the 100 % scale below which the question no longer stays in sight.
_LOW = 420


class ImportRow(QWidget):
    """`choose(ref)` gets what the person decided, "" for none of them."""

    def __init__(
        self, checklist: Checklist, choose: Choose, mark: Callable[[Mark], object] | None = None
    ) -> None:
        super().__init__()
        self._checklist, self._choose = checklist, choose
        self.marks = ImportMarks(mark) if mark is not None else None
        self.line: Line | None = None
        self.status, self.place = Pill("", role="na"), words("", "bold")
        self.kind = words("", "fine")
        self.question, self.text = Prose("", "small"), Prose()
        self.question_label = label(_("Asked in the file"))
        self.text_label = label(_("What the company wrote"))
        self.claim = Pill("", role="na")
        self.documents, self.warnings = words("", "document"), words("", "warning")
        self.candidates: list[CandidateButton] = []
        self._list = column(gap=6)
        self.field = self._reference_field()
        self.which = label(_("Which requirement does it answer?"))
        self.asked = self._question_block()
        above = QWidget()
        above.setLayout(
            column(
                row(self.status, 1, self.claim, gap=6),
                column(self.place, self.kind, gap=1),
                column(self.question_label, self.question, gap=3),
                column(self.text_label, self.text, self.documents, gap=3),
                self.warnings,
                1,
                self.marks,
                gap=10,
                margins=(16, 12, 16, 8),
            )
        )
        self._below, self._inner = column(gap=0), column(gap=0)
        content = column(above, self._below, gap=0)
        whole = QWidget()
        whole.setLayout(content)
        self._inner.addWidget(scrolling(whole), 1)
        self._inner.addWidget(self.asked)
        # Hidden as a whole while no row is lit; the widget itself belongs to its stack.
        self._all = QWidget()
        self._all.setLayout(self._inner)
        self.setLayout(column(self._all, gap=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the question scrolls with the row."""
        super().resizeEvent(event)
        home = self._inner if self.height() > theme.px(_LOW) else self._below
        if home.indexOf(self.asked) < 0:
            home.addWidget(self.asked)

    def show_line(self, line: Line | None) -> None:
        """Show a row of the ledger."""
        self.line = line
        self._all.setVisible(line is not None)
        if line is None:
            return
        data = line.row
        role, sign = ROLES[line.status]
        self.status.set_text(f"{sign} {_(STATUSES[line.status])}", role=role)
        self.place.setText(place(data.place))
        how = " · ".join(filter(None, (matched_by(line), certainty(line))))
        kind = _(KINDS.get(data.kind, "")) if data.kind != "answer" else ""
        self.kind.setText(" · ".join(filter(None, (data.section, data.ref_shown, kind, how))))
        self.claim.set_text(spoken(data.claim), data.claim)
        self.claim.setVisible(line.answers)
        self._tell(self.question_label, self.question, data.question)
        self._tell(self.text_label, self.text, data.text)
        self.documents.setText(" · ".join(data.documents))
        self.documents.setVisible(bool(data.documents))
        told = [_(FLAGS[flag]) for flag in data.flags if flag in FLAGS]
        told += [_(HIDDEN[data.hidden])] if data.hidden else []
        self.warnings.setText("\n".join(told))
        self.warnings.setVisible(bool(told))
        if self.marks is not None:
            self.marks.show_row(data)
        self._show_candidates(line)

    def choose_at(self, number: int) -> None:
        """Take the candidate with this key; 0 is none of them."""
        if self.line is None or self.line.row.status == "no_answer":
            return
        if number == 0:
            self._choose("")
        elif number <= len(self.line.candidates):
            self._choose(self.line.candidates[number - 1])

    def type_reference(self) -> None:
        """Put the cursor where any reference can be typed."""
        if self.asked.isVisible():
            self.field.setFocus()
            self.field.selectAll()

    def _tell(self, head: QWidget, prose: Prose, text: str) -> None:
        prose.set_text(text)
        head.setVisible(bool(text))
        prose.setVisible(bool(text))

    def _question_block(self) -> QWidget:
        made = QWidget()
        theme.look(made, "side-foot")
        typed = row(KeyHint("F2"), self.field, gap=8)
        made.setLayout(column(self.which, self._list, typed, gap=8, margins=(16, 10, 16, 12)))
        return made

    def _show_candidates(self, line: Line) -> None:
        self.asked.setVisible(line.row.status != "no_answer")
        empty(self._list)
        self.candidates = []
        self.field.clear()
        refs = list(line.candidates)
        if line.chosen and line.chosen not in refs:
            refs.append(line.chosen)
        for at, ref in enumerate(refs):
            requirement = self._checklist.requirement(ref)
            key = str(at + 1) if ref in line.candidates else ""
            taken = ref == line.ref and line.status == "accepted"
            self._offer(CandidateButton(key, requirement, taken=taken), ref)
        none = CandidateButton("0", None, taken=line.settled and not line.chosen)
        self._offer(none, "")

    def _offer(self, made: CandidateButton, ref: str) -> None:
        made.clicked.connect(lambda _on=False: self._choose(ref))
        self.candidates.append(made)
        self._list.addWidget(made)

    def _reference_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(_("Another: number or words"))
        field.setAccessibleName(_("Another requirement: number or words"))
        entries = [f"{r.ref}  {here(r.title)}" for r in self._checklist.requirements]
        completer = QCompleter(entries, field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        field.setCompleter(completer)
        self._offered = QListView()
        completer.setPopup(self._offered)
        completer.activated.connect(lambda _text: self._take_typed())
        field.returnPressed.connect(self._take_typed)
        return field

    def _take_typed(self) -> None:
        ref = self._meant(self.field.text())
        theme.look(self.field, "" if ref or not self.field.text() else "wanting")
        if ref and self.line is not None:
            self._offered.hide()  # it would take the focus back as it closes
            self._choose(ref)

    def _meant(self, typed: str) -> str:
        """Return the one requirement that is meant; the number typed whole comes first."""
        known = {item.ref: item for item in self._checklist.requirements}
        first = typed.split(maxsplit=1)[0] if typed.split() else ""
        if first in known:
            return first
        wanted = plain(typed).split()
        fitting = [
            ref
            for ref, item in known.items()
            if wanted and all(word in plain(f"{ref} {here(item.title)}") for word in wanted)
        ]
        return fitting[0] if len(fitting) == 1 else ""


class CandidateButton(QPushButton):
    """A requirement with its key, level and title; None is “none of them”."""

    def __init__(self, key: str, requirement: Requirement | None, *, taken: bool) -> None:
        super().__init__()
        theme.look(self, "candidate-on" if taken else "candidate")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        line = row(gap=8, margins=(8, 5, 8, 5))
        if key:
            line.addWidget(KeyHint(key))
        if requirement is None:
            title, name = words(_("None of them"), "small"), _("None of them")
        else:
            level = spoken(requirement.level)
            line.addWidget(LevelBadge(requirement.level, level))
            ref = words(requirement.ref, "bold", wrap=False)
            line.addWidget(ref)
            title = words(here(requirement.title), "small")
            name = f"{requirement.ref} {here(requirement.title)}, {level}"
        line.addWidget(title, 1)
        if taken:
            line.addWidget(words("✓", "good", wrap=False))
        self.setLayout(line)
        self.setAccessibleName(name)
        self.setAccessibleDescription(_("chosen") if taken else "")
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), self.sizeHint().height())
