"""People who are mentioned with @ in a text. graph/notifications tells each of them once."""

import re

from graph import clock
from graph.driver import write
from graph.ids import PersonId, PostId
from graph.posts import any_text
from graph.viewers import EVERYONE

# How a text names a person, as the editor completes it. Any other link to a person is only a link.
NAMED = re.compile(r"\[@[^\]\n]+\]\(/people/([0-9a-z]{12})\)")

# To reach more people than this, post in a community.
MOST_TOLD = 20


def note(on: str) -> None:
    """Tell people that a post, answer or comment names them, if they may see it.

    At most twenty are told, nobody twice, and not its author.
    """
    written = any_text.find(on, naming="](/people/")
    if written:
        named = dict.fromkeys(PersonId(id) for id in NAMED.findall(written.text) if id not in written.writers)
        _tell(list(named)[:MOST_TOLD], on=on, post=written.post)


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
