"""Makes a finding small: `python -m tests.fuzz.shrink FILE…` leaves out what it does not need."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from assessor import checklist as checklists
from tests.fuzz.packages import pack, unpack
from tests.fuzz.promises import check, sort_of
from tests.saq_samples import MANUFACTURER

Still = Callable[[bytes], bool]


def shrink(data: bytes, still: Still) -> bytes:
    """Return a smaller file of which `still` is true as well."""
    return _package(data, still) if data.startswith(b"PK") else _pieces(data, still)


def _pieces(data: bytes, still: Still) -> bytes:
    size = len(data) // 2
    while size:
        at = 0
        while at < len(data):
            less = data[:at] + data[at + size :]
            if still(less):
                data = less
            else:
                at += size
        size //= 2
    return data


def _package(data: bytes, still: Still) -> bytes:
    parts = unpack(data)
    for name in list(parts):
        less = {other: content for other, content in parts.items() if other != name}
        if still(pack(less)):
            parts = less
    for name, content in list(parts.items()):
        root = _root(content)
        if root is None:
            continue
        for undo in _removals(root):
            tried = parts | {name: etree.tostring(root)}
            if still(pack(tried)):
                parts = tried
            else:
                undo()
    return pack(parts)


def _root(content: bytes) -> Any:
    try:
        return etree.fromstring(content)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _removals(root: Any) -> Iterator[Callable[[], object]]:
    """Leave out one element, attribute or text after another; each can be put back."""
    for item in list(root.iter()):
        parent = item.getparent()
        if parent is None or not any(each is item for each in root.iter(item.tag)):
            continue
        at = parent.index(item)
        parent.remove(item)
        yield lambda parent=parent, at=at, item=item: parent.insert(at, item)
    for item in root.iter("*"):
        for key, value in list(item.items()):
            del item.attrib[key]
            yield lambda item=item, key=key, value=value: item.set(key, value)
        if (text := item.text or "") and len(text) > 1:
            item.text = text[:1]
            yield lambda item=item, text=text: setattr(item, "text", text)


def main(*names: str) -> None:
    """Shrink the files in place, each keeping the sort of its fault."""
    os.environ["PATH"] = ""
    asked = checklists.checklist(MANUFACTURER)

    def sort(data: bytes) -> str:
        try:
            return check(data, asked)
        except Exception as error:  # noqa: BLE001  whatever comes out is what is looked for
            return sort_of(error)

    for name in names:
        path = Path(name)
        wanted = sort(data := path.read_bytes())
        path.write_bytes(shrink(data, lambda less, wanted=wanted: sort(less) == wanted))
        sys.stdout.write(f"{path.name}: {len(data)} → {path.stat().st_size}, {wanted}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
