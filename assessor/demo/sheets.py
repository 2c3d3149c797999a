"""The sample's worksheets: three containers that the validator inspected with the yard's staff."""

from datetime import date
from typing import Any

from assessor.forms import form

FORM = "container-inspection"
REF = "5.3"
# Container, tractor, seal applied, minutes the inspection took.
UNITS = (
    ("TGHU 614208-7", "48-AK-3F", "SC 104771", 14),
    ("TEMU 730155-2", "71-BD-8H", "SC 104772", 12),
    ("CAIU 492617-3", "33-RM-5K", "SC 104775", 16),
)
# Here the yard's inspector forgot the floor and the front wall: finding 02 says it already.
HASTY = UNITS[1][0]
SAID_ALREADY = "Ya está recogido en el hallazgo sobre la inspección previa a la carga."
_MEASURES = {
    "length.outside": 1219,
    "length.inside": 1203,
    "length.width_outside": 244,
    "length.width_inside": 235,
    "length.height_outside": 290,
    "length.height_inside": 270,
}


def values(unit: tuple[str, str, str, int], day: date) -> dict[str, Any]:
    """Return what stands on the sheet of one container: sound in all points, sealed before us."""
    container, tractor, seal, minutes = unit
    return {
        "unit.container": container,
        "unit.tractor": tractor,
        "unit.carrier": "Transportes Valle Alto",
        "unit.seal_applied": seal,
        "unit.seal_class": "h",
        "unit.inspector": "Inspector de unidades",
        "unit.way": "joint",
        "unit.day": day,
        "unit.place": "Andén 3",
        "practice.minutes": minutes,
        **_MEASURES,
        **dict.fromkeys(_points(), "yes"),
        **({"practice.complete": "no"} if container == HASTY else {}),
    }


def _points() -> list[str]:
    found = []
    for section in form(FORM).sections:
        rows = [row.id for row in section.rows.named] if section.rows else [""]
        for item in section.fields:
            if item.kind == "point":
                found += [".".join(filter(None, (section.id, row, item.id))) for row in rows]
    return found
