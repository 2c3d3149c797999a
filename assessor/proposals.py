"""What filled worksheets propose: for each shortfall an observation on the linked requirements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assessor import rules
from assessor.checklist import Checklist
from assessor.facts import Dossier, Link
from assessor.forms.scores import Shortfall
from assessor.forms.sheets import SheetRow
from assessor.forms.spoken import limit_text, score_text, value_text, written
from assessor.forms.types import Field, Score
from assessor.forms.values import NOTE
from assessor.i18n import N_, LocalText, pick, translation
from assessor.terms import Kind, Level

State = Literal["open", "taken", "dismissed"]


@dataclass(frozen=True)
class ProposalRow:
    """A shortfall of a sheet as the observation that it proposes, and what became of it."""

    sheet_id: str
    form_title: LocalText
    sheet_number: int
    key: str
    level: Level
    links: tuple[Link, ...]
    kind: Kind | None
    where: LocalText
    text: LocalText
    action: LocalText
    site_id: str | None
    evidence_ids: tuple[str, ...]
    state: State
    observation_id: str
    reason: str

    @property
    def refs(self) -> tuple[str, ...]:
        """The requirements it bears on."""
        return tuple(link.ref for link in self.links)


def proposals_of(known: Dossier) -> tuple[ProposalRow, ...]:
    """Return a proposal for each shortfall of each sheet, decided ones included."""
    return tuple(
        proposal(known, sheet, short) for sheet in known.sheets for short in sheet.shortfalls
    )


def proposal(known: Dossier, sheet: SheetRow, short: Shortfall) -> ProposalRow:
    """Return what one shortfall proposes."""
    site_id = sheet.site_id if sheet.site_id in {site.id for site in known.covered} else None
    links = _links(known, sheet, short, site_id)
    state, observation_id, reason = _state(known, sheet, short.key)
    asked = [lang for lang in known.visit.languages if lang in sheet.form.languages]
    action = _item(sheet, short).action or {}
    where = {lang: _where(known, sheet, short, lang) for lang in asked}
    return ProposalRow(
        sheet_id=sheet.id,
        form_title=sheet.form.title,
        sheet_number=sheet.number,
        key=short.key,
        level=short.level,
        links=links,
        kind=_kind(known, links, site_id) if links else None,
        where=where,
        text={lang: _text(sheet, short, where[lang], lang) for lang in asked},
        action={lang: action[lang] for lang in asked if lang in action},
        site_id=site_id,
        evidence_ids=_photographs(sheet, short),
        state=state,
        observation_id=observation_id,
        reason=reason,
    )


def _item(sheet: SheetRow, short: Shortfall) -> Field | Score:
    """The field or score that falls short; a score's id is never that of a field beside it."""
    section = sheet.form.by_id.get(short.section_id)
    field = section.by_id.get(short.item_id) if section else None
    return field or sheet.form.scores_by_id[short.item_id]


def _state(known: Dossier, sheet: SheetRow, key: str) -> tuple[State, str, str]:
    decided = sheet.settled.get(key) or {}
    if reason := decided.get("reason", ""):
        return "dismissed", "", reason
    taken = decided.get("observation", "")
    # What was taken up and then removed is to be decided again.
    if taken in {item.id for item in known.observations}:
        return "taken", taken, ""
    return "open", "", ""


def _links(
    known: Dossier, sheet: SheetRow, short: Shortfall, site_id: str | None
) -> tuple[Link, ...]:
    """The nearest links: of the item, its section, those set by hand, those of the form.

    Of several requirements only those of the first one's level: one observation has one level.
    """
    checklist = known.checklist
    section = sheet.form.by_id.get(short.section_id)
    near = [_item(sheet, short).links, section.links if section else {}]
    choices = [links.get(checklist.id, ()) for links in near]
    choices += [sheet.refs, sheet.form.links.get(checklist.id, ())]
    kept = ([ref for ref in refs if ref in checklist.by_ref] for refs in choices)
    links = links_to(checklist, next(filter(None, kept), []), short.level)
    levels = rules.levels_of(checklist, links, known.short.get(site_id, frozenset()))
    return tuple(link for link in links if levels[link] is levels[links[0]])


def links_to(checklist: Checklist, refs: Iterable[str], level: Level) -> list[Link]:
    """Return links to requirements; to a point of this level where the headline has another."""
    found = []
    for ref in dict.fromkeys(refs):
        item = checklist.requirement(ref)
        fitting = [point.id for point in item.points if point.level is level]
        found.append(Link(ref, fitting[0] if fitting and item.level is not level else ""))
    return found


def _kind(known: Dossier, links: Sequence[Link], site_id: str | None) -> Kind:
    short = known.short.get(site_id, frozenset())
    return rules.kind_of(known.checklist, links, short, good_practice=False)


def _photographs(sheet: SheetRow, short: Shortfall) -> tuple[str, ...]:
    """The photographs of the same row, or of the same plain section."""
    found = [
        piece
        for spot in sheet.spots
        if (spot.section.id, spot.row_id) == (short.section_id, short.row_id)
        and spot.field.kind == "photo"
        for piece in sheet.values.get(spot.key) or ()
    ]
    return tuple(dict.fromkeys(found))


def _text(sheet: SheetRow, short: Shortfall, place: str, lang: str) -> str:
    where = translation(lang).gettext(N_("Where: {place}.")).format(place=place)
    return " ".join((*_statement(sheet, short, lang), where))


def _statement(sheet: SheetRow, short: Shortfall, lang: str) -> list[str]:
    """What falls short, the value that shows it, and the note beside it."""
    item, speak = _item(sheet, short), translation(lang).gettext
    said = [item.short[lang]] if item.short else []
    label = item.title[lang] if isinstance(item, Score) else item.label[lang]
    if isinstance(item, Field) and item.kind == "point":
        said = said or [speak(N_("Not met: {statement}.")).format(statement=label.rstrip(" ."))]
        note = sheet.values.get(short.key + NOTE)
        return [*said, _sentence(written(note, lang))] if note else said
    told = speak(N_("{label}: {value}.")).format(label=label, value=_value(sheet, short, lang))
    return [*said, told]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _value(sheet: SheetRow, short: Shortfall, lang: str) -> str:
    item = _item(sheet, short)
    if isinstance(item, Field):
        value = value_text(item, sheet.values.get(short.key), lang)
    else:
        reckoned = next(score for score in sheet.scores if score.key == short.key)
        value = score_text(item, reckoned, lang)
    limit = limit_text(item, lang)
    return f"{value} ({limit})" if limit else value


def _where(known: Dossier, sheet: SheetRow, short: Shortfall, lang: str) -> str:
    """The sheet, the row, the site and the places named in it."""
    number = translation(lang).gettext(N_("{form}, No. {number}"))
    head = number.format(form=pick(sheet.form.title, lang), number=sheet.number)
    told = [f"{head} ({sheet.name})" if sheet.name else head]
    if short.row_id:
        rows = {row.id: row.label for row in sheet.rows(short.section_id)}
        told.append(pick(rows[short.row_id], lang))
    told += [place.site.name for place in known.sites if place.site.id == sheet.site_id]
    for spot in sheet.spots:
        near = spot.row_id in ("", short.row_id)
        if spot.field.kind == "place" and near and not spot.field.names:
            value = sheet.values.get(spot.key)
            told += [written(value, lang)] if value else []
    return " · ".join(told)
