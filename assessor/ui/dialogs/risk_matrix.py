"""Choose a risk in the matrix of likelihood and consequence, by arrows and Enter or by mouse."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QWidget

from assessor.i18n import N_, _
from assessor.ui import core, theme
from assessor.ui.dialogs.ask import Ask
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.labels import words

LIKELIHOODS = (
    N_("Rare"),
    N_("Unlikely"),
    N_("Possible"),
    N_("Likely"),
    N_("Almost certain"),
)
CONSEQUENCES = (N_("Negligible"), N_("Minor"), N_("Moderate"), N_("Major"), N_("Severe"))
ROLES = {"low": "met", "medium": "partly", "high": "not_met", "extreme": "not_met"}
_STEPS = {
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Left: (0, -1),
}

Pair = tuple[int | None, int | None]


def rating_word(likelihood: int | None, consequence: int | None) -> str:
    """Return low, medium, high or extreme in the person's language."""
    return _(core.rules.RATINGS[core.rules.risk_rating(likelihood, consequence)])


def risk_words(likelihood: int | None, consequence: int | None) -> str:
    """Return “Likely × Major”; empty while one of the two is missing."""
    if likelihood is None or consequence is None:
        return ""
    return f"{_(LIKELIHOODS[likelihood - 1])} × {_(CONSEQUENCES[consequence - 1])}"


class _Cell(QPushButton):
    """One field of the matrix with its rating; the chosen one has a frame and a tick."""

    def __init__(self, likelihood: int, consequence: int) -> None:
        super().__init__()
        self.pair = (likelihood, consequence)
        self.rating = core.rules.risk_rating(likelihood, consequence)
        self.chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        spoken = f"{risk_words(likelihood, consequence)}: {rating_word(likelihood, consequence)}"
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(theme.px(84), theme.px(40))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the matrix: a button alone would go to any neighbour."""
        if event.key() in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = ROLES[self.rating]
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        strong = self.rating == "extreme"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(role if strong else f"{role}_soft"))
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        painter.setFont(theme.font(11.5, bold=True))
        painter.setPen(theme.color("card" if strong else role))
        text = rating_word(*self.pair)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"✓ {text}" if self.chosen else text)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("ink"), theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, theme.px(6), theme.px(6))


class RiskMatrix(Ask):
    """Likelihood upwards, consequence to the right."""

    def __init__(self, parent: QWidget, likelihood: int | None, consequence: int | None) -> None:
        super().__init__(parent, _("Risk"), _("Likelihood ↑ · consequence →"))
        self.chosen: Pair = (likelihood, consequence)
        self.cells: dict[tuple[int, int], _Cell] = {}
        grid = QGridLayout()
        grid.setSpacing(theme.px(4))
        for likely in range(5, 0, -1):
            grid.addWidget(
                words(f"{likely} · {_(LIKELIHOODS[likely - 1])}", "small"), 5 - likely, 0
            )
            for grave in range(1, 6):
                cell = _Cell(likely, grave)
                cell.chosen = (likely, grave) == self.chosen
                cell.clicked.connect(lambda _on=False, pair=cell.pair: self._take(pair))
                self.cells[cell.pair] = cell
                grid.addWidget(cell, 5 - likely, grave)
        for grave in range(1, 6):
            head = words(f"{grave} · {_(CONSEQUENCES[grave - 1])}", "small")
            head.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(head, 5, grave)
        self.add(grid)
        buttons = self.finish()
        clear = button(_("No rating"), lambda: self._take((None, None)), look="quiet")
        buttons.addButton(clear, buttons.ButtonRole.ResetRole)
        self.cells[likelihood or 3, consequence or 3].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter chooses."""
        cell = self.focusWidget()
        if isinstance(cell, _Cell) and event.key() in _STEPS:
            up, right = _STEPS[Qt.Key(event.key())]
            likely = max(1, min(5, cell.pair[0] + up))
            grave = max(1, min(5, cell.pair[1] + right))
            self.cells[likely, grave].setFocus()
        elif isinstance(cell, _Cell) and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(cell.pair)
        else:
            super().keyPressEvent(event)

    def _take(self, pair: Pair) -> None:
        self.chosen = pair
        self.accept()


def choose_risk(parent: QWidget, likelihood: int | None, consequence: int | None) -> Pair | None:
    """Let the person rate a risk; (None, None) takes the rating away, None leaves it."""
    dialog = RiskMatrix(parent, likelihood, consequence)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    return dialog.chosen if accepted else None
