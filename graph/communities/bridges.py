"""Who answers whom: which units of the company help each other, and which stay among themselves.

An answer to a question that was asked by name leads from the unit of the asker to that of the helper. The map is drawn
by calendar quarter. A pair of units is on it if at least five people of one asked and at least five of the other
answered, and it has no sums, so that nothing follows about a pair that isn't on it: decision 45.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from graph import clock
from graph.communities import months, small_groups
from graph.communities.communities import NOT_HERE
from graph.communities.health import ADMINS_ONLY, COACHES_ONLY
from graph.communities.months import Range
from graph.driver import only
from graph.errors import NotFound
from graph.ids import PersonId
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Bridge:
    """How many answers people of one unit gave to people of another, rounded down to a multiple of five."""

    asking: str
    helping: str
    answers: int


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
    """An answer: when its question was posted, in milliseconds, and who of which unit asked and helped."""

    posted: int
    asker: PersonId
    asking: str
    helper: PersonId
    helping: str


@dataclass(frozen=True, kw_only=True)
class _Row:
    may: bool
    crossings: tuple[Crossing, ...]


@dataclass(frozen=True, kw_only=True)
class _Own:
    unit: str
    gave: tuple[str, ...]
    got: tuple[str, ...]


def in_community(slug: str, span: Range, *, viewer: Viewer) -> tuple[Bridge, ...]:
    """Return the bridges in a community, over the whole quarters of a range. Raises like `health.of_community`."""
    rows = read_as(
        _Row,
        """
        MATCH (place:Community {slug: $slug})
        WHERE {{place is listed or joined}}
        WITH place, {{place is coached by the viewer}}
             OR ({{viewer is the admin}} AND {{place is open to the viewer}}) AS may
        RETURN may,
               COLLECT {
                   MATCH (place)<-[:IN]-(post:Question)
                   WHERE may AND post.posted_key >= $since AND post.posted_key < $until AND {{post is open}}
                     AND NOT coalesce(post.is_anonymous, false)
                   MATCH (asking:Unit)<-[:WORKS_IN]-(asker:Person)-[:ASKED]->(post)
                   MATCH (post)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(helper:Person)-[:WORKS_IN]->(helping:Unit)
                   WHERE helper.id <> asker.id
                   RETURN {posted: post.posted_key / 1000, asker: asker.id, asking: asking.name,
                           helper: helper.id, helping: helping.name} AS crossing
               } AS crossings
        """,
        slug=slug,
        viewer=viewer.id,
        audiences=viewer.audiences,
        **_bounds(span),
    )
    row = only(rows, otherwise=NotFound(NOT_HERE))
    if not row.may:
        raise COACHES_ONLY
    return drawn(row.crossings, span)


def on_site(span: Range, *, viewer: Viewer) -> tuple[Bridge, ...]:
    """Return the bridges in what everyone may read. Raises `Forbidden` for all but admins."""
    rows = read_as(
        _Row,
        """
        MATCH (me:Person {id: $viewer})
        WHERE {{me is an active admin}}
        RETURN true AS may,
               COLLECT {
                   MATCH (post:Question)
                   WHERE post.posted_key >= $since AND post.posted_key < $until AND {{post is open}}
                     AND NOT coalesce(post.is_anonymous, false)
                   MATCH (asking:Unit)<-[:WORKS_IN]-(asker:Person)-[:ASKED]->(post)
                   MATCH (post)<-[:ANSWERS]-(:Answer)<-[:GAVE]-(helper:Person)-[:WORKS_IN]->(helping:Unit)
                   WHERE helper.id <> asker.id
                   RETURN {posted: post.posted_key / 1000, asker: asker.id, asking: asking.name,
                           helper: helper.id, helping: helping.name} AS crossing
               } AS crossings
        """,
        viewer=viewer.id,
        audiences=(EVERYONE,),
        **_bounds(span),
    )
    return drawn(only(rows, otherwise=ADMINS_ONLY).crossings, span)


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


def drawn(crossings: Iterable[Crossing], span: Range) -> tuple[Bridge, ...]:
    """Return what may be shown: of each quarter, the pairs of units with five people at each end; then their sums."""
    pairs = defaultdict[tuple[date, str, str], list[Crossing]](list)
    quarters = months.whole_quarters(span)
    for one in crossings:
        quarter = months.quarter(months.of(clock.moment(one.posted)))
        if quarters and quarters.first <= quarter <= quarters.last:
            pairs[quarter, one.asking, one.helping].append(one)
    answers = Counter[tuple[str, str]]()
    for (_, asking, helping), between in pairs.items():
        if small_groups.people({one.asker for one in between}) and small_groups.people({one.helper for one in between}):
            answers[asking, helping] += small_groups.people(len(between)) or 0
    return tuple(
        Bridge(asking=asking, helping=helping, answers=count) for (asking, helping), count in sorted(answers.items())
    )


def _bounds(span: Range) -> dict[str, object]:
    return {"since": clock.key(span.begins), "until": clock.key(span.ends)}
