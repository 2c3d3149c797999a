"""The Qt that is pinned survives what the walk does all day; PySide6 6.12.0 did not."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_a_hundred_thousand_calls_that_return_nothing_leave_the_process_alive(
    qtbot: QtBot,
) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    for number in range(50_000):
        label.setText(str(number))
        label.setVisible(number % 2 == 0)
    assert label.text() == "49999"
