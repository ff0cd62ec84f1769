"""What one viewer sees beside a post: their ties to it, how it is kept fresh, and the people who look after it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import LiteralString

from graph import clock
from graph.cards import Author, CommunityTag, Freshness, PostKind, SkillTag
from graph.driver import only
from graph.errors import NotFound
from graph.ids import CollectionId, PostId
from graph.posts.roles import NOT_HERE, ROLE, Role
from graph.posts.text_status import STATUSES, TextStatus, oldest_first
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer


@dataclass(frozen=True, kw_only=True)
class CollectionLink:
    """A collection shown next to a post."""

    id: CollectionId
    name: str


@dataclass(frozen=True, kw_only=True)
class OutdatedPost:
    """An outdated post on which this one builds."""

    id: PostId
    title: str
    kind: PostKind


@dataclass(frozen=True, kw_only=True)
class Context:
    """What coaches tell readers of a skill of the post. Without a community, it is above all posts of the site."""

    skill: SkillTag
    html: str
    community: CommunityTag | None


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Why someone finds the post outdated. There is no name if it could be that of an anonymous asker."""

    by: Author | None
    reason: str
    at: datetime
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class Sidebar:
    """One viewer's ties to a post, and how it is kept fresh.

    `mine` are the viewer's collections that they could still add it to, `because` the outdated posts that it builds on.
    Nobody adds to it if it `is_archived`. `locked_for` and `closed_for` say why it is locked and closed, and are empty
    if it isn't. Stewards see if it `is_reported`, unless it is theirs. `wiki_editors` have changed a wiki since its
    first version. `due_key` is the key of its next review, `statuses` are of the post and of its answers. An anonymous
    asker is never named as the owner or as the person who verified it.
    """

    post: PostId
    kind: PostKind
    is_followed: bool
    is_bookmarked: bool
    mine: tuple[CollectionLink, ...]
    kept_in: tuple[CollectionLink, ...]
    freshness: Freshness
    owner: Author | None
    verified_at: datetime | None
    verified_by: Author | None
    due_key: int | None
    contexts: tuple[Context, ...]
    doubts: tuple[Doubt, ...]
    because: tuple[OutdatedPost, ...]
    role: Role
    statuses: tuple[TextStatus, ...]
    is_archived: bool
    locked_for: str
    closed_for: str
    is_pinned: bool
    is_reported: bool
    is_wiki: bool
    wiki_editors: int

    @property
    def moderates(self) -> bool:
        """Whether the viewer keeps it in order, as a coach or an admin."""
        return self.role.is_coach or self.role.is_admin

    @property
    def is_shut(self) -> bool:
        """Whether this viewer can't add to it."""
        return self.is_archived or bool(self.locked_for and not self.moderates)

    @property
    def takes_answers(self) -> bool:
        """Whether this viewer can answer it, if it is a question."""
        return not self.is_shut and (self.moderates or not self.closed_for)

    @property
    def due_at(self) -> datetime | None:
        """When it is to be reviewed next."""
        return clock.EPOCH + timedelta(microseconds=self.due_key) if self.due_key else None

    @cached_property
    def status(self) -> Mapping[str, TextStatus]:
        """The statuses by the ids of their texts."""
        return {one.id: one for one in self.statuses}


# The viewer's own collections, as maps, the newest first.
_MINE: LiteralString = """COLLECT {
    MATCH (:Person {id: $viewer})-[:KEEPS]->(collection:Collection)
    WHERE NOT collection.is_automatic AND collection.audience IN $seen_through
    RETURN {id: collection.id, name: collection.name} AS mine
    ORDER BY collection.created_key DESC
    LIMIT 50
}"""


# What coaches tell readers of its skills now, as maps: graph/curation/context_messages.py.
_CONTEXTS: LiteralString = """COLLECT {
    MATCH (post)-[:ABOUT]->(skill:Skill)<-[:SAYS_ABOUT]-(message:ContextMessage)
    WHERE message.ends_key > $now
      AND (message.place = '' OR EXISTS { MATCH (post)-[:IN]->(here:Community) WHERE here.id = message.place })
    WITH skill, message
    OPTIONAL MATCH (around:Community {id: message.place})
    RETURN {skill: {slug: skill.slug, name: skill.name}, html: message.html,
            community: CASE WHEN around IS NOT NULL THEN {{around is tagged}} END} AS context
    ORDER BY skill.name, message.id
}"""


def of(id: PostId, *, viewer: Viewer) -> Sidebar:
    """Return what surrounds a post. Raises `NotFound`, also for what the viewer may not see."""
    found = read_as(
        Sidebar,
        """
        MATCH (post:Post {id: $id})
        WHERE {{post is open}}
        WITH post, CASE WHEN post.is_anonymous THEN coalesce([(post)<-[:ASKED]-(asker:Person) | asker.id][0], '')
                        ELSE '' END AS nameless
        WITH post, nameless, CASE WHEN nameless = $viewer THEN '' ELSE nameless END AS unnamed
        RETURN post.id AS post,
               post.kind AS kind,
               EXISTS { (post)<-[:FOLLOWS]-(me:Person) WHERE me.id = $viewer } AS is_followed,
               EXISTS { (post)<-[:BOOKMARKED]-(me:Person) WHERE me.id = $viewer } AS is_bookmarked,
               [(post)<-[:HOLDS]-(collection:Collection) WHERE collection.audience IN $seen_through
                   | {id: collection.id, name: collection.name}] AS kept_in,
               coalesce(post.freshness, 'fresh') AS freshness,
               coalesce([(post)<-[:OWNS]-(owner:Person)
                            | {{owner is named}}][0],
                        [(post)<-[:ASKED|POSTED]-(author:Person) WHERE author.id <> nameless
                            | {{author is named}}][0]) AS owner,
               post.verified_at AS verified_at,
               [(post)<-[:VERIFIED]-(person:Person) WHERE person.id <> nameless
                   | {{person is named}}][0] AS verified_by,
               post.due_key AS due_key,
               coalesce(post.is_archived, false) AS is_archived,
               coalesce(post.lock_reason, '') AS locked_for,
               coalesce(post.closed_reason, '') AS closed_for,
               EXISTS { (post)-[:IN]->(:Community)-[:PINS]->(post) } AS is_pinned,
               post.wiki_at IS NOT NULL AS is_wiki,
               CASE WHEN post.wiki_at IS NULL THEN 0 ELSE size(COLLECT {
                   MATCH (post)<-[:OF]-(version:Revision)<-[:REVISED]-(editor:Person)
                   WHERE version.number > 1
                   RETURN DISTINCT editor.id AS editor
               }) END AS wiki_editors,
               CASE WHEN {{viewer is the steward}} THEN EXISTS { MATCH (report:Report {about: post.id})
                        WHERE report.state = 'open' }
                    AND NOT EXISTS { MATCH (me:Person {id: $viewer}) WHERE {{me is its named author}} }
                    ELSE false END AS is_reported,
               [(post)<-[doubt:DOUBTED]-(person:Person) | {
                   reason: doubt.reason, at: doubt.at, is_mine: person.id = $viewer,
                   by: CASE WHEN person.id <> nameless THEN {{person is named}} END
               }] AS doubts,
               [(post)-[:CHECK_BECAUSE]->(source:Post) WHERE {{source is open}}
                   | {id: source.id, title: source.title, kind: source.kind}] AS because,
        """
        + (_MINE + " AS mine, " + _CONTEXTS + " AS contexts, " + ROLE + " AS role, " + STATUSES + " AS statuses"),
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
        seen_through=(*viewer.audiences, viewer.id),
        everyone=EVERYONE,
        now=clock.key(clock.now()),
    )
    around = only(found, otherwise=NotFound(NOT_HERE))
    addable = tuple(one for one in around.mine if one not in around.kept_in)
    return replace(around, mine=addable, statuses=tuple(map(oldest_first, around.statuses)))
