"""Who is heard, the slow way: `docs/definitions.md` read off the page, for a few parties.

A case is plain data, told by name:

- `parties`: name -> {kind, place, extent, form, safe}
- `affected`: (group, risk, place, grades, state, likelihood), with grades a tuple of three, 0 for blank
- `speaks`: (who, for whom, basis, risks, places, documented)
- `over`: (who, group): employs, recruits or lends to
- `causes`: (who, risk, place); `fears`: (group, whom)
- `needs`: (who, on whom) -> (low, high)
- `guests`: names, or None; `complete`

`judge` returns concern -> (least weight, most weight, status, gaps, value of the best voice on the list).
"""

from itertools import product
from typing import Any

RUNG = {
    "is_one_of_them": 1.0,
    "elected": 0.8,
    "mandated": 0.8,
    "statutory": 0.8,
    "field_contact": 0.5,
    "advocate": 0.3,
}
PEOPLE = ("WorkerGroup", "Community")
SPEAKERS = ("TradeUnion", "MembersOrganisation", "NGO", "IndustryAssociation", "GovernmentBody", "Expert")


def judge(case: dict[str, Any]) -> dict[tuple[str, str, str], tuple[float, float, str, set[str], float]]:
    return {
        (group, risk, place): verdict(case, group, risk, place, told)
        for (group, risk, place), told in cells(case).items()
    }


def cells(case: dict[str, Any]) -> dict[tuple[str, str, str], list[tuple[Any, ...]]]:
    found: dict[tuple[str, str, str], list[tuple[Any, ...]]] = {}
    for told in case["affected"]:
        group, risk, place = told[:3]
        found.setdefault((group, risk, place or case["parties"][group]["place"]), []).append(told)
    return {
        (group, risk, place): told
        for (group, risk, place), told in found.items()
        if not any(
            g == group and r == risk and p != place and inside(p, place) for g, r, p in found
        )
    }  # fmt: skip


def inside(inner: str, outer: str) -> bool:
    return outer == "" or inner == outer or inner.startswith(outer + "/")


def weights(told: list[tuple[Any, ...]]) -> tuple[float, float]:
    """Try every grade for a blank, and every likelihood where nobody says."""
    ((_, _, _, grades, state, likelihood),) = told
    possible = [(grade,) if grade else (1, 2, 3) for grade in grades]
    if state == "actual":
        likely: tuple[int, ...] = (3,)
    elif state == "potential":
        likely = (likelihood,) if likelihood else (1, 2, 3)
    else:  # it may happen already
        likely = (likelihood, 3) if likelihood else (1, 2, 3)
    every = [max(graded) * chance for graded in product(*possible) for chance in likely]
    return float(min(every)), float(max(every))


def link(case: dict[str, Any], told: tuple[Any, ...], risk: str, place: str) -> tuple[float, bool] | None:
    """What a claim to speak is worth here, and whether all of it is said; None for nothing."""
    who, _, basis, risks, places, documented = told
    kind = case["parties"][who]["kind"]
    if kind not in SPEAKERS or (kind == "GovernmentBody" and basis not in ("", "statutory")):
        return None
    if risks and risk not in risks:
        return None
    around = [one for one in places if place and inside(place, one)]
    if places and place and not around:
        return None
    if basis == "":
        value = 1.0
    elif basis == "field_contact" and not documented:
        value = 0.3
    else:
        value = RUNG.get(basis, 0.0)
    if around and all("/" not in one for one in around) and "/" in place:
        value = min(value, 0.5)
    return value, bool(basis and risks and around)


def reasons(case: dict[str, Any], voice: str, group: str, risk: str, place: str) -> str:
    """Whether a voice is "captured", "may be", or "free"."""
    power = {who for who, whom in case["over"] if whom == group}
    power |= {whom for who, whom in case["fears"] if who == group}
    for who, what, stated in case["causes"]:
        where = stated or case["parties"][who]["place"]
        if what == risk and (inside(where, place) or inside(place, where)) and who != group:
            power.add(who)
    if voice in power or case["parties"][voice].get("form") == "employer_appointed_committee":
        return "captured"
    ends = [much for (who, whom), much in case["needs"].items() if who == voice and whom in power - {group}]
    if any(low > 0.5 for low, _ in ends):
        return "captured"
    return "may be" if any(high > 0.5 for _, high in ends) else "free"


def voices(case: dict[str, Any], group: str, risk: str, place: str) -> dict[str, list[tuple[float, str]]]:
    """For everybody who is said to speak: each way they do, as what it is worth and how sure that is."""
    found: dict[str, list[tuple[float, str]]] = {}
    chains: list[tuple[Any, ...]] = [
        (told,) for told in case["speaks"] if told[1] == group and told[0] != group
    ]
    chains += [
        (first, last)
        for first in case["speaks"]
        for (last,) in list(chains)
        if first[1] == last[0] and first[0] not in (group, last[0])
    ]
    for chain in chains:
        parts = [link(case, told, risk, place) for told in chain]
        if any(part is None for part in parts):
            continue
        value, said = 1.0, True
        for part in parts:
            assert part is not None
            value, said = value * part[0], said and part[1]
        judged = {reasons(case, told[0], group, risk, place) for told in chain}
        if "captured" in judged or any(told[2] == "employer_appointed" for told in chain):
            how = "captured"
        elif "may be" in judged or not said or case["parties"][chain[0][0]].get("extent") == "several":
            how = "unsure"
        else:
            how = "sure"
        found.setdefault(chain[0][0], []).append((value, how))
    return found


def verdict(
    case: dict[str, Any], group: str, risk: str, place: str, told: list[tuple[Any, ...]]
) -> tuple[float, float, str, set[str], float]:
    sure: dict[str, float] = {}
    unsure, captured = set(), set()
    for who, ways in voices(case, group, risk, place).items():
        free = [(value, how) for value, how in ways if how != "captured"]
        if not free:
            captured.add(who)
            continue
        best = max([value for value, how in free if how == "sure"], default=0.0)
        most = max(value for value, _ in free)
        if best:
            sure[who] = best
        if best < 0.5 and (most >= 0.5 or not best):
            unsure.add(who)
    guests = set(case["guests"] or ())
    unsafe = {who for who, party in case["parties"].items() if party.get("safe") == "no"}
    low, high = weights(told)
    able = {who for who, value in sure.items() if value >= 0.5}
    here = {who: value for who, value in sure.items() if who in guests - unsafe}
    best_here = max(here.values(), default=0.0)
    gaps = set()
    if best_here >= 0.5:
        status = "heard"
        if case["complete"] and len(able & guests - unsafe) == 1:
            gaps.add("single")
    else:
        if not case["complete"] or unsure & guests - unsafe:
            status = "unknown"
        elif sure:
            status = "not_heard"
        elif unsure:
            status = "unknown"
        else:
            status = "not_heard" if captured else "unknown"
        nobody_free_here = not (set(sure) | unsure) & guests - unsafe
        if captured and (not (sure or unsure) or (captured & guests and nobody_free_here)):
            gaps.add("captured")
        if able & unsafe and (able <= unsafe or able & unsafe & guests):
            gaps.add("unsafe")
        if case["complete"] and able - unsafe:
            gaps.add("uninvited")
        if not sure and not unsure and not captured and looked(case, place):
            gaps.add("unseen")
        if status == "unknown" and "unseen" not in gaps:
            gaps.add("unknown")
    if case["complete"]:
        safe_values = [value for who, value in sure.items() if who not in unsafe]
        if best_here:
            only_others = best_here <= 0.5
        else:
            only_others = bool(safe_values) and max(safe_values) < 0.5 and not unsure
        if only_others:
            gaps.add("proxy")
    return low, high, status, gaps, best_here


def looked(case: dict[str, Any], place: str) -> bool:
    """Whether somebody's voice is mapped in this region; a whole country is none."""
    wanted = place.split("/")[:2]
    if len(wanted) < 2:
        return False
    for _, whom, _, _, places, _ in case["speaks"]:
        for where in (*places, case["parties"][whom]["place"]):
            if where and where.split("/")[: len(wanted)] == wanted:
                return True
    return False
