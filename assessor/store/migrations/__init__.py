"""Revisions of the schema, each self-contained."""
