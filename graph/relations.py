"""Relations: what one party may do to another, layer by layer.

`any` is any stakeholder; `organisation` is any but people and a Person.  Ends of another kind
are a finding, not an error.  Shares are of that side's total; alternatives say how easily that
side finds another.
"""

from __future__ import annotations

from graph.fields import ELSEWHERE, EVERY_TIE, HEADCOUNT, LOW_HIGH, NO_YES, ONE_TO_THREE, YES_NO
from graph.kinds import STAKEHOLDER_KINDS
from graph.risks import RISKS
from graph.terms import Field, Fold, Level, Relation, Type, Word

ANY = frozenset(kind.label for kind in STAKEHOLDER_KINDS)


def _sphere(*names: str) -> frozenset[str]:
    return frozenset(kind.label for kind in STAKEHOLDER_KINDS if kind.sphere in names)


CHAIN, MONEY, STATE, PEOPLE, VOICE = (_sphere(s) for s in ("chain", "money", "state", "people", "voice"))
PERSON, WORKERS = frozenset({"Person"}), frozenset({"WorkerGroup"})
ORGANISATION = ANY - PEOPLE - PERSON
RISK, DIALOGUE = frozenset({"Risk"}), frozenset({"Dialogue"})


def _share(name: str, about: str, en: str, nl: str) -> Field:
    return Field(name, about, en, nl, Type.SHARE)


def _elsewhere(name: str, about: str, en: str, nl: str) -> Field:
    return Field(name, about, en, nl, Type.DEGREE, ELSEWHERE)


def _number(name: str, about: str, en: str, nl: str) -> Field:
    return Field(name, about, en, nl, Type.NUMBER)


CURRENCY = Field("currency", "The currency, as EUR or INR.", "currency", "munt")
AMOUNT = _number("amount", "How much.", "amount", "bedrag")
PLACE = Field("place", "Where.", "place", "plaats", Type.PLACE)


def _relation(
    label: str,
    about: str,
    en: str,
    nl: str,
    layer: str,
    ends: tuple[frozenset[str], frozenset[str]],
    *own: Field,
    subject: tuple[str, ...] = (),
    directed: bool = True,
    level: Level = Level.PUBLIC,
    sensitive: bool = False,
    event: bool = False,
) -> Relation:
    fields = (*own, *EVERY_TIE)
    return Relation(
        label, about, en, nl, layer, ends[0], ends[1], fields, subject, directed, level, sensitive, event
    )


# -- exchange --------------------------------------------------------------------------

SUPPLIES = _relation(
    "SUPPLIES",
    "Goods flow from the first to the second.",
    "supplies",
    "levert aan",
    "exchange",
    (CHAIN, CHAIN),
    Field("product", "What is supplied.", "product", "product"),
    Field("hs_code", "Its customs code.", "HS code", "GS-code"),
    Field("period", "The year or period that the figures are about.", "year", "jaar", Type.DATE),
    _share("share_of_seller", "Part of the seller's sales.", "% of seller's sales", "% van verkoop"),
    _share("share_of_buyer", "Part of the buyer's purchases.", "% of buyer's purchases", "% van inkoop"),
    _number("volume", "How much.", "volume", "hoeveelheid"),
    Field("unit", "The unit of the volume.", "unit", "eenheid"),
    _number("value", "Worth in money.", "value", "waarde"),
    CURRENCY,
    _elsewhere(
        "seller_alternatives",
        "Whether the seller finds another buyer.",
        "can the seller go elsewhere",
        "kan de verkoper elders terecht",
    ),
    _elsewhere(
        "buyer_alternatives",
        "Whether the buyer finds another seller.",
        "can the buyer go elsewhere",
        "kan de koper elders terecht",
    ),
    subject=("product", "hs_code", "period"),
)
EMPLOYS = _relation(
    "EMPLOYS",
    "The first gives the second work.",
    "employs",
    "geeft werk aan",
    "exchange",
    (CHAIN, WORKERS),
    _share("share_of_income", "Part of the workers' income.", "% of workers' income", "% van inkomen"),
    _share("share_of_workforce", "Part of the employer's workforce.", "% of workforce", "% van personeel"),
    HEADCOUNT,
    _elsewhere(
        "worker_alternatives",
        "Whether the workers find other work.",
        "can the workers go elsewhere",
        "kunnen werknemers elders terecht",
    ),
    _elsewhere(
        "employer_alternatives",
        "Whether the employer finds other workers.",
        "can the employer go elsewhere",
        "kan de werkgever elders terecht",
    ),
)
ADVANCES_CREDIT_TO = _relation(
    "ADVANCES_CREDIT_TO",
    "The first lends to the second, or pays wages in advance.",
    "lends to",
    "leent aan",
    "exchange",
    (CHAIN | MONEY | PERSON, WORKERS | CHAIN),
    AMOUNT,
    CURRENCY,
    _share("share_of_credit", "Part of the debtor's credit.", "% of debtor's credit", "% van schuld"),
    _elsewhere(
        "debtor_alternatives",
        "Whether the debtor can borrow elsewhere.",
        "can the debtor go elsewhere",
        "kan de schuldenaar elders terecht",
    ),
)
RECRUITS = _relation(
    "RECRUITS",
    "The first finds the second their work.",
    "recruits",
    "werft",
    "exchange",
    (frozenset({"Supplier", "Quarry", "Person"}), WORKERS),
    _share("share_of_jobs", "Part of their jobs that come this way.", "% of jobs", "% van banen"),
    _elsewhere(
        "worker_alternatives",
        "Whether the workers find work another way.",
        "can the workers go elsewhere",
        "kunnen werknemers elders terecht",
    ),
)
FUNDS = _relation(
    "FUNDS",
    "The first pays for the second.",
    "funds",
    "financiert",
    "exchange",
    (ANY, ORGANISATION | DIALOGUE),
    AMOUNT,
    CURRENCY,
    _share("share_of_budget", "Part of the receiver's budget.", "% of budget", "% van budget"),
    _elsewhere(
        "receiver_alternatives",
        "Whether the receiver finds other money.",
        "can the receiver go elsewhere",
        "kan de ontvanger elders terecht",
    ),
)
OWNS = _relation(
    "OWNS",
    "The first owns the second, wholly or in part.",
    "owns",
    "bezit",
    "exchange",
    (ORGANISATION | PERSON, ORGANISATION),
    _share("share", "Part that is owned.", "% owned", "% eigendom"),
    Field("direct", "Whether directly or through others.", "directly", "rechtstreeks", Type.WORD, YES_NO),
)

# -- influence -------------------------------------------------------------------------

INFLUENCES = _relation(
    "INFLUENCES",
    "What the first wants weighs with the second.",
    "influences",
    "heeft invloed op",
    "influence",
    (ANY, ANY),
    Field("strength", "How strongly.", "strength", "sterkte", Type.DEGREE, LOW_HIGH),
    Field("channel", "Through what.", "channel", "kanaal"),
)
REGULATES = _relation(
    "REGULATES",
    "The first makes or enforces rules for the second.",
    "supervises",
    "houdt toezicht op",
    "influence",
    (STATE, ANY),
    Field(
        "permit",
        "Whether it gives what the other cannot do without.",
        "gives the permit",
        "geeft de vergunning",
        Type.WORD,
        NO_YES,
    ),
)
_RESULT = Field("result", "What came of it.", "result", "resultaat")
_CHECKERS = STATE | CHAIN | {"Expert", "Initiative"}
INSPECTS = _relation(
    "INSPECTS",
    "The first looks how the second works.",
    "inspects",
    "controleert",
    "influence",
    (_CHECKERS, ANY),
    _RESULT,
)
CERTIFIES = _relation(
    "CERTIFIES",
    "The first vouches for the second.",
    "certifies",
    "certificeert",
    "influence",
    (_CHECKERS, ANY),
    _RESULT,
)

# -- contact ---------------------------------------------------------------------------

KNOWS = _relation(
    "KNOWS",
    "They know each other.",
    "knows",
    "kent",
    "contact",
    (ANY, ANY),
    Field("trust", "How much they trust each other.", "trust", "vertrouwen", Type.DEGREE, LOW_HIGH),
    Field("language", "The language they share.", "language", "taal", Type.TEXTS, fold=Fold.UNION),
    Field(
        "safe", "Whether this way is safe to use.", "safe", "veilig", Type.WORD, YES_NO, Fold.SURE, Level.TEAM
    ),
    directed=False,
)
IN_CONFLICT_WITH = _relation(
    "IN_CONFLICT_WITH",
    "They are in conflict.",
    "is in conflict with",
    "is in conflict met",
    "contact",
    (ANY, ANY),
    Field(
        "cannot_meet",
        "Whether they cannot sit at one table.",
        "not at one table",
        "niet aan één tafel",
        Type.WORD,
        NO_YES,
        Fold.CAUTIOUS,
    ),
    directed=False,
)
FEARS_REPRISAL_FROM = _relation(
    "FEARS_REPRISAL_FROM",
    "The first fears what the second will do if it speaks.",
    "fears",
    "is bang voor",
    "contact",
    (ANY, ANY),
    level=Level.TEAM,
    sensitive=True,
)

# -- harm ------------------------------------------------------------------------------


def _grade(name: str, about: str, en: str, nl: str) -> Field:
    return Field(name, about, en, nl, Type.LEVEL, ONE_TO_THREE)


AFFECTED_BY = _relation(
    "AFFECTED_BY",
    "The people named first are harmed, or can be, by this risk.",
    "is harmed by",
    "wordt geraakt door",
    "harm",
    (PEOPLE | VOICE | PERSON, RISK),
    PLACE,
    _grade("scale", "How grave, 1 to 3.", "how bad", "hoe erg"),
    _grade("scope", "How widespread, 1 to 3.", "how widespread", "hoe wijdverbreid"),
    _grade("irremediability", "How hard to repair, 1 to 3.", "cannot be repaired", "niet te herstellen"),
    Field(
        "state",
        "Whether it happens or can happen.",
        "happening or possible",
        "gebeurt of mogelijk",
        Type.WORD,
        (Word("actual", "happening", "gebeurt"), Word("potential", "possible", "mogelijk")),
    ),
    _grade(
        "likelihood",
        "How likely, 1 to 3; what happens already counts as 3.",
        "how likely",
        "hoe waarschijnlijk",
    ),
    Field("directly", "Whether they are touched directly.", "directly", "rechtstreeks", Type.WORD, YES_NO),
    Field(
        "grievance",
        "Whether they complained.",
        "complaint",
        "klacht",
        Type.WORD,
        (Word("open", "open", "open"), Word("closed", "closed", "afgehandeld"), Word("none", "none", "geen")),
    ),
    subject=("place",),
)


def _harms(label: str, about: str, en: str, nl: str) -> Relation:
    return _relation(label, about, en, nl, "harm", (ORGANISATION, RISK), PLACE)


CAUSES = _harms("CAUSES", "The first causes this risk.", "causes", "veroorzaakt")
CONTRIBUTES_TO = _harms(
    "CONTRIBUTES_TO", "The first contributes to this risk.", "contributes to", "draagt bij aan"
)
LINKED_TO = _harms(
    "LINKED_TO", "The first is linked to this risk through its business.", "is linked to", "is verbonden met"
)

# -- voice -----------------------------------------------------------------------------

REPRESENTS = _relation(
    "REPRESENTS",
    "The first speaks for the second.",
    "speaks for",
    "spreekt voor",
    "voice",
    (VOICE | STATE | PERSON | {"Expert"}, PEOPLE | VOICE),
    Field(
        "basis",
        "On what ground it speaks for them.",
        "on what basis",
        "op welke grond",
        Type.WORD,
        (
            Word("is_one_of_them", "is one of them", "is een van hen", 1.0),
            Word("elected", "elected by them", "door hen gekozen", 0.8),
            Word("mandated", "asked by them", "door hen gevraagd", 0.8),
            Word("statutory", "elected body by law", "wettelijk gekozen orgaan", 0.8),
            Word("field_contact", "works with them", "werkt met hen", 0.5),
            Word("advocate", "stands up for them", "komt voor hen op", 0.3),
            Word("employer_appointed", "appointed by the employer", "benoemd door de werkgever", 0.0),
        ),
    ),
    Field(
        "risks",
        "On which risks; blank is unverified.",
        "on which risk",
        "over welk risico",
        Type.WORDS,
        RISKS,
        Fold.UNION,
    ),
    Field("places", "For which places; blank is unverified.", "where", "waar", Type.PLACES, fold=Fold.UNION),
    HEADCOUNT,
    subject=("risks", "places"),
)
MEMBER_OF = _relation(
    "MEMBER_OF",
    "The first is a member of the second.",
    "is a member of",
    "is lid van",
    "voice",
    (ANY, ORGANISATION),
    Field("role", "As what.", "role", "rol"),
    HEADCOUNT,
)

# -- process ---------------------------------------------------------------------------

STATUSES = (
    Word("considered", "considered", "overwogen"),
    Word("invited", "invited", "uitgenodigd"),
    Word("hesitates", "hesitates", "aarzelt"),
    Word("accepted", "accepted", "komt"),
    Word("declined", "declined", "afgezegd"),
    Word("attended", "attended", "was er"),
    Word("did_not_come", "did not come", "kwam niet"),
    Word("deliberately_not_asked", "deliberately not asked", "bewust niet gevraagd"),
)
TAKES_PART_IN = _relation(
    "TAKES_PART_IN",
    "The first has to do with this dialogue, in some role.",
    "takes part in",
    "doet mee aan",
    "process",
    (ANY, DIALOGUE),
    Field(
        "role",
        "As what.",
        "role",
        "rol",
        Type.WORD,
        (
            Word("participant", "guest", "gast"),
            Word("convener", "convener", "initiatiefnemer"),
            Word("facilitator", "facilitator", "gespreksleider"),
            Word("host", "host", "gastheer"),
            Word("funder", "funder", "betaler"),
            Word("interpreter", "interpreter", "tolk"),
            Word("door_opener", "door-opener", "deuropener"),
            Word("organiser", "organiser", "organisator"),
        ),
    ),
    Field(
        "status",
        "How far it got; one dated claim each.",
        "status",
        "status",
        Type.WORD,
        STATUSES,
        Fold.NEWEST,
    ),
    Field("session", "In which round.", "session", "ronde"),
    Field("seats", "How many seats.", "seats", "stoelen", Type.NUMBER),
    Field(
        "likelihood",
        "How likely they come.",
        "likelihood of coming",
        "kans dat zij komen",
        Type.DEGREE,
        LOW_HIGH,
    ),
    Field("through", "Through whom they are reached.", "through whom", "via wie"),
    Field(
        "expects",
        "What they come for, as they say.",
        "expects",
        "verwacht",
        Type.WORD,
        (
            Word("meet", "to meet", "ontmoeten"),
            Word("learn", "to learn", "leren"),
            Word("agree", "to agree", "afspreken"),
            Word("concrete_steps", "concrete steps", "concrete stappen"),
        ),
        Fold.EACH,
    ),
    Field(
        "concern", "What must not happen, as they say.", "concern", "zorg", fold=Fold.EACH, level=Level.TEAM
    ),
    Field(
        "was_it_meaningful",
        "What it meant to them, in their own words.",
        "was it meaningful",
        "was het betekenisvol",
        fold=Fold.EACH,
        level=Level.TEAM,
    ),
    Field("reason", "Why they refused; sensitive.", "reason", "reden", level=Level.TEAM, sensitive=True),
    subject=("role", "status"),
    event=True,
)
COMMITS_TO = _relation(
    "COMMITS_TO",
    "The first promised something in this dialogue.",
    "promises in",
    "zegt toe in",
    "process",
    (ANY, DIALOGUE),
    Field("commitment", "What was promised.", "commitment", "toezegging"),
    Field("due", "By when.", "due", "voor wanneer", Type.DATE),
    Field(
        "status",
        "How far it is.",
        "status of the commitment",
        "status van de toezegging",
        Type.WORD,
        (
            Word("open", "open", "open"),
            Word("under_way", "under way", "loopt"),
            Word("done", "done", "gedaan"),
            Word("dropped", "dropped", "vervallen"),
        ),
        Fold.NEWEST,
    ),
    Field(
        "owed_to_dialogue",
        "Whether it came about through the dialogue.",
        "owed to the dialogue",
        "dankzij de dialoog",
        Type.WORD,
        (Word("partly", "partly", "deels"), Word("wholly", "wholly", "geheel")),
    ),
    Field("reason", "Why.", "reason", "reden"),
    subject=("commitment",),
    event=True,
)

# -- other -----------------------------------------------------------------------------

_WORD = Field("word", "The user's own word for it.", "own word", "eigen woord")
PART_OF = _relation(
    "PART_OF",
    "The first is a part of the second.",
    "is part of",
    "is deel van",
    "other",
    (ANY | DIALOGUE, ANY | DIALOGUE),
    _WORD,
)
RELATED_TO = _relation(
    "RELATED_TO",
    "They have to do with each other, in the user's own word.",
    "is related to",
    "heeft te maken met",
    "other",
    (ANY, ANY),
    _WORD,
    directed=False,
)

RELATIONS = (
    SUPPLIES,
    EMPLOYS,
    ADVANCES_CREDIT_TO,
    RECRUITS,
    FUNDS,
    OWNS,
    INFLUENCES,
    REGULATES,
    INSPECTS,
    CERTIFIES,
    KNOWS,
    IN_CONFLICT_WITH,
    FEARS_REPRISAL_FROM,
    AFFECTED_BY,
    CAUSES,
    CONTRIBUTES_TO,
    LINKED_TO,
    REPRESENTS,
    MEMBER_OF,
    TAKES_PART_IN,
    COMMITS_TO,
    PART_OF,
    RELATED_TO,
)
