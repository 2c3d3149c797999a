"""What a page is, and how a file in assessor/ui/pages announces one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from assessor import urgent
from assessor.ui import messages

if TYPE_CHECKING:
    from assessor.store.workspace import Workspace
    from assessor.ui.desk import Desk

Place = Literal["rail", "rail-end", "visit", ""]
# The kinds (names of tables) of which the record of a visit consists.
OF_A_VISIT = frozenset(
    {
        "action",
        "assessment",
        "company",
        "deviation",
        "evidence",
        "evidence_link",
        "extension",
        "looked",
        "observation",
        "observation_point",
        "person",
        "prior",
        "report",
        "risk",
        "saq_answer",
        "saq_file",
        "site",
        "validation",
        "visit_person",
        "visit_site",
        "worksheet",
    }
)


@dataclass(frozen=True)
class Command:
    """Something a person can do here: in the palette, in the overview of keys, by its keys."""

    label: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class PagePlugin:
    """A page's announcement: `PLUGIN = PagePlugin("history", N_("History"), HistoryPage, …)`.

    `place` is "rail", "rail-end" (below), "visit" (a step of the open validation) or "" (only
    other pages lead there); `order` sorts within the place. `missing(workspace, validation_id)`
    counts what a visit step still lacks: 0 shows a tick, None shows nothing; it is asked on a
    thread. A page with `part_of` is no step or place of its own: that one stays lit.
    """

    id: str
    title: str
    make: Callable[[Desk], Page]
    icon: str = ""
    place: Place = "rail"
    order: int = 50
    missing: Callable[[Workspace, str], int | None] | None = None
    part_of: str = ""


class Page(QWidget):
    """One page. Ask the core in `refresh`, do by its verbs, hear through `listens_to`.

    Built anew whenever language, theme or scale change; `state` and `restore` carry over where
    the person was. Texts are therefore set once, in __init__ or refresh.
    """

    # The kinds (names of tables) whose change makes this page refresh.
    listens_to: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.commands: list[Command] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    @property
    def ws(self) -> Workspace:
        """The open workspace, the first argument of every core function."""
        return self.desk.ws

    @property
    def validation_id(self) -> str:
        """The open validation; only pages among the visit steps have one for certain."""
        return self.desk.validation_id or ""

    def title(self) -> str:
        """The heading of the top bar; empty on a visit step, where the visit itself stands."""
        return ""

    def subtitle(self) -> str:
        """The small line under the heading."""
        return ""

    def foot(self) -> str:
        """What the foot says at the left; empty on a visit step shows the visit's progress."""
        return ""

    def refresh(self) -> None:
        """Read everything from the core and show it; called when shown and when kinds changed."""

    def hear(self, kinds: frozenset[str]) -> None:
        """React to a change while visible; override where reading everything would be slow."""
        self.refresh()

    def show_at(self, *args: Any, **where: Any) -> None:
        """Go to a place on this page, such as ref="6.2"; called after refresh.

        A page names the keywords it knows: `def show_at(self, *, ref: str = "")`.
        """

    def search_field(self) -> QLineEdit | None:
        """The field that `/` goes to."""
        return None

    def unsaved(self) -> bool:
        """Whether something on the page is kept in memory alone, because saving it failed."""
        return False

    def leave(self) -> None:
        """Save what is being typed; called before page, language and window go."""
        from assessor.ui.widgets.autosave_edit import flush_all

        flush_all(self)

    def state(self) -> dict[str, Any]:
        """Where the person is on this page, as keywords for `show_at`."""
        return {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as Space does."""
        focused = QApplication.focusWidget()
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and isinstance(focused, QAbstractButton) and self.isAncestorOf(focused):
            focused.click()
        else:
            super().keyPressEvent(event)

    def add_command(
        self, label: str, run: Callable[[], object], *keys: str, group: str = ""
    ) -> Command:
        """Offer `run` by its keys, in the palette (Ctrl+K) and in the overview of keys (?).

        Keys are written as Qt does: "F", "Ctrl+Return". Single letters rest while a text field
        has the focus. Failures inside are shown to the person.
        """
        command = Command(label, self.guarded(run), keys, group)
        self.commands.append(command)
        for key in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(command.run)
        return command

    def guarded(self, run: Callable[..., object]) -> Callable[[], None]:
        """Return `run` with its failures shown; for clicks: `button.clicked.connect(…)`.

        Before the workspace is open, and once it is closed, nothing happens.
        """

        def call(*_from_signal: object) -> None:
            if self.desk.is_open:
                urgent.hurry()
                with messages.guard(self.desk):
                    run()

        return call
