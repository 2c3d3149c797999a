"""The sample is filled in under three seconds."""

import time

import pytest

from assessor import demo
from assessor.store.workspace import Workspace

pytestmark = pytest.mark.benchmark


def test_the_sample_is_there_in_under_three_seconds(workspace: Workspace) -> None:
    began = time.monotonic()
    demo.fill(workspace)
    took = time.monotonic() - began
    print(f"\nsample: {took:.2f} s")
    assert took < 3
