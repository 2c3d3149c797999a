"""The fictional visit of the sample in two languages: its form, and what is not simply met."""

from typing import Any

from assessor.i18n import LocalText
from assessor.terms import TeamPart, Verdict


def two(es: str, en: str) -> LocalText:
    """Return one thought in Spanish and English."""
    return {"es": es, "en": en}


NAME = "Conservas Sierra Clara, S. de R.L. de C.V."
COMPANY: dict[str, Any] = {
    "trade_name": "Sierra Clara",
    "identifiers": {"tax_id": "CSC090317TL4", "programme_number": "mexFMN01182 (SVI)"},
    "roles": ["manufacturer", "exporter"],
    "activity": "Conservas de verduras y salsas para exportación",
    "address": "Camino a La Griega 210, 76246 El Marqués, Querétaro",
    "country": "MX",
    "employees": "420",
}
SITES = (
    {
        "name": "Planta El Marqués",
        "address": "Camino a La Griega 210, El Marqués, Querétaro",
        "country": "MX",
        "activity": "Producción, empaque y embarque",
    },
    {
        "name": "Oficina Ciudad de México",
        "address": "Calle Tamarindo 14, Ciudad de México",
        "country": "MX",
        "activity": "Ventas",
    },
)
LEFT_OUT = two(
    "Oficina de ventas: no guarda, carga ni documenta mercancía.",
    "Sales office: it neither stores, loads nor documents goods.",
)
CONTACTS = (
    {
        "name": "Irene Vallarta Quiroz",
        "post": "Jefa de comercio exterior",
        "email": "ivallarta@sierraclara.example",
        "phone": "+52 442 555 0148",
    },
)
PEOPLE = (
    (TeamPart.LEAD, "Lucía Ferrer Montes", "Validadora", "Oficina del programa"),
    (TeamPart.VALIDATOR, "Daniel Osorio Pardo", "Validador", "Oficina del programa"),
    (TeamPart.OBSERVER, "Grace Whitlock", "Supply chain specialist", "Partner administration"),
    (TeamPart.COMPANY, "Irene Vallarta Quiroz", "Jefa de comercio exterior", "Sierra Clara"),
    (TeamPart.COMPANY, "Marcos Peralta Ibarra", "Jefe de tráfico", "Sierra Clara"),
    (TeamPart.COMPANY, "Teresa Lozano Vega", "Jefa de seguridad patrimonial", "Sierra Clara"),
)
SECOND_PERSON = "Daniel Osorio Pardo"

VISIT: dict[str, Any] = {
    "classification": two("Confidencial", "Confidential"),
    "scope": two(
        "Producción, almacén de producto terminado, patio, andenes, documentación y sistemas de "
        "la planta El Marqués, desde el recibo de materiales hasta la salida de la caja sellada.",
        "Production, finished goods warehouse, yard, docks, documentation and systems of the El "
        "Marqués plant, from the receipt of materials to the departure of the sealed trailer.",
    ),
    "purpose": two(
        "Revalidar el cumplimiento de los criterios mínimos de seguridad para fabricantes.",
        "Revalidate that the minimum security criteria for manufacturers are met.",
    ),
    "basis": two(
        "Criterios mínimos de seguridad CTPAT, edición 2020, y plan de trabajo acordado.",
        "CTPAT minimum security criteria, 2020 edition, and the agreed working plan.",
    ),
    "methods": two(
        "Entrevistas, recorrido siguiendo la mercancía, revisión de registros, muestreo de diez "
        "embarques y recorrido nocturno del perímetro.",
        "Interviews, a tour following the goods, review of records, a sample of ten shipments "
        "and a walk along the perimeter after dark.",
    ),
    "sources": two(
        "Autoevaluación recibida, procedimientos, bitácoras, grabaciones y estado de cuentas de "
        "usuario al día de la visita.",
        "The self-assessment received, procedures, logs, recordings and the list of user "
        "accounts on the day of the visit.",
    ),
    "limits": two(
        "El informe de pruebas de la red lo guarda el corporativo y no se tuvo a la vista. La "
        "unidad de grabación de respaldo estaba en reparación.",
        "The network test report is kept by the head office and was not available. The backup "
        "recorder was away for repair.",
    ),
    "business_flow": two(
        "La verdura llega de agricultores de la región, se envasa y se estiba en tarimas. Unas "
        "doce cajas por semana salen con unidades propias hacia Laredo; de ahí las recibe el "
        "transportista del importador.",
        "Vegetables arrive from growers of the region, are canned and put on pallets. About "
        "twelve trailers a week leave on the company's own tractors for Laredo, where the "
        "importer's carrier takes over.",
    ),
    "summary": two(
        "El programa de seguridad está vivo y la dirección lo respalda. Las acciones requeridas "
        "se concentran en sellos, inspección de cajas, bajas de usuarios y alumbrado del lado "
        "norte.",
        "The security programme is alive and management stands behind it. The actions required "
        "centre on seals, trailer inspection, removal of user accounts and lighting on the "
        "north side.",
    ),
    "monitoring": two(
        "Custodia de sellos en el turno nocturno y bajas de usuarios, en la próxima visita.",
        "Seal custody on the night shift and removal of user accounts, at the next visit.",
    ),
    "conclusion": two(
        "Se propone mantener la certificación, sujeta al cierre de las acciones requeridas.",
        "It is proposed to keep the certification, subject to closing the actions required.",
    ),
    "conflict_statement": two(
        "Nadie del equipo tiene relación laboral, comercial o familiar con la empresa.",
        "Nobody on the team has an employment, business or family tie to the company.",
    ),
    "distribution": two(
        "Oficina del programa y enlace de la empresa.",
        "Programme office and the company's contact.",
    ),
}

# Requirement, point, verdict, what was seen; everything that is not named here is met.
EXCEPTIONS: tuple[tuple[str, str, Verdict, LocalText], ...] = (
    ("2.2", "b", Verdict.PARTLY, two(
        "El diagrama muestra solo la ruta a Laredo; faltan los envíos urgentes por avión.",
        "The diagram shows the Laredo route only; urgent shipments by air are missing.",
    )),
    ("2.3", "a", Verdict.PARTLY, two(
        "La revisión 4 es de marzo de 2025: pasaron veinte meses y hubo cambio de ruta.",
        "Revision 4 is of March 2025: twenty months have passed and the route has changed.",
    )),
    ("3.7", "a", Verdict.PARTLY, two(
        "Dos de once socios tienen el cuestionario vencido desde febrero.",
        "Two of eleven partners have had an expired questionnaire since February.",
    )),
    ("4.4", "a", Verdict.NOT_MET, two(
        "No hay intercambio de alertas con socios ni con autoridades.",
        "Alerts are shared neither with partners nor with authorities.",
    )),
    ("4.7", "a", Verdict.NOT_MET, two(
        "Tres cuentas de personas que dejaron la empresa entre julio y septiembre seguían "
        "activas; una entró al sistema de embarques en octubre.",
        "Three accounts of people who left between July and September were still active; one "
        "of them opened the shipping system in October.",
    )),
    ("5.3", "a", Verdict.PARTLY, two(
        "En cuatro de diez hojas faltan piso y pared frontal; el inspector del turno nocturno "
        "no mide el interior.",
        "Four of ten sheets leave out floor and front wall; the night shift inspector does not "
        "measure the inside.",
    )),
    ("6.2", "a", Verdict.NOT_MET, two(
        "Dos de diez cajas cargadas en el patio llevaban un precinto plástico indicativo en "
        "lugar de un sello de alta seguridad.",
        "Two of ten loaded trailers in the yard carried an indicative plastic seal instead of a "
        "high-security seal.",
    )),
    ("7.5", "a", Verdict.PARTLY, two(
        "Hay fotografías del sello en seis de diez embarques.",
        "There are photographs of the seal for six of ten shipments.",
    )),
    ("9.2", "a", Verdict.PARTLY, two(
        "La malla del lado norte está levantada en un tramo de dos metros y la vegetación la "
        "oculta.",
        "The mesh on the north side is lifted over two metres, and vegetation hides it.",
    )),
    ("9.6", "a", Verdict.NOT_MET, two(
        "Nueve de dieciséis luminarias del perímetro norte no encienden; a las 21:30 no se "
        "distingue la barda.",
        "Nine of sixteen lamps on the north perimeter do not light; at 9.30 pm the fence cannot "
        "be made out.",
    )),
    ("9.14", "a", Verdict.NOT_MET, two(
        "La cámara del andén 3 llevaba dos días sin imagen y nadie lo había notado.",
        "The camera at dock 3 had shown no picture for two days and nobody had noticed.",
    )),
    ("10.2", "c", Verdict.PARTLY, two(
        "Las visitas de contratistas de mantenimiento pasan sin acompañante.",
        "Maintenance contractors walk in without an escort.",
    )),
    ("12.2", "a", Verdict.PARTLY, two(
        "Los dos inspectores del turno nocturno no figuran en las listas del curso.",
        "The two night shift inspectors are not on the attendance lists of the course.",
    )),
)  # fmt: skip

# Requirement, verdict, reason.
SET_ASIDE: tuple[tuple[str, Verdict, LocalText], ...] = (
    ("3.8", Verdict.NA, two(
        "No se subcontrata transporte: las doce salidas semanales van con unidades propias.",
        "No transport is subcontracted: all twelve weekly departures are on own tractors.",
    )),
    ("4.10", Verdict.NA, two(
        "Los equipos personales están prohibidos y la red los bloquea; se probó con dos.",
        "Personal devices are forbidden and the network blocks them; two were tried.",
    )),
    ("5.7", Verdict.NA, two(
        "En 214 inspecciones del periodo no se halló plaga visible.",
        "No visible pest was found in the 214 inspections of the period.",
    )),
    ("5.24", Verdict.NA, two(
        "El cruce usado no está clasificado como zona de alto riesgo.",
        "The crossing used is not classed as a high-risk area.",
    )),
    ("4.3", Verdict.NOT_VERIFIED, two(
        "El informe de las pruebas está en el corporativo; se pidió copia.",
        "The test report is at the head office; a copy was asked for.",
    )),
    ("9.16", Verdict.NOT_VERIFIED, two(
        "La unidad de respaldo estaba en reparación; no se pudo ver el día 45.",
        "The backup recorder was away for repair; day 45 could not be viewed.",
    )),
)  # fmt: skip

SEEN: dict[str, LocalText] = {
    "1.1": two(
        "Carta firmada y fechada, la misma versión en recepción, comedor y sala de conductores.",
        "Signed and dated letter, the same version at reception, canteen and drivers' room.",
    ),
    "1.2": two(
        "Diez minutas de 2026 con acuerdos de siete áreas; recursos humanos presentó dos.",
        "Ten sets of minutes of 2026 with actions owned by seven departments; human resources "
        "brought two.",
    ),
    "5.14": two(
        "Tráfico mostró la ruta en vivo de tres unidades y la alerta de una parada de prueba.",
        "The shipping office showed three tractors live and the alert of a test stop.",
    ),
    "6.6": two(
        "Se contaron 340 sellos contra el registro: sin diferencia.",
        "340 seals were counted against the register: no difference.",
    ),
    "6.7": two(
        "Se observó en dos salidas: ver, verificar, jalar y girar.",
        "Observed at two departures: view, verify, tug and twist.",
    ),
    "7.4": two(
        "Se presenció el llenado de la caja 214: supervisor presente de principio a fin.",
        "The stuffing of trailer 214 was witnessed: the supervisor stayed from start to end.",
    ),
    "7.25": two(
        "Se llamó a la línea: contestó el tercero y dio folio; 14 reportes en el año.",
        "The line was called: the third party answered and gave a number; 14 reports this year.",
    ),
    "9.4": two(
        "Guardia y cámara en ambos accesos; se revisó el relevo de las 19:00.",
        "Guard and camera at both gates; the 7 pm handover was observed.",
    ),
    "10.1": two(
        "Cinco bajas al azar: los cinco gafetes cancelados el mismo día.",
        "Five leavers at random: all five badges cancelled on the same day.",
    ),
    "11.5": two(
        "Diez expedientes al azar: diez códigos firmados.",
        "Ten files at random: ten signed codes of conduct.",
    ),
}
