"""How long from the start of the program to the first paint and to the list of validations."""

import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from assessor.store.workspace import Workspace
from tests.ui.conftest import start_visit

SCRIPT = """
import sys, time
begun = float(sys.argv[2])
from pathlib import Path
from assessor.ui import app
qt = app.make_app()
window = app.start(qt, Path(sys.argv[1]))
window.painted.connect(lambda: print("painted", time.time() - begun, flush=True))
def listed():
    if window.page().model.all:
        print("listed", time.time() - begun, flush=True)
        qt.quit()
window.desk.retold.connect(listed)
window.show()
qt.exec()
"""

# The clock starts in a Python that is warm, right before the one that is measured.
AGAIN = """
import subprocess, sys, time
subprocess.run([sys.executable, "-c", sys.argv[1], sys.argv[2], str(time.time())])
"""


@pytest.mark.benchmark
def test_start(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    workspace = Workspace.open(folder, by="Ana")
    for at in range(30):
        start_visit(workspace, company=f"Empresa {at} S.A.")
    workspace.close()
    (folder / "settings.json").write_text('{"name": "Ana", "language": "es"}', encoding="utf-8")
    found: dict[str, list[float]] = {"painted": [], "listed": []}
    for _at in range(8):
        for name, seconds in start_once(folder).items():
            found[name].append(seconds)
    for name, seconds_each in found.items():
        warm = seconds_each[1:]
        print(f"start to {name}: median {statistics.median(warm):.2f} s of {len(warm)}")


def start_once(folder: Path) -> dict[str, float]:
    """Start the window in a process of its own and return its two moments, in seconds."""
    now = subprocess.run(
        [
            sys.executable,
            "-c",
            AGAIN,
            SCRIPT,
            str(folder),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},  # noqa: PTH109
    )
    lines = [line.split() for line in now.stdout.splitlines()]
    return {name: float(seconds) for name, seconds in lines}
