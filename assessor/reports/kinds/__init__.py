"""Kinds of documents: one module each, with a PLUGIN."""
