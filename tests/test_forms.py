"""Forms as files: every kind is read, each fault is one clear error, own folders override."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assessor import checklist as checklists
from assessor import forms
from assessor.errors import UnknownForm
from assessor.forms.loading import from_json, to_json
from tests import form_case, make
from tests.form_case import Content, field, score
from tests.make import both

AT_LINE = r"form\.yaml:\d+"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An own folder with the small checklist and a form that bears on it."""
    with make.small_known(tmp_path / "checklists"):
        yield tmp_path / "checklists"


def head(content: Content, number: int) -> Content:
    """Return a field of the first section."""
    found: Content = content["sections"][0]["fields"][number]
    return found


def add(content: Content, what: Content) -> None:
    """Put a field into the first section."""
    content["sections"][0]["fields"].append(what)


def put_score(content: Content, **fields: Any) -> None:
    """Let this be the only score."""
    content["scores"] = [score("tried", **fields)]


SPOILT: dict[str, tuple[Callable[[Content], object], str, str]] = {
    "unknown key": (lambda c: head(c, 0).update(colour="red"), AT_LINE, "unknown field `colour`"),
    "unknown kind": (lambda c: head(c, 0).update(kind="smell"), AT_LINE, "Invalid enum value"),
    "level neither": (lambda c: head(c, 6)["options"][1].update(level="may"), AT_LINE, "'may'"),
    "no title": (lambda c: c.pop("title"), AT_LINE, "required field `title`"),
    "no English title": (lambda c: c["title"].pop("en"), "header", "no text in en"),
    "no Spanish label": (lambda c: head(c, 0)["label"].pop("es"), "field unit", "no text in es"),
    "no Spanish option": (
        lambda c: head(c, 6)["options"][0]["label"].pop("es"),
        "field grade",
        "no text in es",
    ),
    "no English row": (
        lambda c: c["sections"][1]["rows"]["named"][0]["label"].pop("en"),
        "section points",
        "no text in en",
    ),
    "no English unit": (
        lambda c: head(c, 8).update(unit={"es": "días"}),
        "field height",
        "no text in en",
    ),
    "no English score": (lambda c: c["scores"][0]["title"].pop("en"), "score wall", "in en"),
    "duplicate field": (lambda c: add(c, field("unit", "text")), "section head", "duplicate id"),
    "duplicate score": (lambda c: c["scores"].append(c["scores"][0]), "form.yaml", "duplicate id"),
    "score like a field": (
        lambda c: c["scores"][1].update(id="what"),
        "score what",
        "duplicate id “what”",
    ),
    "a path as id": (lambda c: add(c, field("a.b", "text")), "a.b", "small letters"),
    "a form's id": (lambda c: c.update(id="Every@1"), "header", "the id of a form"),
    "unknown reference": (
        lambda c: c.update(links={"small": ["9.9"]}),
        "header",
        "“small” has no requirement 9.9",
    ),
    "unknown reference of a field": (
        lambda c: head(c, 6).update(links={"small": ["1.1", "7"]}),
        "field grade",
        "no requirement 7",
    ),
    "no sections": (lambda c: c.update(sections=[], scores=[]), "header", "no section"),
    "no fields": (lambda c: c["sections"][0].update(fields=[]), "section head", "no field"),
    "no language": (lambda c: c.update(languages=[]), "form.yaml", "no language"),
    "rows that cannot be": (
        lambda c: c["sections"][2]["rows"].update(more=False),
        "section threats",
        "can have no row",
    ),
    "one option": (lambda c: head(c, 6)["options"].pop(), "field grade", "two options"),
    "a point of no level": (lambda c: add(c, field("p", "point")), "field p", "needs a level"),
    "a limit of no level": (lambda c: head(c, 8).pop("level"), "field height", "belong together"),
    "a level of no limit": (lambda c: head(c, 8).pop("at_least"), "height", "belong together"),
    "min above max": (lambda c: head(c, 8).update(min=30), "field height", "less than max"),
    "a key of another kind": (
        lambda c: head(c, 0).update(at_most=3),
        "field unit",
        "“at_most” does not belong to the kind “text”",
    ),
    "a score of no such value": (
        lambda c: c["scores"][0].update(of=["head.outside", "head.width"]),
        "score wall",
        "“head.width” cannot be reckoned",
    ),
    "a score of words": (
        lambda c: c["scores"][0].update(of=["head.outside", "head.unit"]),
        "score wall",
        "“head.unit” cannot",
    ),
    "a score of a choice without values": (
        lambda c: c["scores"][0].update(of=["head.outside", "head.grade"]),
        "score wall",
        "“head.grade” cannot",
    ),
    "a score of three": (
        lambda c: c["scores"][0].update(of=["head.outside"] * 3),
        "score wall",
        "from two values",
    ),
    "a score of nothing": (lambda c: c["scores"][2].update(of=[]), "rating", "from nothing"),
    "a score of a later one": (
        lambda c: c["scores"].insert(0, c["scores"].pop(3)),
        "score worst",
        "“risk” cannot",
    ),
    "a score of many rows": (
        lambda c: put_score(c, kind="product", of=["items.seen", "head.height"]),
        "score tried",
        "“items.seen” cannot",
    ),
    "a share of no point": (
        lambda c: put_score(c, kind="share", of=["items"]),
        "score tried",
        "“items” cannot",
    ),
    "rows of no such section": (
        lambda c: c["scores"][1].update(section="head"),
        "score risk",
        "no section of rows “head”",
    ),
    "bands that fall": (
        lambda c: c["scores"][2].update(bands={"low": 9, "medium": 3}),
        "score rating",
        "must rise",
    ),
    "a small table": (
        lambda c: c["scores"][1].update(table=[["low"] * 5] * 4),
        "score risk",
        "five rows of five",
    ),
    "short from a band without bands": (
        lambda c: put_score(c, kind="sum", of=["items.seen"], short_from="high", level="must"),
        "score tried",
        "no bands",
    ),
    "an empty value": (lambda c: c.update(edition=""), AT_LINE, "a value is empty"),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_a_fault_is_one_clear_error_and_the_rest_of_the_folder_loads(
    folder: Path, fault: str
) -> None:
    spoil, place, said = SPOILT[fault]
    form_case.write(folder, form_case.content() | {"id": "sound"}, "sound.yaml")
    content = form_case.content()
    spoil(content)
    form_case.write(folder, content)
    (found,) = forms.faults()
    assert re.search(f"{place}.*: .*{said}", found.text()), found.text()
    assert forms.form("sound")
    assert form_case.FORM not in {item.id for item in forms.forms()}


def test_two_files_of_one_edition_are_a_fault_and_two_editions_stand_side_by_side(
    folder: Path,
) -> None:
    form_case.write(folder, form_case.content(), "z_again.yaml")
    (found,) = forms.faults()
    assert "z_again.yaml: another file has the id “every-kind@1”" in found.text()
    for edition in ("2.10", "2.9"):
        form_case.write(folder, form_case.content() | {"edition": edition}, "z_again.yaml")
        form_case.write(folder, form_case.content() | {"edition": "2.9"}, "z_third.yaml")
    assert forms.form("every-kind", "2.9").edition == "2.9"
    form_case.write(folder, form_case.content() | {"edition": "2.10"}, "z_again.yaml")
    assert not forms.faults()
    assert [item.edition for item in forms.forms() if item.id == "every-kind"] == [
        "1",
        "2.9",
        "2.10",
    ]
    assert forms.form("every-kind").edition == "2.10"
    assert forms.form("every-kind@1").edition == "1"


def test_an_own_folder_overrides_the_shipped_form(folder: Path) -> None:
    shipped = forms.form("container-inspection")
    mine = form_case.content() | {"id": shipped.id, "edition": shipped.edition}
    form_case.write(folder, mine, "mine.yaml")
    assert forms.form(shipped.id).title == both("Every kind")


def test_an_unknown_form_names_those_there_are(folder: Path) -> None:
    for wanted in ("nothing", "every-kind@7"):
        with pytest.raises(UnknownForm, match="every-kind@1"):
            forms.form(wanted)


def test_forms_are_found_by_what_they_bear_on(folder: Path) -> None:
    assert [item.id for item in forms.forms_for("small")] == ["every-kind"]
    assert [item.id for item in forms.forms_for("small", "2.1")] == ["every-kind"]
    assert not forms.forms_for("small", "2.2")
    assert forms.form("every-kind").all_links == {"small": ("1.1", "2.1", "1.2")}


def test_a_checklist_that_is_not_here_is_not_looked_into(folder: Path) -> None:
    form_case.write(folder, form_case.content() | {"links": {"elsewhere": ["X.1"]}})
    assert not forms.faults()


def test_a_form_is_the_same_after_it_was_frozen(folder: Path) -> None:
    for item in forms.forms():
        assert from_json(to_json(item)) == item


def test_every_shipped_form_loads_in_four_languages_and_bears_on_known_checklists() -> None:
    checklists.reload()
    assert not forms.faults()
    shipped = list((checklists.SHIPPED / "worksheets").glob("*.yaml"))
    assert len(shipped) == len(forms.forms())
    for item in forms.forms():
        assert set(item.languages) == {"es", "en", "pt", "fr"}, item.key
        assert item.all_links, item.key
