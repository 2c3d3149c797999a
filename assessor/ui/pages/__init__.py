"""One file = one page: a module here with a PLUGIN appears in the rail or among the visit steps."""
