"""Takes rows as a person marked them, wherever in the file they stand."""

from assessor.saq.corrections import Mark
from assessor.saq.items import Context, Item, hidden_of, joint, own, state
from assessor.saq.text import one_line, tidy
from assessor.saq.types import Block, Line, Source

KINDS: dict[Mark, str] = {
    "heading": "heading",
    "question": "question",
    "none": "set aside",
    "names": "header",
}


def plain_item(block: Block, line: Line, kind: str) -> Item:
    """Return a row as one text of this kind."""
    cells = own(line)
    text = joint(block, line).join(one_line(cell.text) for cell in cells)
    place = cells[0].place if cells else line.key
    return Item(kind, place, [line.key], text, hidden=hidden_of(block, line))


def asking_item(block: Block, line: Line, context: Context) -> Item:
    """Return a row whose columns nobody knows as a question and what stands behind it."""
    cells = own(line)
    references = context.bank.references
    first = tidy(cells[0].text) if cells else ""
    shown, question = references.split_leading(first)
    rest = cells[1:]
    if references.read_text(first).ref and rest:  # the number has a cell of its own
        shown, question, rest = first, tidy(rest[0].text), rest[1:]
    place = (rest or cells)[0].place if cells else line.key
    item = Item("question", place, [line.key], "\n".join(tidy(cell.text) for cell in rest))
    item.shown, item.question, item.section = shown, question or first, context.section
    item.hidden = hidden_of(block, line, (rest or cells)[0] if cells else None)
    state(item)
    return item


def settle_marks(source: Source, context: Context) -> None:
    """Give each marked row that its layout took otherwise the kind that the person says."""
    for key, mark in context.marks.items():
        found = _holder(context.items, key)
        if found is None or context.items[found].kind == KINDS[mark]:
            continue
        where = next(
            (block, line) for block in source.blocks for line in block.lines if line.key == key
        )
        made = (
            asking_item(*where, context) if mark == "question" else plain_item(*where, KINDS[mark])
        )
        holder = context.items[found]
        made.section = holder.section
        if len(holder.keys) == 1:
            context.items[found] = made
        else:
            holder.keys.remove(key)
            context.items.insert(found + 1, made)
        if mark == "heading":
            _head_section(context.items, made)


def _holder(items: list[Item], key: str) -> int | None:
    return next((at for at, item in enumerate(items) if key in item.keys), None)


def _head_section(items: list[Item], heading: Item) -> None:
    """Let the rows below a heading stand under it, as far as the next one."""
    at = next(at for at, item in enumerate(items) if item is heading)
    for item in items[at + 1 :]:
        if item.kind == "heading":
            return
        item.section = heading.text
