"""A filled validation of a fictional company, for the tests and figures of the reports."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from PIL import Image

from assessor import companies, evidence, improvement, observations, validations, walk
from assessor.checklist import Requirement
from assessor.model import SaqAnswer, SaqFile
from assessor.store.workspace import Workspace
from assessor.terms import SHORTFALLS, Level, TeamPart, Verdict

SEEN_ES = (
    "Se revisó el procedimiento vigente y se observó su aplicación en el andén 4 con dos turnos."
)
SEEN_EN = "The procedure in force was reviewed and seen applied at dock 4 over two shifts."
CLOSED = {"es": "El área estaba cerrada por inventario.", "en": "Closed for stocktaking."}
ANSWER = (
    "Contamos con un procedimiento documentado, revisado cada año por la gerencia de seguridad,"
    " con registros de capacitación y auditorías internas trimestrales."
)


@dataclass(frozen=True)
class Case:
    """The ids that a test wants to come back to."""

    validation_id: str
    company_id: str
    site_ids: tuple[str, ...]
    finding_ids: tuple[str, ...]
    advice_ids: tuple[str, ...]
    practice_ids: tuple[str, ...]
    evidence_ids: tuple[str, ...]


def photograph(number: int, size: tuple[int, int] = (1600, 1200)) -> bytes:
    """Return a JPEG about as large as a photograph of a warehouse."""
    stream = BytesIO()
    noise = Image.effect_noise((size[0] // 4, size[1] // 4), 60).resize(size)
    tint = Image.new("RGB", size, (60 + number * 4 % 150, 110, 130))
    Image.blend(noise.convert("RGB"), tint, 0.55).save(stream, "JPEG", quality=82)
    return stream.getvalue()


def fill(workspace: Workspace, *, photos: int = 4, sites: int = 1) -> Case:
    """Fill a validation of 95 requirements with verdicts, answers, findings and photographs."""
    company_id, site_ids = _company(workspace, sites)
    validation_id = validations.start(
        workspace, company_id=company_id, checklist_id="ctpat-msc-foreign-manufacturer"
    )
    _visit(workspace, validation_id)
    _answers(workspace, validation_id)
    items = validations.validation(workspace, validation_id).checklist.requirements
    short = _walk(workspace, validation_id, items, site_ids)
    findings, advice = _observe(workspace, validation_id, short)
    practice = observations.record(
        workspace,
        validation_id=validation_id,
        refs=[items[5].ref],
        text={"es": "Patrullaje con dron fuera de horario.", "en": "Drone patrol after hours."},
        good_practice=True,
    )
    evidence_ids = _photographs(workspace, validation_id, findings, photos)
    return Case(
        validation_id,
        company_id,
        site_ids,
        tuple(findings),
        tuple(advice),
        (practice,),
        evidence_ids,
    )


def _company(workspace: Workspace, sites: int) -> tuple[str, tuple[str, ...]]:
    company_id = companies.add_company(
        workspace,
        legal_name="Empresa de Muestra S.A. de C.V.",
        trade_name="Muestra",
        identifiers={"RFC": "EMU010101AB1", "SVI": "123456"},
        roles=["Fabricante extranjero", "Exportador"],
        activity="Arneses automotrices",
        address="Av. Industrial 100, Apodaca, N.L.",
        country="México",
        employees="420",
    )
    companies.add_contact(
        workspace, company_id=company_id, name="Luis Soto", post="Gerente de seguridad"
    )
    names = ("Planta Apodaca", "Almacén Escobedo", "Patio Santa Catarina")[:sites]
    return company_id, tuple(
        companies.add_site(
            workspace, company_id=company_id, name=name, address="Apodaca, N.L.", country="México"
        )
        for name in names
    )


def _visit(workspace: Workspace, validation_id: str) -> None:
    validations.change_visit(
        workspace,
        validation_id,
        visit_start=date(2026, 11, 18),
        visit_end=date(2026, 11, 19),
        classification={"es": "Confidencial", "en": "Confidential"},
        scope={"es": "Seguridad de la cadena de suministro.", "en": "Supply chain security."},
        purpose={"es": "Validación inicial.", "en": "First validation."},
        methods={
            "es": "Recorrido, entrevistas con ocho personas y muestreo de 25 embarques.",
            "en": "Site tour, interviews with eight people and a sample of 25 shipments.",
        },
        summary={
            "es": "La empresa mantiene un sistema maduro; los sellos requieren atención inmediata.",
            "en": "The company keeps a mature system; seals need attention at once.",
        },
        business_flow={
            "es": "Recibe componentes por carretera, ensambla y exporta por Laredo.",
            "en": "Receives components by road, assembles and exports through Laredo.",
        },
        conclusion={"es": "Se recomienda mantener.", "en": "Keeping the status is advised."},
    )
    for name, post, part in (
        ("Ana Ruiz", "Especialista en cadena de suministro", TeamPart.LEAD),
        ("Eva Mora", "Validadora", TeamPart.VALIDATOR),
        ("Luis Soto", "Gerente de seguridad", TeamPart.COMPANY),
    ):
        validations.add_person(
            workspace, validation_id, name=name, part=part, post=post, organisation="CBP"
        )


def _answers(workspace: Workspace, validation_id: str) -> None:
    items = validations.validation(workspace, validation_id).checklist.requirements
    with workspace.change("Import", validation_id=validation_id) as session:
        file = SaqFile(
            validation_id=validation_id,
            file_name="ctpat_fabricante_es.xlsx",
            sha256="3fa9" * 16,
            ledger_sha256="0" * 64,
            language="es",
            counts={"read": 128, "accepted": 95, "to_check": 0, "unmatched": 2, "blank": 9},
        )
        session.add(file)
        for position, item in enumerate(items):
            session.add(
                SaqAnswer(
                    validation_id=validation_id,
                    file_id=file.id,
                    ref=item.ref,
                    place=f"Cuestionario!E{position + 12}",
                    claim="yes",
                    text=ANSWER,
                    position=position,
                )
            )


Short = tuple[Requirement, str, str]


def _walk(
    workspace: Workspace,
    validation_id: str,
    items: tuple[Requirement, ...],
    site_ids: tuple[str, ...],
) -> list[Short]:
    """Assess every point at every site; return those that fall short."""
    short: list[Short] = []
    for number, item in enumerate(items):
        for point in item.points:
            for site_id in site_ids:
                verdict = _verdict(number, first=site_id == site_ids[0])
                if verdict in SHORTFALLS:
                    short.append((item, point.id, site_id))
                walk.assess(
                    workspace,
                    validation_id=validation_id,
                    ref=item.ref,
                    verdict=verdict,
                    point_id=point.id,
                    site_id=site_id,
                    seen={"es": SEEN_ES, "en": SEEN_EN},
                    reason=CLOSED if verdict is Verdict.NOT_VERIFIED else None,
                )
    return short


def _verdict(number: int, *, first: bool) -> Verdict:
    if number in {20, 44}:
        return Verdict.NOT_VERIFIED
    if number % 8 == 3 and first:
        return Verdict.NOT_MET if number % 16 == 3 else Verdict.PARTLY
    return Verdict.MET


def _observe(
    workspace: Workspace, validation_id: str, short: list[Short]
) -> tuple[list[str], list[str]]:
    findings: list[str] = []
    advice: list[str] = []
    for item, point_id, site_id in short:
        level = next(point.level for point in item.points if point.id == point_id)
        made = observations.record(
            workspace,
            validation_id=validation_id,
            refs=[item.ref],
            point_id=point_id,
            site_id=site_id,
            text={
                "es": "Los contenedores salen con sellos indicativos de cable de 1.5 mm.",
                "en": "Containers leave with 1.5 mm indicative cable seals.",
            },
            action={
                "es": "Usar únicamente sellos ISO 17712 y presentar el certificado vigente.",
                "en": "Use only ISO 17712 seals and present the certificate in force.",
            },
            why={
                "es": "Un sello indicativo se abre y se cierra sin dejar huella.",
                "en": "An indicative seal can be opened and closed without a trace.",
            },
        )
        (findings if level is Level.MUST else advice).append(made)
    if findings:
        improvement.record_action(
            workspace,
            validation_id,
            observation_id=findings[0],
            problem="Se compraron sellos indicativos.",
            responsible_name="Luis Soto",
            responsible_post="Gerente de seguridad",
            start_on=date(2026, 12, 1),
        )
    return findings, advice


def _photographs(
    workspace: Workspace, validation_id: str, findings: list[str], photos: int
) -> tuple[str, ...]:
    made = []
    for number in range(photos):
        target = findings[number % len(findings)] if number % 2 else None
        made.append(
            evidence.add(
                workspace,
                validation_id=validation_id,
                data=photograph(number),
                file_name=f"IMG_{1000 + number}.jpg",
                refs=["6.2"],
                observation_id=target,
                caption={"es": f"Sello {number + 1}", "en": f"Seal {number + 1}"},
            )
        )
    return tuple(made)
