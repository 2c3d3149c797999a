"""Decides which requirement each question means, how surely, and why."""

import re
from collections import Counter
from heapq import nlargest
from operator import attrgetter

from msgspec.structs import replace

from assessor.saq.asking import WEAK
from assessor.saq.bank import Bank
from assessor.saq.hasty import Ranking, ranking
from assessor.saq.items import DOUBTS, Item
from assessor.saq.match import Match, doubt, doubt_repeated
from assessor.saq.references import Reading, part_letter
from assessor.saq.steps import EACH, step

# Tuned on the samples (docs/benchmarks.md): of all questions in them, none is silently wrong.
CLEAR = 1.22  # how far the best requirement stands before the next to be taken by its wording
LEADING = 1.03  # how far it has to stand before any other in every case
SHORT, BRIEF = 3, 5  # telling words of a question that easily fits two requirements
SHORT_CLEAR, SHORT_FIT = 1.6, 0.75  # what so few words have to reach instead
BRIEF_FIT, BRIEF_SPEAKS = (
    0.9,
    0.65,
)  # a brief question stands for itself, whatever the others leave open
ALONE = 0.85  # what another question may reach of the score for the same requirement
OWNED = 1.25  # how much better a question fits its requirement for the others to leave it out
ROUNDS = 4
LIKELY = 0.5  # below this a wording speaks for nothing
SPEAKS = 0.55  # from here on it speaks for its best requirement
AGREES = 0.6  # share of the best score that a reference needs so that its wording agrees
DOUBTFUL = 0.35  # what a question that belongs to no requirement may reach by chance
FITTING = 0.5  # share of the questions that must sound like this checklist to trust wordings
OWN_NUMBERS = 0.3  # share of contradicted references from which a form numbers in its own way


_best = attrgetter("best")
Taken = dict[str, Match]  # the question that each requirement was given to


def match_items(items: list[Item], bank: Bank) -> list[Match]:
    """Return a match for each question among the items, in their order."""
    questions = [item for item in items if item.kind == "question"]
    matches, rank = [], ranking(questions, bank)
    for number, item in enumerate(questions):
        if number % EACH == 0:
            step(number, len(questions))
        matches.append(_said(item) if item.known else _start(item, bank, rank))
    leading = [match for match in matches if match.item.leader is None and not match.item.known]
    # A question all of whose answers stand in its sub-items has no row of its own.
    silent = {id(item.leader): item.leader for item in questions if item.leader is not None}
    for match in leading:
        silent.pop(id(match.item), None)
    leading += [_start(item, bank, rank) for item in _whole(silent, questions)]
    own_numbers = _numbers_are_its_own(leading)
    trusted = _words_agree(leading)
    mangled = _zeros_are_lost(leading, bank)
    sections = _sections(leading, bank)
    _lean_on_sections(leading, sections, bank)
    fitting = _sounds_like(leading)
    for number, match in enumerate(leading):
        if number % EACH == 0:
            step(number, len(leading))
        if own_numbers:
            _by_wording_alone(match)
        else:
            _by_reference(match, bank, mangled, trusted=trusted)
    _by_wording(leading, fitting=fitting)
    _follow_leaders(matches, leading)
    doubt_repeated(matches)
    for match in matches:
        doubts = [flag for flag in match.item.flags if flag in DOUBTS] if match.item.flags else ()
        if doubts and match.by:
            doubt(match, doubts[0])
    return matches


def _said(item: Item) -> Match:
    """Match a question of a form that says itself which requirement it asks about."""
    match = Match(item, Reading(item.known), [])
    match.ref, match.part = item.known, item.part
    match.by, match.confidence, match.sure = "reference", 1.0, True
    return match


def _start(item: Item, bank: Bank, rank: Ranking) -> Match:
    references = bank.references
    reading = references.read(item.cell) if item.cell else references.read_text(item.shown)
    if item.cell and part_letter(item.cell.text)[0]:
        reading = Reading(item.cell.text)
    ranked = rank(item.question, reading.ref) if item.question else []
    match = Match(item, reading, ranked)
    match.part = item.part or reading.part
    return match


def _whole(silent: dict[int, Item], questions: list[Item]) -> list[Item]:
    """Return the questions with what their sub-items ask added to their words."""
    asked = {key: [leader.question] for key, leader in silent.items()}
    for item in questions:
        if id(item.leader) in asked:
            asked[id(item.leader)].append(item.question)
    for key, leader in silent.items():
        leader.question = " ".join(asked[key])
    return list(silent.values())


def _contradicted(match: Match) -> bool:
    """Whether the wording clearly means another requirement than the reference."""
    ref, best = match.reading.ref, match.best
    if ref is None or best < LIKELY or match.score(ref) >= AGREES * best:
        return False
    # So few words sound like several requirements by chance.
    return match.words >= BRIEF or match.clearness >= CLEAR


def _supported(match: Match, ref: str | None) -> bool:
    """Whether the wording means what the reference says."""
    return ref is not None and match.score(ref) >= max(DOUBTFUL, 0.85 * match.best)


def _numbers_are_its_own(matches: list[Match]) -> bool:
    """Whether the form numbers its questions in its own way, as another edition would."""
    worded = [match for match in matches if match.reading.ref and match.best >= LIKELY]
    contradicted = sum(_contradicted(match) for match in worded)
    return len(worded) >= 4 and contradicted > OWN_NUMBERS * len(worded)


def _words_agree(matches: list[Match]) -> bool:
    """Whether the questions, where there are any, mean on the whole what their references say."""
    worded = [match for match in matches if match.reading.ref and match.words > 2]
    agreeing = sum(_supported(match, match.reading.ref) for match in worded)
    return agreeing >= 0.5 * len(worded)


def _zeros_are_lost(matches: list[Match], bank: Bank) -> frozenset[str]:
    """Return references that stand for two: a spreadsheet made 1.1 of 1.10 and saved it as text."""
    shown = Counter(match.reading.ref for match in matches if match.reading.ref)
    ending = [ref for ref in bank.references.refs if re.search(r"\.\d*0$", ref)]
    if any(ref in shown for ref in ending):
        return frozenset()
    doubles = {
        ref.rstrip("0") for ref in ending if len(bank.references.short.get(ref.rstrip("0"), ())) > 1
    }
    suspect = len(shown) >= 0.5 * len(bank.references.refs)
    return frozenset(ref for ref in doubles if shown[ref] > 1 or (suspect and shown[ref]))


def _sections(matches: list[Match], bank: Bank) -> dict[str, str]:
    """Return the section each heading of the file means, if headings and wordings agree."""
    found = {}
    for heading in {match.item.section for match in matches if match.item.section}:
        ref, likeness = bank.section_of_heading(heading)
        if likeness >= 75:
            found[heading] = ref
    owners = {
        item.ref: section.ref
        for section in bank.checklist.sections
        for item in section.requirements
    }
    clear = [
        m for m in matches if m.best >= SPEAKS and m.clearness >= CLEAR and m.item.section in found
    ]
    agreed = sum(owners[match.ranked[0][0]] == found[match.item.section] for match in clear)
    return found if clear and agreed >= 0.85 * len(clear) else {}


def _lean_on_sections(matches: list[Match], sections: dict[str, str], bank: Bank) -> None:
    """Let a heading that is known to be right raise the requirements that stand under it."""
    owners = {
        item.ref: section.ref
        for section in bank.checklist.sections
        for item in section.requirements
    }
    for match in matches:
        section = sections.get(match.item.section)
        if section:
            raised = [
                (ref, score * 1.25 if owners[ref] == section else score)
                for ref, score in match.ranked
            ]
            match.ranked = sorted(raised, key=lambda pair: -pair[1])


def _sounds_like(matches: list[Match]) -> bool:
    """Whether the questions are, on the whole, those of this checklist."""
    worded = [match for match in matches if match.item.question]
    clear = sum(match.best >= LIKELY and match.clearness >= 1.15 for match in worded)
    return bool(worded) and clear >= FITTING * len(worded)


def _by_wording_alone(match: Match) -> None:
    match.reading = replace(match.reading, ref=None, candidates=())
    match.flags.append("own numbers")


def _by_reference(match: Match, bank: Bank, mangled: frozenset[str], *, trusted: bool) -> None:
    """Take the reference if nothing speaks against it; otherwise show what it may be."""
    reading = match.reading
    only = reading.candidates[0] if len(reading.candidates) == 1 and not reading.dated else None
    if only and _supported(match, only):
        reading = match.reading = replace(reading, ref=only, candidates=())
    if reading.candidates:
        match.by, match.reason = "reference", "ambiguous number"
        match.candidates = _ordered(reading.candidates, match)
        match.confidence = 0.5
        return
    ref = reading.ref
    if ref is None:
        return
    supported = _supported(match, ref)
    if ref in mangled and not supported:
        match.by, match.reason, match.confidence = "reference", "ambiguous number", 0.5
        match.candidates = _ordered(tuple(bank.references.short[ref]), match)
    elif _contradicted(match):
        match.by, match.reason, match.confidence = "reference", "wording means another", 0.4
        match.candidates = _ordered((ref, match.ranked[0][0]), match)
    elif not _is_believed(match, bank, supported=supported, trusted=trusted):
        match.by, match.ref, match.confidence = reading.by, ref, 0.6
        match.candidates, match.reason = (ref,), "unusual reference"
    else:
        match.by, match.ref, match.sure = reading.by, ref, True
        match.confidence = 1.0 if supported else 0.97 if not match.item.question else 0.95


def _is_believed(match: Match, bank: Bank, *, supported: bool, trusted: bool) -> bool:
    """Whether a known number is taken: its words have to say something of its requirement."""
    if supported and trusted:
        return True
    ref, worded = match.reading.ref or "", match.different > 2
    if not trusted and worded:  # on the whole this form asks for something else
        return supported and match.score(ref) >= SPEAKS
    if supported:
        return True
    spoken = not worded or match.score(ref) >= WEAK
    return trusted and match.reading.sure and spoken and not _elsewhere(match, bank)


def _elsewhere(match: Match, bank: Bank) -> bool:
    """Whether the reference stands under the heading of another section."""
    heading = match.item.section
    section, likeness = bank.section_of_heading(heading) if heading else ("", 0.0)
    if not section or likeness < 88 or match.reading.ref is None:
        return False
    return bank.checklist.section_of(match.reading.ref).ref != section


def _ordered(candidates: tuple[str, ...], match: Match) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(candidates), key=lambda ref: -match.score(ref)))


def _by_wording(matches: list[Match], *, fitting: bool) -> None:
    """Match the questions without a usable reference by what they say, each requirement once."""
    open_ = [match for match in matches if not match.by and match.best >= DOUBTFUL]
    numbered = _numbers_are_the_checklists(matches)
    taken: Taken = {match.ref: match for match in matches if match.sure and match.ref}
    for match in open_:
        ref, score = match.ranked[0]
        match.by, match.reason = "wording", "wording"
        match.candidates = tuple(ref for ref, other in match.ranked[:3] if other >= 0.4 * score)
        match.confidence = min(0.6, _confidence(score, match.clearness))
        if numbered and match.reading.shown:
            match.reason = "a number of its own"
        elif ref in taken:
            match.reason = "answered elsewhere"
    _accept_clear([match for match in open_ if match.reason == "wording" and fitting], taken)
    for match in open_:
        if match.reason == "a number of its own":
            _doubt_number(match)
        elif not match.sure and match.reason == "wording":
            match.ref = match.candidates[0]


def _numbers_are_the_checklists(matches: list[Match]) -> bool:
    """Whether the numbers printed in the file are, on the whole, those of the checklist."""
    shown = [match for match in matches if match.reading.shown]
    known = [match for match in shown if match.reading.ref or match.reading.candidates]
    return len(known) * 3 > len(shown)


def _doubt_number(match: Match) -> None:
    """10.20 is not 10.2: a number that the checklist lacks is never taken by its wording."""
    match.flags.append("unknown reference")
    shaped = re.fullmatch(r"\W*\d+\.\d+\W*", match.reading.shown)
    if match.best < (LIKELY if shaped else 1.0):
        _leave(match)


def _accept_clear(open_: list[Match], taken: Taken) -> None:
    """Take what is clear; what that leaves no room for makes others clear in turn."""
    rivals: dict[str, list[Match]] = {}
    for match in open_:
        rivals.setdefault(match.ranked[0][0], []).append(match)
    waiting = [match for match in open_ if match.best >= SPEAKS and match.clearness >= LEADING]
    for _ in range(ROUNDS):
        clear = []
        open_rivals = {ref: [m for m in found if not m.sure] for ref, found in rivals.items()}
        nearest = {ref: nlargest(2, found, key=_best) for ref, found in open_rivals.items()}
        for match in waiting:
            ref, score = match.ranked[0]
            alone = all(other is match or other.best < ALONE * score for other in nearest[ref])
            if ref not in taken and alone and _stands_out(match, taken):
                clear.append(match)
        if not clear:
            return
        for match in clear:
            ref, score = match.ranked[0]
            match.ref, match.sure = ref, True
            match.confidence = _confidence(score, _clearness(match, taken))
            taken[ref] = match
        waiting = [match for match in waiting if not match.sure]


def _stands_out(match: Match, taken: Taken) -> bool:
    """Whether the wording means one requirement alone: the fewer its words, the clearer."""
    if match.different <= SHORT:
        return match.best >= SHORT_FIT and match.clearness >= SHORT_CLEAR
    # The weaker it fits, the farther it has to stand before the next.
    if match.different <= BRIEF:
        wanted = CLEAR + max(0.0, BRIEF_FIT - match.best)
        return match.best >= BRIEF_SPEAKS and match.clearness >= wanted
    return _clearness(match, taken) >= CLEAR + max(0.0, 0.7 - match.best) * 0.8


def _clearness(match: Match, taken: Taken) -> float:
    """How far the best requirement stands before the next that no other question fits better."""
    best = match.ranked[0][1]
    for ref, score in match.ranked[1:]:
        owner = taken.get(ref)
        if owner is None or owner.score(ref) < OWNED * score:
            return best / max(score, 0.01)
    return 9.0


def _leave(match: Match) -> None:
    """Leave a question unmatched: nothing in this checklist sounds like it."""
    match.by, match.ref, match.confidence = "", None, 0.0


def _confidence(score: float, clearness: float) -> float:
    """Return how sure a wording is, from how well it fits and how alone it stands."""
    fit = min(1.0, max(0.0, (score - 0.3) / 0.7))
    alone = min(1.0, max(0.0, (clearness - 1.0) / 0.6))
    return round(min(0.98, 0.35 + 0.3 * fit + 0.35 * alone), 2)


def _follow_leaders(matches: list[Match], leading: list[Match]) -> None:
    """A sub-item belongs where the question above it belongs."""
    by_item = {id(match.item): match for match in leading}
    for match in matches:
        leader = by_item.get(id(match.item.leader))
        if leader is not None:
            match.ref, match.by, match.confidence = leader.ref, leader.by, leader.confidence
            match.candidates, match.sure = leader.candidates, leader.sure
            match.reason, match.reading = leader.reason, leader.reading
            if match.sure and _means_another(match, leader):
                match.sure, match.confidence = False, 0.5
                match.candidates = tuple(filter(None, (leader.ref, match.ranked[0][0])))


def _means_another(match: Match, leader: Match) -> bool:
    """Whether a sub-item's own words clearly mean another requirement than the question above."""
    if leader.ref is None or leader.by != "wording" or match.clearness < CLEAR:
        return False
    return match.best >= 0.75 and match.score(leader.ref) < AGREES * match.best
