"""The same journeys without a window: one command a line, answers for people or as JSON."""

import json
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from assessor import __version__, config, i18n
from assessor.cli import parsing, shapes
from assessor.cli.command import Call, Command
from assessor.errors import (
    AssessorError,
    BadUse,
    GapsRemain,
    PointNeeded,
    ReportLanguages,
    SiteNeeded,
    UnknownFormat,
    UnknownReport,
)
from assessor.facts import Gap
from assessor.i18n import _

log = logging.getLogger(__name__)

DONE, FAILED, BAD_USE, INTERRUPTED = 0, 1, 2, 130
# What the person can put right by writing the same command otherwise or more fully.
_BAD_USES = (BadUse, PointNeeded, SiteNeeded, UnknownReport, UnknownFormat, ReportLanguages)


def main(line: Sequence[str]) -> int:
    """Carry out one command and return its exit code: 0, 1 after a failure, 2 for bad use."""
    _speak_plainly()
    common = parsing.Common(as_json="--json" in line)
    try:
        common, rest = parsing.common_options(line)
        code = _carry_out(common, rest)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        return _reader_left()
    except KeyboardInterrupt:
        return INTERRUPTED
    except AssessorError as error:
        _tell(error, as_json=common.as_json)
        return BAD_USE if isinstance(error, _BAD_USES) else FAILED
    except Exception as error:  # the net under every command
        _tell_fault(error, common)
        return FAILED


def _carry_out(common: parsing.Common, rest: list[str]) -> int:
    folder = common.folder or config.default_folder()
    _search_own_files(folder)
    i18n.set_language(parsing.language_for(common, folder))
    commands = _commands()
    name = _name_of(rest, commands)
    if not name:
        return _help_or_bad_use(rest, commands)
    chosen = commands[name]
    parser = parsing.Parser(
        prog=f"main.py {name}", description=_(chosen.title) + ".", allow_abbrev=False
    )
    chosen.arguments(parser)
    parser.keep_usage()
    try:
        words = parser.parse_intermixed_args(rest[len(name.split()) :])
    except SystemExit:  # --help was printed
        return DONE
    return chosen.run(Call(folder, common.as_json, words)) or DONE


def _name_of(rest: list[str], commands: dict[str, Command]) -> str:
    """Return the command that a line begins with; some have a name of two words."""
    return next((name for n in (2, 1) if (name := " ".join(rest[:n])) in commands), "")


def _commands() -> dict[str, Command]:
    from assessor.cli import (
        asking,
        content,
        filling,
        importing,
        improving,
        keeping,
        proposing,
        recording,
        reporting,
        sending,
        visiting,
    )

    families = (
        asking,
        content,
        importing,
        sending,
        visiting,
        recording,
        filling,
        proposing,
        improving,
        reporting,
        keeping,
    )
    return {command.id: command for family in families for command in family.COMMANDS}


def _help_or_bad_use(rest: list[str], commands: dict[str, Command]) -> int:
    usage = "main.py COMMAND … [--workspace DIR] [--json] [--lang CODE]"
    if "--version" in rest:
        sys.stdout.write(f"{__version__}\n")
        return DONE
    if "-h" in rest or "--help" in rest or rest == ["help"]:
        width = max(map(len, commands))
        sys.stdout.write(f"{usage}\n\n")
        for command in commands.values():
            sys.stdout.write(f"  {command.id:{width}}  {_(command.title)}\n")
        sys.stdout.write("\n" + _("COMMAND --help shows the options of each.") + "\n")
        return DONE
    if not rest:
        raise BadUse(said=_("Which command?"), usage=f"{usage} · {', '.join(commands)}")
    said = _("There is no command “{name}”.").format(name=rest[0])
    raise BadUse(said=said, usage=f"{usage} · {', '.join(commands)}")


def _search_own_files(folder: Path) -> None:
    """Let an administration's own checklists, languages and looks in the data folder be found."""
    if (folder / "checklists").is_dir():
        from assessor import checklist

        checklist.add_folder(folder / "checklists")
    if (folder / "locales").is_dir():
        i18n.add_folder(folder / "locales")
    if (folder / "templates").is_dir():
        from assessor.reports import theme

        theme.add_folder(folder / "templates")


def _tell(error: AssessorError, *, as_json: bool) -> None:
    if as_json:
        shape: dict[str, object] = {
            "error": type(error).__name__,
            "message": error.text(),
            "hint": error.hint_text(),
        }
        if isinstance(error, GapsRemain):
            shape["gaps"] = [shapes.gap(gap) for gap in _gaps(error)]
        sys.stdout.write(json.dumps(shape, ensure_ascii=False, indent=1) + "\n")
    sys.stderr.write(f"{error.text()}\n{error.hint_text()}\n")
    if isinstance(error, GapsRemain):
        for gap in _gaps(error):
            sys.stderr.write(f"  {gap.text(i18n.language())}\n")


def _tell_fault(error: Exception, common: parsing.Common) -> None:
    """Say where a fault of the program happened, on the terminal and in the log."""
    # The message of a foreign exception may quote an answer or a name: only its place is kept.
    place = "".join(traceback.format_tb(error.__traceback__))
    sys.stderr.write(f"{type(error).__name__}\n{place}")
    _tell(AssessorError(), as_json=common.as_json)
    folder = common.folder or config.default_folder()
    if folder.is_dir():
        config.start_log(folder)
        log.error("%s\n%s", type(error).__name__, place)


def _gaps(error: GapsRemain) -> tuple[Gap, ...]:
    found = error.values.get("gaps", ())
    return found if isinstance(found, tuple) else ()


def _speak_plainly() -> None:
    """Let no sign that the terminal cannot show end a command; JSON and files are UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _reader_left() -> int:
    """Say nothing more: whoever read the answer has seen enough, as `head` does."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE
