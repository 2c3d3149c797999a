"""Commands of the report: export, issue, reopen."""

import argparse
from pathlib import Path

from assessor.cli import parsing, shapes
from assessor.cli.command import Call, Command, takes_reason_text, takes_validation
from assessor.i18n import N_, _


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    parser.add_argument(
        "document", metavar="DOCUMENT", help=_("validation-report or improvement-plan")
    )
    parser.add_argument(
        "--languages",
        type=parsing.language_list,
        metavar="es,en",
        help=_("one language or two; else those of the validation"),
    )
    parser.add_argument("--format", metavar="pdf|docx", help=_("else by the name of the file"))
    parser.add_argument(
        "--copy",
        metavar="internal|company",
        choices=("internal", "company"),
        default="internal",
        help=_("who will read it"),
    )
    parser.add_argument(
        "--with-places", action="store_true", help=_("print where photographs were taken")
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help=_("where to write it"))


def export(call: Call) -> None:
    """Write a document and print where it is."""
    from assessor import reports
    from assessor.validations import validation

    words = call.words
    with call.validation() as (workspace, validation_id):
        visit = validation(workspace, validation_id).visit
        languages = words.languages or visit.languages
        file_format = words.format or (words.out.suffix.lstrip(".").lower() if words.out else "")
        file_format = file_format or "pdf"
        out = words.out or Path(
            f"{visit.number}-{words.document}-{'-'.join(languages)}.{file_format}"
        )
        written = reports.export(
            workspace,
            validation_id,
            words.document,
            languages=languages,
            format=file_format,
            copy=words.copy,
            out=out,
            places=words.with_places,
        )
    found = {
        "id": validation_id,
        "file": str(written),
        "document": words.document,
        "languages": list(languages),
        "format": file_format,
        "copy": words.copy,
        "bytes": written.stat().st_size,
    }
    call.answer(found, lambda: [str(written)])


def issue(call: Call) -> None:
    """Lock a validation and keep its documents; what blocks it is named."""
    from assessor import validations
    from assessor.reports import issuing

    with call.validation() as (workspace, validation_id):
        issuing.issue(workspace, validation_id)
        known = validations.validation(workspace, validation_id)
    documents = [row for row in known.reports if row.version == known.visit.version]
    found = {
        "id": validation_id,
        "number": known.visit.number,
        "version": known.visit.version,
        "issued_at": shapes.plain(known.visit.issued_at),
        "documents": shapes.plain(documents),
    }
    call.answer(
        found,
        lambda: [
            _("Issued: {number}, version {version}").format(
                number=known.visit.number, version=known.visit.version
            )
        ],
    )


def _reopen_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    takes_reason_text(parser)


def reopen(call: Call) -> None:
    """Unlock an issued validation for its next version."""
    from assessor import validations

    with call.validation() as (workspace, validation_id):
        version = validations.reopen(workspace, validation_id, reason=call.words.reason)
    call.answer(
        {"id": validation_id, "version": version},
        lambda: [_("Open again; the next report is version {version}").format(version=version)],
    )


COMMANDS = (
    Command("export", N_("Write a report or an improvement plan"), _export_arguments, export),
    Command("issue", N_("Issue the report and lock the validation"), takes_validation, issue),
    Command("reopen", N_("Open an issued validation again"), _reopen_arguments, reopen),
)
