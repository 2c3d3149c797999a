"""PDF: embedded fonts, bookmarks, table of contents, page x of y, the same bytes every time."""

from assessor.i18n import N_
from assessor.reports.blocks import Document
from assessor.reports.writers import Writer


def write(document: Document, look: str = "default") -> bytes:
    """Return the document as PDF."""
    from assessor.reports.pdf.styles import styles

    chosen = styles(look)  # before anything imports platypus: see fonts.py

    from assessor.reports.pdf.compose import Composer, compose
    from assessor.reports.pdf.page import Sheet, draw
    from assessor.reports.pdf.paginate import paginate

    sheet = Sheet(chosen, chosen.theme.paper(document.languages[0], document.country))
    composer = Composer(document, look, chosen, sheet.width, sheet.height)
    return draw(document, sheet, paginate(compose(composer), sheet.width, sheet.height))


PLUGIN = Writer("pdf", N_("PDF"), ".pdf", write)
