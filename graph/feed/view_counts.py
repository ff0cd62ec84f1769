"""How often posts are seen, without a record of who saw what.

A viewer counts once a day for each post. Until midnight UTC, a hash under a key of that day remembers it. The next day
both are deleted, and only the number stays.
"""

import hmac
import secrets
from functools import lru_cache

from graph import clock
from graph.driver import write
from graph.ids import PostId
from graph.viewers import Viewer

FORGOTTEN_AT_ONCE = 1_000


def count(id: PostId, *, by: Viewer) -> None:
    """Count a view of a post.

    Nothing changes if the viewer has seen it on the same day, wrote it under their name, or may not see it.
    """
    day = _today()
    write(
        """
        MATCH (post:Post {id: $id})
        MATCH (me:Person {id: $by})
        WHERE {{post is open}} AND NOT {{me is its named author}}
        OPTIONAL MATCH (before:Glance {key: $key})
        WITH post, before
        WHERE before IS NULL
        CREATE (:Glance {key: $key, day: $day})
        SET post.views = coalesce(post.views, 0) + 1
        """,
        id=id,
        by=by.id,
        audiences=by.audiences,
        key=hmac.digest(_secret(day).encode(), f"{id}:{by.id}".encode(), "sha256").hex(),
        day=day,
    )


def forget() -> None:
    """Delete the hashes of earlier days, and the keys under which they were made."""
    today = _today()
    while True:
        rows = write(
            """
            MATCH (glance:Glance)
            WHERE glance.day < $today
            WITH glance
            LIMIT $limit
            DETACH DELETE glance
            RETURN count(*) AS gone
            """,
            today=today,
            limit=FORGOTTEN_AT_ONCE,
        )
        if not rows or rows[0]["gone"] < FORGOTTEN_AT_ONCE:
            break
    write("MATCH (day:GlanceDay) WHERE day.day < $today DETACH DELETE day", today=today)


def _today() -> str:
    return clock.now().date().isoformat()


@lru_cache(maxsize=1)
def _secret(day: str) -> str:
    rows = write(
        """
        MERGE (day:GlanceDay {day: $day})
        ON CREATE SET day.secret = $secret
        RETURN day.secret AS secret
        """,
        day=day,
        secret=secrets.token_hex(32),
    )
    return rows[0]["secret"]
