"""The words of forms, folded, in the field's languages: states, marks, signatures, orders."""

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
        incumplimiento; no se cumple; rechazado; no todavia; todavia no; no aun; aun no; not yet;
        ainda nao; nao ainda; pas encore; nao implementado; non mis en place"""),
    Claim.PARTLY: _phrases("""parcial; parcialmente; partial; partially; partly; in part; en parte;
        em parte; partiel; partielle; partiellement; partiellement conforme; cumple parcialmente;
        cumple parcial; cumple en parte; cumplimiento parcial; parcialmente conforme;
        parcialmente cumplido; partially compliant; partially met; partly met; partly compliant;
        partially implemented; partial compliance; atende parcialmente; cumpre parcialmente;
        parcialmente implementado; parcialmente implementada; en proceso; en proceso de
        implementacion; in progress; em andamento; em processo; en cours; in process; si parcial;
        parcial si; yes partially; yes partly; partially yes; si parcialmente; si y no;
        yes and no; en desarrollo; en implementacion; en partie"""),
    Claim.NA: _phrases("""na; n a; n.a; n.a.; n/a; n.a./no aplica; no aplica; no aplicable;
        n/aplica; noaplica; not applicable; n/a not applicable; n/a (not applicable);
        does not apply;
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
STATE_OF = {
    form: claim
    for claim, words in STATES.items()
    for word in words
    for form in (word, word.strip(" .,;:()[]"))
}
# States that judge compliance instead of answering the question.
JUDGEMENTS = re.compile(r"\b(cumpl|conform|compl|met\b|implement|atend|cumpre)")

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
    r"\b(part\w*|parcial\w*|em parte|en parte)\b[^.]{0,60}\b(left |leave |se dejan? |dejar |"
    r"dejelos? |quedan? |deixe |laisse\w* )?(unmarked|unticked|unchecked|blank|empty|sin marcar|"
    r"en blanco|vaci[oa]s?|em branco|sem marcar|en blanc|non coche\w*)\b"
)
LEVELS = re.compile(
    r"(must|should|shall|debe|deberia|obligatori[oa]|recomendad[oa]|requisito|recomendacion|deve|"
    r"deveria|doit|devrait|mandatory|recommended|required|interno|m|s|d)"
)
ANSWER_MARK = re.compile(
    r"^(respuestas?|answers?|responses?|resposta|reponse|reply|(partner|company|supplier) response|"
    r"respuesta de la empresa)( (de la empresa|del solicitante|of the company))?\s*[:：.]?\s*$|"
    r"^(respuestas?|answers?|responses?|resposta|reponse|reply|(partner|company|supplier) response|"
    r"respuesta de la empresa)\s*[:：]\s*(?=\S)|"
    r"^(r|a|rta|rpta|resp|ans|rep)\.?\s*[:：/]\s*(?=\S)|^(r|a|rta|rpta|resp|ans)\.?\s*[:：]\s*$"
)
QUESTION_MARK = re.compile(
    r"^(preguntas?|questions?|perguntas?|criteri[ao]s?|criterion|requisitos?|requirements?|"
    r"exigences?|critere)( ?n?[º°.]? ?\d{1,3})?\s*[:：]\s*(?=\S)"
)
NOTES_MARK = re.compile(
    r"^(notas? explicativas?|explanatory notes?|guidance|guia|orientacion(es)?|"
    r"notas? aclaratorias?|implementation guidance|notes explicatives)\b"
)
STATE_MARK = re.compile(
    r"^(response status|status|estado|estatus|cumple|cumplimiento|compliance|situacao|situation|"
    r"statut|atende|conformidade|conformite)\s*\??\s*[:：]\s*(?=\S)"
)
COMMENT_MARK = re.compile(
    r"^(comentarios?|comments?|observacion(es)?|observacao|observacoes|remarks?|commentaires?|"
    r"remarques?|explicacion|explanation)\s*[:：]\s*(?=\S)"
)
EVIDENCE_MARK = re.compile(
    r"^(attachments?|anexos|adjuntos|evidencias?|evidence|documentos?|documents?|soportes?|preuves?|"
    r"pieces jointes|comprovantes?|uploaded documents|supporting documents|attached files|"
    r"(documentos|archivos) adjuntos|documentos de soporte)"
    r"\s*[:：]\s*"
)
FOOTERS = re.compile(
    r"^(total\w*( (de|of) \w+)?|total \w+|subtotal\w*|suma|generado|generated|exported|"
    r"exportado|printed|impreso|pagina|page|fin del?|end of)\b.{0,25}$"
)
# What closes a print, whatever it counts then.
THE_END = re.compile(
    r"^\W*(end of|fin del?|fim d[oa]|fin du) (the |la |el |le )?(profile|form|questionnaire|report|"
    r"document|self.?assessment|survey|perfil|formulario|cuestionario|documento|reporte|informe|"
    r"autoevaluacion|questionario|relatorio|formulaire|rapport)\b.{0,50}$"
)
# How a remark opens that is no heading though it stands alone in its row.
REMARKS = re.compile(
    r"(notas?|notes?|observ\w+|comen?t\w+|remark\w*|aclarac\w+|ojo|p\.? ?d)\b[\s.:]"
)
NUMBER_WORDS = re.compile(
    r"^((seccion|section|secao|sec|area de enfoque|focus area|capitulo|chapter|estandar|standard|"
    r"subestandar|sub-?standard|criteri[ao]n?s?|categoria|category|apartado|parte|part|modulo|bloque|"
    r"numeral|item|pregunta|question|msc|ctpat|c-tpat|requisito|requirement|req|"
    r"quesito|exigence|exigencia|rubro|numero|number|punto|no|nr|n[º°]|articulo|article|art)"
    r"[.:\-–\s]*)+(?=[\dIVX§#:(]|[a-z]\.\d)"
)
# Words of every form that tell no requirement from another.
COMMON = _phrases("""empresa; company; debe; deben; deberia; deberian; must; should; shall; have;
    has""")
STOPWORDS = {
    "es": "el la los las de del que en y a un una se por con para su sus al como es son o lo si no "
    "esta este cuando debe deben cada entre sobre ha sin mas ya hay cual quien quienes",
    "en": "the of and to in a is are for on with that by as be or at from which does do it an this "
    "your their has have how what who when where there any all not was were if",
    "pt": "o os de da do das dos que em e a um uma se por com para seu sua ao como são ou não está "
    "quando deve cada entre sobre na no nas nos pela pelo é às você quem há",
    "fr": "le la les de des du que en et à un une se par avec pour son sa au comme est sont ou si "
    "ne pas ce cette quand doit chaque entre sur dans aux il qui quel quelle vos votre",
}
