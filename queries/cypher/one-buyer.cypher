// title: Who depends on one buyer
// titel: Wie hangt af van één afnemer
// answers: Every seller with one known buyer, or with a buyer that takes more than half of its sales, the largest
//   share that a source states, and how easily it would find another (0 nowhere, 1 easily, as the strictest says).
// antwoordt: Elke verkoper met één bekende afnemer, of met een afnemer die meer dan de helft afneemt, het grootste
//   aandeel dat een bron noemt, en hoe makkelijk hij een ander vindt (0 nergens, 1 makkelijk, volgens de strengste).
// cannot tell: Which buyers no source mentions, and what several products or years come to together: for that, ask
//   aantafel power.
// zegt niet: Welke afnemers geen bron noemt, en waarop verschillende producten of jaren samen uitkomen: vraag dat
//   met aantafel power.

MATCH (seller:Stakeholder)-[sale:SUPPLIES]->(buyer:Stakeholder)
WHERE sale.holds = 'yes' AND seller <> buyer
WITH seller, buyer,
  max(toFloatOrNull(sale.share_of_seller)) AS share,
  min(toFloatOrNull(sale.seller_alternatives)) AS elsewhere
WITH seller, collect({buyer: buyer, share: share, elsewhere: elsewhere}) AS sales
UNWIND sales AS sale
WITH seller, size(sales) AS buyers, sale
WHERE buyers = 1 OR sale.share > 0.5
RETURN
  seller.name AS seller,
  [label IN labels(seller) WHERE label <> 'Stakeholder'][0] AS kind,
  sale.buyer.name AS buyer,
  sale.share AS share,
  sale.elsewhere AS elsewhere,
  buyers
ORDER BY seller, buyer
