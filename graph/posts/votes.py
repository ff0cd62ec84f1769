"""Votes: one per person on a post or an answer, up or down, changed or taken back at will."""

from dataclasses import dataclass
from typing import Literal

from graph import clock
from graph.cards import Kind
from graph.driver import only, write
from graph.errors import Forbidden
from graph.ids import AnswerId, PostId
from graph.viewers import Viewer

Value = Literal[-1, 0, 1]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The votes on a thing after one was cast, and the post whose page shows it."""

    on: PostId | AnswerId
    post: PostId
    kind: Kind
    score: int
    my_vote: int


def cast(on: PostId | AnswerId, value: Value, *, by: Viewer) -> Tally:
    """Set this person's vote; 0 takes it back. Voting the same twice changes nothing.

    Raises `Forbidden` on one's own writing and on what is not open to the viewer.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (person:Person {id: $by})
        OPTIONAL MATCH (direct:Post {id: $on})
        OPTIONAL MATCH (answer:Answer {id: $on})-[:ANSWERS]->(answered:Post)
        WITH person, coalesce(direct, answered) AS post, coalesce(direct, answer) AS thing
        WHERE post.audience IN $audiences
          AND NOT EXISTS { (thing)<-[:ASKED|POSTED|GAVE]-(author:Person) WHERE author.id = $by }
        MERGE (person)-[vote:VOTED]->(thing)
            ON CREATE SET vote.value = 0
        SET thing.score = thing.score + ($value - vote.value),
            post.changed_key = $key,
            vote.value = $value,
            vote.at = datetime($now)
        RETURN $on AS on, post.id AS post, post.kind AS kind, thing.score AS score, vote.value AS my_vote
        """,
        on=on,
        value=value,
        by=by.id,
        audiences=by.audiences,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return Tally(**only(rows, otherwise=Forbidden("You can only vote on what other people wrote.")))
