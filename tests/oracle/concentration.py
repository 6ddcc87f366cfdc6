"""How concentrated a whole can be, by dividing what is left in thousands of ways; imports nothing of ours."""

from collections.abc import Iterator, Sequence


def all_divisions(known: Sequence[float], is_open: Sequence[bool], crumbs: int = 8) -> Iterator[float]:
    """The sum of squares for each way to hand out what is left in `crumbs` equal pieces.

    Pieces go to partners whose share is open, to one unknown partner, or to nobody in particular
    (countless others, who add nothing).
    """
    left = max(0.0, 1.0 - sum(known))
    takers = [i for i, one in enumerate(is_open) if one] + [len(known), len(known) + 1]

    def hand_out(rest: int, at: int, given: list[int]) -> Iterator[list[int]]:
        if at == len(takers) - 1:
            yield [*given, rest]
            return
        for some in range(rest + 1):
            yield from hand_out(rest - some, at + 1, [*given, some])

    for given in hand_out(crumbs, 0, []):
        shares = [*known, 0.0]
        for taker, pieces in zip(takers, given, strict=True):
            if taker <= len(known):
                shares[taker] += left * pieces / crumbs
        yield sum(share * share for share in shares)
