"""Twenty times kill -9 in the middle of writing; `poe bench` does it two hundred times."""

import os
from pathlib import Path

import pytest

from tests import durability


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX; run on Linux")
def test_no_acknowledged_verdict_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    outcome = durability.trial(tmp_path / "workspace", 20, longest=0.15)
    assert outcome.kills == 20
    assert outcome.acknowledged >= 20
    assert (outcome.lost, outcome.faults) == (0, 0)
