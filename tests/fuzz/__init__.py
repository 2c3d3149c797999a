"""Reads files that no program wrote and no person would: docs/fuzzing.md says how and why."""
