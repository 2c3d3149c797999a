"""Where rows of paged files stand: from the page that asks to the page where the answer ends."""

import re

from assessor.saq.items import READ_BY_OCR, RUNS_ON, Item
from assessor.saq.types import Source

_PAGES = re.compile(r"page (\d+)(?:-(\d+))?(?=,|$)")


def settle_pages(items: list[Item], source: Source) -> None:
    """Give each row the pages it stands on; what only a person can read is left to one."""
    for item in items:
        spans = [match for key in item.keys if (match := _PAGES.match(key))]
        if not spans:
            continue
        first = min(int(span[1]) for span in spans)
        last = max(int(span[2] or span[1]) for span in spans)
        item.place = f"page {first}" if first == last else f"page {first}-{last}"
        if source.unsure.intersection(item.keys):
            item.flags.append(RUNS_ON)
        if item.kind == "question" and _is_torn(item):
            item.flags.append(RUNS_ON)
        if source.scanned.intersection(range(first, last + 1)):
            item.flags.append(READ_BY_OCR)


def _is_torn(item: Item) -> bool:
    """Whether a question begins or, with nothing below it, ends in the middle of a sentence."""
    asked = item.question.strip()
    ends = asked.endswith((".", "?", "!", ":", ";", ")", "…", '"', "”", "»"))
    return asked[:1].islower() or (len(asked) > 40 and not ends and not (item.text or item.status))
