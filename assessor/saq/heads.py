"""What heads of columns and labels of company data say, folded, in the field's languages."""

import re
from functools import lru_cache

from assessor.saq.text import bare, digits_alike
from assessor.terms import Claim


def _any(alternatives: str) -> re.Pattern[str]:
    """Return a pattern for any of the alternatives, which semicolons divide."""
    # A line break inside an alternative only folds it; a blank that counts is written \\s there.
    pieces = (re.sub(r"\s*\n\s*", "", piece).strip() for piece in alternatives.split(";"))
    return re.compile("|".join(f"(?:{piece})" for piece in pieces if piece))


TICK_ROLES = {"yes": Claim.YES, "no": Claim.NO, "na": Claim.NA, "partly": Claim.PARTLY}

# What the head of a column says, the most telling role first; the whole head has to match.
HEADS: dict[str, re.Pattern[str]] = {
    "yes": _any(r"(yes|si|sim|oui|y|s)( \(.{1,24}\)?)?"),
    "no": _any(r"(no|nao|non|n)( \(.{4,24}\)?)?"),
    "na": _any(r"""(n ?/ ?a|n\.? ?a\.?|no aplica|not applicable|nao se aplica|no procede|
        non applicable|sans objet)( \(.{4,24}\)?)?"""),
    "partly": _any(r"""(parcial(mente)?|partial(ly)?|partly|en parte|em parte|
        partiel(lement)?|en partie|cumple parcialmente)( \(.{4,24}\)?)?"""),
    "ref": _any(r"""id; no; nr; n[º°o]?; nro; num; numero; number; \#; items?; ref; referenc\w+;
        reference no; cod; codigo; code; codice; numeral; clave; folio; inciso; apartado; punto;
        rubro; msc( id)?;
        (criteri[ao]n?|criteria|question|pregunta|requirement|requisito|req|item|msc|standard|
        estandar|c-?tpat) ?(id|no|nr|n[º°]|num|numero|number|ref|code|codigo|\#);
        (id|no|num|numero|codigo|clave|n[º°])\.? (de |del |of )?.{3,20}"""),
    "action": _any(r"""accion(es)?; actions?; acao; acoes; tareas?; tasks?; plan de accion;
        action items?; actividad(es)?; compromisos?; pendientes?; action required;
        corrective actions?; acciones? correctivas?"""),
    "level": _any(r"""must ?/ ?should; debe ?/ ?deberia; deve ?/ ?deveria; doit ?/ ?devrait; must;
        should; level; nivel; niveau; obligatorio.*; mandatory.*; caracter; obligatoriedad;
        tipo( de (criterio|requisito))?; type; requirement level"""),
    "evidence": _any(r"""
        .*\b(evidenc\w*|anexos?|attachments?|adjuntos?|soportes?|preuves?|annexes?)\b.*;
        pieces jointes; document(o|os|s|ation|acion)?( .{0,30})?; archivos?; files?; supporting .*;
        proof.*; pruebas?; comprobantes?; exhibits?"""),
    "guidance": _any(r""".*guidance.*; guia.*; orientac\w+.*; notas? explicativas?;
        explanatory notes?; lineamientos.*; ejemplos.*; examples?; help; ayuda; intencion"""),
    "claim": _any(r""".*\bstatus\b.*; estad?[od]; estatus; situac\w+; situation; cumple.*;
        cumplimiento.*; (nivel|grado) de (cumplimiento|implementacion|avance);
        (level|degree) of (compliance|implementation); compli(es|ance|ant).*; comply.*; conform\w+;
        atende.*; cumpre.*; si ?/ ?no.*; yes ?/ ?no.*; sim ?/ ?nao.*; oui ?/ ?non.*; y ?/ ?n.*;
        s ?/ ?n; met\??; implemented\??; in place\??; implementad[oa]\??; implementacion; accepted;
        aceptado; self.?rating; rating; calificacion; evaluacion; autoevaluacion; resultado;
        estado de .*; statut; selection; seleccion"""),
    "answer": _any(r"""
        (company|your|partner|supplier|site|empresa|member)? ?(response|answer|reply)s?( .*)?;
        (company|your|partner|supplier|vendor|member).?s? (comments?|remarks?|notes?|statement);
        (su )?respuestas?( .*)?; resposta.*; reponse.*; remarks?.*; remarques?.*; comments?.*;
        comentarios?.*; commentaires?.*; observac\w+.*; observations?; explan.*; explicac\w+.*;
        explique.*; detail.*; detalles?.*; justific.*;
        (descripcion|description|descricao)\s
        (?!.*(criteri|requisit|requirement|question|pregunta|standard|estandar)).+;
        (como|how) .*; describ[ea].*;
        medidas? (implementadas?|adoptadas?|de la).*; measures?.*;
        implementation( details?)?; narrativ[ea].*; notas?; notes?; practica.*; situacion actual;
        current (practice|situation); lo que se hace"""),
    "section": _any(r"""section; seccion; secao; topic; tema; area; categor\w+; focus area;
        capitulo; chapter; area de enfoque; rubrique; modulo; subject"""),
    "question": _any(r"""criteri[ao]n?s?; criterios?; criteria; questions?; preguntas?; perguntas?;
        requirements?; requisitos?; exigencias?; exigences?; criteres?; standards?;
        estandar(es)?; quesitos?; information needed; informacion (requerida|necesaria);
        (minimum )?security criteri(a|on); minimum security.*; criteri(a|o)s? .*;
        (security )?(question|requirement|criteri\w+|pregunta|requisito|control)s?( .{0,40})?;
        texto.*; enunciados?; controles?; controls?; elementos?; checks?; items? .*; asunto;
        descripcion.*; description.*; descricao.*; concepto; aspecto.*; what .*; tema a .*"""),
    "other": _any(r"""fecha.*; dates?.*; due.*; plazo.*; deadline; responsables?.*; responsible.*;
        owner.*; prioridad; priority; actualizado.*; updated.*; last .*; autor; author; by;
        elaborado.*; revisado.*; auditor.*; validator.*; para uso.*;
        (for )?(office|internal) use.*; score; puntaje; peso; weight; pagina; page"""),
}

ANY_HEAD = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in HEADS.values()))
# Heads that may stand over the question as well as over the answer.
VAGUE = _any(r"descripci[oó]n.*; description.*; descricao.*; texto.*; concepto; asunto; items? .*")
# Judgements that head a column to be ticked, if their opposite heads another one.
JUDGED: dict[str, re.Pattern[str]] = {
    "yes": _any(r"""cumple( totalmente)?; compliant; complies; conforme; met; atende; cumpre; total;
        fully( met| compliant)?; implemented; implementado; in place; c"""),
    "no": _any(r"""no cumple; non.?compliant; not compliant; does not comply; no conforme; not met;
        nao atende; nao cumpre; nao conforme; non conforme; not implemented; no implementado;
        not in place; incumple; nul[oa]; nc"""),
}
PARTLY_LETTERS = frozenset({"p", "pc"})  # beside “C” and “NC”

# Labels of company data: the key they go under.
COMPANY: dict[str, re.Pattern[str]] = {
    "importer_number": _any(r"""
        (ior|importer( of record)?|numero de importador|importador)( (no|nr|number|num));
        ior; importer of record; numero d(e |o |')importa(dor|teur);
        (padron|registro) de importador.*"""),
    "eori": _any(r"(numero )?eori( (no|number|n[º°]))?"),
    "programme_number": _any(r"""
        (account|cuenta|svi|c-?tpat|oea|aeo|membership|trade compliance)
        ( (no|nr|number|num|numero|account|id|svi|\#))*;
        (numero|no|n[º°])\.? (de )?(cuenta|svi|ctpat|oea|programa|registro).*;
        (certificat\w*|certificado) (no|number|oea|aeo|num).*"""),
    "tax_id": _any(r"""
        (rfc|nit|ein|fein|nif|cif|ruc|rut|rtn|cuit|cnpj|siret|siren|vat|iva|tin)( .{0,25})?;
        tax (id|no|number|identification).*; federal tax.*; id fiscal; registro unico.*;
        (numero de )?(identificacion|registro) (fiscal|tributari[ao]|federal).*;
        cedula (juridica|fiscal); numero fiscal;
        (numero d['’ ] ?)?identifi(cation|ant) fiscale?"""),
    "contact_role": _any(r"""
        (su )?(puesto|cargo|title|job title|position|funcao|fonction|role|post)
        ( (del|de|of) .*)?"""),
    "email": _any(r"correo( .{0,25})?; e-? ?mails?( .{0,25})?; courriel; mail"),
    "phone": _any(r"""
        (telefonos?|tel|telef|phone|telephone|movil|mobile|cell?(ular)?|fax|telefone)
        ( .{0,25})?"""),
    "contact": _any(r"""contactos?; contacts?; persona de contacto; contact (person|name);
        point of contact; poc; completed by; filled (in|out) by; llenado por; respondido por;
        preenchido por; rempli par; contestado por; prepared by; preparado por; responsable;
        responsible( person)?; enlace; nombre del (contacto|responsable); company officer;
        representante( legal)?; legal representative; primary contact"""),
    "address": _any(r"""
        (domicilio|direccion|address|endereco|adresse|ubicacion|location|calle|lieu)
        ( (de|del|of|fiscal|fisica?)\b.*)?;
        (site|facility|plant|company|street|physical) (address|location);
        domicilio.*; direccion.*"""),
    "activity": _any(r"""
        (giro|actividad(es)?|business|activity|activities|rubro|atividade|activite|industry|sector|
        productos?|products?)( (principal|economica|main|de la empresa))*;
        (type|nature|line) of (business|activity|company); objeto social;
        tipo de (empresa|operador|negocio); business (type|activity|entity.*)"""),
    "employees": _any(r"""
        (numero de |no\.? de |number of |total )?(empleados|employees|personal|trabajadores|
        headcount|plantilla|staff|funcionarios|effectif)"""),
    "date": _any(r"""(fecha|date|data)( (de|del|of) .*)?; fecha .*; (completion|submission) date;
        date .*; (generado|generated|exported|printed|impreso|exportado)( (el|on))?;
        profile submitted; submitted( on)?"""),
    "name": _any(r"""((nombre o |denominacion o )?razon social); denominacion.*;
        nombre (de la (empresa|compania|planta)|comercial|legal); empresa; compania;
        company( (legal )?name)?; operador( economico)?; solicitante; applicant; account name;
        legal (entity )?name; raison sociale; razao social; supplier( name)?; proveedor;
        vendor( name)?; organi[sz]ation; organizacion; business partner; socio( comercial)?;
        nombre( del (proveedor|socio|importador|exportador|fabricante))?; name; entity; entidad;
        manufacturer; importer( name)?; exportador; exporter; fabricante; importador"""),
    "site": _any(r"""
        (planta|plant|site|facility|instalacion|sitio|sede|site name|facility name)( .{0,20})?"""),
}
SIGNATURE_LABELS = _any(r"""elaboro; elabora; elaborado por; reviso; revisado por; autorizo;
    autorizado por; aprobo; aprobado por; firma.*; signature.*; signed.*; approved by; reviewed by;
    authori[sz]ed by; fdo; vo\.? ?bo\.?; nombre y firma; name and signature; assinatura.*;
    prepared and signed.*; authori[sz]ed signature; sello de la empresa; responsable legal""")


def is_judged(text: str) -> bool:
    """Whether a head says “complies” or “does not comply”, which beside one another are ticked."""
    return _judges(digits_alike(text))


@lru_cache(maxsize=4_000)
def _judges(text: str) -> bool:
    return any(pattern.fullmatch(bare(text)) for pattern in JUDGED.values())
