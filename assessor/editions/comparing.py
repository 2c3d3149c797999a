"""Two editions of a checklist beside one another: what stayed, changed, moved, came and went."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from assessor.checklist import Checklist, Requirement
from assessor.editions.likeness import (
    ALIKE,
    CLOSE,
    DOUBT,
    FEW,
    GAIN,
    HELD,
    NEAR,
    UNKNOWN,
    likeness_of,
    said_by,
    spoken_in,
    telling_words,
)
from assessor.i18n import N_
from assessor.terms import Level

Kind = Literal["same", "reworded", "level_changed", "moved", "split", "merged", "new", "gone"]
KINDS: dict[Kind, str] = {
    "same": N_("the same"),
    "reworded": N_("reworded"),
    "level_changed": N_("level changed"),
    "moved": N_("moved"),
    "split": N_("split"),
    "merged": N_("merged"),
    "new": N_("new"),
    "gone": N_("gone"),
}
# Why two requirements are held to be one; what a difference says of itself.
REASONS: dict[str, str] = {
    "reference": N_("the same reference"),
    "alias": N_("the reference stands among the other names"),
    "source": N_("the same place in the official text"),
    "wording": N_("the wording is alike"),
    "contained": N_("the words of one stand in the other"),
    "nothing": N_("nothing in the other edition is like it"),
    "other words": N_("the other edition uses this reference for something else"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one requirement, or of several that were split or merged.

    Each requirement of either edition stands in exactly one difference. `kinds` holds all that
    is so, the weightiest first; `near` names what it could be as well where `certain` is False.
    """

    kinds: tuple[Kind, ...]
    old: tuple[Requirement, ...]
    new: tuple[Requirement, ...]
    likeness: float
    why: tuple[str, ...]
    certain: bool = True
    near: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """The weightiest of what is so."""
        return self.kinds[0]

    @property
    def old_refs(self) -> tuple[str, ...]:
        """The references in the old edition."""
        return tuple(item.ref for item in self.old)

    @property
    def new_refs(self) -> tuple[str, ...]:
        """The references in the new edition."""
        return tuple(item.ref for item in self.new)

    @property
    def old_levels(self) -> tuple[Level, ...]:
        """The level of each requirement of the old edition."""
        return tuple(item.level for item in self.old)

    @property
    def new_levels(self) -> tuple[Level, ...]:
        """The level of each requirement of the new edition."""
        return tuple(item.level for item in self.new)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two requirements that may be one."""

    old: str
    new: str
    likeness: float
    why: tuple[str, ...]

    @property
    def score(self) -> float:
        """How much speaks for the pair: the wording, and what the references say."""
        says = {"reference": 0.35, "alias": 0.3, "source": 0.2}
        return self.likeness + sum(says.get(reason, 0.0) for reason in self.why)

    @property
    def order(self) -> tuple[float, str, str]:
        """The best first; the same whatever order the files have."""
        return -self.score, self.old, self.new


def compare(old: Checklist, new: Checklist) -> tuple[Difference, ...]:
    """Return what became of each requirement, in the order of the new edition, gone ones last."""
    pairs = _pairs(old, new)
    chosen = _chosen(pairs)
    groups = _grouped(old, new, chosen)
    found = [_difference(old, new, group, pairs) for group in groups]
    order = [*new.by_ref, *(f"\0{ref}" for ref in old.by_ref)]
    position = {ref: at for at, ref in enumerate(order)}
    return tuple(sorted(found, key=lambda item: position[_first(item)]))


def _first(item: Difference) -> str:
    return item.new[0].ref if item.new else f"\0{item.old[0].ref}"


# Pairing


def _pairs(old: Checklist, new: Checklist) -> list[_Pair]:
    """Return the pairs for which something speaks, the best first."""
    found = []
    news = [(item, said_by(item)) for item in new.requirements]
    for one in old.requirements:
        said = said_by(one)
        for other, its in news:
            why = _links(one, other)
            likeness = likeness_of(said, its, ALIKE if why else CLOSE)
            if likeness is None:
                likeness = UNKNOWN if why else 0.0
            if likeness >= CLOSE or (why and likeness >= ALIKE):
                wording = ("wording",) if likeness >= DOUBT else ()
                found.append(_Pair(one.ref, other.ref, likeness, (*why, *wording)))
    return sorted(found, key=lambda pair: pair.order)


def _links(one: Requirement, other: Requirement) -> tuple[str, ...]:
    """Return what says that two requirements are one, beside their words."""
    found = []
    if one.ref == other.ref:
        found.append("reference")
    if one.ref in other.aliases or other.ref in one.aliases:
        found.append("alias")
    if one.source_ref == other.source_ref:
        found.append("source")
    return tuple(found)


def _chosen(pairs: list[_Pair]) -> dict[str, _Pair]:
    """Return one partner for each requirement that has one, by the old reference."""
    chosen: dict[str, _Pair] = {}
    taken: set[str] = set()
    for pair in pairs:
        if pair.old not in chosen and pair.new not in taken:
            chosen[pair.old] = pair
            taken.add(pair.new)
    return chosen


# Splitting and merging


@dataclass(slots=True)
class _Group:
    """Requirements of both editions that belong together."""

    old: list[str]
    new: list[str]
    pair: _Pair | None = None


def _grouped(old: Checklist, new: Checklist, chosen: dict[str, _Pair]) -> Iterator[_Group]:
    taken = {pair.new for pair in chosen.values()}
    groups = {ref: _Group([ref], [], chosen.get(ref)) for ref in old.by_ref}
    for ref, pair in chosen.items():
        groups[ref].new.append(pair.new)
    came = [ref for ref in new.by_ref if ref not in taken]
    for ref in came:
        parts = {key: [new.by_ref[item] for item in group.new] for key, group in groups.items()}
        if whole := _whole(new.by_ref[ref], old, parts):
            groups[whole].new.append(ref)
    placed = {ref for group in groups.values() for ref in group.new}
    owner = {group.new[0]: group for group in groups.values() if len(group.new) == 1}
    for ref in [ref for ref, group in groups.items() if not group.new]:
        olds = {key: [old.by_ref[item] for item in group.old] for key, group in owner.items()}
        if whole := _whole(old.by_ref[ref], new, olds):
            owner[whole].old.append(ref)
            del groups[ref]
    yield from groups.values()
    yield from (_Group([], [ref]) for ref in new.by_ref if ref not in placed)


def _whole(part: Requirement, among: Checklist, known: dict[str, list[Requirement]]) -> str | None:
    """Return the requirement of which `part` holds a piece that its other parts do not hold."""
    best, found = 0.0, None
    for ref, parts in known.items():
        held, gain = _share(part, among.by_ref[ref], parts)
        if held >= HELD and gain >= GAIN and held + gain > best:
            best, found = held + gain, ref
    return found


def _share(part: Requirement, whole: Requirement, others: list[Requirement]) -> tuple[float, float]:
    """Return how much of a part stands in the whole, and how much of the whole it adds."""
    best = (0.0, 0.0)
    for lang in spoken_in(part) & spoken_in(whole):
        mine, all_ = telling_words(part, lang), telling_words(whole, lang)
        if len(mine) < FEW or not all_:
            continue
        known = {word for other in others for word in telling_words(other, lang)}
        best = max(best, (len(mine & all_) / len(mine), len((mine & all_) - known) / len(all_)))
    return best


# Saying what it is


def _difference(old: Checklist, new: Checklist, group: _Group, pairs: list[_Pair]) -> Difference:
    olds = tuple(old.by_ref[ref] for ref in sorted(group.old, key=list(old.by_ref).index))
    news = tuple(new.by_ref[ref] for ref in sorted(group.new, key=list(new.by_ref).index))
    if not (olds and news):
        return _alone(olds, news, old, new)
    likeness = group.pair.likeness if group.pair else 0.0
    why = group.pair.why if group.pair else ()
    if len(olds) + len(news) > 2:
        kinds: tuple[Kind, ...] = ("split",) if len(news) > 1 else ("merged",)
        kinds += tuple(kind for kind in _kinds(old, new, olds, news) if kind == "level_changed")
        return Difference(kinds, olds, news, round(likeness, 2), (*why, "contained"))
    near = _near(group.pair, pairs)
    certain = not near and likeness >= DOUBT
    if group.pair is None:
        why = ("contained",)
        likeness = likeness_of(said_by(olds[0]), said_by(news[0])) or 0.0
        certain = False
    return Difference(
        _kinds(old, new, olds, news), olds, news, round(likeness, 2), why, certain, near
    )


def _alone(
    olds: tuple[Requirement, ...],
    news: tuple[Requirement, ...],
    old: Checklist,
    new: Checklist,
) -> Difference:
    """What is new or gone; where the number means something else now, that is said."""
    there = new if olds else old
    used = any(item.ref in there.by_ref for item in (*olds, *news))
    why = ("other words",) if used else ("nothing",)
    return Difference(("gone",) if olds else ("new",), olds, news, 0.0, why, certain=not used)


def _near(pair: _Pair | None, pairs: list[_Pair]) -> tuple[str, ...]:
    """Return the references that would have fitted nearly as well as the one that was taken."""
    if pair is None:
        return ()
    close = [item for item in pairs if item != pair and item.score > pair.score - NEAR]
    news = [item.new for item in close if item.old == pair.old]
    olds = [item.old for item in close if item.new == pair.new]
    return tuple(dict.fromkeys((*news, *olds)))


def _kinds(
    old: Checklist,
    new: Checklist,
    olds: tuple[Requirement, ...],
    news: tuple[Requirement, ...],
) -> tuple[Kind, ...]:
    found: list[Kind] = []
    if _levels(olds) != _levels(news):
        found.append("level_changed")
    if len(olds) == len(news) == 1:
        one, other = olds[0], news[0]
        if one.ref != other.ref or old.section_of(one.ref).ref != new.section_of(other.ref).ref:
            found.append("moved")
        if _reworded(one, other):
            found.append("reworded")
    return tuple(found) or ("same",)


def _levels(items: Iterable[Requirement]) -> set[tuple[Level, tuple[Level, ...]]]:
    return {(item.level, tuple(sorted(point.level for point in item.points))) for item in items}


def _reworded(one: Requirement, other: Requirement) -> bool:
    """Say whether a text differs in a language that both editions speak."""
    mine, its = _said(one), _said(other)
    return any(mine[key] != its[key] for key in mine.keys() & its.keys())


def _said(item: Requirement) -> dict[tuple[str, str], str]:
    texts = {"title": item.title, "when": item.applies_when or {}}
    found = {
        (name, lang): " ".join(text.split())
        for name, words in texts.items()
        for lang, text in words.items()
    }
    for lang in spoken_in(item):
        points = [point.text.get(lang, "") for point in item.points]
        found["points", lang] = " ".join(" ".join(points).split())
    return found
