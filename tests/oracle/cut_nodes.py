"""Who holds a graph together, by leaving each node out and walking through what is left; nothing of ours."""

from collections.abc import Collection, Iterable

Pair = tuple[int, int]


def pieces(nodes: Collection[int], pairs: Iterable[Pair]) -> list[set[int]]:
    """The components of a graph without direction."""
    beside: dict[int, set[int]] = {node: set() for node in nodes}
    for a, b in pairs:
        if a in beside and b in beside:
            beside[a].add(b)
            beside[b].add(a)
    found: list[set[int]] = []
    left = set(nodes)
    while left:
        piece, edge = set(), [left.pop()]
        while edge:
            node = edge.pop()
            piece.add(node)
            edge += [other for other in beside[node] if other not in piece]
        left -= piece
        found.append(piece)
    return found


def parts_without(nodes: Collection[int], pairs: Collection[Pair]) -> dict[int, list[set[int]]]:
    """For each node without whom its own component falls apart: the parts it falls into."""
    whole = {node: piece for piece in pieces(nodes, pairs) for node in piece}
    found = {}
    for node in nodes:
        rest = whole[node] - {node}
        parts = pieces(rest, [pair for pair in pairs if node not in pair])
        if len(parts) > 1:
            found[node] = parts
    return found
