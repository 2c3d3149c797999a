"""A draft while it is edited: each edit can be taken back, each save leaves a whole file."""

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assessor import checklist as checklists
from assessor.checklist import Checklist
from assessor.content import editing
from assessor.content.building import Content, point_id
from assessor.content.faults import Fault, Path_
from assessor.content.types import Drafted
from assessor.content.writing import path_for, to_yaml
from assessor.errors import ContentThere, DiskFull, DraftDiskFull, FolderNotWritable
from assessor.i18n import _
from assessor.terms import Level

_MOST_STEPS = 500
# Faults of a file's build: with one of them its parts are not where an editor looks for them.
_BUILD = {"kind", "yaml", "encoding", "unreadable"}


@dataclass(frozen=True, slots=True)
class _Step:
    before: Content
    after: Content
    place: Path_
    burst: str


@dataclass
class Draft:
    """One file while it is open: what it says now, what can be taken back, what was saved."""

    path: Path
    content: Content = field(repr=False)
    remark: str = ""
    done: list[_Step] = field(default_factory=list, repr=False)
    undone: list[_Step] = field(default_factory=list, repr=False)
    saved: Content | None = field(default=None, repr=False)
    _disk: bytes | None = field(default=None, repr=False)
    _kept: bool = False
    _texts: dict[int, tuple[Any, str]] = field(default_factory=dict, repr=False)
    _faults: tuple[Content, list[Fault]] | None = field(default=None, repr=False)

    @property
    def dirty(self) -> bool:
        """Whether something was edited that the file does not hold."""
        return self.content is not self.saved

    def edit(self, content: Content, place: Path_ = (), burst: str = "") -> None:
        """Take over edited content; edits of one `burst` are taken back together."""
        if content is self.content:
            return
        last = self.done[-1] if self.done else None
        before = self.content
        if burst and last is not None and last.burst == burst:
            before = self.done.pop().before
            if content == before:  # typed, and taken away again
                self.content, self.undone = before, []
                return
        self.done = [*self.done[-_MOST_STEPS:], _Step(before, content, place, burst)]
        self.undone = []
        self.content = content

    def undo(self) -> Path_ | None:
        """Take the last edit back; return its place, None if there is none."""
        if not self.done:
            return None
        step = self.done.pop()
        self.undone.append(step)
        self.content = step.before
        return step.place

    def redo(self) -> Path_ | None:
        """Do again what was taken back last; return its place, None if there is none."""
        if not self.undone:
            return None
        step = self.undone.pop()
        self.done.append(step)
        self.content = step.after
        return step.place

    def is_at(self, path: Path) -> bool:
        """Whether this is that file, and nobody else has written it meanwhile."""
        return self.path == path and path.exists() and path.read_bytes() == self._disk

    def faults(self) -> list[Fault]:
        """Return what is wrong and what is missing, reckoned once for the same content."""
        if self._faults is None or self._faults[0] is not self.content:
            self._faults = (self.content, editing.faults(self.content))
        return self._faults[1]

    def save(self) -> Path | None:
        """Write the file if anything was edited; FolderNotWritable or DiskFull.

        The file before the first save is kept as .bak. If another program has changed the file
        meanwhile, its version is kept beside it: its path is returned.
        """
        if not self.dirty:
            return None
        other = self._keep_before()
        content, text = self.content, self.text()
        write_whole(self.path, text.encode())
        self._disk, self.saved = text.encode(), content
        return other

    def text(self) -> str:
        """Return the file to be; what did not change since is not written out again."""
        used: dict[int, tuple[Any, str]] = {}
        body = "".join(self._parts(used))
        self._texts = used
        head = "".join(f"# {line}".rstrip() + "\n" for line in self.remark.splitlines())
        return head + body

    def _keep_before(self) -> Path | None:
        there = self.path.read_bytes() if self.path.exists() else None
        other = None
        if there is not None and self._disk is not None and there != self._disk:
            other = _free(self.path.with_name(f"{self.path.name}.other"))
            write_whole(other, there)
        elif there is not None and not self._kept:
            write_whole(self.path.with_name(f"{self.path.name}.bak"), there)
        self._kept = True
        return other

    def _parts(self, used: dict[int, tuple[Any, str]]) -> Iterator[str]:
        for name, value in self.content.items():
            if name == "draft":
                yield "draft: true\n"
                continue
            if name != "sections" or not _listed(value):
                yield self._written({name: value}, value, used)
                continue
            yield "sections:\n"
            for section in value:
                yield _item("".join(self._section(section, used)))

    def _section(self, section: Content, used: dict[int, tuple[Any, str]]) -> Iterator[str]:
        for name, value in section.items():
            if name != "requirements" or not _listed(value):
                yield self._written({name: value}, value, used)
                continue
            yield "requirements:\n"
            for item in value:
                yield self._written([item], item, used)

    def _written(self, shown: Any, value: Any, used: dict[int, tuple[Any, str]]) -> str:
        """Return something as YAML: edits copy what they change, so the same object says it."""
        if not isinstance(value, dict | list):
            return to_yaml(shown)
        known = self._texts.get(id(value))
        text = known[1] if known is not None and known[0] is value else to_yaml(shown)
        used[id(value)] = (value, text)
        return text


def _listed(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) and v for v in value)


def _item(text: str) -> str:
    lines = text.split("\n")[:-1]
    shown = "\n".join(f"  {line}" if line else line for line in lines)
    return f"- {shown[2:]}\n"


def _free(path: Path) -> Path:
    at, found = 1, path
    while found.exists():
        at += 1
        found = path.with_name(f"{path.name}{at}")
    return found


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that the old or the new one is there, whole, whenever the power goes."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        if error.errno == errno.ENOSPC:
            raise DraftDiskFull(name=path.name.removesuffix(".bak")) from error
        raise FolderNotWritable(path=path.parent) from error


# Opening and beginning


def open_file(path: Path) -> Draft:
    """Return a file to be edited; BadChecklist if its build is not that of a checklist."""
    content = editing.open_draft(path)
    data = path.read_bytes()
    draft = Draft(path, content, _remark(data.decode("utf-8-sig")), _disk=data)
    draft.saved = content
    for fault in draft.faults():
        if fault.code in _BUILD or not fault.path:
            raise fault.error()
    if not checklists.is_draft(content):
        draft.content = _as_draft(content)
    return draft


def _remark(text: str) -> str:
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line[1:].removeprefix(" "))
    return "\n".join(lines)


def _as_draft(content: Content) -> Content:
    """Say that it is a draft, where a reader of the file looks first."""
    rest = {name: value for name, value in content.items() if name not in {"id", "edition"}}
    first: Content = {name: content[name] for name in ("id", "edition") if name in content}
    return first | {"draft": "true"} | {k: v for k, v in rest.items() if k != "draft"}


def copy_as_draft(chosen: Checklist, *, folder: Path, checklist_id: str, edition: str) -> Path:
    """Write a checklist as a draft of one's own, with another id; ContentThere, BadContentId."""
    content = editing.begin_from(chosen, checklist_id=checklist_id, edition=edition)
    remark = _("A draft, made from the checklist {id}, edition {edition}.")
    told = remark.format(id=chosen.id, edition=chosen.edition)
    return _begin(folder, checklist_id, _as_draft(content), told)


def save_table(made: Drafted, *, folder: Path) -> Path:
    """Write the draft that was made from a table of criteria; ContentThere, BadContentId."""
    told = _("A draft, made from {name}. docs/writing_a_checklist.md explains the keys.")
    content = dict(made.content)
    return _begin(folder, str(content["id"]), content, told.format(name=made.file))


def _begin(folder: Path, checklist_id: str, content: Content, remark: str) -> Path:
    path = path_for(folder, checklist_id)
    if path.exists():
        raise ContentThere(path=path)
    write_whole(path, to_yaml(content, remark).encode())
    checklists.add_folder(folder)
    return path


def free_id(wanted: str, folder: Path) -> str:
    """Return an id that neither a known checklist nor a file of one's own has."""
    at, found = 1, wanted
    while found in checklists.checklists() or path_for(folder, found).exists():
        at += 1
        found = f"{wanted}-{at}"
    return found


def unread_files(folder: Path) -> tuple[Path, ...]:
    """Return one's own files that could not be read as checklists: they are to be mended."""
    named = {str(fault.values["place"]).partition(":")[0] for fault in checklists.faults()}
    return tuple(path for path in sorted(folder.glob("*.yaml")) if path.name in named)


def finish(draft: Draft) -> None:
    """Make a checklist of the draft and save it; ChecklistUnfinished while anything lacks."""
    before = draft.content
    draft.content = editing.finish(before)
    try:
        draft.save()
    except (DiskFull, FolderNotWritable):
        draft.content = before
        raise
    draft.done, draft.undone = [], []
    checklists.reload()


# Requirements, points, lines: each function returns the content and where the person is now


def requirements(content: Content) -> Iterator[tuple[Path_, Content]]:
    """Yield each requirement with its place."""
    for at, section in enumerate(content.get("sections", [])):
        for number, item in enumerate(section.get("requirements", [])):
            yield ("sections", at, "requirements", number), item


def set_level(content: Content, point: Path_, level: Level) -> Content:
    """Set the level of a point; the headline follows where no point has it any more."""
    content = editing.put(content, (*point, "level"), level.value)
    home = point[:4]
    levels = {item.get("level") for item in editing.at(content, (*home, "points"))}
    if editing.at(content, home).get("level") in levels:
        return content
    return editing.put(content, (*home, "level"), level.value)


def add_section(content: Content, at: int) -> tuple[Content, Path_]:
    """Put a section without words before the place `at`."""
    refs = {section.get("ref") for section in content.get("sections", [])}
    free = next(str(n) for n in range(1, len(refs) + 2) if str(n) not in refs)
    section: Content = {"ref": free, "title": {}, "requirements": []}
    return editing.insert(content, ("sections", at), section), ("sections", at)


def add_requirement(content: Content, section: int, at: int) -> tuple[Content, Path_]:
    """Put a requirement without words into a section, with the next free reference."""
    ref = next_ref(content, section)
    source = f"{content.get('source', {}).get('reference', '')} {ref}".strip()
    item: Content = {
        "ref": ref,
        "title": {},
        "level": Level.MUST.value,
        "source_ref": source,
        "review": "unconfirmed",
        "points": [{"id": "a", "level": Level.MUST.value, "text": {}}],
    }
    path: Path_ = ("sections", section, "requirements", at)
    return editing.insert(content, path, item), path


def next_ref(content: Content, section: int) -> str:
    """Return the next free reference of a section: after 4.9 comes 4.10."""
    taken = {item.get("ref") for _path, item in requirements(content)}
    number = content["sections"][section].get("ref", "")
    at = 1
    while f"{number}.{at}" in taken:
        at += 1
    return f"{number}.{at}"


def add_point(content: Content, requirement: Path_) -> tuple[Content, Path_]:
    """Add a point without words, with the next free letter and the headline's level."""
    item = editing.at(content, requirement)
    taken = {point.get("id") for point in item.get("points", [])}
    letters = (point_id(n) for n in range(len(taken) + 1))
    free = next(letter for letter in letters if letter not in taken)
    path: Path_ = (*requirement, "points", len(item.get("points", [])))
    new = {"id": free, "level": item.get("level", Level.MUST.value), "text": {}}
    return editing.insert(content, path, new), path


def add_line(
    content: Content, requirement: Path_, name: str, at: int | None = None
) -> tuple[Content, Path_]:
    """Add a line to look for or to ask, at the end or before the place `at`."""
    count = len(editing.at(content, requirement).get(name, []))
    path: Path_ = (*requirement, name, count if at is None else at)
    return editing.insert(content, path, {}), path


def remove(content: Content, path: Path_) -> tuple[Content, Path_]:
    """Take an item out of its list; return where the person is then."""
    content = editing.take(content, path)
    left = len(editing.at(content, path[:-1]))
    return content, (*path[:-1], min(int(path[-1]), left - 1)) if left else path[:-2]


def move(content: Content, path: Path_, by: int) -> tuple[Content, Path_]:
    """Move an item in its list; a requirement at the edge goes into the section beside."""
    at, items = int(path[-1]), editing.at(content, path[:-1])
    if 0 <= at + by < len(items):
        new = (*path[:-1], at + by)
        item = items[at]
        return editing.insert(editing.take(content, path), new, item), new
    home = int(path[1]) + by if len(path) == 4 else -1
    if not 0 <= home < len(content["sections"]):
        return content, path
    count = len(content["sections"][home].get("requirements", []))
    beside: Path_ = ("sections", home, "requirements", count if by < 0 else 0)
    return editing.insert(editing.take(content, path), beside, items[at]), beside


def settle(content: Content, number: int, level: Level, ref: str) -> tuple[Content, Path_]:
    """Make a requirement of a row that waits; return where it stands. UnknownRequirement."""
    made = editing.settle(content, number, level=level, ref=ref.strip())
    before = {id(item) for _path, item in requirements(content)}
    return made, next(path for path, item in requirements(made) if id(item) not in before)
