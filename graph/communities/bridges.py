"""Who answers whom: which units of the company help each other, and which stay among themselves.

An answer to a question that was asked by name leads from the unit of the asker to that of the helper. The map is drawn
by calendar quarter. A pair of units is on it if at least five people of one asked and at least five of the other
answered, and it has no sums, so that nothing follows about a pair that isn't on it: decision 45.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from graph import clock
from graph.communities import small_groups
from graph.communities.communities import NOT_HERE
from graph.communities.months import Range
from graph.driver import only
from graph.errors import NotFound
from graph.ids import PersonId
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

LOOKS_BACK = timedelta(days=365)
# Stands for what everyone may read, where a community has its id.
SITE = "site"


@dataclass(frozen=True, kw_only=True)
class Bridge:
    """How many answers people of one unit gave to people of another, rounded down to a multiple of five."""

    asking: str
    helping: str
    answers: int


@dataclass(frozen=True, kw_only=True)
class Tied:
    """The bridges of a quarter as they are kept: of each, the unit that asked, the one that helped, and the answers."""

    asking: tuple[str, ...] = ()
    helping: tuple[str, ...] = ()
    answers: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OwnBridge:
    """What leads from a person's own unit to another: answers that they `gave` there, and that they `got`."""

    unit: str
    gave: int
    got: int


@dataclass(frozen=True, kw_only=True)
class OwnBridges:
    """A person's own unit, empty if none is known, and the units to which they have a bridge, the strongest first."""

    unit: str
    bridges: tuple[OwnBridge, ...]


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """An answer: who of which unit asked, and who of which unit helped."""

    asker: PersonId
    asking: str
    helper: PersonId
    helping: str


@dataclass(frozen=True, kw_only=True)
class _Own:
    unit: str
    gave: tuple[str, ...]
    got: tuple[str, ...]


def summed(quarters: Iterable[Tied]) -> tuple[Bridge, ...]:
    """Return the bridges of several quarters together: what is kept of each, and nothing else."""
    answers = Counter[tuple[str, str]]()
    for quarter in quarters:
        for asking, helping, count in zip(quarter.asking, quarter.helping, quarter.answers, strict=True):
            answers[asking, helping] += count
    return tuple(
        Bridge(asking=asking, helping=helping, answers=count) for (asking, helping), count in sorted(answers.items())
    )


def drawn(crossed: Iterable[Crossing]) -> Tied:
    """Return what may be kept of the answers of a quarter: the pairs of units with five people at each end."""
    pairs = defaultdict[tuple[str, str], list[Crossing]](list)
    for one in crossed:
        pairs[one.asking, one.helping].append(one)
    shown = {
        ends: small_groups.people(len(between)) or 0
        for ends, between in sorted(pairs.items())
        if small_groups.people({one.asker for one in between}) and small_groups.people({one.helper for one in between})
    }
    return Tied(
        asking=tuple(asking for asking, _ in shown),
        helping=tuple(helping for _, helping in shown),
        answers=tuple(shown.values()),
    )


def crossings(place: str, span: Range) -> tuple[Crossing, ...]:
    """Return the answers to what was asked by name in a community, by its id, or on the `SITE`. No page shows them."""
    return read_as(
        Crossing,
        """
        MATCH (post:Question)
        WHERE post.posted_key >= $since AND post.posted_key < $until AND NOT coalesce(post.is_anonymous, false)
          AND CASE $place WHEN $site THEN post.audience = $everyone
              ELSE EXISTS { (post)-[:IN]->(around:Community) WHERE around.id = $place } END
        MATCH (asking:Unit)<-[:WORKS_IN]-(asker:Person)-[:ASKED]->(post)
        MATCH (post)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(helper:Person)-[:WORKS_IN]->(helping:Unit)
        WHERE helper.id <> asker.id
        RETURN asker.id AS asker, asking.name AS asking, helper.id AS helper, helping.name AS helping
        """,
        place=place,
        site=SITE,
        everyone=EVERYONE,
        since=clock.key(span.begins),
        until=clock.key(span.ends),
    )


def own(*, viewer: Viewer) -> OwnBridges:
    """Return the viewer's own bridges of the last year. Questions without a name, also their own, build none."""
    rows = read_as(
        _Own,
        """
        MATCH (me:Person {id: $viewer})
        WITH me, coalesce([(me)-[:WORKS_IN]->(home:Unit) | home.name][0], '') AS unit
        RETURN unit,
               COLLECT {
                   MATCH (me)-[:GAVE]->(:Answer)-[:ANSWERS]->(post:Post)<-[:ASKED]-(:Person)-[:WORKS_IN]->(there:Unit)
                   WHERE {{post is open}} AND post.posted_key >= $since AND NOT coalesce(post.is_anonymous, false)
                     AND there.name <> unit
                   RETURN there.name AS name
               } AS gave,
               COLLECT {
                   MATCH (me)-[:ASKED]->(post:Post)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(:Person)-[:WORKS_IN]->(there:Unit)
                   WHERE {{post is open}} AND post.posted_key >= $since AND NOT coalesce(post.is_anonymous, false)
                     AND there.name <> unit
                   RETURN there.name AS name
               } AS got
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        since=clock.key(clock.now() - LOOKS_BACK),
    )
    row = only(rows, otherwise=NotFound(NOT_HERE))
    gave, got = Counter(row.gave), Counter(row.got)
    bridges = [OwnBridge(unit=unit, gave=gave[unit], got=got[unit]) for unit in {*gave, *got}] if row.unit else []
    return OwnBridges(
        unit=row.unit, bridges=tuple(sorted(bridges, key=lambda one: (-one.gave - one.got, one.unit.casefold())))
    )
