"""An invented network of natural stone, as large as a real case: sixty stakeholders, a planned dialogue, and who is heard.

Everything here is made up for the tests; no name is that of a real organisation.
"""

from collections.abc import Iterable
from typing import Any

from graph.network import network
from graph.records import Claims, Mention, Source, Tie, mention, source, tie
from graph.settings import Settings
from queries.pages.seats import ConcernState, VoiceState
from queries.question import Answer, Brief, Column, Guests

CARD = source("illustrative", title="Illustrative case", date="2024", level="public")


class Told:
    """Claims as they are told: `party` names somebody, `says` ties two of them, `brief` is what comes of it."""

    def __init__(self, card: Source = CARD) -> None:
        self.card, self.mentions, self.ties = card, {}, []
        self.mentions: dict[str, Mention] = {}
        self.ties: list[Tie] = []

    def party(self, kind: str, name: str, place: str = "", level: str = "public", **fields: Any) -> str:
        if place:
            fields["place"] = place
        at = f"Parties {len(self.mentions) + 2}"
        made = mention(
            self.card.id,
            kind,
            name,
            confidence="claimed",
            level=level,
            fields=fields,
            file="parties.csv",
            at=at,
        )
        self.mentions[name] = made
        return name

    def says(
        self, a: str, relation: str, b: str, confidence: str = "claimed", level: str = "public", **fields: Any
    ) -> None:
        at = f"Ties {len(self.ties) + 2}"
        ends = self.mentions[a].key, self.mentions[b].key
        self.ties.append(
            tie(
                self.card.id, relation, *ends, confidence=confidence, level=level, fields=fields,
                file="ties.csv", at=at,
            )
        )  # fmt: skip

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


R, T = "IN / Rajasthan", "IN / Telangana"


def stone() -> tuple[Told, list[str], Answer]:
    """The claims, the names on the guest list, and who is heard."""
    told = Told()
    _parties(told)
    _chain(told)
    _people(told)
    _power(told)
    guests = _guests(told)
    heard = {
        "Quarry workers Kota": [concern("dust_silicosis", "not_heard", "captured", weight=27)],
        "Quarry workers Khammam": [concern("dust_silicosis", "heard", weight=18), concern("wages", "heard")],
        "Seasonal migrant workers": [concern("forced_or_bonded_labour", "not_heard", "uninvited", weight=27)],
        "Women cutting cobbles at home": [concern("wages", "not_heard", "uninvited", weight=18)],
        "Factory workers Jaipur": [
            concern("wages", "heard", weight=9), concern("injury_heat", "not_heard", "proxy", weight=6),
        ],
        "Factory workers Khammam": [concern("wages", "not_heard", "proxy", weight=9)],
        "Families in cobble villages": [concern("child_labour", "not_heard", "unseen", weight=27)],
        "Silicosis patients and widows": [concern("access_to_remedy", "heard", weight=12)],
        "Farmers near the quarries": [concern("water", "unknown", "unknown", weight=9)],
        "Residents of quarry village B": [concern("land_rights", "unknown", "unknown", weight=6)],
        "Herders' hamlet": [concern("land_rights", "not_heard", "unseen", weight=12)],
    }  # fmt: skip
    return told, guests, told.answer(**heard)


def _parties(told: Told) -> None:
    for name, place in (
        ("Sandstone quarry cluster A", R), ("Sandstone quarry cluster B", R), ("Sandstone quarry C", R),
        ("Informal pits Bundi", R), ("Granite quarry Khammam 1", T), ("Granite quarry Khammam 2", T),
    ):  # fmt: skip
        told.party("Quarry", name, place, stone=["sandstone" if place == R else "black granite"])
    for name, role, place in (
        ("Cutting yard Kota", "workshop", R), ("Cutting yard Bundi", "workshop", R),
        ("Home cobble units", "home_unit", R), ("Tile factory Jaipur", "factory", R),
        ("Granite factory Khammam", "factory", T), ("Polishing works Khammam", "factory", T),
        ("Labour contractor Kota", "labour_contractor", R), ("Exporter Sandstone 1", "exporter", R),
        ("Exporter Sandstone 2", "exporter", R), ("Exporter Granite 1", "exporter", T),
        ("Stone trader Mumbai", "trader", "IN / Maharashtra"), ("Haulier Mundra", "transporter", "IN / Gujarat"),
    ):  # fmt: skip
        told.party("Supplier", name, place, role=[role])
    for name in ("Importer North", "Importer Delta", "Importer Scheldt", "Importer Maas"):
        told.party("Importer", name, "NL")
    for name, role in (
        ("Municipality A", "contracting_authority"), ("Municipality B", "contracting_authority"),
        ("Garden-centre chain", "retailer"), ("Paving contractor", "builder"), ("Tombstone maker", "other"),
    ):  # fmt: skip
        told.party("Customer", name, "NL", role=[role])
    for name, place in (
        ("Moneylenders of Kota", R), ("Export credit bank", "IN"), ("Importers' bank", "NL"),
        ("Programme fund", "NL"),
    ):  # fmt: skip
        told.party("Financier", name, place)
    for name, place, role in (
        ("Mines department Rajasthan", R, "ministry"), ("Labour inspectorate Rajasthan", R, "inspectorate"),
        ("Village council Bundi", R, "elected_council"), ("District office Khammam", T, "other"),
        ("Silicosis board", R, "health_service"), ("Ministry in The Hague", "NL", "ministry"),
    ):  # fmt: skip
        told.party("GovernmentBody", name, place, role=[role])
    for name, place in (
        ("Quarry workers Kota", R), ("Quarry workers Khammam", T), ("Seasonal migrant workers", R),
        ("Women cutting cobbles at home", R), ("Factory workers Jaipur", R), ("Factory workers Khammam", T),
    ):  # fmt: skip
        told.party("WorkerGroup", name, place, headcount="200-400", employment="casual")
    for name, place in (
        ("Families in cobble villages", R), ("Silicosis patients and widows", R),
        ("Farmers near the quarries", T), ("Residents of quarry village B", R), ("Herders' hamlet", R),
    ):  # fmt: skip
        told.party("Community", name, place, headcount="50-90")
    for kind, name, place in (
        ("TradeUnion", "Mine workers' union Rajasthan", R), ("TradeUnion", "Granite union Khammam", T),
        ("TradeUnion", "Trade union federation", "NL"), ("MembersOrganisation", "Worker committee Exporter 2", R),
        ("MembersOrganisation", "Home workers' cooperative", R), ("NGO", "Local NGO Kota", R),
        ("NGO", "Local NGO Khammam", T), ("NGO", "Child-rights NGO", R), ("NGO", "Dutch NGO", "NL"),
        ("IndustryAssociation", "Stone exporters' association", "IN"), ("IndustryAssociation", "Paving trade body", "NL"),
        ("Initiative", "Sector initiative", "NL"), ("Expert", "Social auditor", "IN"),
        ("Expert", "Moderator", "NL"), ("OtherOrganisation", "Port of arrival", "NL"),
    ):  # fmt: skip
        told.party(kind, name, place)


def _chain(told: Told) -> None:
    for a, b, share in (
        ("Sandstone quarry cluster A", "Cutting yard Kota", 0.6), ("Sandstone quarry cluster B", "Cutting yard Bundi", 0.7),
        ("Sandstone quarry C", "Tile factory Jaipur", 0.9), ("Informal pits Bundi", "Home cobble units", 0.8),
        ("Sandstone quarry cluster A", "Tile factory Jaipur", 0.3), ("Granite quarry Khammam 1", "Granite factory Khammam", 0.5),
        ("Granite quarry Khammam 2", "Polishing works Khammam", 0.9), ("Granite quarry Khammam 1", "Polishing works Khammam", 0.2),
        ("Cutting yard Kota", "Exporter Sandstone 1", 0.9), ("Cutting yard Bundi", "Exporter Sandstone 2", 0.8),
        ("Home cobble units", "Exporter Sandstone 2", 0.5), ("Tile factory Jaipur", "Exporter Sandstone 1", 0.4),
        ("Granite factory Khammam", "Exporter Granite 1", 0.9), ("Polishing works Khammam", "Exporter Granite 1", 0.6),
        ("Home cobble units", "Stone trader Mumbai", 0.5), ("Exporter Sandstone 1", "Haulier Mundra", 0.1),
        ("Exporter Sandstone 1", "Importer North", 0.5), ("Exporter Sandstone 1", "Importer Delta", 0.3),
        ("Exporter Sandstone 2", "Importer Delta", 0.6), ("Exporter Sandstone 2", "Importer Scheldt", 0.2),
        ("Exporter Granite 1", "Importer Scheldt", 0.7), ("Stone trader Mumbai", "Importer Maas", 0.4),
        ("Importer North", "Municipality A", 0.3), ("Importer North", "Garden-centre chain", 0.4),
        ("Importer Delta", "Municipality B", 0.5), ("Importer Delta", "Paving contractor", 0.2),
        ("Importer Scheldt", "Tombstone maker", 0.8), ("Importer Maas", "Garden-centre chain", 0.3),
    ):  # fmt: skip
        told.says(a, "SUPPLIES", b, "documented" if share > 0.6 else "claimed", share_of_seller=share)


def _people(told: Told) -> None:
    for a, b in (
        ("Sandstone quarry cluster A", "Quarry workers Kota"), ("Sandstone quarry cluster B", "Quarry workers Kota"),
        ("Granite quarry Khammam 1", "Quarry workers Khammam"), ("Granite quarry Khammam 2", "Quarry workers Khammam"),
        ("Sandstone quarry C", "Seasonal migrant workers"), ("Informal pits Bundi", "Seasonal migrant workers"),
        ("Home cobble units", "Women cutting cobbles at home"), ("Tile factory Jaipur", "Factory workers Jaipur"),
        ("Granite factory Khammam", "Factory workers Khammam"),
    ):  # fmt: skip
        told.says(a, "EMPLOYS", b)
    told.says("Labour contractor Kota", "RECRUITS", "Seasonal migrant workers")
    told.says("Moneylenders of Kota", "ADVANCES_CREDIT_TO", "Home cobble units")
    told.says("Labour contractor Kota", "ADVANCES_CREDIT_TO", "Seasonal migrant workers")
    for a, b, basis in (
        ("Mine workers' union Rajasthan", "Quarry workers Kota", "elected"),
        ("Granite union Khammam", "Quarry workers Khammam", "elected"),
        ("Worker committee Exporter 2", "Factory workers Jaipur", "employer_appointed"),
        ("Home workers' cooperative", "Women cutting cobbles at home", "is_one_of_them"),
        ("Local NGO Kota", "Silicosis patients and widows", "field_contact"),
        ("Local NGO Kota", "Seasonal migrant workers", "advocate"),
        ("Local NGO Khammam", "Quarry workers Khammam", "field_contact"),
        ("Local NGO Khammam", "Factory workers Khammam", "advocate"),
        ("Child-rights NGO", "Families in cobble villages", "advocate"),
        ("Village council Bundi", "Residents of quarry village B", "statutory"),
    ):  # fmt: skip
        told.says(a, "REPRESENTS", b, "documented" if basis == "elected" else "claimed", basis=basis)
    for group, risk, place in (
        ("Quarry workers Kota", "dust_silicosis", R), ("Quarry workers Khammam", "dust_silicosis", T),
        ("Quarry workers Khammam", "wages", T), ("Seasonal migrant workers", "forced_or_bonded_labour", R),
        ("Women cutting cobbles at home", "wages", R), ("Factory workers Jaipur", "wages", R),
        ("Factory workers Jaipur", "injury_heat", R), ("Factory workers Khammam", "wages", T),
        ("Families in cobble villages", "child_labour", R), ("Silicosis patients and widows", "access_to_remedy", R),
        ("Farmers near the quarries", "water", T), ("Residents of quarry village B", "land_rights", R),
        ("Herders' hamlet", "land_rights", R),
    ):  # fmt: skip
        told.harmed(group, risk, place, scale=3, scope=2, irremediability=2, state="actual")
    for a, b in (
        ("Families in cobble villages", "Home cobble units"), ("Silicosis patients and widows", "Sandstone quarry cluster A"),
        ("Farmers near the quarries", "Granite quarry Khammam 1"),
        ("Residents of quarry village B", "Sandstone quarry cluster B"), ("Herders' hamlet", "Sandstone quarry C"),
    ):  # fmt: skip
        told.says(a, "RELATED_TO", b, word="lives beside")


def _power(told: Told) -> None:
    for a, relation, b in (
        ("Mines department Rajasthan", "REGULATES", "Sandstone quarry cluster A"),
        ("Mines department Rajasthan", "REGULATES", "Sandstone quarry cluster B"),
        ("Labour inspectorate Rajasthan", "INSPECTS", "Tile factory Jaipur"),
        ("Village council Bundi", "INFLUENCES", "Informal pits Bundi"),
        ("District office Khammam", "REGULATES", "Granite factory Khammam"),
        ("Silicosis board", "KNOWS", "Silicosis patients and widows"),
        ("Ministry in The Hague", "FUNDS", "Sector initiative"), ("Programme fund", "FUNDS", "Dutch NGO"),
        ("Ministry in The Hague", "KNOWS", "Importer North"), ("Export credit bank", "ADVANCES_CREDIT_TO", "Exporter Sandstone 1"),
        ("Importers' bank", "ADVANCES_CREDIT_TO", "Importer Delta"), ("Social auditor", "INSPECTS", "Exporter Sandstone 1"),
        ("Importer North", "MEMBER_OF", "Sector initiative"), ("Importer Delta", "MEMBER_OF", "Sector initiative"),
        ("Dutch NGO", "KNOWS", "Local NGO Kota"), ("Dutch NGO", "KNOWS", "Local NGO Khammam"),
        ("Dutch NGO", "KNOWS", "Sector initiative"), ("Trade union federation", "KNOWS", "Mine workers' union Rajasthan"),
        ("Exporter Sandstone 1", "MEMBER_OF", "Stone exporters' association"),
        ("Exporter Granite 1", "MEMBER_OF", "Stone exporters' association"),
        ("Paving contractor", "MEMBER_OF", "Paving trade body"), ("Importer Maas", "OWNS", "Stone trader Mumbai"),
        ("Importer Delta", "INFLUENCES", "Exporter Sandstone 2"), ("Mine workers' union Rajasthan", "IN_CONFLICT_WITH", "Labour contractor Kota"),
        ("Moderator", "KNOWS", "Sector initiative"), ("Seasonal migrant workers", "FEARS_REPRISAL_FROM", "Labour contractor Kota"),
    ):  # fmt: skip
        told.says(a, relation, b)


def _guests(told: Told) -> list[str]:
    guests = [
        "Importer North", "Importer Delta", "Importer Scheldt", "Exporter Sandstone 1", "Exporter Sandstone 2",
        "Stone exporters' association", "Mines department Rajasthan", "Ministry in The Hague", "Programme fund",
        "Local NGO Kota", "Dutch NGO", "Worker committee Exporter 2", "Granite union Khammam",
    ]  # fmt: skip
    told.mentions["Follow-up"] = mention(
        CARD.id, "Dialogue", "Follow-up", level="public", fields={"mode": "online"}
    )
    for i, name in enumerate(guests):
        status = "accepted" if i % 3 else "invited"
        told.says(name, "TAKES_PART_IN", "Follow-up", role="participant", status=status)
    return guests
