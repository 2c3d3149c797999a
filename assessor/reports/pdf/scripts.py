"""Scripts written from right to left: the order and the shapes of their letters on a line.

A short form of UAX #9 and of the Arabic joining rules (Unicode 15, 9.2), enough for names and
sentences inside a line that runs from left to right.
"""

import re
import unicodedata
from functools import cache

_RIGHT = {"R", "AL"}
_STRONG = {"L", *_RIGHT}
_NUMBERS = {"EN", "AN"}
# Presentation forms of Arabic letters: each tells its letter and where in a word it stands.
_FORMS = (range(0xFB50, 0xFBFF), range(0xFE70, 0xFEFD))
_FORM = re.compile(r"<(isolated|initial|medial|final)> ([0-9A-F]{4}(?: [0-9A-F]{4})*)")


def visual(text: str) -> str:
    """Return the text with its letters in the order in which they stand from left to right."""
    if not any(unicodedata.bidirectional(letter) in _RIGHT for letter in text):
        return text
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(text: str) -> str:
    text = shaped(text)
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    shown, at = "", 0
    while at < len(text):
        if kinds[at] not in _RIGHT:
            shown, at = shown + text[at], at + 1
            continue
        end = _end_of_run(kinds, at)
        shown, at = shown + _turned(text[at:end]), end
    return shown


def _end_of_run(kinds: list[str], start: int) -> int:
    """Behind the last letter that belongs to a run from right to left."""
    end = at = start
    while at < len(kinds) and kinds[at] != "L":
        at += 1
        if kinds[at - 1] in _RIGHT | {"NSM"}:
            end = at
    return end


_KEPT = re.compile(r"\d[\d.,:/]*\d|.", re.DOTALL)


def _turned(run: str) -> str:
    """The run from its last letter to its first; numbers and marks on letters keep their order."""
    parts: list[str] = []
    for part in _KEPT.findall(run):
        if parts and unicodedata.combining(part[0]):
            parts[-1] += part
        else:
            parts.append(_mirrored(part))
    return "".join(reversed(parts))


def _mirrored(part: str) -> str:
    pairs = "()[]{}<>«»"
    return pairs[pairs.index(part) ^ 1] if len(part) == 1 and part in pairs else part


@cache
def _forms() -> dict[str, dict[str, str]]:
    """For a letter, or two that melt into one: the sign to write at each place in a word."""
    found: dict[str, dict[str, str]] = {}
    for block in _FORMS:
        for code in block:
            if told := _FORM.fullmatch(unicodedata.decomposition(chr(code))):
                place, numbers = told.groups()
                letters = "".join(chr(int(number, 16)) for number in numbers.split())
                if " " not in letters:
                    found.setdefault(letters, {}).setdefault(place, chr(code))
    return found


def shaped(text: str) -> str:
    """Return the text with its Arabic letters joined as they are written."""
    letters = _molten(text)
    return "".join(_shape(letters, at) for at in range(len(letters)))


def _molten(text: str) -> list[str]:
    """The letters; lam and alef, which are written as one, stand together."""
    letters: list[str] = []
    for letter in text:
        if letters and letters[-1] == "\u0644" and letters[-1] + letter in _forms():
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def _shape(letters: list[str], at: int) -> str:
    forms = _forms().get(letters[at])
    if forms is None:
        return letters[at]
    before = _joins(letters, at, -1) and "final" in forms
    after = _joins(letters, at, 1) and "initial" in forms
    place = {(True, True): "medial", (True, False): "final", (False, True): "initial"}
    return forms.get(place.get((before, after), "isolated"), letters[at])


def _joins(letters: list[str], at: int, step: int) -> bool:
    """Whether the next letter in this direction reaches out to this one."""
    at += step
    while 0 <= at < len(letters) and unicodedata.combining(letters[at][0]):
        at += step
    if not 0 <= at < len(letters):
        return False
    return ("final" if step > 0 else "initial") in _forms().get(letters[at], {})
