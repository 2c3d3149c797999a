"""Settings: who sits here, how the window looks and speaks, where everything is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from assessor import __version__
from assessor.i18n import N_, _, language, language_name, languages
from assessor.ui import theme
from assessor.ui.opening import open_folder
from assessor.ui.page import Page, PagePlugin
from assessor.ui.panels.report_choices import NONE, followed_by, led_by
from assessor.ui.panels.settings_about import About
from assessor.ui.widgets.autosave_edit import AutosaveLine
from assessor.ui.widgets.buttons import button, chip
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import FlowLayout, column, row, scrolling
from assessor.ui.widgets.pick import Pick

if TYPE_CHECKING:
    from assessor.ui.desk import Desk

THEMES = {"system": N_("Like the system"), "light": N_("Light"), "dark": N_("Dark")}
SCALES = (100, 110, 125, 150, 175, 200)


class SettingsPage(Page):
    """Everything is kept as it is chosen; the window dresses itself anew at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.controls: dict[str, QWidget] = {}
        self.about = About(self)
        cards = (self._person(), self._window(), self._reports(), self._folders(), self.about)
        inner = QWidget()
        inner.setMaximumWidth(theme.px(760))
        inner.setLayout(column(*cards, 1, gap=14, margins=(0, 20, 0, 24)))
        middle = QWidget()
        box = QHBoxLayout(middle)
        box.setContentsMargins(theme.px(22), 0, theme.px(22), 0)
        box.addStretch(1)
        box.addWidget(inner, 6)
        box.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(middle, "ground"))

    def title(self) -> str:
        return _("Settings")

    def subtitle(self) -> str:
        return _("Kept at once, on this laptop alone")

    def foot(self) -> str:
        return _("Version {version}").format(version=__version__)

    def refresh(self) -> None:
        settings = self.desk.settings
        for field in ("name", "post", "organisation"):
            line = self.controls[field]
            assert isinstance(line, AutosaveLine)  # noqa: S101  for the type checker
            line.set_text(getattr(settings, field))
        self._show_report_languages()

    def show_at(self, *, field: str = "") -> None:
        """Put the focus into a field; after a change of dress it returns to what was changed."""
        if field in self.controls:
            self.controls[field].setFocus()

    def state(self) -> dict[str, Any]:
        focused = (name for name, made in self.controls.items() if made.hasFocus())
        return {"field": next(focused, "")}

    def search_field(self) -> QLineEdit | None:
        return None

    # the parts

    def _person(self) -> Card:
        card = _card(_("Who you are"))
        card.add(words(_("Stands in the history and, as validator, in reports."), "small"))
        grid = QGridLayout()
        grid.setSpacing(theme.px(10))
        fields = {
            "name": _("Name"),
            "post": _("Post"),
            "organisation": _("Organisation"),
        }
        for at, (field, name) in enumerate(fields.items()):
            line = AutosaveLine(partial(self._write, field), name=name)
            self.controls[field] = line
            grid.addLayout(column(label(name, line), line, gap=3), at // 2, at % 2)
        card.add(grid)
        return card

    def _write(self, field: str, text: str, _burst: str) -> None:
        self.desk.settle(**{field: text.strip()})

    def _window(self) -> Card:
        card = _card(_("The window"))
        codes = {code: language_name(code) for code in languages()}
        card.add(self._choice("language", _("Language"), codes, language()))
        themes = {key: _(name) for key, name in THEMES.items()}
        card.add(self._choice("theme", _("Colours"), themes, self.desk.settings.theme))
        scales = {percent: f"{percent} %" for percent in SCALES}
        card.add(self._choice("scale", _("Size"), scales, self.desk.settings.scale))
        return card

    def _choice(
        self, field: str, name: str, choices: dict[Any, str], chosen: object
    ) -> QVBoxLayout:
        flow, group = FlowLayout(gap=6), QButtonGroup(self)
        for value, text in choices.items():
            made = chip(text, self._settle(field, value), on=value == chosen)
            made.setAccessibleName(f"{name}: {text}")
            group.addButton(made)
            flow.addWidget(made)
            self.controls[f"{field}:{value}"] = made
        return column(label(name), flow, gap=5)

    def _settle(self, field: str, value: object) -> Callable[[], None]:
        def choose() -> None:
            # The window is built anew, and this button with it: not while it is being clicked.
            if getattr(self.desk.settings, field) != value or field == "language":
                settle = partial(self.desk.settle, **{field: value})
                QTimer.singleShot(0, self.desk, settle)

        return choose

    def _reports(self) -> Card:
        card = _card(_("Reports"))
        told = _("New validations begin with these languages; each report can choose its own.")
        card.add(words(told, "small"))
        known = [(code, language_name(code)) for code in languages()]
        first = Pick(known, lambda code: self._keep(led_by, code), name=_("First language"))
        second = Pick(
            [*known, (NONE, _("none"))],
            lambda code: self._keep(followed_by, code),
            name=_("Second language"),
        )
        self.controls["first"], self.controls["second"] = first, second
        line = row(gap=12)
        line.addLayout(column(label(_("First language"), first), first, gap=3), 1)
        line.addLayout(column(label(_("Second language"), second), second, gap=3), 1)
        card.add(line)
        return card

    def _show_report_languages(self) -> None:
        chosen = (*self.desk.settings.report_languages, NONE)
        for control, code in zip(("first", "second"), chosen, strict=False):
            box = self.controls[control]
            assert isinstance(box, Pick)  # noqa: S101  for the type checker
            box.set_value(code)

    def _keep(self, changed: Callable[..., tuple[str, ...]], code: str) -> None:
        """Keep the pair with one side changed; the same language twice changes places."""
        self.desk.settle(report_languages=changed(self.desk.settings.report_languages, code))
        self._show_report_languages()

    def _folders(self) -> Card:
        card = _card(_("Where everything is kept"))
        own = self.desk.folder / "checklists"
        card.add(self._folder("folder", _("Workspace"), self.desk.folder, _(
            "Database, evidence and settings. Nothing leaves it unless you export it."
        )))  # fmt: skip
        card.add(self._folder("own", _("Your own checklists"), own, _(
            "Checklist files placed here are read beside those that come with the program."
        )))  # fmt: skip
        return card

    def _folder(self, control: str, name: str, path: Path, told: str) -> QVBoxLayout:
        shown = QLabel(str(path))
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setWordWrap(True)
        opened = button(
            _("Open folder"),
            self.guarded(partial(open_folder, path)),
            icon="folder-open-outline",
            name=_("Open folder: {name}").format(name=name),
        )
        self.controls[control] = opened
        line = row(gap=12)
        line.addLayout(column(label(name, shown), shown, words(told, "fine"), gap=2), 1)
        line.addWidget(opened, 0, Qt.AlignmentFlag.AlignTop)
        return column(line)


def _card(title: str) -> Card:
    card = Card(gap=9)
    card.add(words(title, "bold"))
    return card


PLUGIN = PagePlugin(
    "settings",
    N_("Settings"),
    SettingsPage,
    icon="cog-outline",
    place="rail-end",
    order=90,
)
