"""Self-assessments as companies hand them in: preview(), accept(), and what is left to settle."""

from assessor.saq.accept import accept, leftovers, settle
from assessor.saq.apart import interpret_within, preview_apart, read_apart
from assessor.saq.child import warm_up
from assessor.saq.corrections import ROLES, Corrections, with_marks, with_role
from assessor.saq.plan import differences
from assessor.saq.preview import beginning, interpret, notice_text, preview, preview_as_json
from assessor.saq.remembering import forget, recall, remember, told_of

__all__ = [
    "ROLES",
    "Corrections",
    "accept",
    "beginning",
    "differences",
    "forget",
    "interpret",
    "interpret_within",
    "leftovers",
    "notice_text",
    "preview",
    "preview_apart",
    "preview_as_json",
    "read_apart",
    "recall",
    "remember",
    "settle",
    "told_of",
    "warm_up",
    "with_marks",
    "with_role",
]
