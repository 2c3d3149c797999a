"""What is asked: checklists and programme profiles, read from YAML and checked; never tables."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from assessor.errors import BadChecklist, UnknownChecklist, UnknownProfile, UnknownRequirement
from assessor.i18n import N_, LocalText
from assessor.profile import Period as Period
from assessor.profile import Profile as Profile
from assessor.profile import check_profile
from assessor.reading import Strict as Strict
from assessor.reading import check_languages as check_languages
from assessor.reading import convert as convert
from assessor.reading import read_file as read_file
from assessor.reading import read_yaml as read_yaml
from assessor.terms import Level

SHIPPED = Path(__file__).resolve().parent.parent / "checklists"
Review = Literal["confirmed", "single-source", "unconfirmed"]
EvidenceKind = Literal["document", "record", "observation", "interview", "photograph", "test"]


class Point(Strict, frozen=True):
    """One demand with one level; what gets a verdict."""

    id: str
    level: Level
    text: LocalText


class Requirement(Strict, frozen=True):
    """The counting unit; its level is that of its headline demand."""

    ref: str
    title: LocalText
    level: Level
    topic: str
    source_ref: str
    review: Review
    points: tuple[Point, ...]
    look_for: tuple[LocalText, ...]
    ask: tuple[LocalText, ...]
    evidence: tuple[EvidenceKind, ...]
    saq: LocalText
    applies_when: LocalText | None = None
    aliases: tuple[str, ...] = ()
    validated_by: str | None = None
    applies_to: tuple[str, ...] = ()
    why: LocalText | None = None

    def point(self, point_id: str) -> Point | None:
        """Return the point with this id, if there is one."""
        return next((point for point in self.points if point.id == point_id), None)


class Section(Strict, frozen=True):
    """A chapter of a checklist."""

    ref: str
    title: LocalText
    requirements: tuple[Requirement, ...]


class ToCheck(Strict, frozen=True):
    """A row of the table that a draft was made from, which a person has to decide about.

    `why` says in codes what was not certain, `said` what the table says of the level.
    """

    place: str
    why: tuple[str, ...]
    section: str = ""
    ref: str = ""
    said: str = ""
    title: LocalText = msgspec.field(default_factory=dict)
    text: LocalText = msgspec.field(default_factory=dict)
    guidance: LocalText = msgspec.field(default_factory=dict)


class Source(Strict, frozen=True):
    """Where the official wording stands; it prevails over ours."""

    title: LocalText
    reference: str
    prevails: LocalText


class Checklist(Strict, frozen=True):
    """All that one kind of company is asked in one edition of a programme.

    A draft may lack topics, texts to look for and to ask, kinds of evidence and languages;
    while rows wait in `to_check`, it is not whole and no visit starts on it.
    """

    id: str
    edition: str
    programme: str
    profile: str
    languages: tuple[str, ...]
    title: LocalText
    source: Source
    review: LocalText
    sections: tuple[Section, ...]
    draft: bool = False
    to_check: tuple[ToCheck, ...] = ()

    @cached_property
    def by_ref(self) -> dict[str, Requirement]:
        """Requirements by reference, in the order of the checklist."""
        return {item.ref: item for section in self.sections for item in section.requirements}

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """All requirements in the order of the checklist."""
        return tuple(self.by_ref.values())

    @cached_property
    def sections_by_ref(self) -> dict[str, Section]:
        """The section of each requirement, by the requirement's reference."""
        return {item.ref: section for section in self.sections for item in section.requirements}

    def requirement(self, ref: str) -> Requirement:
        """Return the requirement with exactly this reference; UnknownRequirement if none."""
        try:
            return self.by_ref[ref]
        except KeyError:
            raise UnknownRequirement(ref=ref) from None

    def section_of(self, ref: str) -> Section:
        """Return the section that holds this reference."""
        self.requirement(ref)
        return self.sections_by_ref[ref]


AnyFile = TypeVar("AnyFile", Checklist, Profile)

# What a requirement of a draft may lack, and what then stands for it.
DRAFT_MAY_LACK: dict[str, object] = {
    "topic": "",
    "look_for": [],
    "ask": [],
    "evidence": [],
    "saq": {},
}


@dataclass(frozen=True)
class Origin:
    """Which file something comes from, and whether it takes the place of a shipped one."""

    path: Path
    own: bool
    overrides: bool = False


_folders: list[Path] = [SHIPPED]
_when_read_again: list[Callable[[], None]] = []


def add_folder(folder: Path) -> None:
    """Search an administration's own folder after the shipped one; its files override by id."""
    if folder not in _folders:
        _folders.append(folder)
    reload()


def folders() -> tuple[Path, ...]:
    """Return the folders that are searched, the shipped one first."""
    return tuple(_folders)


def on_reload(forget: Callable[[], None]) -> None:
    """Let what was read beside the checklists be forgotten whenever they are."""
    _when_read_again.append(forget)


def checklists() -> dict[str, Checklist]:
    """Return all checklists by id; a bad file is left out and named by `faults()`."""
    return _load_all().checklists


def profiles() -> dict[str, Profile]:
    """Return all programme profiles by id."""
    return _load_words().profiles


def faults() -> tuple[BadChecklist, ...]:
    """Return what is wrong with files that could not be loaded, one clear error each."""
    return tuple(_load_all().faults)


def topics() -> dict[str, LocalText]:
    """Return the topics by which different checklists are compared, with their names."""
    return _load_words().topics


def checklist(checklist_id: str) -> Checklist:
    """Return one checklist; UnknownChecklist names those there are."""
    try:
        return checklists()[checklist_id]
    except KeyError:
        raise UnknownChecklist(id=checklist_id, known=", ".join(checklists())) from None


def profile(profile_id: str) -> Profile:
    """Return one programme profile; UnknownProfile names those there are."""
    try:
        return profiles()[profile_id]
    except KeyError:
        raise UnknownProfile(id=profile_id, known=", ".join(profiles())) from None


def read_checklist(path: Path) -> Checklist:
    """Return the checklist that stands in a file, wherever it is; BadChecklist if it cannot be."""
    loaded = read_file(path, Checklist, fill_draft)
    check(loaded, path.name, topics())
    return loaded


def origin(content_id: str, kind: str = "checklist") -> Origin | None:
    """Return where a checklist, profile or topic comes from; None if there is none such."""
    return _load_all().origins.get((kind, content_id))


def note_origin(
    known: dict[tuple[str, str], Origin], kind: str, content_id: str, path: Path
) -> None:
    """Note which file something comes from, in the order in which the folders are searched."""
    own = not path.is_relative_to(SHIPPED)
    before = known.get((kind, content_id))
    overrides = own and before is not None and (before.overrides or not before.own)
    known[kind, content_id] = Origin(path, own, overrides)


def reload() -> None:
    """Read the files again when next asked: one may have been added or mended."""
    _load_words.cache_clear()
    _load_all.cache_clear()
    for forget in _when_read_again:
        forget()


@dataclass
class _Found:
    """All that the folders hold."""

    checklists: dict[str, Checklist] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    topics: dict[str, LocalText] = field(default_factory=dict)
    faults: list[BadChecklist] = field(default_factory=list)
    origins: dict[tuple[str, str], Origin] = field(default_factory=dict)


@cache
def _load_words() -> _Found:
    """Read topics and profiles: all that a running visit needs, its checklist being frozen."""
    found = _Found()
    for folder in _folders:
        for path in sorted(folder.glob("topics/*.yaml")):
            _load_topics(found, path)
        programmes: dict[str, Profile] = {}
        for path in sorted(folder.glob("profiles/*.yaml")):
            _load_into(programmes, path, Profile, found)
        found.profiles |= programmes
    return found


@cache
def _load_all() -> _Found:
    words = _load_words()
    found = replace(words, checklists={}, faults=[*words.faults], origins={**words.origins})
    for folder in _folders:
        lists: dict[str, Checklist] = {}
        for path in sorted(folder.glob("*.yaml")):
            _load_into(lists, path, Checklist, found)
        found.checklists |= lists
    return found


def _load_topics(found: _Found, path: Path) -> None:
    try:
        topics_ = read_file(path, dict[str, LocalText])
    except BadChecklist as fault:
        found.faults.append(fault)
        return
    found.topics |= topics_
    for topic in topics_:
        note_origin(found.origins, "topic", topic, path)


def _load_into(
    loaded_here: dict[str, AnyFile], path: Path, kind: type[AnyFile], found: _Found
) -> None:
    try:
        loaded = read_file(path, kind, fill_draft)
        if isinstance(loaded, Checklist):
            check(loaded, path.name, found.topics)
        else:
            check_profile(loaded, path.name, shipped=path.is_relative_to(SHIPPED))
    except BadChecklist as fault:
        found.faults.append(fault)
        return
    if loaded.id in loaded_here:
        taken = N_("another file has the id “{id}” as well")
        found.faults.append(BadChecklist(place=path.name, fault=taken, id=loaded.id))
    else:
        loaded_here[loaded.id] = loaded
        note_origin(found.origins, kind.__name__.lower(), loaded.id, path)


def is_draft(plain: Any) -> bool:
    """Say whether plain content calls itself a draft."""
    return isinstance(plain, dict) and str(plain.get("draft", "")).strip().lower() == "true"


def fill_draft(plain: Any) -> Any:
    """Give the requirements of a draft what they may lack; anything else stays as it is."""
    if not is_draft(plain) or not isinstance(plain.get("sections"), list):
        return plain
    for section in plain["sections"]:
        items = section.get("requirements") if isinstance(section, dict) else None
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict):
                item.update(
                    {key: value for key, value in DRAFT_MAY_LACK.items() if key not in item}
                )
    return plain


def check(loaded: Checklist, name: str, known_topics: dict[str, LocalText]) -> None:
    """Refuse what types alone cannot see: languages missing, references and topics unknown."""
    if not loaded.languages:
        raise BadChecklist(place=name, fault=N_("no language is named"))
    wanted = () if loaded.draft else loaded.languages
    for text in (loaded.title, loaded.source.title, loaded.source.prevails, loaded.review):
        check_languages(wanted, text, f"{name}: header")
    refs: set[str] = set()
    for section in loaded.sections:
        check_languages(wanted, section.title, f"{name}: section {section.ref}")
        for item in section.requirements:
            place = f"{name}: requirement {item.ref}"
            if item.ref in refs:
                raise BadChecklist(place=place, fault=N_("duplicate reference"))
            refs.add(item.ref)
            if item.topic not in known_topics and (item.topic or not loaded.draft):
                fault = N_("unknown topic “{topic}”")
                raise BadChecklist(place=place, fault=fault, topic=item.topic)
            _check_requirement(wanted, item, place)


def _check_requirement(wanted: tuple[str, ...], item: Requirement, place: str) -> None:
    ids = [point.id for point in item.points]
    if not ids or len(set(ids)) != len(ids):
        raise BadChecklist(place=place, fault=N_("points need ids of their own"))
    if item.level not in {point.level for point in item.points}:
        raise BadChecklist(place=place, fault=N_("no point has the requirement's level"))
    texts = [item.title, item.saq, *item.look_for, *item.ask]
    texts += [point.text for point in item.points]
    texts += [item.applies_when] if item.applies_when else []
    for text in texts:
        check_languages(wanted, text, place)


# Made while this is imported, by one thread: msgspec breaks down (the whole process with it) where
# two threads are the first to decode the same type at once.
_DECODER = msgspec.json.Decoder(Checklist)


def to_json(loaded: Checklist) -> bytes:
    """Return the checklist as canonical JSON: the same content gives the same bytes."""
    return msgspec.json.encode(loaded, order="sorted")


@cache
def from_json(content: bytes) -> Checklist:
    """Return the checklist that `to_json` wrote."""
    return _DECODER.decode(content)
