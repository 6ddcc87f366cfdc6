"""Small random cases about voices: drawn once, told to the oracle as data and to us as lines of text."""

import random
from typing import Any

import networkx as nx

from queries.question import Brief
from tests.queries.small import brief, net

PLACES = ("", "IN", "IN/R", "IN/R/K", "IN/R/M", "IN/S")
RISKS = ("water", "wages")
BASES = (
    *("is_one_of_them", "elected", "mandated", "statutory"),
    *("field_contact", "advocate", "employer_appointed", ""),
)
KINDS = {
    "cutters": "WorkerGroup",
    "village": "Community",
    "helpers": "NGO",
    "union": "TradeUnion",
    "committee": "MembersOrganisation",
    "council": "GovernmentBody",
    "yard": "Supplier",
}
GROUPS, SPEAKERS = ("cutters", "village"), ("helpers", "union", "committee", "council")
Case = dict[str, Any]


def drawn(dice: random.Random) -> Case:
    """One case: two groups, four who may speak, one company; a few facts about them."""
    parties: dict[str, dict[str, Any]] = {}
    for name, kind in KINDS.items():
        parties[name] = {"kind": kind, "place": dice.choice(PLACES)}
        if name in SPEAKERS:
            parties[name]["safe"] = dice.choice(("", "", "", "yes", "no"))
            parties[name]["extent"] = dice.choice(("", "", "", "one", "several"))
    parties["committee"]["form"] = dice.choice(
        ("", "elected_committee", "elected_committee", "employer_appointed_committee")
    )
    case: Case = {"parties": parties, "affected": [], "speaks": [], "over": [], "causes": [], "fears": []}
    _harms(case, dice)
    _voices(case, dice)
    _power(case, dice)
    case["guests"] = [name for name in (*SPEAKERS, "yard") if dice.random() < 0.5]
    case["complete"] = dice.random() < 0.8
    return case


def asked(case: Case) -> Brief:
    """The brief of a case."""
    return brief(built(case), case["guests"], complete=case["complete"])


def built(case: Case, order: random.Random | None = None) -> nx.MultiDiGraph:
    """The network of a case, its lines in some order."""
    parties, ties = lines(case)
    if order:
        order.shuffle(parties)
        order.shuffle(ties)
    return net(parties, *ties)


def lines(case: Case) -> tuple[list[str], list[str]]:
    """A case as lines for `small.net`."""
    fields = {"extent": "extent", "form": "form", "safe": "safe_to_invite"}
    parties = [
        f"{one['kind']} {name} {one['place']} "
        + " ".join(f"{field}={one[key]}" for key, field in fields.items() if one.get(key))
        for name, one in case["parties"].items()
    ]
    ties = []
    for group, risk, place, grades, state, likelihood in case["affected"]:
        told = {"place": place, "state": state, "likelihood": likelihood}
        told |= dict(zip(("scale", "scope", "irremediability"), grades, strict=True))
        ties.append(_line(group, "AFFECTED_BY", risk, told))
    for who, whom, basis, risks, places, documented in case["speaks"]:
        told = {"basis": basis, "risks": "|".join(risks), "places": "|".join(places)}
        ties.append(_line(who, "REPRESENTS", whom, told | {"confidence": "documented" if documented else ""}))
    ties += [_line(who, "EMPLOYS", whom, {}) for who, whom in case["over"]]
    ties += [_line(who, "CAUSES", risk, {"place": place}) for who, risk, place in case["causes"]]
    ties += [_line(who, "FEARS_REPRISAL_FROM", whom, {}) for who, whom in case["fears"]]
    for (who, whom), (low, high) in case["needs"].items():
        share = {"share_of_budget": low} if low == high else {}
        ties.append(_line(whom, "FUNDS", who, {"receiver_alternatives": "none", **share}))
    return parties, ties


def _line(a: str, relation: str, b: str, fields: dict[str, Any]) -> str:
    told = " ".join(f"{name}={value}" for name, value in fields.items() if value)
    return f"{a} {relation} {b} {told}"


def _harms(case: Case, dice: random.Random) -> None:
    seen = set()
    for _ in range(dice.randint(1, 5)):
        group, risk, place = dice.choice(GROUPS), dice.choice(RISKS), dice.choice(PLACES)
        where = place or case["parties"][group]["place"]
        if (group, risk, where) not in seen:
            seen.add((group, risk, where))
            grades = tuple(dice.choice((0, 1, 2, 3)) for _ in range(3))
            state = dice.choice(("actual", "potential", ""))
            case["affected"].append((group, risk, place, grades, state, dice.choice((0, 1, 2, 3))))


def _voices(case: Case, dice: random.Random) -> None:
    seen = set()
    for _ in range(dice.randint(0, 6)):
        who = dice.choice((*SPEAKERS, *SPEAKERS, "yard"))
        whom = dice.choice((*GROUPS, *GROUPS, *SPEAKERS[:3]))
        risks = tuple(sorted(dice.sample(RISKS, dice.choice((0, 1, 1, 2)))))
        places = tuple(sorted(dice.sample(PLACES[1:], dice.choice((0, 1, 1, 2)))))
        if who != whom and (who, whom, risks, places) not in seen:
            seen.add((who, whom, risks, places))
            case["speaks"].append((who, whom, dice.choice(BASES), risks, places, dice.random() < 0.4))


def _power(case: Case, dice: random.Random) -> None:
    if dice.random() < 0.6:
        case["over"].append(("yard", dice.choice(GROUPS)))
    if dice.random() < 0.4:
        case["causes"].append((dice.choice(("yard", "helpers")), dice.choice(RISKS), dice.choice(PLACES)))
    if dice.random() < 0.3:
        case["fears"].append((dice.choice(GROUPS), dice.choice(("yard", "council"))))
    case["needs"] = {}
    for who in ("helpers", "union", "committee"):
        if dice.random() < 0.3:
            case["needs"][who, "yard"] = dice.choice(((0.9, 0.9), (0.4, 0.4), (0.0, 1.0)))
