"""The set-up script: quick when all is there, clear when asked for something else."""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAIN = "import sys; print(*sys.argv[1:], sep='|'); sys.exit(3)"


@pytest.fixture
def set_up_before(tmp_path: Path) -> Path:
    """Make a project in which an earlier start has left its environment and its stamp."""
    project = tmp_path / "a project with spaces"
    project.mkdir()
    shutil.copy(ROOT / "start.py", project)
    lock = project / "requirements.lock"
    lock.write_bytes(b"")
    (project / "main.py").write_text(MAIN, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", project / ".venv"], check=True)
    mark = hashlib.sha256(b"").hexdigest()[:16]
    (project / ".venv" / f"requirements-{mark}").touch()
    return project


def start(folder: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a project's start.py and catch what it says."""
    command = [sys.executable, folder / "start.py", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_a_second_start_goes_straight_to_the_program(set_up_before: Path, tmp_path: Path) -> None:
    done = start(set_up_before, "run", "show", "0192 a", "--json", cwd=tmp_path)
    assert done.stdout == "show|0192 a|--json\n"
    assert done.returncode == 3


@pytest.mark.parametrize("arguments", [(), ("fly",)])
def test_anything_else_names_the_two_commands(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = start(ROOT, *arguments, cwd=tmp_path)
    assert done.returncode == 1
    assert "start.py run" in done.stderr
    assert "start.py test" in done.stderr


def test_the_readme_names_these_two_commands_alone() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^python3 start\.py .*$", readme, re.MULTILINE)) == {
        "python3 start.py run",
        "python3 start.py test",
    }


def test_the_build_server_runs_the_readmes_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.rstrip().endswith("python3 start.py test")
