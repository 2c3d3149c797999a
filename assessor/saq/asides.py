"""Columns that hold no word of the company's: portals' own, the authority's, and earlier years'."""

import re

from assessor.saq.text import bare
from assessor.saq.types import Cell

_PORTALS = re.compile(
    r"(answer|response|question) ?(type|date|by|time|status code|order|weight|score|guid)|"
    r"tipo de (respuesta|pregunta|resposta|pergunta)|(last )?(modified|changed|created|edited)\b.*|"
    r"(answered|responded|submitted) (by|on|at)|respondido (por|el|em)|time ?stamp|marca temporal"
)
_OFFICIALS = re.compile(
    r".*\b(validador\w*|validators?|auditor\w*|autoridad\w*|authority|autoridade|aduana\w*|customs|"
    r"cbp|scss|dian|sunat|receita|officers?|officials?|oficial|funcionari\w+|evaluador\w*|"
    r"evaluators?|verificador\w*|inspector\w*|assessors?|avaliador\w*|evaluateur|auditeur|douane|"
    r"validateur|consultor\w*|consultants?|especialista|specialist|dictamen|parecer|"
    r"uso (interno|exclusivo)|(office|internal) use|reviewers?|revisor\w*)\b.*"
)
# What others check as well, or the company itself where it states nothing else.
_REVIEWS = re.compile(
    r".*\b(verificad[oa]|validad[oa]|verified|validated|verificacion|verification|verificacao|"
    r"constat\w*|resultado (de (la )?|da )?(revision|visita|auditoria|vistoria|revisao)|"
    r"(audit|review|visit) (result|outcome)s?)\b.*"
)
# "Evidence / response" is where the company answers, too.
ANSWERS_TOO = re.compile(
    r"\b(evidenc\w*|document\w*|soportes?|support|anexos?)( ?[/,&+y] ?| and | e | et )"
    r"(su |your )?(respuestas?|responses?|answers?|resposta|reponse|comentarios?|comments?|"
    r"explic\w+)|"
    r"\b(respuestas?|responses?|answers?|resposta|reponse)( ?[/,&+y] ?| and | e | et )"
    r"(evidenc\w*|document\w*|soportes?|support|anexos?)"
)
_ANSWERING = ("claim", "answer", "evidence")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def is_portals(text: str) -> bool:
    """Whether a head names what a portal keeps for itself: a type, a date, who typed."""
    return bool(_PORTALS.fullmatch(bare(text)))


def is_review(text: str) -> bool:
    """Whether a head names what somebody checked, who need not be the company."""
    return bool(_REVIEWS.fullmatch(bare(text)))


def without_year(text: str) -> str:
    """Return a head without its year: Estado 2025."""
    return _YEAR.sub("", text) if "20" in text else text


def spaced(text: str) -> str:
    """Return a head with its words apart: AnswerValue, answer_value."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_+", " ", text)


def set_aside(cells: list[Cell], roles: dict[int, str]) -> None:
    """Take back the roles of columns that others than the company fill in, or did years ago."""
    _settle_officials(cells, roles)
    _settle_fields(cells, roles)
    for role in _ANSWERING:
        _settle_years([cell for cell in cells if roles[cell.column] == role], roles)


def _settle_officials(cells: list[Cell], roles: dict[int, str]) -> None:
    """What a validator writes answers nothing, if the company has a column of its own."""
    taken = {cell.column: cell.text for cell in cells if roles[cell.column] in _ANSWERING}
    unknown = {cell.column: cell.text for cell in cells if not roles[cell.column]}
    theirs = {c for c, text in (taken | unknown).items() if _OFFICIALS.fullmatch(bare(text))}
    ticks = {"yes", "no"} <= set(roles.values())
    if taken.keys() - theirs or ticks:
        roles |= dict.fromkeys(theirs, "other")
    # “Punto de verificación” may head the questions: what names nothing is told by what it holds.
    reviews = {column for column, text in taken.items() if is_review(text)}
    if ticks or any(roles[column] == "claim" for column in taken.keys() - reviews):
        roles |= dict.fromkeys(reviews, "other")


def _settle_fields(cells: list[Cell], roles: dict[int, str]) -> None:
    """Beside a column that names fields that of their values answers; alone it may be a score."""
    named = {bare(cell.text): cell.column for cell in cells}
    field = next((named[word] for word in ("field", "campo", "champ") if word in named), None)
    value = next((named[word] for word in ("value", "valor", "valeur") if word in named), None)
    if field is not None and value is not None:
        roles |= {field: "other", value: "answer"}


def _settle_years(cells: list[Cell], roles: dict[int, str]) -> None:
    """Of the same column for several years the latest one counts."""
    years = {cell.column: int(years[-1]) for cell in cells if (years := _YEAR.findall(cell.text))}
    latest = max(years.values(), default=0)
    roles |= {column: "other" for column, year in years.items() if year < latest}
