"""An invented network of natural stone, as large as a real case, with a planned dialogue.

Everything here is made up for the tests; no name is that of a real organisation.
"""

from collections.abc import Iterable
from typing import Any

from graph.network import network
from graph.records import Claims, Mention, Source, Tie, mention, source, tie
from graph.settings import Settings
from queries.pages.seats import ConcernState
from queries.question import Answer, Brief, Column, Guests

CARD = source("illustrative", title="Illustrative case", date="2024", level="public")


class Told:
    """Claims as they are told: `party` names somebody, `says` ties two, `brief` is what comes of it."""

    def __init__(self, card: Source = CARD, suffix: str = "") -> None:
        self.card, self.suffix = card, suffix  # the suffix ends every file name and place in a file
        self.mentions: dict[str, Mention] = {}
        self.ties: list[Tie] = []

    def party(
        self,
        kind: str,
        name: str,
        place: str = "",
        level: str = "public",
        ids: Iterable[str] = (),
        **fields: Any,
    ) -> str:
        if place:
            fields["place"] = place
        at, file = f"Parties {len(self.mentions) + 2}{self.suffix}", f"parties.csv{self.suffix}"
        self.mentions[name] = mention(
            self.card.id, kind, name, ids=ids, level=level, fields=fields, file=file, at=at
        )  # fmt: skip
        return name

    def says(
        self, a: str, relation: str, b: str, confidence: str = "claimed", level: str = "public", **fields: Any
    ) -> None:
        at, file = f"Ties {len(self.ties) + 2}{self.suffix}", f"ties.csv{self.suffix}"
        ends = self.mentions[a].key, self.mentions[b].key
        made = tie(
            self.card.id, relation, *ends, confidence=confidence, level=level, fields=fields, file=file, at=at
        )  # fmt: skip
        self.ties.append(made)

    def harmed(self, group: str, risk: str, place: str = "", **fields: Any) -> None:
        if risk not in self.mentions:
            self.mentions[risk] = mention(
                self.card.id, "Risk", risk, level="public", file="harms.csv", at=risk
            )
        self.says(group, "AFFECTED_BY", risk, **({"place": place} if place else {}), **fields)

    def claims(self) -> Claims:
        return Claims(tuple(self.mentions.values()), tuple(self.ties), (), (self.card,))

    def node(self, name: str) -> str:
        net = network(self.claims())
        return str(net.graph["who"].of(self.card.id, self.mentions[name].key))

    def brief(
        self,
        guests: Iterable[str] | None = None,
        *,
        level: str = "team",
        complete: bool = True,
        planned: bool = False,
        title: str = "Follow-up",
    ) -> Brief:
        net = network(self.claims(), Settings(), level=level)
        if guests is None:
            return Brief(net)
        who = net.graph["who"]
        members = tuple(who.of(self.card.id, self.mentions[name].key) for name in guests)
        dialogue = who.of(self.card.id, self.mentions[title].key) if title in self.mentions else ""
        return Brief(net, Guests(dialogue, title, members, (), complete, planned))

    def answer(self, **heard: Iterable[ConcernState]) -> Answer:
        """What `voices` would say, told by hand: by name, the concerns of each group."""
        rows = tuple(
            {
                "group": self.node(name),
                "risk": one.risk,
                "place": one.place,
                "status": one.status,
                "gaps": one.gaps,
                "weight": one.weight,
            }
            for name, concerns in heard.items()
            for one in concerns
        )
        return Answer("voices", tuple(Column(name) for name in rows[0]) if rows else (), rows)


def concern(risk: str, status: str, *gaps: str, weight: float = 1.0, place: str = "") -> ConcernState:
    return ConcernState(risk, place, status, gaps, weight)


PARTIES = """
Quarry | Sandstone quarry cluster A | Rajasthan
Quarry | Sandstone quarry cluster B | Rajasthan
Quarry | Sandstone quarry C | Rajasthan
Quarry | Informal pits Bundi | Rajasthan
Quarry | Granite quarry Khammam 1 | Telangana
Quarry | Granite quarry Khammam 2 | Telangana
Supplier | Cutting yard Kota | Rajasthan | workshop
Supplier | Cutting yard Bundi | Rajasthan | workshop
Supplier | Home cobble units | Rajasthan | home_unit
Supplier | Tile factory Jaipur | Rajasthan | factory
Supplier | Granite factory Khammam | Telangana | factory
Supplier | Polishing works Khammam | Telangana | factory
Supplier | Labour contractor Kota | Rajasthan | labour_contractor
Supplier | Exporter Sandstone 1 | Rajasthan | exporter
Supplier | Exporter Sandstone 2 | Rajasthan | exporter
Supplier | Exporter Granite 1 | Telangana | exporter
Supplier | Stone trader Mumbai | Maharashtra | trader
Supplier | Haulier Mundra | Gujarat | transporter
Importer | Importer North | NL
Importer | Importer Delta | NL
Importer | Importer Scheldt | NL
Importer | Importer Maas | NL
Customer | Municipality A | NL | contracting_authority
Customer | Municipality B | NL | contracting_authority
Customer | Garden-centre chain | NL | retailer
Customer | Paving contractor | NL | builder
Customer | Tombstone maker | NL | other
Financier | Moneylenders of Kota | Rajasthan
Financier | Export credit bank | IN
Financier | Importers' bank | NL
Financier | Programme fund | NL
GovernmentBody | Mines department Rajasthan | Rajasthan | ministry
GovernmentBody | Labour inspectorate Rajasthan | Rajasthan | inspectorate
GovernmentBody | Village council Bundi | Rajasthan | elected_council
GovernmentBody | District office Khammam | Telangana | other
GovernmentBody | Silicosis board | Rajasthan | health_service
GovernmentBody | Ministry in The Hague | NL | ministry
WorkerGroup | Quarry workers Kota | Rajasthan
WorkerGroup | Quarry workers Khammam | Telangana
WorkerGroup | Seasonal migrant workers | Rajasthan
WorkerGroup | Women cutting cobbles at home | Rajasthan
WorkerGroup | Factory workers Jaipur | Rajasthan
WorkerGroup | Factory workers Khammam | Telangana
Community | Families in cobble villages | Rajasthan
Community | Silicosis patients and widows | Rajasthan
Community | Farmers near the quarries | Telangana
Community | Residents of quarry village B | Rajasthan
Community | Herders' hamlet | Rajasthan
TradeUnion | Mine workers' union Rajasthan | Rajasthan
TradeUnion | Granite union Khammam | Telangana
TradeUnion | Trade union federation | NL
MembersOrganisation | Worker committee Exporter 2 | Rajasthan
MembersOrganisation | Home workers' cooperative | Rajasthan
NGO | Local NGO Kota | Rajasthan
NGO | Local NGO Khammam | Telangana
NGO | Child-rights NGO | Rajasthan
NGO | Dutch NGO | NL
IndustryAssociation | Stone exporters' association | IN
IndustryAssociation | Paving trade body | NL
Initiative | Sector initiative | NL
Expert | Social auditor | IN
Expert | Moderator | NL
OtherOrganisation | Port of arrival | NL
"""
TIES = """
Sandstone quarry cluster A | SUPPLIES | Cutting yard Kota | 0.6
Sandstone quarry cluster B | SUPPLIES | Cutting yard Bundi | 0.7
Sandstone quarry C | SUPPLIES | Tile factory Jaipur | 0.9
Informal pits Bundi | SUPPLIES | Home cobble units | 0.8
Sandstone quarry cluster A | SUPPLIES | Tile factory Jaipur | 0.3
Granite quarry Khammam 1 | SUPPLIES | Granite factory Khammam | 0.5
Granite quarry Khammam 2 | SUPPLIES | Polishing works Khammam | 0.9
Granite quarry Khammam 1 | SUPPLIES | Polishing works Khammam | 0.2
Cutting yard Kota | SUPPLIES | Exporter Sandstone 1 | 0.9
Cutting yard Bundi | SUPPLIES | Exporter Sandstone 2 | 0.8
Home cobble units | SUPPLIES | Exporter Sandstone 2 | 0.5
Tile factory Jaipur | SUPPLIES | Exporter Sandstone 1 | 0.4
Granite factory Khammam | SUPPLIES | Exporter Granite 1 | 0.9
Polishing works Khammam | SUPPLIES | Exporter Granite 1 | 0.6
Home cobble units | SUPPLIES | Stone trader Mumbai | 0.5
Exporter Sandstone 1 | SUPPLIES | Haulier Mundra | 0.1
Exporter Sandstone 1 | SUPPLIES | Importer North | 0.5
Exporter Sandstone 1 | SUPPLIES | Importer Delta | 0.3
Exporter Sandstone 2 | SUPPLIES | Importer Delta | 0.6
Exporter Sandstone 2 | SUPPLIES | Importer Scheldt | 0.2
Exporter Granite 1 | SUPPLIES | Importer Scheldt | 0.7
Stone trader Mumbai | SUPPLIES | Importer Maas | 0.4
Importer North | SUPPLIES | Municipality A | 0.3
Importer North | SUPPLIES | Garden-centre chain | 0.4
Importer Delta | SUPPLIES | Municipality B | 0.5
Importer Delta | SUPPLIES | Paving contractor | 0.2
Importer Scheldt | SUPPLIES | Tombstone maker | 0.8
Importer Maas | SUPPLIES | Garden-centre chain | 0.3
Sandstone quarry cluster A | EMPLOYS | Quarry workers Kota
Sandstone quarry cluster B | EMPLOYS | Quarry workers Kota
Granite quarry Khammam 1 | EMPLOYS | Quarry workers Khammam
Granite quarry Khammam 2 | EMPLOYS | Quarry workers Khammam
Sandstone quarry C | EMPLOYS | Seasonal migrant workers
Informal pits Bundi | EMPLOYS | Seasonal migrant workers
Home cobble units | EMPLOYS | Women cutting cobbles at home
Tile factory Jaipur | EMPLOYS | Factory workers Jaipur
Granite factory Khammam | EMPLOYS | Factory workers Khammam
Labour contractor Kota | RECRUITS | Seasonal migrant workers
Moneylenders of Kota | ADVANCES_CREDIT_TO | Home cobble units
Labour contractor Kota | ADVANCES_CREDIT_TO | Seasonal migrant workers
Mine workers' union Rajasthan | REPRESENTS | Quarry workers Kota | elected
Granite union Khammam | REPRESENTS | Quarry workers Khammam | elected
Worker committee Exporter 2 | REPRESENTS | Factory workers Jaipur | employer_appointed
Home workers' cooperative | REPRESENTS | Women cutting cobbles at home | is_one_of_them
Local NGO Kota | REPRESENTS | Silicosis patients and widows | field_contact
Local NGO Kota | REPRESENTS | Seasonal migrant workers | advocate
Local NGO Khammam | REPRESENTS | Quarry workers Khammam | field_contact
Local NGO Khammam | REPRESENTS | Factory workers Khammam | advocate
Child-rights NGO | REPRESENTS | Families in cobble villages | advocate
Village council Bundi | REPRESENTS | Residents of quarry village B | statutory
Families in cobble villages | RELATED_TO | Home cobble units | lives beside
Sandstone quarry cluster A | RELATED_TO | Silicosis patients and widows | lives beside
Farmers near the quarries | RELATED_TO | Granite quarry Khammam 1 | lives beside
Sandstone quarry cluster B | RELATED_TO | Residents of quarry village B | lives beside
Herders' hamlet | RELATED_TO | Sandstone quarry C | lives beside
Mines department Rajasthan | REGULATES | Sandstone quarry cluster A
Mines department Rajasthan | REGULATES | Sandstone quarry cluster B
Labour inspectorate Rajasthan | INSPECTS | Tile factory Jaipur
Village council Bundi | INFLUENCES | Informal pits Bundi
District office Khammam | REGULATES | Granite factory Khammam
Silicosis board | KNOWS | Silicosis patients and widows
Ministry in The Hague | FUNDS | Sector initiative
Programme fund | FUNDS | Dutch NGO
Ministry in The Hague | KNOWS | Importer North
Export credit bank | ADVANCES_CREDIT_TO | Exporter Sandstone 1
Importers' bank | ADVANCES_CREDIT_TO | Importer Delta
Social auditor | INSPECTS | Exporter Sandstone 1
Importer North | MEMBER_OF | Sector initiative
Importer Delta | MEMBER_OF | Sector initiative
Dutch NGO | KNOWS | Local NGO Kota
Local NGO Khammam | KNOWS | Dutch NGO
Dutch NGO | KNOWS | Sector initiative
Mine workers' union Rajasthan | KNOWS | Trade union federation
Exporter Sandstone 1 | MEMBER_OF | Stone exporters' association
Exporter Granite 1 | MEMBER_OF | Stone exporters' association
Paving contractor | MEMBER_OF | Paving trade body
Importer Maas | OWNS | Stone trader Mumbai
Importer Delta | INFLUENCES | Exporter Sandstone 2
Mine workers' union Rajasthan | IN_CONFLICT_WITH | Labour contractor Kota
Sector initiative | KNOWS | Moderator
Seasonal migrant workers | FEARS_REPRISAL_FROM | Labour contractor Kota
"""
HARMS = """
Quarry workers Kota | dust_silicosis
Quarry workers Khammam | dust_silicosis
Quarry workers Khammam | wages
Seasonal migrant workers | forced_or_bonded_labour
Women cutting cobbles at home | wages
Factory workers Jaipur | wages
Factory workers Jaipur | injury_heat
Factory workers Khammam | wages
Families in cobble villages | child_labour
Silicosis patients and widows | access_to_remedy
Farmers near the quarries | water
Residents of quarry village B | land_rights
Herders' hamlet | land_rights
"""
GUESTS = """
Importer North | Importer Delta | Importer Scheldt | Exporter Sandstone 1 | Exporter Sandstone 2
Stone exporters' association | Mines department Rajasthan | Ministry in The Hague | Programme fund
Local NGO Kota | Dutch NGO | Worker committee Exporter 2 | Granite union Khammam
"""
FIELD = {"SUPPLIES": "share_of_seller", "REPRESENTS": "basis", "RELATED_TO": "word"}
COUNTRIES = ("IN", "NL", "")


def stone() -> tuple[Told, list[str], Answer]:
    """The claims, the names on the guest list, and who is heard."""
    told, place_of = Told(), {}
    for kind, name, place, *role in rows(PARTIES):
        people = {"headcount": "200-400"} if kind in ("WorkerGroup", "Community") else {}
        place_of[name] = place if place in COUNTRIES else f"IN / {place}"
        told.party(kind, name, place_of[name], **({"role": role} if role else {}), **people)
    for a, relation, b, *value in rows(TIES):
        known: Any = float(value[0]) if relation == "SUPPLIES" else "".join(value)
        sure = "documented" if known == "elected" or (relation == "SUPPLIES" and known > 0.6) else "claimed"
        told.says(a, relation, b, sure, **({FIELD[relation]: known} if value else {}))
    for group, risk in rows(HARMS):
        told.harmed(group, risk, place_of[group], scale=3, scope=2, irremediability=2, state="actual")
    told.mentions["Follow-up"] = mention(
        CARD.id, "Dialogue", "Follow-up", level="public", fields={"mode": "online"}
    )
    guests = [name for row in rows(GUESTS) for name in row]
    for i, name in enumerate(guests):
        status = "accepted" if i % 3 else "invited"
        told.says(name, "TAKES_PART_IN", "Follow-up", role="participant", status=status)
    return told, guests, told.answer(**heard())


def heard() -> dict[str, list[ConcernState]]:
    """Six groups have nobody, one is heard in part, two are heard, of two nobody knows."""
    return {
        "Quarry workers Kota": [concern("dust_silicosis", "not_heard", "captured", weight=27)],
        "Quarry workers Khammam": [concern("dust_silicosis", "heard", weight=18), concern("wages", "heard")],
        "Seasonal migrant workers": [concern("forced_or_bonded_labour", "not_heard", "uninvited", weight=27)],
        "Women cutting cobbles at home": [concern("wages", "not_heard", "uninvited", weight=18)],
        "Factory workers Jaipur": [
            concern("wages", "heard", weight=9),
            concern("injury_heat", "not_heard", "proxy", weight=6),
        ],
        "Factory workers Khammam": [concern("wages", "not_heard", "proxy", weight=9)],
        "Families in cobble villages": [concern("child_labour", "not_heard", "unseen", weight=27)],
        "Silicosis patients and widows": [concern("access_to_remedy", "heard", weight=12)],
        "Farmers near the quarries": [concern("water", "unknown", "unknown", weight=9)],
        "Residents of quarry village B": [concern("land_rights", "unknown", "unknown", weight=6)],
        "Herders' hamlet": [concern("land_rights", "not_heard", "unseen", weight=12)],
    }


def rows(text: str) -> list[list[str]]:
    return [line.split(" | ") for line in text.strip().splitlines()]
