"""Communities and units that are mentioned with @ in a text: all their people are told, if they are few enough."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from graph import characters
from graph.ids import PersonId, PostId
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

# How a text names a group, as the editor completes it. Any other link is only a link.
COMMUNITY = re.compile(r"\[@[^\]\n]+\]\(/communities/([^)\s/?#]+)\)")
UNIT = re.compile(r"\[@[^\]\n]+\]\(/people\?unit=([^)\s&#]+)\)")

# To reach more people than this, post in a community.
MOST_TOLD = 50
SUGGESTED = 4


@dataclass(frozen=True, kw_only=True)
class Group:
    """A community or a unit, and the number of its people."""

    kind: Literal["community", "unit"]
    slug: str
    name: str
    size: int

    @property
    def is_too_large(self) -> bool:
        return self.size > MOST_TOLD


@dataclass(frozen=True, kw_only=True)
class _Member:
    id: PersonId


def in_text(markdown: str, *, viewer: Viewer) -> tuple[Group, ...]:
    """Return the groups that a text mentions and that the viewer may know of."""
    communities, units = _named(markdown)
    if not communities and not units:
        return ()
    return read_as(
        Group,
        """
        UNWIND $communities AS slug
        MATCH (community:Community {slug: slug})
        WHERE {{community is listed or joined}}
        RETURN 'community' AS kind, community.slug AS slug, community.name AS name, COUNT {
            MATCH (community)<-[:MEMBER_OF]-(person:Person)
            WHERE person.state = 'active'
        } AS size
        UNION
        UNWIND $units AS slug
        MATCH (unit:Unit {slug: slug})
        RETURN 'unit' AS kind, unit.slug AS slug, unit.name AS name, COUNT {
            MATCH (unit)<-[:WORKS_IN]-(person:Person)
            WHERE person.state = 'active'
        } AS size
        """,
        communities=communities,
        units=units,
        audiences=viewer.audiences,
    )


def problem(markdown: str, *, viewer: Viewer) -> str | None:
    """Return why the people of these groups can't all be told, if they can't."""
    groups = in_text(markdown, viewer=viewer)
    if sum(group.size for group in groups) <= MOST_TOLD:
        return None
    sizes = ", ".join(f"{group.name} ({group.size:,})" for group in groups)
    return f"You mention more than {MOST_TOLD} people: {sizes}. Mention fewer, or post in a community."


def members(markdown: str, *, of: PostId) -> tuple[PersonId, ...]:
    """Return the people of the groups that a text on this post mentions, as far as they may read it.

    A hidden community can only be mentioned on its own posts, so that no one learns of it by being told.
    """
    communities, units = _named(markdown)
    if not communities and not units:
        return ()
    found = read_as(
        _Member,
        """
        UNWIND $communities AS slug
        MATCH (post:Post {id: $post})
        MATCH (community:Community {slug: slug})<-[:MEMBER_OF]-(person:Person)
        WHERE person.state = 'active' AND {{person is a reader}}
          AND (community.visibility <> 'hidden' OR community.id = post.audience)
        RETURN person.id AS id
        UNION
        UNWIND $units AS slug
        MATCH (post:Post {id: $post})
        MATCH (unit:Unit {slug: slug})<-[:WORKS_IN]-(person:Person)
        WHERE person.state = 'active' AND {{person is a reader}}
        RETURN person.id AS id
        """,
        communities=communities,
        units=units,
        post=of,
        everyone=EVERYONE,
    )
    return tuple(row.id for row in found)


def suggest(starts: str, *, viewer: Viewer) -> tuple[Group, ...]:
    """Return groups that the viewer may know of and whose name begins like this, by name, at most four of a kind."""
    return read_as(
        Group,
        """
        MATCH (community:Community)
        WHERE toLower(community.name) STARTS WITH $prefix AND {{community is listed or joined}}
        WITH community
        ORDER BY community.name
        LIMIT $limit
        RETURN 'community' AS kind, community.slug AS slug, community.name AS name, COUNT {
            MATCH (community)<-[:MEMBER_OF]-(person:Person)
            WHERE person.state = 'active'
        } AS size
        UNION
        MATCH (unit:Unit)
        WHERE toLower(unit.name) STARTS WITH $prefix
        WITH unit
        ORDER BY unit.name
        LIMIT $limit
        RETURN 'unit' AS kind, unit.slug AS slug, unit.name AS name, COUNT {
            MATCH (unit)<-[:WORKS_IN]-(person:Person)
            WHERE person.state = 'active'
        } AS size
        """,
        prefix=characters.folded(starts),
        audiences=viewer.audiences,
        limit=SUGGESTED,
    )


def _named(markdown: str) -> tuple[list[str], list[str]]:
    """Return the slugs of the communities and of the units that a text mentions, each once."""
    found = ([unquote(slug) for slug in pattern.findall(markdown)] for pattern in (COMMUNITY, UNIT))
    communities, units = (list(dict.fromkeys(slugs)) for slugs in found)
    return communities, units
