// title: What rests on one source
// titel: Wat rust op één bron
// answers: Every tie between two parties for which there is one original only, however many copies of it were
//   loaded: who, what, to whom, the original, the sources that say so, and when it was said last.
// antwoordt: Elke band tussen twee partijen waarvoor er maar één oorsprong is, hoeveel kopieën ervan ook geladen
//   zijn: wie, wat, aan wie, de oorsprong, de bronnen die het zeggen, en wanneer het het laatst is gezegd.
// cannot tell: Whether it is true: one good source may be enough. What is said of one pair in one relation counts
//   as one tie, also about two products or places. Whether sources talked to one another nobody has noted.
// zegt niet: Of het waar is: één goede bron kan genoeg zijn. Wat van één paar in één relatie is gezegd, telt als
//   één band, ook bij twee producten of plaatsen. Of bronnen elkaar spraken, heeft niemand genoteerd.

MATCH (copy:Source)
WHERE copy.derived_from IS NOT NULL
WITH collect({id: copy.id, of: copy.derived_from}) AS copies
MATCH (one:Stakeholder)-[tie]->(other:Stakeholder)
WHERE tie.holds = 'yes' AND tie.file <> ''
WITH copies, tie,
  CASE
    WHEN type(tie) IN ['KNOWS', 'IN_CONFLICT_WITH', 'RELATED_TO'] AND other.id < one.id THEN [other, one]
    ELSE [one, other]
  END AS ends
WITH copies, ends, type(tie) AS relation, collect(DISTINCT tie.source) AS sources, max(tie.said_on) AS said_on
CALL (copies, sources) {
  // From each source to where it took its facts, and on, until nothing changes; a ring stands for its smallest.
  UNWIND sources AS source
  WITH source, reduce(
    at = source, step IN copies | coalesce([copy IN copies WHERE copy.id = at | copy.of][0], at)
  ) AS last
  UNWIND reduce(
    walk = [last], step IN copies | walk + coalesce([copy IN copies WHERE copy.id = walk[-1] | copy.of][0], walk[-1])
  ) AS place
  WITH source, min(place) AS original
  ORDER BY source
  RETURN collect(DISTINCT original) AS originals, collect(source) AS told_by
}
WITH ends, relation, originals, told_by, said_on
WHERE size(originals) = 1
RETURN
  ends[0].name AS party,
  relation,
  ends[1].name AS other,
  originals[0] AS original,
  told_by,
  said_on
ORDER BY party, relation, other
