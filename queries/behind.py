"""The claims and sums behind a stakeholder, a tie, a pair or a finding, as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from graph import schema
from graph.facts import Fact
from graph.network import Said
from graph.records import AS_WRITTEN, Mention, Tie
from graph.terms import Field
from graph.values import decoded
from queries.dependence import Need, dependencies
from queries.measures.influence import attenuation, carried, total_influence
from queries.project import influence
from queries.question import Brief, Evidence, Finding, evidence_of
from queries.sides import Interval
from queries.unknowns import gaps

PLAIN = ("holds", "since", "until")
UNSAID = (("level", "participants"), ("kind", ""))
COUNTS, LOST, TOLD = "counts", "lost", ""


class Row(NamedTuple):
    """One claim or number, and where it stands."""

    part: str
    what: str
    about: tuple[str, ...] = ()
    value: str = ""
    counts: str = TOLD
    sure: str = ""
    source: str = ""
    file: str = ""
    at: str = ""


def of_a_stakeholder(
    brief: Brief, node: str, findings: Iterable[Finding], *, sensitive: bool
) -> Iterator[Row]:
    """Its fields with what counts and what lost, its ties by layer, numbers, gaps and findings."""
    yield from _fields(brief, node, sensitive=sensitive)
    for relation, declared in schema.RELATION.items():
        if sensitive or not declared.sensitive:
            for fact in _touching(brief, relation, node):
                yield from _claims(fact, sensitive=sensitive)
    yield from _numbers(brief, node)
    for gap in gaps(brief):
        if node in gap.nodes and gap.what != "one_source":
            what = f"{gap.relation}.{gap.field}" if gap.relation and gap.field else gap.field or gap.relation
            yield Row("gap", what, tuple(n for n in gap.nodes if n != node)[:3], gap.what)
    for one in findings:
        yield Row("finding", one.id, value=one.severity, sure=one.sure)


def of_a_tie(brief: Brief, key: str, *, sensitive: bool) -> Iterator[Row]:
    """Everything that is claimed of the fact that one tie speaks of, that tie first."""
    a, b, claim = next(
        (a, b, data["claim"]) for a, b, k, data in brief.net.edges(keys=True, data=True) if k == key
    )
    if brief.net.edges[a, b, key]["claim"].source == "":  # a decision that one is part of the other
        yield Row(
            "tie",
            claim.relation,
            (a, b),
            "",
            COUNTS,
            claim.confidence,
            at=brief.net.edges[a, b, key]["at"][0].at,
        )
        return
    facts = [
        f
        for f in brief.facts.every()
        if f.relation == claim.relation and any(c.claim == claim for c in f.claims)
    ]
    for fact in facts:
        rows = list(_claims(fact, sensitive=sensitive))
        yield from sorted(rows, key=lambda row: row.source != claim.source)


def of_a_pair(brief: Brief, a: str, b: str, *, sensitive: bool) -> Iterator[Row]:
    """How much `a` depends on `b`, and moves it, with the sum; then every claim between the two."""
    for one in (dependencies(brief).get((a, b)), dependencies(brief).get((b, a))):
        for need in one.needs if one else ():
            yield from _need((one.holder, one.partner) if one else (), need)
    layer = influence(brief)
    for pair in ((a, b), (b, a)):
        if pair in layer.weights:
            value = f"w = {layer.weights[pair]:.2g}"
            yield from placed(Row("number", "influence", pair, value), evidence_of(layer.rests_on[pair]))
    for fact in brief.facts.every():
        if {fact.a, fact.b} == {a, b} and (sensitive or not schema.RELATION[fact.relation].sensitive):
            yield from _claims(fact, sensitive=sensitive)


def of_a_finding(finding: Finding) -> Iterator[Row]:
    """What a finding rests on: every place, once."""
    for one in finding.group or (finding,):
        about = tuple(
            n for nodes in one.nodes.values() for n in ((nodes,) if isinstance(nodes, str) else nodes)
        )
        row = Row("finding", one.id, about, one.severity, sure=one.sure)
        yield from placed(row, one.evidence)


def _fields(brief: Brief, node: str, *, sensitive: bool) -> Iterator[Row]:
    attributes = brief.net.nodes[node]
    for name in ("name", "kind", *sorted(set(attributes) - {"name", "kind", "said", "lost", "blurred"})):
        field = schema.kind_field(attributes["kind"], name) or schema.any_kind_field(name)
        if field is not None and field.sensitive and not sensitive or (name, attributes[name]) in UNSAID:
            continue
        found = False
        for said in attributes["said"]:
            value = _stated(said.claim, name)
            if value not in (None, "", (), []):
                counts = _counting(value, attributes[name], bool(attributes["lost"].get(name)))
                row = Row(
                    "field", name, (), as_text(value, field), counts, said.claim.confidence, said.claim.source
                )
                yield from _at(row, said)
                found = True
        if not found:
            yield Row("field", name, (), as_text(attributes[name], field), COUNTS)


def _stated(claim: Mention | Tie, name: str) -> Any:
    """What one mention says of a field; a place from its country where it says no more."""
    fields = decoded(claim.fields)
    if name in fields:
        return fields[name]
    if name == "place" and isinstance(claim, Mention):
        return claim.country
    return getattr(claim, name, None) if name in ("name", "kind", "ids", "level") else None


def _counting(value: Any, folded: Any, lost: bool) -> str:
    if value == folded or not lost:
        return COUNTS
    return COUNTS if isinstance(folded, tuple) else LOST


def _touching(brief: Brief, relation: str, node: str) -> tuple[Fact, ...]:
    return tuple(
        {id(f): f for f in (*brief.facts.out(relation, node), *brief.facts.into(relation, node))}.values()
    )


def _claims(fact: Fact, *, sensitive: bool) -> Iterator[Row]:
    """The claims about one fact: what each says, and whether all of it counts."""
    about = (fact.a, fact.b)
    for said in fact.claims:
        claim = said.claim
        told = {name: getattr(claim, name) for name in PLAIN if getattr(claim, name) not in ("", "yes")}
        for name, value in decoded(claim.fields).items():
            field = schema.tie_field(fact.relation, name)
            if name != AS_WRITTEN and (sensitive or field is None or not field.sensitive):
                told[name] = value
        lost = [name for name, value in told.items() if name in fact.lost and value != fact.get(name)]
        value = ", ".join(f"{n} {as_text(v, schema.tie_field(fact.relation, n))}" for n, v in told.items())
        row = Row(
            "tie", fact.relation, about, value, LOST if lost else COUNTS, claim.confidence, claim.source
        )
        yield from _at(row, said)


def _numbers(brief: Brief, node: str) -> Iterator[Row]:
    """Dependence both ways, and total influence with what each tie adds to it."""
    for (holder, partner), one in dependencies(brief).items():
        if node in (holder, partner):
            yield from _need((holder, partner), one.worst)
    layer = influence(brief)
    if node not in layer.index:
        return
    b, i = attenuation(layer.ties), layer.index[node]
    total = total_influence(layer.ties, b)
    if total[i] > 0:
        yield Row("number", "influence", (), f"{total[i]:.3g} = sum of w (1 + {b:.2g} c)")
        adds = carried(layer.ties, b, total)
        for at in range(layer.ties.indptr[i], layer.ties.indptr[i + 1]):
            j = layer.ties.indices[at]
            other, w = layer.nodes[j], layer.ties.data[at]
            value = f"{adds[at]:.3g} = {w:.2g} x (1 + {b:.2g} x {total[j]:.3g})"
            row = Row("number", "influence", (other,), value)
            yield from placed(row, evidence_of(layer.rests_on[node, other]))


def _need(about: tuple[str, ...], need: Need) -> Iterator[Row]:
    value = f"{ends_text(need.dependence)} = {ends_text(need.share)} x (1 - {ends_text(need.elsewhere)})"
    yield from placed(Row("number", need.means, about, value), evidence_of(need.facts))


def ends_text(ends: Interval) -> str:
    """A number, or two ends between which it lies."""
    return f"{ends.low:.2g}" if ends.point is not None else f"{ends.low:.2g}–{ends.high:.2g}"


def as_text(value: Any, field: Field | None) -> str:
    """A value as it is stored, in a form people can read; free of language."""
    if isinstance(value, list | tuple):
        return ", ".join(as_text(one, None) for one in value)
    if field is not None and field.type == "share" and isinstance(value, int | float):
        return f"{100 * value:g} %"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _at(row: Row, said: Said) -> Iterator[Row]:
    for place in said.at:
        yield row._replace(file=place.file, at=place.at)


def placed(row: Row, evidence: Iterable[Evidence]) -> Iterator[Row]:
    """The row once for every place that it rests on."""
    found = False
    for one in evidence:
        found = True
        yield row._replace(source=one.source, file=one.file, at=one.at)
    if not found:
        yield row
