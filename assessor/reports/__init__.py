"""Reports: one list of language-paired blocks per kind of document, one writer per format."""
