"""Files changed as chance would have it, and those that once failed: each promise is kept."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assessor import checklist as checklists
from assessor.errors import SaqEmpty
from assessor.saq.preview import interpret
from assessor.saq.types import Block, Cell, Line, Raw, Source
from tests.fuzz.bytewise import TEXTS
from tests.fuzz.families import CORPUS, FAMILIES, changed
from tests.fuzz.promises import check
from tests.saq_samples import MANUFACTURER

RELAXED = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
ASKED = checklists.checklist(MANUFACTURER)
KEPT = sorted(path for path in CORPUS.rglob("*") if path.is_file())


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other program takes part: what is tried is our own code."""
    monkeypatch.setenv("PATH", "")


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_files_that_once_failed_or_found_a_new_way(path: Path) -> None:
    outcome = check(path.read_bytes(), ASKED)
    if path.name.startswith("read"):
        assert outcome == "read"


def test_the_corpus_is_small() -> None:
    assert sum(path.stat().st_size for path in KEPT) < 400_000


@pytest.mark.parametrize("name", FAMILIES)
def test_where_a_family_starts_from_can_be_read_or_says_why_not(name: str) -> None:
    outcomes = {check(data, ASKED) for data in FAMILIES[name].make()}
    foreign = {"SaqNeedsLibreOffice", "SaqNeedsSpreadsheet"} if name == "other" else set()
    assert outcomes <= {"read", "SaqEmpty", *foreign}


@pytest.mark.parametrize("name", FAMILIES)
@RELAXED
@given(chance=st.integers(0, 2**32), steps=st.integers(1, 4))
def test_changed_files(name: str, chance: int, steps: int) -> None:
    check(changed(FAMILIES[name], Random(chance), steps=steps), ASKED)


TEXT = st.sampled_from(TEXTS) | st.text("7.1 Síx½☒\n", max_size=12)
CELLS = st.builds(
    Cell,
    place=st.just("A!A1"),
    text=TEXT,
    column=st.integers(0, 8),
    span=st.integers(1, 4),
    kind=st.sampled_from(["text", "number", "date", "error", "formula"]),
    raw=st.sampled_from(["", "7.1", "45292", "x"]),
    number=st.sampled_from(["", "7.1", "a)", "1."]),
    hidden=st.booleans(),
    carried=st.booleans(),
    picture=st.booleans(),
)
LINES = st.builds(
    Line,
    key=st.just(""),
    cells=st.lists(CELLS, min_size=1, max_size=6).map(tuple),
    hidden=st.booleans(),
    level=st.integers(0, 7),
    bold=st.booleans(),
    width=st.integers(0, 9),
    kind=st.sampled_from(["", "", "", "page", "comment", "textbox", "footnote"]),
)
BLOCKS = st.builds(
    Block,
    name=st.sampled_from(["", "A", "7.1"]),
    kind=st.sampled_from(["sheet", "table", "text"]),
    lines=st.lists(LINES, max_size=8).map(tuple),
    hidden=st.booleans(),
    delimiter=st.sampled_from(["", ";"]),
)


@settings(RELAXED, max_examples=40, phases=(Phase.explicit, Phase.generate))
@given(st.lists(BLOCKS, max_size=3))
def test_whatever_a_reader_hands_over_no_row_is_lost(blocks: list[Block]) -> None:
    source, counted = numbered(blocks)
    try:
        shown = interpret(Raw("form", "", source, tuple(counted)), ASKED)
    except SaqEmpty:
        return
    assert shown.counts.read == len(shown.rows)


def numbered(blocks: list[Block]) -> tuple[Source, list[str]]:
    """Return the blocks with a key for each line, and the keys of the lines that say something."""
    made, counted = [], []
    for at, block in enumerate(blocks):
        lines = [
            Line(f"{at}!{number}", line.cells, line.hidden, line.level, line.bold, line.width,
                 line.kind)
            for number, line in enumerate(block.lines)
        ]  # fmt: skip
        counted += [
            line.key
            for line in lines
            if any(cell.text.strip() and not cell.carried for cell in line.cells)
        ]
        made.append(Block(block.name, block.kind, tuple(lines), block.hidden, block.delimiter))
    return Source("text/plain", tuple(made)), counted
