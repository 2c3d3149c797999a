"""The core's features, imported when first asked: the window paints before SQLAlchemy loads.

`from assessor.ui import core`, then `core.walk.requirements(…)`. Pages never import them directly.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessor import checklist as checklist
    from assessor import companies as companies
    from assessor import deadlines as deadlines
    from assessor import demo as demo
    from assessor import dossier as dossier
    from assessor import due_dates as due_dates
    from assessor import editions as editions
    from assessor import evidence as evidence
    from assessor import forms as forms
    from assessor import frozen_profile as frozen_profile
    from assessor import gaps as gaps
    from assessor import improvement as improvement
    from assessor import observations as observations
    from assessor import proposals as proposals
    from assessor import reports as reports
    from assessor import rules as rules
    from assessor import saq as saq
    from assessor import saq_forms as saq_forms
    from assessor import tally as tally
    from assessor import validations as validations
    from assessor import walk as walk
    from assessor import worksheets as worksheets
    from assessor.forms import scores, spoken, values
    from assessor.store import backup as backup
    from assessor.store import history as history
    from assessor.store import journal as journal
    from assessor.store import verify as verify
    from assessor.store import workspace as workspace

    form_scores, form_values, form_words = scores, values, spoken

_STORE = ("backup", "history", "journal", "verify", "workspace")
_DEEPER = {name: f"assessor.store.{name}" for name in _STORE} | {
    "form_scores": "assessor.forms.scores",
    "form_values": "assessor.forms.values",
    "form_words": "assessor.forms.spoken",
}


def __getattr__(name: str) -> ModuleType:
    """Import the feature and keep it, so that the next look is a plain attribute."""
    if name.startswith("__"):
        raise AttributeError(name)
    feature = import_module(_DEEPER.get(name, f"assessor.{name}"))
    globals()[name] = feature
    return feature
