"""Shows a spreadsheet's stored numbers the way its reader sees them."""

import re
from datetime import datetime, timedelta
from functools import lru_cache

# The built-in formats of dates and times, and those that decide how a reference looks.
DATE_FORMATS = {
    **dict.fromkeys(("14", "27", "30", "36", "50", "57"), "yyyy-mm-dd"),
    "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy",
    "18": "h:mm", "19": "h:mm:ss", "20": "h:mm", "21": "h:mm:ss", "22": "yyyy-mm-dd h:mm",
    "45": "mm:ss", "46": "h:mm:ss", "47": "mm:ss",
    "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "49": "@",
}  # fmt: skip
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_TOKENS = re.compile(r"y+|m+|d+|h+|s+|am/pm|a/p|[^ymdhs]", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MAX_DAY = 2_958_465  # 31 December 9999


@lru_cache(maxsize=500)
def is_date_format(code: str) -> bool:
    """Whether a number format shows a date or a time."""
    plain = _LITERALS.sub("", code.partition(";")[0]).casefold()
    if plain in {"", "general", "@"} or "0" in plain or "#" in plain or "?" in plain:
        return False
    return bool(re.search(r"[ymdhs]", plain))


def shown_number(number: float, code: str) -> str:
    """Return a number with the decimals and the percent sign of its format."""
    plain = _LITERALS.sub("", code.partition(";")[0])
    percent = plain.endswith("%") and "0" in plain
    value = number * 100 if percent else number
    decimals = re.search(r"\.(0+)", plain)
    if decimals:
        shown = f"{value:.{len(decimals[1])}f}"
    elif percent or (plain.strip("#,") == "0" and abs(value) < 1e15):
        shown = f"{value:.0f}"
    else:
        shown = plain_number(value)
    return f"{shown} %" if percent else shown


def plain_number(number: float) -> str:
    """Return the shortest text that means the same number, without an exponent where possible."""
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124  NaN
        return str(number)
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    shown = repr(number)
    return shown if "e" not in shown else f"{number:.15f}".rstrip("0").rstrip(".")


def shown_date(number: float, code: str, *, date1904: bool) -> tuple[str, str]:
    """Return a date as its format shows it, and as ISO; both empty if there is no such day."""
    if not 0 <= number <= MAX_DAY:
        return "", ""
    epoch = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)  # noqa: DTZ001
    try:
        moment = epoch + timedelta(seconds=round(number * 86_400))
    except OverflowError:
        return "", ""
    iso = moment.strftime("%Y-%m-%d") if number >= 1 else ""
    plain = _LITERALS.sub("", code.partition(";")[0]).casefold()
    return _fill(plain, moment).strip(), iso


def _fill(code: str, moment: datetime) -> str:
    parts: list[str] = []
    time = False
    for token in _TOKENS.findall(code):
        if token[0] == "m" and time:
            parts.append(f"{moment.minute:02d}")
        else:
            parts.append(_token(token, moment))
        time = token[0] in "hs" or (time and not token[0].isalpha())
    return "".join(parts)


def _token(token: str, moment: datetime) -> str:
    match token[0]:
        case "y":
            return f"{moment.year:04d}" if len(token) > 2 else f"{moment.year % 100:02d}"
        case "m":
            if len(token) > 2:
                return _MONTHS[moment.month - 1]
            return f"{moment.month:0{len(token)}d}"
        case "d":
            return f"{moment.day:0{min(len(token), 2)}d}"
        case "h":
            return f"{moment.hour:0{min(len(token), 2)}d}"
        case "s":
            return f"{moment.second:02d}"
        case "a":
            return "am" if moment.hour < 12 else "pm"
    return token
