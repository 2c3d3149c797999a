"""A whole visit in the real window with the keyboard alone, from the first start to version 2.

After each chapter the database is looked into; at the end the exported files are read.
"""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from assessor import checklist
from assessor.ui import app as starter
from tests import files, make, report_reading, saq_samples
from tests.journeys import looking
from tests.journeys.person import Person, play

SHARED = Path(__file__).resolve().parents[3] / "shared" / "samples" / "saq"
SAMPLE = (SHARED if SHARED.is_dir() else saq_samples.SAMPLES) / "ctpat_fabricante_es.xlsx"

# What the person sees at each requirement that is not simply met.
FINDING, ADVICE, PRACTICE = "6.2", "9.2", "1.2"
NOT_APPLICABLE, NOT_VERIFIED, CONDITION = "4.9", "3.4", "5.24"
MIXED = "9.4"
SEEN = {
    "es": "Dos de diez cajas llevaban precinto plástico.",
    "en": "Two of ten trailers had plastic.",
}
MADE = {
    FINDING: {
        "es": "Dos cajas salían sin sello ISO.",
        "en": "Two trailers left without an ISO seal.",
    },
    ADVICE: {"es": "La malla norte está levantada.", "en": "The north mesh is lifted."},
    MIXED: {"es": "Una puerta queda sin vigilar.", "en": "One gate stays unwatched."},
    PRACTICE: {
        "es": "El comité publica sus minutas.",
        "en": "The committee publishes its minutes.",
    },
}
ACTION = {"es": "Sellar toda caja con sello ISO 17712.", "en": "Seal each trailer to ISO 17712."}
FORM = {
    "scope": {"es": "La planta y sus rutas de exportación.", "en": "The plant and its routes."},
    "purpose": {"es": "Revalidación.", "en": "Revalidation."},
    "methods": {"es": "Documentos, recorrido y muestras.", "en": "Documents, a tour and samples."},
}
NOTE = "Preguntar otra vez por el lote 2198."


class Visit:
    """Where this visit is kept, and what the person carries along."""

    def __init__(self, folder: Path) -> None:
        self.workspace, self.out = folder / "workspace", folder / "out"
        self.out.mkdir()
        self.photographs = {
            ref: self.out / f"{name}.jpg"
            for ref, name in ((FINDING, "sello"), (ADVICE, "malla"), (PRACTICE, "comité"))
        }
        for path in self.photographs.values():
            taken = files.taken("2026:11:18 10:05:00", place=(25.9, -98.3))
            path.write_bytes(files.photograph(text=path.stem, size=(640, 480), exif=taken))

    def assessed(self, ref: str, point: str = "a") -> str | None:
        """Return the verdict that the database holds."""
        query = "select verdict from assessment where ref = ? and point_id = ?"
        found = looking.rows(self.workspace, query, ref, point)
        return found[0][0] if found else None


@pytest.fixture
def visit(qapp: QApplication, tmp_path: Path) -> Iterator[Visit]:
    """Start the program as on a fresh machine and close it at the end."""
    starter.make_app()
    made = Visit(tmp_path)
    window = starter.start(qapp, made.workspace)
    window.resize(1366, 768)
    window.show()
    yield made
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def test_a_visit_with_the_keyboard_alone(visit: Visit) -> None:
    def story(person: Person) -> None:
        name_oneself(person, visit)
        import_the_answers(person, visit)
        walk_all_requirements(person, visit)
        take_back_and_do_again(person, visit)
        record_what_was_found(person, visit)
        fill_what_is_missing(person, visit)
        export_everything(person, visit)
        read_what_went_out(visit)
        issue_and_reopen(person, visit)

    play(story)


# the first start


def name_oneself(person: Person, visit: Visit) -> None:
    """Say who sits here; then choose the language by its command."""
    person.sees("Who are you?")
    person.holds("Name")
    person.type("Ana Ruiz Peña")
    person.press("Tab")
    person.type("Validadora")
    person.press("Return")
    person.sees("No validation yet", "Open the sample")
    person.press("Ctrl+K")
    person.type("language es")
    person.press("Return")
    person.sees("Todavía no hay validaciones", "Importar una autoevaluación")
    person.speaks("es")


# the self-assessment


def import_the_answers(person: Person, visit: Visit) -> None:
    """Choose the file, look at its rows, accept it."""
    person.press("I")
    choose_file(person, SAMPLE)
    person.sees("Aceptar e iniciar", "144 filas leídas", "Todo 144")
    person.speaks("es")
    assert looking.one(visit.workspace, "select count(*) from validation") == 0
    person.press("Ctrl+Return")
    person.sees("Autoevaluación", "ctpat_fabricante_es.xlsx", "Razón social")
    person.speaks("es")
    expected = saq_samples.manifest("ctpat_fabricante_es.xlsx")["rows"]
    stored = looking.rows(visit.workspace, "select place, ref, claim, text from saq_answer")
    assert sorted(stored) == sorted(
        (row["place"], row["ref"], row["claim"], row["text"]) for row in expected
    )
    assert looking.one(visit.workspace, "select name from visit_person") == "Ana Ruiz Peña"


def choose_file(person: Person, path: Path) -> None:
    """Type the name of a file into the dialog that asks for one."""
    person.wait_until("the file dialog", _is_file_dialog)
    person.type(str(path))
    person.press("Return")


def _is_file_dialog() -> bool:
    return isinstance(QApplication.activeModalWidget(), QFileDialog)


# the walk


def walk_all_requirements(person: Person, visit: Visit) -> None:
    """Give a verdict on each of the 95, one key where it is met."""
    person.press("Ctrl+2")
    deeds: dict[str, Callable[[Person, Visit], None]] = {
        FINDING: not_met,
        ADVICE: partly_met,
        NOT_APPLICABLE: not_applicable,
        NOT_VERIFIED: not_verified,
        CONDITION: does_not_apply_here,
        MIXED: point_by_point,
    }
    requirements = checklist.checklist(make.MANUFACTURER).requirements
    for requirement in requirements:
        person.shows(requirement.ref)
        deeds.get(requirement.ref, met)(person, visit)
        person.speaks("es")
        person.press("J")
    person.sees("95 de 95 evaluados")
    found = dict.fromkeys((item.ref for item in requirements), "met")
    found |= {FINDING: "not_met", ADVICE: "partly", MIXED: "met"}
    found |= {NOT_APPLICABLE: "na", NOT_VERIFIED: "not_verified", CONDITION: "na"}
    assert {ref: visit.assessed(ref) for ref in found} == found
    assert visit.assessed(MIXED, "b") == "partly"


def met(person: Person, visit: Visit) -> None:
    person.press("0")


def not_met(person: Person, visit: Visit) -> None:
    person.press("3")
    person.sees("Hallazgo: acción requerida", "90 días después del informe")
    person.press("N")
    person.type(SEEN["es"])
    person.press("Ctrl+L")
    person.type(SEEN["en"])
    person.press("Esc", "P")
    person.type(NOTE)
    person.press("Esc", "E")
    choose_file(person, visit.photographs[FINDING])
    person.sees("1 foto")
    query = "select {} from assessment where ref = ?"
    assert looking.text(visit.workspace, query.format("seen"), FINDING) == SEEN
    assert looking.one(visit.workspace, query.format("private_note"), FINDING) == NOTE


def partly_met(person: Person, visit: Visit) -> None:
    person.press("2")
    person.sees("Recomendación")


def not_applicable(person: Person, visit: Visit) -> None:
    person.press("4")
    person.sees("No aplica", "Segunda persona que está de acuerdo")
    person.holds("Motivo · Español")
    person.type("Nadie trabaja a distancia.")
    person.press("Tab")
    person.type("Nobody works remotely.")
    person.press("Tab")
    person.type("Luis Gómez")
    person.press("Ctrl+Return")
    query = "select reason, second_person from assessment where ref = ?"
    person.wait_until("the reason", lambda: looking.rows(visit.workspace, query, NOT_APPLICABLE))
    [(reason, second)] = looking.rows(visit.workspace, query, NOT_APPLICABLE)
    assert ("Nadie" in reason, "Nobody" in reason, second) == (True, True, "Luis Gómez")


def not_verified(person: Person, visit: Visit) -> None:
    person.press("5")
    person.holds("Motivo · Español")
    person.type("El archivo estaba cerrado.")
    person.press("Tab")
    person.type("The archive was closed.")
    person.press("Ctrl+Return")


def does_not_apply_here(person: Person, visit: Visit) -> None:
    """The condition itself is the reason, in both languages at once."""
    person.press("X")
    query = "select reason from assessment where ref = ?"
    person.wait_until("the reason", lambda: looking.rows(visit.workspace, query, CONDITION))
    reason = looking.text(visit.workspace, query, CONDITION)
    assert reason["es"].startswith("Aquí no aplica") or reason["es"].startswith("No aplica"), reason
    assert reason["en"].startswith("Does not apply here.")


def point_by_point(person: Person, visit: Visit) -> None:
    person.press("1", ".", "2")


def take_back_and_do_again(person: Person, visit: Visit) -> None:
    """Undo names what it undoes; redo brings it back."""
    go_to(person, "12.10")
    person.press("3")
    person.wait_until("not met", lambda: visit.assessed("12.10") == "not_met")
    person.press("Ctrl+Z")
    person.sees("Deshecho: ")
    person.wait_until("met", lambda: visit.assessed("12.10") == "met")
    person.press("Ctrl+Shift+Z")
    person.wait_until("not met again", lambda: visit.assessed("12.10") == "not_met")
    person.press("Ctrl+Z")
    person.wait_until("met again", lambda: visit.assessed("12.10") == "met")
    person.speaks("es")


def go_to(person: Person, ref: str) -> None:
    """Jump to a requirement by its number."""
    person.press("/")
    person.type(ref)
    person.press("Return")
    person.shows(ref)


# findings, recommendations, good practices


def record_what_was_found(person: Person, visit: Visit) -> None:
    """Record one of each kind, each with a photograph."""
    go_to(person, FINDING)
    person.press("F")
    write_up(person, FINDING, "Hallazgo: acción requerida", ACTION)
    go_to(person, ADVICE)
    person.press("R")
    write_up(person, ADVICE, "Recomendación", {})
    go_to(person, PRACTICE)
    person.press("G")
    write_up(person, PRACTICE, "Buena práctica", None)
    person.sees("1 hallazgo · 1 recomendación · 1 buena práctica")
    person.press("Ctrl+3")
    person.sees("Hallazgos: acciones requeridas", "Recomendaciones", "Buenas prácticas")
    for ref in (ADVICE, PRACTICE):
        person.press("J")
        person.sees(MADE[ref]["es"])
        person.press("A")
        choose_file(person, visit.photographs[ref])
        person.sees("1 foto")
    person.speaks("es")
    found = looking.rows(
        visit.workspace,
        "select observation_point.ref, text, action, count(evidence_link.id) from observation"
        " join observation_point on observation_point.observation_id = observation.id"
        " left join evidence_link on evidence_link.observation_id = observation.id"
        " group by observation.id order by observation.position",
    )
    written = [(ref, json.loads(text), json.loads(action)) for ref, text, action, _n in found]
    assert written == [
        (FINDING, MADE[FINDING], ACTION),
        (ADVICE, MADE[ADVICE], {}),
        (PRACTICE, MADE[PRACTICE], {}),
    ]
    assert [number for *_rest, number in found] == [0, 1, 1]
    blobs = visit.workspace / "blobs"
    for sha256, name in looking.rows(visit.workspace, "select sha256, file_name from evidence"):
        assert (blobs / sha256[:2] / sha256).read_bytes() == (visit.out / name).read_bytes()


def write_up(person: Person, ref: str, kind: str, action: dict[str, str] | None) -> None:
    """Fill the form in both languages and record it."""
    person.sees(kind, "Lo encontrado")
    person.holds("Lo encontrado · Español")
    for lang in ("es", "en"):
        person.type(MADE[ref][lang])
        person.press("Tab")
    for lang in ("es", "en") if action else ():
        person.type(action[lang])
        person.press("Tab")
    person.speaks("es")
    person.press("Ctrl+Return")
    person.misses("Lo encontrado")


# what is missing


def fill_what_is_missing(person: Person, visit: Visit) -> None:
    """Jump to each gap that the report names, close it, come back."""
    person.press("Ctrl+4")
    person.sees("Nada impide emitir.", "6 merecen revisión")
    closing: tuple[tuple[str, Callable[[Person], None]], ...] = (
        ("9.4 incumple un DEBERÍA: considere una recomendación", recommend),
        ("Las fechas de la visita no están registradas.", say_when),
        ("«Alcance» no está llenado.", partial(fill_text, "Alcance", "scope")),
        ("«Propósito» no está llenado.", partial(fill_text, "Propósito", "purpose")),
        ("«Métodos» no está llenado.", partial(fill_text, "Métodos", "methods")),
        ("Filas de la autoevaluación que todavía esperan una decisión: 7.", settle_rows),
    )
    for left, (sentence, close) in zip(range(6, 0, -1), closing, strict=True):
        person.sees(f"{left} merece")
        person.sees(sentence)
        person.press("Return")
        close(person)
        person.speaks("es")
        person.press("Ctrl+4")
        person.misses(sentence)
    person.misses("merece")
    query = "select scope, purpose, methods, visit_start, visit_end from validation"
    *texts, start, end = looking.rows(visit.workspace, query)[0]
    assert [json.loads(text) for text in texts] == [FORM["scope"], FORM["purpose"], FORM["methods"]]
    assert (start, end) == ("2026-11-18", "2026-11-19")


def recommend(person: Person) -> None:
    person.shows("9.4")
    person.press("R")
    write_up(person, MIXED, "Recomendación", {})


def say_when(person: Person) -> None:
    person.holds("Primer día de la visita")
    person.type("18/11/2026")
    person.press("Tab")
    person.holds("Último día de la visita")
    person.type("19 nov 2026")
    person.press("Tab")


def fill_text(name: str, field: str, person: Person) -> None:
    for lang, spoken in (("es", "Español"), ("en", "English")):
        person.holds(f"{name} · {spoken}")
        person.type(FORM[field][lang])
        person.press("Tab")


def settle_rows(person: Person) -> None:
    """Say of each row left over that it answers none of the requirements."""
    person.sees("ctpat_fabricante_es.xlsx")
    person.press("L")
    person.sees("7 filas esperan su decisión")
    for _row in range(7):
        person.press("0")


# what goes out

DOCUMENTS = ("Informe de validación", "Plan de mejora")
FORMATS = {"PDF": "pdf", "Word": "docx"}
COPIES = ("Interna", "De la empresa")


def export_everything(person: Person, visit: Visit) -> None:
    """Both documents in both formats and two languages, the internal copy and the company's."""
    for copy in COPIES:
        person.turn_to(copy, COPIES)
        for document in DOCUMENTS:
            person.turn_to(document, DOCUMENTS)
            for name, suffix in FORMATS.items():
                person.turn_to(name, FORMATS)
                export(person, visit.out / f"{document}-{copy}.{suffix}")
    person.speaks("es")


def export(person: Person, path: Path) -> None:
    person.press("Ctrl+E")
    choose_file(person, path)
    person.wait_until(path.name, path.exists)
    person.sees(path.name)


def read_what_went_out(visit: Visit) -> None:
    """All that was typed stands in both languages; what is private, in none of them."""
    for path in sorted(visit.out.glob("*.*[!g]")):
        content, report = path.read_bytes(), path.name.startswith(DOCUMENTS[0])
        told = report_reading.haystack(content, path.suffix[1:])
        texts = [MADE[ref] for ref in (FINDING, ADVICE, MIXED)] + [ACTION]
        texts += [SEEN, MADE[PRACTICE], *FORM.values()] if report else []
        lacking = [said for text in texts for said in text.values() if _packed(said) not in told]
        assert not lacking, f"{path.name} lacks {lacking}"
        assert _packed("BORRADOR") in told
        assert _packed(NOTE) not in told, path.name
        if path.suffix == ".docx":
            assert not blanks(path), f"{path.name}: nobody says why these are blank: {blanks(path)}"


def _packed(text: str) -> bytes:
    return "".join(text.split()).encode()


def blanks(path: Path) -> list[str]:
    """Return what stands in a Word file beside a place where nothing is said at all."""
    found = []
    for table in docx.Document(str(path)).tables:
        headed = bool(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader"))
        for row in table.rows:
            cells = list({id(cell._tc): cell for cell in row.cells}.values())
            # A row that goes on with the one above begins with nothing.
            if headed and cells[0].text.strip() and not all(map(_says_something, cells)):
                found.append(cells[0].text)
            found += [cell.text for cell in cells if _is_only_a_label(cell)]
    return found


def _says_something(cell: Any) -> bool:
    return bool(cell.text.strip() or cell.tables or cell._tc.xpath(".//w:drawing"))


def _is_only_a_label(cell: Any) -> bool:
    said = [part for part in cell.paragraphs if part.text.strip()]
    return len(said) == 1 and said[0].style.name == "Report Label" and not cell.tables


def issue_and_reopen(person: Person, visit: Visit) -> None:
    """Issue: everything is locked and kept; reopen with a reason: version 2 begins."""
    person.press("Esc", "Esc", "I")
    person.sees("Emitir y bloquear")
    person.speaks("es")
    person.press("Return")
    person.sees("Versión 1 emitida el")
    assert state(visit) == (1, "issued")
    kept = looking.rows(visit.workspace, "select copy_kind, sha256 from report")
    assert sorted(copy for copy, _sha in kept) == ["company", "internal"]
    person.press("Ctrl+2")
    go_to(person, "12.10")
    person.press("3")
    person.sees("está emitido: la validación ya no puede cambiarse")
    assert visit.assessed("12.10") == "met"
    person.press("Ctrl+4")
    person.tab_to("Reabrir…")
    person.press("Space")
    person.sees("¿Reabrir la validación?")
    person.type("Falta una firma.")
    person.press("Return")
    person.wait_until("version 2", lambda: state(visit) == (2, "open"))
    person.sees("la versión 2 puede emitirse")
    assert (
        looking.one(visit.workspace, "select reopened_reason from validation") == "Falta una firma."
    )
    assert looking.rows(visit.workspace, "select copy_kind, sha256 from report") == kept
    person.speaks("es")


def state(visit: Visit) -> tuple[int, str]:
    """Return version and phase."""
    [found] = looking.rows(visit.workspace, "select version, phase from validation")
    return found
