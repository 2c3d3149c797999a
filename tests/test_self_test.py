"""The self-test: every step works here, and a step that does not is named."""

from pathlib import Path

import pytest

from assessor import self_test
from assessor.self_test import Trial


def test_everything_works() -> None:
    outcomes = list(self_test.run())
    assert [item.id for item in outcomes] == [
        "start", "assess", "observe", "undo", "pdf", "docx", "backup", "verify",
    ]  # fmt: skip
    assert [item.fault for item in outcomes] == [""] * 8
    assert all(item.seconds >= 0 for item in outcomes)


def test_a_step_that_fails_is_named_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lose_evidence(trial: Trial) -> None:
        trial.workspace.blobs.read("0" * 64)

    def meddle(trial: Trial) -> None:
        (trial.workspace.blobs.path("0" * 64)).parent.mkdir(parents=True)
        trial.workspace.blobs.path("0" * 64).write_bytes(b"altered")

    first, *_others, last = self_test.STEPS
    steps = (first, ("lost", "Lost", lose_evidence), ("meddle", "Meddle", meddle), *_backup(), last)
    monkeypatch.setattr(self_test, "STEPS", steps)
    outcomes = {item.id: item.fault for item in self_test.run()}
    assert outcomes["start"] == outcomes["meddle"] == ""
    assert outcomes["lost"].startswith("BlobMissing")
    assert "altered" in outcomes["verify"]


def _backup() -> list[tuple[str, str, object]]:
    return [step for step in self_test.STEPS if step[0] == "backup"]  # type: ignore[misc]


def test_undo_that_loses_something_is_noticed(tmp_path: Path) -> None:
    from assessor.store.workspace import Workspace

    workspace = Workspace.open(tmp_path)
    trial = Trial(tmp_path, workspace)
    self_test._start(trial)
    self_test._assess(trial)
    with pytest.raises(AssertionError, match="lost"):
        self_test._undo(trial)
    workspace.close()
