"""Hands folders and files to whatever the system opens them with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from assessor.i18n import _

if TYPE_CHECKING:
    from assessor.ui.desk import Desk


def open_folder(path: Path) -> None:
    """Show a folder in the system's own way; one that is not there yet is made."""
    path.mkdir(parents=True, exist_ok=True)
    open_file(path)


def open_file(path: Path) -> None:
    """Open a file with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def tell_exported(desk: Desk, path: Path) -> None:
    """Say that a file was written, offer its folder, and begin there the next time."""
    desk.settle(export_folder=str(path.parent))
    desk.notice(
        _("{name} is exported.").format(name=path.name),
        str(path.parent),
        tone="good",
        action=_("Open folder"),
        run=lambda: open_folder(path.parent),
    )
