"""Answers and comments that were published a moment ago, and whether one of them looks like spam."""

from dataclasses import dataclass
from datetime import timedelta

from graph import clock
from graph.rows import read_as
from graph.spam import suspicions
from graph.spam.suspicions import Suspicion

# What is older has been read.
LOOKED_AT_FOR = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class _Text:
    text: str


def suspicion(id: str) -> Suspicion | None:
    """Return why an answer or a comment of the last day looks like spam. `None` if it doesn't, and for anything else.

    Only its text counts. Named people who are known by their acts, coaches and admins are never suspected; what an
    anonymous asker writes on their question is judged whoever they are.
    """
    model = suspicions.current()
    if model is None:
        return None
    found = read_as(
        _Text,
        """
        OPTIONAL MATCH (answer:Answer {id: $id})-[:ANSWERS]->(answered:Post)
        OPTIONAL MATCH (comment:Comment {id: $id})-[:ON]->(remarked)
        OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
        WITH coalesce(answer, comment) AS thing, coalesce(answered, above, remarked) AS post
        MATCH (thing)<-[:GAVE|MADE]-(writer:Person)
        WHERE coalesce(thing.given_at, thing.made_at) > datetime($since) AND ({{writer is the anonymous asker}} OR NOT (
            {{writer is an admin}} OR {{writer is a coach}} OR {{writer is known by acts}}))
        RETURN thing.body AS text
        """,
        id=id,
        since=(clock.now() - LOOKED_AT_FOR).isoformat(),
    )
    return suspicions.judged(found[0].text, model) if found else None
