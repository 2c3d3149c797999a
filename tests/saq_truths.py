"""Forms whose truth is known: questions of any checklist, answered, reworded, and scored."""

import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assessor import checklist as checklists
from assessor.checklist import Requirement
from assessor.saq.types import LedgerRow, SaqPreview
from tests.saq_samples import Asked

CHECKLISTS = tuple(checklists.checklists())
LANGUAGES = ("es", "en", "pt", "fr")
SURE = {"accepted", "blank"}
# What companies write, by what they claim; {n} makes each answer one of a kind.
ANSWERS: dict[str, dict[str, tuple[str, ...]]] = {
    "es": {
        "yes": (
            "Sí. El procedimiento P-{n} lo describe y se revisa cada enero.",
            "Lo hace el jefe de turno con el formato F-{n}; no se permite salir sin firma.",
            "Ver anexo {n}.",
            "Sí, ver carpeta de procedimientos {n}, pestaña 7.",
            "El control {n} cubre:\n- almacén y andenes\n- oficinas\n- caseta de vigilancia",
        ),
        "no": ("No. Se hará en 2026 (tarea {n}).", "No, está en el plan {n}."),
        "partly": ("Parcialmente: falta la planta 2 (tarea {n}).",),
        "na": ("No aplica: no tenemos flota propia, ver nota {n}.",),
    },
    "en": {
        "yes": (
            "Yes. Procedure P-{n} describes it and is read again every January.",
            "The shift manager does this with form F-{n}; nobody leaves without a signature.",
            "See annex {n}.",
            "Yes, see procedures folder {n}, tab 7.",
            "Control {n} covers:\n- warehouse and docks\n- offices\n- guard house",
        ),
        "no": ("No. Planned for 2026 (task {n}).", "No, it stands in plan {n}."),
        "partly": ("Partially: plant 2 is missing (task {n}).",),
        "na": ("Not applicable: we own no vehicles, see note {n}.",),
    },
    "pt": {
        "yes": (
            "Sim. O procedimento P-{n} descreve e é revisado todo janeiro.",
            "O chefe de turno faz com o formulário F-{n}; ninguém sai sem assinatura.",
            "Ver anexo {n}.",
            "Sim, ver pasta de procedimentos {n}, aba 7.",
            "O controle {n} cobre:\n- armazém e docas\n- escritórios\n- portaria",
        ),
        "no": ("Não. Será feito em 2026 (tarefa {n}).", "Não, consta do plano {n}."),
        "partly": ("Parcialmente: falta a planta 2 (tarefa {n}).",),
        "na": ("Não se aplica: não temos frota própria, ver nota {n}.",),
    },
    "fr": {
        "yes": (
            "Oui. La procédure P-{n} le décrit et elle est relue chaque janvier.",
            "Le chef d'équipe le fait avec la fiche F-{n} ; personne ne sort sans signature.",
            "Voir annexe {n}.",
            "Oui, voir le classeur des procédures {n}, onglet 7.",
            "Le contrôle {n} couvre :\n- entrepôt et quais\n- bureaux\n- poste de garde",
        ),
        "no": ("Non. Prévu pour 2026 (tâche {n}).", "Non, cela figure au plan {n}."),
        "partly": ("Partiellement : il manque l'usine 2 (tâche {n}).",),
        "na": ("Non applicable : nous n'avons pas de flotte, voir note {n}.",),
    },
}
_CLAIMS = ("yes",) * 7 + ("no", "partly", "na")
_TOKEN = re.compile(r"(?<!\d)\d{4}(?!\d)")
_OPENS = re.compile(r"(Sí|No|Yes|Sim|Não|Oui|Non|Parcialmente|Partially|Partiellement|Not)\b")
_YEARS = {"2026", "2025"}


@dataclass(frozen=True)
class Form:
    """A form as one company filled it in: whose questions, and in which language."""

    checklist: str
    language: str
    asked: tuple[Asked, ...]


# How questions are worded


def question_of(item: Requirement, language: str) -> str:
    """Return a requirement as a question in this language; its demand where none is written."""
    return item.saq.get(language) or item.points[0].text.get(language, "")


def demand_of(item: Requirement, language: str) -> str:
    """Return what a requirement demands, as a table of criteria prints it."""
    return " ".join(point.text.get(language, "") for point in item.points)


def misspelt(text: str, seed: int) -> str:
    """Return the text with a letter lost, doubled or swapped in about every seventh word."""
    dice = random.Random(f"{seed} {text}")
    words = text.split(" ")
    for index, word in enumerate(words):
        if len(word) > 4 and dice.random() < 0.15:
            at = dice.randrange(1, len(word) - 2)
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            lost, doubled = word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]
            words[index] = dice.choice((swapped, lost, doubled))
    return " ".join(words)


def shortened(text: str, seed: int) -> str:
    """Return the text with a fifth of its words left out, as an impatient typist would."""
    dice = random.Random(f"{seed} {text}")
    words = text.split(" ")
    kept = [word for word in words if dice.random() >= 0.2]
    return " ".join(kept or words)


def without_accents(text: str, seed: int) -> str:
    """Return the text without accents and in capitals, as old systems export it."""
    import unicodedata

    del seed
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).upper()


CHANGES = {"misspelt": misspelt, "shortened": shortened, "capitals": without_accents}


@cache
def form_of(checklist_id: str, language: str, *, demands: bool = False, seed: int = 1) -> Form:
    """Return the whole checklist as a form that a company filled in, always the same."""
    checklist = checklists.checklist(checklist_id)
    dice = random.Random(f"{checklist_id} {language} {seed}")
    found = []
    for number, item in enumerate(checklist.requirements, 3001 if seed == 1 else 5001):
        claim = dice.choice(_CLAIMS)
        text = dice.choice(ANSWERS[language][claim]).format(n=number)
        word = demand_of if demands else question_of
        found.append(Asked(item.ref, word(item, language), claim, text))
    return Form(checklist_id, language, tuple(found))


def changed(form: Form, how: str, seed: int = 1) -> Form:
    """Return the form with every question reworded in one of the ways of CHANGES."""
    asked = (replace(one, question=CHANGES[how](one.question, seed)) for one in form.asked)
    return replace(form, asked=tuple(asked))


def shuffled(form: Form, seed: int = 1) -> Form:
    """Return the form with its rows in another order."""
    asked = list(form.asked)
    random.Random(seed).shuffle(asked)
    return replace(form, asked=tuple(asked))


def of_site(form: Form, site: int) -> Form:
    """Return the form with answers of their own, as another of the company's sites gives them."""

    def other(found: re.Match[str]) -> str:
        return found[0] if found[0] in _YEARS else str(int(found[0]) + 1000 * site)

    asked = (replace(one, text=_TOKEN.sub(other, one.text)) for one in form.asked)
    return replace(form, asked=tuple(asked))


# What came of it


def token_of(text: str) -> set[str]:
    """Return the numbers that make an answer one of a kind."""
    return set(_TOKEN.findall(text)) - _YEARS


def scored(shown: SaqPreview, asked: Iterable[Asked], *, stated: bool = True) -> Counter[str]:
    """Count what came of each answer: right, wrong, doubtful, unmatched or gone.

    An answer is found by its number wherever it stands, so any layout can be scored. Where a
    layout has no place for the status (`stated`), the claim is what the answer opens with.
    """
    rows: dict[str, list[LedgerRow]] = {}
    for row in shown.rows:
        for token in token_of(row.text):
            rows.setdefault(token, []).append(row)
    found: Counter[str] = Counter()
    for one in asked:
        (token,) = token_of(one.text)
        found["answers"] += 1
        its = rows.get(token, [])
        if not its:
            found["gone"] += 1
            continue
        claim = one.claim if stated or _OPENS.match(one.text) else "none"
        _score(found, its[0], replace(one, claim=claim), alone=len(its) == 1)
    return +found


def _score(found: Counter[str], row: LedgerRow, one: Asked, *, alone: bool) -> None:
    same = row.text == one.text
    if row.status in SURE:
        right = row.ref == one.ref and alone
        found["right" if right else "wrong"] += 1
        found["texts"] += same and right
        found["claims"] += row.claim.value == one.claim and right
        found["swallowed"] += len(token_of(row.text)) > 1
    elif row.status == "to_check":
        found["to check"] += 1
        found["first"] += one.ref == (row.candidates or ("",))[0]
        found["lost"] += one.ref not in row.candidates
    elif row.status == "unmatched":
        found["unmatched"] += 1
    else:
        found["hidden"] += 1  # an answer shown as if it were none


def sums(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    """Return the sum of several scores."""
    whole: Counter[str] = Counter()
    for one in counts:
        whole.update(one)
    return whole


def precision(found: Mapping[str, int]) -> float:
    """Return which share of the rows marked sure is right."""
    sure = found.get("right", 0) + found.get("wrong", 0)
    return found.get("right", 0) / sure if sure else 1.0


def recall(found: Mapping[str, int]) -> float:
    """Return which share of all answers is sure and right."""
    return found.get("right", 0) / max(found.get("answers", 0), 1)


def line_of(name: str, found: Mapping[str, int]) -> str:
    """Return the figures as a row of a table."""
    right = max(found.get("right", 0), 1)
    cells: Sequence[object] = (
        name, found.get("answers", 0), f"{recall(found):.1%}", f"{precision(found):.2%}",
        found.get("wrong", 0), f"{found.get('claims', 0) / right:.1%}",
        f"{found.get('texts', 0) / right:.1%}", found.get("to check", 0), found.get("lost", 0),
        found.get("unmatched", 0), found.get("gone", 0) + found.get("hidden", 0),
    )  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"
