"""Own content: tables of criteria become drafts of checklists, drafts are edited and checked."""
