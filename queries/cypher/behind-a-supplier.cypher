// title: What lies behind a supplier
// titel: Wat zit er achter een leverancier
// answers: For every party that supplies an importer, each party further up its chain, how many steps away, and
//   the risks that it is said to cause, contribute to or be linked to.
// antwoordt: Voor elke partij die aan een importeur levert, elke partij verderop in de keten, hoeveel stappen ver,
//   en de risico's die zij volgens een bron veroorzaakt, waaraan zij bijdraagt of waarmee zij verbonden is.
// cannot tell: Whether the stone of this importer came that way, who is missing from the chain, and what happens
//   more than eight steps up.
// zegt niet: Of de steen van deze importeur langs die weg kwam, wie er in de keten ontbreekt, en wat er meer dan
//   acht stappen verder gebeurt.

MATCH (supplier:Stakeholder)-[sale:SUPPLIES]->(:Importer)
WHERE sale.holds = 'yes'
WITH DISTINCT supplier
MATCH chain = SHORTEST 1 (behind:Stakeholder)-[step:SUPPLIES WHERE step.holds = 'yes']->{1,8}(supplier)
WHERE behind <> supplier
OPTIONAL MATCH (behind)-[harm:CAUSES|CONTRIBUTES_TO|LINKED_TO]->(risk:Risk)
WHERE harm.holds = 'yes'
WITH supplier, behind, length(chain) AS steps, risk.name AS risk
ORDER BY risk
WITH supplier, behind, steps, collect(DISTINCT risk) AS risks
RETURN
  supplier.name AS supplier,
  behind.name AS behind,
  [label IN labels(behind) WHERE label <> 'Stakeholder'][0] AS kind,
  behind.place AS place,
  steps,
  risks
ORDER BY supplier, steps, behind
