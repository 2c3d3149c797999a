"""Which checklist a file answers: tried with each, a very long one by its beginning first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.errors import AssessorError
from assessor.ui import core
from assessor.ui.panels.import_work import Read, match

if TYPE_CHECKING:
    from assessor.checklist import Checklist
    from assessor.saq.types import Raw
    from assessor.store.workspace import Workspace
    from assessor.ui.tasks import Report

LARGE = 3000  # rows; as many are matched with nine checklists in a second or two
BEGINNING = 1000  # rows of each table that tell what a longer file is about


def match_fitting(
    raw: Raw,
    checklists: Sequence[Checklist],
    progress: Report,
    *,
    ws: Workspace,
    path: Path,
    password: str = "",
) -> dict[str, Read]:
    """Match a file with each checklist; a very long one with the one that its beginning fits."""
    if sum(len(block.lines) for block in raw.source.blocks) > LARGE:
        checklists = [_by_its_beginning(raw, checklists, progress, ws)]
    found = {}
    for at, checklist in enumerate(checklists):
        tell = progress if len(checklists) == 1 else partial(_at, progress, at, len(checklists))
        found[checklist.id] = match(raw, checklist, tell, ws=ws, path=path, password=password)
    return found


def fitting(reads: dict[str, Read]) -> str:
    """Return the checklist that the form was imported with before, else the one that fits best."""
    before = [read.remembered.checklist_id for read in reads.values() if read.remembered]
    known = [each for each in before if each in reads]
    return known[0] if known else max(reads, key=lambda each: reads[each].shown.counts.accepted)


def _by_its_beginning(
    raw: Raw, checklists: Sequence[Checklist], progress: Report, ws: Workspace
) -> Checklist:
    part, by_id = core.saq.beginning(raw, BEGINNING), {each.id: each for each in checklists}
    best, most = checklists[0], -1
    for at, checklist in enumerate(checklists):
        known = core.saq.recall(ws, part, checklist)
        if known is not None and known.checklist_id in by_id:
            return by_id[known.checklist_id]
        accepted = _accepted(part, checklist, partial(_at, progress, at, len(checklists)))
        if accepted > most:
            best, most = checklist, accepted
    return best


def _accepted(part: Raw, checklist: Checklist, progress: Report) -> int:
    try:
        return int(core.saq.interpret_within(part, checklist, report=progress).counts.accepted)
    except AssessorError:  # the whole file will say it, or not have it
        return 0


def _at(progress: Report, done: int, total: int, _row: int, _rows: int) -> None:
    """Say how many checklists are through, at each row of the one that is being tried."""
    progress(done, total)
