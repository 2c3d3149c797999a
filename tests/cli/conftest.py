"""A command as a script would give it, in this process: its exit code and what it said."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assessor.cli import main
from assessor.store.workspace import Workspace
from tests import files, make


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer as data."""
        return json.loads(self.out)


Run = Callable[..., Answer]


def runner(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what carries out a command on the workspace in `folder`: run("show", "V", json=1)."""

    def run(*words: object, data: bool = False) -> Answer:
        line = [*map(str, words), "--workspace", str(folder), *(["--json"] if data else [])]
        capsys.readouterr()
        code = main(line)
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Name the folder of the workspace that `run` uses; nothing is there yet."""
    return tmp_path / "workspace"


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give what carries out a command, as in `run("show", "V", data=True).json`."""
    return runner(folder, capsys)


@pytest.fixture
def case(folder: Path) -> make.Case:
    """Make a visit to one site."""
    workspace = Workspace.open(folder)
    made = make.visit(workspace)
    workspace.close()
    return made


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """Take a photograph on the day of the visit."""
    path = tmp_path / "sello.jpg"
    path.write_bytes(files.photograph(exif=files.taken("2026:11:18 10:05:00")))
    return path
