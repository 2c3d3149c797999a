"""Scores of a filled form, and where it falls short; a missing value is never a zero."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import prod
from typing import Any

from assessor.forms.types import BANDS, BandName, Field, Form, Score, Section
from assessor.forms.values import Values, lines, path_of, spots
from assessor.terms import Level

# Rows from likelihood 5 (almost certain) to 1 (rare), columns by consequence: 5 × 5 as practised.
_LETTERS = ("MHHEE", "MMHHE", "LMMHE", "LLMMH", "LLLMH")
_BY_LETTER: dict[str, BandName] = {band[0].upper(): band for band in BANDS}
TABLE: tuple[tuple[BandName, ...], ...] = tuple(
    tuple(_BY_LETTER[letter] for letter in row) for row in _LETTERS
)


@dataclass(frozen=True)
class ScoreValue:
    """A score, of the sheet or of one row; without `complete` neither number nor band counts."""

    key: str
    score_id: str
    section_id: str
    row_id: str
    number: float | None
    band: str
    complete: bool


@dataclass(frozen=True)
class Shortfall:
    """A place where the sheet falls short: a field, or a score with the values it comes from."""

    key: str
    level: Level
    section_id: str
    row_id: str
    item_id: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class _Part:
    """One value that goes into a score."""

    number: float | None = None
    band: str = ""
    answer: str = ""
    paths: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        return self.number is not None or bool(self.band or self.answer)


_Done = dict[tuple[str, str], tuple[ScoreValue, tuple[str, ...]]]


def reckon(form: Form, values: Values) -> tuple[ScoreValue, ...]:
    """Return every score of a sheet, those of rows for each row, in the form's order."""
    return tuple(value for value, _paths in _reckoned(form, values).values())


def lacking(form: Form, values: Values) -> dict[str, tuple[str, ...]]:
    """Return for each score that is incomplete, by its key, the paths of the values it lacks."""
    return {
        value.key: tuple(path for path in paths if values.get(path) in (None, ""))
        for value, paths in _reckoned(form, values).values()
        if not value.complete
    }


def _reckoned(form: Form, values: Values) -> _Done:
    done: _Done = {}
    for score in form.scores:
        rows = [""]
        if score.section:
            rows = [line.id for line in lines(form.by_id[score.section], values)]
        for row_id in rows:
            parts = list(_parts(form, score, row_id, values, done))
            paths = tuple(dict.fromkeys(path for part in parts for path in part.paths))
            done[score.id, row_id] = _scored(score, row_id, parts), paths
    return done


def _scored(score: Score, row_id: str, parts: list[_Part]) -> ScoreValue:
    number, band = None, ""
    if parts and all(part.known for part in parts):
        number, band = _RECKONERS[score.kind](score, parts)
    if number is not None:
        number = round(number, 6)
        band = _band_of(score, number) or band
    key = path_of(score.section, score.id, row_id)
    complete = number is not None or bool(band)
    return ScoreValue(key, score.id, score.section, row_id, number, band, complete)


def _band_of(score: Score, number: float) -> str:
    bounds = [(band, score.bands[band]) for band in BANDS if band in score.bands]
    found = next((band for band, bound in bounds if number <= bound), "")
    return found or (bounds[-1][0] if bounds else "")


def _parts(form: Form, score: Score, row_id: str, values: Values, done: _Done) -> Iterator[_Part]:
    if score.kind == "share":
        yield from _points(form, score, row_id, values)
        return
    for path in score.of:
        if path in form.scores_by_id and (path, row_id) in done:
            yield _of_score(*done[path, row_id])
        elif path in form.scores_by_id:
            other = form.scores_by_id[path].section
            rows = [key for key in done if key[0] == path] if other else [(path, "")]
            yield from (_of_score(*done[key]) for key in rows)
        else:
            yield from _of_field(form, score, path, row_id, values)


def _of_score(value: ScoreValue, paths: tuple[str, ...]) -> _Part:
    return _Part(value.number, value.band, paths=paths)


def _of_field(form: Form, score: Score, path: str, row_id: str, values: Values) -> Iterator[_Part]:
    first, _dot, second = path.partition(".")
    section = form.by_id[first if second else score.section]
    field = section.by_id[second or first]
    for row in _rows(section, score, row_id, values):
        key = path_of(section.id, field.id, row)
        yield _Part(_number(field, values.get(key)), paths=(key,))


def _rows(section: Section, score: Score, row_id: str, values: Values) -> list[str]:
    if section.rows is None:
        return [""]
    if section.id == score.section:
        return [row_id]
    return [line.id for line in lines(section, values)]


def _number(field: Field, value: Any) -> float | None:
    if field.kind == "choice":
        option = field.option(str(value))
        return option.value if option else None
    return float(value) if value is not None else None


def _points(form: Form, score: Score, row_id: str, values: Values) -> Iterator[_Part]:
    for spot in spots(form, values):
        inside = spot.field.kind == "point"
        if score.section:
            inside = inside and (spot.section.id, spot.row_id) == (score.section, row_id)
        named = {spot.section.id, f"{spot.section.id}.{spot.field.id}"}
        if spot.section.id == score.section:
            named.add(spot.field.id)
        if inside and (not score.of or named & set(score.of)):
            yield _Part(answer=values.get(spot.key) or "", paths=(spot.key,))


_Result = tuple[float | None, str]


def _numbers(parts: list[_Part]) -> list[float]:
    return [part.number for part in parts if part.number is not None]


def _matrix(score: Score, parts: list[_Part]) -> _Result:
    table = score.table or TABLE
    likelihood, consequence = (part.number or 0 for part in parts)
    steps = range(1, 6)
    if likelihood not in steps or consequence not in steps:
        return None, ""
    return None, table[5 - int(likelihood)][int(consequence) - 1]


def _product(_score: Score, parts: list[_Part]) -> _Result:
    return _complete(parts, prod)


def _sum(_score: Score, parts: list[_Part]) -> _Result:
    return _complete(parts, sum)


def _complete(parts: list[_Part], work: Callable[[list[float]], float]) -> _Result:
    numbers = _numbers(parts)
    return (work(numbers), "") if len(numbers) == len(parts) else (None, "")


def _difference(_score: Score, parts: list[_Part]) -> _Result:
    return _complete(parts, lambda pair: abs(pair[0] - pair[1]))


def _ratio(_score: Score, parts: list[_Part]) -> _Result:
    numbers = _numbers(parts)
    if len(numbers) < 2 or not numbers[1]:
        return None, ""
    return 100 * numbers[0] / numbers[1], ""


def _share(_score: Score, parts: list[_Part]) -> _Result:
    counted = [part.answer == "yes" for part in parts if part.answer != "na"]
    return (100 * sum(counted) / len(counted), "") if counted else (None, "")


def _highest(_score: Score, parts: list[_Part]) -> _Result:
    bands = [part.band for part in parts if part.band]
    worst = max(bands, key=_step) if len(bands) == len(parts) else ""
    number, _band = _complete(parts, max)
    return number, worst


_RECKONERS: dict[str, Callable[[Score, list[_Part]], _Result]] = {
    "matrix": _matrix,
    "product": _product,
    "sum": _sum,
    "difference": _difference,
    "ratio": _ratio,
    "share": _share,
    "highest": _highest,
}


def _step(band: str) -> int:
    return [str(item) for item in BANDS].index(band)


def shortfalls(form: Form, values: Values) -> tuple[Shortfall, ...]:
    """Return where a sheet falls short: its fields in order, then its scores."""
    found = [
        Shortfall(spot.key, level, spot.section.id, spot.row_id, spot.field.id, (spot.key,))
        for spot in spots(form, values)
        if (level := _level(spot.field, values.get(spot.key)))
    ]
    for (score_id, _row_id), (value, paths) in _reckoned(form, values).items():
        score = form.scores_by_id[score_id]
        if score.level and value.complete and _exceeds(score, value):
            where = (value.section_id, value.row_id, score_id)
            found.append(Shortfall(value.key, score.level, *where, paths))
    return tuple(found)


def _level(field: Field, value: Any) -> Level | None:
    """The level at which a value falls short, None where it does not."""
    if value is None:
        return None
    if field.kind == "point":
        return field.level if value == "no" else None
    if field.kind == "choice":
        chosen = value if isinstance(value, list) else [value]
        levels = {option.level for option in field.options if option.id in chosen}
        return next((level for level in (Level.MUST, Level.SHOULD) if level in levels), None)
    return field.level if field.kind == "number" and _outside(field, float(value)) else None


def _outside(part: Field | Score, number: float) -> bool:
    too_little = part.at_least is not None and number < part.at_least
    return too_little or (part.at_most is not None and number > part.at_most)


def _exceeds(score: Score, value: ScoreValue) -> bool:
    steep = score.short_from and value.band and _step(value.band) >= _step(score.short_from)
    return bool(steep) or (value.number is not None and _outside(score, value.number))
