"""A person at the keyboard: a story on a thread of its own presses keys and reads the screen.

The window runs its own event loop meanwhile, dialogs and slow work included, as on a real desk.
"""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.journeys import looking
from tests.ui import screen

T = TypeVar("T")
PATIENCE = 20.0
_NONE = Qt.KeyboardModifier.NoModifier


class Person(QObject):
    """What a story may do: press, type, read and wait; never call into the program."""

    done = Signal()
    _asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._asked.connect(self._act)
        # Each key and how long the window needed until it answered again, in milliseconds.
        self.took: list[tuple[str, float]] = []

    @Slot(object)
    def _act(self, act: Callable[[], None]) -> None:
        # By a timer: a dialog that was left is gone before the next key comes, as with a person.
        QTimer.singleShot(0, lambda: (_give_back(), act()))

    def press(self, *keys: str) -> None:
        """Press keys one after the other: `press("3", "Ctrl+Z")`."""
        for key in keys:
            stroke = QKeySequence(key)[0]
            self._send(key, lambda stroke=stroke: _click(stroke.key(), stroke.keyboardModifiers()))

    def type(self, text: str) -> None:
        """Type words, accents included, key by key."""
        for letter in text:
            if letter == "\n":
                self.press("Return")
            else:
                self._send(letter, lambda letter=letter: _type(letter))

    def _send(self, name: str, act: Callable[[], None]) -> None:
        begun = time.perf_counter()
        self._asked.emit(act)
        self.see(lambda: None)
        self.took.append((name, 1000 * (time.perf_counter() - begun)))

    def see(self, look: Callable[[], T]) -> T:
        """Return what `look` finds in the window, at a moment when it is not busy."""
        found: list[Any] = []
        done = threading.Event()

        def act() -> None:
            try:
                found.append((True, look()))
            except BaseException as error:  # noqa: BLE001  raised again where it was asked
                found.append((False, error))
            done.set()

        self._asked.emit(act)
        assert done.wait(PATIENCE), "the window does not answer"
        fine, result = found[0]
        if not fine:
            raise result
        return result

    def wait_until(self, told: str, look: Callable[[], object]) -> None:
        """Wait until `look` finds something; what is on the screen is told where it never does."""
        end = time.monotonic() + PATIENCE
        while not self.see(look):
            shown = "" if time.monotonic() < end else "\n  ".join(self.texts()[:50])
            assert time.monotonic() < end, f"waited for {told}; on the screen:\n  {shown}"
            time.sleep(0.02)

    def texts(self) -> list[str]:
        """Return every text that is to be seen in the active window."""
        return self.see(shown)

    def sees(self, *wanted: str) -> None:
        """Wait until each of these words stands somewhere in the active window."""
        for words in wanted:
            self.wait_until(f"“{words}”", lambda words=words: _shows(words))

    def misses(self, *wanted: str) -> None:
        """Wait until none of these words is to be seen."""
        for words in wanted:
            self.wait_until(f"no “{words}”", lambda words=words: not _shows(words))

    def shows(self, words: str) -> None:
        """Wait until a text that is exactly this stands in the active window."""
        self.wait_until(f"“{words}” alone", lambda: words in shown())

    def speaks(self, lang: str) -> None:
        """Fail if an English sentence is to be seen although the window speaks `lang`."""
        found = looking.untranslated(self.texts(), lang)
        assert not found, f"not in {lang}: {found}"

    def tab_to(self, *names: str, beginning: str = "") -> None:
        """Go on with the tabulator until the keyboard is in what is called so, or begins so."""
        passed: list[str] = []
        while (now := self.see(focus_name)) not in names:
            if beginning and now.startswith(beginning):
                return
            passed.append(now)
            assert len(passed) < 80, f"never came to {names or beginning}: {passed}"
            self.press("Tab")

    def turn_to(self, name: str, choices: Iterable[str]) -> None:
        """Choose one of several that exclude one another: tabulator to them, arrows among them."""
        everyone = tuple(choices)
        self.press("Esc")
        self.tab_to(*everyone)
        while (now := self.see(focus_name)) != name:
            self.press("Right" if everyone.index(now) < everyone.index(name) else "Left")
        self.holds(name)

    def holds(self, name: str) -> None:
        """Wait until the keyboard is in what is called by this name."""
        self.wait_until(
            f"the focus in {name!r}, not in {self.see(focus_name)!r}", lambda: focus_name() == name
        )


def play(story: Callable[[Person], None]) -> Person:
    """Let a person act out a story in the window that is open; what fails there fails here."""
    person, failed = Person(), []

    def act() -> None:
        try:
            story(person)
        except BaseException as error:  # noqa: BLE001  raised again below
            failed.append(error)
        for _turn in range(10):
            # What still stands open would hold up the window's thread for ever.
            person.see(close_dialog)
        person.done.emit()

    loop = QEventLoop()
    person.done.connect(loop.quit)
    threading.Thread(target=act, daemon=True).start()
    loop.exec()
    if failed:
        raise failed[0]
    return person


def close_dialog() -> None:
    """Close the dialog that stands open, if one does."""
    if (top := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
        top.close()


def shown() -> list[str]:
    """Return every text that is to be seen in the window that has the keyboard."""
    window = QApplication.activeModalWidget() or QApplication.activeWindow()
    return [text for _widget, text in screen.texts(window)] if window is not None else []


def focus_name() -> str:
    """Return what a screen reader would call the place where the keyboard is."""
    widget = QApplication.focusWidget()
    return screen.name_of(widget) if widget is not None else ""


def _give_back() -> None:
    """Do what a window manager does: the uppermost window has the keyboard, whatever closes."""
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    top = QApplication.activeModalWidget() or next(iter(shown), None)
    if top is None or QApplication.activePopupWidget() is not None:
        return
    if QGuiApplication.focusWindow() is not top.windowHandle():
        top.activateWindow()


def _shows(words: str) -> bool:
    return any(words in text for text in shown())


def _window() -> QWindow:
    found = QGuiApplication.focusWindow()
    assert found is not None, "no window has the keyboard"
    return found


def _click(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(_window(), key, modifiers)


def _type(letter: str) -> None:
    for action in (QTest.KeyAction.Press, QTest.KeyAction.Release):
        # Asked again: a list of suggestions comes and goes between the two.
        QTest.sendKeyEvent(action, _window(), Qt.Key(0), letter, _NONE)
