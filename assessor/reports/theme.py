"""The look of a report: one folder with theme.yaml, fonts and a Word template."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from assessor.checklist import convert, read_yaml
from assessor.config import ROOT
from assessor.errors import UnknownLook
from assessor.terms import Verdict

Paper = Literal["a4", "letter"]
PAPERS: dict[Paper, tuple[float, float]] = {"a4": (595.276, 841.89), "letter": (612.0, 792.0)}
MM = 72 / 25.4

_folders: list[Path] = [ROOT / "templates"]


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A frozen value; a key that it does not know is an error."""


class Margin(Strict, frozen=True):
    """Empty edges of a page, in millimetres."""

    left: float
    right: float
    top: float
    bottom: float


class Colours(Strict, frozen=True):
    """Colours by role, as #RRGGBB."""

    ink: str
    ink_2: str
    ink_3: str
    line: str
    ground: str
    accent: str
    accent_soft: str
    alert: str
    met: str
    partly: str
    not_met: str
    na: str
    track: str
    watermark: str


class Sizes(Strict, frozen=True):
    """Sizes of type, in points."""

    size: float
    leading: float
    small: float
    title: float
    heading_1: float
    heading_2: float
    heading_3: float


class Fonts(Strict, frozen=True):
    """Font files of the look, and the font a word processor is asked for.

    `fallback` names fonts of the machine to take letters from that the look's own lack.
    """

    regular: str
    bold: str
    italic: str
    bold_italic: str
    word: str
    fallback: tuple[str, ...] = ()


class Theme(Strict, frozen=True):
    """One look."""

    page: Paper
    page_by_language: dict[str, Paper]
    page_by_country: dict[str, Paper]
    margin: Margin
    colours: Colours
    text: Sizes
    fonts: Fonts

    def paper(self, lang: str, country: str | None = None) -> tuple[float, float]:
        """Width and height of the page, in points: the country's paper, else the language's."""
        usual = self.page_by_language.get(lang, self.page)
        return PAPERS[self.page_by_country.get(country or "", usual)]

    def verdict_colour(self, verdict: Verdict | None) -> str:
        """The colour of a verdict; none for “not seen yet” is that of “not applicable”."""
        named = {
            Verdict.MET: self.colours.met,
            Verdict.PARTLY: self.colours.partly,
            Verdict.NOT_MET: self.colours.not_met,
        }
        return named.get(verdict, self.colours.na) if verdict else self.colours.na


SHAPES: dict[Verdict | None, str] = {
    Verdict.MET: "●",
    Verdict.PARTLY: "◐",
    Verdict.NOT_MET: "✖",
    Verdict.NA: "–",
    Verdict.NOT_VERIFIED: "?",
    None: "○",
}


def add_folder(folder: Path) -> None:
    """Search an administration's own looks before the shipped ones."""
    if folder not in _folders:
        _folders.insert(0, folder)
        theme.cache_clear()


def looks() -> list[str]:
    """The names of all looks there are."""
    return sorted({path.parent.name for home in _folders for path in home.glob("*/theme.yaml")})


def folder_of(look: str) -> Path:
    """The folder of a look; UnknownLook names those there are."""
    for home in _folders:
        if (home / look / "theme.yaml").is_file():
            return home / look
    raise UnknownLook(look=look, known=", ".join(looks()))


@cache
def theme(look: str = "default") -> Theme:
    """The look of this name, read once."""
    path = folder_of(look) / "theme.yaml"
    return convert(read_yaml(path), Theme, f"{look}/{path.name}")
