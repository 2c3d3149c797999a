"""Writes content as YAML that people read and edit; what is read back is the same, sign by sign."""

import os
import re
from pathlib import Path
from typing import Any

from assessor.errors import BadContentId, ContentThere, FolderNotWritable

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_WIDTH = 100_000  # a text stands on one line: its line is its place


def path_for(folder: Path, checklist_id: str) -> Path:
    """Return where an administration's own checklist is kept; BadContentId if it cannot be."""
    if not _ID.fullmatch(checklist_id):
        raise BadContentId(id=checklist_id)
    return folder / f"{checklist_id.replace('-', '_')}.yaml"


def to_yaml(content: Any, remark: str = "") -> str:
    """Return content as YAML, keys in the order given; `remark` stands above it."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Writes texts as people do, without touching how others are written."""

    Dumper.add_representer(str, _text)
    body = yaml.dump(
        content, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, indent=2
    )
    head = "".join(f"# {line}\n" for line in remark.splitlines())
    return head + body


_PLAIN = re.compile(r"(?!(?:y|n|no|on|off|yes|true|false|null)$)[a-z][a-z_\-]*")
_PARAGRAPHS = re.compile(r"\S[^\n]*(?<![ \t])(?:\n+\S[^\n]*(?<![ \t]))+")


def _text(dumper: Any, text: str) -> Any:
    """Quote sentences; leave words that are plainly words; let paragraphs keep their lines."""
    style: str | None = '"'
    if _PARAGRAPHS.fullmatch(text) and text.replace("\n", "").isprintable():
        style = "|"
    elif _PLAIN.fullmatch(text):
        style = None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def write(path: Path, text: str, *, over: bool = False) -> None:
    """Write a file whole or not at all; ContentThere unless it may be written `over`."""
    if path.exists() and not over:
        raise ContentThere(path=path)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise FolderNotWritable(path=path.parent) from error
