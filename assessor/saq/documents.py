"""Finds the documents that a company names: by file name, code, annex number or title."""

import re

from assessor.saq.text import fold

_EXTENSION = (
    r"\.(?:pdf|docx?|xlsx?|xlsm|pptx?|zip|rar|7z|jpe?g|png|heic|tiff?|msg|eml|csv|txt|odt|ods|mp4)"
)
_FILE = re.compile(_EXTENSION + r"$", re.IGNORECASE)
_ENDING = re.compile(_EXTENSION + r"\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LIKE_CODE = re.compile(r"[A-Z][A-Z0-9]*(?:[-_/.][A-Z0-9]+)+(?:\s+v\d+)?$")
# A file named within a sentence: the capitalised words before its extension belong to it.
_FILE_IN_TEXT = re.compile(
    r"(?:[A-ZÁÉÍÓÚÑ0-9][\w.&()+-]{0,60}[ _]{1,3}"
    r"(?:(?:de|del|of|the|and|y|e|la|las|los|for|para|v)[ _]{1,3}){0,3}){0,9}"
    r"[\w&()+-]{1,120}(?i:" + _EXTENSION + r")\b"
)
_LEAD = re.compile(r"(?:see|ver|vea|the|our|el|la|los|las|in|en|at|and|y)\s+", re.IGNORECASE)
# PR-SEG-003, IT-POL-014, BCP-HP-02, SOP-14; one letter before one number is a place, not a paper.
_CODE = re.compile(
    r"(?<![\w./-])(?:[A-Z]{1,6}(?:-[A-Z]{1,5})+-\d{1,5}|[A-Z]{2,6}-\d{2,5})(?![\w/])(?!-\d)"
)
# Standards, ciphers, work orders and the like look like codes but are no papers of the company.
_NOT_PAPERS = re.compile(
    r"(?:OT|WO|PO|OC|OS|ISO|IEC|AES|SHA|RSA|TLS|UN|NOM|NMX|NIMF|ISPM|ASTM|NFPA|ANSI|EN|DIN|IP|COVID|"
    r"WPA|USB|MP|KM|BR|MEX|US|EU|UE|CBP|FMN|SVI|CTPAT|TAPA|BASC|GDP|HTTP|VLAN|CVE|INC|NUM|RFC|FY|Q)-"
)
_TITLE = re.compile(
    r"\s+(?P<title>[A-ZÁÉÍÓÚÑ][a-záéíóúñüçãõ]+"
    r"(?:\s+(?:(?:de|del|of|y|and|para|for|e|da|do|du)\s+(?:la\s+|los\s+|las\s+|the\s+)?\w+"
    r"|[A-ZÁÉÍÓÚÑ]\w+))*)"
)
_ANNEX = re.compile(
    r"\b(?P<word>anexos?|annex(?:es)?|ap[ée]ndices?|appendi(?:x|ces)|attachments?|exhibits?|adjuntos?|"
    r"annexes?|tab(?=\s+\d+\s+adjunt))\s+(?:n[.º°o]*\s*)?"
    r"(?P<list>(?:\d{1,3}(?:\.\d{1,2})?|[A-Z])(?![\w-])(?:\s*(?:,|y|and|e|et|&)\s*(?:\d{1,3}|[A-Z])(?![\w-]))*)",
    re.IGNORECASE,
)
# Parts of each of these words without the letters that have odd capitals; quick to look for.
_ANNEX_PARTS = ("nex", "pend", "pénd", "ttach", "exh", "djunt", "tab")
_VERSION, _YEAR = re.compile(r"v\.?\s?\d"), re.compile(r"(?:19|20)\d\d")
_VERSIONED = re.compile(
    r"(?<![\w-])(?P<title>[A-Z][\w&]{0,40}(?:\s+(?:of|the|and|de|del|y)?\s*[A-Z][\w&]{0,40}){1,8}\s+"
    r"(?:v\.?\s?\d+(?:\.\d+)?|[Rr]ev\.?\s?\d+))(?![\w-])"
)
_DATED = re.compile(
    r"\b(?:seg[uú]n|conforme al?|de acuerdo (?:con|al?)|as per|according to|per|see|v[eé]ase|ver|"
    r"consulte|refer to)\s+(?:el|la|los|las|the|our|nuestr[oa])?\s*"
    r"(?P<title>(?:estudio|informe|manual|procedimiento|pol[ií]tica|reglamento|reporte|dictamen|acta|"
    r"study|report|manual|procedure|policy|handbook|assessment|an[aá]lisis)"
    r"(?:\s+[\w()/&-]+){0,6}?\s+(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NO_PAPER = {"", "na", "n/a", "n.a", "no", "si", "yes", "no aplica", "none", "ninguno", "pendiente",
             "pending", "not applicable", "x", "tbd", "nao", "sim"}  # fmt: skip
_BEFORE_NAME = re.compile(
    r"^\s*(?:[-–—*·]\s+|\d{1,2}[.)]\s+)?(?:(?:see|ver|v[eé]ase|vide|voir)\s+(?=\S))?", re.IGNORECASE
)
MAX_NAME = 200
# No name of a paper is a word of this length; patterns would try each of its letters as a start.
_OVERLONG = re.compile(r"\S{300,}")


def documents(evidence: str, answer: str) -> tuple[str, ...]:
    """Return the papers named in the evidence column, then those named only in the answer."""
    found: list[str] = []
    for name in split_evidence(evidence):
        if fold(name) not in {fold(other) for other in found}:
            found.append(name)
    for name in named_in(answer):
        if not any(_covers(other, name) for other in found):
            found.append(name)
    return tuple(found)


def split_evidence(text: str) -> list[str]:
    """Return the names in an evidence cell, one per line; per comma if all are files."""
    found: list[str] = []
    if not text:
        return found
    for piece in re.split(r"[;\n\r•●▪|]+", text):
        parts = [part.strip() for part in piece.split(",")]
        if len(parts) > 1 and all(_FILE.search(part) or _LIKE_CODE.match(part) for part in parts):
            found += parts
        else:
            found.append(piece)
    names = (_BEFORE_NAME.sub("", name).strip(" \t.,") for name in found)
    return [name[:MAX_NAME] for name in names if fold(name).strip("-–—._?") not in _NO_PAPER]


def named_in(text: str) -> list[str]:
    """Return the papers a sentence names, in the order in which it names them."""
    if len(text) >= 300:
        text = _OVERLONG.sub(lambda match: " " * len(match[0]), text)
    spans: list[tuple[int, int, str]] = []
    taken = bytearray(len(text))
    for finder in (_files, _codes, _annexes, _titles):
        for start, end, name in finder(text):
            if not any(taken[start:end]):
                spans.append((start, end, name))
                taken[start:end] = b"\x01" * (end - start)
    found: dict[str, str] = {}
    for _, _, name in sorted(spans):
        found.setdefault(fold(name), name)
    return list(found.values())


def _covers(named: str, name: str) -> bool:
    """Whether `name` is only another mention of the paper that is already named."""
    code = _CODE.match(name)
    wanted = fold(code[0] if code else name)
    return re.search(rf"(?<![\w-]){re.escape(wanted)}(?![a-z0-9-])", fold(named)) is not None


def _files(text: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    if "." not in text or not _ENDING.search(text):
        return found
    for match in _FILE_IN_TEXT.finditer(text):
        start, name = match.start(), match[0]
        while lead := _LEAD.match(name):
            start, name = start + lead.end(), name[lead.end() :]
        found.append((start, match.end(), name))
    return found


def _codes(text: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    if "-" not in text:
        return found
    for match in _CODE.finditer(text):
        if _NOT_PAPERS.match(match[0]):
            continue
        title = _TITLE.match(text, match.end())
        name = f"{match[0]} {title['title']}" if title else match[0]
        found.append((match.start(), title.end() if title else match.end(), name))
    return found


def _annexes(text: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    lowered = text.lower()
    for part in _ANNEX_PARTS:
        if part in lowered:
            break
    else:
        return found
    for match in _ANNEX.finditer(text):
        items = re.findall(r"\d{1,3}(?:\.\d{1,2})?|[A-Za-z](?![a-z])", match["list"])
        items = [item for item in items if item[0].isdigit() or item.isupper()]
        if len(items) == 1:
            found.append((match.start(), match.end(), f"{match['word']} {items[0]}"))
            continue
        word = re.sub(r"(?<=[oxt])s$|(?<=x)es$", "", match["word"])
        step = (match.end() - match.start()) / max(len(items), 1)
        for index, item in enumerate(items):
            start = match.start() + int(index * step)
            found.append((start, start + 1, f"{word} {item}"))
    return found


def _titles(text: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    if not _DIGIT.search(text):
        return found
    if _VERSION.search(text):
        found += [
            (match.start(), match.end(), match["title"]) for match in _VERSIONED.finditer(text)
        ]
    if _YEAR.search(text):
        found += [
            (match.start("title"), match.end("title"), match["title"])
            for match in _DATED.finditer(text)
        ]
    return found
