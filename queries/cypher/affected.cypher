// title: Who is affected, and who speaks for them
// titel: Wie wordt geraakt, en wie spreekt voor hen
// answers: Every party that a risk touches, with everyone who speaks for it about that risk, and on what basis.
//   An empty voice means that the map knows none.
// antwoordt: Elke partij die door een risico wordt geraakt, met wie er over dat risico voor haar spreekt, en op
//   welke grond. Een lege stem betekent dat de kaart er geen kent.
// cannot tell: Whether a voice is heard, free to speak, or speaks for that very place; whether a party without
//   a voice is silent or only absent from the sources. A voice whose risks nobody noted counts for every risk.
// zegt niet: Of een stem gehoord wordt, vrij kan spreken, of voor precies die plaats spreekt; of een partij zonder
//   stem zwijgt of alleen in de bronnen ontbreekt. Een stem waarvan de risico's niet zijn genoteerd, telt voor elk.

MATCH (party:Stakeholder)-[touch:AFFECTED_BY]->(risk:Risk)
WHERE touch.holds = 'yes'
WITH DISTINCT party, risk
OPTIONAL MATCH (voice:Stakeholder)-[speaks:REPRESENTS]->(party)
WHERE speaks.holds = 'yes'
  AND (speaks.risks IS NULL OR any(word IN [] + speaks.risks WHERE word IN [risk.name, 'unknown']))
WITH party, risk, voice, speaks.basis AS basis
ORDER BY basis
WITH party, risk, voice, collect(DISTINCT basis) AS basis
RETURN
  party.name AS party,
  [label IN labels(party) WHERE label <> 'Stakeholder'][0] AS kind,
  risk.name AS risk,
  voice.name AS voice,
  basis
ORDER BY party, risk, voice
