"""Checks files of content: checklists, profiles, worksheets, topics; every fault is named."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from assessor import checklist as checklists
from assessor.checklist import Checklist, Profile, fill_draft, is_draft
from assessor.content.checklist_faults import checklist_faults
from assessor.content.faults import Fault, Path_
from assessor.content.shape import Lines, Shape, compose, type_of
from assessor.errors import BadChecklist
from assessor.forms.checking import check as check_form
from assessor.forms.types import Form
from assessor.i18n import N_, LocalText
from assessor.profile import check_profile

Topics = dict[str, LocalText]
# Which kind of content a folder of that name holds; beside them stand the checklists.
FOLDERS: dict[str, Any] = {"profiles": Profile, "worksheets": Form, "topics": Topics}


def check_all() -> tuple[Fault, ...]:
    """Return the faults of every file in every folder that is searched."""
    paths = [
        path
        for folder in checklists.folders()
        for pattern in ("*.yaml", *(f"{name}/*.yaml" for name in FOLDERS))
        for path in sorted(folder.glob(pattern))
    ]
    return tuple(fault for path in paths for fault in check_file(path))


def check_file(path: Path) -> tuple[Fault, ...]:
    """Return every fault of a file, by line; what a draft still lacks is marked `missing`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return (Fault("unreadable", "{said}", file=path.name, values={"said": error.strerror}),)
    return tuple(_at(fault, path.name) for fault in check_bytes(data, path))


def check_bytes(data: bytes, path: Path) -> list[Fault]:
    """Return every fault of a file that is already in memory."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return [Fault("encoding", N_("the file is not in UTF-8"), line=line)]
    plain, lines, faults = compose(text)
    if plain is None:
        return faults
    kind = kind_of(path, plain)
    known = {fault.path for fault in faults}
    more = check_content(plain, kind, lines=lines, known=known, file=path)
    faults = [_placed(fault, plain) for fault in faults]
    return sorted([*faults, *more], key=lambda fault: fault.line)


def kind_of(path: Path, plain: Any) -> Any:
    """Return what a file holds: by its folder, else by its keys."""
    if path.parent.name in FOLDERS:
        return FOLDERS[path.parent.name]
    keys = plain.keys() if isinstance(plain, dict) else set()
    if "periods" in keys:
        return Profile
    if "purpose" in keys and "sections" in keys:
        return Form
    return Checklist


def check_content(
    plain: Any,
    kind: Any = Checklist,
    *,
    lines: Lines | None = None,
    known: Iterable[Path_] = (),
    file: Path | None = None,
) -> list[Fault]:
    """Return every fault of plain content, as it is being edited or as it stands in a file.

    `known` are places whose fault has been told already.
    """
    draft = kind is Checklist and is_draft(plain)
    shape = Shape(lines or {}, frozenset(checklists.DRAFT_MAY_LACK) if draft else frozenset())
    shape.mended.update(known)
    mended = fill_draft(shape.read(plain, type_of(kind)))
    told = set(known)
    found = [_placed(fault, plain) for fault in shape.faults if fault.path not in told]
    if kind is Checklist:
        loaded = msgspec.convert(mended, Checklist, strict=False)
        found += [
            fault for fault in checklist_faults(loaded, plain, shape) if not _under(fault, shape)
        ]
    elif not found:
        found += _first_fault(mended, kind, file)
    return found


def _placed(fault: Fault, plain: Any) -> Fault:
    """Return a fault with the reference of the requirement that it stands in."""
    value = plain
    for step in fault.path[:4]:
        inside = isinstance(value, list) and isinstance(step, int) and step < len(value)
        if not inside and not (isinstance(value, dict) and step in value):
            return fault
        value = value[step]
    ref = value.get("ref") if fault.path[:1] == ("sections",) and isinstance(value, dict) else ""
    return replace(fault, about=str(ref or ""))


def _under(fault: Fault, shape: Shape) -> bool:
    """Say whether a place is wrong already, so that what follows from it need not be told."""
    return any(fault.path[:length] in shape.mended for length in range(1, len(fault.path) + 1))


def _first_fault(mended: Any, kind: Any, file: Path | None) -> Iterator[Fault]:
    """Profiles, worksheets and topics say themselves what more is wrong with them."""
    name = file.name if file else ""
    loaded = msgspec.convert(mended, kind, strict=False)
    try:
        if isinstance(loaded, Profile):
            check_profile(loaded, name)
        elif isinstance(loaded, Form):
            check_form(loaded, name)
    except BadChecklist as error:
        values = {
            key: value for key, value in error.values.items() if key not in {"place", "fault"}
        }
        about = str(error.values["place"]).removeprefix(name).strip(": ")
        yield Fault("content", str(error.values["fault"]), about=about, values=values)


def _at(fault: Fault, name: str) -> Fault:
    return replace(fault, file=name)
