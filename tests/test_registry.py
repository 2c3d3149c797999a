"""A plug-in is one file with a PLUGIN: it appears because it is there."""

import sys
from pathlib import Path

import pytest

from assessor import registry

MODULE = """\
class Reader:
    id = {id!r}

PLUGIN = Reader()
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package with two plug-ins and a module that is none."""
    home = tmp_path / "forms_for_registry"
    home.mkdir()
    (home / "__init__.py").touch()
    (home / "z_file.py").write_text(MODULE.format(id="a-first"))
    (home / "a_file.py").write_text(MODULE.format(id="z-last"))
    (home / "shared.py").write_text("WIDTH = 3\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return home.name


def test_each_module_with_a_plugin_is_found_by_its_id_in_order(package: str) -> None:
    assert list(registry.plugins(package)) == ["a-first", "z-last"]


@pytest.mark.parametrize(
    "package", ["assessor.saq.readers", "assessor.reports.kinds", "assessor.reports.writers"]
)
def test_the_shipped_plug_ins_stand_under_their_own_id(package: str) -> None:
    found = registry.plugins(package)
    assert found
    assert all(plugin.id == name for name, plugin in found.items())
