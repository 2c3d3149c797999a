"""import-saq: the ledger, what it makes and finds, and importing again."""

from pathlib import Path

import pytest

from tests import make
from tests.cli.conftest import Answer, Run

KEYS = {
    "place", "ref", "part", "claim", "text", "documents", "matched_by", "confidence",
    "candidates", "hidden", "status",
}  # fmt: skip
COUNTS = {"read", "accepted", "to_check", "unmatched", "blank", "no_answer"}
FILE = """\
Razón social;Ñandú del Norte, S.A.
Domicilio;Calle 1
RFC;NNO010101AB1
Contacto;Eva Mora

Criterio;¿Cumple?;Respuesta;Evidencia
1.1;Sí;Carta firmada;Carta.pdf
1.2;No;Sin comité;
6.2;Sí;Sello ISO 17712;Factura
9.99;Sí;Un requisito que no existe;
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "autoevaluación.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


def imported(run: Run, file: Path, *words: object, data: bool = True) -> Answer:
    chosen = ("--checklist", make.MANUFACTURER, "--company", "Ñandú")
    return run("import-saq", file, *chosen, *words, data=data)


def test_the_ledger_accounts_for_every_row(run: Run, file: Path) -> None:
    found = imported(run, file, "--dry-run").json
    assert {"file", "checklist", "counts", "rows", "notices"} <= set(found)
    assert (found["file"], found["checklist"]) == (file.name, make.MANUFACTURER)
    assert set(found["counts"]) == COUNTS
    assert found["counts"]["read"] == sum(found["counts"].values()) - found["counts"]["read"]
    assert found["counts"]["accepted"] == 3
    assert all(set(row) >= KEYS for row in found["rows"])
    row = next(row for row in found["rows"] if row["ref"] == "6.2")
    assert (row["place"], row["claim"], row["status"]) == ("record 9", "yes", "accepted")
    assert row["documents"] == ["Factura"]
    assert {row["status"] for row in found["rows"]} <= COUNTS


def test_a_dry_run_leaves_nothing_behind(run: Run, file: Path, folder: Path) -> None:
    answer = imported(run, file, "--dry-run")
    assert answer.code == 0
    assert "validation" not in answer.json
    assert not folder.exists()
    words = ("import-saq", file, "--checklist", make.MANUFACTURER, "--dry-run")
    assert run(*words).code == 0


def test_a_file_starts_a_validation(run: Run, file: Path) -> None:
    found = imported(run, file, "--site", "Planta 1").json
    shown = run("show", found["validation"], data=True).json
    assert shown["number"] == found["number"]
    company = shown["company"]
    assert (company["legal_name"], company["address"]) == ("Ñandú", "Calle 1")
    assert company["identifiers"] == {"tax_id": "NNO010101AB1"}
    assert [person["name"] for person in company["contacts"]] == ["Eva Mora"]
    assert [site["name"] for site in shown["sites"]] == ["Planta 1"]
    claims = {item["ref"]: item["claim"] for item in shown["requirements"]}
    assert (claims["1.1"], claims["1.2"], claims["6.2"], claims["6.1"]) == (
        "yes", "no", "yes", "none",
    )  # fmt: skip
    said = run("show", found["validation"], "6.2").out
    assert "Company (autoevaluación.csv, record 9): Yes. Sello ISO 17712" in said
    answer = next(item for item in shown["requirements"] if item["ref"] == "1.1")["answers"][0]
    assert (answer["text"], answer["file"], answer["place"]) == (
        "Carta firmada", file.name, "record 7",
    )  # fmt: skip
    assert [item["id"] for item in shown["files"]] == [found["file_id"]]
    assert shown["files"][0]["counts"] == found["counts"]
    assert found["company_differences"] == [
        {"field": "name", "recorded": "Ñandú", "given": "Ñandú del Norte, S.A."}
    ]


def test_without_a_company_the_file_says_whose_it_is(run: Run, file: Path, tmp_path: Path) -> None:
    words = ("--checklist", make.MANUFACTURER)
    found = run("import-saq", file, *words, data=True).json
    company = run("show", found["validation"], data=True).json["company"]
    assert company["legal_name"] == "Ñandú del Norte, S.A."
    assert [site["name"] for site in company["sites"]] == ["Ñandú del Norte, S.A."]
    nameless = tmp_path / "nameless.csv"
    nameless.write_text("Criterio;¿Cumple?;Respuesta\n1.1;Sí;Carta\n", encoding="utf-8")
    answer = run("import-saq", nameless, *words)
    assert answer.code == 2
    assert "--company" in answer.err


def test_the_ledger_reads_well(run: Run, file: Path) -> None:
    text = imported(run, file, data=False).out
    assert "accepted" in text
    assert "record 9" in text
    assert "Sello ISO 17712" in text
    assert "name: recorded “Ñandú”, in the file “Ñandú del Norte, S.A.”" in text
    assert text.splitlines()[-1].startswith("V-")
    assert "matched to nothing" in text
    assert "registro 9" in imported(run, file, "--dry-run", "--lang", "es", data=False).out


def test_importing_again_shows_the_differences(run: Run, file: Path) -> None:
    first = imported(run, file).json["validation"]
    again = run("import-saq", file, "--into", "V", data=True).json
    assert again["validation"] == first
    assert (again["differences"]["same"], again["differences"]["changed"]) == (3, [])
    changed = FILE.replace("1.1;Sí;Carta firmada", "1.1;Parcial;Carta vencida")
    file.write_text(changed.replace("6.2;Sí;Sello ISO 17712;Factura\n", ""), encoding="utf-8")
    before = run("history", "V", data=True).json
    dry = run("import-saq", file, "--into", "V", "--dry-run", data=True).json
    assert run("history", "V", data=True).json == before
    [change] = dry["differences"]["changed"]
    assert (change["id"], change["ref"]) == ("1.1", "1.1")
    assert (change["old"]["claim"], change["new"]["claim"]) == ("yes", "partly")
    assert [item["ref"] for item in dry["differences"]["gone"]] == ["6.2"]
    text = run("import-saq", file, "--into", "V").out
    assert "1.1: was “yes Carta firmada”, now “partly Carta vencida”" in text
    assert "6.2: no longer in the file" in text
    assert "2 the same" not in text
    claims = {
        item["ref"]: item["claim"] for item in run("show", "V", data=True).json["requirements"]
    }
    assert (claims["1.1"], claims["6.2"]) == ("partly", "yes")
    run("undo", "V")
    shown = run("show", "V", data=True).json["requirements"][0]
    assert shown["claim"] == "yes"


def test_into_needs_what_fits(run: Run, file: Path) -> None:
    imported(run, file)
    wrong = run("import-saq", file, "--into", "V", "--checklist", make.IMPORTER)
    assert wrong.code == 2
    assert make.MANUFACTURER in wrong.err
    assert run("import-saq", file, "--into", "V", "--site", "A", "--site", "B").code == 2
    assert run("import-saq", file, "--into", "V", "--site", "Luna").code == 1
    assert run("import-saq", file, "--into", "V", "--site", "Ñandú").code == 0
    assert run("import-saq", file, "--into", "X").code == 1


def test_answers_of_one_site_stay_apart_from_those_of_another(run: Run, file: Path) -> None:
    words = ("start", "--checklist", make.MANUFACTURER, "--company", "Dos")
    run(*words, "--site", "Norte", "--site", "Sur")
    for name in ("Norte", "Sur"):
        found = run("import-saq", file, "--into", "V", "--site", name, data=True).json
        assert len(found["differences"]["new"]) == 3
    answers = run("show", "V", data=True).json["requirements"][0]["answers"]
    assert len({answer["site_id"] for answer in answers}) == 2


def test_a_company_that_is_known_is_not_overwritten(run: Run, file: Path) -> None:
    imported(run, file)
    file.write_text(FILE.replace("Calle 1", "Calle 2"), encoding="utf-8")
    found = imported(run, file).json
    assert {item["field"] for item in found["company_differences"]} == {"name", "address"}
    shown = run("show", found["validation"], data=True).json
    assert shown["company"]["address"] == "Calle 1"
    assert [site["name"] for site in shown["sites"]] == ["Ñandú"]


# How the form is read


ODD = """\
ID;Criterio;Respuesta;Zona;Interno
1.1;La Dirección debería manifestar por escrito su compromiso;Sí;A;{company} firmó la carta
1.2;Equipo interdisciplinario de seguridad con objetivos;No;A;{company} no tiene comité
6.2;Sellos de alta seguridad conforme a la norma ISO 17712;Sí;B;{company} usa sellos ISO 17712
;Fin del formulario de aduana;;;
"""


def odd(tmp_path: Path, company: str) -> Path:
    path = tmp_path / f"{company}.csv"
    path.write_text(ODD.format(company=company), encoding="utf-8")
    return path


def test_each_column_is_shown_with_its_reason(run: Run, file: Path) -> None:
    found = imported(run, file, "--dry-run").json["understood"]
    (part,) = [part for part in found["parts"] if part["asks"]]
    assert {"column", "name", "role", "corrected", "why"} == set(part["columns"][0])
    claim = next(column for column in part["columns"] if column["role"] == "claim")
    assert claim["why"] == "4 of 4 cells are yes, no or the like. Its head says “¿Cumple?”."
    assert "B = claim: 4 of 4 cells" in imported(run, file, "--dry-run", data=False).out


def test_a_column_and_rows_are_corrected_by_the_line(run: Run, tmp_path: Path) -> None:
    words = ("--column", "E=answer", "--column", "D=other", "--no-answer-row", "5", "--dry-run")
    found = imported(run, odd(tmp_path, "Uno"), *words).json
    rows = {row["place"]: row for row in found["rows"]}
    assert rows["record 2"]["text"] == "Uno firmó la carta"
    assert (rows["record 5"]["kind"], rows["record 5"]["status"]) == ("set aside", "no_answer")
    assert found["understood"]["marked_rows"] == {"record 5": "none"}
    found = imported(run, odd(tmp_path, "Uno"), "--heading-row", "record 5", "--dry-run").json
    assert found["rows"][-1]["kind"] == "heading"


@pytest.mark.parametrize(
    "words",
    [("--column", "Q=answer"), ("--column", "E=wrong"), ("--heading-row", "99"),
     ("--file-language", "xx"), ("--column", "Hoja!E=answer")],
)  # fmt: skip
def test_what_cannot_be_meant_is_said(run: Run, tmp_path: Path, words: tuple[str, str]) -> None:
    answer = imported(run, odd(tmp_path, "Uno"), *words, "--dry-run")
    assert answer.code == 2
    assert words[0].split("-")[2] in answer.err or "--heading-row" in answer.err


def test_the_next_file_of_the_form_is_read_as_corrected(run: Run, tmp_path: Path) -> None:
    imported(run, odd(tmp_path, "Uno"), "--column", "D=answer", "--column", "E=other")
    again = imported(run, odd(tmp_path, "Dos"), "--dry-run").json
    assert again["notices"][0]["code"] == "remembered"
    assert "As you corrected it on" in again["notices"][0]["text"]
    assert again["rows"][1]["text"] == "A"
    plain = imported(run, odd(tmp_path, "Dos"), "--dry-run", "--as-found").json
    assert plain["rows"][1]["text"] != "A"
    shown = imported(run, odd(tmp_path, "Dos"), "--forget-form", "--dry-run").json
    assert shown["rows"] == plain["rows"]
    assert imported(run, odd(tmp_path, "Dos"), "--dry-run").json["notices"][0]["code"] == (
        "remembered"
    )
    imported(run, odd(tmp_path, "Dos"), "--forget-form")
    gone = imported(run, odd(tmp_path, "Tres"), "--dry-run").json
    assert "remembered" not in {notice["code"] for notice in gone["notices"]}


def test_how_text_is_divided_is_remembered_too(run: Run, tmp_path: Path) -> None:
    words = ("--encoding", "utf-8", "--delimiter", ";", "--column", "E=answer")
    imported(run, odd(tmp_path, "Uno"), *words)
    found = imported(run, odd(tmp_path, "Dos"), "--dry-run").json
    assert "divided by ;" in " ".join(notice["text"] for notice in found["notices"])
    into = run("import-saq", odd(tmp_path, "Dos"), "--into", "V", data=True).json
    assert into["notices"][0]["code"] == "remembered"
