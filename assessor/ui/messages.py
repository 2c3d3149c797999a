"""How a failure reaches the person: a banner for a known one, a crash dialog for the rest."""

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from assessor.errors import AssessorError
from assessor.i18n import _

if TYPE_CHECKING:
    from assessor.ui.desk import Desk

log = logging.getLogger(__name__)

# What a person can meet; anything else is a fault of the program.
SHOWABLE = (AssessorError,)


def show(desk: "Desk", error: BaseException) -> None:
    """Tell the person about `error` where they are looking."""
    if isinstance(error, AssessorError):
        desk.notice(error.text(), error.hint_text(), tone="trouble")
    else:
        sys.excepthook(type(error), error, error.__traceback__)


@contextmanager
def guard(desk: "Desk") -> Iterator[None]:
    """Show whatever fails inside; the program goes on."""
    try:
        yield
    except Exception as error:  # the net under every key, click and autosave
        show(desk, error)


def desk_of(widget: QWidget) -> "Desk | None":
    """Return the desk of the page, dialog or window that holds `widget`."""
    at: QWidget | None = widget
    while at is not None:
        if (desk := getattr(at, "desk", None)) is not None:
            return desk
        at = at.parentWidget()
    return None


def show_near(widget: QWidget, error: BaseException) -> None:
    """Tell the person about `error` in the window that holds `widget`."""
    desk = desk_of(widget)
    if desk is None:
        raise error
    show(desk, error)


def install(desk: "Desk") -> None:
    """Catch what nobody else did, from every slot and event of the window."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        elif isinstance(error, AssessorError):
            show(desk, error)
        else:
            crash(desk, error)

    sys.excepthook = hook


def crash(desk: "Desk", error: BaseException) -> None:
    """Log an unknown failure (where, never what was written) and say that the work is saved."""
    # The message of a foreign exception may quote an answer or a name: only its place is kept.
    place = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s\n%s", type(error).__name__, place)
    if QApplication.instance() is None:
        return
    box = QMessageBox(desk.window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("Something unexpected happened"))
    box.setText(_("Something unexpected happened. Your work is saved."))
    box.setInformativeText(
        _("You can go on. The log at {path} says where it happened; send it with your report.")
        .format(path=desk.folder / "log.txt")
    )  # fmt: skip
    box.setDetailedText(f"{type(error).__name__}\n{place}")
    box.exec()
