"""Forms of worksheets: described in YAML, read and checked; their values, scores, shortfalls."""

from assessor.forms.loading import faults, form, forms, forms_for, origin
from assessor.forms.types import Field, Form, NamedRow, Option, Rows, Score, Section

__all__ = [
    "Field",
    "Form",
    "NamedRow",
    "Option",
    "Rows",
    "Score",
    "Section",
    "faults",
    "form",
    "forms",
    "forms_for",
    "origin",
]
