"""The names of skills, communities and people: from what someone typed to what it means, and back."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph import characters
from graph.driver import read
from graph.ids import slug
from graph.viewers import Viewer

MOST_PEOPLE = 20


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names of skills and communities, by their slugs."""

    skills: dict[str, str]
    communities: dict[str, str]


def skill(typed: str, *, viewer: Viewer) -> str | None:
    """Return the slug of the skill with this name or alias, if the viewer may know of it."""
    rows = read(
        """
        OPTIONAL MATCH (named:Skill {slug: $slug})
            WHERE {{named is known}}
        OPTIONAL MATCH (alias:Alias {slug: $slug})-[:NAMES]->(meant:Skill)
            WHERE {{alias is readable}}
        WITH coalesce(named, meant) AS skill
        WHERE skill IS NOT NULL AND {{skill is known}}
        RETURN skill.slug AS slug
        """,
        slug=slug(typed),
        audiences=viewer.audiences,
    )
    return rows[0]["slug"] if rows else None


def every_skill(*, viewer: Viewer) -> tuple[str, ...]:
    """Return the names and aliases of all skills that the viewer may know of."""
    rows = read(
        """
        MATCH (skill:Skill)
        WHERE {{skill is known}}
        RETURN [skill.name] + [(alias:Alias)-[:NAMES]->(skill) WHERE {{alias is readable}} | alias.name] AS names
        """,
        audiences=viewer.audiences,
    )
    return tuple(name for row in rows for name in row["names"])


def community(typed: str, *, viewer: Viewer) -> str | None:
    """Return the slug of the community with this name, if the viewer may know of it."""
    rows = read(
        """
        MATCH (community:Community)
        WHERE (community.slug = $slug OR toLower(community.name) = $name) AND community.visibility <> 'hidden'
            // The slug of a hidden one is its name and a part that nobody can guess.
            OR community.id IN $audiences AND (community.slug = $slug
                OR community.visibility = 'hidden' AND community.slug STARTS WITH $slug + '-')
        RETURN community.slug AS slug
        ORDER BY community.slug = $slug DESC
        LIMIT 1
        """,
        slug=slug(typed),
        name=typed.strip().lower(),
        audiences=viewer.audiences,
    )
    return rows[0]["slug"] if rows else None


def people(typed: str, *, viewer: Viewer) -> tuple[str, ...]:
    """Return the ids of at most 20 people whose names begin like this, even unlisted ones; `me` is the viewer."""
    if typed.casefold() == "me":
        return (viewer.id,)
    rows = read(
        """
        MATCH (person:Person)
        WHERE person.name_lower STARTS WITH $prefix AND person.state = 'active'
        RETURN person.id AS id
        ORDER BY person.name_lower
        LIMIT $limit
        """,
        prefix=characters.folded(typed),
        limit=MOST_PEOPLE,
    )
    return tuple(row["id"] for row in rows) if typed else ()


def names(skills: Iterable[str], communities: Iterable[str], *, viewer: Viewer) -> Names:
    """Return the names of these, without those that the viewer may not know of."""
    rows = read(
        """
        UNWIND $skills AS slug
        MATCH (skill:Skill {slug: slug})
        WHERE {{skill is known}}
        RETURN 'skill' AS kind, slug, skill.name AS name
        UNION
        UNWIND $communities AS slug
        MATCH (community:Community {slug: slug})
        WHERE {{community is listed or joined}}
        RETURN 'community' AS kind, slug, community.name AS name
        """,
        skills=list(skills),
        communities=list(communities),
        audiences=viewer.audiences,
    )
    return Names(
        skills={row["slug"]: row["name"] for row in rows if row["kind"] == "skill"},
        communities={row["slug"]: row["name"] for row in rows if row["kind"] == "community"},
    )
