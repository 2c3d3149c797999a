"""Word: the template's named styles, real headings and fields, the languages marked in the text."""

from assessor.i18n import N_
from assessor.reports.blocks import Document
from assessor.reports.writers import Writer


def write(document: Document, look: str = "default") -> bytes:
    """Return the document as DOCX."""
    from assessor.reports.theme import theme
    from assessor.reports.word import package
    from assessor.reports.word.compose import WordComposer, compose
    from assessor.reports.word.xml import elements

    chosen = theme(look)
    word = package.open_template(look)
    width = package.set_page(word, document, chosen)
    composer = WordComposer(document, chosen, look, width, package.picture_adder(word))
    body = word.element.body
    for element in elements(compose(composer)):
        body.insert(len(body) - 1, element)
    package.set_running(word, document, width, chosen)
    package.set_properties(word, document)
    return package.save(word, document.dated)


PLUGIN = Writer("docx", N_("Word"), ".docx", write)
