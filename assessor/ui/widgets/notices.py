"""The banner that stays and the toast that goes; the strip of slow work with its cancel."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QVBoxLayout, QWidget

from assessor.i18n import _, format_number
from assessor.ui import theme
from assessor.ui.desk import Notice
from assessor.ui.tasks import Task
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.labels import words
from assessor.ui.widgets.layouts import column, empty, row


class Banner(QFrame):
    """What happened, that nothing is lost, what to do; stays until it is put away."""

    def __init__(self) -> None:
        super().__init__()
        self.said: Notice | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def say(self, notice: Notice) -> None:
        """Show `notice` in place of what was shown."""
        self.said = notice
        empty(self._box)
        theme.look(self, f"banner-{notice.tone}")
        text, hint = words(notice.text, "bold"), words(notice.hint, "small")
        act = button(notice.action, lambda: self._act(notice))
        close = button("", self.hide, look="quiet", icon="close", name=_("Put away"))
        texts = column(text, hint, gap=2)
        line = row(gap=12, margins=(16, 8, 10, 8))
        line.addLayout(texts, 1)
        line.addWidget(act)
        line.addWidget(close)
        self._box.addLayout(line)
        # Once they have their parent: shown without one they would be windows of their own.
        hint.setVisible(bool(notice.hint))
        act.setVisible(bool(notice.action))
        self.setAccessibleName(f"{notice.text} {notice.hint}")
        self.show()
        alert(self)

    def _act(self, notice: Notice) -> None:
        self.hide()
        if notice.run is not None:
            notice.run()


class Toast(QLabel):
    """A few words over the page for four seconds."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        theme.look(self, "toast")
        self._over = over
        self._timer = QTimer(self, singleShot=True, interval=4000)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str) -> None:
        """Show `text`; the next one takes its place."""
        self.setText(text)
        self.setAccessibleName(text)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._timer.start()
        alert(self)

    def place(self) -> None:
        """Stand in the middle of the lower edge; the window calls it when it changes its size."""
        left = (self._over.width() - self.width()) // 2
        self.move(left, self._over.height() - self.height() - theme.px(44))


class TaskStrip(QFrame):
    """What runs, how far it is, and Cancel; shown once it has taken a third of a second."""

    def __init__(self) -> None:
        super().__init__()
        theme.look(self, "foot")
        self._task: Task | None = None
        self._title, self._bar = words("", "small", wrap=False), QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMinimumWidth(theme.px(220))
        self._cancel = button(_("Cancel"), self._stop, look="quiet")
        self.setLayout(row(self._title, self._bar, 1, self._cancel, gap=14, margins=(14, 6, 14, 6)))
        self._late = QTimer(self, singleShot=True, interval=330)
        self._late.timeout.connect(self.show)
        self.hide()

    def follow(self, task: Task) -> None:
        """Show how `task` goes on."""
        if task.quiet:
            return
        self._task = task
        self._title.setText(task.title)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(task.title)
        self._cancel.setEnabled(True)
        task.moved.connect(self._move)
        task.ended.connect(lambda: self._end(task))
        self._late.start()

    def _move(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if self._task is not None and done and not total:
            self._title.setText(f"{self._task.title} · {format_number(done)}")

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._cancel.setEnabled(False)

    def _end(self, task: Task) -> None:
        if task is self._task:
            self._late.stop()
            self._task = None
            self.hide()


def alert(widget: QWidget) -> None:
    """Let a screen reader say the name of `widget` at once."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
