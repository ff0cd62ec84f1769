"""Orphans: skills on which nothing hangs, taken out of sight by an admin, and put back.

An orphan is one as far as the viewer can see. What they cannot see stays tied to it, and its readers go on seeing it;
so neither the list nor a removal tells whether there is any. Somebody who names it in a post brings it back.
"""

from dataclasses import dataclass
from datetime import datetime

from graph import clock
from graph.cards import SkillTag, by_name
from graph.driver import only, read, write
from graph.errors import Conflict, Forbidden
from graph.ids import SkillSlug
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

SHOWN = 50

NOT_YOURS = "Only admins can remove or restore a skill."
IN_USE = "This skill is in use by now, so you can't remove it."


@dataclass(frozen=True, kw_only=True)
class Removal:
    """A skill that was taken out of sight, by whom and when."""

    skill: SkillTag
    by: str
    at: datetime


def found(*, viewer: Viewer) -> tuple[SkillTag, ...]:
    """Return skills without posts, people, other names, relations, needs and collections, at most fifty, for admins.

    Those of a taxonomy's branch that an admin chose wait for being used and are none.
    """
    found = read_as(
        SkillTag,
        """
        MATCH (me:Person {id: $viewer})
        WHERE {{me is an admin}}
        MATCH (skill:Skill)
        WHERE $everyone IN skill.audiences AND skill.is_listed IS NULL
          AND NOT EXISTS { MATCH (skill)<-[:ABOUT]-(post:Post) WHERE {{post is open}} }
          AND NOT EXISTS {
              MATCH (skill)<-[knows:KNOWS]-(person:Person)
              WHERE {{knows is shown}} AND {{person is listed}}
          }
          AND NOT EXISTS {
              MATCH (skill)<-[standing:STANDS_IN]-(person:Person)
              WHERE {{standing is not hidden}} AND {{person is listed}}
          }
          AND NOT EXISTS {
              MATCH (skill)<-[:NAMES]-(alias:Alias)
              WHERE {{alias is readable}}
          }
          AND NOT EXISTS {
              MATCH (skill)-[:RELATED|BROADER]-(near:Skill)
              WHERE {{near is known}}
          }
          AND NOT EXISTS { MATCH (skill)<-[:OF]-(need:Need) WHERE need.key IS NOT NULL }
          AND NOT EXISTS {
              MATCH (collection:Collection)
              WHERE collection.rule_skill = skill.slug AND {{collection is open}}
          }
        RETURN skill.slug AS slug, skill.name AS name
        ORDER BY name
        LIMIT $limit
        """,
        viewer=viewer.id,
        audiences=viewer.audiences,
        everyone=EVERYONE,
        limit=SHOWN,
    )
    return by_name(found)


def remove(skill: SkillSlug, *, by: Viewer) -> None:
    """Take an orphan out of the sight of all but those who see a post about it. Twice changes nothing.

    Raises `Forbidden` for all but admins, `Conflict` if something hangs on it by now.
    """
    _refuse(by)
    if skill in [one.skill.slug for one in removed(viewer=by)]:
        return
    if skill not in [one.slug for one in found(viewer=by)]:
        raise Conflict(IN_USE)
    write(
        """
        MATCH (skill:Skill {slug: $skill})
        SET skill.audiences = COLLECT { MATCH (skill)<-[:ABOUT]-(post:Post) RETURN DISTINCT post.audience },
            skill.removed_at = datetime($now), skill.removed_by = $by, skill.changed_key = $key
        """,
        skill=skill,
        by=by.id,
        now=clock.now().isoformat(),
        key=clock.key(clock.now()),
    )


def put_back(skill: SkillSlug, *, by: Viewer) -> None:
    """Let everybody see a removed skill again. Twice changes nothing. Raises `Forbidden` for all but admins."""
    _refuse(by)
    write(
        """
        MATCH (skill:Skill {slug: $skill})
        WHERE skill.removed_at IS NOT NULL
        SET skill.audiences = [other IN skill.audiences WHERE other <> $everyone] + $everyone,
            skill.changed_key = $key
        REMOVE skill.removed_at, skill.removed_by
        """,
        skill=skill,
        everyone=EVERYONE,
        key=clock.key(clock.now()),
    )


def removed(*, viewer: Viewer) -> tuple[Removal, ...]:
    """Return the skills that were removed and that nobody has named since, newest first, at most fifty, for admins."""
    return read_as(
        Removal,
        """
        MATCH (me:Person {id: $viewer})
        WHERE {{me is an admin}}
        MATCH (skill:Skill)
        WHERE skill.removed_at IS NOT NULL AND NOT $everyone IN skill.audiences
        OPTIONAL MATCH (person:Person {id: skill.removed_by})
        RETURN {slug: skill.slug, name: skill.name} AS skill,
               coalesce(person.name, '') AS by, skill.removed_at AS at
        ORDER BY at DESC
        LIMIT $limit
        """,
        viewer=viewer.id,
        everyone=EVERYONE,
        limit=SHOWN,
    )


def _refuse(viewer: Viewer) -> None:
    rows = read("MATCH (me:Person {id: $viewer}) WHERE {{me is an admin}} RETURN me.id AS id", viewer=viewer.id)
    only(rows, otherwise=Forbidden(NOT_YOURS))
