"""Qt's own file dialog speaks the language of the window throughout."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from assessor.ui import app as starter
from tests.ui import screen


def test_the_file_dialog_speaks_spanish(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "carpeta").mkdir()
    starter.make_app()
    starter.set_language("es")
    dialog = QFileDialog(None, "Exportar", str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.show()
    qtbot.waitUntil(lambda: "carpeta" in {text for _widget, text in screen.texts(dialog)})
    said = {text for _widget, text in (*screen.texts(dialog), *screen.spoken(dialog))}
    assert {"&Buscar en:", "Archivos de &tipo:", "Carpeta", "Cancelar"} <= said
    assert said.isdisjoint({"&Look in:", "Files of &type:", "Folder", "Drive", "Cancel", "&Open"})
    starter.set_language("en")
    assert starter.i18n.language() == "en"
