// title: Who can be reached through one party only
// titel: Wie is maar via één partij te bereiken
// answers: Every party that exactly one other party is known to know: that one is the only door to it.
// antwoordt: Elke partij van wie bekend is dat precies één andere partij haar kent: dat is de enige deur.
// cannot tell: Whether that door is safe, free and willing; whether there is a door that no source mentions; and
//   whether a party with two doors hangs on one further away.
// zegt niet: Of die deur veilig, vrij en bereid is; of er een deur is die geen bron noemt; en of een partij met
//   twee deuren verderop toch aan één deur hangt.

MATCH (party:Stakeholder)-[known:KNOWS]-(door:Stakeholder)
WHERE known.holds = 'yes' AND party <> door
WITH party, door, count(DISTINCT known.source) AS sources
WITH party, collect({door: door, sources: sources}) AS doors
WHERE size(doors) = 1
WITH party, doors[0].door AS door, doors[0].sources AS sources
RETURN
  party.name AS party,
  [label IN labels(party) WHERE label <> 'Stakeholder'][0] AS kind,
  door.name AS door,
  [label IN labels(door) WHERE label <> 'Stakeholder'][0] AS door_kind,
  sources
ORDER BY party, door
