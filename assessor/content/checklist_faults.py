"""What types alone cannot see in a checklist: languages, references, topics, levels, repeats."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from assessor import checklist as checklists
from assessor.checklist import Checklist, Requirement, ToCheck
from assessor.content.faults import Fault, Path_
from assessor.content.shape import Shape
from assessor.i18n import N_, LocalText

ELLIPSIS = "…"
# What a requirement is called in the file, and what is said where it is empty.
_EMPTY = {
    "topic": N_("no topic: different checklists are compared by it"),
    "look_for": N_("nothing to look for"),
    "ask": N_("nothing to ask"),
    "evidence": N_("no kind of evidence"),
    "saq": N_("no question to the company"),
}


@dataclass
class _Look:
    """One checklist while it is looked through."""

    loaded: Checklist
    plain: Any
    shape: Shape
    refs: dict[str, int] = field(default_factory=dict)
    sentences: dict[tuple[str, str], str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)

    def fault(self, path: Path_, code: str, message: str, **values: object) -> Fault:
        return Fault(code, message, path, line=self.shape.line(path), values=values)

    def lack(self, path: Path_, code: str, message: str, **values: object) -> Fault:
        """Return what a finished checklist may not lack, and a draft may."""
        found = self.fault(path, code, message, **values)
        return replace(found, missing=self.loaded.draft)


def checklist_faults(loaded: Checklist, plain: Any, shape: Shape) -> Iterator[Fault]:
    """Yield what is wrong with a checklist whose types are right, section by section."""
    look = _Look(loaded, plain, shape)
    yield from _head(look)
    for at, section in enumerate(loaded.sections):
        here: Path_ = ("sections", at)
        yield from _about(_languages(look, section.title, (*here, "title")), section.ref)
        if not section.requirements:
            message = N_("the section has no requirement")
            yield from _about([look.lack(here, "empty_section", message)], section.ref)
        for number, item in enumerate(section.requirements):
            path = (*here, "requirements", number)
            yield from _about(_requirement(look, item, path), item.ref)
    for at, row in enumerate(loaded.to_check):
        yield _waiting(look, row, ("to_check", at))


def _about(faults: Any, ref: str) -> Iterator[Fault]:
    return (replace(fault, about=ref) for fault in faults)


def _head(look: _Look) -> Iterator[Fault]:
    loaded = look.loaded
    if not loaded.languages:
        yield look.fault(("languages",), "languages", N_("no language is named"))
    texts = {"title": loaded.title, "review": loaded.review}
    for name, text in texts.items():
        yield from _languages(look, text, (name,))
    for name, text in (("title", loaded.source.title), ("prevails", loaded.source.prevails)):
        yield from _languages(look, text, ("source", name))
    if loaded.profile not in checklists.profiles():
        known = ", ".join(checklists.profiles())
        message = N_("unknown profile “{profile}”; known are {known}")
        yield look.fault(("profile",), "profile", message, profile=loaded.profile, known=known)
    if not loaded.sections:
        yield look.lack(("sections",), "empty", N_("there is no section"))


def _languages(look: _Look, text: LocalText, path: Path_) -> Iterator[Fault]:
    missing = [
        lang
        for lang in look.loaded.languages
        if not text.get(lang, "").strip() and (*path, lang) not in look.shape.mended
    ]
    if missing:
        message = N_("no text in {languages}")
        yield look.lack(path, "language", message, languages=", ".join(missing))
    for lang in text.keys() - set(look.loaded.languages) if look.loaded.languages else ():
        message = N_("a text in “{language}”, which is not among the languages")
        yield look.fault((*path, lang), "extra_language", message, language=lang)


def _requirement(look: _Look, item: Requirement, path: Path_) -> Iterator[Fault]:
    if item.ref in look.refs:
        message = N_("duplicate reference: it stands at line {line} already")
        yield look.fault((*path, "ref"), "duplicate_ref", message, line=look.refs[item.ref])
    look.refs.setdefault(item.ref, look.shape.line((*path, "ref")))
    yield from _title(look, item, path)
    if item.topic and item.topic not in checklists.topics():
        message = N_("unknown topic “{topic}”")
        yield look.fault((*path, "topic"), "topic", message, topic=item.topic)
    for name, message in _EMPTY.items():
        if not getattr(item, name):
            yield look.lack((*path, name), f"no_{name}", message)
    if item.saq:
        yield from _languages(look, item.saq, (*path, "saq"))
    for name, text in (("applies_when", item.applies_when), ("why", item.why)):
        if text is not None:
            yield from _languages(look, text, (*path, name))
    yield from _points(look, item, path)
    yield from _sentences(look, item, path)
    yield from _names(look, item, path)


def _title(look: _Look, item: Requirement, path: Path_) -> Iterator[Fault]:
    yield from _languages(look, item.title, (*path, "title"))
    for lang, title in item.title.items():
        if title.endswith(ELLIPSIS):
            message = N_("the title is only the beginning of the text")
            yield look.lack((*path, "title", lang), "short_title", message)


def _points(look: _Look, item: Requirement, path: Path_) -> Iterator[Fault]:
    ids = [point.id for point in item.points]
    if not ids or len(set(ids)) != len(ids):
        yield look.fault((*path, "points"), "points", N_("points need ids of their own"))
    elif item.level not in {point.level for point in item.points}:
        message = N_("no point has the requirement's level")
        yield look.fault((*path, "level"), "headline", message)
    for at, point in enumerate(item.points):
        yield from _languages(look, point.text, (*path, "points", at, "text"))


def _sentences(look: _Look, item: Requirement, path: Path_) -> Iterator[Fault]:
    """What to look for and to ask speaks of one requirement: a sentence serves only once."""
    for name in ("look_for", "ask"):
        for at, text in enumerate(getattr(item, name)):
            here = (*path, name, at)
            yield from _languages(look, text, here)
            for lang, words in text.items():
                key = (lang, " ".join(words.casefold().split()))
                if key[1] and key in look.sentences:
                    message = N_("the sentence is used twice: {ref} has it as well")
                    found = look.sentences[key]
                    yield look.fault((*here, lang), "repeated", message, ref=found)
                look.sentences.setdefault(key, item.ref)


def _names(look: _Look, item: Requirement, path: Path_) -> Iterator[Fault]:
    """Other references lead to one requirement; a kind of authorisation is named once."""
    for name in ("aliases", "applies_to"):
        words = getattr(item, name)
        for word in {word for word in words if words.count(word) > 1}:
            message = N_("“{name}” is named twice")
            yield look.fault((*path, name), "twice", message, name=word)
    for alias in dict.fromkeys(item.aliases):
        if alias == item.ref:
            message = N_("“{name}” is the reference itself")
            yield look.fault((*path, "aliases"), "own_alias", message, name=alias)
        elif (other := look.aliases.setdefault(alias, item.ref)) != item.ref:
            message = N_("“{name}” leads to {ref} already")
            yield look.fault((*path, "aliases"), "alias", message, name=alias, ref=other)


# Why a row of the table waits for a person.
WHY = {
    "level": N_("the level is neither must nor should"),
    "no_level": N_("the table has a place for the level, and nothing stands there"),
    "levels": N_("several levels, and the text does not say which part has which"),
    "contradiction": N_("the column says another level than the text"),
    "no_reference": N_("there is no reference"),
    "number": N_("the reference is a number: 1.1 and 1.10 look the same"),
    "date": N_("the reference was turned into a date"),
    "duplicate": N_("the reference stands in another row as well"),
    "no_text": N_("there is no text"),
    "hidden": N_("the row is hidden in the file"),
    "continued": N_("the row may go on from the page before"),
    "languages_differ": N_("the languages do not divide into the same points"),
    "unknown_row": N_("neither a requirement nor a heading"),
    "formula": N_("a formula holds no computed value"),
}


def _waiting(look: _Look, row: ToCheck, path: Path_) -> Fault:
    message = N_("{place} waits for a decision: {why_msgids}")
    why = tuple(WHY.get(code, code) for code in row.why)
    found = look.lack(path, "to_check", message, place=row.place, why_msgids=why)
    return replace(found, about=row.ref)
