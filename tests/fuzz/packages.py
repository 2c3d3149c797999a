"""Changes the parts of ZIP packages as XML: elements, attributes and texts, then packs them."""

import io
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from functools import lru_cache
from random import Random
from typing import Any

from lxml import etree

from tests.fuzz.bytewise import NUMBERS, TEXTS, Mutate

MAX_PART = 120_000  # bytes: larger parts only make each try slower
Parts = dict[str, bytes]


@lru_cache(maxsize=200)
def _unpacked(data: bytes) -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        infos = [info for info in source.infolist() if info.file_size <= 10 * MAX_PART]
        return tuple((info.filename, source.read(info)) for info in infos)


def unpack(data: bytes) -> Parts:
    """Return the parts of a package; none if it cannot be opened."""
    try:
        return dict(_unpacked(data))
    except Exception:  # noqa: BLE001  a damaged archive is damaged in many ways
        return {}


def pack(parts: Parts) -> bytes:
    """Return a package of these parts, the same for the same parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return stream.getvalue()


def mutate_package(
    data: bytes, rng: Random, *, seeds: Sequence[bytes], main: Sequence[str], bytewise: Mutate
) -> bytes:
    """Change one part or two, those of `main` more often; now and then the archive itself."""
    parts = unpack(data) or unpack(rng.choice(seeds))
    if not parts or rng.random() < 0.03:
        return bytewise(data, rng)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        names = [name for name in parts if name.endswith((".xml", ".rels")) or rng.random() < 0.1]
        wanted = [name for name in names if any(end in name for end in main)]
        name = rng.choice(wanted if wanted and rng.random() < 0.75 else names or list(parts))
        if rng.random() < 0.02:
            _change_archive(parts, name, rng)
        elif rng.random() < 0.1:
            parts[name] = bytewise(parts[name], rng)
        else:
            other = unpack(rng.choice(seeds)).get(name, b"")
            parts[name] = mutate_xml(parts[name], rng, other)
        if not parts:
            break
    return pack(parts)


def _change_archive(parts: Parts, name: str, rng: Random) -> None:
    content = parts.pop(name)
    if rng.random() < 0.5:
        names = list(parts)
        parts[rng.choice([name.upper(), f"../{name}", f"/{name}", *names])] = content


def mutate_xml(content: bytes, rng: Random, other: bytes = b"") -> bytes:
    """Change elements of a part; some come from the same part of another file."""
    root, lent = _parsed(content), _parsed(other)
    if root is None:
        return content
    try:
        for _ in range(rng.choice((1, 1, 2, 2, 4))):
            _mutate_element(root, rng, lent)
        made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    except ValueError:  # names that were mended while reading cannot be written again
        return content
    return made if len(made) <= MAX_PART or len(made) <= len(content) else content


def _mutate_element(root: Any, rng: Random, lent: Any) -> None:
    elements = [item for item in root.iter() if isinstance(item.tag, str)]
    item = rng.choice(elements)
    match rng.randint(0, 9):
        case 0 | 1:
            _move(item, elements, rng, lent)
        case 2 | 3:
            _repeat(item, rng)
        case 4 | 5 | 6:
            _set_attribute(item, elements, rng)
        case _:
            _set_text(item, elements, rng)


def _parsed(content: bytes) -> Any:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(content, parser) if content else None
    except etree.XMLSyntaxError:
        return None


def _move(item: Any, elements: list[Any], rng: Random, lent: Any) -> None:
    """Drop an element, wrap it, exchange its name, or put one from elsewhere in its place."""
    parent = item.getparent()
    if parent is None:
        return
    match rng.randint(0, 4):
        case 0:
            parent.remove(item)
        case 1:
            item.tag = rng.choice(elements).tag
        case 2:
            inner = deepcopy(item)
            for _ in range(rng.choice((1, 2, 30))):
                inner, within = etree.Element(item.tag), inner
                inner.append(within)
            parent.replace(item, inner)
        case 3 if lent is not None:
            parent.insert(rng.randint(0, len(parent)), deepcopy(rng.choice([*lent.iter("*")])))
        case _:
            target = rng.choice(elements)
            if len(item) < 200:
                target.insert(rng.randint(0, len(target)), deepcopy(item))


def _repeat(item: Any, rng: Random) -> None:
    parent = item.getparent()
    if parent is None or len(item) > 200:
        return
    for _ in range(rng.choice((1, 1, 2, 20))):
        parent.insert(parent.index(item), deepcopy(item))


def _set_attribute(item: Any, elements: list[Any], rng: Random) -> None:
    names = list(item.keys())
    if not names or rng.random() < 0.15:
        donor = rng.choice(elements)
        for name, value in donor.items()[:3]:
            item.set(name, value)
        return
    name = rng.choice(names)
    match rng.randint(0, 3):
        case 0:
            del item.attrib[name]
        case 1:
            item.set(name, rng.choice(TEXTS).replace("\u0000", ""))
        case 2:
            item.set(name, rng.choice(NUMBERS))
        case _:
            item.set(name, rng.choice([other.get(name) or "" for other in elements[:500]]))


def _set_text(item: Any, elements: list[Any], rng: Random) -> None:
    texts = [other for other in elements if (other.text or "").strip()]
    target = rng.choice(texts) if texts and rng.random() < 0.9 else item
    choices = (rng.choice(TEXTS), rng.choice(NUMBERS), (target.text or "") + rng.choice(TEXTS))
    target.text = rng.choice((*choices, (rng.choice(texts).text if texts else "") or ""))
