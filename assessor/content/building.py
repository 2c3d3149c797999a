"""Builds the content of a draft's file from rows that were decided about."""

from dataclasses import dataclass
from typing import Any

from assessor import checklist as checklists
from assessor.content.checklist_faults import ELLIPSIS
from assessor.content.criteria import Reading
from assessor.content.deciding import parts_of
from assessor.content.types import Row
from assessor.i18n import LocalText
from assessor.saq.text import one_line
from assessor.terms import Level

Content = dict[str, Any]
_TITLE = 80  # characters of a text that serve as its title
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_PROFILE = "wco-safe"  # where none is named: the one that belongs to no single country


@dataclass(frozen=True, slots=True)
class Named:
    """What the person says of the checklist to be."""

    id: str
    title: LocalText
    languages: tuple[str, ...] = ()
    profile: str = ""
    edition: str = ""
    file: str = ""


def build(reading: Reading, named: Named, found: tuple[str, ...]) -> Content:
    """Return the content of the draft's file; texts stand word for word as in the table."""
    languages = [*named.languages] or [*named.title]
    languages += [lang for lang in found if lang not in languages]
    numbers = _section_numbers(reading)
    profile = named.profile or _usual_profile()
    reference = next(iter(named.title.values()), named.id)
    return {
        "id": named.id,
        "edition": named.edition or "1",
        "draft": True,
        "programme": profile,
        "profile": profile,
        "languages": languages,
        "title": dict(named.title),
        "source": {"title": dict(named.title), "reference": reference, "prevails": {}},
        "review": {},
        "sections": _sections(reading, named, numbers, reference),
        "to_check": [_waiting(row, numbers) for row in reading.rows if _waits(row)],
    }


def _usual_profile() -> str:
    known = checklists.profiles()
    return _PROFILE if _PROFILE in known else next(iter(known), _PROFILE)


# Sections


def _section_numbers(reading: Reading) -> dict[str, str]:
    """Return a reference for each section with demands: its own, its criteria's, a number."""
    refs: dict[str, list[str]] = {}
    for row in reading.rows:
        if row.kind == "requirement" or _waits(row):
            refs.setdefault(row.section, []).append(row.ref)
    numbers: dict[str, str] = {}
    for key, mine in refs.items():
        own = reading.sections.get(key, ("", {}))[0]
        for wanted in (own, _common(mine), *map(str, range(1, len(refs) + 2))):
            if wanted and wanted not in numbers.values():
                numbers[key] = wanted
                break
    return numbers


def _common(refs: list[str]) -> str:
    """Return what the references of a section begin with, up to the first dot."""
    first = {ref.partition(".")[0] for ref in refs if "." in ref}
    return first.pop() if len(first) == 1 else ""


def _sections(
    reading: Reading, named: Named, numbers: dict[str, str], reference: str
) -> list[Content]:
    points: dict[int, list[Row]] = {}
    for row in reading.rows:
        if row.kind == "point" and row.leader is not None:
            points.setdefault(id(row.leader), []).append(row)
    found = []
    for key, number in numbers.items():
        rows = [row for row in reading.rows if row.kind == "requirement" and row.section == key]
        title = reading.sections.get(key, ("", dict(named.title)))[1]
        items = [
            _requirement(row, points.get(id(row), []), reference) for row in rows if not row.why
        ]
        found.append({"ref": number, "title": title, "requirements": items})
    return found


# Requirements


def _requirement(row: Row, more: list[Row], reference: str) -> Content:
    parts = [part for one in (row, *more) for part in parts_of(one)]
    points = [
        {"id": point_id(at), "level": level.value, "text": text}
        for at, (level, text) in enumerate(parts)
    ]
    content: Content = {
        "ref": row.ref,
        "title": row.title or title_of(row.texts),
        "level": _headline(row, [level for level, _text in parts]).value,
        "source_ref": row.source or f"{reference} {row.ref}",
        "review": "single-source",
        "points": points,
    }
    for name, texts in (("look_for", "guidance"), ("look_for", "look_for"), ("ask", "ask")):
        said = [text for one in (row, *more) if (text := getattr(one, texts))]
        if said:
            content[name] = [*content.get(name, []), *said]
    return content


def _headline(row: Row, levels: list[Level]) -> Level:
    """Return the level that the column says, else the stronger one."""
    if len(row.said_levels) == 1 and row.said_levels[0] in levels:
        return row.said_levels[0]
    return Level.MUST if Level.MUST in levels else Level.SHOULD


def point_id(at: int) -> str:
    """Return the letter of a point; after z comes aa."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, len(_ALPHABET))
        letters = _ALPHABET[rest] + letters
    return letters


def title_of(texts: LocalText) -> LocalText:
    """Return short texts as they are, long ones by their beginning, marked as such."""
    return {lang: _shortened(one_line(text)) for lang, text in texts.items() if text.strip()}


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= _TITLE:
        return flat.rstrip(".")
    return flat[:_TITLE].rpartition(" ")[0].rstrip(" ,;:.") + ELLIPSIS


# What waits


def _waits(row: Row) -> bool:
    return (bool(row.why) and row.kind in {"requirement", "unknown"}) or _is_loose(row)


def _is_loose(row: Row) -> bool:
    """A point that is not sure waits with its own words, beside its requirement."""
    return row.kind == "point" and row.leader is not None and bool(row.leader.why)


def _waiting(row: Row, numbers: dict[str, str]) -> Content:
    leader = row.leader or row
    content: Content = {
        "place": row.place,
        "why": list(dict.fromkeys([*row.why, *leader.why])),
        "section": numbers.get(leader.section, ""),
        "ref": leader.ref,
        "said": row.said,
        "title": row.title,
        "text": row.texts,
        "guidance": row.guidance,
    }
    return {name: value for name, value in content.items() if value}
