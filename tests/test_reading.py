"""YAML files become typed values; what is wrong is named by file and line."""

import subprocess
import sys
from pathlib import Path

import pytest

from assessor.errors import BadChecklist
from assessor.reading import Strict, check_languages, convert, read_file, read_yaml


class Box(Strict, frozen=True):
    """What the tests read."""

    size: int
    label: dict[str, str]


def test_a_file_becomes_a_typed_value_and_every_scalar_may_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "box.yaml"
    path.write_text("size: 3\nlabel: {no: Nei, en: '1.10'}\n", encoding="utf-8")
    assert read_file(path, Box) == Box(3, {"no": "Nei", "en": "1.10"})
    assert read_yaml(path) == {"size": "3", "label": {"no": "Nei", "en": "1.10"}}


def test_the_line_of_a_fault_is_named(tmp_path: Path) -> None:
    path = tmp_path / "box.yaml"
    path.write_text("label: {en: x}\n\nsize: large\n", encoding="utf-8")
    with pytest.raises(BadChecklist, match=r"box\.yaml:3: .*int"):
        read_file(path, Box)
    with pytest.raises(BadChecklist, match=r"box: .*unknown field"):
        convert({"size": 3, "label": {}, "lid": 1}, Box, "box")


class Shelf(Strict, frozen=True):
    """A mapping of boxes."""

    boxes: dict[str, Box]


@pytest.mark.parametrize(
    ("second", "line"),
    [
        ("{size: 3, label: {}, lid: 1}", 4),  # the unknown key is quoted
        ("{label: {}}", 4),  # the one that lacks it
        ("{size: large, label: {}}", 2),
        ("words", 2),
    ],
)
def test_in_a_mapping_the_entry_is_named_that_holds_what_is_quoted(
    tmp_path: Path, second: str, line: int
) -> None:
    path = tmp_path / "shelf.yaml"
    text = f"boxes:\n  one:\n    {{size: 1, label: {{}}}}\n  two: {second}\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadChecklist, match=rf"shelf\.yaml:{line}: "):
        read_file(path, Shelf)


def test_a_text_that_lacks_a_language_is_refused() -> None:
    check_languages((), {}, "here")
    check_languages(("en",), {"en": "x"}, "here")
    with pytest.raises(BadChecklist, match=r"here: .*es, fr"):
        check_languages(("en", "es", "fr"), {"en": "x", "fr": ""}, "here")


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("one: a\n", encoding="utf-8")
    first = read_file(path, dict[str, str])
    assert read_file(path, dict[str, str]) is first
    path.write_text("one: b\ntwo: c\n", encoding="utf-8")
    assert read_file(path, dict[str, str]) == {"one": "b", "two": "c"}
    path.unlink()
    with pytest.raises(BadChecklist):
        read_file(path, dict[str, str])


def test_several_threads_may_be_the_first_to_read() -> None:
    """In a process of its own: where two of them meet a type at once, it would break down."""
    code = """
import threading
from assessor import checklist
go = threading.Barrier(6)
def read():
    go.wait()
    checklist.profile("ctpat"); checklist.checklist("wco-safe-aeo")
threads = [threading.Thread(target=read) for _ in range(6)]
[thread.start() for thread in threads]; [thread.join() for thread in threads]
print(len(checklist.checklists()))
"""
    for _again in range(3):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
