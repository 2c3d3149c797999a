"""Two editions of a small checklist in an administration's own folder, for the window's tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from assessor import checklist as checklists
from assessor.ui.main_window import MainWindow
from assessor.ui.widgets.labels import Prose
from tests import make
from tests.test_moving import earlier, later

OLD, NEW = "small", "small-later"


@contextmanager
def both_editions(folder: Path) -> Iterator[Path]:
    """Know edition 2.10 and 2.11: 1.1 is reworded, 1.2 a must, 2.1 split, 2.2 gone, 2.9 new."""
    with make.own_folder(folder) as own:
        make.write_yaml(own / "small.yaml", earlier())
        make.write_yaml(own / "later.yaml", reworded())
        checklists.reload()
        yield own


def reworded() -> dict[str, object]:
    """Return the later edition; in 1.1 two words differ, 1.2 reads as before."""
    before, after = earlier(), later()
    for at in (0, 1):
        points = before["sections"][0]["requirements"][at]["points"]
        for old, new in zip(
            points, after["sections"][0]["requirements"][at]["points"], strict=True
        ):
            new["text"] = dict(old["text"])
    first = after["sections"][0]["requirements"][0]["points"][0]["text"]
    for lang, text in first.items():
        first[lang] = text.replace("at the entrance", "in the canteen")
    return after


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing runs on a thread any more, and what was thrown away is gone."""
    qtbot.waitUntil(lambda: not window.desk.tasks.running, timeout=20_000)
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, 52)


def texts(part: QWidget) -> str:
    """Everything that is written there, and everything that is spoken of marked words."""
    found = [label.plain() for label in part.findChildren(Prose)]
    labels = part.findChildren(QLabel)
    found += [label.accessibleName() or label.text() for label in labels]
    return "\n".join(found)
