"""Takes the pictures of the guide: every page, in each language, light and dark, from the sample.

Run with `poe pictures`; it needs no screen. What is shown is the real window.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QElapsedTimer  # noqa: E402  after the platform is chosen
from PySide6.QtWidgets import QApplication  # noqa: E402

from assessor import companies, config, demo, validations  # noqa: E402
from assessor.store.workspace import Workspace  # noqa: E402
from assessor.ui import app as window_app  # noqa: E402
from assessor.ui.main_window import MainWindow  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
SIZE = (1366, 768)
COLOURS = 160
SAMPLE = ROOT / "docs" / "sample_self_assessment.csv"
PAGES: dict[str, dict[str, str]] = {
    "validations": {},
    "prepare": {},
    "import": {},
    "walk": {"ref": "6.2"},
    "worksheets": {"ref": "5.3"},
    "findings": {},
    "report": {},
    "plan": {},
    "checklists": {"ref": "10.2"},
    "editions": {
        "old": "ctpat-msc-foreign-manufacturer",
        "new": "ctpat-msc-us-importer",
        "only": "reworded",
    },
    "history": {},
    "settings": {},
}


def wait(app: QApplication, until: Callable[[], bool], at_most: int = 20_000) -> None:
    """Let the window live until something is true, and a little longer for its last strokes."""
    clock = QElapsedTimer()
    clock.start()
    while not until() and clock.elapsed() < at_most:
        app.processEvents()
    clock.restart()
    while clock.elapsed() < 900:  # milliseconds
        app.processEvents()


def show(app: QApplication, window: MainWindow, page: str, where: dict[str, str]) -> None:
    """Turn to a page and wait until it has nothing left to do."""
    window.go("prepare" if page == "import" else page, where)
    wait(app, lambda: not window.desk.tasks.running)
    if page == "import":
        window.page().import_file(SAMPLE)
        wait(app, lambda: not window.desk.tasks.running)


def begin_another(workspace: Workspace) -> str:
    """Start a validation that has no self-assessment yet, for the picture of the import."""
    company_id = companies.add_company(workspace, legal_name="Textiles del Istmo, S.A.")
    companies.add_site(workspace, company_id=company_id, name="Planta Colón")
    return validations.start(
        workspace, company_id=company_id, checklist_id="ctpat-msc-foreign-manufacturer"
    )


def looks() -> Iterator[tuple[str, str]]:
    """Give each language with each theme."""
    for language in ("es", "en"):
        for theme in ("light", "dark"):
            yield language, theme


def save(window: MainWindow, path: Path) -> None:
    """Write the window as a small PNG."""
    from PIL import Image

    window.grab().save(str(path))
    with Image.open(path) as image:
        image.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def main() -> None:
    """Fill the sample once and take every picture of it."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        config.save_settings(home, config.Settings(name="Ana Robles", language="es"))
        workspace = Workspace.open(home, by="Ana Robles")
        filled, fresh = demo.fill(workspace), begin_another(workspace)
        workspace.close()
        app = window_app.make_app()
        window = window_app.start(app, home)
        window.resize(*SIZE)
        window.show()
        wait(app, lambda: window.ready_for_all)
        for language, theme in looks():
            window.desk.settle(language=language, theme=theme)
            app.processEvents()
            for page, where in PAGES.items():
                window.desk.open_validation(fresh if page == "import" else filled)
                show(app, window, page, where)
                save(window, PICTURES / f"{page}_{language}_{theme}.png")
        window.close()


if __name__ == "__main__":
    main()
