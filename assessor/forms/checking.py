"""Refuses what types alone cannot see in a form: ids, languages, keys, operands, links."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from assessor import checklist as checklists
from assessor.checklist import check_languages
from assessor.errors import BadChecklist
from assessor.forms.types import BANDS, Field, Form, Links, Score, Section
from assessor.i18n import N_, LocalText

_FORM_ID = re.compile(r"[a-z][a-z0-9-]*")
_ID = re.compile(r"[a-z][a-z0-9_]*")
# Which keys belong to which kind, beside those that every field or score has.
_SHORTFALL = frozenset({"level", "short", "action", "links"})
_LIMITS = frozenset({"at_least", "at_most"}) | _SHORTFALL
_WORDS = frozenset({"names", "links"})
_FIELD_KEYS: dict[str, frozenset[str]] = {
    "text": _WORDS,
    "long_text": frozenset({"links"}),
    "number": frozenset({"unit", "min", "max"}) | _LIMITS,
    "date": frozenset({"links"}),
    "time": frozenset({"links"}),
    "choice": frozenset({"options", "several", "short", "action", "links"}),
    "point": _SHORTFALL,
    "photo": frozenset({"links"}),
    "seal": _WORDS,
    "person": _WORDS,
    "place": _WORDS,
}
_SCORE_KEYS: dict[str, frozenset[str]] = {
    "matrix": frozenset({"table", "short_from"}) | _SHORTFALL,
    "product": frozenset({"unit", "bands", "short_from"}) | _LIMITS,
    "sum": frozenset({"unit", "bands", "short_from"}) | _LIMITS,
    "ratio": frozenset({"bands", "short_from"}) | _LIMITS,
    "difference": frozenset({"unit", "bands", "short_from"}) | _LIMITS,
    "share": frozenset({"bands", "short_from"}) | _LIMITS,
    "highest": frozenset({"unit", "bands", "short_from"}) | _LIMITS,
}
_ALWAYS = frozenset({"id", "kind", "label", "title", "help", "of", "section"})
_PAIRS = frozenset({"matrix", "difference", "ratio"})
_OVER_ROWS = frozenset({"sum", "highest", "share"})
_MEASURED = frozenset({"number", "choice"})


def check(loaded: Form, name: str) -> None:
    """Refuse a form that cannot be filled or reckoned as it stands; BadChecklist says where."""
    if not loaded.languages:
        raise BadChecklist(place=name, fault=N_("no language is named"))
    header = f"{name}: header"
    for text in (loaded.title, loaded.purpose, loaded.source.title, loaded.source.prevails):
        check_languages(loaded.languages, text, header)
    if not _FORM_ID.fullmatch(loaded.id):
        fault = N_("the id of a form is of small letters, digits and “-”")
        raise BadChecklist(place=header, fault=fault)
    if not loaded.sections:
        raise BadChecklist(place=header, fault=N_("there is no section"))
    _check_links(loaded.links, header)
    _check_ids((section.id for section in loaded.sections), name)
    for section in loaded.sections:
        _check_section(loaded, section, f"{name}: section {section.id}")
    _check_ids((score.id for score in loaded.scores), name)
    for number, score in enumerate(loaded.scores):
        _check_score(loaded, score, loaded.scores[:number], f"{name}: score {score.id}")


def _check_ids(ids: Iterable[str], place: str) -> None:
    seen: set[str] = set()
    for item in ids:
        if not _ID.fullmatch(item):
            fault = N_("an id is of small letters, digits and “_”")
            raise BadChecklist(place=f"{place}: {item}", fault=fault)
        if item in seen:
            raise BadChecklist(place=place, fault=N_("duplicate id “{id}”"), id=item)
        seen.add(item)


def _check_section(loaded: Form, section: Section, place: str) -> None:
    if not section.fields:
        raise BadChecklist(place=place, fault=N_("there is no field"))
    _check_links(section.links, place)
    rows = section.rows
    named = rows.named if rows else ()
    if rows and not (named or rows.more):
        raise BadChecklist(place=place, fault=N_("it can have no row"))
    _check_ids((row.id for row in named), place)
    _check_ids((field.id for field in section.fields), place)
    texts: list[LocalText | None] = [section.title, section.help, rows.label if rows else None]
    texts += [text for row in named for text in (row.label, row.help)]
    _check_texts(loaded, texts, place)
    for field in section.fields:
        _check_field(loaded, field, f"{place}, field {field.id}")


def _check_texts(loaded: Form, texts: Iterable[LocalText | str | None], place: str) -> None:
    for text in texts:
        if isinstance(text, dict):
            check_languages(loaded.languages, text, place)


def _check_field(loaded: Form, field: Field, place: str) -> None:
    _check_keys(field, _FIELD_KEYS[field.kind], place)
    _check_links(field.links, place)
    texts = [field.label, field.help, field.unit, field.short, field.action]
    _check_texts(loaded, [*texts, *(option.label for option in field.options)], place)
    _check_ids((option.id for option in field.options), place)
    if field.kind == "choice" and len(field.options) < 2:
        raise BadChecklist(place=place, fault=N_("a choice needs two options or more"))
    if field.kind == "point" and field.level is None:
        raise BadChecklist(place=place, fault=N_("a point needs a level: must or should"))
    if field.kind == "number":
        _check_limits(field, place)
        if field.min is not None and field.max is not None and field.min >= field.max:
            raise BadChecklist(place=place, fault=N_("min must be less than max"))


def _check_keys(part: Field | Score, allowed: frozenset[str], place: str) -> None:
    for name in part.__struct_fields__:
        value = getattr(part, name)
        given = value not in (None, "", (), {}, False)
        if given and name not in allowed | _ALWAYS:
            fault = N_("“{key}” does not belong to the kind “{kind}”")
            raise BadChecklist(place=place, fault=fault, key=name, kind=part.kind)


def _check_limits(part: Field | Score, place: str) -> None:
    """A limit needs a level, for the shortfall that it makes; a level needs a limit."""
    limits = [part.at_least, part.at_most, part.short_from if isinstance(part, Score) else None]
    limited = any(limit is not None for limit in limits)
    if limited != (part.level is not None):
        fault = N_("a limit and the level of its shortfall belong together")
        raise BadChecklist(place=place, fault=fault)


def _check_links(links: Links, place: str) -> None:
    known = checklists.checklists()
    for checklist_id, refs in links.items():
        for ref in refs:
            # A checklist that is not here cannot be looked into: its own folder may lack today.
            if checklist_id in known and ref not in known[checklist_id].by_ref:
                fault = N_("“{checklist}” has no requirement {ref}")
                raise BadChecklist(place=place, fault=fault, checklist=checklist_id, ref=ref)


def _check_score(loaded: Form, score: Score, earlier: tuple[Score, ...], place: str) -> None:
    _check_keys(score, _SCORE_KEYS[score.kind], place)
    _check_limits(score, place)
    _check_links(score.links, place)
    _check_texts(loaded, [score.title, score.help, score.unit, score.short, score.action], place)
    _check_bands(score, place)
    section = loaded.by_id.get(score.section)
    if score.section and (section is None or section.rows is None):
        fault = N_("there is no section of rows “{id}”")
        raise BadChecklist(place=place, fault=fault, id=score.section)
    if section and score.id in section.by_id:
        raise BadChecklist(place=place, fault=N_("duplicate id “{id}”"), id=score.id)
    if score.kind in _PAIRS and len(score.of) != 2:
        raise BadChecklist(place=place, fault=N_("it is worked out from two values"))
    if score.kind != "share" and not score.of:
        raise BadChecklist(place=place, fault=N_("it is worked out from nothing"))
    for path in score.of:
        _check_operand(loaded, score, {item.id: item for item in earlier}, path, place)


def _check_bands(score: Score, place: str) -> None:
    bounds = [score.bands[band] for band in BANDS if band in score.bands]
    if any(low >= high for low, high in pairwise(bounds)):
        raise BadChecklist(place=place, fault=N_("the bounds of the bands must rise"))
    if score.table and (len(score.table) != 5 or any(len(row) != 5 for row in score.table)):
        raise BadChecklist(place=place, fault=N_("the table needs five rows of five"))
    # The highest of rated rows has their bands; all others need their own.
    rated = score.kind in {"matrix", "highest"} or score.bands
    if score.short_from and not rated:
        raise BadChecklist(place=place, fault=N_("there are no bands"))


def _check_operand(
    loaded: Form, score: Score, earlier: dict[str, Score], path: str, place: str
) -> None:
    fault = N_("“{path}” cannot be reckoned with here")
    if not _possible(loaded, score, earlier, path):
        raise BadChecklist(place=place, fault=fault, path=path)


def _possible(loaded: Form, score: Score, earlier: dict[str, Score], path: str) -> bool:
    """Whether a path leads to a value, or to many where the kind takes many."""
    many = score.kind in _OVER_ROWS
    if score.kind == "share":
        return any(field.kind == "point" for field in _fields_at(loaded, score, path))
    if path in earlier:
        other = earlier[path].section
        return other in {"", score.section} or (many and not score.section)
    fields = list(_fields_at(loaded, score, path))
    if len(fields) != 1 or fields[0].kind not in _MEASURED or fields[0].several:
        return False
    if fields[0].kind == "choice" and any(item.value is None for item in fields[0].options):
        return False
    section, _dot, field_id = path.rpartition(".")
    home = loaded.by_id[section or score.section]
    return bool(field_id) and (home.rows is None or home.id == score.section or many)


def _fields_at(loaded: Form, score: Score, path: str) -> Iterator[Field]:
    """The fields that “section.field”, a field of the score's own section, or “section” name."""
    first, _dot, second = path.partition(".")
    if second:
        section = loaded.by_id.get(first)
        yield from [section.by_id[second]] if section and second in section.by_id else []
    elif score.section and first in loaded.by_id[score.section].by_id:
        yield loaded.by_id[score.section].by_id[first]
    elif score.kind == "share" and first in loaded.by_id:
        yield from loaded.by_id[first].fields
