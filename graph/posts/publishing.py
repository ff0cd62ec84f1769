"""What all kinds of posts share: being published, and what everyone reads on their page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import LiteralString, Never

from graph import clock, prose
from graph.cards import Author, CommunityTag, ImportSource, PostKind, SkillTag, by_name
from graph.conduct import refusals
from graph.driver import only, write, write_together
from graph.errors import Forbidden
from graph.ids import CommunityId, PersonId, PostId, new_id
from graph.posts import approved
from graph.posts.approved import Approval
from graph.posts.comments import ON_POST, Comments
from graph.prose import Prose
from graph.skills import skills
from graph.viewers import EVERYONE


@dataclass(frozen=True, kw_only=True)
class PostDraft:
    """What someone types for a post of any kind. A subclass checks it and adds the fields of its kind.

    If it `is_machine_written`, they said that a machine helped them to write it: graph/editing/machine_marks.py.
    """

    title: str
    body: Prose
    skills: tuple[str, ...]
    community: CommunityId | None
    is_machine_written: bool = False


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A post as one viewer sees it, without what is particular to its kind. Its author can read the `mark_reason`."""

    id: PostId
    title: str
    html: str
    score: int
    posted_at: datetime
    author: Author | None
    is_anonymous: bool
    is_mine: bool
    is_machine_written: bool
    mark_reason: str
    my_vote: int
    skills: tuple[SkillTag, ...]
    community: CommunityTag | None
    source: ImportSource | None
    comments: Comments

    @property
    def in_order(self) -> "Publication":
        """The same with its skills by name and its comments from the oldest on, as the page shows them."""
        return replace(self, skills=by_name(self.skills), comments=self.comments.in_order)


# Finds the `post` of `$id` and `$kind` if the viewer may see it, its `author`, and who must stay `nameless`: the asker
# of an anonymous question, for everyone else.
OPENED: LiteralString = """
    MATCH (post:Post {id: $id})
    WHERE post.kind = $kind AND {{post is open}}
    OPTIONAL MATCH (post)<-[:ASKED|POSTED]-(author:Person)
    WITH post, author, {{author is nameless to the viewer}} AS nameless
    """

# A `Publication` of what was found so, as a map.
PUBLICATION: LiteralString = (
    """{
    id: post.id,
    title: post.title,
    html: post.html,
    score: post.score,
    posted_at: post.posted_at,
    author: CASE WHEN author.id <> nameless THEN {{author is named}} END,
    is_anonymous: post.is_anonymous,
    is_mine: coalesce(author.id = $viewer, false),
    is_machine_written: coalesce(post.is_machine_written, false),
    mark_reason: CASE WHEN author.id = $viewer THEN coalesce(post.mark_reason, '') ELSE '' END,
    my_vote: coalesce([(post)<-[vote:VOTED]-(me:Person) WHERE me.id = $viewer | vote.value][0], 0),
    skills: [(post)-[:ABOUT]->(skill:Skill) | {slug: skill.slug, name: skill.name}],
    community: [(post)-[:IN]->(community:Community)
        | {{community is tagged}}][0],
    source: CASE WHEN post.source_url IS NOT NULL
        THEN {url: post.source_url, author: post.source_author, licence: post.licence}
    END,
    comments: """
    + ON_POST
    + """
}"""
)

# The author of a post, and its community if they may post there.
_ALLOWED: LiteralString = """
    MATCH (author:Person {id: $by})
    OPTIONAL MATCH (community:Community {id: $community})
        WHERE {{community is open to posts}}
    WITH author, community
    WHERE ($community IS NULL OR community IS NOT NULL) AND {{author is free to post}}
    """

# Each kind has its own labels, and a question the answer that its asker may bring along, and whom they ask first.
# Nobody is named as the one who asks them on an anonymous question, as in graph/asking/referrals.py.
_CREATED: dict[PostKind, LiteralString] = {
    "question": """
    OPTIONAL MATCH (first:Person {id: $first})
    CREATE (author)-[:ASKED]->(post:Post:Question {id: $id})
    FOREACH (_ IN CASE WHEN first IS NULL THEN [] ELSE [1] END |
        CREATE (first)<-[:PROPOSES]-(ask:Suggestion {key: $id + ':' + $first, id: $ask, state: 'asked'})-[:FOR]->(post)
        SET ask.rank = 0, ask.ring = 0, ask.via = 'colleague', ask.open_key = $key, ask.made_at = datetime($now)
        FOREACH (_ IN CASE WHEN $properties.is_anonymous THEN [] ELSE [1] END | CREATE (ask)-[:NAMED_BY]->(author)))
    FOREACH (own IN $answers |
        CREATE (author)-[:GAVE]->(answer:Answer {id: own.id, body: own.body, html: own.html})-[:ANSWERS]->(post)
        SET answer.score = 0, answer.is_accepted = false, answer.given_at = datetime($now),
            answer.is_machine_written = $properties.is_machine_written)
    """,
    "tip": "CREATE (author)-[:POSTED]->(post:Post:Tip {id: $id})",
    "link": "CREATE (author)-[:POSTED]->(post:Post {id: $id})",
    "video": "CREATE (author)-[:POSTED]->(post:Post {id: $id})",
}

_DESCRIBED: LiteralString = """
    SET post += $properties,
        post.posted_at = datetime($now),
        post.audience = CASE WHEN community.visibility <> 'public' THEN community.id ELSE $everyone END,
        author.last_active_at = CASE WHEN $is_active THEN datetime($now) ELSE author.last_active_at END
    FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END | CREATE (post)-[:IN]->(community))
    FOREACH (tag IN $skills |
        MERGE (skill:Skill {slug: tag.slug})
        ON CREATE SET skill.name = tag.name, skill.audiences = [], skill.changed_key = $key
        SET skill.changed_key = CASE WHEN post.audience IN skill.audiences THEN skill.changed_key ELSE $key END
        SET skill.audiences = [other IN skill.audiences WHERE other <> post.audience] + post.audience
        CREATE (post)-[:ABOUT]->(skill))
    """

_LISTED: dict[PostKind, LiteralString] = {
    "question": """
    SET post.asked_key = $key
    SET {{post is listed by its state}}
    FOREACH (_ IN CASE WHEN size($answers) = 0 THEN [1] ELSE [] END | SET {{post is to be matched}})
    """,
    "tip": "SET post.tip_key = $key",
    "link": "SET post.link_key = $key",
    "video": "SET post.video_key = $key",
}


def publish(
    kind: PostKind,
    draft: PostDraft,
    particular: Mapping[str, object],
    *,
    answer: Prose | None = None,
    ask_first: PersonId | None = None,
    by: PersonId,
    approval: Approval | None = None,
) -> PostId:
    """Publish a post of any kind with the properties particular to it, and a question with its asker's answer if any.

    It is all kept, or nothing is. What a coach approves takes the place of what waited, in the same transaction.
    Raises `Forbidden` if the author may not post in that community, `Invalid` if they would have to join, are silenced
    or have a warning to read, and `Conflict` if it no longer waits.
    """
    now = clock.now()
    parameters: dict[str, object] = {
        "id": approval.id if approval else new_id(),
        "first": ask_first,
        "ask": new_id(),
        "properties": {"kind": kind, **_properties(draft, clock.key(now)), **particular},
        # What a coach does is no activity of the author, and what bears no name leaves no trace beside one.
        "is_active": not (approval or particular.get("is_anonymous")),
        "answers": [{"id": new_id(), "body": answer.markdown, "html": answer.html}] if answer else [],
        "skills": [{"slug": tag.slug, "name": tag.name} for tag in skills.resolve(draft.skills, by=by)],
        "community": draft.community,
        "everyone": EVERYONE,
        "by": by,
        "now": now.isoformat(),
        "key": clock.key(now),
        **(approval.parameters if approval else {}),
    }
    if approval:
        rows = write_together(
            (approved.POST + _CREATED[kind] + _DESCRIBED + _LISTED[kind], approved.SETTLED), **parameters
        )
        return only(rows, otherwise=approved.NO_LONGER)["id"]
    rows = write(_ALLOWED + _CREATED[kind] + _DESCRIBED + _LISTED[kind] + " RETURN post.id AS id", **parameters)
    return (rows or _refuse(kind, draft.community, bool(particular.get("is_anonymous")), by=by))[0]["id"]


def _refuse(kind: PostKind, community: CommunityId | None, is_nameless: bool, *, by: PersonId) -> Never:
    """Say why the author can't post there."""
    refusals.refuse_post("community", community=community, by=by)
    refusals.refuse_stranger("community", community=community, is_nameless=is_nameless, by=by)
    what = "ask" if kind == "question" else "post"
    raise Forbidden(f"Only members can {what} in this community, and nobody can while it is archived.")


def _properties(draft: PostDraft, key: int) -> dict[str, object]:
    return {
        "title": draft.title.strip(),
        "body": draft.body.markdown,
        "html": draft.body.html,
        "excerpt": prose.excerpt(draft.body.markdown),
        "is_anonymous": False,
        "is_machine_written": draft.is_machine_written or None,
        "score": 0,
        "posted_key": key,
        "changed_key": key,
    }
