"""What every test gets: its own folders, a real workspace, and no unexpected warning."""

import atexit
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from assessor.store.workspace import Workspace

# Chance finds cases, the clock does not: a busy machine is no reason to fail.
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Nothing that a test forgets to place may land in the workspace of the person who runs it.
os.environ["AEO_WORKSPACE"] = tempfile.mkdtemp(prefix="assessor-tests-")
atexit.register(shutil.rmtree, os.environ["AEO_WORKSPACE"], ignore_errors=True)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator["Workspace"]:
    """Open a real, empty workspace; Ana Ruiz sits at the laptop."""
    from assessor.store.workspace import Workspace

    opened = Workspace.open(tmp_path / "workspace", by="Ana Ruiz")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Let a checklist of five requirements be known to the tests of a module; gives its id."""
    from tests import make

    with make.small_known(tmp_path_factory.mktemp("checklists")) as checklist_id:
        yield checklist_id


@pytest.fixture(autouse=True)
def language_stays_english() -> Iterator[None]:
    """Let every test begin in English, whatever the one before it chose."""
    from assessor import i18n

    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture(autouse=True)
def nothing_unexpected_is_logged(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail a test that logs a warning or worse; `expects_log(pattern)` names what it means to."""
    yield
    marker = request.node.get_closest_marker("expects_log")
    expected = re.compile(marker.args[0] if marker else "(?!)")
    lines = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    unexpected = [line for line in lines if not expected.search(line)]
    assert not unexpected, f"unexpected in the log: {unexpected}"
    assert lines or not marker, f"the log never said {expected.pattern!r}"
