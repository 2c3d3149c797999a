"""The field's enumerations and the spoken name of each; programmes may rename some."""

from enum import StrEnum

from assessor.i18n import N_, TranslationLike


class Level(StrEnum):
    """How binding a point of a requirement is."""

    MUST = "must"
    SHOULD = "should"


class Verdict(StrEnum):
    """What the validator concluded on site; no verdict means that nobody has looked yet."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NA = "na"
    NOT_VERIFIED = "not_verified"


class Claim(StrEnum):
    """What the company states about itself."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NA = "na"
    NONE = "none"


class Kind(StrEnum):
    """What an observation is; decided by the level, never typed."""

    FINDING = "finding"
    RECOMMENDATION = "recommendation"
    GOOD_PRACTICE = "good_practice"


class Phase(StrEnum):
    """How far a validation has come."""

    PLANNED = "planned"
    OPEN = "open"
    IN_REVIEW = "in_review"
    ISSUED = "issued"


class Mode(StrEnum):
    """How the visit is carried out."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    MIXED = "mixed"


class TeamPart(StrEnum):
    """The part a person plays in a visit."""

    LEAD = "lead"
    VALIDATOR = "validator"
    SPECIALIST = "specialist"
    OBSERVER = "observer"
    COMPANY = "company"


class ActionStatus(StrEnum):
    """Where an action of the improvement plan stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DONE = "done"
    VERIFIED = "verified"
    RETURNED = "returned"
    REJECTED = "rejected"


class Response(StrEnum):
    """What is done about a risk."""

    TOLERATE = "tolerate"
    TREAT = "treat"
    TRANSFER = "transfer"
    TERMINATE = "terminate"


SHORTFALLS = frozenset({Verdict.PARTLY, Verdict.NOT_MET})

_LABELS: dict[StrEnum, str] = {
    Level.MUST: N_("MUST"),
    Level.SHOULD: N_("SHOULD"),
    Verdict.MET: N_("Met"),
    Verdict.PARTLY: N_("Partly met"),
    Verdict.NOT_MET: N_("Not met"),
    Verdict.NA: N_("Not applicable"),
    Verdict.NOT_VERIFIED: N_("Not verified"),
    Claim.YES: N_("Yes"),
    Claim.PARTLY: N_("Partly"),
    Claim.NO: N_("No"),
    Claim.NA: N_("Not applicable"),
    Claim.NONE: N_("Not stated"),
    Kind.FINDING: N_("Finding"),
    Kind.RECOMMENDATION: N_("Recommendation"),
    Kind.GOOD_PRACTICE: N_("Good practice"),
    Phase.PLANNED: N_("Planned"),
    Phase.OPEN: N_("In progress"),
    Phase.IN_REVIEW: N_("In review"),
    Phase.ISSUED: N_("Issued"),
    Mode.ON_SITE: N_("On site"),
    Mode.REMOTE: N_("Remote"),
    Mode.MIXED: N_("Mixed"),
    TeamPart.LEAD: N_("Lead validator"),
    TeamPart.VALIDATOR: N_("Validator"),
    TeamPart.SPECIALIST: N_("Specialist"),
    TeamPart.OBSERVER: N_("Observer"),
    TeamPart.COMPANY: N_("Company participant"),
    ActionStatus.PROPOSED: N_("Proposed"),
    ActionStatus.AGREED: N_("Agreed"),
    ActionStatus.DONE: N_("Done"),
    ActionStatus.VERIFIED: N_("Verified and closed"),
    ActionStatus.RETURNED: N_("Returned"),
    ActionStatus.REJECTED: N_("Rejected"),
    Response.TOLERATE: N_("Tolerate"),
    Response.TREAT: N_("Treat"),
    Response.TRANSFER: N_("Transfer"),
    Response.TERMINATE: N_("Terminate"),
}


# Identifiers of a company that self-assessments name under these keys; others are named freely.
IDENTIFIERS = {
    "tax_id": N_("Tax number"),
    "programme_number": N_("Programme number"),
    "importer_number": N_("Importer number"),
    "eori": N_("EORI number"),
}


def identifier_name(key: str) -> str:
    """Return the msgid a person reads for an identifier; a free name stays as it is."""
    return IDENTIFIERS.get(key, key)


# Parts that companies play in the supply chain; others are named freely.
ROLES = {
    "manufacturer": N_("Manufacturer"),
    "exporter": N_("Exporter"),
    "importer": N_("Importer"),
    "customs_broker": N_("Customs broker"),
    "carrier": N_("Highway carrier"),
    "forwarder": N_("Freight forwarder"),
    "warehouse": N_("Warehouse operator"),
    "port_terminal": N_("Port terminal operator"),
    "free_zone": N_("Free zone operator"),
    "logistics": N_("Logistics provider"),
}


def role_name(key: str) -> str:
    """Return the msgid a person reads for a company's role; a free name stays as it is."""
    return ROLES.get(key, key)


# What stands before the number in the place of an answer: “table 2, row 5”.
_PLACES = {
    "table": N_("table {number}"),
    "row": N_("row {number}"),
    "paragraph": N_("paragraph {number}"),
    "record": N_("record {number}"),
    "page": N_("page {number}"),
    "text box": N_("text box {number}"),
    "header": N_("header {number}"),
    "footer": N_("footer {number}"),
}


def place_name(place: str, speaker: TranslationLike) -> str:
    """Return the place of an answer as a person reads it; the cell of a sheet stays as it is."""
    if "!" in place:
        return place
    if place == "every page":
        return speaker.gettext(N_("every page"))
    return ", ".join(_part_of_place(part, speaker) for part in place.split(", "))


def _part_of_place(part: str, speaker: TranslationLike) -> str:
    what, _blank, number = part.rpartition(" ")
    return speaker.gettext(_PLACES[what]).format(number=number) if what in _PLACES else part


def label(term: StrEnum) -> str:
    """Return the msgid a person reads for `term`; pass it through _() or a translation."""
    return _LABELS[term]


def same_name(one: str, other: str) -> bool:
    """Whether two names are one person's; nobody's name is the name of anybody."""
    first, second = (" ".join(name.split()).casefold() for name in (one, other))
    return bool(first) and first == second
