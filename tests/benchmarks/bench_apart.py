"""Figures of reading in another process: what starting it, handing over and memory cost."""

import statistics
import time
from pathlib import Path

import pytest

from assessor import checklist as checklists
from assessor import saq
from assessor.saq import bank, child
from tests import processes
from tests import saq_samples as forms

AIM = 0.3
ROUNDS = 9

pytestmark = pytest.mark.benchmark


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """Return a workbook of 130 questions without references."""
    asked = [*forms.manufacturer(), *forms.importer()][:130]
    path = tmp_path / "saq.xlsx"
    path.write_bytes(forms.as_xlsx(forms.rows_of(asked, "es", ("question", "claim", "text"))))
    return path


def previewed(path: Path) -> float:
    """Return the seconds from the file to its preview, in two processes."""
    checklist = checklists.checklist(forms.MANUFACTURER)
    bank.bank_of(checklist).forget()
    start = time.perf_counter()
    saq.preview_apart(path, checklist)
    return time.perf_counter() - start


def test_130_rows_are_previewed_in_time_by_the_process_that_is_ready(form: Path) -> None:
    previewed(form)
    child.warm_up()
    found = []
    for _ in range(ROUNDS):
        time.sleep(2)  # a person needs longer to the next file
        found.append(previewed(form))
    resident = memory(processes.readers()[0])
    child.cool_down()
    median, worst = statistics.median(found), max(found)
    print(f"\n130 rows, process ready: median {median:.3f} s, worst {worst:.3f} s; aim {AIM} s")
    print(f"the process that waits: {resident} MB")


def test_130_rows_are_previewed_by_a_process_that_is_started_for_it(form: Path) -> None:
    previewed(form)
    found = [previewed(form) for _ in range(ROUNDS)]
    print(f"\n130 rows, process started for it: median {statistics.median(found):.3f} s")


def memory(number: int) -> int:
    """Return the memory that a process has for itself, in MB."""
    time.sleep(2)
    lines = processes.told(number, "smaps_rollup").decode().splitlines()
    kept = (line for line in lines if line.startswith(("Private_Clean", "Private_Dirty")))
    return sum(int(line.split()[1]) for line in kept) // 1000
