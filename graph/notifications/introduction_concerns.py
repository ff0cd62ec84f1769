"""What concerns people about introductions: who is asked to make one, and the two who are introduced."""

from datetime import datetime

from graph import clock
from graph.driver import read
from graph.ids import IntroductionId
from graph.notifications.concerns import Concern
from graph.rows import read_as


def on_introduction(id: IntroductionId, *, since: datetime) -> tuple[Concern, ...]:
    """Return whom an introduction concerns: who is asked to make it, or both once it is made. Nobody if declined."""
    return read_as(
        Concern,
        """
        MATCH (one:Introduction {id: $id})
        WHERE one.changed_key > $since AND one.state IN ['asked', 'made']
        MATCH (one)-[:WANTS|TOWARDS|THROUGH]-(person:Person)
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
          AND (one.state = 'asked') = EXISTS { (person)<-[:THROUGH]-(same:Introduction) WHERE same.id = $id }
        RETURN 'introduction' AS kind, one.id AS thing, null AS post, person.id AS person,
               one.changed_key / 1000 AS at, one.state AS what
        """,
        id=id,
        since=clock.key(since),
    )


def changed_introductions(*, since: datetime) -> tuple[IntroductionId, ...]:
    """Return the introductions to which something happened since then."""
    rows = read("MATCH (one:Introduction) WHERE one.changed_key >= $since RETURN one.id AS id", since=clock.key(since))
    return tuple(IntroductionId(row["id"]) for row in rows)
