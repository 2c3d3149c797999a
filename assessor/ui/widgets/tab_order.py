"""Tab goes where the eye goes, also among rows that came later than the button below them.

Qt's own chain is the order in which widgets were made, and moves no field of several parts.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QRadioButton, QWidget


class TabOrdered(QWidget):
    """A form whose parts may say themselves in which order they are met (`in_order`)."""

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002  the name is Qt’s
        stops = tab_stops(self)
        now = QApplication.focusWidget()
        at = next_at(stops, now, 1 if next else -1)
        if at is None:
            return super().focusNextPrevChild(next)
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        stops[at].setFocus(reason)
        return True


def next_at(stops: list[QWidget], now: QWidget | None, step: int) -> int | None:
    """Return where Tab goes from `now`; None where it leaves the form."""
    found = next((at for at, stop in enumerate(stops) if stop is now), None)
    if found is None or not 0 <= found + step < len(stops):
        return None
    return found + step


def tab_stops(widget: QWidget) -> list[QWidget]:
    """Return what Tab stops at inside a widget, in order; of a choice only what is chosen."""
    ordered = getattr(widget, "in_order", None)
    found: list[QWidget] = []
    for part in ordered() if ordered is not None else _parts(widget):
        if part.isWindow() or not part.isVisible() or not part.isEnabled():
            continue
        if not part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found += tab_stops(part)
        elif not _is_passed_over(part):
            found.append(part)
    return found


def _parts(widget: QWidget) -> list[QWidget]:
    """Return what a widget holds, in the order of its layout if it has one."""
    layout = widget.layout()
    if layout is not None:
        return _laid_out(layout)
    return [part for part in widget.children() if isinstance(part, QWidget)]


def _laid_out(layout: QLayout) -> list[QWidget]:
    found: list[QWidget] = []
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner = item.layout() if item is not None else None
        if inner is not None:
            found += _laid_out(inner)
        elif item is not None and (part := item.widget()) is not None:
            found.append(part)
    return found


def _is_passed_over(part: QWidget) -> bool:
    if not isinstance(part, QRadioButton) or part.isChecked() or not part.autoExclusive():
        return False
    beside = part.parentWidget()
    return beside is not None and any(
        other.isChecked() for other in beside.children() if isinstance(other, QRadioButton)
    )
