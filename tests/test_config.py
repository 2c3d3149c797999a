"""Settings are kept whole, read with care, and the workspace stands where it should."""

import json
import logging
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor import config
from assessor.config import Settings


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    chosen = Settings(name="Ana Ruiz", language="es", report_languages=("en",), scale=125)
    config.save_settings(tmp_path / "new", chosen)
    assert config.load_settings(tmp_path / "new") == chosen
    assert not list((tmp_path / "new").glob("*.part"))


def test_without_a_file_there_are_the_defaults(tmp_path: Path) -> None:
    assert config.load_settings(tmp_path) == Settings()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'"Ana"', b"null", b"\xff\xfe{}", b'{"name": "Ana"']
)
def test_a_broken_file_gives_the_defaults(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    assert config.load_settings(tmp_path) == Settings()


def test_a_value_of_another_kind_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    kept = {"name": "Ana", "scale": "big", "theme": None, "report_languages": 3, "later": True}
    (tmp_path / "settings.json").write_text(json.dumps(kept), encoding="utf-8")
    assert config.load_settings(tmp_path) == Settings(name="Ana")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@settings(max_examples=40)
@given(kept=st.dictionaries(st.sampled_from(["name", "scale", "report_languages"]), anything))
def test_whatever_the_file_holds_settings_have_their_types(
    tmp_path_factory: pytest.TempPathFactory, kept: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("settings")
    (folder / "settings.json").write_text(json.dumps(kept), encoding="utf-8")
    read = config.load_settings(folder)
    assert type(read.name) is str
    assert type(read.scale) is int
    assert all(type(item) is str for item in read.report_languages)


def test_a_variable_names_the_folder_before_anything_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AEO_WORKSPACE", str(tmp_path))
    assert config.default_folder() == tmp_path


@pytest.mark.parametrize(
    ("system", "variable", "end"),
    [
        ("linux", "XDG_DATA_HOME", "data/aeo-assessor"),
        ("win32", "APPDATA", "data/aeo-assessor"),
        ("linux", "", ".local/share/aeo-assessor"),
        ("darwin", "", "Library/Application Support/aeo-assessor"),
    ],
)
def test_the_folder_is_where_each_system_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system: str, variable: str, end: str
) -> None:
    for name in ("AEO_WORKSPACE", "XDG_DATA_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    if variable:
        monkeypatch.setenv(variable, str(tmp_path / "data"))
    monkeypatch.setattr(sys, "platform", system)
    assert config.default_folder() == tmp_path / end


@pytest.mark.expects_log("saq 0190 refused")
def test_the_log_stands_in_the_folder(tmp_path: Path) -> None:
    log = logging.getLogger("assessor")
    before = list(log.handlers)
    config.start_log(tmp_path / "new")
    try:
        assert not (tmp_path / "new" / "log.txt").exists()  # nothing to say yet
        logging.getLogger("assessor.saq").warning("saq 0190 refused")
        written = (tmp_path / "new" / "log.txt").read_text(encoding="utf-8")
        assert "WARNING assessor.saq saq 0190 refused" in written
    finally:
        for handler in set(log.handlers) - set(before):
            log.removeHandler(handler)
            handler.close()
