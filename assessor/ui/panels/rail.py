"""The dark rail at the left: the places of the house."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout

from assessor.i18n import _
from assessor.ui import icons, theme
from assessor.ui.page import PagePlugin


class Rail(QFrame):
    """One button per place; the open validation stands under the list of validations."""

    def __init__(self, pages: list[PagePlugin], go: Callable[[str], object]) -> None:
        super().__init__()
        theme.look(self, "rail")
        self.setFixedWidth(theme.px(56))
        self._buttons: dict[str, QToolButton] = {}
        self._whole = {page.id: page.part_of or page.id for page in pages}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.px(10), 0, theme.px(10))
        box.setSpacing(theme.px(4))
        for plugin in [page for page in pages if page.place == "rail"]:
            box.addWidget(self._button(plugin, go), 0, Qt.AlignmentFlag.AlignHCenter)
            if plugin.id == "validations":
                visit = PagePlugin("visit", _("Open validation"), plugin.make, "check")
                box.addWidget(self._button(visit, go), 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)
        for plugin in [page for page in pages if page.place == "rail-end"]:
            box.addWidget(self._button(plugin, go), 0, Qt.AlignmentFlag.AlignHCenter)

    def show_place(self, page_id: str, *, has_visit: bool) -> None:
        """Light the button of the page that is shown."""
        for place, button in self._buttons.items():
            button.setChecked(place == self._whole.get(page_id, page_id))
        if "visit" in self._buttons:
            self._buttons["visit"].setEnabled(has_visit)

    def _button(self, plugin: PagePlugin, go: Callable[[str], object]) -> QToolButton:
        made = QToolButton()
        made.setCheckable(True)
        made.setAutoExclusive(False)
        made.setFixedSize(theme.px(40), theme.px(40))
        made.setIconSize(QSize(theme.px(20), theme.px(20)))
        made.setIcon(icons.icon(plugin.icon or "circle-outline", "rail_ink"))
        made.setToolTip(_(plugin.title))
        made.setAccessibleName(_(plugin.title))
        made.clicked.connect(lambda: go(plugin.id))
        self._buttons[plugin.id] = made
        return made
