"""Kinds of stakeholder, and the two things that are none: a risk and a dialogue."""

from __future__ import annotations

from graph.fields import (
    EVERY_STAKEHOLDER,
    EVIDENCE,
    HEADCOUNT,
    LANGUAGES,
    NOTES,
    PLACE,
    REACH,
    YES_NO,
)
from graph.terms import Field, Fold, Kind, Level, Type, Word

_REACH = Field("reach", "How far it reaches.", "reach", "bereik", Type.WORD, REACH)


def _role(*words: tuple[str, str, str]) -> Field:
    return Field(
        "role", "What it does.", "role", "rol", Type.WORDS, tuple(Word(*w) for w in words), Fold.UNION
    )


def _stakeholder(
    label: str, about: str, en: str, nl: str, sphere: str, bloc: str, *own: Field, level: Level = Level.PUBLIC
) -> Kind:
    return Kind(label, about, en, nl, sphere, bloc, (*own, *EVERY_STAKEHOLDER), level)


STONE = Field("stone", "What is quarried there.", "stone", "steensoort", Type.TEXTS, fold=Fold.UNION)
PERMIT = Field("permit", "The permit or lease under which it works.", "permit", "vergunning")
AREA = Field("area", "Its area in hectares.", "area (ha)", "oppervlakte (ha)", Type.NUMBER)
SIZE = Field(
    "size",
    "How large it is.",
    "size",
    "omvang",
    Type.WORD,
    (
        Word("small", "small", "klein"),
        Word("medium", "medium", "middelgroot"),
        Word("large", "large", "groot"),
    ),
)
EMPLOYMENT = Field(
    "employment",
    "On what terms they work.",
    "employment",
    "dienstverband",
    Type.WORD,
    (
        Word("permanent", "permanent", "vast"),
        Word("casual", "casual", "los"),
        Word("migrant", "migrant", "migrant"),
        Word("home_based", "home-based", "thuiswerk"),
        Word("mixed", "mixed", "gemengd"),
    ),
)
GENDER = Field(
    "gender",
    "Who they mostly are.",
    "women or men",
    "vrouwen of mannen",
    Type.WORD,
    (Word("women", "women", "vrouwen"), Word("men", "men", "mannen"), Word("mixed", "mixed", "gemengd")),
)
WHO = Field(
    "who",
    "Which people they are.",
    "which people",
    "welke mensen",
    Type.WORD,
    (
        Word("residents", "residents", "omwonenden"),
        Word("children_and_families", "children and families", "kinderen en gezinnen"),
        Word("indigenous_or_caste_group", "indigenous or caste group", "inheemse of kastegroep"),
        Word("consumers", "consumers", "consumenten"),
    ),
)
FORM = Field(
    "form",
    "How it came about; an employer-appointed committee does not speak for workers.",
    "form",
    "vorm",
    Type.WORD,
    (
        Word("elected_committee", "elected committee", "gekozen comité"),
        Word(
            "employer_appointed_committee",
            "committee appointed by the employer",
            "door de werkgever benoemd comité",
        ),
        Word("cooperative", "cooperative", "coöperatie"),
        Word("residents_association", "residents' association", "bewonersvereniging"),
        Word("self_help_group", "self-help group", "zelfhulpgroep"),
        Word("delegation", "delegation they chose themselves", "afvaardiging die zij zelf kozen"),
    ),
)
DEFENDER = Field(
    "defender",
    "Whether it defends human rights at its own risk.",
    "defender",
    "verdediger",
    Type.WORD,
    YES_NO,
)
WORD = Field("word", "The user's own word for it.", "own word", "eigen woord")

QUARRY = _stakeholder(
    "Quarry",
    "A place where stone is broken, and who runs it.",
    "quarry",
    "groeve",
    "chain",
    "company",
    STONE,
    PERMIT,
    AREA,
)
SUPPLIER = _stakeholder(
    "Supplier",
    "A company that cuts, finishes, trades or ships stone, or finds the people for it.",
    "supplier",
    "leverancier",
    "chain",
    "company",
    _role(
        ("factory", "factory", "fabriek"),
        ("workshop", "workshop", "werkplaats"),
        ("home_unit", "home unit", "thuiswerkplaats"),
        ("exporter", "exporter", "exporteur"),
        ("trader", "trader", "handelaar"),
        ("labour_contractor", "labour contractor", "koppelbaas"),
        ("transporter", "transporter", "vervoerder"),
    ),
)
IMPORTER = _stakeholder(
    "Importer",
    "A company that brings stone to the market.",
    "importer",
    "importeur",
    "chain",
    "company",
    SIZE,
)
CUSTOMER = _stakeholder(
    "Customer",
    "Who buys and uses the stone.",
    "customer",
    "klant",
    "chain",
    "company",
    _role(
        ("contracting_authority", "contracting authority", "aanbestedende dienst"),
        ("retailer", "retailer", "winkel"),
        ("builder", "builder", "bouwer"),
        ("other", "other", "overig"),
    ),
)
FINANCIER = _stakeholder(
    "Financier",
    "Who lends, insures, invests or gives.",
    "financier",
    "financier",
    "money",
    "company",
    _role(
        ("bank", "bank", "bank"),
        ("insurer", "insurer", "verzekeraar"),
        ("fund", "fund", "fonds"),
        ("donor", "donor", "donor"),
    ),
)
GOVERNMENT_BODY = _stakeholder(
    "GovernmentBody",
    "An office of the state, which has duties of its own.",
    "government body",
    "overheid",
    "state",
    "state",
    _REACH,
    _role(
        ("ministry", "ministry", "ministerie"),
        ("inspectorate", "inspectorate", "inspectie"),
        ("municipality", "municipality", "gemeente"),
        ("court", "court", "rechtbank"),
        ("health_service", "health service", "gezondheidsdienst"),
        ("embassy", "embassy", "ambassade"),
        ("elected_council", "elected council", "gekozen raad"),
        ("other", "other", "overig"),
    ),
)
WORKER_GROUP = _stakeholder(
    "WorkerGroup",
    "People who do the work; they have voices, not a seat.",
    "workers",
    "werknemers",
    "people",
    "",
    EMPLOYMENT,
    GENDER,
    HEADCOUNT,
)
COMMUNITY = _stakeholder(
    "Community",
    "People who live with the work; they have voices, not a seat.",
    "community",
    "gemeenschap",
    "people",
    "",
    WHO,
    HEADCOUNT,
)
TRADE_UNION = _stakeholder(
    "TradeUnion",
    "An organisation of workers that bargains for them.",
    "trade union",
    "vakbond",
    "voice",
    "rights",
    _REACH,
)
MEMBERS_ORGANISATION = _stakeholder(
    "MembersOrganisation",
    "Who sits for a group of people: a committee, a cooperative, a delegation.",
    "members' organisation",
    "ledenorganisatie",
    "voice",
    "rights",
    FORM,
)
NGO = _stakeholder(
    "NGO",
    "An organisation that works for people or nature without profit.",
    "NGO",
    "ngo",
    "voice",
    "ngo",
    _REACH,
    DEFENDER,
)
INDUSTRY_ASSOCIATION = _stakeholder(
    "IndustryAssociation",
    "Companies that speak with one mouth.",
    "industry association",
    "brancheorganisatie",
    "voice",
    "company",
    _REACH,
)
INITIATIVE = _stakeholder(
    "Initiative", "A covenant, programme or standard.", "initiative", "initiatief", "process", "process"
)
EXPERT = _stakeholder(
    "Expert",
    "Who knows, checks or guides, and stands outside.",
    "expert",
    "deskundige",
    "process",
    "process",
    _role(
        ("auditor", "auditor", "auditor"),
        ("certifier", "certifier", "certificeerder"),
        ("academic", "academic", "wetenschapper"),
        ("media", "media", "media"),
        ("consultant", "consultant", "adviseur"),
        ("moderator", "moderator", "gespreksleider"),
    ),
)
PERSON = _stakeholder(
    "Person",
    "One human being; for the team only, and loaded only when asked for.",
    "person",
    "persoon",
    "other",
    "",
    Field("role", "What they do.", "role", "rol", Type.TEXTS, fold=Fold.UNION),
    level=Level.TEAM,
)
OTHER_ORGANISATION = _stakeholder(
    "OtherOrganisation",
    "Anything else, with the user's own word.",
    "other organisation",
    "overige organisatie",
    "other",
    "other",
    WORD,
)

# -- not stakeholders ------------------------------------------------------------------

RISK = Kind(
    "Risk",
    "A way in which people or nature can be harmed.",
    "risk",
    "risico",
    "harm",
    "",
    (),
    stakeholder=False,
)


def _said(name: str, about: str, en: str, nl: str, *words: Word, many: bool = False) -> Field:
    kind = (Type.WORDS if many else Type.WORD) if words else (Type.TEXTS if many else Type.TEXT)
    return Field(name, about, en, nl, kind, words)


ELEMENTS = tuple(
    Field(
        f"element_{name}",
        f"SER element: {en}; evidence, none or unknown.",
        f"element: {en}",
        f"element: {nl}",
        Type.WORD,
        EVIDENCE,
    )
    for name, en, nl in (
        ("motivation", "motivation", "motivatie"),
        ("commitment", "commitment", "commitment"),
        ("inclusion", "inclusion", "inclusie"),
        ("transparency", "transparency", "transparantie"),
        ("contact", "personal contact", "persoonlijk contact"),
        ("organising", "organising the dialogue", "organiseren van de dialoog"),
        ("internal", "internal processes", "interne processen"),
        ("collaboration", "collaboration", "samenwerking"),
        ("knowledge", "knowledge", "kennis"),
    )
)
DIALOGUE = Kind(
    "Dialogue",
    "A conversation that is planned, held, or a series of both.",
    "dialogue",
    "dialoog",
    "process",
    "",
    (
        Field("set_up", "When it was set up.", "set up", "opgezet", Type.DATE),
        Field("held", "When it was held; blank while it is planned.", "held", "gehouden", Type.DATE),
        Field("sessions", "How many rounds.", "sessions", "rondes", Type.NUMBER),
        Field(
            "list_complete",
            "Whether the guest list is known in full.",
            "guest list complete",
            "gastenlijst volledig",
            Type.WORD,
            YES_NO,
        ),
        _said(
            "arena",
            "At home, or with partners in the chain.",
            "home or chain",
            "thuis of keten",
            Word("home", "home", "thuis"),
            Word("chain", "chain", "keten"),
        ),
        _said(
            "mode",
            "How people meet.",
            "form",
            "vorm",
            Word("physical", "in one room", "in één zaal"),
            Word("online", "online", "online"),
            Word("hybrid", "both", "beide"),
        ),
        PLACE,
        _said("goal", "What it is for.", "goal", "doel"),
        _said(
            "mandate",
            "What guests can change.",
            "mandate",
            "mandaat",
            Word("inform", "inform", "informeren"),
            Word("consult", "consult", "raadplegen"),
            Word("decide_together", "decide together", "samen besluiten"),
        ),
        _said("open_to_change", "What can still change.", "open to change", "nog te veranderen"),
        _said("fixed", "What is fixed already.", "fixed", "staat vast"),
        Field("risks", "Risks it is about.", "risks", "risico's", Type.WORDS, fold=Fold.UNION),
        LANGUAGES,
        _said("interpreters", "Who interprets between which languages.", "interpreter", "tolk"),
        _said("interpreter_paid_by", "Who pays the interpreter.", "interpreter paid by", "tolk betaald door"),
        Field("seats", "How many seats there are.", "seats", "stoelen", Type.NUMBER),
        _said("who_pays", "Who pays for it.", "who pays", "wie betaalt"),
        _said(
            "compensation",
            "What guests are paid for time and travel, and when.",
            "compensation",
            "vergoeding",
        ),
        _said("preparation", "Meetings beforehand.", "preparation", "voorbereiding"),
        _said(
            "information_beforehand",
            "What guests are told beforehand.",
            "information beforehand",
            "informatie vooraf",
        ),
        _said("designed_with", "Who shaped the agenda and the list.", "designed with", "ontworpen met"),
        _said("host", "Who hosts it.", "host", "gastheer"),
        _said("premises_of", "Whose place it is held in.", "premises of", "locatie van"),
        _said("hours", "At what hours.", "hours", "uren"),
        _said("moderator", "Who leads the conversation.", "moderator", "gespreksleider"),
        Field(
            "moderator_independent",
            "Whether the moderator depends on no guest.",
            "moderator independent",
            "gespreksleider onafhankelijk",
            Type.WORD,
            YES_NO,
        ),
        _said(
            "moderator_paid_by", "Who pays the moderator.", "moderator paid by", "gespreksleider betaald door"
        ),
        _said("ground_rules", "What everybody agreed to hold to.", "ground rules", "spelregels"),
        _said("speaking_order", "Who speaks when.", "speaking order", "spreekvolgorde"),
        Field(
            "safety_plan",
            "What is done when somebody is threatened.",
            "safety plan",
            "veiligheidsplan",
            level=Level.TEAM,
        ),
        _said("complaint_channel", "Where guests can complain.", "complaints to", "klachten bij"),
        _said("report_back", "Who reports back to whom.", "report back", "terugkoppeling"),
        _said("recorded", "What is recorded.", "recorded", "vastgelegd"),
        _said("list_seen_by", "Who sees the guest list.", "list seen by", "lijst gezien door"),
        _said("results", "What came of it.", "results", "resultaten"),
        Field(
            "follow_up",
            "What came after.",
            "follow-up",
            "vervolg",
            Type.WORD,
            (
                Word("joint", "joint", "gezamenlijk"),
                Word("partly", "partly", "deels"),
                Word("none", "none", "geen"),
            ),
            Fold.NEWEST,
        ),
        Field(
            "follow_up_reason", "Why.", "reason for the follow-up", "reden van het vervolg", fold=Fold.NEWEST
        ),
        _said(
            "elements_model",
            "Which version of the SER model the elements follow.",
            "version of the model",
            "versie van het model",
        ),
        *ELEMENTS,
        NOTES,
    ),
    stakeholder=False,
)

STAKEHOLDER_KINDS = (
    QUARRY,
    SUPPLIER,
    IMPORTER,
    CUSTOMER,
    FINANCIER,
    GOVERNMENT_BODY,
    WORKER_GROUP,
    COMMUNITY,
    TRADE_UNION,
    MEMBERS_ORGANISATION,
    NGO,
    INDUSTRY_ASSOCIATION,
    INITIATIVE,
    EXPERT,
    PERSON,
    OTHER_ORGANISATION,
)
KINDS = (*STAKEHOLDER_KINDS, RISK, DIALOGUE)
