"""The sixteen questions of the safety sheet, in the order in which they are asked.

Sources: `docs/definitions.md`; the rules about asking stand in the notes on the headers.
"""

from __future__ import annotations

from graph.fields import (
    ASKED_BY,
    ASKED_FOR,
    ASKED_ON,
    DO_NOT_CONTACT,
    NEEDS,
    SAFE_CHANNEL,
    SAFE_TO_INVITE,
    YES_NO,
)
from graph.relations import TAKES_PART_IN
from graph.terms import UNKNOWN, Field, Type, Word
from ingest.form import FormColumn, column

_PART = {field.name: field for field in TAKES_PART_IN.fields}
_RATHER_NOT = Word(UNKNOWN, "rather not say", "zegt het liever niet")
_AGAIN = Word(UNKNOWN, "ask again", "opnieuw vragen")
LIST = Field("answer", "", "answer", "antwoord", Type.WORD, (*YES_NO, _RATHER_NOT))
_STATUS = (
    Word("accepted", "yes", "ja"),
    Word("declined", "no", "nee"),
    Word("hesitates", "perhaps", "misschien"),
    _RATHER_NOT,
)


def _asked(
    number: str, name: str, en: str, nl: str, field: Field | None = None, **more: object
) -> FormColumn:
    """A question, numbered; its short name is read as well."""
    short = (field.en, field.nl) if field else ()
    made = column(name, f"{number}. {en}", f"{number}. {nl}", field, **more)  # type: ignore[arg-type]
    return FormColumn(made.name, made.field, made.required, (*made.also_called, *short))


def _yes_no(number: str, name: str, en: str, nl: str) -> FormColumn:
    return _asked(number, name, en, nl, words=LIST.words)


QUESTIONS: tuple[FormColumn, ...] = (
    column("party", "party", "partij", required=True, also_called=("name", "naam", "who", "wie")),
    _yes_no(
        "1",
        "may_harm",
        "Could it harm them if others learn that we contacted or invited them?",
        "Kan het hen schaden als anderen horen dat wij contact zochten of uitnodigden?",
    ),
    _asked(
        "2",
        "do_not_contact",
        "Who may not know, and who would hear of it anyway?",
        "Wie mag het niet weten, en wie hoort het toch?",
        DO_NOT_CONTACT,
    ),
    column("fears", "2b. Afraid of (names)", "2b. Bang voor (namen)", also_called=("afraid of", "bang voor")),
    _asked(
        "3",
        "punished_here",
        "Has anyone been punished here for speaking up: "
        "threats, lost work, debt called in, police, court? When?",
        "Is hier iemand gestraft voor spreken: "
        "dreiging, werk kwijt, schuld opgeëist, politie, rechter? Wanneer?",
    ),
    _asked(
        "4",
        "safe_channel",
        "Who is the safest to make first contact, how, where, at what hour?",
        "Wie legt het veiligst het eerste contact, hoe, waar, op welk uur?",
        SAFE_CHANNEL,
    ),
    _asked(
        "5",
        "helpers_safe",
        "Is it safe for that person, for the interpreter and for families?",
        "Is het veilig voor die persoon, de tolk en de families?",
        words=LIST.words,
    ),
    _asked(
        "6",
        "status",
        "Do you want to take part? You may say no, now or later, without giving a reason.",
        "Wilt u meedoen? U mag nee zeggen, nu of later, zonder reden.",
        type=Type.WORD,
        words=_STATUS,
    ),
    _asked(
        "7",
        "not_at_table_with",
        "With whom not at one table, or only after a talk apart?",
        "Met wie niet aan één tafel, of pas na een apart gesprek?",
    ),
    _asked(
        "8",
        "list_seen_by",
        "Who else may know that you come: your employer, your community, the authorities, nobody?",
        "Wie mag weten dat u komt: werkgever, gemeenschap, overheid, niemand?",
    ),
    _yes_no("9a", "consent_name", "May your name be noted?", "Mag uw naam worden genoteerd?"),
    _yes_no("9b", "consent_face", "May your face be photographed?", "Mag uw gezicht worden gefotografeerd?"),
    _yes_no("9c", "consent_voice", "May your voice be recorded?", "Mag uw stem worden opgenomen?"),
    _yes_no("9d", "consent_words", "May your words be quoted?", "Mogen uw woorden worden aangehaald?"),
    _asked(
        "10",
        "other_way",
        "Would another way be safer: through someone else, in writing, by phone, a talk only with us?",
        "Is een andere manier veiliger: via iemand anders, op schrift, per telefoon, alleen met ons?",
    ),
    _asked(
        "11",
        "needs",
        "What do you need: interpreter (man or woman), second person, lost wages, "
        "travel, childcare, private place?",
        "Wat hebt u nodig: tolk (man of vrouw), tweede persoon, gederfd loon, reis, oppas, besloten plek?",
        NEEDS,
        words=(*NEEDS.words, _RATHER_NOT),
    ),
    _asked("12a", "expects", "What do you hope for?", "Waar hoopt u op?", _PART["expects"]),
    _asked("12b", "concern", "What must not happen?", "Wat mag niet gebeuren?", _PART["concern"]),
    _asked(
        "13",
        "who_is_missing",
        "Who is missing from this list? Who should not be on it?",
        "Wie ontbreekt op deze lijst? Wie hoort er niet op?",
    ),
    _asked(
        "14",
        "contact_afterwards",
        "Whom can you call if something happens afterwards, and when may we ask how it went?",
        "Wie kunt u bellen als er daarna iets gebeurt, en wanneer mogen wij vragen hoe het ging?",
    ),
    _asked("15a", "asked_by", "Asked by", "Gevraagd door", ASKED_BY, required=True),
    _asked("15b", "asked_on", "Asked on", "Gevraagd op", ASKED_ON, required=True),
    _asked("15c", "asked_for", "Asked for which list", "Gevraagd voor welke lijst", ASKED_FOR),
    _asked("15d", "asked_place", "Asked for which place", "Gevraagd voor welke plek"),
    _asked("15e", "asked_form", "Asked for which form", "Gevraagd voor welke vorm"),
    _asked(
        "16",
        "safe_to_invite",
        "Safe to invite? Is the gain for them worth the risk?",
        "Veilig uit te nodigen? Is de winst voor hen het risico waard?",
        SAFE_TO_INVITE,
        required=True,
        words=(*SAFE_TO_INVITE.words, _AGAIN, _RATHER_NOT),
    ),
)
