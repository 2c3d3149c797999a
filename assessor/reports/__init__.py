"""Reports: one list of language-paired blocks per kind of document, one writer per format."""

from assessor.reports import issuing, preview
from assessor.reports.exporting import build, export, formats, kinds, render

__all__ = ["build", "export", "formats", "issuing", "kinds", "preview", "render"]
