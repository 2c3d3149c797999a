"""How blocks become PDF pages: fonts, styles, tables, pagination."""
