"""Claims: a coach says that they look at an item of the review queue, so that no other coach works on it meanwhile.

A claim ends after half an hour, or when its coach lets go. It only shows who is at it. What decides about an item
looks at the item itself, so two coaches who act at once never decide twice.
"""

from dataclasses import dataclass
from datetime import timedelta

from graph import clock
from graph.cards import Author
from graph.driver import only, write, write_together
from graph.errors import Conflict
from graph.ids import new_id
from graph.rows import read_as
from graph.viewers import Viewer

LASTS = timedelta(minutes=30)

TAKEN = Conflict("Another coach is looking at this already.")


@dataclass(frozen=True, kw_only=True)
class _Row:
    key: str
    by: Author


def take(key: str, *, by: Viewer) -> None:
    """Claim an item for half an hour. Twice begins the half hour again. Raises `Conflict` if another coach has it."""
    now = clock.now()
    rows = write_together(
        (
            "MATCH (over:ReviewClaim) WHERE over.until <= datetime($now) DETACH DELETE over",
            """
            MATCH (me:Person {id: $by})
            MERGE (claim:ReviewClaim {key: $key})
            // Writing before looking takes the lock, so that of two coaches one gets it.
            SET claim.lock = $lock
            WITH me, claim
            WHERE NOT EXISTS { (claim)<-[:CLAIMS]-(other:Person) WHERE other.id <> $by }
            SET claim.until = datetime($until)
            MERGE (me)-[:CLAIMS]->(claim)
            RETURN claim.key AS key
            """,
        ),
        key=key,
        by=by.id,
        lock=new_id(),
        now=now.isoformat(),
        until=(now + LASTS).isoformat(),
    )
    only(rows, otherwise=TAKEN)


def let_go(key: str, *, by: Viewer) -> None:
    """Let go of an item. Twice changes nothing, and neither does it for anyone but its coach."""
    write(
        """
        MATCH (claim:ReviewClaim {key: $key})<-[:CLAIMS]-(me:Person)
        WHERE me.id = $by
        DETACH DELETE claim
        """,
        key=key,
        by=by.id,
    )


def running() -> dict[str, Author]:
    """Return the coaches whose claims are not over, by the keys of the items."""
    rows = read_as(
        _Row,
        """
        MATCH (claim:ReviewClaim)<-[:CLAIMS]-(coach:Person)
        WHERE claim.until > datetime($now)
        RETURN claim.key AS key, {{coach is named}} AS by
        """,
        now=clock.now().isoformat(),
    )
    return {row.key: row.by for row in rows}
