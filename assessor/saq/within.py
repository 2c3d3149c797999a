"""Takes apart what stands in one place: a question with its answer typed below it."""

import re

from assessor.saq.claims import claim_of_opening, claim_of_status, claim_word, offers_choices
from assessor.saq.items import Item
from assessor.saq.text import fold, tidy
from assessor.saq.words import ANSWER_MARK, STATE_MARK
from assessor.terms import Claim

_AFTER = re.compile(
    r"(?<=[?.])\s+(?:respuesta|answer|response|resposta|r[ée]ponse|rta|rpta)\s?[.:：]\s+(?=\S)",
    re.IGNORECASE,
)


def split_answer(text: str) -> tuple[str, str, str]:
    """Return the question, the status and the answer of a text that holds all of them."""
    lines, status = text.split("\n"), ""
    for index, line in enumerate(lines[1:], 1):
        folded = fold(line)
        if told := STATE_MARK.match(folded):
            status = status or line[told.end() :].strip()
        elif mark := ANSWER_MARK.match(folded):
            first = line[mark.end() :] if mark.end() < len(folded) else ""
            asked = [line for line in lines[:index] if not STATE_MARK.match(fold(line))]
            return "\n".join(asked), status, tidy("\n".join([first, *lines[index + 1 :]]))
    if found := _AFTER.search(text):
        return text[: found.start()], "", tidy(text[found.end() :])
    if at := _opening(lines):
        return "\n".join(lines[:at]), "", tidy("\n".join(lines[at:]))
    return text, "", ""


def _opening(lines: list[str]) -> int:
    """Return the line at which an answer without a label opens: “No. …”; 0 if none does.

    Lines that only offer what may be chosen are no answer.
    """
    stating = [at for at in range(1, len(lines)) if claim_of_opening(lines[at]) is not Claim.NONE]
    stated = {claim_of_opening(lines[at]) for at in stating}
    offered = len(stated) > 1 and all(claim_word(lines[at]) for at in stating)
    if not stating or offered or offers_choices(lines[stating[0]]):
        return 0
    return stating[0]


def take_answer(item: Item) -> None:
    """Give an item without an answer the one that was typed into its question."""
    if item.text or item.claim is not Claim.NONE or len(item.question) > 20_000:
        return
    question, status, answer = split_answer(item.question)
    if not (status or answer):
        return
    item.question, item.text = question, answer
    if status:
        item.status, item.claim = status, claim_of_status(status)
