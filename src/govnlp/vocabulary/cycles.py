"""Find circles in what should be a tree."""

from collections.abc import Iterator, Mapping, Sequence


def find_cycles(parents: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Give each circle that a walk upwards meets, as the nodes of one round.

    Every node is entered once, so that the time grows with the number of edges only, whatever
    the shape. Each group of nodes that go round gives one circle at least. Parents that are no
    nodes themselves are passed over.

    >>> list(find_cycles({"a": ["b"], "b": ["c"], "c": ["b"]}))
    [('b', 'c')]
    """
    done: set[str] = set()
    for start in parents:
        if start in done:
            continue
        way = {start: 0}
        steps = [iter(parents[start])]
        while steps:
            parent = next(steps[-1], None)
            if parent is None:
                steps.pop()
                done.add(way.popitem()[0])
            elif parent in way:
                yield tuple(way)[way[parent] :]
            elif parent in parents and parent not in done:
                way[parent] = len(way)
                steps.append(iter(parents[parent]))
