"""What stands between a validation and its issue: every gap appears, is told, and goes away."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec
import pytest

from assessor import checklist as checklists
from assessor import facts, gaps
from assessor.facts import AS_WRITTEN, Dossier, Link
from assessor.terms import TeamPart, Verdict
from tests import make
from tests.make import Noted, both

SMALL = make.small_checklist()
POINTS = [(item.ref, point.id) for item in SMALL.requirements for point in item.points]
KEYS: list[facts.PointKey] = [(*point, "north") for point in POINTS]
MET: dict[facts.PointKey, Verdict | None] = dict.fromkeys(KEYS, Verdict.MET)


def known(
    changes: dict[facts.PointKey, Verdict | None] | None = None,
    observed: tuple[Noted, ...] = (),
    **fields: Any,
) -> Dossier:
    """Return a dossier in which all is met but what is named."""
    return make.dossier({**MET, **(changes or {})}, observed, **fields)


def row(key: facts.PointKey, verdict: Verdict | None, **fields: Any) -> dict[Any, Any]:
    """Return the rows of a walk in which one has these words."""
    met = dict(make.assessed(other, Verdict.MET) for other in KEYS)
    return {**met, **dict([make.assessed(key, verdict, **fields)])}


def with_visit(**fields: Any) -> Dossier:
    """Return a sound dossier with these fields of the visit."""
    sound = known()
    return replace(sound, visit=replace(sound.visit, **fields))


def with_profile(**fields: Any) -> checklists.Profile:
    """Return the programme with another rule for what is set aside."""
    ctpat = checklists.profile("ctpat")
    rule = msgspec.structs.replace(ctpat.not_applicable, **fields)
    return msgspec.structs.replace(ctpat, not_applicable=rule)


def codes(dossier: Dossier) -> list[str]:
    """Return the codes of all gaps."""
    return [gap.code for gap in gaps.gaps_of(dossier)]


def test_a_sound_dossier_has_no_gap() -> None:
    assert gaps.gaps_of(known()) == ()
    assert gaps.blocking(known()) == ()


# Each gap: what brings it about, and what makes it go away


@dataclass(frozen=True)
class Trial:
    """A dossier with the gap, one without it, and what the gap says and points to."""

    code: str
    blocking: bool
    open: Callable[[], Dossier]
    mended: Callable[[], Dossier]
    says: str
    page: str
    field: str = ""


A, MIXED_A, MIXED_B = ("1.1", "a", "north"), ("2.1", "a", "north"), ("2.1", "b", "north")
SHOULD = ("1.2", "a", "north")
ABOUT_A, ABOUT_MIXED = Noted((Link("1.1"),)), Noted((Link("2.1"),))
NOT_MET, PARTLY, NA = Verdict.NOT_MET, Verdict.PARTLY, Verdict.NA


def observed(**fields: Any) -> Dossier:
    """Return a dossier with one finding that has these fields."""
    found = known({A: NOT_MET}, (ABOUT_A,))
    return replace(found, observations=(replace(found.observations[0], **fields),))


def evidence(**fields: Any) -> facts.EvidenceRow:
    """Return a photograph."""
    values: dict[str, Any] = dict.fromkeys(
        ("taken_at", "latitude", "longitude", "removed_at"), None
    )
    values |= dict.fromkeys(("sha256", "print_sha256", "added_by", "removed_by"), "")
    values |= {"id": "e", "number": 1, "media_type": "image/jpeg", "file_name": "IMG_1.jpg"}
    values |= {"size": 1, "caption": {}, "confidential": False, "added_at": make.ISSUED_AT}
    return facts.EvidenceRow(**{**values, "removed_reason": "", "refs": ("1.1",), **fields})


def file(waiting: int) -> facts.SaqFileRow:
    """Return a self-assessment with rows that nobody has decided about."""
    read = {"read": 9}
    return facts.SaqFileRow("f", "saq.xlsx", "", "", "", "es", read, make.ISSUED_AT, waiting)


def left_out(reason: dict[str, str]) -> Dossier:
    """Return a dossier of two sites of which one is left out."""
    found = known(sites={"north": True, "yard": False})
    north, yard = found.sites
    return replace(found, sites=(north, replace(yard, reason=reason)))


def risk(**topic: str) -> Dossier:
    """Return a dossier with a risk."""
    return known(risks=(facts.RiskRow("r", remaining=False, topic=topic, likelihood=1,
                                      consequence=1, response="", rating="low"),))  # fmt: skip


ES = {"es": "Solo en español."}
TRIALS = [
    Trial("unseen", True, lambda: known({A: None}), known, "1.1 has no verdict yet", "walk"),
    Trial(
        "reason_missing",
        True,
        lambda: known(assessments=row(SHOULD, NA)),
        lambda: known(assessments=row(SHOULD, NA, reason=both("No dock"))),
        "1.2: the verdict needs a reason.",
        "walk",
    ),
    Trial(
        "reason_missing",
        True,
        lambda: known(assessments=row(A, Verdict.NOT_VERIFIED, reason={"es": " "})),
        lambda: known(assessments=row(A, Verdict.NOT_VERIFIED, reason=both("Closed"))),
        "1.1: the verdict needs a reason.",
        "walk",
    ),
    Trial(
        "second_person_missing",
        True,
        lambda: known(assessments=row(A, NA, reason=both("No dock"), second_person=" ")),
        lambda: known(assessments=row(A, NA, reason=both("No dock"), second_person="Eva")),
        "second person",
        "walk",
    ),
    Trial(
        "finding_missing",
        True,
        lambda: known({A: NOT_MET}),
        lambda: known({A: NOT_MET}, (ABOUT_A,)),
        "1.1 falls short of a MUST and has no finding (North).",
        "walk",
    ),
    Trial(
        "finding_missing",
        True,
        lambda: known({MIXED_A: PARTLY, MIXED_B: PARTLY}, (Noted((Link("2.1", "b"),)),)),
        lambda: known({MIXED_A: PARTLY, MIXED_B: PARTLY}, (ABOUT_MIXED,)),
        "2.1 falls short of a MUST",
        "walk",
    ),
    Trial(
        "recommendation_missing",
        False,
        lambda: known({MIXED_A: PARTLY, MIXED_B: PARTLY}, (ABOUT_MIXED,)),
        lambda: known(
            {MIXED_A: PARTLY, MIXED_B: PARTLY}, (ABOUT_MIXED, Noted((Link("2.1", "b"),)))
        ),
        "2.1 falls short of a SHOULD: consider a recommendation (North).",
        "walk",
    ),
    Trial(
        "mixed_levels",
        True,
        lambda: known({A: PARTLY, SHOULD: PARTLY}, (Noted((Link("1.1"), Link("1.2"))),)),
        lambda: known({A: PARTLY, SHOULD: PARTLY}, (ABOUT_A, Noted((Link("1.2"),)))),
        "1.1, 1.2: a finding and a recommendation are mixed",
        "findings",
    ),
    Trial(
        "finding_unfounded",
        True,
        lambda: known({}, (ABOUT_A,)),
        lambda: known({A: PARTLY}, (ABOUT_A,)),
        "1.1: there is a finding, but the verdict does not fall short.",
        "findings",
    ),
    Trial(
        "finding_withheld",
        True,
        lambda: observed(share=False),
        lambda: observed(share=True),
        "1.1: a finding is withheld",
        "findings",
    ),
    Trial(
        "evidence_missing",
        False,
        lambda: known({A: NOT_MET}, (ABOUT_A,)),
        lambda: observed(evidence=(evidence(),)),
        "neither evidence nor a note",
        "findings",
    ),
    Trial(
        "evidence_missing",
        False,
        observed,
        lambda: known(assessments=row(A, NOT_MET, seen=both("Torn seals"))),
        "1.1: the finding has neither evidence",
        "findings",
    ),
    *(
        Trial(
            "text_missing",
            True,
            lambda field=field: observed(**{field: ES}),  # type: ignore[misc]
            lambda field=field: observed(**{field: both("Seals")}),  # type: ignore[misc]
            f"1.1: {what} is missing in EN.",
            "findings",
            field,
        )
        for field, what in (
            ("text", "the text"),
            ("action", "the action"),
            ("why", "why it matters"),
        )
    ),
    Trial(
        "text_missing",
        True,
        lambda: known(assessments=row(A, Verdict.MET, seen=ES)),
        lambda: known(assessments=row(A, Verdict.MET, seen={AS_WRITTEN: "Visto."})),
        "1.1: what was seen is missing in EN.",
        "walk",
        "seen",
    ),
    Trial(
        "text_missing",
        True,
        lambda: known(assessments=row(SHOULD, NA, reason={"en": "No dock", "es": ""})),
        lambda: known(assessments=row(SHOULD, NA, reason=both("No dock"))),
        "1.2: the reason is missing in ES.",
        "walk",
        "reason",
    ),
    Trial(
        "text_missing",
        True,
        lambda: known(evidence=(evidence(caption=ES),)),
        lambda: known(evidence=(evidence(caption=ES, removed_at=make.ISSUED_AT),)),
        "IMG_1.jpg: the caption is missing in EN.",
        "walk",
        "caption",
    ),
    Trial(
        "text_missing",
        True,
        lambda: left_out(ES),
        lambda: left_out(both("Closed")),
        "Yard: why it was left out is missing in EN.",
        "prepare",
        "sites",
    ),
    Trial(
        "text_missing",
        True,
        lambda: risk(es="Contaminación de la carga"),
        lambda: risk(**both("Cargo contamination")),
        "the risk is missing in EN.",
        "prepare",
        "risks",
    ),
    *(
        Trial(
            "text_missing",
            True,
            lambda field=field: with_visit(**{field: ES}),  # type: ignore[misc]
            known,
            f"{what} is missing in EN.",
            "prepare",
            field,
        )
        for field, what in gaps.NARRATIVE.items()
    ),
    Trial(
        "visit_field",
        True,
        lambda: known(sites={"north": False}),
        known,
        "No site is in scope.",
        "prepare",
        "sites",
    ),
    Trial(
        "visit_field",
        False,
        lambda: with_visit(visit_start=None),
        known,
        "dates of the visit",
        "prepare",
        "visit_start",
    ),
    Trial(
        "visit_field",
        True,
        lambda: with_visit(visit_start=date(2026, 11, 18), visit_end=date(2026, 11, 17)),
        lambda: with_visit(visit_start=date(2026, 11, 18), visit_end=date(2026, 11, 18)),
        "ends before it begins",
        "prepare",
        "visit_end",
    ),
    Trial(
        "visit_field",
        True,
        lambda: with_visit(period_from=date(2026, 2, 1), period_to=date(2026, 1, 31)),
        lambda: with_visit(period_from=date(2026, 1, 1), period_to=date(2026, 1, 31)),
        "period reviewed ends",
        "prepare",
        "period_to",
    ),
    Trial(
        "visit_field",
        False,
        lambda: known(people=(facts.VisitPerson("p", "Eva", "", "", TeamPart.VALIDATOR),)),
        known,
        "lead validator",
        "prepare",
        "people",
    ),
    *(
        Trial(
            "visit_field",
            False,
            lambda field=field: with_visit(**{field: {}}),  # type: ignore[misc]
            known,
            "is not filled in.",
            "prepare",
            field,
        )
        for field in ("scope", "purpose", "methods")
    ),
    Trial(
        "visit_field",
        False,
        lambda: left_out({}),
        lambda: left_out(both("Closed")),
        "Yard is left out without a reason.",
        "prepare",
        "sites",
    ),
    Trial(
        "visit_field",
        False,
        lambda: known(files=(file(2), file(3))),
        lambda: known(files=(file(0),)),
        "wait for a decision: 5",
        "prepare",
        "saq",
    ),
]


def names(trial: Trial) -> str:
    """Name a trial by its code and what is said."""
    return f"{trial.code}-{trial.says[:24]}"


@pytest.mark.parametrize("trial", TRIALS, ids=names)
def test_each_gap_appears_says_where_to_go_and_goes_away(trial: Trial) -> None:
    (gap,) = (
        gap
        for gap in gaps.gaps_of(trial.open())
        if gap.code == trial.code and trial.says in gap.text("en")
    )
    assert (gap.blocking, gap.page, gap.field) == (trial.blocking, trial.page, trial.field)
    assert gap.text("es")
    mended = [other.text("en") for other in gaps.gaps_of(trial.mended()) if other.code == gap.code]
    assert not any(trial.says in text for text in mended)


def test_every_code_that_there_is_has_been_tried() -> None:
    tried = {trial.code for trial in TRIALS} | {"deviation", "deviation_reason"}
    assert tried == {
        "deviation",
        "deviation_reason",
        "evidence_missing",
        "finding_missing",
        "finding_unfounded",
        "finding_withheld",
        "mixed_levels",
        "reason_missing",
        "recommendation_missing",
        "second_person_missing",
        "text_missing",
        "unseen",
        "visit_field",
    }
