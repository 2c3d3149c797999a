"""What every command is made of, and what it gets: its words, the workspace, a way to answer."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessor import config
from assessor.errors import NoWorkspace, UnknownValidation
from assessor.i18n import LocalText, language, pick, translation

if TYPE_CHECKING:
    from assessor.facts import Dossier
    from assessor.store.workspace import Workspace


@dataclass(frozen=True)
class Call:
    """One command as it was called."""

    folder: Path
    as_json: bool
    words: argparse.Namespace

    @contextmanager
    def workspace(self, *, make: bool = False) -> Iterator["Workspace"]:
        """Open the workspace of this call; NoWorkspace if there is none and none is to be made."""
        from assessor.store.own_files import DATABASE
        from assessor.store.workspace import Workspace

        if not make and not (self.folder / DATABASE).exists():
            raise NoWorkspace(path=self.folder)
        from assessor.frozen_profile import keep_profiles

        workspace = Workspace.open(self.folder, by=config.load_settings(self.folder).name)
        try:
            keep_profiles(workspace)
            yield workspace
        finally:
            workspace.close()

    @contextmanager
    def validation(self) -> Iterator[tuple["Workspace", str]]:
        """Open the workspace and find the validation that the line names by a beginning."""
        from assessor.validations import find_validation

        beginning = self.words.validation
        try:
            with self.workspace() as workspace:
                yield workspace, find_validation(workspace, beginning)
        except NoWorkspace:
            raise UnknownValidation(beginning=beginning) from None

    @contextmanager
    def dossier(self) -> Iterator[tuple["Workspace", "Dossier"]]:
        """Open the workspace and read all that is known of the validation that is named."""
        from assessor.validations import validation

        with self.validation() as (workspace, validation_id):
            yield workspace, validation(workspace, validation_id)

    def answer(self, data: Any, lines: Callable[[], Sequence[str]]) -> None:
        """Print the answer: `data` where JSON was asked for, else the lines for a person."""
        text = json.dumps(data, ensure_ascii=False, indent=1) if self.as_json else None
        for line in [text] if text is not None else lines():
            sys.stdout.write(f"{line}\n")


def remark(text: str) -> None:
    """Tell the person something beside the answer."""
    sys.stderr.write(f"{text}\n")


@dataclass(frozen=True)
class Command:
    """A command; `title` is a msgid, `run` returns the exit code."""

    id: str
    title: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Call], int | None]


def takes_validation(parser: argparse.ArgumentParser) -> None:
    """Let a command name a validation."""
    from assessor.i18n import _

    parser.add_argument(
        "validation", metavar="VALIDATION", help=_("id or number, or how one of them begins")
    )


def here(text: LocalText | None) -> str:
    """Return a text in the language of the person."""
    return pick(text, language())


def place_here(place: str) -> str:
    """Return the place of an answer in its file as the person reads it."""
    from assessor.terms import place_name

    return place_name(place, translation(language()))


def table(rows: Sequence[Sequence[str]], gap: str = "  ") -> list[str]:
    """Return rows as aligned lines; the last column runs free."""
    if not rows:
        return []
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    widths[-1] = 0
    return [
        gap.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def one_line(text: str, longest: int = 72) -> str:
    """Return a text on one line, shortened where it is too long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"


def takes_reason_text(parser: argparse.ArgumentParser) -> None:
    """Let a command demand a reason in plain words."""
    from assessor.i18n import _

    parser.add_argument("--reason", required=True, type=_some_text, metavar=_("TEXT"))


def _some_text(word: str) -> str:
    from assessor.i18n import _

    if not word.strip():
        raise argparse.ArgumentTypeError(_("a reason is needed"))
    return word
