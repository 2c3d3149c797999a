"""The middle of the editor: the fields of a requirement, a section, the head, or a waiting row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from assessor.content.checklist_faults import WHY
from assessor.i18n import _, language_name, languages
from assessor.i18n import pick as picked
from assessor.terms import Level
from assessor.ui import core, theme
from assessor.ui.panels import editor_fields as fields
from assessor.ui.panels.editor_words import HEAD_REVIEW, REVIEWS, name_of
from assessor.ui.panels.requirement_panel import KINDS
from assessor.ui.widgets.autosave_edit import AutosaveLine
from assessor.ui.widgets.buttons import button
from assessor.ui.widgets.card import Card
from assessor.ui.widgets.columns import Columns
from assessor.ui.widgets.labels import Prose, label, words
from assessor.ui.widgets.layouts import column, row
from assessor.ui.words import place, spoken

if TYPE_CHECKING:
    from assessor.content.faults import Path_
    from assessor.ui.panels.editor_fields import Hands


# How many parts are in sight: the others may be built a moment later.
IN_SIGHT = 3
Maker = Callable[[], QWidget]


def parts_of(hands: Hands, path: Path_) -> list[Maker]:
    """Return what builds the parts of a place of the list, from top to bottom."""
    if len(path) == 4:
        return _requirement(hands, path)
    if not path:
        return [lambda: _together(_head(hands))]
    maker = _waiting if path[0] == "to_check" else _section
    return [lambda: _together(maker(hands, path))]


def _together(parts: list[QWidget]) -> QWidget:
    made = QWidget()
    made.setLayout(column(*parts, gap=12))
    return made


def level_options(hands: Hands) -> list[tuple[str, str]]:
    """Return the levels in the words of the programme."""
    return [(level.value, spoken(level, hands.profile)) for level in Level]


# a requirement


def _requirement(hands: Hands, path: Path_) -> list[Maker]:
    def texts(name: str, lines: int = 1) -> Maker:
        return lambda: fields.texts(hands, (*path, name), name_of(name), lines=lines)

    return [
        lambda: _identity(hands, path),
        texts("title"),
        lambda: _points(hands, path),
        lambda: _lines(hands, path, "look_for"),
        lambda: _lines(hands, path, "ask"),
        texts("saq", 2),
        lambda: _facts(hands, path),
        texts("applies_when"),
        texts("why"),
    ]


def _identity(hands: Hands, path: Path_) -> QWidget:
    ref = fields.line(hands, (*path, "ref"), name_of("ref"))
    named = [fields.named(name_of("ref"), ref), _topic(hands, path)]
    if len(hands.at((*path, "points")) or ()) > 1:  # with one point its level is the whole's
        level = fields.pick(hands, (*path, "level"), _("Headline level"), level_options(hands))
        named.append(fields.named(_("Headline level"), level))
    shares = (1, 3, 1)[: len(named)]
    return Columns(named, each=120, shares=shares)


def _topic(hands: Hands, path: Path_) -> QWidget:
    known = [(key, picked(name)) for key, name in core.checklist.topics().items()]
    options = [("", "–"), *sorted(known, key=lambda each: each[1].casefold())]
    return fields.named(
        name_of("topic"), fields.pick(hands, (*path, "topic"), name_of("topic"), options)
    )


def _points(hands: Hands, path: Path_) -> Card:
    card = Card(name_of("points"), gap=10)
    found = hands.at((*path, "points")) or []
    for at, point in enumerate(found):
        here = (*path, "points", at)
        name = _("Point {id}").format(id=point.get("id", ""))
        level = _level(hands, here, _("Level of point {id}").format(id=point.get("id", "")))
        line = row(gap=10)
        letter = words(point.get("id", ""), "bold", wrap=False)
        line.addLayout(column(row(letter, level, gap=8), 1))
        line.addWidget(fields.texts(hands, (*here, "text"), name, lines=2, head=False), 1)
        card.add(line)
    card.add(_adding(hands, path, "points", _("Add a point")))
    return card


def _level(hands: Hands, point: Path_, name: str) -> QWidget:
    made = fields.pick(hands, (*point, "level"), name, level_options(hands))
    made.activated.disconnect()
    made.activated.connect(lambda _at: hands.set_level(point, Level(made.value())))
    made.setFixedWidth(theme.px(112))
    return made


def _lines(hands: Hands, path: Path_, name: str) -> Card:
    card = Card(name_of(name), gap=6)
    for at in range(len(hands.at((*path, name)) or ())):
        told = f"{name_of(name)} {at + 1}"
        line = row(words(str(at + 1), "muted", wrap=False), gap=10)
        line.addWidget(fields.texts(hands, (*path, name, at), told, head=False), 1)
        card.add(line)
    adding = {"look_for": _("Add a line to look for"), "ask": _("Add a question")}
    card.add(_adding(hands, path, name, adding[name]))
    return card


def _adding(hands: Hands, path: Path_, name: str, text: str) -> Any:
    made = button(text, lambda: hands.add(path, name), look="quiet", icon="plus")
    hands.fields[(*path, name)] = made
    return row(made, 1)


def _facts(hands: Hands, path: Path_) -> Card:
    card = Card(gap=10)
    name = name_of("evidence")
    kinds = [(kind, _(text)) for kind, text in KINDS.items()]
    card.add(fields.named(name, fields.chips(hands, (*path, "evidence"), name, kinds)))
    source = fields.line(hands, (*path, "source_ref"), name_of("source_ref"))
    options = [(status, _(text)) for status, text in REVIEWS.items()]
    status = fields.pick(hands, (*path, "review"), name_of("review"), options)
    pair = (
        fields.named(name_of("source_ref"), source),
        fields.named(name_of("review"), status),
    )
    card.add(Columns(pair, shares=(2, 1)))
    card.add(Columns(_whose(hands, path), each=150, shares=(3, 2, 2)))
    return card


def _whose(hands: Hands, path: Path_) -> list[QWidget]:
    """Who validates it, for which kinds of authorisation, and under which other references."""
    made = [fields.line(hands, (*path, "validated_by"), name_of("validated_by"))]
    for name in ("applies_to", "aliases"):
        found = fields.line(hands, (*path, name), name_of(name))
        found.setPlaceholderText(_("one, another"))
        made.append(found)
    names = ("validated_by", "applies_to", "aliases")
    return [fields.named(name_of(n), part) for n, part in zip(names, made, strict=True)]


# a section and the head


def _section(hands: Hands, path: Path_) -> list[QWidget]:
    ref = fields.line(hands, (*path, "ref"), _("Number of the section"))
    return [
        Columns((fields.named(_("Number of the section"), ref), QWidget()), shares=(1, 3)),
        fields.texts(hands, (*path, "title"), name_of("title")),
        words(_("Ctrl+N adds a requirement here; Alt+↑ and Alt+↓ move the section."), "muted"),
    ]


def _head(hands: Hands) -> list[QWidget]:
    known = core.checklist.profiles().values()
    profiles = [(profile.id, picked(profile.title)) for profile in known]
    edition = fields.line(hands, ("edition",), name_of("edition"))
    profile = fields.pick(hands, ("profile",), name_of("profile"), profiles)
    codes = dict.fromkeys([*languages(), *(hands.content.get("languages") or [])])
    spoken_in = [(code, language_name(code)) for code in codes]
    name = _("Languages of the checklist")
    chosen = fields.chips(hands, ("languages",), name, spoken_in)
    reference = fields.line(hands, ("source", "reference"), _("Short name of the source"))
    pair = (fields.named(name_of("edition"), edition), fields.named(name_of("profile"), profile))
    return [
        words(_("Id: {id}").format(id=hands.content.get("id", "")), "small"),
        fields.texts(hands, ("title",), name_of("title")),
        Columns(pair, shares=(1, 3)),
        fields.named(name, chosen),
        fields.texts(hands, ("source", "title"), _("Official text that it comes from")),
        fields.named(_("Short name of the source"), reference),
        fields.texts(hands, ("source", "prevails"), name_of("prevails"), lines=2),
        fields.texts(hands, ("review",), _(HEAD_REVIEW), lines=2),
    ]


# a row that waits


def _waiting(hands: Hands, path: Path_) -> list[QWidget]:
    found, number = hands.at(path), int(path[1])
    why = "; ".join(_(WHY[code]) if code in WHY else code for code in found.get("why", ()))
    ref = AutosaveLine(lambda _text, _burst: None, name=name_of("ref"))
    ref.set_text(found.get("ref", ""))
    hands.fields[path] = ref
    card = Card(look="hint", gap=4)
    card.add(words(_("This row of the table waits for your decision"), "bold"))
    card.add(words(f"{place(found.get('place', ''))}: {why}", "small"))
    if said := found.get("said"):
        card.add(words(_("The table says of the level: “{said}”").format(said=said), "small"))
    chosen = [
        button(
            spoken(level, hands.profile),
            lambda level=level: hands.settle(number, level, ref.text()),
            key=str(at + 1),
            name=_("Make a requirement: {level}").format(level=spoken(level, hands.profile)),
        )
        for at, level in enumerate(Level)
    ]
    none = button(
        _("It demands nothing"), lambda: hands.settle(number, None, ""), look="quiet", key="0"
    )
    parts: list[QWidget] = [card, *_said(found)]
    deciding = QWidget()
    deciding.setLayout(row(*chosen, none, 1, gap=8))
    return [*parts, fields.named(name_of("ref"), ref), deciding]


def _said(found: dict[str, Any]) -> list[QWidget]:
    made: list[QWidget] = []
    for name in ("title", "text", "guidance"):
        for lang, text in (found.get(name) or {}).items():
            box = QWidget()
            named = {"guidance": _("Guidance")}.get(name) or name_of(name)
            head = label(f"{named} · {language_name(lang)}")
            box.setLayout(column(head, Prose(text), gap=3))
            made.append(box)
    return made
