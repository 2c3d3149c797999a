"""The top bar: whose visit this is, and its steps with a tick or what is missing."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from assessor.i18n import _, ngettext
from assessor.ui import theme
from assessor.ui.page import PagePlugin
from assessor.ui.widgets.labels import ElidedLabel
from assessor.ui.widgets.layouts import column


class _Step(QPushButton):
    """Keeps the room that its bold words take when it is the one shown."""

    def sizeHint(self) -> QSize:
        bold = QFontMetrics(theme.font(12.5, bold=True))
        return QSize(
            bold.horizontalAdvance(self.text()) + theme.px(26), super().sizeHint().height()
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class TopBar(QFrame):
    """Heading and small line at the left, the steps of the visit at the right."""

    def __init__(self, steps: list[PagePlugin], go: Callable[[str], object]) -> None:
        super().__init__()
        theme.look(self, "top")
        self.setFixedHeight(theme.px(52))
        self.title = ElidedLabel("", "top-title")
        self.subtitle = ElidedLabel("", "fine")
        self._whole = {step.id: step.part_of or step.id for step in steps}
        own = [step for step in steps if not step.part_of]
        self._steps = {step.id: self._button(step, go) for step in own}
        self._titles = {step.id: _(step.title) for step in own}
        box = QHBoxLayout(self)
        box.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        box.setSpacing(theme.px(2))
        box.addLayout(column(1, self.title, self.subtitle, 1, gap=1), 1)
        box.addSpacing(theme.px(16))
        for button in self._steps.values():
            box.addWidget(button)

    def set_heading(self, title: str, subtitle: str) -> None:
        """Say where the person is."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def show_step(self, page_id: str) -> None:
        """Light the step that is shown; on other pages the steps are away."""
        shown = self._whole.get(page_id)
        for step, button in self._steps.items():
            button.setVisible(shown is not None)
            button.setChecked(step == shown)

    def set_missing(self, missing: dict[str, int | None]) -> None:
        """Mark each step: a tick for 0, a count for more, nothing for None."""
        for step, button in self._steps.items():
            count, title = missing.get(step), self._titles[step]
            if count is None:
                button.setText(title)
                button.setAccessibleName(title)
            elif count == 0:
                button.setText(f"✓ {title}")
                button.setAccessibleName(_("{step}: complete").format(step=title))
            else:
                button.setText(f"{title} · {count}")
                told = ngettext("{step}: {count} missing", "{step}: {count} missing", count)
                button.setAccessibleName(told.format(step=title, count=count))

    def _button(self, step: PagePlugin, go: Callable[[str], object]) -> QPushButton:
        made = _Step(_(step.title))
        made.setCheckable(True)
        theme.look(made, "step")
        made.setAccessibleName(_(step.title))
        made.clicked.connect(lambda: go(step.id))
        made.hide()
        return made
