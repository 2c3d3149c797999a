"""Figures of the import's answers: what is found, how much of what is sure is right, time, memory.

`AEO_SAMPLES` names the folder of the samples and their manifest.
"""

import json
import os
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from assessor import checklist as checklists
from assessor import saq
from assessor.saq.types import LedgerRow, SaqPreview
from tests import saq_samples as forms
from tests import saq_truths as truths
from tests.saq_running import MAKERS, UNSTATED
from tests.saq_truths import CHECKLISTS, LANGUAGES, SURE, Form

AIM = 0.995
FOLDER = Path(os.environ.get("AEO_SAMPLES", "tests/samples/saq"))
FILES = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))["files"]
HEAD = (
    "| what | answers | sure and right | of the sure, right | wrong | claims | texts | to check |"
    " … true one not offered | unmatched | gone |\n|---|---|---|---|---|---|---|---|---|---|---|"
)
FILE_HEAD = (
    "| file | rows | sure and right | wrong | claims | texts | documents | to check |"
    " unaccounted | seconds | MB |\n|---|---|---|---|---|---|---|---|---|---|---|"
)
WORDING = ("question", "claim", "text")

pytestmark = pytest.mark.benchmark


def test_the_samples_by_their_manifest() -> None:
    print(f"\n{FILE_HEAD}")
    for known in FILES:
        begin = time.perf_counter()
        shown = saq.preview(FOLDER / known["file"], checklists.checklist(known["checklist"]))
        seconds = time.perf_counter() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(_line(known, shown, seconds, peak))


def _line(known: dict[str, Any], shown: SaqPreview, seconds: float, peak: float) -> str:
    rows: dict[str, list[LedgerRow]] = {}
    for row in shown.rows:
        rows.setdefault(row.place, []).append(row)
    found: Counter[str] = Counter()
    for truth in known["rows"]:
        its = rows.get(truth["place"], [])
        if not its:
            found["unaccounted"] += 1
            continue
        # Several answers may stand on one page: the one with these words is meant.
        row = max(its, key=lambda row: (row.text == truth["text"], row.ref == truth["ref"]))
        right = (row.ref, row.part) == (truth["ref"], truth.get("part", ""))
        found["right"] += right and row.status in SURE
        found["wrong"] += not right and row.status in SURE
        found["to check"] += row.status == "to_check"
        found["claims"] += row.claim.value == truth["claim"]
        found["texts"] += row.text == truth["text"]
        found["documents"] += list(row.documents) == truth["documents"]
    found["unaccounted"] += sum(other["place"] not in rows for other in known["other_rows"])
    cells = [known["file"], len(known["rows"])]
    cells += [found[key] for key in ("right", "wrong", "claims", "texts", "documents", "to check",
                                     "unaccounted")]  # fmt: skip
    return "| " + " | ".join(map(str, [*cells, f"{seconds:.2f}", f"{peak:.0f}"])) + " |"


def table(form: Form, *, references: bool) -> bytes:
    """Return a workbook of the form, with or without its column of references."""
    columns = ("ref", *WORDING) if references else WORDING
    names = {"ref": "ID", "question": "Criterio", "claim": "Estado", "text": "Respuesta"}
    rows: list[list[object]] = [[names[column] for column in columns]]
    rows += [[getattr(one, column) for column in columns] for one in form.asked]
    return forms.as_xlsx(rows)


def test_nine_checklists_in_every_wording() -> None:
    print(f"\n{HEAD}")
    whole = []
    for name, references, how in (
        ("shuffled rows, references", True, ""), ("shuffled, no references", False, ""),
        ("… misspelt", False, "misspelt"), ("… a fifth of the words left out", False, "shortened"),
        ("… capitals without accents", False, "capitals"),
        ("a third of the rows, no references", False, "third"),
    ):  # fmt: skip
        counts = []
        for form in _forms():
            shown = forms.read(table(_changed(form, how), references=references), form.checklist)
            counts.append(truths.scored(shown, _changed(form, how).asked))
        print(truths.line_of(name, truths.sums(counts)))
        whole += counts
    assert truths.precision(truths.sums(whole)) >= AIM


def _forms() -> list[Form]:
    return [
        truths.form_of(name, language, demands=demands)
        for name in CHECKLISTS
        for language in LANGUAGES
        for demands in (False, True)
    ]


def _changed(form: Form, how: str) -> Form:
    form = truths.shuffled(form)
    if how == "third":
        return Form(form.checklist, form.language, form.asked[: len(form.asked) // 3])
    return truths.changed(form, how) if how else form


def test_every_layout_of_every_checklist() -> None:
    print(f"\n{HEAD}")
    whole = []
    for maker in MAKERS:
        counts = []
        for index, name in enumerate(CHECKLISTS):
            form = truths.form_of(name, LANGUAGES[index % 4], demands=True)
            shown = forms.read(maker(form), name)
            stated = maker.__name__ not in UNSTATED
            counts.append(truths.scored(shown, form.asked, stated=stated))
        print(truths.line_of(maker.__name__.replace("_", " "), truths.sums(counts)))
        whole += counts
    print(truths.line_of("all", truths.sums(whole)), file=sys.stdout)
    assert truths.precision(truths.sums(whole)) >= AIM
