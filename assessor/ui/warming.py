"""Loads on a thread, once the window stands, what the first look at each page would wait for.

The process that will read the first self-assessment is started here as well.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from assessor import i18n
from assessor.ui import core

if TYPE_CHECKING:
    from assessor.ui.desk import Desk
    from assessor.ui.tasks import Report

# Modules that pages import when they first need them, the soonest needed first.
LATER = (
    "assessor.walk",
    "assessor.observations",
    "assessor.evidence",
    "assessor.improvement",
    "assessor.tally",
    "assessor.saq",
    "assessor.store.history",
    "assessor.reports",
    "assessor.ui.dialogs.reason",
    "assessor.ui.dialogs.observation",
    "assessor.ui.dialogs.evidence_view",
    "assessor.ui.dialogs.palette",
)


def warm_up(desk: Desk) -> None:
    """Begin; it says nothing, and stops where it is when the window closes."""
    desk.task("", _load, failed=lambda _error: None, quiet=True)


def _load(report: Report) -> None:
    for lang in i18n.languages():
        report()
        i18n.language_name(lang)
    for name in LATER:
        report()
        import_module(name)
    with suppress(OSError):
        core.saq.warm_up()
