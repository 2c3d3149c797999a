"""Whole stories, from the file that the company sent to the report that it receives."""
