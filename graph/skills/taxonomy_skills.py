"""Making skills of the concepts in chosen branches, and tying the company's own skills to their concepts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from graph import clock, prose
from graph.driver import read, write
from graph.ids import ConceptId, SkillSlug, slug
from graph.rows import read_as
from graph.viewers import EVERYONE

CONCEPTS_PER_WRITE = 300

# Skills that a taxonomy relates weigh half as much as skills that are always used together here.
RELATED_WEIGHT = 0.5


def link(*, since: datetime) -> None:
    """Tie skills that changed since then to the concepts with their names, or else with one of their aliases."""
    found = read_as(
        _Candidate,
        """
        MATCH (skill:Skill)
        WHERE skill.changed_key >= $since AND NOT EXISTS { (skill)-[:MEANS]->(:Concept) }
        UNWIND [skill.slug] + [(skill)<-[:NAMES]-(alias:Alias) | alias.slug] AS key
        MATCH (:Term {key: key})-[:NAMES]->(concept:Concept)
        WHERE NOT concept.is_group
        RETURN skill.slug AS skill, concept.id AS concept, concept.slug = key AS is_own_name
        """,
        since=clock.key(since),
    )
    pairs = [[skill, concept] for skill, concept in _clear(found).items()]
    for begin in range(0, len(pairs), CONCEPTS_PER_WRITE):
        write(
            """
            UNWIND $pairs AS pair
            MATCH (skill:Skill {slug: pair[0]})
            MATCH (concept:Concept {id: pair[1]})
            MERGE (skill)-[:MEANS]->(concept)
            """,
            pairs=pairs[begin : begin + CONCEPTS_PER_WRITE],
        )


def waiting() -> tuple[ConceptId, ...]:
    """Return the branches whose skills are still to be shown or hidden."""
    rows = read(
        """
        MATCH (branch:Concept)
        WHERE coalesce(branch.is_chosen, false) <> coalesce(branch.is_shown, false)
        RETURN branch.id AS id
        """
    )
    return tuple(row["id"] for row in rows)


def chosen() -> tuple[ConceptId, ...]:
    """Return the chosen branches, and those that are still to be hidden."""
    rows = read("MATCH (branch:Concept) WHERE branch.is_chosen OR branch.is_shown RETURN branch.id AS id")
    return tuple(row["id"] for row in rows)


def apply(branch: ConceptId) -> None:
    """Show or hide the skills of a branch, as it is chosen now. This may be interrupted and repeated."""
    rows = read("MATCH (branch:Concept {id: $id}) RETURN coalesce(branch.is_chosen, false) AS is_chosen", id=branch)
    for row in rows:
        _show(_concepts(branch)) if row["is_chosen"] else _hide(branch)
        write("MATCH (branch:Concept {id: $id}) SET branch.is_shown = $is_shown", id=branch, is_shown=row["is_chosen"])


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    skill: SkillSlug
    concept: ConceptId
    is_own_name: bool


@dataclass(frozen=True, kw_only=True)
class _Concept:
    """A concept, and the slug of the skill that is made of it or is there already."""

    id: ConceptId
    name: str
    names: tuple[str, ...]
    summary: str
    slug: SkillSlug


def _clear(candidates: Iterable[_Candidate]) -> dict[SkillSlug, ConceptId]:
    """Return one concept for each skill: the one with its name, else the only one found by another of their names."""
    own: dict[SkillSlug, ConceptId] = {}
    called: dict[SkillSlug, set[ConceptId]] = {}
    for one in candidates:
        called.setdefault(one.skill, set()).add(one.concept)
        if one.is_own_name:
            own.setdefault(one.skill, one.concept)
    return {skill: min(concepts) for skill, concepts in called.items() if len(concepts) == 1} | own


def _concepts(branch: ConceptId) -> tuple[_Concept, ...]:
    return read_as(
        _Concept,
        """
        MATCH (concept:Concept)
        WHERE $branch IN concept.above AND NOT concept.is_group
        OPTIONAL MATCH (known:Skill {slug: concept.slug})
        OPTIONAL MATCH (alias:Alias {slug: concept.slug})-[:NAMES]->(meant:Skill)
            WHERE alias.is_borrowed IS NULL
        RETURN concept.id AS id, concept.name AS name, concept.names AS names, concept.summary AS summary,
               coalesce([(concept)<-[:MEANS]-(linked:Skill) | linked.slug][0], known.slug, meant.slug,
                        concept.slug) AS slug
        ORDER BY id
        """,
        branch=branch,
    )


def _show(concepts: Sequence[_Concept]) -> None:
    batches = [concepts[begin : begin + CONCEPTS_PER_WRITE] for begin in range(0, len(concepts), CONCEPTS_PER_WRITE)]
    for batch in batches:
        _make(batch)
    # Only after all are made, since an alias of one may be the name of another.
    for batch in batches:
        _call(batch)
        _relate(batch)


def _make(concepts: Sequence[_Concept]) -> None:
    write(
        """
        UNWIND $rows AS row
        MATCH (concept:Concept {id: row.id})
        OPTIONAL MATCH (borrowed:Alias {slug: row.slug})
            WHERE borrowed.is_borrowed
        DETACH DELETE borrowed
        MERGE (skill:Skill {slug: row.slug})
        ON CREATE SET skill.name = row.name, skill.audiences = []
        SET skill.summary = coalesce(skill.summary, row.summary),
            skill.is_listed = true,
            skill.audiences = [other IN skill.audiences WHERE other <> $everyone] + $everyone,
            skill.changed_key = $changed_key
        MERGE (skill)-[:MEANS]->(concept)
        """,
        rows=[
            {"id": one.id, "slug": one.slug, "name": one.name, "summary": prose.excerpt(one.summary)}
            for one in concepts
        ],
        everyone=EVERYONE,
        changed_key=clock.key(clock.now()),
    )


def _call(concepts: Sequence[_Concept]) -> None:
    names: dict[str, tuple[str, SkillSlug]] = {}
    for one in concepts:
        for name in (one.name, *one.names):
            if slug(name) not in ("", one.slug):
                names.setdefault(slug(name), (name, one.slug))
    write(
        """
        UNWIND $rows AS row
        MATCH (skill:Skill {slug: row.skill})
        WHERE NOT EXISTS { MATCH (taken:Skill {slug: row.slug}) }
          AND NOT EXISTS { MATCH (known:Alias {slug: row.slug}) }
        MERGE (alias:Alias {slug: row.slug})
        SET alias.name = row.name, alias.is_borrowed = true
        MERGE (alias)-[:NAMES]->(skill)
        """,
        rows=[{"slug": key, "name": name, "skill": skill} for key, (name, skill) in names.items()],
    )


def _relate(concepts: Sequence[_Concept]) -> None:
    # What the company says about its skills counts before what a taxonomy says.
    write(
        """
        UNWIND $ids AS id
        MATCH (concept:Concept {id: id})-[:BROADER]->(:Concept)<-[:MEANS]-(wider:Skill)
        MATCH (concept)<-[:MEANS]-(skill:Skill)
        WHERE skill.slug <> wider.slug
          AND NOT EXISTS { (skill)-[:NOT_BELOW]->(wider) }
          AND NOT EXISTS { (wider)-[:BROADER*1..12]->(skill) }
        MERGE (skill)-[:BROADER]->(wider)
        """,
        ids=[one.id for one in concepts],
    )
    write(
        """
        UNWIND $ids AS id
        MATCH (concept:Concept {id: id})-[:RELATED]-(:Concept)<-[:MEANS]-(other:Skill)
        MATCH (concept)<-[:MEANS]-(skill:Skill)
        WHERE skill.slug <> other.slug AND NOT EXISTS { (skill)-[:RELATED]-(other) }
        MERGE (skill)-[tie:RELATED]->(other)
        ON CREATE SET tie.weight = $weight
        """,
        ids=[one.id for one in concepts],
        weight=RELATED_WEIGHT,
    )


def _hide(branch: ConceptId) -> None:
    """Show each skill only to people who may see a post about it, unless another chosen branch has it too."""
    write(
        """
        MATCH (chosen:Concept)
        WHERE chosen.is_chosen
        WITH collect(chosen.id) AS wanted
        MATCH (concept:Concept)<-[:MEANS]-(skill:Skill)
        WHERE $branch IN concept.above AND NOT ANY(other IN wanted WHERE other IN concept.above)
        SET skill.is_listed = null,
            skill.audiences = COLLECT { MATCH (skill)<-[:ABOUT]-(post:Post) RETURN DISTINCT post.audience },
            skill.changed_key = $changed_key
        """,
        branch=branch,
        changed_key=clock.key(clock.now()),
    )
