"""Who is who, the slow way: rules 1 to 3 read off the page, for a handful of mentions and no decisions.

A mention is (kind, name, country, ids); returns the partition as a set of frozensets.
"""

from itertools import combinations

Said = tuple[str, str, str, tuple[str, ...]]


def partition(mentions: set[Said]) -> set[frozenset[Said]]:
    blocks = [{m} for m in sorted(mentions)]
    blocks = merge(blocks, [(a, b) for a, b in combinations(sorted(mentions), 2) if set(a[3]) & set(b[3])])
    by_id = [set(block) for block in blocks]

    def block_of(m: Said) -> int:
        return next(i for i, block in enumerate(by_id) if m in block)

    def schemes(m: Said) -> set[str]:
        return {one.partition(":")[0] for member in by_id[block_of(m)] for one in member[3]}

    def ids_meet(a: Said, b: Said) -> bool:
        return block_of(a) != block_of(b) and bool(schemes(a) & schemes(b))

    links: list[tuple[Said, Said]] = []
    for name in {m[1].casefold() for m in mentions}:
        same_name = [m for m in sorted(mentions) if m[1].casefold() == name]
        complete = [m for m in same_name if m[0] and m[2]]
        blank = [m for m in same_name if not (m[0] and m[2])]
        if complete:
            settled = [{m} | by_id[block_of(m)] & set(complete) for m in complete]
            for triple in {(m[0], m[2]) for m in complete}:
                those = [m for m in complete if (m[0], m[2]) == triple]
                if not any(ids_meet(a, b) for a, b in combinations(those, 2)):
                    settled.append(set(those))
                    links += [(those[0], m) for m in those[1:]]
            stakeholders = merge(
                [{m} for m in complete], [(a, b) for s in settled for a, b in combinations(sorted(s), 2)]
            )
            joiners: dict[int, list[Said]] = {}
            for m in blank:
                fits = [i for i, s in enumerate(stakeholders) if any(fit(m, c) for c in s)]
                if len(fits) == 1 and not any(ids_meet(m, c) for c in stakeholders[fits[0]] if fit(m, c)):
                    joiners.setdefault(fits[0], []).append(m)
            for i, those in joiners.items():
                for m in those:
                    if not any(ids_meet(m, other) for other in those):
                        links.append((next(c for c in sorted(stakeholders[i]) if fit(m, c)), m))
        elif all(fit(a, b) and not ids_meet(a, b) for a, b in combinations(blank, 2)):
            links += [(blank[0], m) for m in blank[1:]]

    merged = merge(by_id, links)
    whole: set[frozenset[Said]] = set()
    for block in merged:
        inside = [b for b in by_id if b <= block]
        clash = any(ids_meet(min(a), min(b)) for a, b in combinations(inside, 2))
        whole |= {frozenset(b) for b in inside} if clash else {frozenset(block)}
    return whole


def fit(a: Said, b: Said) -> bool:
    return not (a[0] and b[0] and a[0] != b[0]) and not (a[2] and b[2] and a[2] != b[2])


def merge(blocks: list[set[Said]], links: list[tuple[Said, Said]]) -> list[set[Said]]:
    blocks = [set(block) for block in blocks]
    for a, b in links:
        one = next(block for block in blocks if a in block)
        two = next(block for block in blocks if b in block)
        if one is not two:
            one |= two
            blocks.remove(two)
    return blocks
