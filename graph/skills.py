"""Skills: the nodes that people, questions and content meet in."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.driver import having, only, read
from graph.errors import Invalid, NotFound
from graph.ids import PersonId, SkillSlug, slug
from graph.posts import Page, SkillTag, page, tags
from graph.viewers import Viewer

SKILLS_PER_POST = 6
NAME_CHARACTERS = 60
SHOWN_IN_DIRECTORY = 100


@dataclass(frozen=True, kw_only=True)
class SkillRow:
    """A skill in the directory, with how many posts this viewer can open."""

    slug: SkillSlug
    name: str
    summary: str
    posts: int


@dataclass(frozen=True, kw_only=True)
class Knower:
    """Somebody with evidence in a skill: how many answers and tips. The order is by weight, which is not shown."""

    id: PersonId
    name: str
    headline: str
    evidence: int


@dataclass(frozen=True, kw_only=True)
class SkillPage:
    """A skill with what surrounds it in the graph."""

    slug: SkillSlug
    name: str
    summary: str
    aliases: tuple[str, ...]
    related: tuple[SkillTag, ...]
    broader: tuple[SkillTag, ...]
    people: tuple[Knower, ...]
    open_questions: int


def resolve(names: Iterable[str]) -> tuple[SkillTag, ...]:
    """Return the skills that were meant, each once: by slug, by alias, or new under the name that was typed.

    Raises `Invalid` when there are more than six or a name is no name.
    """
    wanted = {slug(name): " ".join(name.split()) for name in names if name.strip()}
    if len(wanted) > SKILLS_PER_POST:
        raise Invalid(skills=f"Choose at most {SKILLS_PER_POST} skills; the most telling ones find the best answers.")
    if any(not key or len(name) > NAME_CHARACTERS for key, name in wanted.items()):
        raise Invalid(skills=f"A skill's name has letters or digits and at most {NAME_CHARACTERS} characters.")
    rows = read(
        """
        UNWIND $slugs AS wanted
        OPTIONAL MATCH (known:Skill {slug: wanted})
        OPTIONAL MATCH (:Alias {slug: wanted})-[:NAMES]->(meant:Skill)
        RETURN wanted, coalesce(known.slug, meant.slug, wanted) AS slug, coalesce(known.name, meant.name) AS name
        """,
        slugs=list(wanted),
    )
    found = {row["slug"]: SkillTag(slug=row["slug"], name=row["name"] or wanted[row["wanted"]]) for row in rows}
    return tuple(found.values())


def directory(*, starts_with: str = "", viewer: Viewer) -> tuple[SkillRow, ...]:
    """Return the skills whose posts this viewer may open, most used first, at most 100."""
    rows = read(
        """
        MATCH (skill:Skill)<-[:ABOUT]-(post:Post)
        WHERE post.audience IN $audiences AND post.retired_at IS NULL AND skill.slug STARTS WITH $prefix
        RETURN skill.slug AS slug, skill.name AS name, coalesce(skill.summary, '') AS summary, count(post) AS posts
        ORDER BY posts DESC, name
        LIMIT $limit
        """,
        audiences=viewer.audiences,
        prefix=slug(starts_with),
        limit=SHOWN_IN_DIRECTORY,
    )
    return tuple(SkillRow(**row) for row in rows)


def suggest(starts_with: str, *, viewer: Viewer, limit: int = 8) -> tuple[SkillTag, ...]:
    """Return skills for a field in which somebody types, by name."""
    rows = read(
        """
        MATCH (skill:Skill)
        WHERE skill.slug STARTS WITH $prefix AND ANY(audience IN skill.audiences WHERE audience IN $audiences)
        RETURN skill.slug AS slug, skill.name AS name
        ORDER BY slug
        LIMIT $limit
        """,
        prefix=slug(starts_with),
        audiences=viewer.audiences,
        limit=limit,
    )
    return tuple(SkillTag(**row) for row in rows)


def show(id: SkillSlug, *, viewer: Viewer) -> SkillPage:
    """Return a skill's page. Raises `NotFound`, also if only posts that the viewer may not see name it."""
    rows = read(
        """
        MATCH (skill:Skill {slug: $slug})
        WHERE ANY(audience IN skill.audiences WHERE audience IN $audiences)
        RETURN skill.slug AS slug,
               skill.name AS name,
               coalesce(skill.summary, '') AS summary,
               [(alias:Alias)-[:NAMES]->(skill) | alias.name] AS aliases,
               [(skill)-[near:RELATED]-(other:Skill)
                   WHERE ANY(audience IN other.audiences WHERE audience IN $audiences)
                   | {slug: other.slug, name: other.name}] AS related,
               [(skill)-[:BROADER]->(wider:Skill)
                   WHERE ANY(audience IN wider.audiences WHERE audience IN $audiences)
                   | {slug: wider.slug, name: wider.name}] AS broader,
               COLLECT {
                   MATCH (skill)<-[knows:KNOWS]-(person:Person)
                   WHERE knows.audience IN $audiences AND knows.evidence > 0 AND knows.hidden IS NULL
                     AND person.state = 'active' AND coalesce(person.is_listed, true)
                   WITH person, sum(knows.weight) AS weight, sum(knows.evidence) AS evidence
                   RETURN {id: person.id, name: person.name, headline: coalesce(person.headline, ''),
                           evidence: evidence} AS knower
                   ORDER BY weight DESC
                   LIMIT 10
               } AS people,
               COUNT {
                   MATCH (skill)<-[:ABOUT]-(question:Post)
                   WHERE question.open_key IS NOT NULL AND question.audience IN $audiences
               } AS open_questions
        """,
        slug=id,
        audiences=viewer.audiences,
    )
    row = only(rows, otherwise=NotFound("There is no such skill here."))
    return SkillPage(
        **having(
            row,
            aliases=tuple(sorted(row["aliases"])),
            related=tags(_each_once(row["related"])),
            broader=tags(row["broader"]),
            people=tuple(Knower(**person) for person in row["people"]),
        )
    )


def posts(id: SkillSlug, *, viewer: Viewer, before: int) -> Page:
    """Return the posts about a skill, newest first, posted before this key."""
    rows = read(
        """
        MATCH (:Skill {slug: $slug})<-[:ABOUT]-(post:Post)
        WHERE post.posted_key < $before AND post.audience IN $audiences
        RETURN post.id AS id, post.posted_key AS key
        ORDER BY key DESC
        LIMIT 21
        """,
        slug=id,
        before=before,
        audiences=viewer.audiences,
    )
    return page(rows, viewer=viewer)


def _each_once(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    # RELATED has no direction in meaning: a pair linked both ways would show twice.
    return list({row["slug"]: row for row in rows}.values())
