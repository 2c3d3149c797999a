"""Reads what a company states: from status words, ticks and boxes, or how an answer opens."""

import re
from functools import lru_cache

from assessor.saq.text import digits_alike, fold, tidy
from assessor.saq.words import JUDGEMENTS, STATE_OF
from assessor.terms import Claim

TICKED = "☒☑✓✔✗✘✖⊠⊗■●◉⦿🗹🗷🗸✅❎×"
EMPTY = "☐□▢◻◽⬜○◯❏❑❒"
_EDGE = " \t\n.,;:!?¿¡\"'“”‘’«»()[]{}*-–—_•·"
_SHORT = 12  # letters of a status that asks or leaves open: “Sí?”, “Yes or no”
_STOP = r"(?=\s*(?:[.,;:!)\]/–—-]|$|\n))"
# “No aplica excepción alguna”, “No procede sin aviso”, “Not applicable only to air”: no answers.
_AT_ALL = (
    r"(?!\s+(?:sin|hasta|ningun\w*|nenhum\w*|excep\w+|except\w*|without|until|sem|sans|"
    r"sol[oa](?:mente)?|unicamente|only|just|somente|apenas|seulement|uniquement)\b)"
)
# How an answer opens. A bare no before a word states nothing ("No se permite …"); so does an
# unaccented si, which is "if" in Spanish: both need a stop after them.
_OPENINGS: tuple[tuple[Claim, re.Pattern[str]], ...] = (
    (
        Claim.NA,
        re.compile(
            rf"(?:n\s?/\s?a(?!\w)|n\.\s?a\b\.?|na(?!-\w){_STOP}|"
            rf"no (?:es )?aplica(?:ble)?\b{_AT_ALL}|"
            rf"no procede\b{_AT_ALL}|no corresponde\b{_AT_ALL}|not applicable\b{_AT_ALL}|"
            rf"does not apply\b{_AT_ALL}|nao (?:se )?aplica\w*{_AT_ALL}|sans objet\b|"
            rf"non applicable\b{_AT_ALL}|ne s.applique pas|no se aplica{_STOP})"
        ),
    ),
    (
        Claim.PARTLY,
        re.compile(
            r"(?:(?:si|yes|sim|oui)\s*[,(–—-]\s*(?:pero\s+|but\s+)?)?"
            r"(?:(?:se )?(?:cumple|cumpre|atende) (?:parcial\w*|en parte)|parcialmente\b|parcial\b|"
            r"partially\b|partly\b|partial\b|in part\b|en parti?e\b|em parte\b|partiellement\b|"
            r"partiel\b|si y no\b|yes and no\b)"
        ),
    ),
    # “No. 12 del procedimiento”, “No. de documento” number something.
    (Claim.NO, re.compile(rf"(?!no\.\s*(?:\d|de\b|of\b))(?:no|nao|non){_STOP}")),
    (Claim.YES, re.compile(rf"(?:yes|sim|oui)\b(?!-)|si{_STOP}")),
)
# “¿Sí?” and “Sí o no, depende” state nothing.
_OPEN_STILL = re.compile(
    r"(?:si|no|yes|sim|nao|oui|non)\s*(?:\?|(?:o|or|ou)\s+(?:si|no|yes|sim|nao|oui|non)\b)"
)
_ACCENTED_YES = re.compile(r"\W*s[íÍ](?!\w)", re.IGNORECASE)
_BOX = rf"[{TICKED}{EMPTY}]|\[\s*[xX✓✔]?\s*\]|\(\s*[xX✓✔]?\s*\)|_+\s*[xX✓✔]\s*_+|_{{2,}}"
_BOXES = re.compile(_BOX)
_BOX_OPENS = re.compile(rf"[{TICKED}{EMPTY}\[(_]")  # far quicker to look for
_LABELS = re.compile(
    r"(?<![^\W_])(?:n\s?/\s?a|n\.\s?a\.?|no aplica|not applicable|no procede|n[ãa]o se aplica|"
    r"non applicable|sans objet|parcial(?:mente)?|partial(?:ly)?|partly|en parte|em parte|"
    r"partiel(?:lement)?|cumple parcialmente|no cumple|cumple|s[ií]|yes|sim|oui|no|n[ãa]o|non)"
    r"(?![^\W_])",
    re.IGNORECASE,
)
_X = re.compile(r"(?<!\w)[xX✓✔](?!\w)")
_OFFERED = 40  # letters in which the labels of a printed choice follow one another
_LABELLED = 60  # letters of a line of labels, at most
_MARKED = re.compile(rf"[{TICKED}]|[xX✓✔]")
_TICK_AND_WORDS = re.compile(
    rf"(?:[{TICKED}]|\[[xX✓]\]|[xX](?=[\s(,.:;–-])|(?:s[ií]|yes|sim|oui|no|n[ãa]o|non)\s*(?=[(,:;–-]))"
    r"[\s(,.:;–-]*\w{2}",
    re.IGNORECASE,
)
_HAS_NONE = (  # the company says that it has none, at the beginning of a sentence
    r"(actualmente |por (el )?(momento|ahora) |a la fecha |hoy |currently |"
    r"at present |atualmente |no momento |actuellement |pour l.instant |"
    r"(la|el|a|o|notre|nuestra|our|the|this) "
    r"(empresa|compania|planta|firma|fabrica|company|plant|site|entreprise|usine|societe) )?"
    r"(no (contamos|tenemos|disponemos|poseemos|cuenta con|tiene|dispone|se cuenta|"
    r"se tiene|existe)|(we )?(do not|don.t) (currently |yet )?have|(we )?have no|"
    r"there (is|are) (no|not)|"
    r"has no|does not (currently |yet )?have|"
    r"nao (temos|possuimos|contamos|dispomos|existe|ha|possui|tem)\b|"
    r"(nous )?n.(avons|a|existe|est|y a)\b.{0,12}\b(pas|aucun\w*)|il n.(y a|existe) (pas|aucun\w*)|"
    r"ce n.est pas (encore )?en place)\b"
)
_UNDER_WAY = (
    r"(esta |estan )?(en|em|in|under|en cours d.?) ?(proceso|fase|processo|progress|"
    r"development|desarrollo|elaboracion|implementacion|elaboration)\b"
)
# Words by which a text takes back what its tick claims.
_TAKES_BACK = re.compile(
    r"\ben la practica\b.*\b(solo|solamente|no|nunca)\b|\bin practice\b.*\b(only|not|never)\b|"
    r"\bna pratica\b.*\b(so|nao)\b|\ben pratique\b.*\b(seulement|pas)\b|\bsin implementar\b|"
    r"\bnot yet (in place|implemented|done|documented|started)\b|"
    r"^(todavia|aun) no\b|^no (se (tiene|cuenta|ha|hace|realiza|aplica)|contamos|existe)\b|"
    rf"(^|[.;:\n]\s*){_HAS_NONE}|"
    r"\b(ainda nao|todavia no|aun no|pas encore|not yet) "
    r"(foi|se|esta|ha|existe|est|ete|mis|been)\b|"
    rf"(^|[.;:\n]\s*){_UNDER_WAY}|"
    r"\bno existe (todavia|aun)\b|^(ninguno|ninguna|none|nenhum|nenhuma|aucun|aucune)\W*$|"
    r"^(we )?(do not|don't) (have|do)\b|^(this )?(is )?not (yet )?(in place|implemented|done)\b"
)
# One of these stands wherever they are found: searched first, as most texts hold none of them.
_BACK_WITHIN = (
    "practi", "prati", "sin implementar", "not yet", "ainda nao", "todavia no", "aun no",
    "pas encore", "no existe",
)  # fmt: skip
_BACK_OPENING = re.compile(
    rf"{_HAS_NONE}|{_UNDER_WAY}|no (se|contamos|existe)|todavia|aun|ningun|none|nenhum|aucun|"
    r"(we )?do|(this )?(is )?not"
)
_STOPS = re.compile(r"[.;:\n]\s*")
# What word processors show in a control that nobody has filled in; older formats keep no mark.
_HINT = re.compile(
    r"(click|tap|haga clic|pulse|clique|toque|cliquez|appuyez) .{0,40}"
    r"(text|texto|texte|date|fecha|data)\W*|"
    r"(choose an item|elija un elemento|escolher um item|escolha um item|"
    r"choisissez un element|selecione um item)\W*"
)
_NOTHING = re.compile(
    r"[\s\-–—?¿.…_*/]+|idem.*|ibid.*|same as above|igual( que (el|la) anterior)?|lo mismo|ditto|"
    r"\W*(tbd|pendiente|pending)\W*"
)


@lru_cache(maxsize=5_000)
def claim_word(text: str) -> Claim | None:
    """Return what a status cell states, or None if it is no status word."""
    plain = fold(text)
    if plain.startswith("#") or len(plain) > 60:
        return None
    if _OPEN_STILL.match(plain) and len(plain) <= _SHORT:
        return Claim.NONE
    for form in (plain, plain.strip(_EDGE + "/|")):
        if form in STATE_OF:
            return STATE_OF[form]
    halves = [STATE_OF.get(half.strip(_EDGE)) for half in re.split(r"\s*[/|\n,(–—-]+\s*", plain)]
    known = {half for half in halves if half}
    if len(halves) == 1 or None in halves:
        return None
    if known == {Claim.YES, Claim.PARTLY}:
        return Claim.PARTLY  # "Sí, parcialmente"
    return known.pop() if len(known) == 1 else Claim.NONE


def claim_of_status(text: str) -> Claim:
    """Return what a status cell states: by a word, a box, a tick, or the way it opens."""
    if not text.strip():
        return Claim.NONE
    if found := claim_word(text):
        return found
    boxed, _ = read_boxes(text)
    if boxed is not None:
        return only(boxed)
    if (marked := marked_label(text)) is not None:
        return marked
    if is_ticked(text):
        return Claim.NO if text.strip() in "✗✘✖❎" else Claim.YES
    return claim_of_opening(text)


def marked_label(text: str) -> Claim | None:
    """Return which of several printed labels bears the X: “SÍ:    NO: X”; None if it is no such.

    None of them, where that cannot be told: “Sí   X No”.
    """
    return None if len(text) > _LABELLED else _marked_label(digits_alike(text))


@lru_cache(maxsize=4_000)
def _marked_label(text: str) -> Claim | None:
    labels = list(_LABELS.finditer(text))
    stated = {claim_word(label[0]) for label in labels}
    if len(stated) < 2 or _X.sub("", _LABELS.sub("", text)).strip(_EDGE + "/|"):
        return None
    marks = [mark.start() for mark in _X.finditer(text)]
    if not marks:  # “Sí No”, where one was struck out by hand
        return claim_word(text) or Claim.NONE
    after = text.rstrip().endswith(("x", "X", "✓", "✔")) or bool(re.search(r"\w\s*:", text))
    before = text.lstrip()[:1] in "xX✓✔"
    if len(marks) != 1 or after == before:
        return Claim.NONE
    if before:
        return claim_word(labels[0][0])
    own = [label for label in labels if label.start() < marks[0]]
    return claim_word(own[-1][0]) if own else Claim.NONE


def offers_choices(line: str) -> bool:
    """Whether a line begins with several labels, as a form prints them to choose from."""
    labels = _LABELS.finditer(line[:_OFFERED])
    return len({claim_word(label[0]) for label in labels}) > 1


def claim_of_opening(text: str) -> Claim:
    """Return what an answer states by the way it opens; none if it only describes."""
    return _claim_of_opening(digits_alike(text))


@lru_cache(maxsize=4_000)
def _claim_of_opening(text: str) -> Claim:
    plain = fold(text).lstrip(_EDGE)
    if _OPEN_STILL.match(plain):
        return Claim.NONE
    if _ACCENTED_YES.match(text) and not _OPENINGS[1][1].match(plain):
        return Claim.YES
    for claim, pattern in _OPENINGS:
        if pattern.match(plain):
            return claim
    return Claim.NONE


_ASKS_TO_NAME = re.compile(
    r"[^?]*\b(?:indique|senale|mencione|nombre|especifique|precise|detalle|"
    r"indiquen|informe|nomeie|assinale)-?(?:l[oa]s?|[oa]s?)?\b[^?]*|"
    r"[^?]*\b(?:please )?(?:name|list|indicate|specify|state) (?:it|them|which|so)\b[^?]*|"
    r"[^?]*\b(?:indiquez|precisez|nommez|mentionnez)(?:-l[ae]s?)?\b[^?]*"
)
_WHERE_IT_IS_SO = re.compile(r"\s*(?:\w{1,2}[.)]\s*)?(?:si|se|if|where|caso|cuando|quand|s.il)\b")


def asks_to_name(question: str) -> bool:
    """Whether it only asks to name what there is: “if it belongs to a group, state which”.

    A yes then says that there is something to name, not that a requirement is met.
    """
    if not _WHERE_IT_IS_SO.match(question.lower()):
        return False
    return bool(_ASKS_TO_NAME.fullmatch(fold(question)))


def is_ticked(text: str) -> bool:
    """Whether a tick column's cell is ticked: a mark, an X or the word itself."""
    plain = text.strip()
    if not plain:
        return False
    if any(char in TICKED for char in plain):
        return True
    if any(char in EMPTY for char in plain) or re.fullmatch(r"[\[(]\s*[\])]|[-–—_.0]+", plain):
        return False
    word = fold(plain).strip(_EDGE)
    return word in {"x", "1", "v", "true"} or (word in STATE_OF and word not in {"false", "n"})


def is_crossed(text: str) -> bool:
    """Whether a mark is a cross that may rule a box out where others are ticked."""
    return text.strip() in {"✗", "✘", "✖", "❎", "×", "🗷"}


def is_ticked_over(text: str, *, crossed: bool) -> bool:
    """Whether a tick column's cell is ticked, beside words too; `crossed`: crosses rule out."""
    if crossed and is_crossed(text):
        return False
    return is_ticked(text) or bool(words_beside_tick(text))


def words_beside_tick(text: str) -> str:
    """Return what is written after a tick or the word in its cell: “X (plant 1 only)”."""
    match = _TICK_AND_WORDS.match(text.strip())
    return text.strip() if match else ""


def read_boxes(text: str) -> tuple[frozenset[Claim] | None, str]:
    """Return the claims ticked in a line of labelled boxes, and the text without that line.

    None: there are no boxes. Empty: none of them is ticked.
    """
    if not _BOX_OPENS.search(text) or not _BOXES.search(text):
        return None, text
    lines = text.split("\n")
    for index, line in enumerate(lines):
        boxes = list(_BOXES.finditer(line))
        labels = list(_LABELS.finditer(line))
        if not boxes or not labels:
            continue
        rest = _LABELS.sub("", _BOXES.sub("", line)).strip(_EDGE + "/|")
        if len(boxes) == 1 and len(labels) == 1 and not _MARKED.search(boxes[0][0]) and rest:
            continue
        kept = [*lines[:index], rest, *lines[index + 1 :]]
        return frozenset(_ticked_labels(boxes, labels)), tidy("\n".join(kept))
    return None, text


def only(claims: frozenset[Claim]) -> Claim:
    """Return the one claim that is ticked; none if no box is, or several are."""
    return next(iter(claims)) if len(claims) == 1 else Claim.NONE


def _ticked_labels(boxes: list[re.Match[str]], labels: list[re.Match[str]]) -> set[Claim]:
    """Return the claims whose box is ticked; boxes stand all before or all after their labels."""
    before = boxes[0].start() < labels[0].start()
    found = set()
    for box in boxes:
        if not _MARKED.search(box[0]):
            continue
        if before:
            label = next((item for item in labels if item.start() >= box.end()), None)
        else:
            label = next((item for item in reversed(labels) if item.end() <= box.start()), None)
        claim = claim_word(label[0]) if label else None
        if claim:
            found.add(claim)
            if claim is Claim.YES and len(labels) == 1 and is_crossed(box[0]):
                found.add(Claim.NO)  # a cross beside a yes says both
    return found


def says_nothing(text: str) -> bool:
    """Whether a text says nothing by itself: a dash, idem, what a form says before it is filled."""
    return _says_nothing(digits_alike(text))


@lru_cache(maxsize=4_000)
def _says_nothing(text: str) -> bool:
    plain = fold(text)
    return bool(plain) and (_NOTHING.fullmatch(plain) or _HINT.fullmatch(plain)) is not None


def _may_take_back(plain: str) -> bool:
    """Whether any of its sentences opens as one that takes back; quicker than looking closely."""
    for part in _BACK_WITHIN:
        if part in plain:
            return True
    if _BACK_OPENING.match(plain):
        return True
    return any(_BACK_OPENING.match(plain, stop.end()) for stop in _STOPS.finditer(plain))


def contradicts(claim: Claim, text: str, status: str = "") -> bool:
    """Whether a careful reader would see the text take back what the tick claims."""
    return claim is not Claim.NONE and _contradicts(claim, digits_alike(text), status)


@lru_cache(maxsize=4_000)
def _contradicts(claim: Claim, text: str, status: str) -> bool:
    opening = _claim_of_opening(text)
    if opening is not Claim.NONE and opening is not claim:
        judged = bool(JUDGEMENTS.search(fold(status)))
        # "Complies" may well answer "No." to "Is there any insolvency?".
        return not (judged and {opening, claim} <= {Claim.YES, Claim.NO, Claim.PARTLY})
    plain = fold(text)
    if claim is not Claim.YES or not _may_take_back(plain):
        return False
    if not (back := _TAKES_BACK.search(plain)):
        return False
    return not (back.start() == 0 and JUDGEMENTS.search(fold(status)))
