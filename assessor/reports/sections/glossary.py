"""The terms of the report with their definitions, in our own words."""

from assessor.i18n import N_
from assessor.reports.blocks import Block, Column, Row, Table, Text, Words
from assessor.reports.sections.observed import definition
from assessor.reports.sections.parts import cell, in_columns
from assessor.reports.subject import Subject
from assessor.terms import Kind, Level, Verdict

LEVELS = {
    Level.MUST: N_("A mandatory point of a requirement; falling short of it is a finding."),
    Level.SHOULD: N_("An advised point; falling short of it may lead to a recommendation."),
}
VERDICTS = {
    Verdict.MET: N_("What is asked was seen to be in place and applied."),
    Verdict.PARTLY: N_("A part of what is asked is in place; the rest is named."),
    Verdict.NOT_MET: N_("What is asked was not found."),
    Verdict.NA: N_("The requirement does not concern this company or site; the reason is given."),
    Verdict.NOT_VERIFIED: N_(
        "It could not be checked during the visit; it counts as neither met nor missed."
    ),
}
TERMS = (
    (
        N_("Requirement"),
        N_("What the programme asks; the unit of all counts. It may hold several points."),
    ),
    (
        N_("Company's claim"),
        N_("What the company stated in its self-assessment before the visit."),
    ),
    (
        N_("Self-assessment"),
        N_("The questionnaire that the company fills in about itself and hands in."),
    ),
    (
        N_("Evidence"),
        N_("A document, record, observation, interview or photograph that supports a result."),
    ),
    (
        N_("SHA-256"),
        N_("A fingerprint of a file: the same number proves that the file was not altered."),
    ),
    (
        N_("Improvement plan"),
        N_("What the company will do about each finding, who does it and until when."),
    ),
)


def glossary(subject: Subject) -> list[Block]:
    """Terms and definitions, one row each."""
    say = subject.say
    pairs = [(say.term(kind), definition(subject, kind)) for kind in Kind]
    pairs += [(say.term(level), say.gettext(text)) for level, text in LEVELS.items()]
    pairs += [(say.term(verdict), say.gettext(text)) for verdict, text in VERDICTS.items()]
    pairs += [(say.gettext(term), say.gettext(text)) for term, text in TERMS]
    columns = (Column(say.gettext("Term"), width=42), *subject.language_columns())
    return [Table(columns, tuple(_row(subject, *pair) for pair in pairs))]


def _row(subject: Subject, term: Words, text: Words) -> Row:
    first = cell(Text(term, "strong", layout="stacked"))
    return Row((first, *in_columns(subject, [((), text)])))
