"""Reads references as text: normal forms, sub-items, and the numbers and dates they turned into."""

import re
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from assessor.saq.text import digits_alike, fold
from assessor.saq.types import Cell
from assessor.saq.words import NUMBER_WORDS

_MONTHS = {
    name: number
    for names, number in (
        ("jan ene janv janeiro enero january janvier", 1),
        ("feb fev fevr febrero february fevereiro fevrier", 2),
        ("mar mars marzo march marco", 3), ("apr abr avr abril april avril", 4),
        ("may mai mayo maio", 5), ("jun juin junio june junho", 6),
        ("jul juil julio july julho juillet", 7), ("aug ago aout agosto august", 8),
        ("sep sept set septiembre september setembro septembre", 9),
        ("oct out octubre october outubro octobre", 10),
        ("nov noviembre november novembro novembre", 11),
        ("dec dic dez diciembre december dezembro decembre", 12),
    )
    for name in names.split()
}  # fmt: skip
_SHAPE = r"(?:[A-Za-z]{1,2}[.\-]?)?\d{1,3}(?:\s?[.,\-]\s?\d{1,3}){0,3}"
_LEADING = re.compile(
    rf"^\s*[\[(§#]?\s*(?P<ref>{_SHAPE})\s*(?P<part>(?:\(?[a-z]\)|\.[a-z](?=[.)\s]))?)\s*"
    r"(?P<stop>[\])]?\s*[.):;\-–—]*)(?:\s+|$)"
)
_TRAILING = re.compile(r"[\[(]\s*(?P<ref>\d{1,3}(?:\.\d{1,3}){1,3})\s*[\])]\s*\.?$")
_PART = re.compile(r"^(?:\(?(?P<letter>[a-p])\s?\)|(?P<plain>[a-p])\.)(?=\s|$)")
_PARTED = re.compile(r"^(?P<ref>.+?)[\s.]*[(\s.]*(?P<letter>[a-z])[).]*$")
_LIKE = re.compile(
    rf"^[\[(§#]?\s*(?:{_SHAPE}|[a-z]{{1,3}}[.\-]\d{{1,4}}(?:[.\-]\d+)*)\s*\(?[a-z]?\)?[\])]?[.):;\-]*$",
    re.IGNORECASE,
)
# "Criterio 6.2", "MSC-6.2", "C-TPAT 6.2", but the letter of "E.1" belongs to the number.
_OPENING_WORDS = re.compile(r"^(?:\W*(?![A-Za-z]{1,2}\.\d)[^\W\d]+[\s.:\-–]+)+")
# "5.3 (M)", "5.5 Must": the level stands beside the number; a small letter is a sub-item.
_LEVEL = re.compile(
    r"\s*\(([MSD]|[Mm]ust|[Ss]hould|[Dd]ebe|[Dd]eber[ií]a|[Dd]eve|[Dd]everia|[Dd]oit|[Dd]evrait)\)\s*$|"
    r"(?<=\d)\s+([Mm]ust|[Ss]hould|[Dd]ebe|[Dd]eber[ií]a|[Dd]eve|[Dd]everia|[Dd]oit|[Dd]evrait)\s*$"
)
_DOTS = re.compile(r"(?<=\d)\s*[·•‧∙。．‐‑‒–—―−_]\s*(?=\d)")  # what is typed for a stop
_CODE = re.compile(r"^[a-z]{2,6}(?:[\s\-_.][a-z]{1,4})*[\s\-_.]+(?=\d)")  # "CTPAT-FM-5.6"
_DAY_MONTH = re.compile(r"^(\d{1,2})[\s.\-/]+([a-z]{3,10})\.?(?:[\s.\-/]+\d{2,4})?$")
_MONTH_DAY = re.compile(r"^([a-z]{3,10})\.?[\s.\-/]+(\d{1,2})(?:[\s,.\-/]+\d{4})?$")
_ISO = re.compile(r"^(?:19|20)\d\d-(\d\d)-(\d\d)")
_SLASHED = re.compile(r"^(\d{1,2})[/](\d{1,2})[/](?:19|20)?\d\d$")
_DATED = re.compile("|".join(at.pattern for at in (_DAY_MONTH, _MONTH_DAY, _ISO, _SLASHED)))
_NUMBER = re.compile(r"[1-9][0-9]*")
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


class Reading(msgspec.Struct, frozen=True):
    """What a reference cell may mean: one requirement, several, or none of this checklist."""

    shown: str = ""
    ref: str | None = None
    part: str = ""
    candidates: tuple[str, ...] = ()
    by: str = "reference"
    sure: bool = True  # False: the form is unusual, the wording has to agree
    dated: bool = False  # a spreadsheet took it for a date


class References:
    """The references of one checklist in their normal form, with their other names."""

    _KEPT = 20_000  # readings that are remembered: a number is mostly asked about again

    def __init__(self, refs: tuple[str, ...], aliases: Mapping[str, str]) -> None:
        """Keep the references as written, by their folded form."""
        self.refs = refs
        self.by_fold = {fold(ref): ref for ref in refs}
        self.aliases = {fold(alias): ref for alias, ref in aliases.items()}
        self.short: dict[str, list[str]] = {}
        self._read: dict[str, Reading] = {}
        for ref in refs:
            self.short.setdefault(_short(ref), []).append(ref)

    def read(self, cell: Cell) -> Reading:
        """Return what a cell that should hold a reference means."""
        shown = cell.text.strip() or cell.number.strip()
        if not shown:
            return Reading()
        if cell.kind == "date":
            return self._of_date(shown, cell.raw)
        if cell.kind == "number":
            return self._of_number(shown, cell.raw)
        return self.read_text(shown)

    def read_text(self, shown: str) -> Reading:
        """Return what a reference written as text means; 1.10 is never 1.1."""
        reading = self._read.get(shown)
        if reading is None:
            if len(self._read) >= self._KEPT:
                self._read.clear()
            reading = self._read[shown] = self._read_text(shown)
        return reading

    def _read_text(self, shown: str) -> Reading:
        plain = fold(_LEVEL.sub("", shown) or shown)
        if plain in self.by_fold:
            return Reading(shown, self.by_fold[plain])
        if plain in self.aliases:
            return Reading(shown, self.aliases[plain], by="alias")
        if _NUMBER.fullmatch(plain):  # of which there is no other form
            return Reading(shown, None, candidates=tuple(self.short.get(plain, ())))
        bared = NUMBER_WORDS.sub("", plain)  # "CTPAT MSC 5.3"
        bared = re.sub(r"\s*([.,])\s*", r"\1", bared).strip(" \t[](){}§#:;.,-–—_*\"'")
        ref, part = self._with_part(bared)
        if ref:
            return Reading(shown, ref, part)
        if dated := self._of_date_text(plain):
            return Reading(shown, None, candidates=dated, dated=True)
        return self._unusual(shown, bared)

    def _with_part(self, text: str) -> tuple[str | None, str]:
        known = self.by_fold.get(text) or self.aliases.get(text)
        if known:
            return known, ""
        match = _PARTED.match(text)
        if match:
            ref = self.by_fold.get(match["ref"].strip(" .)(-"))
            if ref:
                return ref, match["letter"]
        return None, ""

    def _unusual(self, shown: str, bared: str) -> Reading:
        """Read decimal commas, hyphens, leading zeros and paths; the wording has to agree."""
        first, _slash, second = (part.strip() for part in bared.partition("/"))
        if first in self.by_fold and second in self.by_fold:  # a row that answers both
            return Reading(shown, None, candidates=(self.by_fold[first], self.by_fold[second]))
        forms = [bared.replace(",", "."), bared.rpartition("/")[2].strip(), bared.replace("-", ".")]
        forms += [_DOTS.sub(".", bared), _CODE.sub("", bared)]
        forms += [_LEADING_ZEROS.sub("", form) if "0" in form else form for form in forms]
        forms.append(bared[1:].lstrip() if bared.startswith("q") else bared)
        tried = {bared}
        for index, form in enumerate(forms):
            if form in tried:
                continue
            tried.add(form)
            ref, part = self._with_part(form)
            if ref:
                return Reading(shown, ref, part, sure=index < 2)
        # 7.3 is no requirement here, but a spreadsheet may have made it of 7.30.
        return Reading(shown, None, candidates=tuple(self.short.get(bared, ())))

    def _of_number(self, shown: str, raw: str) -> Reading:
        """Return the requirements that a number may have been: 1.1 was 1.1 or 1.10."""
        try:
            number = float(raw or shown.replace(",", "."))
        except ValueError:
            return self.read_text(shown)
        short = f"{number:.6f}".rstrip("0").rstrip(".")
        found = self.short.get(short, [])
        if len(found) == 1:
            return Reading(shown, found[0], sure=found[0] == short)
        return Reading(shown, None, candidates=tuple(found))

    def _of_date(self, shown: str, raw: str) -> Reading:
        found = self._of_date_text(raw) or self._of_date_text(shown)
        return Reading(shown, None, candidates=found, dated=True)

    def _of_date_text(self, text: str) -> tuple[str, ...]:
        """Return the requirements that a date may have been before a spreadsheet took it."""
        plain = fold(text)
        pairs: list[tuple[int, int]] = []
        if not _DATED.match(plain):
            return ()
        if match := _ISO.match(plain):
            pairs = [(int(match[2]), int(match[1]))]
        elif match := _DAY_MONTH.match(plain):
            pairs = [(int(match[1]), _MONTHS.get(match[2], 0))]
        elif match := _MONTH_DAY.match(plain):
            pairs = [(int(match[2]), _MONTHS.get(match[1], 0))]
        elif match := _SLASHED.match(plain):
            pairs = [(int(match[1]), int(match[2]))]
        found = []
        for day, month in pairs:
            forms = (f"{day}.{month}", f"{month}.{day}")
            found += [self.by_fold[form] for form in forms if month and form in self.by_fold]
        return tuple(dict.fromkeys(found))

    def split_leading(self, text: str) -> tuple[str, str]:
        """Return the number that opens a text, if it is one, and the text without it."""
        first, newline, rest = text.partition("\n")
        words = NUMBER_WORDS.match(fold(first))
        lead = first
        if words:
            lead = _OPENING_WORDS.sub("", first, count=1)
        match = _LEADING.match(lead)
        if not match or not _is_number(match):
            return "", text
        shown = f"{match['ref']}{match['part']}".strip()
        return shown, f"{lead[match.end() :]}{newline}{rest}".strip()

    def split_trailing(self, text: str) -> tuple[str, str]:
        """Return the known reference in brackets that closes a text, and the text without it."""
        match = _TRAILING.search(text.strip())
        if match and match["ref"] in self.by_fold:
            return match["ref"], text[: match.start()].strip()
        return "", text


def _is_number(match: re.Match[str]) -> bool:
    """Whether an opening number is an item's and not the first word of a sentence."""
    ref = match["ref"]
    if re.search(r"\d\s?[.]\s?\d", ref) or ref[0].isalpha():
        return True
    return bool(match["stop"].strip() or match["part"])


def _short(ref: str) -> str:
    """Return how a spreadsheet shows this reference once it took it for a number."""
    if not re.fullmatch(r"\d+\.\d+", ref):
        return ref
    return ref.rstrip("0").rstrip(".")


def looks_like_reference(cell: Cell) -> bool:
    """Whether a cell holds what could be an item's number."""
    text = cell.text.strip() or cell.number.strip()
    if cell.kind in {"number", "date"}:
        return len(text) <= 12
    if len(text) > 16:
        return False
    # Only the century of a date is told by its digits.
    return _has_the_shape(text if "19" in text or "20" in text else digits_alike(text))


@lru_cache(maxsize=20_000)
def _has_the_shape(text: str) -> bool:
    plain = fold(text)
    if not any(map(str.isdigit, plain)):
        return False
    return bool(_DATED.match(plain) or _LIKE.match(NUMBER_WORDS.sub("", plain)))


def part_letter(text: str) -> tuple[str, str]:
    """Return the letter that opens a sub-item, and the text without it."""
    plain = text.strip()
    second = plain[1:2]
    if second not in {")", "."} and plain[:1] != "(" and not second.isspace():
        return "", text
    match = _PART.match(plain[:2].lower() + plain[2:] if plain[1:2] == ")" else plain)
    if not match:
        return "", text
    return match["letter"] or match["plain"], plain[match.end() :].strip()
