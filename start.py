"""Set everything up, then open the program or check it: `start.py run …` or `start.py test …`.

Python's standard library alone; asks nothing; what an earlier start has done is not done again.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# What Qt's window needs on Debian; Windows and macOS bring it along.
WINDOW = (
    "libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libwayland-cursor0 libwayland-egl1 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 libxkbcommon0"
)
# What the tests look at the window and at documents with, and read scans with.
TESTING = "libreoffice-calc libreoffice-writer poppler-utils xdotool xvfb"
READING = [f"tesseract-ocr{language}" for language in ("", "-fra", "-por", "-spa")]
WANTED = {
    "run": (ROOT / "requirements.lock", WINDOW.split()),
    "test": (ROOT / "requirements-dev.lock", [*WINDOW.split(), *TESTING.split(), *READING]),
}


def install_system_packages(packages: list[str]) -> bool:
    """Add the Debian packages that are missing, or print how; return whether all are there."""
    if not shutil.which("apt-get"):
        return True
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    asked = subprocess.run([*command, "--simulate"], capture_output=True, text=True, check=False)
    if asked.returncode == 0 and "\nInst " not in asked.stdout:
        return True
    if os.geteuid() != 0:
        line = f"sudo apt-get update && sudo {' '.join(command)}"
        print(f"System packages are missing. To add them:\n\n  {line}\n", flush=True)
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([command[0], "update", "--quiet=2"], check=True)
    subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)
    return True


def install(lock: Path, packages: list[str]) -> None:
    """Make .venv hold exactly what the lock file names; a stamp makes the next start quick."""
    stamp = VENV / f"{lock.stem}-{hashlib.sha256(lock.read_bytes()).hexdigest()[:16]}"
    if stamp.exists():
        return
    print("Setting up: the first time takes some minutes.", flush=True)
    if importlib.util.find_spec("ensurepip") is None:  # a bare Debian leaves it out
        packages = ["python3-venv", *packages]
    complete = install_system_packages(packages)
    if not complete and "python3-venv" in packages:
        sys.exit("Without python3-venv it ends here; start again after that command.")
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--only-binary=:all:", "--require-hashes", "-r", str(lock)], check=True)
    if complete:
        stamp.touch()


def main(what: str = "", *arguments: str) -> int:
    """Do what was asked for; return the exit code."""
    if what not in WANTED or not (3, 11) <= sys.version_info < (3, 14):
        sys.exit("Python 3.11, 3.12 or 3.13:  start.py run [COMMAND …]  or  start.py test")
    install(*WANTED[what])
    task = [f"{ROOT}/main.py"] if what == "run" else ["-m", "poethepoet", f"-C{ROOT}", "verify"]
    return subprocess.call([PYTHON, *task, *arguments])


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(f"The lines above say what went wrong with:  {' '.join(map(str, error.cmd))}")
