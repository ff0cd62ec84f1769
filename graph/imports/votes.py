"""Votes on imported posts and answers, by people who are here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph.driver import write


@dataclass(frozen=True, kw_only=True)
class ImportedVote:
    """A vote for a post or an answer (`on`); person and text are named by key."""

    by: str
    on: str
    at: datetime


def cast(votes: Sequence[ImportedVote]) -> None:
    """Add votes. Those of people who have voted on the text already are left out, so twice changes nothing."""
    write(
        """
        UNWIND $rows AS row
        MATCH (person:Person {import_key: row.by})
        OPTIONAL MATCH (post:Post {import_key: row.on})
        OPTIONAL MATCH (answer:Answer {import_key: row.on})
        WITH row, person, coalesce(post, answer) AS thing
        WHERE thing IS NOT NULL AND NOT EXISTS { (person)-[:VOTED]->(thing) }
        CREATE (person)-[vote:VOTED {value: 1}]->(thing)
        SET vote.at = datetime(row.at), thing.score = thing.score + 1
        """,
        rows=[{"by": vote.by, "on": vote.on, "at": vote.at.isoformat()} for vote in votes],
    )
