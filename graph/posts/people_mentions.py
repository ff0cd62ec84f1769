"""People who are mentioned with @ in a text. Each of them is told once."""

import re
from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.cards import Author, PostKind
from graph.driver import write
from graph.ids import PersonId, PostId
from graph.posts import any_text
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

# How a text names a person, as the editor completes it. Any other link to a person is only a link.
NAMED = re.compile(r"\[@[^\]\n]+\]\(/people/([0-9a-z]{12})\)")

# To reach more people than this, post in a community.
MOST_TOLD = 20
SHOWN_IN_INBOX = 50


@dataclass(frozen=True, kw_only=True)
class PersonMention:
    """A text that names this person. `anchor` is where it is on the post's page, empty for the post itself.

    `author` is `None` if an anonymous asker wrote it.
    """

    post: PostId
    kind: PostKind
    title: str
    anchor: str
    author: Author | None
    made_at: datetime
    is_new: bool


def note(on: str) -> None:
    """Tell people that a post, answer or comment names them, if they may see it.

    At most twenty are told, nobody twice, and not its author.
    """
    written = any_text.find(on, naming="](/people/")
    if written:
        named = dict.fromkeys(PersonId(id) for id in NAMED.findall(written.text) if id not in written.writers)
        _tell(list(named)[:MOST_TOLD], on=on, post=written.post)


def inbox(*, viewer: Viewer) -> tuple[PersonMention, ...]:
    """Return at most fifty texts that name this person and that they may see now, newest first."""
    return read_as(
        PersonMention,
        """
        MATCH (:Person {id: $viewer})<-[mention:MENTIONS]-(thing)
        OPTIONAL MATCH (thing)-[:ANSWERS]->(answered:Post)
        OPTIONAL MATCH (thing)-[:ON]->(remarked)
        OPTIONAL MATCH (remarked)-[:ANSWERS]->(above:Post)
        WITH mention, thing, coalesce(answered, above, remarked, thing) AS post,
             CASE WHEN answered IS NOT NULL THEN 'answer-' + thing.id
                  WHEN remarked IS NOT NULL THEN 'comment-' + thing.id
                  ELSE '' END AS anchor
        WHERE {{post is open}} AND post.retired_at IS NULL
        OPTIONAL MATCH (post)<-[:ASKED]-(asker:Person)
        WITH mention, thing, post, anchor, CASE WHEN post.is_anonymous THEN asker.id ELSE '' END AS nameless
        RETURN post.id AS post,
               post.kind AS kind,
               post.title AS title,
               anchor,
               [(thing)<-[:ASKED|POSTED|GAVE|MADE]-(writer:Person) WHERE writer.id <> nameless
                   | {id: writer.id, name: writer.name}][0] AS author,
               mention.made_at AS made_at,
               mention.seen_at IS NULL AS is_new
        ORDER BY made_at DESC
        LIMIT $limit
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        limit=SHOWN_IN_INBOX,
    )


def see(*, by: PersonId) -> None:
    """Record that this person has looked at their inbox."""
    write(
        """
        MATCH (:Person {id: $by})<-[mention:MENTIONS]-()
        WHERE mention.seen_at IS NULL
        SET mention.seen_at = datetime($now)
        """,
        by=by,
        now=clock.now().isoformat(),
    )


def _tell(people: list[PersonId], *, on: str, post: PostId) -> None:
    write(
        """
        MATCH (post:Post {id: $post})
        OPTIONAL MATCH (answer:Answer {id: $on})
        OPTIONAL MATCH (comment:Comment {id: $on})
        WITH post, coalesce(answer, comment, post) AS thing
        UNWIND $people AS id
        MATCH (person:Person {id: id})
        WHERE person.state = 'active' AND {{person is a reader}}
        MERGE (thing)-[mention:MENTIONS]->(person)
        ON CREATE SET mention.made_at = datetime($now)
        """,
        post=post,
        on=on,
        people=people,
        everyone=EVERYONE,
        now=clock.now().isoformat(),
    )
