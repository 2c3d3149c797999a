"""Words as they stand on a page, and the printed lines and segments they make."""

from collections import Counter
from dataclasses import dataclass, field

SAME_LINE = 0.5  # words belong to a line if they share this part of the smaller height
GUTTER = 0.95  # a gap wider than so many letters' heights divides columns
_NARROW, _AT_START = 0.36, 2.0
TALL = 2.2  # a field taller than so many lines begins at its top, whatever stands beside it
BODY = 9.0


@dataclass(slots=True)
class Word:
    """A word, a field's value or a tick, with its place: tops grow downwards."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = BODY
    bold: bool = False
    field: bool = False  # filled in or commented: its text is taken as it is
    hidden: bool = False


@dataclass(slots=True)
class Segment:
    """Words of a line that stand together, up to a gap."""

    words: list[Word]

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        """What it says."""
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class Printed:
    """A printed line of a page."""

    page: int
    words: list[Word]
    number: int = 0  # its count on the page
    left: float = 0.0  # where the lines of its column begin
    right: float = 0.0  # and how far they go
    segments: list[Segment] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Its name in the count."""
        return f"page {self.page}, line {self.number}"

    @property
    def x0(self) -> float:
        """Where it begins."""
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Its lower edge; a tall field counts as one line."""
        return max(min(word.bottom, word.top + TALL * word.size) for word in self.words)

    @property
    def text(self) -> str:
        """What it says."""
        return " ".join(word.text for word in self.words)

    @property
    def size(self) -> float:
        """The height of most of its letters."""
        return usual_size(self.words)

    @property
    def bold(self) -> bool:
        """Whether most of its letters are bold."""
        printed = [word for word in self.words if not word.field]
        return (
            bool(printed) and sum(len(word.text) * (1 if word.bold else -1) for word in printed) > 0
        )


@dataclass(slots=True)
class PageRead:
    """What stands on a page, upright."""

    number: int
    words: list[Word] = field(default_factory=list)
    aside: list[list[Word]] = field(default_factory=list)  # lines in another direction
    edges: list[tuple[float, float, float, float]] = field(default_factory=list)  # x0 top x1 bottom
    picture: bool = False  # most of the page is a picture
    ocr: bool = False  # its words were read by OCR, now or by whoever scanned it
    unmapped: int = 0  # letters that stand for no known character
    way: int = 0  # the direction its text runs in: quarter turns to the left


def usual_size(words: list[Word]) -> float:
    """Return the height of most letters of these words."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size, 1)] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else BODY


def lines_of(words: list[Word], page: int) -> list[Printed]:
    """Return words as printed lines, from top to bottom, each divided at its gaps."""
    found: list[Printed] = []
    ends: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda word: (word.top + _height(word) / 2, word.x0)):
        top, bottom = word.top, word.top + _height(word)
        if ends:
            share = min(ends[-1][1], bottom) - max(ends[-1][0], top)
            if share > SAME_LINE * min(bottom - top, ends[-1][1] - ends[-1][0]):
                found[-1].words.append(word)
                continue
        found.append(Printed(page, [word]))
        ends.append((top, bottom))
    for line in found:
        line.words.sort(key=lambda word: word.x0)
        line.segments = segments_of(line.words)
    return found


def _height(word: Word) -> float:
    whole = word.bottom - word.top
    return word.size if word.field and whole > TALL * word.size else whole


def segments_of(words: list[Word], starts: tuple[float, ...] = ()) -> list[Segment]:
    """Return the words of a line divided where a gap is too wide for a blank.

    Where columns are known to start, a narrower gap will do.
    """
    found: list[Segment] = []
    for word in words:
        starting = any(abs(word.x0 - start) < _AT_START for start in starts)
        wide = (_NARROW if starting else GUTTER) * max(word.size, 6.0)
        if found and word.x0 - found[-1].x1 <= wide:
            found[-1].words.append(word)
        else:
            found.append(Segment([word]))
    return found
