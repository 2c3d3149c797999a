"""AEO Assessor: the core of the toolkit for validation visits; works without a window."""

__version__ = "0.1.0"
