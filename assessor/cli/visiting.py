"""Commands of the visit's form: start, visit, site, person, risk, deviate, settings."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assessor import config
from assessor.cli import parsing, shapes
from assessor.cli.command import Call, Command, takes_validation
from assessor.cli.recording import takes_reason, takes_texts
from assessor.errors import AmbiguousCompany, BadUse
from assessor.gaps import NARRATIVE
from assessor.i18n import N_, _
from assessor.rules import RATINGS
from assessor.terms import Mode, Response, TeamPart

if TYPE_CHECKING:
    from assessor.store.workspace import Workspace

VISIT_FIELDS: dict[str, parsing.Reader] = {
    **dict.fromkeys(NARRATIVE, parsing.spoken_or_plain),
    **dict.fromkeys(
        ("visit_start", "visit_end", "period_from", "period_to"), parsing.day
    ),
    **dict.fromkeys(("notified_on", "closing_meeting_on"), parsing.day),
    **dict.fromkeys(("applied_on", "certified_on"), parsing.day),
    "languages": parsing.language_list,
    "mode": parsing.one_of(*Mode),
    "private_note": str,
}  # fmt: skip


def takes_company(parser: argparse.ArgumentParser) -> None:
    """Let a command name a company, its site and the languages of the report."""
    parser.add_argument("--checklist", metavar="ID", help=_("see the command checklists"))
    parser.add_argument(
        "--profile", metavar="ID", help=_("the programme's words and periods; else the checklist's")
    )
    parser.add_argument(
        "--company", metavar=_("NAME"), help=_("found by its name or id, else added")
    )
    parser.add_argument(
        "--site", action="append", metavar=_("NAME"), help=_("the place; may be repeated")
    )
    parser.add_argument(
        "--languages",
        type=parsing.language_list,
        metavar="es,en",
        help=_("the languages of the report"),
    )


def company_named(workspace: "Workspace", name: str) -> str | None:
    """Return the id of the company of this name or id, None if it is new; AmbiguousCompany."""
    from assessor.companies import companies, named

    if any(row.id == name for row in companies(workspace)):
        return name
    found = named(workspace, name)
    if len(found) > 1:
        raise AmbiguousCompany(name=name, known=", ".join(found))
    return found[0] if found else None


def begin(call: Call, workspace: "Workspace", name: str, checklist_id: str) -> str:
    """Start a validation of a company, which is added if it is new; return its id."""
    from assessor import checklist, companies, validations

    profile = checklist.profile(call.words.profile or checklist.checklist(checklist_id).profile)
    languages = call.words.languages or config.load_settings(call.folder).report_languages
    validations.check_languages(languages)
    company_id = company_named(workspace, name)
    if company_id is None:
        company_id = companies.add_company(workspace, legal_name=name)
    site_ids = _sites(workspace, company_id, call.words.site or [])
    return validations.start(
        workspace,
        company_id=company_id,
        checklist_id=checklist_id,
        profile_id=profile.id,
        report_languages=languages,
        site_ids=site_ids,
    )


def _sites(workspace: "Workspace", company_id: str, names: list[str]) -> list[str]:
    """Return the sites of these names, made where new; the only one there is if none is named."""
    from assessor import companies
    from assessor.errors import SiteNeeded

    company = companies.company(workspace, company_id)
    known = {site.name.casefold(): site.id for site in company.sites}
    if not names and len(known) == 1:
        return list(known.values())
    if not names and known:
        raise SiteNeeded(known=", ".join(site.name for site in company.sites))
    found = []
    for name in names or [company.legal_name]:
        site_id = known.get(name.casefold())
        if site_id is None:
            site_id = companies.add_site(workspace, company_id=company_id, name=name)
        found.append(site_id)
    return found


def start(call: Call) -> None:
    """Start a validation without a self-assessment."""
    from assessor import validations

    words = call.words
    if not words.checklist or not words.company:
        raise BadUse(
            said=_("A validation needs a checklist and a company."),
            usage="start --checklist ID --company NAME [--site NAME]",
        )
    with call.workspace(make=True) as workspace:
        validation_id = begin(call, workspace, words.company, words.checklist)
        visit = validations.validation(workspace, validation_id).visit
    call.answer({"id": visit.id, "number": visit.number}, lambda: [f"{visit.number}  {visit.id}"])


def _visit_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    parser.add_argument("fields", nargs="*", metavar="FIELD=VALUE", help=", ".join(VISIT_FIELDS))


def change_visit(call: Call) -> None:
    """Fill fields of the visit's form; without fields, print them."""
    from assessor import validations

    fields = parsing.assignments(call.words.fields, VISIT_FIELDS)
    with call.dossier() as (workspace, known):
        for name, text in fields.items():
            if isinstance(text, dict):
                present = getattr(known.visit, name)
                fields[name] = {**present, **text}
        if fields:
            validations.change_visit(workspace, known.visit.id, **fields)
        visit = validations.validation(workspace, known.visit.id).visit
    shown = {name: shapes.plain(getattr(visit, name)) for name in VISIT_FIELDS}
    call.answer(
        {"id": visit.id, "number": visit.number, **shown},
        lambda: [line for name, value in shown.items() for line in _field_lines(name, value)],
    )


def _field_lines(name: str, value: Any) -> list[str]:
    if isinstance(value, dict):
        return [f"{name}.{code} = {text}" for code, text in value.items()]
    return [f"{name} = {', '.join(value) if isinstance(value, list) else value}"] if value else []


def _site_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    parser.add_argument(
        "name",
        type=parsing.name,
        metavar=_("NAME"),
        help=_("a site of the company; added if new"),
    )
    parser.add_argument("--leave-out", action="store_true", help=_("the visit does not cover it"))
    takes_reason(parser, _("why it is left out"))
    for name, told in (("--first-day", _("first day here")), ("--last-day", _("last day here"))):
        parser.add_argument(name, type=parsing.day, metavar=_("DAY"), help=told)
    parser.add_argument("--address", default="", metavar=_("TEXT"), help=_("of a new site"))
    parser.add_argument("--country", default="", metavar=_("TEXT"), help=_("of a new site"))


def set_site(call: Call) -> None:
    """Take a site into the visit, or leave it out with a reason."""
    from assessor import companies, validations

    words = call.words
    with call.dossier() as (workspace, known):
        places = {place.name.casefold(): place.id for place in known.company.sites}
        site_id = places.get(words.name.casefold()) or companies.add_site(
            workspace,
            company_id=known.company.id,
            name=words.name,
            validation_id=known.visit.id,
            address=words.address,
            country=words.country,
        )
        validations.set_site(
            workspace,
            known.visit.id,
            site_id=site_id,
            in_scope=not words.leave_out,
            reason=parsing.local_text(words.reason),
        )
        given = {"visit_start": words.first_day, "visit_end": words.last_day}
        if days := {name: day for name, day in given.items() if day is not None}:
            validations.set_site_days(workspace, known.visit.id, site_id=site_id, **days)
        sites = validations.validation(workspace, known.visit.id).sites
    found = [shapes.site(item) for item in sites]
    call.answer(
        found,
        lambda: [
            f"{'●' if item.in_scope else '–'} {item.site.name}" for item in sites
        ],
    )  # fmt: skip


def _person_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    parser.add_argument("name", type=parsing.name, metavar=_("NAME"), help=_("who takes part"))
    parser.add_argument(
        "--part", type=parsing.one_of(*TeamPart), default="validator", help=", ".join(TeamPart)
    )
    parser.add_argument("--post", default="", metavar=_("TEXT"), help=_("the post"))
    parser.add_argument("--organisation", default="", metavar=_("TEXT"), help=_("whose"))


def add_person(call: Call) -> None:
    """Name someone who takes part in the visit."""
    from assessor import validations

    words = call.words
    with call.validation() as (workspace, validation_id):
        person_id = validations.add_person(
            workspace,
            validation_id,
            name=words.name,
            part=words.part,
            post=words.post,
            organisation=words.organisation,
        )
    call.answer({"id": person_id, "name": words.name, "part": words.part}, lambda: [words.name])


def _risk_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    takes_texts(parser, "--topic", _("what may happen"))
    for name in ("--likelihood", "--consequence"):
        parser.add_argument(name, type=parsing.rating, metavar="1…5", help=_("from 1 to 5"))
    parser.add_argument("--response", type=parsing.one_of(*Response), help=", ".join(Response))
    parser.add_argument("--remaining", action="store_true", help=_("what remains afterwards"))


def add_risk(call: Call) -> None:
    """Record an initial or remaining risk."""
    from assessor import validations

    words = call.words
    given = {name: getattr(words, name) for name in ("likelihood", "consequence", "response")}
    fields = {name: value for name, value in given.items() if value}
    with call.validation() as (workspace, validation_id):
        risk_id = validations.add_risk(
            workspace,
            validation_id,
            topic=parsing.local_text(words.topic) or {},
            remaining=words.remaining,
            **fields,
        )
        known = validations.validation(workspace, validation_id)
    found = shapes.plain(next(row for row in known.risks if row.id == risk_id))
    call.answer(found, lambda: [_(RATINGS[found["rating"]])])


def _deviate_arguments(parser: argparse.ArgumentParser) -> None:
    takes_validation(parser)
    parser.add_argument("gap", metavar="GAP", help=_("the id that the command gaps shows"))
    takes_reason(parser, _("why it is left open; printed in the report"), required=True)
    parser.add_argument("--agreed-by", default="", metavar=_("NAME"), help=_("who agrees"))


def deviate(call: Call) -> None:
    """Leave a gap open with a reason that the report prints."""
    from assessor import validations

    words = call.words
    reason = parsing.local_text(words.reason) or {}
    with call.validation() as (workspace, validation_id):
        deviation_id = validations.accept_deviation(
            workspace, validation_id, gap_id=words.gap, reason=reason, agreed_by=words.agreed_by
        )
    found = {"id": deviation_id, "gap": words.gap, "reason": reason, "agreed_by": words.agreed_by}
    call.answer(found, lambda: [_("Left open with a reason: {gap}").format(gap=words.gap)])


def _settings_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar=_("NAME"), help=", ".join(_SETTINGS))
    parser.add_argument("value", nargs="?", metavar=_("VALUE"), help=_("what it shall be"))


_SETTINGS: dict[str, parsing.Reader] = {
    "name": str,
    "post": str,
    "organisation": str,
    "language": lambda word: parsing.language_list(word)[0] if word else "",
    "report_languages": parsing.language_list,
}


def settle(call: Call) -> None:
    """Print the settings, or one of them; with a value, keep it."""
    settings = config.load_settings(call.folder)
    name, value = call.words.name, call.words.value
    if name is not None and name not in _SETTINGS:
        raise BadUse(
            said=_("There is no setting “{name}”.").format(name=name), usage=", ".join(_SETTINGS)
        )
    if name is not None and value is not None:
        given = parsing.assignments([f"{name}={value}"], _SETTINGS)
        settings = replace(settings, **given)
        config.save_settings(call.folder, settings)
    names = [name] if name is not None else list(_SETTINGS)
    found = {key: shapes.plain(getattr(settings, key)) for key in names}
    call.answer(found, lambda: [f"{key} = {kept}" for key, kept in found.items()])


COMMANDS = (
    Command("start", N_("Start a validation without a self-assessment"), takes_company, start),
    Command("visit", N_("Fill the form of the visit"), _visit_arguments, change_visit),
    Command("site", N_("Cover a site, or leave it out"), _site_arguments, set_site),
    Command("person", N_("Name someone who takes part"), _person_arguments, add_person),
    Command("risk", N_("Record a risk"), _risk_arguments, add_risk),
    Command("deviate", N_("Leave a gap open with a reason"), _deviate_arguments, deviate),
    Command("settings", N_("Show or change the settings"), _settings_arguments, settle),
)
