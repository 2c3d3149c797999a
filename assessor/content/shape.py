"""Checks plain content against a type and goes on after each fault, so that all are named."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import msgspec

from assessor.content.faults import Fault, Path_
from assessor.i18n import N_

# Where a name is wrong only by a letter or two, the right one is proposed.
_SIMILAR = 75.0
Lines = dict[Path_, int]


class Shape:
    """The faults of one content, and the content mended so that the rest can be checked too."""

    def __init__(self, lines: Lines, lacking: frozenset[str] = frozenset()) -> None:
        """Keep the lines; keys in `lacking` may be absent from what is still a draft."""
        self.lines = lines
        self.lacking = lacking
        self.faults: list[Fault] = []
        self.mended: set[Path_] = set()

    def say(self, path: Path_, code: str, message: str, **values: object) -> None:
        """Note a fault at a place; what stands there is not judged again."""
        self.mended.add(path)
        self.faults.append(Fault(code, message, path, line=self.line(path), values=values))

    def line(self, path: Path_) -> int:
        """Return the line of the nearest place that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)

    def read(self, value: Any, kind: Any, path: Path_ = ()) -> Any:
        """Return `value` as `kind` wants it, mended where it is wrong."""
        info = msgspec.inspect
        if isinstance(kind, info.UnionType):
            return self.read(value, _chosen(kind.types, value), path)
        if isinstance(kind, info.StructType):
            return self._struct(value, kind, path)
        if isinstance(kind, info.DictType):
            return self._dict(value, kind, path)
        if isinstance(kind, info.VarTupleType | info.ListType):
            return self._list(value, kind, path)
        if isinstance(value, dict | list):
            self.say(path, "kind", N_("a single value belongs here"))
            return _neutral(kind)
        return self._scalar(value, kind, path)

    def _struct(self, value: Any, kind: msgspec.inspect.StructType, path: Path_) -> Any:
        if not isinstance(value, dict):
            self.say(path, "kind", N_("keys with values belong here"))
            return _neutral(kind)
        known = {field.encode_name: field for field in kind.fields}
        for name in value:
            if name not in known:
                self._unknown(name, list(known), (*path, name))
        found = {}
        for name, field in known.items():
            here = (*path, name)
            if name in value:
                found[name] = self.read(value[name], field.type, here)
            elif field.required:
                found[name] = _neutral(field.type)
                if name not in self.lacking:
                    self.say(here, "missing_key", N_("the key “{key}” is missing"), key=name)
        return found

    def _unknown(self, name: str, known: list[str], path: Path_) -> None:
        from rapidfuzz import process

        near = process.extractOne(name, known, score_cutoff=_SIMILAR)
        if near:
            message = N_("unknown key “{key}”; is “{near}” meant?")
            self.say(path, "unknown_key", message, key=name, near=near[0])
        else:
            self.say(path, "unknown_key", N_("unknown key “{key}”"), key=name)

    def _dict(self, value: Any, kind: msgspec.inspect.DictType, path: Path_) -> Any:
        if not isinstance(value, dict):
            self.say(path, "kind", N_("keys with values belong here"))
            return {}
        return {
            name: self.read(item, kind.value_type, (*path, name)) for name, item in value.items()
        }

    def _list(
        self, value: Any, kind: msgspec.inspect.VarTupleType | msgspec.inspect.ListType, path: Path_
    ) -> Any:
        if not isinstance(value, list | tuple):
            self.say(path, "kind", N_("a list belongs here"))
            return []
        return [self.read(item, kind.item_type, (*path, at)) for at, item in enumerate(value)]

    def _scalar(self, value: Any, kind: Any, path: Path_) -> Any:
        text = str(value).strip()
        if possible := _possible(kind):
            if text in possible:
                return text
            if text:
                self._impossible(text, possible, path)
            else:
                self.say(path, "empty", N_("a value is empty"))
            return possible[0]
        try:
            return msgspec.convert(text, _python(kind), strict=False)
        except msgspec.ValidationError:
            self.say(path, "kind", N_("“{value}” is not what belongs here"), value=text)
            return _neutral(kind)

    def _impossible(self, text: str, possible: Sequence[str], path: Path_) -> None:
        if len(possible) == 2:
            message = N_("“{value}” is neither {one} nor {other}")
            self.say(path, "value", message, value=text, one=possible[0], other=possible[1])
        else:
            message = N_("“{value}” is none of {known}")
            self.say(path, "value", message, value=text, known=", ".join(possible))


def _chosen(kinds: Sequence[Any], value: Any) -> Any:
    """Return which of several kinds is meant: by the form of the value."""
    info = msgspec.inspect
    real = [kind for kind in kinds if not isinstance(kind, info.NoneType)]
    keyed = [kind for kind in real if isinstance(kind, info.StructType | info.DictType)]
    listed = [kind for kind in real if isinstance(kind, info.VarTupleType | info.ListType)]
    if isinstance(value, dict) and keyed:
        return keyed[0]
    if isinstance(value, list) and listed:
        return listed[0]
    return next((kind for kind in real if kind not in (*keyed, *listed)), real[0])


def _possible(kind: Any) -> list[str]:
    if isinstance(kind, msgspec.inspect.EnumType):
        return [member.value for member in kind.cls]
    if isinstance(kind, msgspec.inspect.LiteralType):
        return [str(value) for value in kind.values]
    return []


def _python(kind: Any) -> type:
    info = msgspec.inspect
    types: dict[type, type] = {info.BoolType: bool, info.IntType: int, info.FloatType: float}
    return types.get(type(kind), str)


def _neutral(kind: Any) -> Any:
    """Return what stands for a value that is missing or wrong, so that the rest can be read."""
    info = msgspec.inspect
    if isinstance(kind, info.UnionType):
        return _neutral(_chosen(kind.types, None))
    if isinstance(kind, info.StructType):
        return {field.encode_name: _neutral(field.type) for field in kind.fields if field.required}
    if isinstance(kind, info.DictType):
        return {}
    if isinstance(kind, info.VarTupleType | info.ListType):
        return []
    if possible := _possible(kind):
        return possible[0]
    return _python(kind)()


@cache
def type_of(kind: type) -> Any:
    """Return what a type demands, worked out once."""
    return msgspec.inspect.type_info(kind)


# From a file to plain content


def compose(text: str) -> tuple[Any, Lines, list[Fault]]:
    """Return a YAML text as plain content, the line of each place, and what YAML itself refuses."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    said: dict[str, object]
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        said = {"said": str(error.problem)}
        return None, {}, [Fault("yaml", "{said}", line=line, values=said)]
    except yaml.YAMLError as error:
        said = {"said": str(error)}
        return None, {}, [Fault("yaml", "{said}", line=1, values=said)]
    lines: Lines = {}
    faults: list[Fault] = []
    return _plain(node, (), lines, faults), lines, faults


def _plain(node: Any, path: Path_, lines: Lines, faults: list[Fault]) -> Any:
    import yaml

    lines[path] = int(node.start_mark.line) + 1 if node is not None else 1
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, path, lines, faults))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, at), lines, faults) for at, item in enumerate(node.value)]
    if node is None or not node.value.strip():
        faults.append(Fault("empty", N_("a value is empty"), path, line=lines[path]))
        return ""
    return node.value


def _pairs(node: Any, path: Path_, lines: Lines, faults: list[Fault]) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key, value in node.value:
        line = int(key.start_mark.line) + 1
        if not isinstance(key.value, str):
            faults.append(Fault("key", N_("a key must be a word"), path, line=line))
            continue
        here = (*path, key.value)
        if key.value in seen:
            message = N_("duplicate key “{key}”")
            values: dict[str, object] = {"key": key.value}
            faults.append(Fault("duplicate_key", message, here, line=line, values=values))
            continue
        seen.add(key.value)
        plain = _plain(value, here, lines, faults)
        lines[here] = line
        yield key.value, plain
