"""Finds out which column of a table holds what where no head names them."""

from assessor.saq.bank import Bank
from assessor.saq.items import own
from assessor.saq.looks import Look, look_at
from assessor.saq.types import Line


def roles_without_head(lines: list[Line], bank: Bank) -> dict[int, str]:
    """Return the columns' roles where no head names them, from what they hold."""
    rows = [line for line in lines if len(own(line)) > 1]
    columns = sorted({cell.column for line in rows for cell in own(line)})
    looks = {column: look_at(column, rows, bank) for column in columns}
    likely = [column for column in columns if looks[column].likeness > 0.5]
    if not likely or len(columns) < 2 or not rows:
        return {}
    question = max(likely, key=lambda column: looks[column].likeness * looks[column].filled)
    asking = sum(any(cell.column == question for cell in own(line)) for line in rows)
    if asking < max(2, len(rows) * 0.4) and len(rows) > 2:
        return {}
    roles = {question: "question"}
    worded = _longest(columns, question, looks)
    for column in columns:
        look = looks[column]
        if column == question:
            continue
        if look.same or (look.dates > 0.8 and column != worded):
            roles[column] = "other"
        elif column > question and look.likeness >= 0.5 and column != worded:
            roles[column] = "guidance"
        elif look.refs >= 0.6 and column < question and "ref" not in roles.values():
            roles[column] = "ref"
        elif look.levels > 0.7:
            roles[column] = "level"
        elif look.claims >= 0.6 and column > question and "claim" not in roles.values():
            roles[column] = "claim"
        elif column > question:
            roles[column] = "answer" if column <= worded else "evidence"
        else:
            roles[column] = "section"
    return roles


def _longest(columns: list[int], question: int, looks: dict[int, Look]) -> int:
    """Return the column after the question that says most: it answers, whatever stands between."""
    after = [column for column in columns if column > question and not looks[column].same]
    own_words = [column for column in after if looks[column].likeness < 0.5]
    after = own_words or after  # what sounds like the checklist explains the question
    return max(after, key=lambda c: looks[c].length * min(looks[c].filled, 20), default=question)
