"""Editing a draft of a checklist: plain content in, plain content out, so that undo is a list.

Nothing is changed in place. After each edit `faults` says what is wrong, as one types.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from assessor import checklist as checklists
from assessor.checklist import Checklist
from assessor.content.building import Content, point_id, title_of
from assessor.content.checking import check_content
from assessor.content.faults import Fault, Path_
from assessor.content.levels import divide
from assessor.content.writing import path_for, to_yaml, write
from assessor.errors import ChecklistUnfinished, UnknownPoint, UnknownRequirement
from assessor.terms import Level


def open_draft(path: Path) -> Content:
    """Return the content of a file; BadChecklist if it is no YAML, faults of content are kept."""
    content: Content = checklists.read_yaml(path)
    return content


def begin_from(chosen: Checklist, *, checklist_id: str = "", edition: str = "") -> Content:
    """Return a checklist as the content of a draft, to be overridden or made another edition."""
    content: Content = dict(msgspec.to_builtins(chosen))
    content |= {"id": checklist_id or chosen.id, "edition": edition or chosen.edition}
    return {name: _without_blanks(value) for name, value in content.items()} | {"draft": True}


def _without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_blanks(v) for k, v in value.items() if v not in (None, (), [], {})}
    if isinstance(value, list | tuple):
        return [_without_blanks(item) for item in value]
    return value


def faults(content: Content) -> list[Fault]:
    """Return what is wrong with the content and what is missing in it, each with its path."""
    return check_content(content)


def save(content: Content, *, folder: Path, path: Path | None = None) -> Path:
    """Write the content into an own folder, or over the file that it came from; return which.

    BadContentId, ContentThere or FolderNotWritable.
    """
    where = path or path_for(folder, str(content.get("id", "")))
    write(where, to_yaml(content), over=path is not None)
    checklists.reload()
    return where


# Any place


def put(content: Content, path: Path_, value: Any) -> Content:
    """Return the content with another value at a place; an empty one takes the place away."""
    if value in ("", None, []):
        return take(content, path)

    def edit(parent: Any) -> None:
        parent[path[-1]] = value

    return _edited(content, path[:-1], edit)


def take(content: Content, path: Path_) -> Content:
    """Return the content without what stands at a place."""

    def edit(parent: Any) -> None:
        if isinstance(parent, dict):
            parent.pop(path[-1], None)
        else:
            del parent[path[-1]]

    return _edited(content, path[:-1], edit)


def insert(content: Content, path: Path_, value: Any) -> Content:
    """Return the content with one more item in a list, before the place that `path` ends with."""
    *above, name, at = path

    def edit(parent: Any) -> None:
        found = list(parent.get(name, [])) if isinstance(parent, dict) else list(parent[name])
        found.insert(int(at), value)
        parent[name] = found

    return _edited(content, tuple(above), edit)


def _edited(content: Content, path: Path_, edit: Callable[[Any], None]) -> Content:
    """Copy only what stands on the way to a place, and change the copy."""
    copied: Any = dict(content)
    place = copied
    for step in path:
        inner = place.get(step, {}) if isinstance(place, dict) else place[step]
        place[step] = dict(inner) if isinstance(inner, dict) else list(inner)
        place = place[step]
    edit(place)
    result: Content = copied
    return result


# Requirements and points


def find(content: Content, ref: str) -> Path_:
    """Return where a requirement stands; UnknownRequirement if there is none such."""
    for at, section in enumerate(content.get("sections", [])):
        for number, item in enumerate(section.get("requirements", [])):
            if item.get("ref") == ref:
                return ("sections", at, "requirements", number)
    raise UnknownRequirement(ref=ref)


def at(content: Content, path: Path_) -> Any:
    """Return what stands at a place."""
    value: Any = content
    for step in path:
        value = value[step]
    return value


def set_text(content: Content, path: Path_, lang: str, text: str) -> Content:
    """Write a text in one language; an empty one is taken away, the other languages stay."""
    return put(content, (*path, lang), text.strip())


def set_level(content: Content, ref: str, level: Level, point: str = "") -> Content:
    """Set the level of a point; without `point` that of the requirement and its only point.

    The headline follows where no point has it any more.
    """
    place = find(content, ref)
    points = at(content, place)["points"]
    if not point and len(points) == 1:
        point = points[0]["id"]
    if point:
        number = next((n for n, item in enumerate(points) if item["id"] == point), None)
        if number is None:
            known = ", ".join(item["id"] for item in points)
            raise UnknownPoint(ref=ref, point=point, known=known)
        content = put(content, (*place, "points", number, "level"), level.value)
        levels = {item["level"] for item in at(content, (*place, "points"))}
        headline = at(content, place).get("level")
        return content if headline in levels else put(content, (*place, "level"), level.value)
    return put(content, (*place, "level"), level.value)


def add_point(content: Content, ref: str, level: Level) -> Content:
    """Add a point without words at the end of a requirement, with the next free letter."""
    place = find(content, ref)
    points = at(content, place)["points"]
    taken = {item["id"] for item in points}
    free = next(point_id(n) for n in range(len(points) + 1) if point_id(n) not in taken)
    new: Content = {"id": free, "level": level.value, "text": {}}
    return insert(content, (*place, "points", len(points)), new)


# Rows that wait


def settle(content: Content, number: int, *, level: Level, ref: str = "") -> Content:
    """Make a requirement of a row that waits: a person has decided on its level and reference.

    It goes to the end of its section; UnknownRequirement without any reference.
    """
    row = content["to_check"][number]
    wanted = ref or row.get("ref", "")
    if not wanted:
        raise UnknownRequirement(ref="")
    text = row.get("text", {})
    item: Content = {
        "ref": wanted,
        "title": row.get("title") or title_of(text),
        "level": level.value,
        "source_ref": f"{content['source']['reference']} {wanted}",
        "review": "single-source",
        "points": [{"id": "a", "level": level.value, "text": text}],
    }
    if row.get("guidance"):
        item["look_for"] = [row["guidance"]]
    sections = content.get("sections", [])
    refs = [section.get("ref") for section in sections]
    if row.get("section") not in refs:
        section: Content = {"ref": row.get("section") or "0", "title": {}, "requirements": []}
        content = insert(content, ("sections", len(sections)), section)
        refs.append(section["ref"])
    home = refs.index(row.get("section") or "0")
    count = len(content["sections"][home].get("requirements", []))
    content = insert(content, ("sections", home, "requirements", count), item)
    return dismiss(content, number)


def dismiss(content: Content, number: int) -> Content:
    """Take a row out of those that wait: it demands nothing."""
    return take(content, ("to_check", number))


def proposed_points(text: str) -> tuple[tuple[Level | None, str], ...]:
    """Return how a text could be divided into points, by what its sentences demand."""
    return tuple((part.level, part.text.strip()) for part in divide(text))


def finish(content: Content) -> Content:
    """Return the content as a finished checklist; ChecklistUnfinished while anything lacks."""
    left = faults(content)
    if left:
        raise ChecklistUnfinished(id=content.get("id", ""), count=len(left))
    return {name: value for name, value in content.items() if name not in {"draft", "to_check"}}
