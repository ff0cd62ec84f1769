"""Asking newcomers for one tip after their first week, once, unless they have written something already."""

from datetime import timedelta

from graph import clock
from graph.driver import read
from graph.ids import PersonId
from graph.notifications.concerns import Concern
from graph.rows import read_as

# Someone who is new sees best what others no longer notice. After a week they have seen something.
AFTER = timedelta(days=7)
# Whoever couldn't be asked within the week after that, because something was away, isn't asked any more.
UNTIL = timedelta(days=14)


def due() -> tuple[PersonId, ...]:
    """Return the people who joined seven to fourteen days ago, have written nothing yet and weren't asked yet.

    People who were here before joining was noted have no `joined_key`, so they are never asked.
    """
    now = clock.now()
    rows = read(
        """
        MATCH (person:Person)
        WHERE person.joined_key > $since AND person.joined_key <= $until
          AND NOT EXISTS { (person)-[:ASKED|POSTED|GAVE]->() }
          AND NOT EXISTS {
              MATCH (person)<-[:TELLS|TOLD]-(one:Notification)
              WHERE one.kind = 'first_tip'
          }
        RETURN person.id AS id
        """,
        since=clock.key(now - UNTIL),
        until=clock.key(now - AFTER),
    )
    return tuple(row["id"] for row in rows)


def concern(id: PersonId) -> tuple[Concern, ...]:
    """Return the request for a tip to someone whose first week is over. Empty if they have written something."""
    now = clock.now()
    return read_as(
        Concern,
        """
        MATCH (person:Person {id: $id})
        WHERE person.state = 'active' AND person.password_hash IS NOT NULL
          AND person.joined_key > $since AND person.joined_key <= $until
          AND NOT EXISTS { (person)-[:ASKED|POSTED|GAVE]->() }
        RETURN 'first_tip' AS kind,
               person.id AS thing,
               null AS post,
               null AS place,
               person.id AS person,
               datetime($now) AS at,
               null AS what
        """,
        id=id,
        now=now.isoformat(),
        since=clock.key(now - UNTIL),
        until=clock.key(now - AFTER),
    )
