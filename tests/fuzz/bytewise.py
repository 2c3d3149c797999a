"""Changes bytes, texts and numbers as chance would have it; what the other makers build upon."""

from collections.abc import Callable
from random import Random
from typing import TypeVar

T = TypeVar("T")
Mutate = Callable[[bytes, Random], bytes]

NUMBERS = ("0", "1", "2", "-1", "3", "7", "64", "255", "1000", "16384", "16385", "65536", "1048576",
           "99999999", "2147483648", "18446744073709551616", "1e400", "-1e9", "0.5", "NaN",
           "inf", "\u00b2", "\u0663", "1_0", " 1 ", "+1", "")  # fmt: skip
TEXTS = (
    "7.1", "2.13 a)", "1.1.1", "§ 7.1", "Sí", "No", "N/A", "Yes", "Parcial", "Não", "Oui", "☒",
    "☐", "✓", "x", "", " ", "\u200b", "\u00a0", "\u202e7.1", "e\u0301", "\U0001f600", "{name}",
    "{0}", "%s", "%(a)s", "\\", "\t", "\n", "a\nb\n\nc", "=1+1", "-", "...", "No.", "ID",
    "Pregunta", "Respuesta", "Comentarios", "Evidencia", "Requirement", "Status", "Evidence",
    "Company response", "Razón social", "RFC", "Section 7", "Ver anexo 3", "See annex", "45292",
    "2024-01-31", "1.10", "7,1", "VII", "7-1", "A1", "A0", "XFD1048576", "ZZZZZZ9", "$A$1:$B$2",
    "A1:XFD9", "B2:A1", "true", "false", "visible", "hidden", "r1", "rId1", "s", "str",
    "inlineStr", "b", "d", "e", "¿Cuenta con procedimientos escritos?", "x" * 3_000,
    "Does the company have written procedures for the selection of business partners?",
)  # fmt: skip
_BYTES = (b"\xff\xff\xff\xff", bytes(4), b"\xff\xff\xff\x7f", b"\xff\xfe", b"\xef\xbb\xbf", b"\r",
          b"\x00", b'"', b"<", b"&", b"\x80\x00", b"\x01\x00")  # fmt: skip


def mutate_bytes(data: bytes, rng: Random) -> bytes:
    """Change, drop, repeat or insert some bytes."""
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.randint(0, max(len(made) - 1, 0))
        match rng.randint(0, 4):
            case 0:
                made[at : at + 1] = rng.randbytes(rng.randint(1, 4))
            case 1:
                del made[at : at + rng.choice((1, 2, 8, 100))]
            case 2:
                made[at:at] = made[max(at - rng.choice((4, 40, 200)), 0) : at]
            case 3:
                made[at : at + 4] = rng.choice(_BYTES)
            case _:
                made[at:at] = rng.choice(TEXTS).encode()
    return bytes(made)


def shuffle_list(items: list[T], rng: Random) -> list[T]:
    """Drop, repeat, move or exchange some items of a list."""
    made = list(items)
    if not made:
        return made
    at = rng.randrange(len(made))
    until = min(at + rng.choice((1, 1, 1, 2, 5, 20)), len(made))
    to = rng.randint(0, len(made))
    match rng.randint(0, 4):
        case 0:
            del made[at:until]
        case 1:
            made[to:to] = made[at:until] * rng.choice((1, 1, 2, 10))
        case 2:
            run = made[at:until]
            del made[at:until]
            made[to:to] = run
        case 3:
            other = rng.randrange(len(made))
            made[at], made[other] = made[other], made[at]
        case _:
            made[at:until] = made[at:until][::-1]
    return made
