"""People who are mentioned with @ in a text, alone or by their group. graph/notifications tells each of them once."""

import re

from graph import clock
from graph.driver import write
from graph.ids import PersonId, PostId
from graph.posts import any_text, group_mentions
from graph.viewers import EVERYONE

# How a text names a person, as the editor completes it. Any other link to a person is only a link.
NAMED = re.compile(r"\[@[^\]\n]+\]\(/people/([0-9a-z]{12})\)")

# To reach more people than this, mention their group or post in a community.
MOST_TOLD = 20

# What a text contains that may name someone.
SIGN = "[@"


def note(on: str) -> None:
    """Tell people that a post, answer or comment names them or their group, if they may see it.

    At most twenty are told by name and fifty in all, nobody twice, and not its author.
    """
    written = any_text.find(on, naming=SIGN)
    if written:
        alone = [PersonId(id) for id in NAMED.findall(written.text)][:MOST_TOLD]
        grouped = group_mentions.members(written.text, of=written.post)
        named = [id for id in dict.fromkeys((*alone, *grouped)) if id not in written.writers]
        _tell(named[: group_mentions.MOST_TOLD], on=on, post=written.post)


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
