"""Figures of the import: a self-assessment to its preview, and the short write of accepting it."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assessor import checklist as checklists
from assessor import saq
from assessor.saq import bank
from assessor.store.workspace import Workspace
from tests import make
from tests import saq_samples as forms

AIM = 0.3
SAMPLES = ("ctpat_fabricante_es.xlsx", "ctpat_importer_en.docx", "portal_export_es.csv")

pytestmark = pytest.mark.benchmark


def measured(work: Callable[[], object], rounds: int = 9) -> float:
    """Return the median of some rounds in seconds, the first one left out."""
    seconds = []
    for _ in range(rounds + 1):
        begin = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds[1:])


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_previewed_in_time(name: str) -> None:
    checklist = forms.checklist_of(name)

    def once() -> None:
        bank.bank_of(checklist).forget()  # no wording is remembered from the round before
        saq.preview(forms.SAMPLES / name, checklist)

    seconds = measured(once)
    print(f"\npreview of {name}: median {seconds:.3f} s; aim {AIM} s")
    assert seconds <= AIM


def test_130_rows_without_references_are_previewed_in_time(tmp_path: Path) -> None:
    checklist = checklists.checklist(forms.MANUFACTURER)
    asked = [*forms.manufacturer(), *forms.importer()][:130]
    path = tmp_path / "saq.xlsx"
    path.write_bytes(forms.as_xlsx(forms.rows_of(asked, "es", ("question", "claim", "text"))))

    def once() -> None:
        bank.bank_of(checklist).forget()
        saq.preview(path, checklist)

    seconds = measured(once)
    print(f"\npreview of 130 rows without references: median {seconds:.3f} s; aim {AIM} s")
    assert seconds <= AIM


def test_accepting_holds_the_database_only_briefly(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "workspace", by="Ana Ruiz")
    shown = forms.sample(SAMPLES[0])
    cases = [make.visit(workspace, legal_name=f"Company {number}") for number in range(12)]
    held: list[float] = []
    for case in cases:
        with noting(workspace, held):
            saq.accept(workspace, shown, validation_id=case.id)
    workspace.close()
    median, worst = statistics.median(held) * 1000, max(held) * 1000
    print(
        f"\naccepting 95 answers holds the database {median:.1f} ms, at worst {worst:.1f}; aim 40"
    )
    assert median <= 40


@contextmanager
def noting(workspace: Workspace, held: list[float]) -> Iterator[None]:
    """Note how long the change inside takes: the time another writer would have to wait."""
    begin: list[float] = []
    plain = workspace.change

    @contextmanager
    def change(label: str, **options: object) -> Iterator[object]:
        begin.append(time.perf_counter())
        with plain(label, **options) as session:  # type: ignore[arg-type]
            yield session
        held.append(time.perf_counter() - begin[-1])

    workspace.change = change  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        workspace.change = plain  # type: ignore[method-assign]
