"""Tries one family under atheris, which looks at the branches taken: `python -m tests.fuzz.target`.

Findings are written down and the search goes on; it ends after so many minutes of processor.
"""

import hashlib
import json
import os
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["assessor.saq", "xlrd"]):
    import xlrd  # noqa: F401

    from assessor.registry import plugins

    plugins("assessor.saq.readers")
    from tests.fuzz import promises

from assessor import checklist as checklists
from tests.fuzz.families import FAMILIES, Family
from tests.saq_samples import MANUFACTURER

_MEGABYTE = 1024  # of ru_maxrss, which counts in KB here
_EACH = 20.0  # seconds of processor between two looks at the memory


class Search:
    """One family being tried: how far it is, and what was found."""

    def __init__(self, family: Family, folder: Path, minutes: float) -> None:
        self.family, self.folder, self.end = family, folder, minutes * 60
        self.asked = checklists.checklist(MANUFACTURER)
        self.tries, self.slowest, self.looked = 0, 0.0, 0.0
        self.outcomes: Counter[str] = Counter()
        self.found: dict[str, str] = {}
        self.memory: list[tuple[float, float]] = []
        (folder / "findings").mkdir(parents=True, exist_ok=True)

    def try_one(self, data: bytes) -> None:
        """Check one file; libFuzzer calls this with one after the other."""
        start, peak = time.thread_time(), _peak()
        try:
            outcome = promises.check(data, self.asked)
            self.outcomes[outcome] += 1
            if outcome.startswith("SaqRowsLost"):
                self._keep(outcome, data)
        except Exception as error:  # noqa: BLE001  whatever comes out is what is looked for
            self._keep(promises.sort_of(error), data)
        if _peak() - peak > 300:
            self._keep("300 MB more for one file", data)
        self.tries += 1
        self.slowest = max(self.slowest, time.thread_time() - start)
        self._look()

    def _keep(self, sort: str, data: bytes) -> None:
        """Write a finding down; of one sort the smallest file is kept."""
        self.outcomes[sort] += not sort.startswith("SaqRowsLost")
        name = f"{hashlib.sha256(sort.encode()).hexdigest()[:10]}.bin"
        place = self.folder / "findings" / name
        if not place.exists() or place.stat().st_size > len(data):
            place.write_bytes(data)
        if sort not in self.found:
            self.found[sort] = name
            sys.stderr.write(f"FOUND {sort} → {place}\n")

    def _look(self) -> None:
        spent = time.process_time()
        if spent - self.looked < _EACH and spent < self.end:
            return
        self.looked = spent
        self.memory.append((round(spent), round(_now())))
        told = {"family": self.family.name, "processor": round(spent), "tries": self.tries,
                "slowest": round(self.slowest, 2), "memory": self.memory,
                "outcomes": dict(self.outcomes.most_common()), "found": self.found}  # fmt: skip
        (self.folder / f"told-{os.getpid()}.json").write_text(json.dumps(told, indent=1))
        if spent >= self.end:
            os._exit(0)

    def mutate(self, data: bytes, most: int, seed: int) -> bytes:
        """Return another file; plain bytes are changed in libFuzzer's own ways."""
        made = self.family.change(data, Random(seed), _bytewise)
        return made if len(made) <= most else data


def _bytewise(data: bytes, _rng: Random) -> bytes:
    return bytes(atheris.Mutate(data, len(data) + 200))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE


def _now() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1_000_000


def main(name: str, folder: str, minutes: str, *options: str) -> None:
    """Search in one family for so many minutes of processor."""
    os.environ["PATH"] = ""  # neither LibreOffice nor tesseract: what is tried is our own code
    family, place = FAMILIES[name], Path(folder)
    search = Search(family, place, float(minutes))
    corpus = place / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in family.seeds():
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    atheris.Setup(
        [sys.argv[0], "-timeout=90", "-rss_limit_mb=2500", "-max_len=150000", "-len_control=0",
         "-cross_over=0", f"-artifact_prefix={place}/findings/", *options, str(corpus)],
        search.try_one,
        custom_mutator=search.mutate,
    )  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
