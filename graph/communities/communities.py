"""Communities: people around a practice. Public ones are open, private ones listed, hidden ones known to members."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from graph import clock
from graph.asking.deadlines import RING_DAYS, SILENCE_DAYS
from graph.cards import Author, CommunityTag, Page, page
from graph.driver import only, read, write
from graph.errors import Conflict, NotFound, refuse_if_any
from graph.freshness.freshness import REVIEW_DAYS
from graph.ids import CommunityId, PersonId, new_id, slug
from graph.rows import read_as
from graph.viewers import Viewer

NAME_CHARACTERS = 60
PURPOSE_CHARACTERS = 300

Visibility = Literal["public", "private", "hidden"]
Membership = Literal["none", "requested", "member", "coach"]

PEOPLE_SHOWN = 40
# The picture of a community that has chosen none, and how long newcomers are welcomed.
PICTURE = "users"
WELCOMED = timedelta(days=14)

NOT_HERE = "This community doesn't exist, or you don't have access to it."


@dataclass(frozen=True, kw_only=True)
class CommunityDraft:
    """A community as its founder describes it. Raises `Invalid` with a sentence per field."""

    name: str
    purpose: str
    visibility: Visibility

    def __post_init__(self) -> None:
        refuse_unless_described(self.name, self.purpose)


@dataclass(frozen=True, kw_only=True)
class PlaceToPost(CommunityTag):
    """A community in the form of a post. `needs_joining` says that only members post there, and the viewer isn't."""

    needs_joining: bool


@dataclass(frozen=True, kw_only=True)
class CommunityRow:
    """A community in the directory."""

    id: CommunityId
    slug: str
    name: str
    purpose: str
    hue: int
    picture: str
    visibility: Visibility
    is_archived: bool
    members: int
    membership: Membership


@dataclass(frozen=True, kw_only=True)
class JoinRequest:
    """Someone who asks to join, and their words to the coaches, if any."""

    person: Author
    words: str


@dataclass(frozen=True, kw_only=True)
class CommunityPage:
    """A community as one viewer sees it. `members` and `requests` are empty for people who may not see them.

    `charter` and `welcome` are HTML; the welcome is empty for people who have been members for two weeks.
    `size` counts all members. `members` are those who are listed, and all of them for coaches. Of `members` and
    `requests`, there are at most forty, by name.
    """

    id: CommunityId
    slug: str
    name: str
    purpose: str
    hue: int
    picture: str
    charter: str
    welcome: str
    visibility: Visibility
    is_archived: bool
    is_for_members_to_post: bool
    membership: Membership
    size: int
    review_days: int
    silence_days: int
    ring_days: int
    coaches: tuple[Author, ...]
    members: tuple[Author, ...]
    requests: tuple[JoinRequest, ...]

    @property
    def is_open_to_me(self) -> bool:
        """Whether the viewer may read what is posted here."""
        return self.visibility == "public" or self.membership in ("member", "coach")

    @property
    def may_post(self) -> bool:
        """Whether the viewer may post here now."""
        is_member = self.membership in ("member", "coach")
        return not self.is_archived and (is_member or (self.is_open_to_me and not self.is_for_members_to_post))


def refuse_unless_described(name: str, purpose: str, **other_problems: str | None) -> None:
    """Raise `Invalid` for a name or a purpose that can't be taken, and for other problems, each under its field."""
    is_named = 0 < len(name.strip()) <= NAME_CHARACTERS and slug(name)
    has_purpose = 0 < len(purpose.strip()) <= PURPOSE_CHARACTERS
    refuse_if_any(
        {
            "name": None
            if is_named
            else f"Give the community a name with letters or digits, of at most {NAME_CHARACTERS} characters.",
            "purpose": None
            if has_purpose
            else f"Say what brings its members together, in at most {PURPOSE_CHARACTERS} characters.",
            **other_problems,
        }
    )


def found(draft: CommunityDraft, *, by: PersonId) -> str:
    """Create a community with its founder as coach and return its slug. Raises `Conflict` if the name is taken.

    A hidden one doesn't reserve its name, since a refusal would reveal that it exists.
    """
    rows = write(
        """
        MATCH (founder:Person {id: $by})
        OPTIONAL MATCH (other:Community {slug: $slug})
        WITH founder, other
        WHERE other IS NULL
        CREATE (founder)-[member:MEMBER_OF {is_coach: true}]->(community:Community {
            id: $id, slug: $slug, name: $name, purpose: $purpose, visibility: $visibility, changed_key: $key
        })
        SET community.created_at = datetime($now), member.since = datetime($now)
        RETURN community.slug AS slug
        """,
        id=new_id(),
        slug=slug(draft.name) + (f"-{new_id()}" if draft.visibility == "hidden" else ""),
        name=draft.name.strip(),
        purpose=draft.purpose.strip(),
        visibility=draft.visibility,
        by=by,
        now=clock.now().isoformat(),
        key=clock.key(clock.now()),
    )
    return only(rows, otherwise=Conflict("A community already has this name or a similar one. Choose another."))["slug"]


def directory(*, viewer: Viewer) -> tuple[CommunityRow, ...]:
    """Return the communities that this viewer may know of, by name, those that are archived last."""
    return read_as(
        CommunityRow,
        """
        MATCH (community:Community)
        OPTIONAL MATCH (:Person {id: $viewer})-[member:MEMBER_OF]->(community)
        WITH community, member
        WHERE community.visibility <> 'hidden' OR member IS NOT NULL
        RETURN community.id AS id,
               community.slug AS slug,
               community.name AS name,
               community.purpose AS purpose,
               coalesce(community.hue, 0) AS hue,
               coalesce(community.picture, $picture) AS picture,
               community.visibility AS visibility,
               community.archived_at IS NOT NULL AS is_archived,
               COUNT { (community)<-[:MEMBER_OF]-(:Person) } AS members,
               CASE WHEN member.is_coach THEN 'coach'
                    WHEN member IS NOT NULL THEN 'member'
                    WHEN EXISTS { (:Person {id: $viewer})-[:REQUESTED]->(community) } THEN 'requested'
                    ELSE 'none' END AS membership
        ORDER BY is_archived, name
        """,
        viewer=viewer.id,
        picture=PICTURE,
    )


def open_to(viewer: Viewer) -> tuple[CommunityTag, ...]:
    """Return the communities in which this viewer may read, by name."""
    return read_as(
        CommunityTag,
        """
        MATCH (community:Community)
        WHERE {{community is open to the viewer}}
        RETURN community.id AS id, community.slug AS slug, community.name AS name
        ORDER BY name
        """,
        audiences=viewer.audiences,
    )


def to_post_in(viewer: Viewer) -> tuple[PlaceToPost, ...]:
    """Return the communities in which this viewer may post, by name, and those that they would have to join first."""
    return read_as(
        PlaceToPost,
        """
        MATCH (community:Community)
        WHERE {{community is open to the viewer}} AND community.archived_at IS NULL
        RETURN community.id AS id, community.slug AS slug, community.name AS name,
               NOT {{community is open to posts}} AS needs_joining
        ORDER BY name
        """,
        audiences=viewer.audiences,
        by=viewer.id,
    )


def show(slug: str, *, viewer: Viewer) -> CommunityPage:
    """Return a community's page. Raises `NotFound`, also for hidden ones if the viewer is not a member."""
    found = read_as(
        CommunityPage,
        """
        MATCH (community:Community {slug: $slug})
        OPTIONAL MATCH (:Person {id: $viewer})-[member:MEMBER_OF]->(community)
        WITH community, member,
             community.visibility = 'public' OR member IS NOT NULL AS is_open,
             coalesce(member.is_coach, false) AS is_coach
        WHERE community.visibility <> 'hidden' OR member IS NOT NULL
        RETURN community.id AS id, community.slug AS slug,
               community.name AS name, community.purpose AS purpose,
               coalesce(community.hue, 0) AS hue,
               coalesce(community.picture, $picture) AS picture,
               coalesce(community.charter_html, '') AS charter,
               CASE WHEN member.since > datetime($lately) THEN coalesce(community.welcome_html, '') ELSE '' END
                   AS welcome,
               community.visibility AS visibility,
               community.archived_at IS NOT NULL AS is_archived,
               {{community is for posts of members}} AS is_for_members_to_post,
               CASE WHEN is_coach THEN 'coach'
                    WHEN member IS NOT NULL THEN 'member'
                    WHEN EXISTS { (:Person {id: $viewer})-[:REQUESTED]->(community) } THEN 'requested'
                    ELSE 'none' END AS membership,
               COUNT { (community)<-[:MEMBER_OF]-(:Person) } AS size,
               coalesce(community.review_days, $review_days) AS review_days,
               coalesce(community.silence_days, $silence_days) AS silence_days,
               coalesce(community.ring_days, $ring_days) AS ring_days,
               [(community)<-[coaching:MEMBER_OF]-(coach:Person) WHERE coaching.is_coach
                   | {{coach is named}}] AS coaches,
               COLLECT {
                   MATCH (community)<-[:MEMBER_OF]-(person:Person)
                   WHERE is_open AND (is_coach OR person.id = $viewer OR ({{person is listed}}))
                   RETURN {{person is named}} AS shown
                   ORDER BY person.name_lower
                   LIMIT $shown
               } AS members,
               COLLECT {
                   MATCH (community)<-[asking:REQUESTED]-(person:Person)
                   WHERE is_coach
                   RETURN {person: {{person is named}}, words: coalesce(asking.words, '')} AS request
                   ORDER BY person.name_lower
                   LIMIT $shown
               } AS requests
        """,
        slug=slug,
        viewer=viewer.id,
        shown=PEOPLE_SHOWN,
        picture=PICTURE,
        lately=(clock.now() - WELCOMED).isoformat(),
        review_days=REVIEW_DAYS,
        silence_days=SILENCE_DAYS,
        ring_days=RING_DAYS,
    )
    page = only(found, otherwise=NotFound(NOT_HERE))
    return replace(page, coaches=_by_name(page.coaches))


def posts(id: CommunityId, *, viewer: Viewer, before: int) -> Page:
    """Return a page of what was posted in a community before this key, newest first, if the viewer may see it."""
    rows = read(
        """
        MATCH (:Community {id: $id})<-[:IN]-(post:Post)
        WHERE post.posted_key < $before AND {{post is open}}
        RETURN post.id AS id, post.posted_key AS key
        ORDER BY key DESC
        LIMIT 21
        """,
        id=id,
        before=before,
        audiences=viewer.audiences,
    )
    return page(rows, viewer=viewer)


def _by_name(people: tuple[Author, ...]) -> tuple[Author, ...]:
    return tuple(sorted(people, key=lambda person: person.name.casefold()))
