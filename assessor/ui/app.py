"""Starts the window: paint first, then open the workspace on a thread."""

import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from assessor import config, i18n, registry
from assessor.ui import collecting, core, messages, qt_types, theme
from assessor.ui.main_window import TITLE, MainWindow
from assessor.ui.qt_words import QtWords
from assessor.ui.warming import warm_up

_translator: list[QTranslator] = []


def run(folder: Path | None = None) -> int:
    """Show the window and stay until it is closed; the exit code of the program."""
    app = make_app()
    window = start(app, folder or config.default_folder())
    messages.install(window.desk)
    window.show()
    return app.exec()


def make_app() -> QApplication:
    """Return Qt's application with our font."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101  for the type checker
    app.setApplicationName(TITLE)
    app.setStyle("Fusion")
    theme.load_fonts()
    return app


def start(app: QApplication, folder: Path) -> MainWindow:
    """Return the window, dressed; once painted it opens the workspace in `folder` by itself."""
    # Slow work on a thread gives the interpreter back far more often: a key waits 0.2 ms
    # for it, not 5, at each of the dozen statements of a verdict.
    sys.setswitchinterval(0.0002)
    settings = config.load_settings(folder)
    if (own := folder / "locales").is_dir():
        i18n.add_folder(own)
    set_language(settings.language or system_language())
    theme.apply(app, theme=settings.theme, percent=settings.scale)
    window = MainWindow(folder)
    collecting.collect_here(window)
    window.desk.settled.connect(lambda _what: set_language(i18n.language()))
    window.painted.connect(lambda: open_workspace(window))
    window.ready.connect(collecting.spare_what_stays)
    window.ready.connect(lambda: warm_up(window.desk))
    app.styleHints().colorSchemeChanged.connect(lambda: follow_system(window))
    return window


def open_workspace(window: MainWindow) -> None:
    """Load the core and open the database while the window already answers, then the pages."""
    desk = window.desk
    if desk.is_open or desk.tasks.running:
        return

    def work(_report: object) -> object:
        config.start_log(desk.folder)
        if (own := desk.folder / "checklists").is_dir():
            core.checklist.add_folder(own)
        workspace = core.workspace.Workspace.open(desk.folder, by=desk.settings.name)
        core.validations.keep_profiles(workspace)
        # What the home page will ask at once, loaded here rather than there.
        _ = core.validations
        return workspace

    # The list comes first: the other pages take a third of a second, and nobody looks for them yet.
    only_once = Qt.ConnectionType.SingleShotConnection
    desk.opened.connect(
        lambda: desk.tasks.rested.connect(
            lambda: qt_types.make_all(window, lambda: load_pages(window)), only_once
        ),
        only_once,
    )
    desk.task("", work, done=desk.attach, failed=window.not_opened, quiet=True)


def load_pages(window: MainWindow) -> None:
    """Load the other pages on a thread and offer them; Qt's classes are all made by then."""
    if not window.desk.is_open:
        return  # it was closed meanwhile

    def loaded(_pages: object) -> None:
        if window.desk.is_open:
            window.bring_pages()
            window.ready.emit()

    def work(_report: object) -> object:
        _ = core.walk
        return registry.plugins("assessor.ui.pages")

    window.desk.task("", work, done=loaded, quiet=True)


def follow_system(window: MainWindow) -> None:
    """Turn dark or light with the desktop, unless the person has chosen."""
    if window.desk.settings.theme == "system":
        window.dress(restyle=True)


def system_language() -> str:
    """Return the language of the system if we speak it, else English."""
    code = QLocale.system().name().partition("_")[0]
    return code if code in i18n.languages() else i18n.SOURCE_LANGUAGE


def set_language(code: str) -> None:
    """Speak `code` from now on, Qt's own buttons included."""
    i18n.set_language(code)
    QLocale.setDefault(QLocale(code))
    app = QApplication.instance()
    if app is None:
        return
    for old in _translator:
        app.removeTranslator(old)
    _translator.clear()
    translator, ours = QTranslator(app), QtWords(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator.load(QLocale(code), "qtbase", "_", folder)
    # The last one is asked first.
    for speaking in (translator, ours):
        app.installTranslator(speaking)
        _translator.append(speaking)
