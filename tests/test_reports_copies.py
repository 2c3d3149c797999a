"""The company's copy: an allow-list of columns; what is private never reaches a file."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import pytest
from sqlalchemy import select

from assessor import evidence, improvement, observations, validations, worksheets
from assessor.model import (
    Action,
    Assessment,
    Base,
    Company,
    Deviation,
    Evidence,
    Observation,
    Risk,
    SaqAnswer,
    SaqFile,
    Validation,
)
from assessor.reports import build, render
from assessor.reports.copies import (
    DERIVED,
    INTERNAL,
    PUBLIC,
    TABLES,
    is_public,
    public_row,
    sources_of,
    view,
)
from assessor.reports.exporting import load
from assessor.store.workspace import Workspace
from assessor.terms import Claim, Verdict
from tests import files, make
from tests.report_reading import around, haystack

MARK = "ZQXJVKW"  # long enough never to stand in a picture by chance
PLACE = 12.3456789


def marked(name: str) -> str:
    """Return a string that stands nowhere else."""
    return f"{MARK}{name.replace('_', '').replace('.', '')}"


# Every column is decided


def test_every_column_of_every_table_is_public_or_internal() -> None:
    for name, table in Base.metadata.tables.items():
        columns = {column.name for column in table.columns}
        public, internal = PUBLIC.get(name, frozenset()), INTERNAL.get(name, frozenset())
        undecided = columns - public - internal
        assert not undecided, f"decide in copies.py whether these may leave: {name} {undecided}"
        assert public | internal == columns, f"{name} has no such column"
        assert not public & internal


def test_every_field_of_every_row_comes_from_columns_that_are_decided() -> None:
    known = {
        f"{name}.{column.name}"
        for name, table in Base.metadata.tables.items()
        for column in table.columns
    }
    for kind in TABLES:
        for field in fields(kind):
            assert set(sources_of(kind, field.name)) <= known, f"{kind.__name__}.{field.name}"
    assert {field for _, field in DERIVED} <= {f.name for kind in TABLES for f in fields(kind)}


def test_private_columns_are_private() -> None:
    for source in ("observation.private_note", "risk.topic", "validation.conclusion", "x.y"):
        assert not is_public(source)


# What is planted does not grow


@dataclass
class Planted:
    """A visit with a marked string in every private place."""

    workspace: Workspace
    case: make.Case
    shared: str
    pictures: list[bytes]


TEXTS = (Company, Validation, SaqFile, SaqAnswer, Assessment, Observation, Evidence, Action)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """Planted once: the tests only read it."""
    folder = tmp_path_factory.mktemp("planted")
    workspace = Workspace.open(folder / "workspace", by="Ana Ruiz")
    with make.small_known(folder / "checklists"):
        case = make.visit(workspace, "small")
        make.assess_all(workspace, case)
        make.fill_form(workspace, case)
        make.answer(workspace, case, {"1.1": Claim.YES})
        make.assess(workspace, case, "1.1", Verdict.NOT_MET)
        make.assess(workspace, case, "1.10", Verdict.PARTLY, seen=both_marked("seen"))
        shared = make.observe(workspace, case, "1.1")
        make.observe(workspace, case, "1.2", good_practice=True)
        _withhold(workspace, case)
        pictures = _hide_evidence(workspace, case, shared)
        improvement.record_action(workspace, case.id, observation_id=shared, problem="Visible")
        _fill_sheet(workspace, case)
        validations.add_risk(workspace, case.id, topic=both_marked("risk"))
        validations.accept_deviation(
            workspace, case.id, gap_id=_open_gap(workspace, case), reason=make.WORDS
        )
        _plant(workspace)
        yield Planted(workspace, case, shared, pictures)
    workspace.close()


def both_marked(name: str) -> dict[str, str]:
    """Return a marked text in both languages."""
    return {"es": marked(f"{name}es"), "en": marked(f"{name}en")}


def _withhold(workspace: Workspace, case: make.Case) -> None:
    """A finding that stays inside, with all its words marked."""
    hidden = make.observe(
        workspace,
        case,
        "1.10",
        text=both_marked("text"),
        action=both_marked("action"),
        why=both_marked("why"),
    )
    observations.change_observation(workspace, case.id, hidden, share=False)
    evidence.add(
        workspace,
        validation_id=case.id,
        data=files.photograph(text="only for the withheld finding"),
        file_name=f"{marked('file')}.jpg",
        observation_id=hidden,
        caption=both_marked("caption"),
    )
    improvement.record_action(workspace, case.id, observation_id=hidden, problem=marked("problem"))


def _fill_sheet(workspace: Workspace, case: make.Case) -> None:
    """A worksheet with a private note, a reason for setting aside, and words for everybody."""
    short, words = "points.floor.sound", {"head.unit": "Visible unit"}
    sheet = worksheets.start_sheet(workspace, case.id, form_id="every-kind")
    worksheets.fill(workspace, case.id, sheet, {short: "no", **words})
    worksheets.change_note(workspace, case.id, sheet, note=marked("sheetnote"))
    reason = marked("sheetreason")
    worksheets.dismiss_proposal(workspace, case.id, sheet, short, reason=reason)


def _hide_evidence(workspace: Workspace, case: make.Case, shared: str) -> list[bytes]:
    """Confidential evidence, evidence taken out; returns the pictures that must not appear."""
    for name in ("confidential", "removed"):
        piece = evidence.add(
            workspace,
            validation_id=case.id,
            data=files.photograph(text=name, size=(320, 200)),
            file_name=f"{marked(name)}.jpg",
            refs=["1.1"],
            observation_id=shared,
            caption=both_marked(f"{name}caption"),
        )
        if name == "removed":
            evidence.take_out(workspace, case.id, piece, reason=marked("reason"))
        else:
            evidence.change_evidence(workspace, case.id, piece, confidential=True)
    hidden = [
        workspace.blobs.read(row.print_sha256) for row in evidence.evidence(workspace, case.id)
    ]
    evidence.add(
        workspace,
        validation_id=case.id,
        data=files.photograph(text="open"),
        file_name="open.jpg",
        refs=["1.1"],
    )
    return hidden


def _open_gap(workspace: Workspace, case: make.Case) -> str:
    make.assess(workspace, case, "2.1", Verdict.NOT_MET, point="a")
    gaps = validations.gaps_of(workspace, case.id)
    return next(gap.id for gap in gaps if gap.code == "finding_missing")


def _plant(workspace: Workspace) -> None:
    """Write a marked string into every private column that can hold one."""
    with workspace.change("Plant") as session:
        for model in (*TEXTS, Deviation, Risk):
            for row in session.scalars(select(model)):
                for column in INTERNAL.get(model.__tablename__, ()):
                    _plant_in(row, model.__tablename__, column)


def _plant_in(row: object, table: str, column: str) -> None:
    value, mark = getattr(row, column), marked(f"{table}{column}")
    if column in {"latitude", "longitude"}:
        setattr(row, column, PLACE)
    elif isinstance(value, dict):
        setattr(row, column, {"es": mark, "en": mark})
    elif isinstance(value, list):
        setattr(row, column, [mark])
    elif isinstance(value, str) and column not in {"id", "response"} and "_id" not in column:
        setattr(row, column, mark)


@pytest.mark.parametrize("format", ["pdf", "docx"])
@pytest.mark.parametrize("kind", ["validation-report", "improvement-plan"])
@pytest.mark.parametrize("languages", [("es", "en"), ("en",)])
def test_nothing_private_reaches_the_company(
    planted: Planted, kind: str, format: str, languages: tuple[str, ...]
) -> None:
    document = build(planted.workspace, planted.case.id, kind, languages, "company")
    found = haystack(render(document, format), format)
    assert around(found, MARK) == b""
    assert around(found, "12.34567") == b""
    assert not any(picture in found for picture in planted.pictures)
    assert around(found, "Itwasseenatthedock.")


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_the_search_would_find_what_the_internal_copy_holds(planted: Planted, format: str) -> None:
    document = build(planted.workspace, planted.case.id, "validation-report", ("en",), "internal")
    found = haystack(render(document, format), format)
    for name in ("validationconclusion", "texten", "risktopic", "confidentialcaptionen", "seenen"):
        assert around(found, marked(name)), name
    assert around(found, marked("sheetreason"))
    assert around(found, "Visibleunit")
    assert around(found, marked("sheetnote")) == b""
    assert around(found, marked("observationprivatenote")) == b""
    assert around(found, "12.3456") == b"", "no place without being asked"


def test_places_are_printed_only_for_those_who_ask(planted: Planted) -> None:
    document = build(
        planted.workspace, planted.case.id, "validation-report", ("en",), "internal", places=True
    )
    assert around(haystack(render(document, "docx"), "docx"), "12.34568")


def test_a_withheld_draft_finding_takes_its_verdict_and_words_along(planted: Planted) -> None:
    with planted.workspace.read() as session:
        known, actions = load(session, planted.case.id)
    seen = view(known, actions, "company")
    assert ("1.10", "a", planted.case.site) not in seen.known.assessments
    assert [item.refs for item in seen.known.observations] == [("1.1",), ("1.2",)]
    assert [card.observation.id for card in seen.actions] == [planted.shared]


def test_the_internal_view_is_everything(planted: Planted) -> None:
    with planted.workspace.read() as session:
        known, actions = load(session, planted.case.id)
    seen = view(known, actions, "internal")
    assert (seen.known, seen.actions) == (known, actions)


def test_a_public_row_is_made_of_public_columns_alone(planted: Planted) -> None:
    with planted.workspace.read() as session:
        known, _ = load(session, planted.case.id)
    assert public_row(known.visit).conclusion == {}
    assert public_row(known.company).private_note == ""
    assert public_row(known.observations[0]).likelihood is None
    assert public_row(known.observations[0]).text == known.observations[0].text
