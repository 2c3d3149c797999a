"""The words forms use for their columns, labels and states, folded, in the field's languages."""

import re

from assessor.terms import Claim


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(";") if phrase.strip())


# What a status cell says, whole.
STATES: dict[Claim, frozenset[str]] = {
    Claim.YES: _phrases("""si; s; sim; yes; y; oui; ok; true; verdadero; verdadeiro; vrai; cumple;
        cumplido; cumplida; conforme; compliant; complies; comply; complied; met; implemented;
        implementado; implementada; in place; atende; atendido; cumpre; si cumple; yes compliant;
        cumple totalmente; cumple al 100 %; total; totalmente; fully; fully met; full;
        fully compliant; fully implemented; completo; completa; completed; aceptado; accepted;
        afirmativo; totalmente implementado; en place; mis en place; realizado; done; sim atende;
        cumplimiento total; totalmente conforme; oui conforme; existe; si existe"""),
    Claim.NO: _phrases("""no; n; nao; non; false; falso; faux; no cumple; no cumplido; incumple;
        no conforme; not met; not compliant; non compliant; non-compliant; noncompliant;
        does not comply; nao cumpre; nao atende; nao conforme; non conforme; not implemented;
        no implementado; no implementada; not in place; no existe; ninguno; none; negativo;
        incumplimiento; no se cumple; rechazado; nao implementado; non mis en place"""),
    Claim.PARTLY: _phrases("""parcial; parcialmente; partial; partially; partly; in part; en parte;
        em parte; partiel; partielle; partiellement; partiellement conforme; cumple parcialmente;
        cumple parcial; cumple en parte; cumplimiento parcial; parcialmente conforme;
        parcialmente cumplido; partially compliant; partially met; partly met; partly compliant;
        partially implemented; partial compliance; atende parcialmente; cumpre parcialmente;
        parcialmente implementado; parcialmente implementada; en proceso; en proceso de
        implementacion; in progress; em andamento; em processo; en cours; in process; si parcial;
        parcial si; yes partially; yes partly; partially yes; si parcialmente; si y no;
        yes and no; en desarrollo; en implementacion"""),
    Claim.NA: _phrases("""na; n a; n.a; n.a.; n/a; n.a./no aplica; no aplica; no aplicable; n/aplica;
        noaplica; not applicable; n/a not applicable; n/a (not applicable); does not apply;
        no procede; nao se aplica; nao aplicavel; nao aplica; non applicable; sans objet; s/o;
        no corresponde; not relevant; no es aplicable; no se aplica; exento; exempt;
        ne s'applique pas; ne s’applique pas; n.a (no aplica); na no aplica"""),
    Claim.NONE: _phrases("""pendiente; pending; pendente; en attente; tbd; tbc; por definir;
        por confirmar; to be confirmed; to be determined; unknown; uncertain; unsure; u; incierto;
        incierta; incerto; incertain; no sabe; ns; ns/nc; no se sabe; desconocido; sin respuesta;
        not answered; unanswered; no response; en blanco; seleccione; seleccionar; select; choose;
        elija; escolha; si/no; yes/no; sim/nao; oui/non; si / no; yes / no; sin contestar;
        sin evaluar; not started; under review; en revision; no contestado; not evaluated"""),
}
STATE_OF = {word: claim for claim, words in STATES.items() for word in words}
# States that judge compliance instead of answering the question.
JUDGEMENTS = re.compile(r"\b(cumpl|conform|compl|met\b|implement|atend|cumpre)")

# What the head of a column says, most telling role first.
HEADS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern, re.VERBOSE))
    for role, pattern in (
        ("yes", r"(yes|si|sim|oui|y|s)(\s*\(.{1,12}\))?"),
        ("no", r"(no|nao|non|n)"),
        ("na", r"(n\s*/\s*a|n\.?\s?a|no\ aplica|not\ applicable|nao\ se\ aplica|no\ procede|"
               r"non\ applicable|sans\ objet|n\.a\.?)"),
        ("partly", r"(parcial(mente)?|partial(ly)?|partly|en\ parte|partiel(lement)?|"
                   r"cumple\ parcialmente)"),
        ("ref", r"(id|no|nr|n[º°o]?|nro|num|numero|number|numero\ de\ .{3,20}|\#|items?|ref|"
                r"reference|referencia|reference\ no|cod|codigo|code|codice|numeral|clave|folio|"
                r"inciso|apartado|punto|msc(\ id)?|(criteri[ao]n?|criterio|criteria|question|pregunta|"
                r"requirement|requisito|req|item|msc|standard|estandar|ctpat|c-tpat)\ "
                r"?(id|no|nr|n[º°]|num|numero|number|ref|code|codigo|\#)|"
                r"(id|no|num|numero|codigo|clave|n[º°])\.?\ (de\ |del\ |of\ )?.{3,20}|rubro)"),
        ("action", r"(accion(es)?|actions?|acao|acoes|tareas?|tasks?|plan\ de\ accion|action\ items?|"
                   r"actividad(es)?|compromisos?|pendientes?|action\ required|corrective\ actions?)"),
        ("level", r"(must\ ?/\ ?should|debe\ ?/\ ?deberia|deve\ ?/\ ?deveria|doit\ ?/\ ?devrait|"
                  r"must|should|level|nivel|niveau|obligatorio.*|mandatory.*|caracter|"
                  r"tipo(\ de\ (criterio|requisito))?|type|requirement\ level|obligatoriedad)"),
        ("evidence", r"(.*\b(evidenc\w*|anexos?|attachments?|adjuntos?|soportes?|preuves?|annexes?|"
                     r"pieces\ jointes)\b.*|document(o|os|s|ation|acion)?(\ .{0,30})?|archivos?|"
                     r"files?|supporting\ .*|proof.*|pruebas?|comprobantes?|exhibits?)"),
        ("guidance", r"(.*guidance.*|guia.*|orientac\w+.*|notas?\ explicativas?|explanatory\ notes?|"
                     r"lineamientos.*|ejemplos.*|examples?|help|ayuda|intencion)"),
        ("claim", r"(.*\bstatus\b.*|estad?[od]|estatus|situac\w+|situation|cumple.*|cumplimiento.*|"
                  r"compli(es|ance|ant).*|comply.*|conform\w+|atende.*|cumpre.*|"
                  r"si\ ?/\ ?no.*|yes\ ?/\ ?no.*|sim\ ?/\ ?nao.*|oui\ ?/\ ?non.*|y\ ?/\ ?n.*|"
                  r"s\ ?/\ ?n|met\??|implemented\??|in\ place\??|implementad[oa]\??|implementacion|"
                  r"accepted|aceptado|self.?rating|rating|calificacion|evaluacion|autoevaluacion|"
                  r"resultado|estado\ de\ .*|statut|grado\ de\ cumplimiento|selection|seleccion)"),
        ("answer", r"((company|your|partner|supplier|site|empresa|member)?\ ?(response|answer|reply)s?"
                   r"(\ .*)?|(su\ )?respuestas?(\ .*)?|resposta.*|reponse.*|remarks?.*|remarques?.*|"
                   r"comments?.*|comentarios?.*|commentaires?.*|observac\w+.*|observations?|"
                   r"explan.*|explicac\w+.*|explique.*|detail.*|detalles?.*|justific.*|"
                   r"(descripcion|description|descricao)\ (de\ (como|la\ (forma|manera))|of\ how|de\ la\ "
                   r"(respuesta|medida|implementacion)|del\ cumplimiento).*|"
                   r"(como|how)\ .*|describ[ea].*|medidas?\ (implementadas?|adoptadas?|de\ la).*|"
                   r"measures?.*|implementation(\ details?)?|narrativ[ea].*|notas?|notes?|"
                   r"practica.*|situacion\ actual|current\ (practice|situation)|lo\ que\ se\ hace)"),
        ("section", r"(section|seccion|secao|topic|tema|area|categor\w+|focus\ area|capitulo|chapter|"
                    r"area\ de\ enfoque|rubrique|modulo|subject)"),
        ("question", r"(criteri[ao]n?s?|criterios?|questions?|preguntas?|perguntas?|"
                     r"requirements?|requisitos?|exigencias?|exigences?|criteres?|standards?|estandar(es)?|"
                     r"quesitos?|information\ needed|informacion\ (requerida|necesaria)|"
                     r"(minimum\ )?security\ criteri(a|on)|minimum\ security.*|criteri(a|o)s?\ .*|"
                     r"(security\ )?(question|requirement|criteri\w+|pregunta|requisito|control)s?"
                     r"(\ .{0,40})?|"
                     r"texto.*|enunciados?|controles?|controls?|elementos?|checks?|items?\ .*|asunto|"
                     r"descripcion|description|descricao|concepto|aspecto.*|what\ .*|tema\ a\ .*)"),
        ("other", r"(fecha.*|dates?.*|due.*|plazo.*|deadline|responsables?.*|responsible.*|owner.*|"
                  r"prioridad|priority|actualizado.*|updated.*|last\ .*|autor|author|by|"
                  r"elaborado.*|revisado.*|auditor.*|validator.*|para\ uso.*|(for\ )?(office|internal)"
                  r"\ use.*|score|puntaje|peso|weight|pagina|page)"),
    )
)  # fmt: skip

# Labels of company data: the key they go under.
COMPANY: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(pattern, re.VERBOSE))
    for key, pattern in (
        ("importer_number", r"(ior|importer(\ of\ record)?|numero\ de\ importador|importador)"
                            r"(\ (no|nr|number|num))?|(padron|registro)\ de\ importador.*"),
        ("eori", r"(numero\ )?eori(\ (no|number|n[º°]))?"),
        ("programme_number", r"(account|cuenta|svi|ctpat|c-tpat|oea|aeo|membership|trade\ compliance)"
                             r"(\ (no|nr|number|num|numero|account|id|svi|\#))*|"
                             r"(numero|no|n[º°])\.?\ (de\ )?(cuenta|svi|ctpat|oea|programa|registro).*|"
                             r"(certificat\w+|certificado)\ (no|number|oea|aeo|num).*"),
        ("tax_id", r"(rfc|nit|ein|fein|nif|cif|ruc|rut|rtn|cuit|cnpj|siret|siren|vat|iva|tin)"
                   r"(\ .{0,25})?|tax\ (id|no|number|identification).*|federal\ tax.*|"
                   r"(numero\ de\ )?(identificacion|registro)\ (fiscal|tributari[ao]|federal).*|"
                   r"id\ fiscal|registro\ unico.*|cedula\ (juridica|fiscal)"),
        ("contact_role", r"(su\ )?(puesto|cargo|title|job\ title|position|funcao|fonction|role|post)"
                         r"(\ (del|de|of)\ .*)?"),
        ("email", r"(correo(\ .{0,25})?|e-?\ ?mails?(\ .{0,25})?|courriel|mail)"),
        ("phone", r"(telefonos?|tel|telef|phone|telephone|movil|mobile|cell?(ular)?|fax|telefone)"
                  r"(\ .{0,25})?"),
        ("contact", r"(contactos?|contacts?|persona\ de\ contacto|contact\ (person|name)|point\ of\ "
                    r"contact|poc|completed\ by|filled\ (in|out)\ by|llenado\ por|respondido\ por|"
                    r"contestado\ por|prepared\ by|preparado\ por|responsable|responsible(\ person)?|"
                    r"enlace|nombre\ del\ (contacto|responsable)|company\ officer|"
                    r"representante(\ legal)?|legal\ representative|primary\ contact)"),
        ("address", r"(domicilio|direccion|address|endereco|adresse|ubicacion|location|"
                    r"(site|facility|plant|company|street|physical)\ (address|location)|"
                    r"calle|lieu)(\ (de|del|of|fiscal|fisica?)\b.*)?|domicilio.*|direccion.*"),
        ("activity", r"(giro|actividad(es)?|business|activity|activities|rubro|"
                     r"(type|nature|line)\ of\ (business|activity|company)|objeto\ social|atividade|"
                     r"activite|tipo\ de\ (empresa|operador|negocio)|industry|sector|"
                     r"business\ (type|activity)|business\ entity.*|productos?|products?)"
                     r"(\ (principal|economica|main|de\ la\ empresa))*"),
        ("employees", r"(numero\ de\ |no\.?\ de\ |number\ of\ |total\ )?(empleados|employees|personal|"
                      r"trabajadores|headcount|plantilla|staff|funcionarios|effectif)"),
        ("date", r"(fecha|date|data)(\ (de|del|of)\ .*)?|fecha\ .*|(completion|submission)\ date|"
                 r"date\ .*|(generado|generated|exported|printed|impreso|exportado)(\ (el|on))?|"
                 r"profile\ submitted|submitted(\ on)?"),
        ("name", r"((nombre\ o\ |denominacion\ o\ )?razon\ social|denominacion.*|"
                 r"nombre\ (de\ la\ (empresa|compania|planta)|comercial|legal)|empresa|compania|"
                 r"company(\ (legal\ )?name)?|operador(\ economico)?|solicitante|applicant|"
                 r"account\ name|legal\ (entity\ )?name|raison\ sociale|razao\ social|supplier(\ name)?|"
                 r"proveedor|vendor(\ name)?|organization|organisation|organizacion|business\ partner|"
                 r"socio(\ comercial)?|nombre|name|entity|entidad|manufacturer|importer\ name|"
                 r"exportador|fabricante|importador)"),
        ("site", r"(planta|plant|site|facility|instalacion|sitio|sede|site\ name|facility\ name)"
                 r"(\ .{0,20})?"),
    )
)  # fmt: skip
SIGNATURE_LABELS = re.compile(
    r"(elaboro|elabora|elaborado\ por|reviso|revisado\ por|autorizo|autorizado\ por|aprobo|"
    r"aprobado\ por|firma.*|signature.*|signed.*|approved\ by|reviewed\ by|authori[sz]ed\ by|fdo|"
    r"vo\.?\ ?bo\.?|nombre\ y\ firma|name\ and\ signature|assinatura.*|prepared\ and\ signed.*|"
    r"authori[sz]ed\ signature|sello\ de\ la\ empresa|responsable\ legal)",
    re.VERBOSE,
)
SIGNATURE_TEXT = re.compile(
    r"\b(i|we) (hereby )?(certify|declare|confirm that|attest)|\bel abajo firmante|\bfdo\b|"
    r"\bbajo protesta|\bdeclar(o|amos) (que|bajo)|\bdeclaracion jurada|\bcertific(o|amos) que|"
    r"\bmanifiesto que|_{6,}|\bje (soussigne|certifie)|\beu,? abaixo|\bto the best of my knowledge"
)
CLOSING_HEADINGS = re.compile(
    r"(certification|certificacion|declaration|declaracion|declaracao|signatures?|firmas?|"
    r"attestation|assinaturas?|aprobacion|approval|sign.?off)"
)
INSTRUCTIONS = re.compile(
    r"\b(instruc\w+|conteste|responda|responder|llene|complete|mark|marque|indique|please|"
    r"por favor|fill|answer (all|each|every)|select|seleccione|elija|anote|adjunt[ea]|favor de|"
    r"preencha|veuillez|remplir|repondez|cochez|nota:|note:)\b"
)
# A form that leaves what is partly in place unmarked says so in its instructions.
UNMARKED_IS_PARTLY = re.compile(
    r"\b(part\w*|parcial\w*|em parte|en parte)\b[^.]{0,60}\b(left |leave |se dejan? |dejar |dejelos? |"
    r"quedan? |deixe |laisse\w* )?(unmarked|unticked|unchecked|blank|empty|sin marcar|en blanco|"
    r"vaci[oa]s?|em branco|sem marcar|en blanc|non coche\w*)\b"
)
LEVELS = re.compile(
    r"(must|should|shall|debe|deberia|obligatori[oa]|recomendad[oa]|requisito|recomendacion|deve|"
    r"deveria|doit|devrait|mandatory|recommended|required|interno|m|s|d)"
)
ANSWER_MARK = re.compile(
    r"^(respuestas?|answers?|responses?|resposta|reponse|reply|(partner|company|supplier) response|"
    r"respuesta de la empresa)( (de la empresa|del solicitante|of the company))?\s*[:：.]?\s*$|"
    r"^(respuestas?|answers?|responses?|resposta|reponse|reply|(partner|company|supplier) response|"
    r"respuesta de la empresa)\s*[:：]\s*(?=\S)"
)
NOTES_MARK = re.compile(
    r"^(notas? explicativas?|explanatory notes?|guidance|guia|orientacion(es)?|notas? aclaratorias?|"
    r"implementation guidance|notes explicatives)\b"
)
STATE_MARK = re.compile(
    r"^(response status|status|estado|estatus|cumple|cumplimiento|compliance)\s*[:：]\s*(?=\S)"
)
EVIDENCE_MARK = re.compile(
    r"^(attachments?|anexos|adjuntos|evidencias?|evidence|documentos?|documents?|soportes?)"
    r"\s*[:：]\s*"
)
FOOTERS = re.compile(
    r"^(total\w*|subtotal\w*|suma|count|generado|generated|exported|exportado|printed|impreso|"
    r"pagina|page|fin del|end of|records?|registros)\b"
)
NUMBER_WORDS = re.compile(
    r"^(seccion|section|secao|sec|area de enfoque|focus area|capitulo|chapter|estandar|standard|"
    r"subestandar|sub-?standard|criteri[ao]n?s?|categoria|category|apartado|parte|part|modulo|bloque|"
    r"numeral|item|pregunta|question|msc|ctpat|c-tpat|requisito|requirement|punto|no|n[º°]|art)"
    r"\.?\s*(?=[\dIVX§#:]|[a-z]\.\d)"
)
STOPWORDS = {
    "es": "el la los las de del que en y a un una se por con para su sus al como es son o lo si no "
    "esta este cuando debe deben cada entre sobre ha sin mas ya hay cual quien quienes",
    "en": "the of and to in a is are for on with that by as be or at from which does do it an this "
    "your their has have how what who when where there any all not was were if",
    "pt": "o os de da do das dos que em e a um uma se por com para seu sua ao como são ou não está "
    "quando deve cada entre sobre na no nas nos pela pelo é às você quem há",
    "fr": "le la les de des du que en et à un une se par avec pour son sa au comme est sont ou si ne "
    "pas ce cette quand doit chaque entre sur dans aux il qui quel quelle vos votre",
}
