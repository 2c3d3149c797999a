"""Finds the head of a table of criteria: which column holds what, in which language."""

import re
from dataclasses import dataclass, field

from assessor.content.levels import LEVEL_OF, levels_in, levels_of_cell
from assessor.saq.heads import HEADS
from assessor.saq.items import own
from assessor.saq.references import looks_like_reference
from assessor.saq.text import bare, fold, one_line
from assessor.saq.types import Block, Cell, Line
from assessor.saq.words import STOPWORDS
from assessor.terms import Level

_MORE: dict[str, re.Pattern[str]] = {
    "level": re.compile(
        r"((must|shall|debe|deve|doit)\W+(should|deberia|debiera|deveria|recomendado|devrait).*"
        r"|m ?/ ?s|exigibilidad|caracter|grado de exigencia|obligatoriedade|caractere|force|"
        r"niveau d.exigence|nivel de exig\w+|clasificacion|classification|nature)"
    ),
    "look_for": re.compile(
        r"(what to look for|que (buscar|verificar)|o que (procurar|verificar)|points? de controle|"
        r"what to verify|verificacion|verification|verificacao|a verifier|que rechercher)"
    ),
    "ask": re.compile(
        r"(what to ask|questions? to ask|que preguntar|preguntas? al .*|o que perguntar|"
        r"questions? a poser|que demander)"
    ),
    "source": re.compile(
        r"(legal basis|base (legal|juridica|juridique)|source|fuente|fonte|fundamento( legal)?|"
        r"norma(tiva)?|article|articulo|artigo|official reference|referencia oficial)"
    ),
    "title": re.compile(
        r"(titles?|titulos?|titres?|intitules?|nombre( corto)?|denominacion|denominacao|"
        r"short (name|title)|libelles?|epigrafe|asunto|assunto|objet)"
    ),
    "guidance": re.compile(
        r"(.*\bguidance\b.*|.*\b(guia|guias|orientac\w+|directrices|directives|diretrizes|"
        r"lignes directrices|indications?|explicac\w+|explications?|notas? explicativas?|"
        r"precisions|conseils)\b.*)"
    ),
    "ref": re.compile(
        r"(n\.? ?[o°]?\.?|n[ou]m\.?|numeros?|refs?\.?|clause|clausula|alinea|rep\.?)"
    ),
    "text": re.compile(
        r"(.*\b(criteri\w+|criteres?|requisitos?|requirements?|exigences?|exigencias?|"
        r"enunciado|libelle|redaccion|wording|texto?s?|texte|standards?|descripcion|description|"
        r"descricao)\b.*)"
    ),
}
# Our role for those that the heads of self-assessments have.
_SHARED = ("ref", "level", "guidance", "section", "evidence")
_LANGUAGES: dict[str, frozenset[str]] = {
    "es": frozenset({"es", "esp", "espanol", "castellano", "spanish", "espagnol", "espanhol"}),
    "en": frozenset({"en", "eng", "english", "ingles", "anglais"}),
    "pt": frozenset({"pt", "por", "ptbr", "portugues", "portuguese", "portugais"}),
    "fr": frozenset({"fr", "fra", "francais", "french", "frances"}),
}
_TAG = re.compile(r"[\[(\-–—/:]\s*([a-z]{2,10}(?:-[a-z]{2})?)\s*[\])]?$")


@dataclass(slots=True)
class Head:
    """The columns of a table: their role, their language, what their head says."""

    roles: dict[int, str]
    languages: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def columns(self, role: str) -> list[int]:
        """Return the columns with a role, from left to right."""
        return sorted(column for column, its in self.roles.items() if its == role)


def language_named(text: str) -> str:
    """Return the code of the language that a word names; "" if it names none."""
    plain = bare(text).replace("-", "")
    return next((code for code, words in _LANGUAGES.items() if plain in words), "")


def _untagged(text: str) -> tuple[str, str]:
    """Return a head without the language that it names at its end, and that language."""
    plain = bare(text)
    last = plain.rpartition(" ")[2].strip("()[]")
    match = _TAG.search(fold(text).strip(" .)]") + ")")
    if match and (lang := language_named(match[1])):
        return bare(fold(text)[: match.start()]), lang
    if last != plain and (lang := language_named(last)):
        return bare(plain.removesuffix(last)), lang
    return plain, ""


def role_of(text: str) -> tuple[str, str]:
    """Return the role that a column's head names, and the language that it names with it."""
    text = text.replace("_", " ")
    plain, lang = _untagged(text)
    pieces = [plain, *(bare(piece) for piece in re.split(r"\s/\s|\n|\|", text))]
    for piece in filter(None, pieces):
        if piece in LEVEL_OF:
            return f"tick {LEVEL_OF[piece]}", lang
        if len(levels_of_cell(piece)) > 1:
            return "level", lang
        for role in ("level", "look_for", "ask", "source", "title", "guidance", "ref"):
            if _MORE[role].fullmatch(piece):
                return role, lang
        for role in _SHARED:
            if HEADS[role].fullmatch(piece):
                return role, lang
        if _MORE["text"].fullmatch(piece) or HEADS["question"].fullmatch(piece):
            return "text", lang
    return "", lang


def read_head(line: Line) -> Head | None:
    """Return the columns if this row is the head of a table of criteria."""
    cells = own(line)
    if len(cells) < 2 or any(_is_data(cell) for cell in cells):
        return None
    head = Head({}, lines=[line])
    for cell in cells:
        role, lang = role_of(cell.text)
        for column in range(cell.column, cell.column + cell.span):
            head.roles[column] = role or "?"
            head.names[column] = one_line(cell.text)
            if lang:
                head.languages[column] = lang
    _settle_ticks(head)
    found = set(head.roles.values()) - {"?"}
    told = found & {"text", "guidance"} and found & {
        "ref",
        "level",
        "tick must",
        "section",
        "title",
    }
    listed = "ref" in found and found & {"level", "tick must", "section", "title"}
    return head if told or listed else None


def _is_data(cell: Cell) -> bool:
    text = cell.text.strip()
    return len(text) > 90 or (looks_like_reference(cell) and any(c.isdigit() for c in text))


def _settle_ticks(head: Head) -> None:
    """“Requirement” heads the text where nothing else does; a lone “Must” heads the level."""
    named = [c for c in head.columns("tick must") if re.match(r"requi|exig", bare(head.names[c]))]
    if named and not head.columns("text"):
        same = [column for column in named if head.names[column] == head.names[named[0]]]
        head.roles |= dict.fromkeys(same, "text")
    ticks = {role for role in head.roles.values() if role.startswith("tick ")}
    if len(ticks) == 1:
        head.roles |= {c: "level" for c, role in head.roles.items() if role in ticks}


def add_second(head: Head, line: Line) -> bool:
    """Take a second row of the head that only names languages; say whether it was one."""
    named = {cell.column: language_named(cell.text) for cell in own(line)}
    if not named or not all(named.values()):
        return False
    head.languages |= named
    head.lines.append(line)
    return True


def guess_head(block: Block) -> Head | None:
    """Return the columns of a table without a head, by what they hold."""
    lines = [line for line in block.lines if not line.kind and len(own(line)) > 1]
    columns: dict[int, list[Cell]] = {}
    for line in lines:
        for cell in own(line):
            columns.setdefault(cell.column, []).append(cell)
    roles: dict[int, str] = {}
    for column, cells in sorted(columns.items()):
        if _most(cells, lambda cell: bool(levels_of_cell(cell.text))):
            roles[column] = "level"
        elif "ref" not in roles.values() and _most(cells, looks_like_reference):
            roles[column] = "ref"
    free = [column for column in columns if column not in roles]
    if len(lines) < 3 or "ref" not in roles.values() or not free:
        return None
    demands = [c for c in free if _most(columns[c], lambda cell: bool(levels_in(cell.text)), 0.3)]
    text = max(demands or free, key=lambda c: sum(len(cell.text) for cell in columns[c]))
    if "level" not in roles.values() and not demands:
        return None
    roles[text] = "text"
    for column in free:
        if column > text:
            roles.setdefault(column, "guidance")
        else:
            roles.setdefault(column, "title")
    return Head(roles)


def _most(cells: list[Cell], holds: object, share: float = 0.6) -> bool:
    return sum(bool(holds(cell)) for cell in cells) >= max(2, share * len(cells))  # type: ignore[operator]


def settle_text(head: Head, lines: list[Line]) -> None:
    """Let the demands be found where each row says something of its own, whatever the head says."""
    texts = {
        column: [bare(cell.text) for line in lines for cell in own(line) if cell.column == column]
        for column in head.roles
    }
    own_words = {column: _tells_apart(found) for column, found in texts.items()}
    if not any(own_words[column] for column in head.columns("text")):
        open_ = [c for c, role in head.roles.items() if role in {"title", "section", "?"}]
        free = [column for column in open_ if own_words[column]]
        if not free:
            return
        head.roles |= dict.fromkeys(head.columns("text"), "section")
        best = max(free, key=lambda column: sum(map(len, texts[column])))
        name = _untagged(head.names.get(best, "").replace("_", " "))[0]
        same = [c for c in open_ if _untagged(head.names.get(c, "").replace("_", " "))[0] == name]
        head.roles |= dict.fromkeys(same, "text")
        return
    for column in head.columns("text"):
        if not own_words[column] and len(texts[column]) >= _ROWS:
            head.roles[column] = "section"


_ROWS = 6  # so many rows tell whether a column repeats itself
_WORDY = 12  # letters that a demand has at least, on the average


def _tells_apart(texts: list[str]) -> bool:
    """Whether a column says something else in nearly every row, in more than a code."""
    if len(texts) < _ROWS:
        return bool(texts)
    return len(set(texts)) > 0.6 * len(texts) and sum(map(len, texts)) > _WORDY * len(texts)


def settle_languages(head: Head, lines: list[Line], languages: tuple[str, ...]) -> None:
    """Give each column of words its language: as its head says, else as its words sound."""
    for role in ("text", "title", "guidance", "section", "look_for", "ask"):
        for column in head.columns(role):
            if column not in head.languages:
                sounds = language_of(
                    [cell.text for line in lines for cell in own(line) if cell.column == column]
                )
                head.languages[column] = sounds or (languages[0] if languages else "")
    _settle_second(head)


def _settle_second(head: Head) -> None:
    """Of two columns of text in one language the first is the title, or the second guidance."""
    seen: set[str] = set()
    for column in head.columns("text"):
        lang = head.languages[column]
        if lang in seen:
            head.roles[column] = "?" if head.columns("guidance") else "guidance"
        seen.add(lang)


def language_of(texts: list[str]) -> str:
    """Return the language in which most of the words are; "" where too little is said."""
    words = [word.strip('.,;:()¿?«»"') for text in texts[:80] for word in text.casefold().split()]
    scores = {
        lang: sum(word in common for word in words)
        for lang, common in ((lang, set(text.split())) for lang, text in STOPWORDS.items())
    }
    first, second = sorted(scores.values(), reverse=True)[:2]
    return max(scores, key=lambda lang: scores[lang]) if first > second else ""


def level_ticked(role: str) -> Level | None:
    """Return the level whose column is ticked."""
    return Level(role.removeprefix("tick ")) if role.startswith("tick ") else None
