"""How editions are spoken of: references old → new, what became of them, what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessor import i18n
from assessor.i18n import _, ngettext
from assessor.terms import Claim, Verdict
from assessor.ui import core
from assessor.ui.panels.sheet_words import whole_name
from assessor.ui.words import here, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assessor.checklist import Checklist, Profile
    from assessor.editions import Difference, PriorRow
    from assessor.facts import Dossier
    from assessor.moving import Kept

NONE = "–"


def named(checklist: Checklist) -> str:
    """Return title and edition of a checklist."""
    edition = _("edition {edition}").format(edition=checklist.edition)
    draft = f" · {_('draft')}" if checklist.draft else ""
    return f"{here(checklist.title)} · {edition}{draft}"


def pair_text(old: Checklist, new: Checklist) -> str:
    """Return both editions; a title that they share is said once."""
    if here(old.title) != here(new.title):
        return f"{named(old)}  →  {named(new)}"
    editions = [_("edition {edition}").format(edition=each.edition) for each in (old, new)]
    return f"{here(new.title)} · {'  →  '.join(editions)}"


def refs_text(item: Difference) -> str:
    """Return the references, “1.2 → 1.3”; one alone where it stayed."""
    old, new = " + ".join(item.old_refs) or NONE, " + ".join(item.new_refs) or NONE
    return old if old == new else f"{old} → {new}"


def kinds_text(item: Difference) -> str:
    """Return all that became of it: “level changed, reworded”."""
    return ", ".join(_(core.editions.KINDS[kind]) for kind in item.kinds)


def why_text(item: Difference) -> str:
    """Return why the two are held to be one, and where that is not certain."""
    told = [_(core.editions.REASONS[code]) for code in item.why]
    if item.old and item.new:
        # Rounded down: what is not the same is never 100 % alike.
        told.append(_("alike: {share}").format(share=f"{int(item.likeness * 100)} %"))
    if not item.certain:
        told.append(_("not certain"))
    if item.near:
        told.append(_("or {refs}").format(refs=", ".join(item.near)))
    return " · ".join(told)


def verdict_of(rows: Iterable[Kept | PriorRow]) -> Verdict | None:
    """Return the gravest verdict among what was recorded."""
    return core.editions.worst_of(row.verdict for row in rows)


def count_text(rows: Iterable[Kept | PriorRow], profile: Profile | None) -> str:
    """Return in short what was recorded: “Partly met · 2 observations · 1 piece of evidence”."""
    found = list(rows)
    verdict = verdict_of(found)
    told = [spoken(verdict, profile)] if verdict else []
    counts = {what: sum(row.what == what for row in found) for what in ("observation", "evidence")}
    if count := counts["observation"]:
        told.append(
            ngettext("{count} observation", "{count} observations", count).format(count=count)
        )
    if count := counts["evidence"]:
        text = ngettext("{count} piece of evidence", "{count} pieces of evidence", count)
        told.append(text.format(count=count))
    return " · ".join(told)


def record_lines(rows: Iterable[Kept | PriorRow], known: Dossier) -> Iterator[tuple[str, str]]:
    """Give each thing recorded at a requirement: what it is, and what it says."""
    for row in rows:
        what, told = _TOLD[row.what](row, known)
        if what:
            yield what, told


def _assessment(row: Any, known: Dossier) -> tuple[str, str]:
    sites = {item.site.id: item.site.name for item in known.sites}
    several = len(known.sites) > 1
    place = [_("Point {point}").format(point=row.point_id) if row.point_id else ""]
    place.append(sites.get(row.site_id or "", "") if several else "")
    verdict = spoken(row.verdict, known.profile) if row.verdict else _("not seen yet")
    record = row.record
    texts = [verdict, here(record.get("reason") or {}), here(record.get("seen") or {})]
    if note := record.get("private_note"):
        texts.append(_("Private note: {text}").format(text=note))
    return " · ".join(filter(None, place)), "\n".join(filter(None, texts))


def _answer(row: Any, _known: Dossier) -> tuple[str, str]:
    claim, text = row.record.get("claim"), row.record.get("text") or ""
    said = spoken(Claim(claim)) if claim else ""
    return _("Company's answer"), "\n".join(filter(None, (said, text)))


def _observation(row: Any, known: Dossier) -> tuple[str, str]:
    for item in known.observations:
        if item.id == row.record.get("observation_id"):
            return f"{spoken(item.kind, known.profile)} {item.number}", here(item.text)
    return "", ""


def _evidence(row: Any, known: Dossier) -> tuple[str, str]:
    for piece in known.evidence:
        if piece.id == row.record.get("evidence_id"):
            told = f"{piece.file_name}\n{here(piece.caption)}".strip()
            return _("Evidence {number}").format(number=piece.number), told
    return "", ""


def _worksheet(row: Any, known: Dossier) -> tuple[str, str]:
    for sheet in known.sheets:
        if sheet.id == row.record.get("worksheet_id"):
            return _("Worksheet"), whole_name(sheet)
    return "", ""


def _deviation(row: Any, _known: Dossier) -> tuple[str, str]:
    return _("Gap left open"), here(row.record.get("reason") or {})


_TOLD = {
    "assessment": _assessment,
    "answer": _answer,
    "observation": _observation,
    "evidence": _evidence,
    "worksheet": _worksheet,
    "deviation": _deviation,
}


def reading_language(*checklists: Checklist, wish: str = "") -> str:
    """Return the wished language where a checklist speaks it, else the window's, else the first."""
    spoken_in = languages_of(*checklists)
    for lang in (wish, i18n.language()):
        if lang in spoken_in:
            return lang
    return spoken_in[0]


def languages_of(*checklists: Checklist) -> tuple[str, ...]:
    """Return the languages that all checklists speak; those of any where they share none."""
    every = dict.fromkeys(lang for each in checklists for lang in each.languages)
    shared = [lang for lang in every if all(lang in each.languages for each in checklists)]
    return tuple(shared or every)
