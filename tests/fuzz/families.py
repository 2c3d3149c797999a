"""The families of readers that are tried: where each starts from, and how it changes a file."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tests import hostile, saq_binary, saq_pdfs
from tests import saq_samples as forms
from tests.fuzz.bytewise import Mutate, mutate_bytes
from tests.fuzz.compounds import compound, mutate_compound, mutate_workbook
from tests.fuzz.packages import mutate_package
from tests.fuzz.promises import PASSWORD
from tests.fuzz.texts import mutate_page, mutate_pdf, mutate_text, put_in_order

CORPUS = Path(__file__).parent / "corpus"
Change = Callable[[bytes, Random, Mutate], bytes]


@dataclass(frozen=True)
class Family:
    """Readers that are tried together."""

    name: str
    make: Callable[[], list[bytes]]  # files to start from
    change: Change  # a file, chance, and how to change plain bytes

    def seeds(self) -> Sequence[bytes]:
        """Return the files to start from: those that are made, and those that are kept."""
        return _seeds(self.name)


@cache
def _seeds(name: str) -> tuple[bytes, ...]:
    kept = sorted((CORPUS / name).glob("*")) if (CORPUS / name).is_dir() else []
    return (*FAMILIES[name].make(), *(path.read_bytes() for path in kept))


def _formats(*names: str) -> list[bytes]:
    return [(forms.SAMPLES / "formats" / name).read_bytes() for name in names]


def _rows(count: int = 8) -> list[list[str]]:
    return forms.rows_of(forms.manufacturer()[:count], "es")


def _texts() -> list[bytes]:
    narrative = _formats("perfil_narrativo_es.txt")[0][:3_000]
    made = [forms.as_csv(_rows(), delimiter=each) for each in ";\t,"]
    made += [forms.as_csv(_rows(4), encoding=code) for code in ("utf-16", "cp1252", "mac_roman")]
    return [*made, narrative, b"sep=,\n" + made[2]]


def _workbooks() -> list[bytes]:
    book = forms.as_xlsx(_rows())
    boxes = [(2, 3, True, "Yes", ""), (3, 3, False, "No", "D3")]
    return [book, saq_binary.with_controls(book, boxes), *_formats("traps.xlsx")]


def _documents() -> list[bytes]:
    plain = "".join(map(hostile.paragraph, ("7.1 Procedimientos", "Sí, ver anexo 3", "7.2 Otros")))
    return [forms.as_docx(_rows()), hostile.document(plain), *_formats("traps.docx")]


def _sheets() -> list[bytes]:
    return [hostile.open_document("", kind="spreadsheet"), *_formats("traps.ods")]


def _writings() -> list[bytes]:
    return [hostile.open_document("<t:p>7.1 Sí</t:p>"), *_formats("traps.odt")]


def _pages() -> list[bytes]:
    lines = "".join(f"<tr>{''.join(f'<td>{value}</td>' for value in row)}</tr>" for row in _rows())
    saved = _formats("traps_word.html", "traps_sheet.html")
    return [f"<html><table>{lines}</table>".encode(), *saved]


def _prints() -> list[bytes]:
    asked = forms.importer()[:4]
    made = [
        saq_pdfs.as_table(asked, "en"),
        saq_pdfs.as_print(asked, "en"),
        saq_pdfs.as_columns(asked),
        saq_pdfs.as_form(asked),
    ]
    return [put_in_order(each) for each in made]


def _old_workbooks() -> list[bytes]:
    return _formats("traps.xls")


def _others() -> list[bytes]:
    """Return what other programs have to open: this one looks only what it is."""
    from msoffcrypto.format.ooxml import OOXMLFile

    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(forms.as_xlsx(_rows(2)))).encrypt(PASSWORD, stream)
    return [
        b"{\\rtf1\\ansi 7.1 S\\'ed\\par}",
        saq_binary.as_xlsb(_rows(3)),
        compound({"WordDocument": bytes(600), "1Table": b"7.1"}),
        stream.getvalue(),
    ]


def _other(data: bytes, rng: Random, bytewise: Mutate) -> bytes:
    if data.startswith(b"PK"):
        main = ("workbook", "Types", "rels")
        return mutate_package(data, rng, seeds=[data], main=main, bytewise=bytewise)
    return mutate_compound(data, rng, bytewise=bytewise)


def _in_package(name: str, *main: str) -> Change:
    def change(data: bytes, rng: Random, bytewise: Mutate) -> bytes:
        return mutate_package(data, rng, seeds=_seeds(name), main=main, bytewise=bytewise)

    return change


def _as(mutate: Callable[..., bytes]) -> Change:
    return lambda data, rng, bytewise: mutate(data, rng, bytewise=bytewise)


FAMILIES = {
    family.name: family
    for family in (
        Family("text", _texts, _as(mutate_text)),
        Family("html", _pages, _as(mutate_page)),
        Family("xlsx", _workbooks, _in_package("xlsx", "sheet", "sharedStrings", "comments",
                                               "drawing", "ctrlProp", "workbook.xml")),
        Family("docx", _documents, _in_package("docx", "document.xml", "numbering", "notes",
                                               "header", "comments")),
        Family("ods", _sheets, _in_package("ods", "content.xml")),
        Family("odt", _writings, _in_package("odt", "content.xml", "styles.xml")),
        Family("xls", _old_workbooks, _as(mutate_workbook)),
        Family("pdf", _prints, _as(mutate_pdf)),
        Family("other", _others, _other),
    )
}  # fmt: skip


def changed(family: Family, rng: Random, *, steps: int = 1) -> bytes:
    """Return one of the files that a family starts from, changed a few times."""
    data = rng.choice(family.seeds())
    for _ in range(steps):
        data = family.change(data, rng, mutate_bytes)
    return data
