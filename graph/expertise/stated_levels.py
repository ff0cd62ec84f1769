"""What people say about a person's level in a skill: the person, their manager, their peers; and who may see it.

It is kept in one `STANDS_IN` between person and skill. What readers need of it is copied onto every `KNOWS` of the
same two, so that one comparison is enough there:

* `knows.hidden` is true if not everyone may see the skill, else absent. Only the person and, where they allow it,
  their managers and coaches see such a skill; nobody is found or asked because of it.
* `knows.level` (1 to 5) and `knows.source` (self, manager, peer) are what people say, if anybody says anything. A skill
  that is only stated has a `KNOWS` for everyone with `evidence` 0 and `weight` 0.

Which of several statements leads is decided in docs/decisions/0010-levels.md.
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

# Who may see a skill of a person. A skill that nobody sees is not inferred, found or asked for either.
ShownTo = Literal["everyone", "managers", "me", "nobody"]
SHOWN_TO: tuple[ShownTo, ...] = ("everyone", "managers", "me", "nobody")


def state(skill: SkillSlug, level: int | None, *, by: Viewer) -> None:
    """Say of oneself at which level one is in a skill; `None` takes it back. Raises `Invalid` outside 1 to 5."""
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
    """Put skills on one's own profile, new ones too; everyone may then know that there is such a skill.

    Raises `Invalid` without a name, for more than six, and if nothing is said of them.
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
    """Say as somebody's manager at which level they are; `None` takes it back.

    Raises `Invalid` outside 1 to 5, `Forbidden` for all but their own manager and for skills that they do not show
    to managers.
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
    """Decide who may see a skill of one's own. Raises `Invalid` for anything but the four words."""
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
    """Say whether one wants to learn a skill and whether one is happy to teach it."""
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
    """Note at which level the endorsements of colleagues see somebody; `None` if none of them says."""
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
    """Copy the leading level, and whether the skill is hidden, onto what these people are known for."""
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
    """Raise `Invalid` for a level that there is not; to say none is fine."""
    if level is not None and not NOVICE <= level <= AUTHORITY:
        raise Invalid(level=f"A level must be a whole number from {NOVICE} to {AUTHORITY}.")
