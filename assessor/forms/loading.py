"""Finds the forms in the folders of checklists; a bad file is one clear error, the rest load."""

import re
from functools import cache
from pathlib import Path

import msgspec

from assessor import checklist as checklists
from assessor.errors import BadChecklist, UnknownForm
from assessor.forms.checking import check
from assessor.forms.types import Form
from assessor.i18n import N_

FOLDER = "worksheets"


def forms() -> tuple[Form, ...]:
    """Return all forms, each edition apart, by id and edition; bad files are in `faults()`."""
    return _load_all()[0]


def faults() -> tuple[BadChecklist, ...]:
    """Return what is wrong with files that could not be loaded, one clear error each."""
    return _load_all()[1]


def form(form_id: str, edition: str = "") -> Form:
    """Return one form; the latest edition if none is given. UnknownForm names those there are.

    The id may carry the edition: “container-inspection@2026”.
    """
    name, _at, stated = form_id.partition("@")
    wanted = edition or stated
    found = [item for item in forms() if item.id == name and wanted in ("", item.edition)]
    if not found:
        raise UnknownForm(id=form_id, known=", ".join(item.key for item in forms()))
    return found[-1]


def forms_for(checklist_id: str, ref: str = "") -> tuple[Form, ...]:
    """Return the forms that bear on a checklist, or on one requirement of it."""
    return tuple(
        item
        for item in forms()
        if checklist_id in item.all_links and (not ref or ref in item.all_links[checklist_id])
    )


def origin(key: str) -> checklists.Origin | None:
    """Return where a form, named as “id@edition”, comes from; None if there is none such."""
    return _load_all()[2].get(("worksheet", key))


Origins = dict[tuple[str, str], checklists.Origin]


@cache
def _load_all() -> tuple[tuple[Form, ...], tuple[BadChecklist, ...], Origins]:
    found: dict[str, Form] = {}
    bad: list[BadChecklist] = []
    origins: Origins = {}
    for folder in checklists.folders():
        own: dict[str, Form] = {}
        for path in sorted(folder.glob(f"{FOLDER}/*.yaml")):
            try:
                checklists.note_origin(origins, "worksheet", _add(own, path), path)
            except BadChecklist as fault:
                bad.append(fault)
        found |= own
    return tuple(sorted(found.values(), key=_order)), tuple(bad), origins


checklists.on_reload(_load_all.cache_clear)


def _add(own: dict[str, Form], path: Path) -> str:
    loaded = checklists.read_file(path, Form)
    check(loaded, path.name)
    if loaded.key in own:
        taken = N_("another file has the id “{id}” as well")
        raise BadChecklist(place=path.name, fault=taken, id=loaded.key)
    own[loaded.key] = loaded
    return loaded.key


def _order(item: Form) -> tuple[str, list[tuple[int, str]]]:
    """By id, then by edition as a person counts: 2.10 comes after 2.9."""
    parts = re.findall(r"\d+|\D+", item.edition)
    return item.id, [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


# Made while this is imported, by one thread: msgspec breaks down (the whole process with it) where
# two threads are the first to decode the same type at once.
_DECODER = msgspec.json.Decoder(Form)


def to_json(loaded: Form) -> bytes:
    """Return the form as canonical JSON: the same content gives the same bytes."""
    return msgspec.json.encode(loaded, order="sorted")


@cache
def from_json(content: bytes) -> Form:
    """Return the form that `to_json` wrote."""
    return _DECODER.decode(content)
