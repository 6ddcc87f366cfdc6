"""Fields that several kinds or relations share, and the words they may take."""

from __future__ import annotations

from graph.terms import Field, Fold, Level, Type, Word

# -- words -----------------------------------------------------------------------------

YES_NO = (Word("yes", "yes", "ja"), Word("no", "no", "nee"))
NO_YES = (Word("no", "no", "nee"), Word("yes", "yes", "ja"))
LOW_HIGH = (
    Word("low", "low", "laag", 0.3),
    Word("medium", "medium", "middel", 0.6),
    Word("high", "high", "hoog", 0.9),
)
ELSEWHERE = (
    Word("none", "no, nowhere", "nee, nergens", 0.0),
    Word("hard", "with difficulty", "moeilijk", 0.3),
    Word("some", "sometimes", "soms", 0.6),
    Word("easy", "easily", "makkelijk", 0.9),
)
REACH = (
    Word("local", "local", "lokaal"),
    Word("regional", "regional", "regionaal"),
    Word("national", "national", "nationaal"),
    Word("international", "international", "internationaal"),
)
EVIDENCE = (Word("evidence", "evidence", "aangetoond"), Word("none", "none", "niet"))
LEVELS = (
    Word("public", "everybody", "iedereen"),
    Word("participants", "participants", "deelnemers"),
    Word("team", "team only", "alleen team"),
)
CONFIDENCE_WORDS = (
    Word("documented", "documented", "gedocumenteerd", 0.95),
    Word("stated", "stated", "verklaard", 0.75),
    Word("claimed", "claimed", "beweerd", 0.5),
    Word("inferred", "inferred", "afgeleid", 0.3),
)
ONE_TO_THREE = (
    Word("1", "slight", "licht", 1),
    Word("2", "serious", "ernstig", 2),
    Word("3", "very serious", "zeer ernstig", 3),
)

# -- what every claim carries ----------------------------------------------------------

NAME = Field("name", "The name it goes by.", "name", "naam")
KIND = Field("kind", "What sort of stakeholder it is.", "kind", "soort")
IDS = Field(
    "ids", "Numbers in public registers, as scheme:value.", "ids", "nummers", Type.IDS, fold=Fold.UNION
)
SOURCE = Field("source", "Who claims it.", "source", "bron")
CONFIDENCE = Field(
    "confidence", "How sure the source is.", "how sure", "hoe zeker", Type.WORD, CONFIDENCE_WORDS
)
SAID_ON = Field(
    "said_on", "When the source said it; otherwise the source's own date.", "said on", "gezegd op", Type.DATE
)
LEVEL = Field(
    "level", "Who may see it.", "who may see it", "wie mag het zien", Type.WORD, LEVELS, Fold.CAUTIOUS
)
SINCE = Field("since", "From when it is known to hold.", "since", "sinds", Type.DATE)
UNTIL = Field("until", "Until when it is known to hold.", "until", "tot", Type.DATE)
HOLDS = Field(
    "holds",
    "Whether the source says that it is so, or that it is not.",
    "is it so",
    "is het zo",
    Type.WORD,
    YES_NO,
)
NOTES = Field("notes", "Anything else, for the team's own eyes.", "note", "opmerking", level=Level.TEAM)

# -- what every stakeholder may have ---------------------------------------------------

ALIASES = Field("aliases", "Other names.", "other names", "andere namen", Type.TEXTS, fold=Fold.UNION)
ALSO = Field("also", "Further kinds it is as well.", "is also", "is ook", Type.WORDS, fold=Fold.UNION)
EXTENT = Field(
    "extent",
    "Whether the name stands for one, for several, or nobody says; several get no rank, seat or only door.",
    "one or several",
    "één of meer",
    Type.WORD,
    (
        Word("one", "one", "één"),
        Word("several", "several", "meerdere"),
        Word("unspecified", "not said", "niet gezegd"),
    ),
)
PLACE = Field("place", "Where it is, from country to village.", "place", "plaats", Type.PLACE)
LANGUAGES = Field(
    "languages", "Languages it can take part in.", "languages", "talen", Type.TEXTS, fold=Fold.UNION
)
CAN_JOIN = Field(
    "can_join",
    "How it can take part.",
    "can join by",
    "kan meedoen via",
    Type.WORDS,
    (
        Word("in_person", "in person", "ter plaatse"),
        Word("online", "online", "online"),
        Word("phone", "phone", "telefoon"),
        Word("no", "not at all", "helemaal niet"),
    ),
)
NEEDS = Field(
    "needs",
    "What it needs to be able to come.",
    "needs",
    "heeft nodig",
    Type.WORDS,
    (
        Word("interpreter", "interpreter", "tolk"),
        Word("lost_wages", "lost wages", "gederfd loon"),
        Word("travel", "travel", "reis"),
        Word("childcare", "childcare", "kinderopvang"),
        Word("private_place", "a private place", "besloten plek"),
    ),
    Fold.UNION,
)
JUDGED_INFLUENCE = Field(
    "judged_influence",
    "How much influence the source thinks it has; a perception, kept per source.",
    "influence as judged",
    "invloed volgens de bron",
    Type.DEGREE,
    LOW_HIGH,
    Fold.EACH,
)
JUDGED_INTEREST = Field(
    "judged_interest",
    "How much interest the source thinks it has; a perception, kept per source.",
    "interest as judged",
    "belang volgens de bron",
    Type.DEGREE,
    LOW_HIGH,
    Fold.EACH,
)
BLOC = Field(
    "bloc",
    "The side it sits on, where that differs from its kind's.",
    "side",
    "kant",
    Type.WORD,
    (
        Word("company", "companies", "bedrijven"),
        Word("state", "government", "overheid"),
        Word("rights", "people concerned and their unions", "betrokkenen en hun bonden"),
        Word("ngo", "NGOs", "ngo's"),
        Word("process", "process", "proces"),
        Word("other", "other", "overig"),
    ),
)
HEADCOUNT = Field(
    "headcount", "How many people, as 40 or 20-60.", "how many people", "hoeveel mensen", Type.COUNT
)

# -- the safety sheet: sensitive, always ------------------------------------------------

SAFE_TO_INVITE = Field(
    "safe_to_invite",
    "Whether an invitation is safe for them, as they or somebody they trust say.",
    "safe to invite",
    "veilig uit te nodigen",
    Type.WORD,
    (Word("yes", "yes", "ja"), Word("only_apart", "only apart", "alleen apart"), Word("no", "no", "nee")),
    Fold.CAUTIOUS,
    Level.TEAM,
    True,
)


def _safety(
    name: str, about: str, en: str, nl: str, kind: Type = Type.TEXT, words: tuple[Word, ...] = ()
) -> Field:
    return Field(name, about, en, nl, kind, words, Fold.NEWEST, Level.TEAM, True)


SAFE_CHANNEL = _safety(
    "safe_channel", "A way to reach them that does them no harm.", "safe way", "veilige weg"
)
DO_NOT_CONTACT = _safety(
    "do_not_contact",
    "Who may not hear of it, or that nobody may contact them.",
    "do not contact",
    "niet benaderen",
)
ASKED_BY = _safety("asked_by", "Who asked them; never a party they depend on.", "asked by", "gevraagd door")
ASKED_ON = _safety("asked_on", "When they were asked.", "asked on", "gevraagd op", Type.DATE)
ASKED_FOR = _safety(
    "asked_for", "For which list, place and form they were asked.", "asked for", "gevraagd voor"
)
PUNISHED_HERE = _safety(
    "punished_here",
    "Whether anyone was punished here for speaking up, and how.",
    "punished here for speaking",
    "hier gestraft voor spreken",
)
HELPERS_SAFE = _safety(
    "helpers_safe",
    "Whether it is safe for go-between, interpreter and families.",
    "safe for helpers",
    "veilig voor helpers",
)
LIST_SEEN_BY = _safety(
    "list_seen_by", "Who else may know that they come.", "who may know", "wie mag het weten"
)
CONSENT = _safety(
    "consent",
    "What may be noted, photographed, recorded or quoted.",
    "may be recorded",
    "mag worden vastgelegd",
)
NOT_AT_TABLE_WITH = _safety(
    "not_at_table_with",
    "With whom not at one table, or only after a talk apart.",
    "not at one table with",
    "niet aan tafel met",
)
CONTACT_AFTERWARDS = _safety(
    "contact_afterwards",
    "Whom they can call if something happens afterwards.",
    "contact afterwards",
    "contact achteraf",
)
WHO_IS_MISSING = Field(
    "who_is_missing",
    "Who, in their own words, is missing from the list.",
    "who is missing",
    "wie ontbreekt",
    fold=Fold.EACH,
    level=Level.TEAM,
)
SAFETY = (
    SAFE_TO_INVITE,
    SAFE_CHANNEL,
    DO_NOT_CONTACT,
    ASKED_BY,
    ASKED_ON,
    ASKED_FOR,
    PUNISHED_HERE,
    HELPERS_SAFE,
    LIST_SEEN_BY,
    CONSENT,
    NOT_AT_TABLE_WITH,
    CONTACT_AFTERWARDS,
    WHO_IS_MISSING,
)

EVERY_STAKEHOLDER = (
    ALIASES,
    ALSO,
    EXTENT,
    PLACE,
    LANGUAGES,
    CAN_JOIN,
    NEEDS,
    JUDGED_INFLUENCE,
    JUDGED_INTEREST,
    *SAFETY,
    BLOC,
    NOTES,
)
EVERY_TIE = (NOTES,)
