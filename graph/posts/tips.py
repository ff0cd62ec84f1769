"""Tips: what somebody found out and shares, without having been asked."""

from dataclasses import dataclass
from datetime import datetime

from graph import clock, prose
from graph.cards import Author, CommunityTag, Page, SkillTag, Source, author, page, tags
from graph.driver import having, only, read, write
from graph.errors import Forbidden, NotFound, refuse_if_any
from graph.ids import CommunityId, PersonId, TipId, new_id
from graph.posts.comments import Comment, comments_of
from graph.posts.questions import body_problem, title_problem
from graph.prose import Prose
from graph.skills import skills
from graph.viewers import EVERYONE, Viewer


@dataclass(frozen=True, kw_only=True)
class TipDraft:
    """A tip as typed by its author; a cheat sheet is one to be printed. Raises `Invalid` with a sentence per field."""

    title: str
    body: Prose
    skills: tuple[str, ...]
    community: CommunityId | None
    is_cheat_sheet: bool = False

    def __post_init__(self) -> None:
        refuse_if_any({"title": title_problem(self.title), "body": body_problem(self.body.markdown)})


@dataclass(frozen=True, kw_only=True)
class TipPage:
    """A tip as one viewer sees it."""

    id: TipId
    title: str
    html: str
    is_cheat_sheet: bool
    score: int
    posted_at: datetime
    author: Author | None
    is_mine: bool
    my_vote: int
    skills: tuple[SkillTag, ...]
    community: CommunityTag | None
    source: Source | None
    comments: tuple[Comment, ...]


def post(draft: TipDraft, *, by: PersonId) -> TipId:
    """Publish a tip. Raises `Forbidden` if its author may not post in that community."""
    now = clock.now()
    rows = write(
        """
        MATCH (author:Person {id: $by})
        OPTIONAL MATCH (community:Community {id: $community})
            WHERE community.visibility = 'public' OR EXISTS { (author)-[:MEMBER_OF]->(community) }
        WITH author, community
        WHERE $community IS NULL OR community IS NOT NULL
        CREATE (tip:Post:Tip {
            id: $id,
            kind: 'tip',
            title: $title,
            body: $body,
            html: $html,
            excerpt: $excerpt,
            is_anonymous: false,
            is_cheat_sheet: $is_cheat_sheet,
            audience: CASE WHEN community.visibility <> 'public' THEN community.id ELSE $everyone END,
            score: 0,
            posted_key: $key,
            tip_key: $key,
            changed_key: $key
        })
        SET tip.posted_at = datetime($now), author.last_active_at = datetime($now)
        CREATE (author)-[:POSTED]->(tip)
        FOREACH (_ IN CASE WHEN community IS NULL THEN [] ELSE [1] END | CREATE (tip)-[:IN]->(community))
        FOREACH (tag IN $skills |
            MERGE (skill:Skill {slug: tag.slug})
            ON CREATE SET skill.name = tag.name, skill.audiences = [], skill.changed_key = $key
            SET skill.audiences = [other IN skill.audiences WHERE other <> tip.audience] + tip.audience
            CREATE (tip)-[:ABOUT]->(skill))
        RETURN tip.id AS id
        """,
        id=new_id(),
        title=draft.title.strip(),
        body=draft.body.markdown,
        html=draft.body.html,
        excerpt=prose.excerpt(draft.body.markdown),
        is_cheat_sheet=draft.is_cheat_sheet,
        skills=[{"slug": tag.slug, "name": tag.name} for tag in skills.resolve(draft.skills, by=by)],
        community=draft.community,
        everyone=EVERYONE,
        by=by,
        now=now.isoformat(),
        key=clock.key(now),
    )
    return only(rows, otherwise=Forbidden("Join this community before you post in it."))["id"]


def listed(*, viewer: Viewer, before: int = clock.FAR_FUTURE) -> Page:
    """Return a stretch of all tips, newest first, posted before this key."""
    rows = read(
        """
        MATCH (tip:Tip)
        WHERE tip.tip_key < $before AND tip.audience IN $audiences
        RETURN tip.id AS id, tip.tip_key AS key
        ORDER BY tip.tip_key DESC
        LIMIT 21
        """,
        before=before,
        audiences=viewer.audiences,
    )
    return page(rows, viewer=viewer)


def show(id: TipId, *, viewer: Viewer) -> TipPage:
    """Return a tip's page. Raises `NotFound`, also for what the viewer may not see."""
    rows = read(
        """
        MATCH (tip:Post {id: $id})
        WHERE tip.kind = 'tip' AND tip.audience IN $audiences
        RETURN tip.id AS id,
               tip.title AS title,
               tip.html AS html,
               coalesce(tip.is_cheat_sheet, false) AS is_cheat_sheet,
               tip.score AS score,
               tip.posted_at AS posted_at,
               [(tip)<-[:POSTED]-(author:Person) | {id: author.id, name: author.name}][0] AS author,
               EXISTS { (tip)<-[:POSTED]-(author:Person) WHERE author.id = $viewer } AS is_mine,
               coalesce([(tip)<-[vote:VOTED]-(me:Person) WHERE me.id = $viewer | vote.value][0], 0) AS my_vote,
               [(tip)-[:ABOUT]->(skill:Skill) | {slug: skill.slug, name: skill.name}] AS skills,
               [(tip)-[:IN]->(community:Community)
                   | {id: community.id, slug: community.slug, name: community.name}][0] AS community,
               CASE WHEN tip.source_url IS NOT NULL
                   THEN {url: tip.source_url, author: tip.source_author, licence: tip.licence}
               END AS source,
               [(tip)<-[:ON]-(comment:Comment) | {
                   id: comment.id, html: comment.html, made_at: comment.made_at,
                   author: [(comment)<-[:MADE]-(person:Person) | {id: person.id, name: person.name}][0],
                   is_askers: false
               }] AS comments
        """,
        id=id,
        audiences=viewer.audiences,
        viewer=viewer.id,
    )
    row = only(rows, otherwise=NotFound("This tip doesn't exist, or you don't have access to it."))
    return TipPage(
        **having(
            row,
            author=author(row["author"]),
            skills=tags(row["skills"]),
            community=CommunityTag(**row["community"]) if row["community"] else None,
            source=Source(**row["source"]) if row["source"] else None,
            comments=comments_of(row["comments"]),
        )
    )
