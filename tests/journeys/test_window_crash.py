"""Twenty times kill -9 while somebody types: what the window showed as recorded is there."""

import json
import os
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assessor import config, validations
from assessor.store import verify
from assessor.store.workspace import Workspace
from tests import durability, make
from tests.journeys import crashing

KILLS = 20
LONGEST = 0.9  # seconds from the open walk to the kill
AT_ONCE = 10.0  # seconds; a busy machine needs one or two
Key = tuple[str, str, str]  # requirement, point, "verdict" or "text"


@dataclass
class Record:
    """What the window has shown as recorded, and what its keys were about to change since."""

    shown: dict[Key, str] = field(default_factory=dict)
    tried: dict[Key, list[str]] = field(default_factory=dict)
    counted: int = 0
    lost: list[Any] = field(default_factory=list)
    opening: list[float] = field(default_factory=list)

    def hear(self, lines: list[str]) -> None:
        """Take up what one window said until it was killed."""
        (said, seconds, verdicts), *told = map(json.loads, lines)
        assert said == "open", lines
        self.opening.append(seconds)
        kept = {f"{ref} {at}": v for (ref, at, what), v in self.shown.items() if what == "verdict"}
        assert verdicts == kept, "the window that opened again shows something else"
        for said, ref, point, what, value in told:
            key = ref, point, what
            if said == "about":
                self.tried.setdefault(key, []).append(value)
            else:
                assert value == self.tried.pop(key)[-1], f"{key}: the window shows {value!r}"
                self.shown[key] = value
                self.counted += 1

    def compare(self, folder: Path, case: make.Case) -> None:
        """Look for everything in a database; what was tried last may be there as well."""
        workspace = Workspace.open(folder)
        known = validations.validation(workspace, case.id)
        for key in {*self.shown, *self.tried}:
            ref, point, what = key
            row = known.assessment(ref, point, case.site)
            found = (
                (row.verdict if what == "verdict" else row.seen.get(crashing.LANG)) if row else ""
            )
            expected = self.shown.get(key, "")
            # A text may have been saved in the middle of a word.
            newer = found and any(each.startswith(found) for each in self.tried.get(key, ()))
            if (found or "") != expected and not newer:
                self.lost.append((key, expected, found))
            self.shown |= {key: found} if found else {}
        self.tried.clear()
        assert verify.verify(workspace).faults == ()
        workspace.close()


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX; run on Linux")
def test_nothing_that_the_window_showed_as_recorded_is_lost(tmp_path: Path) -> None:
    folder, told, chance = tmp_path / "workspace", tmp_path / "told.txt", random.Random(1)
    config.save_settings(folder, config.Settings(name="Ana Ruiz", language=crashing.LANG))
    workspace = Workspace.open(folder)
    case = make.visit(workspace)
    workspace.close()
    record = Record()
    with durability.forking("from tests.journeys.crashing import go", str(folder)) as windows:
        # On a busy machine a kill may come before the first key: then there are more of them.
        for turn in range(3 * KILLS):
            if turn >= KILLS and record.counted >= KILLS:
                break
            record.hear(durability.killed(windows, told, chance.uniform(0, LONGEST)))
            # The next window meets what this kill has left, untouched by any look at it.
            left = shutil.copytree(folder, tmp_path / f"left {turn}")
            record.compare(left, case)
        record.hear(durability.killed(windows, told, 0))
    assert record.lost == []
    assert record.counted >= KILLS
    assert max(record.opening) < AT_ONCE, record.opening
