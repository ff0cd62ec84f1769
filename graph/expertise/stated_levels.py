"""Levels that a person, their manager or their peers state for a skill, and who may see the skill.

They are stored in one `STANDS_IN` between person and skill. The parts that readers need are copied onto every `KNOWS`
between the two, so that one comparison is enough there:

* `knows.hidden` is true if not everyone may see the skill, and absent otherwise. Only the person sees a hidden skill
  and, if they allow it, their managers and coaches. No one is found or asked because of it.
* `knows.level` (1 to 5) and `knows.source` (self, manager, peer) are the leading stated level, if there is one. A skill
  with only a stated level has a `KNOWS` for everyone with `evidence` 0 and `weight` 0.

docs/decisions/0010-levels.md says which of several levels leads.
"""

from collections.abc import Collection, Iterable
from typing import Literal

from graph import clock
from graph.cards import SkillTag
from graph.driver import only, write
from graph.errors import Forbidden, Invalid
from graph.ids import PersonId, SkillSlug
from graph.skills import skills
from graph.viewers import EVERYONE, Viewer

NOVICE, AUTHORITY = 1, 5

LevelSource = Literal["inferred", "self", "peer", "manager"]

# The people who may see a skill of a person. Unless that is everyone, no one is found or asked because of it.
ShownTo = Literal["everyone", "managers", "me", "nobody"]
SHOWN_TO: tuple[ShownTo, ...] = ("everyone", "managers", "me", "nobody")


def state(skill: SkillSlug, level: int | None, *, by: Viewer) -> None:
    """Set your own level in a skill, or remove it with `None`. Raises `Invalid` outside 1 to 5.

    Does nothing for a skill that is neither yours nor one that you may know about.
    """
    refuse_no_level(level)
    write(
        """
        MATCH (person:Person {id: $by})
        MATCH (skill:Skill {slug: $skill})
        WHERE EXISTS { (person)-[:KNOWS|STANDS_IN]->(skill) }
           OR {{skill is known}}
        MERGE (person)-[standing:STANDS_IN]->(skill)
        SET standing.self_level = $level, standing.self_at = datetime($now), person.changed_key = $key
        """,
        by=by.id,
        skill=skill,
        level=level,
        audiences=by.audiences,
        now=clock.now().isoformat(),
        key=clock.key(clock.now()),
    )
    carry([by.id], skill=skill)


def add(names: Iterable[str], *, level: int | None, wants: bool, teaches: bool, by: Viewer) -> tuple[SkillTag, ...]:
    """Add skills to your own profile, including new ones. Everyone may then know that these skills exist.

    Raises `Invalid` without a name, for more than six names, for a level outside 1 to 5, and if there is no level and
    you neither want to learn nor to teach them.
    """
    refuse_no_level(level)
    meant = skills.resolve(names, by=by.id)
    if not meant:
        raise Invalid(skills="Enter a skill.")
    if level is None and not wants and not teaches:
        raise Invalid(level="Choose your level, or say that you want to learn or teach it.")
    write(
        """
        MATCH (person:Person {id: $by})
        SET person.changed_key = $key
        WITH person
        UNWIND $skills AS tag
        MERGE (skill:Skill {slug: tag.slug})
        ON CREATE SET skill.name = tag.name, skill.audiences = []
        SET skill.audiences = [other IN skill.audiences WHERE other <> $everyone] + $everyone, skill.changed_key = $key
        MERGE (person)-[standing:STANDS_IN]->(skill)
        SET standing.self_level = coalesce($level, standing.self_level),
            standing.wants = $wants,
            standing.teaches = $teaches,
            standing.self_at = datetime($now)
        """,
        by=by.id,
        skills=[{"slug": tag.slug, "name": tag.name} for tag in meant],
        level=level,
        wants=wants,
        teaches=teaches,
        everyone=EVERYONE,
        now=clock.now().isoformat(),
        key=clock.key(clock.now()),
    )
    carry([by.id])
    return meant


def rate(person: PersonId, skill: SkillSlug, level: int | None, *, by: PersonId) -> None:
    """Set a person's level as their manager, or remove it with `None`.

    Raises `Invalid` outside 1 to 5, and `Forbidden` for anyone but their own manager, for skills that they don't show
    to managers, and for skills that only closed communities know.
    """
    refuse_no_level(level)
    rows = write(
        """
        MATCH (person:Person {id: $person})-[:REPORTS_TO]->(manager:Person)
        WHERE manager.id = $by
        MATCH (skill:Skill {slug: $skill})
        WHERE $everyone IN skill.audiences
          AND NOT EXISTS { (person)-[own:STANDS_IN]->(skill) WHERE own.shown_to IN ['me', 'nobody'] }
        MERGE (person)-[standing:STANDS_IN]->(skill)
        SET standing.manager_level = $level,
            standing.manager = CASE WHEN $level IS NULL THEN null ELSE $by END,
            standing.manager_at = datetime($now),
            person.changed_key = $key
        RETURN person.id AS id
        """,
        person=person,
        skill=skill,
        level=level,
        by=by,
        everyone=EVERYONE,
        now=clock.now().isoformat(),
        key=clock.key(clock.now()),
    )
    only(
        rows,
        otherwise=Forbidden(
            "Only this person's manager can set this level, and only for a skill that managers can see."
        ),
    )
    carry([person], skill=skill)


def show_to(skill: SkillSlug, shown_to: ShownTo, *, by: PersonId) -> None:
    """Choose who may see one of your skills. Raises `Invalid` for a value that is not in `SHOWN_TO`."""
    if shown_to not in SHOWN_TO:
        raise Invalid(shown_to="Choose who can see this skill.")
    write(
        """
        MATCH (person:Person {id: $by})
        MATCH (skill:Skill {slug: $skill})
        WHERE EXISTS { (person)-[:KNOWS|STANDS_IN]->(skill) }
        MERGE (person)-[standing:STANDS_IN]->(skill)
        SET standing.shown_to = $shown_to, person.changed_key = $key
        """,
        by=by,
        skill=skill,
        shown_to=shown_to,
        key=clock.key(clock.now()),
    )
    carry([by], skill=skill)


def set_interest(skill: SkillSlug, *, wants: bool, teaches: bool, by: Viewer) -> None:
    """Set whether you want to learn a skill and whether you are happy to teach it."""
    write(
        """
        MATCH (person:Person {id: $by})
        MATCH (skill:Skill {slug: $skill})
        WHERE EXISTS { (person)-[:KNOWS|STANDS_IN]->(skill) }
           OR {{skill is known}}
        MERGE (person)-[standing:STANDS_IN]->(skill)
        SET standing.wants = $wants, standing.teaches = $teaches, person.changed_key = $key
        """,
        by=by.id,
        skill=skill,
        wants=wants,
        teaches=teaches,
        audiences=by.audiences,
        key=clock.key(clock.now()),
    )
    carry([by.id], skill=skill)


def hear_peers(person: PersonId, skill: SkillSlug, level: int | None) -> None:
    """Store the level that colleagues' endorsements give a person, or `None` if they give none."""
    write(
        """
        MATCH (person:Person {id: $person})
        MATCH (skill:Skill {slug: $skill})
        MERGE (person)-[standing:STANDS_IN]->(skill)
        SET standing.peer_level = $level, person.changed_key = $key
        """,
        person=person,
        skill=skill,
        level=level,
        key=clock.key(clock.now()),
    )
    carry([person], skill=skill)


def carry(people: Collection[PersonId], *, skill: SkillSlug | None = None) -> None:
    """Copy the leading level, and whether the skill is hidden, onto these people's `KNOWS`, for one skill or all."""
    write(
        """
        UNWIND $people AS id
        MATCH (person:Person {id: id})-[standing:STANDS_IN]->(skill:Skill)
        WHERE $skill IS NULL OR skill.slug = $skill
        SET standing.level = coalesce(standing.self_level, standing.manager_level, standing.peer_level),
            standing.source = CASE WHEN standing.self_level IS NOT NULL THEN 'self'
                                   WHEN standing.manager_level IS NOT NULL THEN 'manager'
                                   WHEN standing.peer_level IS NOT NULL THEN 'peer' END,
            standing.hidden = CASE WHEN coalesce(standing.shown_to, $everyone) <> $everyone THEN true END
        FOREACH (_ IN CASE WHEN standing.level IS NULL THEN [] ELSE [1] END |
            MERGE (person)-[stated:KNOWS {audience: $everyone}]->(skill)
            ON CREATE SET stated.weight = 0.0, stated.evidence = 0)
        WITH person, standing, skill
        MATCH (person)-[knows:KNOWS]->(skill)
        SET knows.hidden = standing.hidden, knows.level = standing.level, knows.source = standing.source
        WITH knows
        WHERE knows.evidence < 1 AND knows.level IS NULL
        DELETE knows
        """,
        people=list(people),
        skill=skill,
        everyone=EVERYONE,
    )


def refuse_no_level(level: int | None) -> None:
    """Raise `Invalid` for a level outside 1 to 5. `None` is allowed."""
    if level is not None and not NOVICE <= level <= AUTHORITY:
        raise Invalid(level=f"A level must be a whole number from {NOVICE} to {AUTHORITY}.")
