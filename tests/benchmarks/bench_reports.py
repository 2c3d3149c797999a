"""Figures of the reports: 95 requirements, 40 photographs, two languages, as PDF and as Word."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessor.reports import export
from assessor.store.workspace import Workspace
from tests.report_case import Case, fill

AIMS = {"pdf": 1.5, "docx": 1.0}

pytestmark = pytest.mark.benchmark


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Case]]:
    """A filled validation, made once."""
    workspace = Workspace.open(tmp_path_factory.mktemp("bench") / "workspace", by="Ana Ruiz")
    yield workspace, fill(workspace, photos=40)
    workspace.close()


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_a_report_of_40_photographs_is_exported_in_time(
    filled: tuple[Workspace, Case], tmp_path: Path, format: str
) -> None:
    workspace, case = filled
    out = tmp_path / f"report.{format}"
    seconds = [_export(workspace, case, format, out) for _ in range(5)]
    median = statistics.median(seconds)
    size = out.stat().st_size / 1e6
    print(
        f"\nreport as {format}: median {median:.2f} s (first {seconds[0]:.2f} s,"
        f" {size:.1f} MB); aim {AIMS[format]:.1f} s"
    )
    assert median <= AIMS[format]


def _export(workspace: Workspace, case: Case, format: str, out: Path) -> float:
    begin = time.perf_counter()
    export(
        workspace,
        case.validation_id,
        "validation-report",
        languages=("es", "en"),
        format=format,
        out=out,
    )
    return time.perf_counter() - begin
