"""What goes out to a company: the form to answer in, and the letter about what is missing."""

from assessor.saq_forms.letter import write_letter
from assessor.saq_forms.received import Received, receive, scopes
from assessor.saq_forms.sending import FORMATS, write_blank, write_prefilled

__all__ = [
    "FORMATS",
    "Received",
    "receive",
    "scopes",
    "write_blank",
    "write_letter",
    "write_prefilled",
]
