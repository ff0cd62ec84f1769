"""The person who is reading. This module decides what they may see, and every query filters by it."""

from dataclasses import dataclass

from graph.driver import only, read
from graph.errors import NotFound
from graph.ids import PersonId, PostId

# The audience of posts outside closed communities. Other audiences are the ids of private and hidden communities.
EVERYONE = "everyone"


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """A signed-in person and the audiences they belong to. They can see a post if its audience is one of these."""

    id: PersonId
    audiences: tuple[str, ...]


def get(id: PersonId) -> Viewer:
    """Return this person as a viewer, as of now. Raises `NotFound`, also for people who have left."""
    rows = read(
        """
        MATCH (person:Person {id: $id})
        WHERE person.state = 'active'
        RETURN person.id AS id,
               [(person)-[:MEMBER_OF]->(closed:Community) WHERE closed.visibility <> 'public' | closed.id] AS closed
        """,
        id=id,
    )
    row = only(rows, otherwise=NotFound("This person doesn't exist, or you don't have access to their profile."))
    return Viewer(id=row["id"], audiences=(EVERYONE, *row["closed"]))


def readers(post: PostId) -> tuple[str, ...]:
    """Return the audiences whose posts every reader of this post may open."""
    rows = read("MATCH (post:Post {id: $id}) RETURN post.audience AS audience", id=post)
    return tuple({EVERYONE, *(row["audience"] for row in rows)})
