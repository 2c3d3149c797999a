"""Every checklist prints in every ordered pair of languages, whole and in those two alone."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from assessor import checklist as checklists
from assessor import validations
from assessor.reports import build, render
from assessor.store.workspace import Workspace
from assessor.terms import Level, Verdict
from tests import make
from tests.report_reading import docx_text, pdf_pages, words_in

LANGUAGES = ("es", "en", "pt", "fr")
PAIRS = tuple(permutations(LANGUAGES, 2))
REPORT = "validation-report"


@pytest.fixture(scope="module", params=sorted(checklists.checklists()))
def visited(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Workspace, make.Case]]:
    """A visit on each checklist: a MUST not met, a SHOULD met in part, the rest met."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    workspace = Workspace.open(folder, by="Ana Ruiz")
    case = make.visit(workspace, request.param)
    known = validations.validation(workspace, case.id)
    for level, verdict in ((Level.MUST, Verdict.NOT_MET), (Level.SHOULD, Verdict.PARTLY)):
        item = next(
            item
            for item in known.checklist.requirements
            if item.level == level and len(item.points) == 1
        )
        make.assess(workspace, case, item.ref, verdict)
        text = {lang: f"{item.ref} {lang} {verdict}" for lang in LANGUAGES}
        make.observe(workspace, case, item.ref, text=text)
    yield workspace, case
    workspace.close()


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_each_pair_says_everything_in_both_languages_and_in_no_other(
    visited: tuple[Workspace, make.Case], pair: tuple[str, str]
) -> None:
    workspace, case = visited
    document = build(workspace, case.id, REPORT, pair)
    said = {word.text for word in words_in(document)}
    whole = " ".join(said)
    known = validations.validation(workspace, case.id)
    for item in known.checklist.requirements:
        for lang in LANGUAGES:
            telling = item.title[lang] not in {item.title[other] for other in pair}
            if lang in pair:
                assert item.title[lang] in whole, f"{item.ref} {lang}"
            elif telling and len(item.title[lang]) > 20:
                assert item.title[lang] not in said, f"{item.ref} {lang}"
    assert {word.lang for word in words_in(document) if word.lang} <= {*pair, "und", None}
    assert not [word for word in words_in(document) if word.pending]


def test_the_pages_of_a_pair_hold_every_requirement(
    visited: tuple[Workspace, make.Case],
) -> None:
    workspace, case = visited
    known = validations.validation(workspace, case.id)
    at = sorted(checklists.checklists()).index(known.checklist.id)
    pair = PAIRS[at % len(PAIRS)]
    pages = pdf_pages(render(build(workspace, case.id, REPORT, pair), "pdf"))
    text = " ".join(" ".join(pages).split())
    missing = [item.ref for item in known.checklist.requirements if f"{item.ref} " not in text]
    assert missing == []
    word = docx_text(render(build(workspace, case.id, REPORT, pair), "docx"))
    assert [item.ref for item in known.checklist.requirements if item.ref not in word] == []
