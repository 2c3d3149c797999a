"""A tour of the whole window by keys: every page, dialog and state, with a stop at each.

`tour(person, stop, …)` speaks whatever language the window speaks; what happens at a stop is up
to the test. The workspace is the one that tests/greek.py fills.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog

from assessor import config
from assessor.i18n import N_, _
from assessor.ui import app as starter
from tests import greek
from tests.journeys.person import Person

Stop = Callable[[str], None]


@contextmanager
def opened(folder: Path, name: str, *, dressed: str = "light") -> Iterator[None]:
    """Open the window in Greek letters on a workspace, close it afterwards."""
    kept = config.Settings(
        name=name, language=greek.LANG, report_languages=(greek.LANG,), theme=dressed
    )
    config.save_settings(folder, kept)
    window = starter.start(starter.make_app(), folder)
    window.resize(1366, 768)
    window.show()
    yield
    window.close()
    window.deleteLater()
    QApplication.processEvents()


class Tour:
    """Knows where things are; `stop(name)` is called wherever there is something new to see."""

    def __init__(self, person: Person, stop: Stop, saq: Path) -> None:
        self.person, self.stop, self.saq = person, stop, saq

    def all(self) -> None:
        """See everything."""
        self.home()
        self.open_visit()
        self.prepare()
        self.walk()
        self.worksheets()
        self.findings()
        self.report()
        self.plan()
        for page in (N_("Checklists"), N_("History"), N_("Settings")):
            self.command(page)
            self.person.sees(_(page))
            self.stop(page)
        self.history()
        self.checklists()
        self.issued()

    # ways

    def command(self, name: str) -> None:
        """Do something by its name."""
        self.person.press("Ctrl+K")
        self.person.holds(_("What do you want to do?"))
        self.person.type(_(name))
        self.person.press("Return")
        self.person.wait_until("the palette gone", lambda: not QApplication.activeModalWidget())

    def dialog(self, name: str, *keys: str, sees: str = "") -> None:
        """Open a dialog by keys, stop, and leave it."""
        self.person.press(*keys)
        self.person.wait_until(f"the dialog {name}", QApplication.activeModalWidget)
        if sees:
            self.person.sees(_(sees))
        self.stop(name)
        self.leave()

    def leave(self) -> None:
        """Leave what stands open; a question about leaving is answered with yes."""
        while self.person.see(QApplication.activeModalWidget) is not None:
            self.person.press("Esc")
            if self.person.see(QApplication.activeModalWidget) is not None:
                self.person.press("Return")

    def choose_file(self, path: Path) -> None:
        """Type a name into the dialog that asks for a file."""
        person = self.person
        person.wait_until(
            "the file dialog", lambda: isinstance(QApplication.activeModalWidget(), QFileDialog)
        )
        person.type(str(path))
        person.press("Return")

    # pages

    def home(self) -> None:
        person = self.person
        person.sees(_("New validation"))
        self.stop("home")
        person.press("/")
        person.type("ζζζ")
        self.stop("home, nothing fits")
        person.press("Ctrl+A", "Backspace", "Esc")
        self.dialog("new validation", "N")
        self.dialog("keys", "?")
        self.dialog("palette", "Ctrl+K")
        person.press("I")
        self.choose_file(self.saq)
        person.sees(_("Accept and start"))
        self.stop("import of a new visit")
        for key in ("C", "C", "N", "N", "J", "J", "J"):
            person.press(key)
            self.stop(f"import of a new visit, {key}")
        self.leave()
        broken = self.saq.with_name("broken.xlsx")
        broken.write_bytes(b"PK\x03\x04 broken off")
        person.press("I")
        self.choose_file(broken)
        person.sees(_("Choose another file…"))
        self.stop("import that fails")
        self.leave()

    def open_visit(self) -> None:
        """Open the visit that holds something of everything."""
        self.person.press("/")
        self.person.type("Οπεν")
        self.person.press("Return")
        self.person.sees(_("Verdict on site"))

    def prepare(self) -> None:
        person = self.person
        person.press("Ctrl+1")
        person.sees(_("Legal name"))
        person.press("J", "Esc")
        person.sees(_("Private notes"))
        self.stop("prepare")
        self.dialog("keys of prepare", "?")
        person.press("I")
        self.choose_file(self.saq)
        person.sees(_("Put aside"))
        self.stop("import again")
        for key in ("D", "J", "C", "N"):
            person.press(key)
            self.stop(f"import again, {key}")
        person.press("Ctrl+Return")
        person.sees(_("Legal name"))
        person.press("Esc", "L")
        person.sees(_("Back to the form"))
        self.stop("rows left over")
        person.press("0")
        self.stop("rows left over, one settled")
        person.press("Alt+Left")
        person.sees(_("Legal name"))

    def walk(self) -> None:
        person = self.person
        person.press("Ctrl+2", "/")
        person.type("1.1")
        person.press("Return")
        for at in range(5):
            self.stop(f"walk {at}")
            person.press("J")
        person.press(*"KKKKK")
        self.dialog("reason", "5")
        self.dialog("reason of a condition", "X")
        self.dialog("good practice", "G")
        person.press("J")
        self.dialog("reason on a should", "4")
        person.press("J", "1")
        self.stop("walk, met")
        person.press("J")
        self.dialog("finding", "F")
        self.dialog("keys of the walk", "?")
        person.press("K", "K", "K")
        person.tab_to(beginning="1 · 1.jpg")
        self.dialog("photograph", "Space")

    def worksheets(self) -> None:
        """A form to be read, a sheet that falls short, what it proposes on the walk."""
        person = self.person
        person.press("Ctrl+2", "/")
        person.type("1.1")
        person.press("Return", "W")
        person.sees(_("Begin one for {ref}").format(ref="1.1"))
        self.stop("a form")
        self.dialog("keys of worksheets", "?")
        person.press("Ctrl+N")
        person.sees(_("Falls short"))
        person.type("1")
        person.press("Return")
        self.stop("a sheet")
        person.press("Ctrl+2")
        person.sees(_("Verdict on site"))
        self.stop("walk with a sheet")

    def findings(self) -> None:
        person = self.person
        person.press("Ctrl+3")
        person.sees(_("Why it matters"))
        for at in range(3):
            self.stop(f"finding {at}")
            person.press("J")
        person.press("K", "K")
        self.dialog("choose a requirement", "N")
        self.dialog("risk", "R")
        person.tab_to(_("Link what the visit has…"))
        self.dialog("link evidence", "Space")
        person.press("Esc", "S")
        self.stop("kept internal")
        person.press("Ctrl+Z")
        self.stop("undone")

    def report(self) -> None:
        person = self.person
        person.press("Ctrl+4")
        person.sees(_("Export…"))
        person.wait_until("the preview", lambda: not _busy())
        self.stop("report")
        for _gap in range(4):
            person.press("J")
        self.stop("report, another gap")
        self.dialog("keys of the report", "?")
        for _gap in range(8):
            person.press("K")
        for _gap in range(8):
            person.press("L")
            if person.see(QApplication.activeModalWidget) is not None:
                self.stop("leave open")
                self.leave()
                break
            person.press("J")
        person.tab_to(_("Second language"))
        person.press("Up")
        self.stop("report in a second language")
        self.dialog("export half-translated", "Esc", "Ctrl+E", sees=N_("Export the draft"))
        person.press("I")
        self.stop("not ready to be issued")

    def plan(self) -> None:
        person = self.person
        person.press("Ctrl+5")
        person.sees(_("Root cause"))
        self.stop("plan")
        self.dialog("more time", "M")
        person.press("J")
        self.stop("plan, second card")
        self.dialog("keys of the plan", "?")

    def history(self) -> None:
        person = self.person
        self.command(N_("History"))
        for _entry in range(60):
            person.press("J")
            self.stop("history entry")
        person.press("V")
        person.sees(_("Everything is sound."))
        self.stop("history checked")

    def checklists(self) -> None:
        person = self.person
        self.command(N_("Checklists"))
        for _requirement in range(4):
            person.press("J")
            self.stop("checklist requirement")
        person.press("C")
        person.wait_until("the question", QApplication.activeModalWidget)
        self.stop("copy as a draft")
        person.press("Return")
        person.sees(_("Finish the checklist"))
        person.wait_until("the draft", lambda: not _busy())
        self.stop("editor")
        for at in range(3):
            person.press("J")
            self.stop(f"editor, line {at}")
        self.dialog("keys of the editor", "?")
        person.press("N")
        self.stop("editor, a new requirement")

    def issued(self) -> None:
        """The visit that is issued, with every page locked."""
        person = self.person
        person.press("Ctrl+H", "/")
        person.type("Ισσθεδ")
        person.press("Return")
        person.sees(_("Reopen…"))
        self.stop("issued")
        person.tab_to(_("Reopen…"))
        self.dialog("reopen", "Space")
        for page in range(1, 6):
            person.press(f"Ctrl+{page}")
            person.wait_until("the page", lambda: not _busy())
            self.stop(f"issued, page {page}")
        person.press("Ctrl+2", "3")
        self.stop("issued, refused")


def _busy() -> bool:
    windows = QApplication.topLevelWidgets()
    return any(
        getattr(getattr(each, "desk", None), "tasks", None) and each.desk.tasks.running
        for each in windows
    )
