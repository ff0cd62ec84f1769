"""Bridges: from a skill that someone names to others, over at most two broader, narrower or related skills."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph.cards import SkillTag
from graph.ids import SkillSlug
from graph.rows import read_as
from graph.viewers import Viewer

MOST = 20


@dataclass(frozen=True, kw_only=True)
class Bridge:
    """A skill, the name of the one that led to it (`through`), and the steps between them: 0 if they are the same."""

    skill: SkillTag
    through: str
    steps: int


@dataclass(frozen=True, kw_only=True)
class Reached:
    """The skills that are none, one and two steps from one that was named."""

    through: str
    same: tuple[SkillTag, ...]
    near: tuple[SkillTag, ...]
    far: tuple[SkillTag, ...]


def of(named: Sequence[SkillSlug], *, viewer: Viewer) -> tuple[Bridge, ...]:
    """Return these skills and those near them, nearest first, at most twenty. The viewer may know of every step."""
    found = read_as(
        Reached,
        """
        UNWIND $named AS slug
        MATCH (skill:Skill {slug: slug})
        WHERE {{skill is known}}
        RETURN skill.name AS through,
               [{slug: skill.slug, name: skill.name}] AS same,
               [(skill)-[:RELATED|BROADER]-(near:Skill)
                   WHERE {{near is known}}
                   | {slug: near.slug, name: near.name}] AS near,
               [(skill)-[:RELATED|BROADER]-(near:Skill)-[:RELATED|BROADER]-(far:Skill)
                   WHERE {{near is known}} AND {{far is known}}
                   | {slug: far.slug, name: far.name}] AS far
        """,
        named=list(named),
        audiences=viewer.audiences,
    )
    return nearest(found)


def nearest(found: Collection[Reached]) -> tuple[Bridge, ...]:
    """Return the bridges to these skills, each skill once, nearest first and then by name, at most twenty."""
    bridges = dict[SkillSlug, Bridge]()
    for steps in range(3):
        for reached in found:
            for skill in sorted((reached.same, reached.near, reached.far)[steps], key=lambda skill: skill.name):
                bridges.setdefault(skill.slug, Bridge(skill=skill, through=reached.through, steps=steps))
    return tuple(bridges.values())[:MOST]
