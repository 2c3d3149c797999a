"""What can be done anywhere in the window: the palette's list, and keys on every keyboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from assessor import i18n
from assessor.i18n import _
from assessor.ui.desk import named
from assessor.ui.page import Command

if TYPE_CHECKING:
    from assessor.ui.main_window import MainWindow

HOME = "validations"
# Where the digits stand on every keyboard: X11 and Wayland, Windows, macOS.
_SCAN_CODES = {
    **{10 + at: str(at + 1) for at in range(5)},
    19: "0",
}


def commands_of(window: MainWindow) -> list[Command]:
    """Return what can be done anywhere in the window, with its keys."""
    anywhere, moving = _("Anywhere"), _("Pages")
    made = [
        Command(_("Search or jump to a reference"), window.search, ("/",), anywhere),
        Command(_("All commands"), window.open_palette, ("Ctrl+K",), anywhere),
        Command(_("Keys"), window.open_keys, ("?",), anywhere),
        Command(undo_label(window), window.undo, ("Ctrl+Z",), anywhere),
        Command(_("Redo"), window.redo, ("Ctrl+Shift+Z", "Ctrl+Y"), anywhere),
    ]
    step = 0
    ranks = {HOME: 0, "visit": 1}
    reached = [plugin for plugin in window.plugins if plugin.place]
    for plugin in sorted(reached, key=lambda p: ranks.get(p.id, ranks.get(p.place, 2))):
        keys: tuple[str, ...] = ("Ctrl+H",) if plugin.id == HOME else ()
        if plugin.place == "visit" and not plugin.part_of:
            step += 1
            keys = (f"Ctrl+{step}",)
        made.append(Command(_(plugin.title), partial(window.go, plugin.id), keys, moving))
    for code in i18n.languages():
        label = _("Language: {name}").format(name=code.upper())
        run = partial(window.desk.settle, language=code)
        made.append(Command(label, run, (), anywhere))
    return made


def undo_label(window: MainWindow) -> str:
    """Name what undo would take back, as the palette shows it."""
    if not window.desk.is_open or window.desk.steps is not None:
        return _("Undo")
    name = named(window.desk.ws.next_undo(window.desk.validation_id))
    return _("Undo: {label}").format(label=name) if name else _("Undo")


def unshifted_digit(window: MainWindow, event: QKeyEvent) -> bool:
    """Run the command of the digit that stands on this key, whatever the key types unshifted."""
    plain = event.text().isascii() and event.text().isalnum()
    if event.modifiers() != Qt.KeyboardModifier.NoModifier or plain:
        return False
    digit = _SCAN_CODES.get(event.nativeScanCode())
    page = window.page()
    if digit is None or page is None:
        return False
    for command in page.commands:
        if digit in command.keys:
            command.run()
            return True
    return False
