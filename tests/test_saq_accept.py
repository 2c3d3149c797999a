"""Accepting is one Step, all or nothing; a second import shows and changes only what differs."""

import itertools
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from assessor import errors, saq, validations, walk
from assessor.facts import row_mark, row_marks
from assessor.saq.accept import PIECE, Ledger, encoded
from assessor.saq.types import SaqPreview
from assessor.store.verify import verify
from assessor.store.workspace import Workspace
from assessor.terms import Claim
from tests import make
from tests import saq_samples as forms

NAME = "ctpat_fabricante_es.xlsx"


def edited(rows: list[list[str]], name: str = "saq.xlsx") -> SaqPreview:
    """Return the preview of a table under a file name."""
    return replace(forms.read(forms.as_xlsx(rows)), file=name)


def said(workspace: Workspace, case: make.Case) -> dict[str, tuple[str, str]]:
    """Return claim and text by reference, as they are stored."""
    known = validations.validation(workspace, case.id)
    return {row.ref: (row.claim.value, row.text) for row in known.answers}


def test_answers_stand_beside_the_requirements(workspace: Workspace) -> None:
    case = make.visit(workspace)
    file_id = saq.accept(workspace, forms.sample(NAME), validation_id=case.id)
    row = walk.requirement(workspace, case.id, "9.15")
    (answer,) = row.answers
    assert (answer.file_id, answer.place) == (file_id, "3 Personas e instalaciones!E19")
    assert (answer.claim, answer.documents) == (Claim.YES, ("F-SEG-30",))
    assert answer.flags == ("claim and text disagree",)
    assert (answer.file_name, answer.language, answer.confidence) == (NAME, "es", 1.0)
    assert len(said(workspace, case)) == 95
    assert walk.requirement(workspace, case.id, "9.9").answers[0].flags == ("blank",)


def test_the_file_and_its_ledger_are_kept(workspace: Workspace) -> None:
    case = make.visit(workspace)
    shown = forms.sample(NAME)
    saq.accept(workspace, shown, validation_id=case.id)
    (file,) = validations.validation(workspace, case.id).files
    assert workspace.blobs.read(file.sha256) == (forms.SAMPLES / NAME).read_bytes()
    assert b"Criterios internos" in workspace.blobs.read(file.ledger_sha256)
    assert file.counts["unmatched"] == 7


@pytest.mark.parametrize("count", [0, 1, PIECE, PIECE + 1, 2 * PIECE + 7])
def test_a_ledger_in_pieces_is_the_same_ledger(count: int) -> None:
    known = forms.sample(NAME).rows
    rows = tuple(itertools.islice(itertools.cycle(known), count))
    ledger = Ledger("x", "y", rows)
    assert b"".join(encoded(ledger)) == msgspec.json.encode(ledger)


def test_marks_of_older_files_and_of_files_without_any_are_read() -> None:
    rows = (("A!1", "one", "yes"), ("A!2", "two", ""))
    first, second = (row_mark(*row) for row in rows)
    older = [sha256("\x1f".join(row).encode()).hexdigest()[:16] for row in rows]
    assert row_marks({"marks": first + second}) == {first, second}
    assert row_marks({"waiting": "".join(older)}) == {first, second}
    assert row_marks({"waiting": older}) == {first, second}
    assert row_marks({}) == row_marks({"marks": ""}) == row_marks({"waiting": ""}) == set()


def test_the_marks_of_very_many_rows_stand_apart(workspace: Workspace) -> None:
    case = make.visit(workspace)
    ref, question = "1.1", forms.sample(NAME).rows[5].question
    rows = [["Ref", "Requisito", "Respuesta"], *([ref, question, f"así {n}"] for n in range(2_100))]
    shown = forms.read(forms.as_csv(rows))
    file_id = saq.accept(workspace, shown, validation_id=case.id)
    waiting = shown.counts.to_check + shown.counts.unmatched
    (file,) = validations.validation(workspace, case.id).files
    assert waiting > 2_000
    assert file.waiting == waiting
    assert "marks" not in file.counts
    last = len(shown.rows) - 1
    saq.settle(workspace, file_id=file_id, row=last, ref="1.2")
    assert validations.validation(workspace, case.id).files[0].waiting == waiting - 1
    assert verify(workspace).faults == ()
    kept = workspace.blobs.path(file.counts["marks_sha256"])
    kept.unlink()
    assert validations.validation(workspace, case.id).files[0].waiting == waiting
    assert [fault.code for fault in verify(workspace).faults] == ["file_missing"]


def test_accepting_is_one_step_that_undo_takes_back_whole(workspace: Workspace) -> None:
    case = make.visit(workspace)
    saq.accept(workspace, forms.sample(NAME), validation_id=case.id)
    assert workspace.undo(case.id) == "Import self-assessment"
    known = validations.validation(workspace, case.id)
    assert (known.answers, known.files) == ((), ())


def test_the_same_content_again_changes_nothing(workspace: Workspace) -> None:
    case = make.visit(workspace)
    first = saq.accept(workspace, forms.sample(NAME), validation_id=case.id)
    heard: list[frozenset[str]] = []
    workspace.on_change(lambda kinds, _where: heard.append(kinds))
    assert saq.accept(workspace, forms.sample(NAME), validation_id=case.id) == first
    assert not heard
    found = saq.differences(workspace, forms.sample(NAME), case.id)
    assert (found.same, found.new, found.changed, found.gone) == (95, (), (), ())


def test_differences_are_shown_before_anything_is_overwritten(workspace: Workspace) -> None:
    case = make.visit(workspace)
    rows = forms.rows_of(forms.manufacturer()[:5], "es")
    saq.accept(workspace, edited(rows), validation_id=case.id)
    later = [list(row) for row in rows[:5]]
    later[2][3] = "Sesiona cada mes"
    later += forms.rows_of(forms.manufacturer()[5:6], "es")[1:]
    found = saq.differences(workspace, edited(later), case.id)
    assert found.same == 3
    assert [item.ref for item in found.new] == ["2.2"]
    assert [item.ref for item in found.gone] == ["2.1"]
    (change,) = found.changed
    assert change.ref == "1.2"
    assert change.old is not None
    assert change.old.text == rows[2][3]
    assert change.new is not None
    assert change.new.text == "Sesiona cada mes"
    assert said(workspace, case)["1.2"][1] == rows[2][3]


def test_a_changed_file_updates_its_answers_as_one_step(workspace: Workspace) -> None:
    case = make.visit(workspace)
    rows = forms.rows_of(forms.manufacturer()[:5], "es")
    saq.accept(workspace, edited(rows), validation_id=case.id)
    before = said(workspace, case)
    later = [list(row) for row in rows[:5]]
    later[2][2], later[2][3] = "No", "Ya no sesiona"
    second = saq.accept(workspace, edited(later), validation_id=case.id)
    assert said(workspace, case)["1.2"] == ("no", "Ya no sesiona")
    assert said(workspace, case)["2.1"] == before["2.1"]  # gone from the file, kept here
    assert walk.requirement(workspace, case.id, "1.2").answers[0].file_id == second
    workspace.undo(case.id)
    assert said(workspace, case) == before


def test_sites_answer_for_themselves(workspace: Workspace) -> None:
    case = make.visit(workspace, sites=("Norte", "Sur"))
    rows = forms.rows_of(forms.manufacturer()[:2], "es")
    for site in case.sites:
        shown = edited(rows)
        assert len(saq.differences(workspace, shown, case.id, site_id=site).new) == 2
        saq.accept(workspace, shown, validation_id=case.id, site_id=site)
    known = validations.validation(workspace, case.id)
    assert sorted((row.ref, str(row.site_id)) for row in known.answers) == sorted(
        (ref, site) for ref in ("1.1", "1.2") for site in case.sites
    )


def test_rows_in_doubt_wait_until_a_person_chooses(workspace: Workspace) -> None:
    case = make.visit(workspace)
    shown = forms.sample(NAME)
    file_id = saq.accept(workspace, shown, validation_id=case.id)
    left = saq.leftovers(workspace, case.id)
    assert [item.what.kind for item in left] == ["unmatched question"] * 2 + ["action"] * 5
    saq.settle(workspace, file_id=file_id, row=left[0].row, ref="1.1")
    saq.settle(workspace, file_id=file_id, row=left[1].row, ref=None)
    assert len(saq.leftovers(workspace, case.id)) == 5
    texts = [answer.text for answer in walk.requirement(workspace, case.id, "1.1").answers]
    assert texts[1] == "Vigente hasta marzo de 2027. Renovación en trámite."
    assert len(said(workspace, case)) == 95  # what is set aside is no answer
    again = saq.settle(workspace, file_id=file_id, row=left[0].row, ref="1.2")
    assert len(walk.requirement(workspace, case.id, "1.1").answers) == 1
    assert again == walk.requirement(workspace, case.id, "1.2").answers[1].id
    workspace.undo(case.id)
    workspace.undo(case.id)
    assert len(saq.leftovers(workspace, case.id)) == 6


def test_choices_are_stored_with_the_rest_and_remembered(workspace: Workspace) -> None:
    case = make.visit(workspace)
    rows = forms.rows_of(forms.manufacturer()[:3], "es")
    rows.append(["1.1", rows[1][1], "No", "Otra", ""])
    shown = edited(rows)
    doubtful = next(n for n, row in enumerate(shown.rows) if row.status == "to_check")
    saq.accept(workspace, shown, validation_id=case.id, choices={doubtful: "1.3", 1: None})
    assert {ref: text for ref, (_, text) in said(workspace, case).items()} == {
        "1.2": rows[2][3], "1.3": rows[3][3],
    } | {"1.3": "Otra"}  # fmt: skip
    assert not saq.leftovers(workspace, case.id)
    later = [list(row) for row in rows]
    later[2][3] = "Sesiona cada mes"
    found = saq.differences(workspace, edited(later), case.id)
    assert [item.ref for item in found.changed] == ["1.2"]
    saq.accept(workspace, edited(later), validation_id=case.id)
    assert not saq.leftovers(workspace, case.id)


def test_what_cannot_be_chosen_is_refused_and_nothing_is_stored(workspace: Workspace) -> None:
    case = make.visit(workspace)
    shown = forms.sample(NAME)
    with pytest.raises(errors.UnknownRequirement):
        saq.accept(workspace, shown, validation_id=case.id, choices={0: "99.1"})
    with pytest.raises(errors.SaqUnknownRow):
        saq.accept(workspace, shown, validation_id=case.id, choices={9999: "1.1"})
    with pytest.raises(errors.UnknownValidation):
        saq.accept(workspace, shown, validation_id="nowhere")
    assert validations.validation(workspace, case.id).files == ()
    file_id = saq.accept(workspace, shown, validation_id=case.id)
    with pytest.raises(errors.SaqUnknownRow):
        saq.settle(workspace, file_id=file_id, row=9999, ref="1.1")
    with pytest.raises(errors.UnknownRequirement):
        saq.settle(workspace, file_id=file_id, row=134, ref="99.1")
    with pytest.raises(errors.UnknownRecord):
        saq.settle(workspace, file_id="nowhere", row=1, ref="1.1")


def test_an_issued_validation_takes_no_file(workspace: Workspace) -> None:
    case = make.ready(workspace)
    make.issue(workspace, case)
    with pytest.raises(errors.ValidationIssued):
        saq.accept(workspace, forms.sample(NAME), validation_id=case.id)
    assert said(workspace, case) == {}


def test_of_a_file_handed_in_again_only_the_latest_waits(workspace: Workspace) -> None:
    case = make.visit(workspace)
    rows = [*forms.rows_of(forms.manufacturer()[:3], "es"), ["C-01", "Brigadas", "Sí", "x", ""]]
    saq.accept(workspace, edited(rows), validation_id=case.id)
    rows[1][3], rows[4][3] = "Otra carta", "y"
    saq.accept(workspace, edited(rows), validation_id=case.id)
    assert [item.what.text for item in saq.leftovers(workspace, case.id)] == ["y"]


def test_a_path_is_previewed_and_accepted(workspace: Workspace, tmp_path: Path) -> None:
    case = make.visit(workspace, forms.IMPORTER)
    path = tmp_path / "importer.docx"
    path.write_bytes((forms.SAMPLES / "ctpat_importer_en.docx").read_bytes())
    checklist = validations.validation(workspace, case.id).checklist
    saq.accept(workspace, saq.preview(path, checklist), validation_id=case.id)
    assert len(said(workspace, case)) == 92


def test_the_gap_counts_the_rows_that_nobody_has_decided_about(workspace: Workspace) -> None:
    case = make.visit(workspace)
    file_id = saq.accept(workspace, forms.sample(NAME), validation_id=case.id)
    waiting = saq.leftovers(workspace, case.id)

    def told() -> list[object]:
        found = validations.gaps_of(workspace, case.id)
        return [gap.values["count"] for gap in found if gap.field == "saq"]

    assert told() == [len(waiting)]
    for left in waiting[:-1]:
        saq.settle(workspace, file_id=file_id, row=left.row, ref=None)
    assert told() == [1]
    saq.settle(workspace, file_id=file_id, row=waiting[-1].row, ref="1.1")
    assert told() == []
    workspace.undo(case.id)
    assert told() == [1]
