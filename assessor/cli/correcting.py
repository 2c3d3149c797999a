"""Options of import-saq that correct how a form is read, and what was remembered of it."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import msgspec

from assessor.checklist import Checklist
from assessor.cli.command import Call, place_here
from assessor.errors import BadUse
from assessor.i18n import _, language_name, languages

if TYPE_CHECKING:
    from assessor.saq.corrections import Corrections, Mark
    from assessor.saq.remembering import Remembered
    from assessor.saq.types import PartRead, Raw, Said, SaqPreview
    from assessor.store.workspace import Workspace

_MARKS: dict[str, "Mark"] = {
    "heading_row": "heading",
    "question_row": "question",
    "no_answer_row": "none",
    "names_row": "names",
}


def takes_corrections(parser: argparse.ArgumentParser) -> None:
    """Let a person say how a form is laid out; the options repeat."""
    more: Callable[..., Any] = parser.add_argument
    more(
        "--column",
        action="append",
        default=[],
        metavar="COLUMN=ROLE",
        help=_("what a column holds, such as D=answer or Sheet1!D=answer"),
    )
    for option, help_text in (
        ("--heading-row", _("this row is the heading of a section")),
        ("--question-row", _("this row asks")),
        ("--no-answer-row", _("this row is set aside: it is no answer")),
        ("--names-row", _("this row names the columns")),
    ):
        more(option, action="append", default=[], metavar="ROW", help=help_text)
    more("--file-language", metavar="LANG", help=_("language of the file"))
    more(
        "--as-found",
        action="store_true",
        help=_("leave out what was corrected before for the same form"),
    )
    more(
        "--forget-form",
        action="store_true",
        help=_("forget what was corrected before for the same form"),
    )


def corrected(
    call: Call, raw: "Raw", checklist: Checklist, workspace: "Workspace | None"
) -> tuple["SaqPreview", "Corrections", "Remembered | None"]:
    """Return the file as it is read with what is remembered of its form and what the line says."""
    from assessor import saq

    words = call.words
    known = saq.recall(workspace, raw, checklist) if workspace is not None else None
    if known is not None and words.forget_form and workspace is not None and not words.dry_run:
        saq.forget(workspace, known.id)
    if words.as_found or words.forget_form:
        known = None
    said = known.corrections if known is not None else saq.Corrections()
    parts = saq.interpret_within(raw, checklist).understood.parts if words.column else ()
    said = _with_line(call, said, raw, parts)
    if said.encoding or said.delimiter:
        raw = saq.read_apart(
            words.file,
            password=words.password,
            encoding=said.encoding,
            delimiter=said.delimiter,
        )
    return saq.interpret_within(raw, checklist, said), said, known


def _with_line(
    call: Call, said: "Corrections", raw: "Raw", parts: tuple["PartRead", ...]
) -> "Corrections":
    """Return the corrections with those that the line gives."""
    from assessor import saq

    words = call.words
    for given in words.column:
        place, _sign, role = given.partition("=")
        for part, column in _columns(place, role, parts):
            said = saq.with_role(said, part, column, role)
    for option, mark in _MARKS.items():
        keys = {_row(given, raw): mark for given in getattr(words, option)}
        said = saq.with_marks(said, keys)
    if words.file_language and words.file_language not in languages():
        usage = "--file-language " + "|".join(languages())
        raise BadUse(said=_("This language is not known."), usage=usage)
    given = {
        "language": words.file_language,
        "encoding": words.encoding,
        "delimiter": words.delimiter,
    }
    return msgspec.structs.replace(said, **{name: its for name, its in given.items() if its})


def _columns(place: str, role: str, parts: tuple["PartRead", ...]) -> list[tuple[str, int]]:
    """Return the columns that are meant, in each part of the form that has such a one."""
    from assessor import saq

    sheet, _sign, letters = place.rpartition("!")
    asking = [part for part in parts if part.asks]
    named = [part for part in parts if sheet.casefold() in map(str.casefold, part.places)]
    found = [
        (part.part, column.column)
        for part in (named if sheet else asking or parts)
        for column in part.columns
        if letters.upper() in {column.letter, str(column.column)}
    ]
    if not found or role not in saq.ROLES:
        letters = " | ".join(
            dict.fromkeys(column.letter for part in parts for column in part.columns)
        )
        usage = f"--column {letters}={'|'.join(saq.ROLES)}"
        raise BadUse(said=_("No column is named so, or nothing holds that."), usage=usage)
    return found


def _row(given: str, raw: "Raw") -> str:
    """Return the key of the row that is meant: a number alone where only one part has it."""
    keys = [line.key for block in raw.source.blocks for line in block.lines]
    if given in keys:
        return given
    ends = (f"!{given}", f" {given}") if given.isdigit() else ()
    found = [key for key in keys if ends and key.endswith(ends)]
    if len(found) != 1:
        usage = "--heading-row " + " | ".join((found or keys)[:5])
        raise BadUse(said=_("Say which row of the file is meant."), usage=usage)
    return found[0]


def keep_corrections(
    workspace: "Workspace",
    raw: "Raw",
    checklist: Checklist,
    said: "Corrections",
    known: "Remembered | None",
) -> None:
    """Remember what was corrected, for the next file of the same form."""
    from assessor import saq

    if said or known is not None:
        saq.remember(workspace, raw, checklist, said=said)


def recalled(known: "Remembered | None", me: str) -> list[dict[str, str]]:
    """Return the notice that the file was read as its form was corrected before."""
    from assessor import saq

    if known is None:
        return []
    return [{"code": "remembered", "place": "", "text": saq.told_of(known, me)}]


def how_read(shown: "SaqPreview", said: "Corrections") -> dict[str, Any]:
    """Return how the file was understood, with its reasons."""
    told = shown.understood
    return {
        "parts": [
            {
                "places": list(part.places),
                "names_row": part.head,
                "rows": part.rows,
                "asks": part.asks,
                "columns": [
                    {
                        "column": column.letter,
                        "name": column.name,
                        "role": column.role,
                        "corrected": column.said,
                        "why": spoken(column.why),
                    }
                    for column in part.columns
                ],
            }
            for part in told.parts
        ],
        "layout": spoken(told.layout),
        "headings": spoken(told.headings),
        "checklist": spoken(told.checklist),
        "language": spoken(told.language),
        "marked_rows": dict(said.marks),
    }


def spoken(sentences: "tuple[Said, ...]") -> str:
    """Return sentences in the person's language."""
    return " ".join(_(said.text).format(**said.values) for said in sentences)


def lines_read(shape: dict[str, Any], language: str) -> Iterator[str]:
    """Return how the file was understood, for a person: a line for each column that counts."""
    for part in shape["parts"]:
        if not part["asks"]:
            continue
        yield ", ".join(place_here(place) for place in part["places"] if place)
        for column in part["columns"]:
            yield f"  {column['column']} = {column['role']}: {column['why']}"
    yield shape["layout"]
    if language:
        yield f"{language_name(language)}: {shape['language']}"


def opened(call: Call, stack: ExitStack) -> "Workspace | None":
    """Open the workspace where there is one: a dry run needs none, but recalls from it."""
    from assessor.store.own_files import DATABASE

    there = (call.folder / DATABASE).exists()
    return stack.enter_context(call.workspace()) if there else None
