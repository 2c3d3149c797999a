"""Opens ZIP packages (XLSX, DOCX) within limits: sizes first, no DOCTYPE, nothing followed."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

# Errors are raised without the file's name: preview() knows it and fills it in.
from assessor.errors import SaqPasswordProtected, SaqTooLarge, SaqUnreadable, SaqUnsafe
from assessor.i18n import _

MAX_FILE = 50_000_000
MAX_UNPACKED = 300_000_000
MAX_ENTRIES = 5_000
MAX_RATIO = 200  # ordinary sheets reach 30; a bomb starts at 1,000
SMALL = 5_000_000  # below this a ratio says nothing
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


def load(path: Path) -> bytes:
    """Return a file's bytes; SaqUnreadable or SaqTooLarge with its name if that cannot be."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise SaqTooLarge(name=path.name, what=f"> {MAX_FILE // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise SaqUnreadable(name=path.name) from error


class Package:
    """An opened ZIP package whose sizes are known to be sane."""

    def __init__(self, data: bytes) -> None:
        """Open `data`; SaqUnreadable if it is no ZIP, SaqTooLarge or SaqUnsafe if it is a trap."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise SaqUnreadable(name="") from error
        self.names = {info.filename: info for info in self._zip.infolist()}
        self._check_sizes()

    def _check_sizes(self) -> None:
        infos = self._zip.infolist()
        unpacked = sum(info.file_size for info in infos)
        if len(infos) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
            raise SaqTooLarge(name="", what=f"{unpacked // 1_000_000} MB")
        for info in infos:
            if info.flag_bits & 1:
                raise SaqPasswordProtected(name="")
            if info.file_size > SMALL and info.file_size > MAX_RATIO * info.compress_size:
                raise SaqUnsafe(name="", what=_("it unpacks to far more than it is"))

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """Return one part's bytes; SaqUnreadable if it is missing or damaged."""
        try:
            return self._zip.read(name)
        except (KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
            raise SaqUnreadable(name="") from error
        except (OSError, RuntimeError, ValueError) as error:
            raise SaqUnreadable(name="") from error

    def xml_bytes(self, name: str) -> bytes:
        """Return a part that is XML; SaqUnsafe if it declares a DOCTYPE."""
        data = self.read(name)
        if any(doctype in data for doctype in _DOCTYPES):
            raise SaqUnsafe(name="", what=_("it declares its own entities"))
        return data

    def xml(self, name: str) -> Any:
        """Return a part as an lxml tree, read without entities, network or unbounded depth."""
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            tree = etree.fromstring(self.xml_bytes(name), parser)
        except etree.XMLSyntaxError as error:
            raise SaqUnreadable(name="") from error
        # One written in an encoding in which it was not looked for.
        if tree.getroottree().docinfo.internalDTD is not None:
            raise SaqUnsafe(name="", what=_("it declares its own entities"))
        return tree

    def elements(self, name: str, *wanted: str) -> Iterator[Any]:
        """Yield the part's elements of these names, each let go once the next is asked for."""
        return elements_in(self.xml_bytes(name), *wanted)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the parts that `part` points to: id → (kind, name); outside links are left out."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self.names:
            return {}
        found = {}
        for item in self.xml(rels):
            if item.get("TargetMode") == "External" or not item.get("Target"):
                continue
            target = item.get("Target")
            path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            kind = (item.get("Type") or "").rsplit("/", 1)[-1]
            found[item.get("Id")] = (kind, posixpath.normpath(path))
        return found


def elements_in(data: bytes, *wanted: str) -> Iterator[Any]:
    """Yield a document's elements of these names, each let go once the next is asked for."""
    from lxml import etree

    found = etree.iterparse(
        io.BytesIO(data),
        tag=[f"{{*}}{each}" for each in wanted],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for _, item in found:
            yield item
            item.clear(keep_tail=True)
            while item.getprevious() is not None:
                del item.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise SaqUnreadable(name="") from error


@lru_cache(maxsize=1)
def open_package(data: bytes) -> Package:
    """Return the package, opened once for reader and counter."""
    return Package(data)


def main_part(package: Package) -> tuple[str, str]:
    """Return name and content type of the package's main document."""
    if "[Content_Types].xml" not in package:
        return "", ""
    mains = ("workbook", "document")
    for kind, name in package.related("").values():
        if kind == "officeDocument" and name in package:
            return name, _content_type(package, name)
    for name in package.names:
        if posixpath.basename(name) in {f"{main}.xml" for main in mains}:
            return name, _content_type(package, name)
    return "", ""


def _content_type(package: Package, name: str) -> str:
    for item in package.xml("[Content_Types].xml"):
        if item.get("PartName") == f"/{name}":
            return str(item.get("ContentType") or "")
    return ""


@lru_cache(maxsize=4_000)
def local(tag: Any) -> str:
    """Return an element's name without its namespace; an empty text for comments."""
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
