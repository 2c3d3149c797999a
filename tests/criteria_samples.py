# ruff: noqa: E501  a row of a table is a line
"""Makes the tables of criteria in tests/samples/criteria, traps included; run to make them anew."""

from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent / "samples" / "criteria"

# What the English workbook demands, as a person reads it: reference, levels, section.
ENGLISH = [
    ("1.1", "must", "1"), ("1.2", "should", "1"), ("1.9", "must", "1"), ("1.10", "must", "1"),
    ("2.1", "must should", "2"), ("2.2", "must should", "2"), ("2.4", "must", "2"),
    ("2.8", "should", "2"),
]  # fmt: skip


def make_xlsx_en(path: Path) -> None:
    """A workbook: title above, merged section rows, numbers as references, hidden row, traps."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    sheet = book.active
    sheet.title = "Criteria"
    sheet.append(["Authorised operator: minimum security criteria, third edition"])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append(["ID", "Criterion", "Implementation guidance", "Must / Should"])
    sheet.append(["1. Responsibility of management"])
    sheet.merge_cells("A4:D4")
    sheet.append(
        [
            "1.1",
            "Management must sign a statement of commitment.",
            "The statement hangs where staff see it.\nIt is renewed every year.",
            "Must",
        ]
    )
    sheet.append(
        ["1.2", "A committee from all departments should meet every quarter.", None, "Should"]
    )
    sheet.append(["1.9", "Internal audits must be recorded.", None, "Must"])
    sheet.append(["1.10", "Audits must be independent of those audited.", None, "Must"])
    sheet.append([1.1, "Results of audits must reach management within a month.", None, "Must"])
    sheet.append(["2. Seals"])
    sheet.merge_cells("A10:D10")
    sheet.append(
        [
            "2.1",
            "Seals must meet ISO 17712. Serial numbers should be laser engraved.",
            None,
            "Must / Should",
        ]
    )
    sheet.append(["2.2", "Seals must be kept locked away.", None, "Must"])
    sheet.append([None, "A second person should witness each sealing.", None, "Should"])
    sheet.merge_cells("A12:A13")
    sheet.append(["2.3", "Drivers may carry spare seals.", None, "May"])
    sheet.append(["2.4", "Broken seals must be reported at once.", None, "Must"])
    sheet.append(["2.5", "Seal logs are kept for two years.", None, None])
    sheet.append(["2.6", "The seal log must be closed each night.", None, "Must"])
    sheet.append(["2.6", "The seal log must be signed by the supervisor.", None, "Must"])
    sheet.append(["2.7", "Old criterion, no longer used: seals must be blue.", None, "Must"])
    sheet.row_dimensions[19].hidden = True
    sheet.append(["ID", "Criterion", "Implementation guidance", "Must / Should"])
    sheet.append(["2.8", "Seal suppliers should be visited.", None, "Should"])
    sheet["B21"].comment = Comment("Check the wording with legal.", "Ana")
    sheet.append(["Note: the official text prevails."])
    book.save(path)


PHYSICAL = """3.1|El perímetro debe estar cercado.|The perimeter must be fenced.|X||Ana
3.2|La cerca debería revisarse cada semana.|The fence should be inspected weekly.||X|Ana
3.3|Las puertas se cierran con llave.|Gates are locked.|X||Ana
3.4|El alumbrado debe cubrir los andenes.|Lighting should cover the docks.|X||Ana
3.5|Los vigilantes deben llevar registro.|Guards must keep a log.|||"""
STAFF = """4.1|Los antecedentes deben verificarse. La verificación debería repetirse cada dos años.|Backgrounds must be checked. The check should be repeated every two years.|X|X|
4.2|Se recomienda un código de conducta.|A code of conduct is recommended.||☒|"""


def make_xlsx_es(path: Path) -> None:
    """Two sheets, two languages beside one another under a head of two rows, columns to tick."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in (("Seguridad física", PHYSICAL), ("Seguridad del personal", STAFF)):
        sheet = book.create_sheet(name)
        sheet.append(["N.º", "Requisito", None, "Obligatorio", "Recomendado", "Responsable"])
        sheet.append([None, "Español", "English", None, None, None])
        sheet.merge_cells("B1:C1")
        for row in rows.splitlines():
            sheet.append([cell or None for cell in row.split("|")])
    lists = book.create_sheet("Listas")
    lists.append(["X"])
    lists.sheet_state = "hidden"
    book.save(path)


def make_csv_fr(path: Path) -> None:
    """Semicolons, Windows letters, section in a column, a level that is neither, quoted lines."""
    lines = [
        "Réf.;Rubrique;Exigence;Niveau;Lignes directrices",
        "A-1;Gestion;La direction doit désigner un responsable.;Doit;",
        'A-2;Gestion;"Le responsable devrait être formé\nchaque année.";Devrait;Une attestation suffit.',
        "A-3;Gestion;Un registre est tenu à jour.;Obligatoire;",
        "B-1;Locaux;Les accès doivent être contrôlés.;Recommandé;",
        "B-2;Locaux;Les visiteurs peuvent circuler seuls.;Peut;",
        "B-3;Locaux;Les clés doivent être comptées; le compte devrait être signé.;Doit",
        ";;;;",
        'B-4;Locaux;"Les clés doivent être comptées; le compte devrait être signé.";Doit / Devrait;',
        "Total : 7;;;;",
    ]
    path.write_bytes("\r\n".join(lines).encode("cp1252"))


def make_docx_pt(path: Path) -> None:
    """A document: headings between tables, merged cells, a paragraph that demands."""
    from docx import Document

    document = Document()
    document.add_heading("Requisitos do operador", level=1)
    document.add_paragraph("Este documento reúne os requisitos mínimos.")
    document.add_heading("5. Tecnologia da informação", level=2)
    _docx_table(
        document,
        [
            ("Item", "Critério", "Deve / Recomendado", "Orientação"),
            ("5.1", "As senhas devem ser individuais.", "Deve", "Sem contas partilhadas."),
            ("5.2", "As cópias de segurança deveriam ser testadas.", "Recomendado", ""),
            ("", "O teste deve ser registrado.", "Deve", ""),
            ("5.3", "Os acessos são revistos.", "", ""),
        ],
    )
    document.add_heading("6. Transporte", level=2)
    table = _docx_table(
        document,
        [
            ("Item", "Critério", "Deve / Recomendado", "Orientação"),
            ("6.1", "As unidades devem ser inspecionadas.", "Deve", "Sete pontos."),
            ("", "A inspeção deveria ser fotografada.", "Recomendado", ""),
            ("6.2", "As rotas devem ser conhecidas.", "Deve", ""),
        ],
    )
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("6.3 O motorista deve avisar sobre desvios.")
    document.save(path)


def _docx_table(document: Any, rows: list[tuple[str, ...]]) -> Any:
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return table


def make_pdf_es(path: Path) -> None:
    """A printed table over two pages: the head comes again, one row is divided by the break."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

    style = getSampleStyleSheet()["BodyText"]
    head = ("Numeral", "Criterio", "Debe / Debería")
    first = [
        head,
        ("7. Ciberseguridad", "", ""),
        (
            "7.1",
            "Los sistemas deben estar protegidos contra programas dañinos, con actualizaciones que se comprueban cada semana.",
            "Debe",
        ),
        ("7.2", "El acceso remoto debería pasar por una red privada.", "Debería"),
        ("7.3", "Las contraseñas deben", "Debe"),
    ]
    second = [
        head,
        ("", "cambiarse después de un incidente.", ""),
        ("7.4", "Los equipos perdidos deben borrarse a distancia.", "Debe"),
        ("7.10", "Los registros deben guardarse un año.", "Debe"),
    ]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    story: list[Any] = [Paragraph("Criterios del operador económico", style), Spacer(1, 12)]
    for rows in (first, second):
        cells = [[Paragraph(text, style) for text in row] for row in rows]
        span = [("SPAN", (0, 1), (2, 1))] if rows is first else []
        story += [Table(cells, colWidths=[70, 330, 80], style=[*grid, *span]), PageBreak()]
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(story[:-1])


def make_csv_plain(path: Path) -> None:
    """No head at all: numbers, demands and levels speak for themselves."""
    rows = [
        "9.1,Carriers must be screened.,Must",
        "9.2,Carriers should be visited.,Should",
        "9.3,Carriers must report delays.,Must",
        "9.4,Carriers must keep tracking records.,Must",
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    """Make all samples."""
    SAMPLES.mkdir(parents=True, exist_ok=True)
    make_xlsx_en(SAMPLES / "criteria_en.xlsx")
    make_xlsx_es(SAMPLES / "criterios_es_en.xlsx")
    make_csv_fr(SAMPLES / "criteres_fr.csv")
    make_docx_pt(SAMPLES / "criterios_pt.docx")
    make_pdf_es(SAMPLES / "criterios_es.pdf")
    make_csv_plain(SAMPLES / "without_head.csv")


if __name__ == "__main__":
    main()
