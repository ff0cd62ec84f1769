"""Who posts in a community, and which posts and answers wait for a coach before others see them.

A public community is for everyone to read. Its coaches decide whether everyone posts there, or only members. Answers
and comments stay open to all readers, so that people who are asked from outside can help: decision 52.
"""

from dataclasses import dataclass
from typing import Literal

from graph import clock
from graph.approvals.pending_posts import Why
from graph.approvals.sent_drafts import AnswerDraft, Sent
from graph.driver import only, write
from graph.errors import Forbidden, Invalid
from graph.ids import new_id
from graph.posts.questions import QuestionDraft
from graph.rows import read_as
from graph.viewers import Viewer

# Coaches look at nothing, at the first posts of each member, or at all posts. They and admins publish directly.
Scope = Literal["nothing", "first", "all"]

MOST_FIRST_POSTS = 5
FIRST_POSTS = 1

COACHES_ONLY = Forbidden("Only a coach of this community can change who publishes directly.")


@dataclass(frozen=True, kw_only=True)
class ApprovalRule:
    """What the coaches of a community look at before others see it; of a new member, this many posts and answers.

    `only_members` says that others read and answer, but don't post. It matters for public communities: in others,
    only members can read.
    """

    scope: Scope
    first_posts: int = FIRST_POSTS
    only_members: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.first_posts <= MOST_FIRST_POSTS:
            raise Invalid(first_posts=f"Choose a number from 1 to {MOST_FIRST_POSTS}.")


@dataclass(frozen=True, kw_only=True)
class CommunityRule:
    """A community and its rule. `waiting` is how many posts and answers wait now."""

    slug: str
    name: str
    rule: ApprovalRule
    waiting: int


@dataclass(frozen=True, kw_only=True)
class _Standing:
    scope: Scope
    first_posts: int
    is_nameless: bool
    is_exempt: bool
    published: int


def get(slug: str, *, viewer: Viewer) -> CommunityRule:
    """Return a community's rule. Raises `Forbidden` for everyone but its coaches."""
    found = read_as(
        CommunityRule,
        """
        MATCH (community:Community {slug: $slug})
        WHERE {{community is coached by the viewer}}
        RETURN community.slug AS slug, community.name AS name,
               {scope: coalesce(community.approves, 'nothing'),
                first_posts: coalesce(community.first_posts, $first_posts),
                only_members: {{community is for posts of members}}} AS rule,
               COUNT {
                   MATCH (pending:PendingPost)-[:WAITS_IN]->(place:Community)
                   WHERE pending.state = 'waiting' AND place.slug = $slug
               } AS waiting
        """,
        slug=slug,
        viewer=viewer.id,
        first_posts=FIRST_POSTS,
    )
    return only(found, otherwise=COACHES_ONLY)


def change(slug: str, rule: ApprovalRule, *, by: Viewer) -> None:
    """Change who posts, and what the coaches look at from now on; what waits goes on waiting. The audit log records it.

    Twice changes nothing. Raises `Forbidden` for everyone but the community's coaches.
    """
    now = clock.now()
    rows = write(
        """
        MATCH (me:Person {id: $by})-[coaching:MEMBER_OF]->(community:Community {slug: $slug})
        WHERE coaching.is_coach
        // Writing before looking takes the lock.
        SET community.approval_lock = $entry
        WITH me, community, coalesce(community.approves, 'nothing') <> $scope
            OR coalesce(community.first_posts, $default) <> $first_posts
            OR {{community is for posts of members}} <> $only_members AS is_new
        SET community.approves = $scope, community.first_posts = $first_posts,
            community.only_members_post = $only_members
        FOREACH (_ IN CASE WHEN is_new THEN [1] ELSE [] END |
            CREATE (me)-[:DID]->(entry:AuditEntry {id: $entry, act: 'changed_approval'})-[:RECORDS]->(community)
            SET entry.at = datetime($now), entry.at_key = $key)
        RETURN community.id AS id
        """,
        slug=slug,
        by=by.id,
        scope=rule.scope,
        first_posts=rule.first_posts,
        only_members=rule.only_members,
        default=FIRST_POSTS,
        entry=new_id(),
        now=now.isoformat(),
        key=clock.key(now),
    )
    only(rows, otherwise=COACHES_ONLY)


def why(draft: Sent, *, by: Viewer) -> Why | None:
    """Return why a draft has to wait for a coach, or `None` if its author publishes it directly.

    What bears no name waits whoever wrote it, even a coach. Otherwise its way would tell something about its author.
    """
    found = read_as(
        _Standing,
        """
        OPTIONAL MATCH (chosen:Community {id: $community})
        OPTIONAL MATCH (post:Post {id: $question})
        OPTIONAL MATCH (:Post {id: $question})-[:IN]->(around:Community)
        WITH post, coalesce(chosen, around) AS community
        WHERE community.approves IN ['first', 'all']
        MATCH (me:Person {id: $by})
        RETURN community.approves AS scope, coalesce(community.first_posts, $first_posts) AS first_posts,
               $is_anonymous OR coalesce({{me is the anonymous asker}}, false) AS is_nameless,
               {{me is an admin}} OR EXISTS {
                   MATCH (me)-[coaching:MEMBER_OF]->(led:Community)
                   WHERE coaching.is_coach AND led.id = community.id
               } AS is_exempt,
               COUNT {
                   MATCH (me)-[:ASKED|POSTED]->(own:Post)-[:IN]->(here:Community)
                   WHERE here.id = community.id AND NOT coalesce(own.is_anonymous, false)
               } + COUNT {
                   MATCH (me)-[:GAVE]->(:Answer)-[:ANSWERS]->(asked:Post)-[:IN]->(there:Community)
                   WHERE there.id = community.id
                     AND NOT (coalesce(asked.is_anonymous, false) AND EXISTS { (me)-[:ASKED]->(asked) })
               } AS published
        """,
        community="" if isinstance(draft, AnswerDraft) else draft.community or "",
        question=draft.question if isinstance(draft, AnswerDraft) else "",
        is_anonymous=isinstance(draft, QuestionDraft) and draft.is_anonymous,
        first_posts=FIRST_POSTS,
        by=by.id,
    )
    return _why(found[0]) if found else None


def _why(standing: _Standing) -> Why | None:
    if standing.is_nameless:
        return "anonymous"
    if standing.is_exempt:
        return None
    if standing.scope == "all":
        return "all_posts"
    return "first_posts" if standing.published < standing.first_posts else None
