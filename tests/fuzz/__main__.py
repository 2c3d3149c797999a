"""Searches in all families or some: `python -m tests.fuzz [FAMILY…] [--minutes 10]`."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from tests.fuzz.families import FAMILIES

FOLDER = Path("build") / "fuzz"


def main() -> int:
    """Try one family after the other; return 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("families", nargs="*", choices=[[], *FAMILIES])
    parser.add_argument("--minutes", type=float, default=10.0, help="of processor, each")
    asked = parser.parse_args()
    found = 0
    for name in asked.families or FAMILIES:
        folder = FOLDER / name
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "log.txt").open("wb") as log:
            code = subprocess.run(
                [sys.executable, "-m", "tests.fuzz.target", name, folder, str(asked.minutes)],
                stderr=log, check=False,
            ).returncode  # fmt: skip
        found += _tell(name, folder, code)
    return min(found, 1)


def _tell(name: str, folder: Path, code: int) -> int:
    """Print what came of one search; return how many faults it found."""
    told = max(folder.glob("told-*.json"), key=lambda path: path.stat().st_mtime, default=None)
    if code or told is None:
        print(f"{name}: ended with {code}, see {folder / 'log.txt'}")
    if told is None:
        return 1
    search = json.loads(told.read_text())
    faults = [sort for sort in search["found"] if not sort.startswith("SaqRowsLost")]
    memory = [size for _, size in search["memory"]]
    print(
        f"{name}: {search['tries']} files in {search['processor']} s of processor, slowest "
        f"{search['slowest']} s, memory {memory[0]} → {memory[-1]} MB, {len(faults)} faults"
    )
    for sort in faults:
        print(f"    {sort}: {folder / 'findings' / search['found'][sort]}")
    return len(faults) + bool(code)


if __name__ == "__main__":
    raise SystemExit(main())
