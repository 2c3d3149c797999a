"""What was learnt of a form serves the next company's file of it, and can be forgotten."""

import pytest

from assessor import checklist as checklists
from assessor import i18n, saq
from assessor.errors import UnknownRecord
from assessor.saq.corrections import NONE, Corrections, with_marks, with_role
from assessor.saq.preview import interpret, read_bytes
from assessor.saq.types import Raw
from assessor.store.workspace import Workspace
from tests import saq_samples as forms
from tests.saq_running import cards_xlsx
from tests.saq_truths import form_of

CHECKLIST = checklists.checklist(forms.MANUFACTURER)
HEAD = ["ID", "Criterio", "Respuesta", "Zona", "Interno"]


def form(company: str, *, extra: int = 0, head: list[str] = HEAD) -> Raw:
    """Return one company's file of a form whose answers stand where nobody looks for them."""
    rows = [[f"Cuestionario de {company}"]] * extra + [head]
    rows += [
        [one.ref, one.question, "Sí", "A", f"{company}: {one.text}"]
        for one in forms.manufacturer()[:12]
    ]
    rows += [["", f"Fin de {company}", "", "", ""], ["", "Uso de la aduana", "x", "y", "z"]]
    return read_bytes(forms.as_xlsx(rows), f"{company}.xlsx")


def corrected(raw: Raw) -> Corrections:
    part = interpret(raw, CHECKLIST).understood.parts[0].part
    said = with_role(with_role(NONE, part, 5, "answer"), part, 4, "other")
    key = next(
        line.key for line in raw.source.blocks[0].lines if line.cells[0].text == "Uso de la aduana"
    )
    return with_marks(said, {key: "none"})


def test_the_next_companys_file_is_read_as_the_first_was_corrected(workspace: Workspace) -> None:
    first, second = form("Sierra Clara"), form("Café del Sur", extra=2)
    said = corrected(first)
    assert saq.recall(workspace, first, CHECKLIST) is None
    saq.remember(workspace, first, CHECKLIST, said=said)
    known = saq.recall(workspace, second, CHECKLIST)
    assert known is not None
    assert known.corrections.roles == said.roles
    shown = interpret(second, CHECKLIST, known.corrections)
    answers = [row for row in shown.rows if row.kind == "answer"]
    assert [row.text for row in answers] == [
        f"Café del Sur: {one.text}" for one in forms.manufacturer()[:12]
    ]
    # the marked row stands two rows lower here, and is found by what it says
    assert known.corrections.marks == {"Cuestionario!17": "none"}
    assert shown.rows[-1].kind == "set aside"


def test_nothing_that_a_company_answered_is_kept(workspace: Workspace) -> None:
    first = form("Sierra Clara")
    saq.remember(workspace, first, CHECKLIST, said=corrected(first))
    workspace.close()
    path = workspace.folder / "workspace.db"
    content = b"".join(file.read_bytes() for file in path.parent.glob("*.db*"))
    assert b"id \xc2\xb7 criterio" in content
    assert b"Sierra" not in content
    assert forms.manufacturer()[0].text.encode()[:40] not in content


def test_another_form_is_not_taken_for_it(workspace: Workspace) -> None:
    first = form("Sierra Clara")
    saq.remember(workspace, first, CHECKLIST, said=corrected(first))
    other = form("Sierra Clara", head=["No.", *HEAD[1:]])
    assert saq.recall(workspace, other, CHECKLIST) is None


def test_a_form_without_heads_is_known_by_what_it_asks(workspace: Workspace) -> None:
    def narrative(company: str, count: int = 12) -> Raw:
        lines = []
        for one in forms.manufacturer()[:count]:
            lines += [one.question, f"En {company} lo hacemos cada {len(one.text)} días hábiles."]
        return read_bytes("\n".join(lines).encode(), f"{company}.txt")

    first = narrative("Sierra Clara")
    said = Corrections(language="pt")
    saq.remember(workspace, first, CHECKLIST, said=said)
    known = saq.recall(workspace, narrative("Café del Sur"), CHECKLIST)
    assert known is not None
    assert known.corrections == said
    assert saq.recall(workspace, narrative("Café del Sur", 5), CHECKLIST) is None
    assert saq.remember(workspace, read_bytes(b"hola\nadi\xc3\xb3s", "x.txt"), CHECKLIST,
                        said=said) is None  # fmt: skip


def test_correcting_again_takes_the_place_of_what_was_known(workspace: Workspace) -> None:
    first = form("Sierra Clara")
    said = corrected(first)
    one = saq.remember(workspace, first, CHECKLIST, said=said)
    assert saq.remember(workspace, first, CHECKLIST, said=said) == one  # nothing new
    later = Corrections(roles=said.roles, language="es")
    saq.remember(workspace, first, CHECKLIST, said=later)
    known = saq.recall(workspace, first, CHECKLIST)
    assert known is not None
    assert known.corrections == later
    assert saq.remember(workspace, first, CHECKLIST, said=NONE) is None
    assert saq.recall(workspace, first, CHECKLIST) is None
    assert saq.remember(workspace, first, CHECKLIST, said=NONE) is None


def test_forgetting_is_a_step_that_can_be_undone(workspace: Workspace) -> None:
    first = form("Sierra Clara")
    kept = saq.remember(workspace, first, CHECKLIST, said=corrected(first))
    assert kept is not None
    saq.forget(workspace, kept)
    assert saq.recall(workspace, first, CHECKLIST) is None
    with pytest.raises(UnknownRecord):
        saq.forget(workspace, kept)
    assert workspace.undo() == "Forget how a form is read"
    assert saq.recall(workspace, first, CHECKLIST) is not None


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_who_corrected_it_and_when_is_said_in_the_persons_language(
    workspace: Workspace, language: str
) -> None:
    first = form("Sierra Clara")
    workspace.by = "Ana Ruiz"
    saq.remember(workspace, first, CHECKLIST, said=corrected(first))
    known = saq.recall(workspace, first, CHECKLIST)
    assert known is not None
    i18n.set_language(language)
    day = i18n.format_date(known.at.astimezone().date())
    assert day in saq.told_of(known, "Ana Ruiz")
    assert "Ana Ruiz" not in saq.told_of(known, "Ana Ruiz")
    assert "Ana Ruiz" in saq.told_of(known, "Eva Mora")


def test_a_file_that_lacks_a_marked_row_goes_without_the_mark(workspace: Workspace) -> None:
    first = form("Sierra Clara")
    saq.remember(workspace, first, CHECKLIST, said=corrected(first))
    rows = [HEAD, *[[one.ref, one.question, "Sí", "A", "x"] for one in forms.manufacturer()[:12]]]
    short = read_bytes(forms.as_xlsx(rows), "x.xlsx")
    known = saq.recall(workspace, short, CHECKLIST)
    assert known is not None
    assert known.corrections.marks == {}


def test_rows_that_only_look_like_heads_name_no_form(workspace: Workspace) -> None:
    """Of cards some begin as heads do: a label beside what the company wrote."""
    cards = read_bytes(cards_xlsx(form_of(forms.MANUFACTURER, "es")), "x.xlsx")
    assert saq.remember(workspace, cards, CHECKLIST, said=Corrections(language="en"))
    known = saq.recall(workspace, cards, CHECKLIST)
    assert known is not None
    assert known.corrections.language == "en"
    assert known.name == CHECKLIST.id
    workspace.close()
    content = b"".join(file.read_bytes() for file in workspace.folder.glob("*.db*"))
    assert b"anexo 3003" not in content
