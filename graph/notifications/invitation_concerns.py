"""What concerns people about communities to which they are invited."""

from datetime import datetime

from graph import clock
from graph.notifications.concerns import Concern
from graph.rows import read_as


def on_invitations(slug: str, *, since: datetime) -> tuple[Concern, ...]:
    """Return the people who were invited to a community since then, and can still join. Its members hear nothing."""
    return read_as(
        Concern,
        """
        MATCH (community:Community {slug: $slug})<-[invitation:INVITED_TO]-(person:Person)
        WHERE invitation.at_key > $since AND {{invitation is live}}
          AND person.state = 'active' AND person.password_hash IS NOT NULL
          AND NOT EXISTS { (person)-[:MEMBER_OF]->(community) }
        RETURN 'invited' AS kind, community.id AS thing, null AS post, community.id AS place, person.id AS person,
               invitation.at_key / 1000 AS at, null AS what
        """,
        slug=slug,
        since=clock.key(since),
    )
