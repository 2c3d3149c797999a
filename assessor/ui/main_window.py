"""The one window: rail, top bar with the visit's steps, the page, foot; keys that work anywhere."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow

from assessor import registry
from assessor.i18n import _
from assessor.ui import messages, theme
from assessor.ui.ahead import Ahead, take_down
from assessor.ui.desk import Desk, Notice, lives
from assessor.ui.dialogs.ask import confirm
from assessor.ui.page import Page, PagePlugin
from assessor.ui.panels.foot import Foot
from assessor.ui.panels.rail import Rail
from assessor.ui.panels.top_bar import TopBar
from assessor.ui.tasks import Task
from assessor.ui.telling import Telling
from assessor.ui.widgets.autosave_edit import Saver
from assessor.ui.widgets.ground import Ground, Pages
from assessor.ui.widgets.layouts import column
from assessor.ui.widgets.notices import Banner, TaskStrip, Toast
from assessor.ui.window_commands import HOME, commands_of, unshifted_digit

TITLE = "AEO Assessor"
_DRESS = frozenset({"language", "theme", "scale"})


class MainWindow(QMainWindow):
    """Shows one page at a time and brings the keys, the palette and the language switch."""

    painted = Signal()
    ready = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.desk = Desk(folder, self)
        self.pages: dict[str, Page] = {}
        self.ready_for_all = False
        self.current = ""
        self._last_step = "walk"
        self._stale: set[str] = set()
        self._keys: list[QShortcut] = []
        # The others are loaded after the first paint: all together they take a fifth of a second.
        self.plugins: list[PagePlugin] = [import_module(f"assessor.ui.pages.{HOME}_page").PLUGIN]
        self._telling, self._ahead = Telling(self), Ahead(self)
        # Where somebody wanted to go before the pages were there.
        self._wanted: tuple[str, dict[str, Any]] | None = None
        self.setWindowTitle(TITLE)
        self._connect()
        self._build()
        self.resize(self._roomy())
        self._show(HOME)

    # building

    def _roomy(self) -> QSize:
        wanted = QSize(theme.px(1366), theme.px(768))
        return wanted.boundedTo(QApplication.primaryScreen().availableSize())

    def _connect(self) -> None:
        desk = self.desk
        desk.going.connect(self.go)
        desk.changed.connect(self._hear)
        desk.opened.connect(self._opened)
        desk.validation_opened.connect(self._another_visit)
        desk.settled.connect(self._settled)
        desk.retold.connect(self._retell)
        desk.noticed.connect(self._notice)
        desk.toasted.connect(self._toast)
        desk.tasks.started.connect(self._follow)
        desk.tasks.troubled.connect(lambda error: messages.show(desk, error))

    def _build(self) -> None:
        self.ground = ground = Ground()
        ground.painted.connect(self.painted)
        theme.look(ground, "ground")
        self.rail = Rail(self.plugins, self.go)
        steps = [page for page in self.plugins if page.place == "visit"]
        self.top = TopBar(steps, self.go)
        self.banner, self.strip = Banner(), TaskStrip()
        self.stack = Pages()
        self.foot = Foot(lambda code: self.desk.settle(language=code))
        right = column(self.top, self.banner, gap=0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.strip)
        right.addWidget(self.foot)
        box = QHBoxLayout(ground)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.rail)
        box.addLayout(right, 1)
        self.setCentralWidget(ground)
        self.toast = Toast(ground)
        for task in self.desk.tasks.running:
            self.strip.follow(task)
        self._add_keys()

    def bring_pages(self) -> None:
        """Offer every page there is, once the window stands."""
        found = registry.plugins("assessor.ui.pages").values()
        self.plugins = sorted(found, key=lambda page: page.order)
        rail = Rail(self.plugins, self.go)
        top = TopBar([page for page in self.plugins if page.place == "visit"], self.go)
        layout = self.ground.layout()
        assert layout is not None  # noqa: S101  for the type checker
        for old, new in ((self.rail, rail), (self.top, top)):
            layout.replaceWidget(old, new)
            old.hide()
            old.deleteLater()
        self.rail, self.top, self.ready_for_all = rail, top, True
        self._add_keys()
        self._tell_heading()
        self._telling.soon()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.go(*wanted)

    def _add_keys(self) -> None:
        for shortcut in self._keys:
            # At once: two shortcuts of one key would both stay silent until the old one is gone.
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._keys = []
        self.commands = commands_of(self)
        for command in self.commands:
            for key in command.keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.activated.connect(command.run)
                self._keys.append(shortcut)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.activated.connect(self.leave_field)
        self._keys.append(leave)

    # moving

    def go(self, page_id: str, where: dict[str, Any] | None = None) -> None:
        """Show a page at a place; "visit" is the step that was open last."""
        with messages.guard(self.desk):
            page_id = self._last_step if page_id == "visit" else page_id
            plugin = self.plugin(page_id)
            if plugin is None and not self.ready_for_all:
                self._wanted = (page_id, where or {})
            if plugin is None or (plugin.place == "visit" and not self.desk.validation_id):
                return
            if (shown := self.page()) is not None and page_id != self.current:
                shown.leave()
            self._show(page_id, where or {})

    def page(self) -> Page | None:
        """Return the page that is shown."""
        return self.pages.get(self.current)

    def plugin(self, page_id: str) -> PagePlugin | None:
        """Return the announcement of a page, None while it is not there."""
        return next((plugin for plugin in self.plugins if plugin.id == page_id), None)

    def _show(self, page_id: str, where: dict[str, Any] | None = None) -> None:
        plugin = self.plugin(page_id)
        if plugin is None:
            return
        fresh = page_id not in self.pages
        moved = fresh or page_id != self.current
        if fresh:
            self.make(plugin)
        page = self.pages[page_id]
        self.current = page_id
        if plugin.place == "visit":
            self._last_step = page_id
        if self.desk.is_open and (fresh or page_id in self._stale):
            self._stale.discard(page_id)
            page.refresh()
        self.stack.setCurrentWidget(page)
        if moved:
            # Qt would go back into the field that was left: the next letter would be written there.
            page.setFocus()
        self._tell_heading()
        self._telling.soon()
        self._ahead.start()
        if self.desk.is_open:
            page.show_at(**(where or {}))
        if not page.isAncestorOf(QApplication.focusWidget() or self):
            page.setFocus()

    def make(self, plugin: PagePlugin) -> None:
        """Build a page; it is refreshed when it is shown."""
        self.pages[plugin.id] = plugin.make(self.desk)
        self._stale.add(plugin.id)
        self.stack.addWidget(self.pages[plugin.id])

    def _tell_heading(self) -> None:
        page, plugin = self.page(), self.plugin(self.current)
        if page is None or plugin is None:
            return
        on_visit = plugin.place == "visit"
        self.rail.show_place(
            "visit" if on_visit else self.current, has_visit=bool(self.desk.validation_id)
        )
        self.top.show_step(self.current)
        if on_visit and not page.title():
            self.top.set_heading(*self.desk.heading())
        else:
            self.top.set_heading(page.title() or _(plugin.title), page.subtitle())
        self.setWindowTitle(f"{self.top.title.text()} — {TITLE}")

    # hearing: banner, toast and strip are built anew with the window, so never connected directly

    def _notice(self, notice: Notice) -> None:
        self.banner.say(notice)

    def _toast(self, text: str) -> None:
        self.toast.say(text)

    def _follow(self, task: Task) -> None:
        self.strip.follow(task)

    def _opened(self) -> None:
        for page_id in self.pages:
            if page_id == self.current:
                with messages.guard(self.desk):
                    self.pages[page_id].refresh()
            else:
                self._stale.add(page_id)
        self._tell_heading()
        self._telling.soon()
        if not self.desk.settings.name:
            QTimer.singleShot(0, self._ask_who)

    def not_opened(self, error: Exception) -> None:
        """Say why the workspace does not open; nothing else can be done here."""
        self.bring_pages()
        messages.show(self.desk, error)
        self._telling.stop()
        self.foot.show_text("")

    def _ask_who(self) -> None:
        from assessor.ui.dialogs.who import ask_who

        ask_who(self, self.desk)

    def _hear(self, kinds: frozenset[str], here: frozenset[str]) -> None:
        if not self.desk.is_open:
            return  # word of a last change may come after the workspace was closed
        self.foot.show_saved(datetime.now().astimezone())
        of_visit = {plugin.id for plugin in self.plugins if plugin.place == "visit"}
        for page_id, page in self.pages.items():
            heard = here if page_id in of_visit else kinds
            if not page.listens_to & heard:
                continue
            if page_id == self.current:
                with messages.guard(self.desk):
                    page.hear(heard)
            else:
                self._stale.add(page_id)
        if here & {"validation", "company", "site", "visit_site"}:
            self._tell_heading()
        if here:
            self._telling.soon()

    def _retell(self) -> None:
        """The page's own words for heading and foot have changed."""
        self._tell_heading()
        self._telling.soon()

    def _another_visit(self) -> None:
        for plugin in self.plugins:
            if plugin.place == "visit" and plugin.id in self.pages:
                page = self.pages.pop(plugin.id)
                self.stack.removeWidget(page)
                page.deleteLater()
        self._last_step = "walk"
        self.top.set_missing({})  # what the validation before lacked
        if self.current not in self.pages:
            self._show(HOME)
        self._tell_heading()

    def _settled(self, what: frozenset[str]) -> None:
        if what & _DRESS:
            # What is taken down for another look may be the very button that asked for it.
            if what & {"theme", "scale"}:
                QTimer.singleShot(0, self, lambda: self.dress(restyle=True))
            else:
                self.dress()

    def dress(self, *, restyle: bool = False) -> None:
        """Build everything anew in the language, theme and scale now chosen; stay where we are."""
        shown = self.page()
        if shown is not None:
            shown.leave()
        where = shown.state() if shown is not None else {}
        said = self.banner.said if restyle and self.banner.isVisible() else None
        if restyle:
            take_down(self)
            settings = self.desk.settings
            theme.apply(theme.application(), theme=settings.theme, percent=settings.scale)
        self.pages, self._stale = {}, set()
        self._build()
        self.ground.show()  # at once, so that the next key already finds its page
        self._show(self.current, where)
        if said is not None and (said.run is None or lives(said.run)):
            self.banner.say(said)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the digits' own keys work where a digit needs Shift (French, Czech keyboards)."""
        if not unshifted_digit(self, event):
            super().keyPressEvent(event)

    def leave_field(self) -> None:
        """Let the single letters work again: the page takes the focus."""
        page, field = self.page(), QApplication.focusWidget()
        if self.banner.isVisible() and (field is None or field is page):
            self.banner.hide()
        if page is not None:
            page.setFocus()

    def search(self) -> None:
        """Go to the page's search field."""
        page = self.page()
        field = page.search_field() if page is not None else None
        if field is not None:
            field.setFocus()
            field.selectAll()

    def undo(self) -> None:
        """Take back the last recorded change; what is being typed is saved first."""
        self._history(self.desk.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._history(self.desk.redo)

    def _history(self, move: Any) -> None:
        page = self.page()
        if page is not None and self.desk.is_open:
            page.leave()
            move()

    def open_palette(self) -> None:
        """Let the person type what they want to do."""
        from assessor.ui.dialogs.palette import Palette

        page = self.page()
        Palette(self, [*(page.commands if page else ()), *commands_of(self)]).exec()

    def open_keys(self) -> None:
        """Show every key of this page."""
        from assessor.ui.dialogs.keys import KeysOverview

        page = self.page()
        KeysOverview(self, [*(page.commands if page else ()), *commands_of(self)]).exec()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.toast.place()

    # closing

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            page = self.page()
            if page is not None and self.desk.is_open:
                page.leave()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        for page in self.pages.values():
            page.leave()
        if self._unsaved() and not self._give_up():
            event.ignore()
            return
        self.desk.close()
        event.accept()

    def _unsaved(self) -> bool:
        kept = any(saver.dirty for saver in self.findChildren(Saver))
        return kept or any(page.unsaved() for page in self.findChildren(Page))

    def _give_up(self) -> bool:
        """Ask before words are lost that could not be saved, on a full disk for instance."""
        title = _("Something could not be saved")
        told = _("What you wrote last is still in its field. Close anyway and lose it?")
        return confirm(self, title, told, _("Close and lose it"), danger=True)
