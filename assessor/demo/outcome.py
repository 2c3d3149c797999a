"""The sample's findings, recommendations, good practices and risks."""

from dataclasses import dataclass, field

from assessor.demo.story import two
from assessor.i18n import LocalText


@dataclass(frozen=True)
class Told:
    """An observation as it is told; `pictures` are names of drawings."""

    refs: tuple[str, ...]
    text: LocalText
    action: LocalText = field(default_factory=dict)
    why: LocalText = field(default_factory=dict)
    point: str | None = None
    good: bool = False
    rated: tuple[int, int] | None = None
    pictures: tuple[str, ...] = ()


OBSERVATIONS: tuple[Told, ...] = (
    Told(
        refs=("6.2",),
        text=two(
            "Dos de diez cajas cargadas y listas para salir llevaban un precinto plástico "
            "indicativo, no un sello de alta seguridad conforme a ISO 17712.",
            "Two of ten trailers, loaded and ready to leave, carried an indicative plastic seal, "
            "not a high-security seal that conforms to ISO 17712.",
        ),
        action=two(
            "Asegurar que toda caja cargada con destino a EE. UU. salga con un sello de alta "
            "seguridad y que nadie pueda entregar otro tipo de precinto.",
            "Ensure that every loaded trailer bound for the US leaves with a high-security seal "
            "and that no other kind of seal can be handed out.",
        ),
        why=two(
            "Un precinto plástico se abre y se repone sin herramienta: la carga puede "
            "contaminarse sin que se note.",
            "A plastic seal can be opened and replaced without a tool: the load may be tampered "
            "with unnoticed.",
        ),
        rated=(4, 4),
        pictures=("seal", "dock"),
    ),
    Told(
        refs=("5.3", "12.2"),
        text=two(
            "La inspección previa a la carga no cubre siempre piso y pared frontal, y los dos "
            "inspectores del turno nocturno no han recibido el curso.",
            "The inspection before loading does not always cover floor and front wall, and the "
            "two night shift inspectors have not had the course.",
        ),
        action=two(
            "Lograr que todos los turnos inspeccionen los puntos completos, midan el interior y "
            "estén capacitados.",
            "Have all shifts inspect every point, measure the inside and be trained for it.",
        ),
        why=two(
            "El piso y la pared frontal son los lugares más usados para ocultar mercancía.",
            "Floor and front wall are the places most used to hide goods.",
        ),
        rated=(3, 4),
        pictures=("dock",),
    ),
    Told(
        refs=("4.7",),
        text=two(
            "Tres cuentas de usuario de personas que dejaron la empresa seguían activas; una se "
            "usó después de la baja.",
            "Three user accounts of people who had left were still active; one was used after "
            "the person's departure.",
        ),
        action=two(
            "Retirar los accesos el día de la baja y comprobarlo cada mes con la nómina.",
            "Remove access on the day of departure and check it every month against the payroll.",
        ),
        why=two(
            "Quien conserva su acceso puede conocer o alterar los datos de un embarque.",
            "Whoever keeps access can learn or alter the data of a shipment.",
        ),
        rated=(3, 3),
    ),
    Told(
        refs=("9.6",),
        text=two(
            "Nueve de dieciséis luminarias del perímetro norte no encienden y la barda no se "
            "distingue de noche.",
            "Nine of sixteen lamps on the north perimeter do not light and the fence cannot be "
            "made out at night.",
        ),
        action=two(
            "Iluminar todo el perímetro y las áreas de carga y detectar las fallas a tiempo.",
            "Light the whole perimeter and the loading areas and notice failures in time.",
        ),
        why=two(
            "Las cámaras de ese lado no sirven sin luz.",
            "The cameras on that side are useless without light.",
        ),
        rated=(4, 3),
        pictures=("yard",),
    ),
    Told(
        refs=("2.3",),
        text=two(
            "El análisis de riesgos no se ha revisado en veinte meses, aunque cambió la ruta.",
            "The risk assessment has not been reviewed for twenty months, although the route "
            "has changed.",
        ),
        action=two(
            "Revisar el análisis al menos cada año y cuando cambien las condiciones.",
            "Review the assessment at least every year and whenever conditions change.",
        ),
        rated=(2, 3),
    ),
    Told(
        refs=("9.2",),
        text=two(
            "Un tramo de dos metros de la malla norte está levantado y cubierto de vegetación.",
            "Two metres of the northern mesh are lifted and overgrown.",
        ),
        action=two(
            "Conviene reparar la malla y mantener despejada una franja a ambos lados.",
            "It would help to mend the mesh and keep a strip clear on both sides.",
        ),
        pictures=("fence",),
    ),
    Told(
        refs=("9.14",),
        text=two(
            "El sistema no avisa cuando una cámara deja de grabar.",
            "The system gives no warning when a camera stops recording.",
        ),
        action=two(
            "Conviene activar la alarma de pérdida de señal que el equipo ya ofrece.",
            "It would help to turn on the loss-of-signal alarm that the equipment already has.",
        ),
    ),
    Told(
        refs=("7.5",),
        text=two(
            "Cuatro de diez embarques no tienen fotografía del sello colocado.",
            "Four of ten shipments have no photograph of the fitted seal.",
        ),
        action=two(
            "Conviene fotografiar el sello en todo embarque, con número legible.",
            "It would help to photograph the seal on every shipment, with a legible number.",
        ),
        pictures=("seal",),
    ),
    Told(
        refs=("2.2",),
        point="b",
        text=two(
            "El mapa de flujo no muestra los envíos urgentes por avión.",
            "The cargo map does not show urgent shipments by air.",
        ),
        action=two(
            "Conviene dibujar también las rutas poco frecuentes.",
            "It would help to draw the less frequent routes as well.",
        ),
    ),
    Told(
        refs=("10.2",),
        point="c",
        text=two(
            "Los contratistas de mantenimiento recorren la planta sin acompañante.",
            "Maintenance contractors walk through the plant without an escort.",
        ),
        action=two(
            "Conviene acompañarlos o limitarlos a su zona de trabajo.",
            "It would help to escort them or keep them to their work area.",
        ),
    ),
    Told(
        refs=("3.7",),
        text=two(
            "Dos cuestionarios de socios están vencidos desde febrero.",
            "Two partner questionnaires have been out of date since February.",
        ),
        action=two(
            "Conviene un aviso automático antes del vencimiento.",
            "An automatic reminder before the expiry would help.",
        ),
    ),
    Told(
        refs=("7.25",),
        good=True,
        text=two(
            "La línea anónima la atiende un tercero, da folio a quien llama y la dirección "
            "publica cada trimestre qué se hizo con los reportes.",
            "The anonymous line is run by a third party, gives the caller a number, and "
            "management publishes every quarter what became of the reports.",
        ),
    ),
    Told(
        refs=("6.6", "6.7"),
        good=True,
        text=two(
            "El registro de sellos se lleva en dos manos y el conteo mensual lo hace un área "
            "ajena a vigilancia.",
            "The seal register is kept by two people, and the monthly count is done by a "
            "department other than security.",
        ),
        pictures=("guardhouse",),
    ),
)

CAPTIONS: dict[str, LocalText] = {
    "dock": two(
        "Andén 6 con la caja 214 antes de cargar", "Dock 6 with trailer 214 before loading"
    ),
    "seal": two(
        "Precinto plástico en la caja 187, lista para salir",
        "Plastic seal on trailer 187, ready to leave",
    ),
    "fence": two("Malla norte levantada, tramo 11", "Northern mesh lifted, stretch 11"),
    "yard": two(
        "Patio norte a las 21:30: luminarias apagadas",
        "North yard at 9.30 pm: lamps out",
    ),
    "guardhouse": two(
        "Caseta del acceso principal con el registro de sellos",
        "Guard house at the main gate with the seal register",
    ),
}

# Topic, likelihood, consequence, response, likelihood and consequence that remain.
RISKS: tuple[tuple[LocalText, int, int, str, tuple[int, int] | None], ...] = (
    (two("Contaminación de la caja en ruta", "Tampering on the way"), 4, 5, "treat", (2, 5)),
    (two("Conspiración en el turno nocturno", "Night shift conspiracy"), 3, 5, "treat", (2, 4)),
    (two("Intrusión por el lado norte", "Intrusion from the north"), 3, 3, "treat", (2, 3)),
    (two("Alteración de datos de embarque", "Altered shipping data"), 3, 4, "treat", None),
)

# What the company has already filled in on the card of the first finding; in its own words.
FIRST_CARD: dict[str, str] = {
    "problem": "Vigilancia entregó precintos plásticos cuando se agotaron los sellos del turno.",
    "root_cause": "El punto de reposición no considera el turno nocturno.",
    "root_cause_method": "5 porqués",
    "correction": "Las dos cajas se volvieron a inspeccionar y se sellaron antes de salir.",
    "responsible_name": "Teresa Lozano Vega",
    "responsible_post": "Jefa de seguridad patrimonial",
}
