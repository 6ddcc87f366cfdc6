"""The side somebody sits on: companies, government, the people concerned, NGOs, process or other."""

from __future__ import annotations

from graph.schema import KIND
from graph.terms import UNKNOWN
from queries.captured import APPOINTED_FORM
from queries.question import Brief

PEOPLE_BLOC, OTHER_BLOC = "people", "other"


def bloc_of(brief: Brief, node: str) -> str:
    """The bloc of a stakeholder: what the user set, else its kind's (`docs/definitions.md`).

    A contracting authority is government, a committee the employer appointed a company, a person sides
    with those they represent.  "people" for groups, who hold no seat; "other" where the kind is unknown.
    """
    about = brief.net.nodes[node]
    own = about.get("bloc")
    if own and own != UNKNOWN:
        return str(own)
    kind = brief.kind(node)
    if kind == "Customer" and "contracting_authority" in (about.get("role") or ()):
        return "state"
    if kind == "MembersOrganisation" and about.get("form") == APPOINTED_FORM:
        return "company"
    if kind == "Person":
        return _of_a_person(brief, node)
    if kind in KIND and KIND[kind].sphere == "people":
        return PEOPLE_BLOC
    return KIND[kind].bloc if kind in KIND else OTHER_BLOC


def _of_a_person(brief: Brief, node: str) -> str:
    theirs = {bloc_of(brief, fact.b) for fact in brief.facts.out("MEMBER_OF", node)}
    if brief.facts.out("REPRESENTS", node):
        theirs = {"rights"}
    return theirs.pop() if len(theirs) == 1 else OTHER_BLOC
