"""Exchanges: two people who can teach each other, or three of whom each teaches the next.

They are proposed beside a round, because everyone in one gives and takes. Nobody is in two of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.ids import PersonId
from workers.mentoring.pairs import IMPOSSIBLE, Pairs, Table


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """Two or three people. Each teaches the one after them, and the last teaches the first."""

    people: tuple[PersonId, ...]
    utility: float


def of(pairs: Pairs) -> tuple[Exchange, ...]:
    """Return the exchanges that are possible, best first. Utility is the mean of their pairs."""
    people, teaches = _both(pairs)
    taken, found = set[int](), list[Exchange]()
    for utility, circle in sorted(_circles(teaches), key=lambda one: (-one[0], one[1])):
        if taken.isdisjoint(circle):
            taken |= set(circle)
            found.append(Exchange(people=tuple(people[place] for place in circle), utility=utility))
    return tuple(found)


def _both(pairs: Pairs) -> tuple[list[PersonId], Table]:
    """Return the people who learn and teach, by id, and how well each (row) teaches each (column)."""
    row_of = {one.id: place for place, one in enumerate(pairs.learners)}
    column_of = {one.id: place for place, one in enumerate(pairs.mentors)}
    people = sorted(row_of.keys() & column_of.keys())
    rows, columns = [row_of[id] for id in people], [column_of[id] for id in people]
    return people, pairs.utility[np.ix_(rows, columns)].T


def _circles(teaches: Table) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Yield the mean utility and the people of every circle of two or three, each once, the first by id in front."""
    possible = teaches > IMPOSSIBLE
    for first, second in zip(*np.nonzero(np.triu(possible)), strict=True):
        one, other = int(first), int(second)
        if possible[other, one]:
            yield float(teaches[one, other] + teaches[other, one]) / 2, (one, other)
        thirds = np.flatnonzero(possible[other] & possible[:, one])
        thirds = thirds[thirds > one]
        means = (teaches[one, other] + teaches[other, thirds] + teaches[thirds, one]) / 3
        for third, mean in zip(thirds.tolist(), means.tolist(), strict=True):
            yield mean, (one, other, third)
