"""Skills made of another site's tags, related if posts use them together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.driver import write
from graph.ids import SkillSlug
from graph.viewers import EVERYONE


@dataclass(frozen=True, kw_only=True)
class ImportedSkill:
    """A tag of another site."""

    slug: SkillSlug
    name: str
    summary: str


@dataclass(frozen=True, kw_only=True)
class Relation:
    """Two skills that are used together; the weight is between 0 and 1."""

    one: SkillSlug
    other: SkillSlug
    weight: float


def add(skills: Sequence[ImportedSkill], *, at: datetime) -> None:
    """Add the skills that are new here. A tag that is an alias of a skill here adds nothing.

    An alias that only a closed community knows doesn't count.
    """
    write(
        """
        UNWIND $rows AS row
        OPTIONAL MATCH (alias:Alias {slug: row.slug})-[:NAMES]->(meant:Skill)
            WHERE (alias.audiences IS NULL OR $everyone IN alias.audiences)
              AND (size(meant.audiences) = 0 OR $everyone IN meant.audiences)
        WITH row, alias
        WHERE alias IS NULL
        MERGE (skill:Skill {slug: row.slug})
        ON CREATE SET skill.name = row.name, skill.audiences = [], skill.changed_key = $changed_key
        SET skill.summary = coalesce(skill.summary, row.summary)
        """,
        rows=[vars(skill) for skill in skills],
        changed_key=clock.key(at),
        everyone=EVERYONE,
    )


def relate(relations: Sequence[Relation]) -> None:
    """Relate skills. Those that are already related stay as they are."""
    write(
        """
        UNWIND $rows AS row
        MATCH (one:Skill {slug: row.one})
        MATCH (other:Skill {slug: row.other})
        WHERE NOT EXISTS { (one)-[:RELATED]-(other) }
        CREATE (one)-[:RELATED {weight: row.weight}]->(other)
        """,
        rows=[vars(relation) for relation in relations],
    )


def lay_below(parts: Sequence[tuple[SkillSlug, SkillSlug]]) -> None:
    """Make the second skill of each pair broader than the first. Twice changes nothing."""
    write(
        """
        UNWIND $parts AS pair
        MATCH (part:Skill {slug: pair[0]})
        MATCH (whole:Skill {slug: pair[1]})
        MERGE (part)-[:BROADER]->(whole)
        """,
        parts=[list(pair) for pair in parts],
    )


def show_to_readers() -> None:
    """Let people who may see a post about a skill know of the skill. Call it when all posts are there."""
    write(
        """
        MATCH (skill:Skill)
        WITH skill, COLLECT { MATCH (skill)<-[:ABOUT]-(post:Post) RETURN DISTINCT post.audience } AS read_by
        SET skill.audiences = skill.audiences + [other IN read_by WHERE NOT other IN skill.audiences]
        """
    )
