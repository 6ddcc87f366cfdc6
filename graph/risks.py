"""The risks a concern can be about: a fixed list, and `other`.

After the instruments named beside each; the list follows TruStone's and ILO's subjects
(see docs/vocabulary.md).  A risk is named by its value; people read the words.
"""

from __future__ import annotations

from graph.terms import Word

RISKS = (
    Word("child_labour", "child labour", "kinderarbeid"),  # ILO C138, C182
    Word("forced_or_bonded_labour", "forced or bonded labour", "gedwongen of schuldarbeid"),  # C29, P29, C105
    Word("freedom_of_association", "freedom to organise", "vrijheid van vereniging"),  # C87, C98
    Word("discrimination", "discrimination", "discriminatie"),  # C100, C111
    Word("dust_silicosis", "dust and silicosis", "stof en silicose"),  # C155, C187, C176
    Word("injury_heat", "injuries and heat", "ongelukken en hitte"),  # C155, C187, C176
    Word("wages", "wages and a living wage", "loon en leefbaar loon"),
    Word("informality", "informal work and social security", "informeel werk en sociale zekerheid"),
    Word("working_hours", "working hours", "werktijden"),
    Word("violence_harassment", "violence and harassment", "geweld en intimidatie"),  # C190
    Word("land_rights", "land rights", "landrechten"),  # C169
    Word("water", "water", "water"),
    Word("environment", "waste, dust and nature", "afval, stof en natuur"),
    Word("access_to_remedy", "access to remedy", "toegang tot herstel"),  # UNGP 29, 31
    Word("reprisal_civic_space", "reprisals and room to speak", "represailles en ruimte om te spreken"),
    Word("corruption", "corruption and illegal quarrying", "corruptie en illegale winning"),  # OECD VII
    Word("other", "another risk", "een ander risico"),
)
