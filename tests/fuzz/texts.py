"""Changes delimited text, web pages and PDF as what they are: records, tags, numbers and words."""

import base64
import io
import quopri
import re
from random import Random

from tests.fuzz.bytewise import NUMBERS, TEXTS, Mutate, shuffle_list

_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252",
              "mac_roman", "cp850", "cp1251", "gb18030", "shift_jis", "utf-7")  # fmt: skip
_FIELDS = re.compile(r"[;,\t|^~\n]|[^;,\t|^~\n]+")
_TAGS = re.compile(rb"<[^>]{0,400}>|[^<]+|<")
_ATTRIBUTES = re.compile(rb'([\w:-]+)="([^"]*)"')
_NAMES = (
    b"table tr td th p div li ol ul b br h2 select option textarea input script style a span form "
    b"thead tbody caption title template details dl"
).split()
_PDF = re.compile(
    rb"/[A-Za-z0-9]+|-?\d+(?:\.\d+)?|\((?:[^()\\]|\\.)*\)|[A-Za-z*']+|\s+|.", re.DOTALL
)
_WORDS = (
    b"BT ET Tj TJ Tm Td re l m S f cm q Q /Rotate /MediaBox /Kids /Parent /V /AS /Rect /Widget "
    b"/Tx /Btn /Ch /Opt /Contents /Type null true <FEFF00ED>"
).split()


def mutate_text(data: bytes, rng: Random, *, bytewise: Mutate) -> bytes:
    """Change records and fields, the ends of lines, the divider, the quotation or the encoding."""
    if rng.random() < 0.15:
        return bytewise(data, rng)
    encoding = next((code for code in _ENCODINGS[1:4] if data[:2] == "a".encode(code)[:2]), "utf-8")
    text = data.decode(encoding, errors="replace")
    match rng.randint(0, 7):
        case 0:
            text = "\n".join(shuffle_list(text.split("\n"), rng))
        case 1 | 2:
            text = "".join(shuffle_list(_FIELDS.findall(text), rng))
        case 3:
            fields = _FIELDS.findall(text) or [""]
            other = rng.choice((*TEXTS, *NUMBERS, '"', '""', 'a"b', "'"))
            fields[rng.randrange(len(fields))] = other
            text = "".join(fields)
        case 4:
            text = text.replace(rng.choice(";,\t|\n"), rng.choice(";,\t|^~\n\r"))
        case 5:
            text = text.replace("\n", rng.choice(("\r\n", "\r", "\n\n", "\u2028", "\v", "\x85")))
        case 6:
            at = rng.randint(0, len(text))
            text = text[:at] + rng.choice(('"', '"\n', ';"', "\x00", "\x1a", "sep=;\n")) + text[at:]
        case _:
            encoding = rng.choice(_ENCODINGS)
    return text[:40_000].encode(encoding, errors="replace")


def mutate_page(data: bytes, rng: Random, *, bytewise: Mutate) -> bytes:
    """Change tags, attributes and texts; now and then put the page into a mail of parts."""
    chance = rng.random()
    if chance < 0.12:
        return bytewise(data, rng)
    if chance < 0.16:
        return _as_mail(data, rng)
    tokens = _TAGS.findall(data)[:6_000]
    if not tokens:
        return data
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.randrange(len(tokens))
        match rng.randint(0, 5):
            case 0 | 1:
                tokens = shuffle_list(tokens, rng) or tokens
            case 2:
                name = rng.choice(_NAMES)
                tokens.insert(at, b"<" + rng.choice((b"", b"/")) + name + b">")
            case 3:
                tokens[at] = _ATTRIBUTES.sub(lambda found: _attribute(found, rng), tokens[at])
            case 4:
                name = rng.choice((b"rowspan", b"colspan", b"style", b"type", b"checked", b"start"))
                value = rng.choice((*NUMBERS, "display:none", "checkbox", "radio")).encode()
                tokens[at] = re.sub(rb"^<(\w+)", rb"<\1 " + name + b'="' + value + b'"', tokens[at])
            case _:
                texts = [n for n, token in enumerate(tokens) if token[:1] != b"<"] or [at]
                text = rng.choice((*TEXTS, "&nbsp;", "&#x110000;", "&lt;td>"))
                tokens[rng.choice(texts)] = text.encode()
    return b"".join(tokens)[:60_000]


def _attribute(found: re.Match[bytes], rng: Random) -> bytes:
    return found[1] + b'="' + rng.choice((*NUMBERS, *TEXTS[:30])).encode() + b'"'


def _as_mail(data: bytes, rng: Random) -> bytes:
    way = rng.choice(("base64", "quoted-printable", "8bit", "x"))
    ways = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}
    body = ways.get(way, bytes)(data)
    mark = rng.choice(("x", "", "=_a b", "--"))
    return (
        (
            f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="{mark}"\n\n--{mark}\n'
            f"Content-Type: text/html; charset={rng.choice(_ENCODINGS)}\n"
            f"Content-Transfer-Encoding: {way}\n\n"
        ).encode()
        + body
        + f"\n--{mark}--\n".encode()
    )


def mutate_pdf(data: bytes, rng: Random, *, bytewise: Mutate) -> bytes:
    """Change numbers, names, words and operators; the file is as often put in order again."""
    chance = rng.random()
    if chance < 0.1:
        return bytewise(data, rng)
    tokens = _PDF.findall(data)
    if not tokens:
        return data
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        at = rng.randrange(len(tokens))
        kind = tokens[at][:1]
        if kind.isdigit() or kind == b"-":
            tokens[at] = rng.choice(NUMBERS[:18]).encode()
        elif kind == b"(":
            tokens[at] = b"(" + rng.choice(TEXTS).encode("latin-1", "replace") + b")"
        elif kind == b"/" and rng.random() < 0.5:
            tokens[at] = rng.choice([token for token in tokens if token[:1] == b"/"])
        elif rng.random() < 0.4:
            tokens[at] = rng.choice(_WORDS)
        else:
            tokens = shuffle_list(tokens, rng) or tokens
    made = b"".join(tokens)[:120_000]
    return put_in_order(made) if rng.random() < 0.6 else made


def put_in_order(data: bytes) -> bytes:
    """Return a PDF file with its table of contents right, its streams left unpacked."""
    import pikepdf

    stream = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
            document.save(stream, compress_streams=False, static_id=True,
                          stream_decode_level=pikepdf.StreamDecodeLevel.generalized)  # fmt: skip
    except Exception:  # noqa: BLE001  what cannot be put in order stays as it is
        return data
    return stream.getvalue()
