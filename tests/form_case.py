"""A form with a field of every kind, free to be spoilt, and a folder in which it is known."""

from pathlib import Path
from typing import Any

from assessor import checklist as checklists
from assessor import worksheets
from assessor.forms.checking import check
from assessor.forms.types import Form
from assessor.forms.values import Spot, spots
from assessor.store.workspace import Workspace
from tests import make
from tests.make import both

Content = dict[str, Any]
FORM = "every-kind"


def field(field_id: str, kind: str, **more: Any) -> Content:
    """Return a field as it stands in a file."""
    return {"id": field_id, "kind": kind, "label": both(field_id), **more}


def score(score_id: str, kind: str, **more: Any) -> Content:
    """Return a score as it stands in a file."""
    return {"id": score_id, "kind": kind, "title": both(score_id), **more}


def scale(field_id: str) -> Content:
    """Return a choice from one to five."""
    steps = [{"id": f"s{n}", "label": both(f"step {n}"), "value": n} for n in range(1, 6)]
    return field(field_id, "choice", options=steps)


def content() -> Content:
    """Return a form with every kind of field and score, linked to the small checklist."""
    return {
        "id": FORM,
        "edition": "1",
        "languages": ["es", "en"],
        "title": both("Every kind"),
        "purpose": both("Try everything"),
        "source": {"title": both("Source"), "reference": "S", "prevails": both("It prevails")},
        "links": {"small": ["1.1"]},
        "sections": [_head(), _points(), _threats(), _items()],
        "scores": _scores(),
    }


def form(plain: Content | None = None) -> Form:
    """Return the form as it is read from a file."""
    loaded = checklists.convert(plain or content(), Form, "form.yaml")
    check(loaded, "form.yaml")
    return loaded


def _head() -> Content:
    grades = [
        {"id": "good", "label": both("good")},
        {"id": "poor", "label": both("poor"), "level": "should"},
    ]
    doors = [{"id": item, "label": both(item)} for item in ("north", "south")]
    return {
        "id": "head",
        "title": both("Head"),
        "fields": [
            field("unit", "text", names=True),
            field("seal", "seal", names=True),
            field("who", "person"),
            field("where", "place"),
            field("day", "date"),
            field("hour", "time"),
            field("grade", "choice", options=grades, short=both("Poor."), links={"small": ["1.2"]}),
            field("doors", "choice", options=doors, several=True),
            field("height", "number", unit="m", min=0, max=20, at_least=2.4, level="should"),
            field("outside", "number", unit="cm"),
            field("inside", "number", unit="cm"),
            field("remarks", "long_text"),
            field("pictures", "photo"),
        ],
    }


def _points() -> Content:
    named = [{"id": item, "label": both(item), "help": both("tap")} for item in ("floor", "roof")]
    return {
        "id": "points",
        "title": both("Points"),
        "help": both("Begin at the door"),
        "links": {"small": ["2.1"]},
        "rows": {"label": both("point {number}"), "named": named, "more": False},
        "fields": [
            field("sound", "point", level="must", short=both("Damaged."), action=both("Repair.")),
            field("clean", "point", level="should"),
            field("photo", "photo"),
        ],
    }


def _threats() -> Content:
    rated = [field(name, "number", min=1, max=5) for name in ("threat", "weakness", "effect")]
    return {
        "id": "threats",
        "title": both("Threats"),
        "rows": {"label": both("threat {number}")},
        "fields": [field("what", "text"), scale("likelihood"), scale("consequence"), *rated],
    }


def _items() -> Content:
    return {
        "id": "items",
        "title": both("Items"),
        "rows": {"label": both("item {number}")},
        "fields": [field("seen", "number"), field("bad", "number")],
    }


def _scores() -> list[Content]:
    bands = {"low": 8, "medium": 27, "high": 64, "extreme": 125}
    steep = {"short_from": "high", "level": "should"}
    rated = ["threat", "weakness", "effect"]
    return [
        score("wall", "difference", of=["head.outside", "head.inside"], at_most=25, level="must"),
        score("risk", "matrix", section="threats", of=["likelihood", "consequence"], **steep),
        score("rating", "product", section="threats", of=rated, bands=bands),
        score("worst", "highest", of=["risk"]),
        score("seen_all", "sum", of=["items.seen"]),
        score("bad_all", "sum", of=["items.bad"]),
        score("rate", "ratio", of=["bad_all", "seen_all"], at_most=5, level="should"),
        score("met", "share", at_least=90, level="should"),
    ]


def entry(spot: Spot, pick: int, text: str) -> Any:
    """Return a value that may stand in a place; `pick` is its chance."""
    field = spot.field
    match field.kind:
        case "number":
            low = field.min if field.min is not None else 0
            high = field.max if field.max is not None else low + 50
            return low + pick % (int(high - low) + 1)
        case "date":
            return f"2026-11-{pick % 28 + 1:02d}"
        case "time":
            return f"{pick % 24:02d}:05"
        case "choice":
            return field.options[pick % len(field.options)].id
        case "point":
            return ("yes", "no", "na")[pick % 3]
    return text


def fill_whole(
    workspace: Workspace, validation_id: str, form_id: str, edition: str = "", answer: str = ""
) -> str:
    """Begin a sheet and fill all of it, two rows where rows are added; return its id."""
    sheet_id = worksheets.start_sheet(workspace, validation_id, form_id=form_id, edition=edition)
    form = worksheets.sheet(workspace, validation_id, sheet_id).form
    for section in form.sections:
        if section.rows and section.rows.more:
            for _ in range(2):
                worksheets.add_row(workspace, validation_id, sheet_id, section_id=section.id)
    sheet = worksheets.sheet(workspace, validation_id, sheet_id)
    values: dict[str, Any] = {}
    for number, spot in enumerate(spots(form, sheet.values)):
        if spot.field.kind == "point":
            values[spot.key] = answer or entry(spot, number, "")
            values[f"{spot.key}:note"] = f"Note {number}"
        elif spot.field.kind != "photo":
            values[spot.key] = entry(spot, number, f"Words {number}")
    worksheets.fill(workspace, validation_id, sheet_id, values)
    return sheet_id


def write(folder: Path, form: Content, name: str = "form.yaml") -> Path:
    """Write a form into the folder and have it read."""
    path = make.write_yaml(folder / "worksheets" / name, form)
    checklists.reload()
    return path
