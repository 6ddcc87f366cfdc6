"""The case read two ways: by our loader into a network, and by hand from its rows with the csv module.

What is counted by hand shares no code with what it judges; it knows only the headers and words of the
example's own files.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import networkx as nx

from graph.network import Said, network
from graph.records import Claims, Mention
from graph.values import decoded
from ingest.examples import CASE
from ingest.load import Batch, read_file

STUDY, INVENTED = "ser-case-study", "illustrative"
KHAMMAM, RAJASTHAN = "Stakeholder dialogue Khammam 2020", "Stakeholder dialogue Rajasthan 2021"
PLANNED = "Follow-up Rajasthan, online (planned)"
Row = dict[str, str]

# -- by our loader -----------------------------------------------------------------------


def files(folder: Path = CASE) -> list[Path]:
    return sorted(folder.glob("*/*.csv"))


def called(path: Path) -> str:
    """A file of the case as `demo` names it: documented/parties.csv."""
    return f"{path.parent.name}/{path.name}"


def batch(path: Path) -> Batch:
    return read_file(path, name=called(path))


def gathered(batches: Iterable[Batch]) -> Claims:
    told = list(batches)
    return Claims(
        tuple(one for batch in told for one in batch.mentions),
        tuple(one for batch in told for one in batch.ties),
        (),
        tuple(one for batch in told for one in batch.sources),
    )


def read(folder: Path = CASE, without: Iterable[str] = (), level: str = "team") -> nx.MultiDiGraph:
    return network(gathered(batch(path) for path in files(folder)).without(without), level=level)


def node(net: nx.MultiDiGraph, name: str) -> str:
    """The node of the one thing that is called so."""
    (found,) = [one for one, called in net.nodes(data="name") if called == name]
    return str(found)


def mentions(net: nx.MultiDiGraph, name: str, source: str = STUDY) -> list[Said]:
    """What a source says of a thing: its own claims, with their places."""
    said: Iterable[Said] = net.nodes[node(net, name)]["said"]
    return [one for one in said if one.claim.source == source and isinstance(one.claim, Mention)]


def said_of(net: nx.MultiDiGraph, name: str, field: str, source: str = STUDY) -> object:
    """The one value that a source gives to a field of a thing; None where it says nothing."""
    told = [decoded(one.claim.fields) for one in mentions(net, name, source)]
    values = [fields[field] for fields in told if field in fields]
    assert len(values) <= 1
    return values[0] if values else None


def ties(
    net: nx.MultiDiGraph, relation: str = "", a: str = "", b: str = "", source: str = ""
) -> list[dict[str, object]]:
    """The claims that say so, by the names of their ends; a blank is any."""
    return [
        {**tie, "from": net.nodes[x]["name"], "to": net.nodes[y]["name"]}
        for x, y, tie in net.edges(data=True)
        if relation in ("", tie["relation"])
        and source in ("", tie["source"])
        and a in ("", net.nodes[x]["name"])
        and b in ("", net.nodes[y]["name"])
    ]


def tie(net: nx.MultiDiGraph, relation: str, a: str, b: str, source: str = STUDY) -> dict[str, object]:
    """The one such claim; of a tie without direction either way round."""
    found = ties(net, relation, a, b, source)
    if relation in ("KNOWS", "RELATED_TO"):
        found += ties(net, relation, b, a, source)
    (only,) = found
    return only


# -- by hand, from the rows --------------------------------------------------------------


def rows(folder: Path, name: str) -> list[Row]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def every_row(folder: Path, table: str) -> list[Row]:
    """The rows of a table in both parts of the case; none where a part has no such table."""
    parts = [part / table for part in (folder / "documented", folder / "illustrative")]
    return [row for path in parts if path.is_file() for row in rows(path.parent, path.name)]


def line(name: str, folder: Path = CASE, **cells: str) -> tuple[str, str]:
    """Where the one row with these cells stands: its file, and its number as a spreadsheet shows it."""
    wanted = {header.replace("_", " "): text for header, text in cells.items()}
    numbers = [
        number
        for number, row in enumerate(rows(folder, name), start=2)
        if all(row[header] == text for header, text in wanted.items())
    ]
    (number,) = numbers
    return name, str(number)


def rewrite(folder: Path, name: str, change: Callable[[list[Row]], list[Row]]) -> None:
    """Change the rows of a table of a copy of the case."""
    before = rows(folder, name)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(before[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(before))


def parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


ON_THE_LIST = {"considered", "invited", "accepted", "attended", "hesitates"}
TIE_TABLES = ("ties.csv", "rules_and_checks.csv", "trade.csv", "voices.csv", "work_and_money.csv")
BOTH_WAYS = {"knows", "is related to", "is in conflict with"}
Told = tuple[str, ...]


def said_ties(folder: Path) -> set[Told]:
    """Every tie that the rows state, once each: source, what, ends, and the rest of the row."""
    return {tie for name in ("documented", "illustrative") for tie in _ties_of(folder / name)}


def _ties_of(part: Path) -> Iterator[Told]:
    def table(name: str) -> list[Row]:
        return rows(part, name) if (part / name).is_file() else []

    for row in (row for name in TIE_TABLES for row in table(name)):
        a, b = row["who"], row.get("to whom") or row["for or with whom"]
        ends = sorted((a, b)) if row["does"] in BOTH_WAYS else [a, b]
        rest = [f"{k}={v}" for k, v in sorted(row.items()) if v and k not in ("who", "to whom")]
        yield row["source"], row["does"], *ends, *rest
    for row in table("harmed.csv"):
        for risk in parts(row["risk"]):
            yield row["source"], "is harmed by", row["group"], risk, row["place"]
            for who in parts(row.get("by whom", "")):
                yield row["source"], row["how"], who, risk, row["place"]
    for row in table("guests.csv"):
        if row["role"] or row["status"]:
            rest = [row.get(name, "") for name in ("role", "status", "expects", "through whom", "date")]
            yield row["source"], "takes part", row["party"], row["dialogue"], *rest
        if row["commitment"]:
            yield row["source"], "promises", row["party"], row["dialogue"], row["commitment"]
    for row in table("safety.csv"):
        for feared in parts(row["afraid of"]):
            yield row["source"], "fears", row["party"], feared


def stakeholders(folder: Path) -> set[str]:
    """Every party that a row names, described or not; risks and dialogues are none."""
    found = {row["name"] for row in every_row(folder, "parties.csv")}
    for table in TIE_TABLES:
        for row in every_row(folder, table):
            found |= {row["who"], row.get("to whom") or row["for or with whom"]}
    for row in every_row(folder, "harmed.csv"):
        found |= {row["group"], *parts(row.get("by whom", ""))}
    for row in every_row(folder, "guests.csv"):
        found.add(row["party"])
    for row in every_row(folder, "safety.csv"):
        found |= {row["party"], *parts(row["afraid of"])}
    return found


def facts(folder: Path) -> Counter[str]:
    """How many facts each source tells: the parties and dialogues it describes, and its ties."""
    described = {(row["source"], row["name"]) for row in every_row(folder, "parties.csv")}
    described |= {(row["source"], row["title"]) for row in every_row(folder, "dialogues.csv")}
    described |= {(row["source"], row["dialogue"]) for row in every_row(folder, "guests.csv")}
    return Counter(source for source, *_ in (*described, *said_ties(folder)))


def guests(folder: Path, dialogue: str = PLANNED) -> set[str]:
    """Who has a seat at a dialogue, as the rows say."""
    told = [row for row in every_row(folder, "guests.csv") if row["dialogue"] == dialogue]
    return {row["party"] for row in told if row["role"] == "guest" and row["status"] in ON_THE_LIST}


def concerns(folder: Path) -> set[Told]:
    """Group, risk, place: once each."""
    return {
        (row["group"], risk, row["place"])
        for row in every_row(folder, "harmed.csv")
        for risk in parts(row["risk"])
    }


STRONG = {"is one of them", "elected by them", "asked by them", "elected body by law"}
"""Those a group chose, or the law gives it, count; who works with them or stands up for them is below."""
HOLDS_POWER = {"employs", "recruits", "lends to"}


def heard(folder: Path) -> set[Told]:
    """The concerns about which a guest who has no power over the group may surely speak."""
    listed = guests(folder)
    money = every_row(folder, "work_and_money.csv")
    power = {(row["who"], row["to whom"]) for row in money if row["does"] in HOLDS_POWER}
    speaks = [row for row in every_row(folder, "voices.csv") if row["does"] == "speaks for"]
    return {
        (group, risk, place)
        for group, risk, place in concerns(folder)
        for row in speaks
        if row["for or with whom"] == group
        and row["who"] in listed
        and row["on what basis"] in STRONG
        and risk in parts(row["on which risk"])
        and any(place == where or place.startswith(f"{where} / ") for where in parts(row["where"]))
        and (row["who"], group) not in power
    }
