"""Moving a post to another community, or out of one: from then on, others may see it."""

from dataclasses import dataclass

from graph import clock
from graph.cards import CommunityTag, PostKind
from graph.conduct import refusals
from graph.driver import only, write
from graph.errors import Conflict, Forbidden, NotFound
from graph.ids import CommunityId, PostId
from graph.posts import audiences
from graph.posts.roles import NOT_HERE
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

NOT_YOURS = "Only the author, a coach of both communities, a steward who is in both, or an admin can move a post."


@dataclass(frozen=True, kw_only=True)
class Place:
    """A community to which a viewer may move a post. Only its members read what is in it unless it `is_public`."""

    id: CommunityId
    slug: str
    name: str
    is_public: bool
    members: int


@dataclass(frozen=True, kw_only=True)
class Move:
    """A post that may be moved, where it is, and where the viewer may move it. `may_leave` is to no community."""

    id: PostId
    kind: PostKind
    title: str
    community: CommunityTag | None
    may_leave: bool
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True)
class _Row:
    id: PostId
    kind: PostKind
    title: str
    community: CommunityTag | None
    is_free: bool
    may_move: bool
    places: tuple[Place, ...]


def options(id: PostId, *, viewer: Viewer) -> Move:
    """Return where a viewer may move a post: authors and admins where they may post, coaches where they coach too.

    Stewards move it between public communities that they belong to. Neither they nor authors move it past the coaches
    who look at posts before others see them: graph/approvals/approval_rules.py. Raises `NotFound`, also for what the
    viewer may not see; `Forbidden` for everyone else.
    """
    found = read_as(
        _Row,
        """
        MATCH (post:Post {id: $id})
        WHERE {{post is open}}
        WITH post, {{viewer is the admin}} AS is_admin,
             EXISTS { (post)<-[:ASKED|POSTED]-(author:Person) WHERE author.id = $viewer } AS is_author,
             {{post is coached}} AS is_coach,
             // Between public communities nothing changes for readers, so no coach has to decide.
             {{viewer is the steward}} AND EXISTS {
                 MATCH (post)-[:IN]->(around:Community)<-[:MEMBER_OF]-(steward:Person)
                 WHERE around.visibility = 'public' AND steward.id = $viewer
             } AS is_steward,
             coalesce([(post)-[:IN]->(present:Community) | present.id][0], '') AS here
        RETURN post.id AS id, post.kind AS kind, post.title AS title, is_admin OR is_author AS is_free,
               is_coach OR is_steward AS may_move,
               [(post)-[:IN]->(community:Community)
                   | {{community is tagged}}][0] AS community,
               COLLECT {
                   MATCH (place:Community)
                   WHERE place.id <> here AND place.archived_at IS NULL AND {{place is open to the viewer}}
                     AND (is_admin OR {{place is coached by the viewer}}
                          OR coalesce(place.approves, 'nothing') = 'nothing'
                             AND (is_author AND {{place is open to posts}} OR is_steward AND place.visibility = 'public'
                                  AND {{place is joined by the viewer}}))
                   RETURN {id: place.id, slug: place.slug, name: place.name, is_public: place.visibility = 'public',
                           members: COUNT { (place)<-[:MEMBER_OF]-(:Person) }} AS one
                   ORDER BY place.name
               } AS places
        """,
        id=id,
        viewer=viewer.id,
        by=viewer.id,
        audiences=viewer.audiences,
    )
    row = only(found, otherwise=NotFound(NOT_HERE))
    if not (row.is_free or row.may_move):
        raise Forbidden(NOT_YOURS)
    return Move(
        id=row.id,
        kind=row.kind,
        title=row.title,
        community=row.community,
        may_leave=row.is_free and row.community is not None,
        places=row.places,
    )


def move(id: PostId, *, to: CommunityId | None, by: Viewer) -> PostKind:
    """Move a post to a community, or out of one. Twice changes nothing.

    Asks and checks of people who may no longer see it are closed, and others can be asked. Raises like `options`, and
    `Forbidden` for a community to which this person may not move it.
    """
    allowed = options(id, viewer=by)
    if (allowed.community and allowed.community.id == to) or (not allowed.community and to is None):
        return allowed.kind
    if not (allowed.may_leave if to is None else any(place.id == to for place in allowed.places)):
        raise Forbidden(NOT_YOURS)
    now = clock.now()
    rows = write(
        """
        MATCH (post:Post {id: $id})
        MATCH (me:Person {id: $by})
        WHERE {{me is free to post}} OR {{me is the anonymous asker}}
        OPTIONAL MATCH (place:Community {id: $community})
        WITH post, place, [(post)-[former:IN]->(:Community) | former] AS formers
        FOREACH (former IN formers | DELETE former)
        FOREACH (_ IN CASE WHEN place IS NULL THEN [] ELSE [1] END | CREATE (post)-[:IN]->(place))
        SET post.changed_key = $key, post.moved_at = datetime($now), post.moved_by = $by
        """
        + audiences.FOLLOW
        + """
        RETURN post.kind AS kind
        """,
        id=id,
        community=to or "",
        everyone=EVERYONE,
        by=by.id,
        now=now.isoformat(),
        key=clock.key(now),
    )
    if not rows:
        refusals.refuse_post("to", community=to, by=by.id)
    return only(rows, otherwise=Conflict(NOT_HERE))["kind"]
