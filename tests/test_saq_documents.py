"""The papers a company names become a list to ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.saq.documents import documents, named_in, split_evidence


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("con base en el PR-SEG-003 y el F-SEG-21.", ["PR-SEG-003", "F-SEG-21"]),
        ("SOP-14 Seal Control, rev. Feb-2025", ["SOP-14 Seal Control"]),
        ("lista F-OEA-05 Inspección de contenedor con los siete puntos",
         ["F-OEA-05 Inspección de contenedor"]),
        ("IT-SEC-100 to IT-SEC-118", ["IT-SEC-100", "IT-SEC-118"]),
        ("Ver anexo 3 y el anexo B", ["anexo 3", "anexo B"]),
        ("Anexos 3, 4 y 5", ["Anexo 3", "Anexo 4", "Anexo 5"]),
        ("see Appendix C", ["Appendix C"]),
        ("See Risk Assessment 2025 v2.xlsx. Covers China", ["Risk Assessment 2025 v2.xlsx"]),
        ("break room and at Statement of Support 2024.pdf", ["Statement of Support 2024.pdf"]),
        ("subido como matriz_riesgos.xlsx", ["matriz_riesgos.xlsx"]),
        ("Incident Response Plan v5 p. 9-14", ["Incident Response Plan v5"]),
        ("según estudio de precios de transferencia 2023.",
         ["estudio de precios de transferencia 2023"]),
        ("OT-5521 en proceso; lámina R-101; cuarentena C-01", []),
        ("cifrado AES-256, sellos ISO-17712, NIMF-15", []),
        ("tab 7 of the compliance binder; anexo fotográfico", []),
        ("98% de cumplimiento 2024", []),
        ("", []),
    ],
)  # fmt: skip
def test_papers_are_named_by_code_title_file_or_annex(text: str, names: list[str]) -> None:
    assert named_in(text) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("BCP-001; Acta de simulacro", ["BCP-001", "Acta de simulacro"]),
        ("PR-COM-010\nExpediente (muestra)", ["PR-COM-010", "Expediente (muestra)"]),
        ("PR-SEG-12.pdf, Acta_2025.pdf", ["PR-SEG-12.pdf", "Acta_2025.pdf"]),
        ("Carta firmada, sellada", ["Carta firmada, sellada"]),
        ("1) Fotos\n2) Bitácora", ["Fotos", "Bitácora"]),
        ("- Manual\n• Lista", ["Manual", "Lista"]),
        ("Ver anexo 3; see SOP-14", ["anexo 3", "SOP-14"]),
        ("N/A", []),
        ("-", []),
        ("", []),
    ],
)
def test_an_evidence_cell_lists_papers(cell: str, names: list[str]) -> None:
    assert split_evidence(cell) == names


def test_a_paper_named_twice_is_listed_once() -> None:
    assert documents("PR-SEG-016; Anexo 5", "PR-SEG-016 rige; ver anexo 5 y anexo B") == (
        "PR-SEG-016", "Anexo 5", "anexo B",
    )  # fmt: skip
    assert documents("IT-POL-001 a IT-POL-014", "(IT-POL-001 a IT-POL-014)") == (
        "IT-POL-001 a IT-POL-014",
    )
    assert documents("F-SEG-08 llenos (10)", "F-SEG-080") == ("F-SEG-08 llenos (10)", "F-SEG-080")


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_searched(evidence: str, answer: str) -> None:
    found = documents(evidence, answer)
    assert all(name.strip() for name in found)
    assert len(found) == len(set(found))


def test_very_long_answers_are_searched_to_their_end() -> None:
    # Trying each letter of such a text as the start of a name took minutes.
    assert named_in("x" * 400_000) == []
    assert named_in("PR-SEG-014 anexo 3, " * 15_000 + "BCP-001") == [
        "PR-SEG-014",
        "anexo 3",
        "BCP-001",
    ]
    assert named_in("Plan Norte " * 40_000 + "Mapa.pdf")[-1].endswith("Mapa.pdf")
