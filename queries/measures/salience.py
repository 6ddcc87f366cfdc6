"""Salience classes of stakeholders, as sets: what is not known leaves several classes open.

Mitchell, Agle and Wood (1997), "Toward a theory of stakeholder identification and salience", Academy of
Management Review 22(4): power, legitimacy and urgency, each there or not, make seven classes and none.  The
theory predicts whom managers notice; the standards ask for those they overlook.  So this describes, and
never selects.  What people read are the three attributes, with the ties behind them: the name of the class
with power and urgency alone says "dangerous", which must not be printed about anybody who defends a right.
"""

from __future__ import annotations

from itertools import product

CLASSES = {
    (False, False, False): "non-stakeholder",
    (True, False, False): "dormant",
    (False, True, False): "discretionary",
    (False, False, True): "demanding",
    (True, True, False): "dominant",
    (True, False, True): "dangerous",
    (False, True, True): "dependent",
    (True, True, True): "definitive",
}
"""By power, legitimacy and urgency, in this order, as the authors call them."""


def salience(power: bool | None, legitimacy: bool | None, urgency: bool | None) -> frozenset[str]:
    """The classes that somebody may be in: one where all three are known, eight where none is (None).

    >>> sorted(salience(False, True, None))
    ['dependent', 'discretionary']
    """
    may_be = [(False, True) if one is None else (bool(one),) for one in (power, legitimacy, urgency)]
    return frozenset(CLASSES[strong, rightful, urgent] for strong, rightful, urgent in product(*may_be))
