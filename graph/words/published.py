"""A text that is published, with the place whose words hold for it, and the words that coaches are told of."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph import clock
from graph.driver import write
from graph.ids import CommunityId, WordId
from graph.rows import read_as


@dataclass(frozen=True, kw_only=True)
class Published:
    """What people read in a text: its title, its body and its captions. `was_approved` if a coach published it."""

    parts: tuple[str, ...]
    community: CommunityId | None
    was_approved: bool


def find(id: str) -> Published | None:
    """Return a text with its captions, `None` if it is gone."""
    found = read_as(
        Published,
        """
        OPTIONAL MATCH (direct:Post {id: $id})
        OPTIONAL MATCH (answer:Answer {id: $id})-[:ANSWERS]->(answered:Post)
        OPTIONAL MATCH (comment:Comment {id: $id})-[:ON]->(remarked)
        OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
        WITH coalesce(direct, answer, comment) AS thing, coalesce(direct, answered, above, remarked) AS post
        WHERE thing IS NOT NULL
        RETURN [coalesce(thing.title, ''), coalesce(thing.body, '')]
               + [(thing)-[:SPEAKS]->(captions:Captions) | captions.text] AS parts,
               [(post)-[:IN]->(around:Community) | around.id][0] AS community,
               EXISTS { MATCH (pending:PendingPost {id: $id}) WHERE pending.state = 'published' } AS was_approved
        """,
        id=id,
    )
    return found[0] if found else None


def note(id: str, words: Sequence[WordId]) -> None:
    """Keep that a text has these words, so that coaches are told. Each is told of once."""
    write(
        """
        UNWIND $words AS one
        MATCH (word:SensitiveWord {id: one})
        OPTIONAL MATCH (post:Post {id: $id})
        OPTIONAL MATCH (answer:Answer {id: $id})
        OPTIONAL MATCH (comment:Comment {id: $id})
        WITH word, coalesce(post, answer, comment) AS thing
        WHERE thing IS NOT NULL
        MERGE (word)-[notice:NOTICED_IN]->(thing)
        ON CREATE SET notice.at = datetime($now)
        """,
        id=id,
        words=list(words),
        now=clock.now().isoformat(),
    )
