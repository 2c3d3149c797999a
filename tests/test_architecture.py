"""The shape of the program, one sentence per rule; docs/architecture.md says why."""

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORE_FREE_OF_QT = """
import importlib, pkgutil, sys
for blocked in ("PySide6", "shiboken6", "qtawesome"):
    sys.modules[blocked] = None
import assessor
for module in pkgutil.walk_packages(assessor.__path__, "assessor."):
    # Revisions and their env.py only make sense when Alembic runs them.
    if not module.name.startswith(("assessor.ui", "assessor.store.migrations.")):
        importlib.import_module(module.name)
"""
# Longer than a file should be, each with its reason.
LONG_FILES = {
    "assessor/errors.py": "one small class for each failure that a person can meet",
    "tests/journeys/test_window_journey.py": "one visit told as one story, from start to reopening",
}
# Longer than a function should be, each with its reason.
LONG_FUNCTIONS: dict[str, str] = {}
# The nets under everything: the window's two and the command line's one.
CATCH_ALL = {"assessor/ui/messages.py", "assessor/ui/tasks.py", "assessor/cli/__init__.py"}
# Modules without a test module of their stem, each with where they are tested instead.
TESTED_ELSEWHERE = {"store": "tests/test_store_<module>.py, one for each of its modules"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(folder: str = "assessor") -> list[Path]:
    """Return the Python files of a folder; revisions, which Alembic writes, are left out."""
    return [
        path for path in sorted((ROOT / folder).rglob("*.py")) if path.parent.name != "versions"
    ]


def name(path: Path) -> str:
    """Return the path as it stands in the repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    """Give every function and method of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    """Return how many lines a function has, from `def` to its last."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_the_core_works_without_qt() -> None:
    subprocess.run([sys.executable, "-c", CORE_FREE_OF_QT], check=True, cwd=ROOT)


def test_imports_point_down() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_file_is_longer_than_400_lines() -> None:
    long = {
        name(path): count
        for path in [*sources(), *sources("tests"), ROOT / "main.py"]
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long.keys() == LONG_FILES.keys(), long


def test_files_are_about_120_lines() -> None:
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in sources()]
    assert statistics.median(filter(None, lengths)) <= 150


def test_no_function_is_longer_than_60_lines() -> None:
    long = {
        f"{name(path)}:{function.name}": length(function)
        for path in [*sources(), *sources("tests")]
        for function in functions(path)
        if length(function) > 60
    }
    assert long.keys() == LONG_FUNCTIONS.keys(), long


def test_functions_are_short() -> None:
    lengths = [length(function) for path in sources() for function in functions(path)]
    assert statistics.median(lengths) <= 8
    assert statistics.quantiles(lengths, n=10)[-1] <= 25


def test_every_module_says_what_it_is_for_in_at_most_three_lines() -> None:
    for path in [*sources(), *sources("tests")]:
        docstring = ast.get_docstring(tree(path)) or ""
        assert docstring, f"{name(path)} does not say what it is for"
        lines = [line for line in docstring.splitlines() if line.strip()]
        assert len(lines) <= 3, f"{name(path)} says it in {len(lines)} lines"


def test_only_the_three_nets_catch_everything() -> None:
    found = {
        name(path)
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and catches_all(node)
    }
    assert found <= CATCH_ALL


def catches_all(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler swallows any exception there is."""
    if handler.type is None:
        return True
    names = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}
    return bool(names & {"Exception", "BaseException"})


def test_the_same_stem_names_a_feature_in_core_and_tests() -> None:
    tested = {path.stem.removeprefix("test_") for path in sources("tests")}
    stems = {path.stem for path in (ROOT / "assessor").glob("*.py")} - {"__init__"}
    stems |= {path.parent.name for path in (ROOT / "assessor").glob("*/__init__.py")} - {"ui"}
    assert stems - tested == TESTED_ELSEWHERE.keys()


def test_every_page_of_the_window_is_tested_under_its_stem() -> None:
    pages = {path.stem for path in (ROOT / "assessor/ui/pages").glob("*_page.py")}
    tested = {path.stem.removeprefix("test_") for path in sources("tests/ui")}
    assert not pages - tested


def test_our_own_code_is_never_mocked() -> None:
    replaced = re.compile(r"unittest\.mock|\bmocker\b|monkeypatch\.setattr\(\s*[\"']?assessor\b")
    found = [
        name(path)
        for path in sources("tests")
        if path != Path(__file__) and replaced.search(path.read_text(encoding="utf-8"))
    ]
    assert not found


def test_no_module_is_named_manager_helper_util_or_handler() -> None:
    vague = re.compile(r"manager|helper|util|handler|misc|common")
    assert not [name(path) for path in sources() if vague.search(path.stem)]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_holds_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    pins = re.split(r"\n(?=\S)", text)
    assert all("--hash=sha256:" in pin for pin in pins if not pin.startswith("#"))


def test_both_lock_files_pin_the_same_versions() -> None:
    pin = re.compile(r"^(\S+==\S+)", re.MULTILINE)
    program = set(pin.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    everything = set(pin.findall((ROOT / "requirements-dev.lock").read_text(encoding="utf-8")))
    assert program <= everything


def test_the_set_up_script_is_small_and_needs_nothing_installed() -> None:
    script = ROOT / "start.py"
    assert len(script.read_text(encoding="utf-8").splitlines()) <= 80
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(tree(script))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert {module.partition(".")[0] for module in imported} <= sys.stdlib_module_names
