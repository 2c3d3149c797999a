"""How text is compared: without case, accents, punctuation or the tricks of word processors."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
# All that leaves a place blank: form fields of word processors are filled with wide blanks.
BLANK = " \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
BLANK += "\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
_DIGIT = re.compile("[1-9]")
_EDGES = " \t\n.,;:!?¿¡\"'“”‘’«»()[]{}*-–—_•·"


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return `text` in lower case without accents, blanks narrowed to one."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text))
        text = _ACCENTS.sub("", plain)
    return " ".join(text.casefold().split())


def digits_alike(text: str) -> str:
    """Return the text with each digit as 0, for what “Answer 17” and “Answer 18” have in common."""
    return _DIGIT.sub("0", text)


def bare(text: str) -> str:
    """Return `text` folded, without the punctuation around it."""
    return fold(text).strip(_EDGES)


def tidy(text: str) -> str:
    """Return the company's words: line breaks kept, ends of lines and empty lines dropped."""
    if text.isprintable():  # no ends of lines, and no blank but the plain one
        return text.strip(" ")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").split("\n")
    kept = (line.strip(BLANK) for line in lines)
    return "\n".join(line for line in kept if line)


def one_line(text: str) -> str:
    """Return tidy text with runs of blanks narrowed, for labels and headings."""
    return _SPACES.sub(" ", tidy(text))


@lru_cache(maxsize=4_000)
def column_letters(column: int) -> str:
    """Return the letters of a spreadsheet's column, 1 being A."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=4_000)
def column_number(letters: str) -> int:
    """Return the number of a spreadsheet's column, A being 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
