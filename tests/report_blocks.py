"""A document of hand-made blocks, near the real thing, for the tests of the writers."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

from PIL import Image

from assessor.reports.blocks import (
    Badge,
    Bar,
    Bars,
    Block,
    Cell,
    Column,
    Contents,
    Document,
    Fact,
    Facts,
    Heading,
    Mark,
    NewPage,
    Outcome,
    Photo,
    Photos,
    Prose,
    Quote,
    Row,
    Running,
    Said,
    Signature,
    Signatures,
    Table,
    Text,
    Title,
    Words,
    plain,
)
from assessor.terms import Level, Verdict


def pair(es: str, en: str) -> Words:
    return (Said("es", es), Said("en", en))


def jpeg(
    colour: tuple[int, int, int] = (140, 160, 175), size: tuple[int, int] = (900, 600)
) -> bytes:
    stream = BytesIO()
    Image.linear_gradient("L").resize(size)
    image = Image.composite(
        Image.new("RGB", size, colour),
        Image.new("RGB", size, (235, 235, 230)),
        Image.linear_gradient("L").resize(size),
    )
    image.save(stream, "JPEG", quality=80)
    return stream.getvalue()


MUST = Badge(Level.MUST, pair("DEBE", "MUST"))
SHOULD = Badge(Level.SHOULD, pair("DEBERÍA", "SHOULD"))
NOT_MET = Mark(Verdict.NOT_MET, pair("No cumple", "Not met"))

RUNNING = Running(
    header=plain("OEA · AEO — Dirección de Aduanas"),
    marking=pair("Confidencial", "Confidential"),
    footer=pair("Informe V-2026-0412 · borrador", "Report V-2026-0412 · draft"),
    page=pair("Página {page} de {pages}", "Page {page} of {pages}"),
)

COLUMNS = (
    Column(pair("Req.", "Req."), width=24),
    Column(plain("Español")),
    Column(plain("English")),
    Column(pair("Plazo", "Due"), width=24),
)


def finding_row(ref: str, es: str, en: str, badge: Badge = MUST) -> Row:
    action = pair("Acción:", "Action:")
    return Row(
        (
            Cell((Text(plain(ref), "strong"), badge)),
            Cell(
                (
                    Text((Said("es", es),)),
                    Text((Said("es", "usar únicamente sellos ISO 17712."),), lead=action),
                )
            ),
            Cell(
                (
                    Text((Said("en", en),)),
                    Text((Said("en", "use only ISO 17712 seals."),), lead=action),
                )
            ),
            Cell((Text(pair("16 feb 2027", "Feb 16, 2027"), layout="stacked"), NOT_MET)),
        )
    )


def chart() -> Bars:
    names = [
        ("Visión y responsabilidad de seguridad", "Security vision and responsibility", 5, 5),
        ("Evaluación de riesgos", "Risk assessment", 4, 5),
        ("Socios comerciales", "Business partners", 9, 10),
        ("Ciberseguridad", "Cybersecurity", 4, 5),
        (
            "Seguridad de medios de transporte e instrumentos de tráfico internacional",
            "Conveyance and instruments of international traffic security",
            9,
            10,
        ),
        ("Sellos", "Seals", 3, 5),
        ("Procedimientos", "Procedural security", 15, 16),
        ("Acceso físico", "Physical access", 0, 3),
    ]
    bars = tuple(Bar(pair(es, en), done, total) for es, en, done, total in names)
    return Bars(pair("DEBE cumplidos, %", "MUST met, %"), bars)


def outcome() -> Outcome:
    return Outcome(
        pair("Resultado", "Outcome"),
        pair("Acciones requeridas", "Actions required"),
        Verdict.PARTLY,
        (
            Text(pair("DEBE", "MUST"), lead=plain("52 / 60")),
            Text(pair("DEBERÍA", "SHOULD"), lead=plain("30 / 35")),
            Text(pair("8 hallazgos", "8 findings")),
            Text(pair("5 recomendaciones", "5 recommendations")),
            Text(pair("3 buenas prácticas", "3 good practices")),
        ),
        chart(),
    )


def banner() -> Facts:
    return Facts(
        (
            Fact(pair("Empresa", "Company"), (Text(plain("Empresa de Muestra S.A. de C.V.")),)),
            Fact(pair("Sitio", "Site"), (Text(plain("Planta Apodaca, N.L.")),)),
            Fact(pair("Visita", "Visit"), (Text(plain("18–19 nov 2026")),)),
            Fact(pair("Programa", "Programme"), (Text(plain("CTPAT MSC")),)),
        ),
        across=4,
        look="banner",
    )


ES = "Los contenedores salen con sellos indicativos de cable de 1.5 mm; el certificado venció."
EN = "Containers leave with 1.5 mm indicative cable seals; the certificate lapsed in March 2025."


def results(rows: int) -> Table:
    quote = Quote(ES, "es", pair("Palabras de la empresa, en español", "Company, in Spanish"))
    made: list[Row] = []
    for number in range(rows):
        first = finding_row(f"{number // 10 + 1}.{number % 10 + 1}", ES, EN)
        made.append(Row(first.cells, rule=False))
        made.append(Row((Cell(), Cell((quote,), span=2), Cell())))
    return Table(COLUMNS, tuple(made))


def findings() -> Table:
    return Table(
        COLUMNS,
        (
            finding_row("6.2", ES, EN),
            finding_row("9.1", "La cerca presenta una abertura.", "The fence has a gap."),
            finding_row("7.5", "Se sugiere fotografiar.", "Consider photographing.", SHOULD),
        ),
    )


def photographs(count: int) -> Photos:
    items = tuple(
        Photo(
            f"sha{number}" if number else "gone",
            pair(f"Foto {number}: sello", f"Photo {number}: seal"),
            plain("6.2 · 18 nov 2026 10:42 · SHA-256 3fa9…c21e"),
        )
        for number in range(count)
    )
    return Photos(items, pair("Fotografía no disponible", "Photograph not available"))


def card() -> Facts:
    problem = (Text(pair(ES, EN), layout="stacked"),)
    return Facts(
        (
            Fact(pair("Problema", "Problem"), problem, wide=True),
            Fact(pair("Responsable", "Responsible"), (Text(plain("J. Pérez")),)),
            Fact(pair("Plazo", "Due"), (Text(plain("2027-02-16")),)),
        ),
        look="card",
    )


def signatures() -> Signatures:
    people = (
        Signature("Ana Ruiz", pair("Validadora líder", "Lead validator")),
        Signature("Luis Soto", pair("Representante", "Representative")),
        Signature("Eva Mora", pair("Validadora", "Validator")),
    )
    return Signatures(people, pair("Fecha", "Date"))


def blocks(rows: int = 12, photos: int = 4) -> tuple[Block, ...]:
    meaning = pair("Hallazgo: lo que debe corregirse.", "Finding: what must be put right.")
    return (
        Title(pair("Informe de validación", "Validation report")),
        banner(),
        Contents(pair("Contenido", "Contents")),
        NewPage(),
        Heading(1, pair("Resumen", "Summary"), "1"),
        outcome(),
        Prose(pair(ES + " " + ES, EN + " " + EN)),
        Heading(1, pair("Hallazgos — acción requerida", "Findings — action required"), "2"),
        Prose(meaning, look="note"),
        findings(),
        photographs(photos),
        Heading(1, pair("Resultado por requisito", "Result per requirement"), "3"),
        Heading(2, pair("Sellos", "Seals"), "6", note=plain("3/5")),
        results(rows),
        Heading(1, pair("Plan de mejora", "Improvement plan"), "4"),
        card(),
        Heading(1, pair("Firmas", "Signatures"), "5"),
        signatures(),
    )


def document(
    given: tuple[Block, ...] | None = None,
    *,
    draft: bool = True,
    read: Callable[[str], bytes | None] | None = None,
) -> Document:
    return Document(
        title=pair("Informe de validación", "Validation report"),
        number="V-2026-0412",
        author="Dirección de Aduanas",
        languages=("es", "en"),
        running=RUNNING,
        blocks=blocks() if given is None else given,
        watermark=pair("BORRADOR", "DRAFT") if draft else (),
        dated=datetime(2026, 11, 21, 10, 0, tzinfo=UTC),
        read=read or (lambda sha: None if sha == "gone" else jpeg()),
    )
