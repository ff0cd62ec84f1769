"""Bridges: from a skill that somebody names, at most two steps over what is broader and related, to other skills."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.cards import SkillTag
from graph.driver import read
from graph.ids import SkillSlug
from graph.viewers import Viewer

MOST = 20


@dataclass(frozen=True, kw_only=True)
class Bridge:
    """A skill that lies so many steps from one that was named; none from itself. `through` is the named one."""

    skill: SkillTag
    through: str
    steps: int


def of(named: Sequence[SkillSlug], *, viewer: Viewer) -> tuple[Bridge, ...]:
    """Return these skills and those near them, nearest first, at most twenty: each step is open to the viewer."""
    rows = read(
        """
        UNWIND $named AS slug
        MATCH (skill:Skill {slug: slug})
        WHERE ANY(audience IN skill.audiences WHERE audience IN $audiences)
        RETURN skill.name AS through,
               [{slug: skill.slug, name: skill.name}] AS same,
               [(skill)-[:RELATED|BROADER]-(near:Skill)
                   WHERE ANY(audience IN near.audiences WHERE audience IN $audiences)
                   | {slug: near.slug, name: near.name}] AS near,
               [(skill)-[:RELATED|BROADER]-(near:Skill)-[:RELATED|BROADER]-(far:Skill)
                   WHERE ANY(audience IN near.audiences WHERE audience IN $audiences)
                     AND ANY(audience IN far.audiences WHERE audience IN $audiences)
                   | {slug: far.slug, name: far.name}] AS far
        """,
        named=list(named),
        audiences=viewer.audiences,
    )
    found = dict[SkillSlug, Bridge]()
    for steps, distance in enumerate(("same", "near", "far")):
        for row in rows:
            for skill in sorted(row[distance], key=lambda skill: skill["name"]):
                bridge = Bridge(skill=SkillTag(**skill), through=row["through"], steps=steps)
                found.setdefault(bridge.skill.slug, bridge)
    return tuple(found.values())[:MOST]
