"""What this program is: version, licence, and the libraries it stands on."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QGridLayout, QLabel

from assessor import __version__
from assessor.config import ROOT
from assessor.i18n import _
from assessor.ui import theme
from assessor.ui.opening import open_file
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.card import Card, rule
from assessor.ui.widgets.labels import label, words
from assessor.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from assessor.ui.page import Page

# Each library the program is built on, with the licence it is used under.
LIBRARIES = {
    "alembic": "MIT",
    "babel": "BSD-3-Clause",
    "charset-normalizer": "MIT",
    "cryptography": "Apache-2.0 or BSD-3-Clause",
    "holidays": "MIT",
    "lxml": "BSD-3-Clause",
    "msgspec": "BSD-3-Clause",
    "msoffcrypto-tool": "MIT",
    "openpyxl": "MIT",
    "pdfplumber": "MIT",
    "pi-heif": "BSD-3-Clause, LGPL-3.0",
    "pikepdf": "MPL-2.0",
    "pillow": "MIT-CMU",
    "pypdfium2": "Apache-2.0, BSD-3-Clause",
    "pyside6-essentials": "LGPL-3.0",
    "python-docx": "MIT",
    "pyyaml": "MIT",
    "qtawesome": "MIT",
    "rapidfuzz": "MIT",
    "reportlab": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0",
    "sqlalchemy": "MIT",
    "sqlcipher3": "Zlib",
    "uuid-utils": "BSD-3-Clause",
    "xlrd": "BSD-3-Clause",
}
LICENCE = "Apache-2.0"
ACROSS = 2


class About(Card):
    """The versions are read on a thread once the page is shown."""

    def __init__(self, page: Page) -> None:
        super().__init__(gap=10)
        self.add(words(_("About"), "bold"))
        self.versions: dict[str, QLabel] = {}
        program = words(f"AEO Assessor {__version__}", "bold")
        told = _("Licence {licence}. Works without a network and sends nothing anywhere.")
        licence = words(told.format(licence=LICENCE), "small")
        system = words(f"Python {platform.python_version()} · Qt {qVersion()}", "fine")
        read = button(_("Read the licence"), page.guarded(lambda: open_file(ROOT / "LICENSE")))
        page.controls["licence"] = read  # type: ignore[attr-defined]
        line = row(gap=12)
        line.addLayout(column(program, licence, system, gap=2), 1)
        line.addWidget(read)
        self.add(line)
        self.add(rule())
        self.add(label(_("Libraries")))
        self.add(self._libraries())
        fonts = _(
            "Fonts: DejaVu Sans Condensed and Material Design Icons, under their own licences."
        )
        self.add(words(fonts, "fine"))
        page.desk.task("", lambda _report: versions(), done=self._show, quiet=True)

    def _libraries(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(3))
        for at, (name, licence) in enumerate(LIBRARIES.items()):
            version = words("", "small", wrap=False)
            self.versions[name] = version
            line = row(words(name, wrap=False), version, 1, words(licence, "fine", wrap=False))
            grid.addLayout(line, at // ACROSS, at % ACROSS)
            grid.setColumnStretch(at % ACROSS, 1)
        return grid

    def _show(self, found: dict[str, str]) -> None:
        for name, version in found.items():
            self.versions[name].setText(version)


def versions() -> dict[str, str]:
    """Return the version of each library that says one; a packaged program may not know all."""
    from importlib import metadata

    found = {}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
