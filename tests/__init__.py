"""The tests: one module per core module, the same stem; real databases, real Qt, real files."""
