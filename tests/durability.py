"""A program that is killed with -9 at any moment: what it acknowledged must be there."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from assessor import validations
from assessor.store import verify
from assessor.store.workspace import Workspace
from tests import make

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30.0  # seconds
# Goes on a program that defines `go(told)` and has loaded all it needs: forks a child for each line
# it reads, the name of a file to which the child adds a line whenever something is on the disk.
FORKS = """
import os, sys
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        go(os.open(line.strip(), os.O_WRONLY | os.O_APPEND))
    print(child, flush=True)
    print("gone by", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
# Each line is “TURN REF VERDICT”.
WALKS = """
import itertools, os, sys
from pathlib import Path
from assessor import validations, walk
from assessor.store.workspace import Workspace
from assessor.terms import Verdict

def go(told):
    workspace = Workspace.open(Path(sys.argv[1]))
    known = validations.validation(workspace, sys.argv[2])
    for turn in itertools.count():
        for item in known.checklist.requirements:
            verdict = Verdict.MET if turn % 2 == 0 else Verdict.PARTLY
            walk.assess(
                workspace, validation_id=sys.argv[2], ref=item.ref, point_id="a", verdict=verdict,
                seen={"es": f"vuelta {turn}"},
            )
            os.write(told, f"{turn} {item.ref} {verdict}\\n".encode())

ready = Workspace.open(Path(sys.argv[1]))
validations.validation(ready, sys.argv[2])  # loads what every walk needs
ready.close()
"""


@dataclass
class Outcome:
    """How many kills and acknowledged verdicts there were, and what was lost."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    faults: int = 0


def trial(folder: Path, kills: int, *, longest: float, seed: int = 0) -> Outcome:
    """Kill a walk `kills` times, each after a random while, and look what is there after each."""
    chance = random.Random(seed)
    workspace = Workspace.open(folder)
    case = make.visit(workspace)
    workspace.close()
    outcome = Outcome()
    with forking(WALKS, str(folder), case.id) as walks:
        for _turn in range(kills):
            told = killed(walks, folder / "told.txt", chance.uniform(0, longest))
            said = [line.split() for line in told]
            outcome.kills += 1
            outcome.acknowledged += len(said)
            _look(folder, case, said, outcome)
    return outcome


@contextmanager
def forking(program: str, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """Start a program that forks what is to be killed."""
    command = [sys.executable, "-c", program + FORKS, *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as running:
        yield running
        running.communicate()


def killed(running: "subprocess.Popen[str]", told: Path, wait: float) -> list[str]:
    """Let a child begin, kill it `wait` seconds after its first line; return its lines."""
    assert running.stdin is not None
    assert running.stdout is not None
    told.write_bytes(b"")
    running.stdin.write(f"{told}\n")
    child = int(running.stdout.readline())
    end = time.monotonic() + PATIENCE
    while not told.stat().st_size and time.monotonic() < end:
        time.sleep(0.001)
    time.sleep(wait)
    with suppress(ProcessLookupError):  # what became of it is told below
        os.kill(child, signal.SIGKILL)
    assert running.stdout.readline() == f"gone by {-signal.SIGKILL}\n", told.read_text("utf-8")
    assert told.stat().st_size, "it never began"
    return told.read_text(encoding="utf-8").splitlines()


def _look(folder: Path, case: make.Case, said: list[list[str]], outcome: Outcome) -> None:
    workspace = Workspace.open(folder)
    known = validations.validation(workspace, case.id)
    latest = {ref: (int(turn), verdict) for turn, ref, verdict in said}
    for ref, (turn, verdict) in latest.items():
        row = known.assessment(ref, "a", case.site)
        # What came after the last line may be there as well.
        newer = row is not None and row.seen == {"es": f"vuelta {turn + 1}"}
        kept = row is not None and row.verdict == verdict and row.seen == {"es": f"vuelta {turn}"}
        outcome.lost += not (kept or newer)
    outcome.faults += len(verify.verify(workspace).faults)
    workspace.close()
