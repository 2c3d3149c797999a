"""The editor itself: list, form and faults of one draft; what is typed goes into its file."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from assessor.content import drafts, editing
from assessor.i18n import _, language
from assessor.ui import core, theme
from assessor.ui.models.editor_model import lines_of, place_of
from assessor.ui.panels import editor_fields, editor_form
from assessor.ui.panels.editor_faults import FaultsPanel
from assessor.ui.panels.editor_fields import Hands
from assessor.ui.panels.editor_form import IN_SIGHT
from assessor.ui.panels.editor_languages import LanguageStrip
from assessor.ui.panels.editor_list import EditorList
from assessor.ui.widgets.autosave_edit import flush_all
from assessor.ui.widgets.layouts import column, empty, order_by_eye, row, scrolling

if TYPE_CHECKING:
    from assessor.content.building import Content
    from assessor.content.drafts import Draft
    from assessor.content.faults import Fault, Path_
    from assessor.ui.page import Page

_LOOK = 250  # milliseconds after a key until the faults are told anew
_SPELL = 10.0  # seconds: what is typed in one go is taken back at once
LISTS = {"points", "look_for", "ask"}


class EditorPlace(QWidget):
    """Works at one draft; `page` gives it the desk and shows what fails."""

    def __init__(self, page: Page, draft: Draft) -> None:
        super().__init__()
        self.page, self.draft = page, draft
        self.path: Path_ = ()
        self.saved = False  # whether the checklists have to be read again
        self._spell: tuple[Path_, float, int] = ((), 0.0, 0)
        self._look = QTimer(self, singleShot=True, interval=_LOOK)
        self._look.timeout.connect(self.look)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.look)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._build_next)
        self._waiting: list[editor_form.Maker] = []
        self._told: list[Fault] = []
        self.list = EditorList(self._deeds())
        self.list.chosen.connect(self.open)
        self.languages = LanguageStrip(self.show_languages)
        self.right = FaultsPanel(self.jump, page.guarded(self.finish))
        self.hands = self._hands()
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setLayout(self._body)
        self.area = scrolling(inner, "ground")
        middle = QFrame()
        theme.look(middle, "ground")
        box = column(self.languages, gap=0)
        box.addWidget(self.area, 1)
        middle.setLayout(box)
        whole = row(self.list, gap=0)
        whole.addWidget(middle, 1)
        whole.addWidget(self.right)
        self.setLayout(whole)
        self.arrange(self._first(), at_once=0)
        # Written out once on a thread: the first save then writes only what was changed.
        page.desk.task("", lambda _report: draft.text(), quiet=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sides take their width, but the middle keeps the larger part."""
        super().resizeEvent(event)
        self.list.setFixedWidth(min(theme.px(320), self.width() * 26 // 100))
        self.right.setFixedWidth(min(theme.px(272), self.width() * 22 // 100))

    # showing

    def arrange(self, path: Path_, *, focus: bool = False, at_once: int = IN_SIGHT) -> None:
        """Show the draft anew, at a place; put the cursor there if `focus`."""
        self.languages.offer(self.draft.content.get("languages") or [])
        # The faults follow in a moment: reckoning them takes longer than a key may.
        self._show_lines()
        self._soon.start()
        self.list.light(path)
        self.open(path, at_once=at_once)
        if focus:
            self.focus(path)

    def look(self) -> None:
        """Tell what is wrong and what is missing, everywhere it is shown."""
        faults = self._told = self.draft.faults()
        self._show_lines()
        self.right.show_faults(faults, self.draft.content)
        editor_fields.mark(self.hands.fields, faults)
        self.page.desk.retold.emit()

    def _show_lines(self) -> None:
        profile = core.checklist.profiles().get(str(self.draft.content.get("profile", "")))
        self.hands.profile = profile
        self.list.model.levels = dict(editor_form.level_options(self.hands))
        self.list.show_lines([*lines_of(self.draft.content, self._told, language())])

    def open(self, path: Path_, *, at_once: int = IN_SIGHT) -> None:
        """Build the fields of a line of the list: so many parts at once, the others in a moment."""
        flush_all(self)
        self.path = place_of(path)
        self.hands.content, self.hands.fields = self.draft.content, {}
        self.hands.languages = self.languages.chosen()
        empty(self._body)
        self._form = QWidget()
        self._parts = column(gap=12, margins=(18, 12, 18, 20))
        self._parts.addStretch(1)
        self._form.setLayout(self._parts)
        self._waiting = editor_form.parts_of(self.hands, self.path)
        self._body.addWidget(self._form)
        self._build(at_once)
        self.area.verticalScrollBar().setValue(0)
        self._later.start()

    def finish_form(self) -> None:
        """Build at once what is still waiting below."""
        self._build(len(self._waiting))

    def _build(self, count: int) -> None:
        """Build the next parts of the form; what is out of sight waits, so that keys do not."""
        made, self._waiting = self._waiting[:count], self._waiting[count:]
        known = set(self.hands.fields)
        for maker in made:
            self._parts.insertWidget(self._parts.count() - 1, maker())
        new = {path: part for path, part in self.hands.fields.items() if path not in known}
        editor_fields.mark(new, self._told)

    def _build_next(self) -> None:
        if self._waiting:
            self._build(1)
            self._later.start()
        else:
            order_by_eye(self._form)

    def show_languages(self) -> None:
        """Show the texts in other languages; the cursor stays where it is."""
        at = self.focused()
        self.open(self.path)
        if at:
            self.focus(at[:-1] if at[-1] not in self.languages.chosen() else at)

    def focus(self, path: Path_) -> None:
        """Put the cursor into the field at a place, or into the nearest one."""
        if path not in self.hands.fields:
            self.finish_form()
        fields = self.hands.fields
        found = fields.get(path) or next(
            (field for place, field in fields.items() if place[: len(path)] == path), None
        )
        while found is None and path:
            path = path[:-1]
            found = fields.get(path)
        if found is not None:
            found.setFocus()
            QTimer.singleShot(0, partial(self._reveal, found))

    def _reveal(self, field: QWidget) -> None:
        if self.isAncestorOf(field):
            self.area.ensureWidgetVisible(field, 0, theme.px(60))

    def focused(self) -> Path_:
        """Return the place of the field that has the cursor; () for none."""
        has = QApplication.focusWidget()
        return next((path for path, field in self.hands.fields.items() if field is has), ())

    def jump(self, path: Path_) -> None:
        """Go to the place of a fault: the line, then the field, the missing language first."""
        langs = self._lacking(path)
        self.languages.also(langs)
        self.list.light(path)
        self.open(path)
        self.focus((*path, langs[0]) if langs else path)

    def _lacking(self, path: Path_) -> list[str]:
        """Return the languages that a text lacks, or the one that the place names."""
        wanted = self.draft.content.get("languages") or []
        if path and path[-1] in wanted:
            return [str(path[-1])]
        found = self.hands_at(path)
        names = {"title", "text", "saq", "applies_when", "prevails", "review", "why"}
        is_text = isinstance(found, dict) and (
            path[-1:] and (path[-1] in names or path[-2:-1] in {("ask",), ("look_for",)})
        )
        if not is_text:
            return []
        return [lang for lang in wanted if not str(found.get(lang, "")).strip()]

    def hands_at(self, path: Path_) -> Any:
        """Return what stands at a place now, None where nothing does."""
        self.hands.content = self.draft.content
        return self.hands.at(path)

    def _first(self) -> Path_:
        if self.draft.content.get("to_check"):
            return ("to_check", 0)
        return next((path for path, _item in drafts.requirements(self.draft.content)), ())

    # doing

    def take_over(self, content: Content, path: Path_, *, focus: bool = True) -> None:
        """Edit, save, and show the place where the person is now."""
        flush_all(self)
        self.draft.edit(content, path)
        self.arrange(path, focus=focus)
        self.save()

    def typed(self, path: Path_, text: str) -> None:
        """Take a key over at once; the file follows a moment later, the faults before it."""
        content = self.draft.content
        if path[-1] in self.languages.known and isinstance(self.hands_at(path[:-1]), dict | None):
            edited = editing.set_text(content, path[:-1], str(path[-1]), text)
        else:
            edited = editing.put(content, path, editor_fields.read_line(path, text))
        self.draft.edit(edited, path, self._burst(path))
        self.hands.content = self.draft.content
        self._look.start()

    def _burst(self, path: Path_) -> str:
        before, when, number = self._spell
        now = time.monotonic()
        if before != path or now - when > _SPELL:
            number += 1
        self._spell = (path, now, number)
        return f"spell {number}"

    def save(self) -> None:
        """Write the file; what another program wrote meanwhile is kept and told."""
        if not self.draft.dirty:
            return
        other = self.draft.save()
        self.saved = True
        self.page.desk.changed.emit(frozenset(), frozenset())
        if other is not None:
            told = _("Another program has changed this file. Its version is kept as {name}.")
            hint = _("What you see here was saved.")
            self.page.desk.notice(told.format(name=other.name), hint)

    def put(self, path: Path_, value: Any) -> None:
        """Take a choice over."""
        content = editing.put(self.draft.content, path, value)
        if path == ("profile",):
            content = editing.put(content, ("programme",), value)
        self.take_over(content, path)

    def undo(self) -> None:
        """Take the last edit back and show where it was."""
        self._step(self.draft.undo(), _("Nothing to undo."), _("Taken back"))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step(self.draft.redo(), _("Nothing to redo."), _("Done again"))

    def _step(self, path: Path_ | None, nothing: str, told: str) -> None:
        if path is None:
            self.page.desk.toast(nothing)
            return
        self._spell = ((), 0.0, self._spell[2] + 1)
        while path and self.hands_at(place_of(path)) is None:
            path = path[: len(place_of(path)) - 1] if len(path) > 2 else ()
        self.arrange(path, focus=isinstance(QApplication.focusWidget(), QPlainTextEdit))
        self.save()
        self.page.desk.toast(told)

    # what the fields and buttons do: see EditorDeeds

    def _hands(self) -> Hands:
        raise NotImplementedError

    def _deeds(self) -> list[Any]:
        raise NotImplementedError

    def finish(self) -> None:
        """Make a checklist of the draft."""
        raise NotImplementedError
