"""The annex of worksheets: what was filled, in every pair of languages, and nothing else."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import pytest

from assessor import checklist as checklists
from assessor import evidence, forms, i18n, observations, worksheets
from assessor.forms.sheets import SheetRow
from assessor.reports import build, render
from assessor.reports.blocks import Block, Document, Heading, Mark, Table
from assessor.reports.copies import view
from assessor.reports.exporting import load
from assessor.store.workspace import Workspace
from assessor.terms import Verdict
from tests import files, form_case, make
from tests.report_reading import docx_text, pdf_text, said, words_in

REPORT, CONTAINER = "validation-report", "yard"
FLOOR, VVTT = "points.floor.sound", "sealing.vvtt"
REMARK = "A long remark that ends in the word ENDREMARK. " * 40
LANGUAGES = list(permutations(i18n.languages(), 2))


@dataclass
class Yard:
    """A visit with ten containers and what hides in some of them."""

    workspace: Workspace
    case: make.Case
    sheets: list[str]

    def document(self, languages: tuple[str, ...] = ("es", "en"), copy: str = "internal") -> Any:
        """Return the validation report."""
        return build(self.workspace, self.case.id, REPORT, languages, copy)  # type: ignore[arg-type]

    def fill(self, number: int, values: dict[str, Any]) -> None:
        """Fill the sheet with this number."""
        worksheets.fill(self.workspace, self.case.id, self.sheets[number - 1], values)


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yard]:
    """Filled once: the tests only read it."""
    folder = tmp_path_factory.mktemp("yard")
    workspace = Workspace.open(folder / "workspace", by="Ana Ruiz")
    case = make.visit(workspace)
    with make.own_folder(folder / "own") as own:
        (own / "worksheets").mkdir()
        shutil.copy(make.SAMPLES / "yard_form.yaml", own / "worksheets")
        checklists.reload()
        ids = [
            worksheets.start_sheet(workspace, case.id, form_id=CONTAINER, site_id=case.site)
            for _ in range(11)
        ]
    found = Yard(workspace, case, ids)
    for number in range(1, 11):  # the eleventh stays blank
        found.fill(number, {"unit.container": f"MSKU10000{number:02d}", VVTT: "yes", FLOOR: "yes"})
    photo = evidence.add(
        workspace, validation_id=case.id, data=files.photograph(), file_name="floor.jpg"
    )
    found.fill(3, {FLOOR: "no", f"{FLOOR}:note": "Fresh weld", "points.floor.photo": [photo]})
    found.fill(4, {"sealing.remarks": REMARK, "length.outside": 1219})
    found.fill(5, {"length.outside": 1219, "length.inside": 1100})
    found.fill(6, {VVTT: "no", FLOOR: "na", f"{FLOOR}:note": {"es": "Plataforma"}})
    worksheets.accept_proposal(workspace, case.id, ids[2], FLOOR)
    worksheets.dismiss_proposal(workspace, case.id, ids[5], VVTT, reason="Repeated before us")
    worksheets.change_note(workspace, case.id, ids[0], note="PRIVATE words")
    yield found
    workspace.close()


def annex(document: Document) -> list[Block]:
    """Return the blocks of the annex of worksheets, none if there is none."""
    found: list[Block] = []
    titles = {i18n.translation(lang).gettext("Worksheets") for lang in document.languages}
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= 2:
            inside = not titles.isdisjoint(word.text for word in words_in(block))
        elif inside:
            found.append(block)
    return found


def letters(document: Document) -> list[str]:
    """Return the letters of the annexes."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    return [block.number for block in headings if block.level == 2 and block.number.isalpha()]


def test_ten_containers_are_ten_lines_of_one_table(yard: Yard) -> None:
    document = yard.document()
    assert letters(document) == list("ABCDEF")
    overview = next(block for block in annex(document) if isinstance(block, Table))
    assert len(overview.rows) == 10
    text = said(overview)
    assert [word for word in text if word.startswith("MSKU")] == [
        f"MSKU10000{number:02d}" for number in range(1, 11)
    ]


def test_a_form_that_was_left_blank_is_never_printed(workspace: Workspace, small: str) -> None:
    case = make.visit(workspace, small)
    worksheets.start_sheet(workspace, case.id, form_id="container-inspection")
    sheet = worksheets.start_sheet(workspace, case.id, form_id=form_case.FORM)
    document = build(workspace, case.id, REPORT, ("es", "en"), "internal")
    assert (annex(document), letters(document)) == ([], list("ABCDE"))
    row = worksheets.add_row(workspace, case.id, sheet, section_id="threats")
    assert not annex(build(workspace, case.id, REPORT, ("en",), "internal"))
    worksheets.fill(workspace, case.id, sheet, {f"threats.{row}.threat": 3})
    text = said(annex(build(workspace, case.id, REPORT, ("en",), "internal")))
    assert "Every kind (en)" in text
    assert forms.form("container-inspection").title["en"] not in text
    assert "Head (en)" not in text, "a section in which nothing stands is left out"


@pytest.mark.parametrize("languages", LANGUAGES, ids="-".join)
def test_the_annex_speaks_every_pair_of_languages(yard: Yard, languages: tuple[str, str]) -> None:
    document = yard.document(languages)
    form = worksheets.sheet(yard.workspace, yard.case.id, yard.sheets[0]).form
    for format in ("pdf", "docx"):
        content = render(document, format)
        text = " ".join((pdf_text if format == "pdf" else docx_text)(content).split())
        for lang in languages:
            assert form.title[lang] in text
            assert form.by_id["points"].title[lang] in text
    words = list(words_in(document.blocks))
    assert not [word for word in words if word.pending and "Floor" in word.text]


def test_shortfalls_carry_the_word_of_their_level_and_what_became_of_them(yard: Yard) -> None:
    blocks = annex(yard.document(("en",)))
    shortfalls = [block for block in blocks if isinstance(block, Table)][-1]
    text = [said(row) for row in shortfalls.rows]
    assert len(text) == 3
    floor, wall, vvtt = text
    assert floor[0] == "№ 3 MSKU1000003 · Floor"
    assert {"MUST", "Finding", "01"} <= set(floor)
    assert {"MUST", "119 cm (at most 25 cm)", "Not decided yet"} <= set(wall)
    assert {"MUST", "Set aside: Repeated before us"} <= set(vvtt)


def test_an_incomplete_score_is_named_so_and_never_a_zero(yard: Yard) -> None:
    overview = next(block for block in annex(yard.document(("en",))) if isinstance(block, Table))
    rows = [said(row) for row in overview.rows]
    assert "Incomplete" in rows[3]
    assert "119 cm" in rows[4]
    assert not [word for row in rows for word in row if word.startswith("0 ")]


def test_photographs_stand_by_their_number_and_notes_in_full(yard: Yard) -> None:
    text = said(annex(yard.document(("en",))))
    assert "Evidence 1" in text
    assert {"[1]", "Fresh weld"} <= set(text)
    assert REMARK.strip() in text
    found = pdf_text(render(yard.document(("en",)), "pdf"))
    assert found.count("ENDREMARK") == 40
    assert docx_text(render(yard.document(("en",)), "docx")).count("ENDREMARK") == 40


def test_points_of_many_sheets_are_shapes_with_a_legend(yard: Yard) -> None:
    tables = [block for block in annex(yard.document(("en",))) if isinstance(block, Table)]
    sound = next(item for item in tables if "Sound, without signs" in str(said(item.columns)))
    assert len(sound.columns) == 11
    (floor,) = sound.rows
    shapes = [
        piece.verdict for cell in floor.cells for piece in cell.pieces if isinstance(piece, Mark)
    ]
    expected = [Verdict.MET] * 10
    expected[2], expected[5] = Verdict.NOT_MET, Verdict.NA
    assert shapes == expected
    assert any("No" in word and "✖" in word for word in said(annex(yard.document(("en",)))))


def test_many_columns_are_split_about_evenly(workspace: Workspace, small: str) -> None:
    case = make.visit(workspace, small)
    sheet = worksheets.start_sheet(workspace, case.id, form_id=form_case.FORM)
    row = worksheets.add_row(workspace, case.id, sheet, section_id="threats", label="Theft")
    values = {"what": "x", "likelihood": "s5", "consequence": "s5", "threat": 1, "weakness": 2}
    worksheets.fill(
        workspace, case.id, sheet, {f"threats.{row}.{key}": item for key, item in values.items()}
    )
    blocks = annex(build(workspace, case.id, REPORT, ("en",), "internal"))
    tables = [block for block in blocks if isinstance(block, Table) and "Theft" in said(block)]
    assert [len(table.columns) for table in tables[:2]] == [4, 5]
    text = said(tables)
    assert {"Extreme", "Incomplete"} <= set(text)


# What the company sees


def test_what_is_private_in_a_sheet_stays(yard: Yard) -> None:
    for format in ("pdf", "docx"):
        content = render(yard.document(copy="company"), format)
        text = (pdf_text if format == "pdf" else docx_text)(content)
        for private in ("PRIVATE", "Repeated before us", "Not decided yet"):
            assert private not in text
        assert "MSKU1000003" in text


def seen_by_company(yard: Yard) -> list[SheetRow]:
    """Return the sheets of the company's copy."""
    with yard.workspace.read() as session:
        known, actions = load(session, yard.case.id)
    return list(view(known, actions, "company").known.sheets)


def test_values_that_tell_of_a_withheld_observation_are_left_out(
    workspace: Workspace, small: str
) -> None:
    case = make.visit(workspace, small)
    sheet = worksheets.start_sheet(workspace, case.id, form_id=form_case.FORM)
    values = {
        FLOOR: "no",
        f"{FLOOR}:note": "Weld",
        "head.outside": 90,
        "head.inside": 10,
        "head.unit": "X",
    }
    worksheets.fill(workspace, case.id, sheet, values)
    for key in (FLOOR, "wall"):
        made = worksheets.accept_proposal(workspace, case.id, sheet, key)
        observations.change_observation(workspace, case.id, made, share=False)
    (row,) = seen_by_company(Yard(workspace, case, [sheet]))
    assert row.values == {"head.unit": "X"}
    assert (row.shortfalls, row.settled, row.private_note) == ((), {}, "")
    observations.change_observation(workspace, case.id, made, share=True)
    (row,) = seen_by_company(Yard(workspace, case, [sheet]))
    assert row.values == {"head.unit": "X", "head.outside": 90, "head.inside": 10}


def test_a_confidential_photograph_is_not_even_numbered(workspace: Workspace, small: str) -> None:
    case = make.visit(workspace, small)
    piece = evidence.add(
        workspace, validation_id=case.id, data=files.photograph(), file_name="a.jpg"
    )
    evidence.change_evidence(workspace, case.id, piece, confidential=True)
    sheet = worksheets.start_sheet(workspace, case.id, form_id=form_case.FORM)
    worksheets.link_photo(workspace, case.id, sheet, "head.pictures", piece)
    internal = said(annex(build(workspace, case.id, REPORT, ("en",), "internal")))
    company = said(annex(build(workspace, case.id, REPORT, ("en",), "company")))
    assert "Evidence 1" in internal
    assert "Evidence 1" not in company


# Every form that ships


def shipped() -> list[forms.Form]:
    """Return the forms that ship: that of the tests speaks two languages alone."""
    return [form for form in forms.forms() if form.id != form_case.FORM]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yard]:
    """A visit with a full sheet of every shipped form."""
    workspace = Workspace.open(tmp_path_factory.mktemp("shelf") / "workspace")
    case = make.visit(workspace)
    ids = [form_case.fill_whole(workspace, case.id, form.id, form.edition) for form in shipped()]
    yield Yard(workspace, case, ids)
    workspace.close()


@pytest.mark.parametrize("languages", LANGUAGES, ids="-".join)
def test_every_shipped_form_is_printed_in_every_pair_of_languages(
    shelf: Yard, languages: tuple[str, str]
) -> None:
    blocks = annex(shelf.document(languages))
    text = {lang: set(said(blocks, lang)) for lang in languages}
    for sheet in worksheets.sheets(shelf.workspace, shelf.case.id):
        for lang in languages:
            assert sheet.form.title[lang] in text[lang], sheet.form.key
            assert {part.title[lang] for part in sheet.form.sections} <= text[lang]
    assert not [word for word in words_in(blocks) if word.pending or not word.text]


def test_every_shipped_form_is_laid_out_in_both_formats(shelf: Yard) -> None:
    document = shelf.document()
    for format, read in (("pdf", pdf_text), ("docx", docx_text)):
        found = " ".join(read(render(document, format)).split())
        for form in shipped():
            assert form.title["es"] in found, form.key
