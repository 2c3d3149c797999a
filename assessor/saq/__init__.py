"""Self-assessments as companies hand them in: preview(), accept(), and what is left to settle."""

from assessor.saq.accept import accept, leftovers, settle
from assessor.saq.apart import interpret_within, preview_apart, read_apart
from assessor.saq.child import warm_up
from assessor.saq.plan import differences
from assessor.saq.preview import is_locked, notice_text, preview, preview_as_json

__all__ = [
    "accept",
    "differences",
    "interpret_within",
    "is_locked",
    "leftovers",
    "notice_text",
    "preview",
    "preview_apart",
    "preview_as_json",
    "read_apart",
    "settle",
    "warm_up",
]
