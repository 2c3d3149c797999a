"""Tables of customs programmes as companies fill them in: one maker for each layout."""

import csv
import io
from collections.abc import Callable, Sequence
from html import escape

from assessor import checklist as checklists
from tests.saq_samples import Asked, as_csv, as_docx, as_xlsx, saved
from tests.saq_truths import Form

SAID = {
    "es": {"yes": "Sí", "partly": "Parcial", "no": "No", "na": "N/A"},
    "en": {"yes": "Yes", "partly": "Partial", "no": "No", "na": "N/A"},
    "pt": {"yes": "Sim", "partly": "Parcial", "no": "Não", "na": "N/A"},
    "fr": {"yes": "Oui", "partly": "Partiel", "no": "Non", "na": "N/A"},
}
WORDS = {
    "es": {"q": "Requisito", "a": "Respuesta", "s": "Estado", "e": "Evidencia", "n": "N.º"},
    "en": {"q": "Requirement", "a": "Response", "s": "Status", "e": "Evidence", "n": "No."},
    "pt": {"q": "Quesito", "a": "Resposta", "s": "Situação", "e": "Evidência", "n": "Item"},
    "fr": {"q": "Exigence", "a": "Réponse", "s": "Statut", "e": "Preuves", "n": "N°"},
}
Maker = Callable[[Form], bytes]
Rows = list[list[object]]


def sections_of(form: Form) -> list[tuple[str, list[Asked]]]:
    """Return the headings of the form's sections, each with its questions."""
    checklist = checklists.checklist(form.checklist)
    found: dict[str, list[Asked]] = {}
    for one in form.asked:
        section = checklist.section_of(one.ref)
        heading = f"{section.ref}. {section.title[form.language]}"
        found.setdefault(heading, []).append(one)
    return list(found.items())


def _ticks(one: Asked, states: Sequence[str], mark: str = "X") -> list[object]:
    return [mark if one.claim == state else "" for state in states]


def _table(form: Form, head: Sequence[str], row: Callable[[Asked], list[object]]) -> Rows:
    rows: Rows = [list(head)]
    for heading, asked in sections_of(form):
        rows.append([heading])
        rows += [row(one) for one in asked]
    return rows


# Tables


def mexico_criteria(form: Form) -> bytes:
    """A criteria table with levels and the columns of who is responsible by when."""
    word, said = WORDS[form.language], SAID[form.language]
    head = (word["n"], word["q"], "Must / Should", word["s"], word["a"], "Responsable", "Fecha")
    return as_xlsx(
        _table(form, head, lambda one: [
            one.ref, one.question, "Must", said[one.claim], one.text, "Tráfico", "01/03/2026"])
    )  # fmt: skip


def colombia_numerals(form: Form) -> bytes:
    """Numerals with columns to tick, and what the authority fills in kept apart."""
    head = ("Numeral", "Requisito", "Cumple", "No cumple", "Cumple parcialmente", "N/A",
            "Descripción del cumplimiento", "Observaciones de la autoridad")  # fmt: skip
    states = ("yes", "no", "partly", "na")
    return as_xlsx(
        _table(form, head, lambda one: [
            one.ref, one.question, *_ticks(one, states, "✓"), one.text, "Revisar en sitio"])
    )  # fmt: skip


def peru_support(form: Form) -> bytes:
    """Yes and no in columns of their own, partly left to the support given."""
    head = ("N°", "Condición / Requisito", "SI", "NO", "N.A.", "Sustento de la respuesta")
    rows = _table(form, head, lambda one: [
        f"{one.ref}.", one.question, *_ticks(one, ("yes", "no", "na")), one.text])  # fmt: skip
    return as_docx(rows)


def brazil_items(form: Form) -> bytes:
    """Items whose number and question share a cell."""
    head = ("Quesito", "Atende?", "Justificativa", "Evidência objetiva")
    said = SAID[form.language]
    return as_xlsx(
        _table(form, head, lambda one: [
            f"{one.ref} - {one.question}", said[one.claim], one.text, ""])
    )  # fmt: skip


def ecuador_reversed(form: Form) -> bytes:
    """Columns from right to left: answer first, number last."""
    word, said = WORDS[form.language], SAID[form.language]
    rows: Rows = [[word["a"], word["s"], word["q"], word["n"]]]
    rows += [[one.text, said[one.claim], one.question, one.ref] for one in form.asked]
    return as_xlsx(rows)


def officer_topics(form: Form) -> bytes:
    """An officer's checklist: the topic once, then blank; comments at the right."""
    rows: Rows = [["Topic", "Information needed", "Checks", "Comments", "Accepted"]]
    for heading, asked in sections_of(form):
        for index, one in enumerate(asked):
            topic = heading if not index else ""
            rows.append([topic, f"{one.ref} {one.question}", "", one.text, ""])
    return as_docx(rows)


def uncertain_tool(form: Form) -> bytes:
    """Yes, no, uncertain: the letter in one column."""
    letter = {"yes": "Y", "no": "N", "partly": "Partly", "na": "N/A"}
    rows: Rows = [["#", "Question", "Y/N/U", "Comments"]]
    rows += [[one.ref, one.question, letter[one.claim], one.text] for one in form.asked]
    return as_docx(rows)


def two_languages(form: Form) -> bytes:
    """Each question in two languages in one cell, divided by a line."""
    other = "en" if form.language != "en" else "es"
    checklist = checklists.checklist(form.checklist)
    said = SAID[form.language]
    rows: Rows = [["ID", "Criterio / Criteria", "Respuesta / Response", "Comentarios / Comments"]]
    for one in form.asked:
        twin = checklist.requirement(one.ref).points[0].text[other]
        rows.append([one.ref, f"{one.question}\n{twin}", said[one.claim], one.text])
    return as_xlsx(rows)


def offset_sheet(form: Form) -> bytes:
    """A table that starts at D8, under a letterhead, with empty rows between."""
    word, said = WORDS[form.language], SAID[form.language]
    rows: Rows = [[], ["", "", "", "Aduanas – Programa OEA"], [], ["", "", "", "Folio", "F-88"]]
    rows += [[], [], [], ["", "", "", word["n"], word["q"], word["s"], word["a"]]]
    for one in form.asked:
        rows += [["", "", "", one.ref, one.question, said[one.claim], one.text], []]
    return as_xlsx(rows)


def sheet_per_section(form: Form) -> bytes:
    """A workbook with a sheet for each section, its title in a merged row above."""
    from openpyxl import Workbook

    book, word, said = Workbook(), WORDS[form.language], SAID[form.language]
    cover = book.active
    cover.title = "Portada"
    cover.append(["Razón social", "Plásticos Ñandú S.A."])
    for number, (heading, asked) in enumerate(sections_of(form), 1):
        page = book.create_sheet(f"Hoja {number}")
        page.append([heading])
        page.merge_cells("A1:E1")
        page.append([word["n"], word["q"], word["s"], word["a"], word["e"]])
        for one in asked:
            page.append([one.ref, one.question, said[one.claim], one.text, ""])
        page.auto_filter.ref = f"A2:E{page.max_row}"
    return saved(book)


def filtered_rows(form: Form) -> bytes:
    """A table left filtered: every third row is hidden and still an answer."""
    from openpyxl import Workbook

    book, word, said = Workbook(), WORDS[form.language], SAID[form.language]
    page = book.active
    page.append([word["n"], word["q"], word["s"], word["a"]])
    for index, one in enumerate(form.asked, 2):
        page.append([one.ref, one.question, said[one.claim], one.text])
        page.row_dimensions[index].hidden = index % 3 == 0
    return saved(book)


def portal_long(form: Form) -> bytes:
    """A portal's export of one record for each question, with its own keys and dates."""
    stream = io.StringIO(newline="")
    out = csv.writer(stream)
    out.writerow(["QuestionID", "QuestionText", "AnswerType", "AnswerValue", "Comment",
                  "LastModified", "ModifiedBy"])  # fmt: skip
    said = SAID[form.language]
    for one in form.asked:
        out.writerow([one.ref, one.question, "YesNoNA", said[one.claim], one.text,
                      "2025-11-02T10:22:05Z", "jperez"])  # fmt: skip
    return stream.getvalue().encode("utf-8-sig")


def semicolons_1252(form: Form) -> bytes:
    """A spreadsheet saved as text in the old Western encoding."""
    word, said = WORDS[form.language], SAID[form.language]
    head = [word["n"], word["q"], word["s"], word["a"]]
    rows = [head, *([one.ref, one.question, said[one.claim], one.text] for one in form.asked)]
    rows = [[cell.replace("\u202f", " ") for cell in row] for row in rows]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(rows)
    return stream.getvalue().encode("cp1252", errors="replace")


def tabs_utf16(form: Form) -> bytes:
    """What “Unicode text” saves: tabs and UTF-16."""
    word, said = WORDS[form.language], SAID[form.language]
    head = [word["n"], word["q"], word["s"], word["a"]]
    rows = [head, *([one.ref, one.question, said[one.claim], one.text] for one in form.asked)]
    return as_csv(rows, delimiter="\t", encoding="utf-16")


def page_with_table(form: Form) -> bytes:
    """A page saved from a portal, its tables one for each section."""
    word, said, parts = WORDS[form.language], SAID[form.language], []
    for heading, asked in sections_of(form):
        parts.append(f"<h2>{escape(heading)}</h2><table><tr>")
        parts += [f"<th>{word[key]}" for key in "nqsa"]
        for one in asked:
            cells = (one.ref, one.question, said[one.claim], one.text)
            texts = (escape(cell).replace("\n", "<br>") for cell in cells)
            parts.append("<tr>" + "".join(f"<td>{text}" for text in texts))
        parts.append("</table>")
    return f"<html><meta charset=utf-8><body>{''.join(parts)}</body></html>".encode()


def years_apart(form: Form) -> bytes:
    """Last year's answers beside this year's."""
    word, said = WORDS[form.language], SAID[form.language]
    head = [word["n"], word["q"], f"{word['s']} 2024", f"{word['s']} 2025", word["a"]]
    rows: Rows = [head]
    rows += [[one.ref, one.question, "No", said[one.claim], one.text] for one in form.asked]
    return as_xlsx(rows)


def officials_beside(form: Form) -> bytes:
    """Columns that the authority fills in beside those of the company."""
    word, said = WORDS[form.language], SAID[form.language]
    head = (word["n"], word["q"], word["s"], word["a"], "Comentarios del validador",
            "CBP comments", "Official use only")  # fmt: skip
    rows: Rows = [list(head)]
    rows += [[one.ref, one.question, said[one.claim], one.text, "Conforme en 2022",
              "Verified on site", "OK"] for one in form.asked]  # fmt: skip
    return as_xlsx(rows)


def prefixed(form: Form) -> bytes:
    """References with a prefix and a full stop, as typed by hand."""
    shapes = ("MSC {}", "Requisito {}.", "§ {}", "({})", "{}.", " {} ", "Req. {}", "N° {}")
    word, said = WORDS[form.language], SAID[form.language]
    rows: Rows = [[word["n"], word["q"], word["s"], word["a"]]]
    for index, one in enumerate(form.asked):
        shown = shapes[index % len(shapes)].format(one.ref)
        rows.append([shown, one.question, said[one.claim], one.text])
    return as_xlsx(rows)


def odd_letters(form: Form) -> bytes:
    """Accents apart, soft hyphens, zero-width and no-break blanks, full-width digits."""
    import unicodedata

    wide = {ord(str(n)): chr(0xFF10 + n) for n in range(10)} | {ord("."): "\uff0e"}
    word, said = WORDS[form.language], SAID[form.language]
    rows: Rows = [[word["n"], word["q"], word["s"], word["a"]]]
    for index, one in enumerate(form.asked):
        odd = unicodedata.normalize("NFD", one.question).replace("ción", "\u00adción")
        odd = odd.replace(" ", "\u00a0", 3).replace("e", "e\u200b", 2)
        shown = one.ref.translate(wide) if index % 2 else f"\u200e{one.ref}\u200f"
        rows.append([shown, odd, said[one.claim] + "\u200b", one.text])
    return as_xlsx(rows)


TABLES: tuple[Maker, ...] = (
    mexico_criteria,
    colombia_numerals,
    peru_support,
    brazil_items,
    ecuador_reversed,
    officer_topics,
    uncertain_tool,
    two_languages,
    offset_sheet,
    sheet_per_section,
    filtered_rows,
    portal_long,
    semicolons_1252,
    tabs_utf16,
    page_with_table,
    years_apart,
    officials_beside,
    prefixed,
    odd_letters,
)  # fmt: skip
