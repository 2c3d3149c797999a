"""What reading any file at all must keep to, whatever is in it; `check` tries one file."""

import json
import re
import time
import traceback
from pathlib import Path

from assessor.checklist import Checklist
from assessor.errors import AssessorError, SaqRowsLost
from assessor.saq import wire
from assessor.saq.corrections import MARKS, ROLES, Corrections
from assessor.saq.ole import MAGIC
from assessor.saq.preview import interpret, notice_text, preview_as_json, read_bytes
from assessor.saq.types import Raw, Said, SaqPreview

AT_MOST = 10.0  # seconds of processor for one small file, on a slow machine
PASSWORD = "open sesame"


class Broken(Exception):
    """A promise that was not kept."""


def check(data: bytes, asked: Checklist, *, at_most: float = AT_MOST) -> str:
    """Return what became of a file: "read", or the name of the error that a person would see.

    That two counts differ is such an error too: files that say one thing to one parser and
    another to the next are refused. Raises Broken, or whatever else came out of reading.
    """
    start = time.thread_time()
    try:
        raw = read_bytes(data, "form", password=PASSWORD if data.startswith(MAGIC) else "")
        _check_pipe(raw)
        shown = interpret(raw, asked)
        _check_preview(shown, asked)
        _check_corrected(raw, asked, shown)
    except AssessorError as error:
        _check_error(error)
        outcome = type(error).__name__
        if isinstance(error, SaqRowsLost):
            outcome += f": {sort_of_place(str(error.values['places']))}"
    else:
        outcome = "read"
    if (took := time.thread_time() - start) > at_most:
        raise Broken(f"took {took:.0f} seconds")
    return outcome


def _check_error(error: AssessorError) -> None:
    """An error names the file and says what to do."""
    if error.values.get("name") != "form" or not error.text() or not error.hint_text():
        raise Broken(f"{type(error).__name__} says nothing")


def _check_pipe(raw: Raw) -> None:
    """Whatever was read can be handed from the reading process to the program."""
    answer = wire.Answer(raw.source, raw.counted)
    if wire.reply(wire.encode(answer)) != answer:
        raise Broken("another thing comes out of the pipe")


def _check_preview(shown: SaqPreview, asked: Checklist) -> None:
    """Each row is there once, has one status, and names requirements that there are."""
    _check_rows(shown)
    counts = shown.counts
    parts = (counts.accepted, counts.to_check, counts.unmatched, counts.blank, counts.no_answer)
    if counts.read != len(shown.rows) or sum(parts) != counts.read:
        raise Broken("the counts do not add up")
    known = {requirement.ref for requirement in asked.requirements}
    for row in shown.rows:
        if not {*filter(None, [row.ref]), *row.candidates} <= known:
            raise Broken("a requirement that there is not")
        if not 0 <= row.confidence <= 1:
            raise Broken("confidence out of bounds")
    json.dumps(preview_as_json(shown)).encode()
    for notice in shown.notices:
        notice_text(notice)
    _say(shown)


def _check_rows(shown: SaqPreview) -> None:
    assert shown.raw is not None
    keys = [key for row in shown.rows for key in row.keys]
    if len(set(keys)) != len(keys) or set(shown.raw.counted) - set(keys):
        raise Broken("rows are not accounted for")


def _say(shown: SaqPreview) -> None:
    """Each sentence on how the file was understood has its places filled."""
    told = shown.understood
    said: list[Said] = [*told.layout, *told.headings, *told.checklist, *told.language, *told.text]
    said += [why for part in told.parts for column in part.columns for why in column.why]
    for one in said:
        one.text.format(**one.values)


def _check_corrected(raw: Raw, asked: Checklist, shown: SaqPreview) -> None:
    """Asked again the same comes out; whatever a person says of the layout, no row is lost."""
    if interpret(raw, asked).rows != shown.rows:
        raise Broken("another reading gives other rows")
    mix = len(raw.content)
    roles = {
        part.part: {column.column: ROLES[(mix + at) % len(ROLES)] for column in part.columns}
        for at, part in enumerate(shown.understood.parts)
    }
    keys = [key for row in shown.rows for key in row.keys]
    marks = {key: MARKS[(mix + at) % len(MARKS)] for at, key in enumerate(keys[mix % 3 :: 3])}
    _check_rows(interpret(raw, asked, Corrections(roles=roles, marks=marks)))


def sort_of_place(places: str) -> str:
    """Return the first place without its sheet's name and numbers."""
    return re.sub(r"^[^!]*!|\d+", "#", re.split(r", | \u2026", places)[0])[:30]


def sort_of(error: BaseException) -> str:
    """Return a name under which all findings of one cause fall together."""
    if isinstance(error, Broken):
        text = re.sub(r"\d+", "#", str(error))[:60]
        return f"Broken: {text}"
    own = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "assessor" in Path(frame.filename).parts
    ]
    place = f"{Path(own[-1].filename).name}:{own[-1].name}" if own else "?"
    return f"{type(error).__name__} in {place}"
