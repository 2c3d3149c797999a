"""Writing a form as a file: blank from a checklist, or prefilled from what came in."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assessor.checklist import Checklist, Profile
from assessor.errors import ReportLanguages, UnknownFormat, UnknownLanguage
from assessor.i18n import languages as known_languages
from assessor.reports.exporting import write_whole
from assessor.saq_forms.form import Form
from assessor.saq_forms.received import Received, receive
from assessor.store.workspace import Workspace

FORMATS = ("xlsx", "docx")


def write_blank(
    checklist: Checklist, profile: Profile, *, languages: Sequence[str], format: str, out: Path
) -> Path:
    """Write a form that nobody has filled in yet: whole, or the file stays as it was.

    Raises UnknownFormat, UnknownLanguage, ReportLanguages, ExportNotWritable or ExportDiskFull.
    """
    write_whole(out, render(Form(checklist, profile, checked(languages)), format))
    return out


def write_prefilled(
    workspace: Workspace,
    validation_id: str,
    *,
    languages: Sequence[str],
    format: str,
    out: Path,
    site_id: str | None = None,
) -> Path:
    """Write the form with the company's own answers filled in and what is missing marked.

    Raises UnknownValidation or SiteNeeded, and what `write_blank` raises.
    """
    spoken = checked(languages)
    _writer(format)
    write_whole(out, render(prefilled(receive(workspace, validation_id, site_id), spoken), format))
    return out


def prefilled(came: Received, languages: tuple[str, ...]) -> Form:
    """Return the form with what a company answered."""
    known = came.known
    form = Form(known.checklist, known.profile, languages, known.visit.number, company_data(came))
    if not known.files and not known.answers:
        return form
    return replace(
        form,
        answers=came.answers,
        parts=came.parts,
        missing=frozenset(came.missing),
        unclear=came.unclear,
        prefilled=True,
    )


def company_data(came: Received) -> dict[str, str]:
    """Return what is known of the company, under the form's own keys."""
    company, site = came.known.company, came.site
    sites = came.known.covered
    one = site or (sites[0] if len(sites) == 1 else None)
    return {
        **{key: str(value) for key, value in company.identifiers.items()},
        "name": company.legal_name,
        "site": one.name if one else "",
        "address": company.address,
        "activity": company.activity,
        "employees": str(company.employees or ""),
    }


def checked(languages: Sequence[str]) -> tuple[str, ...]:
    """Return the languages if a form can speak them: UnknownLanguage or ReportLanguages if not."""
    known = ", ".join(known_languages())
    for lang in languages:
        if lang not in known_languages():
            raise UnknownLanguage(language=lang, known=known)
    if not 1 <= len(languages) <= 2 or len(set(languages)) < len(languages):
        raise ReportLanguages(given=", ".join(languages), known=known)
    return tuple(languages)


def render(form: Form, format: str) -> bytes:
    """Return the form as a whole file of this format; UnknownFormat if there is none such."""
    return _writer(format)(form)


def _writer(format: str) -> Callable[[Form], bytes]:
    if format == "xlsx":
        from assessor.saq_forms import workbook

        return workbook.write
    if format == "docx":
        from assessor.saq_forms import document

        return document.write
    raise UnknownFormat(format=format, known=", ".join(FORMATS))
