"""Communities that newcomers may join, first those about their skills and those of their unit."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from graph.communities import communities, memberships
from graph.communities.communities import CommunityRow
from graph.driver import read
from graph.errors import Conflict, NotFound
from graph.ids import CommunityId, PersonId
from graph.rows import read_as
from graph.viewers import Viewer

SHOWN = 30
SKILLS_NAMED = 3
# Posts about someone's skills. Among this many there are those of the communities that matter.
POSTS_LOOKED_AT = 2_000


@dataclass(frozen=True, kw_only=True)
class CommunityChoice:
    """A community that someone may join, and why it is proposed: posts about their skills, members of their unit."""

    community: CommunityRow
    skills: tuple[str, ...]
    is_of_unit: bool

    @property
    def is_proposed(self) -> bool:
        return bool(self.skills) or self.is_of_unit


@dataclass(frozen=True, kw_only=True)
class _About:
    community: CommunityId
    skills: tuple[str, ...]


def of(*, viewer: Viewer) -> tuple[CommunityChoice, ...]:
    """Return at most thirty communities that the viewer may know of: proposals, then the largest.

    The members of a private community are not known to others, so they are no reason for it.
    """
    about = {one.community: one.skills for one in _about_skills(viewer)}
    near = _of_unit(viewer)
    found = [
        CommunityChoice(community=one, skills=about.get(one.id, ())[:SKILLS_NAMED], is_of_unit=one.id in near)
        for one in communities.directory(viewer=viewer)
        if not one.is_archived
    ]
    return tuple(sorted(found, key=_rank)[:SHOWN])


def join(slugs: Collection[str], *, by: PersonId) -> tuple[str, ...]:
    """Join these communities, or ask to join the private ones, and return them. What they may not join is left out."""
    joined: list[str] = []
    for slug in slugs:
        # It may have been hidden, renamed or archived while the page was open.
        with suppress(NotFound, Conflict):
            memberships.join(slug, by=by)
            joined.append(slug)
    return tuple(joined)


def _rank(one: CommunityChoice) -> tuple[bool, int, bool, int, str]:
    return not one.is_proposed, -len(one.skills), not one.is_of_unit, -one.community.members, one.community.name


def _about_skills(viewer: Viewer) -> tuple[_About, ...]:
    return read_as(
        _About,
        """
        MATCH (me:Person {id: $viewer})-[:STANDS_IN]->(skill:Skill)<-[:ABOUT]-(post:Post)-[:IN]->(community:Community)
        WHERE {{post is open}} AND post.retired_at IS NULL
        WITH community, skill
        LIMIT $looked_at
        RETURN community.id AS community, collect(DISTINCT skill.name) AS skills
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        looked_at=POSTS_LOOKED_AT,
    )


def _of_unit(viewer: Viewer) -> frozenset[CommunityId]:
    rows = read(
        """
        MATCH (:Person {id: $viewer})-[:WORKS_IN]->(:Unit)<-[:WORKS_IN]-(colleague:Person)
        WHERE colleague.id <> $viewer AND {{colleague is listed}}
        MATCH (colleague)-[:MEMBER_OF]->(community:Community)
        WHERE {{community is open to the viewer}}
        RETURN DISTINCT community.id AS id
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
    )
    return frozenset(row["id"] for row in rows)
