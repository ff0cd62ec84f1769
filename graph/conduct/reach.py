"""Who decides about whom: a coach about people who can write in a community of theirs, and an admin about anyone.

Nobody decides about themselves. A coach doesn't decide about admins, coaches, or people above or below them in the
reporting line. Another coach or an admin can.
"""

from dataclasses import dataclass
from typing import Literal, LiteralString, get_args

from graph.driver import only
from graph.errors import Invalid, NotFound
from graph.ids import AnswerId, CommentId, PersonId, PostId
from graph.rows import read_as
from graph.viewers import Viewer

WORDS_CHARACTERS = 500

# What may be wrong with what someone did.
Reason = Literal["rude", "private", "secret", "spam", "other"]
REASONS: tuple[Reason, ...] = get_args(Reason)

Text = PostId | AnswerId | CommentId

NOT_YOURS = NotFound("This person doesn't exist, or it isn't for you to decide about them here.")

# Finds `me`, the `person` of `$id` and the `community` of `$community`, or null for the whole site, if `me` may decide
# about this person there.
FIND: LiteralString = """
    MATCH (me:Person {id: $by})
    WHERE me.state = 'active'
    MATCH (person:Person {id: $id})
    WHERE {{person is within reach}}
    OPTIONAL MATCH (me)-[coaching:MEMBER_OF]->(community:Community)
        WHERE community.id = $community AND coaching.is_coach
          AND (community.visibility = 'public' OR EXISTS { (person)-[:MEMBER_OF]->(community) })
    WITH me, person, community
    WHERE community IS NOT NULL OR ($community IS NULL AND {{me is an admin}})
    """


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a text is: its post, and its anchor on the page of that post, which is empty for the post itself."""

    post: PostId
    anchor: str


def place_of(about: Text, *, of: PersonId, by: Viewer) -> Place:
    """Return where a text is that bears this person's name. Raises `Invalid` for others, and what `by` may not see.

    The answer is the same for what an anonymous asker wrote as for what others wrote, so it doesn't tell who asked.
    """
    found = read_as(
        Place,
        """
        OPTIONAL MATCH (direct:Post {id: $about})
        OPTIONAL MATCH (answer:Answer {id: $about})-[:ANSWERS]->(answered:Post)
        OPTIONAL MATCH (comment:Comment {id: $about})-[:ON]->(remarked)
        OPTIONAL MATCH (remarked)-[:ANSWERS|LEFT_IN]->(above:Post)
        WITH coalesce(direct, answer, comment) AS thing, coalesce(direct, answered, above, remarked) AS post,
             CASE WHEN answer IS NOT NULL THEN 'answer-' WHEN comment IS NOT NULL THEN 'comment-' ELSE '' END AS kind
        WHERE {{post is open}}
        MATCH (person:Person {id: $of})-[:ASKED|POSTED|GAVE|MADE]->(own)
        WHERE own.id = thing.id AND NOT {{person is the anonymous asker}}
        RETURN post.id AS post, CASE kind WHEN '' THEN '' ELSE kind + own.id END AS anchor
        """,
        about=about,
        of=of,
        audiences=by.audiences,
    )
    return only(
        found, otherwise=Invalid(about="This text doesn't bear this person's name. A warning can't be about it.")
    )
