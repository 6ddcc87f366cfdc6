// title: Who was invited and did not attend
// titel: Wie was uitgenodigd en was er niet
// answers: For every dialogue that was held, each guest who was invited, hesitated, accepted, declined or did not
//   come, and of whom no source says that it was there; with all that is said of it.
// antwoordt: Voor elke gehouden dialoog elke gast die is uitgenodigd, aarzelde, toezegde, afzegde of niet kwam, en
//   van wie geen bron zegt dat hij er was; met alles wat ervan is gezegd.
// cannot tell: Who was there without being noted, why somebody stayed away, and who was never asked: for that, ask
//   aantafel voices.
// zegt niet: Wie er was zonder genoteerd te zijn, waarom iemand wegbleef, en wie nooit is gevraagd: vraag dat met
//   aantafel voices.

MATCH (party:Stakeholder)-[part:TAKES_PART_IN]->(dialogue:Dialogue)
WHERE part.holds = 'yes'
  AND dialogue.held IS NOT NULL AND dialogue.held <> 'unknown'
  AND coalesce(part.role, 'participant') = 'participant'
WITH party, dialogue, part.status AS status
ORDER BY status
WITH party, dialogue, collect(DISTINCT status) AS said
WHERE NOT 'attended' IN said
  AND any(one IN said WHERE one IN ['invited', 'hesitates', 'accepted', 'declined', 'did_not_come'])
RETURN
  dialogue.name AS dialogue,
  dialogue.held AS held,
  party.name AS party,
  [label IN labels(party) WHERE label <> 'Stakeholder'][0] AS kind,
  said
ORDER BY dialogue, party
