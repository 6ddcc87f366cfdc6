"""A store on a Neo4j server: the truth on relationships, and a folded view for people beside it.

`(:File)-[:CARD]->(:Source)-[:MENTIONS]->(:Stakeholder)`, ties between stakeholders, one relationship per
claim and place; `(:Decision)`, `(:Journal)` and the one `(:Aantafel)`.  Labels, types and folded
properties are the view (`graph.neo4j_view`); what our Python reads is the truth alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from graph import neo4j_reading as reading
from graph.bulk import many_records
from graph.carried import Carried, checked_file_name, is_like
from graph.decisions import check_decisions
from graph.errors import Refused
from graph.forgetting import gone_with
from graph.loading import is_held, must_agree, must_hold, must_know, names_of
from graph.neo4j_deciding import blotted, noted, redecided
from graph.neo4j_loading import Before, Rewriting
from graph.neo4j_placing import who_is_who
from graph.neo4j_reader import Neo4jReader
from graph.neo4j_view import rebuilt
from graph.neo4j_writing import Step, note, turn
from graph.records import Decision, Mention, Source, Tie
from graph.store import Change, Held

if TYPE_CHECKING:
    pass

_LINES = "MATCH (j:Journal) RETURN j.n, j.name, j.note"


class Neo4jStore(Neo4jReader):
    """The `Store` of several people: one graph on a Neo4j server."""

    def load(
        self,
        file: str,
        sources: Iterable[Source],
        mentions: Iterable[Mention],
        ties: Iterable[Tie],
        *,
        replaces: str = "",
        as_new: bool = False,
    ) -> Change:
        """See `Store.load`.  All or nothing up to 10,000 rows; a larger load that breaks off says so."""
        name = checked_file_name(file)
        with many_records():
            return self._load(name, Carried(sources, mentions, ties), replaces, as_new)

    def _load(self, name: str, carried: Carried, replaces: str, as_new: bool) -> Change:
        with self._writing(f"load {name}"):
            files = {one.name: one for one in self.files()}
            held = {one.name: one.digest for one in files.values()}
            name, had = names_of(name, carried.content, held, replaces=replaces, as_new=as_new)
            counted = carried.counts
            if is_held(name, carried.content, held, had):
                return Change(name, "unchanged", *counted)
            if not carried.sources and not had:
                return Change(name, "loaded")
            placed = self._placed(*had)
            if name in held and held[name] and not (replaces or as_new):
                must_agree(name, placed.facts, carried.facts)
            like = "" if had else self._like(carried, files.values())
            gone = placed.ids - carried.ids
            what = "replaced" if any(held[one] for one in had) else "loaded"
            entry = note(what, name, replaces if replaces != name else "")
            self._rewrite(name, had, carried, placed, entry)
        return Change(name, what, *counted, gone=len(gone), like=like)

    def remove_file(self, name: str) -> Change:
        """See `Store.remove_file`."""
        with many_records(), self._writing(f"remove {name}"):
            must_hold(name, [one.name for one in self.files()])
            placed = self._placed(name)
            self._rewrite(name, (name,), Carried((), (), ()), placed, note("removed", name))
        return Change(name, "removed", gone=len(placed.ids))

    def remove_source(self, source: str) -> Change:
        """See `Store.remove_source`."""
        with many_records(), self._writing(f"remove {source}") as writer:
            must_know(source, {one for file in self.files() for one in file.sources})
            gone: set[bytes] = set()
            for file, rows in writer.read(reading.by_file).items():
                before = Carried(*rows)
                if source in before.sources:
                    kept = _without(before, source)
                    gone |= before.ids - kept.ids
                    self._rewrite(file, (file,), kept, self._placed(file))
            writer.run([note("removed", source), turn()], whole=True)
        return Change(source, "removed", gone=len(gone))

    def decide(self, *decisions: Decision) -> None:
        """See `Store.decide`.  The decisions and what they move are one transaction."""
        with many_records(), self._writing("decide") as writer:
            before = writer.read(Before.read)
            verdicts = {one.pair: one for one in before.decided}
            changed, notes = [], []
            for one in decisions:
                if verdicts.get(one.pair) != one:
                    verdicts[one.pair] = one
                    changed.append(one.pair)
                    notes.append(noted("decided", one))
            check_decisions(verdicts.values())
            if changed:
                writer.run(redecided(before, verdicts, changed, notes), whole=True)

    def undecide(self, a: str, b: str) -> bool:
        """See `Store.undecide`."""
        with many_records(), self._writing("undecide") as writer:
            before = writer.read(Before.read)
            verdicts = {one.pair: one for one in before.decided}
            taken = verdicts.pop((a, b) if a <= b else (b, a), None)
            if taken:
                steps = redecided(before, verdicts, [taken.pair], [noted("undecided", taken)])
                writer.run(steps, whole=True)
        return taken is not None

    def forget(self, name: str) -> int:
        """See `Store.forget`.  The server's transaction logs and backups keep what was in them."""
        with many_records(), self._writing("forget") as writer:
            held = writer.read(reading.by_file)
            gone = gone_with(name, (m for _, mentions, _ in held.values() for m in mentions))
            went: set[str] = set()
            for file, rows in held.items():
                went |= gone.went(*rows[1:])
                kept = gone.kept(*rows)
                if kept != rows or gone.is_in(file):
                    self._rewrite(gone.blot(file), (file,), Carried(*kept), self._placed(file))
            before = writer.read(Before.read)
            lines = writer.read(lambda tx: tx.run(_LINES).values())
            writer.run(blotted(before, lines, gone), whole=True)
        return len(went)

    def rebuild(self) -> None:
        """Make what people see anew from the claims and decisions alone."""
        with many_records(), self._writing("rebuild") as writer:
            before = writer.read(Before.read)
            who = who_is_who(before.seated, (), before.decided)
            writer.run(rebuilt(before.seated, who, before.decided, before.cards), whole=False)

    # -- inside ----------------------------------------------------------------------------

    def _writing(self, what: str) -> Any:
        if self.readonly:
            raise Refused.of("store.readonly", file=self.where)
        return self._writer.writing(what)

    def _placed(self, *files: str) -> reading.Placed:
        return self.link.read(lambda tx: reading.Placed(tx, files))

    def _rewrite(
        self, name: str, had: Iterable[str], carried: Carried, placed: reading.Placed, *entry: Step
    ) -> None:
        before = self.link.read(Before.read)
        work = Rewriting(name, tuple(had), carried, placed, before, size=self._batch)
        self._writer.run(work.steps(f"load {name}", *entry), whole=work.is_small)

    def _like(self, carried: Carried, files: Iterable[Held]) -> str:
        """Another file of which the claims are nearly those of this one; of several, the first by name."""
        most = len(carried.ids)
        for file in files:
            may_be = set(file.sources) & carried.sources and (file.mentions + file.ties) * 5 >= most * 4
            if may_be and is_like(carried.ids, self._placed(file.name).ids):
                return file.name
        return ""


def _without(carried: Carried, source: str) -> Carried:
    return Carried(
        (row[3] for row in carried.cards if row[0] != source),
        (row[4] for row in carried.mentions if row[0] != source),
        (row[4] for row in carried.ties if row[1] != source),
    )
