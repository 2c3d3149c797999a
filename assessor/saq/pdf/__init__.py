"""Reads printed pages, of PDF files and of pictures: words with their places become rows."""
