"""How much memory the window takes with a filled validation open and its report shown."""

import subprocess
import sys
from pathlib import Path

import pytest

MEASURE = """
import resource, sys
from pathlib import Path
from PySide6.QtCore import QElapsedTimer
from assessor import config, demo
from assessor.store.workspace import Workspace
from assessor.ui import app as window_app

home = Path(sys.argv[1])
config.save_settings(home, config.Settings(name="Ana Robles", language="es"))
workspace = Workspace.open(home, by="Ana Robles")
validation_id = demo.fill(workspace)
workspace.close()
app = window_app.make_app()
window = window_app.start(app, home)
window.show()

def live(milliseconds):
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < milliseconds:
        app.processEvents()

def resident():
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024

live(3000)
window.desk.open_validation(validation_id)
for page in ("walk", "findings", "plan"):
    window.go(page, {})
    live(1500)
print(f"with the validation open {resident():.0f} MB", end="; ")
window.go("report", {})
live(8000)
print(f"with its report shown {resident():.0f} MB")
"""


@pytest.mark.benchmark
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_memory_with_a_validation_open(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MEASURE, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path.cwd())
    print(f"\nmemory: {done.stdout.strip()}; aim 250 MB")
