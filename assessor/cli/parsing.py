"""From words on a line to values: options that may stand anywhere, languages, verdicts, dates."""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from assessor import config
from assessor.errors import BadUse
from assessor.facts import AS_WRITTEN
from assessor.i18n import N_, LocalText, _, languages, ngettext
from assessor.terms import Verdict

# argparse speaks through the gettext names that it imported: ours speak from our catalogue.
argparse.__dict__.update(_=_, ngettext=ngettext)
_SPOKEN_BY_ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
)


Reader = Callable[[str], object]


class Parser(argparse.ArgumentParser):
    """A parser that raises BadUse where argparse would end the program."""

    def keep_usage(self) -> None:
        """Write the usage down: reading intermixed words, argparse cuts “usage: ” off by count."""
        self.usage = self.format_usage().removeprefix(_("usage: ")).rstrip().replace("%", "%%")

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong, with the one line that shows the right use."""
        usage = " ".join(self.format_usage().split()).removeprefix(_("usage: "))
        raise BadUse(said=message[:1].upper() + message[1:] + ".", usage=usage)


@dataclass(frozen=True)
class Common:
    """The options that may stand anywhere on the line."""

    folder: Path | None = None
    as_json: bool = False
    language: str = ""


def common_options(line: Sequence[str]) -> tuple[Common, list[str]]:
    """Take --workspace DIR, --json and --lang CODE out of a line; return them and the rest."""
    found = Common()
    rest: list[str] = []
    waiting = list(line)
    while waiting:
        word = waiting.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            return found, [*rest, word, *waiting]
        if word == "--json":
            found = replace(found, as_json=True)
        elif name in ("--workspace", "--lang"):
            if not equals:
                if not waiting:
                    said = _("argument %(argument_name)s: %(message)s") % {
                        "argument_name": name,
                        "message": _("expected one argument"),
                    }
                    raise BadUse(said=said, usage=f"{name} …")
                value = waiting.pop(0)
            found = _with(found, name, value)
        else:
            rest.append(word)
    return found, rest


def _with(found: Common, name: str, value: str) -> Common:
    if name == "--workspace":
        return replace(found, folder=Path(value).expanduser())
    return replace(found, language=value)


def _unknown_language(code: str) -> str:
    known = ", ".join(languages())
    return _("The language “{language}” is not known here; known are: {known}.").format(
        language=code, known=known
    )


def language_for(common: Common, folder: Path) -> str:
    """Return the language to speak: the one asked for, the person's, the system's, English.

    It may be written as systems do (es_MX.UTF-8). Raises BadUse for one that is not known.
    """
    if common.language:
        code = common.language.replace("-", "_").partition("_")[0].lower()
        if code in languages():
            return code
        usage = f"--lang {'|'.join(languages())}"
        raise BadUse(said=_unknown_language(common.language), usage=usage)
    chosen = config.load_settings(folder).language
    return chosen if chosen in languages() else system_language()


def system_language() -> str:
    """Return the language of the system if we speak it, else English."""
    import locale
    import os

    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    # Windows keeps it elsewhere.
    names.append(locale.getlocale()[0] or "")
    code = next((name for name in names if name), "").split("_")[0].split(".")[0].lower()
    return code if code in languages() else {"spanish": "es"}.get(code, "en")


def name(word: str) -> str:
    """Read a name; a blank is none."""
    if not word.strip():
        raise argparse.ArgumentTypeError(_("a name cannot be blank"))
    return word.strip()


def spoken(word: str) -> tuple[str, str]:
    """Read LANG=TEXT; for options that take one text per language."""
    code, equals, text = word.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(
            _("“{word}” needs its language before it, such as {example}").format(
                word=word, example=f"es={_shortened(word)}"
            )
        )
    if code not in languages():
        raise argparse.ArgumentTypeError(_unknown_language(code).rstrip("."))
    return code, text


def _shortened(word: str) -> str:
    return word if len(word) <= 20 else f"{word[:19]}…"


def spoken_or_plain(word: str) -> tuple[str, str]:
    """Read LANG=TEXT, or plain words, which are kept as written in no stated language."""
    code, equals, text = word.partition("=")
    return (code, text) if equals and code in languages() else (AS_WRITTEN, word)


def local_text(pairs: Sequence[tuple[str, str]] | None) -> LocalText | None:
    """Return the texts given by a repeated option; None if it was not given at all."""
    return dict(pairs) if pairs is not None else None


def verdict(word: str) -> Verdict:
    """Read a verdict; not-met, not_met and notmet are the same."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    known = {item.replace("_", ""): item for item in Verdict} | {"notapplicable": Verdict.NA}
    if plain not in known:
        raise argparse.ArgumentTypeError(
            _("“{word}” is no verdict; possible are: {known}").format(
                word=word, known=", ".join(Verdict)
            )
        )
    return known[plain]


def language_list(word: str) -> tuple[str, ...]:
    """Read languages joined by commas."""
    codes = tuple(code.strip() for code in word.split(",") if code.strip())
    if unknown := [code for code in codes if code not in languages()]:
        raise argparse.ArgumentTypeError(_unknown_language(unknown[0]).rstrip("."))
    if not codes:
        raise argparse.ArgumentTypeError(_unknown_language(word).rstrip("."))
    return codes


def day(word: str) -> date | None:
    """Read a date as 2026-11-21; an empty word takes the date away."""
    if not word:
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("“{word}” is no date; write it as {example}").format(word=word, example="2026-11-21")
        ) from None


def rating(word: str) -> int:
    """Read a likelihood or consequence from 1 to 5."""
    if word not in {"1", "2", "3", "4", "5"}:
        raise argparse.ArgumentTypeError(_("“{word}” is not 1 to 5").format(word=word))
    return int(word)


def one_of(*known: str) -> Reader:
    """Return a reader that takes only these words."""

    def read(word: str) -> str:
        plain = word.strip().lower().replace("-", "_")
        if plain not in known:
            raise argparse.ArgumentTypeError(
                _("“{word}” is not possible; possible are: {known}").format(
                    word=word, known=", ".join(known)
                )
            )
        return plain

    return read


def percent(word: str) -> int:
    """Read how far something is, from 0 to 100."""
    if not word.isdecimal() or int(word) > 100:
        raise argparse.ArgumentTypeError(_("“{word}” is not 0 to 100").format(word=word))
    return int(word)


def assignments(words: Sequence[str], readers: dict[str, Reader]) -> dict[str, Any]:
    """Read FIELD=VALUE words; a text in a language is written FIELD.es=TEXT."""
    found: dict[str, Any] = {}
    for word in words:
        name, equals, value = word.partition("=")
        field, _dot, code = name.partition(".")
        reader = readers.get(field)
        if not equals or reader is None or (code and reader is not spoken_or_plain):
            said = _("“{word}” is no field with a value").format(word=_shortened(word))
            raise BadUse(said=f"{said}.", usage=f"FIELD=VALUE · {', '.join(sorted(readers))}")
        try:
            if reader is spoken_or_plain:
                given = spoken(f"{code}={value}") if code else spoken_or_plain(value)
                found.setdefault(field, {}).update([given])
            else:
                found[field] = reader(value)
        except argparse.ArgumentTypeError as error:
            raise BadUse(said=f"{field}: {error}.", usage=word) from None
    return found
