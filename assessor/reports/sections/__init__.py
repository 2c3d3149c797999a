"""Sections of the validation report: facts in, blocks out."""
