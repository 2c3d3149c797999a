"""What can be done in the editor: add, move, remove, set a level, decide about rows, finish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessor.content import drafts, editing
from assessor.i18n import _, ngettext
from assessor.ui.panels.editor_fields import Hands
from assessor.ui.panels.editor_place import LISTS, EditorPlace
from assessor.ui.widgets.autosave_edit import flush_all

if TYPE_CHECKING:
    from assessor.content.faults import Path_
    from assessor.terms import Level


class EditorDeeds(EditorPlace):
    """The editor with all its deeds; each is one step that can be taken back."""

    # rows that wait

    def settle(self, number: int, level: Level | None, ref: str) -> None:
        """Decide about a row that waits; the next one is shown."""
        content = self.draft.content
        if level is None:
            content = editing.dismiss(content, number)
        else:
            content, _place = drafts.settle(content, number, level, ref)
        left = len(content.get("to_check", []))
        if left:
            self.take_over(content, ("to_check", min(number, left - 1)), focus=False)
        else:
            self.take_over(editing.take(content, ("to_check",)), (), focus=False)
        self.list.list.setFocus()

    # items of lists: the focused point or line, else the requirement or section that is lit

    def target(self) -> Path_:
        """Return the item that the keys for adding, moving and removing mean."""
        at = self.focused()
        return at[:6] if len(at) >= 6 and at[4] in LISTS else self.path

    def add_requirement(self) -> None:
        """Add a requirement after the one that is lit, or into the section that is lit."""
        content = self.draft.content
        if self.path[:1] != ("sections",):
            if not content.get("sections"):
                content, _new = drafts.add_section(content, 0)
            count = len(content["sections"]) - 1
            number = len(content["sections"][count].get("requirements", []))
        else:
            count = int(self.path[1])
            number = int(self.path[3]) + 1 if len(self.path) == 4 else 0
        content, path = drafts.add_requirement(content, count, number)
        self.take_over(content, path, focus=False)
        self.focus((*path, "title"))

    def add_section(self) -> None:
        """Add a section after the one that is lit."""
        inside = self.path[:1] == ("sections",)
        at = int(self.path[1]) + 1 if inside else len(self.draft.content.get("sections", []))
        content, path = drafts.add_section(self.draft.content, at)
        self.take_over(content, path, focus=False)
        self.focus((*path, "title"))

    def add(self, path: Path_, name: str) -> None:
        """Add a point or a line at the end of those of a requirement."""
        if name == "points":
            content, place = drafts.add_point(self.draft.content, path)
            self.take_over(content, (*place, "text"))
        else:
            content, place = drafts.add_line(self.draft.content, path, name)
            self.take_over(content, place)

    def add_below(self) -> None:
        """Add another point or line of the kind that the cursor is in."""
        at = self.focused()
        if len(at) >= 5 and at[4] in LISTS:
            self.add(at[:4], str(at[4]))
        else:
            self.add_requirement()

    def move_item(self, by: int) -> None:
        """Move the item up or down."""
        path = self.target()
        if path[:1] != ("sections",):
            return
        at, inside = self.focused(), len(path) == 6
        content, place = drafts.move(self.draft.content, path, by)
        if place != path:
            self.take_over(content, (*place, *at[6:]) if inside else place, focus=inside)

    def remove(self) -> None:
        """Remove the item; Ctrl+Z brings it back."""
        path = self.target()
        if path[:1] != ("sections",):
            return
        content, place = drafts.remove(self.draft.content, path)
        self.take_over(content, place, focus=len(path) == 6)
        self.page.desk.toast(_("Removed. Ctrl+Z brings it back."))

    def set_level(self, point: Path_, level: Level) -> None:
        """Set the level of a point."""
        content = drafts.set_level(self.draft.content, point, level)
        at = self.focused()
        self.take_over(content, at or (*point, "level"))

    def level_here(self, level: Level) -> None:
        """Set the level of the point the cursor is in, else of the only one; decide a row."""
        if self.path[:1] == ("to_check",):
            ref = self.hands.fields[self.path]
            self.settle(int(self.path[1]), level, ref.property("text"))
            return
        target = self.target()
        if len(target) == 6 and target[4] == "points":
            self.set_level(target, level)
        elif len(self.path) == 4 and len(self.hands_at((*self.path, "points")) or ()) == 1:
            self.set_level((*self.path, "points", 0), level)

    def dismiss(self) -> None:
        """Decide that the row that is lit demands nothing."""
        if self.path[:1] == ("to_check",):
            self.settle(int(self.path[1]), None, "")

    def next_fault(self) -> None:
        """Go to the next place where something is wrong or missing."""
        path = self.right.next()
        if path is None:
            self.page.desk.toast(_("Nothing is wrong or missing"))
        else:
            self.jump(path)

    def finish(self) -> None:
        """Make a checklist of the draft, and go to read it."""
        flush_all(self)
        drafts.finish(self.draft)
        self.saved = True
        desk, checklist_id = self.page.desk, str(self.draft.content["id"])
        count = len([*drafts.requirements(self.draft.content)])
        told = ngettext(
            "Finished: {count} requirement. Validations can start on it.",
            "Finished: {count} requirements. Validations can start on it.",
            count,
        )
        desk.toast(told.format(count=count))
        desk.go("checklists", checklist=checklist_id)

    # parts

    def _hands(self) -> Hands:
        guarded = self.page.guarded

        def with_guard(run: Any) -> Any:
            return lambda *args: guarded(lambda: run(*args))()

        return Hands(
            content=self.draft.content,
            languages=(),
            profile=None,
            typed=self.typed,
            save=self.save,
            put=with_guard(self.put),
            set_level=with_guard(self.set_level),
            add=with_guard(self.add),
            settle=with_guard(self.settle),
        )

    def _deeds(self) -> list[Any]:
        guarded = self.page.guarded
        return [
            (_("Requirement"), "plus", "Ctrl+N", guarded(self.add_requirement)),
            (_("Section"), "plus", "Ctrl+Shift+N", guarded(self.add_section)),
            (_("Up"), "arrow-up", "Alt+↑", guarded(lambda: self.move_item(-1))),
            (_("Down"), "arrow-down", "Alt+↓", guarded(lambda: self.move_item(1))),
            (_("Remove"), "trash-can-outline", "Alt+Del", guarded(self.remove)),
        ]
