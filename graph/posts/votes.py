"""Votes: each person has one on a post or an answer, up or down, and can change it or take it back."""

from dataclasses import dataclass
from typing import Literal

from graph import clock
from graph.cards import PostKind
from graph.conduct import refusals
from graph.driver import only
from graph.errors import Forbidden
from graph.ids import AnswerId, PostId
from graph.rows import write_as
from graph.viewers import Viewer

VoteValue = Literal[-1, 0, 1]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The score of a post or answer after a vote, the viewer's vote, and the post on whose page it is."""

    on: PostId | AnswerId
    post: PostId
    kind: PostKind
    score: int
    my_vote: int


def cast(on: PostId | AnswerId, value: VoteValue, *, by: Viewer) -> Tally:
    """Set this person's vote; 0 takes it back. Twice changes nothing.

    Raises `Forbidden` for your own text and for what the viewer may not see, and `Invalid` while they are silenced or
    have a warning to read.
    """
    now = clock.now()
    tallies = write_as(
        Tally,
        """
        MATCH (person:Person {id: $by})
        OPTIONAL MATCH (direct:Post {id: $on})
        OPTIONAL MATCH (answer:Answer {id: $on})-[:ANSWERS]->(answered:Post)
        WITH person, coalesce(direct, answered) AS post, coalesce(direct, answer) AS thing
        WHERE {{post is open}} AND {{person is free to rate}}
          AND NOT (thing.id = post.id AND {{person is its named author}})
          AND NOT EXISTS { (thing)<-[:GAVE]-(author:Person) WHERE author.id = $by }
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
    if not tallies:
        refusals.refuse_addition("vote", on=on, by=by)
    return only(tallies, otherwise=Forbidden("You can only vote on what other people wrote."))
