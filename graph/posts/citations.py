"""Which posts cite which: their text or their answers contain the address of another post."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.driver import write
from graph.ids import ALPHABET, LENGTH, AnswerId, PostId
from graph.rows import read_as

ADDRESS = re.compile(rf"/(?:questions|tips|links|videos)/([{ALPHABET}]{{{LENGTH}}})\b")
POSTS_PER_READ = 200


def note(ids: Iterable[PostId | AnswerId]) -> None:
    """Update what these posts, or the questions of these answers, cite. Twice changes nothing."""
    wanted = list(ids)
    for begin in range(0, len(wanted), POSTS_PER_READ):
        _note(wanted[begin : begin + POSTS_PER_READ])


@dataclass(frozen=True, kw_only=True)
class _Row:
    id: PostId
    texts: tuple[str, ...]
    cited_before: bool

    @property
    def cited(self) -> list[str]:
        return sorted(set(ADDRESS.findall("\n".join(self.texts))) - {self.id})


def _note(ids: list[PostId | AnswerId]) -> None:
    rows = read_as(
        _Row,
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
        rows=[{"id": row.id, "cited": row.cited} for row in rows if row.cited or row.cited_before],
    )
