"""A person's skills as one viewer may see them: each with its levels, their sources, and the evidence."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from graph import clock
from graph.cards import Author
from graph.driver import only
from graph.errors import NotFound
from graph.expertise import inferred_levels
from graph.expertise.stated_levels import LevelSource, ShownTo
from graph.ids import PersonId, PostId, SkillSlug
from graph.rows import read_as
from graph.viewers import EVERYONE, Viewer

SHOWN = 60
PROOFS_PER_SKILL = 3

EvidenceKind = Literal["answer", "tip", "link", "video", "verification", "endorsement", "mentoring"]


@dataclass(frozen=True, kw_only=True)
class StatedLevel:
    """A level and its source. Only a manager's level names a person (`by`). `times` counts the peers who gave it."""

    source: LevelSource
    level: int
    by: Author | None = None
    times: int = 1


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A piece of evidence for a skill, found on the page of its post. Endorsements and mentoring have no post."""

    id: str
    shows: EvidenceKind
    post: PostId | None
    title: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Ability:
    """One skill of a person. `statements` are in order of precedence: the first one leads.

    `evidence` and `last_at` cover only what the viewer may open. `weight` sorts the skills and is never shown.
    """

    slug: SkillSlug
    name: str
    weight: float
    evidence: int
    last_at: datetime | None
    statements: tuple[StatedLevel, ...]
    wants: bool
    teaches: bool
    shown_to: ShownTo
    proofs: tuple[Proof, ...]

    @property
    def leading(self) -> StatedLevel | None:
        return self.statements[0] if self.statements else None

    @property
    def is_disputed(self) -> bool:
        """Whether the sources give different levels."""
        return len({statement.level for statement in self.statements}) > 1


@dataclass(frozen=True, kw_only=True)
class _Row:
    slug: SkillSlug
    name: str
    marks: tuple[float, ...] | None
    weight: float
    evidence: int
    last_at: datetime | None
    self_level: int | None
    manager_level: int | None
    manager: Author | None
    peers: tuple[int, ...]
    shown_to: ShownTo
    wants: bool
    teaches: bool
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _ProofRow:
    slug: SkillSlug
    proof: Proof


def of(id: PersonId, *, viewer: Viewer) -> tuple[Ability, ...]:
    """Return the skills of a person that this viewer may know about, strongest evidence first, at most 60."""
    found = [_ability(row) for row in _rows(id, viewer)]
    ordered = sorted(found, key=lambda one: (-one.weight, one.name.casefold()))[:SHOWN]
    return tuple(one for one in ordered if one.evidence or one.statements or one.wants or one.teaches)


def one(id: PersonId, skill: SkillSlug, *, viewer: Viewer) -> Ability:
    """Return one skill of a person. Raises `NotFound`, including for a skill that this viewer may not know about."""
    return _ability(
        only(_rows(id, viewer, skill), otherwise=NotFound("This skill doesn't exist, or you don't have access to it."))
    )


def find(id: PersonId, skill: SkillSlug, *, viewer: Viewer) -> Ability | None:
    """Return one skill of a person, or `None` if there is nothing that this viewer may know about it."""
    return next((_ability(row) for row in _rows(id, viewer, skill)), None)


def _rows(id: PersonId, viewer: Viewer, skill: SkillSlug | None = None) -> list[_Row]:
    rows = read_as(
        _Row,
        """
        MATCH (person:Person {id: $id})
        WITH person,
             person.id = $viewer AS is_me,
             {{person is led by the viewer}} OR EXISTS {
                 MATCH (person)-[:MEMBER_OF]->(:Community)<-[coaching:MEMBER_OF]-(coach:Person)
                 WHERE coach.id = $viewer AND coaching.is_coach
             } AS is_near
        MATCH (person)-[tie:KNOWS|STANDS_IN]->(skill:Skill)
        WHERE $skill IS NULL OR skill.slug = $skill
        WITH person, is_me, is_near, skill,
             sum(CASE WHEN {{tie is open}} THEN tie.weight ELSE 0.0 END) AS weight,
             sum(CASE WHEN {{tie is open}} THEN tie.evidence ELSE 0 END) AS evidence,
             max(CASE WHEN {{tie is open}} THEN tie.last_at END) AS last_at,
             max(tie.shown_to) AS shown_to,
             max(tie.self_level) AS self_level,
             max(tie.manager_level) AS manager_level,
             max(tie.manager) AS manager_id,
             max(CASE WHEN tie.wants THEN 1 ELSE 0 END) AS wants,
             max(CASE WHEN tie.teaches THEN 1 ELSE 0 END) AS teaches
        WHERE (is_me OR coalesce(shown_to, $everyone) = $everyone OR (shown_to = 'managers' AND is_near))
          AND (evidence > 0 OR is_me OR {{skill is known}})
        OPTIONAL MATCH (manager:Person {id: manager_id})
        RETURN skill.slug AS slug,
               skill.name AS name,
               skill.marks AS marks,
               weight,
               evidence,
               last_at,
               self_level,
               manager_level,
               CASE WHEN manager IS NULL THEN null ELSE {{manager is named}} END AS manager,
               [(person)-[:SHOWED]->(given:Proof)-[:IN_SKILL]->(same:Skill)
                   WHERE same.slug = skill.slug AND {{given is valid}} AND {{given is open}}
                     AND given.level IS NOT NULL
                   | given.level] AS peers,
               coalesce(shown_to, $everyone) AS shown_to,
               wants > 0 AS wants,
               teaches > 0 AS teaches
        """,
        id=id,
        viewer=viewer.id,
        audiences=viewer.audiences,
        everyone=EVERYONE,
        skill=skill,
    )
    proofs = _proofs(id, [row.slug for row in rows], viewer)
    return [replace(row, proofs=tuple(proofs[row.slug])) for row in rows]


def _proofs(id: PersonId, slugs: Iterable[SkillSlug], viewer: Viewer) -> dict[SkillSlug, list[Proof]]:
    """Return the strongest evidence for each of these skills that the viewer may open, at most three pieces each."""
    rows = read_as(
        _ProofRow,
        """
        MATCH (:Person {id: $id})-[:GAVE|POSTED|SHOWED]->(proof)
        // Whom thanks reaches and who gave it is for the person to show (graph/expertise/thanks.py).
        WHERE {{proof is counted}} AND coalesce(proof.kind, '') <> 'thanks'
        UNWIND proof.counted AS slug
        WITH slug, proof
        WHERE slug IN $slugs
        WITH slug, proof
        ORDER BY proof.weight DESC
        WITH slug, collect(proof)[..$limit] AS best
        UNWIND best AS proof
        OPTIONAL MATCH (proof)-[:ANSWERS|CONFIRMS]->(about:Post)
        WITH slug, proof, coalesce(about, proof) AS post
        WHERE {{post is open}}
        RETURN slug,
               {
                   id: proof.id,
                   shows: coalesce(proof.kind, 'answer'),
                   post: CASE WHEN post:Proof THEN null ELSE post.id END,
                   title: coalesce(post.title, ''),
                   at: coalesce(proof.given_at, proof.posted_at, proof.at)
               } AS proof
        """,
        id=id,
        slugs=list(slugs),
        audiences=viewer.audiences,
        limit=PROOFS_PER_SKILL,
    )
    found = defaultdict[SkillSlug, list[Proof]](list)
    for row in rows:
        found[row.slug].append(row.proof)
    return found


def _ability(row: _Row) -> Ability:
    return Ability(
        slug=row.slug,
        name=row.name,
        weight=row.weight,
        evidence=row.evidence,
        last_at=row.last_at,
        statements=tuple(_statements(row)),
        wants=row.wants,
        teaches=row.teaches,
        shown_to=row.shown_to,
        proofs=row.proofs,
    )


def _statements(row: _Row) -> Iterable[StatedLevel]:
    if row.self_level:
        yield StatedLevel(source="self", level=row.self_level)
    if row.manager_level:
        yield StatedLevel(source="manager", level=row.manager_level, by=row.manager)
    for level in sorted(set(row.peers), key=lambda level: (-row.peers.count(level), level)):
        yield StatedLevel(source="peer", level=level, times=row.peers.count(level))
    if row.evidence:
        yield StatedLevel(
            source="inferred", level=inferred_levels.inferred(row.weight, marks=row.marks, now=clock.now())
        )
