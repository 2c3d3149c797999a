"""Reads YAML files as typed values, every scalar as text; what is wrong is named by its line."""

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from assessor.errors import BadChecklist
from assessor.i18n import N_, LocalText

AnyType = TypeVar("AnyType")

# msgspec breaks down, the process with it, where two threads first meet a type at once.
_TURN = threading.Lock()
_read_before: dict[tuple[Path, Any], tuple[tuple[int, int, int], Any]] = {}


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A frozen value; a key that it does not know is an error, never ignored."""


def read_file(
    path: Path, kind: type[AnyType], ready: Callable[[Any], Any] | None = None
) -> AnyType:
    """Return a file as a typed value; BadChecklist names file and line.

    `ready` may fill in what the content is allowed to lack, before its types are looked at.
    A file that has not changed since is not read again: its value is frozen.
    """
    stamp = _stamp(path)
    known = _read_before.get((path, kind))
    if known is not None and stamp is not None and known[0] == stamp:
        return cast("AnyType", known[1])
    node = _composed(path)
    plain = _plain(node, path.name)
    loaded = convert(ready(plain) if ready else plain, kind, path.name, node)
    if stamp is not None:
        _read_before[path, kind] = (stamp, loaded)
    return loaded


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Return what tells one state of a file from another; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def read_yaml(path: Path) -> Any:
    """Return the file's content with every scalar as text; BadChecklist names file and line."""
    return _plain(_composed(path), path.name)


def _composed(path: Path) -> Any:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=loader)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _bad(path.name, line, N_("the file is not in UTF-8")) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _bad(path.name, line, "{said}", said=error.problem) from error
    except yaml.YAMLError as error:
        raise BadChecklist(place=path.name, fault="{said}", said=error) from error
    except OSError as error:
        raise BadChecklist(place=path.name, fault="{said}", said=error.strerror) from error


def _bad(name: str, line: int, fault: str, **values: object) -> BadChecklist:
    return BadChecklist(place=f"{name}:{line}", fault=fault, **values)


def _plain(node: Any, name: str) -> Any:
    import yaml

    if isinstance(node, yaml.MappingNode):
        return _mapping(node, name)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, name) for item in node.value]
    if node is None or not node.value.strip():
        raise _bad(name, _line(node), N_("a value is empty"))
    return node.value


def _line(node: Any) -> int:
    return int(node.start_mark.line) + 1 if node is not None else 1


def _mapping(node: Any, name: str) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key.value, str):
            raise _bad(name, _line(key), N_("a key must be a word"))
        if key.value in plain:
            raise _bad(name, _line(key), N_("duplicate key “{key}”"), key=key.value)
        plain[key.value] = _plain(value, name)
    return plain


def convert(plain: Any, kind: type[AnyType], name: str, node: Any = None) -> AnyType:
    """Return `plain` as a typed value; BadChecklist names the line if `node` is given."""
    try:
        with _TURN:
            return msgspec.convert(plain, kind, strict=False)
    except msgspec.ValidationError as error:
        place = f"{name}:{_line(_node_meant(node, str(error)))}" if node is not None else name
        raise BadChecklist(place=place, fault="{said}", said=error) from error


def _node_meant(node: Any, said: str) -> Any:
    """Follow the path that an error names, such as `$.sections[0].title`, as far as it leads.

    Of a mapping the path leaves out the key (`$.periods[...]`): the entry counts that holds
    what the error quotes, or else the whole mapping.
    """
    found, sure = [node], node
    for key, number in re.findall(r"\.(\w+)|\[(\d+|\.\.\.)\]", said.rpartition("`$")[2]):
        found = [inner for each in found for inner in _inside(each, key, number)]
        sure = found[0] if len(found) == 1 else sure
    return next((each for each in found if _is_quoted(each, said)), sure)


def _inside(node: Any, key: str, number: str) -> list[Any]:
    if node.id == "scalar":
        return []
    if number.isdigit():
        return [node.value[int(number)]]
    return [value for name, value in node.value if number or name.value == key]


def _is_quoted(node: Any, said: str) -> bool:
    if node.id == "mapping":
        named = any(f"`{name.value}`" in said for name, _value in node.value)
        return named != ("required field" in said)  # what is required is what it lacks
    return node.id == "scalar" and f"'{node.value}'" in said


def check_languages(languages: tuple[str, ...], text: LocalText, place: str) -> None:
    """Refuse a text that lacks one of these languages."""
    if missing := [lang for lang in languages if not text.get(lang)]:
        fault = N_("no text in {languages}")
        raise BadChecklist(place=place, fault=fault, languages=", ".join(missing))
