"""Tells in which encoding a text was written, by its marks, its bytes, and what it then says."""

import codecs

MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OFFICE = ("cp1252", "mac_roman", "cp850", "cp1250", "iso8859_15")
# What text in the languages of the field holds beyond ASCII; anything else speaks against it.
_EXPECTED = set("áéíóúñüÁÉÍÓÚÑÜàâçèêëîïôùûœÀÂÇÈÊËÎÏÔÙÛãõÃÕºª¿¡«»“”‘’–—…€°·•£§´\u00a0")
_SAMPLE = 200_000
# The names under which a person may choose; the rest of Python's are aliases and rarities.
CHOICES = ("utf-8", "utf-16", "cp1252", "iso8859_15", "mac_roman", "cp850", "cp437", "cp1250",
           "cp1251", "cp1253", "cp1254", "gb18030", "big5", "shift_jis", "euc_kr")  # fmt: skip


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the encoding it was read in."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    silent = without_mark(data[:4000])
    if silent:
        return data.decode(silent, errors="replace"), silent
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    best = max(_OFFICE, key=lambda encoding: _plausibility(data, encoding))
    if _plausibility(data, best) < 0:
        best = of_another_script(data) or best
    return data.decode(best, errors="replace"), best


def decode_as(data: bytes, encoding: str) -> tuple[str, str] | None:
    """Return the text in an encoding that was named; None if there is none of that name."""
    try:
        name = codecs.lookup(encoding).name
        named = {"iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252"}.get(name, name)
        text = data.decode(named, errors="replace")
    except (LookupError, ValueError, TypeError, AssertionError):
        return None
    return text.lstrip("\ufeff"), named


def without_mark(start: bytes) -> str:
    """Return the byte order of UTF-16 text that does not announce itself, if it is that."""
    if len(start) < 8 or len(start) % 2:
        start = start[: len(start) // 2 * 2]
    half = max(len(start) // 2, 1)
    if start[1::2].count(0) > half * 0.7 and start[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if start[::2].count(0) > half * 0.7 and start[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _plausibility(data: bytes, encoding: str) -> int:
    text = data[:_SAMPLE].decode(encoding, errors="replace")
    return sum(1 if char in _EXPECTED else -3 for char in text if ord(char) > 127)


def of_another_script(data: bytes) -> str:
    """Return the encoding of text that is in none of the usual languages, if it can be told."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], threshold=0.2).best()
    return "" if best is None else best.encoding
