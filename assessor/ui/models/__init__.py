"""Lists and tables behind the views: frozen rows of the core, sorted as a Python list."""
