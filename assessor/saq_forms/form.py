"""What a form holds, free of any format: questions, company data, and how to fill it in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from assessor.checklist import Checklist, Profile, Requirement, Section
from assessor.i18n import N_, translation
from assessor.reports.blocks import Said, Words, clean, distinct, inline, plain
from assessor.reports.wording import Wording
from assessor.saq import own_form
from assessor.terms import Claim, Level, label

TITLE = N_("Self-assessment form")
HOW, COMPANY_DATA, QUESTIONS = N_("How to fill in this form"), N_("Company data"), N_("Questions")
CLAIMS = (Claim.YES, Claim.PARTLY, Claim.NO, Claim.NA)
MISSING, UNCLEAR = N_("Answer missing"), N_("Answer unclear")

# Company data by the key under which an import takes it, in the order of the form.
COMPANY: tuple[tuple[str, str], ...] = (
    ("name", N_("Company name")),
    ("tax_id", N_("Tax identification")),
    ("programme_number", N_("Certificate number (AEO, CTPAT)")),
    ("importer_number", N_("Importer number")),
    ("eori", N_("EORI number")),
    ("site", N_("Site that answers")),
    ("address", N_("Address")),
    ("activity", N_("Activity")),
    ("employees", N_("Number of employees")),
    ("contact", N_("Filled in by")),
    ("contact_role", N_("Position")),
    ("email", N_("E-mail")),
    ("phone", N_("Telephone")),
    ("date", N_("Date filled in")),
)
HEADS: tuple[tuple[str, str], ...] = (
    ("ref", N_("No.")),
    ("level", N_("Level")),
    ("question", N_("Question")),
    ("claim", N_("Answer")),
    ("answer", N_("Explanation: how you do it")),
    ("evidence", N_("Documents that show it")),
)
CHOOSE, WRITE = N_("Choose"), N_("Write here")
RULES: tuple[str, ...] = (
    N_("Only the coloured fields can be written in; please add, move or delete no row."),
    N_("Choose for each question from the list: {answers}."),
    N_("Then say how you do it, who is in charge and since when, in your own words."),
    N_("“{partly}” needs what is still open; “{na}” needs the reason."),
    N_("Name the documents that show it, one on each line. You will be asked for them."),
    N_("The levels: {must} is obligatory, {should} is advised."),
    N_("Save the file in this format and send it back; what is left empty will be asked again."),
)
PREFILLED = N_("What you answered before is filled in. Rows marked “{mark}” still need an answer.")
CORRECT = N_("Please correct any other answer that no longer holds.")


@dataclass(frozen=True)
class Given:
    """What the company said to a question."""

    claim: Claim = Claim.NONE
    text: str = ""
    documents: tuple[str, ...] = ()


NOTHING = Given()


@dataclass(frozen=True)
class Row:
    """A question of the form with what is known of its answer."""

    ref: str
    item: Requirement
    question: Words
    condition: Words
    given: Given
    mark: Words


@dataclass(frozen=True)
class PartGiven:
    """A part of a requirement that the company was asked about, and answered, by itself."""

    part: str
    question: str
    given: Given


@dataclass(frozen=True)
class Form:
    """A form in one language or two; `answers` and `missing` are empty for a blank one."""

    checklist: Checklist
    profile: Profile
    languages: tuple[str, ...]
    number: str = ""
    company: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Given] = field(default_factory=dict)
    parts: Mapping[str, tuple[PartGiven, ...]] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    unclear: frozenset[str] = frozenset()
    prefilled: bool = False

    @cached_property
    def say(self) -> Wording:
        """The words of the form's languages."""
        return Wording(self.languages, self.profile)

    @cached_property
    def title(self) -> Words:
        """What the form is called."""
        return self.say.gettext(TITLE)

    @cached_property
    def programme(self) -> Words:
        """The checklist and its edition."""
        titles = self.say.given(self.checklist.title)
        edition = self.say.gettext("edition {edition}", edition=self.checklist.edition)
        pairs = zip(titles, edition, strict=True)
        return tuple(Said(one.lang, f"{one.whole}, {two.text}") for one, two in pairs)

    @property
    def mark(self) -> str:
        """The line by which the form is recognised when it comes back."""
        return own_form.mark_of(self.checklist, self.languages)

    @cached_property
    def choices(self) -> dict[Claim, str]:
        """What the list offers, in all languages of the form, each word once."""
        return {claim: inline(self.say.gettext(label(claim)), " / ") for claim in CLAIMS}

    def rules(self) -> Iterator[Words]:
        """How to fill the form in, sentence by sentence."""
        say = self.say
        if self.prefilled:
            yield say.gettext(PREFILLED, mark=say.gettext(MISSING))
            yield say.gettext(CORRECT)
        places = {
            "answers": say.each(self._answers_in),
            "partly": say.gettext(label(Claim.PARTLY)),
            "na": say.gettext(label(Claim.NA)),
            "must": say.term(Level.MUST),
            "should": say.term(Level.SHOULD),
        }
        for rule in RULES:
            named = {name: words for name, words in places.items() if f"{{{name}}}" in rule}
            yield say.gettext(rule, **named)

    def _answers_in(self, lang: str) -> str:
        return ", ".join(translation(lang).gettext(label(claim)) for claim in CLAIMS)

    def heads(self) -> list[Words]:
        """The heads of the columns; the first one, being narrow, in one language."""
        first, *others = (self.say.gettext(msgid) for _name, msgid in HEADS)
        return [first[:1], *others]

    def facts(self) -> Iterator[tuple[str, Words, str]]:
        """Company data: the key, its label, and what is known of it."""
        for key, name in COMPANY:
            yield key, self.say.gettext(name), clean(self.company.get(key, ""))

    def sections(self) -> Iterator[tuple[Words, list[Row]]]:
        """The headings, each with its rows."""
        for section in self.checklist.sections:
            rows = [row for item in section.requirements for row in self._rows(item)]
            yield self._heading(section), rows

    def _heading(self, section: Section) -> Words:
        return self.say.each(lambda lang: own_form.headed_in(section, lang))

    def _rows(self, item: Requirement) -> Iterator[Row]:
        condition = self._condition(item)
        parts = self.parts.get(item.ref, ())
        given = self.answers.get(item.ref, NOTHING)
        if given != NOTHING or not parts:
            question = distinct(self.say.each(lambda lang: own_form.asked_in(item, lang)))
            yield Row(item.ref, item, question, condition, given, self._mark(item.ref))
        for part in parts:
            ref = own_form.parted(item.ref, part.part)
            yield Row(ref, item, plain(part.question), condition, part.given, ())

    def _condition(self, item: Requirement) -> Words:
        if not item.applies_when:
            return ()
        return self.say.gettext(
            "Only where {condition}.", condition=self.say.given(item.applies_when)
        )

    def _mark(self, ref: str) -> Words:
        if ref in self.unclear:
            return self.say.gettext(UNCLEAR)
        return self.say.gettext(MISSING) if ref in self.missing else ()


def papers(given: Given) -> str:
    """The documents that an answer names, one on each line."""
    return clean("\n".join(given.documents))
