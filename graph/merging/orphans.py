"""Orphans: skills to which nothing is tied. Admins can remove them from view and put them back.

A skill is an orphan if the viewer can see nothing that is tied to it. What they can't see stays tied, and its readers
still see the skill. So neither the list nor a removal reveals whether there is anything. A post that names the skill
brings it back for its readers.
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
    """A skill that was removed from view, with the name of the person who did it."""

    skill: SkillTag
    by: str
    at: datetime


def found(*, viewer: Viewer) -> tuple[SkillTag, ...]:
    """Return at most fifty skills without posts, people, aliases, relations, needs or collections, by name.

    Only admins get any. Unused skills of a chosen branch of a taxonomy are not orphans.
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
    """Hide an orphan from everyone but readers of a post about it. Twice changes nothing.

    Raises `Forbidden` for everyone but admins, `Conflict` if something is tied to it by now.
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
    """Let everyone see a removed skill again. Twice changes nothing. Raises `Forbidden` for everyone but admins."""
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
    """Return at most fifty removed skills that no open post has named since, newest first. Only admins get any."""
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
