"""Cards, boxes and running text of customs programmes: one maker for each layout."""

from collections.abc import Callable
from html import escape
from typing import Any

from tests.saq_programmes import SAID, TABLES, WORDS, Maker, Rows, officer_topics, sections_of
from tests.saq_samples import Asked, add_table, as_docx, as_xlsx, saved
from tests.saq_truths import Form

# Cards: one small table for each question


def _card(one: Asked, language: str) -> Rows:
    word, said = WORDS[language], SAID[language]
    return [[one.ref, one.question], [word["s"], said[one.claim]], [word["a"], one.text],
            [word["e"], ""]]  # fmt: skip


def cards_docx(form: Form) -> bytes:
    """A table of labels and values for each question."""
    from docx import Document

    document = Document()
    for heading, asked in sections_of(form):
        document.add_heading(heading, 1)
        for one in asked:
            add_table(document, _card(one, form.language))
            document.add_paragraph("")
    return saved(document)


def cards_xlsx(form: Form) -> bytes:
    """The same cards under one another on a sheet."""
    rows: Rows = []
    for one in form.asked:
        rows += [*_card(one, form.language), []]
    return as_xlsx(rows)


def labelled_cards(form: Form) -> bytes:
    """Cards in which the question has a label as well."""
    from docx import Document

    document, word, said = Document(), WORDS[form.language], SAID[form.language]
    for one in form.asked:
        rows = [[word["n"], one.ref], [word["q"], one.question], [word["s"], said[one.claim]],
                [word["a"], one.text]]  # fmt: skip
        add_table(document, rows)
        document.add_paragraph("")
    return saved(document)


def box_below(form: Form) -> bytes:
    """The question in one cell and an answer box below it, in one long table."""
    rows: Rows = []
    for one in form.asked:
        rows += [[f"{one.ref}. {one.question}"], [one.text]]
    return as_docx(rows)


def two_columns(form: Form) -> bytes:
    """Question at the left, answer at the right, no head."""
    return as_docx([[f"{one.ref} {one.question}", one.text] for one in form.asked])


def question_over_answer(form: Form) -> bytes:
    """A sheet of one column: the question, and the answer in the row below it."""
    rows: Rows = []
    for one in form.asked:
        rows += [[f"{one.ref} {one.question}"], [one.text], []]
    return as_xlsx(rows)


def beside_a_number(form: Form) -> bytes:
    """A form of two columns: number and question above, a mark and the answer below."""
    rows: Rows = []
    for one in form.asked:
        rows += [[one.ref, one.question], ["R:", one.text]]
    return as_xlsx(rows)


# Running text


def _document(form: Form, write: Callable[[Any, Asked], None]) -> bytes:
    from docx import Document

    document = Document()
    document.add_paragraph("Cuestionario OEA / AEO questionnaire")
    for heading, asked in sections_of(form):
        document.add_heading(heading, 1)
        for one in asked:
            write(document, one)
    return saved(document)


def narrative(form: Form) -> bytes:
    """A narrative profile: a heading for each criterion, notes, then the answer."""
    answer = WORDS[form.language]["a"]

    def write(document: Any, one: Asked) -> None:
        document.add_heading(f"{one.ref} {one.question}", 2)
        document.add_paragraph(f"{answer}:")
        for line in one.text.split("\n"):
            document.add_paragraph(line)

    return _document(form, write)


def bold_questions(form: Form) -> bytes:
    """Bold questions, the answer in ordinary type."""

    def write(document: Any, one: Asked) -> None:
        document.add_paragraph().add_run(f"{one.ref} {one.question}").bold = True
        for line in one.text.split("\n"):
            document.add_paragraph(line)

    return _document(form, write)


def questions_and_answers(form: Form) -> bytes:
    """An interview typed as Q and A."""

    def write(document: Any, one: Asked) -> None:
        document.add_paragraph(f"Q{one.ref}: {one.question}")
        document.add_paragraph("A: " + one.text)

    return _document(form, write)


def plain_text(form: Form) -> bytes:
    """A portal's export as plain text, its fields named on each line."""
    word, said, lines = WORDS[form.language], SAID[form.language], []
    for heading, asked in sections_of(form):
        lines += [heading, ""]
        for one in asked:
            lines += [f"{one.ref} {one.question}", f"{word['s']}: {said[one.claim]}",
                      f"{word['a']}: {one.text}", ""]  # fmt: skip
    return "\n".join(lines).encode()


def answer_in_the_cell(form: Form) -> bytes:
    """The answer typed into the question's own cell, after a mark."""
    answer = WORDS[form.language]["a"]
    return as_docx([[one.ref, f"{one.question}\n{answer}: {one.text}"] for one in form.asked])


def survey_export(form: Form) -> bytes:
    """A survey tool's export: a column for each question, a row for the company."""
    head = ["Timestamp", "Email", *(f"{one.ref} {one.question}" for one in form.asked)]
    row = ["2025/11/02 10:22", "ana@example.com", *(one.text for one in form.asked)]
    return as_xlsx([head, row])


def definition_list(form: Form) -> bytes:
    """A page of questions and answers without any table."""
    parts = (
        f"<dt><b>{one.ref} {escape(one.question)}</b></dt>"
        f"<dd>{escape(one.text).replace(chr(10), '<br>')}</dd>"
        for one in form.asked
    )
    return f"<html><meta charset=utf-8><dl>{''.join(parts)}</dl></html>".encode()


MAKERS: tuple[Maker, ...] = (
    *TABLES,
    cards_docx,
    cards_xlsx,
    labelled_cards,
    box_below,
    two_columns,
    question_over_answer,
    beside_a_number,
    narrative,
    bold_questions,
    questions_and_answers,
    plain_text,
    answer_in_the_cell,
    survey_export,
    definition_list,
)  # fmt: skip
# Layouts without a place for the status: what the company states is how its answer opens.
UNSTATED = frozenset(
    maker.__name__
    for maker in (
        officer_topics, box_below, two_columns, question_over_answer, beside_a_number, narrative,
        bold_questions, questions_and_answers, answer_in_the_cell, survey_export, definition_list,
    )
)  # fmt: skip
