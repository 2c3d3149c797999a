"""Two hundred times kill -9 in the middle of writing: every acknowledged verdict is there."""

from pathlib import Path

import pytest

from tests import durability

pytestmark = pytest.mark.benchmark
KILLS = 200


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    outcome = durability.trial(tmp_path / "workspace", KILLS, longest=0.5, seed=1)
    print(
        f"\n{outcome.kills} kills, {outcome.acknowledged} acknowledged verdicts, "
        f"{outcome.lost} lost, {outcome.faults} faults found by verify"
    )
    assert (outcome.lost, outcome.faults) == (0, 0)
