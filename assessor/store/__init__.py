"""How things are stored: the only package that opens databases."""
