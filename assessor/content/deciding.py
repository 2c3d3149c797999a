"""Decides about each row that demands something: sure, or to check and why; nothing is guessed."""

import re
from collections import Counter

from assessor.content.levels import Part, divide, levels_in
from assessor.content.types import Row
from assessor.i18n import LocalText
from assessor.saq.text import fold
from assessor.terms import Level

_TWO = re.compile(r"^(\d+)\.(\d+)$")


def decide(rows: list[Row]) -> None:
    """Note on each row that demands something what is not certain of it."""
    _join_repeated(rows)
    demanding = [row for row in rows if row.kind == "requirement"]
    _check_numbers(demanding)
    _check_duplicates(demanding)
    for row in rows:
        if row.kind in {"requirement", "point"}:
            _check_one(row)
    for row in rows:
        if row.kind == "point" and row.why and row.leader is not None:
            _add(row.leader, *row.why)  # a requirement is only as sure as its parts


def _add(row: Row, *why: str) -> None:
    row.why += [code for code in why if code not in row.why]


def _check_one(row: Row) -> None:
    if row.hidden:
        _add(row, "hidden")
    if not any(text.strip() for text in row.texts.values()):
        _add(row, "no_text")
    elif "no_level" not in row.why and not parts_of(row):
        _add(row, _why_no_parts(row))
    if row.cell is not None and row.cell.kind == "date":
        _add(row, "date")


# Levels


def parts_of(row: Row) -> list[tuple[Level, LocalText]]:
    """Return the points of a row: one text each in every language; nothing if that is not sure."""
    divided = {lang: divide(text) for lang, text in row.texts.items() if text.strip()}
    demanded = {lang: _demanded(parts) for lang, parts in divided.items()}
    if not divided or len({tuple(levels) for levels in demanded.values()}) > 1:
        return _whole(row) if divided and _agree(row) else []
    levels = next(iter(demanded.values()))
    if any(part.mixed for parts in divided.values() for part in parts):
        return _whole(row) if len(row.said_levels) == 1 else []
    if not _said_fits(row, levels):
        return []
    if not levels:
        return _whole(row)
    numbered = [part for part in next(iter(divided.values())) if part.level is not None]
    return [
        (level, {lang: _stretch(parts, at) for lang, parts in divided.items()})
        for at, level in enumerate(levels)
        if numbered
    ]


def _demanded(parts: tuple[Part, ...]) -> list[Level]:
    return [part.level for part in parts if part.level is not None]


def _stretch(parts: tuple[Part, ...], at: int) -> str:
    return [part.text for part in parts if part.level is not None][at].strip()


def _said_fits(row: Row, levels: list[Level]) -> bool:
    """Whether the column and the words say the same: a word that is unknown fits nothing."""
    if row.said and not row.said_levels:
        return False
    if not row.said_levels:
        return bool(levels)
    if len(row.said_levels) > 1:
        return set(levels) == set(row.said_levels)
    return not levels or row.said_levels[0] in levels


def _whole(row: Row) -> list[tuple[Level, LocalText]]:
    """Return the text as one point of the level that the column says."""
    if len(row.said_levels) != 1:
        return []
    return [(row.said_levels[0], {lang: text.strip() for lang, text in row.texts.items() if text})]


def _agree(row: Row) -> bool:
    """Whether the languages demand the same where one of them is only silent about it."""
    found = [levels_in(text) for text in row.texts.values() if text.strip()]
    return {level for levels in found for level in levels} <= set(row.said_levels)


def _why_no_parts(row: Row) -> str:
    found = [levels_in(text) for text in row.texts.values() if text.strip()]
    if row.said and not row.said_levels:
        return "level"
    if len(set(found)) > 1:
        return "languages_differ"
    if len(row.said_levels) > 1 or any(len(levels) > 1 for levels in found):
        return "levels"
    if row.said_levels and found[0]:
        return "contradiction"
    return "level"


# References


def _join_repeated(rows: list[Row]) -> None:
    """The same reference again in the next row, with another level, is a point of it."""
    last: Row | None = None
    for row in rows:
        if row.kind == "point":
            continue
        if row.kind != "requirement":
            last = None
            continue
        if last is not None and _same(row, last) and _is_other_level(row, last):
            row.kind, row.leader = "point", last
            continue
        last = row


def _same(row: Row, other: Row) -> bool:
    return fold(row.ref) == fold(other.ref) and row.hidden == other.hidden


def _is_other_level(row: Row, other: Row) -> bool:
    mine, its = _levels(row), _levels(other)
    return bool(mine and its) and not mine & its


def _levels(row: Row) -> set[Level]:
    found = set(row.said_levels)
    return found or {level for text in row.texts.values() for level in levels_in(text)}


def _check_duplicates(rows: list[Row]) -> None:
    sure = [row for row in rows if "number" not in row.why]
    times = Counter(fold(row.ref) for row in sure)
    for row in sure:
        if times[fold(row.ref)] > 1:
            _add(row, "duplicate")


def _check_numbers(rows: list[Row]) -> None:
    """A cell with the number 1.1 may have been 1.10: sure where nothing speaks for that."""
    short = Counter(_short(row.ref) for row in rows)
    before: tuple[int, int] = (0, 0)
    for row in rows:
        found = _TWO.match(row.ref)
        here = (int(found[1]), int(found[2])) if found else before
        if row.cell is not None and row.cell.kind == "number" and found:
            backwards = here[0] == before[0] and here[1] <= before[1]
            padded = row.ref.endswith("0")
            if short[_short(row.ref)] > 1 or backwards or padded:
                _add(row, "number")
        before = here


def _short(ref: str) -> str:
    return ref.rstrip("0").rstrip(".") if _TWO.match(ref) else ref
