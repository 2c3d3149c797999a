"""Reads binary workbooks (XLSB) as LibreOffice saves them; macros never run."""

from dataclasses import replace

from assessor.errors import SaqNeedsLibreOffice, SaqNeedsSpreadsheet
from assessor.saq.counting import count_xlsx
from assessor.saq.libreoffice import as_xlsx
from assessor.saq.package import main_part, open_package
from assessor.saq.readers.doc_file import CONVERTED
from assessor.saq.readers.xlsx_file import read_workbook
from assessor.saq.types import Reader, Source

MEDIA_TYPE = "application/vnd.ms-excel.sheet.binary.macroenabled.12"


def is_binary_workbook(data: bytes) -> bool:
    """Whether the bytes are a package whose main document is a workbook in binary parts."""
    if not data.startswith(b"PK"):
        return False
    main = main_part(open_package(data))[0]
    return main.rpartition("/")[2].startswith("workbook") and main.endswith(".bin")


def read_binary_workbook(data: bytes) -> Source:
    """Return every sheet's rows; SaqNeedsSpreadsheet where LibreOffice is not installed."""
    source = read_workbook(_saved(data))
    return replace(source, media_type=MEDIA_TYPE, notices=(*source.notices, CONVERTED))


def count_binary_workbook(data: bytes) -> list[str]:
    """Return the keys of all rows that say something, counted apart from the reader."""
    return count_xlsx(_saved(data))


def _saved(data: bytes) -> bytes:
    open_package(data)  # within the limits of every package, before another program opens it
    try:
        return as_xlsx(data, "xlsb", "Calc MS Excel 2007 Binary")
    except SaqNeedsLibreOffice as error:
        raise SaqNeedsSpreadsheet(name="") from error


PLUGIN = Reader("xlsb", ("xlsb",), is_binary_workbook, read_binary_workbook, count_binary_workbook)
