"""The screens that are no table: the first line, what `check` prints, what `demo` ends with, lists of names.

Everything is a list of lines; nothing here decides anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx

from graph.kinds import STAKEHOLDER_KINDS
from graph.naming import follows
from graph.records import Decision, Source
from graph.words import say
from queries.check import Headline, headline, short_ids
from queries.console import limits, places
from queries.question import SEVERITIES, Answer, Brief, Finding, listed
from queries.told_by import ILLUSTRATIVE, facts_by_source, illustrative_share

SITS_AS = {kind.label: "company" for kind in STAKEHOLDER_KINDS if kind.sphere == "chain"} | {
    "IndustryAssociation": "company",
    "Financier": "financier",
    "GovernmentBody": "state",
    "NGO": "ngo",
    "TradeUnion": "union",
    "MembersOrganisation": "members",
    "WorkerGroup": "people",
    "Community": "people",
    "Initiative": "process",
    "Expert": "process",
}


def first_line(brief: Brief, store: str, level: str, lang: str) -> str:
    """Which graph this is: its name, how much it holds, who may read on, how much is invented."""
    line = say(
        "console.first_line",
        lang,
        store=store,
        stakeholders=len(brief.stakeholders()),
        sources=len(facts_by_source(brief.net)),
        level=say(f"console.level_{level}", lang),
    )
    if level == "team":
        line += f" ({say('console.do_not_forward', lang)})"
    if (share := illustrative_share(brief.net)) is not None:
        line += " · " + say("console.illustrative", lang, share=round(share * 100))
    return line


def check_lines(
    brief: Brief, answer: Answer, lang: str, *, most: int = 10, remarks: bool = True
) -> list[str]:
    """What `check` prints: the figures, the findings worst first with evidence and repair, the limits."""
    lines = figures(brief, lang)
    short = short_ids(answer.findings)
    shown = answer.findings[:most] if most else answer.findings
    for finding in shown:
        lines += ["", *finding_lines(finding, short[finding.id], brief, lang)]
    if len(answer.findings) > len(shown):
        lines += ["", say("console.all_findings", lang, n=len(answer.findings) - len(shown))]
    if not answer.findings:
        lines += ["", say("console.nothing_found", lang)]
    return [*lines, "", *limits(answer, lang), cannot_see(brief, lang)] if remarks else lines


def figures(brief: Brief, lang: str) -> list[str]:
    """The headline: who is on the list, and which concerns are heard."""
    found = headline(brief)
    if brief.guests is None:
        return [say("console.no_list", lang), concerns_line(found, lang)]
    guests = len(brief.guests.members)
    line = say("console.guests_line", lang, guests=guests, who=who_sits(brief, lang))
    seats = "console.seats_line" if brief.guests.complete else "console.seats_unknown"
    return [line + say(seats, lang, seats=found.rights_seats, guests=guests), concerns_line(found, lang)]


def who_sits(brief: Brief, lang: str) -> str:
    """The guests by what they are, the largest group first: "6 companies, 2 government bodies, 1 NGO"."""
    members = brief.guests.members if brief.guests else ()
    count = Counter(SITS_AS.get(brief.kind(one), "other") for one in members)
    parts = sorted(count.items(), key=lambda one: (-one[1], one[0]))
    said = [f"{n} {_noun(what, n, lang)}" for what, n in parts]
    return listed(said, lang)


def _noun(what: str, n: int, lang: str) -> str:
    return say(f"console.sits_{what}" if n == 1 else f"console.sits_{what}_many", lang)


def concerns_line(found: Headline, lang: str) -> str:
    """How many concerns there are, heard by whom, not heard, and unknown."""
    return say("console.concerns_line", lang, **found.concerns)


def finding_lines(finding: Finding, short: str, brief: Brief, lang: str) -> list[str]:
    """One finding: what to do, what it rests on, how it is put right."""
    severity = say(f"console.{finding.severity}", lang).upper()
    lines = [f"{severity:<6} {short}  {finding.sentence(brief, lang)}"]
    label = max(len(say(f"console.{word}", lang)) for word in ("evidence", "repair", "sure"))
    if finding.evidence:
        lines.append(f"       {say('console.evidence', lang):<{label}}  {places(finding.evidence)}")
    lines.append(f"       {say('console.repair', lang):<{label}}  {finding.repair(brief, lang)}")
    lines.append(f"       {say('console.sure', lang):<{label}}  {say(f'console.sure_{finding.sure}', lang)}")
    return lines


def cannot_see(brief: Brief, lang: str) -> str:
    """What no question can see: who stands in none of the sources."""
    who, sources = brief.net.graph["who"], len(facts_by_source(brief.net))
    asked = sum(sum(who.resolve(key) in brief.net for key in one.keys) > 1 for one in who.questions)
    return say("console.cannot_see", lang, sources=sources) + (
        " " + say("console.questions_open", lang, questions=asked) if asked else ""
    )


def first_screen(
    brief: Brief, answer: Answer, lang: str, folder: str, program: str = "aantafel"
) -> list[str]:
    """What `demo` ends with: what was read, what is unknown, the worst findings, what was written.

    `program` is how the command line is called from `folder`.
    """
    net, count = brief.net, facts_by_source(brief.net)
    invented = count.get(ILLUSTRATIVE, 0)
    total = sum(count.values())
    dialogues = [d for _, d in net.nodes(data=True) if d.get("kind") == "Dialogue"]
    held = sum(bool(d.get("held")) for d in dialogues)
    found = headline(brief)
    lines = [
        say("console.demo_read", lang, facts=total, documented=total - invented, illustrative=invented),
        say(
            "console.demo_graph",
            lang,
            stakeholders=len(brief.stakeholders()),
            ties=net.number_of_edges(),
            concerns=found.concerns["concerns"],
            dialogues=len(dialogues),
            held=held,
            planned=len(dialogues) - held,
        ),
    ]
    unseen = sorted(str(d["name"]) for d in dialogues if d.get("held") and d.get("list_complete") != "yes")
    if unseen:
        lines.append(say("console.demo_unknown", lang, dialogues=listed(unseen, lang)))
    lines.append("")
    if brief.guests is not None:
        lines.append(_list_line(brief, answer, lang))
        short = short_ids(answer.findings)
        for finding in worst_of_each(answer.findings):
            severity = say(f"console.{finding.severity}", lang).upper()
            lines.append(f"  {severity:<6} {short[finding.id]}  {finding.sentence(brief, lang)}")
        lines.append(
            "  " + say("console.demo_all", lang, n=len(answer.findings), folder=folder, program=program)
        )
    return [*lines, "", *_written(lang)]


def worst_of_each(findings: Iterable[Finding], most: int = 10) -> list[Finding]:
    """The first, so the worst, finding of each rule that asks for more than a look; `most` of them."""
    found: dict[str, Finding] = {}
    for one in findings:
        if one.severity != "note":
            found.setdefault(one.code, one)
    return list(found.values())[:most]


def _list_line(brief: Brief, answer: Answer, lang: str) -> str:
    counted = Counter(finding.severity for finding in answer.findings)
    counts = " · ".join(f"{counted[one]} {say(f'console.{one}', lang)}" for one in SEVERITIES if counted[one])
    assert brief.guests is not None
    return say(
        "console.demo_list", lang, title=brief.guests.title, guests=len(brief.guests.members), counts=counts
    )


def _written(lang: str) -> list[str]:
    workbook = say("start.workbook_name", lang)
    return [
        say("console.demo_written", lang),
        "  " + say("console.demo_map", lang, path="map.html"),
        "  " + say("console.demo_workbook", lang, path=workbook),
    ]


def store_line(files: Sequence[Any], store: str, lang: str) -> str:
    """Which graph this is, said without reading all of it."""
    sources = {source for one in files for source in one.sources}
    level = f"{say('console.level_team', lang)} ({say('console.do_not_forward', lang)})"
    return say("console.store_line", lang, store=store, files=len(files), sources=len(sources), level=level)


def history_lines(journal: Iterable[Any], lang: str) -> list[str]:
    """What was done, a line each: when (UTC), what, to what, and a remark."""
    done = [(one, say(f"console.did_{one.what}", lang)) for one in journal]
    size = max((len(what) for _, what in done), default=0)
    return [
        f"{one.moment[:16].replace('T', ' ')}  {what:<{size}}  {one.name}  {one.note}".rstrip()
        for one, what in done
    ]


def source_lines(files: Iterable[Any], cards: Iterable[Source], lang: str) -> list[str]:
    """The files held, and who says what in them."""
    lines = [
        say(
            "console.file_line",
            lang,
            name=one.name,
            mentions=one.mentions,
            ties=one.ties,
            sources=", ".join(one.sources),
        )
        for one in files
    ]
    titles = {card.id: card.title for card in cards}
    lines += [say("console.source_line", lang, id=id, title=titles[id]).rstrip(": ") for id in sorted(titles)]
    return lines or [say("console.no_files", lang)]


def name_lines(net: nx.MultiDiGraph, proposals: Sequence[Any], lang: str, *, most: int = 20) -> list[str]:
    """What to ask about names: likely pairs, open questions, what was decided, what sleeps."""
    lines: list[str] = []
    likely = [one for one in proposals if one.score >= 75 or not most]
    if likely:
        lines.append(say("console.proposals", lang))
        lines += [_proposal(one, lang) for one in (likely[:most] if most else likely)]
        if most and len(likely) > most:
            lines.append(say("console.more_rows", lang, n=len(likely) - most))
    who = net.graph["who"]
    if who.questions:
        lines.append(say("console.questions", lang))
        lines += [
            f"  {one.name}: {' / '.join(_known_as(net, key, lang) for key in one.keys)}"
            for one in who.questions
        ]
    decisions = [one for one in net.graph["decisions"] if not follows(one)]
    asleep = set(who.sleeping)
    for heading, some in (
        ("console.decisions", [d for d in decisions if d not in asleep]),
        ("console.sleeping", [d for d in decisions if d in asleep]),
    ):
        if some:
            lines.append(say(heading, lang))
            lines += dict.fromkeys(_decision(one, lang) for one in some)  # of one name there may be several
    return lines or [say("console.no_proposals", lang)]


def _proposal(one: Any, lang: str) -> str:
    why = ", ".join(say(f"names.why.{reason}", lang) for reason in one.why)
    verdict = say(f"graph.{one.verdict}", lang)
    return "  " + say(
        "console.proposal", lang, a=one.a_name, b=one.b_name, verdict=verdict, score=round(one.score), why=why
    )


def _decision(one: Decision, lang: str) -> str:
    verdict = say(f"graph.{one.verdict}", lang)
    by = f"({', '.join(part for part in (one.by, one.on, one.reason) if part)})" if one.by or one.on else ""
    return "  " + say("console.decision", lang, a=one.a_name, b=one.b_name, verdict=verdict, by=by).rstrip()


def _known_as(net: nx.MultiDiGraph, key: str, lang: str) -> str:
    from graph.schema import kind_said

    node = net.graph["who"].resolve(key)
    attributes = net.nodes[node] if node in net else {}
    place = f", {attributes['place']}" if attributes.get("place") else ""
    return f"{kind_said(attributes.get('kind', ''), lang)}{place} ({key[:6]})"
