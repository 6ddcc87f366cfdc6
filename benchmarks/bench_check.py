"""`check` in a cold process: 1,000 stakeholders, 4,000 ties, forty guests; store, network and all rules.

Run: `python benchmarks/bench_check.py`.  Goals: under 2 s and 250 MB, from the start of Python to the last
sentence.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from measure import command, machine, table  # noqa: E402

from graph.records import Mention, Tie, mention, source, tie  # noqa: E402
from graph.risks import RISKS  # noqa: E402
from graph.sqlite_store import SqliteStore  # noqa: E402

STAKEHOLDERS, TIES, GUESTS = 1_000, 4_000, 40
GOAL_SECONDS, GOAL_MB = 2.0, 250.0
KINDS = {
    "Quarry": 0.2, "Supplier": 0.25, "Importer": 0.05, "Financier": 0.05, "GovernmentBody": 0.05,
    "WorkerGroup": 0.15, "Community": 0.05, "TradeUnion": 0.05, "MembersOrganisation": 0.05, "NGO": 0.1,
}  # fmt: skip
MIX = {
    "SUPPLIES": 0.3, "EMPLOYS": 0.1, "ADVANCES_CREDIT_TO": 0.05, "FUNDS": 0.05, "INFLUENCES": 0.05,
    "KNOWS": 0.15, "CAUSES": 0.05, "AFFECTED_BY": 0.13, "REPRESENTS": 0.12,
}  # fmt: skip
BASES = ("is_one_of_them", "elected", "mandated", "field_contact", "advocate", "employer_appointed")
RUN = """
from graph.connect import connect
from graph.network import network
from queries.findings import short_ids
from queries.register import QUESTIONS, brief
store = connect({path!r}, readonly=True)
asked = brief(network(store.claims()), dialogue="Talk")
answer = QUESTIONS["check"].ask(asked)
short = short_ids(answer.findings)
said = [(short[one.id], one.sentence(asked, "nl"), one.repair(asked, "nl")) for one in answer.findings]
assert len(said) > 50, len(said)
"""


def claims(seed: int = 11) -> tuple[list[Mention], list[Tie]]:
    """An invented chain in ten regions of three places each."""
    rng = random.Random(seed)
    places = [f"IN / Region {r} / Place {p}" for r in range(10) for p in range(3)]
    names = rng.choices(list(KINDS), list(KINDS.values()), k=STAKEHOLDERS)
    made = [
        mention("bench", kind, f"{kind} {n}", country="IN", fields={"place": rng.choice(places)}, at=f"{n}")
        for n, kind in enumerate(names)
    ]
    risks = {one.value: mention("bench", "Risk", one.value) for one in RISKS}
    talk = mention("bench", "Dialogue", "Talk", fields={"list_complete": "yes"})
    of = {kind: [m for m in made if m.kind == kind] for kind in KINDS}
    asked = {"role": "participant", "status": "considered"}
    seated = [one for one in made if one.kind not in ("WorkerGroup", "Community")]
    ties = [
        tie("bench", "TAKES_PART_IN", one.key, talk.key, fields=asked, at=f"guest {at}")
        for at, one in enumerate(rng.sample(seated, GUESTS))
    ]
    while len(ties) < TIES:
        relation = rng.choices(list(MIX), list(MIX.values()))[0]
        ties.append(_tie(rng, relation, of, risks, places, len(ties)))
    return [*made, *risks.values(), talk], ties


def _tie(
    rng: random.Random, relation: str, of: dict[str, list[Mention]], risks: dict[str, Mention],
    places: list[str], row: int,
) -> Tie:  # fmt: skip
    chain, people = of["Quarry"] + of["Supplier"], of["WorkerGroup"] + of["Community"]
    voices = of["TradeUnion"] + of["MembersOrganisation"] + of["NGO"]
    every = [m for some in of.values() for m in some]
    risk, place, share = rng.choice(list(risks)), rng.choice(places), rng.randint(1, 100) / 100
    ends, fields = {
        "SUPPLIES": (
            (chain, chain + of["Importer"]),
            {"share_of_seller": share, "product": f"stone {row % 9}"},
        ),
        "EMPLOYS": ((chain, of["WorkerGroup"]), {"share_of_income": share, "worker_alternatives": 0.3}),
        "ADVANCES_CREDIT_TO": ((chain + of["Financier"], of["WorkerGroup"]), {"share_of_credit": share}),
        "FUNDS": ((of["Importer"] + of["NGO"], voices), {"share_of_budget": share}),
        "INFLUENCES": ((every, every), {"strength": 0.6}),
        "KNOWS": ((every, every), {"trust": 0.6}),
        "CAUSES": ((chain, [risks[risk]]), {"place": place}),
        "AFFECTED_BY": ((people, [risks[risk]]), {"place": place, "scale": 2, "state": "actual"}),
        "REPRESENTS": ((voices, people), {"basis": rng.choice(BASES), "risks": [risk], "places": [place]}),
    }[relation]
    a, b = (rng.choice(side) for side in ends)
    return tie("bench", relation, a.key, b.key, fields=fields, at=f"{row}")


def main() -> int:
    """Print one line; 1 when a goal is missed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        store = SqliteStore(path, create=True)
        store.load("bench.csv", [source("bench", date="2026")], *claims())
        store.close()
        figure = command([sys.executable, "-c", RUN.format(path=str(path))], runs=5)
    print(machine())
    row = (
        f"{STAKEHOLDERS:,} / {TIES:,}",
        f"{figure.wall:.2f} s",
        f"{figure.cpu:.2f} s",
        f"{figure.peak:.0f} MB",
    )
    print(
        table(
            ("stakeholders / ties", "median of 5 (goal 2 s)", "of which processor", "peak (goal 250 MB)"),
            [row],
        )
    )
    return 0 if figure.wall < GOAL_SECONDS and figure.peak < GOAL_MB else 1


if __name__ == "__main__":
    sys.exit(main())
