"""Which posts build on which: those whose text, or whose answers, name another's address."""

import re
from collections.abc import Iterable

from graph.driver import Row, read, write
from graph.ids import ALPHABET, LENGTH, AnswerId, PostId

ADDRESS = re.compile(rf"/(?:questions|tips|links|videos)/([{ALPHABET}]{{{LENGTH}}})\b")
POSTS_PER_READ = 200


def note(ids: Iterable[PostId | AnswerId]) -> None:
    """Bring up to date what these posts, or the questions of these answers, cite. Twice changes nothing."""
    wanted = list(ids)
    for begin in range(0, len(wanted), POSTS_PER_READ):
        _note(wanted[begin : begin + POSTS_PER_READ])


def _note(ids: list[PostId | AnswerId]) -> None:
    rows = read(
        """
        UNWIND $ids AS id
        OPTIONAL MATCH (direct:Post {id: id})
        OPTIONAL MATCH (:Answer {id: id})-[:ANSWERS]->(answered:Post)
        WITH DISTINCT coalesce(direct, answered) AS post
        WHERE post IS NOT NULL
        RETURN post.id AS id,
               [coalesce(post.body, '')] + [(post)<-[:ANSWERS]-(answer:Answer) | answer.body] AS texts,
               EXISTS { (post)-[:CITES]->(:Post) } AS cited_before
        """,
        ids=ids,
    )
    cited = [
        {"id": row["id"], "cited": sorted(set(ADDRESS.findall("\n".join(row["texts"]))) - {row["id"]})} for row in rows
    ]
    before = {row["id"] for row in rows if row["cited_before"]}
    _replace([one for one in cited if one["cited"] or one["id"] in before])


def _replace(rows: list[Row]) -> None:
    write(
        """
        UNWIND $rows AS row
        MATCH (post:Post {id: row.id})
        WITH post, row, [(post)-[former:CITES]->(other:Post) WHERE NOT other.id IN row.cited | former] AS formers
        FOREACH (former IN formers | DELETE former)
        WITH post, row
        UNWIND row.cited AS id
        MATCH (other:Post {id: id})
        MERGE (post)-[:CITES]->(other)
        """,
        rows=rows,
    )
