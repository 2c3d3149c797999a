"""The samples come out as their manifest says, and every row of them is accounted for."""

from collections import Counter
from pathlib import Path

import pytest

from assessor import checklist as checklists
from assessor import errors, i18n, saq
from assessor.saq.preview import language_of, preview_bytes
from assessor.saq.types import Counts
from tests import saq_samples as forms

EXACT = ("ctpat_fabricante_es.xlsx", "ctpat_importer_en.docx")
SAMPLES = (*EXACT, "portal_export_es.csv", "perfil_narrativo_es.docx", "saq_ue_es.docx")


@pytest.mark.parametrize("name", EXACT)
def test_every_answer_is_as_in_the_manifest(name: str) -> None:
    rows = {row.place: row for row in forms.sample(name).rows}
    for known in forms.manifest(name)["rows"]:
        row = rows[known["place"]]
        said = (row.ref, row.claim.value, row.text, list(row.documents), row.part)
        assert said == (known["ref"], known["claim"], known["text"], known["documents"], "")
        assert row.status == ("accepted" if known["text"] or known["claim"] != "none" else "blank")


@pytest.mark.parametrize("name", EXACT)
def test_every_other_row_is_reported_where_it_must_be(name: str) -> None:
    shown = forms.sample(name)
    rows = {row.place: row for row in shown.rows}
    others = forms.manifest(name)["other_rows"]
    for known in others:
        row = rows[known["place"]]
        assert row.status == ("unmatched" if known["must_report"] else "no_answer"), row
        assert row.text.split() == known["text"].split()
        assert row.hidden == known.get("hidden", "")
        assert row.ref is None
    expected = {known["place"] for known in [*others, *forms.manifest(name)["rows"]]}
    assert not [row for row in forms.answers(shown) if row.place not in expected]


def test_the_counts_are_those_of_the_manifest() -> None:
    fabricante, importer = (forms.sample(name).counts for name in EXACT)
    assert fabricante == Counts(read=144, accepted=94, unmatched=7, blank=1, no_answer=42)
    assert importer == Counts(read=132, accepted=92, no_answer=40)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_row_of_a_sample_is_lost_or_silently_wrong(name: str) -> None:
    shown = forms.sample(name)
    rows = {row.place: row for row in shown.rows}
    figures: Counter[str] = Counter()
    for known in forms.manifest(name)["rows"]:
        row = rows[known["place"]]
        sure = row.status in {"accepted", "blank"}
        right = (row.ref, row.part) == (known["ref"], known.get("part", ""))
        figures["right"] += sure and right
        figures["wrong"] += sure and not right
        figures["claims"] += row.claim.value == known["claim"]
        figures["texts"] += row.text == known["text"]
        figures["documents"] += list(row.documents) == known["documents"]
    count = len(forms.manifest(name)["rows"])
    assert figures["wrong"] == 0
    assert figures["texts"] == figures["documents"] == figures["claims"] == count
    # The narrative prints numbers of its own: a row whose wording fits two is left to check.
    assert figures["right"] >= count - (name == "perfil_narrativo_es.docx")
    assert shown.counts.read == len(shown.rows)
    assert sum(getattr(shown.counts, s) for s in Counts.__slots__) == 2 * len(shown.rows)


@pytest.mark.parametrize("name", SAMPLES)
def test_what_must_be_reported_is_unmatched_and_the_rest_is_no_answer(name: str) -> None:
    rows = {row.place: row for row in forms.sample(name).rows}
    for known in forms.manifest(name)["other_rows"]:
        assert (rows[known["place"]].status == "unmatched") == known["must_report"]


@pytest.mark.parametrize("name", SAMPLES)
def test_company_data_and_language_are_found(name: str) -> None:
    shown, known = forms.sample(name), forms.manifest(name)
    company = dict(known["company"])
    if name == "portal_export_es.csv":
        company["date"] = "02/11/2025"  # as printed; the manifest writes it as ISO
    assert shown.company == company
    assert shown.language == known["language"]


def test_a_careful_reader_is_told_what_to_notice() -> None:
    notices = {(notice.code, notice.place) for notice in forms.sample(EXACT[0]).notices}
    assert ("claim-and-text-disagree", "3 Personas e instalaciones!E19") in notices
    assert ("text-says-nothing-by-itself", "1 Seguridad empresarial!E29") in notices
    assert ("hidden-sheet", "Listas!A1:A4") in notices
    assert len([code for code, _ in notices if code == "claim-and-text-disagree"]) == 1


def test_the_command_line_gets_all_of_it() -> None:
    shape = saq.preview_as_json(forms.sample(EXACT[0]))
    assert set(shape) >= {"file", "checklist", "counts", "rows", "notices"}
    assert shape["counts"] == {
        "read": 144, "accepted": 94, "to_check": 0, "unmatched": 7, "blank": 1, "no_answer": 42,
    }  # fmt: skip
    (row,) = [row for row in shape["rows"] if row["place"] == "3 Personas e instalaciones!E19"]
    assert (row["ref"], row["claim"], row["status"]) == ("9.15", "yes", "accepted")
    assert row["matched_by"] == "reference"
    assert row["confidence"] == 1.0
    assert all(isinstance(notice["text"], str) for notice in shape["notices"])


def test_notices_speak_the_persons_language() -> None:
    i18n.set_language("en")
    shown = forms.read(
        forms.as_csv([["ID", "Criterio", "Respuesta", "Nota"], ["1.1", "", "Sí", "x"]])
    )
    assert saq.notice_text(shown.notices[0]) == "Read as utf-8, divided by ;."


def test_a_file_is_read_from_its_path_and_named_in_errors(tmp_path: Path) -> None:
    checklist = checklists.checklist(forms.MANUFACTURER)
    path = tmp_path / "saq.txt"  # the content counts, not the name
    path.write_bytes((forms.SAMPLES / EXACT[0]).read_bytes())
    assert saq.preview(path, checklist).counts.accepted == 94
    with pytest.raises(errors.SaqUnreadable, match=r"gone\.xlsx cannot be read"):
        saq.preview(tmp_path / "gone.xlsx", checklist)
    path.write_bytes(b"")
    with pytest.raises(errors.SaqEmpty, match=r"saq\.txt"):
        saq.preview(path, checklist)


def test_the_language_of_portuguese_and_french_words_is_told() -> None:
    checklist = checklists.checklist(forms.MANUFACTURER)
    for language, text in (
        (
            "pt",
            "Não há um procedimento para a revisão dos contêineres que são recebidos",
        ),
        (
            "fr",
            "Il y a une procédure pour les conteneurs qui sont reçus dans notre usine",
        ),
    ):
        rows = [["ID", "Question", "Réponse"], ["7.1", "", text]]
        shown = preview_bytes(forms.as_csv(rows), "x.csv", checklist)
        assert language_of(shown.rows) == language
