"""The names of skills and how skills relate: adding a skill, and describing it. For admins and coaches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph import clock
from graph.driver import only, read, write
from graph.errors import Conflict, Forbidden, Invalid, NotFound, refuse_if_any
from graph.ids import SkillSlug, slug
from graph.rows import read_as
from graph.skills.skills import NAME_CHARACTERS, NOT_HERE
from graph.viewers import EVERYONE, Viewer

SUMMARY_CHARACTERS = 500
MOST_NAMES = 20

NOT_YOURS = "Only admins and coaches of a community that uses this skill can edit it."


@dataclass(frozen=True, kw_only=True)
class SkillDraft:
    """A skill as it was typed; broader and related skills by name. Raises `Invalid` with a sentence per field."""

    name: str
    summary: str
    aliases: tuple[str, ...]
    broader: tuple[str, ...]
    related: tuple[str, ...]

    def __post_init__(self) -> None:
        named = bool(slug(self.name)) and len(self.name.strip()) <= NAME_CHARACTERS
        lists = {"aliases": self.aliases, "broader": self.broader, "related": self.related}
        refuse_if_any(
            {
                "name": None
                if named
                else f"Give the skill a name with letters or digits, of at most {NAME_CHARACTERS} characters.",
                "summary": None
                if len(self.summary) <= SUMMARY_CHARACTERS
                else f"Describe the skill in at most {SUMMARY_CHARACTERS} characters.",
                **{field: _list_problem(names) for field, names in lists.items()},
            }
        )


@dataclass(frozen=True, kw_only=True)
class Description:
    """A skill to be edited, with the names and skills that the viewer may know of."""

    slug: SkillSlug
    name: str
    summary: str
    aliases: tuple[str, ...]
    broader: tuple[str, ...]
    related: tuple[str, ...]


def may_add(*, viewer: Viewer) -> bool:
    """Return whether this person may add skills: admins and coaches may."""
    rows = read(
        """
        MATCH (me:Person {id: $viewer})
        RETURN {{me is an admin}} OR {{me is a coach}} AS may
        """,
        viewer=viewer.id,
    )
    return bool(rows) and rows[0]["may"]


def may_describe(id: SkillSlug, *, viewer: Viewer) -> bool:
    """Return whether this person may describe this skill: admins may, and coaches of a community that uses it."""
    rows = read(
        """
        MATCH (me:Person {id: $viewer})
        MATCH (skill:Skill {slug: $slug})
        WHERE {{skill is known}}
        WITH me, skill, [(me)-[coaching:MEMBER_OF]->(own:Community) WHERE coaching.is_coach | own.id] AS coached
        RETURN {{me is an admin}} OR (size(coached) > 0 AND EXISTS {
            MATCH (skill)<-[:ABOUT]-(:Post)-[:IN]->(community:Community)
            WHERE community.id IN coached
        }) AS may
        """,
        viewer=viewer.id,
        slug=id,
        audiences=viewer.audiences,
    )
    return bool(rows) and rows[0]["may"]


def description(id: SkillSlug, *, viewer: Viewer) -> Description:
    """Return a skill to be described. Raises `NotFound`, and `Forbidden` for people who may not describe it."""
    found = read_as(
        Description,
        """
        MATCH (skill:Skill {slug: $slug})
        WHERE {{skill is known}}
        RETURN skill.slug AS slug,
               skill.name AS name,
               coalesce(skill.summary, '') AS summary,
               [(alias:Alias)-[:NAMES]->(skill)
                   WHERE {{alias is readable}}
                   | alias.name] AS aliases,
               [(skill)-[:BROADER]->(wider:Skill)
                   WHERE {{wider is known}} | wider.name] AS broader,
               [(skill)-[:RELATED]-(near:Skill)
                   WHERE {{near is known}} | near.name] AS related
        """,
        slug=id,
        audiences=viewer.audiences,
    )
    own = only(found, otherwise=NotFound(NOT_HERE))
    if not may_describe(id, viewer=viewer):
        raise Forbidden(NOT_YOURS)
    sides = {"aliases": own.aliases, "broader": own.broader, "related": own.related}
    return replace(own, **{side: tuple(sorted(set(names))) for side, names in sides.items()})


def add(draft: SkillDraft, *, by: Viewer) -> SkillSlug:
    """Add a skill that everyone may know of and return its slug.

    Raises `Forbidden` for everyone but admins and coaches, and `Conflict` if the person knows of a skill with this name
    or alias. A skill that only a closed community knew becomes known to everyone, as when an open post names it.
    """
    if not may_add(viewer=by):
        raise Forbidden("Only admins and coaches can add skills here. Name the skill in a post to create it.")
    key = SkillSlug(slug(draft.name))
    if any(one.is_known for one in _called([key], viewer=by)):
        raise Conflict(f"{draft.name.strip()} is already a skill.")
    _tie(key, draft, by=by)
    return key


def describe(id: SkillSlug, draft: SkillDraft, *, by: Viewer) -> None:
    """Set a skill's summary, names, and broader and related skills; its address stays. What the person can't see stays.

    Raises `NotFound`, `Forbidden`, and `Invalid` if a name is another skill's, a broader or related skill doesn't
    exist, or the skill would be below itself.
    """
    description(id, viewer=by)
    _tie(id, draft, by=by)


def _tie(id: SkillSlug, draft: SkillDraft, *, by: Viewer) -> None:
    # Otherwise the next person who types the new name would create a second skill, so the new name leads here too.
    names = {slug(name): " ".join(name.split()) for name in (*draft.aliases, draft.name) if slug(name) != id}
    broader, related = (_neighbours(side, getattr(draft, side), viewer=by) for side in ("broader", "related"))
    refuse_if_any(
        {
            "aliases": _taken(names, by=id, viewer=by),
            "broader": _cycle(id, draft.name.strip(), broader),
            "related": f"{draft.name.strip()} can't be related to itself." if id in related else None,
        }
    )
    _claim(names, by=id)
    write(
        """
        MERGE (skill:Skill {slug: $slug})
        ON CREATE SET skill.audiences = [$everyone]
        SET skill.name = $name, skill.summary = $summary, skill.changed_key = $key,
            skill.audiences = CASE WHEN {{skill is known}}
                THEN skill.audiences ELSE skill.audiences + $everyone END
        WITH skill,
             [(skill)-[tie:BROADER]->(wider:Skill) WHERE NOT wider.slug IN $broader
                 AND {{wider is known}} | tie]
             + [(skill)-[tie:RELATED]-(near:Skill) WHERE NOT near.slug IN $related
                 AND {{near is known}} | tie]
             + [(skill)-[tie:NOT_BELOW]->(wider:Skill) WHERE wider.slug IN $broader | tie] AS ties,
             [(alias:Alias)-[:NAMES]->(skill) WHERE NOT alias.slug IN $aliases
                 AND {{alias is readable}}
                 | alias] AS names,
             [(skill)-[:RELATED]-(near:Skill) | near.slug] AS near
        FOREACH (tie IN ties | DELETE tie)
        FOREACH (alias IN names | DETACH DELETE alias)
        FOREACH (one IN $broader | MERGE (wider:Skill {slug: one}) MERGE (skill)-[:BROADER]->(wider))
        FOREACH (one IN [slug IN $related WHERE NOT slug IN near] |
            MERGE (other:Skill {slug: one}) MERGE (skill)-[:RELATED]->(other))
        FOREACH (one IN $names |
            MERGE (alias:Alias {slug: one.slug}) SET alias.name = one.name MERGE (alias)-[:NAMES]->(skill))
        """,
        slug=id,
        name=" ".join(draft.name.split()),
        summary=draft.summary.strip(),
        key=clock.key(clock.now()),
        everyone=EVERYONE,
        audiences=by.audiences,
        broader=list(broader),
        related=list(related),
        aliases=list(names),
        names=[{"slug": key, "name": name} for key, name in names.items()],
    )


def _claim(names: Iterable[str], *, by: SkillSlug) -> None:
    """Take names away from other skills if only a closed community knew them: a name means one skill for everyone."""
    write(
        """
        UNWIND $names AS name
        MATCH (alias:Alias {slug: name})
        OPTIONAL MATCH (alias)-[tie:NAMES]->(other:Skill)
            WHERE other.slug <> $skill
        REMOVE alias.audiences, alias.is_narrowed
        DELETE tie
        """,
        names=list(names),
        skill=by,
    )


@dataclass(frozen=True, kw_only=True)
class _Called:
    """A name that was looked for, the skill that has it, and whether the viewer may know."""

    wanted: str
    slug: SkillSlug
    name: str
    is_known: bool


def _called(slugs: Iterable[str], *, viewer: Viewer) -> tuple[_Called, ...]:
    """Return the skills that have one of these as their slug or alias."""
    return read_as(
        _Called,
        """
        UNWIND $slugs AS wanted
        OPTIONAL MATCH (known:Skill {slug: wanted})
        OPTIONAL MATCH (alias:Alias {slug: wanted})-[:NAMES]->(meant:Skill)
        WITH wanted, coalesce(known, meant) AS skill,
             known IS NOT NULL OR {{alias is readable}} AS is_open
        WHERE skill IS NOT NULL
        RETURN wanted, skill.slug AS slug, skill.name AS name,
               is_open AND {{skill is known}} AS is_known
        """,
        slugs=list(slugs),
        audiences=viewer.audiences,
    )


def _neighbours(field: str, names: Iterable[str], *, viewer: Viewer) -> dict[SkillSlug, str]:
    """Return the skills with these names. Raises `Invalid` for the first that the viewer doesn't know of."""
    wanted = {slug(name): name.strip() for name in names}
    found = {one.wanted: one for one in _called(wanted, viewer=viewer) if one.is_known}
    for key, name in wanted.items():
        if key not in found:
            raise Invalid(**{field: f"There is no skill called {name} yet. Add it first."})
    return {one.slug: one.name for one in found.values()}


def _taken(names: Mapping[str, str], *, by: SkillSlug, viewer: Viewer) -> str | None:
    for one in _called(names, viewer=viewer):
        # A refusal would give away a skill that only a closed community knows.
        if one.slug != by and one.is_known:
            return f"{names[one.wanted]} is another skill. If they mean the same thing, merge them."
    return None


def _cycle(id: SkillSlug, name: str, broader: Mapping[SkillSlug, str]) -> str | None:
    if id in broader:
        return f"{name} can't be below itself."
    rows = read(
        """
        UNWIND $broader AS wanted
        MATCH (wider:Skill {slug: wanted})
        MATCH (skill:Skill {slug: $slug})
        WHERE EXISTS { (wider)-[:BROADER*1..12]->(skill) }
        RETURN wider.slug AS slug
        """,
        broader=list(broader),
        slug=id,
    )
    return f"{broader[rows[0]['slug']]} is already below {name}." if rows else None


def _list_problem(names: Sequence[str]) -> str | None:
    if len(names) > MOST_NAMES:
        return f"Enter at most {MOST_NAMES} names."
    if any(not slug(name) or len(name) > NAME_CHARACTERS for name in names):
        return f"A skill's name must have letters or digits, and at most {NAME_CHARACTERS} characters."
    return None
