"""Larger parts of a page."""
