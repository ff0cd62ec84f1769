"""What links and videos share: being posted, and what everybody reads around them on their page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.cards import Author, CommunityTag, Kind, SkillTag, author, tags
from graph.driver import having, only, read, write
from graph.errors import Forbidden, NotFound
from graph.ids import CommunityId, PersonId, PostId, new_id
from graph.posts.comments import Comment, comments_of
from graph.skills import skills
from graph.viewers import EVERYONE, Viewer


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A post as one viewer sees it, without what is particular to its kind."""

    id: PostId
    title: str
    body: str
    html: str
    score: int
    posted_at: datetime
    author: Author | None
    is_mine: bool
    my_vote: int
    skills: tuple[SkillTag, ...]
    community: CommunityTag | None
    comments: tuple[Comment, ...]


def publish(
    kind: Kind,
    properties: Mapping[str, object],
    *,
    about: tuple[str, ...],
    community: CommunityId | None,
    by: PersonId,
) -> PostId:
    """Publish a post with these properties. Raises `Forbidden` if its author may not post in that community."""
    now = clock.now()
    rows = write(
        """
        MATCH (author:Person {id: $by})
        OPTIONAL MATCH (community:Community {id: $community})
            WHERE community.visibility = 'public' OR EXISTS { (author)-[:MEMBER_OF]->(community) }
        WITH author, community
        WHERE $community IS NULL OR community IS NOT NULL
        CREATE (post:Post {
            id: $id,
            kind: $kind,
            is_anonymous: false,
            audience: CASE WHEN community.visibility <> 'public' THEN community.id ELSE $everyone END,
            score: 0,
            posted_key: $key,
            changed_key: $key
        })
        SET post += $properties, post.posted_at = datetime($now), author.last_active_at = datetime($now)
        CREATE (author)-[:POSTED]->(post)
        FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END | CREATE (post)-[:IN]->(community))
        FOREACH (tag IN $skills |
            MERGE (skill:Skill {slug: tag.slug})
            ON CREATE SET skill.name = tag.name, skill.audiences = [], skill.changed_key = $key
            SET skill.audiences = [other IN skill.audiences WHERE other <> post.audience] + post.audience
            CREATE (post)-[:ABOUT]->(skill))
        RETURN post.id AS id
        """,
        id=new_id(),
        kind=kind,
        # Each kind's own list walks a key of its own.
        properties={**properties, f"{kind}_key": clock.key(now)},
        skills=[{"slug": tag.slug, "name": tag.name} for tag in skills.resolve(about, by=by)],
        community=community,
        everyone=EVERYONE,
        by=by,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return only(rows, otherwise=Forbidden("Join this community before you post in it."))["id"]


def show(id: PostId, kind: Kind, *, viewer: Viewer) -> Publication:
    """Return what everybody reads around a post. Raises `NotFound`, also for what the viewer may not see."""
    rows = read(
        """
        MATCH (post:Post {id: $id})
        WHERE post.kind = $kind AND post.audience IN $audiences
        RETURN post.id AS id,
               post.title AS title,
               post.body AS body,
               post.html AS html,
               post.score AS score,
               post.posted_at AS posted_at,
               [(post)<-[:POSTED]-(author:Person) | {id: author.id, name: author.name}][0] AS author,
               EXISTS { (post)<-[:POSTED]-(author:Person) WHERE author.id = $viewer } AS is_mine,
               coalesce([(post)<-[vote:VOTED]-(me:Person) WHERE me.id = $viewer | vote.value][0], 0) AS my_vote,
               [(post)-[:ABOUT]->(skill:Skill) | {slug: skill.slug, name: skill.name}] AS skills,
               [(post)-[:IN]->(community:Community)
                   | {id: community.id, slug: community.slug, name: community.name}][0] AS community,
               [(post)<-[:ON]-(comment:Comment) | {
                   id: comment.id, html: comment.html, made_at: comment.made_at,
                   author: [(comment)<-[:MADE]-(person:Person) | {id: person.id, name: person.name}][0],
                   is_askers: false
               }] AS comments
        """,
        id=id,
        kind=kind,
        audiences=viewer.audiences,
        viewer=viewer.id,
    )
    row = only(rows, otherwise=NotFound("This post doesn't exist, or you don't have access to it."))
    return Publication(
        **having(
            row,
            author=author(row["author"]),
            skills=tags(row["skills"]),
            community=CommunityTag(**row["community"]) if row["community"] else None,
            comments=comments_of(row["comments"]),
        )
    )
