"""Colours, sizes and the style sheet: light and dark, 100 to 200 %, for all painting."""

import re
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from assessor.config import ROOT

SHEET = Path(__file__).with_name("theme.qss")
FONTS = ROOT / "templates" / "default" / "fonts"
FAMILY = "DejaVu Sans Condensed"


@dataclass(frozen=True)
class Tokens:
    """The roles of colour; level and result never share one."""

    ink: str
    ink2: str
    ink3: str
    line: str
    ground: str
    card: str
    accent: str
    accent_soft: str
    on_accent: str
    on_ink: str
    rail: str
    rail_on: str
    rail_ink: str
    met: str
    met_soft: str
    partly: str
    partly_soft: str
    partly_bar: str
    not_met: str
    not_met_soft: str
    na: str
    na_soft: str
    na_bar: str
    track: str
    hint_soft: str
    hint_line: str
    dash: str


LIGHT = Tokens(
    ink="#14212E",
    ink2="#4A5A6A",
    ink3="#66727E",
    line="#DDE3E9",
    ground="#F4F6F8",
    card="#FFFFFF",
    accent="#0B5C7A",
    accent_soft="#E3F0F4",
    on_accent="#FFFFFF",
    on_ink="#FFFFFF",
    rail="#10202D",
    rail_on="#1E3A4D",
    rail_ink="#9FB3C2",
    met="#1F7A4D",
    met_soft="#E4F3EA",
    partly="#9A5F00",
    partly_soft="#FCF0DC",
    partly_bar="#D08A1D",
    not_met="#B3261E",
    not_met_soft="#FBE7E5",
    na="#5E6A76",
    na_soft="#ECEFF2",
    na_bar="#9AA6B1",
    track="#E6EBEF",
    hint_soft="#FFFDF6",
    hint_line="#EFE3C3",
    dash="#B9C5CF",
)

DARK = Tokens(
    ink="#E7EDF2",
    ink2="#B7C3CD",
    ink3="#94A2AF",
    line="#2D3B48",
    ground="#0F1820",
    card="#17232E",
    accent="#62BBDA",
    accent_soft="#153847",
    on_accent="#04212D",
    on_ink="#14212E",
    rail="#0A1118",
    rail_on="#1D3443",
    rail_ink="#8FA5B5",
    met="#62C594",
    met_soft="#15332A",
    partly="#E5AC4E",
    partly_soft="#382B13",
    partly_bar="#D39A3A",
    not_met="#F49A91",
    not_met_soft="#3E1F1E",
    na="#A3B0BB",
    na_soft="#26323D",
    na_bar="#6D7B88",
    track="#2A3743",
    hint_soft="#2A2617",
    hint_line="#4B4327",
    dash="#4A5A68",
)

_state = {"tokens": LIGHT, "scale": 100}


def tokens() -> Tokens:
    """Return the colours in force."""
    tokens_now = _state["tokens"]
    assert isinstance(tokens_now, Tokens)  # noqa: S101  for the type checker
    return tokens_now


def color(role: str) -> QColor:
    """Return the colour of a role, such as `ink2`."""
    return QColor(_shade(role))


@cache
def _shade(role: str) -> QColor:
    return QColor(getattr(tokens(), role))


def px(size: float) -> int:
    """Return a length of the 4-pixel grid at the person's scale."""
    return round(size * scale() / 100)


def scale() -> int:
    """Return the person's scale in percent."""
    return int(str(_state["scale"]))


def is_dark() -> bool:
    """Tell whether the dark colours are in force."""
    return tokens() is DARK


def font(size: float = 13, *, bold: bool = False, spacing: float = 0) -> QFont:
    """Return the window's font at `size` pixels of the 100 % scale."""
    return QFont(_face(size, bold, spacing))


# Kept: a verdict asks for two dozen of them before it is painted.
@cache
def _face(size: float, bold: bool, spacing: float) -> QFont:
    made = QFont(QApplication.font())
    made.setPixelSize(px(size))
    made.setBold(bold)
    if spacing:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing * scale() / 100)
    return made


def look(widget: QWidget, name: str) -> QWidget:
    """Give `widget` a look of the style sheet, also when it is already shown; return it."""
    if widget.property("look") != name:
        widget.setProperty("look", name)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
    return widget


def application() -> QApplication:
    """Return Qt's application, which is there whenever a window is."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)  # noqa: S101  for the type checker
    return app


def apply(app: QApplication, *, theme: str = "system", percent: int = 100) -> None:
    """Dress the whole program: `theme` is system, light or dark."""
    dark = theme == "dark" or (theme == "system" and system_is_dark(app))
    _state["tokens"] = DARK if dark else LIGHT
    _state["scale"] = max(100, min(200, percent))
    _shade.cache_clear()
    _face.cache_clear()
    app.setFont(_base_font())
    app.setPalette(_palette())
    app.setStyleSheet(style_sheet())


def system_is_dark(app: QApplication) -> bool:
    """Tell whether the desktop asks for dark windows."""
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def load_fonts() -> None:
    """Load the shipped font, so that the window looks the same on every machine."""
    for path in sorted(FONTS.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def style_sheet() -> str:
    """Return the style sheet with the colours in force and every length at the person's scale."""
    filled = Template(SHEET.read_text(encoding="utf-8")).substitute(asdict(tokens()))
    return re.sub(r"(\d+(?:\.\d+)?)px", lambda m: f"{px(float(m[1]))}px", filled)


def _base_font() -> QFont:
    made = QFont(FAMILY if FAMILY in QFontDatabase.families() else QFont().defaultFamily())
    made.setPixelSize(px(13))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def _palette() -> QPalette:
    # The style sheet dresses almost everything; selection, placeholder and links come from here.
    role = QPalette.ColorRole
    made = QPalette()
    for part, name in (
        (role.Window, "ground"),
        (role.WindowText, "ink"),
        (role.Base, "card"),
        (role.AlternateBase, "ground"),
        (role.Text, "ink"),
        (role.PlaceholderText, "ink3"),
        (role.Button, "card"),
        (role.ButtonText, "ink"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Link, "accent"),
        (role.ToolTipBase, "ink"),
        (role.ToolTipText, "on_ink"),
    ):
        made.setColor(part, color(name))
    return made
