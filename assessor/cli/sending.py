"""Commands for what goes out to a company: the form to answer in, the letter of what is missing."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessor import checklist as checklists
from assessor.cli import parsing
from assessor.cli.command import Call, Command, takes_validation
from assessor.errors import BadUse
from assessor.i18n import N_, _

if TYPE_CHECKING:
    from assessor.facts import Dossier
    from assessor.saq_forms import Received

USAGE = "saq-form CHECKLIST | --validation VALIDATION [--languages es,en] --out FILE"


def _takes_languages(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--languages",
        type=parsing.language_list,
        metavar="es,en",
        help=_("one language or two, the first one large"),
    )


def _form_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("checklist", nargs="?", metavar="CHECKLIST", help=_("id of the checklist"))
    parser.add_argument(
        "--validation",
        metavar="VALIDATION",
        help=_("fill in what the company has answered in this validation"),
    )
    _takes_languages(parser)
    parser.add_argument("--format", metavar="xlsx|docx", help=_("else by the name of the file"))
    parser.add_argument("--site", metavar="NAME", help=_("the site that answered"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=_("where to write it"))


def form(call: Call) -> None:
    """Write a form that a company can fill in, blank or with its own answers."""
    words = call.words
    if bool(words.checklist) == bool(words.validation):
        raise BadUse(said=_("Name a checklist or a validation."), usage=USAGE)
    if words.validation:
        _prefilled(call)
    else:
        _blank(call)


def _blank(call: Call) -> None:
    from assessor.saq_forms import write_blank

    words = call.words
    asked = checklists.checklist(words.checklist)
    profile = checklists.profile(asked.profile)
    languages = words.languages or asked.languages[:1]
    file_format, out = _place(words, asked.id, languages)
    written = write_blank(asked, profile, languages=languages, format=file_format, out=out)
    known = {"checklist": asked.id, "edition": asked.edition, "rows": len(asked.by_ref)}
    _tell(call, written, languages, format=file_format, **known)


def _prefilled(call: Call) -> None:
    from assessor.saq_forms import receive, write_prefilled

    words = call.words
    with call.dossier() as (workspace, known):
        site_id = _site_of(known, words.site)
        languages = words.languages or known.visit.languages[:2]
        file_format, out = _place(words, f"{known.visit.number}-{known.checklist.id}", languages)
        came = receive(workspace, known.visit.id, site_id)
        written = write_prefilled(
            workspace,
            known.visit.id,
            languages=languages,
            format=file_format,
            out=out,
            site_id=site_id,
        )
    shape = {"checklist": known.checklist.id, "edition": known.checklist.edition}
    rows = {"rows": len(known.checklist.by_ref), "missing": list(came.missing)}
    _tell(call, written, languages, id=known.visit.id, format=file_format, **shape, **rows)


def _letter_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    _takes_languages(parser)
    parser.add_argument("--site", metavar="NAME", help=_("the site that answered"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=_("where to write it"))


def letter(call: Call) -> None:
    """Write the letter that asks a company for what its self-assessment leaves open."""
    from assessor.saq_forms import receive, write_letter

    words = call.words
    with call.dossier() as (workspace, known):
        site_id = _site_of(known, words.site)
        languages = words.languages or known.visit.languages[:2]
        out = words.out or Path(f"{known.visit.number}-letter-{'-'.join(languages)}.docx")
        came = receive(workspace, known.visit.id, site_id)
        written = write_letter(
            workspace, known.visit.id, languages=languages, out=out, site_id=site_id
        )
    _tell(call, written, languages, id=known.visit.id, format="docx", **_open(came))


def _open(came: "Received") -> dict[str, Any]:
    """Return what the letter asks for, as JSON."""
    doubtful = [
        {"file": row.file_name, "place": row.place, "text": row.text} for row in came.doubtful
    ]
    papers = [{"name": paper.name, "refs": list(paper.refs)} for paper in came.papers]
    return {"missing": list(came.missing), "doubtful": doubtful, "documents": papers}


def _site_of(known: "Dossier", name: str | None) -> str | None:
    from assessor import walk

    site_id = walk.site_named(known, name) if name else None
    return site_id if len(known.covered) > 1 else None


def _place(words: argparse.Namespace, name: str, languages: tuple[str, ...]) -> tuple[str, Path]:
    """Return the format and the file, from whichever the line names."""
    file_format = words.format or (words.out.suffix.lstrip(".").lower() if words.out else "")
    file_format = file_format or "xlsx"
    return file_format, words.out or Path(f"{name}-{'-'.join(languages)}.{file_format}")


def _tell(call: Call, written: Path, languages: tuple[str, ...], **known: Any) -> None:
    size = written.stat().st_size
    shape = {"file": str(written), "languages": list(languages), "bytes": size, **known}
    call.answer(shape, lambda: [str(written)])


COMMANDS = (
    Command("saq-form", N_("Write a self-assessment form for a company"), _form_arguments, form),
    Command(
        "saq-letter",
        N_("Write the letter about what a self-assessment leaves open"),
        _letter_arguments,
        letter,
    ),
)
